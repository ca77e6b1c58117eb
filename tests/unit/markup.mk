MARKUP = src/libmarkup.a src/libtext.a src/libbase.a
MARKUP_LIBS = $(XML_LIBS) $(JANSSON_LIBS) $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-html
TESTS += tests/unit/test-html
tests_unit_test_html_SOURCES = tests/unit/test-html.c
tests_unit_test_html_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_html_LDADD = $(MARKUP) $(MARKUP_LIBS)

check_PROGRAMS += tests/unit/test-reply
TESTS += tests/unit/test-reply
tests_unit_test_reply_SOURCES = tests/unit/test-reply.c
tests_unit_test_reply_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_reply_LDADD = $(MARKUP) $(MARKUP_LIBS)

check_PROGRAMS += tests/unit/test-feed
TESTS += tests/unit/test-feed
tests_unit_test_feed_SOURCES = tests/unit/test-feed.c
tests_unit_test_feed_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_feed_LDADD = $(MARKUP) $(MARKUP_LIBS)
