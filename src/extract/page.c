/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandboxed job: bytes, decoded, parsed, read by recipe and general
 * extractor, written as one document. */
#include "page.h"

#include "general-title.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/pack.h"
#include "baolan/extract/job.h"
#include "baolan/text/charset.h"
#include "listing.h"

/* A document is never much larger than its page's text. */
#define MAX_TEXT ((size_t)128 << 20)

/* --- the input --- */

static bool must_travel(const struct recipe *site, const struct recipe *recipe)
{
	return recipe != site && (reaction_may_detect(site, recipe) ||
	                          recipe_pick(recipe, RECIPE_SITE_DETECT));
}

static void pack_recipe(struct buf *b, const struct recipe *recipe)
{
	pack_str(b, recipe ? recipe_name(recipe) : STR_NONE);
	pack_str(b, recipe ? recipe_ini(recipe) : STR_NONE);
	pack_str(b, recipe ? recipe_value(recipe, RECIPE_DETECT_WORDS) : STR_NONE);
}

static void pack_all(struct buf *b, const struct page_job *job)
{
	uint32_t count = 0;
	for (size_t i = 0; job->all && i < job->all->list.len; i++)
		count += must_travel(job->recipe, job->all->list.at[i]);
	pack_u32(b, count);
	for (size_t i = 0; job->all && i < job->all->list.len; i++)
		if (must_travel(job->recipe, job->all->list.at[i]))
			pack_recipe(b, job->all->list.at[i]);
}

void page_input(const struct page_job *job, struct buf *ret_input)
{
	pack_str(ret_input, job->url);
	pack_str(ret_input, job->http_charset);
	pack_u64(ret_input, (uint64_t)job->now);
	pack_recipe(ret_input, job->recipe);
	pack_all(ret_input, job);
	pack_str(ret_input, job->bytes);
}

struct input {
	struct str url, http_charset, bytes;
	int64_t now;
	const struct recipe *recipe; /* one of `all`, or NULL */
	struct recipes all;          /* the site's own and those that may be needed */
	struct unpack others;        /* packed recipes */
	uint32_t n_others;
};

struct packed_recipe {
	struct str name, ini, words;
};

static struct packed_recipe unpack_recipe(struct unpack *u)
{
	struct packed_recipe packed = { .name = unpack_str(u) };
	packed.ini = unpack_str(u);
	packed.words = unpack_str(u);
	return packed;
}

static enum err add_recipe(struct input *input, const struct packed_recipe *packed,
                           struct error *err)
{
	struct recipe *recipe = NULL;
	enum err e = recipe_parse_trusted(packed->name, packed->ini, &recipe, err);
	if (!e)
		*vec_push(&input->all.list) = recipe;
	return e;
}

static enum err add_own_recipe(struct input *input, const struct packed_recipe *packed,
                               struct error *err)
{
	enum err e = packed->ini.len ? add_recipe(input, packed, err) : ERR_OK;
	if (!e && packed->ini.len)
		input->recipe = input->all.list.at[0];
	return e;
}

static enum err read_input(struct str bytes, struct input *input, struct error *err)
{
	struct unpack u = unpack_from(bytes);
	input->url = unpack_str(&u);
	input->http_charset = unpack_str(&u);
	input->now = (int64_t)unpack_u64(&u);
	struct packed_recipe own = unpack_recipe(&u);
	input->n_others = unpack_u32(&u);
	input->others = u;
	for (uint32_t i = 0; !u.bad && i < input->n_others; i++)
		unpack_recipe(&u);
	input->bytes = unpack_str(&u);
	if (!unpack_done(&u))
		return err_set(err, ERR_FORMAT, _("the page's job is damaged"));
	return add_own_recipe(input, &own, err);
}

/* There are many, and hardly one has to do with the page. */
static enum err add_other_recipes(struct input *input, struct str source,
                                  struct error *err)
{
	enum err e = ERR_OK;
	for (uint32_t i = 0; !e && i < input->n_others; i++) {
		struct packed_recipe packed = unpack_recipe(&input->others);
		if (recipe_words_are_in(packed.words, source))
			e = add_recipe(input, &packed, err);
	}
	return e;
}

/* --- the document --- */

/* Fields of one story, which a list of stories does not have. */
static bool is_story_field(int field)
{
	return field == DOC_PUBLISHED || field == DOC_SOURCE || field == DOC_EDITOR ||
	       field == DOC_KICKER || field == DOC_SUBTITLE;
}

static void write_fields(const struct page *p, bool article, struct doc_builder *b)
{
	for (int field = 0; field < DOC_FIELDS; field++)
		if (p->field[field].len && (article || !is_story_field(field)))
			doc_set(b, (enum doc_field)field, p->field[field]);
	if (!article)
		return;
	for (size_t i = 0; i < p->facts.authors.len; i++)
		doc_add_author(b, p->facts.authors.at[i]);
	for (size_t i = 0; i < p->pages.len; i++)
		doc_add_page(b, p->pages.at[i]);
}

static void write_spans(const struct page *p, const struct line *line,
                        struct doc_builder *b)
{
	struct stories s = page_stories(p);
	for (uint32_t i = 0; i < line->n_spans; i++) {
		const struct line_span *span = &p->lines.spans.at[line->first_span + i];
		struct str text = str_head(str_from(buf_str(&p->lines.text), span->at),
		                           span->len);
		struct str url = STR_NONE;
		uint32_t style = span->style;
		if (style & SPAN_LINK)
			url = stories_address(&s, span->href);
		if (!url.len)
			style &= ~(uint32_t)SPAN_LINK;
		doc_add_span(b, style, text, url);
	}
}

static void write_line(const struct page *p, const struct line *line,
                       struct doc_builder *b)
{
	struct stories s = page_stories(p);
	struct str src = STR_NONE;
	if (line->block.type == BLOCK_IMAGE) {
		src = stories_address(&s, line->src);
		if (!src.len)
			return;
	}
	doc_begin_block(b, line->block);
	if (src.len)
		doc_set_image(b, src, line->alt);
	write_spans(p, line, b);
	doc_end_block(b);
}

void page_write_lines(const struct page *p, struct doc_builder *b)
{
	for (size_t i = 0; i < p->lines.list.len; i++)
		if (!p->lines.list.at[i].dropped)
			write_line(p, &p->lines.list.at[i], b);
}

static void write_lists(const struct page *p, const struct story_lists *lists,
                        struct doc_builder *b)
{
	for (size_t i = 0; i < lists->list.len; i++)
		story_list_write(&lists->list.at[i], p->url, b);
}

/* A list's first story may look like the page's headline; the head knows. */
static void use_list_title(struct page *p)
{
	struct str title = p->meta.value[META_TITLE_TAG];
	title = title_without_site(title, p->field[DOC_SITE]);
	if (!p->recipe && title.len)
		p->field[DOC_TITLE] = arena_str(&p->arena, title);
}

static enum err write_document(struct page *p, const struct recipes *all,
                               const struct recipe_page *at, struct buf *ret_output,
                               struct error *err)
{
	bool article = page_is_article(p);
	if (!article)
		use_list_title(p);
	struct doc_builder *b =
	        doc_builder_new(article ? DOC_ARTICLE : DOC_LISTING, ret_output->max);
	write_fields(p, article, b);
	if (!article)
		doc_set(b, DOC_FORMAT, STR("page"));
	doc_expect_text(b, p->lines.text.len);
	if (article)
		page_write_lines(p, b);
	else
		write_lists(p, &p->main, b);
	write_lists(p, &p->lists, b);
	listing_add_feeds(p->xml, p->base, b);
	if (article)
		reaction_detect(p->recipe, all, at, b);
	enum err e = doc_build(b, ret_output, err);
	doc_builder_free(b);
	return e;
}

/* --- the job --- */

struct stories page_stories(const struct page *p)
{
	return (struct stories){ .tree = &p->tree,
		                 .arena = (struct arena *)(uintptr_t)&p->arena,
		                 .base = p->base,
		                 .charset = p->charset,
		                 .now = p->now };
}

void page_set(struct page *p, enum doc_field field, struct str value)
{
	value = str_trim_space(value);
	if (!p->field[field].len && value.len)
		p->field[field] = arena_str(&p->arena, value);
}

void page_done(struct page *p)
{
	tree_done(&p->tree);
	tree_done(&p->script_tree);
	meta_done(&p->meta);
	body_done(&p->body);
	facts_done(&p->facts);
	lines_done(&p->lines);
	story_lists_done(&p->lists);
	story_lists_done(&p->main);
	vec_done(&p->pages);
	html_free(p->script_xml);
	arena_done(&p->arena);
}

/* Pages of a known make are read by its recipe, whatever their address. */
static const struct recipe *recipe_for(const struct input *input,
                                       const struct recipe_page *at)
{
	if (input->recipe)
		return input->recipe;
	for (size_t i = 0; i < input->all.list.len; i++)
		if (recipe_detects_page(input->all.list.at[i], at))
			return input->all.list.at[i];
	return NULL;
}

static enum err read_page(struct page *p, const struct input *input,
                          struct buf *ret_output, struct error *err)
{
	struct recipe_page at = { .xpath = xpath_context_new(p->xml),
		                  .root = xmlDocGetRootElement(p->xml),
		                  .source = p->source,
		                  .url = p->base };
	p->recipe = recipe_for(input, &at);
	tree_build(&p->tree, p->xml, false);
	meta_read(&p->tree, &p->arena, &p->meta);
	if (p->recipe)
		page_read_recipe(p, &at);
	page_read_general(p);
	enum err e = write_document(p, &input->all, &at, ret_output, err);
	xpath_context_free(at.xpath);
	return e;
}

static enum err parse_page(const struct input *input, const struct decoded *decoded,
                           struct buf *ret_output, struct error *err)
{
	xmlDocPtr xml = NULL;
	enum err e = html_parse(decoded->text, &xml, err);
	if (e)
		return e;
	struct page p = { .url = input->url,
		          .now = input->now,
		          .charset = decoded->charset,
		          .source = decoded->text,
		          .xml = xml };
	p.base = html_base(xml, input->url);
	p.facts.arena = &p.arena;
	lines_init(&p.lines);
	e = read_page(&p, input, ret_output, err);
	page_done(&p);
	html_free(xml);
	return e;
}

/* The recipe's charset serves pages that declare none. */
static struct str charset_of(const struct input *input)
{
	if (input->http_charset.len || !input->recipe ||
	    charset_declared(input->bytes).len)
		return input->http_charset;
	return recipe_value(input->recipe, RECIPE_SITE_CHARSET);
}

/* A byte that no text has in any encoding but UTF-16. */
static bool is_binary_byte(char c)
{
	unsigned char b = (unsigned char)c;
	return b < 0x09 || (b > 0x0D && b < 0x1B);
}

/* A picture, a program, an archive.  A page may hold a stray binary byte, and one
 * that names its charset may be UTF-16. */
static bool is_no_text(struct str bytes, struct str charset)
{
	struct str head = str_head(bytes, 1024);
	size_t found = 0;
	if (charset.len || str_starts(head, STR("\xFE\xFF")) ||
	    str_starts(head, STR("\xFF\xFE")))
		return false;
	for (size_t i = 0; i < head.len; i++)
		found += is_binary_byte(head.at[i]);
	return found * 32 > head.len || str_starts(head, STR("%PDF-"));
}

static enum err parse_feed(const struct input *input, const struct decoded *decoded,
                           struct buf *ret_output, struct error *err)
{
	struct listing_source source = { .url = input->url,
		                         .decoded = decoded,
		                         .declared = input->http_charset,
		                         .now = input->now };
	if (!source.declared.len)
		source.declared = charset_declared(input->bytes);
	return listing_write_feed(&source, ret_output, err);
}

static enum err run(struct input *input, struct buf *ret_output, struct error *err)
{
	struct decoded decoded;
	if (is_no_text(input->bytes, charset_of(input)))
		return err_set(
		        err, ERR_FORMAT,
		        _("this is no text: a picture, a program or another file"));
	enum err e = charset_decode(input->bytes, charset_of(input), MAX_TEXT, &decoded,
	                            err);
	if (e)
		return e;
	bool feed = listing_is_feed(decoded.text);
	e = feed ? parse_feed(input, &decoded, ret_output, err)
	         : add_other_recipes(input, decoded.text, err);
	if (!e && !feed)
		e = parse_page(input, &decoded, ret_output, err);
	decoded_done(&decoded);
	return e;
}

enum err page_run(struct str input, struct buf *ret_output, struct error *err)
{
	struct input in = { 0 };
	enum err e = read_input(input, &in, err);
	if (!e)
		e = run(&in, ret_output, err);
	recipes_done(&in.all);
	return e;
}
