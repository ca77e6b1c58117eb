/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reply.h - what script-driven widgets answer, reduced to JSON, HTML or text.
 *
 * A reply has a kind, named in recipes, and is peeled step by step: JSONP to
 * the JSON inside, document.write() to the HTML it writes. */
#ifndef BAOLAN_MARKUP_REPLY_H
#define BAOLAN_MARKUP_REPLY_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

#include <jansson.h>

enum reply_kind {
	REPLY_JSON,
	REPLY_JSONP,   /* cb({…}); cb(17), ({…}) */
	REPLY_JSVAR,   /* var data = {…}; … */
	REPLY_JSWRITE, /* document.write("…"); document.writeln('…') */
	REPLY_JSSET, /* $('#id').html('12'); ….getElementById("id").innerHTML="12" */
	REPLY_HTML,
	REPLY_TEXT,
	REPLY_XML_CDATA, /* <root><![CDATA[ html ]]></root> */
	REPLY_NONE,      /* whatever it is, it says nothing */
	REPLY_KINDS
};
bool reply_kind_of(struct str name, enum reply_kind *ret_kind);
/* Is it for reply_json (else for reply_text)? */
bool reply_is_json(enum reply_kind kind);

/* JSON kinds: the value; the caller decrefs it.  A garbled reply is ERR_FORMAT
 * with a text that says what stood there instead. */
enum err reply_json(enum reply_kind kind, struct str text, json_t **ret_json,
                    struct error *err);
/* Text kinds: what is inside, appended to *ret_text. */
enum err reply_text(enum reply_kind kind, struct str text, struct buf *ret_text,
                    struct error *err);
/* Follow a path as in data[0].mood1 or m3.number; NULL when it leads nowhere. */
const json_t *json_at(const json_t *json, struct str path);
/* "12", "(3)", "12人", "1,234", "1.2万" -> the number; -1 when there is none. */
int64_t reply_count(struct str text);

#endif
