/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A main() for fuzz targets without libFuzzer: feeds a target every file of its
 * corpus, and each file with every head cut off and single bytes flipped, as
 * TAP.  So `make check` replays what the fuzzer found.
 *
 * The corpus is $srcdir/tests/fuzz/corpus/TARGET/, TARGET being the program's
 * name without "fuzz-". */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FILE = 1 << 20, STEPS = 64 };

static size_t read_file(const char *path, uint8_t *bytes)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return 0;
	size_t size = fread(bytes, 1, MAX_FILE, file);
	fclose(file);
	return size;
}

/* In a block of exactly its size, so that a sanitizer sees one byte too far. */
static void feed(const uint8_t *bytes, size_t size)
{
	uint8_t *exact = malloc(size ? size : 1);
	if (!exact)
		abort();
	memcpy(exact, bytes, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static void replay(uint8_t *bytes, size_t size)
{
	size_t step = size / STEPS + 1;
	feed(bytes, size);
	for (size_t at = 0; at < size; at += step) {
		uint8_t kept = bytes[at];
		feed(bytes, at);
		bytes[at] = (uint8_t)(kept ^ (0x80 >> (at % 8)));
		feed(bytes, size);
		bytes[at] = kept;
	}
}

static int is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
	static uint8_t bytes[MAX_FILE];
	char folder[1024], path[2048];
	struct dirent **entries;
	const char *srcdir = getenv("srcdir");
	const char *name = strrchr(argv[0], '/');
	name = name ? name + 1 : argv[0];
	(void)argc;
	snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%s",
	         srcdir ? srcdir : ".",
	         strncmp(name, "fuzz-", 5) == 0 ? name + 5 : name);
	int n = scandir(folder, &entries, is_file, alphasort);
	if (n <= 0) {
		printf("1..1\nnot ok 1 - no corpus in %s\n", folder);
		return 1;
	}
	printf("1..%d\n", n);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		replay(bytes, read_file(path, bytes));
		printf("ok %d - %s\n", i + 1, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return 0;
}
