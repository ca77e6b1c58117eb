#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The reader on terminals that speak other encodings: the same screens, cell by cell.
. "$srcdir/tests/cli/lib.sh"
. "$srcdir/tests/locales.sh"
start_paper
mainland=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml
taiwan=http://www.rongwan.example/wh/20160603/lao-jie-mu-ou-xi.shtml
export TERM=xterm-256color XDG_CACHE_HOME="$work/cache" XDG_DATA_HOME="$work/data"

show() { # FILE LOCALE CODESET WIDTH OPTION ARTICLE STEP...
	file=$1 in=$2 codeset=$3 width=$4 option=$5 address=$6
	shift 6
	rm -rf "$XDG_CACHE_HOME"
	LC_ALL=$in "$builddir/tests/screens/rows" "$codeset" "$width" "$@" \
		-- "$baolan" $option "$address" >"$work/$file" 2>"$work/err"
}

# What is shown in UTF-8 on a terminal of the same widths.
same_screens() { # LOCALE ARTICLE SED STEP...
	in_locale=$1 article=$2 change=$3
	shift 3
	show expected C.UTF-8 UTF-8 wide --ambiguous=2 "$article" "$@" || cat "$work/err"
	sed "$change" "$work/expected" >"$work/changed"
	if ! show rows "$in_locale" "${in_locale#*.}" wide --script=as-is "$article" "$@"; then
		cat "$work/err" "$work/rows" >"$work/why"
		flunk "$in_locale: the screen" "$work/why"
	elif diff "$work/changed" "$work/rows" >"$work/why"; then
		pass "$in_locale: the screen"
	else
		flunk "$in_locale: the screen" "$work/why"
	fi
}

for locale in zh_CN.GB18030 zh_CN.GBK zh_CN.GB2312; do
	if ! has_locale $locale; then
		tests=$((tests + 1))
		echo "ok $tests # SKIP localedef makes no $locale here"
		continue
	fi
	change=
	[ $locale != zh_CN.GB2312 ] || change='s/—/―/g; s/·/・/g'
	same_screens $locale $mainland "$change" wait=三百支 gone=loading
	same_screens $locale $mainland "$change" wait=三百支 gone=loading \
		"keys= " "wait=%"
	# What is typed is decoded, and found.
	same_screens $locale $mainland "$change" wait=三百支 gone=loading \
		keys=/ 'keys=红袖标
' 'wait=Place 1 of'
done
for locale in zh_TW.BIG5 zh_TW.EUC-TW; do
	if ! has_locale $locale; then
		tests=$((tests + 1))
		echo "ok $tests # SKIP localedef makes no $locale here"
		continue
	fi
	same_screens $locale $taiwan '' wait=木偶 gone=loading
done

# Nothing but ASCII.
if show rows C ASCII narrow --script=as-is $mainland 'wait=san bai zhi' gone=loading; then
	pass 'C: the screen is ASCII'
else
	cat "$work/err" "$work/rows" >"$work/why"
	flunk 'C: the screen is ASCII' "$work/why"
fi
show expected C.UTF-8 UTF-8 narrow --pinyin=plain $mainland 'wait=san bai zhi' gone=loading
if diff "$work/expected" "$work/rows" >"$work/why"; then
	pass 'C: spelled as in pinyin without tones'
else
	flunk 'C: spelled as in pinyin without tones' "$work/why"
fi

# The keys that turn through them.
has() { # TEXT NAME
	if grep -qF -e "$1" "$work/rows"; then pass "$2"; else flunk "$2" "$work/rows"; fi
}
show rows C.UTF-8 UTF-8 narrow --ambiguous=1 $mainland wait=三百支 gone=loading \
	keys=z 'wait=Simplified characters' keys=z wait=鄰里
has 平安榕灣 'z: Traditional'
show rows C.UTF-8 UTF-8 narrow --ambiguous=1 $taiwan wait=木偶 gone=loading \
	keys=z wait=木偶街上的最后一盏戏灯
has 木偶街上的最后一盏戏灯 'z: Simplified'
show rows C.UTF-8 UTF-8 narrow --ambiguous=1 $mainland wait=三百支 gone=loading \
	keys=Z 'wait=píng ān róng wān' keys=Z 'gone=平' keys=Z 'wait=ping an rong wan'
has 'ping an rong wan' 'Z: pinyin under, instead, without tones'
show rows C.UTF-8 UTF-8 narrow --ambiguous=1 $mainland wait=三百支 gone=loading \
	'keys= ' wait=被划成12格 keys=Z 'wait=zhe yī zhāng wǎng gé tú'
has '被  划  成' 'Z: the reader stays at the same place'
