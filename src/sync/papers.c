/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is kept as its bytes; papers are read from its lines and know theirs by
 * number. */
#include "papers-line.h"
#include "papers-text.h"

#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "baolan/text/url.h"
#include "baolan/text/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_MISTAKES = 100 };

/* --- one paper --- */

void paper_init(struct paper *paper)
{
	*paper = (struct paper){ .full = -1, .prefetch = -1 };
}

#define N_STRINGS 11
static char **string_of(struct paper *paper, size_t i)
{
	char **const strings[N_STRINGS] = {
		&paper->url,    &paper->address,    &paper->query,     &paper->name,
		&paper->folder, &paper->tags,       &paper->recipe,    &paper->proxy,
		&paper->kill,   &paper->user_agent, &paper->highlight,
	};
	return strings[i];
}

void paper_done(struct paper *paper)
{
	for (size_t i = 0; i < N_STRINGS; i++)
		free(*string_of(paper, i));
	paper_init(paper);
}

void paper_copy(struct paper *ret_to, const struct paper *from)
{
	struct paper copy = *from;
	for (size_t i = 0; i < N_STRINGS; i++) {
		char **string = string_of(&copy, i);
		*string = *string ? mem_strdup(*string) : NULL;
	}
	*ret_to = copy;
}

/* --- addresses --- */

/* clang-format off */
static const struct {
	struct str prefix;
	const char *tail; /* behind the route */
} shorthands[HOSTS] = {
	[HOST_RSSHUB]   = { { "rsshub:", 7 },   "" },
	[HOST_DAILYHOT] = { { "dailyhot:", 9 }, "?rss=true" },
};
/* clang-format on */

/* A route is a path, or for dailyhot: a word; nothing that leaves its host. */
static bool is_route(struct str route)
{
	if (!route.len || str_starts(route, STR("//")))
		return false;
	for (size_t i = 0; i < route.len; i++)
		if ((unsigned char)route.at[i] <= ' ' || route.at[i] == '\\' ||
		    route.at[i] == 0x7F)
			return false;
	return !str_has(route, STR("://"));
}

static int shorthand_of(struct str url)
{
	for (int i = 0; i < HOSTS; i++)
		if (str_starts_nocase(url, shorthands[i].prefix))
			return i;
	return -1;
}

bool papers_normalise(struct str address, struct buf *ret_url)
{
	struct str text = str_trim_space(address);
	int shorthand = shorthand_of(text);
	if (shorthand < 0)
		return url_is_web(text) && url_resolve(STR_NONE, text, NULL, ret_url);
	struct str prefix = shorthands[shorthand].prefix;
	if (!is_route(str_from(text, prefix.len)))
		return false;
	buf_clear(ret_url);
	buf_add_str(ret_url, prefix);
	return buf_add_str(ret_url, str_from(text, prefix.len));
}

/* Where the paper's url leads; NULL: no host is set for its shorthand. */
static char *address_of(const struct papers_text *text, struct str url)
{
	int shorthand = shorthand_of(url);
	if (shorthand < 0)
		return str_dup(url);
	struct str route = str_from(url, shorthands[shorthand].prefix.len);
	struct str host = str_of(text->hosts[shorthand]);
	while (host.len && host.at[host.len - 1] == '/')
		host.len--;
	while (route.len && route.at[0] == '/')
		route = str_from(route, 1);
	if (!host.len)
		return NULL;
	auto_buf typed = BUF_INIT(BUF_MAX_TEXT), address = BUF_INIT(BUF_MAX_TEXT);
	buf_printf(&typed, "%.*s/%.*s%s", STR_ARG(host), STR_ARG(route),
	           str_find_char(route, '?') == STR_NPOS ? shorthands[shorthand].tail
	                                                 : "");
	if (!url_from_typed(buf_str(&typed), &address))
		return NULL;
	return buf_take(&address);
}

char *papers_address(const struct papers *papers, const char *url)
{
	static const struct papers_text no_hosts;
	return address_of(papers->text ? papers->text : &no_hosts, str_of(url));
}

static struct papers_text *text_of(struct papers *papers)
{
	if (!papers->text) {
		papers->text = mem_new(struct papers_text);
		buf_init(&papers->text->bytes, PAPERS_MAX_BYTES);
	}
	return papers->text;
}

void papers_set_hosts(struct papers *papers, const char *rsshub, const char *dailyhot)
{
	struct papers_text *text = text_of(papers);
	const char *hosts[HOSTS] = {
		[HOST_RSSHUB] = rsshub, [HOST_DAILYHOT] = dailyhot
	};
	for (size_t i = 0; i < HOSTS; i++) {
		free(text->hosts[i]);
		text->hosts[i] = hosts[i] ? mem_strdup(hosts[i]) : NULL;
	}
}

/* --- finding --- */

void paper_key(const struct paper *paper, struct buf *ret_key)
{
	if (!paper->url)
		buf_add_str(ret_key, LINE_QUERY);
	buf_add_str(ret_key, str_of(paper->url ? paper->url : paper->query));
}

bool papers_key(struct str named, struct buf *ret_key)
{
	if (!str_starts(named, LINE_QUERY))
		return papers_normalise(named, ret_key);
	buf_add_str(ret_key, LINE_QUERY);
	return buf_add_str(ret_key, str_trim(str_from(named, LINE_QUERY.len)));
}

const struct paper *papers_find(const struct papers *papers, const char *url)
{
	auto_buf key = BUF_INIT(BUF_MAX_TEXT);
	if (!papers->text || !papers_key(str_of(url), &key))
		return NULL;
	uintptr_t number = (uintptr_t)map_get(&papers->text->index, buf_str(&key));
	return number ? &papers->list.at[number - 1] : NULL;
}

/* --- reading --- */

struct str papers_line(struct str text, size_t number)
{
	for (;;) {
		size_t end = str_find_char(text, '\n');
		size_t len = end == STR_NPOS ? text.len : end + 1;
		if (!len)
			return STR_NONE;
		if (--number == 0)
			return str_head(text, len);
		text = str_from(text, len);
	}
}

struct reading {
	struct papers *papers;
	char *folder; /* NULL: none */
	int line;
};

static void note_mistake(void *data, const struct error *why)
{
	struct reading *reading = data;
	struct papers *papers = reading->papers;
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (papers->mistakes.len >= MAX_MISTAKES)
		return;
	clean_add(&text, str_of(why->text), false);
	err_set(vec_push(&papers->mistakes), ERR_FORMAT, "%s:%d: %s", papers->path,
	        reading->line, buf_text(&text));
}

static void begin_folder(struct reading *reading, struct buf *name, bool open)
{
	struct error why;
	free(reading->folder);
	reading->folder = name->len ? buf_take(name) : NULL;
	if (!open)
		return;
	err_set(&why, ERR_FORMAT, _("the ] behind the folder's name is missing"));
	note_mistake(reading, &why);
}

/* The paper is the list's, or gone. */
static void keep_paper(struct reading *reading, struct paper *paper)
{
	struct papers *papers = reading->papers;
	struct error why;
	auto_buf key = BUF_INIT(BUF_MAX_TEXT);
	paper_key(paper, &key);
	const struct paper *before = papers_find(papers, buf_text(&key));
	if (before) {
		err_set(&why, ERR_FORMAT, _("%s stands in line %d already"),
		        buf_text(&key), before->line);
		note_mistake(reading, &why);
		paper_done(paper);
		return;
	}
	paper->line = reading->line;
	paper->folder = reading->folder ? mem_strdup(reading->folder) : NULL;
	if (paper->url)
		paper->address = address_of(papers->text, str_of(paper->url));
	*vec_push(&papers->list) = *paper;
	/* A number in a pointer's place, for the list moves as it grows. */
	map_put(&papers->text->index, buf_str(&key),
	        (void *)(uintptr_t)papers->list.len); /* NOLINT(*-no-int-to-ptr) */
}

static void read_paper(struct reading *reading, struct str line)
{
	struct line_parts parts = { 0 };
	struct paper paper;
	paper_init(&paper);
	line_split(line, &parts);
	if (line_read(&parts, &paper, note_mistake, reading))
		keep_paper(reading, &paper);
	else
		paper_done(&paper);
	vec_done(&parts.list);
}

static void read_line(struct reading *reading, struct str line)
{
	auto_buf name = BUF_INIT(BUF_MAX_TEXT);
	bool open;
	if (!utf8_valid(line) || memchr(line.at, 0, line.len)) {
		struct error why;
		err_set(&why, ERR_FORMAT, _("not UTF-8"));
		note_mistake(reading, &why);
	} else if (line_is_folder(line, &name, &open)) {
		begin_folder(reading, &name, open);
	} else if (line_is_paper(line)) {
		read_paper(reading, line);
	}
}

static void forget_list(struct papers *papers)
{
	vec_each (paper, &papers->list)
		paper_done(paper);
	vec_clear(&papers->list);
	vec_clear(&papers->mistakes);
	map_done(&papers->text->index);
}

void papers_read(struct papers *papers, struct buf *bytes)
{
	struct papers_text *text = text_of(papers);
	struct reading reading = { .papers = papers };
	forget_list(papers);
	buf_done(&text->bytes);
	text->bytes = *bytes;
	*bytes = BUF_INIT(0);
	struct str rest = buf_str(&text->bytes);
	if (str_starts(rest, STR("\xEF\xBB\xBF")))
		rest = str_from(rest, 3);
	while (rest.len) {
		size_t end = str_find_char(rest, '\n');
		size_t len = end == STR_NPOS ? rest.len : end + 1;
		reading.line++;
		read_line(&reading, str_head(rest, len));
		rest = str_from(rest, len);
	}
	free(reading.folder);
}

struct file_stamp papers_stamp(const char *path)
{
	struct stat status;
	if (stat(path, &status) < 0)
		return (struct file_stamp){ 0 };
	return (struct file_stamp){ .dev = status.st_dev,
		                    .ino = status.st_ino,
		                    .size = status.st_size,
		                    .changed = status.st_mtim };
}

bool papers_changed(const struct papers *papers)
{
	if (!papers->path)
		return false;
	struct file_stamp now = papers_stamp(papers->path), then = papers->text->stamp;
	return now.dev != then.dev || now.ino != then.ino || now.size != then.size ||
	       now.changed.tv_sec != then.changed.tv_sec ||
	       now.changed.tv_nsec != then.changed.tv_nsec;
}

/* The stamp is taken first: what is changed while it is read is seen as changed. */
enum err papers_load(struct papers *papers, const char *path, struct error *err)
{
	struct papers_text *text = text_of(papers);
	struct file_stamp stamp = papers_stamp(path);
	auto_buf bytes = BUF_INIT(PAPERS_MAX_BYTES);
	errno = 0;
	enum err code = file_load(path, &bytes, err);
	if (code != ERR_OK && errno != ENOENT)
		return code;
	if (path != papers->path) {
		free(papers->path);
		papers->path = mem_strdup(path);
	}
	text->stamp = stamp;
	papers_read(papers, &bytes);
	return ERR_OK;
}

void papers_done(struct papers *papers)
{
	if (papers->text) {
		forget_list(papers);
		buf_done(&papers->text->bytes);
		for (size_t i = 0; i < HOSTS; i++)
			free(papers->text->hosts[i]);
		free(papers->text);
	}
	vec_done(&papers->list);
	vec_done(&papers->mistakes);
	free(papers->path);
	*papers = (struct papers){ 0 };
}
