# All but main() is a library, which the tests and the man page's tables link too.
noinst_LIBRARIES += src/libapp.a
src_libapp_a_SOURCES = \
	include/baolan/app/app.h src/app/app.c \
	include/baolan/app/command.h src/app/command.c \
	include/baolan/app/keymap.h src/app/keymap.c \
	include/baolan/app/options.h src/app/options.c \
	include/baolan/app/output.h src/app/output-json.c \
	src/app/output-markdown.c src/app/output-text.c \
	include/baolan/app/reader.h src/app/reader.c \
	src/app/reader-ask.c src/app/reader-commands.h src/app/reader-inside.h \
	src/app/reader-moods.c src/app/reader-move.c src/app/reader-open.c \
	src/app/reader-outside.c src/app/reader-status.c \
	src/app/cli.c \
	src/app/get.c
src_libapp_a_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)

# ncurses must find this program's wcwidth before libc's.
bin_PROGRAMS += src/baolan
src_baolan_SOURCES = src/app/main.c src/app/wcwidth.c
src_baolan_LDADD = src/libapp.a $(APP_ROWS) $(EXTRACT_LIBS) $(NCURSES_LIBS)
src_baolan_LDFLAGS = $(AM_LDFLAGS) \
	-Wl,--export-dynamic-symbol=wcwidth -Wl,--export-dynamic-symbol=wcswidth
