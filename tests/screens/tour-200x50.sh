# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=50 COLS=200 NAME=200x50 LANGUAGE=en LOADING=loading \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/tour.screen"
