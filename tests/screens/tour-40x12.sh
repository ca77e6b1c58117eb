# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=12 COLS=40 NAME=40x12 LANGUAGE=en LOADING=loading \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/tour.screen"
