/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines between headline and story: labels with their values, and what stands
 * there without one beside the date. */
#include "page.h"

#include "general-label.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/text/utf8.h"

/* What stands between two marks, two elements or two wide blanks. */
static struct str next_segment(struct str *rest)
{
	static const char *const marks[] = { "\t", "|", "｜", "│", "丨", "　", NULL };
	size_t at = 0, skip = 0;
	uint32_t c;
	while (at < rest->len && !(skip = word_at_start(str_from(*rest, at), marks)))
		at += utf8_next(str_from(*rest, at), &c);
	struct str segment = str_trim_space(str_head(*rest, at));
	bool label = str_ends(segment, STR(":")) || str_ends(segment, STR("："));
	segment = label ? STR_NONE : trim_marks(segment);
	*rest = at + skip < rest->len ? str_from(*rest, at + skip) : STR_NONE;
	return segment;
}

/* 海门日报 记者王大明 */
static struct str without_medium(struct page *p, struct str segment)
{
	struct str rest = segment, word = str_cut(&rest, ' ');
	if (!rest.at || !is_medium(word))
		return segment;
	facts_set_source(&p->facts, word);
	return str_trim_space(rest);
}

static void read_segment(struct page *p, struct str segment, bool dated)
{
	segment = without_medium(p, segment);
	if (is_medium(segment))
		facts_set_source(&p->facts, segment);
	else if (!dated || !facts_read_names_alone(&p->facts, segment))
		facts_read_text(&p->facts, segment);
}

/* One segment of a byline may be a medium's name alone, beside a date:
 * 2003年8月12日17:43　晚报, 晚报 2003-08-12. */
static void read_segments(struct page *p, struct str line)
{
	bool dated = date_span(line, p->now).len > 0;
	for (struct str rest = line; rest.at;) {
		struct str segment = next_segment(&rest);
		struct str date = date_span(segment, p->now);
		if (!date.len) {
			read_segment(p, segment, dated);
			continue;
		}
		size_t before = (size_t)(date.at - segment.at);
		struct str head = trim_marks(str_head(segment, before));
		if (is_medium(head))
			facts_set_source(&p->facts, head);
		read_segment(p, trim_marks(str_from(segment, before + date.len)),
		             dated);
	}
}

void page_read_byline(struct page *p, struct str over, struct str under)
{
	bool dated = date_span(over, p->now).len > 0;
	facts_read_line(&p->facts, over);
	for (struct str rest = over; rest.at && dated;)
		read_segments(p, str_cut(&rest, '\n'));
	for (struct str rest = under; rest.at;) {
		struct str line = str_trim_space(rest);
		if (is_label_line(str_cut(&rest, '\n')))
			facts_read_line(&p->facts, utf8_head(line, 200));
	}
}
