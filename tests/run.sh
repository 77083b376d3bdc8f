#!/usr/bin/env bash
# Runs the parts of `make test`: all of them, or those named. A part that fails does not keep the others from
# running; the end tells which failed. What is quick to fail comes first.
set -uo pipefail
cd "$(dirname "$0")/.."

# Cargo lists every crate that it compiles: good to watch on a terminal, noise in a log.
quiet=(--quiet)
[[ -t 2 ]] && quiet=()

format()   { cargo fmt --check; }
lints()    { cargo clippy --locked "${quiet[@]}" --all-targets -- -D warnings; }
# The code's documentation is for those who change it, so it shows what is private, and may link to it.
docs()     { RUSTDOCFLAGS="-D warnings -A rustdoc::private-intra-doc-links" cargo doc --locked "${quiet[@]}" --no-deps --document-private-items; }
rust()     { cargo test --locked "${quiet[@]}" --no-run && cargo test --locked; }
rebuild()  { tests/reproducible.sh; }
metadata() { .venv/bin/python -B -m unittest discover --start-directory tests/validate; }
html()     { tests/validate/html.sh; }
browser()  { node --test --test-reporter=spec tests/browser/*.test.js; }

declare -A about=(
    [format]="Formatting"
    [lints]="Lints"
    [docs]="Documentation of the code"
    [rust]="Tests of the program"
    [rebuild]="site/ can be rebuilt byte for byte"
    [metadata]="Links, scripts, sitemap and feeds of site/"
    [html]="Nu HTML checker on every page of site/"
    [browser]="site/ in Chromium"
)
parts=(format lints docs rust rebuild metadata html browser)
(($#)) && parts=("$@")

for part in "${parts[@]}"; do
    [[ -v about[$part] ]] || { echo "No part is called $part; there are: ${!about[*]}" >&2; exit 2; }
done

if [[ ! -f site/index.html ]]; then
    echo "site/ is not there: make site builds it." >&2
    exit 1
fi

passed=0 failed=0 summary=
for part in "${parts[@]}"; do
    printf '\n── %s\n' "${about[$part]} ($part)"
    started=$SECONDS
    if "$part"; then
        result=ok; passed=$((passed + 1))
    else
        result=FAILED; failed=$((failed + 1))
    fi
    summary+=$(printf '%-8s %5d s  %s' "$result" $((SECONDS - started)) "${about[$part]} ($part)")$'\n'
done

printf '\n── Summary\n%s%d passed, %d failed\n' "$summary" "$passed" "$failed"
((failed == 0))
