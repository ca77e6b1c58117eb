/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/text/encode.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

#define BMP 0x10000

struct encoder {
	iconv_t out, in;
	enum script script;
	/* Of each character of the basic plane, when asked before: is it there? */
	uint8_t asked[BMP / 8], there[BMP / 8];
};

/* Those that have one script; GBK and GB18030 have both. */
static const struct {
	const char *codeset;
	enum script script;
} of_one_script[] = {
	{ "GB2312", SCRIPT_SIMPLIFIED },     { "EUC-CN", SCRIPT_SIMPLIFIED },
	{ "BIG5", SCRIPT_TRADITIONAL },      { "BIG5-HKSCS", SCRIPT_TRADITIONAL },
	{ "BIG5HKSCS", SCRIPT_TRADITIONAL }, { "CP950", SCRIPT_TRADITIONAL },
	{ "EUC-TW", SCRIPT_TRADITIONAL },
};

static enum script script_of(const char *codeset)
{
	for (size_t i = 0; i < ARRAY_SIZE(of_one_script); i++)
		if (strcasecmp(codeset, of_one_script[i].codeset) == 0)
			return of_one_script[i].script;
	return SCRIPT_AS_IS;
}

struct encoder *encoder_new(const char *codeset)
{
	if (strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0)
		return NULL;
	iconv_t out = iconv_open(codeset, "UTF-8");
	iconv_t in = iconv_open("UTF-8", codeset);
	if (out == (iconv_t)-1 || in == (iconv_t)-1) {
		if (out != (iconv_t)-1)
			iconv_close(out);
		if (in != (iconv_t)-1)
			iconv_close(in);
		return NULL;
	}
	struct encoder *encoder = mem_new(struct encoder);
	encoder->out = out;
	encoder->in = in;
	encoder->script = script_of(codeset);
	return encoder;
}

void encoder_free(struct encoder *encoder)
{
	if (!encoder)
		return;
	iconv_close(encoder->out);
	iconv_close(encoder->in);
	free(encoder);
}

enum script encoder_script(const struct encoder *encoder)
{
	return encoder ? encoder->script : SCRIPT_AS_IS;
}

/* One character, either way; returns the bytes written, 0 when it can't be, and
 * leaves the converter as it was.  Big5-HKSCS holds a letter back until it knows
 * that no mark follows: so all is flushed. */
static size_t convert(iconv_t with, struct str from, char *to, size_t size)
{
	char *in = (char *)from.at, *out = to;
	size_t in_left = from.len, out_left = size;
	size_t result = iconv(with, &in, &in_left, &out, &out_left);
	int why = errno;
	if (result != (size_t)-1)
		result = iconv(with, NULL, NULL, &out, &out_left);
	iconv(with, NULL, NULL, NULL, NULL);
	errno = why;
	return result == (size_t)-1 || in_left ? 0 : size - out_left;
}

static bool ask(struct encoder *encoder, uint32_t c)
{
	char utf8[4], bytes[16];
	struct str character = str_make(utf8, utf8_put(c, utf8));
	return convert(encoder->out, character, bytes, sizeof(bytes)) > 0;
}

bool encoder_has(struct encoder *encoder, uint32_t c)
{
	if (c < 0x80 || !encoder)
		return true;
	if (c >= BMP)
		return ask(encoder, c);
	uint8_t bit = (uint8_t)(1u << (c & 7));
	if (!(encoder->asked[c >> 3] & bit)) {
		encoder->asked[c >> 3] |= bit;
		if (ask(encoder, c))
			encoder->there[c >> 3] |= bit;
	}
	return encoder->there[c >> 3] & bit;
}

static void add_char(struct encoder *encoder, struct str character, struct buf *b)
{
	char bytes[16];
	size_t len = convert(encoder->out, character, bytes, sizeof(bytes));
	if (len)
		buf_add(b, bytes, len);
	else
		buf_add_char(b, '?');
}

static size_t ascii_head(struct str s)
{
	size_t len = 0;
	while (len < s.len && (unsigned char)s.at[len] < 0x80)
		len++;
	return len;
}

void encoder_add(struct encoder *encoder, struct str text, struct buf *b)
{
	uint32_t c;
	while (encoder && text.len) {
		size_t len = ascii_head(text);
		buf_add(b, text.at, len);
		text = str_from(text, len);
		len = utf8_next(text, &c);
		if (len)
			add_char(encoder, str_head(text, len), b);
		text = str_from(text, len);
	}
	buf_add_str(b, text);
}

/* --- the way back --- */

/* The character at the head of `bytes`: its length, 0 when it is not whole yet. */
static size_t read_char(struct encoder *encoder, struct str bytes, struct buf *b)
{
	char utf8[16];
	size_t most = MIN(bytes.len, (size_t)4);
	for (size_t len = 1; len <= most; len++) {
		size_t n =
		        convert(encoder->in, str_head(bytes, len), utf8, sizeof(utf8));
		if (n) {
			buf_add(b, utf8, n);
			return len;
		}
		if (errno == EILSEQ)
			break;
		if (len == most && bytes.len < 4)
			return 0;
	}
	utf8_add(b, UTF8_BAD);
	return 1;
}

size_t encoder_read(struct encoder *encoder, struct str bytes, struct buf *b)
{
	size_t used = 0;
	if (!encoder) {
		buf_add_str(b, bytes);
		return bytes.len;
	}
	while (used < bytes.len) {
		struct str rest = str_from(bytes, used);
		size_t len = ascii_head(rest);
		buf_add(b, rest.at, len);
		used += len;
		if (used == bytes.len)
			break;
		len = read_char(encoder, str_from(rest, len), b);
		if (!len)
			break;
		used += len;
	}
	return used;
}
