/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date that is found exists, and is found again in the form that we write. */
#include "baolan/text/date.h"

#include <stdlib.h>

#define NOW 1465205400 /* 2016-06-06 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_make((const char *)data, size);
	struct date d, again;
	char first[DATE_TEXT_SIZE], second[DATE_TEXT_SIZE];
	date_for_reader(text, first);
	struct str span = date_span(text, NOW);
	if (date_find(text, NOW, &d) != (span.at != NULL))
		abort();
	if (!span.at)
		return 0;
	if (span.at < text.at || span.at + span.len > text.at + text.len)
		abort();
	date_format(&d, first);
	if (!date_find(str_of(first), NOW, &again))
		abort();
	date_format(&again, second);
	if (strcmp(first, second) != 0)
		abort();
	return 0;
}
