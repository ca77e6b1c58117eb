/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/config.h"

#include "baolan/app/ambiguous.h"

#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/ini.h"
#include "baolan/base/mem.h"
#include "baolan/base/paths.h"
#include "baolan/text/glyphs.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#define CONFIG_MAX_BYTES ((size_t)1 << 20)
#define AT(field) offsetof(struct config, field)

/* In the order of break_set, layout_indent and layout_hang. */
static const char *const line_rules[] = { "basic", "none", "gb", "strict", NULL };
static const char *const indents[] = { "auto", "none", "one", "two", NULL };
static const char *const hangs[] = { "marks", "halves", "none", NULL };

/* clang-format off */
const struct setting settings[] = {
	{ "measure", SETTING_NUMBER, AT(measure), "72", 10, 1000, NULL,
	  N_("the longest line of running text, in columns") },
	{ "link-numbers", SETTING_YES_NO, AT(link_numbers), "yes", 0, 0, NULL,
	  N_("number the links, so that one can type the number") },
	{ "ambiguous", SETTING_WORD, AT(ambiguous), "auto", 0, 0, ambiguous_words,
	  N_("how many columns the terminal gives to Chinese quotes, dashes, dots "
	     "and their like; replace draws others in their place") },
	{ "script", SETTING_WORD, AT(script), "as-is", 0, 0, script_names,
	  N_("the characters that all text is shown in") },
	{ "pinyin", SETTING_WORD, AT(pinyin), "off", 0, 0, pinyin_names,
	  N_("pinyin under the text, instead of it, or instead of it without "
	     "tones in plain letters") },
	{ "printed-links", SETTING_YES_NO, AT(printed_links), "no", 0, 0, NULL,
	  N_("number the links of printed pages and list their addresses at the "
	     "end") },
	{ "line-rules", SETTING_WORD, AT(line_rules), "basic", 0, 0, line_rules,
	  N_("which marks may not start or end a line; gb keeps / from both ends, "
	     "strict keeps dashes and dots from the start too") },
	{ "indent", SETTING_WORD, AT(indent), "auto", 0, 0, indents,
	  N_("how many characters a paragraph is indented by; auto is two, or one "
	     "where lines are short") },
	{ "hang", SETTING_WORD, AT(hang), "marks", 0, 0, hangs,
	  N_("what may stand beyond the measure: a comma or full stop, the blank "
	     "half of a mark alone, or nothing") },
	{ "justify", SETTING_YES_NO, AT(justify), "no", 0, 0, NULL,
	  N_("make lines equally long where their gaps allow it") },
	{ "hide-moods", SETTING_YES_NO, AT(hide_moods), "no", 0, 0, NULL,
	  N_("show how others felt about a story only after one's own choice") },
	{ "opener", SETTING_TEXT, AT(opener), "", 0, 0, NULL,
	  N_("the program that opens addresses outside; without one $BROWSER, "
	     "else xdg-open") },
	{ "refresh-minutes", SETTING_NUMBER, AT(refresh_minutes), "60", 1, 10080, NULL,
	  N_("how long to wait between two refreshes of a paper where neither its line "
	     "nor its server says") },
	{ "prefetch", SETTING_NUMBER, AT(prefetch), "3", 0, 20, NULL,
	  N_("how many of a list's next unread stories are fetched ahead while the "
	     "line is idle; never on a budget") },
	{ "keep-days", SETTING_NUMBER, AT(keep_days), "0", 0, 36500, NULL,
	  N_("for how many days stories are kept; 0 for ever.  What is starred, "
	     "tagged or noted, or still in its paper, is always kept") },
	{ "keep-stories", SETTING_NUMBER, AT(keep_stories), "0", 0, 1000000, NULL,
	  N_("how many stories of a paper are kept; 0 all of them") },
	{ "keep-size", SETTING_SIZE, AT(keep_size), "0", 0, (int64_t)1 << 50, NULL,
	  N_("how large the store may become before old stories leave it; 0 is no "
	     "limit") },
	{ "rsshub", SETTING_TEXT, AT(rsshub), "https://rsshub.app", 0, 0, NULL,
	  N_("the RSSHub that rsshub: addresses lead to") },
	{ "dailyhot", SETTING_TEXT, AT(dailyhot), "", 0, 0, NULL,
	  N_("the DailyHotApi that dailyhot: addresses lead to") },
	{ "cache-size", SETTING_SIZE, AT(cache_size), "200M", 0, (int64_t)1 << 40, NULL,
	  N_("how much of the web is kept on disk, so that it need not come again; "
	     "0 keeps nothing") },
	{ "budget", SETTING_SIZE, AT(budget), "0", 0, (int64_t)1 << 50, NULL,
	  N_("what may come over the line in a day; with a budget nothing is fetched "
	     "ahead, and when it is used up, each larger page is asked about; "
	     "0 is no budget") },
	{ "ask-above", SETTING_SIZE, AT(ask_above), "0", 0, (int64_t)1 << 40, NULL,
	  N_("a page larger than this is loaded only after a question; 0 asks never") },
};
/* clang-format on */
const size_t n_settings = ARRAY_SIZE(settings);

static const struct setting *setting_named(struct str name)
{
	for (size_t i = 0; i < n_settings; i++)
		if (str_eq(str_of(settings[i].name), name))
			return &settings[i];
	return NULL;
}

/* --- one reader a type: false when the value is none of it --- */

static bool set_yes_no(const struct setting *setting, void *place, struct str value)
{
	static const char *const yes[] = { "yes", "on", "true", "1" };
	static const char *const no[] = { "no", "off", "false", "0" };
	(void)setting;
	for (size_t i = 0; i < ARRAY_SIZE(yes); i++) {
		bool is_yes = str_eq(value, str_of(yes[i]));
		if (!is_yes && !str_eq(value, str_of(no[i])))
			continue;
		*(bool *)place = is_yes;
		return true;
	}
	return false;
}

static bool set_number(const struct setting *setting, void *place, struct str value)
{
	unsigned long number;
	if (!str_number(value, (unsigned long)setting->max, &number) ||
	    (int64_t)number < setting->min)
		return false;
	*(int64_t *)place = (int64_t)number;
	return true;
}

static bool set_size(const struct setting *setting, void *place, struct str value)
{
	static const struct str units = { "KMG", 3 };
	size_t unit =
	        value.len ? str_find_char(units, value.at[value.len - 1]) : STR_NPOS;
	bool has_unit = unit != STR_NPOS;
	int shift = has_unit ? 10 * (int)(unit + 1) : 0;
	unsigned long number;
	if (!str_number(str_head(value, value.len - has_unit), INT32_MAX, &number))
		return false;
	int64_t bytes = (int64_t)number << shift;
	if (bytes < setting->min || bytes > setting->max)
		return false;
	*(int64_t *)place = bytes;
	return true;
}

static bool set_word(const struct setting *setting, void *place, struct str value)
{
	for (int i = 0; setting->words[i]; i++) {
		if (!str_eq(value, str_of(setting->words[i])))
			continue;
		*(int *)place = i;
		return true;
	}
	return false;
}

static bool set_text(const struct setting *setting, void *place, struct str value)
{
	(void)setting;
	free(*(char **)place);
	*(char **)place = value.len ? mem_strndup(value.at, value.len) : NULL;
	return true;
}

/* --- what each type takes, for messages --- */

static void describe_yes_no(const struct setting *setting, struct buf *b)
{
	(void)setting;
	buf_add_text(b, _("yes or no"));
}

static void describe_number(const struct setting *setting, struct buf *b)
{
	buf_printf(b, _("a number from %lld to %lld"), (long long)setting->min,
	           (long long)setting->max);
}

static void describe_size(const struct setting *setting, struct buf *b)
{
	(void)setting;
	buf_add_text(b, _("a size such as 64K, 200M or 1G"));
}

static void describe_word(const struct setting *setting, struct buf *b)
{
	for (int i = 0; setting->words[i]; i++)
		buf_printf(b, "%s%s", i ? "|" : "", setting->words[i]);
}

static const struct {
	bool (*set)(const struct setting *setting, void *place, struct str value);
	void (*describe)(const struct setting *setting, struct buf *b);
} types[] = {
	[SETTING_YES_NO] = { set_yes_no, describe_yes_no },
	[SETTING_NUMBER] = { set_number, describe_number },
	[SETTING_SIZE] = { set_size, describe_size },
	[SETTING_WORD] = { set_word, describe_word },
	[SETTING_TEXT] = { set_text, NULL }, /* takes anything */
};

enum err config_set(struct config *config, struct str name, struct str value,
                    struct error *err)
{
	const struct setting *setting = setting_named(name);
	if (!setting)
		return err_set(err, ERR_FORMAT, _("there is no setting %.*s"),
		               STR_ARG(name));
	if (types[setting->type].set(setting, (char *)config + setting->offset, value))
		return ERR_OK;
	auto_buf wanted = BUF_INIT(BUF_MAX_TEXT);
	types[setting->type].describe(setting, &wanted);
	return err_set(err, ERR_FORMAT, _("%s takes %.*s, not %.*s"), setting->name,
	               STR_ARG(buf_str(&wanted)), STR_ARG(value));
}

void config_init(struct config *config)
{
	*config = (struct config){ 0 };
	for (size_t i = 0; i < n_settings; i++)
		config_set(config, str_of(settings[i].name), str_of(settings[i].value),
		           NULL);
}

void config_done(struct config *config)
{
	for (size_t i = 0; i < n_settings; i++)
		if (settings[i].type == SETTING_TEXT)
			free(*(char **)((char *)config + settings[i].offset));
	vec_done(&config->mistakes);
}

static void read_text(struct config *config, const char *path, struct str text)
{
	struct error why;
	auto_ini ini = { 0 };
	if (ini_read(str_of(path), text, &ini, &why) != ERR_OK)
		*vec_push(&config->mistakes) = why;
	vec_each (entry, &ini.entries)
		if (config_set(config, entry->key, entry->value, &why) != ERR_OK)
			err_set(vec_push(&config->mistakes), ERR_FORMAT, "%s:%d: %s",
			        path, entry->line, why.text);
}

void config_load(struct config *config)
{
	auto_free char *path = paths_config("config");
	auto_buf text = BUF_INIT(CONFIG_MAX_BYTES);
	struct error why;
	if (!path)
		return;
	errno = 0;
	if (file_load(path, &text, &why) == ERR_OK)
		read_text(config, path, buf_str(&text));
	else if (errno != ENOENT)
		*vec_push(&config->mistakes) = why;
}
