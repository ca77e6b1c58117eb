/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list is cut where its names are parted; what stands before a name (记者) or
 * behind it (专访) is taken off, and two single characters are one name set wide. */
#include "general-name-list.h"

#include "general-name.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

/* clang-format off */
static const char *const name_ends[] = {
	"、", "，", ",", "/", "／", "╱", "∕", ";", "；", "　", " ", "\t", "&", "＆", "（", "(", "和 ",
	"\xC2\xA0", NULL,
};
static const char *const and_words[] = { " and ", " & ", NULL };
/* Labels that stand before a name within a value. */
static const char *const titles[] = {
	"本报记者", "本報記者", "实习记者", "特约记者", "特派记者", "见习记者", "见習記者",
	"本网记者", "首席记者", "全媒体记者", "融媒体记者", "通讯员", "通訊員", "实习生",
	"記者", "记者", "作者：", "作者", "文/", "文／", "文字", "特派員", "特约撰稿人",
	"本刊记者", "本刊記者", NULL,
};
/* What may be glued to a name's end. */
static const char *const tails[] = {
	"專訪", "专访", "採訪", "采访", "特稿", "整理", "摄影", "攝影", NULL,
};
/* clang-format on */

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

/* How long the name at the start of text is; *ret_skip: what parts it from the
 * next. */
static size_t name_length(struct str text, size_t *ret_skip)
{
	size_t at = 0;
	uint32_t c;
	*ret_skip = 0;
	while (at < text.len) {
		struct str rest = str_from(text, at);
		if (at && gloss_at(rest))
			return at;
		*ret_skip = word_at_start(rest, and_words);
		if (*ret_skip)
			return at;
		if (!is_blank_in_name(text, at))
			*ret_skip = word_at_start(rest, name_ends);
		if (*ret_skip)
			return at;
		at += utf8_next(rest, &c);
	}
	return at;
}

/* The next name and its gloss. */
static struct str next_name(struct str *rest)
{
	size_t skip, at = name_length(*rest, &skip);
	struct str name = trim_marks(str_head(*rest, at));
	size_t gloss = gloss_at(str_from(*rest, at));
	if (gloss && name.len)
		name.len = (size_t)(rest->at + at + gloss - name.at);
	*rest = str_from(*rest, at + (gloss ? gloss : skip));
	return name;
}

static struct str without_title(struct str name)
{
	size_t len;
	while ((len = word_at_start(name, titles)))
		name = trim_marks(str_from(name, len));
	return name;
}

static struct str without_tail(struct str name)
{
	for (const char *const *tail = tails; *tail; tail++) {
		if (!str_ends(name, str_of(*tail)))
			continue;
		struct str bare = str_head(name, name.len - strlen(*tail));
		if (is_full_name(bare))
			return bare;
	}
	return name;
}

/* Two single characters are one name: in the list's own memory. */
static struct str join_halves(struct name_list *list, struct str a, struct str b)
{
	char *joined = list->joined[list->count];
	memcpy(joined, a.at, a.len);
	memcpy(joined + a.len, b.at, b.len);
	return str_make(joined, a.len + b.len);
}

static struct str next_whole_name(struct name_list *list, struct str *rest)
{
	struct str name = without_tail(without_title(next_name(rest)));
	if (!is_half_name(name))
		return name;
	struct str after = *rest, half = next_name(&after);
	if (!is_half_name(half))
		return STR_NONE;
	*rest = after;
	return join_halves(list, name, half);
}

/* Behind a name: what he is (系海门大学教授), not another. */
static bool is_long_han(struct str text)
{
	return han_at_start(text) == text.len && utf8_count(text) > 4;
}

void name_list_read(struct name_list *list, struct str text)
{
	list->count = 0;
	list->mixed = false;
	for (struct str rest = text; rest.len && list->count < MAX_NAMES;) {
		struct str name = next_whole_name(list, &rest);
		if (!name.len || ends_like_no_name(name))
			continue;
		if (is_name_pair(name) && list->count + 2 <= MAX_NAMES) {
			list->at[list->count++] = str_head(name, 6);
			name = str_from(name, 6);
		}
		list->mixed = list->mixed || !is_full_name(name);
		if (is_name(name) && !(list->count && is_long_han(name)))
			list->at[list->count++] = name;
	}
}

bool are_full_names(struct str text)
{
	struct name_list list;
	name_list_read(&list, text);
	return list.count && !list.mixed;
}
