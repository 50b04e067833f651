/* SPDX-License-Identifier: MIT */
/*
 * test_markdown_tables.c - pipe tables.  test_specification() holds the
 * examples 198 to 205 of the GitHub Flavored Markdown specification, with
 * classes for alignment.
 */
#include "unit.h"

#include "markdown.h"

/*
 * Tables are written short in the expectations: "{" is <table>, "}" its end,
 * each line between them a row with its cells between "|", the first one the
 * header; a cell's class stands before ":" (as "l:a").
 */
static void expand_row(struct buf *out, struct str row, const char *tag)
{
	struct str cell;

	buf_adds(out, "<tr>\n");
	while (str_split(&row, '|', &cell)) {
		if (cell.n > 1 && cell.p[1] == ':') {
			buf_addf(out, "<%s class=\"%c\">", tag, cell.p[0]);
			cell = str_from(cell, 2);
		} else {
			buf_addf(out, "<%s>", tag);
		}
		buf_addstr(out, cell);
		buf_addf(out, "</%s>\n", tag);
	}
	buf_adds(out, "</tr>\n");
}

static void expand(struct buf *out, struct str expected)
{
	struct str line;
	size_t row = 0;		/* 0: outside of a table */

	while (str_line(&expected, &line)) {
		if (str_eqs(line, "{")) {
			buf_adds(out, "<table>\n<thead>\n");
			row = 1;
		} else if (str_eqs(line, "}")) {
			buf_adds(out, row > 2 ? "</tbody>\n</table>\n" :
						"</table>\n");
			row = 0;
		} else if (row) {
			if (row == 2)
				buf_adds(out, "<tbody>\n");
			expand_row(out, line, row == 1 ? "th" : "td");
			if (row == 1)
				buf_adds(out, "</thead>\n");
			row++;
		} else {
			buf_addstr(out, line);
			buf_addc(out, '\n');
		}
	}
}

static void assert_html(const char *text, const char *expected)
{
	struct markdown_options o = { .diags = NULL };
	struct pool *pool = pool_new();
	struct buf out = BUF_INIT, want = BUF_INIT;

	expand(&want, str_of(expected));
	assert_int_equal(markdown_html(&out, pool, str_of(text), &o), 0);
	assert_str(buf_str(&out), buf_str(&want).p);
	buf_release(&out);
	buf_release(&want);
	pool_free(pool);
}

static void test_specification(void **state)
{
	(void)state;
	assert_html("| foo | bar |\n| --- | --- |\n| baz | bim |\n",
		    "{\nfoo|bar\nbaz|bim\n}\n");
	assert_html("| abc | defghi |\n:-: | -----------:\nbar | baz\n",
		    "{\nc:abc|r:defghi\nc:bar|r:baz\n}\n");
	/* "|" in a cell cannot be told in the short form */
	assert_html("| f\\|oo  |\n| ------ |\n| b `\\|` az |\n"
		    "| b **\\|** im |\n",
		    "<table>\n<thead>\n<tr>\n<th>f|oo</th>\n</tr>\n</thead>\n"
		    "<tbody>\n<tr>\n<td>b <code>|</code> az</td>\n</tr>\n"
		    "<tr>\n<td>b <strong>|</strong> im</td>\n</tr>\n</tbody>\n"
		    "</table>\n");
	assert_html("| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
		    "{\nabc|def\nbar|baz\n}\n<blockquote>\n<p>bar</p>\n"
		    "</blockquote>\n");
	assert_html("| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
		    "{\nabc|def\nbar|baz\nbar|\n}\n<p>bar</p>\n");
	assert_html("| abc | def |\n| --- |\n| bar |\n",
		    "<p>| abc | def |\n| --- |\n| bar |</p>\n");
	assert_html("| abc | def |\n| --- | --- |\n| bar |\n"
		    "| bar | baz | boo |\n",
		    "{\nabc|def\nbar|\nbar|baz\n}\n");
	assert_html("| abc | def |\n| --- | --- |\n", "{\nabc|def\n}\n");
}

static void test_delimiter_rows(void **state)
{
	(void)state;
	assert_html("a|b\n-|-", "{\na|b\n}\n");
	assert_html("a|b|c|d\n:-|-:|:-:|-\ne",
		    "{\nl:a|r:b|c:c|d\nl:e|r:|c:|\n}\n");
	assert_html("|a|\n|-|", "{\na\n}\n");
	assert_html("a\n:-", "{\nl:a\n}\n");
	assert_html("|a|b|\n   | :--- |\t---:|  \n", "{\nl:a|r:b\n}\n");
	assert_html("||\n|-|\n||", "{\n\n\n}\n");

	assert_html("|a|b|\n|-|:|", "<p>|a|b|\n|-|:|</p>\n");
	assert_html("|a|b|\n||-|-|", "<p>|a|b|\n||-|-|</p>\n");
	assert_html("|a|b|\n|- -|-|", "<p>|a|b|\n|- -|-|</p>\n");
	assert_html("|a|b|\n    |-|-|", "<p>|a|b|\n|-|-|</p>\n");
	assert_html("|-|-|\n", "<p>|-|-|</p>\n");
	/* these are a list and a heading first */
	assert_html("a | b\n- | -\n", "<p>a | b</p>\n<ul>\n<li>| -</li>\n"
		    "</ul>\n");
	assert_html("|a\n---\n", "<h2>|a</h2>\n");
	/* the first one that fits counts */
	assert_html("a|b\n|-|\n|-|\n|c|",
		    "<p>a|b</p>\n{\n-\nc\n}\n");
}

static void test_cells(void **state)
{
	(void)state;
	assert_html("| *a* | [b](c \"d\") |\n|-|-|\n| `e` ![f](g) | \\*h\\* |\n",
		    "{\n<em>a</em>|<a href=\"c\" title=\"d\">b</a>\n"
		    "<code>e</code> <img src=\"g\" alt=\"f\" />|*h*\n}\n");
	/* markup does not reach over a pipe */
	assert_html("|*a|b*|\n|-|-|\n|`c|d`|\n",
		    "{\n*a|b*\n`c|d`\n}\n");
	/* nothing in a cell is a block */
	assert_html("|# a|- b|\n|-|-|\n|> c|1. d|\n|    e|f #|\n|#|===|\n",
		    "{\n# a|- b\n&gt; c|1. d\ne|f #\n#|===\n}\n");
	assert_html("|a\\|b|\n|-|\n|\\\\|c|\n|`\\|`d|\n|e\\|\n|f\\\n",
		    "<table>\n<thead>\n<tr>\n<th>a|b</th>\n</tr>\n</thead>\n"
		    "<tbody>\n<tr>\n<td>|c</td>\n</tr>\n"
		    "<tr>\n<td><code>|</code>d</td>\n</tr>\n"
		    "<tr>\n<td>e|</td>\n</tr>\n<tr>\n<td>f\\</td>\n</tr>\n"
		    "</tbody>\n</table>\n");
	assert_html("|a|\n|-|\n|b<br>c|\n", "{\na\nbc\n}\n");
	assert_html("|a|\n|-|\n|[b][c] [d]|\n\n[c]: e\n> [d]: f\n",
		    "{\na\n<a href=\"e\">b</a> <a href=\"f\">d</a>\n}\n"
		    "<blockquote>\n</blockquote>\n");
}

static void test_where_tables_begin(void **state)
{
	(void)state;
	assert_html("a\nb\n|c|d|\n|-|-|\n|e|f|",
		    "<p>a\nb</p>\n{\nc|d\ne|f\n}\n");
	assert_html("[a]: /b\n| [a] |\n|-|\n",
		    "{\n<a href=\"/b\">a</a>\n}\n");
	assert_html("# a\n|b|\n|-|\n", "<h1>a</h1>\n{\nb\n}\n");
	assert_html("a\n       |b|c|\n|-|-|\n", "<p>a</p>\n{\nb|c\n}\n");
	assert_html("    |a|\n    |-|\n",
		    "<pre><code>|a|\n|-|\n</code></pre>\n");
	assert_html("```\n|a|\n|-|\n```\n",
		    "<pre><code>|a|\n|-|\n</code></pre>\n");
	assert_html("|a|\r\n|-|\r\n|b|\r\n\r\nc\r\n",
		    "{\na\nb\n}\n<p>c</p>\n");
	assert_html("|a|\n|-|\n\n|b|\n|-|\n", "{\na\n}\n{\nb\n}\n");
}

static void test_where_tables_end(void **state)
{
	(void)state;
	assert_html("|a|\n|-|\n# b\n", "{\na\n}\n<h1>b</h1>\n");
	assert_html("|a|\n|-|\n- b\n", "{\na\n}\n<ul>\n<li>b</li>\n</ul>\n");
	assert_html("|a|\n|-|\n```\nb\n```\nc\n",
		    "{\na\n}\n<pre><code>b\n</code></pre>\n<p>c</p>\n");
	assert_html("|a|\n|-|\n<div>\n", "{\na\n}\n");
	/* what cannot end a paragraph ends a table all the same */
	assert_html("|a|\n|-|\n2. b\n",
		    "{\na\n}\n<ol start=\"2\">\n<li>b</li>\n</ol>\n");
	assert_html("|a|\n|-|\n    b\n",
		    "{\na\n}\n<pre><code>b\n</code></pre>\n");
	assert_html("|a|\n|-|\n<a href=\"b\">\nc\n\nd",
		    "{\na\n}\n<p>d</p>\n");
	assert_html("|a|\n|-|\n-\n", "{\na\n}\n<ul>\n<li></li>\n</ul>\n");
	assert_html("|a|\n|-|\n|\nb\n", "{\na\n}\n<p>|\nb</p>\n");
	/* no headings are made of rows */
	assert_html("|a|\n|-|\n|b|\n---\nc\n",
		    "{\na\nb\n}\n<hr />\n<p>c</p>\n");
	assert_html("|a|\n|-|\n===\nb\n|c|\n===\n|d|\n",
		    "{\na\n===\nb\nc\n===\nd\n}\n");
	assert_html("|a|\n|-|\n[b]: /c\n\n[b]\n",
		    "{\na\n[b]: /c\n}\n<p>[b]</p>\n");
	/* what follows one may hold the next */
	assert_html("|a|\n|-|\n2. |b|\n   |-|\n   |c|\n3. d\n",
		    "{\na\n}\n<ol start=\"2\">\n<li>\n{\nb\nc\n}\n</li>\n"
		    "<li>d</li>\n</ol>\n");
}

static void test_containers(void **state)
{
	(void)state;
	assert_html("> |a|\n> |-|\n>|b|\n", "<blockquote>\n{\na\nb\n}\n"
		    "</blockquote>\n");
	assert_html("> |a|\n> |-|\n|b|\n", "<blockquote>\n{\na\n}\n"
		    "</blockquote>\n<p>|b|</p>\n");
	assert_html("> |a|\n|-|\n", "<blockquote>\n<p>|a|\n|-|</p>\n"
		    "</blockquote>\n");
	assert_html("> a\n|b|\n> |-|\n", "<blockquote>\n<p>a</p>\n{\nb\n}\n"
		    "</blockquote>\n");
	assert_html("- |a|\n  |-|\n  |b|\n- c\n",
		    "<ul>\n<li>\n{\na\nb\n}\n</li>\n<li>c</li>\n</ul>\n");
	assert_html("- |a|\n|-|\n", "<ul>\n<li>|a|\n|-|</li>\n</ul>\n");
	assert_html("- |a|\n  |-|\n|b|\n",
		    "<ul>\n<li>\n{\na\n}\n</li>\n</ul>\n<p>|b|</p>\n");
	assert_html("10) a\n\n    |b|\n    |-|\n    |c|\n",
		    "<ol start=\"10\">\n<li>\n<p>a</p>\n{\nb\nc\n}\n</li>\n"
		    "</ol>\n");
	assert_html("> - > |a|\n>   > |-|\n>   > |b|\n",
		    "<blockquote>\n<ul>\n<li>\n<blockquote>\n{\na\nb\n}\n"
		    "</blockquote>\n</li>\n</ul>\n</blockquote>\n");
	assert_html("-\t|a|\n\t|-|\n \t|b|\n",
		    "<ul>\n<li>\n{\na\nb\n}\n</li>\n</ul>\n");
	assert_html(">\t|a|\n>\t|-|\n>\t|b|\n",
		    "<blockquote>\n{\na\nb\n}\n</blockquote>\n");
	assert_html("-     a\n\n  |b|\n  |-|\n",
		    "<ul>\n<li>\n<pre><code>a\n</code></pre>\n{\nb\n}\n"
		    "</li>\n</ul>\n");
	/* the table's end ends the list, and what follows is code */
	assert_html("- |a|\n  |-|\nb\n\n\t|c|\n\t|-|\n",
		    "<ul>\n<li>\n{\na\n}\n</li>\n</ul>\n<p>b</p>\n"
		    "<pre><code>|c|\n|-|\n</code></pre>\n");
}

/* ---- findings, plain text, limits -------------------------------------- */

static void assert_place(const struct diag *diag, enum diag_code code,
			 unsigned row, unsigned col)
{
	unsigned r, c;

	pos_line_col(diag->pos, &r, &c);
	assert_string_equal(diag_name(diag->code), diag_name(code));
	assert_int_equal(r, row);
	assert_int_equal(c, col);
}

static void test_findings(void **state)
{
	struct pool *pool = pool_new();
	struct source source = { .path = STR("a.md"), .text = STR(
		"> |ế| b |\n> |-|-|\n> | c | d [e](//f) |\n> | <i>g |\n\n"
		"[h](//i)\n") };
	struct diags diags;
	struct markdown_options o = { .pos = POS_AT(&source, 0),
				      .diags = &diags };
	struct buf out = BUF_INIT;

	(void)state;
	diags_init(&diags, pool);
	assert_int_equal(markdown_html(&out, pool, source.text, &o), 0);
	assert_int_equal(diags.n, 3);
	assert_place(&diags.list[0], DIAG_BAD_LINK, 3, 11);
	assert_place(&diags.list[1], DIAG_RAW_HTML, 4, 5);
	assert_place(&diags.list[2], DIAG_BAD_LINK, 6, 1);
	buf_release(&out);
	pool_free(pool);
}

static void test_plain(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	markdown_plain(&out, STR("a\n\n| *b* | c\\|d |\n|---|---|\n| e |\n\nf"));
	assert_str(buf_str(&out), "a b c|d e f");
	buf_release(&out);
}

static void repeat(struct buf *b, const char *s, size_t n)
{
	while (n--)
		buf_adds(b, s);
}

static int render(const struct buf *text, struct diags *diags)
{
	struct source source = { .path = STR("a.md"), .text = buf_str(text) };
	struct markdown_options o = { .pos = POS_AT(&source, 0),
				      .diags = diags };
	struct pool *pool = pool_new();
	struct buf out = BUF_INIT;
	int result = markdown_html(&out, pool, buf_str(text), &o);

	if (result < 0) {
		assert_int_equal(out.n, 0);
		assert_int_equal(diags->list[diags->n - 1].code,
				 DIAG_MARKDOWN_TOO_COMPLEX);
	}
	buf_release(&out);
	pool_free(pool);
	return result;
}

static void table(struct buf *b, size_t columns, const char *row, size_t rows)
{
	buf_clear(b);
	repeat(b, "|a", columns);
	buf_addc(b, '\n');
	repeat(b, "|-", columns);
	buf_addc(b, '\n');
	repeat(b, row, rows);
}

static void test_limits(void **state)
{
	struct pool *pool = pool_new();
	struct diags diags;
	struct buf b = BUF_INIT;

	(void)state;
	diags_init(&diags, pool);
	table(&b, 200, "|b\n", 400);
	assert_int_equal(render(&b, &diags), 0);
	table(&b, 201, "", 0);
	assert_int_equal(render(&b, &diags), -1);
	table(&b, 10000, "", 0);
	assert_int_equal(render(&b, &diags), -1);
	table(&b, 200, "|b\n", 500);
	assert_int_equal(render(&b, &diags), -1);
	table(&b, 2, "1. b\n|\n", 2000);
	assert_int_equal(render(&b, &diags), 0);
	/* rows that look like tables, and tables that end in an odd way */
	table(&b, 1, "|-|\n", 20000);
	assert_int_equal(render(&b, &diags), 0);
	buf_clear(&b);
	repeat(&b, "|a|b|\n|-|\n", 20000);
	assert_int_equal(render(&b, &diags), 0);
	buf_clear(&b);
	repeat(&b, "|a|\n|-|\n2. b\n\n", 20);
	assert_int_equal(render(&b, &diags), 0);
	repeat(&b, "|a|\n|-|\n2. b\n\n", 2000);
	assert_int_equal(render(&b, &diags), -1);
	buf_release(&b);
	pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_specification),
		cmocka_unit_test(test_delimiter_rows),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_where_tables_begin),
		cmocka_unit_test(test_where_tables_end),
		cmocka_unit_test(test_containers),
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
