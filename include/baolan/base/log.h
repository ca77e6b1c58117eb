/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.h - a trace for those who look for a fault.
 *
 * Off unless BAOLAN_LOG names a file; then each call appends one line.  Never
 * a way to tell the reader something: that is what `struct error` is for. */
#ifndef BAOLAN_BASE_LOG_H
#define BAOLAN_BASE_LOG_H

/* Opens the file for this process and those it forks; `program` stands in each
 * line and is not copied. */
void log_open(const char *program);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
