/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paths.h - where baolan's files are.
 *
 * Every function returns a path that the caller frees, or NULL when the place
 * can't be named (no HOME).  Nothing is created here. */
#ifndef BAOLAN_BASE_PATHS_H
#define BAOLAN_BASE_PATHS_H

/* The reader's own files: $XDG_CONFIG_HOME/baolan/NAME, else
 * ~/.config/baolan/NAME. */
char *paths_config(const char *name);
/* What must not be lost: $XDG_DATA_HOME/baolan/NAME, else
 * ~/.local/share/baolan/NAME. */
char *paths_data(const char *name);
/* What may be deleted at any time: $XDG_CACHE_HOME/baolan/NAME, else
 * ~/.cache/baolan/NAME. */
char *paths_cache(const char *name);
/* Files that came with baolan: $BAOLAN_DATADIR/NAME, else the source folder
 * when the running program stands in its build tree, else the installed
 * place. */
char *paths_shipped(const char *name);
/* A helper program: $BAOLAN_LIBEXECDIR/NAME, else beside the running program
 * when it stands in its build tree, else the installed place. */
char *paths_helper(const char *name);
/* The folder of the translations, for bindtextdomain(3): $BAOLAN_LOCALEDIR, else
 * the one in the build tree, else the installed place. */
char *paths_locale(void);

#endif
