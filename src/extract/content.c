/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text that came with a feed: somebody chose it already, so nothing in it is
 * judged. */
#include "page.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/pack.h"
#include "baolan/extract/job.h"
#include "baolan/markup/html.h"
#include "baolan/markup/plain.h"
#include "baolan/text/clean.h"

#define MAX_TEXT ((size_t)64 << 20)

/* --- an article --- */

struct place { /* where a part of the job stands, and what it becomes */
	size_t at;
	int field; /* DOC_FIELDS: none by itself */
};

#define PLACE(name, field)                                \
	{                                                 \
		offsetof(struct content_job, name), field \
	}
static const struct place places[] = {
	PLACE(html, DOC_FIELDS),    PLACE(base, DOC_FIELDS),
	PLACE(url, DOC_URL),        PLACE(title, DOC_TITLE),
	PLACE(site, DOC_SITE),      PLACE(published, DOC_PUBLISHED),
	PLACE(source, DOC_SOURCE),  PLACE(summary, DOC_SUMMARY),
	PLACE(authors, DOC_FIELDS),
};

static struct str value_at(const struct content_job *job, size_t i)
{
	struct str value;
	memcpy(&value, (const char *)job + places[i].at, sizeof(value));
	return value;
}

void content_input(const struct content_job *job, struct buf *ret_input)
{
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		pack_str(ret_input, value_at(job, i));
}

static enum err read_input(struct str input, struct content_job *ret_job,
                           struct error *err)
{
	struct unpack u = unpack_from(input);
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		struct str value = unpack_str(&u);
		memcpy((char *)ret_job + places[i].at, &value, sizeof(value));
	}
	if (!unpack_done(&u))
		return err_set(err, ERR_FORMAT, _("the page's job is damaged"));
	return ERR_OK;
}

static bool skip_hidden(void *data, const xmlNode *element)
{
	const struct tree *tree = data;
	const struct tree_node *n = &tree->nodes.at[tree_place(element)];
	return n->node == element && n->flags & NODE_HIDDEN;
}

static void write_fields(const struct content_job *job, struct doc_builder *b)
{
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		if (places[i].field < DOC_FIELDS)
			doc_set(b, (enum doc_field)places[i].field, value_at(job, i));
	for (struct str rest = job->authors; rest.at;)
		doc_add_author(b, str_cut(&rest, '\n'));
}

static enum err write_article(struct page *p, const struct content_job *job,
                              struct buf *ret_output, struct error *err)
{
	tree_build(&p->tree, p->xml, false);
	lines_add(&p->lines, &p->tree, xmlDocGetRootElement(p->xml), skip_hidden,
	          &p->tree);
	if (!p->lines.list.len)
		return err_set(err, ERR_EMPTY, _("the feed brought no text for this"));
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, ret_output->max);
	doc_expect_text(b, p->lines.text.len);
	write_fields(job, b);
	page_write_lines(p, b);
	enum err e = doc_build(b, ret_output, err);
	doc_builder_free(b);
	return e;
}

enum err content_run(struct str input, struct buf *ret_output, struct error *err)
{
	struct content_job job = { 0 };
	struct page p = { 0 };
	enum err e = read_input(input, &job, err);
	if (!e)
		e = html_parse(job.html, &p.xml, err);
	if (e)
		return e;
	p.url = job.url;
	p.base = job.base.len ? job.base : job.url;
	lines_init(&p.lines);
	p.facts.arena = &p.arena;
	e = write_article(&p, &job, ret_output, err);
	page_done(&p);
	html_free(p.xml);
	return e;
}

/* --- texts --- */

void texts_add_input(struct str html, struct buf *input)
{
	pack_str(input, html);
}

enum err texts_run(struct str input, struct buf *ret_output, struct error *err)
{
	auto_buf plain = BUF_INIT(MAX_TEXT), clean = BUF_INIT(MAX_TEXT);
	struct unpack u = unpack_from(input);
	while (u.rest.len && !u.bad) {
		buf_clear(&plain);
		buf_clear(&clean);
		plain_add(unpack_str(&u), MAX_TEXT, &plain);
		clean_add_collapsed(&clean, buf_str(&plain));
		pack_str(ret_output, str_make(buf_text(&clean), clean.len));
	}
	if (u.bad)
		return err_set(err, ERR_FORMAT, _("the page's job is damaged"));
	return ERR_OK;
}

struct str texts_next(struct str *output)
{
	struct unpack u = unpack_from(*output);
	struct str text = output->len ? unpack_str(&u) : STR_NONE;
	*output = u.bad ? STR_NONE : u.rest;
	return text;
}
