# All of the program but main() and what must not come out of an archive, so that
# unit tests can have it.
noinst_LIBRARIES += src/libapp.a
src_libapp_a_SOURCES = \
	include/baolan/app/ambiguous.h src/app/ambiguous.c \
	include/baolan/app/app.h src/app/app.c \
	include/baolan/app/config.h src/app/config.c \
	include/baolan/app/console.h src/app/console.c \
	include/baolan/app/command.h src/app/command.c \
	include/baolan/app/library.h src/app/library.c \
	include/baolan/app/keymap.h src/app/keymap.c \
	include/baolan/app/options.h src/app/options.c \
	include/baolan/app/output.h src/app/output-json.c \
	src/app/output-markdown.c src/app/output-text.c \
	include/baolan/app/reader.h src/app/reader.c \
	src/app/reader-inside.h src/app/reader-commands.h \
	src/app/reader-around.c \
	src/app/reader-ask.c src/app/reader-follow.c src/app/reader-glyphs.c \
	src/app/reader-lists.c src/app/reader-marks.c src/app/reader-moods.c \
	src/app/reader-move.c src/app/reader-papers.c src/app/reader-prefetch.c src/app/reader-refresh.c \
	src/app/reader-shelf.h src/app/reader-shelf.c \
	src/app/reader-stories.c src/app/reader-story.c \
	src/app/reader-ranks.c src/app/reader-open.c src/app/reader-outside.c src/app/reader-status.c \
	src/app/reader-width.c \
	src/app/cli.c \
	include/baolan/app/papers-cli.h src/app/papers-cli.c \
	include/baolan/app/ranking.h src/app/ranking.c src/app/rank-cli.c \
	src/app/casts-cli.c src/app/follow-cli.c src/app/import-cli.c src/app/refresh-cli.c \
	src/app/stories-cli.c src/app/store-cli.c \
	src/app/doctor-feed.c \
	src/app/get.c

bin_PROGRAMS += src/baolan
src_baolan_SOURCES = src/app/main.c src/app/wcwidth.c
src_baolan_LDFLAGS = $(AM_LDFLAGS) \
	-Wl,--export-dynamic-symbol=wcwidth -Wl,--export-dynamic-symbol=wcswidth
APP_AND_BELOW = \
	src/libapp.a src/libview.a src/libterm.a src/libsync.a src/libstore.a src/libextract.a \
	src/liblayout.a src/libworker.a src/libnet.a src/libmarkup.a src/libdoc.a \
	src/libloop.a src/libtext.a src/libbase.a
APP_LIBS = \
	$(NCURSES_LIBS) $(XML_LIBS) $(ICU_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) \
	$(SQLITE_LIBS) $(ZLIB_LIBS) -lpthread $(SECCOMP_LIBS)
src_baolan_LDADD = $(APP_AND_BELOW) $(APP_LIBS)
