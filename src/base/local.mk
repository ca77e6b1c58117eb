noinst_LIBRARIES += src/libbase.a
src_libbase_a_CFLAGS = $(AM_CFLAGS) $(INIH_CFLAGS)
src_libbase_a_SOURCES = \
	include/baolan/base/arena.h src/base/arena.c \
	include/baolan/base/ascii.h \
	include/baolan/base/buf.h src/base/buf.c \
	include/baolan/base/clock.h src/base/clock.c \
	include/baolan/base/err.h src/base/err.c \
	include/baolan/base/file.h src/base/file.c \
	include/baolan/base/i18n.h \
	include/baolan/base/ini.h src/base/ini.c \
	include/baolan/base/log.h src/base/log.c \
	include/baolan/base/map.h src/base/map.c \
	include/baolan/base/mem.h src/base/mem.c \
	include/baolan/base/pack.h src/base/pack.c \
	include/baolan/base/paths.h src/base/paths.c \
	include/baolan/base/str.h src/base/str.c \
	include/baolan/base/vec.h src/base/vec.c
