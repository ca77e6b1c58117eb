NET = src/libnet.a src/libloop.a src/libbase.a

check_PROGRAMS += tests/unit/test-url
TESTS += tests/unit/test-url
tests_unit_test_url_SOURCES = tests/unit/test-url.c
tests_unit_test_url_LDADD = src/libtext.a src/libbase.a $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-message
TESTS += tests/unit/test-message
tests_unit_test_message_SOURCES = tests/unit/test-message.c
tests_unit_test_message_LDADD = $(NET) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-fetch
TESTS += tests/unit/test-fetch
tests_unit_test_fetch_SOURCES = tests/unit/test-fetch.c
tests_unit_test_fetch_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
tests_unit_test_fetch_LDADD = $(NET) $(MICROHTTPD_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-freshness
TESTS += tests/unit/test-freshness
tests_unit_test_freshness_SOURCES = tests/unit/test-freshness.c
tests_unit_test_freshness_LDADD = $(NET) $(TEST_LIBS)
