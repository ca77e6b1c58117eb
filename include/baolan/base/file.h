/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - the reader's own small files, read and written whole. */
#ifndef BAOLAN_BASE_FILE_H
#define BAOLAN_BASE_FILE_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

/* Append the file's bytes.  ERR_SYSTEM (errno tells; ENOENT: there is none),
 * ERR_LIMIT when it is larger than the buffer's ceiling. */
enum err file_load(const char *path, struct buf *ret_bytes, struct error *err);
/* Replace the file, or make it, readable by its owner alone, and its folders
 * where they are missing.  A crash leaves the old file or the new one, whole.
 * A symbolic link stays and its target is replaced. */
enum err file_store(const char *path, struct str bytes, struct error *err);
/* Make the folders above a file, for their owner alone. */
enum err file_make_folders(const char *path, struct error *err);

#endif
