#!/bin/sh
# What the journeys need beside node: packages from npm, as locked.
set -eu
cd "$(dirname "$0")"

command -v node >/dev/null || ../packages.sh nodejs
command -v npm >/dev/null || ../packages.sh npm
if [ package-lock.json -nt node_modules/.package-lock.json ] || [ ! -d node_modules/ajv ]; then
	npm ci --no-audit --no-fund --loglevel=error
fi
