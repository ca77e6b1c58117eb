/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-commands.h - the functions behind the command table. */
#ifndef BAOLAN_APP_READER_COMMANDS_H
#define BAOLAN_APP_READER_COMMANDS_H

#include "baolan/app/command.h"

/* reader-move.c */
command_fn move_down, move_up, move_page_down, move_page_up, move_half_down,
        move_half_up, move_top, move_bottom, move_next_target, move_previous_target,
        move_left, move_right, go_moods, go_related, go_rankings, go_other_column,
        next_ranking, previous_ranking, ranking_day, ranking_week, ranking_month;

/* reader-open.c */
command_fn open_chosen, go_back, go_forward, next_story, previous_story, reload_page,
        cancel, leave_page;

/* reader-around.c */
command_fn article_before, article_after;

/* reader-lists.c */
command_fn go_papers, go_unread, go_starred, go_today, go_tag, fold_folder,
        sort_stories, group_stories, fold_stories, show_members, hide_read, show_killed,
        filter_list, find_stories, pick_row;

/* reader-ranks.c */
command_fn go_ranking, rank_day, rank_week, rank_month, go_mood, go_casts, send_queue;

/* reader-marks.c */
command_fn toggle_read, toggle_read_next, mark_all_read, toggle_star, tag_story,
        note_story, undo, redo;

/* reader-story.c */
command_fn next_unread, read_on;

/* reader-follow.c */
command_fn follow_new, follow_page, change_paper, remove_paper, move_paper_up,
        move_paper_down;

/* reader-refresh.c */
command_fn refresh_this, refresh_all;

/* reader-moods.c */
command_fn choose_mood, cast_mood, undo_mood, close_overlay;

/* reader-ask.c */
command_fn open_address, type_command, search, next_match, previous_match;

/* reader-glyphs.c */
command_fn next_script, next_pinyin;

/* reader-outside.c */
command_fn open_in_browser, copy_link, save_page;

/* reader-width.c */
command_fn measure_widths;
command_fn show_meter;

/* reader.c */
command_fn show_help, redraw, suspend, quit;

#endif
