noinst_LIBRARIES += src/libmarkup.a
src_libmarkup_a_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
src_libmarkup_a_SOURCES = \
	include/baolan/markup/html.h src/markup/html.c \
	src/markup/html-aside.h src/markup/html-aside.c \
	src/markup/html-memory.h src/markup/html-memory.c \
	include/baolan/markup/reply.h src/markup/reply.c \
	src/markup/jsreply.h src/markup/jsreply.c \
	src/markup/xpath.c
