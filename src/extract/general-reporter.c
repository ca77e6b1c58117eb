/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that stand in running text, in brackets or before a slash. */
#include "general-facts.h"

#include "general-label.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

struct bracket {
	const char *open, *close;
};
static const struct bracket brackets[] = {
	{ "（", "）" }, { "(", ")" }, { "【", "】" }, { "〔", "〕" },
	{ "［", "］" }, { "[", "]" }, { "﹝", "﹞" },
};

static bool names_reporters(struct str inside)
{
	static const char *const words[] = { "记者", "記者", "通讯员", "通訊員", "報導",
		                             "报道", "文/",  "文／",   NULL };
	return inside.len >= 9 && inside.len <= 150 && has_word(inside, words);
}

/* 中央社記者王大明桃園19日電: the name is what follows 記者, three characters. */
static struct str name_of_dispatch(struct str text)
{
	struct str bare = str_trim_space(text);
	size_t han = han_at_start(bare);
	return han > 9 ? str_head(bare, 9) : STR_NONE;
}

static struct str behind_reporter(struct str inside)
{
	static const char *const words[] = { "记者", "記者", "通讯员", "通訊員" };
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		size_t at = str_find(inside, str_of(words[i]));
		if (at != STR_NPOS)
			return str_from(inside, at + strlen(words[i]));
	}
	return inside;
}

/* Behind the names of a line that begins with reporters: a slash, or where
 * they report from. */
static size_t names_end(struct str text)
{
	static const char *const ends[] = { "/",    "／",   "╱",  "∕",  "发自",
		                            "報導", "报道", "電", "电", "摄",
		                            "文 ",  "撰文", NULL };
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !word_at_start(str_from(text, at), ends))
		at += utf8_next(str_from(text, at), &c);
	return at;
}

static size_t slash_or_end(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !slash_at(str_from(text, at)))
		at += utf8_next(str_from(text, at), &c);
	return at;
}

static void read_reporters(struct facts *facts, struct str inside)
{
	static const char *const photo[] = { "摄）", "摄)", NULL };
	if (str_ends(inside, STR("摄")) || str_ends(inside, STR("攝")) ||
	    has_word(inside, photo))
		return;
	struct str names = behind_reporter(inside);
	names = str_head(names, slash_or_end(names));
	size_t colon = colon_at(str_trim_space(names));
	if (colon)
		names = str_from(str_trim_space(names), colon);
	bool dispatch = str_ends(inside, STR("電")) || str_ends(inside, STR("电"));
	if (dispatch)
		names = name_of_dispatch(names);
	facts_add_name_list(facts, names, true);
}

static void read_brackets(struct facts *facts, struct str text)
{
	for (size_t i = 0; i < ARRAY_SIZE(brackets); i++) {
		struct str open = str_of(brackets[i].open),
		           close = str_of(brackets[i].close);
		struct str rest = text;
		for (int n = 0; n < 4; n++) {
			size_t at = str_find(rest, open);
			if (at == STR_NPOS)
				break;
			rest = str_from(rest, at + open.len);
			size_t end = str_find(rest, close);
			struct str inside =
			        end == STR_NPOS ? STR_NONE : str_head(rest, end);
			if (names_reporters(inside))
				read_reporters(facts, inside);
		}
	}
}

/* 記者王大明／台北報導, 本报记者 王大明 李小明: a line's start, or all of it. */
static bool read_reporter_line(struct facts *facts, struct str text)
{
	static const char *const starts[] = { "記者",     "记者",       "本报记者",
		                              "本報記者", "本刊记者",   "实习记者",
		                              "特约记者", "本报实习生", "文/",
		                              "文／",     "通讯员",     NULL };
	size_t start = word_at_start(text, starts);
	struct str names = str_from(text, start);
	size_t end = names_end(str_head(names, 90));
	bool whole = text.len <= 90;
	return start && (whole || end < 87) &&
	       facts_add_name_list(facts, str_head(names, end), true);
}

bool facts_read_dateline(struct facts *facts, struct str text)
{
	static const char *const ends[] = { "電", "报道", "電）", "報導", "电", NULL };
	bool dateline = false;
	for (const char *const *end = ends; *end; end++)
		dateline = dateline || str_ends(text, str_of(*end));
	if (!dateline || text.len > 60)
		return false;
	size_t slash = slash_or_end(text);
	return slash < text.len &&
	       facts_add_name_list(facts, str_head(text, slash), true) > 0;
}

bool facts_read_reporter_line(struct facts *facts, struct str line)
{
	line = str_trim_space(line);
	if (line.len > 60)
		return false;
	if (str_starts(line, STR("By ")) && line.len < 40)
		return facts_add_name_list(facts, str_from(line, 3), false) > 0;
	return read_reporter_line(facts, line);
}

bool facts_read_names_alone(struct facts *facts, struct str line)
{
	line = str_trim_space(line);
	return line.len >= 6 && line.len <= 60 &&
	       facts_add_name_list(facts, line, true) > 0;
}

void facts_read_text(struct facts *facts, struct str text)
{
	text = str_trim_space(text);
	read_reporter_line(facts, text);
	facts_read_dateline(facts, text);
	read_brackets(facts, text);
}
