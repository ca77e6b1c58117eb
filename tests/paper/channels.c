/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channels.c - the departments of the paper. */
#include "article.h"
#include "baolan/base/mem.h"

/* clang-format off */
static const struct channel CHANNELS[] = {
	{ "gdxw", "滚动新闻", 1 },  /* all stories */
	{ "rwxw", "榕湾新闻", 5 },
	{ "fzxw", "法治新闻", 6 },
	{ "ms",   "民生",     7 },
	{ "cj",   "财经",     8 },
	{ "pc",   "数码",     9 },
	{ "wh",   "文化",    10 },
	{ "ty",   "体育",    11 },
	{ "jy",   "教育",    12 },
	{ "jk",   "健康",    13 },
};
/* clang-format on */

const struct channel *channel_at(size_t index)
{
	return index < ARRAY_SIZE(CHANNELS) ? &CHANNELS[index] : NULL;
}

const struct channel *channel_find(struct str path)
{
	for (size_t i = 0; i < ARRAY_SIZE(CHANNELS); i++)
		if (str_eq(path, str_of(CHANNELS[i].path)))
			return &CHANNELS[i];
	return NULL;
}

bool channel_has(const struct channel *channel, const struct article *article)
{
	return channel == &CHANNELS[0] || channel == article->channel;
}
