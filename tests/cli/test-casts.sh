#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The journal of casts: what was cast is remembered, what could not be sent waits, and
# what may have been counted is not sent again.
. "$srcdir/tests/cli/lib.sh"
export XDG_DATA_HOME="$work/data"
start_paper
site=http://www.rongwan.example
article=$site/fzxw/20160606/ping-an-xun-fang.shtml
other=$site/ms/20160604/hai-xian-shi-chang.shtml
emoji='/api/labs/emoji/support' phpcms='a=post'

answer() { # ANSWER WORDS...: run with that on standard input
	reply=$1
	shift
	status=0
	echo "$reply" | "$baolan" "$@" >"$work/out" 2>"$work/err" || status=$?
}

run react --mine
exits 0 'at first there is nothing'
complains 'cast nothing yet' 'and that is told'
run react
exits 2 'react without an address is wrong usage'

run react "$article" 鼓掌
exits 0 'a cast'
run react --mine --json
holds '[0].state' counted 'is in the journal'
holds '[0].label' 鼓掌 'with the mood'
holds '[0].url' "$article" 'and the article'
holds '[0].chosen' 2016-06-06T09:00:00Z 'and when'
run react --json "$article"
holds mine "$("$builddir/tests/cli/json-get" 'moods[0].token' <"$work/out")" \
	'a later visit shows it'

run read "$other"
run react --offline "$other" 愤怒
exits 0 'offline the choice is kept'
says 'waits' 'and waits'
run react --queue --json
holds '[0].state' chosen 'the queue has it'
holds '[0].label' 愤怒 'with the mood'
counts 0 "$phpcms" 'nothing was sent'
run react "$other"
says 'waits to be sent' 'the article says so'
answer n react --queue
counts 0 "$phpcms" 'without a yes nothing is sent'
answer y react --queue
exits 0 'with a yes the queue is sent'
says 'Sent and counted: 愤怒' 'and told'
counts 1 "$phpcms" 'by one request'
answer y react --queue
counts 1 "$phpcms" 'and once only'

rm -rf "$work/data"
"$baolan" get "$site/control?mood-fault=lost" >/dev/null
before=$(requests "$emoji")
run react "$article" 1
exits 1 'a cast without an answer'
run react --mine --json
holds '[0].state' unknown 'is unknown'
"$baolan" get "$site/control?reset" >/dev/null
run react "$article" 1
exits 1 'and never sent again'
complains 'nobody knows' 'which is told'
counts $((before + 1)) "$emoji" 'one request left'

kept=$http_proxy
run read "$other"
export http_proxy=http://127.0.0.1:1
run react --offline "$other" 不存在
run react --queue --json
holds '[0].label' 不存在 'offline any word can wait'
export http_proxy="$kept"
answer y react --queue
exits 1 'but is not sent'
complains 'no mood "不存在"' 'when the page does not have it'
counts 1 "$phpcms" 'and nothing left'
