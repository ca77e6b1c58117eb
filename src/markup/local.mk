noinst_LIBRARIES += src/libmarkup.a
src_libmarkup_a_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
src_libmarkup_a_SOURCES = \
	src/markup/entity.h src/markup/entity.c \
	include/baolan/markup/feed.h src/markup/feed.c \
	src/markup/feed-date.h src/markup/feed-date.c \
	src/markup/feed-inside.h src/markup/feed-json.c src/markup/feed-xml.c \
	src/markup/feed-value.h src/markup/feed-value.c \
	include/baolan/markup/html.h src/markup/html.c \
	src/markup/html-aside.h src/markup/html-aside.c \
	src/markup/html-memory.h src/markup/html-memory.c \
	include/baolan/markup/plain.h src/markup/plain.c \
	include/baolan/markup/reply.h src/markup/reply.c \
	src/markup/jsreply.h src/markup/jsreply.c \
	include/baolan/markup/xml.h src/markup/xml.c \
	src/markup/xml-inside.h src/markup/xml-doctype.c src/markup/xml-text.c \
	src/markup/xpath.c
