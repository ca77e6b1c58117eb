/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OPML is read as HTML: that parser stops at nothing, takes bare ampersands, and
 * does not care how the attributes' names are written. */
#include "baolan/extract/import.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/charset.h"
#include "baolan/text/clean.h"

enum { SNIFF = 4096, MAX_ENTRIES = 100000, MAX_DEPTH = 16 };
#define MAX_TEXT ((size_t)64 << 20)
#define MAX_FOLDER 200

struct writer {
	struct buf *out;
	uint32_t n;
};

static void add_clean(struct buf *b, struct str text)
{
	auto_buf clean = BUF_INIT(MAX_TEXT);
	clean_add_collapsed(&clean, text);
	pack_str(b, clean.len ? buf_str(&clean) : STR_NONE);
}

static void add_entry(struct writer *writer, const struct import_entry *entry)
{
	auto_buf url = BUF_INIT(MAX_TEXT);
	clean_add_collapsed(&url, entry->url);
	if (!url.len || writer->n >= MAX_ENTRIES)
		return;
	writer->n++;
	pack_u32(writer->out, entry->line ? entry->line : writer->n);
	pack_str(writer->out, buf_str(&url));
	add_clean(writer->out, entry->name);
	add_clean(writer->out, entry->folder);
	add_clean(writer->out, entry->tags);
}

bool import_next(struct unpack *unpack, struct import_entry *ret_entry)
{
	if (!unpack->rest.len || unpack->bad)
		return false;
	ret_entry->line = unpack_u32(unpack);
	ret_entry->url = unpack_str(unpack);
	ret_entry->name = unpack_str(unpack);
	ret_entry->folder = unpack_str(unpack);
	ret_entry->tags = unpack_str(unpack);
	return !unpack->bad;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A tag is one word here. */
static void add_tag(struct buf *tags, struct str tag)
{
	if (tags->len)
		buf_add_char(tags, ' ');
	for (size_t i = 0; i < tag.len; i++)
		buf_add_char(tags,
		             is_blank(tag.at[i]) || tag.at[i] == ',' ? '-' : tag.at[i]);
}

/* --- OPML --- */

static struct str first_of(const xmlNode *node, const char *a, const char *b)
{
	struct str value = html_attr(node, a);
	return str_trim_space(value).len ? value : html_attr(node, b);
}

static struct str address_of(const xmlNode *node)
{
	return first_of(node, "xmlurl", "url");
}

/* The outlines around it that are no papers themselves, from the outside in. */
static void add_folder(const xmlNode *node, struct buf *b)
{
	struct str names[MAX_DEPTH];
	size_t n = 0;
	for (node = node->parent; node && n < MAX_DEPTH; node = node->parent)
		if (html_is(node, "outline") && !address_of(node).len)
			names[n++] = first_of(node, "title", "text");
	while (n--) {
		auto_buf name = BUF_INIT(MAX_TEXT);
		clean_add_collapsed(&name, names[n]);
		if (b->len && name.len)
			buf_add_char(b, '/');
		buf_add_str(b, buf_str(&name));
	}
}

/* OPML 2.0: commas between categories, each a word or a /path. */
static void add_categories(struct buf *tags, struct str categories)
{
	while (categories.at) {
		struct str category = str_trim(str_cut(&categories, ','));
		if (str_starts(category, STR("/")))
			category = str_from(category, 1);
		if (category.len)
			add_tag(tags, category);
	}
}

static void add_outline(struct writer *writer, const xmlNode *node)
{
	auto_buf folder = BUF_INIT(MAX_FOLDER), tags = BUF_INIT(MAX_TEXT);
	add_folder(node, &folder);
	add_categories(&tags, html_attr(node, "category"));
	struct import_entry entry = { .url = address_of(node),
		                      .name = first_of(node, "title", "text"),
		                      .folder = buf_str(&folder),
		                      .tags = buf_str(&tags) };
	add_entry(writer, &entry);
}

static enum err read_opml(struct str text, struct writer *writer, struct error *err)
{
	xmlDocPtr tree;
	enum err code = html_parse(text, &tree, err);
	if (code != ERR_OK)
		return code;
	const xmlNode *root = (const xmlNode *)tree;
	for (const xmlNode *node = root; node; node = html_next(node, root, false))
		if (html_is(node, "outline"))
			add_outline(writer, node);
	html_free(tree);
	return ERR_OK;
}

/* --- lists --- */

/* A word or a "quoted one", as newsboat writes them. */
static struct str take_word(struct str *rest, struct buf *space)
{
	bool quoted = false;
	size_t i = 0, start = space->len;
	while (rest->len && is_blank(rest->at[0]))
		*rest = str_from(*rest, 1);
	for (; i < rest->len && (quoted || !is_blank(rest->at[i])); i++) {
		if (rest->at[i] == '"')
			quoted = !quoted;
		else if (quoted && rest->at[i] == '\\' && i + 1 < rest->len)
			buf_add_char(space, rest->at[++i]);
		else
			buf_add_char(space, rest->at[i]);
	}
	*rest = str_from(*rest, i);
	return str_from(buf_str(space), start);
}

/* newsboat: address, tags, "~title"; "!" hides a feed, which is no tag. */
static void add_line(struct writer *writer, struct str line, uint32_t number)
{
	auto_buf url = BUF_INIT(MAX_TEXT), tags = BUF_INIT(MAX_TEXT),
	         name = BUF_INIT(MAX_TEXT);
	struct import_entry entry = { .line = number };
	entry.url = take_word(&line, &url);
	while (line.len) {
		auto_buf space = BUF_INIT(MAX_TEXT);
		struct str word = take_word(&line, &space);
		if (str_starts(word, STR("~")))
			buf_add_str(&name, str_from(word, 1));
		else if (word.len && word.at[0] != '!')
			add_tag(&tags, word);
	}
	entry.name = buf_str(&name);
	entry.tags = buf_str(&tags);
	add_entry(writer, &entry);
}

static void read_list(struct str text, struct writer *writer)
{
	uint32_t number = 0;
	while (text.at) {
		struct str line = str_trim(str_cut(&text, '\n'));
		number++;
		if (line.len && line.at[0] != '#')
			add_line(writer, line, number);
	}
}

static bool is_opml(struct str text)
{
	struct str head = str_head(str_trim_space(text), SNIFF);
	return str_starts(head, STR("<")) || str_has(head, STR("<opml")) ||
	       str_has(head, STR("<outline"));
}

enum err import_run(struct str input, struct buf *ret_output, struct error *err)
{
	struct decoded decoded = { 0 };
	struct writer writer = { .out = ret_output };
	enum err code = charset_decode(input, STR_NONE, MAX_TEXT, &decoded, err);
	if (code != ERR_OK)
		return code;
	if (is_opml(decoded.text))
		code = read_opml(decoded.text, &writer, err);
	else
		read_list(decoded.text, &writer);
	decoded_done(&decoded);
	if (code == ERR_OK && !writer.n)
		code = err_set(err, ERR_EMPTY, _("there is no address in it"));
	return code;
}
