/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LOCALEDIR, PKGDATADIR, PKGLIBEXECDIR, SRCDIR and BUILDDIR come from the Makefile. */
#include "baolan/base/paths.h"

#include "baolan/base/mem.h"
#include "baolan/base/str.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* XDG Base Directory Specification: a relative path there is to be ignored. */
static char *own_path(const char *variable, const char *in_home, const char *name)
{
	const char *base = getenv(variable);
	if (base && base[0] == '/')
		return mem_printf("%s/baolan/%s", base, name);
	const char *home = getenv("HOME");
	if (!home || home[0] != '/')
		return NULL;
	return mem_printf("%s/%s/baolan/%s", home, in_home, name);
}

char *paths_config(const char *name)
{
	return own_path("XDG_CONFIG_HOME", ".config", name);
}

char *paths_data(const char *name)
{
	return own_path("XDG_DATA_HOME", ".local/share", name);
}

char *paths_cache(const char *name)
{
	return own_path("XDG_CACHE_HOME", ".cache", name);
}

/* An uninstalled baolan uses the files beside it, an installed one its own. */
static bool runs_in_build_tree(void)
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program));
	if (len <= 0)
		return false;
	struct str path = str_make(program, (size_t)len);
	return str_starts(path, STR(BUILDDIR "/"));
}

static char *installed_path(const char *variable, const char *in_tree,
                            const char *installed, const char *name)
{
	const char *base = getenv(variable);
	if (!base || !*base)
		base = runs_in_build_tree() ? in_tree : installed;
	return mem_printf("%s/%s", base, name);
}

char *paths_shipped(const char *name)
{
	return installed_path("BAOLAN_DATADIR", SRCDIR, PKGDATADIR, name);
}

char *paths_helper(const char *name)
{
	return installed_path("BAOLAN_LIBEXECDIR", BUILDDIR "/src", PKGLIBEXECDIR,
	                      name);
}

char *paths_locale(void)
{
	return installed_path("BAOLAN_LOCALEDIR", BUILDDIR "/locale", LOCALEDIR, "");
}
