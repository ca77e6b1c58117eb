/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-inside.h - the reader's state, for the reader-*.c files only.
 *
 * Loads emit events at any time; they change state and mark the screen dirty.
 * One hook before each sleep paints.  A load knows its page by number, never by
 * pointer, so an event that comes late finds nothing and does nothing. */
#ifndef BAOLAN_APP_READER_INSIDE_H
#define BAOLAN_APP_READER_INSIDE_H

#include "baolan/app/keymap.h"
#include "baolan/app/reader.h"
#include "baolan/store/casts.h"
#include "baolan/view/page.h"
#include "baolan/view/prompt.h"

#include "reader-shelf.h"

/* A load under way. */
struct visit {
	struct reader *reader;
	struct load *load;
	struct visit *next;
	char *address;
	char *title;      /* for the status line */
	unsigned page;    /* that it fills; 0: none yet */
	unsigned replace; /* the page that it takes the place of; 0: none */
	int64_t story;    /* that it is the text of; 0: none */
	bool content;     /* what the feed brought is read */
	struct trail trail;
	enum load_step step;
	uint64_t bytes, expected; /* of the transfer under way */
	uint64_t meter;           /* the byte meter when it began */
};

/* The mood that is being sent; at most one at a time. */
struct cast {
	struct load *load; /* NULL: none */
	unsigned page;
	char *label;
	bool undo;    /* it is taken back */
	bool counted; /* a document with the new counts came */
};

/* Choices that waited, being sent one after the other. */
struct queue {
	struct cast_rows rows;
	size_t next;       /* row */
	struct load *load; /* its page, then its cast; NULL: nothing is sent */
	struct loaded page;
	unsigned sent, failed;
};

typedef void answer_fn(struct reader *r, struct str text);

/* Each kind of prompt remembers its own lines. */
enum ask_kind {
	ASK_SEARCH,
	ASK_ADDRESS,
	ASK_COMMAND,
	ASK_FILE,
	ASK_FILTER,
	ASK_FIND,
	ASK_TAG,
	ASK_NOTE,
	ASK_PAPER,
	ASK_KINDS
};

struct reader {
	const struct reader_setup *setup;
	struct keymap *keymap;
	struct glyphs glyphs;    /* what is shown of any text */
	enum pinyin next_pinyin; /* of these glyphs, after the moment it takes */
	struct page_options page_options;
	struct canvas canvas;
	bool dirty;
	bool leaving;
	int status;          /* the exit status */
	char *start_address; /* what was to be opened first, to try again */

	struct view_stack stack, forward;
	unsigned last_page;   /* the latest page's number */
	struct visit *visits; /* the latest first */
	struct cast cast;
	struct queue queue;
	bool cast_answered; /* the chooser shows what came of it */

	unsigned probe_timer; /* while the first frame waits */
	bool painted;         /* the first frame */
	bool lacks_han;       /* a console without Chinese characters */
	bool tell_widths;     /* when they come */
	unsigned count;       /* the number being typed */
	unsigned key_timer;   /* for a lone Esc */
	unsigned slice_timer; /* for the rest of a long text */
	char message[400];    /* until the next key; "" none */
	enum style message_style;

	bool asking;
	struct prompt prompt;
	answer_fn *answer;
	answer_fn *typing;                 /* after each key; NULL: not wanted */
	void (*gave_up)(struct reader *r); /* the prompt was left; NULL: not wanted */
	struct prompt_history histories[ASK_KINDS];
	char *save_path;     /* waiting for leave to overwrite */
	struct visit *large; /* waiting for leave to load it; NULL: none */

	struct shelf shelf;
};

/* Something to see has changed. */
void reader_touch(struct reader *r);
/* Tell the reader something until the next key. */
void reader_say(struct reader *r, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
void reader_complain(struct reader *r, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* The page at the top or under what lies over it; NULL: there is none. */
struct page *reader_page(const struct reader *r);
/* A page of the stack or of those one came back from; NULL: gone. */
struct page *reader_page_numbered(const struct reader *r, unsigned id);
int reader_view_rows(int rows);

/* --- reader-open.c --- */

struct visit_options {
	const char *title;         /* NULL: the address */
	const struct page *from;   /* for the referer; NULL: none */
	const struct trail *trail; /* copied; NULL: none */
	unsigned replace, refill;  /* see struct visit; refill: the page to fill */
	int64_t story;
	const struct content_job *content; /* to be read instead; NULL: none */
	bool reload;   /* ask the site, though there is a fresh copy */
	bool any_size; /* the reader has agreed */
};
/* Load an address.  What was being opened before is given up. */
void reader_visit(struct reader *r, const char *address,
                  const struct visit_options *options);
/* Follow the story at `index` of the page's list, as choosing it would. */
void reader_follow_story(struct reader *r, struct page *page, uint32_t list,
                         uint32_t index);
/* Show a document that is at hand as if it had been loaded from the address. */
void reader_show_document(struct reader *r, struct buf *block, const struct doc *doc,
                          const struct visit_options *options, const char *address);
/* Drop the loads of pages that are gone. */
void reader_sweep(struct reader *r);
void reader_cancel_visits(struct reader *r);
void reader_forget_large(struct reader *r);
/* The visit whose page has not come yet; NULL: none. */
struct visit *reader_pending(const struct reader *r);

/* --- reader-glyphs.c --- */

/* Say it when the console has no Chinese characters. */
void reader_tell_console(struct reader *r);

/* --- reader-ask.c --- */

void reader_ask(struct reader *r, enum ask_kind kind, const char *label,
                const char *text, answer_fn *answer);
/* A question that one key answers. */
void reader_ask_key(struct reader *r, const char *label, answer_fn *answer);
void reader_prompt_key(struct reader *r, uint32_t key);
/* With ~/ made the home folder; the caller frees it. */
char *reader_expand_home(struct str typed);

/* --- reader-width.c --- */

/* Ask the terminal for its widths, unless the reader has said them. */
void reader_probe(struct reader *r);
/* Take in what it answered, if it did. */
void reader_take_widths(struct reader *r);
/* The first frame must wait a little, for the widths. */
bool reader_awaits_widths(struct reader *r);

/* --- reader-status.c --- */

void reader_paint_status(struct reader *r);

#endif
