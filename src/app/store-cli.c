/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baolan store`: upkeep of what is kept on disk. */
#include "baolan/app/options.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/store/store.h"

#include <stdio.h>

static enum err check(struct store *store, struct error *err)
{
	auto_buf report = BUF_INIT(BUF_MAX_TEXT);
	enum err code = store_check(store, &report, err);
	fwrite(buf_text(&report), 1, report.len, stdout);
	if (code == ERR_OK)
		puts(_("all is well"));
	return code;
}

static bool print_line(void *data, struct str json)
{
	(void)data;
	return fwrite(json.at, 1, json.len, stdout) == json.len && putchar('\n') != EOF;
}

static enum err export(struct store *store, struct error *err) {
	return store_export(store, print_line, NULL, err);
}

static const struct {
	const char *name;
	enum err (*run)(struct store *store, struct error *err);
} actions[] = {
	{ "check", check },
	{ "compact", store_compact },
	{ "export", export },
};

int cli_store_upkeep(struct app *app, const struct options *options)
{
	struct error err;
	const char *name = options->words[0];
	for (size_t i = 0; i < ARRAY_SIZE(actions); i++) {
		if (strcmp(actions[i].name, name) != 0)
			continue;
		struct store *store = app_store(app, &err);
		if (store && actions[i].run(store, &err) == ERR_OK)
			return EXIT_DONE;
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	cli_complain(_("\"%s\" is none of check, compact, export"), name);
	return EXIT_USAGE;
}
