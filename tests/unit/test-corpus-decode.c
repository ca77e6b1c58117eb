/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each byte sequence of the decoders' table becomes the characters given there. */
#include "baolan/base/ascii.h"
#include "baolan/text/charset.h"
#include "corpus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MANY = 40000, TELL = 20 };

static void add_hex(struct buf *b, struct str hex)
{
	for (size_t i = 0; i + 1 < hex.len; i += 2)
		buf_add_char(b, (char)(ascii_hex_value(hex.at[i]) << 4 |
		                       ascii_hex_value(hex.at[i + 1])));
}

/* False: the row was decoded otherwise. */
static bool check_row(struct str row)
{
	auto_buf bytes = BUF_INIT(64), expected = BUF_INIT(64);
	struct decoded d;
	struct str label = str_cut(&row, '\t');
	add_hex(&bytes, str_cut(&row, '\t'));
	add_hex(&expected, str_cut(&row, '\t'));
	assert_int_equal(charset_decode(buf_str(&bytes), label, 4096, &d, NULL),
	                 ERR_OK);
	bool right = str_eq(d.text, buf_str(&expected));
	decoded_done(&d);
	return right;
}

static void every_row_decodes(void **state)
{
	FILE *file = corpus_open("decode-cases.tsv");
	char line[256];
	int rows = 0, wrong = 0;
	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		struct str row = str_trim(str_of(line));
		if (*line == '#')
			continue;
		rows++;
		if (check_row(str_of(line)))
			continue;
		if (wrong++ < TELL)
			print_message("wrong: %.*s\n", STR_ARG(row));
	}
	fclose(file);
	print_message("%d rows, %d wrong\n", rows, wrong);
	assert_true(rows > MANY);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_row_decodes) };
	if (!corpus_has("decode-cases.tsv"))
		return skip_all("decode-cases.tsv is not here");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
