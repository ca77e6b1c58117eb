/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU's statistics, which are sound on a page's whole text and poor on a title:
 * so they see the text between the tags, and only, and what they say of a short
 * text yields to what a Chinese reader's pages are most likely to be. */
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "charset-parts.h"

#include <unicode/ucsdet.h>

/* As much text as ICU looks at (8 KiB), of as much page as we walk for it. */
#define SAMPLE_MAX 8192
#define WALK_MAX ((size_t)256 << 10)
/* Below this confidence (of 100) a charset that is not Chinese loses to one that
 * is, if the bytes are well-formed in it. */
#define CONFIDENT 80

/* One a process; opening it loads all of ICU's recognizers. */
static UCharsetDetector *detector;

void charset_detect_warm(void)
{
	UErrorCode status = U_ZERO_ERROR;
	if (!detector)
		detector = ucsdet_open(&status);
	if (U_FAILURE(status))
		detector = NULL;
}

static size_t find_end_tag(struct str s, struct str end_tag)
{
	for (size_t at = 0; at < s.len; at++) {
		size_t next = str_find_char(str_from(s, at), '<');
		if (next == STR_NPOS)
			break;
		at += next;
		if (str_starts_nocase(str_from(s, at), end_tag))
			return at;
	}
	return s.len;
}

/* The length of the tag at the head of s, with the contents of a script. */
static size_t tag_length(struct str s)
{
	static const struct {
		struct str start, end;
	} opaque[] = {
		{ { "<script", 7 }, { "</script", 8 } },
		{ { "<style", 6 }, { "</style", 7 } },
	};
	for (size_t i = 0; i < ARRAY_SIZE(opaque); i++)
		if (str_starts_nocase(s, opaque[i].start))
			return find_end_tag(s, opaque[i].end);
	size_t end = str_find_char(s, '>');
	return end == STR_NPOS ? s.len : end + 1;
}

/* The text between the tags. */
static void add_text(struct buf *text, struct str page)
{
	page = str_head(page, WALK_MAX);
	while (page.len && text->len < SAMPLE_MAX) {
		size_t tag = str_find_char(page, '<');
		struct str run = str_head(page, tag);
		buf_add_str(text, str_head(run, SAMPLE_MAX - text->len));
		page = str_from(page, run.len);
		if (page.len)
			page = str_from(page, tag_length(page));
	}
}

static bool is_chinese(const char *charset)
{
	return strcmp(charset, "gb18030") == 0 || strcmp(charset, "big5") == 0;
}

/* Are most bytes beyond ASCII in pairs, as in Chinese text?  In a Western one
 * they stand alone. */
static bool is_paired(struct str text)
{
	size_t pairs = 0, singles = 0;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] < 0x80)
			continue;
		bool pair = i + 1 < text.len && (unsigned char)text.at[i + 1] >= 0x80;
		pairs += pair;
		singles += !pair;
		i += pair;
	}
	return pairs > 2 * singles;
}

/* Does all of `text` decode?  A tail that the sample tore is forgiven. */
static bool decodes(struct str text, const char *charset)
{
	auto_buf out = BUF_INIT(BUF_MAX_TEXT);
	unsigned replaced = charset_read(text, charset, &out);
	return replaced == 0 ||
	       (replaced == 1 && str_ends(buf_str(&out), STR("\xEF\xBF\xBD")));
}

/* ICU's best guess that we can read, and how sure it is; NULL when none. */
static const char *best_match(struct str text, int32_t *ret_confidence)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t count = 0;
	charset_detect_warm();
	if (!detector || !text.len)
		return NULL;
	ucsdet_setText(detector, text.at, (int32_t)text.len, &status);
	const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < count; i++) {
		const char *name = ucsdet_getName(matches[i], &status);
		const char *charset = name ? charset_canonical(str_of(name)) : NULL;
		if (!charset)
			continue;
		*ret_confidence = ucsdet_getConfidence(matches[i], &status);
		return charset;
	}
	return NULL;
}

const char *charset_detect(struct str bytes)
{
	auto_buf text = BUF_INIT(SAMPLE_MAX);
	int32_t confidence = 0;
	add_text(&text, bytes);
	if (!text.len)
		buf_add_str(&text, str_head(bytes, SAMPLE_MAX));
	const char *best = best_match(buf_str(&text), &confidence);
	if (best && (is_chinese(best) || strcmp(best, "utf-8") == 0))
		return best;
	bool doubtful = (!best || confidence < CONFIDENT) && is_paired(buf_str(&text));
	if (doubtful && decodes(buf_str(&text), "gb18030"))
		return "gb18030";
	if (doubtful && decodes(buf_str(&text), "big5"))
		return "big5";
	return best ? best : "gb18030";
}
