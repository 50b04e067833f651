/* SPDX-License-Identifier: MIT */
/* test_period.c - reporting periods: reading, limits, neighbours. */
#include "unit.h"

#include "period.h"

static int32_t day(int year, int month, int of_month)
{
	return date_of((struct ymd){ year, month, of_month });
}

static struct period quarter(int year, int index)
{
	return (struct period){ PERIOD_KIND_QUARTER, year, index };
}

static struct period month(int year, int index)
{
	return (struct period){ PERIOD_KIND_MONTH, year, index };
}

struct row {
	const char *text;
	struct period want;
};

static void check_rows(const struct row *rows, size_t n,
		       int (*parse)(struct period *, struct str))
{
	for (size_t i = 0; i < n; i++) {
		struct period p;

		if (parse(&p, str_of(rows[i].text)) ||
		    p.kind != rows[i].want.kind ||
		    p.year != rows[i].want.year ||
		    p.index != rows[i].want.index)
			fail_msg("\"%s\": kind %d, year %d, index %d",
				 rows[i].text, (int)p.kind, p.year, p.index);
	}
}

static void reads_what_officers_write(void **state)
{
	static const struct row rows[] = {
		{ "Quý II/2026", { PERIOD_KIND_QUARTER, 2026, 2 } },
		{ "quý 4 năm 2026", { PERIOD_KIND_QUARTER, 2026, 4 } },
		{ "Tháng 6/2026", { PERIOD_KIND_MONTH, 2026, 6 } },
		{ "Tháng 06 năm 2026", { PERIOD_KIND_MONTH, 2026, 6 } },
		{ "6 tháng đầu năm 2026", { PERIOD_KIND_HALF, 2026, 1 } },
		{ "6 tháng 2026", { PERIOD_KIND_HALF, 2026, 1 } },
		{ "6 tháng cuối năm 2026", { PERIOD_KIND_HALF, 2026, 2 } },
		{ "9 tháng năm 2026", { PERIOD_KIND_NINE, 2026, 0 } },
		{ "9 tháng đầu năm 2026", { PERIOD_KIND_NINE, 2026, 0 } },
		{ "Năm 2026", { PERIOD_KIND_YEAR, 2026, 0 } },
		{ "Cả năm 2026", { PERIOD_KIND_YEAR, 2026, 0 } },
		{ " 2026-Q2 ", { PERIOD_KIND_QUARTER, 2026, 2 } },
	};
	static const char *const wrong[] = {
		"", "Quý", "Quý V/2026", "Quý 0/2026", "Quý II", "Tháng 13/2026",
		"Tháng 6", "7 tháng đầu năm 2026", "Năm 26", "Quý II/2026 x",
		"Năm 3000", "xong",
	};
	struct period p;

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(*rows), period_parse);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!period_parse(&p, str_of(wrong[i])))
			fail_msg("\"%s\" is read", wrong[i]);
}

static void reads_codes(void **state)
{
	static const struct row rows[] = {
		{ "2026-Q1", { PERIOD_KIND_QUARTER, 2026, 1 } },
		{ "2026-q4", { PERIOD_KIND_QUARTER, 2026, 4 } },
		{ "2026-06", { PERIOD_KIND_MONTH, 2026, 6 } },
		{ "2026-12", { PERIOD_KIND_MONTH, 2026, 12 } },
		{ "2026-H1", { PERIOD_KIND_HALF, 2026, 1 } },
		{ "2026-H2", { PERIOD_KIND_HALF, 2026, 2 } },
		{ "2026-6M", { PERIOD_KIND_HALF, 2026, 1 } },
		{ "2026-9M", { PERIOD_KIND_NINE, 2026, 0 } },
		{ "2026", { PERIOD_KIND_YEAR, 2026, 0 } },
	};
	static const char *const wrong[] = {
		"", "26", "2026-", "2026-Q0", "2026-Q5", "2026-00", "2026-13",
		"2026-H3", "2026-7M", "2026-Q1x", "2026Q1", "2026-6", "x026",
	};
	struct period p;

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(*rows), period_parse_code);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!period_parse_code(&p, str_of(wrong[i])))
			fail_msg("\"%s\" is read", wrong[i]);
}

static void limits_follow_the_calendar(void **state)
{
	static const struct {
		struct period p;
		struct ymd first, last;
	} rows[] = {
		{ { PERIOD_KIND_MONTH, 2028, 2 }, { 2028, 2, 1 },
		  { 2028, 2, 29 } },
		{ { PERIOD_KIND_QUARTER, 2026, 1 }, { 2026, 1, 1 },
		  { 2026, 3, 31 } },
		{ { PERIOD_KIND_QUARTER, 2026, 4 }, { 2026, 10, 1 },
		  { 2026, 12, 31 } },
		{ { PERIOD_KIND_HALF, 2026, 1 }, { 2026, 1, 1 },
		  { 2026, 6, 30 } },
		{ { PERIOD_KIND_HALF, 2026, 2 }, { 2026, 7, 1 },
		  { 2026, 12, 31 } },
		{ { PERIOD_KIND_NINE, 2026, 0 }, { 2026, 1, 1 },
		  { 2026, 9, 30 } },
		{ { PERIOD_KIND_YEAR, 2026, 0 }, { 2026, 1, 1 },
		  { 2026, 12, 31 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(period_start(rows[i].p, 0),
				 date_of(rows[i].first));
		assert_int_equal(period_end(rows[i].p, 0),
				 date_of(rows[i].last));
	}
}

static void limits_follow_the_cutoff_day(void **state)
{
	(void)state;
	/* quarters from the 15th to the 14th */
	assert_int_equal(period_start(quarter(2026, 1), 14), day(2025, 12, 15));
	assert_int_equal(period_end(quarter(2026, 1), 14), day(2026, 3, 14));
	assert_int_equal(period_start(quarter(2026, 2), 14), day(2026, 3, 15));
	assert_int_equal(period_start(month(2026, 1), 14), day(2025, 12, 15));
	assert_int_equal(period_end(month(2026, 1), 14), day(2026, 1, 14));
	assert_int_equal(period_end((struct period){ PERIOD_KIND_YEAR, 2026, 0 },
				    14), day(2026, 12, 14));
}

/* Each day belongs to the period that holds it, and periods join. */
static void every_day_has_its_period(void **state)
{
	static const enum period_kind kinds[] = {
		PERIOD_KIND_MONTH, PERIOD_KIND_QUARTER, PERIOD_KIND_YEAR,
	};

	(void)state;
	for (int cutoff = 0; cutoff <= 28; cutoff += 7)
		for (size_t k = 0; k < 3; k++)
			for (int32_t d = day(2025, 11, 1);
			     d < day(2027, 2, 1); d++) {
				struct period p = period_at(kinds[k], d, cutoff);
				struct period next = period_add(p, 1);

				assert_true(period_start(p, cutoff) <= d);
				assert_true(period_end(p, cutoff) >= d);
				assert_int_equal(period_start(next, cutoff),
						 period_end(p, cutoff) + 1);
			}
}

static void neighbours_and_order(void **state)
{
	struct period p = period_add(quarter(2026, 1), -1);

	(void)state;
	assert_int_equal(p.year, 2025);
	assert_int_equal(p.index, 4);
	p = period_add(month(2026, 11), 3);
	assert_int_equal(p.year, 2027);
	assert_int_equal(p.index, 2);
	p = period_add((struct period){ PERIOD_KIND_YEAR, 2026, 0 }, -2);
	assert_int_equal(p.year, 2024);
	assert_true(period_cmp(quarter(2026, 1), quarter(2026, 2)) < 0);
	assert_true(period_cmp(quarter(2027, 1), quarter(2026, 4)) > 0);
	assert_int_equal(period_cmp(quarter(2026, 3), quarter(2026, 3)), 0);
}

static void longer_periods_cover_shorter_ones(void **state)
{
	struct period half = { PERIOD_KIND_HALF, 2026, 1 };
	struct period nine = { PERIOD_KIND_NINE, 2026, 0 };

	(void)state;
	assert_true(period_covers(half, quarter(2026, 2)));
	assert_false(period_covers(half, quarter(2026, 3)));
	assert_true(period_covers(nine, quarter(2026, 3)));
	assert_false(period_covers(nine, quarter(2026, 4)));
	assert_true(period_covers(quarter(2026, 2), month(2026, 6)));
	assert_false(period_covers(month(2026, 6), quarter(2026, 2)));
	assert_true(period_covers(quarter(2026, 2), quarter(2026, 2)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_officers_write),
		cmocka_unit_test(reads_codes),
		cmocka_unit_test(limits_follow_the_calendar),
		cmocka_unit_test(limits_follow_the_cutoff_day),
		cmocka_unit_test(every_day_has_its_period),
		cmocka_unit_test(neighbours_and_order),
		cmocka_unit_test(longer_periods_cover_shorter_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
