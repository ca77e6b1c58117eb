/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which charset to read a page in.  Two observations decide the doubtful cases:
 * text in any other charset is hardly ever well-formed UTF-8 by accident, and
 * servers say ISO-8859-1 of pages that they know nothing about. */
#include "baolan/text/charset.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "charset-parts.h"

#include <unicode/ucnv.h>

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool is_utf16(const char *charset)
{
	return same(charset, "utf-16le") || same(charset, "utf-16be");
}

/* ---- what the bytes and the labels say ---- */

static const struct {
	struct str head;
	size_t mark; /* bytes of it that are a byte order mark */
	const char *charset;
} heads[] = {
	{ { "\xEF\xBB\xBF", 3 }, 3, "utf-8" },
	{ { "\xFE\xFF", 2 }, 2, "utf-16be" },
	{ { "\xFF\xFE", 2 }, 2, "utf-16le" },
	{ { "\0<\0?", 4 }, 0, "utf-16be" }, /* an XML declaration */
	{ { "<\0?\0", 4 }, 0, "utf-16le" },
};

/* The charset that the first bytes prove; NULL when they prove none. */
static const char *from_head(struct str bytes, size_t *ret_mark)
{
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		if (str_starts(bytes, heads[i].head)) {
			*ret_mark = heads[i].mark;
			return heads[i].charset;
		}
	return NULL;
}

/* A page whose label could be read in ASCII is not UTF-16, whatever it says. */
static const char *from_page(struct str bytes)
{
	const char *charset = charset_canonical(charset_declared(bytes));
	return is_utf16(charset) ? "utf-8" : charset;
}

/* The label to believe; NULL when there is none. */
static const char *from_labels(struct str bytes, struct str http_label)
{
	const char *http = charset_canonical(http_label);
	if (http && !same(http, "windows-1252"))
		return http;
	const char *page = from_page(bytes);
	return page ? page : http;
}

/* Is it UTF-8, though the label says another charset?  Four characters of three
 * bytes that are all well-formed don't happen by chance. */
static bool is_utf8_nevertheless(const struct utf8_share *share, const char *label)
{
	if (share->long_ones >= 4 && share->good > 8 * share->bad)
		return true;
	return !share->bad && share->good >= 2 && charset_is_single_byte(label);
}

/* ---- reading ---- */

/* One reading of the page. */
struct reading {
	const char *charset;
	struct buf text;
	unsigned replaced;
};

static void read_as(struct reading *r, const char *charset, struct str bytes,
                    size_t max)
{
	*r = (struct reading){ .charset = charset, .text = BUF_INIT(max) };
	r->replaced = charset_read(bytes, charset, &r->text);
}

/* More than one character in a hundred or so was wrong; in a text too short for
 * shares, half of them. */
static bool is_plainly_wrong(const struct reading *r, struct str bytes)
{
	size_t high = 0;
	if (!r->replaced)
		return false;
	for (size_t i = 0; i < bytes.len; i++)
		high += (unsigned char)bytes.at[i] >= 0x80;
	if (high < 32)
		return high >= 4 && r->replaced >= high / 2;
	return r->replaced > high / 200;
}

/* Put the reading as `charset` in *r's place when it is far better. */
static void try_instead(struct reading *r, const char *charset, struct str bytes)
{
	struct reading other;
	if (same(charset, r->charset))
		return;
	read_as(&other, charset, bytes, r->text.max);
	if (other.replaced > r->replaced / 4) {
		buf_done(&other.text);
		return;
	}
	buf_done(&r->text);
	*r = other;
}

/* A label of one byte a character decodes anything, also Chinese. */
static bool hides_chinese(const char *label, struct str bytes)
{
	if (!same(label, "windows-1252"))
		return false;
	const char *found = charset_detect(bytes);
	return same(found, "gb18030") || same(found, "big5");
}

static void read_best(struct reading *r, const char *label, struct str bytes,
                      size_t max)
{
	struct utf8_share share = charset_utf8_share(bytes);
	bool utf8 = !share.bad && (!label || same(label, "utf-8"));
	if (utf8 || is_utf8_nevertheless(&share, label ? label : "")) {
		read_as(r, "utf-8", bytes, max);
		return;
	}
	bool guess = !label || hides_chinese(label, bytes);
	read_as(r, guess ? charset_detect(bytes) : label, bytes, max);
	if (!is_plainly_wrong(r, bytes))
		return;
	if (guess)
		return;
	const char *found = share.bad ? charset_detect(bytes) : "utf-8";
	/* Any bytes are something in Western charsets: no proof against a label. */
	if (same(label, "utf-8") || !charset_is_single_byte(found))
		try_instead(r, found, bytes);
}

/* ---- the whole ---- */

static void borrow(struct decoded *ret_decoded, struct str bytes, const char *charset)
{
	*ret_decoded = (struct decoded){ .text = bytes, .charset = charset };
}

static enum err too_large(size_t max, struct error *err)
{
	return err_set(
	        err, ERR_LIMIT,
	        _("The page is larger than %zu bytes of text, the most baolan reads"),
	        max);
}

static enum err hand_over(struct reading *r, size_t max, struct decoded *ret_decoded,
                          struct error *err)
{
	if (r->text.over) {
		buf_done(&r->text);
		return too_large(max, err);
	}
	*ret_decoded = (struct decoded){
		.text = buf_str(&r->text),
		.own = r->text,
		.charset = r->charset,
		.replaced = r->replaced,
	};
	return ERR_OK;
}

enum err charset_decode(struct str bytes, struct str http_label, size_t max,
                        struct decoded *ret_decoded, struct error *err)
{
	size_t mark = 0;
	const char *proved = from_head(bytes, &mark);
	bytes = str_from(bytes, mark);
	const char *label = proved ? proved : from_labels(bytes, http_label);
	bool plain = !is_utf16(label) && !same(label, "iso-2022-jp");
	bool borrowed = plain && is_ascii(bytes);
	if (!borrowed && (!label || same(label, "utf-8")) && utf8_valid(bytes)) {
		borrowed = true;
		label = "utf-8";
	}
	if (borrowed && bytes.len > max)
		return too_large(max, err);
	if (borrowed) {
		borrow(ret_decoded, bytes, label ? label : "utf-8");
		return ERR_OK;
	}
	struct reading r;
	if (proved || !plain)
		read_as(&r, label, bytes, max);
	else
		read_best(&r, label, bytes, max);
	return hand_over(&r, max, ret_decoded, err);
}

void decoded_done(struct decoded *d)
{
	buf_done(&d->own);
}

bool charset_encode(struct str text, const char *charset, struct buf *ret_bytes)
{
	if (same(charset, "utf-8") || is_utf16(charset)) /* queries are never UTF-16 */
		return buf_add_str(ret_bytes, text);
	const char *name = charset ? charset_icu_name(charset) : NULL;
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = name ? ucnv_open(name, &status) : NULL;
	if (!converter)
		return false;
	ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_ESCAPE,
	                      UCNV_ESCAPE_XML_DEC, NULL, NULL, &status);
	for (uint32_t c; text.len && U_SUCCESS(status);) {
		text = str_from(text, utf8_next(text, &c));
		UChar units[2];
		int32_t count = 0;
		char bytes[32];
		U16_APPEND_UNSAFE(units, count, c);
		int32_t len = ucnv_fromUChars(converter, bytes, sizeof bytes, units,
		                              count, &status);
		if (U_SUCCESS(status))
			buf_add(ret_bytes, bytes, (size_t)len);
	}
	ucnv_close(converter);
	return U_SUCCESS(status);
}

void charset_warm(void)
{
	charset_read_warm();
	charset_detect_warm();
}
