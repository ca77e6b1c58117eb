/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text becomes a tree or an error; the tree is walked, read and asked. */
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const questions[] = {
	"//a/@href", "//p[not(p)] | //li", "string(//h1)", "count(//*)", "//text()[1]",
};

static void ask(xmlDocPtr tree, const char *question)
{
	struct xpath *xpath = NULL;
	struct xpath_context *context = xpath_context_new(tree);
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (xpath_compile(str_of(question), &xpath, NULL) != ERR_OK)
		abort();
	xmlXPathFreeNodeSet(xpath_nodes(context, xpath, NULL));
	if (xpath_text(context, xpath, NULL, &text) && !clean_is(buf_str(&text)))
		abort();
	xpath_free(xpath);
	xpath_context_free(context);
}

static void walk(xmlDocPtr tree)
{
	const xmlNode *root = (const xmlNode *)tree;
	for (const xmlNode *node = root; node; node = html_next(node, root, false)) {
		html_attr(node, "href");
		html_has_class(node, STR("on"));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	xmlDocPtr tree = NULL;
	auto_buf clean = BUF_INIT(BUF_MAX_TEXT);
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	clean_add(&clean, str_make((const char *)data, size), true);
	if (html_parse(buf_str(&clean), &tree, NULL) != ERR_OK)
		return 0;
	walk(tree);
	html_text((xmlNode *)tree, &text);
	if (!clean_is(buf_str(&text)))
		abort();
	html_base(tree, STR("http://www.rongwan.example/"));
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		ask(tree, questions[i]);
	html_free(tree);
	return 0;
}
