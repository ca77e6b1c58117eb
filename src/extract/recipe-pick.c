/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pick's text is `SOURCE | FILTER | FILTER`, where SOURCE is xpath:…, regex:…
 * or bare, and FILTER is regex:…, origin or path.  XPath has a | of its own; no
 * XPath has `| regex:`, `| origin` or `| path` at its end. */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "baolan/text/url.h"
#include "recipe-own.h"

#include <stdlib.h>

/* What is left of an address. */
enum part { PART_ALL, PART_ORIGIN, PART_PATH };

struct pick {
	struct xpath *xpath;
	struct regex *source; /* on the page's text */
	char *constant;
	struct regex *filter; /* on what the three above gave */
	enum part part;       /* then: of an address */
};

#define MAX_PICK ((size_t)1 << 20)

void pick_free(struct pick *pick)
{
	if (!pick)
		return;
	xpath_free(pick->xpath);
	regex_free(pick->source);
	regex_free(pick->filter);
	free(pick->constant);
	free(pick);
}

bool pick_is_constant(const struct pick *pick)
{
	return pick && pick->constant;
}

bool pick_has_nodes(const struct pick *pick)
{
	return pick && pick->xpath && !pick->filter && !pick->part;
}

/* --- making --- */

/* Cut `| NAME` and what follows it off the end of *text. */
static bool cut_filter(struct str *text, struct str name, struct str *ret_argument)
{
	size_t at = str_find(*text, name);
	if (at == STR_NPOS)
		return false;
	*ret_argument = str_trim(str_from(*text, at + name.len));
	*text = str_trim(str_head(*text, at));
	return true;
}

static bool cut_end(struct str *text, struct str end)
{
	if (!str_ends(*text, end))
		return false;
	*text = str_trim(str_head(*text, text->len - end.len));
	return true;
}

static enum part cut_part(struct str *text)
{
	if (cut_end(text, STR("| origin")))
		return PART_ORIGIN;
	return cut_end(text, STR("| path")) ? PART_PATH : PART_ALL;
}

static bool cut_prefix(struct str *text, struct str prefix)
{
	if (!str_starts(*text, prefix))
		return false;
	*text = str_trim(str_from(*text, prefix.len));
	return true;
}

static void set_source(struct str text, enum pick_bare bare, struct pick *pick)
{
	if (cut_prefix(&text, STR("regex:")))
		pick->source = regex_new(text);
	else if (cut_prefix(&text, STR("xpath:")) || bare == PICK_XPATH)
		pick->xpath = xpath_new(text);
	else
		pick->constant = str_dup(text);
}

struct pick *pick_new(struct str text, enum pick_bare bare)
{
	struct pick *pick = mem_new(struct pick);
	struct str filter;
	pick->part = cut_part(&text);
	if (cut_filter(&text, STR("| regex:"), &filter))
		pick->filter = regex_new(filter);
	set_source(text, bare, pick);
	return pick;
}

enum err pick_check(const struct pick *pick, struct error *err)
{
	enum err failed = ERR_OK;
	if (pick && pick->filter)
		failed = regex_check(pick->filter, err);
	if (pick && pick->source && !failed)
		failed = regex_check(pick->source, err);
	if (pick && pick->xpath && !failed)
		failed = xpath_check(pick->xpath, err);
	return failed;
}

/* --- picking --- */

static xmlNode *start_of(const struct recipe_page *page, xmlNode *at)
{
	return at ? at : page->root;
}

xmlNodeSetPtr pick_nodes(const struct pick *pick, const struct recipe_page *page,
                         xmlNode *at)
{
	if (!pick || !pick->xpath || !page->xpath)
		return NULL;
	return xpath_nodes(page->xpath, pick->xpath, start_of(page, at));
}

static void pick_source(const struct pick *pick, const struct recipe_page *page,
                        xmlNode *at, struct buf *b)
{
	struct str found;
	if (pick->constant)
		buf_add_text(b, pick->constant);
	else if (pick->xpath && page->xpath)
		xpath_text(page->xpath, pick->xpath, start_of(page, at), b);
	else if (regex_find(pick->source, page->source, &found))
		clean_add_collapsed(b, found);
}

static void apply_filter(const struct pick *pick, struct buf *b)
{
	if (!pick->filter)
		return;
	struct str found;
	if (!regex_find(pick->filter, buf_str(b), &found)) {
		buf_clear(b);
		return;
	}
	size_t start = (size_t)(found.at - b->at);
	buf_cut(b, start + found.len);
	buf_consume(b, start);
}

static void add_part(enum part part, const struct url *url, struct buf *b)
{
	if (part == PART_PATH) {
		buf_add_str(b, url->path);
		return;
	}
	buf_printf(b, "%.*s://%.*s", STR_ARG(url->scheme), STR_ARG(url->host));
	if (url->port.len)
		buf_printf(b, ":%.*s", STR_ARG(url->port));
}

/* Keep scheme://host[:port] or the path of an address that may be relative to the
 * page. */
static void apply_part(const struct pick *pick, struct str page_url, struct buf *b)
{
	if (!pick->part)
		return;
	auto_buf absolute = BUF_INIT(MAX_PICK);
	struct url url;
	bool is_url = url_resolve(page_url, buf_str(b), NULL, &absolute) &&
	              url_split(buf_str(&absolute), &url) && url.host.len;
	buf_clear(b);
	if (is_url)
		add_part(pick->part, &url, b);
}

bool pick_text(const struct pick *pick, const struct recipe_page *page, xmlNode *at,
               struct buf *b)
{
	if (!pick)
		return false;
	auto_buf value = BUF_INIT(MAX_PICK);
	pick_source(pick, page, at, &value);
	apply_filter(pick, &value);
	if (value.len)
		apply_part(pick, page->url, &value);
	struct str text = str_trim(buf_str(&value));
	return text.len && buf_add_str(b, text);
}
