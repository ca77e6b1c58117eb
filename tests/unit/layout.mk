check_PROGRAMS += tests/unit/test-layout
TESTS += tests/unit/test-layout
tests_unit_test_layout_SOURCES = tests/unit/test-layout.c \
	tests/unit/checked-doc.h tests/unit/sample-doc.h
tests_unit_test_layout_LDADD = src/liblayout.a src/libdoc.a $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-layout-glyphs
TESTS += tests/unit/test-layout-glyphs
tests_unit_test_layout_glyphs_SOURCES = tests/unit/test-layout-glyphs.c \
	tests/unit/checked-doc.h tests/unit/sample-doc.h
tests_unit_test_layout_glyphs_LDADD = src/liblayout.a src/libdoc.a $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-every-width
TESTS += tests/unit/test-every-width
tests_unit_test_every_width_SOURCES = tests/unit/test-every-width.c \
	tests/unit/checked-doc.h tests/unit/corpus.h tests/unit/sample-doc.h
tests_unit_test_every_width_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_every_width_LDADD = \
	src/liblayout.a src/libdoc.a $(TEXT) $(JANSSON_LIBS) $(TEXT_LIBS)
