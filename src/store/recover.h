/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recover.h - what can be read of a damaged store, in a new one; for src/store only. */
#ifndef BAOLAN_SRC_STORE_RECOVER_H
#define BAOLAN_SRC_STORE_RECOVER_H

#include "store-own.h"

#include <stdbool.h>

/* Was damage met in this file before (recover_note), or a recovery cut short? */
bool recover_is_due(const char *path);
/* Remember that the file is damaged, for whoever opens it next. */
void recover_note(const char *path);
/* Read row by row what can be read into a new file, set the damaged one aside and put
 * the new one in its place; *ret_notice tells the reader.  A crash on the way loses
 * nothing: the damaged file is touched last, and is renamed only. */
enum err recover(const char *path, const struct db_schema *schema,
                 struct error *ret_notice, struct error *err);

#endif
