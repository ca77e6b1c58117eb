/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/command.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/view/view.h"

#include "reader-commands.h"

#define CTX_TEXT (CTX_PAGE | CTX_HELP)
#define CTX_BASE (CTX_PAGE | CTX_START)
#define CTX_ROWS (CTX_LIST | CTX_PLACES)
#define CTX_SCROLL (CTX_TEXT | CTX_ROWS)
#define CTX_BASE_LIST (CTX_BASE | CTX_ROWS)
#define CTX_STORY (CTX_STORIES | CTX_ARTICLE)
#define CTX_OVER (CTX_HELP | CTX_MOODS)

/* clang-format off */
static const struct command moving[] = {
	{ "down",            "j Down C-n",         CTX_ANY,  move_down,        NULL,
	  N_("Go down a line, or to the next story of a list") },
	{ "up",              "k Up C-p",           CTX_ANY,  move_up,          NULL,
	  N_("Go up a line, or to the previous story of a list") },
	{ "page-down",       "Space PageDown C-f", CTX_SCROLL, move_page_down,   N_("page"),
	  N_("Go down a screen") },
	{ "page-up",         "b PageUp C-b",       CTX_SCROLL, move_page_up,     NULL,
	  N_("Go up a screen") },
	{ "half-down",       "d C-d",              CTX_SCROLL, move_half_down,   NULL,
	  N_("Go down half a screen") },
	{ "half-up",         "u C-u",              CTX_SCROLL, move_half_up,     NULL,
	  N_("Go up half a screen") },
	{ "top",             "g Home",             CTX_ANY & ~CTX_START, move_top, NULL,
	  N_("Go to the top") },
	{ "bottom",          "G End",              CTX_ANY & ~CTX_START, move_bottom, NULL,
	  N_("Go to the end; 12G goes to row 12 of a list") },
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
	{ "open",            "Enter l Right",      CTX_PAGE | CTX_ROWS, open_chosen,      N_("open"),
	  N_("Open what is chosen; after a number, the link or story of that number") },
	{ "back",            "h Left Backspace",   CTX_PAGE | CTX_ROWS, go_back,          N_("back"),
	  N_("Go back to the page before, to the same place") },
	{ "forward",         "L A-Right",          CTX_PAGE | CTX_ROWS, go_forward,       NULL,
	  N_("Go forward again") },
	{ "next-story",      "J ]",                CTX_PAGE, next_story,       NULL,
	  N_("Read the next story of the list one came from") },
	{ "previous-story",  "K [",                CTX_PAGE, previous_story,   NULL,
	  N_("Read the previous story of the list one came from") },
	{ "article-before",  "(",                  CTX_ARTICLE, article_before, NULL,
	  N_("Read the article that this page names as the one before it") },
	{ "article-after",   ")",                  CTX_ARTICLE, article_after,  NULL,
	  N_("Read the article that this page names as the one after it") },
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
	{ "open-address",    "U O",                CTX_BASE_LIST, open_address,     NULL,
	  N_("Open an address or a file that you type") },
	{ "reload",          "r C-r F5",           CTX_BASE, reload_page,      NULL,
	  N_("Load the page again") },
	{ "cancel",          "Esc C-g",            CTX_BASE_LIST, cancel,           NULL,
	  N_("Stop loading; else put highlights, picks, filter and choice away; else stop "
	     "refreshing") },
};

static const struct command followed[] = {
	{ "go-papers",       "P",                  CTX_BASE_LIST, go_papers,   NULL,
	  N_("Go to the papers you follow") },
	{ "go-unread",       "I",                  CTX_BASE_LIST, go_unread,   NULL,
	  N_("Show all unread stories") },
	{ "go-starred",      "B",                  CTX_BASE_LIST, go_starred,  NULL,
	  N_("Show the starred stories") },
	{ "go-today",        "E",                  CTX_BASE_LIST, go_today,    NULL,
	  N_("Show the stories of today") },
	{ "go-ranking",      "%",                  CTX_BASE_LIST, go_ranking,  NULL,
	  N_("Show what most of your papers carry, and how high") },
	{ "rank-day",        "D",                  CTX_STORIES, rank_day,      NULL,
	  N_("Show your papers' ranking of the day") },
	{ "rank-week",       "W",                  CTX_STORIES, rank_week,     NULL,
	  N_("Show your papers' ranking of the week") },
	{ "rank-month",      "M",                  CTX_STORIES, rank_month,    NULL,
	  N_("Show your papers' ranking of the month") },
	{ "go-tag",          "#",                  CTX_LIST, go_tag,           NULL,
	  N_("Show the stories with a tag that you type") },
	{ "next-unread",     "n",                  CTX_LIST, next_unread,      NULL,
	  N_("Go to the next unread story, or the next paper that has one") },
	{ "read-on",         ".",                  CTX_PAGE, read_on,          NULL,
	  N_("Read the next unread story, in this list or any other; Space does so at "
	     "the end") },
	{ "refresh",         "r F5",               CTX_LIST, refresh_this,     N_("refresh"),
	  N_("Show the stories that came, else ask the paper for new ones") },
	{ "refresh-all",     "R",                  CTX_LIST, refresh_all,      N_("refresh all"),
	  N_("Ask all papers for new stories") },
	{ "find-stories",    "/",                  CTX_LIST | CTX_START, find_stories, N_("search"),
	  N_("Search all stories, while you type") },
	{ "filter",          "f",                  CTX_LIST, filter_list,      N_("filter"),
	  N_("Show only what has the words that you type in its title; Esc shows all") },
	{ "hide-read",       "H",                  CTX_LIST, hide_read,        NULL,
	  N_("Show or hide what is read") },
	{ "sort",            "S",                  CTX_STORIES, sort_stories,  NULL,
	  N_("Choose the order of the stories") },
	{ "group",           "C",                  CTX_STORIES, group_stories, NULL,
	  N_("Group the stories by day or paper") },
	{ "fold",            "=",                  CTX_STORIES, fold_stories,  NULL,
	  N_("Show a story that several papers have as one line, or each") },
	{ "members",         "w",                  CTX_STORIES, show_members,  NULL,
	  N_("Show the same story in all papers that have it") },
	{ "show-killed",     "X",                  CTX_STORIES, show_killed,   NULL,
	  N_("Show or hide what your rules kill") },
	{ "fold-folder",     "Tab",                CTX_PAPERS, fold_folder,    NULL,
	  N_("Open or close the folder") },
};

static const struct command marking[] = {
	{ "mark-read",       "x",                  CTX_STORY, toggle_read,     NULL,
	  N_("Mark as read, or as unread again") },
	{ "mark-read-next",  "N",                  CTX_STORIES, toggle_read_next, NULL,
	  N_("The same, and go to the next story") },
	{ "mark-all-read",   "A",                  CTX_LIST, mark_all_read,    N_("all read"),
	  N_("Mark all of the list, or of the chosen paper or folder, as read") },
	{ "star",            "*",                  CTX_STORY, toggle_star,     NULL,
	  N_("Star the story, or take the star away") },
	{ "tag",             "t",                  CTX_STORIES, tag_story,     NULL,
	  N_("Change the tags of the story") },
	{ "note",            "c",                  CTX_STORY, note_story,      NULL,
	  N_("Write a note to the story") },
	{ "pick",            "v",                  CTX_STORIES, pick_row,      NULL,
	  N_("Pick the story, to mark several at once; Esc drops all") },
	{ "undo",            "-",                  CTX_BASE_LIST, undo,        NULL,
	  N_("Undo the last mark, whatever it was") },
	{ "redo",            "+",                  CTX_BASE_LIST, redo,        NULL,
	  N_("Do again what was undone") },
};

static const struct command papers[] = {
	{ "follow",          "a",                  CTX_PAPERS | CTX_START, follow_new, N_("follow"),
	  N_("Follow a paper: the address of a feed or of a page with stories") },
	{ "follow-page",     "F",                  CTX_PAGE, follow_page,      NULL,
	  N_("Follow the page that is shown") },
	{ "change-paper",    "c",                  CTX_PAPERS, change_paper,   NULL,
	  N_("Change the paper's name, folder, tags or a setting") },
	{ "remove-paper",    "D Delete",           CTX_PAPERS, remove_paper,   NULL,
	  N_("No longer follow the paper") },
	{ "move-paper-up",   "K A-Up",             CTX_PAPERS, move_paper_up,  NULL,
	  N_("Move the paper up in its folder") },
	{ "move-paper-down", "J A-Down",           CTX_PAPERS, move_paper_down, NULL,
	  N_("Move the paper down in its folder") },
};

static const struct command moods[] = {
	{ "mood",            "m",                  CTX_ARTICLE, choose_mood,   N_("mood"),
	  N_("Choose how you feel about the story; nothing is sent before you confirm") },
	{ "mood-undo",       "A-u",                CTX_ARTICLE, undo_mood,     NULL,
	  N_("Take your mood back, where the paper can") },
	{ "go-casts",        "Y",                  CTX_BASE_LIST, go_casts,    NULL,
	  N_("Show what you cast, and what became of it") },
	{ "send-queue",      "s",                  CTX_PLACES, send_queue,     NULL,
	  N_("Send the choices that wait, after a question") },
	{ "go-mood",         "m",                  CTX_LIST, go_mood,          NULL,
	  N_("Show what you opened today by a mood of its readers") },
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
	{ "browser",         "o",                  CTX_PAGE | CTX_ROWS, open_in_browser,  NULL,
	  N_("Open what is chosen, else the page, in a browser outside") },
	{ "copy-link",       "y",                  CTX_PAGE | CTX_ROWS, copy_link,        NULL,
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
	{ "meter",           "A-m",                CTX_ANY & ~CTX_MOODS, show_meter, NULL,
	  N_("Tell how much came over the line, and how much need not come") },
	{ "redraw",          "C-l",                CTX_ANY,  redraw,           NULL,
	  N_("Draw the screen again") },
	{ "measure-widths",  "A-l",                CTX_ANY,  measure_widths,   NULL,
	  N_("Ask the terminal anew how wide it draws quotes, dashes and dots") },
	{ "suspend",         "C-z",                CTX_ANY,  suspend,          NULL,
	  N_("Stop, and give the terminal to the shell") },
	{ "close",           "q Esc C-g Backspace", CTX_OVER, close_overlay,   N_("close"),
	  N_("Close the help or the choice of moods") },
	{ "leave",           "q",                  CTX_BASE_LIST, leave_page,       N_("leave"),
	  N_("Leave the page: go back, or quit from the first one") },
	{ "quit",            "Q C-c",              CTX_ANY,  quit,             NULL,
	  N_("Quit at once") },
};

#define GROUP(heading, table) { heading, table, ARRAY_SIZE(table) }
const struct command_group command_groups[] = {
	GROUP(N_("Moving"), moving),
	GROUP(N_("Stories"), stories),
	GROUP(N_("What you follow"), followed),
	GROUP(N_("Marks"), marking),
	GROUP(N_("Papers"), papers),
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
