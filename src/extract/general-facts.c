/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is scanned for labels; the text behind one, up to the next label or
 * whatever parts values on such lines, is its value.  Lines of bylines are
 * gathered with tabs where elements meet (general-byline.c). */
#include "general-facts.h"

#include "general-label.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/text/utf8.h"

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

void facts_set_source(struct facts *facts, struct str value)
{
	value = trim_marks(value);
	for (size_t at = 0; at < value.len; at++) { /* 新华网 张三 -> 新华网 */
		bool wide_before = at > 0 && (unsigned char)value.at[at - 1] >= 0x80;
		if (value.at[at] == ' ' && wide_before)
			value = str_head(value, at);
	}
	static const char *const no_source[] = { "=", "\"", "<", "http", NULL };
	bool too_long = utf8_count(value) > 30 || has_word(value, no_source);
	if (!facts->source.len && value.len && !too_long && !names_nobody(value))
		facts->source = arena_str(facts->arena, value);
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
	return label && behind_label(label, text).at &&
	       !(label->form == FORM_NAME && label->fact == FACT_AUTHOR);
}

static struct str value_of(struct str text)
{
	text = str_trim_space(text);
	size_t at = 0;
	uint32_t c;
	while (at < text.len) {
		struct str rest = str_from(text, at);
		if (starts_label(rest) ||
		    (at && (word_at_start(rest, value_ends) || starts_date(rest))))
			break;
		at += utf8_next(rest, &c);
	}
	return str_trim_space(str_head(text, at));
}

static void take_fact(struct facts *facts, const struct label *label, struct str value)
{
	bool bare = label->form == FORM_NAME; /* no colon asked: be strict */
	if (label->fact == FACT_SOURCE)
		facts_set_source(facts, value);
	else if (label->fact == FACT_EDITOR)
		facts_set_editor(facts, value);
	else if (label->fact == FACT_AUTHOR)
		facts_add_name_list(facts, value, bare);
}

bool facts_read_line(struct facts *facts, struct str line)
{
	bool found = false;
	uint32_t c;
	for (size_t at = 0; at < line.len;) {
		struct str rest = str_from(line, at);
		const struct label *label = label_at(rest);
		struct str behind = label ? behind_label(label, rest) : STR_NONE;
		if (!behind.at) {
			at += utf8_next(rest, &c);
			continue;
		}
		if (label->fact != FACT_END) {
			take_fact(facts, label, value_of(behind));
			found = true;
		}
		at = (size_t)(behind.at - line.at);
	}
	return found;
}
