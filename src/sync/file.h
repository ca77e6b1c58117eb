/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - local files and standard input, read by baolan itself. */
#ifndef BAOLAN_SRC_SYNC_FILE_H
#define BAOLAN_SRC_SYNC_FILE_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

/* Is this a local file: "-", a file: URL, or what is no web address? */
bool file_is_local(const char *address);
/* All of it, appended; ERR_LIMIT when it is more than max bytes. */
enum err file_read(const char *address, size_t max, struct buf *ret_bytes,
                   struct error *err);
/* The file: URL of a path; "-" gives "file:///dev/stdin". */
void file_url(const char *address, struct buf *ret_url);

#endif
