/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml-inside.h - what the files of xml share among themselves. */
#ifndef BAOLAN_MARKUP_XML_INSIDE_H
#define BAOLAN_MARKUP_XML_INSIDE_H

#include "baolan/markup/xml.h"

/* What a document's own entities may become, all together. */
#define XML_MAX_EXPANDED ((size_t)4 << 20)

/* As str_find, for needles that begin with a byte that is rare in text: that is
 * faster to look for than the whole. */
size_t xml_find(struct str s, struct str needle);
/* Behind the declaration "<!…>" at `at`; entities in it are noted. */
size_t xml_read_doctype(struct xml *xml, size_t at);
/* The first entity of that name; absent: none. */
struct str xml_entity_value(const struct xml *xml, struct str name);

#endif
