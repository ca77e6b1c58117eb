noinst_LIBRARIES += src/libstore.a
src_libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(ZLIB_CFLAGS) $(ICU_CFLAGS)
src_libstore_a_SOURCES = \
	include/baolan/store/cache.h src/store/cache.c \
	include/baolan/store/store.h \
	include/baolan/store/search.h src/store/search.c \
	include/baolan/store/casts.h src/store/casts.c src/store/casts.h \
	src/store/checkpoint.c src/store/checkpoint.h \
	src/store/cluster.c src/store/cluster.h \
	src/store/content.c src/store/content.h \
	src/store/db.h src/store/db.c \
	src/store/expire.c \
	src/store/export.c \
	src/store/finder.c src/store/finder.h src/store/idset.h \
	src/store/fold.c src/store/fold.h src/store/han-table.h \
	src/store/hash.h \
	src/store/index.c \
	src/store/journal.c \
	src/store/list.c \
	src/store/marks.c src/store/marks.h \
	src/store/pack.c src/store/pack.h \
	src/store/papers.c \
	src/store/query.c src/store/query.h \
	include/baolan/store/rank.h src/store/rank.c src/store/related.c \
	src/store/recover.c src/store/recover.h \
	src/store/refreshed.c \
	src/store/schema.c \
	src/store/store.c src/store/store-own.h \
	src/store/stories.c \
	src/store/strip.c src/store/strip.h \
	src/store/tags.c \
	src/store/tokens.c src/store/tokens.h \
	src/store/upkeep.c
EXTRA_DIST += src/store/make-han.c
STORE_ROWS = src/libstore.a src/libdoc.a src/libtext.a src/libbase.a
STORE_LIBS = $(SQLITE_LIBS) -lpthread $(ZLIB_LIBS) $(ICU_LIBS)
