/* SPDX-License-Identifier: MIT */
/* cmd_file.c - makes new files, and says why it could not. */
#include "cmd_file.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "fs.h"

static int exists(const struct environment *env, const char *path)
{
	fail_with(env, "cli.output.exists", { "path", str_of(path) });
	return EXIT_OUTPUT;
}

static int failed(const struct environment *env, const char *key,
		  const char *path)
{
	struct buf said = BUF_INIT;

	buf_addf(&said, "%s: %s", path, strerror(errno));
	session_say_io(env, key, said.p);
	buf_release(&said);
	return EXIT_OUTPUT;
}

int cmd_write_new(const struct environment *env, const struct new_file *files,
		  size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!faccessat(AT_FDCWD, files[i].path, F_OK,
			       AT_SYMLINK_NOFOLLOW))
			return exists(env, files[i].path);
	for (size_t i = 0; i < n; i++)
		if (fs_write(AT_FDCWD, files[i].path, files[i].bytes))
			return errno == EEXIST ? exists(env, files[i].path) :
						 failed(env, "cli.output.failed",
							files[i].path);
	return EXIT_OK;
}

int cmd_write_result(const struct environment *env, const char *path,
		     struct str bytes)
{
	struct new_file file = { path, bytes };

	if (path)
		return cmd_write_new(env, &file, 1);
	fwrite(bytes.p, 1, bytes.n, stdout);
	return EXIT_OK;
}

int cmd_read_table(struct session *s, const char *path, struct buf *out)
{
	struct source *src = POOL_NEW(s->pool, struct source);

	if (!table_known(str_of(path))) {
		fail_with(s->env, "cli.import.unknown_form",
			  { "path", str_of(path) });
		return EXIT_USAGE;
	}
	if (!fs_read(AT_FDCWD, path, out, TABLE_FILE_MAX))
		return EXIT_OK;
	if (errno != EFBIG) {
		failed(s->env, "cli.output.unreadable", path);
		return EXIT_OUTPUT;
	}
	src->path = pool_str(s->pool, str_of(path));
	diag(&s->diags, DIAG_FILE_TOO_LARGE, POS_AT(src, 0),
	     { "size", pool_printf(s->pool, "%zu", out->n) },
	     { "limit", pool_printf(s->pool, "%d", TABLE_FILE_MAX) });
	return EXIT_FINDINGS;
}
