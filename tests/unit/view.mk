VIEW_AND_BELOW = \
	src/libview.a src/libterm.a src/liblayout.a src/libdoc.a src/libtext.a src/libbase.a \
	$(ICU_LIBS)

check_PROGRAMS += tests/unit/test-list tests/unit/test-prompt tests/unit/test-view
TESTS += tests/unit/test-list tests/unit/test-prompt tests/unit/test-view

tests_unit_test_list_SOURCES = tests/unit/test-list.c
tests_unit_test_list_LDADD = $(VIEW_AND_BELOW) $(TEST_LIBS)

tests_unit_test_prompt_SOURCES = tests/unit/test-prompt.c
tests_unit_test_prompt_LDADD = $(VIEW_AND_BELOW) $(TEST_LIBS)

tests_unit_test_view_SOURCES = tests/unit/test-view.c
tests_unit_test_view_LDADD = $(VIEW_AND_BELOW) $(TEST_LIBS)
