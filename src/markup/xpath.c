/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxml2's XPath engine, kept quiet (it would print its errors) and bounded:
 * an expression that would take seconds on a monstrous page gives nothing. */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"

#include <libxml/xpathInternals.h>
#include <stdlib.h>

struct xpath {
	char *text;
	xmlXPathCompExprPtr compiled; /* NULL until it is needed */
	bool is_bad;
};

struct xpath_context {
	xmlDocPtr tree;
	xmlXPathContextPtr state; /* NULL until it is needed */
};

/* About two seconds of work. */
#define MAX_OPERATIONS 50000000

#if LIBXML_VERSION >= 21200
static void keep_quiet(void *data, const xmlError *error)
#else
static void keep_quiet(void *data, xmlErrorPtr error)
#endif
{
	(void)data;
	(void)error;
}

/* Some complaints go past a context's handler, straight to standard error. */
static void print_nothing(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

static xmlXPathContextPtr new_state(xmlDocPtr tree)
{
	xmlSetGenericErrorFunc(NULL, print_nothing);
	xmlXPathContextPtr state = xmlXPathNewContext(tree);
	if (state)
		state->error = keep_quiet;
	return state;
}

/* What libxml2 says is wrong, as "Invalid expression", without its newline. */
static struct str last_complaint(const struct _xmlXPathContext *state)
{
	const char *text = state ? state->lastError.message : NULL;
	return text ? str_trim(str_of(text)) : str_of(_("not an XPath expression"));
}

/* --- expressions --- */

static bool compile(struct xpath *xpath, struct error *err)
{
	if (xpath->compiled || xpath->is_bad)
		return xpath->compiled;
	xmlXPathContextPtr state = new_state(NULL);
	xpath->compiled = xmlXPathCtxtCompile(state, (const xmlChar *)xpath->text);
	if (!xpath->compiled) {
		struct str why = last_complaint(state);
		err_set(err, ERR_FORMAT, "%.*s", STR_ARG(why));
		xpath->is_bad = true;
	}
	xmlXPathFreeContext(state);
	return xpath->compiled;
}

static xmlXPathObjectPtr evaluate(xmlXPathContextPtr state, struct xpath *xpath,
                                  xmlNode *at)
{
	if (!state || !compile(xpath, NULL))
		return NULL;
#if LIBXML_VERSION >= 20911
	state->opLimit = MAX_OPERATIONS;
	state->opCount = 0;
#endif
	state->node = at ? at : (xmlNode *)state->doc;
	return xmlXPathCompiledEval(xpath->compiled, state);
}

/* A function or prefix that is not there shows only when it is evaluated. */
static bool works_on_small_page(struct xpath *xpath, struct error *err)
{
	xmlDocPtr tree = NULL;
	if (html_parse(STR("<p class=a><a href=b>c</a></p>"), &tree, err) != ERR_OK)
		return false;
	xmlXPathContextPtr state = new_state(tree);
	xmlXPathObjectPtr result = evaluate(state, xpath, NULL);
	if (!result) {
		struct str why = last_complaint(state);
		err_set(err, ERR_FORMAT, "%.*s", STR_ARG(why));
	}
	bool works = result != NULL;
	xmlXPathFreeObject(result);
	xmlXPathFreeContext(state);
	html_free(tree);
	return works;
}

struct xpath *xpath_new(struct str expression)
{
	struct xpath *xpath = mem_new(struct xpath);
	xpath->text = str_dup(expression);
	return xpath;
}

enum err xpath_check(struct xpath *xpath, struct error *err)
{
	xpath->is_bad = !compile(xpath, err) || !works_on_small_page(xpath, err);
	return xpath->is_bad ? ERR_FORMAT : ERR_OK;
}

enum err xpath_compile(struct str expression, struct xpath **ret_xpath,
                       struct error *err)
{
	struct xpath *xpath = xpath_new(expression);
	enum err failed = xpath_check(xpath, err);
	if (failed) {
		xpath_free(xpath);
		return failed;
	}
	*ret_xpath = xpath;
	return ERR_OK;
}

void xpath_free(struct xpath *xpath)
{
	if (!xpath)
		return;
	xmlXPathFreeCompExpr(xpath->compiled);
	free(xpath->text);
	free(xpath);
}

/* --- their results --- */

struct xpath_context *xpath_context_new(xmlDocPtr tree)
{
	struct xpath_context *context = mem_new(struct xpath_context);
	context->tree = tree;
	return context;
}

/* Numbers the elements, without which sorting a deep tree's nodes takes
 * quadratic time. */
static xmlXPathContextPtr ready_state(struct xpath_context *context)
{
	if (context->state)
		return context->state;
	xmlXPathOrderDocElems(context->tree);
	context->state = new_state(context->tree);
	return context->state;
}

void xpath_context_free(struct xpath_context *context)
{
	if (!context)
		return;
	xmlXPathFreeContext(context->state);
	free(context);
}

xmlNodeSetPtr xpath_nodes(struct xpath_context *context, struct xpath *xpath,
                          xmlNode *at)
{
	xmlXPathObjectPtr result = evaluate(ready_state(context), xpath, at);
	if (!result)
		return NULL;
	xmlNodeSetPtr nodes = NULL;
	if (result->type == XPATH_NODESET &&
	    !xmlXPathNodeSetIsEmpty(result->nodesetval))
		nodes = take(result->nodesetval);
	xmlXPathFreeObject(result);
	return nodes;
}

static void add_value(const xmlNode *node, struct buf *b)
{
	bool is_tree = node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE ||
	               node->type == XML_CDATA_SECTION_NODE;
	if (is_tree) {
		html_text(node, b);
		return;
	}
	xmlChar *value = xmlNodeGetContent(node);
	clean_add_collapsed(b, str_of((const char *)value));
	xmlFree(value);
}

/* The first node that says something. */
static void add_first_value(const struct _xmlNodeSet *nodes, struct buf *b)
{
	size_t before = b->len;
	for (int i = 0; nodes && i < nodes->nodeNr && b->len == before; i++)
		add_value(nodes->nodeTab[i], b);
}

static void add_string(xmlXPathObjectPtr result, struct buf *b)
{
	xmlChar *value = xmlXPathCastToString(result);
	clean_add_collapsed(b, str_of((const char *)value));
	xmlFree(value);
}

bool xpath_text(struct xpath_context *context, struct xpath *xpath, xmlNode *at,
                struct buf *b)
{
	xmlXPathObjectPtr result = evaluate(ready_state(context), xpath, at);
	if (!result)
		return false;
	size_t before = b->len;
	if (result->type == XPATH_NODESET)
		add_first_value(result->nodesetval, b);
	else
		add_string(result, b);
	xmlXPathFreeObject(result);
	return b->len > before;
}
