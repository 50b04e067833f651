/* SPDX-License-Identifier: MIT */
/* test_chart.c - what the small charts draw, and when they draw nothing. */
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

static size_t count(const struct buf *out, const char *what)
{
	struct str rest = buf_str(out);
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(rest, str_of(what))) >= 0) {
		rest = str_from(rest, (size_t)at + 1);
		n++;
	}
	return n;
}

static int32_t day(int month, int d)
{
	return date_of((struct ymd){ 2026, month, d });
}

static void test_strip(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(9, 30) };
	struct strip strip = { day(3, 31), moves, 1, DATE_NONE, DATE_NONE,
			       STR("lùi <183> ngày") };

	chart_strip(out, &strip);
	assert_true(str_starts(buf_str(out), STR("<svg class=\"strip\"")));
	assert_int_equal(count(out, "role=\"img\"><title>lùi &lt;183&gt; ngày"
			       "</title>"), 1);
	assert_int_equal(count(out, "class=\"first\" d=\"M10 "), 1);
	assert_int_equal(count(out, "class=\"move\" d=\"M230 "), 1);
	assert_int_equal(count(out, "class=\"arrow\""), 1);
	assert_int_equal(count(out, ">183</text>"), 1);
	assert_int_equal(count(out, "today"), 0);
	assert_int_equal(count(out, "class=\"done\""), 0);
	assert_int_equal(count(out, "style"), 0);
}

static void test_strip_many(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(6, 30), day(7, 1), day(5, 31) };
	struct strip strip = { day(3, 31), moves, 3, day(6, 1), day(7, 6),
			       STR("x") };

	chart_strip(out, &strip);
	assert_int_equal(count(out, "class=\"move\""), 3);
	/* No room for each label: one for all, of the whole slip. */
	assert_int_equal(count(out, "<text"), 1);
	assert_int_equal(count(out, ">61</text>"), 1);
	assert_int_equal(count(out, "class=\"done\""), 1);
	assert_int_equal(count(out, "class=\"today\" d=\"M230 "), 1);
}

static void test_strip_earlier(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(3, 26) };
	struct strip strip = { day(3, 31), moves, 1, DATE_NONE, DATE_NONE,
			       STR("x") };

	chart_strip(out, &strip);
	assert_int_equal(count(out, ">−5</text>"), 1);
	assert_int_equal(count(out, "class=\"first\" d=\"M230 "), 1);
}

static void test_strip_nothing(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(3, 26) };
	struct strip still = { day(3, 31), moves, 0, DATE_NONE, day(7, 6),
			       STR("x") };
	struct strip unknown = { DATE_NONE, moves, 1, DATE_NONE, DATE_NONE,
				 STR("x") };

	chart_strip(out, &still);
	chart_strip(out, &unknown);
	assert_int_equal(out->n, 0);
}

static void test_bar(void **state)
{
	struct buf *out = *state;
	size_t counts[NGROUPS] = { [GROUP_DONE] = 1, [GROUP_LATE] = 1,
				   [GROUP_UNKNOWN] = 1 };

	chart_bar(out, counts, STR("ba"));
	assert_int_equal(count(out, "<rect"), 3);
	/* Thirds meet without a gap and fill the bar. */
	assert_int_equal(count(out, "class=\"g-done\" x=\"0\" y=\"0\" "
			       "width=\"333\""), 1);
	assert_int_equal(count(out, "class=\"g-late\" x=\"333\" y=\"0\" "
			       "width=\"333\""), 1);
	assert_int_equal(count(out, "class=\"g-unknown\" x=\"666\" y=\"0\" "
			       "width=\"334\""), 1);
}

static void test_bar_nothing(void **state)
{
	struct buf *out = *state;
	size_t counts[NGROUPS] = { 0 };

	chart_bar(out, counts, STR("không"));
	assert_int_equal(out->n, 0);
}

static void bullet(struct buf *out, const char *target, int64_t actual)
{
	struct actual a = { .kind = ACTUAL_NUMBER, .value = actual * MILLION };
	struct target t;

	assert_int_equal(target_parse(&t, str_of(target)), 0);
	buf_clear(out);
	chart_bullet(out, &t, &a, STR("x"));
}

static void test_bullet(void **state)
{
	struct buf *out = *state;

	bullet(out, "≥ 85%", 50);
	assert_int_equal(count(out, "class=\"value\" x=\"0\" y=\"2\" "
			       "width=\"500\""), 1);
	assert_int_equal(count(out, "class=\"mark\" d=\"M850 0"), 1);
	bullet(out, "10 văn bản", 20);
	assert_int_equal(count(out, "width=\"909\""), 1);
	assert_int_equal(count(out, "d=\"M454 0"), 1);
	bullet(out, "999999999999 đồng", 1);
	assert_int_equal(count(out, "width=\"0\""), 1);
}

/* Without a number there is no bar: an empty one would lie. */
static void test_bullet_nothing(void **state)
{
	struct buf *out = *state;
	struct actual reached = { .kind = ACTUAL_ACHIEVED };
	struct target t;

	assert_int_equal(target_parse(&t, STR("100%")), 0);
	chart_bullet(out, &t, NULL, STR("x"));
	chart_bullet(out, &t, &reached, STR("x"));
	assert_int_equal(target_parse(&t, STR("Hoàn thành")), 0);
	reached.kind = ACTUAL_NUMBER;
	chart_bullet(out, &t, &reached, STR("x"));
	assert_int_equal(target_parse(&t, STR("0 vụ")), 0);
	chart_bullet(out, &t, &reached, STR("x"));
	assert_int_equal(out->n, 0);
}

static void score(struct buf *out, int64_t points, int64_t of, int64_t most)
{
	struct score s = { points * MILLION / 4, of * MILLION / 4 };

	buf_clear(out);
	chart_score(out, s, most * MILLION / 4, STR("x"));
}

/* Criteria share one scale: what each lost can be compared. */
static void test_score(void **state)
{
	struct buf *out = *state;

	score(out, 2, 4, 8);
	assert_int_equal(count(out, "class=\"value\" x=\"0\" y=\"0\" "
			       "width=\"250\""), 1);
	assert_int_equal(count(out, "class=\"lost\" x=\"250\" y=\"0\" "
			       "width=\"250\""), 1);
	score(out, 1, 8, 4);	/* a scale that is too small gives way */
	assert_int_equal(count(out, "class=\"lost\" x=\"125\" y=\"0\" "
			       "width=\"875\""), 1);
	score(out, 0, 0, 8);
	assert_int_equal(out->n, 0);
	score(out, 9, 8, 8);
	assert_int_equal(out->n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_strip), TEST(test_strip_many),
		TEST(test_strip_earlier), TEST(test_strip_nothing),
		TEST(test_bar), TEST(test_bar_nothing), TEST(test_bullet),
		TEST(test_bullet_nothing), TEST(test_score),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
