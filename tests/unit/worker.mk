WORKER_TESTS = tests/unit/test-worker tests/unit/test-sandbox
check_PROGRAMS += $(WORKER_TESTS)
TESTS += $(WORKER_TESTS)
WORKER = src/libworker.a $(LOOP)
tests_unit_test_worker_SOURCES = tests/unit/test-worker.c
tests_unit_test_worker_LDADD = $(WORKER) $(SECCOMP_LIBS) $(TEST_LIBS)
tests_unit_test_sandbox_SOURCES = tests/unit/test-sandbox.c
tests_unit_test_sandbox_LDADD = $(WORKER) $(SECCOMP_LIBS) $(TEST_LIBS)
