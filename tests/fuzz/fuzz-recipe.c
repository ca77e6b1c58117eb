/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a recipe: it is taken or refused with a line's number; what is
 * taken is applied to a page, and its requests keep to the page's site or to a
 * host that stands in the recipe. */
#include "baolan/extract/reaction.h"
#include "baolan/extract/recipe-parts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PAGE_URL "http://www.rongwan.example/a/1.html"

static const char page_text[] =
        "<div id=Article><h1>题<span>2016-06-06 来源：榕湾晚报</span></h1><div "
        "class=content>"
        "<p>文</div><ul><li id=1><a href=/2.html>二</a><span>3</span></ul>"
        "<script src='/index.php?m=mood&c=index&a=init&id=6-37-1'></script></div>";

static void apply(const struct recipe *recipe, const struct recipe_page *page,
                  struct doc_builder *b)
{
	auto_buf text = BUF_INIT(1 << 16);
	for (int key = 0; key < RECIPE_LISTS; key++)
		pick_text(recipe_pick(recipe, (enum recipe_key)key), page, NULL, &text);
	for (int list = 0; list < RECIPE_N_LISTS; list++)
		for (int key = 0; key < RECIPE_N_LIST_KEYS; key++)
			pick_text(recipe_list_pick(recipe, (enum recipe_list)list,
			                           (enum recipe_list_key)key),
			          page, NULL, &text);
	recipe_detects_page(recipe, page);
	recipe_matches(recipe, STR(PAGE_URL));
	doc_set(b, DOC_URL, STR(PAGE_URL));
	reaction_detect(recipe, NULL, page, b);
}

static void make_requests(const struct recipe *recipe, const struct doc *doc)
{
	uint32_t count;
	struct reaction_request r = { 0 };
	const struct doc_mood *moods = doc_moods(doc, &count);
	if (reaction_load_request(recipe, doc, &r, NULL) == ERR_OK)
		reaction_request_done(&r);
	if (count && reaction_cast_request(recipe, doc, doc_str(doc, moods[0].token),
	                                   &r, NULL) == ERR_OK)
		reaction_request_done(&r);
}

static void use(const struct recipe *recipe)
{
	xmlDocPtr tree = NULL;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, 1 << 20);
	auto_buf block = BUF_INIT(1 << 21);
	if (html_parse(str_of(page_text), &tree, NULL) != ERR_OK)
		abort();
	struct recipe_page page = { .xpath = xpath_context_new(tree),
		                    .root = (xmlNode *)tree,
		                    .source = str_of(page_text),
		                    .url = STR(PAGE_URL) };
	apply(recipe, &page, b);
	if (doc_build(b, &block, NULL) == ERR_OK)
		make_requests(recipe, doc_check(buf_str(&block), NULL));
	doc_builder_free(b);
	xpath_context_free(page.xpath);
	html_free(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct recipe *recipe = NULL;
	struct error err = { 0 };
	enum err failed = recipe_parse(STR("f.ini"), str_make((const char *)data, size),
	                               &recipe, &err);
	if (failed && (recipe || !str_starts(str_of(err.text), STR("f.ini:"))))
		abort();
	if (!failed)
		use(recipe);
	recipe_free(recipe);
	return 0;
}
