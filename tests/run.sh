#!/bin/bash
# run.sh [WHICH...] - the tests over real HTTP: journeys, feed readers, the browser. Each prints
# "N passed, N failed" as its last line; so does the whole. All of them run in two lanes, the browser
# beside the others: most of the time both wait for something.
set -u
cd "$(dirname "$0")/.."

export PORUCH=${PORUCH:-build/check/poruch}
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run_one() {
	local test=$1 output status last good bad
	case $test in
	*.mjs) output=$(node "$test" 2>&1) ;;
	*) output=$("$test" 2>&1) ;;
	esac
	status=$?
	last=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$output" | tail -n 1)
	read -r good _ bad _ <<<"${last:-0 passed, 0 failed}"
	# A test that died before its last line, or ran nothing, is a failure too.
	if [ "$status" != 0 ] && [ "$bad" = 0 ] || [ -z "$last" ] || [ "$good" = 0 ] && [ "$bad" = 0 ]; then
		bad=$((bad + 1))
	fi
	printf '%-40s %s passed, %s failed\n' "$test" "$good" "$bad"
	[ "$bad" = 0 ] || sed 's/^/    /' <<<"$output"
}

# Each lane has a demonstration of its own. What its tests said also stands in the lane's file, which the
# sums at the end are taken from.
run_lane() {
	local lane=$1 test
	shift
	mkdir "$folder/$lane"
	export PORUCH_TEST_DATA=$folder/$lane
	: >"$folder/$lane.said"
	for test in "$@"; do
		[ -e "$test" ] || continue
		run_one "$test" | tee -a "$folder/$lane.said"
	done
}

if [ $# = 0 ]; then
	run_lane browser tests/browser/*.test.mjs &
	run_lane wire tests/journeys/*.test.mjs tests/feeds/*.sh
	wait
else
	run_lane wire "$@"
fi
cat "$folder"/*.said |
	awk '/^tests\/[^ ]+ +[0-9]+ passed, [0-9]+ failed$/ { good += $2; bad += $4 }
		END { printf "%d passed, %d failed\n", good, bad; exit bad > 0 || good == 0 }'
