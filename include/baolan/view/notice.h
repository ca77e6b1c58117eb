/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notice.h - a few words in the middle of the screen, while there is no page. */
#ifndef BAOLAN_VIEW_NOTICE_H
#define BAOLAN_VIEW_NOTICE_H

#include "baolan/view/view.h"

/* `text` is copied; newlines part its paragraphs. */
struct view *notice_new(const char *text);
/* Another text; nothing when the view is no notice. */
void notice_set(struct view *v, const char *text);

#endif
