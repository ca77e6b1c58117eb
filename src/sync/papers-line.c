/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "papers-line.h"

#include "baolan/base/ascii.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/sync/rules.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* --- from a line to its parts --- */

/* The length of the word at the start of `rest`, quoted runs with their blanks. */
static size_t word_length(struct str rest, bool quotes, bool *ret_open)
{
	bool quoted = false;
	size_t i = 0;
	for (; i < rest.len; i++) {
		if (quoted && rest.at[i] == '\\' && i + 1 < rest.len)
			i++;
		else if (quotes && rest.at[i] == '"')
			quoted = !quoted;
		else if (!quoted && is_blank(rest.at[i]))
			break;
	}
	*ret_open = quoted;
	return i;
}

/* "name=" in front of a value. */
static size_t key_length(struct str word)
{
	size_t i = 0;
	while (i < word.len && (ascii_is_letter(word.at[i]) || word.at[i] == '-'))
		i++;
	return i && i < word.len && word.at[i] == '=' ? i : 0;
}

static const struct paper_setting *setting_named(struct str key)
{
	for (size_t i = 0; i < n_paper_settings; i++)
		if (str_eq(str_of(paper_settings[i].name), key))
			return &paper_settings[i];
	return NULL;
}

static struct line_part describe(struct str word, bool open)
{
	struct line_part part = {
		.kind = PART_STRAY, .raw = word, .value = word, .open = open
	};
	size_t key = key_length(word);
	if (word.at[0] == '"') {
		part.kind = PART_NAME;
	} else if (key) {
		part.kind = PART_SETTING;
		part.key = str_head(word, key);
		part.value = str_from(word, key + 1);
		part.setting = setting_named(part.key);
	}
	return part;
}

static struct str skip_blanks(struct str s)
{
	while (s.len && is_blank(s.at[0]))
		s = str_from(s, 1);
	return s;
}

/* A saved query is all up to its name, which is quoted and comes last. */
static void join_query(struct line_parts *parts)
{
	if (!parts->list.len)
		return;
	struct line_part *first = &parts->list.at[0], *last = vec_last(&parts->list);
	bool has_name = last != first && last->kind == PART_NAME;
	struct line_part name = *last, *end = has_name ? last - 1 : last;
	first->raw.len = (size_t)(end->raw.at + end->raw.len - first->raw.at);
	first->open = end->open;
	first->value = first->raw;
	parts->list.len = 1;
	if (has_name)
		*vec_push(&parts->list) = name;
}

void line_split(struct str line, struct line_parts *ret_parts)
{
	struct str rest = str_trim(line);
	bool is_query = str_starts(rest, LINE_QUERY);
	while (rest.len) {
		bool open, first = !ret_parts->list.len;
		if (!first && !is_query && rest.at[0] == '#') {
			struct line_part comment = { .kind = PART_COMMENT,
				                     .raw = str_trim(rest) };
			*vec_push(&ret_parts->list) = comment;
			break;
		}
		size_t len = word_length(rest, !first || is_query, &open);
		struct line_part part = describe(str_head(rest, len), open);
		if (first)
			part.kind = PART_ADDRESS;
		*vec_push(&ret_parts->list) = part;
		rest = skip_blanks(str_from(rest, len));
	}
	if (is_query)
		join_query(ret_parts);
}

/* A value without its quotes, appended. */
static void line_unquote(struct str value, struct buf *ret_text)
{
	bool quoted = false;
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == '"') {
			quoted = !quoted;
			continue;
		}
		bool escapes = quoted && value.at[i] == '\\' && i + 1 < value.len;
		if (escapes && (value.at[i + 1] == '"' || value.at[i + 1] == '\\'))
			i++;
		buf_add_char(ret_text, value.at[i]);
	}
}

bool line_is_folder(struct str line, struct buf *ret_name, bool *ret_open)
{
	line = str_trim(line);
	if (!line.len || line.at[0] != '[')
		return false;
	size_t end = str_find_last_char(line, ']');
	*ret_open = end == STR_NPOS;
	clean_add_collapsed(ret_name, str_make(line.at + 1, MIN(end, line.len) - 1));
	return true;
}

bool line_is_paper(struct str line)
{
	line = str_trim(line);
	return line.len && line.at[0] != '#' && line.at[0] != '[';
}

/* --- from parts to a paper --- */

struct reading {
	struct paper *paper;
	void (*mistake)(void *data, const struct error *why);
	void *data;
};

static void complain(const struct reading *reading, const struct error *why)
{
	reading->mistake(reading->data, why);
}

static bool read_address(const struct reading *reading, const struct line_part *part)
{
	struct paper *paper = reading->paper;
	struct error why;
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	if (str_starts(part->raw, LINE_QUERY)) {
		struct str query = str_trim(str_from(part->raw, LINE_QUERY.len));
		paper->query = query.len ? str_dup(query) : NULL;
		if (query.len)
			return true;
		err_set(&why, ERR_FORMAT, _("query: needs the words to search for"));
	} else if (papers_normalise(part->raw, &url)) {
		paper->url = buf_take(&url);
		return true;
	} else {
		err_set(&why, ERR_FORMAT,
		        _("%.*s is no address that can be followed; http, https and file are, and rsshub: and dailyhot:"),
		        STR_ARG(part->raw));
	}
	complain(reading, &why);
	return false;
}

static void read_name(const struct reading *reading, const struct line_part *part)
{
	auto_buf plain = BUF_INIT(BUF_MAX_TEXT), name = BUF_INIT(BUF_MAX_TEXT);
	line_unquote(part->value, &plain);
	clean_add_collapsed(&name, buf_str(&plain));
	free(reading->paper->name);
	reading->paper->name = name.len ? buf_take(&name) : NULL;
}

static void read_setting(const struct reading *reading, const struct line_part *part)
{
	const struct paper_setting *setting = part->setting;
	struct error why;
	auto_buf value = BUF_INIT(BUF_MAX_TEXT);
	line_unquote(part->value, &value);
	void *place = setting ? (char *)reading->paper + setting->offset : NULL;
	if (!setting)
		err_set(&why, ERR_FORMAT, _("a paper has no setting %.*s"),
		        STR_ARG(part->key));
	else if (!setting->set(place, buf_str(&value)))
		err_set(&why, ERR_FORMAT, _("%s takes %s, not %s"), setting->name,
		        _(setting->takes), buf_text(&value));
	else
		return;
	complain(reading, &why);
}

static void read_stray(const struct reading *reading, const struct line_part *part)
{
	struct error why;
	err_set(&why, ERR_FORMAT,
	        _("%.*s is neither a \"name\" in quotes nor a setting=value"),
	        STR_ARG(part->raw));
	complain(reading, &why);
}

static void read_comment(const struct reading *reading, const struct line_part *part)
{
	(void)reading;
	(void)part;
}

static void check_rules(const struct reading *reading, const char *text)
{
	struct error why;
	if (text && rules_check(str_of(text), &why) != ERR_OK)
		complain(reading, &why);
}

bool line_read(const struct line_parts *parts, struct paper *paper,
               void (*mistake)(void *data, const struct error *why), void *data)
{
	static void (*const readers[])(const struct reading *,
	                               const struct line_part *) = {
		[PART_ADDRESS] = read_comment, [PART_NAME] = read_name,
		[PART_SETTING] = read_setting, [PART_COMMENT] = read_comment,
		[PART_STRAY] = read_stray,
	};
	struct reading reading = { paper, mistake, data };
	struct error why;
	if (!parts->list.len || !read_address(&reading, &parts->list.at[0]))
		return false;
	vec_each (part, &parts->list) {
		readers[part->kind](&reading, part);
		if (!part->open)
			continue;
		err_set(&why, ERR_FORMAT, _("the quote of %.*s is not closed"),
		        STR_ARG(utf8_head(part->raw, 40)));
		complain(&reading, &why);
	}
	check_rules(&reading, paper->kill);
	check_rules(&reading, paper->highlight);
	return true;
}

/* --- back to a line --- */

static bool needs_quotes(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (is_blank(value.at[i]) || value.at[i] == '"')
			return true;
	return !value.len;
}

/* One line for sure: what would end it becomes a blank. */
static void add_quoted(struct buf *b, struct str value)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];
		if (c == '"' || c == '\\')
			buf_add_char(b, '\\');
		buf_add_char(b, c == '\n' || c == '\r' ? ' ' : c);
	}
	buf_add_char(b, '"');
}

static void write_setting(const struct paper_setting *setting,
                          const struct paper *paper, struct buf *b)
{
	auto_buf value = BUF_INIT(BUF_MAX_TEXT);
	setting->write((const char *)paper + setting->offset, &value);
	if (!value.len)
		return;
	buf_printf(b, "%s=", setting->name);
	if (needs_quotes(buf_str(&value)))
		add_quoted(b, buf_str(&value));
	else
		buf_add_str(b, buf_str(&value));
}

/* A phrase at the end of a query would be taken for its name. */
static void write_name(const struct paper *paper, struct buf *b)
{
	if (paper->name)
		add_quoted(b, str_of(paper->name));
	else if (!paper->url && str_ends(str_of(paper->query), STR("\"")))
		buf_add_text(b, "\"\"");
}

static void write_address(const struct paper *paper, struct buf *b)
{
	if (paper->url) {
		buf_add_text(b, paper->url);
		return;
	}
	buf_add_str(b, LINE_QUERY);
	for (const char *at = paper->query ? paper->query : ""; *at; at++)
		buf_add_char(b, *at == '\n' || *at == '\r' ? ' ' : *at);
}

/* What one kind of part says of a paper, as text; `setting` is NULL but for
 * PART_SETTING. */
static void write_part(enum part_kind kind, const struct paper_setting *setting,
                       const struct paper *paper, struct buf *b)
{
	if (kind == PART_ADDRESS)
		write_address(paper, b);
	else if (kind == PART_NAME)
		write_name(paper, b);
	else if (setting)
		write_setting(setting, paper, b);
}

struct rewriting {
	const struct paper *from, *to;
	struct buf *out;
};

/* True when the part differs; then its new text is in *text, maybe none. */
static bool differs(const struct rewriting *r, enum part_kind kind,
                    const struct paper_setting *setting, struct buf *text)
{
	auto_buf before = BUF_INIT(BUF_MAX_TEXT);
	write_part(kind, setting, r->from, &before);
	write_part(kind, setting, r->to, text);
	return !str_eq(buf_str(&before), buf_str(text));
}

/* So that it does not swallow what is written behind it. */
static void close_quote(struct buf *b)
{
	size_t backslashes = 0;
	while (backslashes < b->len && b->at[b->len - 1 - backslashes] == '\\')
		backslashes++;
	buf_add_text(b, backslashes % 2 ? "\\\"" : "\"");
}

/* A part that stands in the line; a later one of its kind goes when the first
 * was changed. */
static void rewrite_part(const struct rewriting *r, struct str gap,
                         const struct line_part *part, bool repeated)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	bool changed = differs(r, part->kind, part->setting, &text);
	if (changed && (repeated || !text.len))
		return;
	buf_add_str(r->out, gap);
	buf_add_str(r->out, changed ? buf_str(&text) : part->raw);
	if (!changed && part->open)
		close_quote(r->out);
}

static void add_missing(const struct rewriting *r, enum part_kind kind,
                        const struct paper_setting *setting)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (!differs(r, kind, setting, &text) || !text.len)
		return;
	buf_add_char(r->out, ' ');
	buf_add_str(r->out, buf_str(&text));
}

static bool has_part(const struct line_parts *parts, size_t n, enum part_kind kind,
                     const struct paper_setting *setting)
{
	for (size_t i = 0; i < n; i++)
		if (parts->list.at[i].kind == kind &&
		    parts->list.at[i].setting == setting)
			return true;
	return false;
}

/* What the line did not say: the name behind the address, settings at the end. */
static void add_settings(const struct rewriting *r, const struct line_parts *parts)
{
	if (!r->to->url)
		return; /* a query has none: they would be words of it */
	for (size_t i = 0; i < n_paper_settings; i++)
		if (!has_part(parts, parts->list.len, PART_SETTING, &paper_settings[i]))
			add_missing(r, PART_SETTING, &paper_settings[i]);
}

static void rewrite_parts(const struct rewriting *r, struct str line,
                          const struct line_parts *parts)
{
	const char *end = line.at;
	bool settled = false; /* what is missing has been added */
	for (size_t i = 0; i < parts->list.len; i++) {
		const struct line_part *part = &parts->list.at[i];
		struct str gap = str_make(end, (size_t)(part->raw.at - end));
		if (part->kind == PART_COMMENT) {
			add_settings(r, parts);
			settled = true;
		}
		rewrite_part(r, gap, part,
		             has_part(parts, i, part->kind, part->setting));
		end = part->raw.at + part->raw.len;
		if (i == 0 && !has_part(parts, parts->list.len, PART_NAME, NULL))
			add_missing(r, PART_NAME, NULL);
	}
	if (!settled)
		add_settings(r, parts);
	buf_add(r->out, end, (size_t)(line.at + line.len - end));
}

void line_rewrite(struct str line, const struct paper *from, const struct paper *to,
                  struct buf *ret_line)
{
	struct rewriting r = { from, to, ret_line };
	struct line_parts parts = { 0 };
	line_split(line, &parts);
	rewrite_parts(&r, line, &parts);
	vec_done(&parts.list);
}
