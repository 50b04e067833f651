/* SPDX-License-Identifier: MIT */
/* test_history_gaps.c - versions that cannot be read, histories that are cut
 * off or damaged, files that are no plans. */
#include "history_box.h"

#define PLAN "p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1' " \
	"'Thời hạn: Quý I/2026'; i '2. Hai' 'Mã: A-2' 'Sản phẩm: S'; c Một\n"

static void assert_gap(const struct history_box *b, size_t index, size_t commit,
		       const char *path, bool secret)
{
	assert_true(index < b->h.ngaps);
	assert_int_equal(b->h.gaps[index].commit, commit - 1);
	assert_str(b->h.gaps[index].path, path);
	assert_int_equal(b->h.gaps[index].secret, secret);
}

/* ---- versions ---------------------------------------------------------- */

static void test_broken_yaml(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"s 2026 's/^title:.*/title: [/;s/Quý I/Quý II/'; c Hỏng\n"
		"s 2026 's/: S/: T/'; c 'Hỏng nữa'\n"
		"s 2026 's/^title:.*/title: Kế hoạch/'; c Sửa\n"
		"s 2026 's/Quý II/Quý III/'; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"4 2026/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n"
		"4 2026/a-2 changed product [S]->[T] amendment\n"
		"5 2026/a-1 changed deadline [Quý II/2026]->[Quý III/2026] "
		"amendment +92\n");
	assert_int_equal(b.h.ngaps, 2);
	assert_gap(&b, 0, 2, "x/2026.md", false);
	assert_gap(&b, 1, 3, "x/2026.md", false);
	/* What stood there stands on. */
	assert_true(history_node(&b.h, 1, 0)->unreadable);
	assert_ptr_equal(history_node(&b.h, 1, 0)->version,
			 history_node(&b.h, 0, 0)->version);
	assert_false(history_node(&b.h, 3, 0)->unreadable);
	history_box_remove(&b);
}

static void test_not_text(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"printf '\\n\\377\\n' >>$f; s 2026 's/Quý I/Quý II/'; c Latin\n"
		"p 2026; printf '\\n### a\\0b\\n' >>$f; c NUL\n"
		"{ printf -- '---\\ntype: plan\\ntitle: T\\n---\\n'\n"
		"  head -c 5000000 /dev/zero | tr '\\0' 'a'; } >$f; c To\n"
		"p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1' 'Thời hạn: Quý II/2026'\n"
		"i '2. Hai' 'Mã: A-2' 'Sản phẩm: S'; c Sửa\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"5 2026/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n");
	assert_int_equal(b.h.ngaps, 3);
	for (size_t i = 0; i < 3; i++)
		assert_gap(&b, i, i + 2, "x/2026.md", false);
	history_box_remove(&b);
}

static void test_unreadable_at_first(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; s 2026 's/title: /title: [/'; i Một 'Mã: A-1'; c Một\n"
		"s 2026 's/title: ./title: /'; c Hai\n");
	assert_records(&b, "2 2026 added plan\n");
	assert_int_equal(b.h.ngaps, 1);
	assert_gap(&b, 0, 1, "x/2026.md", false);
	assert_int_equal(find_item(&b.h, "2026/a-1")->first_commit, 1);
	history_box_remove(&b);
}

/* The name that a broken file gets is the plan's new one. */
static void test_unreadable_renamed(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"s 2026 's/^title:.*/title: [/;s/: S/: T/'; c Hỏng\n"
		"git mv $f content/x/moi.md; c 'Đổi tên'\n"
		"s moi 's/^title:.*/title: Kế hoạch/'; c Sửa\n");
	assert_records(&b,
		"1 moi added plan\n"
		"3 moi moved path [x/2026.md]->[x/moi.md] plan\n"
		"4 moi/a-2 changed product [S]->[T] amendment\n");
	assert_int_equal(b.h.ngaps, 2);
	assert_gap(&b, 1, 3, "x/moi.md", false);
	history_box_remove(&b);
}

static void test_unreadable_removed(void **state)
{
	(void)state;
	check_records(PLAN
		"cp $f save; s 2026 's/^title:.*/title: [/'; c Hỏng\n"
		"rm $f; c Xóa; mv save $f; c Lại\n",
		"1 2026 added plan\n"
		"3 2026 removed plan\n"
		"4 2026 restored plan\n");
}

/* A version marked secret is withheld whole. */
static void test_secret(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026 'secrecy: mat'; i Một 'Mã: A-1' 'Sản phẩm: Bí mật'\n"
		"c Một; s 2026 's/Bí mật/S/;s/mat/none/'; c Hai\n"
		"s 2026 's/: S/: Rất kín/;s/none/toi-mat/'; c Ba\n"
		"s 2026 's/Rất kín/T/;s/toi-mat/none/'; c Bốn\n");
	assert_records(&b,
		"2 2026 added plan\n"
		"4 2026/a-1 changed product [S]->[T] amendment\n");
	assert_int_equal(b.h.ngaps, 2);
	assert_gap(&b, 0, 1, "x/2026.md", true);
	assert_gap(&b, 1, 3, "x/2026.md", true);
	history_box_remove(&b);
}

/* ---- and merges -------------------------------------------------------- */

/* Conflict marks were committed: whoever mends it made the change. */
static void test_conflict_marks(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"on -b side; s 2026 's/^title:.*/title: Một/;s/: S/: T/'; c Bên\n"
		"on main; s 2026 's/^title:.*/title: Hai/'; c Chính\n"
		"git merge -q side >/dev/null || :; j side\n"
		"s 2026 '/^[<=>]/d;/^title: Một/d'; c Sửa\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026 changed title [Kế hoạch]->[Hai] amendment\n"
		"3 2026 changed title [Kế hoạch]->[Một] amendment refused\n"
		"3 2026/a-2 changed product [S]->[T] amendment refused\n"
		"5 2026/a-2 changed product [S]->[T] amendment\n");
	assert_int_equal(b.h.ngaps, 1);
	assert_gap(&b, 0, 4, "x/2026.md", false);
	history_box_remove(&b);
}

/* The merge takes a file that cannot be read from the branch: told once. */
static void test_unreadable_taken(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"on -b side; s 2026 's/: S/: T/'; c Bên\n"
		"s 2026 's/^title:.*/title: [/;s/: T/: U/'; p moi; s moi "
		"'s/^title:.*/title: [/'; c Hỏng\n"
		"on main; c Chính; m side\n"
		"s 2026 's/^title:.*/title: Kế hoạch/'; c Sửa\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"3 2026/a-2 changed product [S]->[T] amendment\n"
		"6 2026/a-2 changed product [T]->[U] amendment\n");
	assert_int_equal(b.h.ngaps, 2);
	assert_gap(&b, 0, 4, "x/2026.md", false);
	assert_gap(&b, 1, 4, "x/moi.md", false);
	history_box_remove(&b);
}

/* A plan of the branch that the merge itself breaks. */
static void test_broken_by_merge(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"on -b side; p moi; i Mới 'Mã: M-1' 'Sản phẩm: S'; c Bên\n"
		"on main; c Chính; git checkout -q side content/x/moi.md\n"
		"s moi 's/^title:.*/title: [/;s/: S/: T/'; j side\n"
		"s moi 's/^title:.*/title: Kế hoạch/'; c Sửa\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"3 moi added plan\n"
		"5 moi/m-1 changed product [S]->[T] amendment\n");
	assert_int_equal(b.h.ngaps, 1);
	assert_gap(&b, 0, 4, "x/moi.md", false);
	history_box_remove(&b);
}

/* ---- files that are no plans ------------------------------------------- */

static void test_other_files(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; i Một 'Mã: A-1'; cp $f content/lien-he.md\n"
		"cp $f content/x/.an.md; mkdir content/x/.kho\n"
		"cp $f content/x/.kho/cu.md; cp $f content/x/ghi.txt\n"
		"cp $f \"content/x/$(printf 'a\\tb').md\"\n"
		"cp $f \"content/x/$(printf '\\377').md\"; cp $f content/x/--.md\n"
		"ln -s 2026.md content/x/link.md; printf -- '---\\ntype: page\\n"
		"---\\n' >content/x/trang.md\n"
		"cp content/x/index.md save; printf -- '---\\nx: [\\n---\\n' "
		">content/x/index.md; mkdir content/.git2 other; cp $f other/a.md\n"
		"cp $f content/.git2/k.md; c Một\n"
		"mv save content/x/index.md\n"
		/* a link becomes a file: a plan arrives; and leaves */
		"rm content/x/link.md; sed s/A-1/L-1/ $f >content/x/link.md\n"
		"c Hai\n"
		"rm content/x/link.md; ln -s 2026.md content/x/link.md; c Ba\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 link added plan\n"
		"3 link removed plan\n");
	assert_int_equal(b.h.ngaps, 0);
	history_box_remove(&b);
}

/* As sources have it: a plan may be called index.md. */
static void test_index_plan(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"mkdir content/x/2026; p 2026/index; i Một 'Mã: A-1'; c Một\n"
		"s 2026/index 's/^title:.*/title: [/'; c Hỏng\n"
		"s 2026/index 's/^title:.*/title: Mới/'; c Sửa\n");
	assert_records(&b,
		"1 2026-index added plan\n"
		"3 2026-index changed title [Kế hoạch]->[Mới] amendment\n");
	assert_int_equal(b.h.ngaps, 1);
	history_box_remove(&b);
}

static void test_no_folder(void **state)
{
	(void)state;
	check_records(
		"mv content keep; echo a >README; git add README; when\n"
		"git commit -q -m 'Chưa có gì'; mkdir plans; cp -r keep/* plans\n"
		"mv keep content; git add plans; when; git commit -q -m Khác\n"
		"p 2026; i Một 'Mã: A-1'; c Một; mv content keep; c Không\n"
		"rm -rf plans; mv keep content; c Lại\n",
		"3 2026 added plan\n"
		"4 2026 removed plan\n"
		"5 2026 restored plan\n");
}

/* ---- commits ----------------------------------------------------------- */

#define RAW_COMMIT(from, to) \
	"git cat-file commit HEAD | sed '" from "' >raw; " \
	"git update-ref refs/heads/main $(git hash-object -t commit -w " \
	"--literally --stdin <raw); rm raw; " to "\n"

static void test_odd_commits(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, PLAN
		"s 2026 's/: S/: T/'; c Hai\n"
		RAW_COMMIT("s/^\\(author\\|committer\\).*/\\1 Mai 1767286800 "
			   "+0700/", "")
		"s 2026 's/: T/: U/'; c Ba\n"
		RAW_COMMIT("s/^committer.*/committer A <a@b.vn> "
			   "99999999999999999999 +0700/", "")
		"s 2026 's/: U/: V/'; c Bốn\n"
		RAW_COMMIT("s/^committer.*/committer A <a@b.vn> "
			   "-86400 +9999/", "")
		"s 2026 's/: V/: W/'; c Năm\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-2 changed product [S]->[T] amendment\n"
		"3 2026/a-2 changed product [T]->[U] amendment\n"
		"4 2026/a-2 changed product [U]->[V] amendment\n"
		"5 2026/a-2 changed product [V]->[W] amendment\n");
	assert_true(b.h.commits[1].damaged);
	assert_true(b.h.commits[2].damaged);
	for (size_t i = 1; i < 5; i++)
		assert_true(b.h.commits[i - 1].published <=
			    b.h.commits[i].published);
	history_box_remove(&b);
}

/* ---- histories that are not whole -------------------------------------- */

static void reload(struct history_box *b, const char *script)
{
	history_box_unload(b);
	box_run(&b->box, script, NULL);
	history_box_load(b);
}

static void test_shallow(void **state)
{
	struct history_box b;
	const struct item_line *line;

	(void)state;
	history_box_make(&b, PLAN
		"s 2026 's/Quý I/Quý II/'; c Hai; s 2026 's/: S/: T/'; c Ba\n"
		"s 2026 's/Quý II/Quý III/'; c Bốn\n");
	assert_int_equal(b.h.kind, HISTORY_COMPLETE);
	assert_true(find_item(&b.h, "2026/a-1")->has_original);
	reload(&b, "git clone -q --depth 2 \"file://$PWD\" cut; rm -rf .git\n"
		   "mv cut/.git .git");
	assert_int_equal(b.result, 0);
	assert_int_equal(b.h.kind, HISTORY_SHALLOW);
	assert_int_equal(b.h.ncommits, 2);
	assert_true(b.h.commits[0].boundary);
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1 changed deadline [Quý II/2026]->[Quý III/2026] "
		"amendment +92\n");
	line = find_item(&b.h, "2026/a-1");
	assert_false(line->has_original);
	assert_int_equal(line->original_due, DATE_NONE);
	history_box_remove(&b);
}

/* Nothing is left out in silence. */
static void test_missing_objects(void **state)
{
	static const char *const objects[] = {
		"HEAD~2:content/x/2026.md", "HEAD~2:content/x", "HEAD~2^{tree}",
		"HEAD~2", "HEAD~1:content/x/2026.md",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(objects) / sizeof(*objects); i++) {
		struct history_box b;
		struct buf script = BUF_INIT;

		history_box_make(&b, PLAN
			"s 2026 's/: S/: T/'; c Hai; s 2026 's/: T/: U/'; c Ba\n");
		buf_addf(&script, "o=$(git rev-parse '%s')\n"
			 "rm -f .git/objects/$(echo $o | cut -c1-2)/"
			 "$(echo $o | cut -c3-)\n", objects[i]);
		reload(&b, script.p);
		assert_int_equal(b.result, -1);
		assert_non_null(repo_error());
		buf_release(&script);
		history_box_remove(&b);
	}
}

/* A folder without commits, or --no-history: what stands, and no past. */
static void test_single(void **state)
{
	struct history_box b;
	struct history_source source;
	struct history single;

	(void)state;
	history_box_make(&b, PLAN
		"s 2026 's/Quý I/Quý II/'; p khac; i Ba 'Mã: K-1'; c Hai\n");
	source = (struct history_source){ .sources = &b.sources,
					  .interner = &b.interner };
	history_single(&single, b.pool, &source);
	assert_int_equal(single.kind, HISTORY_NONE);
	assert_int_equal(single.nrecords, 0);
	assert_int_equal(single.ncommits, 1);
	assert_int_equal(single.nplans, 2);
	assert_true(find_plan(&single, "khac")->live);
	assert_true(find_item(&single, "2026/a-1")->live);
	assert_int_equal(find_item(&single, "2026/a-2")->position, 1);
	assert_false(find_item(&single, "2026/a-1")->has_original);
	assert_int_equal(find_item(&single, "2026/a-1")->due,
			 date_of((struct ymd){ 2026, 6, 30 }));
	history_release(&single);
	history_box_remove(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_broken_yaml),
		cmocka_unit_test(test_not_text),
		cmocka_unit_test(test_unreadable_at_first),
		cmocka_unit_test(test_unreadable_renamed),
		cmocka_unit_test(test_unreadable_removed),
		cmocka_unit_test(test_secret),
		cmocka_unit_test(test_conflict_marks),
		cmocka_unit_test(test_unreadable_taken),
		cmocka_unit_test(test_broken_by_merge),
		cmocka_unit_test(test_other_files),
		cmocka_unit_test(test_index_plan),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_odd_commits),
		cmocka_unit_test(test_shallow),
		cmocka_unit_test(test_missing_objects),
		cmocka_unit_test(test_single),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
