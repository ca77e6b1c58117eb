/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml.h - a forgiving reader of XML, from text already in UTF-8.
 *
 * Made for feeds, which are XML as people's scripts write it: bare ampersands,
 * HTML's entities, tags that nobody closed, warnings of PHP in front, an end
 * that is missing.  It never stops at a mistake but notes what kind it was.  It
 * builds no tree and copies nothing: tags and insides are pieces of the text.
 * Nothing outside the text is ever read; a document's own entities are resolved
 * up to a ceiling. */
#ifndef BAOLAN_MARKUP_XML_H
#define BAOLAN_MARKUP_XML_H

#include "baolan/base/buf.h"
#include "baolan/base/vec.h"

/* What was wrong with it. */
enum xml_flaw {
	XML_LEADING_JUNK = 1,    /* something before the first tag */
	XML_BARE_AMPERSAND = 2,  /* & that begins no reference */
	XML_UNKNOWN_ENTITY = 4,  /* &nbsp; and others XML does not know */
	XML_BARE_LESS = 8,       /* < that begins no tag */
	XML_BROKEN_TAG = 16,     /* a tag without its > */
	XML_UNCLOSED = 32,       /* an element without its end */
	XML_CUT = 64,            /* the text ends too early */
	XML_BAD_REFERENCE = 128, /* &#0; and others that stand for no character */
};

struct xml_entity { /* declared in the document's own DOCTYPE */
	struct str name, value;
};
struct xml {
	struct str text;
	size_t at;
	unsigned flaws; /* enum xml_flaw bits, so far */
	VEC(struct xml_entity) entities;
	size_t expanded;  /* bytes that they have become */
	size_t rescanned; /* bytes looked at again behind unclosed elements */
	bool bomb;        /* they grow beyond all measure: nothing more is resolved */
};

struct xml_tag {
	struct str name;       /* as written, with its prefix */
	struct str attributes; /* what stands behind the name */
	bool closes;           /* </name> */
	bool is_empty;         /* <name/> */
	size_t start, end;     /* of the whole tag in the text */
};

void xml_init(struct xml *xml, struct str utf8);
void xml_done(struct xml *xml);
/* The next tag; text, comments, CDATA, processing instructions and DOCTYPE in
 * between are passed.  False at the end. */
bool xml_next(struct xml *xml, struct xml_tag *ret_tag);
/* All up to the end of the element that `open` began, as it stands in the text,
 * and go on behind.  `stops` names elements (local names, NULL at the end) that
 * can not be inside: where one begins or ends, open's end is missing, and the
 * inside is what stands before the first tag.  *ret_has_tags: are there elements
 * inside? */
struct str xml_inside(struct xml *xml, const struct xml_tag *open,
                      const char *const *stops, bool *ret_has_tags);

/* "content:encoded" -> "encoded"; *ret_prefix may be NULL. */
struct str xml_local(struct str name, struct str *ret_prefix);
/* The attribute of that name as written; absent when there is none. */
struct str xml_attribute(const struct xml_tag *tag, struct str name);
/* Step through all of them: cut the next one off *attributes. */
bool xml_next_attribute(struct str *attributes, struct str *ret_name,
                        struct str *ret_value);

/* Is the piece already the text it stands for: no reference, no CDATA, no
 * comment?  Then neither of these needs to be called.  A piece that is one CDATA
 * section is too, once *piece has become what is in it. */
bool xml_is_plain(struct str *piece);
/* Add the text that an inside without elements, or an attribute, stands for. */
void xml_add_text(struct xml *xml, struct str piece, struct buf *b);
/* Add an inside with elements as HTML: CDATA unwrapped, comments left out, and
 * with a prefix the prefix of the elements' names (absent: none). */
void xml_add_markup(struct str piece, struct str prefix, struct buf *b);
/* Read all there is, resolving everything, for its flaws alone. */
void xml_read_all(struct xml *xml);

#endif
