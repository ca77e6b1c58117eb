BENCH_TOOLS = tests/bench/bench-store tests/bench/bench-process tests/bench/bench-layout tests/bench/bench-pipeline \
	tests/bench/bench-extract tests/bench/make-page tests/bench/make-feeds tests/bench/measure tests/bench/bench-keys
EXTRA_PROGRAMS += $(BENCH_TOOLS)
CLEANFILES += $(BENCH_TOOLS)
EXTRA_DIST += tests/bench/bench.sh tests/bench/bench-refresh.sh tests/bench/bench-extract.sh \
	tests/bench/extract-node.cjs tests/bench/extract-python.py

tests_bench_bench_process_SOURCES = tests/bench/bench-process.c
tests_bench_make_page_SOURCES = tests/bench/make-page.c
tests_bench_bench_pipeline_SOURCES = tests/bench/bench-pipeline.c
tests_bench_bench_pipeline_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_bench_bench_pipeline_LDADD = src/libextract.a src/liblayout.a $(EXTRACT_ROWS) $(EXTRACT_LIBS)
tests_bench_bench_extract_SOURCES = tests/bench/bench-extract.c
tests_bench_bench_extract_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_bench_bench_extract_LDADD = src/libextract.a $(EXTRACT_ROWS) $(EXTRACT_LIBS)
tests_bench_bench_layout_SOURCES = tests/bench/bench-layout.c
tests_bench_bench_layout_LDADD = $(LAYOUT_ROWS) $(ICU_LIBS)
tests_bench_make_feeds_SOURCES = tests/bench/make-feeds.c
tests_bench_measure_SOURCES = tests/bench/measure.c
tests_bench_bench_keys_SOURCES = tests/bench/bench-keys.c \
	tests/screens/session.c tests/screens/session.h \
	tests/screens/terminal.c tests/screens/terminal.h
tests_bench_bench_keys_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_bench_bench_keys_LDADD = src/libbase.a $(VTERM_LIBS)
tests_bench_bench_store_SOURCES = tests/bench/bench-store.c
tests_bench_bench_store_LDADD = $(STORE_ROWS) $(STORE_LIBS)
