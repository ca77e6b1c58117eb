#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The sample articles in locales of other encodings: right bytes, right columns.
. "$srcdir/tests/cli/lib.sh"
. "$srcdir/tests/locales.sh"
start_paper
mainland=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml
taiwan=http://www.rongwan.example/wh/20160603/lao-jie-mu-ou-xi.shtml

skip() {
	tests=$((tests + 1))
	echo "ok $tests # SKIP $1"
}

# The same text that UTF-8 locales get, on terminals that draw these marks wide.
expect() { # ARTICLE OPTION...
	article=$1
	shift
	"$baolan" read --ambiguous=2 --width 60 "$@" "$article" >"$work/expected"
}

# Reads the article in a locale; what came out is in out, and in UTF-8 in back.
read_in() { # LOCALE ARTICLE
	LC_ALL=$1 run read --width 60 "$2"
	exits 0 "$1: an article is read"
	if iconv -f "${1#*.}" -t UTF-8 "$work/out" >"$work/back" 2>>"$work/err"; then
		pass "$1: all bytes are of the encoding"
	else
		flunk "$1: all bytes are of the encoding" "$work/err"
	fi
	rows_are_within "$1" 60
}

# Other papers' titles have characters that GBK has not.
without_related() { # FILE...
	for file; do
		sed '/^Related stories/,$d' "$file" >"$work/article"
		mv "$work/article" "$file"
	done
}

same_text() { # NAME
	if cmp -s "$work/expected" "$work/back"; then
		pass "$1"
	else
		diff "$work/expected" "$work/back" >"$work/why"
		flunk "$1" "$work/why"
	fi
}

# Where each byte of these encodings is a cell, rows are as long as their bytes; two
# cells past the measure may hang.
rows_are_within() { # LOCALE WIDTH
	case $1 in *GBK | *GB2312 | *BIG5 | C) ;; *) return ;; esac
	if LC_ALL=C awk -v w="$2" 'length($0) > w + 2 { print; bad = 1 } END { exit bad }' \
		"$work/out" >"$work/why"; then
		pass "$1: no row is longer than the page is wide"
	else
		flunk "$1: no row is longer than the page is wide" "$work/why"
	fi
}

for locale in zh_CN.GB18030 zh_CN.GBK zh_CN.GB2312; do
	if ! has_locale $locale; then
		skip "localedef makes no $locale here"
		continue
	fi
	expect "$mainland"
	read_in $locale "$mainland"
	case $locale in *GB2312)
		sed 's/—/―/g; s/·/・/g' "$work/expected" >"$work/changed"
		mv "$work/changed" "$work/expected"
		cp "$work/back" "$work/out"
		says '木偶街上的最后一盏戏灯' "$locale: Traditional becomes Simplified"
		;;
	esac
	case $locale in *GBK | *GB2312)
		cp "$work/back" "$work/out"
		says 'hóng 鱼' "$locale: a character that is missing is spelled"
		without_related "$work/expected" "$work/back"
		;;
	esac
	same_text "$locale: the same text in the same columns"
done

for locale in zh_TW.BIG5 zh_TW.EUC-TW; do
	if ! has_locale $locale; then
		skip "localedef makes no $locale here"
		continue
	fi
	expect "$taiwan"
	read_in $locale "$taiwan"
	same_text "$locale: the same text in the same columns"
	read_in $locale "$mainland"
	cp "$work/back" "$work/out"
	says '三百支鄰里巡防隊點亮夜歸路' "$locale: Simplified becomes Traditional"
	keeps_quiet '?' "$locale: and nothing is lost"
done

expect "$mainland" --pinyin=plain
LC_ALL=C run read --width 60 "$mainland"
exits 0 'C: an article is read'
cp "$work/out" "$work/back"
if LC_ALL=C grep -q '[^ -~]' "$work/out"; then
	flunk 'C: all is ASCII' "$work/out"
else
	pass 'C: all is ASCII'
fi
rows_are_within C 60
same_text 'C: the text is spelled'

# Nobody named a locale: UTF-8 is what terminals are.
unset LC_ALL
env -u LANG -u LC_CTYPE "$baolan" read --width 60 "$mainland" >"$work/out"
says '榕湾晚报' 'without a locale it is UTF-8'
export LC_ALL=C.UTF-8

"$baolan" read --json "$mainland" >"$work/expected"
LC_ALL=C "$baolan" read --json "$mainland" >"$work/back"
same_text 'JSON is UTF-8 in every locale'
"$baolan" read --markdown "$mainland" >"$work/expected"
LC_ALL=C "$baolan" read --markdown "$mainland" >"$work/back"
same_text 'and so is Markdown'

run read --script=traditional --width 60 "$mainland"
says '平安榕灣 共建共享' '--script=traditional'
LC_ALL=C.UTF-8 run read --script=simplified --width 60 "$taiwan"
says '三代人守住一台提线木偶戏' '--script=simplified'
run read --script=cyrillic "$mainland"
exits 2 'a script that does not exist is wrong usage'
complains 'script takes as-is|simplified|traditional, not cyrillic' 'and says which do'
run read --pinyin=under --width 60 "$mainland"
says 'píng ān róng wān' '--pinyin=under'
says '平   安' 'with its characters above'
run list --pinyin=plain http://www.rongwan.example/fzxw/
says 'san bai zhi lin li xun fang dui' 'lists are spelled too'
mkdir -p "$XDG_CONFIG_HOME/baolan"
echo 'script = traditional' >"$XDG_CONFIG_HOME/baolan/config"
run read --width 60 "$mainland"
says '平安榕灣' 'and by the settings'
rm -r "$XDG_CONFIG_HOME"

if has_locale zh_CN.GBK; then
	gbk() { printf %s "$1" | iconv -f UTF-8 -t GBK; }
	LC_ALL=zh_CN.GBK run react --json "$mainland" "$(gbk 鼓掌)"
	exits 0 'a word of the command line is decoded'
	LC_ALL=zh_CN.GBK run react "$mainland" "$(gbk 没有的心情)"
	iconv -f GBK -t UTF-8 "$work/err" >"$work/out"
	says '"没有的心情" is none' 'and complaints are encoded'
	LC_ALL=zh_CN.GBK LANGUAGE=zh_CN run --help
	iconv -f GBK -t UTF-8 "$work/out" >"$work/back" &&
		mv "$work/back" "$work/out"
	says 'baolan read' 'and so is the help'
	page="$work/$(gbk 报纸).html"
	"$baolan" get "$mainland" >"$page"
	LC_ALL=zh_CN.GBK run read --base "$mainland" "$page"
	exits 0 'names of files are bytes'
fi
