/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/command.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/view/view.h"

#include "reader-commands.h"

#define CTX_TEXT (CTX_PAGE | CTX_HELP)
#define CTX_BASE (CTX_PAGE | CTX_START)
#define CTX_OVER (CTX_HELP | CTX_MOODS)

/* clang-format off */
static const struct command moving[] = {
	{ "down",            "j Down C-n",         CTX_ANY,  move_down,        NULL,
	  N_("Go down a line, or to the next story of a list") },
	{ "up",              "k Up C-p",           CTX_ANY,  move_up,          NULL,
	  N_("Go up a line, or to the previous story of a list") },
	{ "page-down",       "Space PageDown C-f", CTX_TEXT, move_page_down,   N_("page"),
	  N_("Go down a screen") },
	{ "page-up",         "b PageUp C-b",       CTX_TEXT, move_page_up,     NULL,
	  N_("Go up a screen") },
	{ "half-down",       "d C-d",              CTX_TEXT, move_half_down,   NULL,
	  N_("Go down half a screen") },
	{ "half-up",         "u C-u",              CTX_TEXT, move_half_up,     NULL,
	  N_("Go up half a screen") },
	{ "top",             "g Home",             CTX_ANY & ~CTX_START, move_top, NULL,
	  N_("Go to the top") },
	{ "bottom",          "G End",              CTX_ANY & ~CTX_START, move_bottom, NULL,
	  N_("Go to the end") },
	{ "next-target",     "Tab",                CTX_PAGE | CTX_MOODS, move_next_target, N_("choose"),
	  N_("Choose the next link or story") },
	{ "previous-target", "BackTab",            CTX_PAGE | CTX_MOODS, move_previous_target, NULL,
	  N_("Choose the previous link or story") },
	{ "go-moods",        "e",                  CTX_PAGE, go_moods,         NULL,
	  N_("Go to the moods") },
	{ "go-related",      "R",                  CTX_PAGE, go_related,       NULL,
	  N_("Go to the related stories") },
	{ "go-rankings",     "#",                  CTX_PAGE, go_rankings,      NULL,
	  N_("Go to the rankings") },
	{ "other-column",    "w",                  CTX_PAGE, go_other_column,  NULL,
	  N_("Go to the other column, on a wide screen") },
};

static const struct command stories[] = {
	{ "open",            "Enter l Right",      CTX_PAGE, open_chosen,      N_("open"),
	  N_("Open what is chosen; after a number, the link or story of that number") },
	{ "back",            "h Left Backspace",   CTX_PAGE, go_back,          N_("back"),
	  N_("Go back to the page before, to the same place") },
	{ "forward",         "L A-Right",          CTX_PAGE, go_forward,       NULL,
	  N_("Go forward again") },
	{ "next-story",      "J ]",                CTX_PAGE, next_story,       NULL,
	  N_("Read the next story of the list one came from") },
	{ "previous-story",  "K [",                CTX_PAGE, previous_story,   NULL,
	  N_("Read the previous story of the list one came from") },
	{ "next-ranking",    "t",                  CTX_PAGE, next_ranking,     NULL,
	  N_("Show the next ranking: day, week, month") },
	{ "previous-ranking", "T",                 CTX_PAGE, previous_ranking, NULL,
	  N_("Show the previous ranking") },
	{ "ranking-day",     "D",                  CTX_PAGE, ranking_day,      NULL,
	  N_("Show the ranking of the day") },
	{ "ranking-week",    "W",                  CTX_PAGE, ranking_week,     NULL,
	  N_("Show the ranking of the week") },
	{ "ranking-month",   "M",                  CTX_PAGE, ranking_month,    NULL,
	  N_("Show the ranking of the month") },
	{ "open-address",    "U O",                CTX_BASE, open_address,     NULL,
	  N_("Open an address or a file that you type") },
	{ "reload",          "r C-r F5",           CTX_BASE, reload_page,      NULL,
	  N_("Load the page again") },
	{ "cancel",          "Esc C-g",            CTX_BASE, cancel,           NULL,
	  N_("Stop loading; else put highlights and the choice away") },
};

static const struct command moods[] = {
	{ "mood",            "m",                  CTX_ARTICLE, choose_mood,   N_("mood"),
	  N_("Choose how you feel about the story; nothing is sent before you confirm") },
	{ "mood-left",       "h Left",             CTX_MOODS, move_left,       NULL,
	  N_("Go to the mood on the left; a number goes to that mood") },
	{ "mood-right",      "l Right",            CTX_MOODS, move_right,      NULL,
	  N_("Go to the mood on the right") },
	{ "mood-cast",       "Enter",              CTX_MOODS, cast_mood,       N_("send"),
	  N_("Send the mood under the cursor to the paper, once") },
};

static const struct command searching[] = {
	{ "search",          "/",                  CTX_PAGE, search,           N_("search"),
	  N_("Search in the page") },
	{ "next-match",      "n",                  CTX_PAGE, next_match,       NULL,
	  N_("Go to the next place found") },
	{ "previous-match",  "N",                  CTX_PAGE, previous_match,   NULL,
	  N_("Go to the previous place found") },
};

static const struct command outside[] = {
	{ "browser",         "o",                  CTX_PAGE, open_in_browser,  NULL,
	  N_("Open what is chosen, else the page, in a browser outside") },
	{ "copy-link",       "y",                  CTX_PAGE, copy_link,        NULL,
	  N_("Copy the address of what is chosen, else of the page") },
	{ "save",            "s",                  CTX_PAGE, save_page,        NULL,
	  N_("Save the text in a file") },
};

static const struct command glyphs[] = {
	{ "script",          "z",                  CTX_ANY & ~CTX_MOODS, next_script, NULL,
	  N_("Show all text in Simplified, in Traditional characters, or as it is") },
	{ "pinyin",          "Z",                  CTX_ANY & ~CTX_MOODS, next_pinyin, NULL,
	  N_("Show pinyin under the text, instead of it, without tones, or not") },
};

static const struct command general[] = {
	{ "help",            "? F1",               CTX_ANY & ~CTX_HELP, show_help,        N_("help"),
	  N_("Show this help") },
	{ "command",         ":",                  CTX_ANY & ~CTX_MOODS, type_command, NULL,
	  N_("Type a command by name, or an address to open") },
	{ "redraw",          "C-l",                CTX_ANY,  redraw,           NULL,
	  N_("Draw the screen again") },
	{ "measure-widths",  "A-l",                CTX_ANY,  measure_widths,   NULL,
	  N_("Ask the terminal anew how wide it draws quotes, dashes and dots") },
	{ "suspend",         "C-z",                CTX_ANY,  suspend,          NULL,
	  N_("Stop, and give the terminal to the shell") },
	{ "close",           "q Esc C-g Backspace", CTX_OVER, close_overlay,   N_("close"),
	  N_("Close the help or the choice of moods") },
	{ "leave",           "q",                  CTX_BASE, leave_page,       N_("leave"),
	  N_("Leave the page: go back, or quit from the first one") },
	{ "quit",            "Q C-c",              CTX_ANY,  quit,             NULL,
	  N_("Quit at once") },
};

#define GROUP(heading, table) { heading, table, ARRAY_SIZE(table) }
const struct command_group command_groups[] = {
	GROUP(N_("Moving"), moving),
	GROUP(N_("Stories"), stories),
	GROUP(N_("Moods"), moods),
	GROUP(N_("Searching"), searching),
	GROUP(N_("Characters"), glyphs),
	GROUP(N_("Outside"), outside),
	GROUP(N_("The reader"), general),
};
/* clang-format on */
const size_t n_command_groups = ARRAY_SIZE(command_groups);

size_t command_count(void)
{
	size_t n = 0;

	for (size_t i = 0; i < n_command_groups; i++)
		n += command_groups[i].n;
	return n;
}

const struct command *command_nth(size_t n)
{
	for (size_t i = 0; i < n_command_groups; i++) {
		if (n < command_groups[i].n)
			return &command_groups[i].commands[n];
		n -= command_groups[i].n;
	}
	return NULL;
}

const struct command *command_named(struct str name)
{
	const struct command *command;

	for (size_t i = 0; (command = command_nth(i)); i++)
		if (str_eq(str_of(command->name), name))
			return command;
	return NULL;
}
