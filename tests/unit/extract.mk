check_PROGRAMS += tests/unit/test-page
TESTS += tests/unit/test-page
tests_unit_test_page_SOURCES = tests/unit/test-page.c
tests_unit_test_page_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_page_LDADD = \
	src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-import
TESTS += tests/unit/test-import
tests_unit_test_import_SOURCES = tests/unit/test-import.c
tests_unit_test_import_LDADD = \
	src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-listing
TESTS += tests/unit/test-listing
tests_unit_test_listing_SOURCES = tests/unit/test-listing.c
tests_unit_test_listing_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_listing_LDADD = \
	src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-corpus-feeds
TESTS += tests/unit/test-corpus-feeds
tests_unit_test_corpus_feeds_SOURCES = tests/unit/test-corpus-feeds.c tests/unit/corpus.h
tests_unit_test_corpus_feeds_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_corpus_feeds_LDADD = \
	src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-stories
TESTS += tests/unit/test-stories
tests_unit_test_stories_SOURCES = tests/unit/test-stories.c
tests_unit_test_stories_CFLAGS = $(tests_unit_test_listing_CFLAGS)
tests_unit_test_stories_LDADD = $(tests_unit_test_listing_LDADD)
