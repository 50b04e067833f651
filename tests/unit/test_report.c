/* SPDX-License-Identifier: MIT */
/* test_report.c - what a period's report counts, case by case. */
#include "reportbox.h"

static struct report report_of(struct reportbox *b, const char *code)
{
	struct period period;
	struct report r;

	assert_int_equal(period_parse_code(&period, str_of(code)), 0);
	report_build(&r, &b->reporter, period);
	return r;
}

static const struct report_row *row_of(const struct report *r,
				       const char *slug)
{
	for (size_t i = 0; i < r->rows.n; i++)
		if (str_eqs(r->rows.v[i]->view->line->slug, slug))
			return r->rows.v[i];
	print_error("no row of %s\n", slug);
	fail();
	return NULL;
}

static void assert_balanced(const struct report_counts *c)
{
	size_t left = c->dropped + c->carried + c->ended;

	assert_int_equal(c->before.tasks + c->arrived + c->added - left,
			 c->until.tasks);
	assert_true(c->done <= c->open && c->open <= c->tasks);
	assert_true(c->without_update <= c->expected);
	assert_true(c->amended <= c->tasks);
	assert_int_equal(c->done_on_time + c->done_late + c->done_undated +
			 c->done_untimed, c->done);
}

/* Each line of each report adds up, and areas add up to the whole. */
static void check_all(struct reportbox *b, const struct model *m)
{
	size_t n;
	struct period *periods = report_periods(b->pool, m, &n);

	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		struct report r;
		size_t tasks = 0, agencies = 0;

		report_build(&r, &b->reporter, periods[i]);
		assert_balanced(&r.counts);
		for (size_t k = 0; k < r.areas.n; k++) {
			assert_balanced(&r.areas.v[k].counts);
			tasks += r.areas.v[k].counts.tasks;
		}
		for (size_t k = 0; k < r.agencies.n; k++)
			agencies += r.agencies.v[k].counts.tasks;
		assert_int_equal(tasks, r.counts.tasks);
		assert_int_equal(agencies, r.counts.tasks);
	}
}

/* ---- plans come and go ------------------------------------------------- */

static void test_replaced(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý IV/2026';"
		"task p T-2 'Quý IV/2026'; task p T-3 'Quý IV/2026';"
		"task p T-4 'Quý I/2026' 'Trạng thái: Hoàn thành' "
		"'Ngày hoàn thành: 2/3/2026'; commit 2026-03-05;"
		"plan q 09/KH-SA 2026-05-01 'period: 2026\nreplaces: [01/KH-SA]';"
		"task q T-1 'Quý IV/2026';"
		"task q N-2 'Quý IV/2026' 'Chuyển tiếp từ: a/p#T-2';"
		"commit 2026-05-02;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.before.tasks, 4);
	assert_int_equal(r.counts.arrived, 2);
	assert_int_equal(r.counts.carried, 2);
	assert_int_equal(r.counts.dropped, 1);
	assert_int_equal(r.counts.ended, 1);
	assert_int_equal(r.counts.until.tasks, 2);
	assert_int_equal(row_of(&r, "t-3")->leaving, LEAVING_DROPPED);
	assert_int_equal(row_of(&r, "t-3")->rating.rating, RATING_NOT_CARRIED);
	check_all(&b, m);
	reportbox_release(&b);
}

static void test_plan_removed(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý IV/2026';"
		"commit 2026-02-05; git rm -q content/a/p.md;"
		"commit 2026-04-05; plan q 02/KH-SA 2026-06-01;"
		"task q Q-1 'Quý IV/2026'; commit 2026-06-02;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.dropped, 1);
	assert_int_equal(r.counts.arrived, 1);
	assert_int_equal(r.nplan_records, 2);
	check_all(&b, m);
	reportbox_release(&b);
}

/* A plan whose period is over leaves the count; what is open is told. */
static void test_year_over(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý IV/2026';"
		"task p T-2 'Quý II/2026' 'Trạng thái: Hoàn thành' "
		"'Ngày hoàn thành: 1/6/2026'; task p T-3 'Thường xuyên';"
		"commit 2026-10-05; plan q 01/KH-S 2027-01-05 'period: 2027';"
		"task q Q-1 'Quý I/2027'; commit 2027-01-06;"
		"swap p T-1 'Quý IV/2026' 'Quý I/2027'; commit 2027-05-03;");
	m = reportbox_load(&b, "2027-07-20");
	r = report_of(&b, "2027-Q1");
	assert_int_equal(r.counts.before.tasks, 3);
	assert_int_equal(r.counts.ended, 3);
	assert_int_equal(r.counts.closed_open, 1);
	assert_int_equal(r.counts.arrived, 1);
	assert_int_equal(r.counts.until.tasks, 1);
	assert_int_equal(r.late.n, 1);
	assert_str(r.late.v[0]->view->line->slug, "t-1");
	/* Even then no deadline moves in silence: told, not counted. */
	r = report_of(&b, "2027-Q2");
	assert_int_equal(r.counts.tasks, 1);
	assert_int_equal(r.counts.amendments, 1);
	assert_int_equal(r.counts.amended, 0);
	assert_int_equal(row_of(&r, "t-1")->moves, 1);
	check_all(&b, m);
	reportbox_release(&b);
}

static void test_draft(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05 'period: 2026\nstage: draft';"
		"task p T-1 'Quý III/2026'; commit 2026-02-05;"
		"swap p T-1 'Quý III/2026' 'Quý IV/2026'; commit 2026-02-07;"
		"sed -i 's/^stage: draft/stage: issued/' content/a/p.md;"
		"commit 2026-04-05;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q1");
	assert_int_equal(r.counts.tasks, 0);
	assert_int_equal(r.counts.amendments, 0);
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.arrived, 1);
	assert_int_equal(r.counts.added, 0);
	check_all(&b, m);
	reportbox_release(&b);
}

/* ---- tasks come and go ------------------------------------------------- */

static void test_passing(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý IV/2026';"
		"commit 2026-02-05; cp content/a/p.md was;"
		"task p T-2 'Quý IV/2026'; commit 2026-04-05;"
		"mv was content/a/p.md; commit 2026-05-05;"
		"task p T-2 'Quý IV/2026'; commit 2026-07-05;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.before.tasks, 1);
	assert_int_equal(r.counts.added, 1);
	assert_int_equal(r.counts.dropped, 1);
	assert_int_equal(r.counts.until.tasks, 1);
	assert_true(report_is_listed(row_of(&r, "t-2")));
	/* What is put back was not there before. */
	r = report_of(&b, "2026-Q3");
	assert_int_equal(r.counts.added, 1);
	assert_true(r.provisional);
	check_all(&b, m);
	reportbox_release(&b);
}

/* ---- progress ---------------------------------------------------------- */

static void test_reopened(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý III/2026' "
		"'Trạng thái: Hoàn thành' 'Ngày hoàn thành: 1/2/2026';"
		"commit 2026-02-05; swap p T-1 'Hoàn thành$' 'Đang thực hiện';"
		"sed -i '/^- Ngày hoàn/d' content/a/p.md; commit 2026-04-05;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q1");
	assert_int_equal(r.counts.done, 1);	/* within the period */
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.reopened, 1);
	assert_int_equal(r.counts.done, 0);
	assert_int_equal(r.counts.open, 1);
	check_all(&b, m);
	reportbox_release(&b);
}

/* What was done before its plan came onto the site is no work of the period. */
static void test_done_on_arrival(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý I/2026' "
		"'Trạng thái: Hoàn thành' 'Ngày hoàn thành: 1/2/2026';"
		"task p T-2 'Quý I/2026' 'Trạng thái: Hoàn thành';"
		"commit 2026-05-05;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q2");
	assert_false(r.known);
	assert_int_equal(r.counts.arrived, 2);
	assert_int_equal(r.counts.until.group[GROUP_DONE], 2);
	assert_int_equal(r.counts.done, 0);
	assert_int_equal(r.counts.open, 0);
	r = report_of(&b, "2026-H1");
	assert_int_equal(r.counts.done, 1);
	check_all(&b, m);
	reportbox_release(&b);
}

static void test_correction(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý III/2026';"
		"commit 2026-02-05; swap p T-1 'Quý III/2026' "
		"'Quý II/2026\\n- Đính chính: theo bản gốc'; commit 2026-02-09;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q1");
	assert_int_equal(r.counts.corrections, 1);
	assert_int_equal(r.counts.amendments, 0);
	assert_int_equal(r.counts.days, 0);
	check_all(&b, m);
	reportbox_release(&b);
}

/* Recurring work is judged on the cycles that ended in the period. */
static void test_cycles(void **state)
{
	struct reportbox b;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Hằng năm';"
		"task p T-2 'Thường xuyên'; task p T-3 'Thường xuyên' "
		"'Kết quả kỳ: 6 tháng đầu năm 2026: đủ'; commit 2026-01-05;");
	reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q2");
	assert_false(row_of(&r, "t-1")->expected);
	assert_true(row_of(&r, "t-2")->expected);
	assert_false(row_of(&r, "t-2")->updated);
	assert_true(row_of(&r, "t-3")->expected);
	assert_true(row_of(&r, "t-3")->updated);
	assert_int_equal(row_of(&r, "t-3")->nresults, 1);
	assert_int_equal(r.counts.without_update, 1);
	assert_int_equal(r.counts.open, 0);
	assert_int_equal(r.recurring, 3);
	reportbox_load(&b, "2026-05-20");	/* nothing has ended yet */
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.expected, 0);
	reportbox_release(&b);
}

/* ---- days -------------------------------------------------------------- */

static void test_cutoff(void **state)
{
	struct reportbox b;
	const struct model *m;
	struct report r;
	size_t n;

	(void)state;
	reportbox_make(&b,
		"echo 'reporting_cutoff_day: 14' >>content/site.yml;"
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý IV/2026';"
		"commit 2026-01-05; swap p T-1 'Quý IV/2026' 'Quý III/2026';"
		"commit 2026-03-14; swap p T-1 'Quý III/2026' 'Quý II/2026';"
		"commit 2026-03-15;");
	m = reportbox_load(&b, "2026-07-20");
	r = report_of(&b, "2026-Q1");
	assert_int_equal(r.start, date_of((struct ymd){ 2025, 12, 15 }));
	assert_int_equal(r.end, date_of((struct ymd){ 2026, 3, 14 }));
	assert_int_equal(r.counts.days, -92);
	r = report_of(&b, "2026-Q2");
	assert_int_equal(r.counts.days, -92);
	assert_int_equal(r.counts.before.tasks, 1);
	/* The third quarter began on 15 June; the fourth has not. */
	report_periods(b.pool, m, &n);
	assert_int_equal(n, 6);
	check_all(&b, m);
	reportbox_release(&b);
}

static void test_next(void **state)
{
	struct reportbox b;
	struct report r;

	(void)state;
	reportbox_make(&b,
		"plan p 01/KH-SA 2026-01-05; task p T-1 'Quý IV/2026';"
		"task p T-2 '30/9/2026'; task p T-3 '1/10/2026';"
		"task p T-4 'Quý II/2026'; commit 2026-01-05;");
	reportbox_load(&b, "2026-12-31");
	r = report_of(&b, "2026-9M");
	assert_int_equal(r.next.n, 2);
	assert_str(r.next.v[0]->view->line->slug, "t-3");
	assert_str(r.next.v[1]->view->line->slug, "t-1");
	assert_int_equal(r.next_end, date_of((struct ymd){ 2026, 12, 31 }));
	r = report_of(&b, "2026-Q1");
	assert_int_equal(r.next.n, 1);
	r = report_of(&b, "2026");	/* the plan ends with its year */
	assert_int_equal(r.next.n, 0);
	assert_int_equal(r.recurring, 0);
	reportbox_release(&b);
}

static void test_codes(void **state)
{
	static const char *const codes[] = { "2026-01", "2026-12", "2026-Q4",
					     "2026-H2", "2026-9M", "2026" };
	struct pool *pool = pool_new();
	struct period p;

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		assert_int_equal(period_parse_code(&p, str_of(codes[i])), 0);
		assert_str(report_code(pool, p), codes[i]);
	}
	pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_plan_removed),
		cmocka_unit_test(test_year_over),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_passing),
		cmocka_unit_test(test_reopened),
		cmocka_unit_test(test_done_on_arrival),
		cmocka_unit_test(test_correction),
		cmocka_unit_test(test_cycles),
		cmocka_unit_test(test_cutoff),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
