check_PROGRAMS += tests/documents/test-documents
TESTS += tests/documents/test-documents
tests_documents_test_documents_SOURCES = tests/documents/test-documents.c
tests_documents_test_documents_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_documents_test_documents_LDADD = \
	src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a \
	$(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS)
GOLDEN_DOCUMENTS = \
	tests/documents/big5-daily \
	tests/documents/blog \
	tests/documents/channel \
	tests/documents/channel-summaries \
	tests/documents/city-paper \
	tests/documents/div-soup \
	tests/documents/english-split \
	tests/documents/phpcms-theme \
	tests/documents/script-carried \
	tests/documents/tables-2003
EXTRA_DIST += $(GOLDEN_DOCUMENTS:=.html) $(GOLDEN_DOCUMENTS:=.txt) \
	tests/documents/phpcms-theme.ini
