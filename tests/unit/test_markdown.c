/* SPDX-License-Identifier: MIT */
/* test_markdown.c - Markdown as HTML and as plain text, without tables. */
#include "unit.h"

#include <cmark.h>

#include "markdown.h"

struct fixture {
	struct pool *pool;
	struct diags diags;
	struct buf out;
	struct source source;
	struct markdown_options o;
	size_t asked;		/* how often a callback was called */
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->pool = pool_new();
	diags_init(&f->diags, f->pool);
	f->source.path = STR("a.md");
	f->o.diags = &f->diags;
	f->o.context = f;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->out);
	pool_free(f->pool);
	free(f);
	return 0;
}

static struct str html(struct fixture *f, const char *text)
{
	f->source.text = str_of(text);
	f->o.pos.src = &f->source;
	buf_clear(&f->out);
	assert_int_equal(markdown_html(&f->out, f->pool, str_of(text), &f->o),
			 0);
	return buf_str(&f->out);
}

static struct str line(struct fixture *f, const char *text)
{
	f->source.text = str_of(text);
	f->o.pos.src = &f->source;
	buf_clear(&f->out);
	assert_int_equal(markdown_inline(&f->out, f->pool, str_of(text),
					 &f->o), 0);
	return buf_str(&f->out);
}

static struct str plain(struct fixture *f, const char *text)
{
	buf_clear(&f->out);
	markdown_plain(&f->out, str_of(text));
	return buf_str(&f->out);
}

/* The only finding is `code` at `row`:`col`. */
static void assert_finding(struct fixture *f, enum diag_code code,
			   unsigned row, unsigned col)
{
	unsigned r, c;

	assert_int_equal(f->diags.n, 1);
	assert_string_equal(diag_name(f->diags.list[0].code), diag_name(code));
	pos_line_col(f->diags.list[0].pos, &r, &c);
	assert_int_equal(r, row);
	assert_int_equal(c, col);
	f->diags.n = 0;
}

/* ---- cmark as an oracle ------------------------------------------------ */

/* Both ways to write an apostrophe in HTML as the character itself. */
static struct str apostrophes(struct pool *pool, struct str s)
{
	char *p = pool_cstr(pool, s);
	size_t n = 0;

	for (size_t i = 0; i < s.n; n++) {
		struct str rest = str_from(s, i);

		if (str_starts(rest, STR("&#39;"))) {
			p[n] = '\'';
			i += 5;
		} else if (str_starts(rest, STR("&#x27;"))) {
			p[n] = '\'';
			i += 6;
		} else {
			p[n] = s.p[i++];
		}
	}
	return (struct str){ p, n };
}

static void assert_like_cmark(struct fixture *f, const char *text)
{
	char *want = cmark_markdown_to_html(text, strlen(text),
					    CMARK_OPT_DEFAULT);
	struct str got = apostrophes(f->pool, html(f, text));
	struct str expected = apostrophes(f->pool, str_of(want));

	if (!str_eq(got, expected))
		print_error("of \"%s\"\n", text);
	assert_int_equal(str_cmp(got, expected), 0);
	free(want);
}

static void test_like_cmark(void **state)
{
	static const char *const texts[] = {
		"", "\n\n", "a", "a\nb  \nc\\\nd\n", "\ta\n\n    b\n",
		"# a #\n## b\n\nc\n===\nd\n---\n", "***\n---\n___\n",
		"- a\n- b\n\n  c\n- d\n", "- a\n  - b\n    1. c\n", "3) a\n4) b",
		"> a\nb\n> - c\n>\n> d\n", "```c x\na < b && \"c\"\n```\n~~~\n",
		"*a **b*** _c_ `` ` `` \\* &amp; &copy; &#0;\n",
		"[a](/b?c=1&d='e' \"t \\\"u\\\"\") ![b *c*](d.png 'e')",
		"[f][] \n\n[f]: <g h> (t)\n", "<https://a.b/?q=\xe1\xba\xbf> <a@b.vn>",
		"a ![b\nc](d) `e\nf`", "[](a) [b]()", "- \n- a\n-\n", "1986. a",
		"Kế hoạch **số 08/KH-SNgV** ngày 06/02/2026; \"a\" 'b'\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_like_cmark(*state, texts[i]);
}

/* Texts put together from pieces at random, always the same ones. */
static void test_like_cmark_at_random(void **state)
{
	static const char *const pieces[] = {
		"a", "b c", "*", "**", "_", "`", "``", "[", "]", "](u)", "![",
		"[r]", "\n", "\n", "\n\n", "    ", "- ", "1. ", "3) ", "> ",
		"# ", "===", "---", "\\", "&amp;", "\"", "'", "  \n", "\t",
		"```", "~~~ c\n", "+ ", "<http://e.x/?a=1&b='\">", "<m@x.y>",
		"\n[r]: /x 't'\n", "\xe1\xba\xbf", "{", "%20",
		"[x] ", ")", "!",
	};
	uint32_t seed = 2026;
	char text[512];

	for (int i = 0; i < 4000; i++) {
		text[0] = '\0';
		for (int n = i % 24; n >= 0; n--) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, pieces[(seed >> 8) % (sizeof(pieces) /
							   sizeof(*pieces))]);
		}
		/* what we do not write as cmark does: such a relative URL */
		if (!strstr(text, "(&amp;") && !strstr(text, ": &amp;"))
			assert_like_cmark(*state, text);
	}
}

/* ---- HTML -------------------------------------------------------------- */

static void test_raw_html(void **state)
{
	struct fixture *f = *state;

	assert_str(html(f, "a\n\n<script>alert(1)</script>\n\nb\n"),
		   "<p>a</p>\n<p>b</p>\n");
	assert_finding(f, DIAG_RAW_HTML, 3, 1);
	assert_str(html(f, "a\nb <b onclick='x'> c\n"), "<p>a\nb  c</p>\n");
	assert_finding(f, DIAG_RAW_HTML, 2, 3);
	assert_str(html(f, "<!-- a\n\nb -->\n\nc <!-- d --> e"),
		   "<p>c  e</p>\n");
	assert_int_equal(f->diags.n, 0);
	html(f, "<!-- a --> <base href=x>");
	assert_finding(f, DIAG_RAW_HTML, 1, 1);
}

static void test_unsafe_urls(void **state)
{
	static const char *const urls[] = {
		"javascript:alert(1)", "JavaScript:alert(1)",
		"java&#115;cript:alert(1)", "java&Tab;script:alert(1)",
		"data:text/html,x", "file:///etc/passwd", "blob:x", "//host/x",
		"vbscript:x",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct str text = pool_printf(f->pool, "x [a *b*](%s)",
					      urls[i]);
		struct str image = pool_printf(f->pool, "![a](%s)", urls[i]);

		assert_str(html(f, text.p), "<p>x a <em>b</em></p>\n");
		assert_finding(f, DIAG_BAD_LINK, 1, 3);
		assert_str(html(f, image.p), "<p>a</p>\n");
		assert_finding(f, DIAG_BAD_LINK, 1, 1);
	}
	assert_str(html(f, "<tel:+84205> [a](mailto:a@b.vn)"),
		   "<p><a href=\"tel:+84205\">tel:+84205</a> "
		   "<a href=\"mailto:a@b.vn\">a</a></p>\n");
}

static struct str rewrite(void *context, struct pool *pool, struct str url,
			  bool image, enum link_state *state)
{
	(void)context;
	if (str_eqs(url, "gone.md"))
		*state = LINK_BROKEN;
	if (str_eqs(url, "evil.md"))
		return STR("javascript:x");
	return pool_printf(pool, "/%s/%.*s\"", image ? "img" : "page",
			   STR_ARG(url));
}

static void test_links_are_rewritten(void **state)
{
	struct fixture *f = *state;

	f->o.link = rewrite;
	assert_str(html(f, "[a](b.md \"t'\") ![c](d.png)"),
		   "<p><a href=\"/page/b.md%22\" title=\"t&#39;\">a</a> "
		   "<img src=\"/img/d.png%22\" alt=\"c\" /></p>\n");
	assert_int_equal(f->diags.n, 0);

	assert_str(html(f, "x\n\ny [a **b**](gone.md)"),
		   "<p>x</p>\n<p>y a <strong>b</strong></p>\n");
	assert_str(f->diags.list[0].args[0].value, "gone.md");
	assert_finding(f, DIAG_BAD_LINK, 3, 3);
	assert_str(html(f, "[a](evil.md)"), "<p>a</p>\n");
	assert_finding(f, DIAG_BAD_LINK, 1, 1);
}

static void test_findings_are_placed_in_the_source(void **state)
{
	struct fixture *f = *state;
	const char *file = "---\nx: y\n---\nế\n\n[a](//b)\n";
	struct str body = str_from(str_of(file), 13);

	f->source.text = str_of(file);
	f->o.pos = POS_AT(&f->source, 13);
	assert_int_equal(markdown_html(&f->out, f->pool, body, &f->o), 0);
	assert_finding(f, DIAG_BAD_LINK, 6, 1);
	f->o.diags = NULL;
	assert_int_equal(markdown_html(&f->out, f->pool, body, &f->o), 0);
}

static void test_images_need_a_description(void **state)
{
	struct fixture *f = *state;

	assert_str(html(f, "a ![ ](b.png)"),
		   "<p>a <img src=\"b.png\" alt=\" \" /></p>\n");
	assert_finding(f, DIAG_IMAGE_NO_ALT, 1, 3);
	assert_str(html(f, "![*a* `b` [c](d) ![e](f) <i>g](h)"),
		   "<p><img src=\"h\" alt=\"a b c e g\" /></p>\n");
	assert_int_equal(f->diags.n, 0);
}

static void test_heading_anchors(void **state)
{
	struct fixture *f = *state;

	assert_str(html(f, "# A"), "<h1>A</h1>\n");
	f->o.heading_shift = 2;
	f->o.id_prefix = STR("m-");
	assert_str(html(f, "# Mục **đích**\n## Mục đích\n##### Mục [đích](x)\n"),
		   "<h3 id=\"m-muc-dich\">Mục <strong>đích</strong></h3>\n"
		   "<h4 id=\"m-muc-dich-2\">Mục đích</h4>\n"
		   "<h6 id=\"m-muc-dich-3\">Mục <a href=\"x\">đích</a></h6>\n");
	assert_str(html(f, "# a\n# a-2\n# a\n# a\n# !\n"),
		   "<h3 id=\"m-a\">a</h3>\n<h3 id=\"m-a-2\">a-2</h3>\n"
		   "<h3 id=\"m-a-3\">a</h3>\n<h3 id=\"m-a-4\">a</h3>\n"
		   "<h3>!</h3>\n");
	f->o.id_prefix = STR("");
	assert_str(html(f, "# a"), "<h3 id=\"a\">a</h3>\n");
}

static struct str find_document(void *context, struct pool *pool,
				struct str number)
{
	struct fixture *f = context;

	(void)pool;
	f->asked++;
	return str_eqs(number, "08/KH-SNgV") ? STR("/van-ban/#a&b") : STR("");
}

static void test_document_numbers(void **state)
{
	struct fixture *f = *state;

	f->o.document = find_document;
	assert_str(html(f, "(08/KH-SNgV, 1/QĐ-X) **08/KH-SNgV**"),
		   "<p>(<a class=\"doc\" href=\"/van-ban/#a&amp;b\">08/KH-SNgV"
		   "</a>, 1/QĐ-X) <strong><a class=\"doc\" "
		   "href=\"/van-ban/#a&amp;b\">08/KH-SNgV</a></strong></p>\n");
	assert_int_equal(f->asked, 3);
	assert_str(html(f, "`08/KH-SNgV` [08/KH-SNgV](x) ![08/KH-SNgV](y)\n\n"
			   "    08/KH-SNgV\n"),
		   "<p><code>08/KH-SNgV</code> <a href=\"x\">08/KH-SNgV</a> "
		   "<img src=\"y\" alt=\"08/KH-SNgV\" /></p>\n"
		   "<pre><code>08/KH-SNgV\n</code></pre>\n");
	assert_int_equal(f->asked, 3);
	/* A link that is not kept does not shield its text. */
	assert_str(html(f, "[08/KH-SNgV](//x)"),
		   "<p><a class=\"doc\" href=\"/van-ban/#a&amp;b\">08/KH-SNgV"
		   "</a></p>\n");
	/* "&amp;" and "_" split cmark's text; the number stays whole. */
	assert_str(html(f, "a_b &amp; 08/KH&#45;SNgV"),
		   "<p>a_b &amp; <a class=\"doc\" href=\"/van-ban/#a&amp;b\">"
		   "08/KH-SNgV</a></p>\n");
}

static struct str abbreviation(void *context, struct str word)
{
	(void)context;
	if (str_eqs(word, "UBND"))
		return STR("Ủy ban <\"nhân dân\">");
	if (str_eqs(word, "TT&DVĐN"))
		return STR("Trung tâm");
	return str_eqs(word, "HĐND") ? STR("Hội đồng") : STR("");
}

static void test_abbreviations(void **state)
{
	struct fixture *f = *state;

	f->o.abbreviation = abbreviation;
	assert_str(html(f, "“UBND” và UBND, `HĐND` XUBND\n\nHĐND-UBND"),
		   "<p>“<abbr title=\"Ủy ban &lt;&quot;nhân dân&quot;&gt;\">"
		   "UBND</abbr>” và UBND, <code>HĐND</code> XUBND</p>\n"
		   "<p><abbr title=\"Hội đồng\">HĐND</abbr>-UBND</p>\n");
	assert_str(html(f, "TT&DVĐN - TT&X &"),
		   "<p><abbr title=\"Trung tâm\">TT&amp;DVĐN</abbr> - TT&amp;X "
		   "&amp;</p>\n");
	/* What is in a document's number is no word. */
	f->o.document = find_document;
	assert_str(html(f, "29/KH-UBND UBNDế"),
		   "<p>29/KH-UBND UBNDế</p>\n");
}

static void test_tasks(void **state)
{
	struct fixture *f = *state;

	assert_str(html(f, "- [x] a"), "<ul>\n<li>[x] a</li>\n</ul>\n");
	f->o.task_done = STR("Xong:");
	f->o.task_open = STR("Chưa xong:");
	assert_str(html(f, "- [x] a\n- [ ] *b*\n- [y] c\n- [x]\n"),
		   "<ul>\n<li class=\"task done\">"
		   "<span class=\"visually-hidden\">Xong:</span> a</li>\n"
		   "<li class=\"task open\"><span class=\"visually-hidden\">"
		   "Chưa xong:</span> <em>b</em></li>\n"
		   "<li>[y] c</li>\n<li>[x]</li>\n</ul>\n");
	assert_str(html(f, "[x] a"), "<p>[x] a</p>\n");
	assert_str(html(f, "1. [X] a\n\n   [x] b"),
		   "<ol>\n<li class=\"task done\">\n"
		   "<p><span class=\"visually-hidden\">Xong:</span> a</p>\n"
		   "<p>[x] b</p>\n</li>\n</ol>\n");
}

static void test_output_is_appended(void **state)
{
	struct fixture *f = *state;

	buf_adds(&f->out, "<div>");
	assert_int_equal(markdown_html(&f->out, f->pool, STR("a"), &f->o), 0);
	assert_str(buf_str(&f->out), "<div><p>a</p>\n");
}

/* ---- one line ---------------------------------------------------------- */

static void test_inline(void **state)
{
	struct fixture *f = *state;

	assert_str(line(f, ""), "");
	assert_str(line(f, "  a < b  "), "a &lt; b");
	assert_str(line(f, "1. a"), "1. a");
	assert_str(line(f, "- *a*"), "- <em>a</em>");
	assert_str(line(f, "> `a`"), "&gt; <code>a</code>");
	assert_str(line(f, "# **a** #"), "# <strong>a</strong> #");
	assert_str(line(f, "    *a*\n===\n"), "<em>a</em> ===");
	assert_str(line(f, "*a*\\"), "<em>a</em>\\");
	assert_str(line(f, "[a]: b"), "[a]: b");
	assert_str(line(f, "| a | *b* |\n|---|---|"),
		   "| a | <em>b</em> | |---|---|");
	assert_int_equal(f->diags.n, 0);

	assert_str(line(f, " *a* <b>"), "<em>a</em> ");
	assert_finding(f, DIAG_RAW_HTML, 1, 6);
	f->o.document = find_document;
	assert_str(line(f, "xem 08/KH-SNgV"), "xem <a class=\"doc\" "
		   "href=\"/van-ban/#a&amp;b\">08/KH-SNgV</a>");
}

/* ---- plain text -------------------------------------------------------- */

static void test_plain(void **state)
{
	struct fixture *f = *state;

	assert_str(plain(f, ""), "");
	assert_str(plain(f, "  a <  b "), "a < b");
	assert_str(plain(f, "1. Ban hành **Kế hoạch**"), "1. Ban hành Kế hoạch");
	assert_str(plain(f, "1. a"), "1. a");
	assert_str(plain(f, "# a\nb *c*\nd\n\n> e\n\n- f\n- [x] g\n\n***\n"),
		   "a b c d e f g");
	assert_str(plain(f, "3) a\n\n   b\n4) c"), "3) a b 4) c");
	assert_str(plain(f, "[a `b`](c) ![d](e) <i>f</i> &amp; \\* g\\\nh"),
		   "a b d f & * g h");
	assert_str(plain(f, "```\na\n  b\n```\nc"), "a b c");
	assert_str(plain(f, "<div>\n\na"), "a");
	buf_adds(&f->out, "|");
	markdown_plain(&f->out, STR("*b*"));
	assert_str(buf_str(&f->out), "a|b");
}

/* ---- refusing ---------------------------------------------------------- */

static void repeat(struct buf *b, const char *s, size_t n)
{
	while (n--)
		buf_adds(b, s);
}

static void assert_refused(struct fixture *f, struct buf *text, unsigned row)
{
	f->source.text = buf_str(text);
	f->o.pos.src = &f->source;
	buf_clear(&f->out);
	assert_int_equal(markdown_html(&f->out, f->pool, buf_str(text),
				       &f->o), -1);
	assert_int_equal(f->out.n, 0);
	assert_finding(f, DIAG_MARKDOWN_TOO_COMPLEX, row, 1);
	markdown_plain(&f->out, buf_str(text));
	assert_int_equal(f->out.n, text->n);
	buf_release(text);
}

static void test_refused(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;

	repeat(&b, "a\n", 1);
	repeat(&b, "![[]()", 40000);
	assert_refused(f, &b, 2);
	repeat(&b, "- ", 20000);
	repeat(&b, "\n", 20000);
	assert_refused(f, &b, 1);
	repeat(&b, ">", 40000);
	assert_refused(f, &b, 1);
	repeat(&b, "> 1. ", 51);
	assert_refused(f, &b, 1);
	for (size_t i = 0; i < 300; i++) {
		repeat(&b, "  ", i);
		buf_adds(&b, "- a\n");
	}
	assert_refused(f, &b, 101);
	repeat(&b, "- ", 90);
	repeat(&b, "a\n", 1);
	repeat(&b, "\n", 300000);
	f->source.text = buf_str(&b);
	assert_int_equal(markdown_html(&f->out, f->pool, buf_str(&b), &f->o),
			 -1);
	f->diags.n = 0;
	buf_clear(&b);
	repeat(&b, "aaaaaaaaaaaaaaaa", 1 << 19);
	assert_refused(f, &b, 1);

	repeat(&b, "![[]()", 600);
	assert_int_equal(markdown_inline(&f->out, f->pool, buf_str(&b), &f->o),
			 -1);
	buf_release(&b);
}

/* Large, deep or odd, but none of what is slow: not refused. */
static void test_not_refused(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;

	repeat(&b, "> ", 90);
	repeat(&b, "a\n\n", 1);
	repeat(&b, "![a](b)\n\n", 2000);
	repeat(&b, "- a\n\n", 20000);
	repeat(&b, "[", 20000);
	repeat(&b, "\n<?", 20000);
	repeat(&b, "*a_ ", 10000);
	repeat(&b, "\n\n- - - - - - - - - - - - - - - - - - - - - - -\n", 1);
	html(f, b.p);
	assert_int_equal(f->diags.errors, 0);
	buf_release(&b);
}

static void test_odd_bytes(void **state)
{
	struct fixture *f = *state;

	buf_clear(&f->out);
	assert_int_equal(markdown_html(&f->out, f->pool, STR("a\0b \xff *c*"),
				       &f->o), 0);
	assert_str(buf_str(&f->out), "<p>a\xef\xbf\xbd" "b \xef\xbf\xbd "
		   "<em>c</em></p>\n");
	assert_str(html(f, "a\r\nb\rc\r\r# d"),
		   "<p>a\nb\nc</p>\n<h1>d</h1>\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_like_cmark),
		T(test_like_cmark_at_random),
		T(test_raw_html),
		T(test_unsafe_urls),
		T(test_links_are_rewritten),
		T(test_findings_are_placed_in_the_source),
		T(test_images_need_a_description),
		T(test_heading_anchors),
		T(test_document_numbers),
		T(test_abbreviations),
		T(test_tasks),
		T(test_output_is_appended),
		T(test_inline),
		T(test_plain),
		T(test_refused),
		T(test_not_refused),
		T(test_odd_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
