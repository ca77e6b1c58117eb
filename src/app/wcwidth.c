/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wcwidth.c - the program's own wcwidth(3) and wcswidth(3).
 *
 * ncurses moves its cursor by what wcwidth says.  Exported from the program
 * they take the place of libc's, so ncurses, layout and clipping agree on every
 * character. */
#include "baolan/text/width.h"

#include <wchar.h>

#define EXPORTED __attribute__((visibility("default")))

EXPORTED int wcwidth(wchar_t c)
{
	return c ? width_of((uint32_t)c) : 0;
}

EXPORTED int wcswidth(const wchar_t *text, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n && text[i]; i++) {
		int cells = wcwidth(text[i]);
		if (cells < 0)
			return -1;
		sum += cells;
	}
	return sum;
}
