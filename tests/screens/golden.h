/* SPDX-License-Identifier: GPL-3.0-or-later */
/* golden.h - screens as they should be, and what in them may differ. */
#ifndef TESTS_SCREENS_GOLDEN_H
#define TESTS_SCREENS_GOLDEN_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"
#include "baolan/base/vec.h"

#include <regex.h>

struct mask {
	regex_t regex;
	char *replacement;
};

struct masks {
	struct mask *at;
	size_t len, size;
};

enum err masks_add(struct masks *masks, const char *regex, const char *replacement,
                   struct error *err);
void masks_done(struct masks *masks);
/* Adds `text` with what each mask finds replaced, line by line; a replacement
 * narrower than what it replaces is filled with blanks, a wider one is cut. */
void masks_apply(const struct masks *masks, struct str text, struct buf *ret_text);

/* The file's bytes; ERR_SYSTEM when it can't be read. */
enum err golden_read(const char *path, struct buf *ret_text, struct error *err);
enum err golden_write(const char *path, struct str text, struct error *err);
/* Prints the rows that differ, as TAP comments. */
void golden_print_difference(struct str expected, struct str actual);

#endif
