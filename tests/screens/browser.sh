#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands for the reader's browser: writes down how it was called; --told prints that.
if [ "$1" = --told ]; then
	cat "$HOME/browser-was-told"
else
	printf '%d argument\n%s\n' "$#" "$1" >"$HOME/browser-was-told"
fi
