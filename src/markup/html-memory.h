/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html-memory.h - the memory of libxml2's trees: one area a tree.
 *
 * libxml2 builds a tree of hundreds of thousands of small pieces and frees them
 * one by one, which takes nearly as long as reading the page.  In an area
 * nothing is given back alone: a piece costs a few instructions, and the whole
 * tree goes at once.
 *
 * From html_memory_open to html_memory_close everything that libxml2 asks for
 * comes out of the area; before and after, and in all other libraries, memory
 * is malloc's.  So between the two only a tree may be built, on a program's one
 * thread, and nothing that outlives it (a compiled XPath, a converter); they do
 * not nest, though trees may live side by side.  What is in an area must not be
 * freed by xmlFree or xmlFreeDoc after it is closed.
 *
 * Under AddressSanitizer there are no areas, so that every piece is watched:
 * html_memory_open returns NULL and all is malloc's. */
#ifndef BAOLAN_MARKUP_HTML_MEMORY_H
#define BAOLAN_MARKUP_HTML_MEMORY_H

#include <stddef.h>

struct html_memory;
/* Out of memory aborts, as in base.  `page` is the length of the page in bytes,
 * for a guess at what its tree will take. */
struct html_memory *html_memory_open(size_t page);
void html_memory_close(void);
/* Frees the tree in it; NULL is fine. */
void html_memory_free(struct html_memory *memory);

#endif
