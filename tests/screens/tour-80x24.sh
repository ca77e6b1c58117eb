# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=24 COLS=80 NAME=80x24 LANGUAGE=en LOADING=loading \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/tour.screen"
