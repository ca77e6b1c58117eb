/* SPDX-License-Identifier: GPL-3.0-or-later */
/* console.h - text to standard output and error, and words from the command line, in
 * the locale's encoding.
 *
 * Inside, text is UTF-8.  What the locale's encoding lacks is replaced as glyphs.h
 * says.  JSON and Markdown are for programs and stay UTF-8; they don't come this
 * way.  The locale belongs to the process, so its encoder is kept here. */
#ifndef BAOLAN_APP_CONSOLE_H
#define BAOLAN_APP_CONSOLE_H

#include "baolan/text/encode.h"

#include <stdarg.h>
#include <stdio.h>

/* Set LC_CTYPE from the environment.  Where that names no locale at all, or one with
 * UTF-8 that is not installed, the characters are UTF-8. */
void console_start(void);
/* NULL: the locale is UTF-8. */
struct encoder *console_encoder(void);

void console_put(FILE *file, struct str text);
void console_vprintf(FILE *file, const char *format, va_list args);
/* To standard output. */
void console_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A word of the command line in UTF-8, except for the name of a file that is there:
 * file names are bytes.  The caller frees it. */
char *console_word(const char *word);
/* The file name that was typed at a prompt, as bytes; the caller frees it. */
char *console_file_name(const char *typed);

#endif
