/* SPDX-License-Identifier: MIT */
/* test_text.c - normal form, folding, slugs, likeness, width. */
#include "unit.h"

#include "text.h"

static int setup(void **state)
{
	*state = pool_new();
	return 0;
}

static int teardown(void **state)
{
	pool_free(*state);
	return 0;
}

static void finds_the_first_invalid_byte(void **state)
{
	(void)state;
	assert_int_equal(text_invalid(STR("")), -1);
	assert_int_equal(text_invalid(STR("Quý I/2026 – 100 %")), -1);
	assert_int_equal(text_invalid(STR("abcdefghij\xff")), 10);
	assert_int_equal(text_invalid(STR("đ\xc3")), 2);
	assert_int_equal(text_invalid(STR("\xc0\xaf")), 0);
	assert_int_equal(text_invalid(STR("a\xed\xa0\x80")), 1);
	assert_int_equal(text_invalid(STR("\xf4\x90\x80\x80")), 0);
	assert_int_equal(text_invalid(STR("\xf0\x9f\x98\x80")), -1);
}

static void normal_text_is_not_copied(void **state)
{
	struct str s = STR("Cải cách thể chế – “Quý I”\nđến 2030 ₫");

	assert_ptr_equal(text_normal(*state, s).p, s.p);
	s = STR("");
	assert_int_equal(text_normal(*state, s).n, 0);
	/* beyond the quick check, but composed all the same */
	s = STR("漢字 😀");
	assert_ptr_equal(text_normal(*state, s).p, s.p);
}

static void normalises(void **state)
{
	assert_str(text_normal(*state, STR("\xef\xbb\xbf" "a\r\nb\rc\r\r\n")),
		   "a\nb\nc\n\n");
	/* e, circumflex, dot below; in both orders */
	assert_str(text_normal(*state, STR("Vie\u0302\u0323t")), "Việt");
	assert_str(text_normal(*state, STR("Vie\u0323\u0302t")), "Việt");
	assert_str(text_normal(*state, STR("\u212b")), "Å");
	assert_str(text_normal(*state, STR("a\xef\xbb\xbf")),
		   "a\xef\xbb\xbf");
}

/* Long runs of marks in the wrong order took quadratic time. */
static void a_million_marks_are_harmless(void **state)
{
	size_t n = 500000;
	char *p = test_malloc(4 * n);
	struct str s;

	for (size_t i = 0; i < n; i++) {
		memcpy(p + 2 * i, "\xcc\x81", 2);	/* above */
		memcpy(p + 2 * n + 2 * i, "\xcc\xa3", 2);	/* below */
	}
	s = text_normal(*state, (struct str){ p, 4 * n });
	assert_int_equal(text_invalid(s), -1);
	assert_int_equal(s.n, 4 * n);
	test_free(p);
}

static void folds(void **state)
{
	struct buf b = BUF_INIT;

	assert_str(text_fold(*state, STR("III. Cải cách THỂ CHẾ")),
		   "iii cai cach the che");
	assert_str(text_fold(*state, STR("  Đồng Đăng / đường -- 2.1) ")),
		   "dong dang duong 2 1");
	/* Icelandic letters of old fonts */
	assert_str(text_fold(*state, STR("Ð\u00f0")), "dd");
	/* decomposed marks, soft hyphen, zero width space leave no gap */
	assert_str(text_fold(*state, STR("Vie\u0323\u0302t")), "viet");
	assert_str(text_fold(*state, STR("ca\u00adch\u200bo")), "cacho");
	assert_str(text_fold(*state, STR("Ⅲ m² 漢")), "iii m2 漢");
	assert_str(text_fold(*state, STR("Phòng\u00a0HTQT-VP")),
		   "phong htqt vp");
	assert_str(text_fold(*state, STR("a\xff" "b")), "a b");
	assert_str(text_fold(*state, STR("…!?")), "");
	buf_adds(&b, "before:");
	text_fold_buf(&b, STR(" — Ước"));
	assert_str(buf_str(&b), "before:uoc");
	buf_release(&b);
}

static void slugs(void **state)
{
	struct str s = STR("Ban hành Kế hoạch CCHC năm 2026");

	assert_str(text_slug(*state, s, 60), "ban-hanh-ke-hoach-cchc-nam-2026");
	assert_str(text_slug(*state, s, 31), "ban-hanh-ke-hoach-cchc-nam-2026");
	assert_str(text_slug(*state, s, 30), "ban-hanh-ke-hoach-cchc-nam");
	assert_str(text_slug(*state, s, 8), "ban-hanh");
	assert_str(text_slug(*state, s, 7), "ban");
	assert_str(text_slug(*state, s, 2), "ba");
	assert_str(text_slug(*state, STR("漢字"), 4), "漢");
	assert_str(text_slug(*state, STR("***"), 60), "");
}

static void squeezes(void **state)
{
	struct str s = STR("một hai");

	assert_ptr_equal(text_squeeze(*state, s).p, s.p);
	assert_str(text_squeeze(*state, STR("\n một\t\u00a0 hai\u3000")),
		   "một hai");
	assert_str(text_squeeze(*state, STR(" \u00a0 ")), "");
}

static void likeness(void **state)
{
	char p[4000];

	(void)state;
	assert_int_equal(text_likeness(STR(""), STR("")), 0);
	assert_int_equal(text_likeness(STR("a b c"), STR("a b c")), 1000);
	assert_int_equal(text_likeness(STR("a b c"), STR("c b a")), 0);
	/* pairs ab bc cd against ab bc cx */
	assert_int_equal(text_likeness(STR("a b c d"), STR("a b c x")), 666);
	assert_int_equal(text_likeness(STR("ke"), STR("ke")), 1000);
	assert_int_equal(text_likeness(STR("ke"), STR("hoach")), 0);
	assert_int_equal(text_likeness(STR("ke"), STR("")), 0);
	/* a pair that stands twice counts once if the other has it once */
	assert_int_equal(text_likeness(STR("a b a b"), STR("a b")), 500);
	for (size_t i = 0; i < sizeof(p); i++)
		p[i] = i % 2 ? ' ' : (char)('a' + i % 26);
	assert_int_equal(text_likeness((struct str){ p, sizeof(p) - 1 },
				       (struct str){ p, sizeof(p) - 1 }),
			 1000);
}

static void nearest(void **state)
{
	const struct str known[] = {
		STR("Thời hạn"), STR("Hạn tính"), STR("Chủ trì"),
		STR("base_url"), STR("Mã")
	};
	struct str s;
	char p[5000];

	(void)state;
	assert_str(text_nearest(STR("Thoi han"), known, 5), "Thời hạn");
	assert_str(text_nearest(STR("Thời hạm"), known, 5), "Thời hạn");
	assert_str(text_nearest(STR("base_ulr"), known, 5), "base_url");
	assert_str(text_nearest(STR("baseurl"), known, 5), "base_url");
	assert_str(text_nearest(STR("MÃ"), known, 5), "Mã");
	assert_str(text_nearest(STR("Chủ tr"), known, 5), "Chủ trì");
	s = text_nearest(STR("Kinh phí"), known, 5);
	assert_null(s.p);
	s = text_nearest(STR("Mx"), known, 5);
	assert_null(s.p);
	s = text_nearest(STR("—"), known, 5);
	assert_null(s.p);
	memset(p, 'a', sizeof(p));
	s = text_nearest((struct str){ p, sizeof(p) }, known, 5);
	assert_null(s.p);
}

static void measures(void **state)
{
	(void)state;
	assert_int_equal(text_length(STR("Quý")), 3);
	assert_int_equal(text_length(STR("Vie\u0323\u0302t")), 6);
	assert_int_equal(text_width(STR("Quý I")), 5);
	assert_int_equal(text_width(STR("Vie\u0323\u0302t")), 4);
	assert_int_equal(text_width(STR("漢字")), 4);
	assert_int_equal(text_width(STR("")), 0);
}

static void where_it_was_decomposed(void **state)
{
	static const struct {
		const char *text;
		size_t want;
	} rows[] = {
		{ "", SIZE_MAX }, { "Quý I", SIZE_MAX },
		{ "\xef\xbb\xbfQuý\r\nI\r", SIZE_MAX },
		{ "a\r\nQuy\u0301 I", 4 },	/* in "a\nQuý I" */
		{ "Vie\u0323\u0302t", 2 },
		{ "\u1ec7 e\u0302\u0323", 4 },
		{ "x\u0301", SIZE_MAX },	/* has no composed form */
	};
	struct pool *pool = pool_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str s = str_of(rows[i].text);
		size_t got = text_decomposed(s, text_normal(pool, s));

		if (got != rows[i].want)
			fail_msg("%s: %zu", rows[i].text, got);
	}
	pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_it_was_decomposed),
		cmocka_unit_test(finds_the_first_invalid_byte),
		cmocka_unit_test(normal_text_is_not_copied),
		cmocka_unit_test(normalises),
		cmocka_unit_test(a_million_marks_are_harmless),
		cmocka_unit_test(folds),
		cmocka_unit_test(slugs),
		cmocka_unit_test(squeezes),
		cmocka_unit_test(likeness),
		cmocka_unit_test(nearest),
		cmocka_unit_test(measures),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
