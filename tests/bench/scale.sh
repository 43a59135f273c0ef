#!/bin/bash
# scale.sh - the same figures of a register with a thousand issues and with a million, each with three
# public lines. Beside nginx sending the same bytes, so that a machine whose pace changes changes it for
# both: "of before" is what is left of the small register's figure. Takes about twenty minutes, most of
# them to fill the large one; ISSUES, SECONDS_EACH and ROUNDS change that, KEEP=FOLDER keeps the registers.
set -eu
cd "$(dirname "$0")/../.."
source tests/bench/measure.sh

kept=${KEEP:-$folder/registers}
issues=${ISSUES:-1000000}
fill() { # FOLDER COUNT
	if [ -d "$1" ]; then return; fi
	mkdir -p "$(dirname "$1")"
	build/poruch demo --data "$1.new" >/dev/null
	python3 tests/bench/many.py "$1.new/poruch.db" "$2" 3
	serve "$1.new" # finding's arrays are written by the first start
	serve_no_more
	mv "$1.new" "$1"
}
fill "$kept/1000" 1000
fill "$kept/$issues" "$issues"

search='/korosten/issues?q=%D0%B4%D0%BE%D1%80%D0%BE%D0%B3%D0%B0&category=roads&state=open'
filter='/korosten/issues?state=overdue&sort=waiting'
# After each start the whole file is read in search of damage: four gigabytes, beside which nothing is measured.
until_nothing_is_read() {
	local before=-1 now=0
	while [ "$now" -ne "$before" ]; do
		before=$now
		sleep 1
		now=$(awk '$1 == "rchar:" { print $2 }' "/proc/$server/io")
	done
}
begin() { # FOLDER [FLAG...]
	local began
	began=$(date +%s%N)
	serve "$@" --limits off
	curl -s -o /dev/null "$poruch/korosten/"
	started=$((($(date +%s%N) - began) / 1000000))
	until_nothing_is_read
}
keep_as() { curl -s "$poruch$2" >"$folder/files/$1"; }

nginx_is_there=
for size in 1000 "$issues"; do
	echo
	echo "a register with $size issues"
	begin "$kept/$size"
	echo "from start to first answer     $started ms"
	issue=$(curl -s "$poruch/korosten/issues" | grep -o '/korosten/issues/20[0-9-]*' | head -n 1)
	feed=/korosten/feeds/issues.atom
	keep_as "feed$size" "$feed"
	keep_as "issue$size" "$issue"
	keep_as "list$size" /korosten/issues
	keep_as "search$size" "$search"
	keep_as "filter$size" "$filter"
	if [ -z "$nginx_is_there" ]; then
		cp "$folder/files/feed$size" "$folder/files/feed"
		serve_nginx
		nginx_is_there=1
	fi
	measure '304 of a feed' "$feed" "feed$size" "If-None-Match: $(tag_of "$poruch$feed")" \
		"If-None-Match: $(tag_of "$nginx/feed$size")"
	measure "feed, $(entries_in "$folder/files/feed$size") entries, plain" "$feed" "feed$size"
	measure 'issue page' "$issue" "issue$size"
	measure 'list page' /korosten/issues "list$size"
	measure 'list with filters' "$filter" "filter$size"
	measure 'list with a search' "$search" "search$size"
	awk '/VmRSS/ { printf "resident memory after that     %.1f MiB\n", $2 / 1024 }' "/proc/$server/status"
	serve_no_more
	begin "$kept/$size" --cache-bytes 0
	measure 'nothing kept: 304 of a feed' "$feed" "feed$size" "If-None-Match: $(tag_of "$poruch$feed")" \
		"If-None-Match: $(tag_of "$nginx/feed$size")"
	measure 'nothing kept: feed' "$feed" "feed$size"
	measure 'nothing kept: issue page' "$issue" "issue$size"
	measure 'nothing kept: list page' /korosten/issues "list$size"
	measure 'nothing kept: filters' "$filter" "filter$size"
	measure 'nothing kept: search' "$search" "search$size"
	awk '/VmRSS/ { printf "resident memory after that     %.1f MiB\n", $2 / 1024 }' "/proc/$server/status"
	serve_no_more
done
