# measure.sh - what the benches share: Poruch and nginx side by side, and rates of both in turns.
# Sourced by bench.sh and scale.sh, from the project's root.

each=${SECONDS_EACH:-4}
rounds=${ROUNDS:-3}
folder=$(mktemp -d)
poruch_port=18080
nginx_port=18081
poruch=http://127.0.0.1:$poruch_port
nginx=http://127.0.0.1:$nginx_port
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$folder"' EXIT
chmod 755 "$folder" # nginx's workers are another user
mkdir "$folder/files"

serve() { # DATA [FLAG...]: its process id in $server
	local data=$1
	shift
	: >"$folder/log"
	build/poruch serve --data "$data" --listen 127.0.0.1:$poruch_port --public-url "$poruch" "$@" 2>"$folder/log" &
	server=$!
	until grep -q 'listening on' "$folder/log"; do sleep 0.02; done
}

serve_no_more() {
	kill "$server"
	wait "$server" || true
}

serve_nginx() {
	cat >"$folder/nginx.conf" <<-END
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
				location ~ z\$ { gzip_static always; }
			}
		}
	END
	"$(command -v nginx || echo /usr/sbin/nginx)" -c "$folder/nginx.conf" &
	until curl -s -o /dev/null "$nginx/feed"; do sleep 0.1; done
}

entries_in() { grep -o '<entry' "$1" | wc -l; }

tag_of() { curl -sI "$1" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p'; }

# Requests per second, or an error when any answer was not the one wanted.
rate() {
	local url=$1
	shift
	wrk -t2 -c32 -d"${each}s" "$@" "$url" | awk '
		/Socket errors|Non-2xx/ { bad = $0 }
		/Requests\/sec/ { rate = $2 }
		END { if (bad) print bad > "/dev/stderr"; print rate }'
}

# Of 16 readers who ask 50 times a second each: the 95th percentile of the time an answer takes, in
# milliseconds, and how many of a hundred were answered.
latency() { # URL [SECONDS]
	wrk -t2 -c16 -d"${2:-$each}s" -s tests/bench/latency.lua "$1" | sed -n 's/^p95 //p'
}

median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

declare -A was
# The figure is kept under its name: a second time it is told what has become of it.
measure() { # NAME PATH FILE [HEADER-FOR-PORUCH HEADER-FOR-NGINX]
	local ours="" theirs="" before=${was[$1]:-}
	for _ in $(seq "$rounds"); do
		ours+="$(rate "$poruch$2" ${4:+-H "$4"})"$'\n'
		theirs+="$(rate "$nginx/$3" ${5:+-H "$5"})"$'\n'
	done
	ours=$(sed '/^$/d' <<<"$ours" | median)
	theirs=$(sed '/^$/d' <<<"$theirs" | median)
	was[$1]=$(awk -v ours="$ours" -v theirs="$theirs" 'BEGIN { print ours / theirs }')
	awk -v name="$1" -v ours="$ours" -v theirs="$theirs" -v bytes="$(stat -c %s "$folder/files/$3")" -v before="$before" \
		'BEGIN { printf "%-30s %8d B %9.0f /s  nginx %9.0f /s  ratio %.2f", name, bytes, ours, theirs, ours / theirs
			if (before) printf "  of before %.2f", ours / theirs / before
			print "" }'
}
