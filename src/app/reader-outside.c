/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-outside.c - what leaves the program: to a browser, the clipboard, a
 * file. */
#include "reader-inside.h"

#include "baolan/app/console.h"
#include "baolan/app/output.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/loop/child.h"
#include "baolan/term/term.h"
#include "baolan/text/utf8.h"

#include "reader-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of saved text. */
enum { SAVE_WIDTH = 78 };

/* The address of what is chosen, else of the page; the caller frees it. */
static char *chosen_url(struct reader *r)
{
	const struct page *page = page_of(r->stack.top);
	const struct layout_target *chosen;

	if (!page)
		return reader_chosen_url(r);
	chosen = page_selected(page);
	return str_dup(chosen && chosen->url.len ? chosen->url
	                                         : doc_field(page->doc, DOC_URL));
}

/* --- browser --- */

static const char *opener(const struct reader *r)
{
	const char *browser = getenv("BROWSER");

	if (r->setup->config->opener)
		return r->setup->config->opener;
	return browser && *browser ? browser : "xdg-open";
}

static void on_browser_end(void *data, int status)
{
	struct reader *r = data;

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return;
	reader_complain(r, _("%s ended with an error (%d)"), opener(r),
	                WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

/* One argument, no shell: whatever the address holds, it is only an address. */
void open_in_browser(struct reader *r, int count)
{
	auto_free char *url = chosen_url(r);
	const char *const argv[] = { opener(r), url, NULL };
	struct error err;
	pid_t pid;

	(void)count;
	if (!str_starts_nocase(str_of(url), STR("http")) && *url != '/' &&
	    !str_starts(str_of(url), STR("file:"))) {
		reader_say(r, _("There is no address to open"));
		return;
	}
	if (child_spawn(argv, -1, true, &pid, &err)) {
		reader_complain(r, _("%s; $BROWSER names another browser"), err.text);
		return;
	}
	loop_on_child(r->setup->loop, pid, on_browser_end, r);
	reader_say(r, _("Handed to %s: %s"), argv[0], url);
}

/* --- clipboard --- */

void copy_link(struct reader *r, int count)
{
	auto_free char *url = chosen_url(r);

	(void)count;
	if (*url && term_copy(str_of(url)))
		reader_say(r, _("Copied, if the terminal allows it: %s"), url);
	else
		reader_complain(r, _("There is no address to copy, or it is too long"));
}

/* --- files: in UTF-8, whatever the locale; and what this terminal lacks is kept --- */

static void make_text(const struct reader *r, const struct page *page, struct buf *b)
{
	struct str url = doc_field(page->doc, DOC_URL);
	struct layout_options layout =
	        output_layout(r->setup->config, SAVE_WIDTH,
	                      SECTION_HEAD | SECTION_BODY | SECTION_STORIES);
	const struct glyphs script = { .script = r->glyphs.script };

	layout.glyphs = &script;
	output_text(page->doc, &layout, b);
	buf_printf(b, "\n%.*s\n", STR_ARG(url));
}

static enum err write_fd(int fd, struct str text, struct error *err)
{
	while (text.len) {
		ssize_t n = write(fd, text.at, text.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, _("Writing failed"));
		text = str_from(text, (size_t)n);
	}
	return ERR_OK;
}

/* With `replace` a complete new file takes the old one's place, or none. */
static enum err write_file(const char *path, struct str text, bool replace,
                           struct error *err)
{
	auto_free char *part = replace ? mem_printf("%s.part", path) : mem_strdup(path);
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (replace ? O_TRUNC : O_EXCL);
	auto_close int fd = open(part, flags, 0666);
	enum err code;

	if (fd < 0)
		return err_errno(err, _("%s can't be written"), part);
	code = write_fd(fd, text, err);
	if (!code && close(take_fd(&fd)) < 0)
		code = err_errno(err, _("%s can't be written"), part);
	if (!code && replace && rename(part, path) < 0)
		code = err_errno(err, _("%s can't be written"), path);
	if (code)
		unlink(part);
	return code;
}

static void save(struct reader *r, const char *path, bool replace)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	struct error err;

	auto_free char *file = console_file_name(path);

	make_text(r, reader_page(r), &text);
	if (write_file(file, buf_str(&text), replace, &err))
		reader_complain(r, "%s", err.text);
	else
		reader_say(r, _("Saved as %s"), path);
}

static void overwrite(struct reader *r, struct str answer)
{
	auto_free char *path = take(r->save_path);

	if (str_eq_nocase(answer, STR("y")))
		save(r, path, true);
	else
		reader_say(r, _("Not saved"));
}

static void save_as(struct reader *r, struct str typed)
{
	auto_free char *question = NULL;

	free(r->save_path);
	r->save_path = reader_expand_home(str_trim_space(typed));
	if (!*r->save_path)
		return;
	auto_free char *file = console_file_name(r->save_path);
	if (access(file, F_OK) < 0) {
		save(r, r->save_path, false);
		return;
	}
	question = mem_printf(_("%s exists. Overwrite it? (y/n) "), r->save_path);
	reader_ask_key(r, question, overwrite);
}

/* The title without what a file name can't hold. */
static char *suggest_name(const struct page *page)
{
	struct str title = utf8_head(doc_field(page->doc, DOC_TITLE), 120);
	char *name;

	if (!title.len)
		title = STR("article");
	name = mem_printf("%.*s.txt", STR_ARG(title));
	for (char *c = name; *c; c++)
		if (*c == '/' || (*c == '.' && c == name))
			*c = '-';
	return name;
}

void save_page(struct reader *r, int count)
{
	auto_free char *name = suggest_name(reader_page(r));

	(void)count;
	reader_ask(r, ASK_FILE, _("Save as: "), name, save_as);
}
