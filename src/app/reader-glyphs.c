/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-glyphs.c - Simplified or Traditional, with or without pinyin. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/term/console.h"

#include "reader-commands.h"

#include <stdlib.h>
#include <unistd.h>

static void reshow(struct reader *r)
{
	view_stack_stale(&r->stack);
	view_stack_stale(&r->forward);
	reader_touch(r);
}

void next_script(struct reader *r, int count)
{
	static const char *const told[SCRIPTS] = {
		[SCRIPT_AS_IS] = N_("Characters as they are written"),
		[SCRIPT_SIMPLIFIED] = N_("Simplified characters"),
		[SCRIPT_TRADITIONAL] = N_("Traditional characters"),
	};

	(void)count;
	r->glyphs.script = (r->glyphs.script + 1) % SCRIPTS;
	reshow(r);
	reader_say(r, "%s", _(told[r->glyphs.script]));
}

/* --- pinyin --- */

static void show_pinyin(void *data)
{
	static const char *const told[PINYIN_WAYS] = {
		[PINYIN_OFF] = N_("Without pinyin"),
		[PINYIN_UNDER] = N_("Pinyin under the text"),
		[PINYIN_INSTEAD] = N_("Pinyin instead of the characters"),
		[PINYIN_PLAIN] = N_("Pinyin without tones, in plain letters"),
	};
	struct reader *r = data;

	r->glyphs.pinyin = r->next_pinyin;
	reshow(r);
	reader_say(r, "%s", _(told[r->glyphs.pinyin]));
}

/* The first time it takes a moment; so that is said before. */
static void set_pinyin(struct reader *r, enum pinyin pinyin)
{
	r->next_pinyin = pinyin;
	if (pinyin == PINYIN_OFF || !translit_pinyin_is_cold()) {
		show_pinyin(r);
		return;
	}
	reader_say(r, _("One moment: the readings are being loaded"));
	loop_after(r->setup->loop, 1, show_pinyin, r);
}

/* Where there is no Han, only one way can be read. */
static enum pinyin way_after(const struct reader *r)
{
	if (!r->lacks_han)
		return (r->next_pinyin + 1) % PINYIN_WAYS;
	return r->next_pinyin == PINYIN_PLAIN ? PINYIN_OFF : PINYIN_PLAIN;
}

void next_pinyin(struct reader *r, int count)
{
	(void)count;
	set_pinyin(r, way_after(r));
}

void reader_tell_console(struct reader *r)
{
	struct str keys = str_of(command_named(STR("pinyin"))->keys);
	struct str key = str_cut(&keys, ' ');

	r->lacks_han = console_lacks_han(getenv("TERM"), STDOUT_FILENO);
	if (r->lacks_han && r->glyphs.pinyin != PINYIN_PLAIN)
		/* Translators: nothing but ASCII can be read there. */
		reader_say(r,
		           _("This console has no Chinese characters: %.*s shows "
		             "pinyin instead"),
		           STR_ARG(key));
}
