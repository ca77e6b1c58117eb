TEXT = src/libtext.a src/libbase.a
TEXT_LIBS = $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-charset
TESTS += tests/unit/test-charset
tests_unit_test_charset_SOURCES = tests/unit/test-charset.c
tests_unit_test_charset_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-clean
TESTS += tests/unit/test-clean
tests_unit_test_clean_SOURCES = tests/unit/test-clean.c
tests_unit_test_clean_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-corpus-decode
TESTS += tests/unit/test-corpus-decode
tests_unit_test_corpus_decode_SOURCES = tests/unit/test-corpus-decode.c tests/unit/corpus.h
tests_unit_test_corpus_decode_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-corpus-lines
TESTS += tests/unit/test-corpus-lines
tests_unit_test_corpus_lines_SOURCES = tests/unit/test-corpus-lines.c tests/unit/corpus.h
tests_unit_test_corpus_lines_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-date
TESTS += tests/unit/test-date
tests_unit_test_date_SOURCES = tests/unit/test-date.c
tests_unit_test_date_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-glyphs
TESTS += tests/unit/test-glyphs
tests_unit_test_glyphs_SOURCES = tests/unit/test-glyphs.c
tests_unit_test_glyphs_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-grapheme
TESTS += tests/unit/test-grapheme
tests_unit_test_grapheme_SOURCES = tests/unit/test-grapheme.c
tests_unit_test_grapheme_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-linebreak
TESTS += tests/unit/test-linebreak
tests_unit_test_linebreak_SOURCES = tests/unit/test-linebreak.c
tests_unit_test_linebreak_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-unicode-lines
TESTS += tests/unit/test-unicode-lines
tests_unit_test_unicode_lines_SOURCES = tests/unit/test-unicode-lines.c tests/unit/corpus.h
tests_unit_test_unicode_lines_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-utf8
TESTS += tests/unit/test-utf8
tests_unit_test_utf8_SOURCES = tests/unit/test-utf8.c
tests_unit_test_utf8_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-width
TESTS += tests/unit/test-width
tests_unit_test_width_SOURCES = tests/unit/test-width.c
tests_unit_test_width_LDADD = $(TEXT) $(TEXT_LIBS)

check_PROGRAMS += tests/unit/test-chrome
TESTS += tests/unit/test-chrome
tests_unit_test_chrome_SOURCES = tests/unit/test-chrome.c
tests_unit_test_chrome_LDADD = $(TEXT) $(TEXT_LIBS)
