/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk fills the array, one loop from the back sums it up, one from the
 * front hands down what ancestors say.  A text's bytes are looked at once. */
#include "general-tree.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/lanes.h"

#include <stdlib.h>

/* clang-format off */
static const struct tag {
	const char *name;
	uint32_t traits;
} tags[] = { /* in alphabetical order */
	{ "a",          TAG_LINK },
	{ "address",    TAG_BLOCK | TAG_PARAGRAPH },
	{ "applet",     TAG_SKIP },
	{ "article",    TAG_BLOCK },
	{ "aside",      TAG_BLOCK | TAG_ASIDE },
	{ "audio",      TAG_SKIP },
	{ "b",          TAG_STRONG },
	{ "blockquote", TAG_BLOCK | TAG_QUOTE },
	{ "body",       TAG_BLOCK },
	{ "br",         TAG_BREAK },
	{ "button",     TAG_SKIP },
	{ "canvas",     TAG_SKIP },
	{ "caption",    TAG_BLOCK | TAG_PARAGRAPH },
	{ "center",     TAG_BLOCK },
	{ "cite",       TAG_EM },
	{ "code",       TAG_CODE },
	{ "dd",         TAG_BLOCK | TAG_PARAGRAPH | TAG_ITEM },
	{ "div",        TAG_BLOCK },
	{ "dl",         TAG_BLOCK | TAG_LIST },
	{ "dt",         TAG_BLOCK | TAG_PARAGRAPH | TAG_ITEM },
	{ "em",         TAG_EM },
	{ "embed",      TAG_SKIP },
	{ "fieldset",   TAG_BLOCK },
	{ "figcaption", TAG_BLOCK | TAG_PARAGRAPH },
	{ "figure",     TAG_BLOCK },
	{ "footer",     TAG_BLOCK | TAG_ASIDE },
	{ "form",       TAG_BLOCK },
	{ "frameset",   TAG_SKIP },
	{ "h1",         TAG_BLOCK | TAG_PARAGRAPH | TAG_HEADING },
	{ "h2",         TAG_BLOCK | TAG_PARAGRAPH | TAG_HEADING },
	{ "h3",         TAG_BLOCK | TAG_PARAGRAPH | TAG_HEADING },
	{ "h4",         TAG_BLOCK | TAG_PARAGRAPH | TAG_HEADING },
	{ "h5",         TAG_BLOCK | TAG_PARAGRAPH | TAG_HEADING },
	{ "h6",         TAG_BLOCK | TAG_PARAGRAPH | TAG_HEADING },
	{ "head",       TAG_SKIP },
	{ "header",     TAG_BLOCK },
	{ "hr",         TAG_BLOCK },
	{ "html",       TAG_BLOCK },
	{ "i",          TAG_EM },
	{ "iframe",     TAG_SKIP },
	{ "image",      TAG_IMAGE },
	{ "img",        TAG_IMAGE },
	{ "input",      TAG_SKIP },
	{ "kbd",        TAG_CODE },
	{ "li",         TAG_BLOCK | TAG_PARAGRAPH | TAG_ITEM },
	{ "link",       TAG_SKIP },
	{ "main",       TAG_BLOCK },
	{ "map",        TAG_SKIP },
	{ "math",       TAG_SKIP },
	{ "meta",       TAG_SKIP },
	{ "nav",        TAG_BLOCK | TAG_ASIDE },
	{ "noscript",   TAG_SKIP },
	{ "object",     TAG_SKIP },
	{ "ol",         TAG_BLOCK | TAG_LIST },
	{ "p",          TAG_BLOCK | TAG_PARAGRAPH },
	{ "pre",        TAG_BLOCK },
	{ "samp",       TAG_CODE },
	{ "script",     TAG_SKIP },
	{ "section",    TAG_BLOCK },
	{ "select",     TAG_SKIP },
	{ "strong",     TAG_STRONG },
	{ "style",      TAG_SKIP },
	{ "svg",        TAG_SKIP },
	{ "table",      TAG_BLOCK | TAG_TABLE },
	{ "tbody",      TAG_BLOCK },
	{ "td",         TAG_BLOCK | TAG_CELL },
	{ "template",   TAG_SKIP },
	{ "textarea",   TAG_SKIP },
	{ "tfoot",      TAG_BLOCK },
	{ "th",         TAG_BLOCK | TAG_CELL },
	{ "thead",      TAG_BLOCK },
	{ "title",      TAG_SKIP },
	{ "tr",         TAG_BLOCK },
	{ "tt",         TAG_CODE },
	{ "ul",         TAG_BLOCK | TAG_LIST },
	{ "video",      TAG_SKIP },
};
/* clang-format on */

static int compare_tag(const void *name, const void *tag)
{
	return strcmp(name, ((const struct tag *)tag)->name);
}

uint32_t tag_traits(const xmlNode *node)
{
	const struct tag *tag = bsearch(node->name, tags, ARRAY_SIZE(tags),
	                                sizeof(tags[0]), compare_tag);
	return tag ? tag->traits : 0;
}

/* A tree's names are interned, so the traits of a name are looked up once. */
struct trait_cache {
	const xmlChar *names[128];
	uint32_t traits[128];
};

static uint32_t cached_traits(struct trait_cache *cache, const xmlNode *node)
{
	size_t slot = ((uintptr_t)node->name >> 1) % ARRAY_SIZE(cache->names);
	if (cache->names[slot] != node->name) {
		cache->names[slot] = node->name;
		cache->traits[slot] = tag_traits(node);
	}
	return cache->traits[slot];
}

static bool hides(struct str style)
{
	size_t at = 0;
	while (style.len > at) { /* display : none, in any spacing */
		size_t found = str_find(str_from(style, at), STR("display"));
		if (found == STR_NPOS)
			return false;
		at += found + strlen("display");
		struct str rest = str_trim(str_from(style, at));
		if (str_starts(rest, STR(":")) &&
		    str_starts_nocase(str_trim(str_from(rest, 1)), STR("none")))
			return true;
	}
	return false;
}

bool node_is_hidden(const xmlNode *node)
{
	return html_attr(node, "hidden").at || hides(html_attr(node, "style"));
}

/* The attributes that count, read in one go. */
struct attributes {
	struct str class, id, style, href;
	bool hidden;
};

static struct attributes read_attributes(const xmlNode *node)
{
	struct attributes a = { .hidden = false };
	const struct {
		const char *name;
		struct str *value;
	} wanted[] = {
		{ "class", &a.class },
		{ "id", &a.id },
		{ "style", &a.style },
		{ "href", &a.href },
	};
	for (const xmlAttr *in = node->properties; in; in = in->next) {
		const char *name = (const char *)in->name;
		const xmlNode *value = in->children;
		a.hidden = a.hidden || strcmp(name, "hidden") == 0;
		for (size_t i = 0; i < ARRAY_SIZE(wanted) && value && value->content;
		     i++)
			if (name[0] == wanted[i].name[0] &&
			    strcmp(name, wanted[i].name) == 0)
				*wanted[i].value = str_of((const char *)value->content);
	}
	return a;
}

struct text_count {
	uint32_t chars, marks;
};

/* The marks of running text that are three bytes in UTF-8: 。、，！？；： */
static bool is_wide_mark(const unsigned char *s)
{
	if (s[0] == 0xE3 && s[1] == 0x80)
		return s[2] == 0x81 || s[2] == 0x82;
	if (s[0] == 0xEF && s[1] == 0xBC)
		return s[2] == 0x8C || s[2] == 0x81 || s[2] == 0x9F || s[2] == 0x9B ||
		       s[2] == 0x9A;
	return false;
}

static bool is_wide_space(const unsigned char *s)
{
	return (s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80) ||
	       (s[0] == 0xC2 && s[1] == 0xA0);
}

/* A comma or full stop of a sentence: between a word and a space. */
static bool is_latin_mark(const unsigned char *s)
{
	return (s[0] == ',' || s[0] == '.') && (s[1] == ' ' || s[1] == '\n');
}

static void count_character(const unsigned char *s, struct text_count *count)
{
	if (*s <= ' ' || (*s & 0xC0) == 0x80)
		return;
	if (*s < 0x80) {
		count->chars++;
		count->marks += is_latin_mark(s);
	} else if (!is_wide_space(s)) {
		count->chars++;
		count->marks += is_wide_mark(s);
	}
}

/* The same for sixteen bytes and the characters that start there. */
struct lanes_text_count {
	struct lanes_count chars, marks;
};

static void count_lanes(const unsigned char *at, struct lanes_text_count *count)
{
	lanes c = lanes_at(at), c1 = lanes_at(at + 1), c2 = lanes_at(at + 2);
	lanes han = lanes_are(c, 0xE3) & lanes_are(c1, 0x80);
	lanes full = lanes_are(c, 0xEF) & lanes_are(c1, 0xBC);
	lanes space = ~lanes_from(c, ' ' + 1) | (han & lanes_are(c2, 0x80)) |
	              (lanes_are(c, 0xC2) & lanes_are(c1, 0xA0));
	lanes wide = (han & lanes_within(c2, 0x81, 0x82)) |
	             (full & (lanes_are(c2, 0x8C) | lanes_are(c2, 0x81) |
	                      lanes_are(c2, 0x9F) | lanes_within(c2, 0x9A, 0x9B)));
	lanes latin = (lanes_are(c, ',') | lanes_are(c, '.')) &
	              (lanes_are(c1, ' ') | lanes_are(c1, '\n'));
	lanes_add(&count->chars, ~(space | lanes_trail(c)));
	lanes_add(&count->marks, wide | latin);
}

static struct text_count count_text(const xmlChar *text)
{
	struct lanes_text_count blocks = { 0 };
	size_t i = 0, len = strlen((const char *)text);
	for (; i + LANES + 2 <= len; i += LANES)
		count_lanes(text + i, &blocks);
	lanes_settle(&blocks.chars);
	lanes_settle(&blocks.marks);
	struct text_count count = { (uint32_t)blocks.chars.total,
		                    (uint32_t)blocks.marks.total };
	for (; i < len; i++)
		count_character(text + i, &count);
	return count;
}

struct words_slot {
	struct str attribute;
	int words;
};

struct walk {
	struct tree *tree;
	struct words_slot words[256];
	struct trait_cache cache;
	uint32_t at;   /* the element the walk is in */
	uint32_t link; /* its nearest link; 0: none */
	bool with_hidden;
};

/* The same few class names come again and again on a page. */
static int cached_words(struct walk *w, struct str attribute)
{
	uint32_t hash = (uint32_t)attribute.len;
	for (size_t i = 0; i < attribute.len; i++)
		hash = hash * 31 + (unsigned char)attribute.at[i];
	struct words_slot *slot = &w->words[hash % ARRAY_SIZE(w->words)];
	if (!str_eq(slot->attribute, attribute)) {
		slot->attribute = attribute;
		slot->words = container_words(attribute);
	}
	return slot->words;
}

static void read_words(struct walk *w, struct tree_node *n, const struct attributes *a)
{
	if (!a->class.len && !a->id.len)
		return;
	int words = a->class.len ? cached_words(w, a->class) : 0;
	words |= a->id.len ? cached_words(w, a->id) : 0;
	n->flags |= NODE_HAS_WORDS;
	n->words = (uint16_t)words;
	if (!(n->traits & TAG_BLOCK) || html_is(n->node, "body"))
		return;
	if (words & WORDS_CLUTTER)
		n->flags |= words & WORDS_STRONG ? NODE_BAD | NODE_STRONG : NODE_BAD;
	else if (words & WORDS_STORY)
		n->flags |= NODE_GOOD;
}

static struct tree_node *enter(struct walk *w, xmlNode *node)
{
	struct tree *tree = w->tree;
	uint32_t place = (uint32_t)tree->nodes.len;
	struct tree_node *n = vec_push(&tree->nodes);
	const struct tree_node *parent = &tree->nodes.at[w->at];
	n->node = node;
	n->parent = w->at;
	n->traits = cached_traits(&w->cache, node);
	n->block = n->traits & TAG_BLOCK || place == 0 ? place : parent->block;
	n->links_before = tree->links;
	n->flags = place == 0 ? 0 : parent->flags & (NODE_HIDDEN | NODE_BESIDE);
	if (n->traits & TAG_ASIDE)
		n->flags |= NODE_BESIDE;
	if (node->properties) {
		struct attributes a = read_attributes(node);
		read_words(w, n, &a);
		if (!w->with_hidden && (a.hidden || hides(a.style)))
			n->flags |= NODE_HIDDEN;
		if (n->traits & TAG_LINK && a.href.len)
			tree->links++;
	}
	node->_private = (void *)(uintptr_t)(place + 1);
	w->at = place;
	if (n->traits & TAG_LINK && !w->link)
		w->link = place;
	return n;
}

static void leave(struct walk *w)
{
	struct tree_node *n = &w->tree->nodes.at[w->at];
	n->end = (uint32_t)w->tree->nodes.len;
	if (w->link == w->at)
		w->link = 0;
	w->at = n->parent;
}

static void add_text(struct walk *w, const xmlNode *text)
{
	struct tree_node *in = &w->tree->nodes.at[w->at];
	if (in->flags & NODE_HIDDEN || !text->content)
		return;
	struct text_count count = count_text(text->content);
	if (!count.chars)
		return;
	struct tree_node *block = &w->tree->nodes.at[in->block];
	in->chars += count.chars;
	block->own_chars += count.chars;
	if (w->link) {
		in->link_chars += count.chars;
		block->own_link_chars += count.chars;
	} else {
		in->marks += count.marks;
		block->own_marks += count.marks;
	}
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static void walk_all(struct walk *w, xmlNode *root)
{
	xmlNode *node = root;
	while (node) {
		bool open = false;
		if (is_text(node)) {
			add_text(w, node);
		} else if (node->type == XML_ELEMENT_NODE) {
			const struct tree_node *n = enter(w, node);
			open = !(n->traits & TAG_SKIP) && node->children;
			if (!open)
				leave(w);
		}
		if (open) {
			node = node->children;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			leave(w);
		}
		node = node == root ? NULL : node->next;
	}
}

static void sum_up(struct tree *tree)
{
	for (size_t i = tree->nodes.len; i-- > 1;) {
		const struct tree_node *n = &tree->nodes.at[i];
		struct tree_node *parent = &tree->nodes.at[n->parent];
		parent->chars += n->chars;
		parent->link_chars += n->link_chars;
		parent->marks += n->marks;
	}
}

/* Words of clutter on what holds most of the page are only a layout's name:
 * "page-with-sidebar". */
static bool is_most_of(const struct tree_node *n, const struct tree_node *root)
{
	return !(n->flags & NODE_STRONG) && n->chars > 400 &&
	       (uint64_t)n->chars * 10 > (uint64_t)root->chars * 6;
}

static void hand_down(struct tree *tree)
{
	const struct tree_node *root = tree->nodes.at;
	vec_each (n, &tree->nodes) {
		if (n->flags & NODE_BAD && is_most_of(n, root))
			n->flags &= (uint16_t)~NODE_BAD;
		if (n->flags & NODE_BAD || root[n->parent].flags & NODE_IN_BAD)
			n->flags |= NODE_IN_BAD;
	}
}

void tree_build(struct tree *tree, xmlDocPtr xml, bool with_hidden)
{
	*tree = (struct tree){ .xml = xml };
	struct walk w = { .tree = tree, .with_hidden = with_hidden };
	xmlNode *root = xmlDocGetRootElement(xml);
	if (!root)
		return;
	walk_all(&w, root);
	tree->nodes.at[0].end = (uint32_t)tree->nodes.len;
	sum_up(tree);
	hand_down(tree);
}

void tree_done(struct tree *tree)
{
	vec_done(&tree->nodes);
}

uint32_t tree_place(const xmlNode *node)
{
	uintptr_t stored = node ? (uintptr_t)node->_private : 0;
	return stored ? (uint32_t)(stored - 1) : 0;
}

double tree_link_density(const struct tree_node *n)
{
	return n->chars ? (double)n->link_chars / n->chars : 0;
}
