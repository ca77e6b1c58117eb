/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read-file.h - whole files, for tests and their tools. */
#ifndef TESTS_READ_FILE_H
#define TESTS_READ_FILE_H

#include "baolan/base/buf.h"

#include <stdio.h>

/* Adds the file's bytes to b, as far as its ceiling allows; false (and errno)
 * when it can't be opened. */
static inline bool read_file(const char *path, struct buf *b)
{
	FILE *file = fopen(path, "re");
	char chunk[65536];
	size_t got;
	if (!file)
		return false;
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(b, chunk, got);
	fclose(file);
	return true;
}

#endif
