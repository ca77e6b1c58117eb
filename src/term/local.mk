noinst_LIBRARIES += src/libterm.a
src_libterm_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
src_libterm_a_SOURCES = \
	include/baolan/term/canvas.h src/term/canvas.c \
	include/baolan/term/console.h src/term/console.c \
	include/baolan/term/input.h src/term/input.c \
	src/term/keys.c \
	include/baolan/term/probe.h src/term/probe.c \
	include/baolan/term/rescue.h src/term/rescue.c \
	include/baolan/term/style.h \
	include/baolan/term/term.h src/term/term.c \
	include/baolan/term/theme.h src/term/theme.c
