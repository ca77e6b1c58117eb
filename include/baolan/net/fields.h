/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fields.h - the header lines of a head, one by one, and the lists inside them
 * (RFC 9110, 5.5 and 5.6).
 *
 * A head is a status line and header lines, CRLF or LF each, as struct response
 * has it.  All that is returned is borrowed from the head. */
#ifndef BAOLAN_NET_FIELDS_H
#define BAOLAN_NET_FIELDS_H

#include "baolan/base/buf.h"

#include <stdint.h>

struct field {
	struct str line; /* without its end */
	struct str name, value;
};

/* The header lines behind the status line. */
struct str fields_of(struct str head);
/* Cut the next header line off *rest; false at the end.  What is no header line
 * is passed over. */
bool field_next(struct str *rest, struct field *ret_field);
/* The value of the first header of that name; absent when there is none. */
struct str field_first(struct str head, struct str name);
/* Cut the next member off a list: commas part it, but not inside of quotes;
 * trimmed, and empty ones are passed over. */
bool list_next(struct str *rest, struct str *ret_member);
/* Is `member` in any of the lists of the headers of that name?  ASCII case is
 * ignored. */
bool field_lists(struct str head, struct str name, struct str member);
/* Find NAME or NAME=VALUE in a list as of Cache-Control, the first when there
 * are several; the value without quotes, absent without "=". */
bool list_directive(struct str list, struct str name, struct str *ret_value);
/* The same in all headers called `field`, in their order. */
bool field_directive(struct str head, struct str field, struct str name,
                     struct str *ret_value);

/* A date of HTTP (RFC 9110, 5.6.7, with its two obsolete forms; letters in any
 * case) in seconds since 1970; false when it is none. */
bool http_date_parse(struct str text, int64_t *ret_time);
/* "Sun, 06 Nov 1994 08:49:37 GMT". */
#define HTTP_DATE_SIZE 40
void http_date_format(int64_t time, char out[HTTP_DATE_SIZE]);

#endif
