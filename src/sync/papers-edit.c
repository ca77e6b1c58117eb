/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change makes new bytes out of the old ones, stores them and reads them: the
 * list is never ahead of the file. */
#include "papers-line.h"
#include "papers-text.h"

#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

/* --- one change at a time --- */

/* A lock on the folder, for the file itself is replaced; -1: there is none, say on
 * a file system without locks, and the change is made all the same. */
static int lock_folder(const char *path)
{
	auto_free char *folder = mem_strdup(path);
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		flock(fd, LOCK_EX);
	return fd;
}

/* Every change begins here; *ret_lock is closed when it has been stored. */
static enum err begin(struct papers *papers, int *ret_lock, struct error *err)
{
	if (!papers->path)
		return err_set(err, ERR_SYSTEM,
		               _("there is no place for the papers file; set HOME"));
	enum err code = file_make_folders(papers->path, err);
	if (code != ERR_OK)
		return code;
	*ret_lock = lock_folder(papers->path);
	return papers_changed(papers) ? papers_load(papers, papers->path, err) : ERR_OK;
}

static enum err store(struct papers *papers, struct buf *bytes, struct error *err)
{
	if (bytes->over)
		return err_set(err, ERR_LIMIT, _("%s: larger than %zu KB"),
		               papers->path, bytes->max >> 10);
	enum err code = file_store(papers->path, buf_str(bytes), err);
	if (code != ERR_OK)
		return code;
	papers->text->stamp = papers_stamp(papers->path);
	papers_read(papers, bytes);
	return ERR_OK;
}

/* --- places in the text --- */

static struct str cut_line(struct str *rest)
{
	size_t end = str_find_char(*rest, '\n');
	struct str line = str_head(*rest, end == STR_NPOS ? rest->len : end + 1);
	*rest = str_from(*rest, line.len);
	return line;
}

/* A byte order mark before the first line. */
static size_t mark_length(struct str text)
{
	return str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

static const char *line_end(struct str text)
{
	struct str first = cut_line(&text);
	return str_ends(first, STR("\r\n")) ? "\r\n" : "\n";
}

static bool is_comment(struct str line)
{
	line = str_trim(line);
	return line.len && line.at[0] == '#';
}

/* Where the next paper of a section goes: behind its last line, but before the
 * blank lines and the comment of the heading that follows.  A comment is the
 * section's own when a blank line stands behind it, or nothing. */
static size_t end_of_section(struct str section, bool last)
{
	size_t end = 0, comments = 0, offset = 0;
	while (section.len) {
		struct str line = cut_line(&section);
		bool blank = !str_trim(line).len;
		offset += line.len;
		if (is_comment(line)) {
			comments = offset;
			continue;
		}
		if (comments || !blank)
			end = blank ? comments : offset;
		comments = 0;
	}
	return last && comments ? comments : end;
}

/* The first section of that folder, its heading included; absent: there is none.
 * The empty name is what stands before the first heading, which always is. */
static struct str find_section(struct str text, struct str folder)
{
	auto_buf name = BUF_INIT(BUF_MAX_TEXT);
	bool open;
	struct str rest = str_from(text, mark_length(text));
	const char *start = folder.len ? NULL : rest.at;
	while (rest.len) {
		struct str line = cut_line(&rest);
		buf_clear(&name);
		if (!line_is_folder(line, &name, &open))
			continue;
		if (start)
			return str_make(start, (size_t)(line.at - start));
		if (str_eq(buf_str(&name), folder))
			start = line.at;
	}
	return start ? str_make(start, (size_t)(text.at + text.len - start)) : STR_NONE;
}

static void replace(struct buf *text, size_t at, size_t len, struct str with)
{
	struct str old = buf_str(text);
	struct buf merged = BUF_INIT(text->max);
	buf_add_str(&merged, str_head(old, at));
	buf_add_str(&merged, with);
	buf_add_str(&merged, str_from(old, at + len));
	buf_done(text);
	*text = merged;
}

/* Insert lines, each with its end; what stood there without one gets it. */
static void insert_at(struct buf *text, size_t at, struct str lines)
{
	auto_buf whole = BUF_INIT(PAPERS_MAX_BYTES);
	if (at > 0 && buf_text(text)[at - 1] != '\n' &&
	    at != mark_length(buf_str(text)))
		buf_add_text(&whole, line_end(buf_str(text)));
	buf_add_str(&whole, lines);
	text->over |= whole.over;
	replace(text, at, 0, buf_str(&whole));
}

static void add_folder(struct buf *text, struct str folder, struct str lines)
{
	auto_buf whole = BUF_INIT(PAPERS_MAX_BYTES);
	const char *end = line_end(buf_str(text));
	if (text->len)
		buf_add_text(&whole, end);
	buf_printf(&whole, "[%.*s]%s", STR_ARG(folder), end);
	buf_add_str(&whole, lines);
	insert_at(text, text->len, buf_str(&whole));
}

static void insert_in_folder(struct buf *text, const char *folder, struct str lines)
{
	auto_buf name = BUF_INIT(BUF_MAX_TEXT);
	clean_add_collapsed(&name, str_of(folder));
	struct str all = buf_str(text), section = find_section(all, buf_str(&name));
	if (!section.at && name.len) {
		add_folder(text, buf_str(&name), lines);
		return;
	}
	size_t start = section.at ? (size_t)(section.at - all.at) : 0;
	bool last = start + section.len == all.len;
	insert_at(text, start + end_of_section(section, last), lines);
}

static void copy_text(const struct papers *papers, struct buf *ret_text)
{
	buf_add_str(ret_text, buf_str(&papers->text->bytes));
}

/* The paper's line in a copy of the text, without the file's mark before it. */
static struct str line_of(const struct buf *text, const struct paper *paper,
                          size_t *ret_at)
{
	struct str line = papers_line(buf_str(text), (size_t)paper->line);
	line = str_from(line, mark_length(line));
	*ret_at = (size_t)(line.at - text->at);
	return line;
}

static void ignore_mistake(void *data, const struct error *why)
{
	(void)data;
	(void)why;
}

/* What a line names, or would be read as; false: nothing, or a quote in it is not
 * closed. */
static bool line_key(struct str line, struct buf *ret_key)
{
	struct line_parts parts = { 0 };
	struct paper paper;
	bool whole = line_is_paper(line);
	paper_init(&paper);
	line_split(line, &parts);
	vec_each (part, &parts.list)
		whole = whole && !part->open;
	if (whole && line_read(&parts, &paper, ignore_mistake, NULL))
		paper_key(&paper, ret_key);
	paper_done(&paper);
	vec_done(&parts.list);
	return ret_key->len > 0;
}

/* --- adding --- */

/* Append the paper's line; ERR_FORMAT when no line can say it. */
static enum err write_line(const struct paper *paper, const char *end, struct buf *b,
                           struct error *err)
{
	struct paper bare, full;
	auto_buf address = BUF_INIT(BUF_MAX_TEXT), line = BUF_INIT(BUF_MAX_TEXT),
	         start = BUF_INIT(BUF_MAX_TEXT), key = BUF_INIT(BUF_MAX_TEXT);
	paper_copy(&full, paper);
	if (full.url && papers_normalise(str_of(full.url), &address)) {
		free(full.url);
		full.url = buf_take(&address);
	}
	paper_init(&bare);
	bare.url = full.url;
	bare.query = full.query;
	paper_key(&full, &address);
	buf_add_str(&start, buf_str(&address));
	if (!full.url && !full.name && str_ends(buf_str(&start), STR("\"")))
		buf_add_text(&start, " \"\""); /* or the phrase would be its name */
	line_rewrite(buf_str(&start), &bare, &full, &line);
	bool good = line_key(buf_str(&line), &key) &&
	            str_eq(buf_str(&key), buf_str(&address));
	paper_done(&full);
	if (!good)
		return err_set(err, ERR_FORMAT,
		               _("%s is no address that can be followed"),
		               buf_text(&address));
	buf_add_str(b, buf_str(&line));
	buf_add_text(b, end);
	return ERR_OK;
}

static enum err check_new(const struct papers *papers, const struct paper *paper,
                          struct error *err)
{
	auto_buf key = BUF_INIT(BUF_MAX_TEXT);
	if (!paper->url && !paper->query)
		return err_set(err, ERR_FORMAT, _("an address is missing"));
	paper_key(paper, &key);
	const struct paper *there = papers_find(papers, buf_text(&key));
	if (there)
		return err_set(err, ERR_FORMAT,
		               _("%s is followed already (%s, line %d)"),
		               buf_text(&key), papers->path, there->line);
	return ERR_OK;
}

/* What is to be added, by folder, in the order the folders came. */
struct addition {
	const char *folder;
	struct buf lines;
};
struct additions {
	VEC(struct addition) list;
	struct map seen; /* keys added in this change */
	size_t n;
};

static bool same_folder(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static struct buf *lines_for(struct additions *additions, const char *folder)
{
	vec_each (addition, &additions->list)
		if (same_folder(addition->folder, folder))
			return &addition->lines;
	struct addition *fresh = vec_push(&additions->list);
	*fresh = (struct addition){ folder, BUF_INIT(PAPERS_MAX_BYTES) };
	return &fresh->lines;
}

static enum err add_one(struct papers *papers, struct additions *additions,
                        const struct paper *paper, struct error *err)
{
	static char here;
	auto_buf named = BUF_INIT(BUF_MAX_TEXT), key = BUF_INIT(BUF_MAX_TEXT);
	enum err code = check_new(papers, paper, err);
	if (code != ERR_OK)
		return code;
	paper_key(paper, &named);
	if (papers_key(buf_str(&named), &key) &&
	    map_put(&additions->seen, buf_str(&key), &here))
		return err_set(err, ERR_FORMAT, _("%s is named twice"), buf_text(&key));
	code = write_line(paper, line_end(buf_str(&papers->text->bytes)),
	                  lines_for(additions, paper->folder), err);
	additions->n += code == ERR_OK;
	return code;
}

static enum err store_additions(struct papers *papers, struct additions *additions,
                                struct error *err)
{
	auto_buf text = BUF_INIT(PAPERS_MAX_BYTES);
	copy_text(papers, &text);
	vec_each (addition, &additions->list)
		if (addition->lines.len)
			insert_in_folder(&text, addition->folder,
			                 buf_str(&addition->lines));
	return additions->n ? store(papers, &text, err) : ERR_OK;
}

static void additions_done(struct additions *additions)
{
	vec_each (addition, &additions->list)
		buf_done(&addition->lines);
	vec_done(&additions->list);
	map_done(&additions->seen);
}

enum err papers_add(struct papers *papers, const struct paper *paper, struct error *err)
{
	auto_close int lock = -1;
	struct additions additions = { 0 };
	enum err code = begin(papers, &lock, err);
	if (code == ERR_OK)
		code = add_one(papers, &additions, paper, err);
	if (code == ERR_OK)
		code = store_additions(papers, &additions, err);
	additions_done(&additions);
	return code;
}

enum err papers_add_all(struct papers *papers, const struct paper *list, size_t n,
                        size_t *ret_added, struct error *err)
{
	auto_close int lock = -1;
	struct additions additions = { 0 };
	enum err code = begin(papers, &lock, err);
	for (size_t i = 0; code == ERR_OK && i < n; i++)
		add_one(papers, &additions, &list[i], NULL);
	if (code == ERR_OK)
		code = store_additions(papers, &additions, err);
	if (code == ERR_OK)
		*ret_added = additions.n;
	additions_done(&additions);
	return code;
}

/* --- what is there --- */

static enum err begin_with(struct papers *papers, const char *url, int *ret_lock,
                           const struct paper **ret_paper, struct error *err)
{
	enum err code = begin(papers, ret_lock, err);
	if (code != ERR_OK)
		return code;
	*ret_paper = papers_find(papers, url);
	if (!*ret_paper)
		return err_set(err, ERR_EMPTY, _("%s is not followed"), url);
	return ERR_OK;
}

enum err papers_remove(struct papers *papers, const char *url, struct error *err)
{
	auto_close int lock = -1;
	auto_buf text = BUF_INIT(PAPERS_MAX_BYTES);
	const struct paper *paper;
	size_t at;
	enum err code = begin_with(papers, url, &lock, &paper, err);
	if (code != ERR_OK)
		return code;
	copy_text(papers, &text);
	struct str line = line_of(&text, paper, &at);
	replace(&text, at, line.len, STR_NONE);
	return store(papers, &text, err);
}

/* The line as `to` wants it, with its end; ERR_FORMAT when no line can say it. */
static enum err rewrite(const struct papers *papers, struct str line,
                        const struct paper *paper, const struct paper *to,
                        struct buf *ret_line, struct error *err)
{
	auto_buf before = BUF_INIT(BUF_MAX_TEXT), after = BUF_INIT(BUF_MAX_TEXT);
	paper_key(paper, &before);
	paper_key(to, &after);
	if (!str_eq(buf_str(&before), buf_str(&after))) {
		enum err code = check_new(papers, to, err);
		if (code != ERR_OK)
			return code;
	}
	line_rewrite(line, paper, to, ret_line);
	if (!str_ends(buf_str(ret_line), STR("\n")))
		buf_add_text(ret_line, line_end(buf_str(&papers->text->bytes)));
	auto_buf key = BUF_INIT(BUF_MAX_TEXT);
	if (line_key(buf_str(ret_line), &key) && str_eq(buf_str(&key), buf_str(&after)))
		return ERR_OK;
	return err_set(err, ERR_FORMAT, _("%s is no address that can be followed"),
	               buf_text(&after));
}

static enum err change(struct papers *papers, const struct paper *paper,
                       const struct paper *to, struct error *err)
{
	auto_buf text = BUF_INIT(PAPERS_MAX_BYTES), line = BUF_INIT(BUF_MAX_TEXT);
	size_t at;
	copy_text(papers, &text);
	struct str old = line_of(&text, paper, &at);
	enum err code = rewrite(papers, old, paper, to, &line, err);
	if (code != ERR_OK)
		return code;
	bool moves = !same_folder(paper->folder, to->folder);
	replace(&text, at, old.len, moves ? STR_NONE : buf_str(&line));
	if (moves)
		insert_in_folder(&text, to->folder, buf_str(&line));
	return store(papers, &text, err);
}

enum err papers_change(struct papers *papers, const char *url, const struct paper *to,
                       struct error *err)
{
	auto_close int lock = -1;
	struct paper wanted;
	const struct paper *paper;
	auto_buf address = BUF_INIT(BUF_MAX_TEXT);
	paper_copy(&wanted, to); /* `to` may be in the list, which is read anew */
	enum err code = begin_with(papers, url, &lock, &paper, err);
	if (wanted.url && papers_normalise(str_of(wanted.url), &address)) {
		free(wanted.url);
		wanted.url = buf_take(&address);
	}
	if (code == ERR_OK && !wanted.url && !wanted.query) {
		wanted.url = paper->url ? mem_strdup(paper->url) : NULL;
		wanted.query = paper->query ? mem_strdup(paper->query) : NULL;
	}
	if (code == ERR_OK)
		code = change(papers, paper, &wanted, err);
	paper_done(&wanted);
	return code;
}

enum err papers_move(struct papers *papers, const char *url, const char *before,
                     struct error *err)
{
	auto_close int lock = -1;
	auto_buf text = BUF_INIT(PAPERS_MAX_BYTES), line = BUF_INIT(BUF_MAX_TEXT);
	const struct paper *paper, *next = NULL;
	size_t at, to = 0;
	enum err code = begin_with(papers, url, &lock, &paper, err);
	if (code != ERR_OK)
		return code;
	if (before && !(next = papers_find(papers, before)))
		return err_set(err, ERR_EMPTY, _("%s is not followed"), before);
	if (next == paper)
		return ERR_OK;
	copy_text(papers, &text);
	struct str old = line_of(&text, paper, &at);
	buf_add_str(&line, old);
	if (!str_ends(old, STR("\n")))
		buf_add_text(&line, line_end(buf_str(&text)));
	if (next)
		line_of(&text, next, &to);
	replace(&text, at, old.len, STR_NONE);
	if (next)
		insert_at(&text, to > at ? to - old.len : to, buf_str(&line));
	else
		insert_in_folder(&text, paper->folder, buf_str(&line));
	return store(papers, &text, err);
}
