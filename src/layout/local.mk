noinst_LIBRARIES += src/liblayout.a
src_liblayout_a_SOURCES = \
	include/baolan/layout/layout.h \
	src/layout/address.c \
	src/layout/around.c \
	src/layout/body.c \
	src/layout/head.c \
	src/layout/justify.c \
	src/layout/layout.c \
	src/layout/lists.c \
	src/layout/maker.h \
	src/layout/moods.c \
	src/layout/para.c \
	src/layout/row.c \
	src/layout/split.c \
	src/layout/table.c \
	src/layout/under.c
