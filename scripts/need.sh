#!/usr/bin/env bash
# Makes sure that tools are there: scripts/need.sh NAME…
# What is missing is installed from Debian's packages when this user may do so; otherwise one line names it.
set -euo pipefail

# How to tell that a tool is there, and the Debian package that brings it.
check() {
    case $1 in
        c++)         command -v c++ ;;
        python)      python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' ;;
        pip)         python3 -m pip --version || python3 -c 'import venv, ensurepip' ;;
        python-venv) python3 -c 'import venv, ensurepip' ;;
        node)        node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' ;;
        java)        java -version ;;
        fonts)       fc-list :lang=zh | grep . ;; # without a Chinese font, pages are rows of boxes
        rustfmt)     cargo fmt --version ;;
        clippy)      cargo clippy --version ;;
        *)           command -v "$1" ;;
    esac >/dev/null 2>&1
}

package() {
    case $1 in
        c++)         echo g++ ;;
        python)      echo python3 ;;
        pip | python-venv) echo python3-venv ;;
        node)        echo nodejs ;;
        java)        echo default-jre-headless ;;
        fonts)       echo fontconfig fonts-noto-cjk ;;
        *)           echo "$1" ;;
    esac
}

missing=()
for tool in "$@"; do
    check "$tool" && continue
    case $tool in
        cargo)
            echo "Missing: Rust 1.91 or later (cargo). Install it with rustup, then run make again." >&2
            exit 1 ;;
        rustfmt | clippy)
            rustup component add "$tool" && continue
            echo "Missing: $tool. Install it with: rustup component add $tool" >&2
            exit 1 ;;
    esac
    for name in $(package "$tool"); do missing+=("$name"); done
done
((${#missing[@]})) || exit 0

if command -v apt-get >/dev/null; then
    as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    if "${as_root[@]}" true 2>/dev/null; then
        echo "Installing ${missing[*]} …"
        log=$(mktemp)
        trap 'rm -f "$log"' EXIT
        # A source that cannot be updated may be one that is not needed: the installation tells.
        "${as_root[@]}" apt-get update >"$log" 2>&1 </dev/null || true
        if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
            # Installed, but is it the version that is needed?
            for tool in "$@"; do
                check "$tool" || { echo "Missing: $tool; the packaged $(package "$tool") does not serve." >&2; exit 1; }
            done
            exit 0
        fi
        tail -n 5 "$log" >&2
    fi
    echo "Missing: ${missing[*]}. Install with: sudo apt-get install ${missing[*]}" >&2
else
    echo "Missing: ${missing[*]} (names of Debian's packages). Install them with your system's package manager." >&2
fi
exit 1
