check_PROGRAMS += tests/unit/test-doc
TESTS += tests/unit/test-doc
tests_unit_test_doc_SOURCES = tests/unit/test-doc.c tests/unit/checked-doc.h
tests_unit_test_doc_LDADD = src/libdoc.a $(TEXT) $(TEXT_LIBS)
