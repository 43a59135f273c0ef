#!/bin/bash
# dev.sh - serve the demonstration at http://127.0.0.1:8080/ and start again whenever a file is saved.
set -u
cd "$(dirname "$0")/.."

server=
trap '[ -z "$server" ] || kill "$server"; exit' INT TERM EXIT
state() { find Makefile model feeds templates server -type f -printf '%p %T@\n' | sort | cksum; }
last=
while :; do
	now=$(state)
	if [ "$now" != "$last" ]; then
		last=$now
		if make --no-print-directory -j2 all; then
			if [ -n "$server" ]; then
				kill "$server"
				wait "$server"
			fi
			[ -d build/demo ] || build/poruch demo --data build/demo
			build/poruch serve --data build/demo &
			server=$!
		fi
	fi
	sleep 1
done
