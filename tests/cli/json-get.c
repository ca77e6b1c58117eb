/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print one value of a JSON text on standard input: json-get related[0].title
 * Strings print bare, everything else as JSON.  Fails when the text is no JSON
 * or the path leads nowhere. */
#include "baolan/markup/reply.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *root =
	        json_loadf(stdin, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (argc != 2 || !root) {
		fprintf(stderr, "json-get: %s\n",
		        argc != 2 ? "usage: json-get PATH" : error.text);
		return 2;
	}
	const json_t *value = json_at(root, str_of(argv[1]));
	if (json_is_string(value))
		puts(json_string_value(value));
	else if (value)
		json_dumpf(value, stdout, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(root);
	return value ? 0 : 1;
}
