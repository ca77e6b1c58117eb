/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of names: 张三 李四, 张三、李四, 张 三　李四. */
#include "general-facts.h"

#include "general-name.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

/* clang-format off */
static const char *const name_ends[] = {
	"、", "，", ",", "/", "／", "╱", "∕", ";", "；", "　", " ", "&", "＆", "（", "(", "和 ",
	"\xC2\xA0", NULL,
};
/* clang-format on */

static bool is_known(const struct facts *facts, struct str name)
{
	vec_each (author, &facts->authors)
		if (str_eq(*author, name))
			return true;
	return false;
}

static void add_author(struct facts *facts, struct str name)
{
	if (facts->authors.len < 12 && !is_known(facts, name))
		*vec_push(&facts->authors) = arena_str(facts->arena, name);
}

static bool is_latin(char c)
{
	return ascii_is_letter(c) || c == '.' || c == '\'';
}

/* A blank between two Latin words is part of a name: John Smith. */
static bool is_blank_in_name(struct str text, size_t at)
{
	return text.at[at] == ' ' && at > 0 && at + 1 < text.len &&
	       is_latin(text.at[at - 1]) && is_latin(text.at[at + 1]);
}

static struct str next_name(struct str *rest)
{
	size_t at = 0, skip = 0;
	while (at < rest->len) {
		skip = is_blank_in_name(*rest, at)
		               ? 0
		               : word_at_start(str_from(*rest, at), name_ends);
		if (skip)
			break;
		uint32_t c;
		at += utf8_next(str_from(*rest, at), &c);
	}
	struct str name = str_head(*rest, at);
	*rest = str_from(*rest, at + skip);
	return trim_marks(name);
}

/* Labels that stand before a name within a value: 记者 张三 实习生 李四. */
static struct str without_title(struct str name)
{
	static const char *const titles[] = {
		"本报记者", "本報記者", "实习记者", "特约记者", "特派记者",
		"见习记者", "本网记者", "通讯员",   "通訊員",   "实习生",
		"记者",     "記者",     "作者",     "文/",      "特派員",
		"作者：",   "文／",     "文字",     NULL
	};
	size_t len;
	while ((len = word_at_start(name, titles)))
		name = trim_marks(str_from(name, len));
	return name;
}

size_t facts_add_name_list(struct facts *facts, struct str names, bool strict)
{
	struct str found[12];
	size_t count = 0;
	char joined[12][16];
	for (struct str rest = names; rest.len && count < ARRAY_SIZE(found);) {
		struct str name = without_title(next_name(&rest));
		if (is_half_name(name)) {
			struct str after = rest, half = next_name(&after);
			if (!is_half_name(half))
				continue;
			memcpy(joined[count], name.at, name.len);
			memcpy(joined[count] + name.len, half.at, half.len);
			name = str_make(joined[count], name.len + half.len);
			rest = after;
		}
		if (!name.len || ends_like_no_name(name))
			continue;
		if (strict && !is_full_name(name))
			return 0;
		if (is_name(name))
			found[count++] = name;
	}
	for (size_t i = 0; i < count; i++)
		add_author(facts, found[i]);
	return count;
}

void facts_add_names(struct facts *facts, struct str names)
{
	facts_add_name_list(facts, names, false);
}

/* admin_张三 -> 张三 */
static struct str without_account(struct str name)
{
	size_t mark = str_find_last_char(name, '_');
	struct str tail = mark == STR_NPOS ? STR_NONE : str_from(name, mark + 1);
	return is_han_name(tail) ? tail : name;
}

static struct str without_number(struct str name)
{
	size_t len = name.len; /* NAME_NK1234, 张三(EN048) */
	while (len && (ascii_is_digit(name.at[len - 1]) || name.at[len - 1] == '_' ||
	               (name.at[len - 1] >= 'A' && name.at[len - 1] <= 'Z')))
		len--;
	bool has_han = len && (unsigned char)name.at[0] >= 0x80;
	return has_han ? trim_marks(str_head(name, len)) : name;
}

void facts_set_editor(struct facts *facts, struct str value)
{
	if (facts->editor.len)
		return;
	char text[120];
	size_t len = 0;
	struct str half = STR_NONE;
	for (struct str rest = value; rest.len;) {
		struct str name = without_title(next_name(&rest));
		name = without_account(without_number(name));
		if (is_half_name(name) && !half.len) {
			half = name;
			continue;
		}
		bool joins = half.len && is_half_name(name);
		if (!joins && !is_name(name))
			continue;
		if (len + half.len + name.len + 2 > sizeof(text))
			break;
		if (len)
			text[len++] = ' ';
		if (joins) {
			memcpy(text + len, half.at, half.len);
			len += half.len;
		}
		half = STR_NONE;
		memcpy(text + len, name.at, name.len);
		len += name.len;
	}
	if (len)
		facts->editor = arena_str(facts->arena, str_make(text, len));
}
