#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Opens the sample paper in the reader; without a terminal prints its first article
# with related stories, rankings and moods.  Runs from the build folder's top.
set -eu
article=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml
work=$(mktemp -d)
server=

finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

tests/paper/paper --port 0 --port-file "$work/port" --data "${srcdir:-.}/tests/paper" \
	>"$work/log" 2>&1 &
server=$!
tries=0
while [ ! -s "$work/port" ]; do
	tries=$((tries + 1))
	kill -0 "$server" 2>/dev/null && [ "$tries" -lt 100 ] || {
		echo 'demo: the sample paper does not start:' >&2
		cat "$work/log" >&2
		exit 1
	}
	sleep 0.05
done

# The paper's addresses do not exist outside: its server is also their proxy.
http_proxy=http://127.0.0.1:$(cat "$work/port")
export http_proxy
if [ -t 0 ] && [ -t 1 ]; then
	src/baolan "$article"
else
	src/baolan read "$article"
fi
