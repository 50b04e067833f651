/* SPDX-License-Identifier: MIT */
/*
 * repo_box.h - repositories made by the git program in a box, and reading them.
 */
#ifndef REPO_BOX_H
#define REPO_BOX_H

#include "gitbox.h"
#include "repo.h"

/* libgit2 1.5 forgets a regular expression's match where a repository has
 * extensions. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8\n";
}

struct ctx {
	struct box box;
	struct pool *pool;
	struct buf out, path;
};

static inline int setup(void **state)
{
	struct ctx *c = xcalloc(1, sizeof(*c));

	box_make(&c->box);
	c->pool = pool_new();
	*state = c;
	return 0;
}

static inline int teardown(void **state)
{
	struct ctx *c = *state;

	box_remove(&c->box);
	pool_free(c->pool);
	buf_release(&c->out);
	buf_release(&c->path);
	free(c);
	return 0;
}

/* The script's output, without the last line end. */
static inline char *run(struct ctx *c, const char *script)
{
	buf_clear(&c->out);
	box_run(&c->box, script, &c->out);
	return pool_cstr(c->pool, str_trim(buf_str(&c->out)));
}

static inline struct repo *open_at(struct ctx *c, const char *where)
{
	struct repo *repo;

	assert_int_equal(repo_open(&repo, box_path(&c->path, &c->box, where),
				   false), REPO_OK);
	return repo;
}

static inline struct oid id_of(const char *hex)
{
	struct oid id;

	assert_int_equal(oid_parse(str_of(hex), &id), 0);
	return id;
}

static inline struct repo_commit commit_of(struct ctx *c, struct repo *repo,
				    const char *rev)
{
	struct repo_commit commit = { .damaged = false };
	struct oid id;

	if (repo_resolve(repo, rev, &id) < 0 ||
	    repo_commit(repo, c->pool, &id, &commit) < 0) {
		print_error("%s\n", repo_error());
		fail();
	}
	return commit;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
