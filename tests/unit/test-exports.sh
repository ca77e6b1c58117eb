#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# ncurses must find the program's own wcwidth and wcswidth, not libc's.
echo 1..2
n=0
for name in wcwidth wcswidth; do
	n=$((n + 1))
	if nm -D "$builddir/src/baolan" | grep -q " T $name\$"; then
		echo "ok $n - $name is exported"
	else
		echo "not ok $n - $name is exported"
	fi
done
