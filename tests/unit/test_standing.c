/* SPDX-License-Identifier: MIT */
/* test_standing.c - how every item stood on a day, as the published line had
 * it then. */
#include "history_box.h"
#include "standing.h"

struct standing_box {
	struct history_box b;
	struct standing_cache cache;
	struct standings s;
};

static void make(struct standing_box *x, const char *script)
{
	history_box_make(&x->b, script);
	standing_cache_init(&x->cache, x->b.pool);
}

static void on_day(struct standing_box *x, int32_t day)
{
	standings_on(&x->s, &x->cache, &x->b.h, &x->b.sources.site, day);
	assert_int_equal(x->s.day, day);
}

static const struct standing *of(const struct standing_box *x,
				 const char *item)
{
	const struct item_line *line = find_item(&x->b.h, item);

	assert_non_null(line);
	return standings_find(&x->s, line);
}

static void assert_rating(const struct standing_box *x, const char *item,
			  enum rating rating)
{
	const struct standing *s = of(x, item);

	assert_non_null(s);
	assert_string_equal(rating_name(s->rating.rating),
			    rating_name(rating));
}

static void clear(struct standing_box *x)
{
	standing_cache_release(&x->cache);
	history_box_remove(&x->b);
}

/* Commits are of 2026-01-01 and each day after it. */
static void test_days(void **state)
{
	struct standing_box x;

	(void)state;
	make(&x,
		"p 2026; i Một 'Mã: A-1' 'Thời hạn: 05/01/2026'; i Hai "
		"'Mã: A-2' 'Thời hạn: Quý I/2026'; c 1\n"
		"T=$((T + 9 * 86400))\n"	/* 11 January */
		"s 2026 's/^- Mã: A-1/&\\n- Trạng thái: Hoàn thành\\n"
		"- Ngày hoàn thành: 04\\/01\\/2026/'; c 2\n"
		"s 2026 '/### Hai/,$d'; c 3\n");
	on_day(&x, DAY(2025, 12, 31));
	assert_true(x.s.commit == SIZE_MAX);
	assert_int_equal(x.s.n, 0);
	assert_null(of(&x, "2026/a-1"));
	on_day(&x, DAY(2026, 1, 1));
	assert_int_equal(x.s.commit, 0);
	assert_int_equal(x.s.n, 2);
	assert_rating(&x, "2026/a-1", RATING_DUE_SOON);
	/* Nobody had told yet. */
	on_day(&x, DAY(2026, 1, 10));
	assert_int_equal(x.s.commit, 0);
	assert_rating(&x, "2026/a-1", RATING_OVERDUE_UNREPORTED);
	assert_true(standing_overdue(of(&x, "2026/a-1")));
	assert_int_equal(of(&x, "2026/a-1")->rating.late_from,
			 DAY(2026, 1, 6));
	on_day(&x, DAY(2026, 1, 11));
	assert_int_equal(x.s.commit, 1);
	assert_rating(&x, "2026/a-1", RATING_DONE_ON_TIME);
	assert_non_null(of(&x, "2026/a-2"));
	on_day(&x, DAY(2030, 1, 1));
	assert_int_equal(x.s.commit, 2);
	assert_null(of(&x, "2026/a-2"));
	clear(&x);
}

/* A branch's work counts from its arrival on. */
static void test_branch(void **state)
{
	struct standing_box x;

	(void)state;
	make(&x,
		"p 2026; i Một 'Mã: A-1'; c 1; on -b side\n"
		"s 2026 's/^- Mã.*/&\\n- Trạng thái: Đang thực hiện/'; c 2\n"
		"on main; T=$((T + 7 * 86400)); m side\n");
	on_day(&x, DAY(2026, 1, 9));
	assert_rating(&x, "2026/a-1", RATING_UNKNOWN);
	on_day(&x, DAY(2026, 1, 10));
	assert_int_equal(x.s.commit, 2);
	assert_rating(&x, "2026/a-1", RATING_IN_PROGRESS);
	clear(&x);
}

static void test_in_force(void **state)
{
	struct standing_box x;

	(void)state;
	make(&x,
		"p cu 'number: 1/KH-X' 'period: 2026'; i Một 'Mã: A-1'\n"
		"p nhap 'stage: draft'; i Hai 'Mã: B-1'; c 1\n"
		"p moi 'number: 2/KH-X' 'replaces: [1/KH-X]' 'stage: draft'\n"
		"i Ba 'Mã: C-1'; c 2\n"
		"s moi 's/draft/issued/;s/^number.*/&\\nperiod: 2026/'; c 3\n"
		"rm content/x/moi.md; c 4\n");
	on_day(&x, DAY(2026, 1, 1));
	assert_true(of(&x, "cu/a-1")->in_force);
	assert_false(of(&x, "nhap/b-1")->in_force);
	/* A draft replaces nothing. */
	on_day(&x, DAY(2026, 1, 2));
	assert_true(of(&x, "cu/a-1")->in_force);
	assert_false(of(&x, "moi/c-1")->in_force);
	on_day(&x, DAY(2026, 1, 3));
	assert_false(of(&x, "cu/a-1")->in_force);
	assert_true(of(&x, "moi/c-1")->in_force);
	assert_ptr_equal(of(&x, "moi/c-1")->plan, find_plan(&x.b.h, "moi"));
	/* Gone, it replaces nothing; at its period's end a plan closes. */
	on_day(&x, DAY(2026, 1, 4));
	assert_true(of(&x, "cu/a-1")->in_force);
	on_day(&x, DAY(2026, 12, 31));
	assert_true(of(&x, "cu/a-1")->in_force);
	on_day(&x, DAY(2027, 1, 1));
	assert_false(of(&x, "cu/a-1")->in_force);
	clear(&x);
}

/* A version that cannot be read: what stood before stands on. */
static void test_gap(void **state)
{
	struct standing_box x;

	(void)state;
	make(&x,
		"p 2026; i Một 'Mã: A-1' 'Trạng thái: Đang thực hiện'; c 1\n"
		"s 2026 's/^title.*/title: [/;s/Đang thực hiện/Hoàn thành/'\n"
		"c 2; s 2026 's/^title.*/title: T/'; c 3\n");
	on_day(&x, DAY(2026, 1, 2));
	assert_int_equal(x.s.commit, 1);
	assert_rating(&x, "2026/a-1", RATING_IN_PROGRESS);
	on_day(&x, DAY(2026, 1, 3));
	assert_rating(&x, "2026/a-1", RATING_DONE);
	clear(&x);
}

static void count(const struct standing *s, void *arg)
{
	size_t *n = arg;

	assert_non_null(s->facts);
	*n += 1;
}

/* Facts are read once for a wording; one by one gives the same. */
static void test_cache(void **state)
{
	struct standing_box x;
	const struct facts *facts;
	size_t n = 0;

	(void)state;
	make(&x,
		"p 2026; i Một 'Mã: A-1'; i Hai 'Mã: A-2'; c 1\n"
		"s 2026 's/A-2/A-3/'; c 2\n");
	on_day(&x, DAY(2026, 1, 1));
	facts = of(&x, "2026/a-1")->facts;
	on_day(&x, DAY(2026, 1, 2));
	assert_ptr_equal(of(&x, "2026/a-1")->facts, facts);
	assert_int_equal(x.cache.facts.n, 3);
	standings_each(&x.cache, &x.b.h, &x.b.sources.site, DAY(2026, 1, 2),
		       count, &n);
	assert_int_equal(n, 2);
	standings_each(&x.cache, &x.b.h, &x.b.sources.site, DAY(2025, 1, 2),
		       count, &n);
	assert_int_equal(n, 2);
	clear(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_branch),
		cmocka_unit_test(test_in_force),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_cache),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
