noinst_LIBRARIES += src/libworker.a
src_libworker_a_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
src_libworker_a_SOURCES = \
	include/baolan/worker/sandbox.h src/worker/sandbox.c \
	include/baolan/worker/worker.h src/worker/pool.c src/worker/pool.h \
	src/worker/crew.c \
	src/worker/death.h src/worker/death.c \
	src/worker/serve.h src/worker/serve.c \
	src/worker/zygote.h src/worker/zygote.c
