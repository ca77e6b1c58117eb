noinst_LIBRARIES += src/libloop.a
src_libloop_a_SOURCES = \
	include/baolan/loop/channel.h src/loop/channel.c \
	include/baolan/loop/child.h src/loop/child.c \
	include/baolan/loop/loop.h src/loop/loop.c \
	src/loop/timers.h src/loop/timers.c
