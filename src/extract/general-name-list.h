/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-name-list.h - the names of a list, each bare: 张三 李四, 张三、李四,
 * 张 三　李四, 记者 张三 实习生 李四. */
#ifndef BAOLAN_EXTRACT_GENERAL_NAME_LIST_H
#define BAOLAN_EXTRACT_GENERAL_NAME_LIST_H

#include "baolan/base/str.h"

#include <stdbool.h>

#define MAX_NAMES 12

struct name_list {
	struct str at[MAX_NAMES]; /* within the text that was read, or joined */
	char joined[MAX_NAMES][16];
	size_t count;
	bool mixed; /* not all that stood there were full Chinese names */
};

void name_list_read(struct name_list *list, struct str text);

#endif
