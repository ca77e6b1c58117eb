/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps the store small and sound. */
#include "store-own.h"

enum err store_compact(struct store *store, struct error *err)
{
	return db_run(&store->db, "VACUUM", err);
}
