/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

#include "baolan/base/mem.h"

#include "../read-file.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

enum err masks_add(struct masks *masks, const char *regex, const char *replacement,
                   struct error *err)
{
	regex_t compiled;
	if (regcomp(&compiled, regex, REG_EXTENDED) != 0)
		return err_set(err, ERR_FORMAT, "bad regular expression: %s", regex);
	*vec_push(masks) = (struct mask){ compiled, mem_strdup(replacement) };
	return ERR_OK;
}

void masks_done(struct masks *masks)
{
	vec_each (mask, masks) {
		regfree(&mask->regex);
		free(mask->replacement);
	}
	vec_done(masks);
}

/* Cells of UTF-8 text, in a UTF-8 locale. */
static int width_of(struct str text)
{
	int width = 0;
	mbstate_t state = { 0 };
	while (text.len) {
		wchar_t c;
		size_t len = mbrtowc(&c, text.at, text.len, &state);
		if (len == 0 || len > text.len)
			return width;
		width += MAX(wcwidth(c), 0);
		text = str_from(text, len);
	}
	return width;
}

static void add_filled(struct buf *b, const char *replacement, int width)
{
	struct str text = str_of(replacement);
	int has = width_of(text);
	buf_add_str(b, has > width ? str_head(text, (size_t)width) : text);
	if (has < width)
		buf_add_repeat(b, STR(" "), (size_t)(width - has));
}

static void mask_line(const struct mask *mask, const char *line, struct buf *ret_line)
{
	regmatch_t match;
	while (regexec(&mask->regex, line, 1, &match, 0) == 0 &&
	       match.rm_eo > match.rm_so) {
		struct str found = str_make(line + match.rm_so,
		                            (size_t)(match.rm_eo - match.rm_so));
		buf_add(ret_line, line, (size_t)match.rm_so);
		add_filled(ret_line, mask->replacement, width_of(found));
		line += match.rm_eo;
	}
	buf_add_text(ret_line, line);
}

/* Blanks at the end are cut again: the fill may have left some. */
static void add_masked_line(const struct masks *masks, struct str line,
                            struct buf *ret_text)
{
	auto_free char *now = str_dup(line);
	for (size_t i = 0; i < masks->len; i++) {
		struct buf next = BUF_INIT(BUF_MAX_TEXT);
		mask_line(&masks->at[i], now, &next);
		free(now);
		now = buf_take(&next);
	}
	struct str masked = str_of(now);
	while (masked.len && masked.at[masked.len - 1] == ' ')
		masked.len--;
	buf_add_str(ret_text, masked);
	buf_add_char(ret_text, '\n');
}

void masks_apply(const struct masks *masks, struct str text, struct buf *ret_text)
{
	while (text.len)
		add_masked_line(masks, str_cut(&text, '\n'), ret_text);
}

enum err golden_read(const char *path, struct buf *ret_text, struct error *err)
{
	return read_file(path, ret_text) ? ERR_OK : err_errno(err, "%s", path);
}

enum err golden_write(const char *path, struct str text, struct error *err)
{
	FILE *file = fopen(path, "we");
	if (!file)
		return err_errno(err, "%s", path);
	bool written = fwrite(text.at, 1, text.len, file) == text.len;
	if (fclose(file) != 0 || !written)
		return err_errno(err, "%s", path);
	return ERR_OK;
}

void golden_print_difference(struct str expected, struct str actual)
{
	for (int row = 0; expected.len || actual.len; row++) {
		struct str should = str_cut(&expected, '\n');
		struct str is = str_cut(&actual, '\n');
		if (str_eq(should, is))
			continue;
		printf("# row %d\n#   - %.*s\n#   + %.*s\n", row, STR_ARG(should),
		       STR_ARG(is));
	}
}
