/* SPDX-License-Identifier: MIT */
/* test_check.c - what is found in the plans of a snapshot. */
#include "planbox.h"

#include "check.h"

#define FRONT "---\ntype: plan\ntitle: KH\nnumber: 08/KH-SX\n" \
	      "issued: 2026-02-06\nperiod: 2026\n---\n"
#define OTHER "---\ntype: plan\ntitle: KH\nnumber: 09/KH-SX\nperiod: 2025-2026\n---\n"

/* "bad-item-id@9 no-deadline@8": findings with their lines, in order; but for
 * NO_LEAD, which few of the items here have. */
static struct str check_two(struct planbox *w, const char *plan,
			    const char *other, int *result)
{
	const char *const files[][2] = {
		{ "so-x/2026-cchc.md", plan },
		{ other ? "so-x/2025-cchc.md" : NULL, other },
		{ NULL, NULL }
	};
	struct buf b = BUF_INIT;
	struct str text;

	planbox_load(w, planbox_site, files);
	diags_init(&w->diags, w->pool);
	*result = sources_check(&w->interner, &w->sources, DATE_NONE,
				&w->diags);
	diags_sort(&w->diags);
	for (size_t i = 0; i < w->diags.n; i++) {
		unsigned line, col;

		if (w->diags.list[i].code == DIAG_NO_LEAD)
			continue;
		pos_line_col(w->diags.list[i].pos, &line, &col);
		buf_addf(&b, "%s%s@%u", b.n ? " " : "",
			 diag_name(w->diags.list[i].code), line);
	}
	text = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

struct row {
	const char *body;	/* below the front matter: from line 8 on */
	int result;
	const char *want;
};

static void check_rows(struct planbox *w, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int result;
		struct str got = check_two(w, pool_printf(w->pool, FRONT "%s",
				rows[i].body).p, NULL, &result);

		if (!str_eqs(got, rows[i].want) || result != rows[i].result)
			fail_msg("%s: %d, \"%.*s\", not \"%s\"", rows[i].body,
				 result, STR_ARG(got), rows[i].want);
	}
}

#define CHECK(w, rows) check_rows(w, rows, sizeof(rows) / sizeof(*rows))

#define Q2 "- Thời hạn: Quý II/2026\n"

static void identities(void **state)
{
	static const struct row rows[] = {
		{ "### T\n- Mã: CDDH-01\n" Q2, 0, "" },
		{ "### T\n- Mã: TC-1.5\n" Q2, 0, "" },
		/* letters, digits, "-" and "."; no mark at an end */
		{ "### T\n- Mã: A B\n" Q2, -1, "bad-item-id@9" },
		{ "### T\n- Mã: Đ-1\n" Q2, -1, "bad-item-id@9" },
		{ "### T\n- Mã: A_1\n" Q2, -1, "bad-item-id@9" },
		{ "### T\n- Mã: -A\n" Q2, -1, "bad-item-id@9" },
		{ "### T\n- Mã: A-\n" Q2, -1, "bad-item-id@9" },
		{ "### T\n- Mã: A/1\n" Q2, -1, "bad-item-id@9" },
		/* twice the same */
		{ "### T\n- Mã: A\n" Q2 "### U\n- Mã: A\n" Q2, -1,
		  "duplicate-item-id@12" },
		{ "### T\n- Mã: A\n" Q2 "### U\n- Mã: a\n" Q2, 0, "" },
		/* without one: recommended; two equal ones need it */
		{ "### T\n" Q2, 0, "no-item-id@8" },
		{ "### T\n- Mã:\n" Q2, 0, "no-item-id@8" },
		{ "### Một việc\n" Q2 "### MỘT việc.\n" Q2, -1,
		  "no-item-id@8 duplicate-item@10 no-item-id@10" },
		{ "### T\n- Mã: A\n" Q2 "### T\n- Mã: B\n" Q2, 0, "" },
		{ "### T\n- Mã: A\n" Q2 "### T\n" Q2, 0, "no-item-id@11" },
	};

	CHECK(*state, rows);
}

static void deadlines_and_dates(void **state)
{
	static const struct row rows[] = {
		{ "### T\n- Mã: A\n", 0, "no-deadline@8" },
		{ "### T\n- Mã: A\n- Thời hạn:\n", 0, "no-deadline@8" },
		{ "### T\n- Mã: A\n- Hạn tính: 1/3/2026\n", 0, "" },
		{ "### T\n- Mã: A\n- Thời hạn: Thường xuyên\n", 0, "" },
		{ "### T\n- Mã: A\n- Thời hạn: đâu đó\n", 0,
		  "unclear-deadline@10" },
		{ "### T\n- Mã: A\n- Thời hạn: 31/6/2026\n", -1,
		  "bad-deadline@10" },
		/* targets, criteria and results need none */
		{ "### T\n- Mã: A\n- Mục tiêu: 5%\n", 0, "" },
		{ "### T\n- Mã: A\n- Điểm: 1/2\n", 0, "" },
		{ "### T\n- Mã: A\n- Xếp hạng: 1/2\n", 0, "" },
		{ "### T\n- Mã: A\n- Mục tiêu: 5%\n- Sản phẩm: a\n", 0,
		  "no-deadline@8" },
		/* completion */
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Hoàn thành\n", 0,
		  "done-without-date@11" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Hoàn thành\n"
		  "- Ngày hoàn thành: 1/3/2026\n", 0, "" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Đang thực hiện\n"
		  "- Ngày hoàn thành: 1/3/2026\n", 0, "date-without-done@12" },
		{ "### T\n- Mã: A\n" Q2 "- Ngày hoàn thành: 1/3/2026\n", 0,
		  "date-without-done@11" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Hoàn thành\n"
		  "- Ngày hoàn thành: 1/1/2026\n", 0, "done-before-issued@12" },
		{ "### T\n- Mã: A\n- Mục tiêu: 5%\n"
		  "- Trạng thái: Hoàn thành\n", 0, "" },
	};

	CHECK(*state, rows);
}

static void statuses_and_periods(void **state)
{
	static const struct row rows[] = {
		/* a percentage says the same as the status, or nothing */
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Hoàn thành\n"
		  "- Ngày hoàn thành: 06/03/2026\n- Tiến độ: 100%\n", 0, "" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Hoàn thành\n"
		  "- Ngày hoàn thành: 06/03/2026\n- Tiến độ: 99%\n", 0,
		  "progress-status@13" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Chưa thực hiện\n"
		  "- Tiến độ: 0%\n", 0, "" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Chưa thực hiện\n"
		  "- Tiến độ: 1%\n", 0, "progress-status@12" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Đang thực hiện\n"
		  "- Tiến độ: 100%\n", 0, "progress-status@12" },
		{ "### T\n- Mã: A\n" Q2 "- Trạng thái: Tạm dừng\n"
		  "- Tiến độ: 100%\n", 0, "" },
		{ "### T\n- Mã: A\n" Q2 "- Tiến độ: 100%\n", 0, "" },
		/* the plan is of 2026 */
		{ "### T\n- Mã: A\n- Thời hạn: 31/12/2025\n", 0,
		  "deadline-outside@10" },
		{ "### T\n- Mã: A\n- Thời hạn: 01/01/2027\n", 0,
		  "deadline-outside@10" },
		{ "### T\n- Mã: A\n- Thời hạn: 01/01/2026\n", 0, "" },
		{ "### T\n- Mã: A\n- Thời hạn: Quý I/2025\n"
		  "- Hạn tính: 06/02/2026\n", 0, "" },
		{ "### T\n- Mã: A\n- Thời hạn: Thường xuyên\n", 0, "" },
	};

	CHECK(*state, rows);
}

/* A task is led by somebody, or stands below one that is. */
static void tasks_are_led(void **state)
{
	static const struct {
		const char *body;
		size_t want;
	} rows[] = {
		{ "### T\n- Mã: A\n" Q2, 1 },
		{ "### T\n- Mã: A\n- Chủ trì:\n" Q2, 1 },
		{ "### T\n- Mã: A\n- Chủ trì: VP\n" Q2, 0 },
		{ "### T\n- Mã: A\n- Chủ trì: VP\n" Q2 "#### U\n- Mã: B\n" Q2,
		  0 },
		{ "### T\n- Mã: A\n- Mục tiêu: 5%\n", 0 },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int result;

		check_two(w, pool_printf(w->pool, FRONT "%s",
					 rows[i].body).p, NULL, &result);
		assert_int_equal(planbox_count(w, DIAG_NO_LEAD), rows[i].want);
	}
}

static void values_and_units(void **state)
{
	static const struct row rows[] = {
		{ "### T\n- Mã: A\n" Q2 "- Chủ trì: VP\n- Phối hợp: QLBG\n", 0,
		  "" },
		{ "### T\n- Mã: A\n" Q2 "- Chủ trì: Phòng Lạ\n", 0,
		  "unknown-unit@11" },
		{ "### T\n- Mã: A\n" Q2 "- Tiến độ: 120%\n"
		  "- Trạng thái: Xong xuôi\n", -1,
		  "bad-progress@11 unknown-status@12" },
		{ "### T\n- Mã: A\n" Q2 "- Lĩnh vực: Không có\n", 0,
		  "unknown-area@11" },
		{ "### T\n- Mã: A\n" Q2 "- Thời hẹn: a\n", 0,
		  "unknown-label@11" },
	};

	CHECK(*state, rows);
}

static void documents_are_known_or_told(void **state)
{
	static const struct row rows[] = {
		{ "### T\n- Mã: A\n" Q2 "- Minh chứng: 45/BC-SX\n"
		  "- Theo văn bản: Kế hoạch 29/KH-UBND\n", 0, "" },
		{ "### T\n- Mã: A\n" Q2 "- Minh chứng: 45/BC-SX, 46/BC-SX\n", 0,
		  "unknown-document@11" },
		{ "### T\n- Mã: A\n" Q2 "- Theo văn bản: 1/QĐ-SX\n", 0,
		  "unknown-document@11" },
		{ "### T\n- Mã: A\n" Q2 "- Đính chính: theo 1/QĐ-SX\n", 0,
		  "unknown-document@11" },
		{ "### T\n- Mã: A\n" Q2 "- Kết quả: 1/QĐ-SX\n", 0, "" },
		/* a plan that the site holds is a document, too */
		{ "### T\n- Mã: A\n" Q2 "- Minh chứng: 08/KH-SX\n", 0, "" },
	};

	CHECK(*state, rows);
}

static void references_lead_somewhere(void **state)
{
	static const struct {
		const char *field, *want;
	} rows[] = {
		{ "- Gắn với: B", "" }, { "- Gắn với: B; A", "" },
		{ "- Gắn với: so-x/2025-cchc#OLD", "" },
		{ "- Gắn với: B; so-x/2025-cchc#OLD;", "" },
		{ "- Chuyển tiếp từ: so-x/2025-cchc#OLD", "" },
		{ "- Gắn với: C", "unknown-linked@11" },
		{ "- Gắn với: B; C; D", "unknown-linked@11 unknown-linked@11" },
		{ "- Gắn với: so-x/2025-cchc#NEW", "unknown-linked@11" },
		{ "- Gắn với: so-x/2024-cchc#OLD", "unknown-linked@11" },
		{ "- Chuyển tiếp từ: so-x#OLD", "unknown-linked@11" },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int result;
		struct str got = check_two(w, pool_printf(w->pool, FRONT
			"### T\n- Mã: A\n" Q2 "%s\n### U\n- Mã: B\n" Q2,
			rows[i].field).p,
			OTHER "### T\n- Mã: OLD\n" Q2, &result);

		if (!str_eqs(got, rows[i].want) || result)
			fail_msg("%s: \"%.*s\"", rows[i].field, STR_ARG(got));
	}
}

/* A plan that cannot be read is told once, and the others all the same. */
static void a_broken_plan_hides_no_other(void **state)
{
	struct planbox *w = *state;
	int result;

	assert_str(check_two(w, FRONT "### T\n- Mã: A B\n- Gắn với: "
			     "so-x/2025-cchc#OLD\n" Q2,
			     "---\ntype: plan\ntitle: K\nsecrecy: mat\n---\n",
			     &result), "secret@4 bad-item-id@9");
	assert_int_equal(result, -1);
}

static void nothing_to_check(void **state)
{
	struct planbox *w = *state;

	diags_init(&w->diags, w->pool);
	assert_int_equal(sources_check(&w->interner, &w->sources, DATE_NONE,
				       &w->diags), 0);
	assert_int_equal(w->diags.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(identities),
		PLAN_TEST(deadlines_and_dates),
		PLAN_TEST(statuses_and_periods),
		PLAN_TEST(tasks_are_led),
		PLAN_TEST(values_and_units),
		PLAN_TEST(documents_are_known_or_told),
		PLAN_TEST(references_lead_somewhere),
		PLAN_TEST(a_broken_plan_hides_no_other),
		PLAN_TEST(nothing_to_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
