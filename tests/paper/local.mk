# The sample paper: fixture of the tests, and the demo.
if TESTS_BUILD
noinst_PROGRAMS += tests/paper/paper
tests_paper_paper_SOURCES = \
	tests/paper/articles.c tests/paper/articles.h \
	tests/paper/body.c tests/paper/body.h \
	tests/paper/channels.c \
	tests/paper/control.c \
	tests/paper/deliver.c \
	tests/paper/faults.c \
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
	tests/paper/template.c tests/paper/template.h
tests_paper_paper_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) -pthread
tests_paper_paper_LDADD = src/libbase.a $(MICROHTTPD_LIBS)
endif

EXTRA_DIST += tests/paper/README tests/paper/articles tests/paper/templates
