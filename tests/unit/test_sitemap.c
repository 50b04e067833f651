/* SPDX-License-Identifier: MIT */
/* test_sitemap.c - the list for search engines, whole and in parts. */
#include "pool.h"
#include "sitemap.h"
#include "stage_box.h"

#define BASE STR("https://a.vn/cc&hc/")

static void publish(struct stage *stage)
{
	assert_int_equal(put_manifest(stage), 0);
	assert_int_equal(stage_publish(stage), 0);
	stage_close(stage);
}

static void assert_file(struct ctx *c, const char *name, const char *expected)
{
	char script[200];

	snprintf(script, sizeof(script), "cat public/%s", name);
	run(c, script);
	assert_str(buf_str(&c->out), expected);
}

static void test_whole(void **state)
{
	struct ctx *c = *state;
	struct sitemap *map = sitemap_new();
	struct stage *stage;

	assert_int_equal(stage_open(&stage, "public", false), STAGE_OK);
	sitemap_add(map, STR("thay-đổi/index.html"), DATE_NONE);
	sitemap_add(map, STR("linh-vuc/index.html"),
		    date_of((struct ymd){ 2026, 7, 3 }));
	sitemap_add(map, STR(""), date_of((struct ymd){ 2026, 7, 13 }));
	assert_int_equal(sitemap_write(map, stage, BASE), 0);
	assert_int_equal(robots_write(stage, BASE), 0);
	publish(stage);
	assert_file(c, "sitemap.xml",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
		"\n"
		"<url><loc>https://a.vn/cc&amp;hc/</loc>"
		"<lastmod>2026-07-13</lastmod></url>\n"
		"<url><loc>https://a.vn/cc&amp;hc/linh-vuc/index.html</loc>"
		"<lastmod>2026-07-03</lastmod></url>\n"
		"<url><loc>https://a.vn/cc&amp;hc/thay-%C4%91%E1%BB%95i/"
		"index.html</loc></url>\n"
		"</urlset>\n");
	assert_file(c, "robots.txt", "User-agent: *\nAllow: /\n\n"
		    "Sitemap: https://a.vn/cc&hc/sitemap.xml\n");
	sitemap_free(map);
}

static void test_without_base_url(void **state)
{
	struct ctx *c = *state;
	struct sitemap *map = sitemap_new();
	struct stage *stage;

	assert_int_equal(stage_open(&stage, "public", false), STAGE_OK);
	sitemap_add(map, STR("index.html"), DATE_NONE);
	assert_int_equal(sitemap_write(map, stage, STR("")), 0);
	assert_int_equal(robots_write(stage, STR("")), 0);
	publish(stage);
	assert_files(c, "public/robots.txt=User-agent: *\nAllow: /\n");
	sitemap_free(map);
}

/* 100,001 pages, the last of them changed last. */
static void test_parts(void **state)
{
	struct ctx *c = *state;
	struct sitemap *map = sitemap_new();
	struct stage *stage;
	char name[40];

	assert_int_equal(stage_open(&stage, "public", false), STAGE_OK);
	for (int i = 2 * SITEMAP_URLS + 1; i-- > 0;) {
		snprintf(name, sizeof(name), "p%06d/index.html", i);
		sitemap_add(map, str_of(name), i == 2 * SITEMAP_URLS ?
			    date_of((struct ymd){ 2026, 7, 13 }) : DATE_NONE);
	}
	assert_int_equal(sitemap_write(map, stage, BASE), 0);
	publish(stage);
	assert_file(c, "sitemap.xml",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/"
		"0.9\">\n"
		"<sitemap><loc>https://a.vn/cc&amp;hc/sitemap-1.xml</loc>"
		"</sitemap>\n"
		"<sitemap><loc>https://a.vn/cc&amp;hc/sitemap-2.xml</loc>"
		"</sitemap>\n"
		"<sitemap><loc>https://a.vn/cc&amp;hc/sitemap-3.xml</loc>"
		"<lastmod>2026-07-13</lastmod></sitemap>\n"
		"</sitemapindex>\n");
	run(c, "grep -c '<url>' public/sitemap-1.xml public/sitemap-2.xml "
	    "public/sitemap-3.xml; tail -n 2 public/sitemap-2.xml");
	assert_str(buf_str(&c->out),
		   "public/sitemap-1.xml:50000\npublic/sitemap-2.xml:50000\n"
		   "public/sitemap-3.xml:1\n"
		   "<url><loc>https://a.vn/cc&amp;hc/p099999/index.html</loc>"
		   "</url>\n</urlset>\n");
	sitemap_free(map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(test_whole), TEST(test_without_base_url),
		TEST(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
