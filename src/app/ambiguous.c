/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/ambiguous.h"

#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/text/width.h"

#include <dlfcn.h>
#include <langinfo.h>
#include <stdlib.h>
#include <wchar.h>

const char *const ambiguous_words[] = { "auto", "1", "2", "replace", NULL };

static bool find_word(const char *word, enum ambiguous *ret_ambiguous)
{
	for (int i = 0; ambiguous_words[i]; i++) {
		if (strcmp(word, ambiguous_words[i]) != 0)
			continue;
		*ret_ambiguous = (enum ambiguous)i;
		return true;
	}
	return false;
}

/* GB18030, GBK, Big5, EUC-TW and the like; not ASCII and Latin-1. */
static bool is_old_locale(void)
{
	return MB_CUR_MAX > 1 && strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

/* The program's own wcwidth hides the C library's. */
static int libc_cells_of_quote(void)
{
	void *symbol = dlsym(RTLD_NEXT, "wcwidth");
	int (*libc_wcwidth)(wchar_t);

	if (!symbol)
		return 0;
	memcpy(&libc_wcwidth, &symbol, sizeof(libc_wcwidth));
	return libc_wcwidth(L'\u201C');
}

void ambiguous_look(struct ambiguous_sources *ret_sources)
{
	*ret_sources = (struct ambiguous_sources){
		.environment = getenv("BAOLAN_AMBIGUOUS"),
		.old_locale = is_old_locale(),
		.libc_cells = libc_cells_of_quote(),
	};
}

enum err ambiguous_choose(const struct ambiguous_sources *sources,
                          enum ambiguous *ret_ambiguous, const char **ret_source,
                          struct error *err)
{
	enum ambiguous option = AMBIGUOUS_AUTO, environment = AMBIGUOUS_AUTO;
	const char *variable = sources->environment;

	if (sources->option && !find_word(sources->option, &option))
		return err_set(err, ERR_FORMAT,
		               _("--ambiguous takes auto, 1, 2 or replace, not %s"),
		               sources->option);
	if (variable && *variable && !find_word(variable, &environment))
		return err_set(err, ERR_FORMAT,
		               _("BAOLAN_AMBIGUOUS is auto, 1, 2 or replace, not %s"),
		               variable);
	/* An option "auto" silences the settings and the variable. */
	const struct {
		const char *name;
		bool speaks;
		enum ambiguous says;
	} said[] = {
		{ "option", sources->option && option, option },
		{ "settings", !sources->option && sources->config, sources->config },
		{ "environment", !sources->option && environment, environment },
		{ "locale", sources->old_locale, AMBIGUOUS_2 },
		{ "libc", sources->libc_cells == 2, AMBIGUOUS_2 },
	};
	*ret_ambiguous = AMBIGUOUS_AUTO;
	*ret_source = "nobody";
	for (size_t i = 0; i < ARRAY_SIZE(said); i++) {
		if (!said[i].speaks)
			continue;
		*ret_ambiguous = said[i].says;
		*ret_source = said[i].name;
		break;
	}
	return ERR_OK;
}

enum err ambiguous_start(const char *option, const struct config *config,
                         enum ambiguous *ret_ambiguous, struct error *err)
{
	struct ambiguous_sources sources;
	const char *source = "nobody";

	ambiguous_look(&sources);
	sources.option = option;
	sources.config = (enum ambiguous)config->ambiguous;
	enum err code = ambiguous_choose(&sources, ret_ambiguous, &source, err);
	if (code)
		return code;
	/* ASCII, Latin-1: nothing wide is drawn, nor could it be asked for. */
	if (*ret_ambiguous == AMBIGUOUS_AUTO && MB_CUR_MAX == 1) {
		*ret_ambiguous = AMBIGUOUS_1;
		source = "locale";
	}
	log_line("ambiguous: %s by %s", ambiguous_words[*ret_ambiguous], source);
	/* What is replaced has no ambiguous character left, but for those that
	 * nothing can stand for: they count as narrow, and not as sure. */
	if (*ret_ambiguous == AMBIGUOUS_1 || *ret_ambiguous == AMBIGUOUS_2)
		width_set_ambiguous(*ret_ambiguous == AMBIGUOUS_2 ? 2 : 1);
	return ERR_OK;
}
