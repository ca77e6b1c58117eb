pkglibexec_PROGRAMS += src/baolan-fetch
src_baolan_fetch_SOURCES = \
	src/fetch/main.c \
	src/fetch/multi.h src/fetch/multi.c \
	src/fetch/resume.h src/fetch/resume.c \
	src/fetch/transfer.h src/fetch/transfer.c \
	src/fetch/why.h src/fetch/why.c
src_baolan_fetch_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS)
src_baolan_fetch_LDADD = src/libnet.a src/libloop.a src/libbase.a $(CURL_LIBS) $(LIBINTL)
