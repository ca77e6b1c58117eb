/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys.c - the names of keys, both ways, from one table. */
#include "baolan/term/term.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <stdio.h>

/* clang-format off */
static const struct {
	const char *name;
	uint32_t key;
} names[] = {
	{ "Up",        KEYS_UP },
	{ "Down",      KEYS_DOWN },
	{ "Left",      KEYS_LEFT },
	{ "Right",     KEYS_RIGHT },
	{ "Home",      KEYS_HOME },
	{ "End",       KEYS_END },
	{ "PageUp",    KEYS_PAGE_UP },
	{ "PageDown",  KEYS_PAGE_DOWN },
	{ "Enter",     KEYS_ENTER },
	{ "Esc",       KEYS_ESC },
	{ "Tab",       KEYS_TAB },
	{ "BackTab",   KEYS_BACKTAB },
	{ "Backspace", KEYS_BACKSPACE },
	{ "Delete",    KEYS_DELETE },
	{ "Insert",    KEYS_INSERT },
	{ "Space",     ' ' },
	{ "F1",  KEYS_F1 },     { "F2",  KEYS_F1 + 1 },  { "F3",  KEYS_F1 + 2 },
	{ "F4",  KEYS_F1 + 3 }, { "F5",  KEYS_F1 + 4 },  { "F6",  KEYS_F1 + 5 },
	{ "F7",  KEYS_F1 + 6 }, { "F8",  KEYS_F1 + 7 },  { "F9",  KEYS_F1 + 8 },
	{ "F10", KEYS_F1 + 9 }, { "F11", KEYS_F1 + 10 }, { "F12", KEYS_F1 + 11 },
};

/* Control characters that terminals send for keys with names of their own. */
static const struct {
	uint32_t ctrl, key;
} synonyms[] = {
	{ KEY_MOD_CTRL | 'i', KEYS_TAB },
	{ KEY_MOD_CTRL | 'j', KEYS_ENTER },
	{ KEY_MOD_CTRL | 'm', KEYS_ENTER },
	{ KEY_MOD_CTRL | 'h', KEYS_BACKSPACE },
	{ KEY_MOD_CTRL | '[', KEYS_ESC },
};
/* clang-format on */

static bool key_without_modifiers(struct str name, uint32_t *ret_key)
{
	uint32_t c;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (str_eq(name, str_of(names[i].name))) {
			*ret_key = names[i].key;
			return true;
		}
	}
	if (!name.len || utf8_next(name, &c) != name.len || c <= ' ' || c == 0x7f ||
	    c == UTF8_BAD)
		return false;
	*ret_key = c;
	return true;
}

static uint32_t plain_name(uint32_t key)
{
	for (size_t i = 0; i < ARRAY_SIZE(synonyms); i++) {
		if (synonyms[i].ctrl == (key & ~(uint32_t)KEY_MOD_ALT))
			return synonyms[i].key | (key & KEY_MOD_ALT);
	}
	return key;
}

bool key_parse(struct str name, uint32_t *ret_key)
{
	uint32_t modifiers = 0, key;

	while (name.len > 2 && name.at[1] == '-') {
		if (name.at[0] == 'C')
			modifiers |= KEY_MOD_CTRL;
		else if (name.at[0] == 'A')
			modifiers |= KEY_MOD_ALT;
		else
			return false;
		name = str_from(name, 2);
	}
	if (!key_without_modifiers(name, &key))
		return false;
	*ret_key = plain_name(key | modifiers);
	return true;
}

static void bare_name(uint32_t key, char out[16])
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (names[i].key == key) {
			snprintf(out, 16, "%s", names[i].name);
			return;
		}
	}
	if (key >= KEY_NAMED) {
		snprintf(out, 16, "?");
		return;
	}
	out[utf8_put(key, out)] = '\0';
}

void key_text(uint32_t key, char out[24])
{
	char bare[16];

	bare_name(key & KEY_CODE, bare);
	snprintf(out, 24, "%s%s%s", key & KEY_MOD_CTRL ? "C-" : "",
	         key & KEY_MOD_ALT ? "A-" : "", bare);
}
