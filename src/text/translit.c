/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU reads each character by its most common reading, whatever stands beside it
 * (measured: 5 of 111,530 characters of news differ, all 重庆); so words in which it is
 * read otherwise come first, from a table of our own. */
#include "baolan/text/translit.h"

#include "baolan/base/mem.h"
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

/* The word of the table that stands at the head of s; NULL: none.  Each begins with
 * a character of three bytes, which tell all but a few apart. */
static const struct pinyin_word *word_at(struct str s)
{
	for (size_t i = 0; s.len > 3 && i < ARRAY_SIZE(pinyin_words); i++)
		if (memcmp(s.at, pinyin_words[i].word, 3) == 0 &&
		    str_starts(s, str_of(pinyin_words[i].word)))
			return &pinyin_words[i];
	return NULL;
}

static void add_reading(struct buf *b, struct str reading, bool first)
{
	if (!first)
		buf_add_char(b, ' ');
	buf_add_str(b, reading);
}

/* ICU's reading of one character; without one, itself. */
static void read_char(struct str character, struct buf *reading)
{
	buf_clear(reading);
	if (!convert(&to_pinyin, character, reading) ||
	    str_find_char(buf_str(reading), ' ') != STR_NPOS) {
		buf_clear(reading);
		buf_add_str(reading, character);
	}
}

#define FIRST_HAN 0x4E00u
#define LAST_HAN 0x9FFFu
enum { READING_SIZE = 12 }; /* zhuāng, with its NUL */

/* Asking ICU takes longer than all else, and an article has a few hundred different
 * characters: each is asked for once.  The table is filled as they come. */
static struct str reading_of(uint32_t c, struct str character, struct buf *spare)
{
	static char(*known)[READING_SIZE];
	if (!known)
		known = mem_zalloc((LAST_HAN - FIRST_HAN + 1) * sizeof(*known));
	bool keeps = c >= FIRST_HAN && c <= LAST_HAN;
	if (keeps && *known[c - FIRST_HAN])
		return str_of(known[c - FIRST_HAN]);
	read_char(character, spare);
	if (keeps && spare->len < READING_SIZE)
		memcpy(known[c - FIRST_HAN], spare->at, spare->len);
	return buf_str(spare);
}

void translit_pinyin(struct str han, struct buf *b)
{
	auto_buf spare = BUF_INIT(256);
	struct str own = STR_NONE;
	uint32_t c;
	for (bool first = true; han.len; first = false) {
		const struct pinyin_word *word = own.len ? NULL : word_at(han);
		if (word)
			own = str_of(word->readings);
		size_t len = utf8_next(han, &c);
		struct str reading =
		        own.len ? str_cut(&own, ' ')
		                : reading_of(c, str_head(han, len), &spare);
		add_reading(b, reading, first);
		han = str_from(han, len);
	}
}
