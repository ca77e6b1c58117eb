/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.c - JSON strings in two fashions.  The text is our own UTF-8. */
#include "mood.h"

static bool add_control(unsigned char c, struct buf *out)
{
	static const char NAMED[] = "\"\\\n\r\t";
	static const char LETTERS[] = "\"\\nrt";
	const char *found = c ? strchr(NAMED, c) : NULL;

	if (found)
		buf_printf(out, "\\%c", LETTERS[found - NAMED]);
	else if (c < 0x20)
		buf_printf(out, "\\u%04x", c);
	return found || c < 0x20;
}

void json_utf8(struct str text, struct buf *out)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++)
		if (!add_control((unsigned char)text.at[i], out))
			buf_add_char(out, text.at[i]);
	buf_add_char(out, '"');
}

/* One character off *text. */
static uint32_t next_character(struct str *text)
{
	unsigned char lead = (unsigned char)text->at[0];
	size_t len = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	uint32_t character = len == 1 ? lead : lead & (0x7Fu >> len);

	for (size_t i = 1; i < len && i < text->len; i++)
		character = character << 6 | ((unsigned char)text->at[i] & 0x3F);
	*text = str_from(*text, len);
	return character;
}

static void add_escaped(uint32_t character, struct buf *out)
{
	if (character > 0xFFFF) {
		character -= 0x10000;
		buf_printf(out, "\\u%04x\\u%04x", 0xD800 + (character >> 10),
		           0xDC00 + (character & 0x3FF));
		return;
	}
	buf_printf(out, "\\u%04x", character);
}

void json_php(struct str text, struct buf *out)
{
	buf_add_char(out, '"');
	while (text.len) {
		uint32_t character = next_character(&text);
		if (character == '/')
			buf_add_text(out, "\\/");
		else if (character > 0x7F)
			add_escaped(character, out);
		else if (!add_control((unsigned char)character, out))
			buf_add_char(out, (char)character);
	}
	buf_add_char(out, '"');
}
