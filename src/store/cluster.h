/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cluster.h - whether two titles tell the same, for src/store only. */
#ifndef BAOLAN_SRC_STORE_CLUSTER_H
#define BAOLAN_SRC_STORE_CLUSTER_H

#include "store-own.h"

/* By the titles alone, whoever has them and when; clusters also know how frequent their
 * words are. */
bool titles_are_alike(struct store *store, struct str a, struct str b);

#endif
