bin_PROGRAMS += src/baolan
src_baolan_SOURCES = \
	include/baolan/app/app.h src/app/app.c \
	include/baolan/app/options.h src/app/options.c \
	include/baolan/app/output.h src/app/output-json.c \
	src/app/output-markdown.c src/app/output-text.c \
	src/app/cli.c \
	src/app/get.c \
	src/app/main.c
