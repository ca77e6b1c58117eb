/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-caption.h - pictures with what is written below them. */
#ifndef BAOLAN_EXTRACT_GENERAL_CAPTION_H
#define BAOLAN_EXTRACT_GENERAL_CAPTION_H

#include "general-lines.h"

/* Pictures take over the captions below them, which are dropped as lines. */
void captions_join(struct lines *lines);
/* A picture shown twice in a row (as thumbnail and as zoom) is one. */
void pictures_drop_repeated(struct lines *lines);

#endif
