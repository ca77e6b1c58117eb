/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page's title is cut at its separators from the end, as long as what stands
 * behind one looks like the name of a site or of a channel. */
#include "general-title.h"

#include "general-judge.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/text/utf8.h"

/* clang-format off */
static const char *const separators[] = {
	" - ", "_", " | ", "|", " – ", " — ", "－", "｜", " :: ", "::", " » ", " « ", "--", " > ",
	">>", " · ", "–", "-", "—", " @ ", NULL,
};
static const char *const site_ends[] = {
	"网", "報", "报", "网站", "频道", "頻道", "社", "在线", "新闻", "新聞", "日报", "日報", "晚报",
	"中心", "门户", "论坛", "博客", "首页", "news", "News", "Times", "Daily", "Post", "Herald", "Weekly", "Tribune", "Journal", "Magazine", ".com", ".cn", "电视台", "周刊", "杂志", "雜誌", "週刊", "時報", "電視",
	"新闻网", "百科", "文库", "博客网", "社区", "聞網", "平台", "传媒", "專區", "即時", "要聞", "APP", "網", "站", "資訊", "资讯", NULL,
};
/* clang-format on */

/* Who made the software, not the site. */
static bool is_makers_mark(struct str part)
{
	return str_starts_nocase(part, STR("powered by"));
}

bool looks_like_site(struct str part, struct str site)
{
	if (is_makers_mark(part))
		return true;
	if (site.len && (same_text(part, site) || str_has(site, part)))
		return true;
	if (utf8_count(part) > 18)
		return false;
	for (const char *const *end = site_ends; *end; end++)
		if (str_ends(part, str_of(*end)))
			return true;
	return false;
}

/* Where the last separator of this kind starts, past the first character. */
static size_t last_separator(struct str title, struct str separator)
{
	for (size_t at = title.len; at-- > 1;)
		if (str_starts(str_from(title, at), separator))
			return at;
	return STR_NPOS;
}

static size_t cut_point(struct str title, size_t *ret_len)
{
	size_t best = STR_NPOS;
	for (const char *const *s = separators; *s; s++) {
		size_t at = last_separator(title, str_of(*s));
		if (at != STR_NPOS && (best == STR_NPOS || at > best)) {
			best = at;
			*ret_len = strlen(*s);
		}
	}
	return best;
}

static bool is_bare_dash(struct str title, size_t at, size_t len)
{
	struct str mark = str_head(str_from(title, at), len);
	if (at && title.at[at - 1] == ' ')
		return false;
	return str_eq(mark, STR("-")) || str_eq(mark, STR("—")) ||
	       str_eq(mark, STR("–"));
}

/* A channel's name beside a headline: short, and the much shorter of both. */
static bool is_side_name(struct str headline, struct str name)
{
	size_t count = utf8_count(name);
	return count <= 12 && count * 2 <= utf8_count(headline);
}

static bool has_han(struct str text)
{
	uint32_t c;
	for (; text.len; text = str_from(text, utf8_next(text, &c)))
		if (utf8_next(text, &c) && utf8_is_han(c))
			return true;
	return false;
}

/* 标题 - Harbour Times: a Latin name behind a Chinese headline. */
static bool is_latin_site(struct str headline, struct str name)
{
	return name.len >= 3 && name.len <= 30 && !has_han(name) &&
	       headline.len >= 18 && has_han(str_head(headline, 6)) &&
	       !ascii_is_digit(name.at[0]);
}

/* "榕湾电子报 - 标题" */
static struct str without_site_before(struct str title, struct str site)
{
	for (const char *const *s = separators; *s; s++) {
		size_t at = str_find(title, str_of(*s));
		if (at == STR_NPOS || !at)
			continue;
		struct str head = str_trim_space(str_head(title, at));
		struct str tail = str_trim_space(str_from(title, at + strlen(*s)));
		if (looks_like_site(head, site) && is_side_name(tail, head))
			return tail;
	}
	return title;
}

struct str title_without_site(struct str title, struct str site)
{
	title = str_trim_space(title);
	struct str cut = STR_NONE; /* the separator of the last cut */
	for (int cuts = 0; cuts < 5; cuts++) {
		size_t len = 0, at = cut_point(title, &len);
		if (at == STR_NPOS)
			break;
		struct str head = str_trim_space(str_head(title, at));
		struct str tail = str_trim_space(str_from(title, at + len));
		struct str mark = str_head(str_from(title, at), len);
		bool site_tail = !tail.len || looks_like_site(tail, site) ||
		                 is_latin_site(head, tail);
		if (is_bare_dash(title, at, len) && !site_tail && !str_eq(mark, cut))
			break;
		/* A channel's name may be two characters: 文化_榕湾新闻网. */
		size_t least = tail.len && site_tail ? 2 : 4;
		if (utf8_count(head) < least ||
		    (!site_tail && !is_side_name(head, tail)))
			break;
		title = head;
		cut = mark;
	}
	return without_site_before(title, site);
}

static bool is_site_part(struct str part, struct str headline)
{
	return utf8_count(part) >= 2 && !is_makers_mark(part) &&
	       looks_like_site(part, STR_NONE) && !str_has(headline, part);
}

/* 榕湾网 -> 新闻 -> : the first of a way's stations is the site. */
static struct str first_part(struct str text)
{
	size_t end = text.len;
	for (const char *const *s = separators; *s; s++) {
		size_t at = str_find(text, str_of(*s));
		if (at != STR_NPOS && at && at < end)
			end = at;
	}
	return str_head(text, end);
}

static struct str without_makers_mark(struct str title)
{
	size_t len = 0, at = cut_point(title, &len);
	struct str tail =
	        at == STR_NPOS ? STR_NONE : trim_marks(str_from(title, at + len));
	return is_makers_mark(tail) ? str_trim_space(str_head(title, at)) : title;
}

struct str site_of_title(struct str title, struct str headline)
{
	title = without_makers_mark(title);
	size_t len = 0, at = cut_point(title, &len);
	struct str tail =
	        at == STR_NPOS ? STR_NONE : trim_marks(str_from(title, at + len));
	if (is_site_part(tail, headline))
		return tail;
	size_t start = str_find(title, headline);
	struct str head = start == STR_NPOS ? STR_NONE : str_head(title, start);
	head = trim_marks(first_part(head));
	return is_site_part(head, headline) ? head : STR_NONE;
}
