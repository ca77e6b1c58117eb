/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-glyphs.c - Simplified or Traditional, with or without pinyin. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"

#include "reader-commands.h"

void reader_reshow(struct reader *r)
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
	reader_reshow(r);
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
	reader_reshow(r);
	reader_say(r, "%s", _(told[r->glyphs.pinyin]));
}

/* The first time it takes a moment; so that is said before. */
void reader_set_pinyin(struct reader *r, enum pinyin pinyin)
{
	r->next_pinyin = pinyin;
	if (pinyin == PINYIN_OFF || !translit_pinyin_is_cold()) {
		show_pinyin(r);
		return;
	}
	reader_say(r, _("One moment: the readings are being loaded"));
	loop_after(r->setup->loop, 1, show_pinyin, r);
}

void next_pinyin(struct reader *r, int count)
{
	(void)count;
	reader_set_pinyin(r, (r->next_pinyin + 1) % PINYIN_WAYS);
}
