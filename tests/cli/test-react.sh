#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# baolan react: exactly one request a cast, and a sentence for each refusal.
. "$srcdir/tests/cli/lib.sh"
export XDG_DATA_HOME="$work/data"
start_paper
emoji=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml

control() {
	"$baolan" get "http://www.rongwan.example/control?$1" >/dev/null
}

# One cast an article and person: each of these is another person's.
forget() {
	rm -rf "$XDG_DATA_HOME"
}

# protocol, article, what a cast's request looks like
suite() {
	name=$1 article=$2 cast=$3
	control reset
	forget
	before=$(requests "$cast")

	run react --json "$article"
	exits 0 "$name: the moods are shown"
	holds 'moods[0].label' 鼓掌 "$name: with labels"
	first=$("$builddir/tests/cli/json-get" 'moods[0].count' <"$work/out")
	counts "$before" "$cast" "$name: showing casts nothing"

	run react --json "$article" 鼓掌
	exits 0 "$name: a cast works"
	holds 'moods[0].count' $((first + 1)) "$name: the count rose by one"
	holds mine "$("$builddir/tests/cli/json-get" 'moods[0].token' <"$work/out")" \
		"$name: the own choice is shown"
	counts $((before + 1)) "$cast" "$name: by one request"

	run react "$article" 1
	exits 1 "$name: there is no second cast"
	complains 'You have chosen already: 鼓掌' "$name: and it is told why"
	counts $((before + 1)) "$cast" "$name: without a request"

	run react "$article" 没有的心情
	exits 2 "$name: an unknown mood is wrong usage"
	counts $((before + 1)) "$cast" "$name: and sends nothing"

	sent=$((before + 1))
	while read -r fault words; do
		control "mood-fault=$fault"
		forget
		run react "$article" 1
		sent=$((sent + 1))
		exits 1 "$name: $fault fails"
		complains "$words" "$name: $fault is told"
		counts "$sent" "$cast" "$name: $fault is not repeated"
	done <<-EOF
		once 已
		closed 关闭
		login 登录
		drop may have been counted
		lost may have been counted
		cut may have been counted
		garbled may have been counted
		html may have been counted
		empty may have been counted
		error may have been counted
		redirect may have been counted
	EOF
	control reset
}

suite changyan "$emoji" '/api/labs/emoji/support'
suite phpcms http://www.rongwan.example/ms/20160604/hai-xian-shi-chang.shtml "a=post"
