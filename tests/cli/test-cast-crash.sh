#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 at every step of a cast, from the first opening of the store to the end:
# whatever was sent stands in the journal, and nothing is ever sent twice.
. "$srcdir/tests/cli/lib.sh"
export XDG_DATA_HOME="$work/data"
start_paper
article=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml
cast='/api/labs/emoji/support'
killed=0 lost=0 twice=0 unsent=0 before_it=0 in_doubt=0 counted=0

state() { # in the journal; empty: there is no row
	"$baolan" react --mine --json >"$work/mine" 2>/dev/null </dev/null
	"$builddir/tests/cli/json-get" '[0].state' <"$work/mine" 2>/dev/null || true
}

note() { # WORDS: what went wrong
	echo "at step $step: $1 (state \"$state\", $sent sent)" >>"$work/why"
}

check() { # after the kill
	state=$(state)
	sent=$(($(requests "$cast") - before))
	case "$sent$state" in
	0) before_it=$((before_it + 1)) ;;
	0unknown | 1unknown) in_doubt=$((in_doubt + 1)) ;;
	1counted) counted=$((counted + 1)) ;;
	*) lost=$((lost + 1)) && note 'the journal is wrong' ;;
	esac
	"$baolan" react "$article" 1 >/dev/null 2>&1 </dev/null || true
	sent=$(($(requests "$cast") - before))
	[ "$sent" -le 1 ] || { twice=$((twice + 1)) && note 'sent twice'; }
	[ "$sent$state" != 0 ] || { unsent=$((unsent + 1)) && note 'can not be sent'; }
}

: >"$work/why"
"$baolan" read "$article" >/dev/null
"$baolan" react --mine 2>/dev/null
cp -R "$XDG_DATA_HOME" "$work/empty"
step=0
while :; do
	step=$((step + 1))
	rm -rf "$XDG_DATA_HOME"
	cp -R "$work/empty" "$XDG_DATA_HOME"
	before=$(requests "$cast")
	status=0
	"$builddir/tests/cli/kill-at" $step /news.db "$baolan" react "$article" 1 \
		>/dev/null 2>&1 </dev/null || status=$?
	[ $status -eq 0 ] || break
	killed=$((killed + 1))
	check
done
if [ $status -eq 77 ]; then
	pass 'kill -9 at every step # SKIP processes can not be traced here'
	exit 0
fi
echo "# $killed steps: killed before it was written down $before_it times, in doubt" \
	"$in_doubt times, counted $counted times"

none() { # NUMBER NAME
	if [ "$1" -eq 0 ]; then pass "$2"; else flunk "$2" "$work/why"; fi
}
none $((killed < 20)) 'there are many steps'
none $((in_doubt == 0 || before_it == 0 || counted == 0)) 'before, in and behind the cast'
none $lost 'no cast is missing in the journal'
none $twice 'none is sent twice'
none $unsent 'what was not written down can be sent later'
