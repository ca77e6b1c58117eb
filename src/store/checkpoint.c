/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include "baolan/base/mem.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum {
	LONG = 2048,      /* pages of 16 KB in the log that a checkpoint is made for */
	TOO_LONG = 32768, /* nothing is saved by leaving it to the thread */
};

struct checkpoint {
	char *path;
	int done; /* pages in the log when the last one was begun */
	bool is_on;
	pthread_t thread;
};

/* A connection learns from its first read that there is a log. */
static void *run(void *data)
{
	const struct checkpoint *checkpoint = data;
	sqlite3 *sqlite = NULL;
	if (sqlite3_open_v2(checkpoint->path, &sqlite,
	                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	                    NULL) == SQLITE_OK &&
	    sqlite3_exec(sqlite, "PRAGMA schema_version", NULL, NULL, NULL) ==
	            SQLITE_OK)
		sqlite3_wal_checkpoint_v2(sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL,
		                          NULL);
	sqlite3_close(sqlite);
	return NULL;
}

/* Signals are the program's own thread's. */
static bool start(struct checkpoint *checkpoint)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool started = pthread_create(&checkpoint->thread, NULL, run, checkpoint) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

static int on_commit(void *data, sqlite3 *sqlite, const char *name, int pages)
{
	struct checkpoint *checkpoint = data;
	if (pages < checkpoint->done)
		checkpoint->done = 0; /* the log began anew */
	if (pages - checkpoint->done < LONG)
		return SQLITE_OK;
	if (checkpoint_is_on(checkpoint, 0) && pages < TOO_LONG)
		return SQLITE_OK;
	if (pages < TOO_LONG && sqlite3_threadsafe() && start(checkpoint))
		checkpoint->is_on = true;
	else
		sqlite3_wal_checkpoint_v2(sqlite, name, SQLITE_CHECKPOINT_PASSIVE, NULL,
		                          NULL);
	checkpoint->done = pages;
	return SQLITE_OK;
}

struct checkpoint *checkpoint_new(sqlite3 *sqlite, const char *path)
{
	struct checkpoint *checkpoint = mem_new(struct checkpoint);
	checkpoint->path = mem_strdup(path);
	sqlite3_wal_hook(sqlite, on_commit, checkpoint);
	return checkpoint;
}

void checkpoint_free(struct checkpoint *checkpoint)
{
	if (!checkpoint)
		return;
	if (checkpoint->is_on)
		pthread_join(checkpoint->thread, NULL);
	free(checkpoint->path);
	free(checkpoint);
}

bool checkpoint_is_on(struct checkpoint *checkpoint, int wait_ms)
{
	struct timespec end;
	if (!checkpoint->is_on)
		return false;
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_nsec += (long)wait_ms * 1000000;
	end.tv_sec += end.tv_nsec / 1000000000;
	end.tv_nsec %= 1000000000;
	if (pthread_timedjoin_np(checkpoint->thread, NULL, &end) == 0)
		checkpoint->is_on = false;
	return checkpoint->is_on;
}
