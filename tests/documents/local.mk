check_PROGRAMS += tests/documents/test-documents
TESTS += tests/documents/test-documents
tests_documents_test_documents_SOURCES = tests/documents/test-documents.c
tests_documents_test_documents_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_documents_test_documents_LDADD = \
	src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS)
check_PROGRAMS += tests/documents/test-lists
TESTS += tests/documents/test-lists
tests_documents_test_lists_SOURCES = tests/documents/test-lists.c \
	tests/documents/list-items.h
tests_documents_test_lists_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_documents_test_lists_LDADD = $(tests_documents_test_documents_LDADD)
LIST_PAGES = \
	tests/documents/lists/a-cards \
	tests/documents/lists/a-channel \
	tests/documents/lists/a-dedecms \
	tests/documents/lists/a-empire \
	tests/documents/lists/a-front \
	tests/documents/lists/a-local \
	tests/documents/lists/a-party-paper \
	tests/documents/lists/a-phpcms \
	tests/documents/lists/a-portal \
	tests/documents/lists/a-table-2003 \
	tests/documents/lists/a-taiwan \
	tests/documents/lists/b-channel \
	tests/documents/lists/b-cmstop \
	tests/documents/lists/b-dedecms \
	tests/documents/lists/b-discuz \
	tests/documents/lists/b-english \
	tests/documents/lists/b-epaper \
	tests/documents/lists/b-front \
	tests/documents/lists/b-hongkong \
	tests/documents/lists/b-portal \
	tests/documents/lists/b-script-tabs \
	tests/documents/lists/b-table-channel \
	tests/documents/lists/c-dl-tabs \
	tests/documents/lists/c-paper-front \
	tests/documents/lists/c-table-rank \
	tests/documents/lists/c-tw-channel \
	tests/documents/lists/c-youth
EXTRA_DIST += $(LIST_PAGES:=.html) $(LIST_PAGES:=.lists)
GOLDEN_DOCUMENTS = \
	tests/documents/account-article \
	tests/documents/big5-daily \
	tests/documents/block-data \
	tests/documents/blog \
	tests/documents/blog-2006 \
	tests/documents/channel \
	tests/documents/channel-summaries \
	tests/documents/city-paper \
	tests/documents/cmstop-theme \
	tests/documents/dedecms-theme \
	tests/documents/discuz-portal \
	tests/documents/discuz-thread \
	tests/documents/div-soup \
	tests/documents/empirecms-theme \
	tests/documents/english-daily \
	tests/documents/english-split \
	tests/documents/finance-table \
	tests/documents/gov-notice \
	tests/documents/hard-wrapped \
	tests/documents/hexo-blog \
	tests/documents/hk-daily \
	tests/documents/hk-magazine \
	tests/documents/initial-state \
	tests/documents/interview \
	tests/documents/json-ld-body \
	tests/documents/local-br \
	tests/documents/magazine-split \
	tests/documents/next-data \
	tests/documents/nuxt-state \
	tests/documents/paper-signature \
	tests/documents/party-epaper \
	tests/documents/party-trs \
	tests/documents/phpcms-theme \
	tests/documents/poem-page \
	tests/documents/portal-2012 \
	tests/documents/portal-gallery \
	tests/documents/portal-mobile \
	tests/documents/pre-1999 \
	tests/documents/script-carried \
	tests/documents/short-news \
	tests/documents/table-2003-ad \
	tests/documents/tables-2003 \
	tests/documents/three-line-headline \
	tests/documents/tw-local \
	tests/documents/tw-mingguo \
	tests/documents/tw-wire \
	tests/documents/wire-dispatch \
	tests/documents/wordpress-theme
EXTRA_DIST += $(GOLDEN_DOCUMENTS:=.html) $(GOLDEN_DOCUMENTS:=.txt) \
	tests/documents/phpcms-theme.ini
