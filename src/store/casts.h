/* SPDX-License-Identifier: GPL-3.0-or-later */
/* casts.h - what opening the store does to the journal of reactions. */
#ifndef BAOLAN_SRC_STORE_CASTS_H
#define BAOLAN_SRC_STORE_CASTS_H

#include "baolan/store/casts.h"
#include "store-own.h"

/* What was sent by a run that did not live to read the answer is unknown now. */
void casts_settle_left(struct store *store);

#endif
