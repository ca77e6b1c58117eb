/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-title.h - headlines told apart from the names of sites and channels
 * that pages put around them in their <title>. */
#ifndef BAOLAN_EXTRACT_GENERAL_TITLE_H
#define BAOLAN_EXTRACT_GENERAL_TITLE_H

#include "baolan/base/str.h"

#include <stdbool.h>

/* "标题_频道_网站" without the channel's and the site's names; `site` may be
 * absent. */
struct str title_without_site(struct str title, struct str site);
/* The site's name at the end of the title, when there is one. */
struct str site_of_title(struct str title, struct str headline);
bool looks_like_site(struct str part, struct str site);

#endif
