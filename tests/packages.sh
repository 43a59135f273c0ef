#!/bin/sh
# packages.sh NAME... - install the Debian packages that are missing, or say which they are.
# A program that is there already from elsewhere (node, say) counts as installed.
set -eu

missing=
for name in "$@"; do
	dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
done
if [ -z "$missing" ]; then
	exit 0
fi
if ! command -v apt-get >/dev/null; then
	echo "missing:$missing (names of Debian packages); please install them" >&2
	exit 1
fi
sudo=
if [ "$(id -u)" != 0 ]; then
	sudo=sudo
fi
echo "installing$missing"
export DEBIAN_FRONTEND=noninteractive
# The lists first: on a fresh machine they are empty, on an old one they name versions long gone.
$sudo apt-get update -q >/dev/null
# shellcheck disable=SC2086 # names, one word each
$sudo apt-get install -q -y --no-install-recommends $missing >/dev/null
