/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entity.h - character references of XML and HTML. */
#ifndef BAOLAN_MARKUP_ENTITY_H
#define BAOLAN_MARKUP_ENTITY_H

#include "baolan/base/str.h"

#include <stdint.h>

struct entity {
	size_t len;         /* of "&name;" or "&#1234;"; 0: no reference */
	struct str name;    /* absent: a number */
	uint32_t character; /* 0: none that is known */
	bool is_html;       /* a name that XML alone does not know */
};

/* The reference at the head of text, which begins with "&".  Numbers of
 * windows-1252's marks are those (&#146; is U+2019), as in HTML; a control has
 * no character. */
struct entity entity_at(struct str text);

#endif
