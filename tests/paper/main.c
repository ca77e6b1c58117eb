/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - the sample paper's server: options, and the wait for the end. */
#include "baolan/base/mem.h"
#include "body.h"
#include "server.h"
#include "template.h"
#include "widget.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const char USAGE[] =
        "Usage: paper [OPTION]...\n"
        "Serve the Rongwan Evening News on 127.0.0.1, also as an HTTP proxy.\n\n"
        "  --port N              listen there; 0, the default, picks a free port\n"
        "  --port-file FILE      write the port into FILE once it listens\n"
        "  --log FILE            append a line for each request to FILE\n"
        "  --data DIR            read DIR/articles and DIR/templates\n"
        "  --rows N              stories on a page of a channel (8)\n"
        "  --until-stdin-closes  end when standard input does\n"
        "  --check               check the articles and end\n";

struct options {
	unsigned long port, rows;
	const char *port_file, *log, *data;
	bool until_stdin_closes, check;
};

enum { OPT_PORT, OPT_PORT_FILE, OPT_LOG, OPT_DATA, OPT_ROWS, OPT_STDIN, OPT_CHECK };

static const struct option OPTIONS[] = {
	{ "port", required_argument, NULL, OPT_PORT },
	{ "port-file", required_argument, NULL, OPT_PORT_FILE },
	{ "log", required_argument, NULL, OPT_LOG },
	{ "data", required_argument, NULL, OPT_DATA },
	{ "rows", required_argument, NULL, OPT_ROWS },
	{ "until-stdin-closes", no_argument, NULL, OPT_STDIN },
	{ "check", no_argument, NULL, OPT_CHECK },
	{ NULL, 0, NULL, 0 },
};

static bool take_option(struct options *options, int option)
{
	const char **const texts[] = { [OPT_PORT_FILE] = &options->port_file,
		                       [OPT_LOG] = &options->log,
		                       [OPT_DATA] = &options->data };
	bool *const switches[] = { [OPT_STDIN] = &options->until_stdin_closes,
		                   [OPT_CHECK] = &options->check };

	if (option == OPT_PORT)
		return str_number(str_of(optarg), 65535, &options->port);
	if (option == OPT_ROWS)
		return str_number(str_of(optarg), 1000, &options->rows) &&
		       options->rows;
	if (option == OPT_STDIN || option == OPT_CHECK)
		*switches[option] = true;
	else if (option == OPT_PORT_FILE || option == OPT_LOG || option == OPT_DATA)
		*texts[option] = optarg;
	else
		return false;
	return true;
}

static bool read_options(int argc, char **argv, struct options *options)
{
	int option;

	*options = (struct options){ .rows = 8, .data = SRCDIR "/tests/paper" };
	while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1)
		if (!take_option(options, option))
			return false;
	return optind == argc;
}

static enum err check_article(const struct article *article, struct error *err)
{
	static const char *const TEMPLATES[] = { "fznews", "phpcms", "plain" };
	static const char *const ENCODINGS[] = { "", "gb18030", "big5" };
	bool shown = false, encoded = false;

	for (size_t i = 0; i < ARRAY_SIZE(TEMPLATES); i++) {
		shown |= str_eq(article->template, str_of(TEMPLATES[i]));
		encoded |= str_eq(article->encoding, str_of(ENCODINGS[i]));
	}
	if (!shown || !encoded)
		return err_set(err, ERR_FORMAT, "%s: unknown template or encoding",
		               article->slug);
	if (article->markup.len && !body_style(article->markup))
		return err_set(err, ERR_FORMAT, "%s: unknown markup", article->slug);
	return ERR_OK;
}

static enum err load(struct paper *paper, const struct options *options,
                     struct error *err)
{
	auto_free char *articles = mem_printf("%s/articles", options->data);
	auto_free char *templates = mem_printf("%s/templates", options->data);
	enum err code = articles_load(&paper->articles, articles, err);

	vec_each (article, &paper->articles.list)
		if (!code)
			code = check_article(*article, err);
	return code ? code : templates_load(&paper->templates, templates, err);
}

static enum err open_log(struct paper *paper, const struct options *options,
                         struct error *err)
{
	if (!options->log)
		return ERR_OK;
	paper->log = fopen(options->log, "ae");
	if (!paper->log)
		return err_errno(err, "can't write %s", options->log);
	setvbuf(paper->log, NULL, _IOLBF, 0);
	return ERR_OK;
}

/* Complete at once, for whoever waits for it to appear. */
static enum err write_port(const char *path, unsigned port, struct error *err)
{
	if (!path)
		return ERR_OK;
	auto_free char *draft = mem_printf("%s.new", path);
	FILE *file = fopen(draft, "we");
	if (!file)
		return err_errno(err, "can't write %s", draft);
	fprintf(file, "%u\n", port);
	if (fclose(file) != 0 || rename(draft, path) != 0)
		return err_errno(err, "can't write %s", path);
	return ERR_OK;
}

/* Before any thread, so that all inherit it. */
static int block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static bool has_closed(int fd)
{
	char chunk[256];
	ssize_t len = read(fd, chunk, sizeof(chunk));

	return len == 0 || (len < 0 && errno != EINTR && errno != EAGAIN);
}

static void wait_for_end(int signals, bool until_stdin_closes)
{
	struct pollfd fds[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = until_stdin_closes ? STDIN_FILENO : -1, .events = POLLIN },
	};

	for (;;) {
		if (poll(fds, ARRAY_SIZE(fds), -1) < 0)
			continue;
		if (fds[0].revents || (fds[1].revents && has_closed(STDIN_FILENO)))
			return;
	}
}

static enum err serve(struct paper *paper, const struct options *options,
                      struct error *err)
{
	struct MHD_Daemon *daemon;
	auto_close int signals = block_signals();
	enum err code = server_start(paper, (unsigned)options->port, &daemon, err);

	if (code)
		return code;
	unsigned port = server_port(daemon);
	code = write_port(options->port_file, port, err);
	if (!code) {
		printf("http://127.0.0.1:%u/\n", port);
		fflush(stdout);
		wait_for_end(signals, options->until_stdin_closes);
	}
	server_stop(daemon, paper);
	return code;
}

static enum err check(const struct paper *paper, struct error *err)
{
	struct str missing = articles_missing(&paper->articles);
	const struct article *doubled = articles_doubled(&paper->articles);

	if (missing.at)
		return err_set(err, ERR_FORMAT,
		               "nobody wrote the related story \"%.*s\"",
		               STR_ARG(missing));
	if (doubled)
		return err_set(err, ERR_FORMAT,
		               "%s: another story has its number, slug or date",
		               doubled->slug);
	printf("%zu articles\n", paper->articles.list.len);
	return ERR_OK;
}

static enum err run(struct paper *paper, const struct options *options,
                    struct error *err)
{
	enum err code = load(paper, options, err);

	if (code)
		return code;
	if (options->check)
		return check(paper, err);
	code = open_log(paper, options, err);
	return code ? code : serve(paper, options, err);
}

int main(int argc, char **argv)
{
	struct options options;
	struct error err;

	if (!read_options(argc, argv, &options)) {
		fputs(USAGE, stderr);
		return 2;
	}
	struct paper paper = { .rows = (unsigned)options.rows,
		               .stop_fd = eventfd(0, EFD_CLOEXEC),
		               .lock = PTHREAD_MUTEX_INITIALIZER };
	enum err code = run(&paper, &options, &err);
	if (code)
		fprintf(stderr, "paper: %s\n", err.text);
	articles_done(&paper.articles);
	templates_done(&paper.templates);
	vec_done(&paper.tallies);
	if (paper.log)
		fclose(paper.log);
	close(paper.stop_fd);
	return code ? 1 : 0;
}
