/* SPDX-License-Identifier: MIT */
/* test_repo_draft.c - uncommitted files as a commit, held against what git
 * itself would commit, and nothing written. */
#include "repo_box.h"

static void hold(struct ctx *c, struct repo *repo, const char *text,
		 struct repo_entry *entry, const char *name)
{
	assert_int_equal(repo_hold_blob(repo, str_of(text), &entry->id), 0);
	entry->name = pool_str(c->pool, str_of(name));
}

static void draft_of(struct repo *repo, const struct repo_commit *parent,
		     const char *folder, const struct repo_entry *files,
		     size_t n, struct oid *id)
{
	const struct repo_draft draft = {
		.parent = parent, .folder = str_of(folder),
		.files = files, .nfiles = n,
		.who = { STR("Bản đang sửa"), STR("draft@localhost"),
			 1770339600, 420 },
		.message = STR("Chưa ghi nhận"),
	};

	assert_int_equal(repo_draft(repo, &draft, id), 0);
}

/* In the repository r, what differs from HEAD is what git would commit. */
static void assert_tree(struct ctx *c, struct repo *repo, const struct oid *id,
			const char *script)
{
	struct repo_commit commit;
	char hex[OID_HEX + 1];

	assert_int_equal(repo_commit(repo, c->pool, id, &commit), 0);
	oid_hex(&commit.tree, hex);
	assert_string_equal(hex, run(c, script));
}

static void a_draft_is_what_git_would_commit(void **state)
{
	struct ctx *c = *state;
	struct repo_entry files[5] = { 0 };
	struct repo_commit head, commit;
	struct repo *repo;
	struct oid id;
	char *before;

	run(c, "git init -q r; cd r; mkdir -p a/content/x z; echo 1 >a/content/x/f.md;"
	    "echo s >a/content/s.sh; chmod 755 a/content/s.sh; echo . >a/content/.keep;"
	    "echo gone >a/content/gone; echo z >z/z; ln -s z l; echo r >a.md;"
	    "git add .; git commit -qm Một");
	before = run(c, "cd r; find .git -type f | xargs ls -l --full-time");
	repo = open_at(c, "r");
	head = commit_of(c, repo, "HEAD");
	hold(c, repo, "neu\n", &files[0], "new/deep/n.md");
	hold(c, repo, "s\n", &files[1], "s.sh");
	hold(c, repo, "y\n", &files[2], "x-y.md");
	hold(c, repo, "x.\n", &files[3], "x.md");
	hold(c, repo, "2\n", &files[4], "x/f.md");
	draft_of(repo, &head, "a/content", files, 5, &id);
	assert_false(oid_eq(&id, &head.id));
	commit = (struct repo_commit){ 0 };
	assert_int_equal(repo_commit(repo, c->pool, &id, &commit), 0);
	assert_int_equal(commit.nparents, 1);
	assert_true(oid_eq(&commit.parents[0], &head.id));
	assert_str(commit.author.name, "Bản đang sửa");
	assert_true(commit.committer.time == 1770339600);
	assert_int_equal(commit.committer.offset, 420);
	assert_false(commit.damaged);
	assert_str(commit.message, "Chưa ghi nhận\n");
	assert_string_equal(before, run(c, "cd r; find .git -type f |"
					"xargs ls -l --full-time"));
	assert_tree(c, repo, &id, "cd r; cd a/content; mkdir -p new/deep;"
		    "echo neu >new/deep/n.md; echo y >x-y.md; echo x. >x.md;"
		    "echo 2 >x/f.md; rm gone; cd ../..; git add .;"
		    "git write-tree");
	repo_close(repo);
}

static void nothing_new_is_the_parent(void **state)
{
	struct ctx *c = *state;
	struct repo_entry files[2] = { 0 };
	struct repo_commit head;
	struct repo *repo;
	struct oid id;

	run(c, "git init -q r; cd r; mkdir d; echo 1 >d/a; echo 2 >b; git add .;"
	    "git commit -qm Một");
	repo = open_at(c, "r");
	head = commit_of(c, repo, "HEAD");
	hold(c, repo, "2\n", &files[0], "b");
	hold(c, repo, "1\n", &files[1], "d/a");
	draft_of(repo, &head, "", files, 2, &id);
	assert_true(oid_eq(&id, &head.id));
	files[1].name = STR("a");
	draft_of(repo, &head, "d", files + 1, 1, &id);
	assert_true(oid_eq(&id, &head.id));
	repo_close(repo);
}

static void a_first_draft_has_no_parent(void **state)
{
	struct ctx *c = *state;
	struct repo_entry file = { 0 };
	struct repo_commit commit = { 0 };
	struct repo *repo;
	struct oid id;

	run(c, "git init -q r");
	repo = open_at(c, "r");
	hold(c, repo, "1\n", &file, "site.yml");
	draft_of(repo, NULL, "content", &file, 1, &id);
	assert_int_equal(repo_commit(repo, c->pool, &id, &commit), 0);
	assert_int_equal(commit.nparents, 0);
	assert_tree(c, repo, &id, "cd r; mkdir content; echo 1 >content/site.yml;"
		    "git add .; git write-tree");
	repo_close(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_draft_is_what_git_would_commit),
		TEST(nothing_new_is_the_parent),
		TEST(a_first_draft_has_no_parent),
	};

	return cmocka_run_group_tests_name("repo_draft", tests, NULL, NULL);
}
