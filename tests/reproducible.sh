#!/usr/bin/env bash
# Proves that site/ is what this tree's program makes of this tree's seeds: byte for byte, with nothing missing and
# nothing left over, wherever, whenever and on however many cores it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What a build has to say of the seeds is for their editor, and only to be read here if the build fails.
shanben() {
    if ! cargo run --quiet --locked -- "$@" >"$scratch/talk" 2>&1; then
        cat "$scratch/talk" >&2
        exit 1
    fi
}

same_as_site() {
    if ! diff --recursive --unified=0 "${@:3}" site "$1" >"$scratch/difference"; then
        cut -c -200 "$scratch/difference" | head -n 40
        echo "$2 differs from site/ (see above). If the change is meant: make site" >&2
        exit 1
    fi
    echo "$2: the same as site/"
}

shanben build --out "$scratch/fresh"
same_as_site "$scratch/fresh" "Built into an empty folder"

mkdir "$scratch/elsewhere"
cp -r shanben.toml seeds "$scratch/elsewhere/"
for look in templates static; do
    if [[ -d $look ]]; then cp -r "$look" "$scratch/elsewhere/"; fi
done
LC_ALL=C TZ=Pacific/Kiritimati shanben build --root "$scratch/elsewhere" --jobs 1
same_as_site "$scratch/elsewhere/site" "Built elsewhere, in another time zone, on one core"

shanben build --root "$scratch/elsewhere"
same_as_site "$scratch/elsewhere/site" "Built again over itself"

# The bundle is for readers, so it leaves out the list by which a build knows its own files.
shanben bundle --out "$scratch/site.zip"
python3 -m zipfile -e "$scratch/site.zip" "$scratch/unpacked"
same_as_site "$scratch/unpacked/site" "The bundle, unpacked" --exclude=.shanben-manifest
LC_ALL=C TZ=Pacific/Kiritimati shanben bundle --root "$scratch/elsewhere" --out "$scratch/again.zip" --jobs 1
cmp "$scratch/site.zip" "$scratch/again.zip"
echo "The bundle, packed again: the same bytes"
