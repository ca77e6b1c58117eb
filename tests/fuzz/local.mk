# One target a decoder.  Built for libFuzzer with --enable-fuzzing; else with a main()
# that replays the corpus, as a test.
FUZZERS = \
	tests/fuzz/fuzz-charset \
	tests/fuzz/fuzz-clean \
	tests/fuzz/fuzz-date \
	tests/fuzz/fuzz-doc \
	tests/fuzz/fuzz-head \
	tests/fuzz/fuzz-feed \
	tests/fuzz/fuzz-html \
	tests/fuzz/fuzz-input \
	tests/fuzz/fuzz-import \
	tests/fuzz/fuzz-layout \
	tests/fuzz/fuzz-linebreak \
	tests/fuzz/fuzz-message \
	tests/fuzz/fuzz-page \
	tests/fuzz/fuzz-papers \
	tests/fuzz/fuzz-recipe \
	tests/fuzz/fuzz-reply \
	tests/fuzz/fuzz-search \
	tests/fuzz/fuzz-url
if FUZZING
EXTRA_PROGRAMS += $(FUZZERS)
FUZZER_MAIN =
FUZZER_LINK = $(AM_LDFLAGS) -fsanitize=fuzzer
else
check_PROGRAMS += $(FUZZERS)
TESTS += $(FUZZERS)
FUZZER_MAIN = tests/fuzz/libreplay.a
check_LIBRARIES += tests/fuzz/libreplay.a
tests_fuzz_libreplay_a_SOURCES = tests/fuzz/replay.c
FUZZER_LINK = $(AM_LDFLAGS)
endif
fuzz-programs: $(FUZZERS)
.PHONY: fuzz-programs
EXTRA_DIST += tests/fuzz/run.sh tests/fuzz/corpus

tests_fuzz_fuzz_charset_SOURCES = tests/fuzz/fuzz-charset.c
tests_fuzz_fuzz_charset_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_charset_LDADD = $(FUZZER_MAIN) src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_clean_SOURCES = tests/fuzz/fuzz-clean.c
tests_fuzz_fuzz_clean_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_clean_LDADD = $(FUZZER_MAIN) src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_date_SOURCES = tests/fuzz/fuzz-date.c
tests_fuzz_fuzz_date_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_date_LDADD = $(FUZZER_MAIN) src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_doc_SOURCES = tests/fuzz/fuzz-doc.c
tests_fuzz_fuzz_doc_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_doc_LDADD = $(FUZZER_MAIN) src/libdoc.a src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_head_SOURCES = tests/fuzz/fuzz-head.c
tests_fuzz_fuzz_head_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_head_LDADD = $(FUZZER_MAIN) src/libnet.a src/libloop.a src/libbase.a
tests_fuzz_fuzz_feed_SOURCES = tests/fuzz/fuzz-feed.c
tests_fuzz_fuzz_feed_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_fuzz_feed_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_feed_LDADD = $(FUZZER_MAIN) src/libmarkup.a src/libtext.a src/libbase.a $(XML_LIBS) $(JANSSON_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz-html.c
tests_fuzz_fuzz_html_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_fuzz_html_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_html_LDADD = $(FUZZER_MAIN) src/libmarkup.a src/libtext.a src/libbase.a $(XML_LIBS) $(JANSSON_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_input_SOURCES = tests/fuzz/fuzz-input.c
tests_fuzz_fuzz_input_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_input_LDADD = $(FUZZER_MAIN) src/libterm.a src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_import_SOURCES = tests/fuzz/fuzz-import.c
tests_fuzz_fuzz_import_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_import_LDADD = $(FUZZER_MAIN) src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_layout_SOURCES = tests/fuzz/fuzz-layout.c
tests_fuzz_fuzz_layout_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_layout_LDADD = $(FUZZER_MAIN) src/liblayout.a src/libdoc.a src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_linebreak_SOURCES = tests/fuzz/fuzz-linebreak.c
tests_fuzz_fuzz_linebreak_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_linebreak_LDADD = $(FUZZER_MAIN) src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_message_SOURCES = tests/fuzz/fuzz-message.c
tests_fuzz_fuzz_message_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_message_LDADD = $(FUZZER_MAIN) src/libnet.a src/libtext.a src/libloop.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_page_SOURCES = tests/fuzz/fuzz-page.c
tests_fuzz_fuzz_page_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_fuzz_page_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_page_LDADD = $(FUZZER_MAIN) src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_papers_SOURCES = tests/fuzz/fuzz-papers.c
tests_fuzz_fuzz_papers_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_papers_LDADD = $(FUZZER_MAIN) src/libsync.a src/libstore.a src/libtext.a src/libbase.a \
	$(SQLITE_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_recipe_SOURCES = tests/fuzz/fuzz-recipe.c
tests_fuzz_fuzz_recipe_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_fuzz_recipe_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_recipe_LDADD = $(FUZZER_MAIN) src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_reply_SOURCES = tests/fuzz/fuzz-reply.c
tests_fuzz_fuzz_reply_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_fuzz_reply_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_reply_LDADD = $(FUZZER_MAIN) src/libmarkup.a src/libtext.a src/libbase.a $(XML_LIBS) $(JANSSON_LIBS) $(ICU_LIBS)
tests_fuzz_fuzz_url_SOURCES = tests/fuzz/fuzz-url.c
tests_fuzz_fuzz_url_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_url_LDADD = $(FUZZER_MAIN) src/libtext.a src/libbase.a $(ICU_LIBS)
tests_fuzz_fuzz_search_SOURCES = tests/fuzz/fuzz-search.c
tests_fuzz_fuzz_search_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_search_LDADD = $(FUZZER_MAIN) $(STORE_ROWS) $(STORE_LIBS)
