/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config.h - what the reader sets once, as rows.
 *
 * The file `config` in the config folder holds lines `name = value`; # begins a
 * comment.  Checking, defaults and the man page's table are made from the rows
 * in config.c: a new setting is a field below and a row there. */
#ifndef BAOLAN_APP_CONFIG_H
#define BAOLAN_APP_CONFIG_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#include <stdint.h>

struct config {
	int64_t measure;
	int64_t cache_size, budget, ask_above; /* bytes */
	bool link_numbers, printed_links, justify, hide_moods;
	int ambiguous;                /* enum ambiguous */
	int line_rules, indent, hang; /* break_set, layout_indent, layout_hang */
	int script, pinyin;           /* enum script, enum pinyin */
	char *opener;                 /* NULL: not set */
	int64_t prefetch;             /* stories ahead */
	int64_t keep_days, keep_stories, keep_size; /* 0: no limit */
	int64_t refresh_minutes;
	char *rsshub,
	        *dailyhot; /* hosts of shorthands in the papers file; NULL: none */

	VEC(struct error) mistakes; /* each as FILE:LINE: what is wrong */
};

enum setting_type {
	SETTING_YES_NO, /* bool */
	SETTING_NUMBER, /* int64_t, min..max */
	SETTING_SIZE,   /* int64_t in bytes; 500, 64K, 200M, 1G */
	SETTING_WORD,   /* int: index into words */
	SETTING_TEXT,   /* char *; NULL when empty */
};

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;
	const char *value; /* the default, as it is written */
	int64_t min, max;
	const char *const *words; /* NULL-terminated */
	const char *help;         /* N_() */
};
extern const struct setting settings[];
extern const size_t n_settings;

/* Every setting at its default. */
void config_init(struct config *config);
void config_done(struct config *config);
/* One setting, as from a line of the file.  ERR_FORMAT for an unknown name and a
 * value it can't have; then nothing changes. */
enum err config_set(struct config *config, struct str name, struct str value,
                    struct error *err);
/* Read the reader's file, if there is one.  Mistakes are kept, the rest counts. */
void config_load(struct config *config);

#endif
