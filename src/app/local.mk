# All but main() is a library, which the tests and the man page's tables link too.
noinst_LIBRARIES += src/libapp.a
src_libapp_a_SOURCES = \
	include/baolan/app/app.h src/app/app.c \
	include/baolan/app/options.h src/app/options.c \
	include/baolan/app/output.h src/app/output-json.c \
	src/app/output-markdown.c src/app/output-text.c \
	src/app/cli.c \
	src/app/get.c

bin_PROGRAMS += src/baolan
src_baolan_SOURCES = src/app/main.c
src_baolan_LDADD = src/libapp.a $(APP_ROWS) $(EXTRACT_LIBS) $(NCURSES_LIBS)
