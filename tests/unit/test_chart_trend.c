/* SPDX-License-Identifier: MIT */
/* test_chart_trend.c - the columns of a trend, their scale and their words. */
#include "unit.h"

#include "chart.h"

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct buf));
	return 0;
}

static int teardown(void **state)
{
	buf_release(*state);
	free(*state);
	return 0;
}

static bool draws(const struct buf *out, const char *what)
{
	return str_find(buf_str(out), str_of(what)) >= 0;
}

static void test_columns(void **state)
{
	struct buf *out = *state;
	struct chart_month months[] = {
		{ .open = 4 }, { .overdue = 1, .open = 2, .done = 1 },
		{ .overdue = 2, .done = 1, .ended = 1 }, { .done = 2 },
	};
	struct trend_chart chart = { months, 4,
				     { STR("a < b"), STR("c & d") } };

	chart_trend(out, &chart);
	assert_true(draws(out, "role=\"img\"><title>a &lt; b</title>"
			  "<desc>c &amp; d</desc>"));
	/* Each stands on the one below it; late ones stand on the ground. */
	assert_true(draws(out, "<path class=\"g-late\" "
			  "d=\"M291 200V150H459V200zM541 200V100H709V200z\"/>"));
	assert_true(draws(out, "<path class=\"g-progress\" "
			  "d=\"M41 200V0H209V200zM291 150V50H459V150z\"/>"));
	assert_true(draws(out, "<path class=\"g-done\" "
			  "d=\"M291 50V0H459V50zM541 100V50H709V100z"
			  "M791 200V100H959V200z\"/>"));
	assert_true(draws(out, "<path class=\"g-ended\" "
			  "d=\"M541 50V0H709V50z\"/>"));
	assert_false(draws(out, "style"));
}

static void test_absent_group(void **state)
{
	struct buf *out = *state;
	struct chart_month months[3] = { { .open = 1 } };
	struct trend_chart chart = { months, 3,
				     { STR("a"), STR("b") } };

	chart_trend(out, &chart);
	assert_true(draws(out, "g-progress"));
	assert_false(draws(out, "g-late"));
	assert_false(draws(out, "g-ended"));
}

static void test_too_short(void **state)
{
	struct buf *out = *state;
	struct chart_month months[] = { { .open = 4 }, { .open = 3 } };
	struct trend_chart chart = { months, 2,
				     { STR("a"), STR("b") } };

	chart_trend(out, &chart);
	assert_int_equal(out->n, 0);
}

static void test_top(void **state)
{
	static const struct { size_t most, top; } cases[] = {
		{ 0, 2 }, { 1, 2 }, { 2, 2 }, { 3, 4 }, { 11, 14 }, { 44, 50 },
		{ 100, 100 }, { 101, 140 }, { 4321, 5000 }, { 99999, 100000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct chart_month months[] = {
			{ .open = cases[i].most / 2 },
			{ .done = cases[i].most / 2,
			  .ended = cases[i].most - cases[i].most / 2 },
		};

		assert_int_equal(chart_top(months, 2), cases[i].top);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_columns), TEST(test_absent_group),
		TEST(test_too_short), TEST(test_top),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
