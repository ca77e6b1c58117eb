/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odd-site.h - split articles as they should not be, on the loopback:
 *
 *     /gone/1.html     page 2 is not there (404); has the paper's moods
 *     /back/1.html     page 2 is there, page 3 leads back to page 1
 *     /list/1.html     page 2 is a list of stories
 *     /endless/1.html  there is always one page more
 *
 * Each page has the words "page N" with its number. */
#ifndef ODD_SITE_H
#define ODD_SITE_H

/* Returns its port; ends with the process that started it. */
int odd_site_start(void);
void odd_site_stop(void);

#endif
