/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU reads one character by its most common reading, so words in which it is
 * read otherwise come first, from a table of our own. */
#include "baolan/text/translit.h"

#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/text/utf8.h"
#include "pinyin-words.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

const char *const script_names[] = { "as-is", "simplified", "traditional", NULL };

/* A converter of the process, opened once. */
struct converter {
	const char *id;
	int growth; /* UTF-16 units that one may become */
	UTransliterator *icu;
	bool tried;
};

static struct converter to_script[SCRIPTS] = {
	[SCRIPT_SIMPLIFIED] = { .id = "Hant-Hans", .growth = 2 },
	[SCRIPT_TRADITIONAL] = { .id = "Hans-Hant", .growth = 2 },
};
static struct converter to_pinyin = { .id = "Han-Latin", .growth = 10 };

static UTransliterator *opened(struct converter *converter)
{
	UChar id[16];
	UErrorCode status = U_ZERO_ERROR;
	if (converter->tried)
		return converter->icu;
	converter->tried = true;
	u_uastrcpy(id, converter->id);
	converter->icu = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	if (U_FAILURE(status))
		converter->icu = NULL;
	return converter->icu;
}

static void add_utf16(struct buf *b, const UChar *units, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t written = 0;
	char *to = buf_reserve(b, (size_t)len * 3 + 1);
	if (!to)
		return;
	u_strToUTF8(to, len * 3 + 1, &written, units, len, &status);
	buf_grow(b, (size_t)written);
}

/* Append text by way of ICU; false when that can't be done. */
static bool convert(struct converter *converter, struct str text, struct buf *b)
{
	UTransliterator *icu = opened(converter);
	UErrorCode status = U_ZERO_ERROR;
	if (!icu || text.len > INT32_MAX / 32)
		return false;
	int32_t size = (int32_t)(text.len * (size_t)converter->growth) + 16, len = 0;
	auto_free UChar *units = mem_resize(NULL, (size_t)size, sizeof(UChar));
	u_strFromUTF8(units, size, &len, text.at, (int32_t)text.len, &status);
	int32_t limit = len;
	utrans_transUChars(icu, units, &len, size, 0, &limit, &status);
	if (U_FAILURE(status))
		return false;
	add_utf16(b, units, len);
	return true;
}

void translit_script(enum script script, struct str text, struct buf *b)
{
	if (script == SCRIPT_AS_IS || !text.len ||
	    !convert(&to_script[script], text, b))
		buf_add_str(b, text);
}

/* --- pinyin --- */

bool translit_pinyin_is_cold(void)
{
	return !to_pinyin.tried;
}

/* The word of the table that stands at the head of s; NULL: none. */
static const struct pinyin_word *word_at(struct str s)
{
	for (size_t i = 0; i < ARRAY_SIZE(pinyin_words); i++)
		if (str_starts(s, str_of(pinyin_words[i].word)))
			return &pinyin_words[i];
	return NULL;
}

static void add_reading(struct buf *b, struct str reading, bool first)
{
	if (!first)
		buf_add_char(b, ' ');
	buf_add_str(b, reading);
}

/* The readings that ICU gives for a run, when they are one a character. */
static bool read_run(struct str han, struct buf *readings)
{
	size_t blanks = 0;
	if (!convert(&to_pinyin, han, readings))
		return false;
	for (size_t i = 0; i < readings->len; i++)
		blanks += readings->at[i] == ' ';
	return blanks + 1 == utf8_count(han);
}

static void read_singly(struct str han, struct buf *readings)
{
	uint32_t c;
	buf_clear(readings);
	for (size_t len; han.len; han = str_from(han, len)) {
		auto_buf one = BUF_INIT(64);
		len = utf8_next(han, &c);
		struct str character = str_head(han, len);
		bool known = convert(&to_pinyin, character, &one) &&
		             str_find_char(buf_str(&one), ' ') == STR_NPOS;
		add_reading(readings, known ? buf_str(&one) : character,
		            !readings->len);
	}
}

void translit_pinyin(struct str han, struct buf *b)
{
	auto_buf readings = BUF_INIT(BUF_MAX_TEXT);
	if (!read_run(han, &readings))
		read_singly(han, &readings);
	struct str icu = buf_str(&readings), own = STR_NONE;
	uint32_t c;
	for (bool first = true; han.len; first = false) {
		const struct pinyin_word *word = own.len ? NULL : word_at(han);
		if (word)
			own = str_of(word->readings);
		struct str reading = str_cut(&icu, ' ');
		if (own.len)
			reading = str_cut(&own, ' ');
		add_reading(b, reading, first);
		han = str_from(han, utf8_next(han, &c));
	}
}
