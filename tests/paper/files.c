/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include "../read-file.h"

enum err file_read(const char *path, char **ret_text, struct error *err)
{
	auto_buf text = BUF_INIT((size_t)1 << 20);
	if (!read_file(path, &text))
		return err_errno(err, "can't open %s", path);
	if (text.over)
		return err_set(err, ERR_LIMIT, "%s is too large", path);
	*ret_text = buf_take(&text);
	return ERR_OK;
}
