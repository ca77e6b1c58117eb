/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading characters, words and numbers, Arabic and Chinese. */
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "date-parts.h"

/* The character at the cursor, full-width forms as ASCII; 0 at the end. */
uint32_t cursor_peek(const struct cursor *cursor, size_t *ret_len)
{
	uint32_t c = 0;
	*ret_len = utf8_next(str_from(cursor->text, cursor->at), &c);
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

uint32_t cursor_here(const struct cursor *cursor)
{
	size_t len;
	return cursor_peek(cursor, &len);
}

uint32_t cursor_before(const struct cursor *cursor, size_t at)
{
	uint32_t c = 0;
	utf8_previous(str_head(cursor->text, at), &c);
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

bool cursor_accept(struct cursor *cursor, uint32_t wanted)
{
	size_t len;
	if (cursor_peek(cursor, &len) != wanted || !len)
		return false;
	cursor->at += len;
	return true;
}

bool cursor_accept_text(struct cursor *cursor, const char *wanted)
{
	struct str rest = str_from(cursor->text, cursor->at);
	if (!str_starts_nocase(rest, str_of(wanted)))
		return false;
	cursor->at += strlen(wanted);
	return true;
}

/* Any of the texts that a list holds, separated by spaces. */
bool cursor_accept_any(struct cursor *cursor, const char *list)
{
	struct str rest = str_from(cursor->text, cursor->at);
	for (struct str words = str_of(list); words.at;) {
		struct str word = str_cut(&words, ' ');
		if (str_starts_nocase(rest, word)) {
			cursor->at += word.len;
			return true;
		}
	}
	return false;
}

void cursor_skip_spaces(struct cursor *cursor)
{
	size_t len;
	while (cursor->at < cursor->text.len &&
	       utf8_is_space(cursor_peek(cursor, &len)))
		cursor->at += len;
}

void cursor_skip_digits(struct cursor *cursor)
{
	size_t len;
	while (is_digit(cursor_peek(cursor, &len)))
		cursor->at += len;
}

/* A whole run of `least` to `most` digits. */
bool cursor_accept_digits(struct cursor *cursor, int least, int most, int *ret_number)
{
	struct cursor c = *cursor;
	int number = 0, count = 0;
	size_t len;
	for (uint32_t digit; is_digit(digit = cursor_peek(&c, &len)); c.at += len) {
		if (++count > most)
			return false;
		number = number * 10 + (int)(digit - '0');
	}
	if (count < least)
		return false;
	*cursor = c;
	*ret_number = number;
	return true;
}

/* ---- Chinese numbers ---- */

static int han_digit(uint32_t c)
{
	static const struct {
		uint16_t c;
		int8_t digit;
	} digits[] = {
		{ 0x3007, 0 }, { 0x25CB, 0 }, { 0x25EF, 0 },
		{ 0x96F6, 0 }, /* 〇○◯零 */
		{ 0x4E00, 1 }, { 0x4E8C, 2 }, { 0x4E24, 2 },
		{ 0x5169, 2 }, /* 一二两兩 */
		{ 0x4E09, 3 }, { 0x56DB, 4 }, { 0x4E94, 5 },
		{ 0x516D, 6 },                               /* 三四五六 */
		{ 0x4E03, 7 }, { 0x516B, 8 }, { 0x4E5D, 9 }, /* 七八九 */
	};
	for (size_t i = 0; i < ARRAY_SIZE(digits); i++)
		if (digits[i].c == c)
			return digits[i].digit;
	return -1;
}

static int han_unit(uint32_t c)
{
	return c == 0x5341 ? 10 : c == 0x767E ? 100 : 0; /* 十百 */
}

/* 二〇一六 digit by digit, or 二十一, 廿一, 一百零五. */
bool cursor_accept_han(struct cursor *cursor, int least, int most, int *ret_number)
{
	struct cursor c = *cursor;
	int sum = 0, digits = 0, count = 0;
	bool units = false;
	size_t len;
	for (; count <= 6; count++) {
		uint32_t next = cursor_peek(&c, &len);
		int digit = han_digit(next), unit = han_unit(next);
		bool twenty = next == 0x5EFF, thirty = next == 0x5345;
		if (digit >= 0)
			digits = digits * 10 + digit;
		else if (unit)
			sum += (digits ? digits : 1) * unit;
		else if (twenty || thirty)
			sum += twenty ? 20 : 30;
		else
			break;
		if (digit < 0) {
			units = true;
			digits = 0;
		}
		c.at += len;
	}
	if (!count || count > 6 || (!units && (count < least || count > most)))
		return false;
	*cursor = c;
	*ret_number = sum + digits;
	return true;
}

bool cursor_accept_number(struct cursor *cursor, int least, int most, int *ret_number)
{
	return cursor_accept_digits(cursor, least, most, ret_number) ||
	       cursor_accept_han(cursor, least, most, ret_number);
}

bool is_han_number(uint32_t c)
{
	return han_digit(c) >= 0 || han_unit(c) || c == 0x5EFF ||
	       c == 0x5345; /* 廿卅 */
}
