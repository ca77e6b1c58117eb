/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "death.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "serve.h"

#include <signal.h>
#include <sys/wait.h>

#define MEGABYTE ((size_t)1 << 20)

/* C0, DEL, and the second byte of C1 in UTF-8. */
static bool is_control(unsigned char before, unsigned char c)
{
	return c < 0x20 || c == 0x7F || (before == 0xC2 && c >= 0x80 && c < 0xA0);
}

void death_clean_text(struct str text, char *ret_clean, size_t size)
{
	size_t len = MIN(text.len, size - 1);
	unsigned char before = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		ret_clean[i] = (char)c;
		if (is_control(before, c))
			ret_clean[i] = ' ';
		if (before == 0xC2 && ret_clean[i] == ' ')
			ret_clean[i - 1] = ' ';
		before = c;
	}
	ret_clean[len] = '\0';
}

/* base's own last words, and the address sanitizer's. */
static bool ran_out_of_memory(const char *words)
{
	return str_has(str_of(words), STR("out of memory")) ||
	       str_has(str_of(words), STR("Failed to mmap"));
}

static void explain_exit(const struct worker_end *end, struct error *why)
{
	char words[sizeof(end->words)];
	death_clean_text(str_of(end->words), words, sizeof(words));
	if (WEXITSTATUS(end->status) == WORKER_UNCONFINED)
		err_set(why, ERR_WORKER, _("the page was not read: %s"), words);
	else
		err_set(why, ERR_WORKER,
		        _("the page's reader ended without an answer; nothing else "
		          "was lost"));
}

struct cause {
	int signo;
	enum err code;
	const char *text;
};

static const struct cause causes[] = {
	{ SIGSEGV, ERR_WORKER,
	  N_("the page's reader crashed (segmentation fault); nothing else was lost") },
	{ SIGABRT, ERR_WORKER,
	  N_("the page's reader found a fault in itself and stopped; nothing else was "
	     "lost") },
	{ SIGSYS, ERR_WORKER,
	  N_("the page's reader tried something forbidden and was stopped; nothing "
	     "else "
	     "was lost") },
	{ SIGXCPU, ERR_LIMIT,
	  N_("the page's reader used up its processor time; nothing else was lost") },
	{ SIGKILL, ERR_WORKER,
	  N_("the page's reader was killed, perhaps because the system is short of "
	     "memory") },
};

static void explain_signal(int signo, struct error *why)
{
	for (size_t i = 0; i < ARRAY_SIZE(causes); i++) {
		if (causes[i].signo == signo) {
			err_set(why, causes[i].code, "%s", _(causes[i].text));
			return;
		}
	}
	err_set(why, ERR_WORKER,
	        _("the page's reader crashed (%s); nothing else was lost"),
	        strsignal(signo));
}

void death_explain(const struct worker_end *end, const struct worker_limits *limits,
                   struct error *why)
{
	if (end->failed)
		err_set(why, ERR_WORKER, _("the page's reader can't be started: %s"),
		        strerror(end->failed));
	else if (ran_out_of_memory(end->words))
		err_set(why, ERR_LIMIT,
		        _("the page takes more than %zu MB of memory to read"),
		        limits->memory / MEGABYTE);
	else if (WIFSIGNALED(end->status))
		explain_signal(WTERMSIG(end->status), why);
	else
		explain_exit(end, why);
}
