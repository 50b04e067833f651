/* SPDX-License-Identifier: MIT */
/* test_date.c - civil dates, moments and zones. */
#include "unit.h"

#include "date.h"

#define DAY(y, m, d) date_of((struct ymd){ (y), (m), (d) })

static void known_days(void **state)
{
	(void)state;
	assert_int_equal(DAY(1970, 1, 1), 0);
	assert_int_equal(DAY(1969, 12, 31), -1);
	assert_int_equal(DAY(2000, 2, 29), 11016);
	assert_int_equal(DAY(2026, 2, 6), 20490);
	assert_int_equal(DAY(2026, 9, 30) - DAY(2026, 3, 31), 183);
}

/* Walks day by day from the first of `from` to the last of `to`. */
static void walk(int from, int to)
{
	int32_t n = DAY(from, 1, 1);

	for (int y = from; y <= to; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= date_month_days(y, m); d++) {
				struct ymd back = date_ymd(n);

				assert_int_equal(DAY(y, m, d), n++);
				assert_int_equal(back.year, y);
				assert_int_equal(back.month, m);
				assert_int_equal(back.day, d);
			}
}

static void every_day_comes_back(void **state)
{
	(void)state;
	walk(1, 405);
	walk(1890, 2105);
	walk(9990, 9999);
}

static void ends(void **state)
{
	(void)state;
	assert_int_equal(date_month_days(2024, 2), 29);
	assert_int_equal(date_month_days(1900, 2), 28);
	assert_int_equal(date_month_days(2000, 2), 29);
	assert_int_equal(date_month_days(2026, 13), 0);
	assert_int_equal(date_month_end(2026, 2), DAY(2026, 2, 28));
	assert_int_equal(date_quarter_end(2026, 1), DAY(2026, 3, 31));
	assert_int_equal(date_quarter_end(2026, 4), DAY(2026, 12, 31));
	assert_true(date_valid((struct ymd){ 2024, 2, 29 }));
	assert_false(date_valid((struct ymd){ 2026, 2, 29 }));
	assert_false(date_valid((struct ymd){ 0, 1, 1 }));
	assert_false(date_valid((struct ymd){ 2026, 0, 1 }));
}

static void parses(void **state)
{
	static const char *const same[] = {
		"2026-02-06", "06/02/2026", "6/2/2026", "06/2/2026",
		" 6/2/2026\n"
	};
	static const char *const never[] = {
		"31/02/2026", "2026-02-31", "0/1/2026", "12/13/2026",
		"01/01/0000"
	};
	static const char *const other[] = {
		"", "/", "//", "2026", "2026-2-6", "6/2/26", "6/2", "6-2-2026",
		"2026-02-06T00:00", "6/2/2026/", "6//2026",
		"+6/2/2026", "tháng 6/2026", "6/\n2/2026", "2026-02-",
		"2026/02/06", "-1/1/2026"
	};
	bool impossible = true;

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		assert_int_equal(date_parse(str_of(same[i]), &impossible),
				 DAY(2026, 2, 6));
		assert_false(impossible);
	}
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++) {
		assert_int_equal(date_parse(str_of(never[i]), &impossible),
				 DATE_NONE);
		assert_true(impossible);
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		assert_int_equal(date_parse(str_of(other[i]), &impossible),
				 DATE_NONE);
		assert_false(impossible);
	}
	assert_int_equal(date_parse((struct str){ NULL, 0 }, NULL), DATE_NONE);
}

static void writes(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	date_iso(&b, DAY(2026, 2, 6));
	buf_addc(&b, ' ');
	date_vi(&b, DAY(2026, 2, 6));
	buf_addc(&b, ' ');
	date_vi(&b, DAY(2026, 9, 30));
	buf_addc(&b, ' ');
	date_vi(&b, DAY(2026, 7, 1));
	buf_addc(&b, ' ');
	date_vi(&b, DAY(2026, 12, 15));
	assert_str(buf_str(&b),
		   "2026-02-06 06/02/2026 30/9/2026 01/7/2026 15/12/2026");
	buf_release(&b);
}

static void moments(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	/* 20:00 UTC is the next day in Ha Noi */
	assert_int_equal(date_at(20 * 3600, 420), 1);
	assert_int_equal(date_at(-1, 0), -1);
	assert_int_equal(date_at(0, -1), -1);
	assert_int_equal(date_at(INT64_MAX, 420), DAY(9999, 12, 31));
	assert_int_equal(date_at(INT64_MIN, -420), DAY(1, 1, 1));
	date_rfc3339(&b, 1781231400, 420);
	buf_addc(&b, '\n');
	date_rfc3339(&b, -1, -210);
	buf_addc(&b, '\n');
	date_rfc3339(&b, INT64_MAX, 0);
	buf_addc(&b, '\n');
	date_rfc3339(&b, INT64_MIN, -5999);
	assert_str(buf_str(&b), "2026-06-12T09:30:00+07:00\n"
				"1969-12-31T20:29:59-03:30\n"
				"9999-12-31T23:59:59+00:00\n"
				"0001-01-01T00:00:00-99:59");
	buf_release(&b);
}

static void zones(void **state)
{
	int minutes = 1;

	(void)state;
	assert_int_equal(date_zone(STR("Asia/Ho_Chi_Minh"), &minutes), 0);
	assert_int_equal(minutes, 420);
	assert_int_equal(date_zone(STR("+07:00"), &minutes), 0);
	assert_int_equal(minutes, 420);
	assert_int_equal(date_zone(STR("-03:30"), &minutes), 0);
	assert_int_equal(minutes, -210);
	assert_int_equal(date_zone(STR("UTC"), &minutes), 0);
	assert_int_equal(minutes, 0);
	assert_int_equal(date_zone(STR("Europe/Paris"), &minutes), -1);
	assert_int_equal(date_zone(STR("+7"), &minutes), -1);
	assert_int_equal(date_zone(STR("+24:00"), &minutes), -1);
	assert_int_equal(date_zone(STR("+07:60"), &minutes), -1);
	assert_int_equal(date_zone(STR(""), &minutes), -1);
}

static void ambiguous(void **state)
{
	static const char *const yes[] = {
		"06/02/26", "6/2/26", "06-02-2026", "06.02.2026", "6.2.26",
		"2026/02/06", "2/13/2026", " 02/28/2026 "
	};
	static const char *const no[] = {
		"", "06/02/2026", "2026-02-06", "13/2/2026", "30/02/2026",
		"13/13/2026", "2026", "2/2026", "1/2/3/2026", "a/b/26", "//",
		"Quý I/2026", "06/02-26"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (!date_ambiguous(str_of(yes[i])))
			fail_msg("%s is not", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (date_ambiguous(str_of(no[i])))
			fail_msg("%s is", no[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days),
		cmocka_unit_test(every_day_comes_back),
		cmocka_unit_test(ends),
		cmocka_unit_test(parses),
		cmocka_unit_test(ambiguous),
		cmocka_unit_test(writes),
		cmocka_unit_test(moments),
		cmocka_unit_test(zones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
