#!/bin/bash
# check.sh - what a reader of the diff should not have to look for: format, warnings of two compilers,
# linters, catalogues, the man page. Says "N passed, N failed" at the end.
set -u
cd "$(dirname "$0")/.."

passed=0
failed=0
check() {
	local name=$1 output
	shift
	if output=$("$@" 2>&1) && [ -z "$output" ]; then
		passed=$((passed + 1))
		echo "ok      $name"
	else
		failed=$((failed + 1))
		echo "FAILED  $name"
		head -n 60 <<<"$output" | sed 's/^/    /'
	fi
}

sources=$(find model feeds templates server tests -name '*.[ch]' -not -path '*/node_modules/*' | sort)
own=$(grep -v ^tests/ <<<"$sources" | grep '\.c$')
warnings_of() { # a build of its own with that compiler; only what it complains of
	make --no-print-directory -j2 CC="$1" BUILD="build/check-$1" "build/check-$1/poruch" 2>&1 |
		grep -E 'warning:|error:|Error '
	return 0
}
flags() {
	make --no-print-directory -s CC=clang print-flags
}
tidy() {
	# Two at a time: it is the longest part of the check.
	# shellcheck disable=SC2016
	FLAGS=$(flags) xargs -P2 -n8 sh -c \
		'clang-tidy --quiet "$@" -- $FLAGS -DPORUCH_LIBRARIES=\"\" 2>&1' tidy <<<"$own" |
		grep -vE '^[0-9]+ warnings? (generated|treated)|^Suppressed|^Use -header-filter'
	return 0
}
critic() {
	# shellcheck disable=SC2086
	cppcheck -j2 --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppressions-list=tests/cppcheck.txt -I. -Ibuild --include=model/base/banned.h $own
}
complete() {
	local language statistics
	for language in uk en; do
		statistics=$(msgfmt --check --statistics -o /dev/null "templates/po/$language.po" 2>&1)
		grep -Eq 'fuzzy|untranslated|error' <<<"$statistics" && echo "$language: $statistics"
	done
	return 0
}

make --no-print-directory -j2 all >/dev/null
# shellcheck disable=SC2086
check 'clang-format' clang-format --dry-run -Werror $sources
check 'gcc has no warnings' warnings_of gcc
check 'clang has no warnings' warnings_of clang
check 'clang-tidy' tidy
check 'cppcheck' critic
check 'both languages are complete' complete
check 'every sentence of the pages is in the catalogues' make --no-print-directory -s V=1 words-check
check 'man page' mandoc -T lint -W warning server/poruch.8
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
