# Every test speaks TAP; automake's driver counts each assertion's result.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .sh
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = \
	export CMOCKA_MESSAGE_OUTPUT=TAP; \
	export LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC HOME=$(abs_top_builddir)/tests/home; \
	export XDG_CONFIG_HOME=$$HOME/config XDG_DATA_HOME=$$HOME/data XDG_CACHE_HOME=$$HOME/cache; \
	export srcdir='$(abs_top_srcdir)' builddir='$(abs_top_builddir)'; \
	unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY BAOLAN_LOG;

EXTRA_DIST += tests/locales.sh tests/summary.sh tests/lint.sh tests/check-layers.sh tests/layers \
	tests/read-file.h

TEST_LIBS = $(CMOCKA_LIBS)

include tests/documents/local.mk
include tests/unit/app.mk
include tests/unit/base.mk
include tests/unit/cache.mk
include tests/unit/doc.mk
include tests/unit/extract.mk
include tests/unit/layout.mk
include tests/unit/loop.mk
include tests/unit/markup.mk
include tests/unit/net.mk
include tests/unit/reaction.mk
include tests/unit/store.mk
include tests/unit/sync.mk
include tests/unit/term.mk
include tests/unit/text.mk
include tests/unit/view.mk
include tests/unit/worker.mk
include tests/waline/local.mk
