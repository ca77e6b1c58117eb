/* SPDX-License-Identifier: GPL-3.0-or-later */
/* help.h - what can be done: headings, and keys with what they do. */
#ifndef BAOLAN_VIEW_HELP_H
#define BAOLAN_VIEW_HELP_H

#include "baolan/view/view.h"

struct view *help_new(void);
/* All text is copied. */
void help_add_heading(struct view *help, const char *text);
void help_add(struct view *help, const char *keys, const char *name, const char *text);
/* A line without keys. */
void help_add_text(struct view *help, const char *text);

#endif
