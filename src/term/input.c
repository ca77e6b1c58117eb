/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.c - ECMA-48 control sequences, as xterm, rxvt, tmux, screen, PuTTY and
 * the Linux console send them for keys.
 *
 * Not curses' getch: that leaks the tail of a sequence it does not know as
 * keys, and waits for the rest of an Esc inside the call. */
#include "baolan/term/input.h"

#include "baolan/base/mem.h"
#include "baolan/term/term.h"
#include "baolan/text/utf8.h"

/* More than anybody types or pastes into a line while a frame is painted. */
#define MAX_PENDING ((size_t)1 << 20)
#define MAX_SEQUENCE 64
#define MAX_STRING 4096
/* Of answers that nobody takes. */
#define MAX_ANSWERS 256

/* What a look at the head of the pending bytes gave: `used` of them are done
 * with (0: more are needed) and made `key` (0: none). */
struct decoded_key {
	size_t used;
	uint32_t key;
};

#define NEED_MORE ((struct decoded_key){ 0, 0 })
#define SWALLOW(n) ((struct decoded_key){ (n), 0 })

enum { PASTE_BEGIN = KEYS_LAST + 1, PASTE_END };

/* clang-format off */
/* CSI … letter, and SS3 letter */
static const uint32_t by_letter[128] = {
	['A'] = KEYS_UP,   ['B'] = KEYS_DOWN, ['C'] = KEYS_RIGHT, ['D'] = KEYS_LEFT,
	['H'] = KEYS_HOME, ['F'] = KEYS_END,  ['Z'] = KEYS_BACKTAB,
	['P'] = KEYS_F1,   ['Q'] = KEYS_F1 + 1, ['S'] = KEYS_F1 + 3,
};
/* CSI number ~ */
static const uint32_t by_number[] = {
	[1] = KEYS_HOME, [2] = KEYS_INSERT, [3] = KEYS_DELETE, [4] = KEYS_END,
	[5] = KEYS_PAGE_UP, [6] = KEYS_PAGE_DOWN, [7] = KEYS_HOME, [8] = KEYS_END,
	[11] = KEYS_F1,      [12] = KEYS_F1 + 1, [13] = KEYS_F1 + 2,
	[14] = KEYS_F1 + 3,  [15] = KEYS_F1 + 4, [17] = KEYS_F1 + 5,
	[18] = KEYS_F1 + 6,  [19] = KEYS_F1 + 7, [20] = KEYS_F1 + 8,
	[21] = KEYS_F1 + 9,  [23] = KEYS_F1 + 10, [24] = KEYS_F1 + 11,
	[200] = PASTE_BEGIN, [201] = PASTE_END,
};
/* SS3 of the keypad in application mode */
static const uint32_t by_keypad[128] = {
	['M'] = KEYS_ENTER, ['R'] = KEYS_F1 + 2,
	['j'] = '*', ['k'] = '+', ['m'] = '-', ['n'] = '.', ['o'] = '/',
	['p'] = '0', ['q'] = '1', ['r'] = '2', ['s'] = '3', ['t'] = '4',
	['u'] = '5', ['v'] = '6', ['w'] = '7', ['x'] = '8', ['y'] = '9',
};
/* clang-format on */

void input_init(struct input *in)
{
	*in = (struct input){ .pending = BUF_INIT(MAX_PENDING) };
}

void input_done(struct input *in)
{
	buf_done(&in->pending);
	vec_done(&in->learned);
	vec_done(&in->answers);
}

void input_learn(struct input *in, struct str bytes, uint32_t key)
{
	struct input_sequence s = { .len = (uint8_t)bytes.len, .key = key };

	if (bytes.len < 2 || bytes.len > sizeof(s.bytes) || bytes.at[0] != '\033')
		return;
	memcpy(s.bytes, bytes.at, bytes.len);
	*vec_push(&in->learned) = s;
}

void input_feed(struct input *in, struct str bytes)
{
	buf_add_str(&in->pending, bytes);
	in->pending.over = false;
}

bool input_waits(const struct input *in)
{
	return in->pending.len > in->used;
}

int input_patience(const struct input *in)
{
	struct str s = str_from(buf_str(&in->pending), in->used);

	if (str_starts(s, STR("\033[")) && s.len > 2)
		return INPUT_TORN_MS;
	return in->expecting ? INPUT_EXPECT_MS : INPUT_ESC_MS;
}

/* xterm: 1 + shift 1, alt 2, ctrl 4 */
static uint32_t modifiers(unsigned long parameter)
{
	unsigned long bits = parameter ? parameter - 1 : 0;

	return (bits & 2 ? KEY_MOD_ALT : 0) | (bits & 4 ? KEY_MOD_CTRL : 0);
}

/* CSI code ; modifiers u, of terminals that report every key that way */
static uint32_t reported_key(unsigned long code, uint32_t mods)
{
	char name[8];
	uint32_t key = 0;

	if (code == 13)
		return KEYS_ENTER | mods;
	if (code == 9)
		return KEYS_TAB | mods;
	if (code == 27)
		return KEYS_ESC | mods;
	if (code == 127)
		return KEYS_BACKSPACE | mods;
	if (code == ' ')
		return ' ' | mods;
	if (!key_parse(str_make(name, utf8_put((uint32_t)code, name)), &key))
		return 0;
	return key | mods;
}

static uint32_t csi_key(struct str parameters, char letter)
{
	struct str rest = parameters;
	unsigned long first = 0, second = 0;

	/* ?, > and = open answers of the terminal, not keys */
	if (parameters.len && parameters.at[0] > ';')
		return 0;
	if (rest.len && !str_number(str_cut(&rest, ';'), 0x10FFFF, &first))
		first = 0;
	if (rest.len && !str_number(str_cut(&rest, ';'), 255, &second))
		second = 0;
	if (letter == '~')
		return first < ARRAY_SIZE(by_number) && by_number[first]
		               ? by_number[first] | modifiers(second)
		               : 0;
	if (letter == 'u')
		return reported_key(first, modifiers(second));
	if (!by_letter[(unsigned char)letter])
		return 0;
	return by_letter[(unsigned char)letter] | modifiers(second);
}

static struct decoded_key decode_csi(struct str s, bool final)
{
	size_t i = 2;

	if (s.len > 2 && s.at[2] == '[') { /* Linux console: F1 is Esc [ [ A */
		if (s.len < 4)
			return final ? SWALLOW(s.len) : NEED_MORE;
		if (s.at[3] < 'A' || s.at[3] > 'E')
			return SWALLOW(4);
		return (struct decoded_key){ 4, KEYS_F1 + (uint32_t)(s.at[3] - 'A') };
	}
	while (i < s.len && s.at[i] >= 0x20 && s.at[i] <= 0x3f && i < MAX_SEQUENCE)
		i++;
	if (i == s.len && !final)
		return NEED_MORE;
	if (s.len == 2)
		return (struct decoded_key){ 2, KEY_MOD_ALT | '[' };
	if (i == s.len || s.at[i] < 0x40 || s.at[i] > 0x7e)
		return SWALLOW(i);
	return (struct decoded_key){ i + 1,
		                     csi_key(str_make(s.at + 2, i - 2), s.at[i]) };
}

static struct decoded_key decode_ss3(struct str s, bool final)
{
	unsigned char letter;

	if (s.len == 2)
		return final ? (struct decoded_key){ 2, KEY_MOD_ALT | 'O' } : NEED_MORE;
	letter = (unsigned char)s.at[2];
	if (letter >= 128)
		return SWALLOW(2);
	return (struct decoded_key){ 3, by_letter[letter] ? by_letter[letter]
		                                          : by_keypad[letter] };
}

/* Answers in the form of a string: up to BEL or Esc \ */
static struct decoded_key decode_string(struct str s, bool final)
{
	for (size_t i = 2; i < s.len; i++) {
		if (s.at[i] == '\a')
			return SWALLOW(i + 1);
		if (s.at[i] == '\033' && i + 1 < s.len)
			return SWALLOW(s.at[i + 1] == '\\' ? i + 2 : i);
	}
	if (s.len == 2 && final)
		return (struct decoded_key){ 2, KEY_MOD_ALT | (unsigned char)s.at[1] };
	return final || s.len > MAX_STRING ? SWALLOW(s.len) : NEED_MORE;
}

static struct decoded_key decode_control(unsigned char c)
{
	char name[] = "C-?";
	uint32_t key = 0;

	if (c == 0x7f)
		return (struct decoded_key){ 1, KEYS_BACKSPACE };
	if (c == 0)
		return (struct decoded_key){ 1, KEY_MOD_CTRL | ' ' };
	name[2] = (char)(c | 0x40);
	if (c <= 26)
		name[2] = (char)(c | 0x60);
	key_parse(str_of(name), &key);
	return (struct decoded_key){ 1, key };
}

/* A torn character needs more; bytes that are no UTF-8 are dropped. */
static struct decoded_key decode_char(struct str s, bool final)
{
	uint32_t c;
	unsigned char lead = (unsigned char)s.at[0];
	size_t want = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	size_t used = utf8_next(s, &c);

	if (c != UTF8_BAD)
		return (struct decoded_key){ used, c };
	if (s.len < want && used == s.len && !final)
		return NEED_MORE;
	return SWALLOW(used);
}

static struct decoded_key decode_plain(struct str s, bool final)
{
	unsigned char c = (unsigned char)s.at[0];

	return c < 0x20 || c == 0x7f ? decode_control(c) : decode_char(s, final);
}

/* Does s start with a learned sequence? */
static bool decode_learned(const struct input *in, struct str s,
                           struct decoded_key *ret_found)
{
	for (size_t i = 0; i < in->learned.len; i++) {
		const struct input_sequence *known = &in->learned.at[i];
		struct str bytes = str_make(known->bytes, known->len);

		if (str_starts(s, bytes)) {
			*ret_found = (struct decoded_key){ bytes.len, known->key };
			return true;
		}
	}
	return false;
}

static struct decoded_key decode_escape(const struct input *in, struct str s,
                                        bool final)
{
	struct decoded_key found;

	if (s.len == 1)
		return final ? (struct decoded_key){ 1, KEYS_ESC } : NEED_MORE;
	if (decode_learned(in, s, &found))
		return found;
	if (s.at[1] == '[')
		return decode_csi(s, final);
	if (s.at[1] == 'O')
		return decode_ss3(s, final);
	if (strchr("]P_^X", s.at[1]) && s.at[1])
		return decode_string(s, final);
	if (s.at[1] == '\033') /* Esc twice, or Esc and a sequence: one by one */
		return (struct decoded_key){ 1, KEYS_ESC };
	found = decode_plain(str_from(s, 1), final);
	if (!found.used)
		return NEED_MORE;
	return (struct decoded_key){ found.used + 1,
		                     found.key ? found.key | KEY_MOD_ALT : 0 };
}

/* Inside a paste only text counts; line ends and tabs become blanks. */
static uint32_t pasted(uint32_t key)
{
	if (key == KEYS_ENTER || key == KEYS_TAB)
		return KEY_MOD_PASTE | ' ';
	return key < KEY_NAMED ? KEY_MOD_PASTE | key : 0;
}

static uint32_t take_key(struct input *in, uint32_t key)
{
	if (key == PASTE_BEGIN || key == PASTE_END) {
		in->pasting = key == PASTE_BEGIN;
		return 0;
	}
	return in->pasting && key ? pasted(key) : key;
}

static bool read_cursor(struct str parameters, struct input_answer *ret_answer)
{
	struct str rest = parameters, row = str_cut(&rest, ';');
	unsigned long numbers[2];

	if (!str_number(row, 9999, &numbers[0]) ||
	    !str_number(rest, 9999, &numbers[1]) || numbers[0] < 2)
		return false;
	*ret_answer = (struct input_answer){ ANSWER_CURSOR, (unsigned)numbers[0],
		                             (unsigned)numbers[1] };
	return true;
}

static bool read_attributes(struct str parameters, struct input_answer *ret_answer)
{
	*ret_answer = (struct input_answer){ .kind = ANSWER_ATTRIBUTES };
	return str_starts(parameters, STR("?"));
}

/* A whole sequence that made no key may be an answer. */
static void note_answer(struct input *in, struct str sequence)
{
	struct input_answer answer;
	char letter = sequence.len ? sequence.at[sequence.len - 1] : '\0';

	if (!str_starts(sequence, STR("\033[")) || sequence.len < 4 ||
	    in->answers.len >= MAX_ANSWERS)
		return;
	struct str parameters = str_make(sequence.at + 2, sequence.len - 3);
	if ((letter == 'R' && read_cursor(parameters, &answer)) ||
	    (letter == 'c' && read_attributes(parameters, &answer)))
		*vec_push(&in->answers) = answer;
}

bool input_next(struct input *in, bool final, uint32_t *ret_key)
{
	while (in->used < in->pending.len) {
		struct str s = str_from(buf_str(&in->pending), in->used);
		struct decoded_key found = s.at[0] == '\033'
		                                   ? decode_escape(in, s, final)
		                                   : decode_plain(s, final);
		uint32_t key = take_key(in, found.key);

		if (!found.used)
			break;
		in->used += found.used;
		if (!found.key)
			note_answer(in, str_head(s, found.used));
		if (!key)
			continue;
		*ret_key = key;
		return true;
	}
	buf_consume(&in->pending, in->used);
	in->used = 0;
	return false;
}
