/* SPDX-License-Identifier: MIT */
/* test_chart.c - what the small charts draw, and when they draw nothing. */
#include "unit.h"

#include "chart.h"

static const struct chart_words words;

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
	struct str labels[] = { STR("lùi 183 ngày") };
	struct strip strip = { .first = day(3, 31), .moves = moves,
			       .labels = labels, .nmoves = 1,
			       .done = DATE_NONE, .today = DATE_NONE,
			       .label = labels[0],
			       .words = { STR("a < b"), STR("c & d") } };

	chart_strip(out, &strip);
	assert_true(str_starts(buf_str(out), STR("<svg class=\"strip\"")));
	assert_int_equal(count(out, "role=\"img\"><title>a &lt; b</title>"
			       "<desc>c &amp; d</desc>"), 1);
	assert_int_equal(count(out, "<svg x=\"0%\" y=\"24\">"
			       "<path class=\"first\""), 1);
	assert_int_equal(count(out, "<svg x=\"100%\" y=\"24\">"
			       "<path class=\"move\""), 1);
	assert_int_equal(count(out, "class=\"arrow\""), 1);
	assert_int_equal(count(out, "class=\"slip\" x=\"0%\" "
			       "width=\"100%\""), 1);
	assert_int_equal(count(out, "x=\"50%\" y=\"12\" text-anchor="
			       "\"middle\">lùi 183 ngày</text>"), 1);
	assert_int_equal(count(out, "today"), 0);
	assert_int_equal(count(out, "class=\"done\""), 0);
	assert_int_equal(count(out, "style"), 0);
}

static void test_strip_many(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(6, 30), day(7, 1), day(5, 31) };
	struct str labels[] = { STR("a"), STR("b"), STR("c") };
	struct strip strip = { .first = day(3, 31), .moves = moves,
			       .labels = labels, .nmoves = 3,
			       .done = day(6, 1), .today = day(7, 6),
			       .label = STR("lùi 61 ngày") };

	chart_strip(out, &strip);
	assert_int_equal(count(out, "class=\"move\""), 3);
	/* No room for each label: one for all, of the whole slip. */
	assert_int_equal(count(out, "<text"), 1);
	assert_int_equal(count(out, ">lùi 61 ngày</text>"), 1);
	assert_int_equal(count(out, "class=\"done\""), 1);
	assert_int_equal(count(out, "class=\"today\" x1=\"100%\""), 1);
}

/* With room each move has its own label, and the ends have their dates. */
static void test_strip_wide(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(6, 30), day(9, 30) };
	struct str labels[] = { STR("lùi 91 ngày"), STR("lùi 92 ngày") };
	struct strip strip = { .first = day(3, 31), .moves = moves,
			       .labels = labels, .nmoves = 2,
			       .done = DATE_NONE, .today = DATE_NONE,
			       .label = STR("x"),
			       .first_text = STR("31/3/2026"),
			       .last_text = STR("30/9/2026") };

	chart_strip(out, &strip);
	assert_int_equal(count(out, ">lùi 91 ngày</text>"), 1);
	assert_int_equal(count(out, ">lùi 92 ngày</text>"), 1);
	assert_int_equal(count(out, "text-anchor=\"start\">31/3/2026<"), 1);
	assert_int_equal(count(out, "text-anchor=\"end\">30/9/2026<"), 1);
}

static void test_strip_earlier(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(3, 26) };
	struct str labels[] = { STR("sớm hơn 5 ngày") };
	struct strip strip = { .first = day(3, 31), .moves = moves,
			       .labels = labels, .nmoves = 1,
			       .done = DATE_NONE, .today = DATE_NONE,
			       .label = labels[0] };

	chart_strip(out, &strip);
	assert_int_equal(count(out, ">sớm hơn 5 ngày</text>"), 1);
	assert_int_equal(count(out, "class=\"slip ahead\""), 1);
	assert_int_equal(count(out, "<svg x=\"100%\" y=\"24\">"
			       "<path class=\"first\""), 1);
}

static void test_strip_nothing(void **state)
{
	struct buf *out = *state;
	int32_t moves[] = { day(3, 26) };
	struct strip still = { .first = day(3, 31), .moves = moves };
	struct strip unknown = { .first = DATE_NONE, .moves = moves,
				 .nmoves = 1 };

	chart_strip(out, &still);
	chart_strip(out, &unknown);
	assert_int_equal(out->n, 0);
}

/* An amendment is joined to the deadline that it set; what is late goes on to
 * the edge, since the page does not know today. */
static void test_life(void **state)
{
	struct buf *out = *state;
	struct life_event events[] = {
		{ day(1, 1), LIFE_PLAN, DATE_NONE },
		{ day(2, 1), LIFE_PROGRESS, DATE_NONE },
		{ day(3, 1), LIFE_AMENDMENT, day(6, 30) },
	};
	struct life life = { .first = day(3, 31), .now = day(6, 30),
			     .done = DATE_NONE, .late = true,
			     .events = events, .n = 3,
			     .words = { STR("mốc"), STR("a < b") } };

	chart_life(out, &life);
	assert_int_equal(count(out, "<title>mốc</title>"
			       "<desc>a &lt; b</desc>"), 1);
	assert_int_equal(count(out, "class=\"link\""), 1);
	assert_int_equal(count(out, "class=\"plan\""), 1);
	assert_int_equal(count(out, "class=\"step\""), 1);
	assert_int_equal(count(out, "class=\"move\""), 2);
	assert_int_equal(count(out, "class=\"over\""), 1);
	assert_int_equal(count(out, ">1/2026</text>"), 1);
	assert_int_equal(count(out, "style"), 0);
}

/* Years are told by years, however many they are; a single day is no line. */
static void test_life_span(void **state)
{
	struct buf *out = *state;
	struct life_event events[] = {
		{ date_of((struct ymd){ 2020, 5, 1 }), LIFE_PLAN, DATE_NONE },
		{ date_of((struct ymd){ 2030, 5, 1 }), LIFE_PROGRESS,
		  DATE_NONE },
	};
	struct life life = { .first = DATE_NONE, .now = DATE_NONE,
			     .done = DATE_NONE, .events = events, .n = 2 };

	chart_life(out, &life);
	assert_int_equal(count(out, "class=\"first\""), 0);
	assert_in_range(count(out, "<text"), 2, 5);
	assert_int_equal(count(out, ">2025</text>"), 1);
	buf_clear(out);
	life.n = 1;
	chart_life(out, &life);
	life.n = 0;
	chart_life(out, &life);
	assert_int_equal(out->n, 0);
}

static void test_bar(void **state)
{
	struct buf *out = *state;
	size_t counts[NGROUPS] = { [GROUP_DONE] = 1, [GROUP_LATE] = 1,
				   [GROUP_UNKNOWN] = 1 };

	chart_bar(out, counts, &words);
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

	chart_bar(out, counts, &words);
	assert_int_equal(out->n, 0);
}

static void bullet(struct buf *out, const char *target, int64_t actual)
{
	struct actual a = { .kind = ACTUAL_NUMBER, .value = actual * MILLION };
	struct target t;

	assert_int_equal(target_parse(&t, str_of(target)), 0);
	buf_clear(out);
	chart_bullet(out, &t, &a, &words);
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
	chart_bullet(out, &t, NULL, &words);
	chart_bullet(out, &t, &reached, &words);
	assert_int_equal(target_parse(&t, STR("Hoàn thành")), 0);
	reached.kind = ACTUAL_NUMBER;
	chart_bullet(out, &t, &reached, &words);
	assert_int_equal(target_parse(&t, STR("0 vụ")), 0);
	chart_bullet(out, &t, &reached, &words);
	assert_int_equal(out->n, 0);
}

static void score(struct buf *out, int64_t points, int64_t of, int64_t most)
{
	struct score s = { points * MILLION / 4, of * MILLION / 4 };

	buf_clear(out);
	chart_score(out, s, most * MILLION / 4, &words);
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
		TEST(test_strip_wide), TEST(test_life), TEST(test_life_span),
		TEST(test_strip_earlier), TEST(test_strip_nothing),
		TEST(test_bar), TEST(test_bar_nothing), TEST(test_bullet),
		TEST(test_bullet_nothing), TEST(test_score),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
