/* SPDX-License-Identifier: MIT */
/* test_repo_hostile.c - damaged, strange and hostile objects. */
#include "repo_box.h"

/* Make a commit of these bytes (after its tree line) and read it. */
static struct repo_commit raw_commit(struct ctx *c, const char *printf_text)
{
	struct buf script = BUF_INIT;
	struct repo_commit commit;
	struct repo *repo;

	buf_addf(&script, "test -d raw || git init -q raw; cd raw;"
		 "t=$(git mktree </dev/null); { echo tree $t; printf '%s'; } |"
		 "git hash-object -t commit -w --stdin --literally > id;"
		 "git update-ref refs/heads/main $(cat id)", printf_text);
	run(c, script.p);
	buf_release(&script);
	repo = open_at(c, "raw");
	commit = commit_of(c, repo, "HEAD");	/* libgit2 refuses most */
	repo_close(repo);
	return commit;
}

static void damaged_commits_are_read_as_far_as_possible(void **state)
{
	struct ctx *c = *state;
	struct repo_commit commit;

	commit = raw_commit(c, "author An 1700000000 +0700\\n"
			    "committer Bình <b@x.vn> 1700000001 -0330\\n\\nm");
	assert_true(commit.damaged);
	assert_str(commit.author.name, "An");
	assert_str(commit.author.email, "");
	assert_true(commit.author.time == 1700000000);
	assert_int_equal(commit.author.offset, 420);
	assert_str(commit.committer.name, "Bình");
	assert_int_equal(commit.committer.offset, -210);
	assert_str(commit.message, "m");

	commit = raw_commit(c, "author A <a> 99999999999999999999 +0000\\n"
			    "committer A <a> 900000000000 +9999\\n\\nm");
	assert_true(commit.damaged);
	assert_true(commit.author.time == 0 && commit.committer.time == 0);
	assert_int_equal(commit.committer.offset, 0);
	assert_str(commit.committer.email, "a");

	commit = raw_commit(c, "author A <a> 1700000000 +0000\\n\\nm");
	assert_true(commit.damaged);
	assert_true(commit.committer.time == 1700000000);

	commit = raw_commit(c, "\\nchỉ có lời\\n");
	assert_true(commit.damaged);
	assert_str(commit.author.name, "");
	assert_true(commit.committer.time == 0);
	assert_str(commit.message, "chỉ có lời\n");

	commit = raw_commit(c, "author A <a@b\\ncommitter <a> -5 +0000\\n\\n");
	assert_true(commit.damaged);
	assert_str(commit.author.email, "a@b");
	assert_true(commit.committer.time == -5);
	assert_str(commit.message, "");
}

static void messages_become_utf8(void **state)
{
	struct ctx *c = *state;
	struct repo_commit commit;

	commit = raw_commit(c, "author Andr\\351 <a> 1 +0000\\n"
			    "committer Andr\\351 <a> 1 +0000\\n"
			    "encoding ISO-8859-1\\n\\ncaf\\351\\n");
	assert_false(commit.damaged);
	assert_str(commit.author.name, "André");
	assert_str(commit.message, "café\n");

	commit = raw_commit(c, "author A <a> 1 +0000\\n"
			    "committer A <a> 1 +0000\\n"
			    "gpgsig x\\n author Z <z> 2 +0000\\n\\n"
			    "a\\377b\\303\\n");
	assert_str(commit.author.name, "A");
	assert_str(commit.message, "a\xef\xbf\xbd" "b\xef\xbf\xbd\n");

	commit = raw_commit(c, "author A\\000B <a> 1 +0000\\n"
			    "committer A <a> 1 +0000\\n\\n\\n\\nx\\000y");
	assert_str(commit.author.name, "A");
	assert_str(commit.message, "x");
}

static void huge_texts_are_cut_between_characters(void **state)
{
	struct buf raw = BUF_INIT;
	struct repo_commit commit;
	struct ctx *c = *state;
	struct str tree =
		STR("tree 1234567890123456789012345678901234567890\n");

	buf_addstr(&raw, tree);
	buf_adds(&raw, "author ");
	for (int i = 0; i < 50000; i++)
		buf_adds(&raw, "ệ");
	buf_adds(&raw, " <a> 1 +0000\ncommitter A <a> 1 +0000\n\na");
	for (int i = 0; i < 1700000; i++)	/* 5 MB */
		buf_adds(&raw, "ệ");
	assert_int_equal(repo_commit_parse(c->pool, buf_str(&raw), &commit),
			 0);
	assert_int_equal(commit.author.name.n, 510);
	assert_int_equal(commit.message.n, 1 + (REPO_MESSAGE_MAX - 1) / 3 * 3);
	buf_clear(&raw);
	buf_addstr(&raw, tree);
	buf_adds(&raw, "author A <a> 1 +0000\ncommitter A <a> 1 +0000\n"
		 "encoding latin1\n\n");
	for (int i = 0; i < 100000; i++)
		buf_addc(&raw, (char)0xe9);
	assert_int_equal(repo_commit_parse(c->pool, buf_str(&raw), &commit),
			 0);
	assert_int_equal(commit.message.n, REPO_MESSAGE_MAX);
	buf_release(&raw);
	/* no tree, or a parent that cannot be told: not to be used */
	assert_int_equal(repo_commit_parse(c->pool, STR("\nm"), &commit), -1);
	buf_addstr(&raw, tree);
	buf_adds(&raw, "parent 123\n\nm");
	assert_int_equal(repo_commit_parse(c->pool, buf_str(&raw), &commit),
			 -1);
	buf_release(&raw);
}

/* The loose file of an object in repository "r". */
static const char *loose(struct ctx *c, const char *hex)
{
	return pool_printf(c->pool, "r/.git/objects/%.2s/%s", hex, hex + 2).p;
}

static void missing_and_corrupt_objects_are_named(void **state)
{
	struct repo_deltas deltas = { NULL, 0, 0 };
	struct ctx *c = *state;
	char *blob, *tree;
	struct oid id, null;
	struct repo_tree read;
	struct repo *repo, *strict;

	blob = run(c, "git init -q r; cd r; mkdir d; echo text > d/f;"
		   "echo b > d/g; git add .;"
		   "git commit -qm m; git rev-parse HEAD:d/f");
	tree = run(c, "cd r; git rev-parse HEAD:d");
	repo = open_at(c, "r");
	assert_int_equal(repo_open(&strict, box_path(&c->path, &c->box, "r"),
				   true), REPO_OK);

	/* another object's bytes under this id: only `strict` minds */
	run(c, pool_printf(c->pool,
		"x=$(echo else | git -C r hash-object -w --stdin);"
		"chmod u+w %s; cat r/.git/objects/"
		"$(echo $x | cut -c1-2)/$(echo $x | cut -c3-) > %s",
		loose(c, blob), loose(c, blob)).p);
	id = id_of(blob);
	buf_clear(&c->out);
	assert_int_equal(repo_blob(repo, &id, &c->out), 0);
	assert_str(buf_str(&c->out), "else\n");
	assert_int_equal(repo_blob(strict, &id, &c->out), -1);
	assert_non_null(strstr(repo_error(), blob));
	id = id_of(tree);
	assert_int_equal(repo_tree(strict, c->pool, &id, &read), 0);
	repo_close(strict);

	assert_int_equal(repo_blob(repo, &id, &c->out), -1);
	assert_non_null(strstr(repo_error(), "is a tree, not a blob"));
	assert_int_equal(repo_blob_size(repo, &id), -1);
	assert_non_null(strstr(repo_error(), tree));

	run(c, pool_printf(c->pool, "rm -f %s", loose(c, blob)).p);
	id = id_of(blob);
	assert_int_equal(repo_blob(repo, &id, &c->out), -1);
	assert_non_null(strstr(repo_error(), blob));
	assert_int_equal(repo_blob_size(repo, &id), -1);
	assert_non_null(strstr(repo_error(), blob));

	run(c, pool_printf(c->pool, "chmod u+w %s; echo junk > %s",
			   loose(c, tree), loose(c, tree)).p);
	id = id_of(run(c, "git -C r rev-parse HEAD^{tree}"));
	assert_int_equal(repo_diff(repo, c->pool, NULL, &id, STR(""),
				   &deltas), -1);
	assert_non_null(strstr(repo_error(), tree));
	memset(&null, 0, sizeof(null));
	assert_int_equal(repo_diff(repo, c->pool, &null, &id, STR(""),
				   &deltas), -1);
	assert_int_equal(repo_tree(repo, c->pool, &null, &read), -1);
	assert_non_null(strstr(repo_error(), "0000000000"));
	repo_close(repo);
}

/* A tree of raw bytes, its id. */
static struct oid raw_tree(struct ctx *c, const char *printf_text)
{
	return id_of(run(c, pool_printf(c->pool,
		"test -d r || git init -q r; cd r;"
		"blob=$(echo x | git hash-object -w --stdin);"
		"id() { printf \"$(printf '\\\\%%03o' $(echo ${1:-$blob} |"
		" sed 's/../0x& /g'))\"; };"
		"empty=$(git mktree </dev/null);"
		"{ %s; } | git hash-object --literally -t tree -w --stdin",
		printf_text).p));
}

static void hostile_trees_are_read_as_they_are(void **state)
{
	struct repo_deltas deltas = { NULL, 0, 0 };
	struct ctx *c = *state;
	struct repo_entry entry;
	struct repo_tree tree;
	struct repo *repo;
	struct oid id, sane;

	id = raw_tree(c, "printf '100644 ../x\\0'; id; printf '0 z\\0'; id;"
		      "printf '99999999999 a\\0'; id;"
		      "printf '100644 \\0'; id; printf '777 b\\0'; id");
	repo = open_at(c, "r");
	assert_int_equal(repo_tree(repo, c->pool, &id, &tree), 0);
	assert_int_equal(tree.n, 5);
	assert_str(tree.entries[0].name, "../x");
	assert_int_equal(tree.entries[0].mode, REPO_FILE);
	assert_int_equal(tree.entries[1].mode, REPO_ODD);
	assert_int_equal(tree.entries[2].mode, REPO_ODD);
	assert_str(tree.entries[3].name, "");
	assert_int_equal(tree.entries[4].mode, REPO_ODD);

	/* unsorted and twice the same: as if sorted, the first counts */
	id = raw_tree(c, "printf '100644 b\\0'; id; printf '100644 a\\0'; id;"
		      "printf '100755 a\\0'; id");
	sane = raw_tree(c, "printf '100644 a\\0'; id; "
			"printf '100644 b\\0'; id");
	assert_int_equal(repo_diff(repo, c->pool, &id, &sane, STR(""),
				   &deltas), 0);
	assert_int_equal(deltas.n, 0);
	assert_int_equal(repo_lookup(repo, &id, STR("a"), &entry), 1);
	assert_int_equal(entry.mode, REPO_FILE);

	/* a "/" in a name still gives sorted paths */
	id = raw_tree(c, "printf '40000 d\\0'; id $empty;"
		      "printf '100644 d/z\\0'; id; printf '100644 c/z\\0'; id");
	assert_int_equal(repo_diff(repo, c->pool, NULL, &id, STR(""),
				   &deltas), 0);
	assert_int_equal(deltas.n, 2);
	assert_str(deltas.v[0].path, "c/z");

	/* a torn entry */
	id = raw_tree(c, "printf '100644 a\\0'; id; printf '100644 b\\0abc'");
	assert_int_equal(repo_tree(repo, c->pool, &id, &tree), -1);
	assert_int_equal(repo_diff(repo, c->pool, &id, &sane, STR(""),
				   &deltas), -1);
	assert_int_equal(repo_lookup(repo, &id, STR("b"), &entry), -1);
	repo_close(repo);
}

static void bombs_are_refused(void **state)
{
	struct repo_deltas deltas = { NULL, 0, 0 };
	struct ctx *c = *state;
	struct repo *repo;
	struct oid deep, wide;

	deep = id_of(run(c, "git init -q r; cd r; t=$(git mktree </dev/null);"
			 "for i in $(seq 70); do t=$(printf "
			 "'040000 tree %s\\td\\n' $t | git mktree); done;"
			 "echo $t"));
	wide = id_of(run(c, "cd r; t=$(git mktree </dev/null);"
			 "for i in $(seq 8); do t=$(for n in 0 1 2 3 4 5 6 7 8"
			 " 9; do printf '040000 tree %s\\t%s\\n' $t $n; done |"
			 "git mktree); done; echo $t"));
	repo = open_at(c, "r");
	assert_int_equal(repo_diff(repo, c->pool, NULL, &deep, STR(""),
				   &deltas), -1);
	assert_non_null(strstr(repo_error(), "too deep"));
	assert_int_equal(repo_diff(repo, c->pool, NULL, &wide, STR(""),
				   &deltas), -1);
	assert_non_null(strstr(repo_error(), "too many"));
	repo_close(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(damaged_commits_are_read_as_far_as_possible),
		TEST(messages_become_utf8),
		TEST(huge_texts_are_cut_between_characters),
		TEST(missing_and_corrupt_objects_are_named),
		TEST(hostile_trees_are_read_as_they_are),
		TEST(bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
