/* SPDX-License-Identifier: GPL-3.0-or-later */
/* why.h - why a transfer failed, as a sentence for the reader. */
#ifndef BAOLAN_FETCH_WHY_H
#define BAOLAN_FETCH_WHY_H

#include "baolan/net/message.h"

#include <curl/curl.h>

/* What we stopped ourselves. */
enum stop { STOP_NOT, STOP_HEAD_TOO_LARGE, STOP_BODY_TOO_LARGE, STOP_SILENCE };

struct failure { /* all borrowed */
	CURLcode code;
	enum stop stop;
	const struct request *request;
	const char *host;   /* the one that failed, after redirects; with its port */
	const char *detail; /* libcurl's words, "" when it has none */
	int os_errno;       /* of the connection, 0 when there is none */
	int status;         /* of the last head that came, 0: none */
	bool connected;     /* the request was on its way */
};

/* Fills *err and returns its code, never ERR_OK. */
enum err why_failed(const struct failure *failure, struct error *err);

#endif
