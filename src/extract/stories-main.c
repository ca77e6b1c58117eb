/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a channel page, or the lists of a front page.  Every link belongs to
 * an item, every item to the element that holds it and its like.  Where one such
 * group has most of what reads like headlines, it is the page's list; else the page
 * is a front page, and all groups of headlines follow each other. */
#include "stories-own.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/url.h"

#define LEAST_TITLE 8   /* characters; shorter links are navigation */
#define MOST_COUNTED 30 /* characters of a headline that count */
#define MAX_STORIES 200
#define MAX_ITEM_LINKS 4
#define LONGEST_SERVICE 12 /* characters */
#define SHARE_OF_LIST 0.6f /* of all headlines: then it is the page's list */

struct group {
	uint32_t place; /* the element whose children are the items */
	uint32_t like;  /* the first group of its make */
	uint32_t links, chars;
	float votes;
};

struct item {
	uint32_t place;
	uint32_t group; /* index */
};

struct finder {
	const struct stories *s;
	struct tree *tree;
	const struct story_lists *headed;
	struct url here;
	bool with_clutter; /* elements whose names say clutter count as well */
	VEC(struct group) groups;
	VEC(struct item) items;
};

/* --- links --- */

/* The front page of another site: a friend, not a story. */
static bool is_foreign_home(const struct finder *f, const xmlNode *link)
{
	struct str href = str_trim(html_attr(link, "href"));
	struct url url;
	bool absolute = str_starts(href, STR("//")) || str_starts(href, STR("http"));
	if (!absolute || !url_split(href, &url) || !url.host.len)
		return false;
	return url.path.len <= 1 && !url.query.len && !str_eq(url.host, f->here.host);
}

/* 联系我们, 版权声明: what every page of a site links to. */
static bool is_service(const struct tree *tree, uint32_t place)
{
	static const char *const words[] = {
		"联系我们",   "关于我们", "关于本站",     "关于本网", "版权声明",
		"法律声明",   "免责声明", "隐私政策",     "隐私权",   "隱私權",
		"私隱",       "使用条款", "使用條款",     "广告服务", "广告刊登",
		"网站地图",   "友情链接", "不良信息举报", "聯絡我們", "關於我們",
		"Contact us", "About us", "Privacy",      "Terms of", NULL,
	};
	struct raw_text raw;
	return tree->nodes.at[place].chars <= LONGEST_SERVICE &&
	       has_word(raw_text(tree, place, &raw), words);
}

static bool may_be_story(const struct finder *f, uint32_t place)
{
	const struct tree_node *n = &f->tree->nodes.at[place];
	int aside = NODE_HIDDEN | NODE_BESIDE | (f->with_clutter ? 0 : NODE_IN_BAD);
	return n->traits & TAG_LINK && n->chars >= 2 && !(n->flags & aside) &&
	       !is_taken_place(f->headed, place) && !is_foreign_home(f, n->node) &&
	       !is_service(f->tree, place);
}

/* The element below the one that holds the items: li, tr, or the box around. */
static uint32_t item_around(const struct tree *tree, uint32_t link)
{
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t at = nodes[link].block;
	for (int level = 0; level < 4; level++) {
		const struct tree_node *n = &nodes[at];
		uint32_t parent = n->parent;
		if (n->traits & TAG_ITEM || html_is(n->node, "tr") || parent == at)
			break;
		if (tree_links_within(tree, parent, nodes[parent].end) > MAX_ITEM_LINKS)
			break;
		at = parent;
	}
	return at;
}

/* --- groups --- */

/* `score` of an element that has a group: its index + 1. */
static uint32_t group_at(struct finder *f, uint32_t place)
{
	struct tree_node *n = &f->tree->nodes.at[place];
	if (n->score > 0)
		return (uint32_t)n->score - 1;
	uint32_t index = (uint32_t)f->groups.len;
	*vec_push(&f->groups) = (struct group){ .place = place, .like = index };
	n->score = (float)(index + 1);
	return index;
}

static void add_link(struct finder *f, uint32_t link)
{
	const struct tree_node *n = &f->tree->nodes.at[link];
	uint32_t item = item_around(f->tree, link);
	uint32_t index = group_at(f, f->tree->nodes.at[item].parent);
	struct group *group = &f->groups.at[index];
	group->links++;
	group->chars += n->chars;
	if (n->chars >= LEAST_TITLE)
		group->votes += (float)MIN(n->chars, MOST_COUNTED);
	if (!f->items.len || vec_last(&f->items)->place != item)
		*vec_push(&f->items) = (struct item){ item, index };
}

static bool are_of_one_make(const struct tree *tree, const struct group *a,
                            const struct group *b)
{
	const struct tree_node *x = &tree->nodes.at[a->place];
	const struct tree_node *y = &tree->nodes.at[b->place];
	return x->parent == y->parent && xmlStrEqual(x->node->name, y->node->name) &&
	       str_eq(html_attr(x->node, "class"), html_attr(y->node, "class"));
}

/* A list may be cut into several of its make, one behind the other. */
static void join_groups(struct finder *f)
{
	for (size_t i = 1; i < f->groups.len; i++) {
		struct group *group = &f->groups.at[i];
		uint32_t before = f->groups.at[i - 1].like;
		if (!are_of_one_make(f->tree, &f->groups.at[before], group))
			continue;
		group->like = before;
		f->groups.at[before].votes += group->votes;
		f->groups.at[before].links += group->links;
		f->groups.at[before].chars += group->chars;
	}
}

/* Headlines are longer than the names of channels. */
static bool is_of_headlines(const struct finder *f, const struct item *item)
{
	const struct group *group = &f->groups.at[item->group];
	group = &f->groups.at[group->like];
	return group->votes > 0 && group->chars >= group->links * LEAST_OF_TITLE;
}

/* --- the list --- */

static uint32_t best_group(const struct finder *f, float *ret_share)
{
	uint32_t best = 0;
	float all = 0;
	for (uint32_t i = 0; i < f->groups.len; i++) {
		const struct group *group = &f->groups.at[i];
		all += group->like == i ? group->votes : 0;
		if (group->votes > f->groups.at[best].votes)
			best = i;
	}
	*ret_share = all > 0 ? f->groups.at[best].votes / all : 0;
	return best;
}

/* [社会] before a headline. */
static void drop_short(struct story_list *list)
{
	size_t kept = 0;
	vec_each (story, &list->items)
		if (trim_marks(story->title).len >= 12)
			list->items.at[kept++] = *story;
	list->items.len = kept;
}

static void collect(const struct finder *f, struct story_list *list)
{
	float share;
	uint32_t best = best_group(f, &share);
	vec_each (item, &f->items) {
		bool of_list = f->groups.at[item->group].like == best;
		if (share >= SHARE_OF_LIST ? !of_list : !is_of_headlines(f, item))
			continue;
		if (list->items.len < MAX_STORIES)
			stories_gather(f->s, item->place,
			               f->tree->nodes.at[item->place].end, list);
	}
	stories_settle(list);
	drop_short(list);
}

static void gather(struct finder *f)
{
	vec_each (n, &f->tree->nodes)
		n->score = 0;
	vec_clear(&f->groups);
	vec_clear(&f->items);
	for (uint32_t i = 1; i < f->tree->nodes.len; i++)
		if (may_be_story(f, i))
			add_link(f, i);
	join_groups(f);
}

static bool has_headlines(const struct finder *f)
{
	vec_each (item, &f->items)
		if (is_of_headlines(f, item))
			return true;
	return false;
}

void stories_find_main(const struct stories *s, struct tree *tree,
                       const struct story_lists *headed, struct story_lists *lists)
{
	struct finder f = { .s = s, .tree = tree, .headed = headed };
	struct story_list list = { .kind = LIST_STORIES };
	url_split(s->base, &f.here);
	gather(&f);
	f.with_clutter = !has_headlines(&f);
	if (f.with_clutter)
		gather(&f);
	if (has_headlines(&f))
		collect(&f, &list);
	vec_done(&f.groups);
	vec_done(&f.items);
	if (list.items.len)
		*vec_push(&lists->list) = list;
}
