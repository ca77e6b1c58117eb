#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What is followed: the papers file, OPML, refresh, the store's stories.
. "$srcdir/tests/cli/lib.sh"
export XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache"
start_paper
site=http://www.rongwan.example
file=$XDG_CONFIG_HOME/baolan/papers

file_has() { # LINE NAME: the papers file has exactly this line
	if grep -qxF -e "$1" "$file"; then pass "$2"; else flunk "$2" "$file"; fi
}

run papers
exits 0 'nothing is followed at first'
complains 'baolan follow URL' 'and it is told how to begin'
rm -rf "$work/data"
run read --json "$site/fzxw/20160606/ping-an-xun-fang.shtml"
if [ -e "$work/data" ]; then
	flunk 'reading a page opens no store' "$work/err"
else
	pass 'reading a page opens no store'
fi

run follow "$site/rss/fzxw.xml" --name '榕湾 法治' --tags city,law
exits 0 'a feed is followed'
says 'a feed with 4 stories' 'it is told what was found'
file_has "$site/rss/fzxw.xml \"榕湾 法治\" tags=city,law" 'its line is written'
run follow "$site/rss/fzxw.xml"
exits 0 'following it again is fine'
says 'followed already' 'and is told'
run follow "$site/rss/fzxw.xml" --folder 频道
says 'has been changed' 'with options it is changed'
file_has '[频道]' 'into a folder'

run follow "$site/wh/"
exits 0 'a page that names one feed'
file_has "$site/rss/wh.xml" 'is followed by its feed'
run follow "$site/"
exits 1 'a page that names several is not followed'
says "$site/atom.xml" 'they are listed'
complains 'names 2 feeds' 'and it is told how to choose'
run follow "$site/ms/" --no-check
exits 0 'a channel page is followed unseen'
run follow "$site/nothing.xml"
exits 1 'what is not there is not followed'
complains 'no such page' 'and is told'
run follow 'javascript:alert(1)'
exits 2 'a script is no address'

printf '# mine\nhttps://broken.example/ colour=red\n' >>"$file"
run papers --json
exits 0 'papers are printed'
complains "$file:" 'a mistake is told with file and line'
holds '[1].url' "$site/ms/" 'in the order of the file'
run unfollow https://broken.example/
exits 0 'it can be unfollowed'
file_has '# mine' 'comments stay'

run refresh
exits 0 'a refresh'
says '3 papers:' 'asks all'
says ' 0 failed' 'and all answer'
run papers --json
holds '[1].total' 5 'a channel page gave stories'
holds '[1].title' 民生 'and its title'
holds '[1].trouble' null 'without trouble'
run refresh
says '0 papers' 'what is not due is left alone'
before=$(requests '^GET')
run refresh --json 榕湾\ 法治
exits 0 'one paper is refreshed by its name'
holds papers 1 'alone'
holds failed 0 'and well'
counts $((before + 1)) '^GET' 'by one request'

run list --json
exits 0 'the stories are listed'
holds kind store 'from the store'
run list
says 安澜路一带明晚停水八小时 'as text too'
run search --json 停水
exits 0 'search'
holds "items[0].title" 安澜路一带明晚停水八小时 "finds a word"

printf 'highlight 停水\nkil x\n' >"$XDG_CONFIG_HOME/baolan/rules"
run list
says 'N + 2016-06-05' 'a rule highlights'
complains 'rules:2: ' 'a mistake in the rules is told'
rm "$XDG_CONFIG_HOME/baolan/rules"

echo "$site/nothing.xml" >>"$file"
run refresh --json
exits 1 'when all that is due fails, refresh fails'
holds failed 1 'it is counted'
holds 'failures[0].url' "$site/nothing.xml" 'and named'
run unfollow "$site/nothing.xml"

run export
exits 0 'export'
cp "$work/out" "$work/all.opml"
says 'xmlUrl="http://www.rongwan.example/rss/wh.xml"' 'names what is followed'
says '<opml version="2.0">' 'as OPML'
run import "$work/all.opml"
exits 0 'import of the same'
says '0 added, 3 followed already, 0 refused' 'adds nothing'
mv "$file" "$work/old"
run import "$work/all.opml"
says '3 added' 'into an empty file it adds all'
file_has '[频道]' 'with folders'

cat >"$work/evil.opml" <<-EOF
	<opml><body><outline text="a&b" xmlUrl="https://a.example/?x=1&y=2"/>
	<outline text="x" xmlUrl="exec:touch $work/ran"/><outline xmlUrl="file:///etc/passwd"
EOF
run import "$work/evil.opml"
exits 0 'a broken OPML file'
says '1 added, 0 followed already, 2 refused' 'gives what it has, but no commands'
run import "$work/evil.opml"
says '0 added, 1 followed already, 2 refused' 'nor does it at the second time'
if [ -e "$work/ran" ] || ! grep -q 'exec:' "$work/err"; then
	flunk 'which is told' "$work/err"
else
	pass 'which is told'
fi
file_has 'https://a.example/?x=1&y=2 "a&b"' 'ampersands survive'

cat >"$work/urls" <<-'EOF'
	# newsboat
	https://n.example/rss news "two words" "~新 闻"
	"query:Unread:unread = \"yes\""
	"exec:~/bin/feed"
EOF
run import "$work/urls"
says '1 added, 0 followed already, 1 refused' 'newsboat: addresses are taken over'
file_has 'https://n.example/rss "新 闻" tags=news,two-words' 'with titles and tags'
run import /dev/null
exits 1 'nothing to import'
complains 'no address' 'is told'

cp "$work/old" "$file"
echo 'nonsense here' >>"$file"
run unfollow '榕湾 法治'
exits 0 'a paper is unfollowed by its name'
file_has 'nonsense here' 'what was not understood stays'
run unfollow '榕湾 法治'
exits 1 'once'
