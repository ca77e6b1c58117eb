#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# baolan read, list, related, rank and get, against the sample paper.
. "$srcdir/tests/cli/lib.sh"
start_paper
article=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml

run read "$article"
exits 0 'an article is read'
says '平安榕湾 共建共享' 'its kicker is shown'
says '三百支邻里巡防队点亮夜归路' 'its headline is shown'
says '2016-06-06 08:49' 'its date is shown'
says '榕湾晚报' 'its source is shown'
says '一张网格图 把警力摆到家门口' 'its sub-headings are shown'
says '郑晚晴' 'its editor is shown'
for mood in 鼓掌 愤怒 开心 难过 惊讶 恐怖 点赞 蜡烛; do
	says "$mood" "the mood $mood is shown"
done
says '您看完此新闻的心情是' 'the question is shown'
says '木偶街上的最後一盞戲燈' 'a related story is shown'
keeps_quiet '分享到' 'what surrounds the article is not'

run read --json "$article"
exits 0 'read --json works'
holds kicker '平安榕湾 共建共享' 'kicker'
holds title '三百支邻里巡防队点亮夜归路 榕湾刑事警情连降五个月' 'title without the site'
holds published '2016-06-06T08:49:54+08:00' 'published with its zone'
holds source '榕湾晚报' 'source'
holds editor '郑晚晴' 'editor'
holds 'authors[0]' '林知夏' 'first author'
holds 'authors[1]' '陈望舒' 'second author'
holds 'rankings[0].period' day 'day ranking'
holds 'rankings[1].period' week 'week ranking'
holds 'rankings[2].period' month 'month ranking'
holds 'reactions.moods[7].label' 蜡烛 'eighth mood'
holds 'reactions.moods[0].count' 286 'count of the first'

run read --json http://www.rongwan.example/rwxw/20160605/di-tie-er-hao-xian.shtml
exits 0 'a split article is read'
holds 'pages[1]' 'http://www.rongwan.example/rwxw/20160605/di-tie-er-hao-xian_2.shtml' \
	'its second page is named'
counts 1 'di-tie-er-hao-xian_2.shtml' 'and was fetched once'

run read --json http://www.rongwan.example/ms/20160604/hai-xian-shi-chang.shtml
exits 0 'an article in GB18030 is read'
holds title '开海首日探市场：凌晨三点的滨海码头，第一船海鲜这样上岸' 'and decoded'

run read --json http://www.rongwan.example/wh/20160603/lao-jie-mu-ou-xi.shtml
exits 0 'an article in Big5 is read'
holds title '木偶街上的最後一盞戲燈：三代人守住一台提線木偶戲' 'and decoded'

run read --markdown "$article"
says '# 三百支邻里巡防队' 'Markdown has the headline'
says '## 一张网格图' 'and the sub-headings'

run related "$article"
exits 0 'related stories are listed'
says '/rwxw/20160605/di-tie-er-hao-xian.shtml' 'with their addresses'

run rank day "$article"
exits 0 'the day ranking is listed'
says ' 1. ' 'with ranks'
run rank --json month "$article"
holds '[0].items[0].rank' 1 'the month ranking as JSON'
run rank year "$article"
exits 2 'an unknown period is wrong usage'
complains 'year' 'and named'

run list --json http://www.rongwan.example/fzxw/
exits 0 'a channel page is listed'
holds 'items[0].title' '三百支邻里巡防队点亮夜归路 榕湾刑事警情连降五个月' 'newest first'

run list --json http://www.rongwan.example/wh/
holds title 文化 'a channel is called by its own name, however short'

run read "$article?fault=status&code=404"
exits 1 'a page that is not there fails'
complains 'has no such page (404)' 'and says so'
run read "$article?fault=status&code=500"
complains 'www.rongwan.example is in trouble (500)' 'trouble at the site is told'
run read "$article?fault=redirect-loop"
exits 1 'a redirect loop ends'
complains redirect 'and is told'
run read "$article?fault=cut&after=2000"
exits 1 'a cut page is not taken for whole'
run read "$article?fault=huge&mb=128"
exits 1 'a bomb is refused'
complains '32 MiB' 'at its ceiling'
run read --json "$article?fault=charset&name=iso-8859-1"
holds source '榕湾晚报' 'a wrong charset in the header loses to the bytes'

run get -i http://www.rongwan.example/atom.xml
exits 0 'get fetches'
says 'HTTP/1.1 200' 'and prints the head with -i'
says '<feed' 'and the body'
run get -i -X GET -H "If-None-Match: $(sed -n 's/^ETag: //ip' "$work/out" | tr -d '\r')" \
	http://www.rongwan.example/atom.xml
says ' 304' 'a header can be added'

echo '<html><body><h1>标题</h1><p>正文第一段，说明一件事情，足够长才算正文。</p></body></html>' >"$work/page.html"
run read --json --base http://a.example/b/c.html "$work/page.html"
exits 0 'a local file is read'
holds url 'http://a.example/b/c.html' 'under its base'
echo '<h1>标题</h1><p>正文第一段，说明一件事情，足够长才算正文。</p><p>上一篇：<a href=1.html>渡口的灯</a></p><p>下一篇：没有了</p><p>标签：<a href=/t/1>渡口</a>、<a href=/t/2>灯</a></p>' >"$work/around.html"
run read --json --base http://a.example/b/c.html "$work/around.html"
holds previous.url 'http://a.example/b/1.html' 'the article before it is named'
holds previous.title '渡口的灯' 'by its title'
holds next 'null' 'and none after it'
holds hot[1].word '灯' 'hot words are listed'
run read "$work/nowhere.html"
exits 1 'a missing file fails'
complains 'No such file' 'and says why'
run read "$srcdir/doc/reader.png"
exits 1 'a picture is not read as text'
complains 'this is no text' 'and said to be none'
run read
exits 2 'a missing word is wrong usage'
run read --width 1 "$work/page.html"
exits 2 'a bad width is wrong usage'

# A reader's own recipe wins; one with a mistake is told by file and line, and the
# rest still loads.
mkdir -p "$XDG_CONFIG_HOME/baolan/recipes"
cat >"$XDG_CONFIG_HOME/baolan/recipes/own.ini" <<-'EOF'
	[site]
	name = own
	match = a.example/*
	[article]
	title = //p[@id='t']
	body = //div[@id='b']
EOF
printf '[site]\nname = bad\nmatch = b.example/*\n[article]\ntitle = //p[\n' \
	>"$XDG_CONFIG_HOME/baolan/recipes/bad.ini"
echo '<h1>不是标题</h1><p id=t>自己的标题</p><div id=b><p>正文第一段，说明一件事情。</p></div>' >"$work/own.html"
run read --json --base http://a.example/1.html "$work/own.html"
exits 0 'a page is read by an own recipe'
holds title '自己的标题' 'which says where the title is'
complains 'bad.ini:5:' 'a mistake in another is told by file and line'
