noinst_LIBRARIES += src/libsync.a
src_libsync_a_SOURCES = \
	include/baolan/sync/load.h \
	include/baolan/sync/papers.h include/baolan/sync/prefetch.h include/baolan/sync/refresh.h \
	include/baolan/sync/web.h \
	src/sync/casts.c \
	src/sync/content.c \
	src/sync/due.c src/sync/due.h \
	src/sync/early.c \
	src/sync/file.c src/sync/file.h \
	src/sync/host.c src/sync/host.h \
	include/baolan/sync/import.h src/sync/import.c \
	src/sync/load.c \
	src/sync/moods.c \
	src/sync/prefetch.c src/sync/refresh.c \
	src/sync/papers.c src/sync/papers-text.h src/sync/papers-edit.c \
	src/sync/papers-line.c src/sync/papers-line.h src/sync/papers-settings.c \
	include/baolan/sync/rules.h src/sync/rules.c \
	src/sync/sync.c src/sync/sync.h \
	src/sync/web.c src/sync/web-copy.c src/sync/web-meter.c src/sync/web-inside.h
