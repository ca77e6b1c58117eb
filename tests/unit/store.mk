STORE_TESTS = tests/unit/test-store tests/unit/test-find \
	tests/unit/test-keep tests/unit/test-crash tests/unit/test-rank
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
STORE_HARNESS = tests/unit/store-harness.c tests/unit/store-harness.h
tests_unit_test_store_SOURCES = tests/unit/test-store.c $(STORE_HARNESS)
tests_unit_test_store_LDADD = $(STORE_ROWS) $(STORE_LIBS) $(TEST_LIBS)
tests_unit_test_find_SOURCES = tests/unit/test-find.c $(STORE_HARNESS)
tests_unit_test_find_LDADD = $(STORE_ROWS) $(STORE_LIBS) $(TEST_LIBS)
tests_unit_test_keep_SOURCES = tests/unit/test-keep.c $(STORE_HARNESS)
tests_unit_test_keep_LDADD = $(STORE_ROWS) $(STORE_LIBS) $(TEST_LIBS)
tests_unit_test_crash_SOURCES = tests/unit/test-crash.c $(STORE_HARNESS)
tests_unit_test_crash_LDADD = $(STORE_ROWS) $(STORE_LIBS) $(TEST_LIBS)
tests_unit_test_rank_SOURCES = tests/unit/test-rank.c $(STORE_HARNESS)
tests_unit_test_rank_LDADD = $(STORE_ROWS) $(STORE_LIBS) $(TEST_LIBS)
EXTRA_DIST += tests/unit/clusters.txt
