# cache.db alone, and sync/web against a scripted site.
check_PROGRAMS += tests/unit/test-cache
TESTS += tests/unit/test-cache
tests_unit_test_cache_SOURCES = tests/unit/test-cache.c
tests_unit_test_cache_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_cache_LDADD = src/libstore.a src/libtext.a src/libbase.a $(SQLITE_LIBS) \
	$(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-web
TESTS += tests/unit/test-web
tests_unit_test_web_SOURCES = tests/unit/test-web.c \
	tests/unit/scripted-site.c tests/unit/scripted-site.h
tests_unit_test_web_LDADD = src/libsync.a src/libstore.a src/libnet.a src/libloop.a \
	src/libtext.a src/libbase.a $(SQLITE_LIBS) $(ICU_LIBS) $(TEST_LIBS)
