#!/usr/bin/env bash
# Install Chromium where it is missing and the system's packages can be installed.
set -euo pipefail
command -v chromium chromium-browser > /dev/null && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "Chromium is missing: install it, for the tests of the UI run in it" >&2
    exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
