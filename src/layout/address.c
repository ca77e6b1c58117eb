/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web addresses in running text: "https://..." and "www...."; what UAX #14 makes of
 * them is too eager to break. */
#include "maker.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"

static bool is_of_scheme(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '+' || c == '-' ||
	       c == '.';
}

static bool is_of_address(char c)
{
	return c > ' ' && c < 0x7F && !strchr("<>\"`{}|\\^", c);
}

/* The end of an address that goes on at `at`: marks at its end are not its own. */
static size_t address_end(struct str text, size_t at)
{
	size_t start = at;
	while (at < text.len && is_of_address(text.at[at]))
		at++;
	while (at > start && strchr(".,;:!?'()[]", text.at[at - 1]))
		at--;
	return at;
}

static bool is_plain(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

static bool parts(char c)
{
	return c == '/' || c == '?' || c == '&' || c == '=' || c == '.' || c == '-';
}

/* May a row end before text[at], within an address? */
static bool is_boundary(struct str text, size_t start, size_t at)
{
	return at > start && parts(text.at[at - 1]) && is_plain(text.at[at]);
}

static void keep_address(struct str text, uint8_t *breaks, size_t start, size_t end,
                         int room)
{
	bool fits = end - start <= (size_t)room;
	for (size_t at = start + 1; at < end; at++)
		breaks[at] =
		        !fits && is_boundary(text, start, at) ? BREAK_MAY : BREAK_NONE;
}

static void keep_schemes(struct str text, uint8_t *breaks, int room)
{
	const char *at = text.at, *end = text.at + text.len;
	while ((at = memchr(at, ':', (size_t)(end - at))) != NULL) {
		size_t colon = (size_t)(at - text.at), start = colon;
		at++;
		if (end - at < 3 || at[0] != '/' || at[1] != '/')
			continue;
		while (start && is_of_scheme(text.at[start - 1]))
			start--;
		if (start == colon)
			continue;
		size_t behind = address_end(text, colon + 3);
		keep_address(text, breaks, start, behind, room);
		at = text.at + behind;
	}
}

static void keep_hosts(struct str text, uint8_t *breaks, int room)
{
	const char *at = text.at, *end = text.at + text.len;
	for (; (at = memchr(at, 'w', (size_t)(end - at))) != NULL; at++) {
		size_t start = (size_t)(at - text.at);
		bool begins = !start || !is_of_address(text.at[start - 1]);
		if (!begins || end - at < 5 || memcmp(at, "www.", 4) != 0)
			continue;
		keep_address(text, breaks, start, address_end(text, start), room);
	}
}

void keep_addresses(struct str text, uint8_t *breaks, int room)
{
	keep_schemes(text, breaks, room);
	keep_hosts(text, breaks, room);
}
