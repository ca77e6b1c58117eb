/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run a command and say what it took: measure NAME COMMAND ARGS...
 *
 * Prints "NAME seconds SECONDS memory KB status STATUS".  Memory is the largest
 * sum over the command and all its descendants, looked at every few
 * milliseconds, of their proportional set sizes: a page that several share
 * counts once. */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_PROCESSES = 4096, LOOK_MS = 10 };

struct process {
	pid_t pid, parent;
};

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool read_process(const char *name, struct process *process)
{
	char path[300], line[512];
	snprintf(path, sizeof(path), "/proc/%s/stat", name);
	FILE *f = fopen(path, "r");
	if (!f)
		return false;
	bool got = fgets(line, sizeof(line), f);
	fclose(f);
	/* "pid (name, which may hold anything) state parent" */
	const char *end = got ? strrchr(line, ')') : NULL;
	if (!end || strlen(end) < 4)
		return false;
	process->pid = (pid_t)strtol(name, NULL, 10);
	process->parent = (pid_t)strtol(end + 4, NULL, 10);
	return true;
}

static size_t list_processes(struct process *list)
{
	size_t n = 0;
	DIR *proc = opendir("/proc");
	const struct dirent *entry;
	while (proc && n < MAX_PROCESSES && (entry = readdir(proc)))
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
		    read_process(entry->d_name, &list[n]))
			n++;
	if (proc)
		closedir(proc);
	return n;
}

static long proportional_kb(pid_t pid)
{
	char path[64], line[256];
	long kb = 0;
	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "Pss:", 4) == 0)
			kb = strtol(line + 4, NULL, 10);
	if (f)
		fclose(f);
	return kb;
}

/* /proc lists a child after its parent as a rule; what it does not, the next
 * look finds. */
static long tree_kb(pid_t root)
{
	static struct process list[MAX_PROCESSES];
	static bool ours[MAX_PROCESSES];
	size_t n = list_processes(list);
	long kb = 0;
	for (size_t i = 0; i < n; i++) {
		ours[i] = list[i].pid == root;
		for (size_t k = 0; k < i && !ours[i]; k++)
			ours[i] = ours[k] && list[k].pid == list[i].parent;
		if (ours[i])
			kb += proportional_kb(list[i].pid);
	}
	return kb;
}

static pid_t start(char **argv)
{
	pid_t pid = fork();
	if (pid == 0) {
		execvp(argv[0], argv);
		perror(argv[0]);
		_exit(127);
	}
	return pid;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: measure NAME COMMAND ARGS...\n");
		return 2;
	}
	double begun = seconds();
	pid_t pid = start(argv + 2);
	int status;
	long most = 0;
	if (pid < 0)
		return 2;
	while (waitpid(pid, &status, WNOHANG) == 0) {
		long kb = tree_kb(pid);
		most = kb > most ? kb : most;
		nanosleep(&(struct timespec){ .tv_nsec = LOOK_MS * 1000000 }, NULL);
	}
	printf("%s seconds %.3f memory %ld status %d\n", argv[1], seconds() - begun,
	       most, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	return 0;
}
