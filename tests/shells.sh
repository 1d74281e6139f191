#!/usr/bin/env bash
# Install the shells that completion is tried in, where they are missing and packages can be installed.
set -euo pipefail
missing=()
for shell in bash zsh fish; do
    command -v "$shell" > /dev/null || missing+=("$shell")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" &&
        exit 0
fi
echo "--- Completion is not tried in ${missing[*]}: not on this machine"
