#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds every fuzz target of BUILD-FOLDER/source with clang's libFuzzer, ASan and
# UBSan, and runs each for some seconds on a copy of its corpus.  What it finds stays
# in BUILD-FOLDER/found.
# usage: run.sh BUILD-FOLDER SECONDS
set -eu
cd "$1"
seconds=$2
[ -f Makefile ] || ./source/configure --quiet --enable-fuzzing CC=clang \
	CFLAGS='-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
make -s -j"$(getconf _NPROCESSORS_ONLN)" fuzz-programs
failed=0
for program in tests/fuzz/fuzz-*; do
	case $program in *.*) continue ;; esac
	target=${program##*/fuzz-}
	mkdir -p "found/$target"
	echo "=== $target"
	"$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-artifact_prefix="found/$target-" \
		"found/$target" "source/tests/fuzz/corpus/$target" || failed=1
done
exit "$failed"
