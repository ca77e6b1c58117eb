/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/app/keymap.h"
#include "baolan/base/mem.h"
#include "baolan/term/term.h"
#include "baolan/view/view.h"

static int set_up(void **state)
{
	struct keymap *keymap;
	struct error err;

	if (keymap_new(&keymap, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = keymap;
	return 0;
}

static int tear_down(void **state)
{
	keymap_free(*state);
	return 0;
}

static void expect(const struct keymap *keymap, const char *key, unsigned context,
                   const char *command)
{
	const struct command *found;
	uint32_t code;

	assert_true(key_parse(str_of(key), &code));
	found = keymap_find(keymap, code, context);
	assert_string_equal(found ? found->name : "nothing", command);
}

static void test_keys_mean_commands_where_they_stand(void **state)
{
	expect(*state, "j", CTX_ARTICLE, "down");
	expect(*state, "C-n", CTX_HELP, "down");
	expect(*state, "Space", CTX_LISTING, "page-down");
	expect(*state, "h", CTX_ARTICLE, "back");
	expect(*state, "h", CTX_MOODS, "mood-left");
	expect(*state, "Enter", CTX_ARTICLE, "open");
	expect(*state, "Enter", CTX_MOODS, "mood-cast");
	expect(*state, "q", CTX_ARTICLE, "leave");
	expect(*state, "q", CTX_HELP, "close");
	expect(*state, "m", CTX_ARTICLE, "mood");
	expect(*state, "m", CTX_LISTING, "nothing");
	expect(*state, "C-z", CTX_START, "suspend");
	expect(*state, "F12", CTX_ARTICLE, "nothing");
}

static void test_a_pasted_key_is_no_command(void **state)
{
	assert_null(keymap_find(*state, KEY_MOD_PASTE | 'q', CTX_ARTICLE));
}

/* Only the confirmation in the chooser sends a mood. */
static void test_one_command_casts(void **state)
{
	const struct command *cast = command_named(STR("mood-cast"));
	size_t n = 0;

	(void)state;
	assert_int_equal(cast->context, CTX_MOODS);
	for (size_t i = 0; i < command_count(); i++)
		n += command_nth(i)->run == cast->run;
	assert_int_equal(n, 1);
}

static void test_duplicate_key_is_refused(void **state)
{
	const struct command *quit = command_named(STR("quit"));
	struct error err;

	assert_int_equal(keymap_bind(*state, STR("j"), quit, &err), ERR_FORMAT);
	assert_non_null(strstr(err.text, "already means down"));
}

static void test_unknown_key_is_refused(void **state)
{
	const struct command *quit = command_named(STR("quit"));
	struct error err;

	assert_int_equal(keymap_bind(*state, STR("Hyper"), quit, &err), ERR_FORMAT);
	assert_non_null(strstr(err.text, "Hyper"));
}

static void test_free_key_is_taken(void **state)
{
	const struct command *quit = command_named(STR("quit"));

	assert_int_equal(keymap_bind(*state, STR("F12"), quit, NULL), ERR_OK);
	expect(*state, "F12", CTX_ARTICLE, "quit");
}

static void test_every_command_has_name_keys_and_help(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count(); i++) {
		const struct command *c = command_nth(i);
		assert_ptr_equal(command_named(str_of(c->name)), c); /* no name twice */
		assert_true(*c->keys && c->context && c->run);
		assert_true(*c->help && c->help[strlen(c->help) - 1] != '.');
	}
	assert_null(command_nth(command_count()));
	assert_null(command_named(STR("fly")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		        test_keys_mean_commands_where_they_stand, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_pasted_key_is_no_command, set_up,
		                                tear_down),
		cmocka_unit_test(test_one_command_casts),
		cmocka_unit_test_setup_teardown(test_duplicate_key_is_refused, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(test_unknown_key_is_refused, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(test_free_key_is_taken, set_up,
		                                tear_down),
		cmocka_unit_test(test_every_command_has_name_keys_and_help),
	};
	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
