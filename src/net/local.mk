noinst_LIBRARIES += src/libnet.a
src_libnet_a_SOURCES = \
	include/baolan/net/fetcher.h src/net/fetcher.c \
	include/baolan/net/message.h src/net/message.c
