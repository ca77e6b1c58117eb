/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"

#include "baolan/base/mem.h"

#include <stdio.h>

static const char *const lines[] = {
	"　　晚报讯“红袖标”遍布六区——居民说：“放心！”……夜归的路亮了。",
	"‘外引号’里“内引号”，破折号——省略号……间隔号：列夫·托尔斯泰；",
	"① 巡防 ② 调解 ③ 便民 ※ 详见第Ⅳ版 → 更多 ● 要闻 ★ 本报独家",
	"plain English between: GDP grew 5.2% in 2016 (+0.3)",
	"气温 28°±2，面积 3×4，价 §12，№7，℃，∞，≈，≠，≤，≥",
	"Café, naïve, αβγ, привет; das Übermaß; señor",
	"┌──────┬──────┐ │ 表格 │ 线条 │ █▓▒░",
	"私用区：\uE000\uE001；替代符：�。",
	"表情🙂与🚀，家庭👨\u200D👩\u200D👧，国旗🇨🇳🇫🇷，手势👍🏽，时钟⌚，爱心❤\uFE0F。",
	"组合：e\u0301a\u0300n\u0303，e\u0301\u0323；한국어 ひらがな カタカナ ｶﾀｶﾅ",
	"",
	"全角，标点。、；：？！（）《》「」『』【】〔〕％～￥・〇没有歧义。",
	"“““”””———……···①①①→→→■■■éééααα全是歧义“““”””———……···",
};

void frame_paint(struct canvas *c, int n)
{
	char bar[64];
	canvas_clear(c);
	for (int row = 0; row < c->rows - 1; row++) {
		const char *line = lines[(size_t)(row + n) % ARRAY_SIZE(lines)];
		canvas_put(c, row, 0, c->cols, STYLE_TEXT, STR("|"));
		canvas_put(c, row, 2, c->cols - 2, row % 3 ? STYLE_TEXT : STYLE_STRONG,
		           str_of(line));
		canvas_put(c, row, c->cols - 1, c->cols, STYLE_TEXT, STR("|"));
	}
	snprintf(bar, sizeof(bar), " frame %d“%d”", n, n * n);
	canvas_fill(c, c->rows - 1, 0, c->cols, STYLE_STATUS, ' ');
	canvas_put(c, c->rows - 1, 1, c->cols - 2, STYLE_STATUS, str_of(bar));
	c->cursor_row = c->rows - 1;
}
