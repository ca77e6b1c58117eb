/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every maker of such pages has another name for a block's parts; which part is
 * the picture is told by its value. */
#include "page-script.h"

#include "baolan/base/mem.h"

#define MAX_BLOCKS 2000
#define MAX_MARKUP ((size_t)1 << 20)

/* clang-format off */
static const char *const text_keys[] = {
	"value", "text", "content", "html", "data", "paragraph", "p", NULL,
};
static const char *const picture_keys[] = {
	"value", "src", "url", "img", "image", "imgurl", "imgUrl", "pic", "data", NULL,
};
static const char *const caption_keys[] = {
	"desc", "caption", "description", "alt", "title", NULL,
};
/* clang-format on */

static bool is_markup(struct str text)
{
	return str_has(text, STR("<p")) || str_has(text, STR("<br")) ||
	       str_has(text, STR("<div")) || str_has(text, STR("</"));
}

void script_add_markup(struct buf *html, struct str text)
{
	if (is_markup(text)) {
		buf_add_str(html, text);
		return;
	}
	for (struct str rest = text; rest.at;) {
		buf_add_text(html, "<p>");
		for (struct str line = str_cut(&rest, '\n'); line.len;
		     line = str_from(line, 1))
			if (line.at[0] == '<')
				buf_add_text(html, "&lt;");
			else if (line.at[0] == '&')
				buf_add_text(html, "&amp;");
			else
				buf_add_char(html, line.at[0]);
	}
}

static struct str text_at(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	return json_is_string(value)
	               ? str_make(json_string_value(value), json_string_length(value))
	               : STR_NONE;
}

static bool is_address(struct str text)
{
	bool starts = str_starts(text, STR("http://")) ||
	              str_starts(text, STR("https://")) || str_starts(text, STR("//"));
	return starts && text.len < 2000 && !memchr(text.at, ' ', text.len);
}

static struct str first_text(const json_t *object, const char *const *keys,
                             bool address)
{
	for (; *keys; keys++) {
		struct str text = text_at(object, *keys);
		if (text.len && is_address(text) == address)
			return text;
	}
	return STR_NONE;
}

static void add_picture(struct buf *html, struct str src, struct str caption)
{
	if (memchr(src.at, '"', src.len))
		return;
	buf_printf(html, "<figure><img src=\"%.*s\">", STR_ARG(src));
	buf_add_text(html, "<figcaption>");
	script_add_markup(html, caption);
	buf_add_text(html, "</figcaption></figure>");
}

/* True when it was a block of a story. */
static bool add_block(struct buf *html, const json_t *block)
{
	if (json_is_string(block)) {
		script_add_markup(html, str_make(json_string_value(block),
		                                 json_string_length(block)));
		return true;
	}
	struct str text = first_text(block, text_keys, false);
	struct str src = first_text(block, picture_keys, true);
	if (src.len)
		add_picture(html, src, first_text(block, caption_keys, false));
	else
		script_add_markup(html, text);
	return text.len || src.len;
}

struct str script_blocks(const json_t *blocks, struct arena *arena)
{
	size_t count = json_array_size(blocks), good = 0;
	auto_buf html = BUF_INIT(MAX_MARKUP);
	if (count > MAX_BLOCKS)
		return STR_NONE;
	for (size_t i = 0; i < count; i++)
		good += add_block(&html, json_array_get(blocks, i));
	return good * 2 > count ? arena_str(arena, buf_str(&html)) : STR_NONE;
}
