TERM_AND_BELOW = src/libterm.a src/libtext.a src/libbase.a $(ICU_LIBS)

check_PROGRAMS += tests/unit/test-canvas tests/unit/test-keys tests/unit/test-probe
TESTS += tests/unit/test-canvas tests/unit/test-keys tests/unit/test-probe

tests_unit_test_canvas_SOURCES = tests/unit/test-canvas.c
tests_unit_test_canvas_LDADD = $(TERM_AND_BELOW) $(TEST_LIBS)

tests_unit_test_keys_SOURCES = tests/unit/test-keys.c
tests_unit_test_keys_LDADD = $(TERM_AND_BELOW) $(TEST_LIBS)

tests_unit_test_probe_SOURCES = tests/unit/test-probe.c
tests_unit_test_probe_LDADD = $(TERM_AND_BELOW) $(TEST_LIBS)
