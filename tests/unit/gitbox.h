/* SPDX-License-Identifier: MIT */
/*
 * gitbox.h - a folder of its own for a test, in which the git program runs
 * with a fixed clock and without anybody's configuration.
 */
#ifndef GITBOX_H
#define GITBOX_H

#include <unistd.h>

#include "buf.h"
#include "unit.h"

struct box {
	char dir[64];
};

static inline void box_make(struct box *box)
{
	snprintf(box->dir, sizeof(box->dir), "/tmp/minhbach-test-XXXXXX");
	assert_non_null(mkdtemp(box->dir));
}

/* The folder's path with more behind it; at most one at a time is valid. */
static inline const char *box_path(struct buf *out, const struct box *box,
				   const char *more)
{
	buf_clear(out);
	buf_addf(out, "%s/%s", box->dir, more);
	return out->p;
}

/*
 * Run a shell script in the box; its standard output into `out` (may be
 * NULL).  Any failure in it fails the test.
 */
static inline void box_run(const struct box *box, const char *script,
			   struct buf *out)
{
	static const char setup[] =
		"set -e; umask 022; export LC_ALL=C TZ=UTC HOME=\"$PWD\" "
		"GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null "
		"GIT_AUTHOR_NAME='Trịnh Mai' GIT_AUTHOR_EMAIL=mai@example.vn "
		"GIT_AUTHOR_DATE='1770336000 +0700' "
		"GIT_COMMITTER_NAME='Nguyễn An' "
		"GIT_COMMITTER_EMAIL=an@example.vn "
		"GIT_COMMITTER_DATE='1770339600 +0700' GIT_PAGER=cat;\n"
		"git() { command git -c init.defaultBranch=main "
		"-c commit.gpgSign=false -c protocol.file.allow=always "
		"\"$@\"; }\n";
	struct buf command = BUF_INIT;
	char chunk[4096];
	size_t n;
	FILE *pipe;

	buf_addf(&command, "cd '%s'; %s%s", box->dir, setup, script);
	pipe = popen(command.p, "r");
	assert_non_null(pipe);
	while ((n = fread(chunk, 1, sizeof(chunk), pipe)) > 0)
		if (out)
			buf_add(out, chunk, n);
	if (pclose(pipe) != 0) {
		print_error("failed: %s\n", script);
		fail();
	}
	buf_release(&command);
}

static inline void box_remove(struct box *box)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", box->dir);
	assert_int_equal(system(command), 0);
}

#endif
