/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/term/console.h"

#include "baolan/base/mem.h"

#include <linux/kd.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

/* A font that has so many was made for Chinese; any font may have 一 for a line. */
enum { HAN_ENOUGH = 100 };

static int count_han(const struct unipair *pairs, int n)
{
	int han = 0;

	for (int i = 0; i < n; i++)
		han += pairs[i].unicode >= 0x4E00 && pairs[i].unicode <= 0x9FFF;
	return han;
}

/* False when the table can't be read: it is no console. */
static bool font_has_han(int fd)
{
	struct unimapdesc map = { .entry_ct = UINT16_MAX };
	auto_free struct unipair *pairs =
	        mem_resize(NULL, UINT16_MAX, sizeof(struct unipair));

	map.entries = pairs;
	return ioctl(fd, GIO_UNIMAP, &map) == 0 &&
	       count_han(pairs, map.entry_ct) >= HAN_ENOUGH;
}

bool console_lacks_han(const char *term, int fd)
{
	return term && strcmp(term, "linux") == 0 && !font_has_han(fd);
}
