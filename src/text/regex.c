/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU's regular expressions, run on UTF-8 in place through a UText, so that a
 * 10 MB page is not turned into UTF-16 for one of them. */
#include "baolan/text/regex.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>
#include <unicode/uregex.h>

struct regex {
	char *text;
	URegularExpression *icu; /* NULL until it is needed */
	bool is_bad;
	int time_limit;
	unsigned gave_up;
};

/* ICU's unit: "steps of the match engine", about a millisecond each. */
#define TIME_LIMIT 500
#define STACK_LIMIT (1 << 20)

struct regex *regex_new(struct str expression)
{
	struct regex *regex = mem_new(struct regex);
	regex->text = str_dup(expression);
	regex->time_limit = TIME_LIMIT;
	return regex;
}

void regex_set_limit(struct regex *regex, int ms)
{
	regex->time_limit = ms;
}

unsigned regex_gave_up(const struct regex *regex)
{
	return regex->gave_up;
}

void regex_free(struct regex *regex)
{
	if (!regex)
		return;
	uregex_close(regex->icu);
	free(regex->text);
	free(regex);
}

/* NULL, and *ret_at the place of the mistake, when ICU can't read it. */
static URegularExpression *compile(const char *expression, int *ret_at,
                                   UErrorCode *status)
{
	UParseError where = { 0 };
	UText text = UTEXT_INITIALIZER;
	utext_openUTF8(&text, expression, -1, status);
	URegularExpression *icu = uregex_openUText(&text, 0, &where, status);
	utext_close(&text);
	*ret_at = where.offset;
	if (U_SUCCESS(*status))
		return icu;
	uregex_close(icu);
	return NULL;
}

enum err regex_check(struct regex *regex, struct error *err)
{
	int at = 0;
	UErrorCode status = U_ZERO_ERROR;
	if (regex->icu)
		return ERR_OK;
	regex->icu = compile(regex->text, &at, &status);
	regex->is_bad = !regex->icu;
	if (regex->is_bad)
		return err_set(err, ERR_FORMAT,
		               _("not a regular expression (%s near character %d)"),
		               u_errorName(status), at);
	uregex_setTimeLimit(regex->icu, regex->time_limit, &status);
	uregex_setStackLimit(regex->icu, STACK_LIMIT, &status);
	return ERR_OK;
}

static bool is_usable(struct regex *regex)
{
	return regex && !regex->is_bad && regex_check(regex, NULL) == ERR_OK;
}

static bool find_group(struct regex *regex, struct str text, struct str *ret_found)
{
	URegularExpression *icu = regex->icu;
	UErrorCode status = U_ZERO_ERROR;
	bool found = uregex_find64(icu, 0, &status);
	regex->gave_up += U_FAILURE(status);
	if (!found || U_FAILURE(status))
		return false;
	int group = uregex_groupCount(icu, &status) > 0 ? 1 : 0;
	int64_t start = uregex_start64(icu, group, &status);
	int64_t end = uregex_end64(icu, group, &status);
	if (U_FAILURE(status) || start < 0 || end < start)
		return false;
	*ret_found = str_make(text.at + start, (size_t)(end - start));
	return true;
}

bool regex_find(struct regex *regex, struct str text, struct str *ret_found)
{
	if (!is_usable(regex))
		return false;
	if (!text.at)
		text = STR("");
	UErrorCode status = U_ZERO_ERROR;
	UText icu_text = UTEXT_INITIALIZER;
	utext_openUTF8(&icu_text, text.at, (int64_t)text.len, &status);
	uregex_setUText(regex->icu, &icu_text, &status);
	bool found = U_SUCCESS(status) && find_group(regex, text, ret_found);
	utext_close(&icu_text);
	return found;
}

bool regex_matches(struct regex *regex, struct str text)
{
	struct str ignored;
	return regex_find(regex, text, &ignored);
}
