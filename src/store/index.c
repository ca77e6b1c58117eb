/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index, and what of it is still to be done. */
#include "store-own.h"

enum err index_again(struct store *store, int64_t story, struct error *err)
{
	if (story > store_number(store, "indexed"))
		return ERR_OK;
	sqlite3_stmt *put =
	        db_statement(&store->db,
	                     "INSERT OR IGNORE INTO again(story) VALUES(?1)");
	bind_numbers(put, story);
	return db_finish(&store->db, put, err);
}
