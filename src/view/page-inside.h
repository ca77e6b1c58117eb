/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-inside.h - what the files that make up the page share. */
#ifndef BAOLAN_VIEW_PAGE_INSIDE_H
#define BAOLAN_VIEW_PAGE_INSIDE_H

#include "baolan/view/page.h"

/* Before the layouts go: remember what is selected in them. */
void page_keep_choice(struct page *page);
/* In new layouts: select what was remembered, or, in a listing, the first. */
void page_find_choice(struct page *page);
/* Lay out all that is not yet: before rows or targets are gone through. */
void page_finish(struct page *page);
/* The same size, another content: the places and the choice are kept. */
void page_layout_again(struct page *page);
/* In new layouts: search again. */
void page_fill_found(struct page *page);

#endif
