noinst_LIBRARIES += src/libdoc.a
src_libdoc_a_SOURCES = \
	include/baolan/doc/doc.h \
	src/doc/build.c \
	src/doc/check.c \
	src/doc/copy.c \
	src/doc/format.h \
	src/doc/walk.c
