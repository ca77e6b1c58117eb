/* SPDX-License-Identifier: GPL-3.0-or-later */
/* err.h - how a function says that it failed.
 *
 * A function that can fail returns enum err and takes a `struct error *` last.
 * On success it returns ERR_OK and leaves *err alone.  On failure it returns
 * the code, has filled *err (which may be NULL), and has left every ret_
 * parameter as it was.  A `struct error` owns nothing: copy it, send it to
 * another process, drop it.  There is no global error state. */
#ifndef BAOLAN_BASE_ERR_H
#define BAOLAN_BASE_ERR_H

enum err {
	ERR_OK = 0,
	ERR_CANCELLED, /* the reader or a shutdown stopped it */
	ERR_NETWORK,   /* no answer: DNS, TLS, connection, time-out */
	ERR_HTTP,      /* an answer we cannot use: 404, 403, a redirect loop */
	ERR_FORMAT,    /* bytes we cannot read: charset, HTML, JSON, recipe */
	ERR_EMPTY,     /* well-formed, but nothing to show */
	ERR_LIMIT,     /* larger, deeper or slower than we allow */
	ERR_REFUSED,   /* a site refused a reaction: cast before, closed, login */
	ERR_WORKER,    /* a sandboxed worker crashed or misbehaved */
	ERR_STORE,     /* SQLite said no */
	ERR_ASK,       /* larger than what is loaded unasked */
	ERR_SYSTEM,    /* errno; the text carries strerror */
};

struct error {
	enum err code;
	char text[200]; /* one line of UTF-8, translated, no newline, no full stop */
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* Fill *err (which may be NULL) and return `code`, so that a failure is one
 * line: `return err_set(err, ERR_HTTP, _("%s answered %d"), host, status);`
 * Text too long is cut at a character boundary. */
enum err err_set(struct error *err, enum err code, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* err_set(ERR_SYSTEM) with ": " and strerror(errno) behind the text. */
enum err err_errno(struct error *err, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#endif
