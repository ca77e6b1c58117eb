/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf cuts between bytes; drop the torn character it may leave. */
static void trim_torn_character(char *text, size_t size)
{
	size_t len = strlen(text);
	if (len + 1 < size)
		return;
	size_t lead = len;
	while (lead > 0 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80)
		lead--;
	if (lead > 0 && (unsigned char)text[lead - 1] >= 0xC0)
		text[lead - 1] = '\0';
}

enum err err_set(struct error *err, enum err code, const char *format, ...)
{
	if (!err)
		return code;
	va_list args;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	trim_torn_character(err->text, sizeof(err->text));
	err->code = code;
	return code;
}

enum err err_errno(struct error *err, const char *format, ...)
{
	int saved = errno;
	char what[sizeof(err->text)];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	return err_set(err, ERR_SYSTEM, "%s: %s", what, strerror(saved));
}
