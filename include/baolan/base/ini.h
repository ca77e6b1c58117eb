/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ini.h - the lines of an INI text, in order, with their numbers. */
#ifndef BAOLAN_BASE_INI_H
#define BAOLAN_BASE_INI_H

#include "baolan/base/arena.h"
#include "baolan/base/err.h"
#include "baolan/base/vec.h"

struct ini_entry {
	struct str section, key, value; /* in the arena */
	int line;
};

struct ini { /* starts as zero bytes */
	struct arena arena;
	VEC(struct ini_entry) entries;
};

/* `name` is for messages.  ERR_FORMAT for a line that is none of INI's or too
 * long for inih. */
enum err ini_read(struct str name, struct str text, struct ini *ret_ini,
                  struct error *err);
void ini_done(struct ini *ini);
#define auto_ini __attribute__((cleanup(ini_done))) struct ini

#endif
