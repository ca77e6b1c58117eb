APP_TESTS = tests/unit/test-config tests/unit/test-keymap
check_PROGRAMS += $(APP_TESTS)
TESTS += $(APP_TESTS)

tests_unit_test_config_SOURCES = tests/unit/test-config.c
tests_unit_test_config_LDADD = $(APP_AND_BELOW) $(APP_LIBS) $(TEST_LIBS)

tests_unit_test_keymap_SOURCES = tests/unit/test-keymap.c
tests_unit_test_keymap_LDADD = $(APP_AND_BELOW) $(APP_LIBS) $(TEST_LIBS)

dist_check_SCRIPTS += tests/unit/test-exports.sh
TESTS += tests/unit/test-exports.sh

check_PROGRAMS += tests/unit/test-ambiguous
TESTS += tests/unit/test-ambiguous
tests_unit_test_ambiguous_SOURCES = tests/unit/test-ambiguous.c
tests_unit_test_ambiguous_LDADD = $(APP_AND_BELOW) $(APP_LIBS) $(TEST_LIBS)
