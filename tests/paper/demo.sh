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

# The paper says its address once it listens.  The host names of its pages do not
# exist outside: it is also their proxy.
mkfifo "$work/address"
tests/paper/paper --port 0 --data "${srcdir:-.}/tests/paper" >"$work/address" &
server=$!
if ! read -r http_proxy <"$work/address"; then
	echo 'demo: the sample paper does not start' >&2
	exit 1
fi
export http_proxy
if [ -t 0 ] && [ -t 1 ]; then
	src/baolan "$article"
else
	src/baolan read "$article"
fi
