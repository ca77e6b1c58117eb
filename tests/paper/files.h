/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.h - whole files of text. */
#ifndef PAPER_FILES_H
#define PAPER_FILES_H

#include "baolan/base/err.h"

/* At most 1 MiB; the caller frees the text. */
enum err file_read(const char *path, char **ret_text, struct error *err);

#endif
