# Against the sample paper, with the real pool and the real baolan-fetch.
if TESTS_BUILD
SYNC_TESTS = tests/unit/test-due tests/unit/test-sync tests/unit/test-cast \
	tests/unit/test-protocols tests/unit/test-refresh
check_PROGRAMS += $(SYNC_TESTS)
TESTS += $(SYNC_TESTS)
SYNC_HARNESS = tests/unit/sync-harness.c tests/unit/sync-harness.h
SYNC_AND_BELOW = \
	src/libsync.a src/libstore.a src/libextract.a src/libworker.a src/libnet.a src/libmarkup.a \
	src/libdoc.a src/libloop.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(ICU_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(SQLITE_LIBS) $(ZLIB_LIBS) -lpthread $(SECCOMP_LIBS) $(TEST_LIBS)
tests_unit_test_due_SOURCES = tests/unit/test-due.c
tests_unit_test_due_LDADD = src/libsync.a src/libbase.a $(TEST_LIBS)
tests_unit_test_sync_SOURCES = \
	tests/unit/test-sync.c \
	tests/unit/odd-site.c tests/unit/odd-site.h \
	tests/unit/scripted-site.c tests/unit/scripted-site.h \
	$(SYNC_HARNESS)
tests_unit_test_sync_LDADD = $(SYNC_AND_BELOW)
tests_unit_test_refresh_SOURCES = tests/unit/test-refresh.c $(SYNC_HARNESS)
tests_unit_test_refresh_LDADD = $(SYNC_AND_BELOW)
tests_unit_test_cast_SOURCES = tests/unit/test-cast.c $(SYNC_HARNESS)
tests_unit_test_cast_LDADD = $(SYNC_AND_BELOW)
tests_unit_test_protocols_SOURCES = tests/unit/test-protocols.c $(SYNC_HARNESS)
tests_unit_test_protocols_LDADD = $(SYNC_AND_BELOW)
endif

PAPERS_TESTS = tests/unit/test-papers tests/unit/test-rules
check_PROGRAMS += $(PAPERS_TESTS)
TESTS += $(PAPERS_TESTS)
PAPERS_AND_BELOW = \
	src/libsync.a src/libstore.a src/libtext.a src/libbase.a \
	$(SQLITE_LIBS) $(ICU_LIBS) $(TEST_LIBS)
tests_unit_test_papers_SOURCES = tests/unit/test-papers.c
tests_unit_test_papers_LDADD = $(PAPERS_AND_BELOW)
tests_unit_test_rules_SOURCES = tests/unit/test-rules.c
tests_unit_test_rules_LDADD = $(PAPERS_AND_BELOW)
