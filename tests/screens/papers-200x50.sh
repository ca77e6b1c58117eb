# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=50 COLS=200 NAME=papers-200x50 LANGUAGE=en LOADING=loading \
	ASKED='Papers asked' READ='Read (' STARRED='Starred (' UNDONE='Undone:' \
	MARKED='marked read' DAY=Yesterday LEAVE='No longer follow' \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/papers.screen"
