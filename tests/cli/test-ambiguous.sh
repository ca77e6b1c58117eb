#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whose word on the width of ambiguous characters counts when text is printed.
. "$srcdir/tests/cli/lib.sh"
page=$srcdir/tests/screens/quotes.html
narrow='晚上十点一刻，榕南区的“红袖标”准时出门。周桂芳说：“路灯亮了，心里就$'
wide='晚上十点一刻，榕南区的“红袖标”准时出门。周桂芳说：“路灯亮了，心里$'

breaks_as() { # REGEX NAME
	if grep -q -e "$1" "$work/out"; then pass "$2"; else flunk "$2" "$work/out"; fi
}

run read "$page"
breaks_as "$narrow" 'in UTF-8 they are narrow unless somebody says otherwise'
run read --ambiguous=2 "$page"
breaks_as "$wide" 'the option counts'
export BAOLAN_AMBIGUOUS=2
run read "$page"
breaks_as "$wide" 'the environment counts'
mkdir -p "$XDG_CONFIG_HOME/baolan"
echo 'ambiguous = 1' >"$XDG_CONFIG_HOME/baolan/config"
run read "$page"
breaks_as "$narrow" 'the settings count more than the environment'
run read --ambiguous 2 "$page"
breaks_as "$wide" 'the option counts more than the settings'

run read --ambiguous=replace "$page"
exits 0 'they can be replaced'
if grep -q '[“”‘’—…·①②③※→°±×Ⅳ]' "$work/out"; then
	flunk 'none of them is left' "$work/out"
else
	pass 'none of them is left'
fi
says '红袖标' 'and the words are'

run read --ambiguous=3 "$page"
exits 2 'there is no width 3'
complains 'auto, 1, 2 or replace' 'and that is said'
unset BAOLAN_AMBIGUOUS
rm "$XDG_CONFIG_HOME/baolan/config"
BAOLAN_AMBIGUOUS=wide
export BAOLAN_AMBIGUOUS
run read "$page"
exits 2 'a bad variable is told'
complains BAOLAN_AMBIGUOUS 'by its name'
