/* SPDX-License-Identifier: GPL-3.0-or-later */
/* i18n.h - what the reader is told, in the reader's language.
 *
 * English source strings; po/ has the rest.  What machines read (JSON,
 * headers, logs) is never translated. */
#ifndef BAOLAN_BASE_I18N_H
#define BAOLAN_BASE_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
/* Marks a string in a table; the place that shows it says _(). */
#define N_(text) text

#endif
