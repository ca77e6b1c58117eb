/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/app/config.h"
#include "baolan/base/file.h"
#include "baolan/base/mem.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state)
{
	static struct config config;
	config_init(&config);
	*state = &config;
	return 0;
}

static int tear_down(void **state)
{
	config_done(*state);
	return 0;
}

static void test_defaults(void **state)
{
	const struct config *config = *state;
	assert_int_equal(config->measure, 72);
	assert_true(config->link_numbers);
	assert_null(config->opener);
}

static void test_every_default_is_a_value(void **state)
{
	struct error why = { 0 };
	for (size_t i = 0; i < n_settings; i++)
		if (config_set(*state, str_of(settings[i].name),
		               str_of(settings[i].value), &why) != ERR_OK)
			fail_msg("%s", why.text);
}

static void test_values(void **state)
{
	struct config *config = *state;
	assert_int_equal(config_set(config, STR("measure"), STR("60"), NULL), ERR_OK);
	assert_int_equal(config->measure, 60);
	config_set(config, STR("link-numbers"), STR("no"), NULL);
	assert_false(config->link_numbers);
	config_set(config, STR("opener"), STR("w3m"), NULL);
	assert_string_equal(config->opener, "w3m");
	config_set(config, STR("opener"), STR(""), NULL);
	assert_null(config->opener);
}

static void expect_refusal(struct config *config, const char *name, const char *value,
                           const char *words)
{
	struct error why = { 0 };
	assert_int_equal(config_set(config, str_of(name), str_of(value), &why),
	                 ERR_FORMAT);
	if (!strstr(why.text, words))
		fail_msg("%s", why.text);
}

static void test_refused(void **state)
{
	struct config *config = *state;
	expect_refusal(config, "colour", "red", "there is no setting colour");
	expect_refusal(config, "measure", "1", "a number from 10 to 1000");
	expect_refusal(config, "measure", "wide", "not wide");
	expect_refusal(config, "link-numbers", "maybe", "yes or no");
	assert_int_equal(config->measure, 72);
}

/* A file of our own in a folder of our own. */
static void test_file(void **state)
{
	struct config *config = *state;
	char home[] = "/tmp/baolan-config.XXXXXX";
	assert_non_null(mkdtemp(home));
	auto_free char *path = mem_printf("%s/baolan/config", home);
	setenv("XDG_CONFIG_HOME", home, 1);
	assert_int_equal(file_store(path,
	                            STR("# mine\nmeasure = 50\ncolour = red\n"
	                                "link-numbers = no\n"),
	                            NULL),
	                 ERR_OK);
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	config_load(config);
	assert_int_equal(config->measure, 50);
	assert_false(config->link_numbers);
	assert_int_equal(config->mistakes.len, 1);
	assert_non_null(strstr(config->mistakes.at[0].text, "config:3: there is no"));

	unlink(path);
	config_load(config);
	assert_int_equal(config->mistakes.len, 1);
	auto_free char *folder = mem_printf("%s/baolan", home);
	rmdir(folder);
	rmdir(home);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_defaults), TEST(test_every_default_is_a_value),
		TEST(test_values),   TEST(test_refused),
		TEST(test_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
