/* SPDX-License-Identifier: MIT */
/* test_repo.c - reading git, with the git program as maker and as oracle. */
#include "repo_box.h"

#include <pthread.h>
#include <sys/stat.h>

static void reads_a_linear_history(void **state)
{
	struct ctx *c = *state;
	struct repo_commit commit;
	struct repo_entry entry;
	struct repo *repo;
	struct oid id;
	char hex[OID_HEX + 1], *head;

	head = run(c, "git init -q r; cd r; mkdir -p a/b; echo 1 > a/b/f.md;"
		   "git add .; git commit -qm 'Một\n\nthân'; echo 2 > g;"
		   "git add .; git commit -qm Hai; git tag -am t v1;"
		   "git rev-parse HEAD");
	repo = open_at(c, "r/a/b");	/* found from below */
	assert_true(str_ends(repo_root(repo), STR("/r/")));
	assert_false(repo_is_shallow(repo));
	commit = commit_of(c, repo, "HEAD");
	oid_hex(&commit.id, hex);
	assert_string_equal(hex, head);
	assert_str(commit.author.name, "Trịnh Mai");
	assert_str(commit.author.email, "mai@example.vn");
	assert_true(commit.author.time == 1770336000);
	assert_int_equal(commit.author.offset, 420);
	assert_str(commit.committer.name, "Nguyễn An");
	assert_true(commit.committer.time == 1770339600);
	assert_str(commit.message, "Hai\n");
	assert_false(commit.damaged);
	assert_false(commit.boundary);
	assert_int_equal(commit.nparents, 1);

	commit = commit_of(c, repo, "HEAD~1");
	assert_str(commit.message, "Một\n\nthân\n");
	assert_int_equal(commit.nparents, 0);
	commit = commit_of(c, repo, "v1");	/* an annotated tag */
	assert_string_equal((oid_hex(&commit.id, hex), hex), head);
	commit = commit_of(c, repo, "main");
	assert_string_equal((oid_hex(&commit.id, hex), hex), head);
	assert_int_equal(repo_resolve(repo, "v2", &id), -1);
	assert_non_null(strstr(repo_error(), "v2"));
	assert_int_equal(repo_resolve(repo, "HEAD^{tree}", &id), -1);

	assert_int_equal(repo_lookup(repo, &commit.tree, STR("a/b/f.md"),
				     &entry), 1);
	assert_int_equal(entry.mode, REPO_FILE);
	assert_int_equal(repo_blob_size(repo, &entry.id), 2);
	buf_clear(&c->out);
	assert_int_equal(repo_blob(repo, &entry.id, &c->out), 0);
	assert_str(buf_str(&c->out), "1\n");
	assert_int_equal(repo_lookup(repo, &commit.tree, STR("a/b/"), &entry),
			 1);
	assert_int_equal(entry.mode, REPO_TREE);
	assert_int_equal(repo_lookup(repo, &commit.tree, STR(""), &entry), 1);
	assert_true(oid_eq(&entry.id, &commit.tree));
	assert_int_equal(repo_lookup(repo, &commit.tree, STR("a/x"), &entry),
			 0);
	assert_int_equal(repo_lookup(repo, &commit.tree, STR("g/x"), &entry),
			 0);
	repo_close(repo);
}

static void reads_merges_links_and_submodules(void **state)
{
	struct ctx *c = *state;
	struct repo_commit commit;
	struct repo_tree tree;
	struct repo *repo;

	run(c, "git init -q r; cd r; git commit -q --allow-empty -m root;"
	    "git checkout -qb side; echo s > s; git add s; git commit -qm s;"
	    "git checkout -q main; echo m > m; git add m; git commit -qm m;"
	    "git merge -q --no-ff -m merge side; ln -s /etc/passwd link;"
	    "echo x > x; chmod +x x; git add .;"
	    "git update-index --add --cacheinfo "
	    "160000,1234567890123456789012345678901234567890,sub;"
	    "git commit -qm kinds");
	repo = open_at(c, "r");
	commit = commit_of(c, repo, "HEAD~1");
	assert_int_equal(commit.nparents, 2);
	commit = commit_of(c, repo, "HEAD");
	assert_int_equal(repo_tree(repo, c->pool, &commit.tree, &tree), 0);
	assert_int_equal(tree.n, 5);
	assert_str(tree.entries[0].name, "link");
	assert_int_equal(tree.entries[0].mode, REPO_LINK);
	assert_int_equal(tree.entries[1].mode, REPO_FILE);
	assert_str(tree.entries[3].name, "sub");
	assert_int_equal(tree.entries[3].mode, REPO_SUBMODULE);
	assert_int_equal(tree.entries[4].mode, REPO_EXECUTABLE);
	repo_close(repo);
}

static void a_shallow_clone_ends_at_its_boundary(void **state)
{
	struct ctx *c = *state;
	struct repo_commit commit;
	struct repo *repo;

	run(c, "git init -q r; cd r; for i in 1 2 3 4; do "
	    "git commit -q --allow-empty -m $i; done; cd ..;"
	    "git clone -q --depth 2 file://$PWD/r s");
	repo = open_at(c, "s");
	assert_true(repo_is_shallow(repo));
	commit = commit_of(c, repo, "HEAD");
	assert_false(commit.boundary);
	assert_int_equal(commit.nparents, 1);
	assert_int_equal(repo_commit(repo, c->pool, &commit.parents[0],
				     &commit), 0);
	assert_str(commit.message, "3\n");
	assert_true(commit.boundary);
	assert_int_equal(commit.nparents, 0);
	repo_close(repo);
}

/* A fast-import stream of 60 commits: files come, go, change, turn into
 * folders, links and executables. */
static void write_history(FILE *f)
{
	static const char *const paths[] = {
		"a", "a-b", "a.c", "a/x", "a/y/z", "content/a.md",
		"content/a/b.md", "content/a/c/d.md", "content/b.md",
		"content/b0", "content.x", "content-y/z", "z",
	};
	static const char *const modes[] = { "100644", "100755", "120000" };
	const unsigned npaths = sizeof(paths) / sizeof(paths[0]);
	unsigned long seed = 20260206;

	for (int i = 1; i <= 60; i++) {
		fprintf(f, "commit refs/heads/main\nmark :%d\n"
			"committer A <a@b> %d +0700\ndata 1\nx\n", i,
			1700000000 + i);
		if (i > 2 && i % 7 == 0)
			fprintf(f, "from :%d\nmerge :%d\n", i - 1, i - 2);
		for (int k = 0; k < 4; k++) {
			const char *path;

			seed = (seed * 1103515245 + 12345) & 0x7fffffff;
			path = paths[seed / 8 % npaths];
			if (seed / 1024 % 4 == 0) {
				fprintf(f, "D %s\n", path);
				continue;
			}
			fprintf(f, "M %s inline %s\ndata 4\n%04lu\n",
				modes[seed / 4096 % 3], path,
				seed / 65536 % 10);
		}
	}
}

static char letter(const struct repo_delta *d)
{
	bool was_link = d->from_mode == REPO_LINK;

	if (!d->had)
		return 'A';
	if (!d->has)
		return 'D';
	return was_link == (d->to_mode == REPO_LINK) ? 'M' : 'T';
}

/* As "git diff-tree --raw" prints it. */
static void print_raw(struct buf *out, const struct repo_deltas *deltas,
		      const char *prefix)
{
	static const char *const modes[] = { "100644", "100755", "120000" };
	static const struct oid zero;
	char from[OID_HEX + 1], to[OID_HEX + 1];

	for (size_t i = 0; i < deltas->n; i++) {
		const struct repo_delta *d = &deltas->v[i];

		oid_hex(d->had ? &d->from : &zero, from);
		oid_hex(d->has ? &d->to : &zero, to);
		buf_addf(out, ":%s %s %s %s %c\t%s%.*s\n",
			 d->had ? modes[d->from_mode] : "000000",
			 d->has ? modes[d->to_mode] : "000000", from, to,
			 letter(d), prefix, STR_ARG(d->path));
	}
}

static void compare_with_git(struct ctx *c, struct repo *repo,
			     const char *pathspec, struct str folder,
			     const char *prefix)
{
	struct str rest, line, from, to;
	struct buf ours = BUF_INIT;
	char *theirs;

	theirs = run(c, pool_printf(c->pool, "cd r; git diff-tree --stdin -r "
				    "--raw --no-renames --no-abbrev %s <pairs",
				    pathspec).p);
	buf_clear(&c->out);
	box_run(&c->box, "cat r/pairs", &c->out);
	rest = buf_str(&c->out);
	while (str_line(&rest, &line)) {
		struct repo_deltas deltas = { NULL, 0, 0 };
		struct oid a, b;

		assert_true(str_split(&line, ' ', &from));
		to = line;
		assert_int_equal(oid_parse(from, &a) | oid_parse(to, &b), 0);
		assert_int_equal(repo_diff(repo, c->pool, &a, &b, folder,
					   &deltas), 0);
		buf_addf(&ours, "%.*s %.*s\n", STR_ARG(from), STR_ARG(to));
		print_raw(&ours, &deltas, prefix);
	}
	assert_true(ours.n > 1000);
	assert_str(str_trim(buf_str(&ours)), theirs);
	buf_release(&ours);
}

static void differences_are_those_of_git(void **state)
{
	struct ctx *c = *state;
	struct repo *repo;
	FILE *f = fopen(box_path(&c->path, &c->box, "stream"), "w");

	assert_non_null(f);
	write_history(f);
	fclose(f);
	run(c, "git init -q r; cd r; git fast-import --quiet <../stream;"
	    "git log --format=%T main >trees; sed 1d trees >next;"
	    "{ paste -d' ' trees next; paste -d' ' next trees;"
	    "sed 1,9d trees | paste -d' ' trees -; } |"
	    "awk 'NF == 2' >pairs; test $(wc -l <pairs) -gt 160");
	repo = open_at(c, "r");
	compare_with_git(c, repo, "", STR(""), "");
	compare_with_git(c, repo, "-- content/", STR("content"), "content/");
	compare_with_git(c, repo, "-- content/a/", STR("content/a"),
			 "content/a/");
	repo_close(repo);
}

static void a_missing_folder_counts_as_empty(void **state)
{
	struct repo_deltas deltas = { NULL, 0, 0 };
	struct repo_commit one, two;
	struct ctx *c = *state;
	struct repo *repo;

	run(c, "git init -q r; cd r; echo 1 >f; git add .; git commit -qm 1;"
	    "mkdir d; echo 2 >d/g; git add .; git commit -qm 2");
	repo = open_at(c, "r");
	one = commit_of(c, repo, "HEAD~1");
	two = commit_of(c, repo, "HEAD");
	assert_int_equal(repo_diff(repo, c->pool, &one.tree, &two.tree,
				   STR("d"), &deltas), 0);
	assert_int_equal(deltas.n, 1);
	assert_str(deltas.v[0].path, "g");
	assert_true(!deltas.v[0].had && deltas.v[0].has);
	/* appended; a file is no folder */
	assert_int_equal(repo_diff(repo, c->pool, &two.tree, NULL, STR("d"),
				   &deltas), 0);
	assert_int_equal(deltas.n, 2);
	assert_true(deltas.v[1].had && !deltas.v[1].has);
	assert_int_equal(repo_diff(repo, c->pool, NULL, &two.tree, STR("f"),
				   &deltas), 0);
	assert_int_equal(deltas.n, 2);
	repo_close(repo);
}

static enum repo_open_result try_open(struct ctx *c, const char *where)
{
	struct repo *repo;
	enum repo_open_result result;

	result = repo_open(&repo, box_path(&c->path, &c->box, where), false);
	buf_clear(&c->out);
	buf_adds(&c->out, result == REPO_OK ? "" : repo_error());
	repo_close(repo);
	return result;
}

static void odd_repositories_open_or_say_why(void **state)
{
	struct ctx *c = *state;
	struct repo_commit commit;
	struct repo_entry entry;
	struct repo *repo;

	run(c, "mkdir none; git init -q --object-format=sha256 sha256;"
	    "git init -q r; cd r; echo 1 >f; git add .; git commit -qm 1;"
	    "git worktree add -q ../wt -b wt; git clone -qs . ../alternate;"
	    "git config uploadpack.allowFilter true;"
	    "git clone -q --bare . ../bare;"
	    "git clone -q --no-checkout --filter=blob:none file://$PWD "
	    "../blobless; git config extensions.worktreeConfig true;"
	    "git init -q ../unborn; mkdir -p ../broken/.git/objects "
	    "../broken/.git/refs; echo junk >../broken/.git/HEAD;"
	    "cp -r .git ../future; git -C ../future config "
	    "core.repositoryformatversion 9");
	assert_int_equal(try_open(c, "none"), REPO_NONE);
	assert_int_equal(try_open(c, "absent"), REPO_NONE);
	assert_int_equal(try_open(c, "sha256"), REPO_BROKEN);
	assert_non_null(strstr(c->out.p, "objectformat"));
	assert_int_equal(try_open(c, "future"), REPO_BROKEN);
	assert_int_equal(repo_open(&repo, box_path(&c->path, &c->box,
						   "broken"), false), REPO_OK);
	assert_int_equal(repo_resolve(repo, "HEAD", &entry.id), -1);
	repo_close(repo);
	assert_int_equal(try_open(c, "r"), REPO_OK);	/* the extension */
	repo = open_at(c, "unborn");
	assert_int_equal(repo_resolve(repo, "HEAD", &entry.id), -1);
	repo_close(repo);

	for (size_t i = 0; i < 3; i++) {
		repo = open_at(c, (const char *[]){ "wt", "alternate",
						    "bare" }[i]);
		commit = commit_of(c, repo, "HEAD");
		assert_int_equal(repo_lookup(repo, &commit.tree, STR("f"),
					     &entry), 1);
		assert_int_equal(repo_blob_size(repo, &entry.id), 2);
		repo_close(repo);
	}
	repo = open_at(c, "blobless");
	commit = commit_of(c, repo, "HEAD");
	assert_int_equal(repo_lookup(repo, &commit.tree, STR("f"), &entry), 1);
	assert_int_equal(repo_blob_size(repo, &entry.id), -1);
	repo_close(repo);
}

static void the_users_configuration_changes_nothing(void **state)
{
	struct ctx *c = *state;
	struct repo *repo;

	run(c, "git init -q r; printf '[core]\\n\\tworktree = /nowhere\\n"
	    "\\tbare = true\\n[broken' >.gitconfig");
	setenv("HOME", c->box.dir, 1);
	repo = open_at(c, "r");
	assert_true(str_ends(repo_root(repo), STR("/r/")));
	repo_close(repo);
}

static void set_safe(struct ctx *c, const char *lines)
{
	run(c, pool_printf(c->pool, "printf '[safe]\\n%s' >.gitconfig",
			   lines).p);
}

static void safe_directory_is_honoured(void **state)
{
	struct ctx *c = *state;
	const char *path;
	struct repo *repo;

	if (geteuid() != 0)
		skip();		/* only root can give a folder away */
	setenv("HOME", c->box.dir, 1);
	run(c, "git init -q r; cd r; git commit -qm 1 --allow-empty;"
	    "chown -R 12345 .");
	assert_int_equal(repo_open(&repo, box_path(&c->path, &c->box, "r"),
				   false), REPO_NOT_OWNED);
	assert_true(str_ends(repo_root(repo), STR("/r/")));
	assert_non_null(strstr(repo_error(), "another user"));
	repo_close(repo);
	set_safe(c, "\\tdirectory = /elsewhere\\n");
	assert_int_equal(try_open(c, "r"), REPO_NOT_OWNED);
	path = box_path(&c->path, &c->box, "r");
	path = pool_printf(c->pool, "\\tdirectory = %s\\n", path).p;
	set_safe(c, path);
	assert_int_equal(try_open(c, "r"), REPO_OK);
	set_safe(c, pool_printf(c->pool, "%s\\tdirectory = \\n", path).p);
	assert_int_equal(try_open(c, "r"), REPO_NOT_OWNED);
	set_safe(c, "\\tdirectory = *\\n");
	assert_int_equal(try_open(c, "r"), REPO_OK);
	set_safe(c, "\\tdirectory = ~/r\\n");
	assert_int_equal(try_open(c, "r"), REPO_OK);
	/* what git says of it is the same */
	run(c, "GIT_CONFIG_GLOBAL=$PWD/.gitconfig git -C r log >/dev/null");
}

static void mailmap_names_people(void **state)
{
	struct ctx *c = *state;
	struct mailmap *map = mailmap_new(STR(
		"Trịnh Tuyết Mai <mai@vn> <old@vn>\njunk\n<x\n"));
	struct signature sig = { STR("mai"), STR("old@vn"), 5, 0 };

	mailmap_apply(map, c->pool, &sig);
	assert_str(sig.name, "Trịnh Tuyết Mai");
	assert_str(sig.email, "mai@vn");
	sig = (struct signature){ STR("b"), STR("b@vn"), 5, 0 };
	mailmap_apply(map, c->pool, &sig);
	assert_str(sig.name, "b");
	mailmap_apply(NULL, c->pool, &sig);
	assert_str(sig.email, "b@vn");
	mailmap_free(map);
	mailmap_free(NULL);
	mailmap_free(mailmap_new((struct str){ NULL, 0 }));
}

static void *walk(void *dir)
{
	struct pool *pool = pool_new();
	struct repo_commit commit;
	struct repo *repo;
	struct oid id;
	intptr_t n = 0;

	for (int round = 0; round < 5; round++) {
		if (repo_open(&repo, dir, round % 2) == REPO_OK &&
		    repo_resolve(repo, "HEAD", &id) == 0)
			while (repo_commit(repo, pool, &id, &commit) == 0) {
				n++;
				if (!commit.nparents)
					break;
				id = commit.parents[0];
			}
		repo_close(repo);
	}
	pool_free(pool);
	return (void *)n;
}

static void threads_have_handles_of_their_own(void **state)
{
	struct ctx *c = *state;
	pthread_t threads[4];
	char *dir;
	void *n;

	run(c, "git init -q r; cd r; for i in 1 2 3 4 5 6; do "
	    "git commit -q --allow-empty -m $i; done");
	dir = pool_cstr(c->pool, str_of(box_path(&c->path, &c->box, "r")));
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, walk, dir),
				 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], &n);
		assert_int_equal((intptr_t)n, 30);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_a_linear_history),
		TEST(reads_merges_links_and_submodules),
		TEST(a_shallow_clone_ends_at_its_boundary),
		TEST(differences_are_those_of_git),
		TEST(a_missing_folder_counts_as_empty),
		TEST(odd_repositories_open_or_say_why),
		TEST(the_users_configuration_changes_nothing),
		TEST(safe_directory_is_honoured),
		TEST(mailmap_names_people),
		TEST(threads_have_handles_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
