/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "listing.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/markup/feed.h"

/* clang-format off */
static const struct {
	enum feed_part part;
	enum doc_field field;
} heads[] = {
	{ FEED_TITLE,     DOC_TITLE },
	{ FEED_LINK,      DOC_HOME },
	{ FEED_SELF,      DOC_FEED },
	{ FEED_SUMMARY,   DOC_SUMMARY },
	{ FEED_PUBLISHED, DOC_PUBLISHED },
	{ FEED_UPDATED,   DOC_UPDATED },
	{ FEED_LANGUAGE,  DOC_LANGUAGE },
	{ FEED_TTL,       DOC_TTL },
};
/* clang-format on */

bool listing_is_feed(struct str text)
{
	/* A page may begin with a bracket. */
	enum feed_format format = feed_format_of(text);
	struct str head = str_head(text, 2048);
	bool page = str_has(head, STR("<html")) || str_has(head, STR("<body")) ||
	            str_has(head, STR("<HTML"));
	return format != FEED_NONE && !(format == FEED_JSON && page);
}

static void add_item(struct doc_builder *b, const struct feed_item *item)
{
	const struct str *part = item->part;
	struct str base = part[FEED_BASE].len ? part[FEED_BASE] : part[FEED_LINK];
	doc_add_story(b, &(struct doc_story_text){
	                         .title = part[FEED_TITLE],
	                         .url = part[FEED_LINK],
	                         .summary = part[FEED_SUMMARY],
	                         .image = part[FEED_IMAGE],
	                         .published = part[FEED_PUBLISHED],
	                         .source = part[FEED_SOURCE],
	                         .heat = part[FEED_HEAT],
	                         .id = part[FEED_ID],
	                         .updated = part[FEED_UPDATED],
	                         .content = part[FEED_CONTENT],
	                         .base = part[FEED_CONTENT].len ? base : STR_NONE,
	                         .authors = part[FEED_AUTHORS],
	                         .categories = part[FEED_CATEGORIES],
	                         .enclosures = part[FEED_ENCLOSURES],
	                 });
}

static void add_head(struct doc_builder *b, const struct listing_source *source,
                     const struct feed *feed)
{
	doc_set(b, DOC_URL, source->url);
	doc_set(b, DOC_FEED, source->url);
	doc_set(b, DOC_CHARSET, str_of(source->decoded->charset));
	doc_set(b, DOC_FORMAT, str_of(feed_format_name(feed->format)));
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		doc_set(b, heads[i].field, feed->head.part[heads[i].part]);
	struct str authors = feed->head.part[FEED_AUTHORS];
	while (authors.at)
		doc_add_author(b, str_cut(&authors, '\n'));
}

static void add_charset_repairs(struct doc_builder *b,
                                const struct listing_source *source)
{
	const struct decoded *decoded = source->decoded;
	const char *claimed = charset_canonical(source->declared);
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (source->declared.len &&
	    (!claimed || strcmp(claimed, decoded->charset) != 0)) {
		buf_printf(&text, _("it claims to be %.*s, but is %s"),
		           STR_ARG(str_head(source->declared, 40)), decoded->charset);
		doc_add_repair(b, buf_str(&text));
	}
	buf_clear(&text);
	if (decoded->replaced) {
		buf_printf(&text, _("%u characters could not be read"),
		           decoded->replaced);
		doc_add_repair(b, buf_str(&text));
	}
}

static void add_repairs(struct doc_builder *b, const struct listing_source *source,
                        const struct feed *feed)
{
	add_charset_repairs(b, source);
	for (uint32_t bit = 1; bit; bit <<= 1) {
		const char *text = feed->flaws & bit ? feed_flaw_text(bit) : NULL;
		if (text)
			doc_add_repair(b, str_of(text));
	}
}

enum err listing_write_feed(const struct listing_source *source, struct buf *ret_output,
                            struct error *err)
{
	struct feed_source from = { .text = source->decoded->text,
		                    .url = source->url,
		                    .now = source->now };
	struct feed feed;
	enum err e = feed_read(&from, &feed, err);
	if (e)
		return e;
	struct doc_builder *b = doc_builder_new(DOC_LISTING, ret_output->max);
	doc_expect_text(b, from.text.len);
	add_head(b, source, &feed);
	add_repairs(b, source, &feed);
	doc_begin_list(b, LIST_STORIES, PERIOD_OTHER, STR_NONE);
	vec_each (item, &feed.items)
		add_item(b, item);
	doc_end_list(b);
	feed_done(&feed);
	e = doc_build(b, ret_output, err);
	doc_builder_free(b);
	return e;
}
