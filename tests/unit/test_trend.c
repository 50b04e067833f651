/* SPDX-License-Identifier: MIT */
/* test_trend.c - the series of months. */
#include "reportbox.h"
#include "trend.h"

static struct trends build(struct reportbox *b, const char *as_of)
{
	const struct model *m = reportbox_load(b, as_of);
	struct trends t;

	trends_build(&t, b->session.pool, &b->cache, m);
	return t;
}

static void assert_point(const struct trend_point *p, size_t tasks,
			 size_t open, size_t done, size_t overdue)
{
	assert_int_equal(p->tasks, tasks);
	assert_int_equal(p->open, open);
	assert_int_equal(p->done, done);
	assert_int_equal(p->overdue, overdue);
}

static const char story[] =
	"plan p 01/KH-SA 2026-01-05; task p T-1 'Tháng 2/2026';"
	"task p T-2 'Quý IV/2026'; printf '\\n## Khu y\\n' >>content/a/p.md;"
	"task p T-3 'Quý IV/2026'; commit 2026-01-31;"
	"swap p T-2 'Thời hạn: ' 'Trạng thái: Tạm dừng\\n- Thời hạn: ';"
	"commit 2026-02-28; swap p T-1 'Thời hạn: ' 'Trạng thái: Hoàn thành\\n"
	"- Ngày hoàn thành: 3/4/2026\\n- Thời hạn: '; commit 2026-04-03;";

static void test_months(void **state)
{
	struct reportbox b;
	struct trends t;
	const struct site *site;

	(void)state;
	reportbox_make(&b, story);
	t = build(&b, "2026-04-20");
	site = &b.session.sources.site;
	assert_int_equal(t.n, 4);
	assert_int_equal(t.days[0], date_of((struct ymd){ 2026, 1, 31 }));
	assert_int_equal(t.days[3], date_of((struct ymd){ 2026, 4, 20 }));
	assert_point(&t.site[0], 3, 3, 0, 0);
	assert_point(&t.site[1], 3, 2, 0, 0);	/* one is suspended */
	assert_point(&t.site[2], 3, 2, 0, 1);	/* time alone did that */
	assert_point(&t.site[3], 3, 1, 1, 0);
	assert_point(&trend_area(&t, &site->areas[0])[2], 2, 1, 0, 1);
	assert_point(&trend_area(&t, &site->areas[1])[3], 1, 1, 0, 0);
	assert_point(&trend_agency(&t, &b.session.model,
				   b.session.sources.agencies[0])[3],
		     3, 1, 1, 0);
	assert_true(trend_tells(&t, t.site));
	assert_false(trend_tells(&t, trend_area(&t, &site->areas[2])));
	assert_false(trend_tells(&t, NULL));
	reportbox_release(&b);
}

/* The last ones; and nothing of a plan whose period is over. */
static void test_long(void **state)
{
	struct reportbox b;
	struct trends t;

	(void)state;
	reportbox_make(&b, story);
	t = build(&b, "2029-06-15");
	assert_int_equal(t.n, TREND_MONTHS);
	assert_int_equal(t.months[0].year, 2026);
	assert_int_equal(t.months[0].index, 7);
	assert_int_equal(t.site[5].tasks, 3);
	assert_int_equal(t.site[6].tasks, 0);
	reportbox_release(&b);
}

static void test_json(void **state)
{
	struct reportbox b;
	struct buf out = BUF_INIT;
	struct trends t;

	(void)state;
	reportbox_make(&b, story);
	t = build(&b, "2026-01-31");
	trend_json(&out, &t, &b.session.model);
	assert_true(str_find(buf_str(&out), STR("  \"site\": [\n    {\"date\": "
		"\"2026-01-31\", \"tasks\": 3, \"open\": 3, \"done\": 0, "
		"\"overdue\": 0}\n  ],\n")) > 0);
	/* The built-in area never had a task. */
	assert_true(str_find(buf_str(&out), STR("\"id\": \"y\"")) > 0);
	assert_true(str_find(buf_str(&out), STR("\"id\": \"chung\"")) < 0);
	buf_release(&out);
	reportbox_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
