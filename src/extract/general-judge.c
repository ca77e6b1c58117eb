/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule is a predicate on a line's text and on where it stands: what is
 * boilerplate at a story's edges may be news in its middle. */
#include "general-judge.h"

#include "general-caption.h"
#include "general-label.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/date.h"
#include "baolan/text/utf8.h"

/* How far into a body, in lines with text, its byline is looked for. */
#define OVER 12
#define MAX_READ 60

/* --- the lines of a body --- */

struct judge {
	struct lines *lines;
	struct facts *facts;
	const struct heads *heads;
	unsigned read;       /* dropped lines that were read for facts */
	VEC(uint32_t) texts; /* the lines that have text and are not dropped */
};

static struct line *line_at(struct judge *j, size_t i)
{
	return &j->lines->list.at[j->texts.at[i]];
}

static void gather_texts(struct judge *j)
{
	vec_clear(&j->texts);
	for (uint32_t i = 0; i < j->lines->list.len; i++) {
		const struct line *line = &j->lines->list.at[i];
		if (line->chars && !line->dropped)
			*vec_push(&j->texts) = i;
	}
}

static bool is_mostly_link(const struct line *line)
{
	return line->link_chars * 10 >= line->chars * 8;
}

/* A date and little else; a sentence may begin with one. */
static bool is_date_line(struct str text)
{
	if (!is_shorter(text, 40))
		return false;
	struct str date = date_span(text, 0);
	return date.len >= 8 && !str_ends(text, STR("。"));
}

/* A cell of a table of data belongs to its row, whatever it says. */
static bool is_cell(const struct line *line)
{
	return line->block.type == BLOCK_CELL;
}

static bool is_head(const struct heads *heads, struct str text)
{
	return same_text(text, heads->title) || same_text(text, heads->kicker) ||
	       same_text(text, heads->subtitle);
}

/* Title, byline, date, breadcrumbs: what stands over a story's first line. */
static bool is_over_story(struct judge *j, const struct line *line, struct str text)
{
	if (is_cell(line) || line->caption)
		return false;
	if (is_head(j->heads, text) || is_tool_line(text) || is_share_line(text))
		return true;
	if (is_shorter(text, 80) && (is_label_line(text) || count_labels(text) > 1))
		return true;
	if (is_date_line(text))
		return true;
	return is_mostly_link(line) && is_shorter(text, 30);
}

/* Signatures, tools and notices below a story's last line. */
static bool is_under_story(const struct line *line, struct str text)
{
	if (is_cell(line))
		return false;
	if (is_tool_line(text) || is_share_line(text) || is_copyright_line(text))
		return true;
	if (is_shorter(text, 60) && (is_label_line(text) || is_credit_line(text)))
		return true;
	if (is_end_mark(text) || is_pager_line(text) || is_keyword_line(text))
		return true;
	return is_mostly_link(line) && is_shorter(text, 60);
}

/* Boilerplate wherever it stands. */
static bool is_never_story(const struct line *line, struct str text)
{
	return !is_cell(line) &&
	       (is_original_title(text) || is_way_back(text) ||
	        is_attachment_line(text) || (line->chars <= 30 && is_share_line(text)));
}

static void drop(struct judge *j, struct line *line)
{
	struct str text = line_text(j->lines, line);
	if (!is_original_title(text) && j->read++ < MAX_READ)
		facts_read_line(j->facts, text);
	line->dropped = true;
}

/* □ 王大明: how papers mark who wrote. */
static bool is_marked(struct str text)
{
	static const char *const marks[] = { "□", "■", "◎", "●", "○", "◆", NULL };
	return starts_with_word(text, marks);
}

/* Under headline and date a medium or a reporter may stand without a label. */
static bool is_bare_byline(struct judge *j, struct str text)
{
	if (!is_shorter(text, 24))
		return false;
	if (is_medium(text)) {
		facts_set_source(j->facts, text);
		return true;
	}
	return facts_read_dateline(j->facts, text) ||
	       facts_read_names_alone(j->facts, trim_marks(text));
}

/* `dropped`: lines over this one were no story. */
static bool is_byline(struct judge *j, struct str text, bool dropped)
{
	return ((dropped || is_marked(text)) && is_bare_byline(j, text)) ||
	       facts_read_reporter_line(j->facts, text);
}

static void drop_over_story(struct judge *j)
{
	bool any = false;
	for (size_t i = 0, kept = 0; i < j->texts.len && i < OVER && kept < 2; i++) {
		struct line *line = line_at(j, i);
		struct str text = line_text(j->lines, line);
		if (is_over_story(j, line, text) ||
		    (!kept && is_byline(j, text, any))) {
			drop(j, line);
			any = true;
		} else {
			kept++;
		}
	}
}

/* （据榕湾晚报） */
static bool is_according(struct judge *j, struct str text)
{
	static const char *const words[] = { "据", "據", NULL };
	struct str bare = trim_marks(text);
	struct str medium = str_from(bare, word_at_start(bare, words));
	if (medium.len == bare.len || !is_medium(medium))
		return false;
	facts_set_source(j->facts, medium);
	return true;
}

static void drop_under_story(struct judge *j)
{
	for (size_t i = j->texts.len, kept = 0; i-- > 0 && kept < 3;) {
		struct line *line = line_at(j, i);
		struct str text = line_text(j->lines, line);
		bool signature = is_shorter(text, 20) && !is_cell(line) &&
		                 (facts_read_reporter_line(j->facts, text) ||
		                  is_according(j, text));
		if (signature || is_under_story(line, text))
			drop(j, line);
		else
			kept++;
	}
}

static void drop_anywhere(struct judge *j)
{
	for (size_t i = 0; i < j->texts.len; i++) {
		struct line *line = line_at(j, i);
		if (is_never_story(line, line_text(j->lines, line)))
			drop(j, line);
	}
}

/* 相关新闻 and what is under it, up to the next line of running text. */
static void drop_related(struct judge *j)
{
	bool under = false;
	for (size_t i = 0; i < j->texts.len; i++) {
		struct line *line = line_at(j, i);
		struct str text = line_text(j->lines, line);
		if (line->chars <= 24 && is_related_heading(text) &&
		    (i > 0 || is_mostly_link(line)))
			under = true;
		else if (!is_mostly_link(line))
			under = false;
		if (under)
			line->dropped = true;
	}
}

/* --- headings --- */

static bool ends_open(struct str text)
{
	static const char *const closed[] = { "。", "；", "，", "、", ",", ";",
		                              "：", ":",  "”",  "）", NULL };
	for (const char *const *mark = closed; *mark; mark++)
		if (str_ends(text, str_of(*mark)))
			return false;
	return true;
}

static bool is_bold_heading(const struct judge *j, const struct line *line)
{
	struct str text = line_text(j->lines, line);
	return line->block.type == BLOCK_PARAGRAPH &&
	       line->strong_chars == line->chars && line->chars >= 2 &&
	       line->chars <= 40 && !line->link_chars &&
	       memchr(text.at, '\n', text.len) == NULL && ends_open(text) &&
	       !is_caption_text(text);
}

static bool is_plain(const struct line *line)
{
	return line->strong_chars * 2 < line->chars;
}

static void raise_headings(struct judge *j)
{
	size_t plain = 0;
	for (size_t i = 0; i < j->texts.len; i++)
		plain += is_plain(line_at(j, i));
	if (plain * 2 < j->texts.len) /* all bold: it says nothing */
		return;
	for (size_t i = 0; i + 1 < j->texts.len; i++) {
		struct line *line = line_at(j, i);
		if (!is_bold_heading(j, line) || !is_plain(line_at(j, i + 1)))
			continue;
		line->block.type = BLOCK_HEADING;
		line->block.level = 2;
		for (uint32_t s = 0; s < line->n_spans; s++)
			j->lines->spans.at[line->first_span + s].style &=
			        ~(uint32_t)SPAN_STRONG;
	}
}

/* --- tables --- */

static bool has_digit(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] >= '0' && text.at[i] <= '9')
			return true;
	return false;
}

struct cells { /* of one table */
	struct line *at;
	size_t count, columns; /* columns: cells of the first row */
};

static struct cells cells_behind(struct judge *j, size_t table)
{
	struct cells cells = { .at = j->lines->list.at + table + 1 };
	size_t left = j->lines->list.len - table - 1;
	while (cells.count < left && is_cell(&cells.at[cells.count]))
		cells.count++;
	while (cells.columns < cells.count &&
	       (!cells.columns || cells.at[cells.columns].block.number))
		cells.columns++;
	return cells;
}

/* A first row of words over rows of figures names the columns, though its maker
 * did not say so. */
static bool names_columns(struct judge *j, const struct cells *cells)
{
	bool figures = false;
	for (size_t i = 0; i < cells->count; i++) {
		bool digit = has_digit(line_text(j->lines, &cells->at[i]));
		if (cells->at[i].block.level || (digit && i < cells->columns))
			return false;
		figures |= digit;
	}
	return figures && cells->columns > 1;
}

static void raise_column_names(struct judge *j)
{
	for (size_t i = 0; i < j->lines->list.len; i++) {
		if (j->lines->list.at[i].block.type != BLOCK_TABLE)
			continue;
		struct cells cells = cells_behind(j, i);
		size_t names = names_columns(j, &cells) ? cells.columns : 0;
		for (size_t k = 0; k < names; k++)
			cells.at[k].block.level = 1;
	}
}

static void join_captions(struct judge *j)
{
	captions_join(j->lines);
	pictures_drop_repeated(j->lines);
}

void judge_lines(struct lines *lines, const struct heads *heads, struct facts *facts)
{
	lines_join_wrapped(lines);
	struct judge j = { .lines = lines, .facts = facts, .heads = heads };
	static void (*const steps[])(struct judge *) = {
		drop_related,  drop_anywhere,  drop_over_story,    drop_under_story,
		join_captions, raise_headings, raise_column_names,
	};
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		gather_texts(&j);
		steps[i](&j);
	}
	vec_done(&j.texts);
}
