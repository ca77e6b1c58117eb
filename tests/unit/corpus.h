/* SPDX-License-Identifier: GPL-3.0-or-later */
/* corpus.h - the tables and pages beside the tree that some tests hold against:
 * the folder BAOLAN_CORPUS, or ../shared/corpus beside the sources.  They are not
 * ours to ship, so a test without them is skipped. */
#ifndef TESTS_UNIT_CORPUS_H
#define TESTS_UNIT_CORPUS_H

#include "baolan/base/mem.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* The whole program is skipped: cmocka's own skip() is a failure in TAP. */
static inline int skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	return 0;
}

/* The caller frees it. */
static inline char *corpus_path(const char *name)
{
	const char *folder = getenv("BAOLAN_CORPUS"), *source = getenv("srcdir");
	return folder && *folder ? mem_printf("%s/%s", folder, name)
	                         : mem_printf("%s/../shared/corpus/%s",
	                                      source ? source : ".", name);
}

/* NULL when it isn't there; the file is the caller's. */
static inline FILE *corpus_open(const char *name)
{
	auto_free char *path = corpus_path(name);
	return fopen(path, "re");
}

static inline bool corpus_has(const char *name)
{
	FILE *file = corpus_open(name);
	if (file)
		fclose(file);
	return file != NULL;
}

#endif
