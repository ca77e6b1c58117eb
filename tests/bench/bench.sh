#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# baolan beside other programs on the same pages, in the same run.  Absolute times
# drift from machine to machine: look at the ratios.
# usage: bench.sh SOURCE-FOLDER BUILD-FOLDER
set -eu
build=$2
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT INT TERM
export LC_ALL=C.UTF-8 HOME="$pages"

# The usual program with the usual options to print a page as text.
peer() { # NAME FILE
	case $1 in
	w3m) echo "w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols 72 $2" ;;
	lynx) echo "lynx -dump -width=72 -assume_charset=utf-8 -display_charset=utf-8 $2" ;;
	links) echo "links -dump -width 72 -codepage utf-8 $2" ;;
	elinks) echo "elinks -dump -dump-width 72 -no-home $2" ;;
	esac
}

compare() { # ROUNDS FILE
	page=$2
	set -- "$1" baolan "$build/src/baolan read --width 72 $page"
	for name in w3m lynx links elinks; do
		if command -v "$name" >/dev/null 2>&1; then
			set -- "$@" "$name" "$(peer "$name" "$page")"
		else
			echo "  $name is not installed" >&2
		fi
	done
	"$build/tests/bench/bench-process" "$@"
}

for size in 100000 1000000 10000000; do
	"$build/tests/bench/make-page" "$size" >"$pages/$size.html"
done

echo 'Whole processes: median wall time, ratio to the second program, largest resident set'
echo ' page of 100 KB'
compare 21 "$pages/100000.html"
echo ' page of 1 MB'
compare 7 "$pages/1000000.html"
echo ' page of 10 MB'
compare 3 "$pages/10000000.html"

echo 'In one process: bytes to laid-out rows beside the bare parse of libxml2'
"$build/tests/bench/bench-pipeline" "$pages/100000.html" "$pages/1000000.html" \
	"$pages/10000000.html"

echo 'Articles of real pages, by the general extractor'
sh "$1/tests/bench/bench-extract.sh" "$1" "$build"

echo 'Layout alone'
"$build/tests/bench/bench-layout"

echo 'Refreshing papers'
sh "$1/tests/bench/bench-refresh.sh" "$build"

echo 'The store: 1,000 and 100,000 stories of 1 KB, 15,000 of 5 KB'
"$build/tests/bench/bench-store" "$pages" 1020 1000 100020 1000 15000 5000
