noinst_LIBRARIES += src/libextract.a
src_libextract_a_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS) $(ICU_CFLAGS) $(INIH_CFLAGS)
src_libextract_a_SOURCES = \
	include/baolan/extract/job.h \
	include/baolan/extract/reaction.h src/extract/reaction.c \
	src/extract/reaction-own.h src/extract/reaction-detect.c src/extract/reaction-moods.c \
	src/extract/reaction-reply.c \
	include/baolan/extract/recipe.h src/extract/recipe.c \
	include/baolan/extract/recipe-parts.h src/extract/recipe-own.h \
	src/extract/recipe-check.h src/extract/recipe-check.c \
	src/extract/recipe-folder.c \
	src/extract/recipe-ini.h src/extract/recipe-ini.c \
	src/extract/recipe-keys.c \
	src/extract/recipe-pick.c \
	src/extract/recipe-regex.c \
	src/extract/recipe-rules.c \
	src/extract/recipe-template.c
