/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-width.c - what the terminal answers about its widths.
 *
 * The question is sent before all else; the first frame waits for the answer, for a
 * moment.  An answer that comes later lays everything out again. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/term/term.h"

#include "reader-commands.h"

#include <string.h>

static void log_widths(const struct widths *widths)
{
	auto_buf text = BUF_INIT(256);

	for (int i = 0; i < WIDTH_CLASSES; i++)
		buf_printf(&text, " %d%s", widths->cells[i],
		           widths->sure[i] ? "" : "?");
	log_line("ambiguous: measured%s", buf_text(&text));
}

static void tell_widths(struct reader *r, const struct widths *widths)
{
	static const char *const names[WIDTH_CLASSES] = {
		N_("quotes"),  N_("dashes"),   N_("ellipsis"),
		N_("dots"),    N_("enclosed"), N_("symbols"),
		N_("letters"), N_("lines"),    NULL,
	};
	auto_buf wide = BUF_INIT(256);

	for (int i = 0; i < WIDTH_CLASSES; i++)
		if (names[i] && widths->cells[i] == 2)
			buf_printf(&wide, " %s", _(names[i]));
	if (wide.len)
		reader_say(r, _("Two columns wide in this terminal:%s"),
		           buf_text(&wide));
	else
		reader_say(r, _("This terminal draws quotes, dashes and their like one "
		                "column wide"));
}

void reader_take_widths(struct reader *r)
{
	struct widths now;

	if (!term_measured(&now))
		return;
	log_widths(&now);
	if (memcmp(now.cells, width_get()->cells, sizeof(now.cells)) != 0) {
		view_stack_stale(&r->stack);
		view_stack_stale(&r->forward);
	}
	width_set(&now);
	term_redraw();
	reader_touch(r);
	if (r->tell_widths)
		tell_widths(r, &now);
	r->tell_widths = false;
}

void reader_probe(struct reader *r)
{
	if (r->setup->ambiguous == AMBIGUOUS_AUTO)
		term_probe();
}

static void on_patience_end(void *data)
{
	struct reader *r = data;

	r->probe_timer = 0;
	log_line("ambiguous: no answer in time");
	reader_touch(r);
}

bool reader_awaits_widths(struct reader *r)
{
	int wait = r->painted ? 0 : term_probe_wait();

	loop_cancel(r->setup->loop, r->probe_timer);
	r->probe_timer = 0;
	if (wait > 0)
		r->probe_timer = loop_after(r->setup->loop, wait, on_patience_end, r);
	return wait > 0;
}

void measure_widths(struct reader *r, int count)
{
	(void)count;
	r->tell_widths = term_probe();
	reader_touch(r);
	if (!r->tell_widths)
		reader_complain(r, _("This terminal can't be asked how wide it draws; "
		                     "--ambiguous says it"));
}
