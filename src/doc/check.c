/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof that a block of bytes is a document.
 *
 * The string area is validated once as a whole; a ref then only has to start
 * behind a NUL, end at the next one and lie inside.  Because refs share no
 * bytes, their lengths add up to no more than the area: that sum is checked
 * too, and keeps the whole proof linear whatever a stranger writes. */
#include "baolan/doc/doc.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "baolan/text/lanes.h"
#include "format.h"

const uint32_t doc_record_size[TABLES] = {
	[TABLE_AUTHORS] = sizeof(struct doc_ref),
	[TABLE_PAGES] = sizeof(struct doc_ref),
	[TABLE_BLOCKS] = sizeof(struct doc_block),
	[TABLE_SPANS] = sizeof(struct doc_span),
	[TABLE_LISTS] = sizeof(struct doc_list),
	[TABLE_STORIES] = sizeof(struct doc_story),
	[TABLE_MOODS] = sizeof(struct doc_mood),
	[TABLE_VARS] = sizeof(struct doc_var),
	[TABLE_REPAIRS] = sizeof(struct doc_ref),
};

#define PART(name, lines)                                            \
	{                                                            \
		offsetof(struct doc_story, name),                    \
		        offsetof(struct doc_story_text, name), lines \
	}
const struct doc_story_part doc_story_parts[DOC_STORY_PARTS] = {
	PART(title, false),     PART(url, false),       PART(summary, false),
	PART(image, false),     PART(published, false), PART(source, false),
	PART(heat, false),      PART(id, false),        PART(updated, false),
	PART(content, true),    PART(base, false),      PART(authors, true),
	PART(categories, true), PART(enclosures, true),
};

struct proof {
	const struct doc *doc;
	uint64_t budget;  /* bytes of the string area no ref has claimed yet */
	uint32_t columns; /* of the table whose cells may follow; 0: none */
};

/* --- the string area --- */

static bool is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Directional overrides, embeddings and isolates: U+202A..E, U+2066..9. */
static bool turns_direction(const unsigned char *p)
{
	return p[0] == 0xE2 && ((p[1] == 0x80 && p[2] >= 0xAA && p[2] <= 0xAE) ||
	                        (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9));
}

/* The length of the good character at p, 0 for a bad one.  The area ends with a
 * NUL, so reading up to the first byte that doesn't fit stays inside. */
static size_t good_character(const unsigned char *p)
{
	unsigned char c = p[0];
	if (c < 0x80)
		return (c >= 0x20 && c != 0x7F) || c == '\0' || c == '\n';
	if (c < 0xC2 || c > 0xF4 || !is_tail(p[1]))
		return 0;
	if (c < 0xE0) /* U+0080..9F are the C1 controls */
		return c == 0xC2 && p[1] < 0xA0 ? 0 : 2;
	if (!is_tail(p[2]))
		return 0;
	if (c < 0xF0)
		return (c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) ||
		                       turns_direction(p)
		               ? 0
		               : 3;
	if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
		return 0;
	return is_tail(p[3]) ? 4 : 0;
}

static bool good_strings(const char *area, size_t len)
{
	size_t i = 0, next = 0;
	if (!len || area[0] || area[len - 1])
		return false;
	while (i < len) {
		size_t n = good_character((const unsigned char *)area + i);
		if (!n)
			return false;
		i += n;
		if (i < next)
			continue;
		i = clean_skip(str_make(area, len), i);
		next = i + LANES; /* what stopped it is within */
	}
	return true;
}

/* --- refs --- */

static bool is_absent(struct doc_ref ref)
{
	return !ref.at && !ref.len;
}

static bool good_text(struct proof *proof, struct doc_ref ref)
{
	const struct doc *doc = proof->doc;
	if (is_absent(ref))
		return true;
	uint64_t end = (uint64_t)ref.at + ref.len;
	if (ref.at <= doc->strings_at ||
	    end >= (uint64_t)doc->strings_at + doc->strings_len)
		return false;
	if (proof->budget < (uint64_t)ref.len + 1)
		return false;
	proof->budget -= (uint64_t)ref.len + 1;
	const char *at = (const char *)doc + ref.at;
	return !at[-1] && !at[ref.len] && !memchr(at, '\0', ref.len);
}

static bool good_line(struct proof *proof, struct doc_ref ref)
{
	return good_text(proof, ref) &&
	       (is_absent(ref) ||
	        !memchr((const char *)proof->doc + ref.at, '\n', ref.len));
}

static bool good_lines(struct proof *proof, const struct doc_ref *refs, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (!good_line(proof, refs[i]))
			return false;
	return true;
}

/* --- records, one predicate a table --- */

static bool good_refs(struct proof *proof, enum doc_table_id id)
{
	return good_lines(proof, doc_records(proof->doc, id),
	                  proof->doc->tables[id].count);
}

static bool good_number(struct proof *proof, const struct doc_block *block)
{
	switch (block->type) {
	case BLOCK_TABLE:
		proof->columns = block->number;
		return block->number >= 1 && block->number <= DOC_MAX_COLUMNS;
	case BLOCK_CELL:
		return block->number < proof->columns && block->level <= 1;
	default:
		proof->columns = 0;
	}
	if (block->type == BLOCK_HEADING)
		return block->level >= 1 && block->level <= 6;
	return block->type != BLOCK_ITEM || block->level >= 1;
}

/* Blocks own the spans one after the other, so that no span is shown twice. */
static bool good_blocks(struct proof *proof)
{
	uint32_t n, next = 0, n_spans = proof->doc->tables[TABLE_SPANS].count;
	const struct doc_block *blocks = doc_blocks(proof->doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_block *b = &blocks[i];
		if (b->type >= BLOCK_TYPES || b->reserved || b->first_span != next ||
		    b->n_spans > n_spans - next || !good_number(proof, b))
			return false;
		if (!good_line(proof, b->url) || !good_line(proof, b->alt))
			return false;
		next += b->n_spans;
	}
	return next == n_spans;
}

static bool good_spans(struct proof *proof)
{
	const struct doc_span *spans = doc_records(proof->doc, TABLE_SPANS);
	for (uint32_t i = 0; i < proof->doc->tables[TABLE_SPANS].count; i++) {
		const struct doc_span *s = &spans[i];
		if (s->style > (SPAN_STRONG | SPAN_EM | SPAN_CODE | SPAN_LINK) ||
		    !(s->style & SPAN_LINK) != is_absent(s->url))
			return false;
		if (!good_text(proof, s->text) || !good_line(proof, s->url))
			return false;
	}
	return true;
}

static bool good_lists(struct proof *proof)
{
	uint32_t n, next = 0, n_stories = proof->doc->tables[TABLE_STORIES].count;
	const struct doc_list *lists = doc_lists(proof->doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_list *l = &lists[i];
		if (l->kind >= LIST_KINDS || l->period >= PERIODS || l->reserved ||
		    l->first != next || l->count > n_stories - next)
			return false;
		if (!good_line(proof, l->name))
			return false;
		next += l->count;
	}
	return next == n_stories;
}

static bool good_story(struct proof *proof, const struct doc_story *story)
{
	struct doc_story copy = *story;
	for (size_t i = 0; i < DOC_STORY_PARTS; i++) {
		struct doc_ref ref = *doc_story_ref(&copy, i);
		if (doc_story_parts[i].has_lines ? !good_text(proof, ref)
		                                 : !good_line(proof, ref))
			return false;
	}
	return true;
}

static bool good_stories(struct proof *proof)
{
	const struct doc_story *stories = doc_records(proof->doc, TABLE_STORIES);
	for (uint32_t i = 0; i < proof->doc->tables[TABLE_STORIES].count; i++)
		if (!good_story(proof, &stories[i]))
			return false;
	return true;
}

static bool good_moods(struct proof *proof)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(proof->doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (moods[i].count < -1 || !good_line(proof, moods[i].token) ||
		    !good_line(proof, moods[i].label))
			return false;
	return true;
}

static bool good_vars(struct proof *proof)
{
	uint32_t n;
	const struct doc_var *vars = doc_vars(proof->doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (!good_line(proof, vars[i].name) || !good_line(proof, vars[i].value))
			return false;
	return true;
}

/* --- the frame --- */

static bool good_header(const struct doc *doc, size_t len)
{
	return memcmp(doc->magic, DOC_MAGIC, sizeof(doc->magic)) == 0 &&
	       doc->size == len && doc->kind <= DOC_REACTION && !doc->reserved &&
	       doc->strings_at >= sizeof(*doc) && doc->strings_at <= len &&
	       doc->strings_len == len - doc->strings_at;
}

/* Tables lie between the header and the strings. */
static bool good_table(const struct doc *doc, enum doc_table_id id)
{
	struct doc_table t = doc->tables[id];
	return t.at % 8 == 0 && t.at >= sizeof(*doc) && t.at <= doc->strings_at &&
	       t.count <= (doc->strings_at - t.at) / doc_record_size[id];
}

static bool good_frame(const struct doc *doc)
{
	for (int id = 0; id < TABLES; id++)
		if (!good_table(doc, (enum doc_table_id)id))
			return false;
	return good_strings((const char *)doc + doc->strings_at, doc->strings_len);
}

static bool good_records(struct proof *proof)
{
	return good_lines(proof, proof->doc->fields, DOC_FIELDS) &&
	       good_refs(proof, TABLE_AUTHORS) && good_refs(proof, TABLE_PAGES) &&
	       good_blocks(proof) && good_spans(proof) && good_lists(proof) &&
	       good_stories(proof) && good_moods(proof) && good_vars(proof) &&
	       good_refs(proof, TABLE_REPAIRS);
}

const struct doc *doc_check(struct str block, struct error *err)
{
	const struct doc *doc = (const struct doc *)(const void *)block.at;
	if (block.len < sizeof(*doc) || (uintptr_t)block.at % 8 != 0 ||
	    !good_header(doc, block.len)) {
		err_set(err, ERR_FORMAT, _("this is not a stored page"));
		return NULL;
	}
	if (doc->version != DOC_VERSION) {
		err_set(err, ERR_FORMAT,
		        _("this page was stored by another version; reload it"));
		return NULL;
	}
	struct proof proof = { .doc = doc, .budget = doc->strings_len };
	if (!good_frame(doc) || !good_records(&proof)) {
		err_set(err, ERR_FORMAT, _("this stored page is damaged; reload it"));
		return NULL;
	}
	return doc;
}
