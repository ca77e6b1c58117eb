/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inih reads lines through a function of ours, which counts them, for the
 * messages, and notices what inih would silently cut: its lines are 200 bytes.
 * A value goes on in indented lines, which inih hands over as further values
 * of the same key; they are joined by newlines. */
#include "baolan/base/ini.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <ini.h>

struct reader {
	struct ini *ini;
	struct str rest;
	int line;     /* from 1, of what was read last */
	int too_long; /* the first line that was cut; 0: none */
	bool indented;
};

/* As fgets does, but a line longer than the buffer is dropped behind its end. */
static char *read_line(char *line, int size, void *data)
{
	struct reader *reader = data;
	if (!reader->rest.len)
		return NULL;
	size_t end = str_find_char(reader->rest, '\n');
	size_t len = end == STR_NPOS ? reader->rest.len : end + 1;
	size_t room = MIN(len, (size_t)size - 1);
	reader->line++;
	if (room < len && !reader->too_long)
		reader->too_long = reader->line;
	reader->indented = reader->rest.at[0] == ' ' || reader->rest.at[0] == '\t';
	memcpy(line, reader->rest.at, room);
	line[room] = '\0';
	reader->rest = str_from(reader->rest, len);
	return line;
}

static int keep_entry(void *data, const char *section, const char *key,
                      const char *value)
{
	struct reader *reader = data;
	struct ini *ini = reader->ini;
	if (reader->indented && ini->entries.len) {
		struct ini_entry *entry = vec_last(&ini->entries);
		char *joined = arena_printf(&ini->arena, "%.*s\n%s",
		                            STR_ARG(entry->value), value);
		entry->value = str_of(joined);
		return 1;
	}
	*vec_push(&ini->entries) = (struct ini_entry){
		.section = arena_str(&ini->arena, str_of(section)),
		.key = arena_str(&ini->arena, str_of(key)),
		.value = arena_str(&ini->arena, str_of(value)),
		.line = reader->line,
	};
	return 1;
}

enum err ini_read(struct str name, struct str text, struct ini *ret_ini,
                  struct error *err)
{
	struct reader reader = { .ini = ret_ini, .rest = text };
	int bad = ini_parse_stream(read_line, &reader, keep_entry, &reader);
	if (reader.too_long)
		return err_set(
		        err, ERR_FORMAT,
		        _("%.*s:%d: the line is too long; go on in an indented line"),
		        STR_ARG(name), reader.too_long);
	if (bad > 0)
		return err_set(err, ERR_FORMAT,
		               _("%.*s:%d: neither a [section] nor a key = value"),
		               STR_ARG(name), bad);
	return ERR_OK;
}

void ini_done(struct ini *ini)
{
	vec_done(&ini->entries);
	arena_done(&ini->arena);
}
