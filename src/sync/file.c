/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, FIRST_CHUNK_MAX = 32 << 20 };

static bool is_stdin(const char *address)
{
	return strcmp(address, "-") == 0;
}

bool file_is_local(const char *address)
{
	struct str text = str_of(address);
	if (is_stdin(address) || str_starts_nocase(text, STR("file:")))
		return true;
	if (url_is_web(text))
		return false;
	return access(address, F_OK) == 0 || !str_has(text, STR("://"));
}

/* The path of a file: URL, its escapes undone. */
static char *path_of_url(const char *url)
{
	struct url parts;
	struct str path = url_split(str_of(url), &parts) ? parts.path : str_of(url);
	auto_buf plain = BUF_INIT(PATH_MAX);
	url_decode(&plain, path);
	return buf_take(&plain);
}

static enum err open_address(const char *address, int *ret_fd, struct error *err)
{
	if (is_stdin(address)) {
		*ret_fd = dup(STDIN_FILENO);
		return *ret_fd < 0 ? err_errno(err, _("standard input")) : ERR_OK;
	}
	bool is_url = str_starts_nocase(str_of(address), STR("file:"));
	auto_free char *path = is_url ? path_of_url(address) : mem_strdup(address);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat status;
	if (fd < 0 || fstat(fd, &status) < 0)
		return err_errno(err, "%s", path);
	if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) &&
	    !S_ISCHR(status.st_mode))
		return err_set(err, ERR_FORMAT, _("%s is not a file that can be read"),
		               path);
	fcntl(fd, F_SETFL, 0);
	*ret_fd = take_fd(&fd);
	return ERR_OK;
}

/* A first read of the size the file says it has, so that the usual page is one
 * call and one allocation. */
static size_t first_chunk(int fd)
{
	struct stat status;
	bool known = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
	if (!known || status.st_size <= 0)
		return CHUNK;
	return (size_t)MIN(status.st_size, (off_t)FIRST_CHUNK_MAX) + 1;
}

enum err file_read(const char *address, size_t max, struct buf *ret_bytes,
                   struct error *err)
{
	auto_close int fd = -1;
	enum err code = open_address(address, &fd, err);
	if (code != ERR_OK)
		return code;
	size_t chunk = first_chunk(fd);
	for (;;) {
		char *room = buf_reserve(ret_bytes, chunk);
		if (!room || ret_bytes->len > max)
			return err_set(err, ERR_LIMIT, _("%s is larger than %zu MiB"),
			               address, max >> 20);
		ssize_t got = read(fd, room, chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "%s", address);
		buf_grow(ret_bytes, (size_t)got);
		if (got == 0)
			return ERR_OK;
		chunk = CHUNK;
	}
}

void file_url(const char *address, struct buf *ret_url)
{
	if (str_starts_nocase(str_of(address), STR("file:"))) {
		buf_add_text(ret_url, address);
		return;
	}
	auto_free char *path = is_stdin(address) ? NULL : realpath(address, NULL);
	struct str rest = str_of(path ? path : "/dev/stdin");
	buf_add_text(ret_url, "file://");
	str_cut(&rest, '/');
	while (rest.at) {
		buf_add_char(ret_url, '/');
		url_encode(ret_url, str_cut(&rest, '/'));
	}
}
