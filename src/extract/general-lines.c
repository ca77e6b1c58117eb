/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk with explicit entering and leaving keeps the style, list and quote
 * that text stands in. */
#include "general-writer.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

void lines_init(struct lines *lines)
{
	*lines = (struct lines){ .text = BUF_INIT(BUF_MAX_TEXT) };
}

void lines_done(struct lines *lines)
{
	vec_done(&lines->list);
	vec_done(&lines->spans);
	buf_done(&lines->text);
}

struct str line_text(const struct lines *lines, const struct line *line)
{
	return str_head(str_from(buf_str(&lines->text), line->at), line->len);
}

static bool is_bold_by_style(const xmlNode *node)
{
	struct str style = html_attr(node, "style");
	size_t at = style.len ? str_find(style, STR("font-weight")) : STR_NPOS;
	if (at == STR_NPOS)
		return false;
	struct str value = str_trim(str_from(style, at + 11));
	if (str_starts(value, STR(":")))
		value = str_trim(str_from(value, 1));
	return str_starts_nocase(value, STR("bold")) || str_starts(value, STR("600")) ||
	       str_starts(value, STR("700")) || str_starts(value, STR("800"));
}

static bool may_follow(struct str href)
{
	return href.len && href.at[0] != '#' &&
	       !str_starts_nocase(href, STR("javascript:"));
}

static bool is_prose(const struct writer *w, const xmlNode *pre)
{
	const struct tree_node *n = &w->tree->nodes.at[tree_place(pre)];
	return n->chars > 100 && n->marks * 60 > n->chars;
}

static void change_inline(struct writer *w, const xmlNode *node, uint32_t traits,
                          int step)
{
	if (traits & TAG_STRONG || (node->properties && is_bold_by_style(node)))
		w->strong += step;
	if (traits & TAG_EM)
		w->em += step;
	if (traits & TAG_CODE)
		w->code += step;
}

static void enter_list(struct writer *w, const xmlNode *list)
{
	*vec_push(&w->lists) = (struct list_place){ .list = list };
}

static void enter_item(struct writer *w, const xmlNode *item)
{
	w->item_waits = true;
	if (w->lists.len && html_is(vec_last(&w->lists)->list, "ol") &&
	    html_is(item, "li"))
		vec_last(&w->lists)->ordinal++;
}

static void enter_pre(struct writer *w, const xmlNode *pre)
{
	if (w->pre)
		return;
	w->pre = pre;
	if (is_prose(w, pre))
		w->prose_pre = pre;
}

static void enter_block(struct writer *w, const xmlNode *node, uint32_t traits)
{
	if (w->in_cell) { /* blocks within a cell of data only part words */
		w->space = true;
		return;
	}
	writer_close_line(w);
	w->block = node;
	if (traits & TAG_HEADING)
		w->heading = (uint8_t)(node->name[1] - '0');
	if (traits & TAG_QUOTE)
		w->quote++;
	if (traits & TAG_LIST)
		enter_list(w, node);
	if (traits & TAG_ITEM)
		enter_item(w, node);
	if (html_is(node, "pre"))
		enter_pre(w, node);
	if (html_is(node, "tr"))
		w->column = 0;
	if (w->table && traits & TAG_CELL)
		writer_begin_cell(w, node);
	else if (traits & TAG_TABLE && !w->table && table_is_data(w->tree, node))
		writer_begin_table(w, node);
}

static void leave_block(struct writer *w, const xmlNode *node, uint32_t traits)
{
	if (w->in_cell && !(traits & TAG_CELL)) {
		w->space = true;
		return;
	}
	if (w->in_cell)
		writer_end_cell(w);
	writer_close_line(w);
	w->block = node->parent;
	if (traits & TAG_HEADING)
		w->heading = 0;
	if (traits & TAG_QUOTE)
		w->quote--;
	if (traits & TAG_LIST && w->lists.len && vec_last(&w->lists)->list == node)
		w->lists.len--;
	if (traits & TAG_ITEM)
		w->item_waits = false;
	if (w->prose_pre == node)
		w->prose_pre = NULL;
	if (w->pre == node)
		w->pre = NULL;
	if (w->table == node)
		w->table = NULL;
}

static void enter_link(struct writer *w, const xmlNode *link)
{
	struct str href = str_trim(html_attr(link, "href"));
	if (w->link || !may_follow(href))
		return;
	w->link = link;
	w->href = href;
}

static void leave_link(struct writer *w, const xmlNode *link)
{
	if (w->link != link)
		return;
	w->link = NULL;
	w->href = STR_NONE;
}

static void meet_image(struct writer *w, const xmlNode *image)
{
	if (w->in_cell)
		return;
	if (w->open)
		*vec_push(&w->images) = image;
	else
		writer_add_image(w, image);
}

static void enter_element(struct writer *w, const xmlNode *node, uint32_t traits)
{
	if (traits & TAG_BREAK) {
		w->breaks++;
		w->indent = 0;
	} else if (traits & TAG_IMAGE) {
		meet_image(w, node);
	} else if (traits & TAG_BLOCK) {
		enter_block(w, node, traits);
	}
	if (traits & TAG_LINK)
		enter_link(w, node);
	change_inline(w, node, traits, 1);
	if (html_is(node, "hr"))
		writer_add_line(w, (struct line){ .block.type = BLOCK_RULE,
		                                  .node = node });
}

static void leave_element(struct writer *w, const xmlNode *node, uint32_t traits)
{
	change_inline(w, node, traits, -1);
	if (traits & TAG_LINK)
		leave_link(w, node);
	if (traits & TAG_BLOCK)
		leave_block(w, node, traits);
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

/* True when the walk is to go on below the node. */
static bool visit(struct writer *w, xmlNode *node)
{
	if (is_text(node)) {
		writer_add_text(w, node);
		return false;
	}
	if (node->type != XML_ELEMENT_NODE)
		return false;
	uint32_t traits = tree_traits(w->tree, node);
	if (traits & TAG_SKIP || w->skip(w->skip_data, node))
		return false;
	enter_element(w, node, traits);
	if (node->children)
		return true;
	leave_element(w, node, traits);
	return false;
}

void lines_add(struct lines *lines, const struct tree *tree, xmlNode *root,
               lines_skip_fn *skip, void *data)
{
	struct writer w = { .out = lines,
		            .tree = tree,
		            .skip = skip,
		            .skip_data = data,
		            .block = root };
	buf_expect(&lines->text, (size_t)tree->nodes.at[tree_place(root)].chars * 3);
	for (xmlNode *node = root; node;) {
		if (visit(&w, node)) {
			node = node->children;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			leave_element(&w, node, tree_traits(tree, node));
		}
		node = node == root ? NULL : node->next;
	}
	writer_close_line(&w);
	vec_done(&w.lists);
	vec_done(&w.images);
}
