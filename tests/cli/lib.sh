# SPDX-License-Identifier: GPL-3.0-or-later
# What the command-line tests share: TAP, and the sample paper on loopback as the
# proxy of its own host names.  Sourced; $srcdir and $builddir come from the Makefile.

baolan=$builddir/src/baolan
work=$(mktemp -d)
export HOME="$work/home" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data"
export XDG_CACHE_HOME="$work/cache"
export BAOLAN_NOW=1465203600 # 2016-06-06 17:00 in the paper's city
tests=0
server=

# Ends what was started, and says how many tests there were.
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
	echo "1..$tests"
}
trap finish EXIT

pass() {
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

flunk() { # NAME FILE: what went wrong
	tests=$((tests + 1))
	echo "not ok $tests - $1"
	head -n 40 "$2" | sed 's/^/# /'
}

# The paper says its address once it listens, or closes the pipe when it can't.
start_paper() {
	mkfifo "$work/address"
	"$builddir/tests/paper/paper" --port 0 --data "$srcdir/tests/paper" \
		--log "$work/requests" >"$work/address" 2>"$work/paper.log" &
	server=$!
	if ! read -r http_proxy <"$work/address"; then
		flunk 'the sample paper starts' "$work/paper.log"
		exit 1
	fi
	export http_proxy
}

# Runs baolan; output, complaints and status are kept for the checks below.
run() {
	status=0
	"$baolan" "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
}

exits() { # STATUS NAME
	if [ "$status" -eq "$1" ]; then
		pass "$2"
	else
		echo "exit status $status, not $1" >>"$work/err"
		flunk "$2" "$work/err"
	fi
}

says() { # TEXT NAME: on standard output
	if grep -qF -e "$1" "$work/out"; then pass "$2"; else flunk "$2" "$work/out"; fi
}

keeps_quiet() { # TEXT NAME: not on standard output
	if grep -qF -e "$1" "$work/out"; then flunk "$2" "$work/out"; else pass "$2"; fi
}

complains() { # TEXT NAME: one line on standard error
	if [ "$(wc -l <"$work/err")" -eq 1 ] && grep -qF -e "$1" "$work/err"; then
		pass "$2"
	else
		flunk "$2" "$work/err"
	fi
}

requests() { # PATTERN: how many requests the paper saw
	grep -cE -e "$1" "$work/requests" || true
}

counts() { # NUMBER PATTERN NAME
	seen=$(requests "$2")
	if [ "$seen" -eq "$1" ]; then
		pass "$3"
	else
		echo "$seen requests, not $1" >"$work/why"
		flunk "$3" "$work/why"
	fi
}

holds() { # PATH VALUE NAME: the JSON on standard output has this value there
	got=$("$builddir/tests/cli/json-get" "$1" <"$work/out" 2>&1) || true
	if [ "$got" = "$2" ]; then
		pass "$3"
	else
		printf '%s\n' "$1 is: $got" "not: $2" >"$work/why"
		flunk "$3" "$work/why"
	fi
}
