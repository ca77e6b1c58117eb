# SPDX-License-Identifier: GPL-3.0-or-later
ROWS=24 COLS=80 NAME=papers-zh_CN LANGUAGE=zh_CN LOADING=正在载入 \
	ASKED=问过 READ=标为已读 STARRED=加了星标 UNDONE=已撤销 \
	MARKED=标为已读 DAY=昨天 LEAVE=不再订阅 \
	exec "$builddir/tests/screens/screen" \
	"$srcdir/tests/screens/papers.screen"
