/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules are parsed once into terms; a story is held against them one by one. */
#include "baolan/sync/rules.h"

#include "baolan/base/arena.h"
#include "baolan/base/ascii.h"
#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/regex.h"
#include "baolan/text/url.h"
#include "baolan/text/utf8.h"

#include <errno.h>
#include <stdlib.h>

#define RULES_MAX_BYTES ((size_t)1 << 20)
enum { MAX_SUBJECT = 4096, MAX_PATTERN = 200, MAX_MISTAKES = 100 };
enum { REGEX_MS = 10, MAX_GIVE_UPS = 3 };

enum field { FIELD_TITLE, FIELD_SUMMARY, FIELD_AUTHOR, FIELD_PAPER, FIELDS };

struct term {
	enum field field;
	bool negated;
	struct str word;     /* absent: an expression */
	struct regex *regex; /* owned */
};

struct rule {
	unsigned effect;
	struct str paper; /* of a paper's own rule: its url */
	VEC(struct term) terms;
};

struct rules {
	struct arena arena;
	VEC(struct rule) list;
	VEC(struct error) mistakes;
};

struct rules *rules_new(void)
{
	return mem_new(struct rules);
}

static void rule_done(struct rule *rule)
{
	vec_each (term, &rule->terms)
		regex_free(term->regex);
	vec_done(&rule->terms);
}

void rules_free(struct rules *rules)
{
	if (!rules)
		return;
	vec_each (rule, &rules->list)
		rule_done(rule);
	vec_done(&rules->list);
	vec_done(&rules->mistakes);
	arena_done(&rules->arena);
	free(rules);
}

const struct error *rules_mistakes(const struct rules *rules, size_t *ret_n)
{
	*ret_n = rules->mistakes.len;
	return rules->mistakes.at;
}

/* --- from text to terms --- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blanks(struct str *rest)
{
	while (rest->len && is_blank(rest->at[0]))
		*rest = str_from(*rest, 1);
}

static const struct {
	struct str name;
	enum field field;
} fields[] = {
	{ { "title", 5 }, FIELD_TITLE },
	{ { "summary", 7 }, FIELD_SUMMARY },
	{ { "author", 6 }, FIELD_AUTHOR },
	{ { "paper", 5 }, FIELD_PAPER },
};

/* "name:" in front of a pattern; a slip in the name is no word to look for. */
static enum err take_field(struct str *rest, struct term *term, struct error *err)
{
	size_t len = 0;
	while (len < rest->len && ascii_is_letter(rest->at[len]))
		len++;
	if (!len || len == rest->len || rest->at[len] != ':')
		return ERR_OK;
	struct str name = str_head(*rest, len);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (!str_eq(name, fields[i].name))
			continue;
		term->field = fields[i].field;
		*rest = str_from(*rest, len + 1);
		return ERR_OK;
	}
	return err_set(
	        err, ERR_FORMAT,
	        _("there is no field %.*s: title:, summary:, author: and paper: are; \"quotes\" make it a phrase"),
	        STR_ARG(name));
}

/* What stands between *rest's first character and the next such one, which a
 * backslash can protect. */
static bool take_between(struct str *rest, struct str *ret_inside)
{
	char mark = rest->at[0];
	for (size_t i = 1; i < rest->len; i++) {
		if (rest->at[i] == '\\') {
			i++;
		} else if (rest->at[i] == mark) {
			*ret_inside = str_make(rest->at + 1, i - 1);
			*rest = str_from(*rest, i + 1);
			return true;
		}
	}
	return false;
}

/* `\c` stands for c, where c is the mark or a backslash. */
static struct str unescape(struct arena *arena, struct str s, char mark)
{
	auto_buf plain = BUF_INIT(RULES_MAX_BYTES);
	for (size_t i = 0; i < s.len; i++) {
		bool escapes = s.at[i] == '\\' && i + 1 < s.len;
		if (escapes && (s.at[i + 1] == mark || s.at[i + 1] == '\\'))
			i++;
		buf_add_char(&plain, s.at[i]);
	}
	return arena_str(arena, buf_str(&plain));
}

static enum err take_regex(struct str *rest, struct term *term, struct error *err)
{
	struct str inside;
	if (!take_between(rest, &inside))
		return err_set(err, ERR_FORMAT,
		               _("the / behind the expression is missing"));
	auto_buf text = BUF_INIT(RULES_MAX_BYTES);
	if (rest->len && rest->at[0] == 'i') {
		buf_add_text(&text, "(?i)");
		*rest = str_from(*rest, 1);
	}
	buf_add_str(&text, inside); /* ICU reads \/ as / */
	term->regex = regex_new(buf_str(&text));
	regex_set_limit(term->regex, REGEX_MS);
	return regex_check(term->regex, err);
}

static enum err take_phrase(struct arena *arena, struct str *rest, struct term *term,
                            struct error *err)
{
	struct str inside;
	if (!take_between(rest, &inside))
		return err_set(err, ERR_FORMAT, _("the quote is not closed"));
	term->word = unescape(arena, inside, '"');
	return ERR_OK;
}

static void take_word(struct arena *arena, struct str *rest, bool commas,
                      struct term *term)
{
	size_t len = 0;
	while (len < rest->len && !is_blank(rest->at[len]) &&
	       !(commas && rest->at[len] == ','))
		len++;
	term->word = arena_str(arena, str_head(*rest, len));
	*rest = str_from(*rest, len);
}

static enum err take_pattern(struct arena *arena, struct str *rest, bool commas,
                             struct term *term, struct error *err)
{
	if (rest->len && rest->at[0] == '/' && term->field != FIELD_PAPER)
		return take_regex(rest, term, err);
	if (rest->len && rest->at[0] == '"') {
		enum err code = take_phrase(arena, rest, term, err);
		if (code != ERR_OK)
			return code;
	} else {
		take_word(arena, rest, commas, term);
	}
	if (!term->word.len)
		return err_set(err, ERR_FORMAT, _("a word to look for is missing"));
	if (term->word.len > MAX_PATTERN)
		return err_set(err, ERR_FORMAT, _("a word is longer than %d bytes"),
		               MAX_PATTERN);
	return ERR_OK;
}

static enum err take_term(struct arena *arena, struct str *rest, bool commas,
                          struct rule *rule, struct error *err)
{
	struct term *term = vec_push(&rule->terms);
	if (rest->len > 1 && rest->at[0] == '-') {
		term->negated = true;
		*rest = str_from(*rest, 1);
	}
	enum err code = take_field(rest, term, err);
	if (code == ERR_OK)
		code = take_pattern(arena, rest, commas, term, err);
	return code;
}

/* One rule's terms, up to the end, or with `commas` to the first comma. */
static enum err take_rule(struct arena *arena, struct str *rest, bool commas,
                          struct rule *rule, struct error *err)
{
	for (;;) {
		skip_blanks(rest);
		if (!rest->len || (commas && rest->at[0] == ','))
			break;
		enum err code = take_term(arena, rest, commas, rule, err);
		if (code != ERR_OK)
			return code;
	}
	if (!rule->terms.len)
		return err_set(err, ERR_FORMAT, _("a rule says nothing to look for"));
	return ERR_OK;
}

static const struct {
	struct str name;
	unsigned effect;
} actions[] = {
	{ { "kill", 4 }, RULES_KILL },
	{ { "highlight", 9 }, RULES_HIGHLIGHT },
};

static enum err read_line(struct rules *rules, struct str line, struct error *err)
{
	struct rule rule = { 0 };
	size_t end = 0;
	while (end < line.len && !is_blank(line.at[end]))
		end++;
	for (size_t i = 0; i < ARRAY_SIZE(actions); i++)
		if (str_eq(str_head(line, end), actions[i].name))
			rule.effect = actions[i].effect;
	if (!rule.effect)
		return err_set(err, ERR_FORMAT,
		               _("a rule begins with kill or highlight, not %.*s"),
		               STR_ARG(str_head(line, end)));
	struct str rest = str_from(line, end);
	enum err code = take_rule(&rules->arena, &rest, false, &rule, err);
	if (code == ERR_OK)
		*vec_push(&rules->list) = rule;
	else
		rule_done(&rule);
	return code;
}

static void note_mistake(struct rules *rules, const char *path, int line,
                         const struct error *why)
{
	if (rules->mistakes.len < MAX_MISTAKES)
		err_set(vec_push(&rules->mistakes), ERR_FORMAT, "%s:%d: %s", path, line,
		        why->text);
}

static void read_lines(struct rules *rules, const char *path, struct str text)
{
	int number = 0;
	struct error why;
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	while (text.at) {
		struct str line = str_trim(str_cut(&text, '\n'));
		number++;
		if (!line.len || line.at[0] == '#')
			continue;
		enum err code = utf8_valid(line)
		                        ? read_line(rules, line, &why)
		                        : err_set(&why, ERR_FORMAT, _("not UTF-8"));
		if (code != ERR_OK)
			note_mistake(rules, path, number, &why);
	}
}

enum err rules_load(struct rules *rules, const char *path, struct error *err)
{
	auto_buf text = BUF_INIT(RULES_MAX_BYTES);
	errno = 0;
	enum err code = file_load(path, &text, err);
	if (code != ERR_OK)
		return errno == ENOENT ? ERR_OK : code;
	read_lines(rules, path, buf_str(&text));
	return ERR_OK;
}

/* --- a paper's own --- */

static enum err read_own(struct rules *rules, struct str text, unsigned effect,
                         struct str paper, struct error *err)
{
	struct str rest = text, url = arena_str(&rules->arena, paper);
	do {
		struct rule rule = { .effect = effect, .paper = url };
		enum err code = take_rule(&rules->arena, &rest, true, &rule, err);
		if (code != ERR_OK) {
			rule_done(&rule);
			return code;
		}
		*vec_push(&rules->list) = rule;
		rest = str_from(rest, 1); /* the comma */
	} while (rest.len);
	return ERR_OK;
}

enum err rules_check(struct str text, struct error *err)
{
	struct rules *rules = rules_new();
	enum err code = read_own(rules, text, RULES_KILL, STR("x:"), err);
	rules_free(rules);
	return code;
}

void rules_add_papers(struct rules *rules, const struct papers *papers)
{
	vec_each (paper, &papers->list) {
		struct str url = str_of(paper->url);
		if (paper->kill)
			read_own(rules, str_of(paper->kill), RULES_KILL, url, NULL);
		if (paper->highlight)
			read_own(rules, str_of(paper->highlight), RULES_HIGHLIGHT, url,
			         NULL);
	}
}

/* --- a story against the rules --- */

static bool is_latin(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* Does a word that begins or ends in a Latin letter begin or end there? */
static bool stands_alone(struct str text, size_t at, struct str word)
{
	size_t end = at + word.len;
	bool joined_before =
	        at > 0 && is_latin(text.at[at - 1]) && is_latin(word.at[0]);
	bool joined_behind = end < text.len && is_latin(text.at[end]) &&
	                     is_latin(word.at[word.len - 1]);
	return !joined_before && !joined_behind;
}

static bool has_word(struct str text, struct str word)
{
	for (size_t at = 0; at + word.len <= text.len; at++)
		if (ascii_lower(text.at[at]) == ascii_lower(word.at[0]) &&
		    str_eq_nocase(str_make(text.at + at, word.len), word) &&
		    stands_alone(text, at, word))
			return true;
	return false;
}

/* An address is matched whole by a pattern with stars, else by a part of it. */
static bool is_paper(struct str url, struct str pattern)
{
	if (str_find_char(pattern, '*') != STR_NPOS)
		return url_matches(url, pattern);
	return str_has(url, pattern);
}

static bool matches(const struct term *term, struct str text)
{
	if (term->field == FIELD_PAPER)
		return is_paper(text, term->word);
	if (!term->regex)
		return has_word(text, term->word);
	return regex_gave_up(term->regex) < MAX_GIVE_UPS &&
	       regex_matches(term->regex, text);
}

static bool holds(const struct rule *rule, const struct str subjects[FIELDS])
{
	if (rule->paper.len && !str_eq(rule->paper, subjects[FIELD_PAPER]))
		return false;
	vec_each (term, &rule->terms)
		if (matches(term, subjects[term->field]) == term->negated)
			return false;
	return true;
}

unsigned rules_apply(const struct rules *rules, struct str title, struct str summary,
                     struct str authors, struct str paper)
{
	unsigned effects = 0;
	struct str subjects[FIELDS] = {
		[FIELD_TITLE] = utf8_head(title, MAX_SUBJECT),
		[FIELD_SUMMARY] = utf8_head(summary, MAX_SUBJECT),
		[FIELD_AUTHOR] = utf8_head(authors, MAX_SUBJECT),
		[FIELD_PAPER] = paper,
	};
	vec_each (rule, &rules->list)
		if ((effects & rule->effect) == 0 && holds(rule, subjects))
			effects |= rule->effect;
	return effects;
}
