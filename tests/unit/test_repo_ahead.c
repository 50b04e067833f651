/* SPDX-License-Identifier: MIT */
/* test_repo_ahead.c - blobs read ahead of the one that takes them. */
#include "repo_box.h"

#define FILES 50

/* Files f1 … f50, each with its name and a line of `x`; f7 is larger. */
static struct repo *open_files(struct ctx *c, struct oid ids[FILES])
{
	struct repo_commit commit;
	struct repo_entry entry;
	struct repo *repo;

	run(c, "git init -q r; cd r;"
	    "for i in $(seq 50); do echo \"f$i\" >f$i; done;"
	    "head -c 5000 /dev/zero | tr '\\0' x >f7;"
	    "git add .; git commit -qm Files");
	repo = open_at(c, "r");
	commit = commit_of(c, repo, "HEAD");
	for (int i = 0; i < FILES; i++) {
		struct str name = pool_printf(c->pool, "f%d", i + 1);

		assert_int_equal(repo_lookup(repo, &commit.tree, name, &entry),
				 1);
		ids[i] = entry.id;
	}
	return repo;
}

static void comes_in_order_but_for_what_is_too_large(void **state)
{
	struct ctx *c = *state;
	struct oid ids[FILES];
	struct repo *repo = open_files(c, ids);

	/* few are read where they are taken, many ahead */
	for (size_t n = 10; n <= FILES; n += 40) {
		struct repo_ahead *a = repo_ahead_begin(repo, ids, n, 100);
		struct buf bytes = BUF_INIT;

		for (size_t i = 0; i < n; i++) {
			assert_int_equal(repo_ahead_next(a, &bytes), i != 6);
			if (i != 6)
				assert_str(buf_str(&bytes), pool_printf(
					c->pool, "f%zu\n", i + 1).p);
		}
		repo_ahead_end(a);
		buf_release(&bytes);
	}
	repo_close(repo);
}

static void may_end_before_all_is_taken(void **state)
{
	struct ctx *c = *state;
	struct oid ids[FILES];
	struct repo *repo = open_files(c, ids);

	for (int taken = 0; taken < 3; taken++) {
		struct repo_ahead *a = repo_ahead_begin(repo, ids, FILES, 100);
		struct buf bytes = BUF_INIT;

		for (int i = 0; i < taken; i++)
			assert_int_equal(repo_ahead_next(a, &bytes), 1);
		repo_ahead_end(a);
		buf_release(&bytes);
	}
	repo_close(repo);
}

static void a_missing_blob_is_told_where_it_is_taken(void **state)
{
	struct ctx *c = *state;
	struct oid ids[FILES];
	struct repo *repo = open_files(c, ids);
	struct repo_ahead *a;
	struct buf bytes = BUF_INIT;
	char hex[OID_HEX + 1];

	memset(ids[20].id, 0x5a, sizeof(ids[20].id));
	a = repo_ahead_begin(repo, ids, FILES, 100000);
	for (int i = 0; i < 20; i++)
		assert_int_equal(repo_ahead_next(a, &bytes), 1);
	assert_int_equal(repo_ahead_next(a, &bytes), -1);
	oid_hex(&ids[20], hex);
	assert_non_null(strstr(repo_error(), hex));
	repo_ahead_end(a);
	buf_release(&bytes);
	repo_close(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			comes_in_order_but_for_what_is_too_large, setup,
			teardown),
		cmocka_unit_test_setup_teardown(may_end_before_all_is_taken,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_missing_blob_is_told_where_it_is_taken, setup,
			teardown),
	};

	return cmocka_run_group_tests_name("repo_ahead", tests, NULL, NULL);
}
