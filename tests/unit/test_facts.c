/* SPDX-License-Identifier: MIT */
/* test_facts.c - what the fields of an item mean. */
#include "planbox.h"

static struct facts read_item(struct planbox *w, const char *lines)
{
	const struct section *s = planbox_item(w, lines);
	struct source *src = POOL_NEW(w->pool, struct source);
	struct facts f;

	*src = (struct source){ .path = STR("p.md"),
				.text = pool_printf(w->pool, "### T\n\n%s",
						    lines) };
	diags_init(&w->diags, w->pool);
	facts_read(&f, w->pool, &w->context, s, POS_AT(src, 0), &w->diags);
	return f;
}

static void fields_make_the_kind(void **state)
{
	static const struct {
		const char *lines;
		unsigned kinds;
	} rows[] = {
		{ "- Mã: A\n", KIND_TASK },
		{ "- Sản phẩm: a\n", KIND_TASK },
		{ "- Mục tiêu: 100%\n", KIND_TARGET },
		{ "- Mục tiêu:\n", KIND_TARGET },
		{ "- Điểm: 1/2\n", KIND_CRITERION },
		{ "- Xếp hạng: 7/20\n", KIND_INDEX },
		{ "- Sản phẩm: a\n- Mục tiêu: 20%\n", KIND_TASK | KIND_TARGET },
		{ "- Điểm: 1/2\n- Xếp hạng: 1/2\n", KIND_CRITERION | KIND_INDEX },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(read_item(*state, rows[i].lines).kinds,
				 rows[i].kinds);
}

static void due_dates(void **state)
{
	struct planbox *w = *state;
	struct facts f = read_item(w, "- Thời hạn: Quý I/2026\n");

	assert_int_equal(f.deadline.kind, DEADLINE_DATE);
	assert_int_equal(f.due, planbox_day(2026, 3, 31));
	assert_int_equal(f.computed, DATE_NONE);
	/* the computed date goes before the words */
	f = read_item(w, "- Thời hạn: Sau 10 ngày sau khi UBND tỉnh ban hành KH\n"
		      "- Hạn tính: 09/02/2026\n");
	assert_int_equal(f.deadline.kind, DEADLINE_EVENT);
	assert_int_equal(f.due, planbox_day(2026, 2, 9));
	assert_int_equal(f.computed, planbox_day(2026, 2, 9));
	f = read_item(w, "- Thời hạn: Quý I/2026\n- Hạn tính: 09/02/2026\n");
	assert_int_equal(f.due, planbox_day(2026, 2, 9));
	f = read_item(w, "- Thời hạn: Thường xuyên\n");
	assert_int_equal(f.due, DATE_NONE);
	/* the plan's year stands for one that is not written */
	f = read_item(w, "- Thời hạn: Quý IV\n");
	assert_int_equal(f.due, planbox_day(2026, 12, 31));
	assert_int_equal(w->diags.n, 0);
}

static void a_target_without_deadline_is_due_with_its_plan(void **state)
{
	struct planbox *w = *state;
	struct facts f = read_item(w, "- Mục tiêu: 100%\n");

	assert_int_equal(f.due, planbox_day(2026, 12, 31));
	assert_true(f.due_by_period);
	f = read_item(w, "- Mục tiêu: 100%\n- Điểm: 1/2\n");
	assert_true(f.due_by_period);
	f = read_item(w, "- Mục tiêu: 100%\n- Thời hạn: Quý I/2026\n");
	assert_int_equal(f.due, planbox_day(2026, 3, 31));
	assert_false(f.due_by_period);
	/* "kịp thời" is what the document says: no date is made of it */
	f = read_item(w, "- Mục tiêu: 100%\n- Thời hạn: kịp thời\n");
	assert_int_equal(f.due, DATE_NONE);
	/* a task without deadline has none, even if it is a target too */
	f = read_item(w, "- Mục tiêu: 100%\n- Sản phẩm: a\n");
	assert_int_equal(f.due, DATE_NONE);
	f = read_item(w, "- Sản phẩm: a\n");
	assert_int_equal(f.due, DATE_NONE);
	w->front.period_to = 0;
	f = read_item(w, "- Mục tiêu: 100%\n");
	assert_int_equal(f.due, DATE_NONE);
	assert_false(f.due_by_period);
}

static void values_of_a_full_item(void **state)
{
	struct planbox *w = *state;
	struct facts f = read_item(w,
		"- Chủ trì: Các phòng\n- Phối hợp: Trung tâm Thông tin\n"
		"- Trạng thái: Đang thực hiện\n- Tiến độ: 60%\n"
		"- Ngày hoàn thành: 2026-02-06\n"
		"- Kết quả kỳ: Quý I/2026: xử lý 3/3 PAKN (45/BC-SX)\n"
		"- Kết quả kỳ: Quý II/2026: không phát sinh\n"
		"- Kết quả kỳ: Quý III/2026:\n"
		"- Mục tiêu: ≥ 95%\n- Thực hiện: 90% (30/6/2026)\n"
		"- Thực hiện: 97,5% (30/9/2026)\n"
		"- Mốc năm: 2026: 60%; 2027: tối thiểu 70%;\n"
		"- Chỉ tiêu dùng chung: hai-long\n- Điểm: 0,5/2\n"
		"- Năm đánh giá: 2024\n- Xếp hạng: 07/20\n");

	assert_int_equal(w->diags.n, 0);
	assert_int_equal(f.lead.n, 2);
	assert_str(f.lead.v[1]->id, "qlbg");
	assert_int_equal(f.support.n, 1);
	assert_int_equal(f.status, STATUS_IN_PROGRESS);
	assert_int_equal(f.progress, 60);
	assert_int_equal(f.completed, planbox_day(2026, 2, 6));
	assert_int_equal(f.nresults, 2);	/* an empty one is no report */
	assert_int_equal(f.results[1].period.index, 2);
	assert_str(f.results[0].text, "xử lý 3/3 PAKN (45/BC-SX)");
	assert_int_equal(f.target.comparator, COMPARE_AT_LEAST);
	assert_int_equal(f.nactuals, 2);
	assert_int_equal(f.actual->value, 97500000);
	assert_int_equal(f.nby_year, 2);
	assert_int_equal(f.by_year[1].year, 2027);
	assert_int_equal(f.by_year[1].target.comparator, COMPARE_AT_LEAST);
	assert_str(f.measure->id, "hai-long");
	assert_int_equal(f.score.points, 500000);
	assert_int_equal(f.assessed_year, 2024);
	assert_int_equal(f.rank.place, 7);
}

static void nothing_given_is_nothing(void **state)
{
	struct planbox *w = *state;
	struct facts f = read_item(w,
		"- Mã: A\n- Trạng thái:\n- Tiến độ:\n- Ngày hoàn thành:\n"
		"- Thực hiện:\n- Kết quả kỳ:\n- Chủ trì:\n- Điểm:\n"
		"- Xếp hạng:\n- Năm đánh giá:\n- Chỉ tiêu dùng chung:\n"
		"- Hạn tính:\n- Thời hạn:\n- Mục tiêu:\n- Mốc năm:\n");

	assert_int_equal(w->diags.n, 0);
	assert_int_equal(f.status, STATUS_NONE);
	assert_int_equal(f.progress, -1);
	assert_int_equal(f.completed, DATE_NONE);
	assert_null(f.actual);
	assert_int_equal(f.nresults + f.lead.n + f.nby_year, 0);
	assert_null(f.measure);
	assert_int_equal(f.deadline.kind, DEADLINE_NONE);
}

static void the_latest_value_counts(void **state)
{
	static const struct {
		const char *lines;
		int value;
	} rows[] = {
		{ "- Thực hiện: 90% (30/9/2026)\n- Thực hiện: 80% (30/6/2026)\n",
		  90 },
		{ "- Thực hiện: 80% (30/6/2026)\n- Thực hiện: 90% (30/9/2026)\n",
		  90 },
		{ "- Thực hiện: 80%\n- Thực hiện: 70%\n", 70 },
		{ "- Thực hiện: 80% (30/6/2026)\n- Thực hiện: 90%\n", 90 },
		{ "- Thực hiện: 80% (30/6/2026)\n- Thực hiện: 85% (30/6/2026)\n",
		  85 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(read_item(*state, rows[i].lines).actual->value,
				 rows[i].value * MILLION);
}

/* "dòng đầu được dùng": of a field that is written twice the first counts. */
static void the_first_of_two_counts(void **state)
{
	struct planbox *w = *state;
	struct facts f = read_item(w,
		"- Trạng thái: Hoàn thành\n- Trạng thái: Chưa thực hiện\n"
		"- Chủ trì: VP\n- Chủ trì: QLBG\n"
		"- Thời hạn: Quý I/2026\n- Thời hạn: Quý II/2026\n");

	assert_int_equal(f.status, STATUS_DONE);
	assert_int_equal(f.lead.n, 1);
	assert_str(f.lead.v[0]->id, "vp");
	assert_int_equal(f.due, planbox_day(2026, 3, 31));
}

static void findings(void **state)
{
	static const struct {
		const char *lines;
		enum diag_code code;
	} rows[] = {
		{ "- Thời hạn: 31/02/2026\n", DIAG_BAD_DEADLINE },
		{ "- Thời hạn: một ngày đẹp trời\n", DIAG_UNCLEAR_DEADLINE },
		{ "- Hạn tính: Quý I\n", DIAG_BAD_DATE },
		{ "- Hạn tính: 30/02/2026\n", DIAG_BAD_DATE },
		{ "- Trạng thái: Xong rồi đó\n", DIAG_UNKNOWN_STATUS },
		{ "- Tiến độ: 101%\n", DIAG_BAD_PROGRESS },
		{ "- Tiến độ: nửa\n", DIAG_BAD_PROGRESS },
		{ "- Tiến độ: -1\n", DIAG_BAD_PROGRESS },
		{ "- Ngày hoàn thành: tháng 6\n", DIAG_BAD_DATE },
		{ "- Ngày hoàn thành: 31/4/2026\n", DIAG_BAD_DATE },
		{ "- Kết quả kỳ: đã xong\n", DIAG_BAD_PERIOD },
		{ "- Kết quả kỳ: Quý V/2026: a\n", DIAG_BAD_PERIOD },
		{ "- Mục tiêu: nhiều\n", DIAG_BAD_TARGET },
		{ "- Mục tiêu: 5%\n- Thực hiện: nhiều\n", DIAG_BAD_ACTUAL },
		{ "- Mục tiêu: 5%\n- Thực hiện: 4% (31/9/2026)\n",
		  DIAG_BAD_DATE },
		{ "- Mốc năm: 60%\n", DIAG_BAD_YEAR },
		{ "- Mốc năm: 2026: x\n", DIAG_BAD_TARGET },
		{ "- Mốc năm: 2026: 60%, 2027: 70%\n", DIAG_BAD_TARGET },
		{ "- Điểm: 3/2\n", DIAG_BAD_SCORE },
		{ "- Xếp hạng: 21/20\n", DIAG_BAD_RANK },
		{ "- Năm đánh giá: năm ngoái\n", DIAG_BAD_YEAR },
		{ "- Chỉ tiêu dùng chung: hai-lòn\n", DIAG_UNKNOWN_MEASURE },
		{ "- Chủ trì: Phòng Khác\n", DIAG_UNKNOWN_UNIT },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		read_item(w, rows[i].lines);
		if (w->diags.n != 1 || w->diags.list[0].code != rows[i].code)
			fail_msg("%s: %zu findings, first %s", rows[i].lines,
				 w->diags.n, w->diags.n ?
				 diag_name(w->diags.list[0].code) : "none");
	}
	/* the place is that of the value */
	read_item(w, "- Mã: A\n- Điểm: 3/2\n");
	assert_int_equal(w->diags.list[0].pos.off,
			 strlen("### T\n\n- Mã: A\n- Điểm: "));
	/* and what is near is named */
	read_item(w, "- Trạng thái: Đang thực hiên\n");
	assert_int_equal(w->diags.n, 0);	/* diacritics do not matter */
	read_item(w, "- Trạng thái: Đang thực hiệm\n");
	assert_str(w->diags.list[0].args[1].value, "Đang thực hiện");
}

static void an_unread_value_counts_as_not_given(void **state)
{
	struct facts f = read_item(*state, "- Tiến độ: 101%\n- Trạng thái: x\n"
				   "- Ngày hoàn thành: x\n- Thực hiện: x\n");

	assert_int_equal(f.progress, -1);
	assert_int_equal(f.status, STATUS_NONE);
	assert_int_equal(f.completed, DATE_NONE);
	assert_null(f.actual);
}

static void the_cheap_reader_agrees(void **state)
{
	static const char *const items[] = {
		"- Mã: A\n", "- Thời hạn: Quý I/2026\n",
		"- Thời hạn: Khi có yêu cầu\n",
		"- Thời hạn: Khi có yêu cầu\n- Hạn tính: 1/3/2026\n",
		"- Thời hạn: Quý II\n- Hạn tính: x\n",
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		struct facts f = read_item(w, items[i]);
		struct deadline d;

		assert_int_equal(facts_due(&w->context,
					   planbox_item(w, items[i]), &d),
				 f.due);
		assert_int_equal(d.kind, f.deadline.kind);
	}
}

static void plans_have_days(void **state)
{
	struct plan_front front = { .issued = DATE_NONE,
				    .issued_from = planbox_day(2026, 4, 1) };

	(void)state;
	assert_int_equal(plan_day(&front), planbox_day(2026, 4, 1));
	front.issued = planbox_day(2026, 4, 20);
	assert_int_equal(plan_day(&front), planbox_day(2026, 4, 20));
	assert_int_equal(plan_period_end(&front), DATE_NONE);
	front.period_to = 2030;
	assert_int_equal(plan_period_end(&front), planbox_day(2030, 12, 31));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(fields_make_the_kind),
		PLAN_TEST(due_dates),
		PLAN_TEST(a_target_without_deadline_is_due_with_its_plan),
		PLAN_TEST(values_of_a_full_item),
		PLAN_TEST(nothing_given_is_nothing),
		PLAN_TEST(the_latest_value_counts),
		PLAN_TEST(the_first_of_two_counts),
		PLAN_TEST(findings),
		PLAN_TEST(an_unread_value_counts_as_not_given),
		PLAN_TEST(the_cheap_reader_agrees),
		cmocka_unit_test(plans_have_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
