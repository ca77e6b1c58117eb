#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# baolan get, and the copies on disk behind all that loads.
. "$srcdir/tests/cli/lib.sh"
start_paper
page=http://www.rongwan.example/wh/20160603/lao-jie-mu-ou-xi.shtml
other=http://www.rongwan.example/fzxw/20160606/ping-an-xun-fang.shtml

run get --offline "$page"
exits 1 'offline without a copy is a failure'
complains 'has no copy' 'and is told'
counts 0 lao-jie 'nobody was asked'

run get -i "$page"
exits 0 'a page is fetched'
says 'HTTP/1.1 200' 'with its head'
keeps_quiet 'Age:' 'which came just now'
counts 1 lao-jie 'by one request'

run get -i --offline "$page"
exits 0 'offline there is a copy now'
says 'Age: 0' 'with its age'
counts 1 lao-jie 'and nobody was asked'

run read --offline "$page"
exits 0 'it can be read offline'
complains 'This is the copy of 2016-06-06' 'and is told to be a copy'

run get --no-cache "$other"
exits 0 'a page is fetched past the cache'
run get --offline "$other"
exits 1 'and is not kept'

kill "$server"
wait "$server" 2>/dev/null
server=
run read "$page"
exits 0 'with the line down the copy is read'
complains 'could not be reached' 'and the reason is told'
run read --no-cache "$page"
exits 1 'but not past the cache'
