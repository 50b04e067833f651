/* SPDX-License-Identifier: MIT */
/* test_match.c - which item of one version is which of the next. */
#include "planbox.h"

#include "match.h"

#define MAX 8

/*
 * Items "Mã|title|product" (each may be empty), old and new, up to a NULL;
 * `want` gives for each new one the old one's letter, or "-".
 */
struct row {
	const char *was[MAX], *is[MAX];
	const char *want;
};

static const struct section *item(struct planbox *w, const char *spec)
{
	struct str rest = str_of(spec), part[3] = { { NULL, 0 } };
	struct buf b = BUF_INIT;
	const struct section *s;

	for (size_t i = 0; i < 3; i++)
		str_split(&rest, '|', &part[i]);
	buf_addf(&b, "### %.*s\n- Sản phẩm: %.*s\n", STR_ARG(part[1]),
		 STR_ARG(part[2]));
	if (part[0].n)
		buf_addf(&b, "- Mã: %.*s\n", STR_ARG(part[0]));
	s = planbox_old(w, pool_str(w->pool, buf_str(&b)).p);
	assert_true(s->item);
	buf_release(&b);
	return s;
}

static void check_row(struct planbox *w, const struct row *row, bool partial)
{
	const struct section *a[MAX], *b[MAX];
	size_t na = 0, nb = 0;
	char got[MAX + 1] = "";
	int pair[MAX];

	for (; row->was[na]; na++)
		a[na] = item(w, row->was[na]);
	for (; row->is[nb]; nb++)
		b[nb] = item(w, row->is[nb]);
	match_sections(a, na, b, nb, pair, partial);
	for (size_t j = 0; j < nb; j++)
		got[j] = (char)(pair[j] < 0 ? '-' : 'a' + pair[j]);
	if (strcmp(got, row->want))
		fail_msg("%s …: %s, not %s", row->is[0], got, row->want);
}

#define CHECK(w, rows, partial) do { \
	for (size_t i_ = 0; i_ < sizeof(rows) / sizeof(*rows); i_++) \
		check_row(w, &rows[i_], partial); \
} while (0)

#define LONG "Xây dựng kế hoạch thông tin tuyên truyền cải cách hành chính"
#define LIKE "Xây dựng kế hoạch thông tin tuyên truyền cải cách hành chính tỉnh"

static void by_code_then_by_title(void **state)
{
	static const struct row rows[] = {
		/* equal Mã, whatever the title */
		{ { "A|Một|x" }, { "A|Khác hẳn|y" }, "a" },
		{ { "A|Một|x", "B|Hai|y" }, { "B|Hai|y", "A|Một|x" }, "ba" },
		{ { "A|Một|x", "B|Hai|y" }, { "B|Một|x", "A|Hai|y" }, "ba" },
		/* equal folded title */
		{ { "|Một việc|x" }, { "|MOT VIEC.|y" }, "a" },
		{ { "|Một|x", "|Hai|y" }, { "|Hai|z", "|Một|z" }, "ba" },
		/* a Mã that comes, or goes */
		{ { "|Một|x" }, { "A|Một|y" }, "a" },
		{ { "A|Một|x" }, { "|Một|y" }, "a" },
		/* two different Mã never match … */
		{ { "A|" LONG "|x" }, { "B|" LIKE "|x" }, "-" },
		{ { "A|Một|x", "B|Hai|x" }, { "B|Hai|y", "C|Ba|x" }, "b-" },
		/* … unless the old one vanished and the titles are equal */
		{ { "A|Một|x" }, { "B|Một|y" }, "a" },
		{ { "A|Một|x" }, { "A|Khác|x", "B|Một|x" }, "a-" },
		/* equal titles without Mã: in their order */
		{ { "|Một|x", "|Một|y" }, { "|Một|z", "|Một|t" }, "ab" },
		{ { "|Một|x" }, { "|Một|y", "|Một|z" }, "a-" },
		/* nothing there */
		{ { NULL }, { "A|Một|x" }, "-" },
		{ { "A|Một|x" }, { NULL }, "" },
		{ { "|Một|x" }, { "|Hai|y" }, "-" },
	};

	CHECK(*state, rows, false);
}

static void by_likeness(void **state)
{
	static const struct row rows[] = {
		{ { "|" LONG "|x" }, { "|" LIKE "|x" }, "a" },
		{ { "A|" LONG "|x" }, { "|" LIKE "|x" }, "a" },
		/* the product counts too */
		{ { "|Một hai|ba bốn năm sáu bảy tám" },
		  { "|Một khác|ba bốn năm sáu bảy tám" }, "a" },
		{ { "|Một hai|ba" }, { "|Một khác|bốn" }, "-" },
		/* the best one, well ahead of the next */
		{ { "|" LONG "|x", "|Xây dựng kế hoạch khác hẳn|y" },
		  { "|" LIKE "|x" }, "a" },
		/* two as good: neither */
		{ { "|" LONG " một|x", "|" LONG " hai|x" },
		  { "|" LONG " ba|x" }, "-" },
		{ { "|" LONG " một|x" },
		  { "|" LONG " hai|x", "|" LONG " ba|x" }, "--" },
		/* an equal title goes first and leaves the rest to likeness */
		{ { "|" LONG "|x", "|" LIKE "|x" },
		  { "|" LIKE "|y", "|" LONG " năm|x" }, "ba" },
	};

	CHECK(*state, rows, false);
}

/* 60 % and 10 points, in per mille of the pairs of words. */
static void likeness_has_its_limits(void **state)
{
	static const struct row rows[] = {
		/* 5 of 9 and 9 pairs: 555; 6: 666 */
		{ { "|a b c d e f g h|i j" }, { "|a b c d e f x y|z t" }, "-" },
		{ { "|a b c d e f g h|i j" }, { "|a b c d e f g y|z t" }, "a" },
		/* ahead by 888 to 777: clear; by 888 to 842: not */
		{ { "|a b c d e f g h|i z", "|a b c d e f g h|y z" },
		  { "|a b c d e f g h i|j" }, "a" },
		{ { "|a b c d e f g h|i z", "|a b c d e f g h|i z t" },
		  { "|a b c d e f g h i|j" }, "-" },
	};

	CHECK(*state, rows, false);
}

static void across_plans_a_code_proves_nothing(void **state)
{
	static const struct row rows[] = {
		{ { "A|Một|x" }, { "A|Khác hẳn|y" }, "-" },
		{ { "A|Một|x" }, { "A|Một|y" }, "a" },
		{ { "A|" LONG "|x" }, { "A|" LIKE "|x" }, "a" },
		{ { "A|" LONG "|x" }, { "B|" LIKE "|x" }, "-" },
		{ { "A|Một|x" }, { "B|Một|x" }, "a" },
	};

	CHECK(*state, rows, true);
}

static void the_same_section_is_the_same_item(void **state)
{
	struct planbox *w = *state;
	const struct section *x = item(w, "|Một|x"), *y = item(w, "|Một|x");
	const struct section *z = item(w, "A|Hai|z"), *n = item(w, "B|Ba|z");
	const struct section *a[] = { x, y, z }, *b[] = { n, z, y, x };
	int pair[4];

	match_sections(a, 3, b, 4, pair, false);
	assert_int_equal(pair[0], -1);
	assert_int_equal(pair[1], 2);
	assert_int_equal(pair[2], 1);
	assert_int_equal(pair[3], 0);
}

/* A whole plan reversed, with a fifth of it new: each finds its own. */
static void large_plans_are_matched(void **state)
{
	enum { N = 400 };
	struct planbox *w = *state;
	const struct section **a = calloc(N, sizeof(*a));
	const struct section **b = calloc(N, sizeof(*b));
	int *pair = calloc(N, sizeof(*pair));

	for (int i = 0; i < N; i++) {
		a[i] = item(w, pool_printf(w->pool, "T-%d|Việc %d|x", i, i).p);
		b[N - 1 - i] = i % 5 ? a[i] : item(w, pool_printf(w->pool,
				"N-%d|Hoàn toàn mới %d|khác", i, i).p);
	}
	match_sections(a, N, b, N, pair, false);
	for (int i = 0; i < N; i++)
		assert_int_equal(pair[N - 1 - i], i % 5 ? i : -1);
	free(a);
	free(b);
	free(pair);
}

static void removed_items_come_back(void **state)
{
	static const struct {
		const char *gone, *back;
		bool revived;
	} rows[] = {
		{ "A|Một|x", "A|Khác hẳn|y", true },
		{ "A|Một|x", "A|Một|x", true },
		{ "|Một|x", "|một.|y", true },
		{ "A|Một|x", "|Một|x", true },
		{ "|Một|x", "A|Một|x", true },
		{ "A|Một|x", "B|Một|x", true },
		{ "A|Một|x", "B|Khác|x", false },
		{ "|" LONG "|x", "|" LIKE "|x", false },	/* never alike */
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (match_revived(item(w, rows[i].gone),
				  item(w, rows[i].back)) != rows[i].revived)
			fail_msg("%s, then %s", rows[i].gone, rows[i].back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(by_code_then_by_title),
		PLAN_TEST(by_likeness),
		PLAN_TEST(likeness_has_its_limits),
		PLAN_TEST(across_plans_a_code_proves_nothing),
		PLAN_TEST(the_same_section_is_the_same_item),
		PLAN_TEST(large_plans_are_matched),
		PLAN_TEST(removed_items_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
