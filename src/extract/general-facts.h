/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-facts.h - who wrote, edited and published a story, as its page says:
 * 来源：…  作者：…  记者 …  责任编辑：…  （记者 … … ）.
 *
 * Each value is cut to the bare name.  What the page does not name stays
 * absent. */
#ifndef BAOLAN_EXTRACT_GENERAL_FACTS_H
#define BAOLAN_EXTRACT_GENERAL_FACTS_H

#include "baolan/base/arena.h"
#include "baolan/base/vec.h"

struct facts {
	struct arena *arena; /* of the strings */
	struct str source, editor, translator;
	VEC(struct str) authors;
};

void facts_done(struct facts *facts);
/* Read every label of a line: a byline, a signature.  What is known already
 * stays.  True when there was one. */
bool facts_read_line(struct facts *facts, struct str line);
/* Read the reporters that running text names in brackets, or before a slash:
 * 本报讯（记者 …）, 【…／台北報導】, 記者…／台北報導. */
void facts_read_text(struct facts *facts, struct str text);
/* A value that stands alone, such as a <meta> gives; names are split. */
void facts_set_source(struct facts *facts, struct str value);
void facts_set_editor(struct facts *facts, struct str value);
void facts_add_names(struct facts *facts, struct str names);
/* The same, when they are full Chinese names and nothing else stands among them.
 * How many there were. */
size_t facts_add_full_names(struct facts *facts, struct str names);
/* A line of nothing but full Chinese names, as over a story; true when it was. */
bool facts_read_names_alone(struct facts *facts, struct str line);
/* 本报记者 王大明, By Jane Doe: a line of nothing else. */
bool facts_read_reporter_line(struct facts *facts, struct str line);
/* （王大明 李小明） behind a story's last sentence. */
bool facts_read_signature(struct facts *facts, struct str text);
/* 王大明／台北報導, alone on its line. */
bool facts_read_dateline(struct facts *facts, struct str text);

#endif
