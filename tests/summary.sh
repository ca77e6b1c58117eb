#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Counts every assertion of the last `make check` below a build folder; fails
# when one failed, or when none was made.
# usage: summary.sh BUILD-FOLDER
find "$1/tests" -name '*.trs' -exec cat {} + | awk '
	/^:test-result: (PASS|XFAIL)/ { passed++ }
	/^:test-result: (FAIL|XPASS|ERROR)/ { failed++ }
	/^:test-result: SKIP/ { skipped++; sub(/^:test-result: /, ""); print }
	END {
		printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
		exit failed > 0 || passed == 0
	}'
