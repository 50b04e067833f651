/* SPDX-License-Identifier: MIT */
/* test_serve.c - the panel gets into a page, and the page's policy lets in what
 * it needs, and no more. */
#include "unit.h"

#include "serve.h"

static void assert_insert(const char *html, const char *expected)
{
	struct buf b = BUF_INIT;

	serve_insert(&b, str_of(html), STR("http://localhost:1/"), STR("[P]"));
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

#define TAGS "<link rel=\"stylesheet\" href=\"/_minhbach/preview.css\">\n" \
	     "<script src=\"/_minhbach/preview.js\" defer></script>\n"
#define OWN "http://localhost:1/_minhbach/"

static void the_panel_stands_first_in_the_body(void **state)
{
	(void)state;
	assert_insert("<html><head><title>x</title></head><body class=\"a\">y",
		      "<html><head><title>x</title>" TAGS
		      "</head><body class=\"a\">\n[P]y");
	assert_insert("<HTML><HEAD></HEAD><BODY>y", "<HTML><HEAD>" TAGS
		      "</HEAD><BODY>\n[P]y");
	assert_insert("<p>x", "<p>x\n" TAGS "[P]");
	assert_insert("<body>x", "<body>\n" TAGS "[P]x");
	assert_insert("<head></head>x", "<head>" TAGS "</head>x\n[P]");
	assert_insert("", "\n" TAGS "[P]");
	assert_insert("<head></head><body", "<head>" TAGS "</head><body\n[P]");
}

static void assert_policy(const char *policy, const char *expected)
{
	struct buf in = BUF_INIT, out = BUF_INIT;

	buf_addf(&in, "<head><meta http-equiv=\"Content-Security-Policy\" "
		 "content=\"%s\"></head><body>", policy);
	buf_addf(&out, "<head><meta http-equiv=\"Content-Security-Policy\" "
		 "content=\"%s\">" TAGS "</head><body>\n[P]", expected);
	assert_insert(in.p, out.p);
	buf_release(&in);
	buf_release(&out);
}

static void a_policy_is_opened_for_our_folder_alone(void **state)
{
	(void)state;
	assert_policy("default-src 'none'", "default-src 'none'; "
		      "script-src " OWN "; style-src " OWN "; connect-src " OWN
		      "; ");
	assert_policy("default-src 'none'; script-src 'self'; img-src *",
		      "default-src 'none'; script-src " OWN " 'self'; "
		      "img-src *; style-src " OWN "; connect-src " OWN "; ");
	assert_policy("script-src 'none'", "script-src " OWN "; ");
	assert_policy("default-src 'self' data:", "default-src 'self' data:; "
		      "script-src " OWN " 'self' data:; "
		      "style-src " OWN " 'self' data:; "
		      "connect-src " OWN " 'self' data:; ");
	/* the first of two counts, as in a browser */
	assert_policy("style-src a;style-src b; ;", "style-src " OWN " a; "
		      "style-src b; ");
	assert_policy("img-src 'self'", "img-src 'self'; ");
	assert_policy("", "");
}

static void other_ways_to_write_it_are_known(void **state)
{
	(void)state;
	assert_insert("<head><META content='default-src x' HTTP-EQUIV="
		      "content-security-policy></head><body>",
		      "<head><META content='default-src x; script-src " OWN
		      " x; style-src " OWN " x; connect-src " OWN " x; ' "
		      "HTTP-EQUIV=content-security-policy>" TAGS
		      "</head><body>\n[P]");
	/* what is no policy stays as it is */
	assert_insert("<head><title>Content-Security-Policy content=</title>"
		      "</head>", "<head><title>Content-Security-Policy "
		      "content=</title>" TAGS "</head>\n[P]");
	assert_insert("<head><meta content-security-policy content=x></head>",
		      "<head><meta content-security-policy content=x>" TAGS
		      "</head>\n[P]");
	assert_insert("<head><meta content-security-policy content=\"></head>",
		      "<head><meta content-security-policy content=\">" TAGS
		      "</head>\n[P]");
}

static void assert_root(const char *html, const char *expected)
{
	struct buf b = BUF_INIT;

	buf_adds(&b, html);
	serve_from_root(&b);
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

static void relative_links_begin_at_the_root(void **state)
{
	(void)state;
	assert_root("<a href=\"a/b.html\"><img src=\"c.svg\">",
		    "<a href=\"/a/b.html\"><img src=\"/c.svg\">");
	assert_root("<a href=\"/a\"><a href=\"#b\"><a href=\"\"><a href=\"?c\">",
		    "<a href=\"/a\"><a href=\"#b\"><a href=\"\"><a href=\"?c\">");
	assert_root("<a href=\"https://x/y\"><a href=\"mailto:a\">",
		    "<a href=\"https://x/y\"><a href=\"mailto:a\">");
	assert_root("<a href=\"a?b:c\"> data-src=\"x\" href=\"", "<a href=\"/a?b:c\">"
		    " data-src=\"x\" href=\"");
	assert_root("", "");
}

static void the_panel_has_its_files(void **state)
{
	(void)state;
	assert_true(serve_file(STR("preview.js")).n > 0);
	assert_true(serve_file(STR("preview.css")).n > 0);
	assert_int_equal(serve_file(STR("other")).n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_panel_stands_first_in_the_body),
		cmocka_unit_test(a_policy_is_opened_for_our_folder_alone),
		cmocka_unit_test(other_ways_to_write_it_are_known),
		cmocka_unit_test(relative_links_begin_at_the_root),
		cmocka_unit_test(the_panel_has_its_files),
	};

	return cmocka_run_group_tests_name("serve", tests, NULL, NULL);
}
