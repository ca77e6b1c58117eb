check_PROGRAMS += tests/unit/test-store
TESTS += tests/unit/test-store
tests_unit_test_store_SOURCES = tests/unit/test-store.c tests/unit/store-harness.c \
	tests/unit/store-harness.h
tests_unit_test_store_LDADD = $(STORE_ROWS) $(STORE_LIBS) $(TEST_LIBS)
