check_PROGRAMS += tests/cli/json-get tests/cli/kill-at
tests_cli_kill_at_SOURCES = tests/cli/kill-at.c
tests_cli_json_get_SOURCES = tests/cli/json-get.c
tests_cli_json_get_LDADD = src/libmarkup.a src/libtext.a src/libbase.a $(JANSSON_LIBS) $(XML_LIBS) $(ICU_LIBS)
tests_cli_json_get_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)

CLI_TESTS = \
	tests/cli/test-ambiguous.sh \
	tests/cli/test-cast-crash.sh \
	tests/cli/test-casts.sh \
	tests/cli/test-encodings.sh \
	tests/cli/test-get.sh \
	tests/cli/test-papers.sh \
	tests/cli/test-po.sh \
	tests/cli/test-rank.sh \
	tests/cli/test-react.sh \
	tests/cli/test-read.sh
dist_check_SCRIPTS += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
EXTRA_DIST += tests/cli/lib.sh
