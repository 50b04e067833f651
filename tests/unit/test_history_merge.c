/* SPDX-License-Identifier: MIT */
/* test_history_merge.c - branches and merges: every commit once, a merge only
 * for what it did itself, a branch's records adopted or refused. */
#include "history_merge.h"

/* ---- which commits, when ----------------------------------------------- */

static void test_clean(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; due 1 2; c Bên; due 1 3; c Bên\n"
		"T=$((T + 10 * 86400)); on main; due 2 2; c Chính\n"
		"m side; due 1 4; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-2" DUE("1", "2") "+28\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"4 2026/a-1" DUE("2", "3") "+31\n"
		"6 2026/a-1" DUE("3", "4") "+30\n");
	/* A branch's commits are published when they arrive. */
	assert_int_equal(b.h.ncommits, 6);
	assert_int_equal(b.h.nline, 4);
	assert_false(b.h.commits[2].on_line);
	assert_true(b.h.commits[2].date < b.h.commits[1].date);
	assert_int_equal(b.h.commits[2].published, b.h.commits[4].published);
	assert_int_equal(b.h.commits[3].published, b.h.commits[4].date);
	assert_int_equal(b.h.commits[4].branches[1], 2);
	history_box_remove(&b);
}

static void test_fast_and_empty(void **state)
{
	(void)state;
	/* A merge of what is a straight line, one of nothing, a plain one. */
	check_records(BASE
		"on -b side; due 1 2; c Bên; on main; m side\n"
		"on -b two; c Rỗng; on main; m two\n"
		"on -b three; due 1 3; c Bên; on main; git merge -q three\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"6 2026/a-1" DUE("2", "3") "+31\n");
}

static void test_future_branch(void **state)
{
	struct history_box b;

	(void)state;
	/* Written later than the merge that brings it, by its own clock. */
	history_box_make(&b, BASE
		"on -b side; T=$((T + 900 * 86400)); due 1 2; c Bên\n"
		"T=$((T - 901 * 86400)); on main; m side; T=1767200400\n"
		"due 1 3; c Sau\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"4 2026/a-1" DUE("2", "3") "+31\n");
	assert_int_equal(b.h.commits[1].published, b.h.commits[2].date);
	assert_int_equal(b.h.commits[3].published, b.h.commits[2].date);
	history_box_remove(&b);
}

static void test_octopus(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b one; due 1 2; c 1; on -b two main; due 2 2; c 2\n"
		"on -b three main; due 3 2; c 3; on main; m one two three\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026/a-2" DUE("1", "2") "+28\n"
		"4 2026/a-3" DUE("1", "2") "+28\n");
	assert_int_equal(b.h.commits[4].nparents, 4);
	assert_int_equal(b.h.commits[4].branches[3], 3);
	history_box_remove(&b);
}

/* Branches that change one thing: the one that the merge takes; and each
 * value once. */
static void test_octopus_conflict(void **state)
{
	(void)state;
	check_records(BASE
		"on -b one; due 1 2; due 2 2; due 3 2; c 1\n"
		"on -b two main; due 1 3; due 2 3; due 3 2; c 2; on main\n"
		"due 1 2; due 2 3; due 3 2; j one two\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"2 2026/a-2" DUE("1", "2") "+28 refused\n"
		"2 2026/a-3" DUE("1", "2") "+28\n"
		"3 2026/a-1" DUE("1", "3") "+59 refused\n"
		"3 2026/a-2" DUE("1", "3") "+59\n"
		"3 2026/a-3" DUE("1", "2") "+28 refused\n");
}

static void test_roots(void **state)
{
	(void)state;
	check_records(BASE
		"on -q --orphan other; git rm -rfq .; mkdir -p content/x\n"
		"p khac; i Một 'Mã: K-1'; c 1; sed -i s/K-1/K-2/ $f; c 2\n"
		"on main; m --allow-unrelated-histories other\n",
		"1 2026 added plan\n"
		"2 khac added plan\n"
		"3 khac/k-2 changed id [K-1]->[K-2] amendment\n");
}

/* The same plan from two roots is one. */
static void test_roots_share_plan(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"cp -r content save; on -q --orphan other; git rm -rfq .\n"
		"mv save content; due 1 2; c 1; due 2 2; c 2; on main\n"
		"due 2 2; j other; due 3 3; c 3\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026 added plan refused\n"
		"3 2026/a-2" DUE("1", "2") "+28\n"
		"5 2026/a-3" DUE("1", "3") "+59\n");
	assert_int_equal(find_plan(&b.h, "2026")->nlines, 3);
	history_box_remove(&b);
}

/* The published line is the chain of first parents, whatever it was called. */
static void test_foxtrot(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b, BASE
		"on -b side; due 1 2; c Bên; on main; due 2 2; c Chính\n"
		"on side; m main; on main; git merge -q --ff-only side\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026/a-2" DUE("1", "2") "+28\n");
	assert_true(b.h.commits[1].on_line);
	assert_false(b.h.commits[2].on_line);
	assert_int_equal(b.h.commits[2].published, b.h.commits[3].date);
	history_box_remove(&b);
}

/* A branch that merged the main one into itself on its way. */
static void test_main_into_branch(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; c Bên; on main; due 2 2; due 3 2; c Chính\n"
		"on side; m main; due 2 3; c Bên; on main; due 3 3; c Chính\n"
		"m side\n",
		"1 2026 added plan\n"
		"2 2026/a-2" DUE("1", "2") "+28\n"
		"2 2026/a-3" DUE("1", "2") "+28\n"
		"3 2026/a-3" DUE("2", "3") "+31\n"
		"4 2026/a-1" DUE("1", "2") "+28\n"
		"6 2026/a-2" DUE("2", "3") "+31\n");
}

static void test_criss_cross(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; c Bên; git tag s1; on main; due 2 2\n"
		"c Chính; git tag m1; m s1; on side; m m1; due 1 3; c Bên\n"
		"on main; due 2 3; c Chính; m side\n",
		"1 2026 added plan\n"
		"2 2026/a-2" DUE("1", "2") "+28\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"5 2026/a-2" DUE("2", "3") "+31\n"
		"7 2026/a-1" DUE("2", "3") "+31\n");
}

/* ---- conflicts --------------------------------------------------------- */

#define CONFLICT "on -b side; due 1 2; c Bên; on main; due 1 3; c Chính\n"

static void test_conflict_to_line(void **state)
{
	(void)state;
	check_records(BASE CONFLICT "j side; due 1 4; c Sau\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "3") "+59\n"
		"3 2026/a-1" DUE("1", "2") "+28 refused\n"
		"5 2026/a-1" DUE("3", "4") "+30\n");
}

static void test_conflict_to_branch(void **state)
{
	(void)state;
	check_records(BASE CONFLICT "due 1 2; j side; due 1 4; c Sau\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "3") "+59\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"5 2026/a-1" DUE("2", "4") "+61\n");
}

static void test_conflict_to_third(void **state)
{
	(void)state;
	check_records(BASE CONFLICT "due 1 9; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "3") "+59\n"
		"3 2026/a-1" DUE("1", "2") "+28 refused\n"
		"4 2026/a-1" DUE("3", "9") "+183\n");
}

/* Fields are apart: one of the line, one of the branch, one of neither. */
static void test_field_by_field(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; of 1 T; c Bên\n"
		"on main; due 1 3; of 1 U; s 2026 's/Việc 1/Việc số 1/'; c Chính\n"
		"of 1 T; s 2026 's/Việc số 1/Việc thứ 1/'; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed title [Việc 1]->[Việc số 1] amendment\n"
		"2 2026/a-1 changed product [S]->[U] amendment\n"
		"2 2026/a-1" DUE("1", "3") "+59\n"
		"3 2026/a-1 changed product [S]->[T] amendment\n"
		"3 2026/a-1" DUE("1", "2") "+28 refused\n"
		"4 2026/a-1 changed title [Việc số 1]->[Việc thứ 1] "
		"amendment\n");
}

/* Both sides made the same change: it counts once; what leads on from it
 * counts. */
static void test_same_change(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; due 2 2; c Bên; due 2 3; c Bên\n"
		"on main; due 1 2; due 2 2; c Chính; due 2 3; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"2 2026/a-2" DUE("1", "2") "+28\n"
		"3 2026/a-1" DUE("1", "2") "+28 refused\n"
		"3 2026/a-2" DUE("1", "2") "+28 refused\n"
		"4 2026/a-2" DUE("2", "3") "+31\n");
}

/* There and back again on the branch. */
static void test_net_zero(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; due 2 2; drop 3; c Bên\n"
		"due 1 1; due 2 1; sed -i '$d' $f; i '3. Việc 3' 'Mã: A-3' "
		"'Thời hạn: Tháng 1/2026' 'Sản phẩm: S'; c Bên; on main\n"
		"due 2 5; c Chính; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-2" DUE("1", "5") "+120\n"
		"3 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026/a-2" DUE("1", "2") "+28 refused\n"
		"3 2026/a-3 removed amendment\n"
		"4 2026/a-1" DUE("2", "1") "-28\n"
		"4 2026/a-2" DUE("2", "1") "-28 refused\n"
		"4 2026/a-3 restored amendment\n");
}

/* A branch of a branch: what its merge refuses stays refused. */
static void test_inner_merge(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; c Bên; on -b inner; due 1 3; due 2 3\n"
		"of 3 T; c Trong; on side; due 2 4; c Bên\n"
		"due 1 3; of 3 T; j inner; of 3 U; c Bên; on main; j side\n"
		"on -b more side; c Thêm; on main; due 1 3; due 2 4; of 3 U\n"
		"j more\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28 refused\n"
		"3 2026/a-2" DUE("1", "4") "+89 refused\n"
		"4 2026/a-1" DUE("2", "3") "+31 refused\n"
		"4 2026/a-2" DUE("1", "3") "+59 refused\n"
		"4 2026/a-3 changed product [S]->[T] amendment refused\n"
		"6 2026/a-3 changed product [T]->[U] amendment refused\n"
		/* The branch was merged before, and refused; what the second
		 * merge takes of it is the merge's own. */
		"9 2026/a-1" DUE("1", "3") "+59\n"
		"9 2026/a-2" DUE("1", "4") "+89\n"
		"9 2026/a-3 changed product [S]->[U] amendment\n");
}

static void test_inner_merge_adopted(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; c Bên; on -b inner; due 1 3; due 2 3\n"
		"of 3 T; c Trong; on side; due 2 4; c Bên\n"
		"due 1 3; of 3 T; j inner; of 3 U; c Bên; on main; m side\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"3 2026/a-2" DUE("1", "4") "+89\n"
		"4 2026/a-1" DUE("2", "3") "+31\n"
		"4 2026/a-2" DUE("1", "3") "+59 refused\n"
		"4 2026/a-3 changed product [S]->[T] amendment\n"
		"6 2026/a-3 changed product [T]->[U] amendment\n");
}

/* A change of the line that a branch's merge had undone comes undone with the
 * branch: git calls it clean, but it is not silent. */
static void test_undone_by_merge(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; of 3 T; c Bên; on main; due 1 2; drop 2; c Chính\n"
		"on side; j main; on main; c Rỗng; m side\n",
		"1 2026 added plan\n"
		"2 2026/a-1" DUE("1", "2") "+28\n"
		"2 2026/a-2 removed amendment\n"
		"4 2026/a-3 changed product [S]->[T] amendment\n"
		"6 2026/a-1" DUE("2", "1") "-28\n"
		"6 2026/a-2 restored amendment\n");
}

/* ---- what the merge does itself ---------------------------------------- */

static void test_evil(void **state)
{
	(void)state;
	check_records(BASE
		"p khac; i Khác 'Mã: K-1' 'Sản phẩm: S'; f=content/x/2026.md\n"
		"c Khác; on -b side; due 1 2; c Bên; on main; due 2 2; c Chính\n"
		"due 1 2; drop 3; i '4. Việc 4' 'Mã: A-4' "
		"'Theo văn bản: 9/QĐ-X'; s khac 's/: S/: T/'\n"
		"p moi; i Mới 'Mã: M-1'; j side\n",
		"1 2026 added plan\n"
		"2 khac added plan\n"
		"3 2026/a-2" DUE("1", "2") "+28\n"
		"4 2026/a-1" DUE("1", "2") "+28\n"
		"5 2026/a-4 added amendment by 9/QĐ-X\n"
		"5 2026/a-3 removed amendment\n"
		"5 khac/k-1 changed product [S]->[T] amendment\n"
		"5 moi added plan\n");
}

/* The merge's own changes are judged apart from the branch's. */
static void test_claims_of_branch(void **state)
{
	(void)state;
	check_records(BASE
		"on -b side; due 1 2; s 2026 '/A-1$/s/$/\\n- Theo văn bản: "
		"1\\/QĐ-X\\n- Đính chính: theo bản gốc/'; c Bên; on main; "
		"of 1 U; c Chính; j side; on -b two side; c Rỗng; on main\n"
		"s 2026 '/A-1$/s/$/\\n- Theo văn bản: 1\\/QĐ-X\\n"
		"- Đính chính: theo bản gốc/'; of 1 V; j two\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed product [S]->[U] amendment\n"
		"3 2026/a-1 changed deadline [Tháng 1/2026]->[Tháng "
		"2/2026] correction by 1/QĐ-X refused\n"
		"3 2026/a-1 changed authority []->[1/QĐ-X] editorial refused\n"
		"3 2026/a-1 changed correction []->[theo bản gốc] correction "
		"by 1/QĐ-X refused\n"
		"6 2026/a-1 changed product [U]->[V] correction by 1/QĐ-X\n"
		"6 2026/a-1 changed authority []->[1/QĐ-X] editorial\n"
		"6 2026/a-1 changed correction []->[theo bản gốc] correction "
		"by 1/QĐ-X\n");
	check_records(BASE
		"on -b side; due 1 2; s 2026 '/A-1$/s/$/\\n- Theo văn bản: "
		"1\\/QĐ-X\\n- Đính chính: theo bản gốc/'; c Bên; on main; "
		"of 1 U; c Chính; due 1 2; of 1 V\n"
		"s 2026 '/A-1$/s/$/\\n- Theo văn bản: 1\\/QĐ-X\\n"
		"- Đính chính: theo bản gốc/'; j side\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed product [S]->[U] amendment\n"
		"3 2026/a-1 changed deadline [Tháng 1/2026]->[Tháng 2/2026] "
		"correction by 1/QĐ-X\n"
		"3 2026/a-1 changed authority []->[1/QĐ-X] editorial\n"
		"3 2026/a-1 changed correction []->[theo bản gốc] correction "
		"by 1/QĐ-X\n"
		"4 2026/a-1 changed product [U]->[V] amendment\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_fast_and_empty),
		cmocka_unit_test(test_future_branch),
		cmocka_unit_test(test_octopus),
		cmocka_unit_test(test_octopus_conflict),
		cmocka_unit_test(test_roots),
		cmocka_unit_test(test_roots_share_plan),
		cmocka_unit_test(test_foxtrot),
		cmocka_unit_test(test_main_into_branch),
		cmocka_unit_test(test_criss_cross),
		cmocka_unit_test(test_conflict_to_line),
		cmocka_unit_test(test_conflict_to_branch),
		cmocka_unit_test(test_conflict_to_third),
		cmocka_unit_test(test_field_by_field),
		cmocka_unit_test(test_same_change),
		cmocka_unit_test(test_net_zero),
		cmocka_unit_test(test_inner_merge),
		cmocka_unit_test(test_inner_merge_adopted),
		cmocka_unit_test(test_undone_by_merge),
		cmocka_unit_test(test_evil),
		cmocka_unit_test(test_claims_of_branch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
