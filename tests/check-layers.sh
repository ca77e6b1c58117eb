#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every #include "baolan/MODULE/…" must be allowed by the file `layers`, and the
# libraries that only one module may know are included nowhere else.
# usage: check-layers.sh SOURCE-FOLDER
top=$1
find "$top/src" "$top/include/baolan" -name '*.[ch]' |
	xargs grep -n '^#include ["<]' |
	awk -v layers="$top/tests/layers" '
	BEGIN {
		while ((getline line < layers) > 0)
			if (line !~ /^#/ && split(line, half, ":") == 2)
				may[half[1]] = " " half[2] " "
		only["<curses.h>"] = "term"
		only["<curl/curl.h>"] = "fetch"
		only["<seccomp.h>"] = "worker"
		only["<ini.h>"] = "base"
		only["<sqlite3.h>"] = "store"
	}
	{
		split($0, part, ":")
		n = split(part[1], folder, "/")
		from = folder[n - 1]
		header = part[3]
		sub(/^#include */, "", header)
	}
	# No way around the file `layers`.
	header ~ /^".*\// && header !~ /^"baolan\/[a-z]+\/[^\/]*"$/ {
		print part[1] ":" part[2] ": not baolan/MODULE/NAME.h: " header
		bad = 1
	}
	header in only && only[header] != from {
		print part[1] ":" part[2] ": only " only[header] " may include " header
		bad = 1
	}
	match(header, /^"baolan\/[a-z]+\//) {
		to = substr(header, 9, RLENGTH - 9)
		if (!(from in may) || (to != from && index(may[from], " " to " ") == 0)) {
			print part[1] ":" part[2] ": " from " may not include " to
			bad = 1
		}
	}
	END { exit bad || !NR }'
