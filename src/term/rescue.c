/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rescue.c - only what signal-safety(7) allows runs in the handler, on a stack
 * of its own, because an overflown stack is one way to come here. */
#include "baolan/term/rescue.h"

#include "baolan/base/mem.h"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS };

static struct {
	struct termios before;
	char reset[512];
	size_t len;
	int fd;
	bool armed;
	struct sigaction old[ARRAY_SIZE(fatal)];
	char stack[32768];
} rescue;

static void restore_actions(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(fatal); i++)
		sigaction(fatal[i], &rescue.old[i], NULL);
}

static void on_fatal(int signo)
{
	ssize_t ignored = write(rescue.fd, rescue.reset, rescue.len);

	(void)ignored;
	tcsetattr(rescue.fd, TCSANOW, &rescue.before);
	/* With the former action in place the signal comes again when this handler
	 * returns: a sanitizer's report, or the core. */
	restore_actions();
	raise(signo);
}

void rescue_arm(int fd, struct str reset, const struct termios *before)
{
	struct sigaction action = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK };
	stack_t stack = { .ss_sp = rescue.stack, .ss_size = sizeof(rescue.stack) };

	if (rescue.armed)
		return;
	rescue.fd = fd;
	rescue.before = *before;
	rescue.len = reset.len <= sizeof(rescue.reset) ? reset.len : 0;
	memcpy(rescue.reset, reset.at, rescue.len);
	sigaltstack(&stack, NULL);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ARRAY_SIZE(fatal); i++)
		sigaction(fatal[i], &action, &rescue.old[i]);
	rescue.armed = true;
}

void rescue_disarm(void)
{
	if (!rescue.armed)
		return;
	restore_actions();
	rescue.armed = false;
}
