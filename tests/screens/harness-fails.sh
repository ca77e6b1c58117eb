#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the harness must not let pass.  Each script here is wrong in one place;
# the harness has to say "not ok" (or to bail out) there.
screen=$builddir/tests/screens/screen
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
number=0
unset UPDATE
SCREEN_DEADLINE=1
export SCREEN_DEADLINE

# fails WHAT PATTERN <SCRIPT
fails() {
	number=$((number + 1))
	cat >"$folder/wrong.screen"
	if "$screen" "$folder/wrong.screen" >"$folder/said" 2>&1; then
		echo "not ok $number - $1: passed"
	elif grep -q -e "$2" "$folder/said"; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1: not for the reason awaited"
		sed 's/^/# /' "$folder/said"
	fi
}

mkdir "$folder/golden"
echo 'another screen' >"$folder/golden/other.txt"

fails 'text that never comes' '^not ok 1 .*wait there' <<'SCRIPT'
run sh -c 'echo here; read x'
wait there
SCRIPT
fails 'text of a program that has ended' '^not ok 1 .*wait there' <<'SCRIPT'
run true
wait there
SCRIPT
fails 'text that stays' '^not ok 2 .*wait-gone here' <<'SCRIPT'
run echo here
wait here
wait-gone here
SCRIPT
fails 'a screen that differs' '^# *- another screen' <<'SCRIPT'
run echo 'this screen'
golden other
SCRIPT
fails 'a golden file that is missing' '^Bail out.*none.txt' <<'SCRIPT'
run true
golden none
SCRIPT
fails 'a style that is not there' '^not ok 1 .*style 0 0 bold' <<'SCRIPT'
run echo text
style 0 0 bold
SCRIPT
fails 'a cursor elsewhere' '^not ok 2 .*cursor 0 0' <<'SCRIPT'
run echo text
wait text
cursor 0 0
SCRIPT
fails 'another exit status' '^not ok 1 .*exit 0' <<'SCRIPT'
run false
exit 0
SCRIPT
fails 'a program that does not end' '^not ok 1 .*exit 0' <<'SCRIPT'
run sh -c 'read x'
exit 0
SCRIPT
fails 'an alternate screen left behind' 'alternate screen' <<'SCRIPT'
run printf '\033[?1049h'
exit 0
terminal-restored
SCRIPT
fails 'a hidden cursor left behind' 'cursor is hidden' <<'SCRIPT'
run printf '\033[?25l'
exit 0
terminal-restored
SCRIPT
fails 'a colour left behind' 'colours are still set' <<'SCRIPT'
run printf '\033[32mgreen'
exit 0
terminal-restored
SCRIPT
fails 'application arrows left behind' 'application mode' <<'SCRIPT'
run printf '\033[?1h'
exit 0
terminal-restored
SCRIPT
fails 'bracketed pastes left behind' 'bracketed' <<'SCRIPT'
run printf '\033[?2004h'
exit 0
terminal-restored
SCRIPT
fails 'line modes left behind' 'stty' <<'SCRIPT'
run stty -echo
exit 0
terminal-restored
SCRIPT
fails 'an unknown command' '^Bail out.*:1: no such command' <<'SCRIPT'
jump high
SCRIPT
fails 'an unset variable' '^Bail out.*NO_SUCH_NAME' <<'SCRIPT'
run echo ${NO_SUCH_NAME}
SCRIPT
fails 'an unknown key' '^Bail out.*no such key' <<'SCRIPT'
run true
keys Hyper
SCRIPT
echo "1..$number"
