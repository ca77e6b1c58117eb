/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxml2's HTML parser is driven by hand rather than through htmlReadMemory:
 * the text is UTF-8 already, so neither a converter nor a <meta charset> of the
 * page may touch it again, and its depth limit of 256, at which it would drop
 * the rest of the page, is lifted.  Nothing here recurses, whatever the depth. */
#include "baolan/markup/html.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "html-aside.h"
#include "html-memory.h"

#include <libxml/HTMLparser.h>
#include <limits.h>

#define OPTIONS                                                           \
	(HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | \
	 HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD |    \
	 HTML_PARSE_IGNORE_ENC)

static xmlDocPtr build_tree(struct str utf8, struct aside *aside)
{
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(utf8.at, (int)utf8.len);
	if (!parser)
		return NULL;
	htmlCtxtUseOptions(parser, OPTIONS);
	parser->options |= XML_PARSE_HUGE;
	parser->charset = XML_CHAR_ENCODING_UTF8;
	if (aside)
		aside_put_back(aside, parser);
	htmlParseDocument(parser);
	xmlDocPtr tree = parser->myDoc;
	parser->myDoc = NULL;
	if (aside)
		aside_finish(aside, tree);
	htmlFreeParserCtxt(parser);
	return tree;
}

/* The tree knows its memory by its _private. */
static xmlDocPtr run_parser(struct str utf8)
{
	struct aside aside;
	bool short_cut = aside_take(&aside, utf8);
	struct html_memory *memory = html_memory_open(utf8.len);
	xmlDocPtr tree = short_cut ? build_tree(buf_str(&aside.page), &aside)
	                           : build_tree(utf8, NULL);
	html_memory_close();
	aside_done(&aside);
	if (tree)
		tree->_private = memory;
	else
		html_memory_free(memory);
	return tree;
}

void html_free(xmlDocPtr tree)
{
	struct html_memory *memory = tree ? tree->_private : NULL;
	if (memory)
		html_memory_free(memory);
	else
		xmlFreeDoc(tree);
}

/* libxml2 takes a NUL for the end of the page; a space loses nothing. */
static xmlDocPtr run_parser_without_nuls(struct str utf8)
{
	auto_free char *copy = mem_alloc(utf8.len);
	for (size_t i = 0; i < utf8.len; i++)
		copy[i] = utf8.at[i] ? utf8.at[i] : ' ';
	return run_parser(str_make(copy, utf8.len));
}

enum err html_parse(struct str utf8, xmlDocPtr *ret_tree, struct error *err)
{
	if (!str_trim_space(utf8).len)
		return err_set(err, ERR_EMPTY, _("the page is empty"));
	if (utf8.len > INT_MAX)
		return err_set(err, ERR_LIMIT, _("the page is too large to be read"));
	bool has_nul = memchr(utf8.at, '\0', utf8.len) != NULL;
	xmlDocPtr tree = has_nul ? run_parser_without_nuls(utf8) : run_parser(utf8);
	if (!tree || !xmlDocGetRootElement(tree)) {
		html_free(tree);
		return err_set(err, ERR_FORMAT, _("there is no HTML in the page"));
	}
	*ret_tree = tree;
	return ERR_OK;
}

/* --- nodes --- */

static struct str text_of(const xmlChar *text)
{
	return str_of((const char *)text);
}

/* A parsed attribute has one text child; without a value it has none. */
struct str html_attr(const xmlNode *node, const char *name)
{
	if (!node || node->type != XML_ELEMENT_NODE)
		return STR_NONE;
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		if (strcmp((const char *)attr->name, name) != 0)
			continue;
		const xmlNode *value = attr->children;
		return value && value->content ? text_of(value->content) : STR("");
	}
	return STR_NONE;
}

bool html_is(const xmlNode *node, const char *element)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, element) == 0;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool html_has_class(const xmlNode *node, struct str word)
{
	struct str rest = html_attr(node, "class");
	while (rest.len) {
		size_t end = 0;
		while (end < rest.len && !is_space(rest.at[end]))
			end++;
		if (end && str_eq(str_head(rest, end), word))
			return true;
		rest = str_from(rest, end + 1);
	}
	return false;
}

xmlNode *html_next(const xmlNode *node, const xmlNode *root, bool skip_children)
{
	bool may_descend = node->type == XML_ELEMENT_NODE ||
	                   node->type == XML_HTML_DOCUMENT_NODE ||
	                   node->type == XML_DOCUMENT_NODE;
	if (!skip_children && may_descend && node->children)
		return node->children;
	while (node != root) {
		if (node->next)
			return node->next;
		node = node->parent;
		if (!node)
			break;
	}
	return NULL;
}

/* --- text --- */

/* Elements whose text nobody sees. */
static const char *const silent[] = { "script", "style",  "noscript", "template",
	                              "head",   "iframe", "textarea", "object" };
/* Elements that set their text apart from what stands before and after. */
static const char *const apart[] = {
	"address", "article", "aside",  "blockquote", "br", "dd", "div",   "dl",
	"dt",      "figure",  "footer", "form",       "h1", "h2", "h3",    "h4",
	"h5",      "h6",      "header", "hr",         "li", "ol", "p",     "pre",
	"section", "table",   "td",     "th",         "tr", "ul", "option"
};

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count)
{
	if (node->type != XML_ELEMENT_NODE)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp((const char *)node->name, names[i]) == 0)
			return true;
	return false;
}

static bool is_silent(const xmlNode *node)
{
	return is_one_of(node, silent, ARRAY_SIZE(silent));
}

static bool stands_apart(const xmlNode *node)
{
	return is_one_of(node, apart, ARRAY_SIZE(apart));
}

static bool has_text(const xmlNode *node)
{
	return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
	       node->content;
}

/* The next node as html_next has it, with a space for each block left behind. */
static const xmlNode *step(const xmlNode *node, const xmlNode *root, bool skip,
                           struct buf *raw)
{
	const xmlNode *next = html_next(node, root, skip);
	if (!next || next->parent == node)
		return next;
	for (const xmlNode *left = node; left && left != next->parent;
	     left = left->parent)
		if (stands_apart(left))
			buf_add_char(raw, ' ');
	return next;
}

static void add_raw_text(const xmlNode *root, struct buf *raw)
{
	for (const xmlNode *node = root; node;) {
		bool skip = node != root && is_silent(node);
		if (has_text(node))
			buf_add_text(raw, (const char *)node->content);
		else if (stands_apart(node))
			buf_add_char(raw, ' ');
		node = step(node, root, skip, raw);
	}
}

void html_text(const xmlNode *node, struct buf *b)
{
	auto_buf raw = BUF_INIT(BUF_MAX_TEXT);
	add_raw_text(node, &raw);
	clean_add_collapsed(b, buf_str(&raw));
}

/* --- base --- */

static bool is_web(struct str url)
{
	return str_starts_nocase(url, STR("http://")) ||
	       str_starts_nocase(url, STR("https://"));
}

struct str html_base(const xmlDoc *tree, struct str page_url)
{
	const xmlNode *root = xmlDocGetRootElement((xmlDoc *)tree);
	for (const xmlNode *node = root; node; node = html_next(node, root, false)) {
		if (html_is(node, "body"))
			break;
		if (!html_is(node, "base"))
			continue;
		struct str href = str_trim(html_attr(node, "href"));
		if (is_web(href))
			return href;
	}
	return page_url;
}
