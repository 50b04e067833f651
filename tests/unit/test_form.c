/* SPDX-License-Identifier: MIT */
/*
 * test_form.c - values and marks of progress forms, and what filled-in ones
 * do to the lines of a plan, however its author wrote them.
 */
#include "planbox.h"

#include "form_merge.h"
#include "text.h"

#define FRONT "---\ntype: plan\ntitle: T\nperiod: 2026\n---\n\n"

/* The plan of a file's bytes, as it is when forms are merged into it. */
static void open_plan(struct planbox *w, struct form_plan *out,
		      struct str bytes)
{
	struct source *src = POOL_NEW(w->pool, struct source);
	const struct version *v;

	src->path = STR("content/so-x/p.md");
	src->text = text_normal(w->pool, pool_str(w->pool, bytes));
	v = version_read_checked(&w->interner, src, NULL);
	assert_non_null(v);
	form_plan_init(out, w->pool, v, src, &w->context, w->vi);
}

static void read_form(struct planbox *w, struct table *out, const char *csv)
{
	assert_int_equal(table_read(out, w->pool, STR("f.csv"), str_of(csv),
				    &w->diags), 0);
}

/* Merge one form into a plan; what the plan is then, in the pool. */
static struct str merged(struct planbox *w, struct str bytes, const char *csv)
{
	struct form_plan *plan = POOL_NEW(w->pool, struct form_plan);
	struct table *form = POOL_NEW(w->pool, struct table);
	struct form_merge m;
	struct buf out = BUF_INIT;
	struct str result;

	diags_init(&w->diags, w->pool);
	open_plan(w, plan, bytes);
	read_form(w, form, csv);
	form_merge_init(&m, plan, NULL, &w->diags);
	assert_int_equal(form_merge_add(&m, form), 0);
	form_apply(&out, &m, &w->interner, bytes);
	result = pool_str(w->pool, buf_str(&out));
	buf_release(&out);
	return result;
}

static void compares_values(void **state)
{
	static const struct {
		enum form_field field;
		const char *text, *value;
	} cases[] = {
		{ FORM_STATUS, "", "" },
		{ FORM_STATUS, "đã xong", "done" },
		{ FORM_STATUS, " Hoàn  thành ", "done" },
		{ FORM_STATUS, "gần xong", "gần xong" },
		{ FORM_COMPLETED, "6/2/2026", "2026-02-06" },
		{ FORM_COMPLETED, "06/02/2026\n", "2026-02-06" },
		{ FORM_COMPLETED, "hôm qua", "hôm qua" },
		{ FORM_PERIOD_RESULT, "Quý I/2026:  a \n\nQuý II/2026: ",
		  "Quý I/2026: a" },
		{ FORM_PERIOD_RESULT, "a", "a" },
		{ FORM_EVIDENCE, "29/KH-UBND\n 45/BC-SX", "29/KH-UBND\n45/BC-SX" },
	};
	struct planbox *w = *state;
	struct form_plan p;

	open_plan(w, &p, STR(FRONT));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_str(form_value(&p, cases[i].field, str_of(cases[i].text)),
			   cases[i].value);
}

static void names_periods(void **state)
{
	static const char *const codes[] = {
		"2026-Q2", "2026-06", "2026-H1", "2026-H2", "2026-9M", "2026",
	};
	struct planbox *w = *state;
	const struct catalog *words[] = { w->vi, w->en };
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		for (size_t k = 0; k < 2; k++) {
			struct period p, again;
			struct str result;

			assert_int_equal(period_parse_code(&p, str_of(codes[i])),
					 0);
			buf_clear(&b);
			form_period(&b, words[k], p);
			buf_adds(&b, ": đã làm: đủ");
			assert_true(form_result(buf_str(&b), &again, &result));
			assert_int_equal(p.kind, again.kind);
			assert_int_equal(period_cmp(p, again), 0);
			assert_str(result, "đã làm: đủ");
		}
	buf_release(&b);
}

/* One item, a form's row for it, and the item then. */
static const struct {
	const char *item, *row, *then;
} edits[] = {
	/* a new line behind those that come before it */
	{ "- Mã: A\n- Sản phẩm: B\n- Ghi chú: C\n", "Hoàn thành,,,",
	  "- Mã: A\n- Sản phẩm: B\n- Trạng thái: Hoàn thành\n- Ghi chú: C\n" },
	/* as the list is written */
	{ "*   Mã: A\n*   Sản phẩm: B\n\nLời.\n", "xong,,,",
	  "*   Mã: A\n*   Sản phẩm: B\n*   Trạng thái: Hoàn thành\n\nLời.\n" },
	{ "+ **Mã**: A\n+ **Trạng thái:** Tạm dừng\n", "Hoàn thành,,1/2/2026,",
	  "+ **Mã**: A\n+ **Trạng thái:** Hoàn thành\n+ Ngày hoàn thành: 01/02/2026\n" },
	{ "- Mã: A\n- Trạng thái:Tạm dừng\n", "Hoàn thành,,,",
	  "- Mã: A\n- Trạng thái: Hoàn thành\n" },
	/* values of several lines are replaced whole, or stay whole */
	{ "- Mã: A\n- Kết quả kỳ: Quý I/2026: một\n  hai\n- Ghi chú: x\n",
	  ",Quý I/2026: ba,,",
	  "- Mã: A\n- Kết quả kỳ: Quý I/2026: ba\n- Ghi chú: x\n" },
	{ "- Mã: A\n- Sản phẩm:\n  - một\n  - hai\n\n  ba\n\nLời.\n",
	  "Tạm dừng,,,",
	  "- Mã: A\n- Sản phẩm:\n  - một\n  - hai\n\n  ba\n- Trạng thái: Tạm dừng\n\nLời.\n" },
	{ "- Mã: A\n- Sản phẩm: một\nhai\n- [ ] bước\n", "Tạm dừng,,,",
	  "- Mã: A\n- Sản phẩm: một\nhai\n- Trạng thái: Tạm dừng\n- [ ] bước\n" },
	/* results: one line a period; documents: a line each, or a longer one */
	{ "- Mã: A\n- Kết quả kỳ: Quý I/2026: một\n",
	  ",\"Quý I/2026: một\nQuý II/2026: hai\nQuý III/2026:\",,",
	  "- Mã: A\n- Kết quả kỳ: Quý I/2026: một\n- Kết quả kỳ: Quý II/2026: hai\n" },
	{ "- Mã: A\n- Tài liệu kiểm chứng: 29/KH-UBND\n", ",,,45/BC-SX",
	  "- Mã: A\n- Tài liệu kiểm chứng: 29/KH-UBND\n- Tài liệu kiểm chứng: 45/BC-SX\n" },
	{ "- Mã: A\n- Tài liệu kiểm chứng: 29/KH-UBND\n",
	  ",,,29/KH-UBND ngày 30/01/2026",
	  "- Mã: A\n- Tài liệu kiểm chứng: 29/KH-UBND ngày 30/01/2026\n" },
	/* nothing is taken out, nothing is written twice */
	{ "- Mã: A\n- Trạng thái: Đang triển khai\n", "Đang thực hiện,,,",
	  "- Mã: A\n- Trạng thái: Đang triển khai\n" },
	{ "- Mã: A\n- Trạng thái: Tạm dừng\n- Tài liệu kiểm chứng: x\n", ",,,",
	  "- Mã: A\n- Trạng thái: Tạm dừng\n- Tài liệu kiểm chứng: x\n" },
	/* signs are no markup, a spreadsheet's apostrophe no sign */
	{ "- Mã: A\n", ",,,'- *tệp* <b>",
	  "- Mã: A\n- Tài liệu kiểm chứng: - \\*tệp\\* \\<b>\n" },
	/* a file without a last line end */
	{ "- Mã: A\n- Trạng thái: Tạm dừng", "Hoàn thành,,1/2/2026,",
	  "- Mã: A\n- Trạng thái: Hoàn thành\n- Ngày hoàn thành: 01/02/2026" },
	{ "- Mã: A", "Tạm dừng,,,", "- Mã: A\n- Trạng thái: Tạm dừng" },
};

static struct str plan_text(struct planbox *w, const char *item)
{
	return pool_printf(w->pool, FRONT "## Cải cách thể chế\n\n### 1. T\n\n%s",
			   item);
}

/* With CRLF for each LF, and a BOM. */
static struct str other_ends(struct planbox *w, struct str text)
{
	struct buf b = BUF_INIT;
	struct str s;

	buf_adds(&b, "\xef\xbb\xbf");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n')
			buf_addc(&b, '\r');
		buf_addc(&b, text.p[i]);
	}
	s = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return s;
}

static void changes_lines(void **state)
{
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(edits) / sizeof(*edits); i++) {
		struct str plan = plan_text(w, edits[i].item);
		struct str then = plan_text(w, edits[i].then);
		struct str csv = pool_printf(w->pool,
			"Mã,Trạng thái,Kết quả kỳ,Ngày hoàn thành,"
			"Tài liệu kiểm chứng\nA,%s\n", edits[i].row);

		assert_str(merged(w, plan, csv.p), then.p);
		assert_int_equal(w->diags.errors, 0);
		assert_str(merged(w, other_ends(w, plan), csv.p),
			   other_ends(w, then).p);
	}
}

/* Marks tell what the unit changed from what the plan changed. */
static void knows_who_changed_what(void **state)
{
	static const struct {
		const char *made, *now, *then;
		size_t errors;
	} cases[] = {
		/* made when the status was …, now it is …, the form says done */
		{ "- Trạng thái: Đang thực hiện\n", "- Trạng thái: Đang thực hiện\n",
		  "- Trạng thái: Hoàn thành\n", 0 },
		{ "- Trạng thái: Hoàn thành\n", "- Trạng thái: Tạm dừng\n",
		  "- Trạng thái: Tạm dừng\n", 0 },
		{ "- Trạng thái: Đang thực hiện\n", "- Trạng thái: Tạm dừng\n",
		  "- Trạng thái: Tạm dừng\n", 1 },
		{ "- Trạng thái: Đang thực hiện\n", "- Trạng thái: Hoàn thành\n",
		  "- Trạng thái: Hoàn thành\n", 0 },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str plan = plan_text(w, pool_printf(w->pool,
				"- Mã: A\n%s", cases[i].now).p);
		struct str then = plan_text(w, pool_printf(w->pool,
				"- Mã: A\n%s", cases[i].then).p);
		struct form_plan p;
		char mark[NFORM][7];
		struct str csv;

		open_plan(w, &p, plan_text(w, pool_printf(w->pool,
				"- Mã: A\n%s", cases[i].made).p));
		for (int f = 0; f < NFORM; f++)
			form_mark(mark[f], form_value(&p, (enum form_field)f,
				form_text(&p, p.version->items[0].section,
					  (enum form_field)f)));
		csv = pool_printf(w->pool, "Mã,Trạng thái,Dấu kiểm\n"
			"A,Hoàn thành,%s- %s-%s-%s\n", mark[0], mark[1],
			mark[2], mark[3]);
		assert_str(merged(w, plan, csv.p), then.p);
		assert_int_equal(planbox_count(w, DIAG_FORM_PLAN_CHANGED),
				 cases[i].errors);
	}
}

static void finds_rows(void **state)
{
	static const char item[] = "- Mã: A\n\n### 2. Việc hai\n\n- Sản phẩm: B\n";
	struct planbox *w = *state;
	struct str plan = plan_text(w, item), then;

	/* by its title where it has no code; area rows and headings pass */
	then = merged(w, plan, "Mã,Nhiệm vụ,Trạng thái\n,,\n,VIỆC HAI,Tạm dừng\n"
		      "Mã,Nhiệm vụ,Trạng thái\nA,T,Tạm dừng\n");
	assert_int_equal(w->diags.n, 0);
	assert_true(str_find(then, STR("- Sản phẩm: B\n- Trạng thái: Tạm dừng"))
		    > 0);
	assert_true(str_find(then, STR("- Mã: A\n- Trạng thái: Tạm dừng")) > 0);
	merged(w, plan, "Mã,Nhiệm vụ,Trạng thái\nAA,,Tạm dừng\nA,Khác,\n");
	assert_int_equal(planbox_count(w, DIAG_FORM_UNKNOWN_ROW), 1);
	assert_int_equal(planbox_count(w, DIAG_FORM_TITLE), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(compares_values),
		PLAN_TEST(names_periods),
		PLAN_TEST(changes_lines),
		PLAN_TEST(knows_who_changed_what),
		PLAN_TEST(finds_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
