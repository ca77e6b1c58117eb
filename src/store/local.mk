noinst_LIBRARIES += src/libstore.a
src_libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
src_libstore_a_SOURCES = \
	include/baolan/store/cache.h src/store/cache.c \
	include/baolan/store/store.h \
	src/store/db.h src/store/db.c
