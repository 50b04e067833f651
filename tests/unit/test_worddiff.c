/* SPDX-License-Identifier: MIT */
/* test_worddiff.c - what a reader sees of two wordings. */
#include "unit.h"

#include "worddiff.h"

#define HIDDEN(word) "<span class=\"vh\">" word " </span>"

static void check(const char *from, const char *to, const char *expected)
{
	struct buf out = BUF_INIT;

	worddiff_html(&out, str_of(from), str_of(to), STR("cũ"), STR("mới"));
	assert_str(buf_str(&out), expected);
	buf_release(&out);
}

static void test_equal(void **state)
{
	(void)state;
	check("", "", "");
	check("Một hai", "Một   hai ", "Một hai");
}

static void test_replaced(void **state)
{
	(void)state;
	check("xong trong quý I năm nay", "xong trong quý III năm nay",
	      "xong trong quý <del>" HIDDEN("cũ") "I</del> <ins>"
	      HIDDEN("mới") "III</ins> năm nay");
}

static void test_ends(void **state)
{
	(void)state;
	check("", "a b", "<ins>" HIDDEN("mới") "a b</ins>");
	check("a b", "", "<del>" HIDDEN("cũ") "a b</del>");
	check("a b c", "b c d", "<del>" HIDDEN("cũ") "a</del> b c <ins>"
	      HIDDEN("mới") "d</ins>");
	check("a a", "a", "a <del>" HIDDEN("cũ") "a</del>");
}

static void test_lines(void **state)
{
	(void)state;
	check("a\nb", "a\nc", "a<br><del>" HIDDEN("cũ") "b</del> <ins>"
	      HIDDEN("mới") "c</ins>");
}

static void test_escaped(void **state)
{
	(void)state;
	check("<b>", "a&b", "<del>" HIDDEN("cũ") "&lt;b&gt;</del> <ins>"
	      HIDDEN("mới") "a&amp;b</ins>");
}

/* Marks stay with their letters even where the text is not composed. */
static void test_marks(void **state)
{
	(void)state;
	check("hoa\xcc\x80n", "hoan", "<del>" HIDDEN("cũ") "hoa\xcc\x80n</del> "
	      "<ins>" HIDDEN("mới") "hoan</ins>");
}

/* Too long to compare: replaced whole, in no time. */
static void test_capped(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT, out = BUF_INIT;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		buf_addf(&a, "a%d ", i);
		buf_addf(&b, "b%d ", i);
	}
	worddiff_html(&out, buf_str(&a), buf_str(&b), STR("-"), STR("+"));
	assert_true(str_starts(buf_str(&out), STR("<del>")));
	assert_true(str_ends(buf_str(&out), STR("b19999</ins>")));
	buf_release(&a);
	buf_release(&b);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal), cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_ends), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_escaped), cmocka_unit_test(test_marks),
		cmocka_unit_test(test_capped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
