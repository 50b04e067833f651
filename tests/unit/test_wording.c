/* SPDX-License-Identifier: MIT */
/* test_wording.c - when a text is still the same text. */
#include "planbox.h"

#include "wording.h"

static void the_same_words(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" }, { "Kế hoạch", "Kế hoạch" },
		{ "Kế hoạch", "KẾ HOẠCH" }, { "Kế hoạch", "  kế   hoạch. " },
		{ "Kế hoạch", "**Kế hoạch**;" },
		{ "Công văn, báo cáo", "Công văn; báo cáo" },
		{ "Kế hoạch CCHC", "Kế hoạch – CCHC" },
		{ "“Kế hoạch”", "\"Kế hoạch\"" },
		{ "Quý I/2026", "Quý I - 2026" },
		{ "≥ 95%", "≥95 %" }, { "đạt 95%", "Đạt 95%." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!wording_equal(str_of(rows[i][0]), str_of(rows[i][1])))
			fail_msg("\"%s\" and \"%s\"", rows[i][0], rows[i][1]);
	assert_true(wording_equal(STR(""), (struct str){ NULL, 0 }));
}

static void other_words(void **state)
{
	static const char *const rows[][2] = {
		{ "", "x" }, { "tăng", "tang" }, { "Kế hoạch", "Kế hoạch 2" },
		{ "5 văn bản", "3 văn bản" }, { "kếhoạch", "kế hoạch" },
		/* a sign changes what a figure says */
		{ "≥ 95%", "95%" }, { "≥ 95%", "≤ 95%" }, { "95%", "95" },
		{ "> 5", "< 5" }, { "5%", "5‰" }, { "5 ± 1", "5 1" },
		{ "100 ₫", "100" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (wording_equal(str_of(rows[i][0]), str_of(rows[i][1])))
			fail_msg("\"%s\" and \"%s\"", rows[i][0], rows[i][1]);
}

static void milestones_are_told_apart(void **state)
{
	static const struct {
		const char *line;
		const char *text;	/* NULL: none */
		bool done;
	} rows[] = {
		{ "- [x] Dự thảo", "Dự thảo", true },
		{ "- [X] Dự thảo", "Dự thảo", true },
		{ "- [ ] Dự thảo", "Dự thảo", false },
		{ "* [ ]   Dự thảo  ", "Dự thảo", false },
		{ "+\t[x]\tDự thảo", "Dự thảo", true },
		{ "      - [x] sâu", "sâu", true },
		{ "- [x]", "", true },
		{ "- [x](https://a.vn)", NULL, false },
		{ "- [y] a", NULL, false }, { "[x] a", NULL, false },
		{ "1. [x] a", NULL, false }, { "-[x] a", NULL, false },
		{ "- []", NULL, false }, { "", NULL, false },
		{ "-", NULL, false }, { "- [x", NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str text;
		bool done, is = wording_milestone(str_of(rows[i].line), &text,
						  &done);

		if (is != (rows[i].text != NULL) ||
		    (is && (done != rows[i].done ||
			    !str_eqs(text, rows[i].text))))
			fail_msg("\"%s\"", rows[i].line);
	}
}

static void blocks_lose_their_formatting(void **state)
{
	static const char *const rows[][2] = {
		{ "a\nb", "a\nb" },
		{ "a  \nb\t", "a\nb" },
		{ "a\n\n\n\nb\n", "a\n\nb" },
		{ "\n\na", "a" },
		{ "* a\n+ b\n- c", "- a\n- b\n- c" },
		{ "*a*", "*a*" },
		{ "  * a", "  - a" },
		{ "a\n- [x] b\n- [ ] c\n\nd", "a\n\nd" },
		{ "- [x] b", "" },
		{ "- [x](u) b", "- [x](u) b" },
		{ "", "" },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(wording_block(w->pool, str_of(rows[i][0])),
			   rows[i][1]);
}

static void an_unchanged_block_is_not_copied(void **state)
{
	struct planbox *w = *state;
	struct str s = STR("a\n\nb");

	assert_ptr_equal(wording_block(w->pool, s).p, s.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words),
		cmocka_unit_test(other_words),
		cmocka_unit_test(milestones_are_told_apart),
		PLAN_TEST(blocks_lose_their_formatting),
		PLAN_TEST(an_unchanged_block_is_not_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
