/* SPDX-License-Identifier: MIT */
/* test_history_merge_items.c - branches and merges: items and files that come,
 * go and move on either side, and what that does to ledgers. */
#include "history_merge.h"

/* ---- items that come and go -------------------------------------------- */

static void test_added_on_both_sides(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; i '4. Việc 4' 'Mã: A-4' 'Sản phẩm: S'; c Bên\n"
		"of 4 T; c Bên; on main; i '4. Việc 4' 'Mã: A-4' "
		"'Sản phẩm: S'; c Chính; of 4 T; j side; of 4 U; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-4 added amendment\n"
		"3 2026/a-4 added amendment refused\n"
		"4 2026/a-4 changed product [S]->[T] amendment\n"
		"6 2026/a-4 changed product [T]->[U] amendment\n");
	assert_int_equal(find_plan(&b.h, "2026")->nlines, 4);
	assert_int_equal(find_item(&b.h, "2026/a-4")->first_commit, 1);
	history_box_remove(&b);
}

/* Added with other words: what stands is told where it is not the line's. */
static void test_added_differently(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; i '4. Việc 4' 'Mã: A-4' 'Sản phẩm: T' "
		"'Thời hạn: Tháng 1/2026'; c Bên; on main; i '4. Việc 4' "
		"'Mã: A-4' 'Sản phẩm: S' 'Thời hạn: Tháng 1/2026'; c Chính\n"
		"of 4 T; due 4 3; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-4 added amendment\n"
		"3 2026/a-4 added amendment refused\n"
		"4 2026/a-4 changed product [S]->[T] amendment\n"
		"4 2026/a-4" DUE("1", "3") "+59\n");
}

/* Added on the branch, changed by the merge; changed there and refused. */
static void test_added_and_changed(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; i '4. Việc 4' 'Mã: A-4' 'Sản phẩm: S' "
		"'Thời hạn: Tháng 1/2026'; i '5. Việc 5' 'Mã: A-5'; c Bên\n"
		"due 4 2; of 4 T; c Bên; cp $f save; on main; c Chính\n"
		"mv save $f; due 4 3; drop 5; j side\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"3 2026/a-4 added amendment\n"
		"3 2026/ added amendment refused\n"
		"4 2026/a-4 changed product [S]->[T] amendment\n"
		"4 2026/a-4" DUE("1", "2") "+28 refused\n"
		"5 2026/a-4" DUE("1", "3") "+59\n");
	assert_int_equal(find_item(&b.h, "2026/a-4")->original_due,
			 date_of((struct ymd){ 2026, 1, 31 }));
	assert_false(b.h.items[4]->published);
	history_box_remove(&b);
}

/* Refused by one merge, taken by the next one. */
static void test_refused_then_taken(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; i '4. Việc 4' 'Mã: A-4' 'Sản phẩm: S'; c Bên\n"
		"on main; j side; on side; of 4 T; c Bên; cp $f save; on main\n"
		"mv save $f; j side; of 4 U; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-4 added amendment refused\n"
		"4 2026/a-4 changed product [S]->[T] amendment\n"
		"5 2026/a-4 added amendment\n"
		"6 2026/a-4 changed product [T]->[U] amendment\n");
	assert_int_equal(find_item(&b.h, "2026/a-4")->first_commit, 4);
	assert_str(section_text(find_item(&b.h, "2026/a-4")->first,
				FIELD_PRODUCT), "T");
	history_box_remove(&b);
}

static void test_removed_here_changed_there(void **state)
{
	(void)state;
	/* The removal stands … */
	check_records(BASE
		"on -b side; due 3 2; c Bên; on main; drop 3; c Chính; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-3 removed amendment\n"
		"3 2026/a-3" DUE("1", "2") "+28 refused\n");
	/* … or the change. */
	check_records(BASE
		"on -b side; due 3 2; c Bên; cp $f save; on main; drop 3\n"
		"c Chính; mv save $f; j side; due 3 3; c Sau\n",
		"1 2026 added plan\n"
		"2 2026/a-3 removed amendment\n"
		"3 2026/a-3" DUE("1", "2") "+28\n"
		"4 2026/a-3 restored amendment\n"
		"5 2026/a-3" DUE("2", "3") "+31\n");
	/* The branch removed it. */
	check_records(BASE
		"on -b side; due 3 2; c Bên; drop 3; c Bên; cp $f save; on main\n"
		"due 3 4; c Chính; mv save $f; j side; i '3. Việc 3' "
		"'Mã: A-3' 'Thời hạn: Tháng 6/2026' 'Sản phẩm: S'; c Sau\n",
		"1 2026 added plan\n"
		"2 2026/a-3" DUE("1", "4") "+89\n"
		"3 2026/a-3" DUE("1", "2") "+28 refused\n"
		"4 2026/a-3 removed amendment\n"
		"6 2026/a-3 restored amendment\n"
		"6 2026/a-3" DUE("4", "6") "+61\n");
}

/* Removed on the line while the branch did not touch it; restored later. */
static void test_restored_after_merge(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; c Bên; due 1 3; c Bên; on main; drop 3\n"
		"c Chính; due 1 3; j side; i '3. Việc 3' 'Mã: A-3' "
		"'Thời hạn: Tháng 1/2026' 'Sản phẩm: S'; c Sau\n",
		"1 2026 added plan\n"
		"2 2026/a-3 removed amendment\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"4 2026/a-1" DUE("2", "3") "+31\n"
		"6 2026/a-3 restored amendment\n");
}

/* What one branch removed was never removed on another one. */
static void test_removals_are_apart(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; i '4. Việc 4' 'Mã: A-4'; c Bên; drop 4; c Bên\n"
		"on main; i '4. Việc 4' 'Mã: A-4'; c Chính\n"
		"rm content/x/2026.md; c Chính; on -b two side; i '5. Việc 5' "
		"'Mã: A-5'; c Bên; on main; m -s ours two\n",
		"1 2026 added plan\n"
		"2 2026/a-4 added amendment\n"
		"3 2026 removed plan\n"
		"4 2026/ added amendment refused\n"
		"5 2026/ removed amendment refused\n"
		"6 2026/ added amendment refused\n");
}

/* ---- files that move --------------------------------------------------- */

static void test_renamed_on_branch(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; git mv content/x/2026.md content/x/moi.md\n"
		"f=content/x/moi.md; c Bên; due 1 2; c Bên; on main\n"
		"f=content/x/2026.md; due 2 2; c Chính; m side\n"
		"f=content/x/moi.md; due 3 2; c Sau\n");
	assert_records(&b,
		"1 moi added plan\n"
		"2 moi/a-2" DUE("1", "2") "+28\n"
		"3 moi moved path [x/2026.md]->[x/moi.md] plan\n"
		"4 moi/a-1" DUE("1", "2") "+28\n"
		"6 moi/a-3" DUE("1", "2") "+28\n");
	assert_int_equal(b.h.nplans, 1);
	assert_str(find_plan(&b.h, "moi")->former.v[0], "x/2026");
	history_box_remove(&b);
}

/* Renamed on both sides, each its own way; the merge chooses. */
static void test_renamed_twice(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; git mv content/x/2026.md content/x/mot.md; c Bên\n"
		"on main; git mv content/x/2026.md content/x/hai.md; c Chính\n"
		"git mv content/x/hai.md content/x/mot.md; j side\n",
		"1 mot added plan\n"
		"2 mot moved path [x/2026.md]->[x/hai.md] plan\n"
		"3 mot moved path [x/2026.md]->[x/mot.md] plan\n");
	check_records(BASE
		"on -b side; git mv content/x/2026.md content/x/mot.md; c Bên\n"
		"on main; due 1 2; c Chính; git mv $f content/x/ba.md; j side\n",
		"1 ba added plan\n"
		"2 ba/a-1" DUE("1", "2") "+28\n"
		"3 ba moved path [x/2026.md]->[x/mot.md] plan refused\n"
		"4 ba moved path [x/2026.md]->[x/ba.md] plan\n");
}

/* Its old path got another plan on the branch. */
static void test_path_taken_on_branch(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; git mv $f content/x/cu.md; c Bên; p 2026; i 'Kế hoạch mới' "
		"'Mã: M-1' 'Sản phẩm: S'; c Bên; on main; p khac; c Chính\n"
		"m side; s cu 's,A-1,A-9,'; s 2026 's/: S/: T/'; c Sau\n",
		"1 cu added plan\n"
		"2 khac added plan\n"
		"3 cu moved path [x/2026.md]->[x/cu.md] plan\n"
		"4 2026 added plan\n"
		"6 2026/m-1 changed product [S]->[T] amendment\n"
		"6 cu/a-1 changed id [A-1]->[A-9] amendment\n");
}

static void test_plan_added_on_both_sides(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; p k; i Một 'Mã: K-1' 'Sản phẩm: S'; i Hai "
		"'Mã: K-2' 'Sản phẩm: S'; c Bên; s k '/K-2/{n;s/: S/: T/}'; c Bên\n"
		"cp content/x/k.md save; on main\n"
		"p k; i Một 'Mã: K-1' 'Sản phẩm: U'; c Chính\n"
		"mv save content/x/k.md; j side; s k '/K-1/{n;s/: S/: V/}'; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 k added plan\n"
		"3 k added plan refused\n"
		"4 k/k-2 changed product [S]->[T] amendment\n"
		"5 k/k-1 changed product [U]->[S] amendment\n"
		"5 k/k-2 added amendment\n"
		"6 k/k-1 changed product [S]->[V] amendment\n");
	assert_int_equal(find_plan(&b.h, "k")->nlines, 2);
	history_box_remove(&b);
}

static void test_plan_removed_and_changed(void **state)
{
	(void)state;
	/* Removed on the line, kept by the merge. */
	check_records(BASE
		"on -b side; due 1 2; c Bên; cp $f save; on main; rm $f; c Chính\n"
		"mv save $f; j side\n",
		"1 2026 added plan\n"
		"2 2026 removed plan\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"4 2026 restored plan\n");
	/* Removed on the branch; the merge takes that, or does not. */
	check_records(BASE
		"on -b side; rm $f; c Bên; on main; due 1 2; c Chính; j side\n"
		"on -b two; rm $f; c Bên; on main; c Rỗng; m two\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026 removed plan refused\n"
		"6 2026 removed plan\n");
}

/* An item that the branch moved to another plan, changed on the line. */
static void test_item_moved_on_branch(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"p k; i Khác 'Mã: K-1'; f=content/x/2026.md; c Khác\n"
		"on -b side; drop 3; f=content/x/k.md; i '3. Việc 3' 'Mã: A-3' "
		"'Thời hạn: Tháng 1/2026' 'Sản phẩm: S'; c Bên\n"
		"cp content/x/k.md save; on main; f=content/x/2026.md\n"
		"due 3 2; due 1 2; c Chính; drop 3; mv save content/x/k.md\n"
		"f=content/x/k.md; due 3 2; j side; due 3 3; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 k added plan\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026/a-3" DUE("1", "2") "+28\n"
		"4 k/a-3 moved path [x/2026.md]->[x/k.md] amendment\n"
		"4 k/a-3 moved area [chi-dao]->[chung] amendment\n"
		"6 k/a-3" DUE("2", "3") "+31\n");
	assert_str(find_item(&b.h, "k/a-3")->former.v[0], "x/2026/a-3");
	history_box_remove(&b);
}

/* The merge keeps it in both: it stays where it was, and is copied. */
static void test_item_in_two_plans(void **state)
{
	(void)state;
	check_records(BASE
		"p k; i Khác 'Mã: K-1'; f=content/x/2026.md; c Khác\n"
		"on -b side; drop 3; f=content/x/k.md; i '3. Việc 3' 'Mã: A-3' "
		"'Thời hạn: Tháng 1/2026' 'Sản phẩm: S'; c Bên\n"
		"cp content/x/k.md save; on main; f=content/x/2026.md\n"
		"due 3 2; due 1 2; c Chính; mv save content/x/k.md; j side\n"
		"f=content/x/k.md; due 3 3; c Sau\n",
		"1 2026 added plan\n"
		"2 k added plan\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026/a-3" DUE("1", "2") "+28\n"
		"4 k/a-3 moved path [x/2026.md]->[x/k.md] amendment refused\n"
		"4 k/a-3 moved area [chi-dao]->[chung] amendment refused\n"
		"5 k/a-3 added amendment\n"
		"6 k/a-3" DUE("1", "3") "+59\n");
}

/* ---- drafts and ledgers ------------------------------------------------ */

/* Issued on the branch: its first deadline is what it was issued with. */
static void test_issued_on_branch(void **state)
{
	struct history_box b;
	const struct item_line *line;

	(void)state;
	history_box_make(&b,
		"p 2026 'stage: draft'; i Một 'Mã: A-1' "
		"'Thời hạn: Tháng 1/2026'; c Đầu; on -b side\n"
		"s 2026 's/draft/issued/;s/Tháng 1/Tháng 2/'; c Bên\n"
		"s 2026 's/Tháng 2/Tháng 3/'; c Bên; on main; p k; c Chính\n"
		"m side\n");
	assert_records(&b,
		"1 2026 added plan draft\n"
		"2 k added plan\n"
		"3 2026 changed stage [draft]->[issued] plan draft\n"
		"3 2026/a-1 changed deadline [Tháng 1/2026]->[Tháng 2/2026] "
		"editorial +28 draft\n"
		"4 2026/a-1" DUE("2", "3") "+31\n");
	line = find_item(&b.h, "2026/a-1");
	assert_int_equal(line->original_due,
			 date_of((struct ymd){ 2026, 2, 28 }));
	assert_int_equal(line->plan->issued_commit, 2);
	history_box_remove(&b);
}

/* Refused records are in no ledger. */
static void test_ledger_of_refused(void **state)
{
	struct history_box b;
	const struct item_line *line;

	(void)state;
	history_box_make(&b,
		"p 2026; i Một 'Mã: A-1' 'Thời hạn: Khi có chỉ đạo'; c Đầu\n"
		"on -b side; s 2026 's/^- Thời.*/&\\n- Hạn tính: 1\\/2\\/2026/'\n"
		"c Bên; on main; s 2026 's/^- Mã/- Sản phẩm: S\\n&/'; c Chính\n"
		"j side; s 2026 's/^- Thời.*/&\\n- Hạn tính: 1\\/3\\/2026/'\n"
		"c Sau\n");
	line = find_item(&b.h, "2026/a-1");
	assert_int_equal(line->original_due,
			 date_of((struct ymd){ 2026, 3, 1 }));
	assert_int_equal(b.h.records[b.h.nrecords - 1].d.class,
			 CLASS_PROGRESS);
	history_box_remove(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_added_on_both_sides),
		cmocka_unit_test(test_added_differently),
		cmocka_unit_test(test_added_and_changed),
		cmocka_unit_test(test_refused_then_taken),
		cmocka_unit_test(test_removed_here_changed_there),
		cmocka_unit_test(test_restored_after_merge),
		cmocka_unit_test(test_removals_are_apart),
		cmocka_unit_test(test_renamed_on_branch),
		cmocka_unit_test(test_renamed_twice),
		cmocka_unit_test(test_path_taken_on_branch),
		cmocka_unit_test(test_plan_added_on_both_sides),
		cmocka_unit_test(test_plan_removed_and_changed),
		cmocka_unit_test(test_item_moved_on_branch),
		cmocka_unit_test(test_item_in_two_plans),
		cmocka_unit_test(test_issued_on_branch),
		cmocka_unit_test(test_ledger_of_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
