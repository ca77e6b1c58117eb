# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=24 COLS=80 NAME=papers-80x24 LANGUAGE=en LOADING=loading \
	ASKED='Papers asked' READ='Read (' STARRED='Starred (' UNDONE='Undone:' \
	MARKED='marked read' DAY=Yesterday LEAVE='No longer follow' \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/papers.screen"
