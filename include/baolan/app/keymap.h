/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keymap.h - which command a key means where. */
#ifndef BAOLAN_APP_KEYMAP_H
#define BAOLAN_APP_KEYMAP_H

#include "baolan/app/command.h"
#include "baolan/base/err.h"

#include <stdint.h>

struct keymap;

/* Made from the command table.  ERR_FORMAT names a key that does not exist, or
 * that means two things in one context. */
enum err keymap_new(struct keymap **ret_keymap, struct error *err);
void keymap_free(struct keymap *keymap);
/* Bind one more key, as above. */
enum err keymap_bind(struct keymap *keymap, struct str key,
                     const struct command *command, struct error *err);
/* NULL: the key means nothing there. */
const struct command *keymap_find(const struct keymap *keymap, uint32_t key,
                                  unsigned context);

#endif
