/* SPDX-License-Identifier: MIT */
/* test_rating.c - how far a commitment is, rule by rule and in their order. */
#include "planbox.h"

#include "rating.h"

/* A task of the plan of 06/02/2026 for the year 2026, judged on a day. */
struct row {
	const char *lines;
	int as_of;		/* yyyymmdd */
	enum rating want;
};

static int32_t day_of(int yyyymmdd)
{
	return planbox_day(yyyymmdd / 10000, yyyymmdd / 100 % 100,
			   yyyymmdd % 100);
}

static struct rating_result rate_with(struct planbox *w, const char *lines,
				      int as_of, struct rating_input in)
{
	struct facts *f = POOL_NEW(w->pool, struct facts);

	facts_read(f, w->pool, &w->context, planbox_item(w, lines), POS_NONE,
		   NULL);
	in.facts = f;
	in.due = f->due;
	in.as_of = day_of(as_of);
	in.site = &w->sources.site;
	return rating_of(&in);
}

static struct rating_input plan_of_2026(void)
{
	return (struct rating_input){
		.issued = planbox_day(2026, 2, 6),
		.plan_start = planbox_day(2026, 1, 1),
		.plan_end = planbox_day(2026, 12, 31),
	};
}

static struct rating_result rate(struct planbox *w, const char *lines, int as_of)
{
	return rate_with(w, lines, as_of, plan_of_2026());
}

static void check_rows(struct planbox *w, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum rating got = rate(w, rows[i].lines, rows[i].as_of).rating;

		if (got != rows[i].want)
			fail_msg("%s(%d): %s, not %s", rows[i].lines,
				 rows[i].as_of, rating_name(got),
				 rating_name(rows[i].want));
	}
}

#define CHECK(w, rows) check_rows(w, rows, sizeof(rows) / sizeof(*rows))

#define Q2 "- Thời hạn: Quý II/2026\n"
#define DONE "- Trạng thái: Hoàn thành\n"
#define DOING "- Trạng thái: Đang thực hiện\n"
#define IDLE "- Trạng thái: Chưa thực hiện\n"

static void each_rule_by_itself(void **state)
{
	static const struct row rows[] = {
		{ Q2 "- Trạng thái: Dừng thực hiện\n", 20260501,
		  RATING_STOPPED },
		{ Q2 "- Trạng thái: Tạm dừng\n", 20260501, RATING_SUSPENDED },
		/* completed on or before, after, without a date */
		{ Q2 DONE "- Ngày hoàn thành: 31/3/2026\n", 20260501,
		  RATING_DONE_ON_TIME },
		{ Q2 DONE "- Ngày hoàn thành: 30/6/2026\n", 20260701,
		  RATING_DONE_ON_TIME },
		{ Q2 DONE "- Ngày hoàn thành: 01/7/2026\n", 20260701,
		  RATING_DONE_LATE },
		{ Q2 DONE, 20260501, RATING_DONE_UNDATED },
		{ Q2 DONE, 20260901, RATING_DONE_UNDATED },
		/* without a due date, or with one before the plan was issued */
		{ DONE "- Ngày hoàn thành: 31/3/2026\n", 20260501,
		  RATING_DONE },
		{ "- Thời hạn: kịp thời\n" DONE, 20260501, RATING_DONE },
		{ "- Thời hạn: Thường xuyên\n" DONE, 20260501, RATING_DONE },
		{ "- Thời hạn: Tháng 1/2026\n" DONE
		  "- Ngày hoàn thành: 20/01/2026\n", 20260501, RATING_DONE },
		{ "- Thời hạn: Tháng 1/2026\n" DOING, 20260501,
		  RATING_DUE_BEFORE_ISSUE },
		{ "- Thời hạn: Tháng 1/2026\n", 20260501,
		  RATING_DUE_BEFORE_ISSUE },
		{ "- Thời hạn: 06/02/2026\n" DOING, 20260501, RATING_OVERDUE },
		/* the event has not happened */
		{ "- Thời hạn: Khi có yêu cầu\n", 20261201, RATING_WAITING },
		{ "- Thời hạn: Khi có yêu cầu\n" IDLE, 20261201,
		  RATING_WAITING },
		/* it has */
		{ "- Thời hạn: Khi có yêu cầu\n" DOING, 20261201,
		  RATING_IN_PROGRESS },
		{ "- Thời hạn: Khi có yêu cầu\n- Hạn tính: 01/6/2026\n" DOING,
		  20260701, RATING_OVERDUE },
		/* the due date passed: the day itself is in time */
		{ Q2 DOING, 20260630, RATING_DUE_SOON },
		{ Q2 DOING, 20260701, RATING_OVERDUE },
		{ Q2 IDLE, 20260701, RATING_OVERDUE },
		{ Q2, 20260701, RATING_OVERDUE_UNREPORTED },
		/* due within 15 days */
		{ Q2 DOING, 20260614, RATING_IN_PROGRESS },
		{ Q2 DOING, 20260615, RATING_DUE_SOON },
		{ Q2, 20260615, RATING_DUE_SOON },
		/* as said */
		{ Q2 DOING, 20260301, RATING_IN_PROGRESS },
		{ Q2 IDLE, 20260301, RATING_NOT_STARTED },
		{ "- Mã: A\n" IDLE, 20260301, RATING_NOT_STARTED },
		{ Q2, 20260301, RATING_UNKNOWN },
		{ "- Mã: A\n", 20260301, RATING_UNKNOWN },
		{ "- Thời hạn: kịp thời\n", 20260301, RATING_UNKNOWN },
	};

	CHECK(*state, rows);
}

/* Where two rules hold, the one that stands first counts. */
static void rules_stand_in_order(void **state)
{
	static const struct row rows[] = {
		{ Q2 "- Trạng thái: Dừng thực hiện\n", 20260801,
		  RATING_STOPPED },
		{ "- Thời hạn: Tháng 1/2026\n- Trạng thái: Tạm dừng\n",
		  20260801, RATING_SUSPENDED },
		{ "- Thời hạn: Thường xuyên\n- Trạng thái: Tạm dừng\n",
		  20260801, RATING_SUSPENDED },
		{ "- Thời hạn: Thường xuyên\n" DONE, 20260801, RATING_DONE },
		{ "- Thời hạn: Tháng 1/2026\n" DOING, 20270301,
		  RATING_DUE_BEFORE_ISSUE },
		{ Q2 DONE "- Ngày hoàn thành: 01/8/2026\n", 20270301,
		  RATING_DONE_LATE },
	};
	struct planbox *w = *state;
	struct rating_input in = plan_of_2026();

	CHECK(w, rows);
	/* a replaced plan: what was done stays done, what was stopped too */
	in.carried = CARRIED_ON;
	assert_int_equal(rate_with(w, Q2, 20260801, in).rating,
			 RATING_CARRIED_ON);
	assert_int_equal(rate_with(w, Q2 DONE, 20260801, in).rating,
			 RATING_DONE_UNDATED);
	assert_int_equal(rate_with(w, Q2 "- Trạng thái: Tạm dừng\n", 20260801,
				   in).rating, RATING_SUSPENDED);
	in.carried = CARRIED_DROPPED;
	assert_int_equal(rate_with(w, Q2 DOING, 20260801, in).rating,
			 RATING_NOT_CARRIED);
	assert_int_equal(rate_with(w, "- Thời hạn: Thường xuyên\n", 20260801,
				   in).rating, RATING_NOT_CARRIED);
	assert_int_equal(rate_with(w, Q2 DONE "- Ngày hoàn thành: 1/6/2026\n",
				   20260801, in).rating, RATING_DONE_ON_TIME);
}

static void silence_does_not_launder_lateness(void **state)
{
	struct planbox *w = *state;
	struct rating_result r = rate(w, Q2, 20260901);

	assert_int_equal(r.rating, RATING_OVERDUE_UNREPORTED);
	assert_int_equal(r.late_from, planbox_day(2026, 7, 1));
	r = rate(w, Q2 "- Trạng thái:\n- Tiến độ: 90%\n", 20260901);
	assert_int_equal(r.rating, RATING_OVERDUE_UNREPORTED);
	r = rate(w, Q2 DOING, 20260901);
	assert_int_equal(r.late_from, planbox_day(2026, 7, 1));
	assert_int_equal(rate(w, Q2, 20260301).late_from, DATE_NONE);
	assert_int_equal(rating_group(RATING_OVERDUE_UNREPORTED), GROUP_LATE);
	assert_true(rating_in_denominator(RATING_OVERDUE_UNREPORTED));
}

static void a_plan_closes_with_its_period(void **state)
{
	static const struct row rows[] = {
		{ "- Thời hạn: Quý IV/2026\n" DOING, 20261231,
		  RATING_DUE_SOON },
		{ "- Thời hạn: Quý IV/2026\n" DOING, 20270101,
		  RATING_CLOSED_OPEN },
		{ Q2, 20270101, RATING_CLOSED_OPEN },
		{ "- Mã: A\n" DOING, 20270101, RATING_IN_PROGRESS },
		{ "- Mã: A\n", 20270101, RATING_UNKNOWN },
		{ "- Thời hạn: Khi có yêu cầu\n", 20270101, RATING_WAITING },
	};
	struct planbox *w = *state;
	struct rating_input in = plan_of_2026();

	CHECK(w, rows);
	in.plan_end = DATE_NONE;
	assert_int_equal(rate_with(w, Q2 DOING, 20270101, in).rating,
			 RATING_OVERDUE);
}

static void on_time_is_judged_against_the_due_date_given(void **state)
{
	struct planbox *w = *state;
	struct facts f;
	struct rating_input in = plan_of_2026();

	facts_read(&f, w->pool, &w->context, planbox_item(w,
		   "- Thời hạn: Quý III/2026\n" DONE
		   "- Ngày hoàn thành: 01/8/2026\n"), POS_NONE, NULL);
	in.facts = &f;
	in.site = &w->sources.site;
	in.as_of = planbox_day(2026, 9, 1);
	in.due = f.due;
	assert_int_equal(rating_of(&in).rating, RATING_DONE_ON_TIME);
	in.due = planbox_day(2026, 3, 31);	/* the first issued one */
	assert_int_equal(rating_of(&in).rating, RATING_DONE_LATE);
}

/* ---- recurring work ---------------------------------------------------- */

#define OFTEN "- Thời hạn: Thường xuyên\n"
#define DID(period) "- Kết quả kỳ: " period ": xử lý 3/3\n"

struct recurring_row {
	const char *lines;
	int as_of;
	enum rating want;
	int year, index;	/* of the judged period */
	int reported, periods;
};

static void check_recurring(struct planbox *w, const struct recurring_row *rows,
			    size_t n, struct rating_input in)
{
	for (size_t i = 0; i < n; i++) {
		struct rating_result r = rate_with(w, rows[i].lines,
						   rows[i].as_of, in);

		if (r.rating != rows[i].want ||
		    r.reported != rows[i].reported ||
		    r.periods != rows[i].periods ||
		    (r.periods && (r.period.year != rows[i].year ||
				   r.period.index != rows[i].index)))
			fail_msg("%s(%d): %s of %d/%d, %d of %d",
				 rows[i].lines, rows[i].as_of,
				 rating_name(r.rating), r.period.index,
				 r.period.year, r.reported, r.periods);
	}
}

#define RECURRING(w, rows, in) \
	check_recurring(w, rows, sizeof(rows) / sizeof(*rows), in)

static void recurring_work_is_judged_on_the_last_ended_period(void **state)
{
	static const struct recurring_row rows[] = {
		/* nothing has ended yet, then nothing is due for 15 days */
		{ OFTEN, 20260210, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260331, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260401, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260415, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260416, RATING_RECURRING_MISSING, 2026, 1, 0, 1 },
		/* a report counts at once */
		{ OFTEN DID("Quý I/2026"), 20260401, RATING_RECURRING_UPDATED,
		  2026, 1, 1, 1 },
		{ OFTEN DID("Quý I/2026"), 20260630, RATING_RECURRING_UPDATED,
		  2026, 1, 1, 1 },
		/* of a period that goes on it is not yet due */
		{ OFTEN DID("Quý I/2026"), 20260310, RATING_RECURRING_NOT_DUE,
		  0, 0, 0, 0 },
		/* in the days of grace the period before counts */
		{ OFTEN DID("Quý I/2026"), 20260715, RATING_RECURRING_UPDATED,
		  2026, 1, 1, 1 },
		{ OFTEN DID("Quý I/2026"), 20260716, RATING_RECURRING_MISSING,
		  2026, 2, 1, 2 },
		{ OFTEN DID("Quý II/2026"), 20260716, RATING_RECURRING_UPDATED,
		  2026, 2, 1, 2 },
		{ OFTEN DID("Quý I/2026") DID("Quý II/2026"), 20260716,
		  RATING_RECURRING_UPDATED, 2026, 2, 2, 2 },
		/* "không phát sinh" is a report, an empty line none */
		{ OFTEN "- Kết quả kỳ: Quý I/2026: không phát sinh\n", 20260501,
		  RATING_RECURRING_UPDATED, 2026, 1, 1, 1 },
		{ OFTEN "- Kết quả kỳ: Quý I/2026:\n", 20260501,
		  RATING_RECURRING_MISSING, 2026, 1, 0, 1 },
		/* reports of longer and of shorter periods */
		{ OFTEN DID("6 tháng đầu năm 2026"), 20260801,
		  RATING_RECURRING_UPDATED, 2026, 2, 2, 2 },
		{ OFTEN DID("9 tháng năm 2026"), 20261101,
		  RATING_RECURRING_UPDATED, 2026, 3, 3, 3 },
		{ OFTEN DID("Tháng 6/2026"), 20260801,
		  RATING_RECURRING_UPDATED, 2026, 2, 1, 2 },
		{ OFTEN DID("Tháng 5/2026"), 20260801,
		  RATING_RECURRING_MISSING, 2026, 2, 0, 2 },
		/* a status other than the ends changes nothing */
		{ OFTEN DOING, 20260501, RATING_RECURRING_MISSING, 2026, 1, 0,
		  1 },
	};

	RECURRING(*state, rows, plan_of_2026());
}

static void a_cycle_of_its_own_goes_before_the_sites(void **state)
{
	static const struct recurring_row rows[] = {
		{ "- Thời hạn: Hằng tháng\n", 20260316,
		  RATING_RECURRING_MISSING, 2026, 2, 0, 1 },
		{ "- Thời hạn: Hằng tháng\n" DID("Tháng 2/2026"), 20260316,
		  RATING_RECURRING_UPDATED, 2026, 2, 1, 1 },
		{ "- Thời hạn: Hằng tháng\n" DID("Quý I/2026"), 20260416,
		  RATING_RECURRING_UPDATED, 2026, 3, 2, 2 },
		{ "- Thời hạn: Hằng quý\n", 20260316,
		  RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ "- Thời hạn: Hằng năm\n", 20261231,
		  RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ "- Thời hạn: Hằng năm\n", 20270116,
		  RATING_RECURRING_MISSING, 2026, 0, 0, 1 },
	};
	struct planbox *w = *state;

	RECURRING(w, rows, plan_of_2026());
	w->sources.site.reporting_period = PERIOD_MONTH;
	RECURRING(w, ((const struct recurring_row[]){
		{ OFTEN, 20260316, RATING_RECURRING_MISSING, 2026, 2, 0, 1 } }),
		plan_of_2026());
}

static void quarters_may_end_on_a_cutoff_day(void **state)
{
	static const struct recurring_row rows[] = {
		/* the quarter of 06/02/2026 ends on 14/3/2026 */
		{ OFTEN, 20260329, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260330, RATING_RECURRING_MISSING, 2026, 1, 0, 1 },
		{ OFTEN DID("Quý I/2026"), 20260315, RATING_RECURRING_UPDATED,
		  2026, 1, 1, 1 },
		/* the last one of a plan ends before its year does */
		{ OFTEN DID("Quý IV/2026"), 20270301, RATING_RECURRING_UPDATED,
		  2026, 4, 1, 4 },
	};
	struct planbox *w = *state;

	w->sources.site.reporting_cutoff_day = 14;
	RECURRING(w, rows, plan_of_2026());
}

static void recurring_work_freezes_with_its_plan(void **state)
{
	static const struct recurring_row rows[] = {
		/* the last report may come within the grace */
		{ OFTEN DID("Quý III/2026"), 20270115,
		  RATING_RECURRING_UPDATED, 2026, 3, 1, 3 },
		{ OFTEN DID("Quý III/2026"), 20270116,
		  RATING_RECURRING_MISSING, 2026, 4, 1, 4 },
		{ OFTEN DID("Quý IV/2026"), 20270101,
		  RATING_RECURRING_UPDATED, 2026, 4, 1, 4 },
		{ OFTEN DID("Quý IV/2026"), 20290601,
		  RATING_RECURRING_UPDATED, 2026, 4, 1, 4 },
	};

	RECURRING(*state, rows, plan_of_2026());
}

/* Nothing is missed before the plan's own period, or before it was issued. */
static void no_period_before_the_plan_counts(void **state)
{
	static const struct recurring_row early[] = {
		{ OFTEN, 20260201, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260501, RATING_RECURRING_MISSING, 2026, 1, 0, 1 },
	};
	static const struct recurring_row late[] = {
		{ OFTEN, 20260501, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260801, RATING_RECURRING_MISSING, 2026, 2, 0, 1 },
	};
	static const struct recurring_row undated[] = {
		{ OFTEN, 20260201, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
		{ OFTEN, 20260801, RATING_RECURRING_MISSING, 2026, 2, 0, 2 },
		{ OFTEN, 20280801, RATING_RECURRING_MISSING, 2026, 4, 0, 4 },
	};
	static const struct recurring_row nothing[] = {
		{ OFTEN, 20260801, RATING_RECURRING_NOT_DUE, 0, 0, 0, 0 },
	};
	struct planbox *w = *state;
	struct rating_input in = plan_of_2026();

	in.issued = planbox_day(2025, 12, 9);
	RECURRING(w, early, in);
	in.issued = planbox_day(2026, 4, 1);	/* "2026-04" */
	RECURRING(w, late, in);
	in.issued = DATE_NONE;
	RECURRING(w, undated, in);
	in.plan_start = 0;
	RECURRING(w, undated, in);
	in.plan_end = DATE_NONE;
	RECURRING(w, nothing, in);
}

/* ---- targets ----------------------------------------------------------- */

static void targets_are_rated(void **state)
{
	static const struct {
		const char *lines;
		int as_of;
		enum target_rating want;
	} rows[] = {
		{ "- Mục tiêu: 100%\n- Thực hiện: 100%\n", 20260501,
		  TARGET_MET },
		{ "- Mục tiêu: 100%\n- Thực hiện: 100%\n", 20270501,
		  TARGET_MET },
		{ "- Mục tiêu: 100%\n- Thực hiện: 97,5%\n", 20261231,
		  TARGET_TRACKING },
		{ "- Mục tiêu: 100%\n- Thực hiện: 97,5%\n", 20270101,
		  TARGET_MISSED },
		{ "- Mục tiêu: 100%\n- Thời hạn: Quý I/2026\n"
		  "- Thực hiện: 97,5%\n", 20260401, TARGET_MISSED },
		{ "- Mục tiêu: 100%\n- Thời hạn: kịp thời\n"
		  "- Thực hiện: 97,5%\n", 20290401, TARGET_TRACKING },
		{ "- Mục tiêu: 100%\n", 20260501, TARGET_NO_DATA },
		{ "- Mục tiêu: 100%\n", 20270501, TARGET_NO_DATA },
		{ "- Mục tiêu: 100%\n- Thực hiện: 0/0 hồ sơ\n", 20270501,
		  TARGET_NOT_ARISEN },
		{ "- Mục tiêu: 100%\n- Thực hiện: Không phát sinh\n", 20270501,
		  TARGET_NOT_ARISEN },
		{ "- Mục tiêu: Hoàn thành\n- Thực hiện: Đạt\n", 20270501,
		  TARGET_MET },
		{ "- Mục tiêu: Hoàn thành\n- Thực hiện: Chưa đạt\n", 20260501,
		  TARGET_TRACKING },
		{ "- Mục tiêu: Hoàn thành\n- Thực hiện: Chưa đạt\n", 20270501,
		  TARGET_MISSED },
		/* the latest value counts */
		{ "- Mục tiêu: 90%\n- Thực hiện: 95% (30/6/2026)\n"
		  "- Thực hiện: 85% (30/9/2026)\n", 20261001,
		  TARGET_TRACKING },
		{ "- Mục tiêu: trên 50%\n- Thực hiện: 50%\n", 20260501,
		  TARGET_TRACKING },
		{ "- Mục tiêu: không quá 5\n- Thực hiện: 4\n", 20260501,
		  TARGET_MET },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct facts f;
		enum target_rating got;

		facts_read(&f, w->pool, &w->context,
			   planbox_item(w, rows[i].lines), POS_NONE, NULL);
		got = target_rating_of(&f, day_of(rows[i].as_of));
		if (got != rows[i].want)
			fail_msg("%s(%d): %s", rows[i].lines, rows[i].as_of,
				 target_rating_name(got));
	}
}

/* ---- what is counted with what ----------------------------------------- */

static void on_time_rates_count_dated_tasks(void **state)
{
	static const enum rating counted[] = {
		RATING_DONE_ON_TIME, RATING_DONE_LATE, RATING_DONE_UNDATED,
		RATING_OVERDUE, RATING_OVERDUE_UNREPORTED, RATING_CLOSED_OPEN,
	};
	size_t n = 0;

	(void)state;
	for (int r = 0; r < NRATINGS; r++)
		n += rating_in_denominator((enum rating)r);
	assert_int_equal(n, sizeof(counted) / sizeof(*counted));
	for (size_t i = 0; i < n; i++)
		assert_true(rating_in_denominator(counted[i]));
}

static void ratings_have_names_and_groups(void **state)
{
	bool seen[NGROUPS] = { false };

	(void)state;
	for (int r = 0; r < NRATINGS; r++) {
		assert_non_null(rating_name((enum rating)r));
		seen[rating_group((enum rating)r)] = true;
		for (int q = 0; q < r; q++)
			assert_string_not_equal(rating_name((enum rating)r),
						rating_name((enum rating)q));
	}
	for (int g = 0; g < NGROUPS; g++) {
		assert_true(seen[g]);
		assert_non_null(rating_group_name((enum rating_group)g));
	}
	for (int t = 0; t < NTARGET_RATINGS; t++)
		assert_non_null(target_rating_name((enum target_rating)t));
	assert_int_equal(rating_group(RATING_RECURRING_MISSING),
			 GROUP_RECURRING);
	assert_int_equal(rating_group(RATING_WAITING), GROUP_WAITING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(each_rule_by_itself),
		PLAN_TEST(rules_stand_in_order),
		PLAN_TEST(silence_does_not_launder_lateness),
		PLAN_TEST(a_plan_closes_with_its_period),
		PLAN_TEST(on_time_is_judged_against_the_due_date_given),
		PLAN_TEST(recurring_work_is_judged_on_the_last_ended_period),
		PLAN_TEST(a_cycle_of_its_own_goes_before_the_sites),
		PLAN_TEST(quarters_may_end_on_a_cutoff_day),
		PLAN_TEST(recurring_work_freezes_with_its_plan),
		PLAN_TEST(no_period_before_the_plan_counts),
		PLAN_TEST(targets_are_rated),
		cmocka_unit_test(on_time_rates_count_dated_tasks),
		cmocka_unit_test(ratings_have_names_and_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
