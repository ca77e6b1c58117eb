#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Refreshing many papers, beside other feed readers: 500 full-text feeds of 30 Chinese
# stories from an nginx on loopback, each feed a host of its own.  First from nothing,
# then with nothing changed, then from nothing with 200 ms before each answer.
# Memory is the largest sum of all processes' proportional set sizes.
# usage: bench-refresh.sh BUILD-FOLDER [FEEDS]
set -eu
build=$1
feeds=${2:-500}
work=$(mktemp -d)
chmod 755 "$work" # the server's worker is another user when this is root
server=
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	[ -z "$server" ] || wait "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

nginx=$(PATH=$PATH:/usr/sbin:/sbin command -v nginx) || {
	echo '  nginx is not installed: no refresh is measured' >&2
	exit 0
}
echo_module=
for module in /usr/lib/nginx/modules /usr/lib64/nginx/modules; do
	[ ! -f "$module/ngx_http_echo_module.so" ] || echo_module=$module/ngx_http_echo_module.so
done

mkdir "$work/www" "$work/newsboat" "$work/sfeed"
"$build/tests/bench/make-feeds" "$work/www" "$feeds" 30 5000
# Servers rarely change a file in the second it is asked for.
find "$work/www" -type f -exec touch -d '1 day ago' {} +

slow=
[ -z "$echo_module" ] ||
	slow='location ~ ^/slow(/.*)$ { echo_sleep 0.2; echo_exec $1; }'
configure() { # PORT
	cat <<END
${echo_module:+load_module $echo_module;}
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/error.log;
events { worker_connections 4096; }
http {
	log_format count '\$status \$bytes_sent';
	access_log $work/access.log count;
	default_type application/rss+xml;
	client_body_temp_path $work/body;
	proxy_temp_path $work/proxy;
	fastcgi_temp_path $work/fastcgi;
	uwsgi_temp_path $work/uwsgi;
	scgi_temp_path $work/scgi;
	server {
		listen 127.0.0.1:$1 backlog=4096;
		root $work/www;
		$slow
	}
}
END
}

# By this server, not by another one on that port.
echo $$ >"$work/www/whose"
answers() {
	[ "$(HOME=$work "$build/src/baolan" get "http://127.0.0.1:$port/whose" 2>&1)" = $$ ]
}

# The first port that nobody else has.
start_server() {
	for port in 18480 18487 18494 18501 18508; do
		configure "$port" >"$work/nginx.conf"
		"$nginx" -c "$work/nginx.conf" -p "$work" 2>"$work/nginx.out" &
		server=$!
		tries=0
		while [ "$tries" -lt 60 ] && kill -0 "$server" 2>/dev/null; do
			! answers || return 0
			tries=$((tries + 1))
			sleep 0.05
		done
		kill "$server" 2>/dev/null || true
	done
	cat "$work/nginx.out" "$work/error.log" >&2
	echo 'bench-refresh: nginx does not start' >&2
	exit 1
}
start_server

# The addresses, under a path: "" or "/slow".
addresses() {
	i=0
	while [ "$i" -lt "$feeds" ]; do
		echo "http://f$i.localhost:$port$1/f$i.xml"
		i=$((i + 1))
	done
}

# One run of a program, with what the server counted of it.
run() { # LABEL COMMAND...
	: >"$work/access.log"
	"$build/tests/bench/measure" "$@" >"$work/result" 2>"$work/output" ||
		tail -n 3 "$work/output" >&2
	grep '^[a-z]* seconds' "$work/result" | {
		read -r label _ seconds _ memory _ status
		requests=$(wc -l <"$work/access.log")
		bytes=$(awk '{ n += $2 } END { printf "%.1f", n / 1e6 }' "$work/access.log")
		kept=$(awk '$1 == 304' "$work/access.log" | wc -l)
		printf '  %-10s %8.2f s  %6.1f MB memory  %5d requests  %6s MB sent  %4d times 304' \
			"$label" "$seconds" "$(echo "$memory" | awk '{ print $1 / 1024 }')" \
			"$requests" "$bytes" "$kept"
		[ "$status" = 0 ] && echo || echo "  exit status $status"
	}
}

# Each program as its manual says, from a home of its own.
set_up() { # PATH
	home=$work/home$1
	rm -rf "$home"
	mkdir -p "$home/newsboat" "$home/sfeed" "$home/.config/baolan"
	addresses "$1" >"$home/newsboat/urls"
	printf 'reload-threads 50\nauto-reload no\n' >"$home/newsboat/config"
	addresses "$1" >"$home/.config/baolan/papers"
	{
		printf 'sfeedpath="%s"\nmaxjobs=50\nfeeds() {\n' "$home/sfeed"
		addresses "$1" | awk '{ printf "\tfeed f%d \"%s\"\n", NR, $0 }'
		echo '}'
	} >"$home/sfeedrc"
}

baolan() {
	run baolan env HOME="$home" "$build/src/baolan" refresh "$@"
}
newsboat_reload() {
	command -v newsboat >/dev/null || return 0
	run newsboat env HOME="$home" newsboat -u "$home/newsboat/urls" \
		-c "$home/newsboat/cache.db" -C "$home/newsboat/config" -x reload
}
sfeed_reload() {
	command -v sfeed_update >/dev/null || return 0
	run sfeed env HOME="$home" sfeed_update "$home/sfeedrc"
}

unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME http_proxy
export LC_ALL=C.UTF-8

set_up ''
echo " $feeds feeds, from nothing"
baolan --all
newsboat_reload
sfeed_reload
echo ' nothing has changed'
baolan --all
newsboat_reload
echo ' and once more'
baolan --all
newsboat_reload
sfeed_reload
ls -l "$home/.local/share/baolan/news.db" "$home/newsboat/cache.db" 2>/dev/null |
	awk '{ n = split($NF, part, "/"); printf "  %-10s %6.1f MB on disk\n", part[n], $5 / 1e6 }'
echo ' from a key to the screen while all are fetched, in a list and in an article'
"$build/tests/bench/make-page" 300000 >"$work/page.html"
keys() { # LABEL SETUP ANSWER KEYS
	set_up ''
	HOME=$home TERM=xterm-256color "$build/tests/bench/bench-keys" "$1" 1500 \
		'All unread' "$2" "$3" "$4" "$build/src/baolan"
}
keys list R cursor 'j k'
keys article "O ~$work/page.html Enter =轨道交通 h =All R L =轨道交通" text j
echo ' the first screen, and pages of the list, of a library of few and of many stories'
library() { # LABEL ITEMS-A-PAPER
	mkdir "$work/www/$2"
	"$build/tests/bench/make-feeds" "$work/www/$2" "$feeds" "$2" 300
	set_up "/$2"
	HOME=$home "$build/src/baolan" refresh --all >/dev/null
	for round in first second third; do
		HOME=$home TERM=xterm-256color "$build/tests/bench/bench-keys" \
			"$1, $round" 40 'All unread' 'Enter =folded' text PageDown \
			"$build/src/baolan"
	done
}
library "$((feeds * 2)) stories" 2
library "$((feeds * 200)) stories" 200
if [ -n "$slow" ]; then
	set_up /slow
	echo ' 200 ms before each answer, from nothing'
	baolan --all
	newsboat_reload
fi
