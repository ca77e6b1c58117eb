/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "baolan/base/buf.h"

#include <stdio.h>

enum err file_read(const char *path, char **ret_text, struct error *err)
{
	auto_buf text = BUF_INIT((size_t)1 << 20);
	FILE *file = fopen(path, "re");
	char chunk[4096];
	size_t len;

	if (!file)
		return err_errno(err, "can't open %s", path);
	while ((len = fread(chunk, 1, sizeof(chunk), file)))
		buf_add(&text, chunk, len);
	fclose(file);
	if (text.over)
		return err_set(err, ERR_LIMIT, "%s is too large", path);
	*ret_text = buf_take(&text);
	return ERR_OK;
}
