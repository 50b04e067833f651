/* SPDX-License-Identifier: MIT */
/* test_front.c - where front matter begins and ends, and a plan's facts. */
#include "unit.h"

#include "front.h"

struct world {
	struct pool *pool;
	struct diags diags;
	struct source src;
	struct front front;
	struct plan_front plan;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->pool = pool_new();
	diags_init(&w->diags, w->pool);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	pool_free(w->pool);
	free(w);
	return 0;
}

static int parse(struct world *w, const char *text)
{
	w->src = (struct source){ .path = STR("content/x.md"),
				  .text = str_of(text) };
	diags_init(&w->diags, w->pool);
	return front_parse(w->pool, &w->src, &w->front, &w->diags);
}

static int plan(struct world *w, const char *lines)
{
	struct str text = pool_printf(w->pool, "---\ntype: plan\n%s---\nX\n",
				      lines);

	assert_int_equal(parse(w, text.p), 0);
	assert_str(w->front.type, "plan");
	return front_plan(w->pool, &w->front, &w->plan, &w->diags);
}

static bool found(const struct world *w, enum diag_code code, const char *name,
		  const char *value)
{
	for (size_t i = 0; i < w->diags.n; i++) {
		const struct diag *d = &w->diags.list[i];

		if (d->code != code)
			continue;
		if (!name)
			return true;
		for (size_t a = 0; d->args[a].name; a++)
			if (!strcmp(d->args[a].name, name) &&
			    str_eqs(d->args[a].value, value))
				return true;
	}
	return false;
}

static struct str body(const struct world *w)
{
	return str_from(w->src.text, w->front.body);
}

static void splits_the_block_from_the_body(void **state)
{
	struct world *w = *state;

	assert_int_equal(parse(w, "---\ntype: page\n--- \n\n# Hi\n"), 0);
	assert_str(w->front.type, "page");
	assert_str(body(w), "\n# Hi\n");
	assert_str(str_sub(w->src.text, w->front.yaml_from, w->front.yaml_n),
		   "type: page\n");

	assert_int_equal(parse(w, "---\na: b\n---"), 0);
	assert_str(body(w), "");
	assert_int_equal(w->diags.n, 0);
}

static void a_file_may_have_none(void **state)
{
	struct world *w = *state;
	static const char *const texts[] = {
		"", "x", "# Title\n---\na: b\n---\n", "----\na: b\n---\n",
		" ---\na: b\n---\n", "--- a\n---\n"
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_int_equal(parse(w, texts[i]), 0);
		assert_null(w->front.yaml);
		assert_false(w->front.broken);
		assert_int_equal(w->front.body, 0);
		assert_int_equal(w->front.type.n, 0);
	}
}

static void an_empty_block_is_null(void **state)
{
	struct world *w = *state;

	assert_int_equal(parse(w, "---\n---\nbody"), 0);
	assert_non_null(w->front.yaml);
	assert_int_equal(w->front.yaml->kind, YAML_NULL);
	assert_null(front_secret(&w->front));
	assert_str(body(w), "body");
}

static void broken_blocks_are_told(void **state)
{
	struct world *w = *state;

	assert_int_equal(parse(w, "---\ntype: plan\n"), -1);
	assert_true(w->front.broken);
	assert_true(found(w, DIAG_FRONT_MATTER_OPEN, NULL, NULL));
	assert_int_equal(parse(w, "---"), -1);

	assert_int_equal(parse(w, "---\na: [b\n---\n"), -1);
	assert_true(w->front.broken);
	assert_true(found(w, DIAG_YAML_SYNTAX, NULL, NULL));

	assert_int_equal(parse(w, "---\n- a\n---\n"), -1);
	assert_true(w->front.broken);
	assert_true(found(w, DIAG_WRONG_TYPE, "expected", "map"));
	assert_null(w->front.yaml);

	/* Old versions are read without findings. */
	assert_int_equal(front_parse(w->pool, &w->src, &w->front, NULL), -1);
	assert_true(w->front.broken);
}

static void reads_all_facts(void **state)
{
	struct world *w = *state;

	assert_int_equal(plan(w,
		"stage: draft\n"
		"title: Kế hoạch  CCHC\n"
		"number: 08/KH-SNgV\n"
		"issued: 2026-02-06\n"
		"place: Lạng Sơn\n"
		"period: 2026\n"
		"secrecy: none\n"
		"signer: Trịnh Tuyết Mai\n"
		"basis: [60-NQ/TU, 29/KH-UBND]\n"
		"replaces: 09/KH-SNgV\n"
		"annex_of: 1/KH\n"
		"related: [so-x/a]\n"
		"recipients:\n  - UBND tỉnh\n  - Sở Nội vụ\n"
		"original: https://x.vn/08.pdf\n"), 0);
	assert_int_equal(w->diags.n, 0);
	assert_int_equal(w->plan.stage, STAGE_DRAFT);
	assert_str(w->plan.title, "Kế hoạch CCHC");
	assert_str(w->plan.number, "08/KH-SNgV");
	assert_int_equal(w->plan.issued, date_of((struct ymd){ 2026, 2, 6 }));
	assert_int_equal(w->plan.issued_from, w->plan.issued);
	assert_str(w->plan.place, "Lạng Sơn");
	assert_int_equal(w->plan.period_from, 2026);
	assert_int_equal(w->plan.period_to, 2026);
	assert_str(w->plan.signer, "Trịnh Tuyết Mai");
	assert_int_equal(w->plan.basis.n, 2);
	assert_str(w->plan.basis.v[1], "29/KH-UBND");
	assert_int_equal(w->plan.replaces.n, 1);
	assert_str(w->plan.annex_of, "1/KH");
	assert_int_equal(w->plan.related.n, 1);
	assert_int_equal(w->plan.recipients.n, 2);
	assert_str(w->plan.original, "https://x.vn/08.pdf");
}

static void blanks_are_as_documents_leave_them(void **state)
{
	struct world *w = *state;

	assert_int_equal(plan(w, "title: T\nnumber: null\nissued: 2026-04\n"
				 "period: 2026-2030\nreplaces: []\n"
				 "annex_of:\n"), 0);
	assert_int_equal(w->plan.stage, STAGE_ISSUED);
	assert_int_equal(w->plan.number.n, 0);
	assert_str(w->plan.issued_text, "2026-04");
	assert_int_equal(w->plan.issued, DATE_NONE);
	assert_int_equal(w->plan.issued_from,
			 date_of((struct ymd){ 2026, 4, 1 }));
	assert_int_equal(w->plan.period_from, 2026);
	assert_int_equal(w->plan.period_to, 2030);
	assert_int_equal(w->plan.replaces.n, 0);

	assert_int_equal(plan(w, "title: T\n"), 0);
	assert_int_equal(w->plan.issued, DATE_NONE);
	assert_int_equal(w->plan.issued_from, DATE_NONE);
	assert_int_equal(w->plan.period_from, 0);
}

static void dates_are_days_or_months(void **state)
{
	static const struct {
		const char *text;
		int day, month;		/* 0: not that */
	} cases[] = {
		{ "6/2/2026", 6, 2 }, { "06/02/2026", 6, 2 },
		{ "2026-02", 0, 2 }, { "2/2026", 0, 2 }, { "02/2026", 0, 2 },
		{ "31/02/2026", 0, 0 }, { "2026-13", 0, 0 },
		{ "2026", 0, 0 }, { "0/2026", 0, 0 }, { "2026-2-", 0, 0 },
		{ "tháng 2/2026", 0, 0 }, { "", 0, 0 }, { "/", 0, 0 }
	};
	int32_t day, first;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int m = cases[i].month, d = cases[i].day;
		int failed = front_date(str_of(cases[i].text), &day, &first);

		assert_int_equal(failed, m ? 0 : -1);
		assert_int_equal(day, d ? date_of((struct ymd){ 2026, m, d }) :
					  DATE_NONE);
		assert_int_equal(first, m ? date_of((struct ymd){
						2026, m, d ? d : 1 }) :
					    DATE_NONE);
	}
}

static void wrong_facts_are_told_together(void **state)
{
	struct world *w = *state;

	assert_int_equal(plan(w, "stage: ban hành\nissued: 31/02/2026\n"
				 "period: 2030-2026\nsingner: A\n"
				 "original: javascript:x\n"), -1);
	assert_true(found(w, DIAG_MISSING_KEY, "key", "title"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "stage"));
	assert_true(found(w, DIAG_BAD_DATE, "value", "31/02/2026"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "period"));
	assert_true(found(w, DIAG_UNKNOWN_KEY, "near", "signer"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "original"));
	assert_int_equal(w->diags.errors, 6);

	/* A place inside the block, for the caret. */
	for (size_t i = 0; i < w->diags.n; i++)
		if (w->diags.list[i].code == DIAG_BAD_DATE)
			assert_memory_equal(w->src.text.p +
					    w->diags.list[i].pos.off,
					    "31/02", 5);
}

static void blank_titles_and_odd_periods_are_errors(void **state)
{
	struct world *w = *state;
	static const char *const periods[] = {
		"26", "2026-", "-2026", "năm 2026", "2026-2027-2028", "1026"
	};

	assert_int_equal(plan(w, "title: \" \"\n"), -1);
	assert_true(found(w, DIAG_MISSING_KEY, "key", "title"));
	assert_int_equal(w->diags.errors, 1);
	assert_int_equal(plan(w, "title:\n"), -1);
	assert_int_equal(w->diags.errors, 1);
	for (size_t i = 0; i < sizeof(periods) / sizeof(*periods); i++) {
		struct str lines = pool_printf(w->pool,
					       "title: T\nperiod: \"%s\"\n",
					       periods[i]);

		assert_int_equal(plan(w, lines.p), -1);
		assert_int_equal(w->plan.period_from, 0);
		assert_int_equal(w->plan.period_to, 0);
	}
	assert_int_equal(plan(w, "title: T\nperiod: 2026 – 2030\n"), 0);
	assert_int_equal(w->plan.period_to, 2030);
}

static void secret_plans_are_refused(void **state)
{
	struct world *w = *state;

	assert_int_equal(plan(w, "title: T\nsecrecy: mật\n"), -1);
	assert_true(found(w, DIAG_SECRET, "value", "mật"));
	assert_str(w->plan.secrecy, "mật");
	assert_non_null(front_secret(&w->front));

	/* However it is written, and in history too. */
	assert_int_equal(plan(w, "title: T\nsecrecy: [mật]\n"), -1);
	assert_str(w->plan.secrecy, "?");
	assert_int_equal(front_plan(w->pool, &w->front, &w->plan, NULL), -1);
	assert_str(w->plan.secrecy, "?");

	assert_int_equal(plan(w, "title: T\nsecrecy:\n"), 0);
	assert_int_equal(plan(w, "title: T\nsecrecy: None\n"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(splits_the_block_from_the_body),
		TEST(a_file_may_have_none),
		TEST(an_empty_block_is_null),
		TEST(broken_blocks_are_told),
		TEST(reads_all_facts),
		TEST(blanks_are_as_documents_leave_them),
		TEST(dates_are_days_or_months),
		TEST(wrong_facts_are_told_together),
		TEST(blank_titles_and_odd_periods_are_errors),
		TEST(secret_plans_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
