/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time whole processes, side by side.
 *
 * usage: bench-process ROUNDS [LABEL COMMAND]...
 *
 * Each command is split at blanks and run ROUNDS times, output to /dev/null, in
 * turns, so that a slow spell of the machine hits all alike.  Prints for each
 * the median wall time, its ratio to the second command's, and the largest
 * resident set. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_ROUNDS = 99, MAX_COMMANDS = 16, MAX_WORDS = 32 };

struct command {
	const char *label;
	char *words[MAX_WORDS + 1];
	double ms[MAX_ROUNDS];
	long max_kb;
	int failed;
};

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void split(struct command *command, char *line)
{
	char *save = NULL;
	int n = 0;
	for (char *word = strtok_r(line, " ", &save); word && n < MAX_WORDS;
	     word = strtok_r(NULL, " ", &save))
		command->words[n++] = word;
}

static void run_child(char *const words[])
{
	int null = open("/dev/null", O_RDWR);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execvp(words[0], words);
	_exit(127);
}

static void run_once(struct command *command, int round)
{
	struct rusage usage;
	int status;
	double start = now_ms();
	pid_t pid = fork();
	if (pid == 0)
		run_child(command->words);
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
		command->failed = 1;
		return;
	}
	command->ms[round] = now_ms() - start;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		command->failed = 1;
	if (usage.ru_maxrss > command->max_kb)
		command->max_kb = usage.ru_maxrss;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(struct command *command, int rounds)
{
	qsort(command->ms, (size_t)rounds, sizeof(double), by_value);
	return command->ms[rounds / 2];
}

int main(int argc, char **argv)
{
	static struct command commands[MAX_COMMANDS];
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
	int n = (argc - 2) / 2;
	if (rounds < 1 || rounds > MAX_ROUNDS || n < 1 || n > MAX_COMMANDS) {
		fprintf(stderr, "usage: bench-process ROUNDS [LABEL COMMAND]...\n");
		return 2;
	}
	for (int i = 0; i < n; i++) {
		commands[i].label = argv[2 + 2 * i];
		split(&commands[i], argv[3 + 2 * i]);
	}
	for (int round = 0; round < rounds; round++)
		for (int i = 0; i < n; i++)
			run_once(&commands[i], round);
	double base = median(&commands[n > 1], rounds);
	for (int i = 0; i < n; i++) {
		if (commands[i].failed)
			printf("  %-10s failed\n", commands[i].label);
		else
			printf("  %-10s %8.1f ms  %5.2f  %7ld KB\n", commands[i].label,
			       median(&commands[i], rounds),
			       median(&commands[i], rounds) / base, commands[i].max_kb);
	}
	return 0;
}
