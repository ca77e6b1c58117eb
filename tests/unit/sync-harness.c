/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-harness.h"

#include "../../src/worker/zygote.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM BUILDDIR "/src/baolan-fetch"

struct harness h;
static pid_t paper;
static char *paper_proxy, *paper_log;

/* --- the paper --- */

static void exec_paper(int out)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(out, STDOUT_FILENO);
	execl(BUILDDIR "/tests/paper/paper", "paper", "--port", "0", "--data",
	      SRCDIR "/tests/paper", "--log", paper_log, NULL);
	_exit(127);
}

/* It says its address once it listens. */
static bool start_paper(void)
{
	int fds[2];
	char line[100];
	if (pipe(fds) < 0)
		return false;
	paper = fork();
	if (paper == 0)
		exec_paper(fds[1]);
	close(fds[1]);
	FILE *out = fdopen(fds[0], "r");
	bool listens = out && fgets(line, sizeof(line), out);
	if (out)
		fclose(out);
	if (listens)
		paper_proxy = mem_strndup(line, strcspn(line, "\n"));
	return listens;
}

int paper_requests(const char *words)
{
	return paper_requests_of("", words);
}

int paper_requests_of(const char *host, const char *words)
{
	char line[4096];
	int count = 0;
	FILE *log = fopen(paper_log, "r");
	assert_non_null(log);
	while (fgets(line, sizeof(line), log))
		count += strstr(line, host) && strstr(line, words);
	fclose(log);
	return count;
}

struct reply {
	bool done;
	int casts;
};

static void on_reply(void *data, struct response *response, const struct error *why)
{
	struct reply *reply = data;
	assert_null(why);
	const char *casts = strstr(buf_text(&response->body), "casts ");
	assert_non_null(casts);
	reply->casts = (int)strtol(casts + strlen("casts "), NULL, 10);
	reply->done = true;
}

/* With a baolan-fetch of its own, which the tests may kill and starve. */
int paper_control(const char *query)
{
	static const struct fetch_ops ops = { .done = on_reply };
	struct reply reply = { 0 };
	struct request request;
	auto_free char *url = mem_printf("%scontrol?%s", paper_proxy, query);
	struct fetcher *fetcher = fetcher_new(h.loop, PROGRAM);
	request_init(&request, url);
	fetcher_start(fetcher, &request, &ops, &reply);
	request_done(&request);
	while (!reply.done)
		loop_turn(h.loop, -1);
	fetcher_free(fetcher);
	return reply.casts;
}

/* --- the worker --- */

/* The parent of a process and its state; 0 when it is gone. */
static pid_t parent_of(pid_t pid, char *ret_state)
{
	char stat[512];
	int parent = 0;
	auto_free char *path = mem_printf("/proc/%d/stat", (int)pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return 0;
	size_t len = fread(stat, 1, sizeof(stat) - 1, file);
	fclose(file);
	stat[len] = '\0';
	const char *behind_name = strrchr(stat, ')');
	if (!behind_name || sscanf(behind_name, ") %c %d", ret_state, &parent) != 2)
		return 0;
	return parent;
}

static pid_t child_of(pid_t parent)
{
	const struct dirent *entry;
	pid_t found = 0;
	DIR *proc = opendir("/proc");
	assert_non_null(proc);
	while (!found && (entry = readdir(proc))) {
		char state = 'Z';
		pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
		if (pid > 0 && parent_of(pid, &state) == parent && state != 'Z')
			found = pid;
	}
	closedir(proc);
	return found;
}

pid_t harness_worker(void)
{
	pid_t pid;
	while (!(pid = child_of(h.zygote->pid)))
		loop_turn(h.loop, 10);
	return pid;
}

/* --- the harness --- */

static void let_go(void)
{
	sync_free(take(h.sync));
	web_free(take(h.web));
	fetcher_free(take(h.fetcher));
}

static void renew(const char *program, const char *proxy, const char *cache)
{
	struct web_options options = { .cache_path = cache, .cache_size = 10 << 20 };
	let_go();
	setenv("http_proxy", proxy ? proxy : paper_proxy, 1);
	setenv("no_proxy", "127.0.0.1", 1);
	h.fetcher = fetcher_new(h.loop, program ? program : PROGRAM);
	h.web = web_new(h.loop, h.fetcher, &options);
	h.sync = sync_new(h.loop, h.web, h.pool, &h.recipes);
}

void harness_renew(const char *program, const char *proxy)
{
	renew(program, proxy, NULL);
}

void harness_renew_cached(const char *cache)
{
	renew(NULL, NULL, cache);
}

void harness_forget(void)
{
	sync_free(h.sync);
	h.sync = sync_new(h.loop, h.web, h.pool, &h.recipes);
}

bool harness_start(void)
{
	struct error err;
	if (zygote_start(sync_jobs, sync_n_jobs, sync_warm, &worker_default_limits,
	                 &h.zygote, &err))
		return false;
	snprintf(h.dir, sizeof(h.dir), "/tmp/baolan-test-XXXXXX");
	if (!mkdtemp(h.dir))
		return false;
	paper_log = mem_printf("%s/log", h.dir);
	alarm(100); /* a test that waits for ever fails */
	if (!start_paper())
		return false;
	h.loop = loop_new();
	h.pool = pool_new(h.loop, h.zygote, 1);
	recipes_load(&h.recipes, SRCDIR "/recipes");
	harness_renew(NULL, NULL);
	return true;
}

void harness_stop(void)
{
	let_go();
	pool_free(h.pool);
	zygote_free(h.zygote);
	recipes_done(&h.recipes);
	loop_free(h.loop);
	if (paper > 0) {
		kill(paper, SIGTERM);
		waitpid(paper, NULL, 0);
	}
	unlink(paper_log);
	rmdir(h.dir);
	free(paper_log);
	free(paper_proxy);
}

/* --- events --- */

static void cancel_inside(struct seen *seen)
{
	load_cancel(take(seen->load));
	seen->cancelled = true;
}

static void on_progress(void *data, enum load_step step, uint64_t bytes,
                        uint64_t expected)
{
	struct seen *seen = data;
	(void)expected;
	assert_false(seen->done);
	assert_false(seen->cancelled);
	seen->moved |= bytes > 0;
	if (!seen->n_trace || seen->trace[seen->n_trace - 1] != step) {
		assert_in_range(seen->n_trace, 0, MAX_TRACE - 1);
		seen->trace[seen->n_trace++] = step;
	}
	if (step == seen->cancel_step && seen->cancel_progress &&
	    !--seen->cancel_progress)
		cancel_inside(seen);
}

static void on_document(void *data, struct loaded *loaded)
{
	struct seen *seen = data;
	assert_false(seen->done);
	assert_false(seen->cancelled);
	assert_in_range(seen->n_docs, 0, MAX_DOCS - 1);
	seen->docs[seen->n_docs++] = *loaded;
	*loaded = (struct loaded){ .block = BUF_INIT(0) };
	if (seen->cancel_doc == seen->n_docs)
		cancel_inside(seen);
}

static void on_done(void *data, const struct error *why)
{
	struct seen *seen = data;
	assert_false(seen->done);
	assert_false(seen->cancelled);
	seen->done = true;
	seen->load = NULL;
	if (why)
		seen->why = *why;
}

static const struct load_ops ops = { on_progress, on_document, on_done };

void seen_clear(struct seen *seen)
{
	load_cancel(seen->load);
	for (int i = 0; i < seen->n_docs; i++)
		loaded_done(&seen->docs[i]);
	*seen = (struct seen){ 0 };
}

static void expect_nothing_yet(const struct seen *seen)
{
	assert_non_null(seen->load);
	assert_int_equal(seen->n_trace + seen->n_docs + seen->done, 0);
}

void seen_load(struct seen *seen, const char *address,
               const struct load_options *options)
{
	seen->load = load_start(h.sync, address, options, &ops, seen);
	expect_nothing_yet(seen);
}

void seen_cast(struct seen *seen, const struct doc *doc, struct str mood)
{
	seen->load = cast_start(h.sync, doc, mood, &ops, seen);
	expect_nothing_yet(seen);
}

void seen_undo(struct seen *seen, const struct doc *doc)
{
	seen->load = undo_start(h.sync, doc, &ops, seen);
	expect_nothing_yet(seen);
}

void seen_cancel(struct seen *seen)
{
	assert_false(seen->done);
	cancel_inside(seen);
}

void seen_finish(struct seen *seen)
{
	while (!seen->done && !seen->cancelled)
		loop_turn(h.loop, -1);
}

static bool has_reached(const struct seen *seen, enum load_step step, bool moved)
{
	return seen->n_trace && seen->trace[seen->n_trace - 1] == step &&
	       (seen->moved || !moved);
}

void seen_reach(struct seen *seen, enum load_step step, bool moved)
{
	while (!has_reached(seen, step, moved)) {
		assert_false(seen->done);
		loop_turn(h.loop, -1);
	}
}

void seen_whole(struct seen *seen, const char *address,
                const struct load_options *options)
{
	seen_load(seen, address, options);
	seen_finish(seen);
}

const struct doc *seen_doc(const struct seen *seen)
{
	if (!seen->n_docs)
		fail_msg("no document: %d \"%s\"", seen->why.code, seen->why.text);
	const struct doc *doc = seen->docs[seen->n_docs - 1].doc;
	assert_non_null(doc);
	return doc;
}

void expect_done(const struct seen *seen)
{
	assert_true(seen->done);
	if (seen->why.code)
		fail_msg("%d \"%s\"", seen->why.code, seen->why.text);
	seen_doc(seen);
}

void expect_why(const struct seen *seen, enum err code, const char *words)
{
	assert_true(seen->done);
	if (seen->why.code != code || !strstr(seen->why.text, words))
		fail_msg("got %d \"%s\", not %d \"%s\"", seen->why.code, seen->why.text,
		         code, words);
}

void expect_silence(struct seen *seen)
{
	auto_seen other = { 0 };
	int docs = seen->n_docs, trace = seen->n_trace;
	assert_true(seen->cancelled);
	seen_whole(&other, PLAIN, NULL);
	expect_done(&other);
	assert_int_equal(seen->n_docs, docs);
	assert_int_equal(seen->n_trace, trace);
	assert_false(seen->done);
}

char *text_of(const struct doc *doc)
{
	uint32_t count;
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	const struct doc_block *blocks = doc_blocks(doc, &count);
	for (uint32_t i = 0; i < count; i++) {
		doc_block_text(doc, &blocks[i], &text);
		buf_add_char(&text, '\n');
	}
	return buf_take(&text);
}
