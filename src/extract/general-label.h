/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-label.h - the words that stand before a fact in a byline: 来源：,
 * 作者：, 记者, 责任编辑：, and those that only end the fact before them. */
#ifndef BAOLAN_EXTRACT_GENERAL_LABEL_H
#define BAOLAN_EXTRACT_GENERAL_LABEL_H

#include "baolan/base/str.h"

#include <stdbool.h>

enum fact { FACT_NONE, FACT_SOURCE, FACT_AUTHOR, FACT_EDITOR, FACT_CREDIT, FACT_END };
bool fact_is_kept(enum fact fact); /* source, author, editor */

/* How a label must go on. */
enum label_form {
	FORM_COLON, /* 来源： */
	FORM_OPEN,  /* 编辑：张三, 编辑 张三, 编辑 | 张三 */
	FORM_SLASH, /* 文/张三, 文：张三 */
	FORM_NAME,  /* 记者 张三, 记者：张三, 记者张三 */
	FORM_ALONE, /* ends a value, whatever follows */
};

struct label {
	const char *word;
	enum fact fact;
	enum label_form form;
};

/* The label that text starts with; NULL: none. */
const struct label *label_at(struct str text);
struct label_value {
	struct str text; /* absent: the label does not go on as its form asks */
	bool bare;       /* no colon asked for it: the value must look like one */
};
/* What stands behind the label that text starts with. */
struct label_value behind_label(const struct label *label, struct str text);
/* The bytes of the colon, or of the slash, that text starts with; 0: none. */
size_t colon_at(struct str text);
size_t slash_at(struct str text);
/* Does the line begin with a label (责任编辑：, 来源：…)? */
bool is_label_line(struct str line);
/* Labels with a colon: 时间：… 来源：… 浏览次数：… has three. */
size_t count_labels(struct str line);
bool is_credit_line(struct str line);     /* 摄影：…, 校对 | … */
bool is_editor_line(struct str line);     /* 责任编辑：… */
bool may_be_editor_line(struct str line); /* the same, its name still to come */

#endif
