check_PROGRAMS += tests/unit/test-keymap
TESTS += tests/unit/test-keymap

tests_unit_test_keymap_SOURCES = tests/unit/test-keymap.c
tests_unit_test_keymap_LDADD = $(APP_AND_BELOW) $(APP_LIBS) $(TEST_LIBS)

dist_check_SCRIPTS += tests/unit/test-exports.sh
TESTS += tests/unit/test-exports.sh
