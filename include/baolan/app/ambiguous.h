/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ambiguous.h - who says how wide ambiguous characters are.
 *
 * In this order: the option, the settings, $BAOLAN_AMBIGUOUS, a locale of an old
 * multi-byte charset (such terminals draw them wide), a C library that was built to
 * say 2, what the terminal was measured to do (term_probe), 1. */
#ifndef BAOLAN_APP_AMBIGUOUS_H
#define BAOLAN_APP_AMBIGUOUS_H

#include "baolan/app/config.h"
#include "baolan/base/err.h"

/* In the order of ambiguous_words. */
enum ambiguous { AMBIGUOUS_AUTO, AMBIGUOUS_1, AMBIGUOUS_2, AMBIGUOUS_REPLACE };
extern const char *const ambiguous_words[]; /* "auto", ...; NULL at the end */

struct ambiguous_sources {
	const char *option;      /* NULL: not given */
	enum ambiguous config;   /* auto, too, when it says nothing */
	const char *environment; /* NULL: not set */
	bool old_locale;
	int libc_cells; /* of “; 0: unknown */
};

/* Looks at the locale, the C library and the environment; setlocale was called. */
void ambiguous_look(struct ambiguous_sources *ret_sources);
/* What holds; AMBIGUOUS_AUTO: nobody says, the terminal is to be measured where
 * there is one.  *ret_source is the source's name.  ERR_FORMAT: the option or the
 * variable has no such value. */
enum err ambiguous_choose(const struct ambiguous_sources *sources,
                          enum ambiguous *ret_ambiguous, const char **ret_source,
                          struct error *err);
/* Look, choose and set the widths by it. */
enum err ambiguous_start(const char *option, const struct config *config,
                         enum ambiguous *ret_ambiguous, struct error *err);

#endif
