/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.h - the program under test as a shell would run it.
 *
 * A process of ours leads the terminal's session and outlives the program, so
 * that the terminal can be looked at afterwards, and so that ^Z works. */
#ifndef TESTS_SCREENS_SESSION_H
#define TESTS_SCREENS_SESSION_H

#include <stdbool.h>
#include <sys/types.h>

struct session {
	pid_t leader; /* 0: none */
	int control;
	pid_t program;
	bool stopped, ended;
	int status; /* as from waitpid, once ended or stopped */
};

/* Runs argv on the terminal `slave`, in the foreground; false with errno. */
bool session_start(struct session *s, char *const argv[], int slave);
/* Takes in the leader's news, if there are any. */
void session_read(struct session *s);
/* Sends a signal to the program. */
void session_signal(const struct session *s, int signo);
/* Lets a stopped program go on in the foreground (a shell's fg). */
void session_continue(struct session *s);
/* Ends leader and program. */
void session_end(struct session *s);
/* The program and every process it started wait for something. */
bool session_is_asleep(const struct session *s);

#endif
