# The sample paper: fixture of the tests, and the demo.
if TESTS_BUILD
noinst_PROGRAMS += tests/paper/paper
tests_paper_paper_SOURCES = \
	tests/paper/article-file.c \
	tests/paper/article.c tests/paper/article.h \
	tests/paper/body-styles.c \
	tests/paper/body.c tests/paper/body.h \
	tests/paper/channels.c \
	tests/paper/control.c \
	tests/paper/deliver.c \
	tests/paper/faults.c \
	tests/paper/feeds.c \
	tests/paper/fields.c \
	tests/paper/files.c tests/paper/files.h \
	tests/paper/json.c \
	tests/paper/main.c \
	tests/paper/mood-changyan.c \
	tests/paper/mood-phpcms.c \
	tests/paper/mood.c tests/paper/mood.h \
	tests/paper/pages.c \
	tests/paper/paper.h \
	tests/paper/picture.c \
	tests/paper/rank.c tests/paper/rank.h \
	tests/paper/reply.c \
	tests/paper/routes.c \
	tests/paper/sections.c \
	tests/paper/server.c tests/paper/server.h \
	tests/paper/slots.c \
	tests/paper/template.c tests/paper/template.h \
	tests/paper/widget-replies.c tests/paper/widget-tables.c \
	tests/paper/widget.c tests/paper/widget.h
tests_paper_paper_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) -pthread
tests_paper_paper_LDADD = src/libbase.a $(MICROHTTPD_LIBS)

check_PROGRAMS += tests/paper/test-paper
TESTS += tests/paper/test-paper
tests_paper_test_paper_SOURCES = tests/paper/test-paper.c
tests_paper_test_paper_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(MICROHTTPD_CFLAGS)
tests_paper_test_paper_LDADD = src/libbase.a $(CMOCKA_LIBS) $(MICROHTTPD_LIBS)
endif

EXTRA_DIST += tests/paper/README tests/paper/articles tests/paper/templates
