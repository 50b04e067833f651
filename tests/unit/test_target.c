/* SPDX-License-Identifier: MIT */
/* test_target.c - numbers, targets, actual values, scores and ranks. */
#include "planbox.h"

static void reads_numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t millionths;
		size_t used;
	} rows[] = {
		{ "0", 0, 1 }, { "100", 100000000, 3 },
		{ "100%", 100000000, 3 },
		{ "97,5", 97500000, 4 }, { "97.5", 97500000, 4 },
		{ "0,5", 500000, 3 }, { "0.5", 500000, 3 },
		{ "0.500", 500000, 5 }, { "0,125", 125000, 5 },
		{ "1.234", 1234000000, 5 }, { "1,234", 1234000000, 5 },
		{ "1.234.567", 1234567000000, 9 },
		{ "1.234,5", 1234500000, 7 }, { "1,234.5", 1234500000, 7 },
		{ "1234.567", 1234567000, 8 },
		{ "12,34", 12340000, 5 }, { "1,2345", 1234500, 6 },
		{ "1,0000004", 1000000, 9 },	/* beyond millionths */
		{ "5.", 5000000, 1 }, { "5, 6", 5000000, 1 },
		{ "999999999999", 999999999999000000, 12 },
		{ "999.999.999.999", 999999999999000000, 15 },
		/* no number, or an ambiguous one */
		{ "", 0, 0 }, { "x", 0, 0 }, { "-5", 0, 0 }, { ",5", 0, 0 },
		{ "1.2.3", 0, 0 }, { "1.234.5", 0, 0 }, { "1.5,5", 0, 0 },
		{ "1234567890123", 0, 0 }, { "1.000.000.000.000", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t n = 0;
		size_t used = number_parse(str_of(rows[i].text), &n);

		if (used != rows[i].used || (used && n != rows[i].millionths))
			fail_msg("\"%s\": %lld, %zu bytes", rows[i].text,
				 (long long)n, used);
	}
}

static void shows_numbers(void **state)
{
	static const struct {
		int64_t millionths;
		const char *text;
	} rows[] = {
		{ 0, "0" }, { 97500000, "97,5" }, { 500000, "0,5" },
		{ 1, "0,000001" }, { 1234000000, "1234" },
		{ 33333333, "33,333333" }, { 100050000, "100,05" },
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		buf_clear(&b);
		number_show(&b, rows[i].millionths, ',');
		assert_str(buf_str(&b), rows[i].text);
	}
	buf_clear(&b);
	number_show(&b, 97500000, '.');
	assert_str(buf_str(&b), "97.5");
	buf_release(&b);
}

static void reads_targets(void **state)
{
	static const struct {
		const char *text;
		enum comparator comparator;
		int64_t value;		/* in hundredths */
		const char *unit;
	} rows[] = {
		{ "100%", COMPARE_REACH, 10000, "%" },
		{ "100 %", COMPARE_REACH, 10000, "%" },
		{ "12 văn bản", COMPARE_REACH, 1200, "văn bản" },
		{ "5", COMPARE_REACH, 500, "" },
		{ "đạt 100%", COMPARE_REACH, 10000, "%" },
		{ "Hoàn thành 100%", COMPARE_REACH, 10000, "%" },
		{ "100% hồ sơ", COMPARE_REACH, 10000, "% hồ sơ" },
		{ "≥ 95%", COMPARE_AT_LEAST, 9500, "%" },
		{ "≥95%", COMPARE_AT_LEAST, 9500, "%" },
		{ ">= 95%", COMPARE_AT_LEAST, 9500, "%" },
		{ "tối thiểu 85%", COMPARE_AT_LEAST, 8500, "%" },
		{ "Tối thiểu 85%", COMPARE_AT_LEAST, 8500, "%" },
		{ "TỐI THIỂU 85%", COMPARE_AT_LEAST, 8500, "%" },
		{ "ít nhất 30%", COMPARE_AT_LEAST, 3000, "%" },
		{ "không dưới 90%", COMPARE_AT_LEAST, 9000, "%" },
		{ "từ 50% trở lên", COMPARE_AT_LEAST, 5000, "%" },
		{ "Đạt từ 50% trở lên", COMPARE_AT_LEAST, 5000, "%" },
		{ "50% trở lên", COMPARE_AT_LEAST, 5000, "%" },
		{ "at least 50%", COMPARE_AT_LEAST, 5000, "%" },
		{ "trên 50%", COMPARE_ABOVE, 5000, "%" },
		{ "Trên 50%", COMPARE_ABOVE, 5000, "%" },
		{ "> 50%", COMPARE_ABOVE, 5000, "%" },
		{ "Phấn đấu đạt trên 50%", COMPARE_ABOVE, 5000, "%" },
		{ "above 50%", COMPARE_ABOVE, 5000, "%" },
		{ "không quá 5", COMPARE_AT_MOST, 500, "" },
		{ "không vượt quá 5 ngày", COMPARE_AT_MOST, 500, "ngày" },
		{ "tối đa 5", COMPARE_AT_MOST, 500, "" },
		{ "≤ 5", COMPARE_AT_MOST, 500, "" },
		{ "<= 5", COMPARE_AT_MOST, 500, "" },
		{ "từ 5% trở xuống", COMPARE_AT_MOST, 500, "%" },
		{ "dưới 3%", COMPARE_BELOW, 300, "%" },
		{ "< 3%", COMPARE_BELOW, 300, "%" },
		{ "97,5%", COMPARE_REACH, 9750, "%" },
		{ "97.5%", COMPARE_REACH, 9750, "%" },
		{ "1.234 hồ sơ", COMPARE_REACH, 123400, "hồ sơ" },
		{ "0.5%", COMPARE_REACH, 50, "%" },
		{ "Hoàn thành", COMPARE_DONE, 0, "" },
		{ "hoàn thành.", COMPARE_DONE, 0, "" },
	};
	static const char *const wrong[] = {
		"", "%", "nhiều", "kịp thời", "tối thiểu", "-5%", "1 234",
		"80-90%", "80 – 90%", "80%–90%", "từ 80% đến 90%", "12/12",
		"1.2.3%", "60%, 2027: 70%", "100% (30/9/2026)",
	};
	struct target t;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (target_parse(&t, str_of(rows[i].text)) ||
		    t.comparator != rows[i].comparator ||
		    t.value != rows[i].value * (MILLION / 100) ||
		    !str_eqs(t.unit, rows[i].unit))
			fail_msg("\"%s\": %d %lld \"%.*s\"", rows[i].text,
				 (int)t.comparator, (long long)t.value,
				 STR_ARG(t.unit));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!target_parse(&t, str_of(wrong[i])) ||
		    t.comparator != COMPARE_NONE)
			fail_msg("\"%s\" is read", wrong[i]);
}

static void comparators_have_names(void **state)
{
	(void)state;
	assert_null(comparator_name(COMPARE_NONE));
	assert_string_equal(comparator_name(COMPARE_REACH), "reach");
	assert_string_equal(comparator_name(COMPARE_AT_LEAST), "at_least");
	assert_string_equal(comparator_name(COMPARE_ABOVE), "above");
	assert_string_equal(comparator_name(COMPARE_AT_MOST), "at_most");
	assert_string_equal(comparator_name(COMPARE_BELOW), "below");
	assert_string_equal(comparator_name(COMPARE_DONE), "done");
}

static void reads_actual_values(void **state)
{
	static const struct {
		const char *target, *text;
		enum actual_kind kind;
		int64_t value;		/* in hundredths */
		int date;		/* yyyymmdd, 0: none */
		const char *shown;
	} rows[] = {
		{ "100%", "97,5% (30/9/2026)", ACTUAL_NUMBER, 9750, 20260930,
		  "97,5%" },
		{ "100%", "97.5%", ACTUAL_NUMBER, 9750, 0, "97.5%" },
		{ "100%", "97,5% (2026-09-30)", ACTUAL_NUMBER, 9750, 20260930,
		  "97,5%" },
		{ "100%", "97% (tính đến ngày 30/9/2026)", ACTUAL_NUMBER, 9700,
		  20260930, "97%" },
		{ "100%", "97% (theo báo cáo)", ACTUAL_NUMBER, 9700, 0,
		  "97% (theo báo cáo)" },
		/* a share: of 100%, or as a count */
		{ "100%", "12/12 văn bản (30/9/2026)", ACTUAL_NUMBER, 10000,
		  20260930, "12/12 văn bản" },
		{ "≥ 95%", "3/4", ACTUAL_NUMBER, 7500, 0, "3/4" },
		{ "100% hồ sơ", "1/4 hồ sơ", ACTUAL_NUMBER, 2500, 0,
		  "1/4 hồ sơ" },
		{ "12 văn bản", "6/12 văn bản", ACTUAL_NUMBER, 600, 0,
		  "6/12 văn bản" },
		{ "100%", "0/7", ACTUAL_NUMBER, 0, 0, "0/7" },
		{ "100%", "0/0 hồ sơ", ACTUAL_NOT_ARISEN, 0, 0, "0/0 hồ sơ" },
		{ "100%", "Không phát sinh (30/6/2026)", ACTUAL_NOT_ARISEN, 0,
		  20260630, "Không phát sinh" },
		{ "Hoàn thành", "Đạt", ACTUAL_ACHIEVED, 0, 0, "Đạt" },
		{ "Hoàn thành", "Đạt (30/9/2026)", ACTUAL_ACHIEVED, 0, 20260930,
		  "Đạt" },
		{ "Hoàn thành", "Chưa đạt", ACTUAL_NOT_ACHIEVED, 0, 0,
		  "Chưa đạt" },
		{ "Hoàn thành", "không đạt", ACTUAL_NOT_ACHIEVED, 0, 0,
		  "không đạt" },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct target t;
		struct actual a;
		bool bad;
		int32_t date = rows[i].date ?
			planbox_day(rows[i].date / 10000,
				    rows[i].date / 100 % 100,
				    rows[i].date % 100) : DATE_NONE;

		assert_int_equal(target_parse(&t, str_of(rows[i].target)), 0);
		if (actual_parse(&a, str_of(rows[i].text), &t, &w->words,
				 &bad) || bad || a.kind != rows[i].kind ||
		    a.value != rows[i].value * (MILLION / 100) ||
		    a.date != date || !str_eqs(a.text, rows[i].shown))
			fail_msg("\"%s\": kind %d, %lld, \"%.*s\"",
				 rows[i].text, (int)a.kind,
				 (long long)a.value, STR_ARG(a.text));
	}
}

static void refuses_what_is_no_actual_value(void **state)
{
	static const char *const wrong[] = {
		"", "x", "%", "12/", "12/x", "5/0", "1 234", "97-98%",
		"30/9/2026", "1.2.3", "biên tập", "(30/9/2026)",
	};
	struct planbox *w = *state;
	struct target t;
	struct actual a;
	bool bad;

	target_parse(&t, STR("100%"));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!actual_parse(&a, str_of(wrong[i]), &t, &w->words, &bad) ||
		    bad)
			fail_msg("\"%s\" is read", wrong[i]);
	assert_int_equal(actual_parse(&a, STR("97% (31/9/2026)"), &t, &w->words,
				      &bad), -1);
	assert_true(bad);
}

/* Shares of any size neither overflow nor round up to what was not reached. */
static void shares_are_exact(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} rows[] = {
		{ "1/3", 33333333 }, { "2/3", 66666666 },
		{ "999999/1000000", 99999900 },
		{ "99999999/100000000", 99999999 },
		{ "999999999999/999999999999", 100000000 },
		{ "999999999998/999999999999", 99999999 },
		{ "1/999999999999", 0 },
		{ "13/12", 108333333 },
	};
	struct planbox *w = *state;
	struct target t;
	struct actual a;
	bool bad;

	target_parse(&t, STR("100%"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (actual_parse(&a, str_of(rows[i].text), &t, &w->words,
				 &bad) || a.value != rows[i].value)
			fail_msg("\"%s\": %lld", rows[i].text,
				 (long long)a.value);
	assert_int_equal(actual_parse(&a, STR("999999999999/0,000001"), &t,
				      &w->words, &bad), 0);
	assert_true(a.value > 100000000);
}

static void targets_are_met_or_not(void **state)
{
	static const struct {
		const char *target, *actual;
		bool met;
	} rows[] = {
		{ "100%", "100%", true }, { "100%", "99,9%", false },
		{ "100%", "101%", true }, { "100%", "12/12", true },
		{ "100%", "11/12", false },
		{ "≥ 95%", "95%", true }, { "≥ 95%", "94,99%", false },
		{ "trên 50%", "50%", false }, { "trên 50%", "50,1%", true },
		{ "không quá 5", "5", true }, { "không quá 5", "6", false },
		{ "dưới 3%", "3%", false }, { "dưới 3%", "2,9%", true },
		{ "Hoàn thành", "Đạt", true },
		{ "Hoàn thành", "Chưa đạt", false },
		{ "Hoàn thành", "12/12 văn bản", true },
		{ "Hoàn thành", "11/12 văn bản", false },
		{ "Hoàn thành", "100%", true }, { "Hoàn thành", "99%", false },
		{ "Hoàn thành", "120 văn bản", false },
		{ "100%", "Đạt", true }, { "100%", "Chưa đạt", false },
		{ "100%", "0/0", false },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct target t;
		struct actual a;
		bool bad;

		assert_int_equal(target_parse(&t, str_of(rows[i].target)), 0);
		assert_int_equal(actual_parse(&a, str_of(rows[i].actual), &t,
					      &w->words, &bad), 0);
		if (target_met(&t, &a) != rows[i].met)
			fail_msg("%s with %s", rows[i].target, rows[i].actual);
	}
}

static void reads_scores(void **state)
{
	static const struct {
		const char *text;
		int64_t points, of;	/* in tenths */
	} rows[] = {
		{ "0,5/2", 5, 20 }, { "0.5/2", 5, 20 }, { "0/3", 0, 30 },
		{ "0/1.5", 0, 15 }, { " 2 / 2 ", 20, 20 },
	};
	static const char *const wrong[] = {
		"", "0,5", "/2", "0,5/", "0,5/0", "3/2", "0,5/2 điểm", "a/2",
		"-1/2", "1/2/3",
	};
	struct score s;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(score_parse(&s, str_of(rows[i].text)), 0);
		assert_int_equal(s.points, rows[i].points * (MILLION / 10));
		assert_int_equal(s.of, rows[i].of * (MILLION / 10));
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!score_parse(&s, str_of(wrong[i])))
			fail_msg("\"%s\" is read", wrong[i]);
}

static void reads_ranks(void **state)
{
	static const char *const wrong[] = {
		"", "7", "0/20", "21/20", "/20", "7/", "7,5/20", "7/20/1",
		"99999999999/99999999999",
	};
	struct rank r;

	(void)state;
	assert_int_equal(rank_parse(&r, STR("07/20")), 0);
	assert_int_equal(r.place, 7);
	assert_int_equal(r.of, 20);
	assert_int_equal(rank_parse(&r, STR(" 20 / 20 ")), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!rank_parse(&r, str_of(wrong[i])))
			fail_msg("\"%s\" is read", wrong[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(shows_numbers),
		cmocka_unit_test(reads_targets),
		cmocka_unit_test(comparators_have_names),
		PLAN_TEST(reads_actual_values),
		PLAN_TEST(refuses_what_is_no_actual_value),
		PLAN_TEST(shares_are_exact),
		PLAN_TEST(targets_are_met_or_not),
		cmocka_unit_test(reads_scores),
		cmocka_unit_test(reads_ranks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
