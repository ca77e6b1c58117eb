/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is scanned for labels; the text behind one, up to the next label or
 * whatever parts values on such lines, is its value.  Lines of bylines are
 * gathered with tabs where elements meet (general-byline.c). */
#include "general-facts.h"

#include "general-label.h"
#include "general-name-list.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/text/utf8.h"

#define MOST_LINES 3 /* a label and its value apart */

/* clang-format off */
/* What ends a value, apart from labels. */
static const char *const value_ends[] = {
	"\t", "\n", "|", "│", "｜", "】", ")", "）", "]", "］", "〕", "}", "  ", "　　", "【",
	"[", "［", "。", "；", "！", "？", "~", "→", ">>", "©", NULL,
};
/* clang-format on */

void facts_done(struct facts *facts)
{
	vec_done(&facts->authors);
}

static bool is_known(const struct facts *facts, struct str name)
{
	vec_each (author, &facts->authors)
		if (str_eq(*author, name))
			return true;
	return false;
}

static void add_author(struct facts *facts, struct str name)
{
	if (facts->authors.len < MAX_NAMES && !is_known(facts, name))
		*vec_push(&facts->authors) = arena_str(facts->arena, name);
}

static size_t add_names(struct facts *facts, const struct name_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		add_author(facts, list->at[i]);
	return list->count;
}

void facts_add_names(struct facts *facts, struct str names)
{
	struct name_list list;
	name_list_read(&list, names);
	add_names(facts, &list);
}

size_t facts_add_full_names(struct facts *facts, struct str names)
{
	struct name_list list;
	name_list_read(&list, names);
	return list.mixed ? 0 : add_names(facts, &list);
}

/* 新华网 张三 -> 新华网, 榕湾日报（记者 … -> 榕湾日报; Latin names have blanks. */
static size_t source_length(struct str value)
{
	static const char *const ends[] = { "（", "(", NULL };
	size_t at = 0;
	for (; at < value.len; at++) {
		bool wide_before = at > 0 && (unsigned char)value.at[at - 1] >= 0x80;
		if ((value.at[at] == ' ' && wide_before) ||
		    (at && word_at_start(str_from(value, at), ends)))
			break;
	}
	return at;
}

static struct str without_quotes(struct str value)
{
	bool quoted = str_starts(value, STR("《")) && str_ends(value, STR("》"));
	return quoted ? str_head(str_from(value, 3), value.len - 6) : value;
}

/* 榕湾网综合 -> 榕湾网 */
static struct str without_making(struct str value)
{
	static const char *const makings[] = { "综合", "綜合", "整理", "讯", NULL };
	for (const char *const *making = makings; *making; making++) {
		size_t len = strlen(*making);
		if (str_ends(value, str_of(*making)) &&
		    is_medium(str_head(value, value.len - len)))
			return str_head(value, value.len - len);
	}
	return value;
}

void facts_set_source(struct facts *facts, struct str value)
{
	static const char *const no_source[] = { "=", "\"", "<", "http", NULL };
	value = trim_marks(value);
	value = str_head(value, source_length(value));
	value = without_making(without_quotes(value));
	bool too_long = utf8_count(value) > 30 || has_word(value, no_source);
	if (!facts->source.len && value.len && !too_long && !names_nobody(value))
		facts->source = arena_str(facts->arena, value);
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

static void set_editors(struct facts *facts, const struct name_list *list)
{
	auto_buf text = BUF_INIT(120);
	for (size_t i = 0; i < list->count && !facts->editor.len; i++) {
		struct str name = without_account(without_number(list->at[i]));
		if (!is_name(name) || text.len + name.len + 1 > text.max)
			continue;
		if (text.len)
			buf_add_char(&text, ' ');
		buf_add_str(&text, name);
	}
	if (text.len)
		facts->editor = arena_str(facts->arena, buf_str(&text));
}

void facts_set_editor(struct facts *facts, struct str value)
{
	struct name_list list;
	name_list_read(&list, value);
	set_editors(facts, &list);
}

static bool starts_date(struct str text)
{
	return text.len > 4 &&
	       (str_starts(text, STR("20")) || str_starts(text, STR("19"))) &&
	       ascii_is_digit(text.at[2]) && ascii_is_digit(text.at[3]);
}

static bool starts_label(struct str text)
{
	const struct label *label = label_at(text);
	return label && behind_label(label, text).text.at &&
	       !(label->form == FORM_NAME && label->fact == FACT_AUTHOR);
}

static size_t value_length(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len) {
		struct str rest = str_from(text, at);
		size_t gloss = at ? gloss_at(rest) : 0;
		if (gloss) {
			at += gloss;
			continue;
		}
		if (starts_label(rest) ||
		    (at && (word_at_start(rest, value_ends) || starts_date(rest))))
			break;
		at += utf8_next(rest, &c);
	}
	return at;
}

/* The value up to its end.  One that stands on a later line than its label must
 * look like one, and stand near. */
static struct label_value cut_value(struct label_value value)
{
	struct str text = str_trim_space(value.text);
	size_t lines = 0;
	for (const char *at = value.text.at; at < text.at; at++)
		lines += *at == '\n';
	if (lines > MOST_LINES)
		return (struct label_value){ .bare = true };
	value.bare = value.bare || lines;
	value.text = str_trim_space(str_head(text, value_length(text)));
	return value;
}

static void take_source(struct facts *facts, struct label_value value)
{
	if (!value.bare || is_medium(trim_marks(value.text)))
		facts_set_source(facts, value.text);
}

static void take_editor(struct facts *facts, struct label_value value)
{
	if (!value.bare || are_full_names(value.text))
		facts_set_editor(facts, value.text);
}

static void take_author(struct facts *facts, struct label_value value)
{
	if (value.bare)
		facts_add_full_names(facts, value.text);
	else
		facts_add_names(facts, value.text);
}

static void (*const takers[])(struct facts *, struct label_value) = {
	[FACT_SOURCE] = take_source,
	[FACT_AUTHOR] = take_author,
	[FACT_EDITOR] = take_editor,
};

bool facts_read_line(struct facts *facts, struct str line)
{
	bool found = false;
	uint32_t c;
	for (size_t at = 0; at < line.len;) {
		struct str rest = str_from(line, at);
		const struct label *label = label_at(rest);
		struct label_value value = { .bare = true };
		if (label)
			value = behind_label(label, rest);
		if (!value.text.at) {
			at += utf8_next(rest, &c);
			continue;
		}
		if (fact_is_kept(label->fact)) {
			takers[label->fact](facts, cut_value(value));
			found = true;
		}
		at = (size_t)(value.text.at - line.at);
	}
	return found;
}
