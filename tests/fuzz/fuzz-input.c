/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a terminal may send, cut in two anywhere: keys come out one by one until the
 * bytes are used up, the same ones whether they came in one piece or in two, and
 * the probe takes any answer. */
#include "baolan/base/mem.h"
#include "baolan/term/probe.h"
#include "baolan/term/term.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_keys(struct input *in, bool final, struct buf *keys)
{
	char name[24];
	uint32_t key;
	while (input_next(in, final, &key)) {
		if (!key)
			abort();
		key_text(key, name);
		buf_add_text(keys, name);
		buf_add_char(keys, ' ');
	}
	if (final && input_waits(in))
		abort();
}

static void take_answers(struct input *in)
{
	struct probe probe = { 0 };
	struct widths widths = { .cells = { 1 } };
	vec_each (answer, &in->answers)
		probe_take(&probe, answer);
	if (!probe_widths(&probe, &widths))
		return;
	for (int class = 0; class < WIDTH_CLASSES; class ++)
		if (widths.cells[class] > 2)
			abort();
}

static void read_in_two(struct str bytes, size_t cut, struct buf *keys)
{
	struct input in;
	input_init(&in);
	input_learn(&in, STR("\033[7~"), KEYS_HOME);
	input_feed(&in, str_head(bytes, cut));
	add_keys(&in, false, keys);
	input_feed(&in, str_from(bytes, cut));
	add_keys(&in, false, keys);
	if (input_waits(&in) && input_patience(&in) < INPUT_ESC_MS)
		abort();
	add_keys(&in, true, keys);
	take_answers(&in);
	input_done(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_make((const char *)data, size);
	auto_buf whole = BUF_INIT(BUF_MAX_TEXT), parts = BUF_INIT(BUF_MAX_TEXT);
	size_t cut = size ? data[0] % size : 0;
	read_in_two(bytes, 0, &whole);
	read_in_two(bytes, cut, &parts);
	if (!str_eq(buf_str(&whole), buf_str(&parts)))
		abort();
	return 0;
}
