/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/file.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 8192 };

enum err file_load(const char *path, struct buf *ret_bytes, struct error *err)
{
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return err_errno(err, "%s", path);
	for (;;) {
		char bytes[CHUNK];
		ssize_t got = read(fd, bytes, sizeof(bytes));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "%s", path);
		if (got == 0)
			return ERR_OK;
		if (!buf_add(ret_bytes, bytes, (size_t)got))
			return err_set(err, ERR_LIMIT, _("%s: larger than %zu KB"),
			               path, ret_bytes->max >> 10);
	}
}

enum err file_make_folders(const char *path, struct error *err)
{
	auto_free char *folder = mem_strdup(path);
	for (char *slash = folder; (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		if (mkdir(folder, 0700) < 0 && errno != EEXIST)
			return err_errno(err, "%s", folder);
		*slash = '/';
	}
	return ERR_OK;
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t wrote = write(fd, bytes.at, bytes.len);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		bytes = str_from(bytes, (size_t)wrote);
	}
	return fsync(fd) == 0;
}

/* The name lasts only when the folder is on the disk too. */
static void sync_folder(const char *path)
{
	auto_free char *folder = mem_strdup(path);
	char *slash = strrchr(folder, '/');
	if (!slash)
		return;
	*slash = '\0';
	auto_close int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		fsync(fd);
}

static enum err replace(const char *path, struct str bytes, struct error *err)
{
	auto_free char *fresh = mem_printf("%s.XXXXXX", path);
	auto_close int fd = mkostemp(fresh, O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "%s", path);
	if (write_all(fd, bytes) && rename(fresh, path) == 0) {
		sync_folder(path);
		return ERR_OK;
	}
	enum err code = err_errno(err, _("%s can't be written"), path);
	unlink(fresh);
	return code;
}

enum err file_store(const char *path, struct str bytes, struct error *err)
{
	enum err code = file_make_folders(path, err);
	if (code != ERR_OK)
		return code;
	auto_free char *target = realpath(path, NULL);
	return replace(target ? target : path, bytes, err);
}
