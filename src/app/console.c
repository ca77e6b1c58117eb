/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/console.h"

#include "baolan/base/mem.h"
#include "baolan/text/glyphs.h"

#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static struct encoder *encoder;

/* The locale that is asked for; NULL: none is. */
static const char *wanted_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return NULL;
}

/* "zh_CN.GBK", "zh_TW.BIG5@radical": does it name an encoding, and not UTF-8? */
static bool names_other_encoding(const char *locale)
{
	struct str rest = str_of(locale);
	str_cut(&rest, '.');
	struct str codeset = str_cut(&rest, '@');
	return codeset.len && !str_eq_nocase(codeset, STR("UTF-8")) &&
	       !str_eq_nocase(codeset, STR("UTF8"));
}

void console_start(void)
{
	const char *wanted = wanted_locale();
	bool found = setlocale(LC_CTYPE, "") != NULL;
	if (!wanted || (!found && !names_other_encoding(wanted)))
		setlocale(LC_CTYPE, "C.UTF-8");
	encoder = encoder_new(nl_langinfo(CODESET));
}

struct encoder *console_encoder(void)
{
	return encoder;
}

void console_put(FILE *file, struct str text)
{
	auto_buf shown = BUF_INIT(BUF_MAX_TEXT * 8), bytes = BUF_INIT(BUF_MAX_TEXT * 8);
	if (!encoder) {
		fwrite(text.at, 1, text.len, file);
		return;
	}
	glyphs_add(&(struct glyphs){ .encoder = encoder }, &shown, text);
	encoder_add(encoder, buf_str(&shown), &bytes);
	fwrite(buf_text(&bytes), 1, bytes.len, file);
}

void console_vprintf(FILE *file, const char *format, va_list args)
{
	char *text = NULL;
	int len = vasprintf(&text, format, args);
	if (len < 0)
		return;
	console_put(file, str_make(text, (size_t)len));
	free(text);
}

void console_printf(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	console_vprintf(stdout, format, args);
	va_end(args);
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

char *console_word(const char *word)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (!encoder || is_ascii(word) || access(word, F_OK) == 0)
		return mem_strdup(word);
	size_t used = encoder_read(encoder, str_of(word), &text);
	buf_add_text(&text, word[used] ? "\xEF\xBF\xBD" : "");
	return buf_take(&text);
}

char *console_file_name(const char *typed)
{
	auto_buf bytes = BUF_INIT(BUF_MAX_TEXT);
	encoder_add(encoder, str_of(typed), &bytes);
	return buf_take(&bytes);
}
