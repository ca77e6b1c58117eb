# SPDX-License-Identifier: GPL-3.0-or-later
# Locales of other encodings, made by localedef in the build folder and kept there.
# Sourced; $builddir comes from the Makefile.

LOCPATH=$builddir/tests/locales
export LOCPATH

# Characters are what matters here: all other categories are C's.
locale_source() { # LANGUAGE
	printf 'LC_CTYPE\ncopy "%s"\nEND LC_CTYPE\n' "$1"
	for category in COLLATE MONETARY NUMERIC TIME MESSAGES PAPER NAME ADDRESS \
		TELEPHONE MEASUREMENT IDENTIFICATION; do
		printf 'LC_%s\ncopy "POSIX"\nEND LC_%s\n' $category $category
	done
}

# False when it can't be made here.
has_locale() { # LANGUAGE.CODESET
	[ ! -d "$LOCPATH/$1" ] || return 0
	command -v localedef >/dev/null || return 1
	mkdir -p "$LOCPATH"
	making=$(mktemp -d "$LOCPATH/making.XXXXXX")
	locale_source "${1%%.*}" >"$making/source"
	localedef -c -i "$making/source" -f "${1#*.}" "$making/made" >"$making/log" 2>&1
	# Another test may have been faster.
	[ ! -d "$making/made" ] || [ -d "$LOCPATH/$1" ] ||
		mv "$making/made" "$LOCPATH/$1" 2>/dev/null || true
	rm -rf "$making"
	[ "$(LC_ALL=$1 locale charmap 2>/dev/null)" = "${1#*.}" ]
}
