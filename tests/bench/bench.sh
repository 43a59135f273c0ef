#!/bin/bash
# bench.sh - how fast Poruch answers, beside nginx sending the same bytes from a file, and how fast it
# writes, beside a bare SQLite loop; all on this machine, in one run. Absolute figures mean little on a
# shared machine: read the ratios. SECONDS_EACH and ROUNDS change the length.
set -eu
cd "$(dirname "$0")/../.."

source tests/bench/measure.sh
mkdir -p build/bench
compile() { # NAME [MORE]
	gcc -std=gnu17 -D_GNU_SOURCE -include model/base/banned.h -I. -O2 -o "build/bench/$1" "tests/bench/$1.c" "${@:2}"
}

build/poruch demo --data "$folder/data" >/dev/null
serve "$folder/data" --limits off

feed=/korosten/feeds/issues.atom?state=closed # of these it has fifty; of all, what is new makes it longer
issue=$(curl -s "$poruch/korosten/issues" | grep -o '/korosten/issues/20[0-9-]*' | head -n 1)
list=/korosten/issues

curl -s "$poruch$feed" >"$folder/files/feed"
entries=$(entries_in "$folder/files/feed")
curl -s -H 'Accept-Encoding: gzip' "$poruch$feed" >"$folder/files/feedz"
cp "$folder/files/feedz" "$folder/files/feedz.gz"
curl -s "$poruch$issue" >"$folder/files/issue"
curl -s "$poruch$list" >"$folder/files/list"
serve_nginx
nginx_tag=$(tag_of "$nginx/feed")

measure_all() {
	measure '304 of a feed' "$feed" feed "If-None-Match: $(tag_of "$poruch$feed")" "If-None-Match: $nginx_tag"
	measure "feed, $entries entries, plain" "$feed" feed
	measure "feed, $entries entries, gzip" "$feed" feedz 'Accept-Encoding: gzip' 'Accept-Encoding: gzip'
	measure 'issue page' "$issue" issue
	measure 'list page' "$list" list
}
measure_all
awk '/VmRSS/ { printf "resident memory after that    %.1f MiB\n", $2 / 1024 }' "/proc/$server/status"
echo
echo 'with an accepted change a second'
changes() { # WRITERS SECONDS [NICE]
	node tests/bench/prepare.mjs "$poruch" "$1" >"$folder/writers"
	WRITERS=$folder/writers nice -n "${3:-0}" wrk -t"$1" -c"$1" -d"$2s" -s tests/bench/writers.lua "$poruch" | sed -n 's/^acknowledged //p'
}
PAUSE=1000 changes 1 100000 >/dev/null &
changer=$!
sleep 2
# Every poller has a tag that was the newest when it began, so a 304 becomes a 200 with the first change: a
# feed that the change does not touch is measured.
other=/korosten/feeds/reports.atom
curl -s "$poruch$other" >"$folder/files/other"
measure '304 of a feed' "$other" other "If-None-Match: $(tag_of "$poruch$other")" \
	"If-None-Match: $(tag_of "$nginx/other")"
measure "feed, $entries entries, plain" "$feed" feed
measure "feed, $entries entries, gzip" "$feed" feedz 'Accept-Encoding: gzip' 'Accept-Encoding: gzip'
measure 'issue page' "$issue" issue
measure 'list page' "$list" list
pkill -P "$changer" wrk || true
wait "$changer" || true

# Writes beside a bare loop of single-row commits. On a disk that answers a sync from memory both are bound
# by the processor; on one that has to wait, many answers share a sync.
echo
compile commits -lsqlite3
gcc -std=gnu17 -D_GNU_SOURCE -O2 -shared -fPIC -o build/bench/slow_disk.so tests/bench/slow_disk.c -ldl

# Writers stand for 32 other machines, whose processes would be in nobody's way here: p95 of readers is told
# with those behind all others (nice 19), and with them as they are.
p95_beside_writers() { # NICE
	changes 32 "$((each + 3))" "$1" >/dev/null &
	sleep 2
	latency "$poruch$issue" | cut -d' ' -f1
	wait $!
}
writes() { # NAME
	local steps="" bare="" quiet busy crowded
	quiet=$(latency "$poruch$issue" | cut -d' ' -f1)
	for _ in $(seq "$rounds"); do
		steps+="$(changes 32 "$each")"$'\n'
		bare+="$(build/bench/commits "$folder/bare.$RANDOM.db" "$each")"$'\n'
	done
	busy=$(p95_beside_writers 19)
	crowded=$(p95_beside_writers 0)
	awk -v name="$1" -v steps="$(sed '/^$/d' <<<"$steps" | median)" -v bare="$(sed '/^$/d' <<<"$bare" | median)" \
		-v quiet="$quiet" -v busy="$busy" -v crowded="$crowded" \
		'BEGIN { printf "%-30s %d /s  bare SQLite %d /s  ratio %.2f; p95 of readers %.2f ms (%.2f), quiet %.2f ms\n", name, steps, bare, steps / bare, busy, crowded, quiet }'
}
writes 'changes, 32 writers'
for microseconds in 1000 4000; do
	serve_no_more
	export LD_PRELOAD=$PWD/build/bench/slow_disk.so SYNC_MICROSECONDS=$microseconds
	serve "$folder/data" --limits off
	writes "  a sync takes $((microseconds / 1000)) ms longer"
	unset LD_PRELOAD SYNC_MICROSECONDS
done
serve_no_more

# A flood of attempts to sign in, each from another address, with the limits in force.
serve "$folder/data" --trusted-proxy 127.0.0.1
quiet=$(latency "$poruch$list")
node tests/bench/flood.mjs "$poruch" 200 "$((each + 3))" >"$folder/flood" &
sleep 1
busy=$(latency "$poruch$list")
wait $!
printf 'sign-in flood, 200 /s          p95 of readers %s ms, %s %% answered; quiet %s ms\n' $busy "${quiet% *}"
sed 's/^/  /' "$folder/flood"
serve_no_more
echo

compile photo model/base/picture*.c model/base/arena.c -ljpeg -lpng
build/bench/photo "$folder/photo.jpg"
size=$(stat -c %s "$folder/photo.jpg")
spans=""
for _ in $(seq 5); do
	began=$(date +%s%N)
	build/poruch darkroom "$size" 0 <"$folder/photo.jpg" | cat >"$folder/photo.out"
	spans+="$((($(date +%s%N) - began) / 1000000))"$'\n'
done
printf 'photo of 12 megapixels         %d kB in, two JPEGs out, in %d ms\n' "$((size / 1000))" "$(sed '/^$/d' <<<"$spans" | median)"

# An import beside a bare loop that brings the same rows into one table; processor time, since both wait
# for the disk only once.
compile load -lsqlite3
rows=${IMPORT_ROWS:-200000}
build/bench/load write "$rows" >"$folder/rows.csv"
build/poruch demo --data "$folder/import" >/dev/null
TIMEFORMAT='%U %S'
import=$({ time build/poruch import issues "$folder/rows.csv" --data "$folder/import" >/dev/null 2>&1; } 2>&1)
bare=$({ time build/bench/load bare "$folder/rows.csv" "$folder/rows.db" >/dev/null; } 2>&1)
awk -v rows="$rows" -v import="$import" -v bare="$bare" 'BEGIN { split(import, i); split(bare, b)
	printf "import of %d rows          %.1f s  bare SQLite %.1f s  ratio %.3f\n", rows, i[1] + i[2], b[1] + b[2], (b[1] + b[2]) / (i[1] + i[2]) }'

# The register at 2,000 issues and at 200,000; a server that starts writes finding's arrays.
build/poruch demo --data "$folder/few" >/dev/null
cp -r "$folder/few" "$folder/many"
for size in few:2000 many:200000; do
	python3 tests/bench/many.py "$folder/${size%:*}/poruch.db" "${size#*:}"
	build/poruch serve --data "$folder/${size%:*}" --listen 127.0.0.1:18082 2>"$folder/settled" &
	settler=$!
	until grep -q 'listening on' "$folder/settled"; do sleep 0.1; done
	kill "$settler"
	wait "$settler" || true
done
build/bench/list "$folder/few/poruch.db" "$folder/many/poruch.db"
echo
echo 'lines of C by folder'
for room in model feeds templates server tests; do
	printf '  %-10s %6d\n' $room "$(find $room -name '*.[ch]' -not -path '*/node_modules/*' -print0 | xargs -0 cat | wc -l)"
done
