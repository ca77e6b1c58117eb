/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transfer.h - one request on its way, from FETCH_START to its last frame. */
#ifndef BAOLAN_FETCH_TRANSFER_H
#define BAOLAN_FETCH_TRANSFER_H

#include "baolan/net/message.h"
#include "multi.h"

struct channel;
struct loop;

/* What all transfers of the process share. */
struct session {
	struct loop *loop;
	struct channel *channel;
	struct multi *multi;
	CURLSH *share; /* the cookies, and TLS sessions to resume */
	struct transfer *transfers;
};

/* Takes over what the request holds; frames named `id` follow. */
void transfer_start(struct session *session, uint32_t id, struct request *request);
/* Without a further frame; an id that is not under way: nothing. */
void transfer_cancel(struct session *session, uint32_t id);
void transfer_cancel_all(struct session *session);
/* For multi_new. */
void transfer_ended(void *transfer, CURLcode result);
/* Send FETCH_FAILED; `wire` is what came over the network before. */
void transfer_send_failure(struct session *session, uint32_t id,
                           const struct error *why, uint64_t wire);

#endif
