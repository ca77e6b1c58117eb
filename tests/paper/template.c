/* SPDX-License-Identifier: GPL-3.0-or-later */
/* template.c - text with slots and sections, see template.h. */
#include "template.h"

#include "baolan/base/mem.h"
#include "files.h"
#include "mood.h"

#include <dirent.h>
#include <stdlib.h>

static void render(struct str text, const struct scope *scope, struct buf *out);

struct scope scope_of(struct paper *paper, const struct request *request)
{
	return (struct scope){ .paper = paper,
		               .request = request,
		               .part = 1,
		               .parts = 1,
		               .chosen = MOODS };
}

void escape_markup(struct str text, struct buf *out)
{
	static const char SPECIAL[] = "&<>\"'";
	static const char *const ENTITIES[] = { "&amp;", "&lt;", "&gt;", "&quot;",
		                                "&#39;" };

	for (size_t i = 0; i < text.len; i++) {
		const char *found = memchr(SPECIAL, text.at[i], sizeof(SPECIAL) - 1);
		if (found)
			buf_add_text(out, ENTITIES[found - SPECIAL]);
		else
			buf_add_char(out, text.at[i]);
	}
}

static void refuse(const char *what, struct str name)
{
	fprintf(stderr, "paper: %s \"%.*s\" in a template\n", what, STR_ARG(name));
	abort();
}

static void fill_slot(const struct slot *slot, const struct scope *scope,
                      struct buf *out)
{
	if (slot->markup) {
		slot->write(scope, out);
		return;
	}
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	slot->write(scope, &text);
	escape_markup(buf_str(&text), out);
}

static bool is_filled(const struct slot *slot, const struct scope *scope)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);

	slot->write(scope, &text);
	return text.len;
}

void rows_add(const struct rows *rows, const struct scope *scope)
{
	render(rows->inside, scope, rows->out);
}

static void repeat(struct str name, struct str inside, const struct scope *scope,
                   struct buf *out)
{
	const struct section *section = section_find(name);
	const struct slot *slot = slot_find(name);
	struct rows rows = { inside, out };

	if (section)
		section->repeat(scope, &rows);
	else if (!slot)
		refuse("unknown section", name);
	else if (is_filled(slot, scope))
		rows_add(&rows, scope);
}

/* Takes what stands before {{/name}} off *rest, and the tag itself. */
static struct str cut_section(struct str *rest, struct str name)
{
	auto_free char *end = mem_printf("{{/%.*s}}", STR_ARG(name));
	size_t at = str_find(*rest, str_of(end));

	if (at == STR_NPOS)
		refuse("no end of", name);
	struct str inside = str_head(*rest, at);
	*rest = str_from(*rest, at + strlen(end));
	return inside;
}

static void fill_json(const struct slot *slot, const struct scope *scope,
                      struct buf *out)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	slot->write(scope, &text);
	json_utf8(buf_str(&text), out);
}

static void fill(struct str name, const struct scope *scope, struct buf *out)
{
	bool json = str_ends(name, STR("|json"));
	const struct slot *slot =
	        slot_find(str_head(name, name.len - (json ? strlen("|json") : 0)));

	if (!slot)
		refuse("unknown slot", name);
	else if (json)
		fill_json(slot, scope, out);
	else
		fill_slot(slot, scope, out);
}

static void render(struct str text, const struct scope *scope, struct buf *out)
{
	for (;;) {
		size_t at = str_find(text, STR("{{"));
		buf_add_str(out, str_head(text, at));
		if (at == STR_NPOS)
			return;
		text = str_from(text, at + 2);
		struct str name = str_head(text, str_find(text, STR("}}")));
		text = str_from(text, name.len + 2);
		if (!str_starts(name, STR("#"))) {
			fill(name, scope, out);
			continue;
		}
		name = str_from(name, 1);
		struct str inside = cut_section(&text, name);
		repeat(name, inside, scope, out);
	}
}

void template_page(const char *name, const struct scope *scope, struct buf *out)
{
	vec_each (template, &scope->paper->templates.list) {
		if (strcmp(template->name, name) != 0)
			continue;
		render(str_of(template->text), scope, out);
		return;
	}
	refuse("unknown file", str_of(name));
}

static enum err load_one(struct templates *templates, const char *folder,
                         const char *name, struct error *err)
{
	auto_free char *path = mem_printf("%s/%s", folder, name);
	char *text;
	enum err code = file_read(path, &text, err);

	if (code)
		return code;
	*vec_push(&templates->list) = (struct template){
		.name = mem_strndup(name, strcspn(name, ".")),
		.text = text,
	};
	return ERR_OK;
}

enum err templates_load(struct templates *templates, const char *folder,
                        struct error *err)
{
	DIR *dir = opendir(folder);
	enum err code = ERR_OK;

	if (!dir)
		return err_errno(err, "can't read the folder %s", folder);
	for (struct dirent *entry; !code && (entry = readdir(dir));)
		if (entry->d_name[0] != '.')
			code = load_one(templates, folder, entry->d_name, err);
	closedir(dir);
	return code;
}

void templates_done(struct templates *templates)
{
	vec_each (template, &templates->list) {
		free(template->name);
		free(template->text);
	}
	vec_done(&templates->list);
}
