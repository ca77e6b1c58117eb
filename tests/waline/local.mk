# A real server, where npm can fetch one.
dist_check_SCRIPTS += tests/waline/test-waline.sh
TESTS += tests/waline/test-waline.sh
EXTRA_DIST += tests/waline/run.js
clean-local: clean-waline
clean-waline:
	rm -rf tests/waline/server tests/waline/server.*
.PHONY: clean-waline
