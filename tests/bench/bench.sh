#!/bin/bash
# bench.sh - how fast Poruch answers, beside nginx sending the same bytes from a file, and how fast it
# writes, beside a bare SQLite loop; all on this machine, in one run. Absolute figures mean little on a
# shared machine: read the ratios. SECONDS_EACH and ROUNDS change the length.
set -eu
cd "$(dirname "$0")/../.."

each=${SECONDS_EACH:-4}
rounds=${ROUNDS:-3}
folder=$(mktemp -d)
poruch_port=18080
nginx_port=18081
poruch=http://127.0.0.1:$poruch_port
nginx=http://127.0.0.1:$nginx_port
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$folder"' EXIT
chmod 755 "$folder" # nginx's workers are another user

build/poruch demo --data "$folder/data" >/dev/null
build/poruch serve --data "$folder/data" --listen 127.0.0.1:$poruch_port --public-url "$poruch" \
	--limits off 2>"$folder/log" &
server=$!
until grep -q 'listening on' "$folder/log"; do sleep 0.1; done

feed=/korosten/feeds/issues.atom
issue=$(curl -s "$poruch/korosten/issues" | grep -o '/korosten/issues/20[0-9-]*' | head -n 1)
list=/korosten/issues

mkdir "$folder/files"
curl -s "$poruch$feed" >"$folder/files/feed"
curl -s -H 'Accept-Encoding: gzip' "$poruch$feed" >"$folder/files/feedz"
cp "$folder/files/feedz" "$folder/files/feedz.gz"
curl -s "$poruch$issue" >"$folder/files/issue"
curl -s "$poruch$list" >"$folder/files/list"
tag=$(curl -sI "$poruch$feed" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
cat >"$folder/nginx.conf" <<END
worker_processes 2;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
daemon off;
events { worker_connections 1024; }
http {
	access_log off;
	keepalive_requests 100000000;
	sendfile on;
	open_file_cache max=100;
	default_type text/html;
	server {
		listen 127.0.0.1:$nginx_port;
		root $folder/files;
		location /feedz { gzip_static always; }
	}
}
END
"$(command -v nginx || echo /usr/sbin/nginx)" -c "$folder/nginx.conf" &
until curl -s -o /dev/null "$nginx/feed"; do sleep 0.1; done
nginx_tag=$(curl -sI "$nginx/feed" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')

# Requests per second, or an error when any answer was not the one wanted.
rate() {
	local url=$1
	shift
	wrk -t2 -c32 -d"${each}s" "$@" "$url" | awk '
		/Socket errors|Non-2xx/ { bad = $0 }
		/Requests\/sec/ { rate = $2 }
		END { if (bad) print bad > "/dev/stderr"; print rate }'
}
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

measure() { # NAME PATH FILE [HEADER-FOR-PORUCH HEADER-FOR-NGINX]
	local ours="" theirs=""
	for _ in $(seq "$rounds"); do
		ours+="$(rate "$poruch$2" ${4:+-H "$4"})"$'\n'
		theirs+="$(rate "$nginx/$3" ${5:+-H "$5"})"$'\n'
	done
	ours=$(sed '/^$/d' <<<"$ours" | median)
	theirs=$(sed '/^$/d' <<<"$theirs" | median)
	awk -v name="$1" -v ours="$ours" -v theirs="$theirs" -v bytes="$(stat -c %s "$folder/files/$3")" \
		'BEGIN { printf "%-28s %8d B  %9.0f /s  nginx %9.0f /s  ratio %.2f\n", name, bytes, ours, theirs, ours / theirs }'
}

measure '304 of a feed' "$feed" feed "If-None-Match: $tag" "If-None-Match: $nginx_tag"
measure 'feed, 50 entries, plain' "$feed" feed
measure 'feed, 50 entries, gzip' "$feed" feedz 'Accept-Encoding: gzip' 'Accept-Encoding: gzip'
measure 'issue page' "$issue" issue
measure 'list page' "$list" list
awk '/VmRSS/ { printf "resident memory after that    %.1f MiB\n", $2 / 1024 }' "/proc/$server/status"

mkdir -p build/bench
gcc -std=gnu17 -D_GNU_SOURCE -include model/base/banned.h -O2 -o build/bench/commits tests/bench/commits.c -lsqlite3
bare="" steps=""
for _ in $(seq "$rounds"); do
	steps+="$(node tests/bench/writers.mjs "$poruch" 16 "$each")"$'\n'
	bare+="$(build/bench/commits "$folder/bare.$RANDOM.db" "$each")"$'\n'
done
awk -v steps="$(sed '/^$/d' <<<"$steps" | median)" -v bare="$(sed '/^$/d' <<<"$bare" | median)" \
	'BEGIN { printf "status changes, 16 writers    %d /s  bare SQLite %d /s  ratio %.2f\n", steps, bare, steps / bare }'

gcc -std=gnu17 -D_GNU_SOURCE -include model/base/banned.h -I. -O2 -o build/bench/photo tests/bench/photo.c \
	model/base/picture*.c model/base/arena.c -ljpeg -lpng
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
gcc -std=gnu17 -D_GNU_SOURCE -include model/base/banned.h -O2 -o build/bench/load tests/bench/load.c -lsqlite3
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
