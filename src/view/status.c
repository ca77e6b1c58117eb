/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/view/status.h"

#include "baolan/base/mem.h"

#include <stdio.h>

/* The last cell of the last row is left blank: on some terminals writing it
 * scrolls. */
void status_paint(struct canvas *c, int row, enum style style, struct str left,
                  struct str right)
{
	int cols = c->cols - 1, right_cells = MIN(canvas_cells(c, right), cols);
	int room = cols - right_cells - (right.len ? 2 : 0) - 1;

	canvas_fill(c, row, 0, c->cols, style, ' ');
	canvas_put(c, row, cols - right_cells, cols, style, right);
	if (canvas_cells(c, left) <= room) {
		canvas_put(c, row, 1, 1 + room, style, left);
		return;
	}
	int end = canvas_put(c, row, 1, 1 + MAX(room - 3, 0), style, left);
	canvas_put(c, row, end, 1 + room, style, STR("..."));
}

void status_size(uint64_t bytes, char out[STATUS_SIZE])
{
	static const char *const units[] = { "KB", "MB", "GB", "TB" };
	double size = (double)bytes / 1024;
	size_t i = 0;

	if (bytes < 1024) {
		snprintf(out, STATUS_SIZE, "%u B", (unsigned)bytes);
		return;
	}
	for (; size >= 1024 && i + 1 < ARRAY_SIZE(units); i++)
		size /= 1024;
	snprintf(out, STATUS_SIZE, "%.1f %s", size, units[i]);
}
