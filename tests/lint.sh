#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The code's form: warnings of two compilers, headers that compile alone, the
# layers, banned and unused functions, clang-format, clang-tidy.  Each check
# prints what it finds, then its name with ok or FAIL; a check that can't be made
# has failed.
# usage: lint.sh SOURCE-FOLDER BUILD-FOLDER COMPILER-FLAGS...
set -u
top=$1 build=$2
shift 2
flags="$* -std=gnu11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wvla -Wwrite-strings -Werror -I$top/include -I$build"
jobs=$(getconf _NPROCESSORS_ONLN)
failed=0
cd "$top" || exit 1

for tool in gcc clang nm clang-format clang-tidy; do
	command -v "$tool" >/dev/null && continue
	echo "lint: $tool is missing; ./bootstrap lint installs it" >&2
	failed=1
done
[ "$failed" -eq 0 ] || exit 1

program=$(find src man -name '*.c' | sort)
sources=$(find src man tests -name '*.c' | sort)
headers=$(find include src tests -name '*.h' ! -name '*-table.h' | sort)

report() { # NAME STATUS
	if [ "$2" -eq 0 ]; then
		printf 'ok   %s\n' "$1"
	else
		printf 'FAIL %s\n' "$1"
		failed=1
	fi
}

# Runs a command, $flags behind it, for each file; shows what a failed one printed,
# in one piece.
for_each() { # FILES COMMAND...
	printf '%s\n' $1 | {
		shift
		xargs -P"$jobs" -I{} sh -c '
			found=$("$@" 2>&1) && exit
			printf "%s\n" "$found"
			exit 1' one "$@" $flags
	}
}

# gcc finds some of its warnings only when it optimizes.
for_each "$sources" gcc -O2 -S -o /dev/null {}
report 'warnings of gcc' $?

for_each "$sources" clang -fsyntax-only {}
report 'warnings of clang' $?

for_each "$headers" gcc -Wno-unused -fsyntax-only -include {} -xc /dev/null
report 'headers compile alone' $?

sh tests/check-layers.sh .
report 'layers' $?

grep -nE '\<(strcpy|strcat|sprintf|vsprintf|strtok|atoi|gets|system|popen) *\(' \
	$sources $headers
[ $? -eq 1 ]
report 'banned functions' $?

# A function that no other object calls should be static, or gone; but for those that
# libraries call.
find "$build/src" "$build/man" "$build/tests" -name '*.o' -exec nm -A {} + | awk '
	$2 == "U" { used[$3] = 1 }
	NF == 3 && $2 == "T" { split($1, at, ":"); defined[$3] = at[1] }
	END {
		for (name in defined) {
			n++
			if (name in used || name ~ /^(main|wcs?width|LLVMFuzzer.*|_.*)$/)
				continue
			print defined[name] ": " name " is used nowhere else"
			bad = 1
		}
		exit bad || !n
	}'
report 'unused functions' $?

case $(clang-format --version) in
*'version 14.'*) clang-format --dry-run -Werror $sources $headers ;;
*) clang-format --version && echo 'another than 14, which decides' && false ;;
esac
report 'clang-format' $?

# Configured wrongly clang-tidy finds nothing and says so nowhere: this must be found.
tidy="clang-tidy --quiet --config-file=$top/.clang-tidy"
probe=$build/lint-probe.c
echo 'int probe(int a); int probe(int a) { if (a) return 1; else return 1; }' >"$probe"
if $tidy "$probe" -- >/dev/null 2>&1; then
	echo '.clang-tidy turns off what it should not'
	false
else
	for_each "$program" $tidy {} --
fi
report 'clang-tidy' $?
rm -f "$probe"

exit "$failed"
