/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/log.h"

#include "baolan/base/clock.h"
#include "baolan/base/mem.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int log_fd = -1;
static const char *log_program = "";

void log_open(const char *program)
{
	const char *path = getenv("BAOLAN_LOG");
	log_program = program;
	if (path && *path && log_fd < 0)
		log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

void log_line(const char *format, ...)
{
	if (log_fd < 0)
		return;
	char line[1024];
	int len = snprintf(line, sizeof(line), "%lld %s[%d] ", (long long)clock_ms(),
	                   log_program, (int)getpid());
	va_list args;
	va_start(args, format);
	int more = vsnprintf(line + len, sizeof(line) - (size_t)len, format, args);
	va_end(args);
	len = MIN(len + MAX(more, 0), (int)sizeof(line) - 2);
	line[len++] = '\n';
	/* One write a line, so that lines of several processes do not mix. */
	if (write(log_fd, line, (size_t)len) < 0)
		log_fd = -1;
}
