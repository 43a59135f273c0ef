#!/bin/sh
# The feed readers from npm, and a validator of JSON, as locked; those from Debian come by packages.sh.
set -eu
cd "$(dirname "$0")"

command -v node >/dev/null || ../packages.sh nodejs
command -v npm >/dev/null || ../packages.sh npm
if [ package-lock.json -nt node_modules/.package-lock.json ] || [ ! -d node_modules/feedsmith ]; then
	npm ci --no-audit --no-fund --loglevel=error
fi
