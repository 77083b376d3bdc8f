#!/usr/bin/env bash
# The Nu HTML checker on every page, style sheet and drawing of site/. Its warnings count as errors.
set -euo pipefail
cd "$(dirname "$0")/../.."
site=${SHANBEN_SITE:-site}
java -jar tests/browser/node_modules/vnu-jar/build/dist/vnu.jar \
    --Werror --also-check-css --also-check-svg --skip-non-html "$site"
echo "$(find "$site" -name '*.html' | wc -l) pages without an error."
