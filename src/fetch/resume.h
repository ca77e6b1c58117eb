/* SPDX-License-Identifier: GPL-3.0-or-later */
/* resume.h - going on with a body that was cut (RFC 9110, 13.1.5 and 14).
 *
 * Only where the server names the version it sends (a strong ETag, or a date)
 * can the rest of the same version be asked for.  What was compressed on the way
 * has no place to go on from: it comes again from the start, and what is known
 * is passed over. */
#ifndef BAOLAN_FETCH_RESUME_H
#define BAOLAN_FETCH_RESUME_H

#include "baolan/net/message.h"

#include <curl/curl.h>

#define RESUME_MAX 3 /* for one transfer */

/* Is there something to go on from, after a failure with that code? */
bool resume_is_possible(const struct request *request, int status, struct str head,
                        CURLcode code);
/* Can the rest alone be asked for? */
bool resume_by_range(struct str head);
/* The value of If-Range; borrowed. */
struct str resume_validator(struct str head);
/* Does this second answer go on with the first one's body?  *ret_skip is how
 * many of its bytes are known already. */
bool resume_fits(struct str first, struct str second, int status, size_t have,
                 size_t *ret_skip);

#endif
