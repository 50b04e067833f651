/* SPDX-License-Identifier: MIT */
/* test_diag.c - findings: order, places, and how they are printed. */
#include "unit.h"

#include "diag_print.h"

#define REPLACED "\xef\xbf\xbd"

struct fixture {
	struct pool *pool;
	struct catalog *vi, *en;
	struct diags diags;
	struct source src;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	f->pool = pool_new();
	f->vi = messages_program(f->pool, STR("vi"));
	f->en = messages_program(f->pool, STR("en"));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	messages_release(f->vi);
	messages_release(f->en);
	pool_free(f->pool);
	free(f);
	return 0;
}

static struct fixture *start(void **state, const char *text)
{
	struct fixture *f = *state;

	diags_init(&f->diags, f->pool);
	f->src = (struct source){ .path = STR("content/site.yml"),
				  .text = str_of(text) };
	return f;
}

static void printed(struct fixture *f, const struct catalog *cat,
		    const char *expected)
{
	struct buf b = BUF_INIT;

	diags_sort(&f->diags);
	diag_print(&b, &f->diags, cat, false);
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

static void prints_a_finding(void **state)
{
	struct fixture *f = start(state, "# chú thích\ntitel: Lạng Sơn\n");

	assert_int_equal(diag(&f->diags, DIAG_UNKNOWN_KEY,
			      POS_AT(&f->src, 14), { "key", STR("titel") },
			      { "near", STR("title") }), -1);
	printed(f, f->vi,
		"content/site.yml:2:1: lỗi: Không có khai báo nào tên là "
		"“titel” [unknown-key]\n"
		"    titel: Lạng Sơn\n"
		"    ^\n"
		"    Cách sửa: có phải là “title” không? Hãy sửa lại tên.\n");
	printed(f, f->en,
		"content/site.yml:2:1: error: There is no setting named "
		"“titel” [unknown-key]\n"
		"    titel: Lạng Sơn\n"
		"    ^\n"
		"    Fix: did you mean “title”? Correct the name.\n");
}

static void names_what_was_expected(void **state)
{
	struct fixture *f = start(state, "days: nhiều\n");

	diag(&f->diags, DIAG_WRONG_TYPE, POS_AT(&f->src, 6),
	     { "key", STR("days") }, { "expected", STR("count") });
	diag(&f->diags, DIAG_BAD_VALUE, POS_AT(&f->src, 6),
	     { "key", STR("authors") }, { "value", STR("all") },
	     { "expected", STR("unit, name, hidden") });
	printed(f, f->en,
		"content/site.yml:1:7: error: “days” must be a whole number "
		"from 0 to 100000 [wrong-type]\n"
		"    days: nhiều\n"
		"          ^\n"
		"    Fix: write the value in that form.\n"
		"content/site.yml:1:7: error: The value “all” of “authors” "
		"cannot be used [bad-value]\n"
		"    days: nhiều\n"
		"          ^\n"
		"    Fix: what can be written: unit, name, hidden.\n");
}

static void points_below_wide_text(void **state)
{
	struct fixture *f = start(state, "\t- 漢字 Vie\u0302\u0323t: 31/2/26");

	diag(&f->diags, DIAG_BAD_DATE,
	     POS_AT(&f->src, (size_t)str_find(f->src.text, STR("31"))),
	     { "value", STR("31/2/26") });
	printed(f, f->vi,
		"content/site.yml:1:15: lỗi: Không có ngày “31/2/26” "
		"[bad-date]\n"
		"    \t- 漢字 Vie\u0302\u0323t: 31/2/26\n"
		"    \t             ^\n"
		"    Cách sửa: kiểm tra ngày và tháng (viết theo thứ tự "
		"ngày/tháng/năm), như 06/02/2026 hoặc 2026-02-06.\n");
}

static void tells_history_and_the_whole_run(void **state)
{
	struct fixture *f = start(state, "");

	f->src.rev = STR("abcdef1234567890abcdef1234567890abcdef12");
	assert_int_equal(diag0(&f->diags, DIAG_NO_ITEM_ID,
			       POS_AT(&f->src, 99)), 0);
	diag(&f->diags, DIAG_NO_THEME, POS_NONE, { "name", STR("x\n\x1b[2J") });
	assert_int_equal(f->diags.errors, 1);
	assert_int_equal(f->diags.warnings, 1);
	printed(f, f->en,
		"minhbach: error: There is no theme “x " REPLACED "[2J” "
		"[no-theme]\n"
		"    Fix: check “theme” in site.yml or --theme: the name of a "
		"theme that comes with the program, or the path of a theme's "
		"folder.\n"
		"content/site.yml@abcdef1:1:1: warning: The item has no code; "
		"if its title changes, it may not be known as the same item "
		"[no-item-id]\n"
		"    Fix: add a line “Mã: …”, as in CDDH-01, and keep that "
		"code.\n");
}

/* A source cannot act on the terminal, nor turn the order of what is read. */
static void shows_nothing_harmful(void **state)
{
	struct fixture *f = start(state,
		"a\x1b]0;x\x07\u202eb\u2066c\xc2\x9b\u061c\u2028\xff: \x7fx\r\n");

	f->src.path = STR("con\ntent\x1b[31m/\u202esite.yml");
	diag(&f->diags, DIAG_BAD_YEAR, POS_AT(&f->src, 24),
	     { "value", STR("{a}\u202e\x9b") });
	printed(f, f->en,
		"con" REPLACED "tent" REPLACED "[31m/" REPLACED
		"site.yml:1:17: error: “{a}" REPLACED REPLACED
		"” is not a year [bad-year]\n"
		"    a" REPLACED "]0;x" REPLACED REPLACED "b" REPLACED "c"
		REPLACED REPLACED REPLACED REPLACED ": " REPLACED "x"
		REPLACED "\n"
		"                    ^\n"
		"    Fix: write four digits, as in 2026.\n");
}

static void cuts_long_lines_and_values(void **state)
{
	struct buf text = BUF_INIT, value = BUF_INIT, b = BUF_INIT;
	struct fixture *f;
	struct str rest, line;

	for (int i = 0; i < 100; i++)
		buf_adds(&text, "ế123456789");
	for (int i = 0; i < 1000; i++)
		buf_adds(&value, "ệ");
	f = start(state, text.p);
	diag(&f->diags, DIAG_BAD_YEAR, POS_AT(&f->src, 12 * 50),
	     { "value", buf_str(&value) });
	diag_print(&b, &f->diags, f->en, false);
	rest = buf_str(&b);
	str_line(&rest, &line);
	assert_true(str_starts(line, STR("content/site.yml:1:501: error: “ệ")));
	assert_int_equal(line.n, strlen("content/site.yml:1:501: error: “"
					"…” is not a year [bad-year]") + 480);
	str_line(&rest, &line);
	assert_str(line, "    …ế123456789ế123456789ế123456789ế123456789"
			 "ế123456789ế123456789ế123456789ế123456789ế123456789"
			 "ế12345…");
	str_line(&rest, &line);
	assert_int_equal(line.n, 4 + 1 + 60 + 1);
	assert_int_equal(line.p[line.n - 1], '^');

	buf_clear(&b);
	f->diags.list[0].pos.off = 12;
	diag_print(&b, &f->diags, f->en, false);
	rest = buf_str(&b);
	str_line(&rest, &line);
	str_line(&rest, &line);
	assert_str(line, "    ế123456789ế123456789ế123456789ế123456789"
			 "ế123456789ế123456789ế123456789ế123456789ế123456789"
			 "ế12345…");
	str_line(&rest, &line);
	assert_str(line, "              ^");
	buf_release(&text);
	buf_release(&value);
	buf_release(&b);
}

static void colours(void **state)
{
	struct fixture *f = start(state, "x: 1\n");
	struct buf b = BUF_INIT;

	diag0(&f->diags, DIAG_DONE_BEFORE_ISSUED, POS_AT(&f->src, 3));
	diag_print(&b, &f->diags, f->vi, true);
	assert_str(buf_str(&b),
		   "\033[1mcontent/site.yml:1:4:\033[m \033[1;36mlưu ý:\033[m "
		   "Ngày hoàn thành trước ngày ban hành kế hoạch "
		   "[done-before-issued]\n"
		   "    x: 1\n"
		   "       \033[1;32m^\033[m\n"
		   "    Cách sửa: kiểm tra lại ngày; nếu đúng thì không cần "
		   "sửa.\n");
	buf_release(&b);
}

static void sorts_and_drops_repetitions(void **state)
{
	struct fixture *f = start(state, "a\nb\nc\n");
	struct source other = { .path = STR("content/a.md"),
				.text = STR("x\n") };

	diag0(&f->diags, DIAG_EMPTY_TITLE, POS_AT(&f->src, 4));
	diag0(&f->diags, DIAG_EMPTY_TITLE, POS_AT(&f->src, 0));
	diag0(&f->diags, DIAG_EMPTY_TITLE, POS_AT(&f->src, 4));
	diag0(&f->diags, DIAG_EMPTY_TITLE, POS_AT(&other, 0));
	diag0(&f->diags, DIAG_NO_HISTORY, POS_NONE);
	diags_sort(&f->diags);
	assert_int_equal(f->diags.n, 4);
	assert_int_equal(f->diags.errors, 3);	/* as many as are shown */
	assert_int_equal(f->diags.notes, 1);
	assert_null(f->diags.list[0].pos.src);
	assert_ptr_equal(f->diags.list[1].pos.src, &other);
	assert_int_equal(f->diags.list[2].pos.off, 0);
	assert_int_equal(f->diags.list[3].pos.off, 4);
}

static void many_findings_take_no_time(void **state)
{
	struct buf text = BUF_INIT, b = BUF_INIT;
	struct fixture *f;

	for (int i = 0; i < 40000; i++)
		buf_adds(&text, "ab cd ef ");
	f = start(state, text.p);
	for (size_t i = 0; i < 5000; i++)
		diag0(&f->diags, DIAG_EMPTY_TITLE, POS_AT(&f->src, i * 72));
	diag_print(&b, &f->diags, f->vi, false);
	assert_true(b.n > 5000 * 100);
	buf_release(&text);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_a_finding),
		cmocka_unit_test(names_what_was_expected),
		cmocka_unit_test(points_below_wide_text),
		cmocka_unit_test(tells_history_and_the_whole_run),
		cmocka_unit_test(shows_nothing_harmful),
		cmocka_unit_test(cuts_long_lines_and_values),
		cmocka_unit_test(colours),
		cmocka_unit_test(sorts_and_drops_repetitions),
		cmocka_unit_test(many_findings_take_no_time),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
