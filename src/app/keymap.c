/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/keymap.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/term/term.h"

#include <stdlib.h>

struct binding {
	uint32_t key;
	const struct command *command;
};

struct keymap {
	VEC(struct binding) bindings;
};

const struct command *keymap_find(const struct keymap *keymap, uint32_t key,
                                  unsigned context)
{
	for (size_t i = 0; i < keymap->bindings.len; i++) {
		const struct binding *b = &keymap->bindings.at[i];
		if (b->key == key && b->command->context & context)
			return b->command;
	}
	return NULL;
}

enum err keymap_bind(struct keymap *keymap, struct str name,
                     const struct command *command, struct error *err)
{
	const struct command *other;
	uint32_t key;

	if (!key_parse(name, &key))
		return err_set(err, ERR_FORMAT, _("%s: there is no key \"%.*s\""),
		               command->name, STR_ARG(name));
	other = keymap_find(keymap, key, command->context);
	if (other)
		return err_set(err, ERR_FORMAT, _("%s: the key %.*s already means %s"),
		               command->name, STR_ARG(name), other->name);
	*vec_push(&keymap->bindings) = (struct binding){ key, command };
	return ERR_OK;
}

static enum err bind_all(struct keymap *keymap, const struct command *command,
                         struct error *err)
{
	struct str rest = str_of(command->keys);

	while (rest.len) {
		enum err code = keymap_bind(keymap, str_cut(&rest, ' '), command, err);
		if (code)
			return code;
	}
	return ERR_OK;
}

enum err keymap_new(struct keymap **ret_keymap, struct error *err)
{
	struct keymap *keymap = mem_new(struct keymap);

	for (size_t i = 0; i < command_count(); i++) {
		enum err code = bind_all(keymap, command_nth(i), err);
		if (code) {
			keymap_free(keymap);
			return code;
		}
	}
	*ret_keymap = keymap;
	return ERR_OK;
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	vec_done(&keymap->bindings);
	free(keymap);
}
