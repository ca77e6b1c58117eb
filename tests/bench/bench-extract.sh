#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The general extractor beside Readability.js and readability-lxml on the same pages:
# the scorer's rows where the corpus of real pages is there, and the time of reading
# all pages in one process.  What is not installed is named and left out.
# usage: bench-extract.sh SOURCE-FOLDER BUILD-FOLDER
set -eu
here=$1/tests/bench
build=$2
corpus=${BAOLAN_CORPUS:-$1/../shared/corpus}
scorer=$corpus/../tools/score_articles.py
modules=$build/tests/bench/node
rounds=2

absent() { # WHAT
	echo "  $1 is not installed" >&2
}

# Readability.js and two DOMs for it, into the build folder.
have_node() {
	command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || return 1
	[ ! -d "$modules/node_modules/jsdom" ] || return 0
	mkdir -p "$modules"
	npm install --silent --no-audit --no-fund --prefix "$modules" \
		@mozilla/readability linkedom jsdom >/dev/null 2>&1
}

# The interpreter that has Debian's python3-readability; others may come first.
python_with_readability() {
	for python in python3 /usr/bin/python3; do
		if "$python" -c 'import readability, lxml' 2>/dev/null; then
			echo "$python"
			return
		fi
	done
}

node_command=
python_command=
! have_node || node_command="env NODE_PATH=$modules/node_modules node $here/extract-node.cjs"
python=$(python_with_readability)
[ -z "$python" ] || python_command="$python $here/extract-python.py"

each() { # FUNCTION: baolan and the peers that are here
	"$1" 'baolan' "$build/src/baolan read --json" "$build/tests/bench/bench-extract"
	for dom in jsdom linkedom; do
		[ -z "$node_command" ] || "$1" "Readability $dom" \
			"$node_command $dom" "$node_command $dom --time"
	done
	[ -z "$python_command" ] ||
		"$1" 'readability-lxml' "$python_command" "$python_command --time"
}

score() { # NAME COMMAND
	printf '  %-21s' "$1"
	python3 "$scorer" "$2" | sed -n 's/^ALL  *//p'
}

time_all() { # NAME COMMAND TIMER
	printf '  %-21s' "$1"
	# shellcheck disable=SC2086 # a command and its arguments
	$3 "$rounds" $pages
}

[ -n "$node_command" ] || absent 'node with npm (for Readability.js)'
[ -n "$python_command" ] || absent python3-readability
if [ -f "$scorer" ] && command -v python3 >/dev/null 2>&1; then
	pages=$(echo "$corpus"/zh-articles/pages/*.html)
	each score
else
	echo '  no corpus of real pages here: only times, of the golden documents'
	pages=$(echo "$1"/tests/documents/*.html)
fi
each time_all
