# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=24 COLS=80 NAME=zh_CN LANGUAGE=zh_CN LOADING=正在载入 \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/tour.screen"
