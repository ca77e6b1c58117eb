/* SPDX-License-Identifier: GPL-3.0-or-later */
/* papers-text.h - what the files of the papers share: the file as it stands. */
#ifndef BAOLAN_SRC_SYNC_PAPERS_TEXT_H
#define BAOLAN_SRC_SYNC_PAPERS_TEXT_H

#include "baolan/base/map.h"
#include "baolan/sync/papers.h"

#include <sys/types.h>
#include <time.h>

#define PAPERS_MAX_BYTES ((size_t)8 << 20)

enum { HOST_RSSHUB, HOST_DAILYHOT, HOSTS };

struct file_stamp { /* zero bytes: there is no file */
	dev_t dev;
	ino_t ino;
	off_t size;
	struct timespec changed;
};

struct papers_text {
	struct buf bytes;
	struct file_stamp stamp;
	struct map index; /* url or "query:..." to its paper's number, from 1 */
	char *hosts[HOSTS];
};

/* Replace the bytes and read them anew. */
void papers_read(struct papers *papers, struct buf *bytes);
struct file_stamp papers_stamp(const char *path);
/* The line with this number (from 1), with its end; absent past the last one. */
struct str papers_line(struct str text, size_t number);
/* "query:..." or the url, as papers_find takes it. */
void paper_key(const struct paper *paper, struct buf *ret_key);
/* The key of what a caller named; false when it can be none. */
bool papers_key(struct str named, struct buf *ret_key);

#endif
