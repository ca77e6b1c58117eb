/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which address an <img> means: the one its lazy loader keeps, not the one it
 * shows meanwhile. */
#include "general-lines.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

/* Where scripts of lazy loading keep the true address, best first. */
static const char *const lazy_attributes[] = {
	"data-src",          "data-original", "data-lazy-src", "data-lazyload",
	"data-actualsrc",    "data-echo",     "data-url",      "data-img",
	"data-original-src", "lazy-src",      "lazysrc",       "_src",
	"original",          "zoomfile",      "file",          "data-srcset-src",
	"data-full-src",
};

static const char *const no_pictures[] = {
	"blank.",      "spacer",      "pixel",   "loading", "grey.gif", "gray.gif",
	"transparent", "placeholder", "1x1",     "/icon",   "icon_",    "logo",
	"emoji",       "/face/",      "smilies", "avatar",  "qrcode",   "erweima",
	"ewm",         "space.gif",   "dot.gif", "arrow",   "btn_",     "button",
	"/ico",        "share",       "weixin",  "end_",    "ad.gif",   "counter",
	"stat.",       NULL,
};

/* Where advertisements come from. */
static const char *const ad_places[] = {
	"//ad.", "//ads.",     "//adv.",      "/ad/", "/ads/",
	"/adv/", "/guanggao/", "doubleclick", NULL,
};

static bool is_tiny(const xmlNode *image)
{
	static const char *const sides[] = { "width", "height" };
	for (size_t i = 0; i < ARRAY_SIZE(sides); i++) {
		struct str size = html_attr(image, sides[i]);
		size_t digits = 0;
		while (digits < size.len && size.at[digits] >= '0' &&
		       size.at[digits] <= '9')
			digits++;
		unsigned long pixels;
		bool whole =
		        digits == size.len || str_eq(str_from(size, digits), STR("px"));
		if (whole && str_number(str_head(size, digits), 100000, &pixels) &&
		    pixels < 60)
			return true;
	}
	return false;
}

static bool may_be_address(struct str src)
{
	return src.len > 4 && src.len < 2048 && !str_starts_nocase(src, STR("data:")) &&
	       (str_has(src, STR(".")) || str_has(src, STR("/")));
}

/* Codes to scan and buttons say so. */
static bool is_no_picture_by_text(const xmlNode *image)
{
	static const char *const words[] = { "二维码", "二維碼", "扫一扫", "扫码",
		                             "公众号", "下一页", "上一页", "logo",
		                             "LOGO",   NULL };
	struct str alt = html_attr(image, "alt");
	return alt.len && alt.len < 90 && has_word(alt, words);
}

struct str image_source(const xmlNode *image)
{
	if (is_tiny(image) || is_no_picture_by_text(image))
		return STR_NONE;
	struct str src = STR_NONE;
	for (size_t i = 0; i < ARRAY_SIZE(lazy_attributes) && !src.len; i++) {
		struct str lazy = str_trim(html_attr(image, lazy_attributes[i]));
		if (may_be_address(lazy))
			src = lazy;
	}
	if (!src.len)
		src = str_trim(html_attr(image, "src"));
	if (!may_be_address(src))
		return STR_NONE;
	if (has_word(src, ad_places))
		return STR_NONE;
	size_t slash = str_find_last_char(src, '/');
	struct str name =
	        str_from(src, slash == STR_NPOS || slash < 12 ? 0 : slash - 12);
	return has_word(name, no_pictures) ? STR_NONE : src;
}
