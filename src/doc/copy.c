/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying from one document into the making of another, by the same calls that
 * everybody builds with. */
#include "baolan/doc/doc.h"

#include "format.h"

static void copy_fields(struct doc_builder *b, const struct doc *from, int first,
                        int last)
{
	for (int field = first; field <= last; field++)
		doc_set(b, (enum doc_field)field,
		        doc_field(from, (enum doc_field)field));
}

void doc_copy_blocks(struct doc_builder *b, const struct doc *from)
{
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(from, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_span *spans = doc_spans(from, &blocks[i]);
		doc_begin_block(b, blocks[i]);
		doc_set_image(b, doc_str(from, blocks[i].url),
		              doc_str(from, blocks[i].alt));
		for (uint32_t s = 0; s < blocks[i].n_spans; s++)
			doc_add_span(b, spans[s].style, doc_str(from, spans[s].text),
			             doc_str(from, spans[s].url));
		doc_end_block(b);
	}
}

static void copy_story(struct doc_builder *b, const struct doc *from,
                       const struct doc_story *story)
{
	struct doc_story copy = *story;
	struct doc_story_text text = { .rank = story->rank };
	for (size_t i = 0; i < DOC_STORY_PARTS; i++) {
		struct str s = doc_str(from, *doc_story_ref(&copy, i));
		memcpy((char *)&text + doc_story_parts[i].text_at, &s, sizeof(s));
	}
	doc_add_story(b, &text);
}

static void copy_lists(struct doc_builder *b, const struct doc *from)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(from, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_story *stories = doc_stories(from, &lists[i]);
		doc_begin_list(b, lists[i].kind, lists[i].period,
		               doc_str(from, lists[i].name));
		for (uint32_t s = 0; s < lists[i].count; s++)
			copy_story(b, from, &stories[s]);
		doc_end_list(b);
	}
}

static void copy_moods_and_vars(struct doc_builder *b, const struct doc *from)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(from, &n);
	for (uint32_t i = 0; i < n; i++)
		doc_add_mood(b, doc_str(from, moods[i].token),
		             doc_str(from, moods[i].label), moods[i].count);
	const struct doc_var *vars = doc_vars(from, &n);
	for (uint32_t i = 0; i < n; i++)
		doc_add_var(b, doc_str(from, vars[i].name),
		            doc_str(from, vars[i].value));
}

void doc_copy_reaction(struct doc_builder *b, const struct doc *from)
{
	doc_drop_reaction(b);
	copy_fields(b, from, DOC_REACTION_PROTOCOL, DOC_REACTION_MESSAGE);
	copy_moods_and_vars(b, from);
}

void doc_copy_all(struct doc_builder *b, const struct doc *from)
{
	copy_fields(b, from, 0, DOC_FIELDS - 1);
	for (uint32_t i = 0; i < doc_n_authors(from); i++)
		doc_add_author(b, doc_author(from, i));
	for (uint32_t i = 0; i < doc_n_pages(from); i++)
		doc_add_page(b, doc_page(from, i));
	for (uint32_t i = 0; i < doc_n_repairs(from); i++)
		doc_add_repair(b, doc_repair(from, i));
	doc_copy_blocks(b, from);
	copy_lists(b, from);
	copy_moods_and_vars(b, from);
}
