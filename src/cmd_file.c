/* SPDX-License-Identifier: MIT */
/* cmd_file.c - makes new files, and says why it could not. */
#include "cmd_file.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
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

int cmd_read_source(const struct environment *env, const char *path,
		    struct buf *out)
{
	if (!fs_read(AT_FDCWD, path, out, SNAPSHOT_FILE_MAX))
		return EXIT_OK;
	failed(env, "cli.output.unreadable", path);
	return EXIT_OUTPUT;
}

/* Somebody else wrote it meanwhile. */
static int moved(const struct environment *env, const char *path)
{
	fail_with(env, "cli.output.moved", { "path", str_of(path) });
	return EXIT_OUTPUT;
}

int cmd_replace(const struct environment *env, const char *path,
		struct str before, struct str bytes)
{
	struct buf name = BUF_INIT, now = BUF_INIT;
	struct stat st;
	int status = EXIT_OK;

	buf_addf(&name, "%s.minhbach-%ld", path, (long)getpid());
	if (fs_read(AT_FDCWD, path, &now, SNAPSHOT_FILE_MAX) ||
	    stat(path, &st))
		status = failed(env, "cli.output.unreadable", path);
	else if (!str_eq(buf_str(&now), before))
		status = moved(env, path);
	else if (fs_write(AT_FDCWD, name.p, bytes) ||
		 chmod(name.p, st.st_mode & 07777) || rename(name.p, path))
		status = failed(env, "cli.output.failed", path);
	if (status)
		unlink(name.p);
	buf_release(&name);
	buf_release(&now);
	return status;
}
