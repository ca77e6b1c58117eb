/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a story: the one before and the one after, each on a line of
 * its own behind the page's own word for it, and one line of hot words. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/width.h"

enum { ROOMY = 20 }; /* on a shorter line the title begins at its left edge */

/* Under the first word; on a narrow page at the left. */
static void put_behind_name(struct maker *m, struct str name)
{
	struct para p = para_end(m);
	int indent = name.len ? width_str(shown(m, name)) + 2 : 0;
	if (m->limit - indent < ROOMY)
		indent = 0;
	put_para(m, &p, &(struct frame){ .cells = m->limit, .rest = indent });
}

/* "上一篇  老字号开炉"; without a title the word itself is the link. */
static void put_neighbour(struct maker *m, uint32_t index, const struct doc_list *list)
{
	const struct doc_story *story = doc_stories(m->doc, list);
	struct str name = doc_str(m->doc, list->name);
	struct str title = doc_str(m->doc, story->title);
	uint32_t target = story_target(m, index, 0, story, false);
	para_begin(m);
	para_add(m, name, title.len ? LAYOUT_DIM : LAYOUT_LINK, target);
	if (name.len && title.len)
		para_add_made(m, STR("  "), LAYOUT_TEXT, LAYOUT_NO_TARGET);
	para_add(m, title, LAYOUT_LINK, target);
	if (!name.len && !title.len)
		para_add_made(m, str_of(m->o.words->untitled), LAYOUT_LINK, target);
	put_behind_name(m, name);
}

/* A word is never torn: the next one that has no room begins a row. */
static int put_word(struct maker *m, int column, int indent, struct str text,
                    uint8_t style, uint32_t target)
{
	struct str word = width_head(shown(m, text), m->limit);
	int cells = width_str(word);
	if (column < 0 || column + cells > m->limit) {
		bool fits = column >= 0 && indent + cells <= m->limit;
		row_begin(m, m->place);
		column = fits ? indent : 0;
	}
	row_put(m, column, word, style, target);
	m->place += (uint32_t)text.len;
	return column + cells + 2;
}

/* "标签  古运河  清淤" */
static void put_words(struct maker *m, uint32_t index, const struct doc_list *list)
{
	const struct doc_story *words = doc_stories(m->doc, list);
	struct str name = doc_str(m->doc, list->name);
	int column = -1, indent = 0;
	if (name.len)
		column = put_word(m, -1, 0, name, LAYOUT_DIM, LAYOUT_NO_TARGET);
	if (m->limit - column >= ROOMY)
		indent = MAX(column, 0);
	for (uint32_t i = 0; i < list->count; i++)
		column = put_word(m, column, indent, doc_str(m->doc, words[i].title),
		                  LAYOUT_LINK,
		                  story_target(m, index, i, &words[i], false));
}

static void put_kind(struct maker *m, enum doc_list_kind kind,
                     void (*put)(struct maker *m, uint32_t index,
                                 const struct doc_list *list))
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(m->doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (lists[i].kind == kind && lists[i].count)
			put(m, i, &lists[i]);
}

bool make_around(struct maker *m)
{
	put_kind(m, LIST_PREVIOUS, put_neighbour);
	put_kind(m, LIST_NEXT, put_neighbour);
	put_kind(m, LIST_HOT, put_words);
	return true;
}
