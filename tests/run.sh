#!/bin/bash
# run.sh [WHICH...] - the tests over real HTTP: journeys, feed readers, the browser. Each prints
# "N passed, N failed" as its last line; so does the whole.
set -u
cd "$(dirname "$0")/.."

export PORUCH=${PORUCH:-build/check/poruch}
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
PORUCH_TEST_DATA=$(mktemp -d)
export PORUCH_TEST_DATA
trap 'rm -rf "$PORUCH_TEST_DATA"' EXIT

passed=0
failed=0
if [ $# = 0 ]; then
	set -- tests/journeys/*.test.mjs tests/feeds/*.sh tests/browser/*.test.mjs
fi
for test in "$@"; do
	[ -e "$test" ] || continue
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
	passed=$((passed + good))
	failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
