/* SPDX-License-Identifier: MIT */
/* test_history_ledger.c - linear histories: what became of first deadlines, and
 * on whose authority. */
#include "history_box.h"

/* ---- ledgers ----------------------------------------------------------- */

static void test_ledger(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Việc' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; c Một\n"
		"s 2026 's,Quý I/,Quý III/,'; c Hai\n"
		"s 2026 's,Quý III/2026,Thường xuyên,'; c Ba\n"
		"s 2026 's,Thường xuyên,Tháng 8/2026,'; c Bốn\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1 changed deadline [Quý I/2026]->[Quý III/2026] "
		"amendment +183\n"
		"3 2026/a-1 changed deadline [Quý III/2026]->[Thường xuyên] "
		"amendment\n"
		"4 2026/a-1 changed deadline [Thường xuyên]->[Tháng 8/2026] "
		"amendment\n");
	assert_true(b.h.records[2].d.due_changed);
	assert_int_equal(b.h.records[2].d.due_to, DATE_NONE);
	assert_ledger(&b, "2026/a-1", DAY(2026, 3, 31), DAY(2026, 8, 31),
		      "Quý I/2026");
	history_box_remove(&b);
}

static void test_event(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Việc' 'Mã: A-1' "
		"'Thời hạn: Sau 10 ngày sau khi UBND tỉnh ban hành'; c Một\n"
		"s 2026 's/^- Thời.*/&\\n- Hạn tính: 09\\/02\\/2026/'; c Hai\n"
		"s 2026 's,09/02,19/02,'; c Ba\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1 changed due []->[09/02/2026] progress\n"
		"3 2026/a-1 changed due [09/02/2026]->[19/02/2026] amendment "
		"+10\n");
	assert_ledger(&b, "2026/a-1", DAY(2026, 2, 9), DAY(2026, 2, 19),
		      "09/02/2026");
	history_box_remove(&b);
}

/* "Hạn tính" goes before "Thời hạn"; the slip is told once. */
static void test_due_over_deadline(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Việc' 'Mã: A-1' "
		"'Thời hạn: Khi có chỉ đạo' 'Hạn tính: 01/3/2026'; c Một\n"
		"s 2026 's,Khi có chỉ đạo,Quý IV/2026,'; c Hai\n"
		"s 2026 's,Quý IV,Quý I,;s,01/3,01/4,'; c Ba\n"
		"s 2026 '/Hạn tính/d'; c Bốn\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1 changed deadline [Khi có chỉ đạo]->[Quý IV/2026] "
		"amendment\n"
		"3 2026/a-1 changed deadline [Quý IV/2026]->[Quý I/2026] "
		"amendment\n"
		"3 2026/a-1 changed due [01/3/2026]->[01/4/2026] amendment "
		"+31\n"
		"4 2026/a-1 changed due [01/4/2026]->[] amendment -1\n");
	assert_ledger(&b, "2026/a-1", DAY(2026, 3, 1), DAY(2026, 3, 31),
		      "01/3/2026");
	history_box_remove(&b);
}

/* A correction sets the first deadline right, unless it was moved since. */
static void test_correction(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Việc' 'Mã: A-1' "
		"'Thời hạn: Quý I/2026'; i '2. Hai' 'Mã: A-2' "
		"'Thời hạn: Quý I/2026'; i '3. Ba' 'Mã: A-3' "
		"'Thời hạn: Quý I/2026'; c Một\n"
		"s 2026 '/A-1/,/A-2/s,Quý I/2026,Quý II/2026\\n"
		"- Đính chính: theo bản gốc 08/KH-X,;"
		"/A-2/,/A-3/s/Quý I/Quý III/'; c Hai\n"
		"s 2026 '/A-2/,$s/Quý I/Quý II/'; c \"Ba\n\n"
		"Loại thay đổi: đính chính\"\n"
		"s 2026 's/Quý II\\//Quý IV\\//'; c Bốn\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"correction\n"
		"2 2026/a-1 changed correction []->[theo bản gốc 08/KH-X] "
		"correction\n"
		"2 2026/a-2 changed deadline [Quý I/2026]->[Quý III/2026] "
		"amendment +183\n"
		"3 2026/a-2 changed deadline [Quý III/2026]->[Quý IIII/2026] "
		"correction\n"
		"3 2026/a-3 changed deadline [Quý I/2026]->[Quý II/2026] "
		"correction\n"
		"4 2026/a-1 changed deadline [Quý II/2026]->[Quý IV/2026] "
		"amendment +184\n"
		"4 2026/a-3 changed deadline [Quý II/2026]->[Quý IV/2026] "
		"amendment +184\n");
	assert_ledger(&b, "2026/a-1", DAY(2026, 6, 30), DAY(2026, 12, 31),
		      "Quý II/2026");
	assert_ledger(&b, "2026/a-2", DAY(2026, 3, 31), DATE_NONE,
		      "Quý I/2026");
	assert_ledger(&b, "2026/a-3", DAY(2026, 6, 30), DAY(2026, 12, 31),
		      "Quý II/2026");
	history_box_remove(&b);
}

/* The slips of a plain history add up. */
static void test_sums(void **state)
{
	struct history_box b;
	const struct item_line *line;
	int32_t sum = 0;

	(void)state;
	history_box_make(&b,
		"p 2026; a Chỉ đạo; i '1. Việc' 'Thời hạn: 31/1/2026'; c Một\n"
		"for d in 28/2 15/3 1/2 31/12 1/7; do\n"
		"  s 2026 \"s,: [0-9/]*/2026,: $d/2026,\"; c $d; done\n");
	line = find_item(&b.h, "2026/viec");
	for (size_t i = 0; i < line->nrecords; i++)
		sum += b.h.records[line->records[i]].d.days;
	assert_int_equal(line->nrecords, 5);
	assert_int_equal(sum, line->due - line->original_due);
	assert_int_equal(line->due, DAY(2026, 7, 1));
	history_box_remove(&b);
}

/* "Chuyển tiếp từ", and a plan that replaces another one, pass the first
 * deadline on. */
static void test_passed_on(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2025 'number: 1/KH-X'; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Quý I/2025'; i '2. Hai' 'Thời hạn: Quý II/2025'\n"
		"i '3. Ba' 'Mã: A-3' 'Thời hạn: Quý III/2025'; c Một\n"
		"s 2025 's/Quý I\\//Quý II\\//'; c Hai\n"
		"p 2026 'number: 2/KH-X' 'replaces: [1/KH-X]'; a Chỉ đạo\n"
		"i '1. Đã khác' 'Mã: A-1' 'Thời hạn: Quý I/2026'\n"
		"i '2. Hai' 'Thời hạn: Quý I/2026'; i '3. Mới hẳn' "
		"'Thời hạn: Quý IV/2026'; c Ba\n"
		"p 2027; a Chỉ đạo; i '1. Nữa' 'Mã: B-1' "
		"'Chuyển tiếp từ: x/2026#A-1' 'Thời hạn: Quý I/2027'\n"
		"i '2. Ba' 'Mã: A-3' 'Thời hạn: Quý I/2027'; c Bốn\n");
	assert_ledger(&b, "2026/a-1", DAY(2025, 3, 31), DAY(2026, 3, 31),
		      "Quý I/2025");
	assert_ledger(&b, "2026/hai", DAY(2025, 6, 30), DAY(2026, 3, 31),
		      "Quý II/2025");
	assert_ledger(&b, "2026/moi-han", DAY(2026, 12, 31),
		      DAY(2026, 12, 31), "Quý IV/2026");
	assert_ledger(&b, "2027/b-1", DAY(2025, 3, 31), DAY(2027, 3, 31),
		      "Quý I/2025");
	/* Only a plan that says so. */
	assert_ledger(&b, "2027/a-3", DAY(2027, 3, 31), DAY(2027, 3, 31),
		      "Quý I/2027");
	assert_ptr_equal(find_plan(&b.h, "2025")->replaced_by,
			 find_plan(&b.h, "2026"));
	history_box_remove(&b);
}

/* A plan that was a draft first has a first issued deadline of its own, too,
 * beside the one that it goes on from. */
static void test_passed_on_to_a_draft(void **state)
{
	struct history_box b;
	const struct item_line *line;

	(void)state;
	history_box_make(&b,
		"p 2025 'number: 1/KH-X'; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Quý I/2025'; c Một\n"
		"p 2026 'stage: draft' 'replaces: [1/KH-X]'; a Chỉ đạo\n"
		"i '1. Một' 'Mã: A-1' 'Thời hạn: Quý I/2026'; c Hai\n"
		"s 2026 's/Quý I\\//Quý II\\//'; c Ba\n"
		"s 2026 's/stage: draft/number: 2\\/KH-X/'; c Bốn\n"
		"s 2026 's/Quý II\\//Quý III\\//'; c Năm\n");
	assert_ledger(&b, "2026/a-1", DAY(2025, 3, 31), DAY(2026, 9, 30),
		      "Quý I/2025");
	line = find_item(&b.h, "2026/a-1");
	assert_int_equal(line->own_due, DAY(2026, 6, 30));
	assert_str(line->own_text, "Quý II/2026");
	line = find_item(&b.h, "2025/a-1");
	assert_int_equal(line->own_due, DAY(2025, 3, 31));
	history_box_remove(&b);
}

/* ---- authority --------------------------------------------------------- */

static void test_authority(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Thời hạn: Tháng 1/2026'; i '2. Hai' 'Mã: A-2' "
		"'Thời hạn: Tháng 1/2026'; c Một\n"
		/* named in the same commit, for that item alone */
		"s 2026 's,Tháng 1,Tháng 2,;"
		"/A-1/s/$/\\n- Theo văn bản: 1\\/QĐ-X/'; c Hai\n"
		/* never for later ones */
		"s 2026 '/A-1/,/A-2/s,Tháng 2,Tháng 3,'; c Ba\n"
		/* changed by itself: for the latest one that has none */
		"s 2026 's,1/QĐ-X,2/QĐ-X,'; c Bốn\n"
		/* the trailer covers its own commit's amendments */
		"s 2026 's,Tháng [23],Tháng 4,'; c \"Năm\n\n"
		"Theo văn bản: 3/QĐ-X\"\n"
		"s 2026 's,Tháng 4,Tháng 5,'; c \"Sáu\n\nThân.\n\n"
		"Signed-off-by: A <a@b.vn>\nTheo-van-ban: 4/QĐ-X\"\n"
		/* … and of the last paragraph only */
		"s 2026 's,Tháng 5,Tháng 6,'; c \"Bảy\n\n"
		"Theo-van-ban: 5/QĐ-X\n\nHết.\"\n"
		/* progress needs no document */
		"s 2026 's/^- Mã.*/&\\n- Trạng thái: Hoàn thành/'\n"
		"c \"Tám\n\nTheo văn bản: 6/QĐ-X\"\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed deadline [Tháng 1/2026]->[Tháng 2/2026] "
		"amendment +28 by 1/QĐ-X\n"
		"2 2026/a-1 changed authority []->[1/QĐ-X] editorial\n"
		"2 2026/a-2 changed deadline [Tháng 1/2026]->[Tháng 2/2026] "
		"amendment +28\n"
		"3 2026/a-1 changed deadline [Tháng 2/2026]->[Tháng 3/2026] "
		"amendment +31 by 2/QĐ-X later 4\n"
		"4 2026/a-1 changed authority [1/QĐ-X]->[2/QĐ-X] editorial\n"
		"5 2026/a-1 changed deadline [Tháng 3/2026]->[Tháng 4/2026] "
		"amendment +30 by 3/QĐ-X\n"
		"5 2026/a-2 changed deadline [Tháng 2/2026]->[Tháng 4/2026] "
		"amendment +61 by 3/QĐ-X\n"
		"6 2026/a-1 changed deadline [Tháng 4/2026]->[Tháng 5/2026] "
		"amendment +31 by 4/QĐ-X\n"
		"6 2026/a-2 changed deadline [Tháng 4/2026]->[Tháng 5/2026] "
		"amendment +31 by 4/QĐ-X\n"
		"7 2026/a-1 changed deadline [Tháng 5/2026]->[Tháng 6/2026] "
		"amendment +30\n"
		"7 2026/a-2 changed deadline [Tháng 5/2026]->[Tháng 6/2026] "
		"amendment +30\n"
		"8 2026/a-1 changed status []->[Hoàn thành] progress\n"
		"8 2026/a-2 changed status []->[Hoàn thành] progress\n");
}

/* Items that come, go, move and return have authorities, too. */
static void test_authority_of_whole_items(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1'; c Một\n"
		"i '2. Hai' 'Mã: A-2' 'Theo văn bản: 1/QĐ-X'; c Hai\n"
		"i '3. Ba' 'Mã: A-3'; c Ba\n"
		"cp $f save; s 2026 '/2. Hai/,/3. Ba/{/3. Ba/!d}'\n"
		"c \"Bốn\n\nTheo-van-ban: 2/QĐ-X\"\n"
		/* the old document does not cover the return */
		"cp save $f; rm save; c Năm\n"
		"p khac; a Chỉ đạo; i '1. Một' 'Mã: A-1' "
		"'Theo văn bản: 3/QĐ-X'; s 2026 '/1. Một/,/2. Hai/{/2. Hai/!d}'\n"
		"c Sáu\n",
		"1 2026 added plan\n"
		"2 2026/a-2 added amendment by 1/QĐ-X\n"
		"3 2026/a-3 added amendment\n"
		"4 2026/a-2 removed amendment by 2/QĐ-X\n"
		"5 2026/a-2 restored amendment\n"
		"6 khac added plan\n"
		"6 khac/a-1 moved path [x/2026.md]->[x/khac.md] amendment by "
		"3/QĐ-X\n"
		"6 khac/a-1 changed authority []->[3/QĐ-X] editorial\n");
}

static void test_claims(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Một' 'Mã: A-1' 'Sản phẩm: Báo cáo' "
		"'Thời hạn: Quý I/2026'; i '2. Hai' 'Mã: A-2' "
		"'Sản phẩm: Báo cáo' 'Thời hạn: Quý I/2026'; c Một\n"
		/* the claim holds where only wording changed */
		"s 2026 's/Báo cáo/Bản báo cáo/;/A-2/,$s/Quý I/Quý II/'\n"
		"c \"Hai\n\nLoai-thay-doi: biên tập\"\n"
		/* an item that was forgotten in copying is no amendment */
		"i '3. Ba' 'Mã: A-3'; c \"Ba\n\nLoại thay đổi: đính chính\"\n"
		"i '4. Bốn' 'Mã: A-4' 'Đính chính: theo bản gốc'; c Bốn\n",
		"1 2026 added plan\n"
		"2 2026/a-1 changed product [Báo cáo]->[Bản báo cáo] "
		"editorial\n"
		"2 2026/a-2 changed product [Báo cáo]->[Bản báo cáo] "
		"amendment\n"
		"2 2026/a-2 changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n"
		"3 2026/a-3 added correction\n"
		"4 2026/a-4 added correction\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ledger),
		cmocka_unit_test(test_event),
		cmocka_unit_test(test_due_over_deadline),
		cmocka_unit_test(test_correction),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_passed_on),
		cmocka_unit_test(test_passed_on_to_a_draft),
		cmocka_unit_test(test_authority),
		cmocka_unit_test(test_authority_of_whole_items),
		cmocka_unit_test(test_claims),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
