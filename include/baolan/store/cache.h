/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cache.h - cache.db: HTTP responses that were kept, and the meter of bytes.
 *
 * The file may be deleted at any time, also while it is open, and a damaged one
 * is made anew.  So nothing here fails: what can't be kept is not kept, what
 * can't be found is not found, and the log says why.  What may be kept and used
 * is decided in net/freshness.h.
 *
 * Writes are gathered and done in one transaction by cache_flush, which the
 * owner calls when there is time; a look-up sees them before.  Nothing is
 * opened before the first use. */
#ifndef BAOLAN_STORE_CACHE_H
#define BAOLAN_STORE_CACHE_H

#include "baolan/base/buf.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

struct cache;

/* `path` is copied; NULL, or max_bytes 0: keeps nothing. */
struct cache *cache_new(const char *path, int64_t max_bytes);
void cache_free(struct cache *cache); /* flushes */

/* A response without its body.  Times are seconds since 1970. */
struct cache_entry {
	int64_t id;
	char *vary, *head;
	int status;
	int64_t asked, came;
	bool has_body; /* false: only the head was kept */
};
typedef VEC(struct cache_entry) cache_entries;
void cache_entries_done(cache_entries *entries);

/* All that is kept for an address, the latest first; appended. */
void cache_look_up(struct cache *cache, const char *url, cache_entries *ret_entries);
/* The body as it was put, decoded; false when it is gone. */
bool cache_body(struct cache *cache, int64_t id, struct buf *ret_body);

struct cache_put {
	const char *url;
	struct str vary, head, body;
	bool head_only; /* the body is not kept */
	int status;
	int64_t asked, came;
};
/* Keep a response in place of one with the same url and vary; copied. */
void cache_put(struct cache *cache, const struct cache_put *put);
/* A new head for a response that was confirmed. */
void cache_confirm(struct cache *cache, int64_t id, struct str head, int64_t asked,
                   int64_t came);
/* It was used: it leaves later than what was not. */
void cache_touch(struct cache *cache, int64_t id, int64_t now);
/* Forget all that is kept for an address. */
void cache_invalidate(struct cache *cache, const char *url);

/* Bytes of one day: over the wire, and those that needed not come because they
 * were kept or compressed. */
struct cache_bytes {
	uint64_t wire, saved_by_cache, saved_by_compression;
};
/* `day` counts from 1970. */
void cache_count(struct cache *cache, int64_t day, const struct cache_bytes *bytes);
void cache_counted(struct cache *cache, int64_t day, struct cache_bytes *ret_bytes);

bool cache_is_dirty(const struct cache *cache);
/* Does what is due in one transaction, and removes what was not used for longest
 * when there is more than the cache may hold.  Without `patient` it does nothing
 * while another baolan writes. */
void cache_flush(struct cache *cache, bool patient);
/* What the kept responses take, in bytes; 0 when that is not known. */
int64_t cache_size(struct cache *cache);

#endif
