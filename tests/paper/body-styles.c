/* SPDX-License-Identifier: GPL-3.0-or-later */
/* body-styles.c - the habits: what stands before and behind each thing. */
#include "baolan/base/mem.h"
#include "body.h"

#define FZ_TABLE                                                           \
	{                                                                  \
		"<table border=\"1\" cellspacing=\"0\" cellpadding=\"3\" " \
		"align=\"center\" "                                        \
		"width=\"90%\"><tbody>\n",                                 \
		        "</tbody></table>\n"                               \
	}
#define FZ_PICTURE                                                                  \
	.picture_before = "<p align=\"center\"><img border=\"0\" src=\"",           \
	.picture_between = "\" alt=\"\" width=\"500\" style=\"width:500px\"></p>\n" \
	                   "<p align=\"center\" style=\"text-align:center\">"       \
	                   "<font color=\"#666666\">",                              \
	.picture_after = "</font></p>\n"

/* clang-format off */
static const struct body_style STYLES[] = {
	{
		/* two ideographic spaces, paragraphs never closed */
		.name = "indent",
		.paragraph = { "<p>　　", "\n" },
		.heading = { "<p>　　<strong>", "</strong>\n" },
		.quote = { "<blockquote><p>　　", "</blockquote>\n" },
		.list = { "<ul>\n", "</ul>\n" },
		.numbered = { "<ol>\n", "</ol>\n" },
		.item = { "<li>", "\n" },
		.table = FZ_TABLE, .row = { "<tr>", "\n" }, .cell = { "<td>", "</td>" },
		FZ_PICTURE,
	},
	{
		/* an editor's inline styles around everything */
		.name = "span",
		.paragraph = { "<p style=\"TEXT-INDENT: 2em; LINE-HEIGHT: 1.75em\">"
		               "<span style=\"font-size: 16px;font-family: 宋体\">",
		               "</span></p>\n" },
		.heading = { "<p style=\"TEXT-INDENT: 2em\"><span style=\"font-size: 16px\"><b>",
		             "</b></span></p>\n" },
		.quote = { "<blockquote style=\"margin:0 2em\"><span>", "</span></blockquote>\n" },
		.list = { "<ul style=\"list-style-type: disc\">\n", "</ul>\n" },
		.numbered = { "<ol>\n", "</ol>\n" },
		.item = { "<li><span style=\"font-size: 16px\">", "</span></li>\n" },
		.table = FZ_TABLE, .row = { "<tr>", "</tr>\n" },
		.cell = { "<td align=\"center\"><p><span>", "</span></p></td>" },
		FZ_PICTURE,
	},
	{
		/* the whole story in a cell, indents of no-break spaces */
		.name = "table",
		.all = { "<table width=\"100%\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\">"
		         "<tr><td class=\"nr\" style=\"font-size:14px\">\n",
		         "</td></tr></table>\n" },
		.paragraph = { "<p>&nbsp;&nbsp;&nbsp; ", "</p>\n" },
		.heading = { "<p>&nbsp;&nbsp;&nbsp; <strong>", "</strong></p>\n" },
		.quote = { "<blockquote><p>", "</p></blockquote>\n" },
		.list = { "<ul>\n", "</ul>\n" },
		.numbered = { "<ol>\n", "</ol>\n" },
		.item = { "<li>", "</li>\n" },
		.table = FZ_TABLE, .row = { "<tr>", "</tr>\n" },
		.cell = { "<td>&nbsp;", "&nbsp;</td>" },
		.picture_before = "<table align=\"center\" border=\"0\"><tr><td><img src=\"",
		.picture_between = "\"></td></tr><tr><td align=\"center\">",
		.picture_after = "</td></tr></table>\n",
	},
	{
		/* no paragraphs at all */
		.name = "br",
		.paragraph = { "　　", "<br /><br />\n" },
		.heading = { "　　<strong>", "</strong><br /><br />\n" },
		.quote = { "<blockquote>", "</blockquote>\n" },
		.list = { "<ul>\n", "</ul>\n" },
		.numbered = { "<ol>\n", "</ol>\n" },
		.item = { "<li>", "</li>\n" },
		.table = FZ_TABLE, .row = { "<tr>", "</tr>\n" }, .cell = { "<td>", "</td>" },
		.picture_before = "<center><img src=\"",
		.picture_between = "\" border=\"0\" /><br />",
		.picture_after = "</center><br />\n",
	},
	{
		/* as it should be */
		.name = "clean",
		.paragraph = { "<p>", "</p>\n" },
		.heading = { "<h2>", "</h2>\n" },
		.quote = { "<blockquote><p>", "</p></blockquote>\n" },
		.list = { "<ul>\n", "</ul>\n" },
		.numbered = { "<ol>\n", "</ol>\n" },
		.item = { "<li>", "</li>\n" },
		.table = { "<table>\n", "</table>\n" }, .row = { "<tr>", "</tr>\n" },
		.cell = { "<td>", "</td>" },
		.picture_before = "<figure><img src=\"",
		.picture_between = "\"><figcaption>",
		.picture_after = "</figcaption></figure>\n",
	},
};
/* clang-format on */

const struct body_style *body_style(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(STYLES); i++)
		if (str_eq(name, str_of(STYLES[i].name)))
			return &STYLES[i];
	return NULL;
}
