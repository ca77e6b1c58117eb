/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.h - our own short texts (messages, help) in rows.  Articles are
 * layout's. */
#ifndef BAOLAN_VIEW_FOLD_H
#define BAOLAN_VIEW_FOLD_H

#include "baolan/base/str.h"

/* Cut the first row of at most `cells` off *rest, at a blank where there is one.
 * *rest is absent when nothing is left. */
struct str fold_row(struct str *rest, int cells);
/* How many rows a text takes. */
int fold_count(struct str text, int cells);

#endif
