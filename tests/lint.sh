#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The code's form: warnings of two compilers, headers that compile alone, the
# layers, banned and unused functions, clang-format, clang-tidy.
# usage: lint.sh SOURCE-FOLDER BUILD-FOLDER COMPILER-FLAGS...
set -u
top=$1 build=$2
shift 2
flags="$* -std=gnu11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wvla -Wwrite-strings -Werror -I$top/include -I$build"
jobs=$(getconf _NPROCESSORS_ONLN)
failed=0
cd "$top" || exit 1
sources=$(find src tests -name '*.c' | sort)
headers=$(find include src -name '*.h' ! -name '*-table.h' | sort)

report() { # NAME STATUS
	if [ "$2" -eq 0 ]; then
		printf 'ok   %s\n' "$1"
	else
		printf 'FAIL %s\n' "$1"
		failed=1
	fi
}

for compiler in gcc clang; do
	printf '%s\n' $sources |
		xargs -P"$jobs" -n 4 $compiler $flags -O1 -fsyntax-only
	report "warnings of $compiler" $?
done

printf '%s\n' $headers |
	xargs -P"$jobs" -I{} gcc $flags -Wno-unused -fsyntax-only -include {} -xc /dev/null
report 'headers compile alone' $?

sh tests/check-layers.sh .
report 'layers' $?

! grep -nwE '(strcpy|strcat|sprintf|vsprintf|strtok|atoi|gets|system|popen) *\(' \
	$sources $headers
report 'banned functions' $?

# A function that no other object calls should be static, or gone.
find "$build/src" "$build/tests" -name '*.o' -exec nm -A {} + 2>/dev/null | awk '
	$2 == "U" { used[$3] = 1 }
	NF == 3 && $2 == "T" { split($1, at, ":"); defined[$3] = at[1] }
	END {
		for (name in defined)
			if (!(name in used) && name !~ /^(main|wcwidth|wcswidth|LLVMFuzzer|_|\.|__)/) {
				print defined[name] ": " name " is used nowhere else"
				bad = 1
			}
		exit bad
	}'
report 'unused functions' $?

clang-format --dry-run -Werror $sources $headers
report 'clang-format' $?

printf '%s\n' $(find src -name '*.c' | sort) |
	xargs -P"$jobs" -I{} sh -c 'file=$1; shift; clang-tidy --quiet "$file" -- "$@" 2>/dev/null' \
		tidy {} $flags >"$build/tidy.log"
status=$?
grep -E '(warning|error):' "$build/tidy.log" | sort -u
report 'clang-tidy' $status

exit "$failed"
