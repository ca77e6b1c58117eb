#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# baolan's own rankings over all papers, and related stories of the store.
. "$srcdir/tests/cli/lib.sh"
export XDG_DATA_HOME="$work/data"
start_paper
site=http://www.rongwan.example
article=$site/fzxw/20160606/ping-an-xun-fang.shtml
mkdir -p "$work/feeds" "$XDG_CONFIG_HOME/baolan"

feed() { # NAME TITLE...: a feed of a paper of that name, all of this morning
	name=$1
	shift
	{
		echo "<rss version=\"2.0\"><channel><title>$name</title>"
		n=0
		for title in "$@"; do
			n=$((n + 1))
			echo "<item><title>$title</title>" \
				"<link>http://$name.example/$n.html</link>" \
				"<pubDate>Mon, 06 Jun 2016 06:0$n:00 GMT</pubDate></item>"
		done
		echo '</channel></rss>'
	} >"$work/feeds/$name.xml"
	echo "file://$work/feeds/$name.xml \"$name\"" >>"$XDG_CONFIG_HOME/baolan/papers"
}

run rank
exits 1 'without papers there is no ranking'
complains 'baolan refresh' 'and it is told what to do'
feed morning '榕湾地铁3号线今日开通试运营' '端午节粽子抽检结果公布' '推广：满减优惠来袭'
feed evening '榕湾地铁三号线今天上午开通试运营' '推广：夜市开张大酬宾' '老城区巡防队一年处置警情六百起'
feed weekly '榕湾地铁3号线正式开通试运营 全程票价7元' '推广：满减优惠又来袭'
run refresh
exits 0 'three papers'
run rank
exits 0 'the ranking of the day'
says '  1. ' 'has numbers'
says '(3)' 'tells how many papers have a story'
keeps_quiet 'new' 'and nothing is new without a snapshot'
run rank --json week
holds '[0].period' week 'the ranking of the week'
holds '[0].items[0].papers' 3 'has the story of three papers first'
says http://weekly.example/1.html 'with its members'
holds '[0].compared' null 'compared with nothing'
echo 'kill 推广' >"$XDG_CONFIG_HOME/baolan/rules"
echo 'highlight 粽子' >>"$XDG_CONFIG_HOME/baolan/rules"
run rank
keeps_quiet 推广 'what rules kill is not in it'
says '+ 端午节粽子' 'what they highlight is marked'

feed late '端午节粽子抽检结果今日公布' '端午龙舟赛周四鸣锣'
export BAOLAN_NOW=1465246800 # 2016-06-07 05:00 there
run refresh
run rank week
says ' 1. =' 'on the next day one sees what stayed'
says ' 2. +' 'what rose'
says 'new ' 'and what is new'
run rank year
exits 1 'no period, and no file of that name'

run related "$article"
exits 0 'related stories'
keeps_quiet 'From your papers' 'of a page that names enough'
run related --papers "$article"
says '老城区巡防队一年处置警情六百起' 'also from the papers'
says 'From your papers' 'under a heading of their own'
says 'evening' 'with the name of the paper'
run related --json --papers "$article"
says http://evening.example/3.html 'as JSON too'

run react "$article"
run rank --mood 愤怒 --json
exits 0 'articles by mood'
holds '[0].url' "$article" 'those that were opened'
holds '[0].mood' 愤怒 'with the mood'
run rank --mood 无聊
exits 1 'a mood that nobody had'
complains 鼓掌 'and the moods there were'
