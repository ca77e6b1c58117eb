/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Feed, and DailyHotApi's lists: a table for the head and one for an item. */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/markup/plain.h"
#include "baolan/markup/reply.h"
#include "feed-inside.h"

#include <stdio.h>

#define FLAGS (JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK)

struct row;
typedef void take_fn(struct feed_maker *maker, struct part_maker *made,
                     const struct row *row, const json_t *value);
struct row {
	const char *key;
	take_fn *read;
	uint8_t part, rank;
};

/* --- values --- */

/* Text, or a number as text; borrowed from the value or written to `room`. */
static struct str text_of(const json_t *value, char room[32])
{
	if (json_is_string(value))
		return str_make(json_string_value(value), json_string_length(value));
	if (!json_is_number(value))
		return STR_NONE;
	if (json_is_integer(value))
		snprintf(room, 32, "%lld", (long long)json_integer_value(value));
	else
		snprintf(room, 32, "%.17g", json_real_value(value));
	return str_of(room);
}

static struct str member(const json_t *object, const char *key, char room[32])
{
	return text_of(json_object_get(object, key), room);
}

static void take_text(struct feed_maker *maker, struct part_maker *made,
                      const struct row *row, const json_t *value)
{
	char room[32];
	maker_set_text(maker, made, row->part, row->rank, text_of(value, room));
}

/* Text where HTML is expected. */
static void take_plain(struct feed_maker *maker, struct part_maker *made,
                       const struct row *row, const json_t *value)
{
	char room[32];
	auto_buf html = BUF_INIT(FEED_MAX_TEXT);
	plain_escape(text_of(value, room), &html);
	maker_set_text(maker, made, row->part, row->rank, buf_str(&html));
}

static void take_link(struct feed_maker *maker, struct part_maker *made,
                      const struct row *row, const json_t *value)
{
	char room[32];
	maker_set_link(maker, made, row->part, row->rank, text_of(value, room),
	               STR_NONE);
}

static void take_date(struct feed_maker *maker, struct part_maker *made,
                      const struct row *row, const json_t *value)
{
	char room[32];
	maker_set_date(maker, made, row->part, row->rank, text_of(value, room));
}

/* {"name"}, or a name alone. */
static struct str name_of(const json_t *person, char room[32])
{
	return json_is_object(person) ? member(person, "name", room)
	                              : text_of(person, room);
}

/* A person, or several. */
static void take_people(struct feed_maker *maker, struct part_maker *made,
                        const struct row *row, const json_t *value)
{
	char room[32];
	(void)maker;
	part_add(made, row->part, row->rank, name_of(value, room));
	for (size_t i = 0; i < json_array_size(value); i++)
		part_add(made, row->part, row->rank,
		         name_of(json_array_get(value, i), room));
}

static void take_tags(struct feed_maker *maker, struct part_maker *made,
                      const struct row *row, const json_t *value)
{
	char room[32];
	(void)maker;
	for (size_t i = 0; i < json_array_size(value); i++)
		part_add(made, row->part, row->rank,
		         text_of(json_array_get(value, i), room));
}

static void take_attachments(struct feed_maker *maker, struct part_maker *made,
                             const struct row *row, const json_t *value)
{
	(void)row;
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *at = json_array_get(value, i);
		char a[32], b[32], c[32];
		maker_add_enclosure(maker, made, member(at, "url", a),
		                    member(at, "mime_type", b),
		                    member(at, "size_in_bytes", c), STR_NONE);
	}
}

/* clang-format off */
static const struct row head_rows[] = {
	{ "title",         take_text,   FEED_TITLE, 0 },
	{ "home_page_url", take_link,   FEED_LINK, 0 },
	{ "feed_url",      take_link,   FEED_SELF, 0 },
	{ "description",   take_plain,  FEED_SUMMARY, 0 },
	{ "language",      take_text,   FEED_LANGUAGE, 0 },
	{ "icon",          take_link,   FEED_IMAGE, 0 },
	{ "favicon",       take_link,   FEED_IMAGE, 1 },
	{ "authors",       take_people, FEED_AUTHORS, 0 },
	{ "author",        take_people, FEED_AUTHORS, 1 },
	/* DailyHotApi */
	{ "link",          take_link,   FEED_LINK, 1 },
	{ "updateTime",    take_date,   FEED_UPDATED, 0 },
};

static const struct row item_rows[] = {
	{ "id",             take_text,        FEED_ID, 0 },
	{ "url",            take_link,        FEED_LINK, 0 },
	{ "external_url",   take_link,        FEED_LINK, 1 },
	{ "title",          take_text,        FEED_TITLE, 0 },
	{ "content_html",   take_text,        FEED_CONTENT, 0 },
	{ "content_text",   take_plain,       FEED_CONTENT, 1 },
	{ "summary",        take_plain,       FEED_SUMMARY, 0 },
	{ "image",          take_link,        FEED_IMAGE, 0 },
	{ "banner_image",   take_link,        FEED_IMAGE, 1 },
	{ "date_published", take_date,        FEED_PUBLISHED, 0 },
	{ "date_modified",  take_date,        FEED_UPDATED, 0 },
	{ "authors",        take_people,      FEED_AUTHORS, 0 },
	{ "author",         take_people,      FEED_AUTHORS, 1 },
	{ "tags",           take_tags,        FEED_CATEGORIES, 0 },
	{ "attachments",    take_attachments, FEED_ENCLOSURES, 0 },
	/* DailyHotApi */
	{ "mobileUrl",      take_link,        FEED_LINK, 2 },
	{ "desc",           take_plain,       FEED_SUMMARY, 1 },
	{ "cover",          take_link,        FEED_IMAGE, 2 },
	{ "timestamp",      take_date,        FEED_PUBLISHED, 1 },
	{ "hot",            take_text,        FEED_HEAT, 0 },
};
/* clang-format on */

static void take_rows(struct feed_maker *maker, struct part_maker *made,
                      const struct row *rows, size_t n, const json_t *object)
{
	for (size_t i = 0; i < n; i++) {
		const json_t *value = json_object_get(object, rows[i].key);
		if (value)
			rows[i].read(maker, made, &rows[i], value);
	}
}

/* --- JSON that ends too early --- */

/* Where the last whole item of the list of items ends, in text that is cut. */
static size_t last_item_end(struct str text)
{
	int depth = 0;
	bool quoted = false;
	size_t end = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']') && --depth == 2 && c == '}')
			end = i + 1;
	}
	return end;
}

static json_t *load_cut(struct feed_maker *maker, struct str text)
{
	size_t end = last_item_end(text);
	auto_buf mended = BUF_INIT(FEED_MAX_TEXT);
	if (!end)
		return NULL;
	maker->feed->flaws |= FEED_CUT_JSON;
	buf_add_str(&mended, str_head(text, end));
	buf_add_text(&mended, "]}");
	return json_loadb(mended.at, mended.len, FLAGS, NULL);
}

/* --- the whole --- */

static const json_t *items_of(const json_t *json)
{
	const json_t *items = json_object_get(json, "items");
	if (!json_is_array(items))
		items = json_object_get(json, "data");
	return json_is_array(items) ? items : NULL;
}

/* Is it a list of things that have a title, an address or a text? */
static bool is_feed(const json_t *json)
{
	char room[32];
	const json_t *items = items_of(json), *first = json_array_get(items, 0);
	bool named = str_has(member(json, "version", room), STR("jsonfeed.org"));
	if (!items)
		return named;
	return named || !first || json_object_get(first, "title") ||
	       json_object_get(first, "url") || json_object_get(first, "content_html");
}

/* DailyHotApi parts 微博 and 热搜榜. */
static void add_type_to_title(struct feed_maker *maker, const json_t *json)
{
	char room[32];
	struct str type = member(json, "type", room);
	struct str *title = &maker->head.made.part[FEED_TITLE];
	if (type.len && title->len && json_is_array(json_object_get(json, "data")))
		*title = str_of(arena_printf(&maker->feed->arena, "%.*s · %.*s",
		                             STR_ARG(*title), STR_ARG(type)));
}

static void read_json(struct feed_maker *maker, const json_t *json)
{
	const json_t *items = items_of(json);
	take_rows(maker, &maker->head, head_rows, ARRAY_SIZE(head_rows), json);
	add_type_to_title(maker, json);
	for (size_t i = 0; i < json_array_size(items); i++) {
		take_rows(maker, &maker->item, item_rows, ARRAY_SIZE(item_rows),
		          json_array_get(items, i));
		maker_end_item(maker);
	}
}

enum err feed_read_json(struct feed_maker *maker, struct error *err)
{
	struct str text = str_trim_space(maker->source->text);
	json_t *json = json_loadb(text.at, text.len, FLAGS, NULL);
	if (!json)
		json = load_cut(maker, text);
	if (!json)
		return err_set(err, ERR_FORMAT,
		               _("this looks like JSON but is damaged"));
	bool good = is_feed(json);
	if (good)
		read_json(maker, json);
	json_decref(json);
	return good ? ERR_OK
	            : err_set(err, ERR_FORMAT,
	                      _("this is JSON, but no feed: it lists no items"));
}
