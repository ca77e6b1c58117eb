noinst_LIBRARIES += src/libsync.a
src_libsync_a_SOURCES = \
	include/baolan/sync/load.h \
	include/baolan/sync/papers.h include/baolan/sync/refresh.h \
	src/sync/due.c src/sync/due.h \
	src/sync/file.c src/sync/file.h \
	src/sync/load.c \
	src/sync/moods.c \
	src/sync/sync.c src/sync/sync.h
