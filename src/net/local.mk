noinst_LIBRARIES += src/libnet.a
src_libnet_a_SOURCES = \
	include/baolan/net/fetcher.h src/net/fetcher.c \
	include/baolan/net/fields.h src/net/fields.c src/net/http-date.c \
	include/baolan/net/freshness.h src/net/freshness.c src/net/freshness-head.c \
	include/baolan/net/message.h src/net/message.c
