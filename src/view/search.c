/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.c - the rows become one array of folded characters with their places;
 * what is looked for, folded the same way, is compared at each of them. */
#include "baolan/view/search.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"

#include <wctype.h>

struct unit {
	uint32_t c;
	uint32_t row;
	uint16_t column;
	uint8_t cells;
};

typedef VEC(struct unit) unit_vec;
typedef VEC(uint32_t) char_vec;

/* Between texts that no match may span. */
#define BARRIER 0

static uint32_t fold(uint32_t c)
{
	if (utf8_is_space(c))
		return ' ';
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII */
		c -= 0xFF01 - '!';
	return (uint32_t)towlower((wint_t)c);
}

static void add_unit(unit_vec *units, uint32_t c, uint32_t row, int column, int cells)
{
	*vec_push(units) = (struct unit){ c, row, (uint16_t)column, (uint8_t)cells };
}

static void add_run(unit_vec *units, const struct layout_run *run, uint32_t row)
{
	struct str rest = run->text;
	int column = run->column;

	while (rest.len) {
		uint32_t c;
		int cells;
		size_t len = grapheme_next(rest, &cells);

		utf8_next(rest, &c);
		add_unit(units, fold(c), row, column, cells);
		column += cells;
		rest = str_from(rest, len);
	}
}

static void add_row(unit_vec *units, const struct layout *layout, uint32_t row)
{
	const struct layout_row *r = &layout->rows[row];
	uint32_t end = 0;

	if (r->under)
		return;
	if (!r->n_runs || (row && r->section != r[-1].section))
		add_unit(units, BARRIER, row, 0, 0);
	for (uint32_t i = 0; i < r->n_runs; i++) {
		const struct layout_run *run = &layout->runs[r->first_run + i];
		/* Text that goes on was parted by justification alone. */
		bool goes_on = i && run[-1].text.at + run[-1].text.len == run->text.at;
		if (i && run->column > end && !goes_on)
			add_unit(units, ' ', row, (int)end,
			         (int)MIN(run->column - end, 255u));
		add_run(units, run, row);
		end = (uint32_t)run->column + run->cells;
	}
}

static void fold_needle(char_vec *chars, struct str needle)
{
	needle = str_trim_space(needle);
	while (needle.len) {
		uint32_t c;

		needle = str_from(needle, utf8_next(needle, &c));
		c = fold(c);
		if (c != ' ' || (chars->len && *vec_last(chars) != ' '))
			*vec_push(chars) = c;
	}
}

static size_t skip_blanks(const unit_vec *units, size_t at)
{
	while (at < units->len && units->at[at].c == ' ')
		at++;
	return at;
}

/* The unit behind the match that starts at unit `from`; 0 when there is none. */
static size_t match_end(const unit_vec *units, size_t from, const char_vec *needle)
{
	size_t at = from;

	for (size_t i = 0; i < needle->len; i++) {
		size_t behind = skip_blanks(units, at);
		bool new_row = at < units->len && at > from &&
		               units->at[at].row != units->at[at - 1].row;

		if (needle->at[i] == ' ') {
			if (behind == at && !new_row)
				return 0;
			at = behind;
			continue;
		}
		if (new_row) /* the indent of a continued row */
			at = behind;
		if (at >= units->len || units->at[at].c != needle->at[i])
			return 0;
		at++;
	}
	return at;
}

static void add_parts(struct found_list *list, const unit_vec *units, size_t from,
                      size_t end)
{
	struct found *part = NULL;

	for (size_t i = from; i < end; i++) {
		const struct unit *u = &units->at[i];
		if (!part || part->row != u->row) {
			part = vec_push(&list->parts);
			*part = (struct found){ u->row, list->count, u->column, 0 };
		}
		part->cells = (uint16_t)(u->column + u->cells - part->column);
	}
	list->count++;
}

void found_list_done(struct found_list *list)
{
	vec_done(&list->parts);
	list->count = 0;
}

void found_list_fill(struct found_list *list, const struct layout *layout,
                     struct str needle)
{
	unit_vec units = { 0 };
	char_vec chars = { 0 };

	found_list_done(list);
	fold_needle(&chars, needle);
	for (uint32_t row = 0; chars.len && row < layout->n_rows; row++)
		add_row(&units, layout, row);
	for (size_t i = 0; i < units.len;) {
		size_t end = units.at[i].c == ' ' ? 0 : match_end(&units, i, &chars);
		if (end)
			add_parts(list, &units, i, end);
		i = end ? end : i + 1;
	}
	vec_done(&units);
	vec_done(&chars);
}

const struct found *found_list_part(const struct found_list *list, uint32_t number)
{
	for (size_t i = 0; i < list->parts.len; i++)
		if (list->parts.at[i].number == number)
			return &list->parts.at[i];
	return NULL;
}
