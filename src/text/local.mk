noinst_LIBRARIES += src/libtext.a
src_libtext_a_CFLAGS = $(AM_CFLAGS) $(ICU_CFLAGS)
src_libtext_a_SOURCES = \
	include/baolan/text/charset.h src/text/charset.c src/text/charset-parts.h \
	src/text/charset-detect.c src/text/charset-label.c src/text/charset-read.c \
	src/text/big5-table.h \
	include/baolan/text/clean.h src/text/clean.c \
	include/baolan/text/date.h src/text/date.c src/text/date-parts.h \
	src/text/date-calendar.c src/text/date-clock.c src/text/date-cursor.c \
	src/text/date-forms.c \
	include/baolan/text/encode.h src/text/encode.c \
	include/baolan/text/glyphs.h src/text/glyphs.c src/text/glyphs-table.h \
	include/baolan/text/grapheme.h src/text/grapheme.c \
	include/baolan/text/linebreak.h src/text/linebreak.c \
	src/text/linebreak-rules.c src/text/linebreak-rules.h \
	include/baolan/text/regex.h src/text/regex.c \
	include/baolan/text/translit.h src/text/translit.c src/text/pinyin-words.h \
	include/baolan/text/url.h src/text/url.c \
	include/baolan/text/lanes.h \
	include/baolan/text/utf8.h src/text/utf8.c src/text/utf8-lanes.h \
	include/baolan/text/width.h src/text/width.c src/text/width-table.h
EXTRA_DIST += src/text/make-width.py
