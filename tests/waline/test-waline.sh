#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A real Waline server on loopback: its moods are shown, one is cast and taken back,
# and its refusal of an unknown Referer is told.  npm fetches it into a folder of the
# build ($BAOLAN_WALINE names another, which builds can share), once.

version=1.39.3
folder=${BAOLAN_WALINE:-$builddir/tests/waline/server}
npm_seconds=240
server_seconds=120

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

command -v node >/dev/null 2>&1 || skip_all 'no node here: a real Waline is not tried'
command -v npm >/dev/null 2>&1 || skip_all 'no npm here: a real Waline is not tried'

# Complete or not there at all, whoever else installs it meanwhile.
install() {
	[ ! -e "$folder/node_modules/@waline/vercel" ] || return 0
	draft=$folder.$$
	mkdir -p "$draft" || return
	if timeout "$npm_seconds" npm install --prefix "$draft" --cache "$draft/cache" \
		--ignore-scripts --no-audit --no-fund --loglevel=error \
		"@waline/vercel@$version" >"$draft/log" 2>&1; then
		rm -rf "$draft/cache"
		mkdir -p "$(dirname "$folder")"
		mv -T "$draft" "$folder" 2>/dev/null || rm -rf "$draft"
		[ -e "$folder/node_modules/@waline/vercel" ]
		return
	fi
	tail -n 5 "$draft/log" | sed 's/^/# npm: /'
	rm -rf "$draft"
	return 1
}

install || skip_all 'npm could not fetch Waline (no network?): it is not tried'

. "$srcdir/tests/cli/lib.sh"
export XDG_DATA_HOME="$work/data" no_proxy='*'

# NAME DOMAINS: the address is in $address.  It ends when its input does: with the next
# one, with this script, and in any case after a while.
start_waline() {
	mkfifo "$work/$1.in" "$work/$1.out"
	SECURE_DOMAINS=$2 timeout "$server_seconds" node "$srcdir/tests/waline/run.js" "$folder" \
		<"$work/$1.in" >"$work/$1.out" 2>"$work/$1.log" &
	server=$!
	exec 9>"$work/$1.in"
	address=
	read -r address <"$work/$1.out" || true
	if [ -z "$address" ]; then
		flunk "Waline starts ($1)" "$work/$1.log"
		exit 1
	fi
	pass "Waline starts ($1)"
}

start_waline open ''
story=$address/post/1.html

run react --json "$story"
exits 0 'its moods are shown'
holds protocol waline 'the page is recognised'
holds 'moods[1].token' reaction1 'the moods have their tokens'
holds 'moods[1].count' 0 'and their counts'

run react --json "$story" 2
exits 0 'a cast works'
holds 'moods[1].count' 1 'it is counted'
holds mine reaction1 'it is shown as the own choice'

run react --json "$story"
holds 'moods[1].count' 1 'the server has it'
holds 'moods[0].count' 0 'and no other'
holds mine reaction1 'a later visit shows the choice'

run react "$story" 1
exits 1 'there is no second cast'

run react --undo --json "$story"
exits 0 'it can be taken back'
holds 'moods[1].count' 0 'then it does not count'
holds mine null 'and is no choice any more'

run react --json "$story"
holds 'moods[1].count' 0 'the server has it no more'

run react --json "$story" 1
exits 0 'then another one can be cast'
holds 'moods[0].count' 1 'and counts'

start_waline guarded some.where.example
story=$address/post/1.html
run react --json "$story"
exits 0 'a page whose server refuses us is still shown'
complains 'Forbidden' 'with the reason'
run react "$story" 1
exits 1 'a cast is refused for its Referer'
if grep -q Forbidden "$work/err"; then
	pass 'in the words of the server'
else
	flunk 'in the words of the server' "$work/err"
fi
run react --mine
says refused 'the journal has it as refused'
