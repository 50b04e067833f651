/* SPDX-License-Identifier: MIT */
/* test_snapshot.c - sources from a commit and from a folder, and refusals. */
#include "gitbox.h"

#include "snapshot.h"

struct ctx {
	struct box box;
	struct pool *pool;
	struct buf out, path;
	struct diags diags;
	struct snapshot snapshot;
	bool missing;
};

static int setup(void **state)
{
	struct ctx *c = xcalloc(1, sizeof(*c));

	box_make(&c->box);
	c->pool = pool_new();
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	struct ctx *c = *state;

	box_remove(&c->box);
	pool_free(c->pool);
	buf_release(&c->out);
	buf_release(&c->path);
	free(c);
	return 0;
}

static char *run(struct ctx *c, const char *script)
{
	buf_clear(&c->out);
	box_run(&c->box, script, &c->out);
	return pool_cstr(c->pool, str_trim(buf_str(&c->out)));
}

/* A snapshot of the commit HEAD, or of another tree, of repository "r". */
static int from_tree(struct ctx *c, const char *tree_hex, const char *folder)
{
	struct repo_commit commit;
	struct repo *repo;
	struct oid id;
	int result;

	diags_init(&c->diags, c->pool);
	assert_int_equal(repo_open(&repo, box_path(&c->path, &c->box, "r"),
				   false), REPO_OK);
	if (tree_hex) {
		assert_int_equal(oid_parse(str_of(tree_hex), &id), 0);
	} else {
		assert_int_equal(repo_resolve(repo, "HEAD", &id), 0);
		assert_int_equal(repo_commit(repo, c->pool, &id, &commit), 0);
		id = commit.tree;
	}
	result = snapshot_from_tree(&c->snapshot, c->pool, repo, &id,
				    str_of(folder), &c->diags, &c->missing);
	repo_close(repo);
	return result;
}

static int from_folder(struct ctx *c, const char *folder)
{
	diags_init(&c->diags, c->pool);
	return snapshot_from_folder(&c->snapshot, c->pool,
				    box_path(&c->path, &c->box, "r"),
				    str_of(folder), NULL, &c->diags,
				    &c->missing);
}

/* The paths in the snapshot, in order, with a blank between. */
static void assert_paths(struct ctx *c, const char *expected)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < c->snapshot.n; i++)
		buf_addf(&b, "%s%.*s", i ? " " : "",
			 STR_ARG(c->snapshot.files[i].path));
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

/* The findings, in order: "code path:line:col(argument)" lines. */
static void assert_findings(struct ctx *c, const char *expected)
{
	struct buf b = BUF_INIT;

	diags_sort(&c->diags);
	for (size_t i = 0; i < c->diags.n; i++) {
		const struct diag *d = &c->diags.list[i];
		unsigned line, col;

		pos_line_col(d->pos, &line, &col);
		buf_addf(&b, "%s %.*s:%u:%u", diag_name(d->code),
			 STR_ARG(d->pos.src->path), line, col);
		if (d->args[0].name)
			buf_addf(&b, "(%.*s)", STR_ARG(d->args[0].value));
		buf_addc(&b, '\n');
	}
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

static struct str text_of(struct ctx *c, const char *path)
{
	const struct snapshot_file *f = snapshot_find(&c->snapshot,
						      str_of(path));

	assert_non_null(f);
	assert_true(f->text);
	return f->src.text;
}

static const char sound[] =
	"git init -q r; cd r; mkdir -p content/so/anh content/.obsidian;"
	"printf '\\357\\273\\277a: 1\\r\\nb: 2\\r' >content/site.yml;"
	"printf 'e\\314\\202' >content/so/index.md; echo x >content/so/X.MD;"
	"printf '\\211PNG\\000\\377' >content/so/anh/1.png;"
	"echo n >content/so-b.md; echo h >content/.hidden.md;"
	"echo o >content/.obsidian/o.md; echo e >content/e.yaml;"
	"echo r >README.md; git add .; git commit -qm 1;";

static const char sound_paths[] =
	"e.yaml site.yml so-b.md so/X.MD so/anh/1.png so/index.md";

static void check_sound(struct ctx *c)
{
	const struct snapshot_file *f;

	assert_false(c->missing);
	assert_int_equal(c->diags.n, 0);
	assert_str(c->snapshot.folder, "content");
	assert_paths(c, sound_paths);
	assert_str(text_of(c, "site.yml"), "a: 1\nb: 2\n");
	assert_str(text_of(c, "so/index.md"), "ê");
	assert_str(text_of(c, "so/X.MD"), "x\n");
	f = snapshot_find(&c->snapshot, STR("so/index.md"));
	assert_str(f->src.path, "content/so/index.md");
	assert_str(f->src.rev, "");
	f = snapshot_find(&c->snapshot, STR("so/anh/1.png"));
	assert_false(f->text);
	assert_int_equal(f->raw.n, 6);
	assert_memory_equal(f->raw.p, "\x89PNG\0\xff", 6);
	assert_null(snapshot_find(&c->snapshot, STR("so")));
	assert_null(snapshot_find(&c->snapshot, STR("README.md")));
}

static void a_tree_and_a_folder_give_the_same(void **state)
{
	static const struct oid zero;
	struct ctx *c = *state;
	char hex[OID_HEX + 1], *blob;

	run(c, sound);
	assert_int_equal(from_folder(c, "content"), 0);
	check_sound(c);
	assert_true(oid_eq(&c->snapshot.files[0].blob, &zero));
	assert_int_equal(from_folder(c, "./content/"), 0);
	check_sound(c);

	/* the work tree does not matter for a commit */
	blob = run(c, "cd r; git rev-parse HEAD:content/e.yaml;"
		   "rm content/site.yml; echo junk >content/so-b.md;"
		   "ln -s / content/link; git rm -qr --cached content");
	assert_int_equal(from_tree(c, NULL, "content"), 0);
	check_sound(c);
	oid_hex(&c->snapshot.files[0].blob, hex);
	assert_string_equal(hex, blob);
}

static void the_whole_tree_is_a_content_folder_too(void **state)
{
	struct ctx *c = *state;

	run(c, "git init -q r; cd r; echo 1 >a.md; mkdir d; echo 2 >d/b.md;"
	    "git add .; git commit -qm 1");
	assert_int_equal(from_tree(c, NULL, ""), 0);
	assert_paths(c, "a.md d/b.md");
	assert_str(c->snapshot.files[1].src.path, "d/b.md");
	assert_int_equal(from_folder(c, "."), 0);	/* has a .git */
	assert_paths(c, "a.md d/b.md");
	assert_str(c->snapshot.files[1].src.path, "d/b.md");
	assert_int_equal(c->diags.n, 0);
}

static void a_missing_folder_is_told(void **state)
{
	struct ctx *c = *state;

	run(c, "git init -q r; cd r; echo 1 >file; git add .;"
	    "git commit -qm 1");
	assert_int_equal(from_tree(c, NULL, "content"), -1);
	assert_true(c->missing);
	assert_int_equal(from_tree(c, NULL, "file"), -1);
	assert_true(c->missing);
	assert_int_equal(from_folder(c, "content"), -1);
	assert_true(c->missing);
	assert_int_equal(from_folder(c, "file/x"), -1);
	assert_true(c->missing);
	assert_int_equal(c->diags.n, 0);
	assert_int_equal(c->snapshot.failure.n, 0);
}

static const char broken[] =
	"git init -q r; cd r; mkdir c;"
	"printf 'một\\r\\nha\\314\\201i \\377x' >c/a.md;"
	"printf 'a\\nb\\000c' >c/b.yml; echo fine >c/c.md;"
	"head -c 4194305 /dev/zero | tr '\\0' x >c/d.md;"
	"head -c 4194304 /dev/zero | tr '\\0' x >c/e.md;"
	"head -c 4194305 /dev/zero >c/f.bin; ln -s /etc c/g; ln -s c.md c/h;";

static const char broken_findings[] =
	"not-utf8 c/a.md:2:5(14)\n"
	"nul-byte c/b.yml:2:2(4)\n"
	"file-too-large c/d.md:1:1(4194305)\n"
	"symlink c/g:1:1\n"
	"symlink c/h:1:1\n";

static void bad_files_are_findings_with_their_place(void **state)
{
	struct ctx *c = *state;

	run(c, broken);
	run(c, "cd r; git add .; git update-index --add --cacheinfo "
	    "160000,1234567890123456789012345678901234567890,c/sub;"
	    "git commit -qm 1; mkfifo c/i");
	assert_int_equal(from_tree(c, NULL, "c"), -1);
	assert_findings(c, pool_printf(c->pool, "%ssubmodule c/sub:1:1\n",
				       broken_findings).p);
	assert_paths(c, "c.md e.md f.bin");
	assert_int_equal(from_folder(c, "c"), -1);
	assert_findings(c, pool_printf(c->pool, "%sspecial-file c/i:1:1\n",
				       broken_findings).p);
	assert_paths(c, "c.md e.md f.bin");
	assert_false(c->missing);
	assert_int_equal(c->snapshot.failure.n, 0);
}

static void a_link_is_no_content_folder(void **state)
{
	struct ctx *c = *state;

	run(c, "git init -q r; cd r; mkdir real; echo 1 >real/a.md;"
	    "ln -s real content; git add .; git commit -qm 1");
	assert_int_equal(from_tree(c, NULL, "content"), -1);
	assert_findings(c, "symlink content:1:1\n");
	assert_int_equal(from_folder(c, "content"), -1);
	assert_findings(c, "symlink content:1:1\n");
	assert_int_equal(c->snapshot.n, 0);
	assert_false(c->missing);
}

static void names_that_fold_together_are_warned_of(void **state)
{
	struct ctx *c = *state;

	run(c, "git init -q r; cd r; mkdir -p c/a c/A c/d; echo >c/a/x.md;"
	    "echo >c/A/x.md; echo >c/d/Đề-án.md; echo >c/d/de_an.md;"
	    "echo >c/d/dean.md; echo >c/x.md; git add .; git commit -qm 1");
	assert_int_equal(from_tree(c, NULL, "c"), 0);
	assert_findings(c, "names-collide c/a:1:1(c/A)\n"
			"names-collide c/d/Đề-án.md:1:1(c/d/de_an.md)\n");
	assert_int_equal(c->snapshot.n, 6);
	assert_int_equal(from_folder(c, "c"), 0);
	assert_int_equal(c->diags.warnings, 2);
}

static void hostile_names_are_refused(void **state)
{
	struct ctx *c = *state;
	char *tree;

	tree = run(c, "git init -q r; cd r;"
		   "b=$(echo x | git hash-object -w --stdin);"
		   "id() { printf \"$(printf '\\\\%03o' $(echo $b |"
		   " sed 's/../0x& /g'))\"; };"
		   "f() { printf \"100644 $1\"; printf '\\0'; id; };"
		   "long=$(head -c 5000 /dev/zero | tr '\\0' l);"
		   "{ f ..; f .; f .git; f .GIT; f ../../etc/passwd; f /abs;"
		   "f 'a\\\\\\\\..\\\\\\\\b'; f ''; f twice.md; f twice.md;"
		   "f 'l\\nf'; f 'e\\033[1m'; f '\\377.md'; f '\\302\\205';"
		   "f \"$long\"; f fine.md; f .gitx; printf '0 odd\\0'; id;"
		   "printf '99999999999 big\\0'; id; } |"
		   "git hash-object --literally -t tree -w --stdin");
	assert_int_equal(from_tree(c, tree, ""), -1);
	assert_paths(c, "fine.md twice.md");
	assert_int_equal(c->diags.errors, 16);
	for (size_t i = 0; i < c->diags.n; i++)
		for (size_t k = 0; k < c->diags.list[i].pos.src->path.n; k++)
			assert_true((unsigned char)c->diags.list[i].pos.src->
				    path.p[k] >= 0x20);
}

static void a_mode_that_lies_is_a_failure(void **state)
{
	struct ctx *c = *state;
	char *tree;

	tree = run(c, "git init -q r; cd r;"
		   "b=$(echo x | git hash-object -w --stdin);"
		   "id() { printf \"$(printf '\\\\%03o' $(echo $b |"
		   " sed 's/../0x& /g'))\"; };"
		   "{ printf '40000 d\\0'; id; } |"
		   "git hash-object --literally -t tree -w --stdin");
	assert_int_equal(from_tree(c, tree, ""), -1);
	assert_true(str_starts(c->snapshot.failure, STR("d: object ")));
	assert_int_equal(c->diags.n, 0);
}

static void a_missing_blob_is_a_failure(void **state)
{
	struct ctx *c = *state;
	char *blob;

	blob = run(c, "git init -q r; cd r; mkdir c; echo 1 >c/a.md;"
		   "echo 2 >c/b.md; git add .; git commit -qm 1;"
		   "b=$(git rev-parse HEAD:c/a.md); rm -f .git/objects/"
		   "$(echo $b | cut -c1-2)/$(echo $b | cut -c3-); echo $b");
	assert_int_equal(from_tree(c, NULL, "c"), -1);
	assert_int_equal(c->diags.n, 0);
	assert_true(str_starts(c->snapshot.failure, STR("c/a.md: ")));
	assert_true(str_find(c->snapshot.failure, str_of(blob)) > 0);
	assert_false(c->missing);
}

static void bombs_are_refused(void **state)
{
	struct ctx *c = *state;
	char *tree;

	tree = run(c, "git init -q r; cd r; t=$(git mktree </dev/null);"
		   "for i in $(seq 8); do t=$(for n in 0 1 2 3 4 5 6 7 8"
		   " 9; do printf '040000 tree %s\\t%s\\n' $t $n; done |"
		   "git mktree); done; echo $t");
	assert_int_equal(from_tree(c, tree, ""), -1);
	assert_int_equal(c->diags.n, 1);
	assert_int_equal(c->diags.list[0].code, DIAG_TOO_MANY_FILES);
	tree = run(c, "cd r; t=$(echo x | git hash-object -w --stdin |"
		   "sed 's/.*/100644 blob &\\tf.md/' | git mktree);"
		   "n=$(head -c 250 /dev/zero | tr '\\0' d);"
		   "for i in 1 2 3 4 5; do t=$(printf "
		   "'040000 tree %s\\t%s\\n' $t $n | git mktree); done;"
		   "echo $t");
	assert_int_equal(from_tree(c, tree, ""), -1);
	assert_int_equal(c->diags.list[0].code, DIAG_BAD_PATH);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_tree_and_a_folder_give_the_same),
		TEST(the_whole_tree_is_a_content_folder_too),
		TEST(a_missing_folder_is_told),
		TEST(bad_files_are_findings_with_their_place),
		TEST(a_link_is_no_content_folder),
		TEST(names_that_fold_together_are_warned_of),
		TEST(hostile_names_are_refused),
		TEST(a_mode_that_lies_is_a_failure),
		TEST(a_missing_blob_is_a_failure),
		TEST(bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
