#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every word for the reader is found by gettext, and is translated.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$srcdir" || exit 1
tests=0
status=0

check() { # NAME COMMAND...: its output says what is wrong
	name=$1
	shift
	tests=$((tests + 1))
	if "$@" >"$work/out" 2>&1; then
		echo "ok $tests - $name"
	else
		echo "not ok $tests - $name"
		sed 's/^/# /' "$work/out" | head -n 40
		status=1
	fi
}

if ! command -v xgettext >/dev/null 2>&1; then
	echo '1..0 # SKIP gettext is not installed'
	exit 0
fi

grep -v '^#' po/POTFILES.in >"$work/listed"
grep -lrE '(^|[^A-Za-z0-9_])N?_\("' src --include='*.c' | sort >"$work/used"
check 'po/POTFILES.in lists every file with words' diff "$work/used" "$work/listed"
xgettext --keyword=_ --keyword=N_ --from-code=UTF-8 --files-from="$work/used" \
	-o "$work/baolan.pot"
for language in $(cat po/LINGUAS); do
	check "po/$language.po is complete" msgcmp "po/$language.po" "$work/baolan.pot"
	check "po/$language.po is well-formed" msgfmt -c -o "$work/baolan.mo" "po/$language.po"
done
echo "1..$tests"
exit "$status"
