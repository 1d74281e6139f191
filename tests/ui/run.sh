#!/usr/bin/env bash
# Run the tests of the UI with the interpreter that is named, where there can be a Chromium.
set -euo pipefail
if ! tests/ui/browser.sh; then
    [ "${CI:-}" = true ] && exit 1
    echo "--- The tests of the UI in a browser are skipped: there is no Chromium here"
    exit 0
fi
export PATH="$PWD/$(dirname "$1"):$PATH"  # npm, where it comes from PyPI
"$1" -m pytest -q -m browser tests/ui && exit 0
# A page polls every 5 s on a machine that may be busy: what failed has to hold on a second run.
echo "--- What failed is run again"
exec "$1" -m pytest -q -m browser --last-failed tests/ui
