/* SPDX-License-Identifier: MIT */
/* test_escape.c - each context's escaper, and which URLs are linked to. */
#include "unit.h"

#include "escape.h"

struct pair {
	const char *in, *want;
};

static void check_all(void (*escape)(struct buf *, struct str),
		      const struct pair *pairs, size_t n)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		buf_clear(&out);
		buf_addc(&out, '>');
		escape(&out, str_of(pairs[i].in));
		assert_str(str_from(buf_str(&out), 1), pairs[i].want);
	}
	buf_release(&out);
}

#define CHECK(escape, pairs) \
	check_all(escape, pairs, sizeof(pairs) / sizeof(*(pairs)))

static void test_html(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "Cải cách hành chính", "Cải cách hành chính" },
		{ "&<>\"'", "&amp;&lt;&gt;&quot;&#39;" },
		{ "a&b", "a&amp;b" },
		{ "&amp;", "&amp;amp;" },
		{ "<script>alert('x')</script>",
		  "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" },
		{ "a\tb\nc\rd", "a\tb\nc\rd" },
		{ "\x1b[1m\x01", "\ufffd[1m\ufffd" },
		{ "a\xef\xbf\xbe" "b\xef\xbf\xbf", "a\ufffdb\ufffd" },
		{ "\ufffd\uff1d", "\ufffd\uff1d" },
		{ "\xef\xbf", "\xef\xbf" },
	};

	(void)state;
	CHECK(escape_html, pairs);
}

static void test_html_nul(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	escape_html(&out, STR("a\0b"));
	assert_str(buf_str(&out), "a\ufffdb");
	buf_release(&out);
}

static void test_json(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "Kế hoạch", "Kế hoạch" },
		{ "\"\\/", "\\\"\\\\/" },
		{ "\b\f\n\r\t", "\\b\\f\\n\\r\\t" },
		{ "\x01\x1f\x7f", "\\u0001\\u001f\\u007f" },
		{ "</script>&", "\\u003c/script\\u003e\\u0026" },
		{ "a\u2028b\u2029c\u2027", "a\\u2028b\\u2029c\u2027" },
		{ "\xe2\x80", "\xe2\x80" },
	};

	(void)state;
	CHECK(escape_json, pairs);
}

static void test_csv(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "Sở Nội vụ", "Sở Nội vụ" },
		{ "a,b", "\"a,b\"" },
		{ "a;b", "\"a;b\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" },
		{ "a\nb", "\"a\nb\"" },
		{ "a\r\nb", "\"a\r\nb\"" },
		{ " a ", "\" a \"" },
		{ "=1+1", "'=1+1" },
		{ "+cmd", "'+cmd" },
		{ "@SUM(A1)", "'@SUM(A1)" },
		{ "- việc", "'- việc" },
		{ "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
		{ "\t=1", "\"'\t=1\"" },
		{ "\uff1d1", "'\uff1d1" },
		{ "-5", "-5" },
		{ "+3.25", "+3.25" },
		{ "-12%", "-12%" },
		{ "-", "'-" },
		{ "-1-1", "'-1-1" },
		{ "-.", "'-." },
		{ "-1.", "'-1." },
		{ "a=b", "a=b" },
	};

	(void)state;
	CHECK(escape_csv, pairs);
}

static void test_markdown(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "Phòng TT&DVĐN, dưới 5% (a_b)", "Phòng TT&DVĐN, dưới 5% (a_b)" },
		{ "a*b `c` \\", "a\\*b \\`c\\` \\\\" },
		{ "_mới_ a_b", "\\_mới\\_ a_b" },
		{ "[1] a", "[1] a" },
		{ "[a](b)", "\\[a](b)" },
		{ "x < 5 <b> </b>", "x < 5 \\<b> \\</b>" },
		{ "&amp; A&B", "\\&amp; A&B" },
		{ "# a #", "\\# a #" },
		{ "> a", "\\> a" },
	};

	(void)state;
	CHECK(escape_markdown, pairs);
}

static void test_yaml(void **state)
{
	static const struct pair pairs[] = {
		{ "", "\"\"" },
		{ "Sở Nội vụ", "Sở Nội vụ" },
		{ "Điều 5", "Điều 5" },
		{ "08/KH-SNgV", "08/KH-SNgV" },
		{ "2026-02-06", "2026-02-06" },
		{ "a:b, c", "a:b, c" },
		{ "a: b", "\"a: b\"" },
		{ "a:", "\"a:\"" },
		{ "a #b", "\"a #b\"" },
		{ "- a", "\"- a\"" },
		{ "[a]", "\"[a]\"" },
		{ "null", "\"null\"" },
		{ " a", "\" a\"" },
		{ "\"a\\", "\"\\\"a\\\\\"" },
		{ "a\nb", "\"a\\x0ab\"" },
	};

	(void)state;
	CHECK(escape_yaml, pairs);
}

static void test_path(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "so-noi-vu/2026/index.html", "so-noi-vu/2026/index.html" },
		{ "a b&c?d#e", "a%20b%26c%3Fd%23e" },
		{ "kế", "k%E1%BA%BF" },
		{ "javascript:x", "javascript%3Ax" },
		{ "a%20~_.-", "a%2520~_.-" },
		{ "\"'<>\\", "%22%27%3C%3E%5C" },
	};

	(void)state;
	CHECK(escape_path, pairs);
}

/* Long texts are looked at many bytes at a time: each byte by itself, and at
 * each place of a long text, comes to the same. */
static void check_places(void (*escape)(struct buf *, struct str))
{
	struct buf one = BUF_INIT, out = BUF_INIT;
	char text[41];

	for (int byte = 1; byte < 256; byte++) {
		char c = (char)byte;

		buf_clear(&one);
		escape(&one, (struct str){ &c, 1 });
		for (size_t at = 0; at < sizeof(text); at++) {
			memset(text, 'm', sizeof(text));
			text[at] = c;
			buf_clear(&out);
			escape(&out, (struct str){ text, sizeof(text) });
			assert_int_equal(out.n, sizeof(text) - 1 + one.n);
			assert_memory_equal(out.p, text, at);
			assert_memory_equal(out.p + at, one.p, one.n);
			assert_memory_equal(out.p + at + one.n, text + at + 1,
					    sizeof(text) - at - 1);
		}
	}
	buf_release(&one);
	buf_release(&out);
}

static void test_places(void **state)
{
	(void)state;
	check_places(escape_html);
	check_places(escape_path);
}

static void test_urls(void **state)
{
	static const char *const safe[] = {
		"", "a.html", "../a/b.html", "/a", "#muc-1", "?q=1:2", "a/b:c",
		"./a:b", "http://a.vn", "HTTPS://a.vn/x?y=1&z=2", "mailto:a@b.vn",
		"tel:+84123", "tệp kế hoạch.pdf", "a?b&c", "a#javascript:x",
		"data", "javascript",
	};
	static const char *const unsafe[] = {
		"//a.vn", "///a", "\\\\a.vn", "/\\a.vn", "javascript:alert(1)",
		"JaVaScRiPt:alert(1)", " javascript:x", "java\tscript:x",
		"java\nscript:x", "\x01javascript:x", "data:text/html,x",
		"data:image/svg+xml,x", "file:///etc/passwd", "blob:x",
		"vbscript:x", "ftp://a", "javascript&colon;x", "&#106;avascript:x",
		"java&Tab;script:x", "a\x7f", ":", "x:y",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++)
		if (!url_safe(str_of(safe[i])))
			fail_msg("\"%s\" is refused", safe[i]);
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
		if (url_safe(str_of(unsafe[i])))
			fail_msg("\"%s\" is let through", unsafe[i]);
	assert_false(url_safe(STR("a\0b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_nul),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_yaml),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
