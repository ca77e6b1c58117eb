noinst_LIBRARIES += src/libview.a
src_libview_a_SOURCES = \
	include/baolan/view/column.h src/view/column.c \
	include/baolan/view/fold.h src/view/fold.c \
	include/baolan/view/help.h src/view/help.c \
	include/baolan/view/list.h src/view/list-inside.h src/view/list.c \
	src/view/list-paint.c \
	include/baolan/view/moods.h src/view/moods.c \
	include/baolan/view/notice.h src/view/notice.c \
	include/baolan/view/page.h src/view/page-inside.h src/view/page.c \
	src/view/choose.c src/view/find.c \
	include/baolan/view/prompt.h src/view/prompt.c \
	include/baolan/view/search.h src/view/search.c \
	include/baolan/view/status.h src/view/status.c \
	include/baolan/view/view.h src/view/view.c
