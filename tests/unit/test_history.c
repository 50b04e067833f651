/* SPDX-License-Identifier: MIT */
/* test_history.c - linear histories: every commit once and in order, whatever
 * the clocks say; drafts, removals and restores. */
#include "history_box.h"

/* Commits here are of 2026-01-01 and each day after it, UTC+7. */
#define ZONE (7 * 60)

static int32_t published(const struct history_box *b, size_t commit)
{
	return date_at(b->h.commits[commit - 1].published, ZONE);
}

/* ---- the order of commits ---------------------------------------------- */

static void test_linear(void **state)
{
	(void)state;
	check_records(
		"p 2026; a 'I. Chỉ đạo'; i '1. Ban hành' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; c Một\n"
		"c 'Không đổi gì'\n"
		"s 2026 's/Quý I/Quý II/'; c Hai\n"
		"s 2026 's/^- Thời.*/&\\n- Trạng thái: Hoàn thành/'; c Ba\n"
		"s 2026 's/Hoàn thành/Đang thực hiện/'; c Bốn\n",
		"1 2026 added plan\n"
		"3 2026/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n"
		"4 2026/a-1 changed status []->[Hoàn thành] progress\n"
		"5 2026/a-1 changed status [Hoàn thành]->[Đang thực hiện] "
		"progress regressed\n");
}

/* Within a commit: plans by path, the plan before its items, items by place,
 * what was removed last. */
static void test_order_in_commit(void **state)
{
	(void)state;
	check_records(
		"p b; a Chỉ đạo; i '1. Một' 'Mã: B-1'; i '2. Hai' 'Mã: B-2'\n"
		"i '3. Ba' 'Mã: B-3'; p a; i '1. Khác' 'Mã: A-1'; c Một\n"
		"p b 'number: 2/KH-X'; a Chỉ đạo; i '1. Hai' 'Mã: B-2' "
		"'Sản phẩm: S'; i '2. Mới' 'Mã: B-9'; i '3. Ba' 'Mã: B-3' "
		"'Sản phẩm: T'\n"
		"s a 's/Khác/Khác hẳn/'; c Hai\n",
		"1 a added plan\n"
		"1 b added plan\n"
		"2 a/a-1 changed title [Khác]->[Khác hẳn] amendment\n"
		"2 b changed number []->[2/KH-X] plan\n"
		"2 b/b-2 changed number [2]->[1] editorial\n"
		"2 b/b-2 changed product []->[S] amendment\n"
		"2 b/b-9 added amendment\n"
		"2 b/b-3 changed product []->[T] amendment\n"
		"2 b/b-1 removed amendment\n");
}

static void test_forty_plans(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"for n in $(seq 10 49); do p k$n; a Chỉ đạo\n"
		"  i '1. Việc' 'Thời hạn: Tháng 6/2026'; done; c Một\n"
		"for n in $(seq 10 49); do s k$n 's,6/2026,9/2026,'; done\n"
		"c Hai\n");
	assert_int_equal(b.h.nplans, 40);
	assert_int_equal(b.h.nrecords, 80);
	for (size_t i = 0; i < 40; i++) {
		const struct record *r = &b.h.records[40 + i];

		assert_int_equal(r->commit, 1);
		assert_int_equal(r->d.days, 92);
		assert_true(!i || str_cmp(r[-1].plan->slug, r->plan->slug) < 0);
	}
	history_box_remove(&b);
}

static void test_clocks(void **state)
{
	static const int days[] = { 0, 30, 30, 30, 700, 700 };
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Việc' 'Sản phẩm: 1'; c Một\n"
		"T=$((T + 29 * 86400)); s 2026 's/: 1/: 2/'; c Hai\n"
		"T=$((T - 20 * 86400)); s 2026 's/: 2/: 3/'; c Ba\n"
		"T=100; s 2026 's/: 3/: 4/'; c Bốn\n"
		"T=$((1767200400 + 700 * 86400)); s 2026 's/: 4/: 5/'; c Năm\n"
		"T=1767200400; s 2026 's/: 5/: 6/'; c Sáu\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/viec changed product [1]->[2] amendment\n"
		"3 2026/viec changed product [2]->[3] amendment\n"
		"4 2026/viec changed product [3]->[4] amendment\n"
		"5 2026/viec changed product [4]->[5] amendment\n"
		"6 2026/viec changed product [5]->[6] amendment\n");
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(published(&b, i + 1),
				 DAY(2026, 1, 1) + days[i]);
	assert_int_equal(b.h.commits[3].date, 100);	/* as written */
	assert_int_equal(find_item(&b.h, "2026/viec")->last_changed,
			 b.h.commits[5].published);
	/* What the line held on a day, by publication. */
	assert_true(history_on(&b.h, DAY(2025, 12, 31), ZONE) == SIZE_MAX);
	assert_int_equal(history_on(&b.h, DAY(2026, 1, 1), ZONE), 0);
	assert_int_equal(history_on(&b.h, DAY(2026, 1, 30), ZONE), 0);
	assert_int_equal(history_on(&b.h, DAY(2026, 1, 31), ZONE), 3);
	assert_int_equal(history_on(&b.h, DAY(2027, 1, 1), ZONE), 3);
	assert_int_equal(history_on(&b.h, DAY(2030, 1, 1), ZONE), 5);
	assert_int_equal(record_day(&b.h, &b.h.records[2], ZONE),
			 DAY(2026, 1, 31));
	history_box_remove(&b);
}

/* ---- no change at all -------------------------------------------------- */

static void test_formatting(void **state)
{
	(void)state;
	/* NFC and NFD, line ends, BOM, blanks, list markers, emphasis of the
	 * label, the closing "#" of a heading. */
	check_records(
		"p 2026; a 'Thể chế'; i '1. Rà soát' 'Mã: A-1' "
		"'Sản phẩm: Báo cáo'; printf '\\nGhi chép.\\n\\n"
		"- [ ] Bước một\\n- điều khác\\n' >>$f; c Một\n"
		"printf '\\303\\240' >nfc; printf 'a\\314\\200' >nfd\n"
		"s 2026 \"s/$(cat nfc)/$(cat nfd)/g\"; rm nf?; c NFD\n"
		"s 2026 's/$/\\r/'; c CRLF\n"
		"printf '\\357\\273\\277' >bom; cat bom $f >new; mv new $f\n"
		"rm bom; c BOM\n"
		"tr -d '\\r' <$f | sed 's/$/  /;s/^---  $/---/' >new\n"
		"mv new $f; c Trắng\n"
		"s 2026 's/^- /* /;s/^[*] Mã:/* **Mã:**/'; c Dấu\n"
		"s 2026 's/^### .*[^ ]/& ###/'; c Thăng\n"
		"s 2026 's/^$/\\n\\n/'; c 'Dòng trống'\n",
		"1 2026 added plan\n");
}

static void test_same_words(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Việc' 'Mã: A-1' 'Chủ trì: Phòng Một' "
		"'Thời hạn: Quý II/2026' 'Sản phẩm: Báo cáo'; c Một\n"
		"s 2026 's,Quý II/2026,30/6/2026,'; c Hạn\n"
		"s 2026 's/Báo cáo/Báo cáo./'; c Chấm\n"
		"s 2026 's/Báo cáo/BÁO CÁO/'; c Hoa\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed deadline [Quý II/2026]->[30/6/2026] "
		"editorial\n"
		"4 2026/a-1 changed product [Báo cáo]->[BÁO CÁO] editorial\n");
}

/* ---- drafts ------------------------------------------------------------ */

static void test_draft(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026 'stage: draft'; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; i '2. Hai' 'Mã: A-2' "
		"'Thời hạn: Quý I/2026'; c Một\n"
		"s 2026 's/Quý I/Quý II/'; i '3. Ba' 'Mã: A-3'; c Hai\n"
		"s 2026 's/stage: draft/stage: issued/;/A-2/,$s/II/III/'; c Ba\n"
		"s 2026 's/Quý II/Quý IV/'; c Bốn\n"
		"s 2026 's/stage: issued/stage: draft/;s/Quý I/Quý II/'\n"
		"c Năm\n");
	assert_records(&b,
		"1 2026 added plan draft\n"
		"2 2026/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"editorial +91 draft\n"
		"2 2026/a-2 changed deadline [Quý I/2026]->[Quý II/2026] "
		"editorial +91 draft\n"
		"2 2026/a-3 added editorial draft\n"
		"3 2026 changed stage [draft]->[issued] plan draft\n"
		"3 2026/a-2 changed deadline [Quý II/2026]->[Quý III/2026] "
		"editorial +92 draft\n"
		"4 2026/a-1 changed deadline [Quý II/2026]->[Quý IV/2026] "
		"amendment +184\n"
		"4 2026/a-2 changed deadline [Quý III/2026]->[Quý IVI/2026] "
		"amendment\n"
		"5 2026 changed stage [issued]->[draft] plan\n"
		"5 2026/a-1 changed deadline [Quý IV/2026]->[Quý IIV/2026] "
		"amendment\n"
		"5 2026/a-2 changed deadline [Quý IVI/2026]->[Quý IIVI/2026] "
		"amendment\n");
	assert_int_equal(find_plan(&b.h, "2026")->issued_commit, 2);
	assert_ledger(&b, "2026/a-1", DAY(2026, 6, 30), DATE_NONE,
		      "Quý II/2026");
	assert_ledger(&b, "2026/a-2", DAY(2026, 9, 30), DATE_NONE,
		      "Quý III/2026");
	history_box_remove(&b);
}

static void test_draft_only(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026 'stage: draft'; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; i '2. Hai' 'Mã: A-2' "
		"'Thời hạn: Quý I/2026'; c Một\n"
		"s 2026 '/2. Hai/,$d'; c Hai\n"
		"s 2026 's/draft/issued/'; c Ba\n");
	assert_records(&b,
		"1 2026 added plan draft\n"
		"2 2026/a-2 removed editorial draft\n"
		"3 2026 changed stage [draft]->[issued] plan draft\n");
	assert_ledger(&b, "2026/a-1", DAY(2026, 3, 31), DAY(2026, 3, 31),
		      "Quý I/2026");
	/* It never bound anybody. */
	assert_ledger(&b, "2026/a-2", DATE_NONE, DAY(2026, 3, 31), "");
	history_box_remove(&b);
}

/* ---- tombstones -------------------------------------------------------- */

static void test_tombstone(void **state)
{
	struct history_box b;
	const struct item_line *line;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1'; i '2. Hai' "
		"'Thời hạn: Quý I/2026' 'Sản phẩm: S'; c Một\n"
		"s 2026 's/Quý I/Quý II/'; c Hai\n"
		"s 2026 '/2. Hai/,$d'; c Ba\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/hai changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n"
		"3 2026/hai removed amendment\n");
	line = find_item(&b.h, "2026/hai");
	assert_false(line->live);
	assert_int_equal(line->position, -1);
	assert_int_equal(line->removal, 2);
	assert_str(b.h.records[2].d.from, "Hai");
	assert_str(section_text(line->last, FIELD_DEADLINE), "Quý II/2026");
	assert_ledger(&b, "2026/hai", DAY(2026, 3, 31), DAY(2026, 6, 30),
		      "Quý I/2026");
	assert_int_equal(find_plan(&b.h, "2026")->nlines, 2);
	history_box_remove(&b);
}

static void test_restored(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; i '2. Hai' 'Thời hạn: Quý I/2026'\n"
		"cp $f save; c Một\n"
		"s 2026 '/1. Một/,$d'; c Hai\n"
		"c Ba\n"
		/* by Mã, by title; with other texts */
		"cp save $f; rm save; s 2026 's/1. Một/1. Tên khác/;"
		"s/Quý I/Quý III/'; c Bốn\n"
		"s 2026 's/Quý III/Quý IV/'; c Năm\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1 removed amendment\n"
		"2 2026/hai removed amendment\n"
		"4 2026/a-1 restored amendment\n"
		"4 2026/a-1 changed title [Một]->[Tên khác] amendment\n"
		"4 2026/a-1 changed deadline [Quý I/2026]->[Quý III/2026] "
		"amendment +183\n"
		"4 2026/hai restored amendment\n"
		"4 2026/hai changed deadline [Quý I/2026]->[Quý III/2026] "
		"amendment +183\n"
		"5 2026/a-1 changed deadline [Quý III/2026]->[Quý IV/2026] "
		"amendment +92\n"
		"5 2026/hai changed deadline [Quý III/2026]->[Quý IV/2026] "
		"amendment +92\n");
	assert_int_equal(b.h.nitems, 2);
	assert_true(find_item(&b.h, "2026/hai")->removal == SIZE_MAX);
	assert_true(find_item(&b.h, "2026/hai")->live);
	assert_ledger(&b, "2026/a-1", DAY(2026, 3, 31), DAY(2026, 12, 31),
		      "Quý I/2026");
	history_box_remove(&b);
}

/* Likeness does not wake the dead; a title does, even with another "Mã", and
 * an equal "Mã" goes before it. */
static void test_revival(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Một việc lớn phải làm' "
		"'Sản phẩm: S'; i '2. Hai' 'Mã: A-2'; c Một\n"
		"s 2026 '/1. Một/,$d'; c Hai\n"
		"i '1. Một việc lớn phải làm ngay' 'Sản phẩm: S'; i '2. Hai' "
		"'Mã: A-9'; c Ba\n"
		"s 2026 '/1. Một/,$d'; c Bốn\n"
		"i '1. Hai' 'Sản phẩm: S'; i '2. Ba' 'Mã: A-9'; c Năm\n",
		"1 2026 added plan\n"
		"2 2026/mot-viec-lon-phai-lam removed amendment\n"
		"2 2026/a-2 removed amendment\n"
		"3 2026/mot-viec-lon-phai-lam-ngay added amendment\n"
		"3 2026/a-2 restored amendment\n"
		"3 2026/a-2 changed id [A-2]->[A-9] amendment\n"
		"4 2026/mot-viec-lon-phai-lam-ngay removed amendment\n"
		"4 2026/a-2 removed amendment\n"
		"5 2026/hai added amendment\n"
		"5 2026/a-2 restored amendment\n"
		"5 2026/a-2 changed title [Hai]->[Ba] amendment\n");
}

/* The latest text of what was removed counts. */
static void test_removed_twice(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Cũ'; printf -- '- Mã: A-1\\n' >>$f\n"
		"c Một\n"
		"s 2026 's/1. Cũ/1. Mới/'; c Hai\n"
		"s 2026 '/1. Mới/,$d'; c Ba\n"
		"i '1. Mới' 'Mã: A-1'; c Bốn\n"
		"s 2026 '/1. Mới/,$d'; c Năm\n"
		"i '1. Cũ' 'Sản phẩm: S'; c Sáu\n"
		"i '2. Mới' 'Sản phẩm: T'; c Bảy\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed title [Cũ]->[Mới] amendment\n"
		"3 2026/a-1 removed amendment\n"
		"4 2026/a-1 restored amendment\n"
		"5 2026/a-1 removed amendment\n"
		"6 2026/cu added amendment\n"
		"7 2026/a-1 restored amendment\n"
		"7 2026/a-1 changed number [1]->[2] editorial\n"
		"7 2026/a-1 changed id [A-1]->[] amendment\n"
		"7 2026/a-1 changed product []->[T] amendment\n");
}

static void test_plan_removed(void **state)
{
	struct history_box b;
	const struct plan_line *plan;

	(void)state;
	history_box_make(&b,
		"p 2026 'number: 8/KH-X'; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; i '2. Hai' 'Mã: A-2'; i '3. Ba' "
		"'Mã: A-3'; p khac; c Một\n"
		"s 2026 '/3. Ba/,$d'; c Hai\n"
		"cp content/x/2026.md save; rm content/x/2026.md; c Ba\n"
		/* back at its path: changed, with one less, one again */
		"cp save content/x/2026.md; f=content/x/2026.md\n"
		"s 2026 's/Quý I/Quý II/;/2. Hai/,$d'; i '3. Ba' 'Mã: A-3'\n"
		"c Bốn\n"
		"rm content/x/2026.md; c Năm\n"
		/* back by its number */
		"cp save content/x/moi.md; rm save; c Sáu\n"
		"rm content/x/moi.md; c Bảy\n");
	assert_records(&b,
		"1 moi added plan\n"	/* as x/2026.md */
		"1 khac added plan\n"
		"2 moi/a-3 removed amendment\n"
		"3 moi removed plan\n"
		"4 moi restored plan\n"
		"4 moi/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n"
		"4 moi/a-3 restored amendment\n"
		"4 moi/a-2 removed amendment\n"
		"5 moi removed plan\n"
		"6 moi restored plan\n"
		"6 moi moved path [x/2026.md]->[x/moi.md] plan\n"
		"6 moi/a-1 changed deadline [Quý II/2026]->[Quý I/2026] "
		"amendment -91\n"
		"6 moi/a-2 restored amendment\n"
		"6 moi/a-3 removed amendment\n"
		"7 moi removed plan\n");
	plan = find_plan(&b.h, "moi");
	assert_false(plan->live);
	assert_int_equal(plan->removal, b.h.nrecords - 1);
	assert_int_equal(plan->former.n, 1);
	assert_str(plan->former.v[0], "x/2026");
	assert_ledger(&b, "moi/a-1", DAY(2026, 3, 31), DAY(2026, 3, 31),
		      "Quý I/2026");
	assert_false(find_item(&b.h, "moi/a-1")->live);
	assert_int_equal(b.h.nitems, 3);
	history_box_remove(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linear),
		cmocka_unit_test(test_order_in_commit),
		cmocka_unit_test(test_forty_plans),
		cmocka_unit_test(test_clocks),
		cmocka_unit_test(test_formatting),
		cmocka_unit_test(test_same_words),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_draft_only),
		cmocka_unit_test(test_tombstone),
		cmocka_unit_test(test_restored),
		cmocka_unit_test(test_revival),
		cmocka_unit_test(test_removed_twice),
		cmocka_unit_test(test_plan_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
