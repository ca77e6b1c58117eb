/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line directly below a picture is about it when it says so, stands so, or is
 * no sentence. */
#include "general-caption.h"

#include "general-judge.h"
#include "general-words.h"

#include "baolan/markup/html.h"

static bool is_centred(const xmlNode *element)
{
	return html_is(element, "center") ||
	       str_eq_nocase(html_attr(element, "align"), STR("center")) ||
	       str_has(html_attr(element, "class"), STR("center")) ||
	       str_has(html_attr(element, "style"), STR("center"));
}

/* A centred line below a picture is about it, and so is one that names who took
 * it. */
static bool is_below_picture(const struct line *line, struct str text)
{
	return is_shorter(text, 120) &&
	       (is_centred(line->node) || is_photo_credit(text));
}

/* <p><img><br>text</p>: the paragraph holds nothing else. */
static bool is_alone_with_picture(const struct lines *lines, const struct line *image,
                                  const struct line *line)
{
	const struct line *next = line + 1, *end = lines->list.at + lines->list.len;
	const xmlNode *node = image->node->parent;
	for (int depth = 0; node && node != line->node && depth < 3; depth++)
		node = node->parent;
	return node == line->node && html_is(node, "p") && line->chars <= 60 &&
	       (next == end || next->node != line->node);
}

/* A few words below a picture that are no sentence. */
static bool is_bare_words(const struct line *line, struct str text)
{
	static const char *const ends[] = { "。", "！", "？", "：", "；",
		                            ".",  ":",  "?",  "!",  NULL };
	static const char *const numbers[] = { "一、", "二、", "三、", "四、", "五、",
		                               "六、", "（",   "(",    NULL };
	for (const char *const *end = ends; *end; end++)
		if (str_ends(text, str_of(*end)))
			return false;
	bool numbered = starts_with_word(text, numbers) ||
	                (text.at[0] >= '0' && text.at[0] <= '9');
	return line->chars <= 40 && !line->strong_chars && !numbered;
}

static bool may_be_caption(const struct lines *lines, const struct line *image,
                           const struct line *line)
{
	struct str text = line_text(lines, line);
	if (line->caption || is_alone_with_picture(lines, image, line))
		return true;
	return line->block.type == BLOCK_PARAGRAPH &&
	       (is_caption_text(text) || is_below_picture(line, text) ||
	        is_bare_words(line, text));
}

/* The picture takes over the line's spans. */
static void join_caption(struct line *image, struct line *caption)
{
	image->first_span = caption->first_span;
	image->n_spans = caption->n_spans;
	image->at = caption->at;
	image->len = caption->len;
	image->chars = caption->chars;
	caption->dropped = true;
}

void captions_join(struct lines *lines)
{
	struct line *image = NULL;
	vec_each (line, &lines->list) {
		if (line->dropped)
			continue;
		if (line->block.type == BLOCK_IMAGE) {
			image = line->n_spans ? NULL : line;
		} else if (line->chars) {
			if (image && may_be_caption(lines, image, line))
				join_caption(image, line);
			image = NULL;
		}
	}
}

/* A picture shown twice (as thumbnail and as zoom) is one. */
void pictures_drop_repeated(struct lines *lines)
{
	struct line *last = NULL;
	vec_each (line, &lines->list) {
		if (line->block.type != BLOCK_IMAGE || line->dropped)
			continue;
		if (last && str_eq(last->src, line->src))
			line->dropped = true;
		last = line;
	}
}
