/* SPDX-License-Identifier: MIT */
/* test_http.c - a request names a file of the site or nothing at all. */
#include "unit.h"

#include "http.h"

static void assert_path(const char *target, const char *expected)
{
	struct buf b = BUF_INIT;
	int result = http_path(&b, str_of(target));

	if (!expected) {
		if (!result)
			print_error("%s was taken as %s\n", target, b.p);
		assert_int_equal(result, -1);
	} else {
		if (result)
			print_error("%s was refused\n", target);
		assert_int_equal(result, 0);
		assert_str(buf_str(&b), expected);
	}
	buf_release(&b);
}

static void targets_name_files_below_the_site(void **state)
{
	(void)state;
	assert_path("/", "");
	assert_path("/index.html", "index.html");
	assert_path("/ke-hoach/a/", "ke-hoach/a/");
	assert_path("/a?b=/../c", "a");
	assert_path("/?", "");
	assert_path("/B%C3%A1o%20c%c3%a1o.pdf", "Báo cáo.pdf");
	assert_path("/a..b/c.", "a..b/c.");
	assert_path("/%252e%252e/x", "%2e%2e/x");
	assert_path("/a+b", "a+b");
}

static void what_leads_astray_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "a", "*", "http://127.0.0.1/", "//", "//a", "/a//b",
		"/..", "/../etc/passwd", "/a/../b", "/a/..", "/./a", "/.",
		"/.git/config", "/a/.hidden", "/%2e%2e/etc/passwd",
		"/%2E%2e%2fetc", "/a%2f%2e%2e%2fb", "/a/%2e./b", "/.%2e/b",
		"/a%2f%2fb", "/a\\..\\b", "/%5c..%5cb", "/a%00", "/a%00.html",
		"/a%0d%0aX: y", "/a\tb", "/a%7f", "/%", "/%2", "/%zz", "/a%",
		"/%c", "/%-1",
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_path(bad[i], NULL);
	assert_int_equal(http_path(&b, (struct str){ "/a\0b", 4 }), -1);
	assert_int_equal(http_path(&b, (struct str){ NULL, 0 }), -1);
	buf_clear(&b);
	while (b.n <= HTTP_PATH_MAX)
		buf_adds(&b, "/a");
	assert_path(b.p, NULL);
	buf_release(&b);
}

/* No name of the result may lead out of the folder that it is looked up in. */
static void assert_inside(struct str path)
{
	struct str name;
	bool more = path.n > 0;

	while (more && str_split(&path, '/', &name)) {
		if (!name.n) {		/* only after the last "/" */
			assert_int_equal(path.n, 0);
			break;
		}
		assert_int_not_equal(name.p[0], '.');
		for (size_t i = 0; i < name.n; i++) {
			assert_true((unsigned char)name.p[i] >= 0x20);
			assert_int_not_equal(name.p[i], '\\');
		}
	}
}

static void no_target_leads_out_of_the_site(void **state)
{
	static const char *const pieces[] = {
		"/", "..", ".", "%2e", "%2F", "%5c", "%00", "a", "\\", "%",
		"?", "#", "%c3%a0", "\xff", "//", "%25", "2e", "\n", ":",
	};
	const size_t n = sizeof(pieces) / sizeof(*pieces);
	uint32_t seed = 1;
	size_t taken = 0;

	(void)state;
	for (size_t i = 0; i < 200000; i++) {
		struct buf target = BUF_INIT, path = BUF_INIT;
		size_t length;

		seed = seed * 1664525 + 1013904223;
		length = seed >> 29;
		buf_addc(&target, '/');
		while (length--) {
			seed = seed * 1664525 + 1013904223;
			buf_adds(&target, pieces[(seed >> 16) % n]);
		}
		if (!http_path(&path, buf_str(&target))) {
			assert_inside(buf_str(&path));
			taken++;
		}
		buf_release(&target);
		buf_release(&path);
	}
	assert_true(taken > 1000);
}

static bool host(const char *text, bool open, const char *own)
{
	return http_host(str_of(text), open, own);
}

static void only_the_own_machine_is_a_host(void **state)
{
	static const char *const good[] = {
		"localhost", "localhost:8000", "LocalHost:1", "127.0.0.1",
		"127.0.0.1:8000", "127.1.2.3", "[::1]", "[::1]:8000",
		"[0:0:0:0:0:0:0:1]:9", "localhost:",
	};
	static const char *const bad[] = {
		"", "example.vn", "example.vn:8000", "localhost.example.vn",
		"127.0.0.1.example.vn", "localhost:8000:1", "localhost:x",
		"localhost:123456", "localhost:70000", "192.168.1.5", "0.0.0.0",
		"[::]", "[::1", "::1", "[::1]x", "[]", ":8000", "[127.0.0.1]",
		"2130706433", "0x7f.1", "127.1", "user@localhost",
		"localhost.", "localhost/", "[::ffff:127.0.0.1]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(host(good[i], false, NULL));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(host(bad[i], false, "may-1.example.vn"));
	assert_false(http_host((struct str){ "localhost\0", 10 }, true, NULL));
}

static void an_open_server_has_addresses_and_one_name(void **state)
{
	(void)state;
	assert_true(host("192.168.1.5:8000", true, NULL));
	assert_true(host("[fe80::1]:8000", true, NULL));
	assert_true(host("localhost", true, NULL));
	assert_true(host("May-1.example.vn", true, "may-1.example.vn"));
	assert_false(host("example.vn", true, "may-1.example.vn"));
	assert_false(host("192.168.1.5.example.vn", true, NULL));
}

static void assert_range(const char *value, uint64_t size,
			 enum http_range_result expected, uint64_t from,
			 uint64_t n)
{
	uint64_t f = 0, m = 0;

	assert_int_equal(http_range(str_of(value), size, &f, &m), expected);
	if (expected == HTTP_RANGE_PART) {
		assert_int_equal(f, from);
		assert_int_equal(m, n);
	}
}

static void ranges_are_cut_to_what_there_is(void **state)
{
	(void)state;
	assert_range("bytes=0-0", 10, HTTP_RANGE_PART, 0, 1);
	assert_range("bytes=2-4", 10, HTTP_RANGE_PART, 2, 3);
	assert_range("bytes=2-", 10, HTTP_RANGE_PART, 2, 8);
	assert_range("bytes=2-99", 10, HTTP_RANGE_PART, 2, 8);
	assert_range("bytes=2-999999999999999999", 10, HTTP_RANGE_PART, 2, 8);
	assert_range("bytes=-3", 10, HTTP_RANGE_PART, 7, 3);
	assert_range("bytes=-99", 10, HTTP_RANGE_PART, 0, 10);
	assert_range("bytes=9-9", 10, HTTP_RANGE_PART, 9, 1);
	assert_range("bytes=10-", 10, HTTP_RANGE_BEYOND, 0, 0);
	assert_range("bytes=0-", 0, HTTP_RANGE_BEYOND, 0, 0);
	assert_range("bytes=-0", 10, HTTP_RANGE_BEYOND, 0, 0);
	assert_range("bytes=-5", 0, HTTP_RANGE_BEYOND, 0, 0);
}

static void ranges_that_are_not_understood_give_all(void **state)
{
	static const char *const odd[] = {
		"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2",
		"bytes=0-1,3-4", "lines=0-1", "bytes=1", "bytes=--1",
		"bytes=99999999999999999999-", "bytes=+1-2", "bytes= -",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		assert_range(odd[i], 10, HTTP_RANGE_ALL, 0, 0);
}

static void tags_are_found_in_lists(void **state)
{
	struct str tag = STR("\"1-2\"");

	(void)state;
	assert_true(http_etag_listed(STR("\"1-2\""), tag));
	assert_true(http_etag_listed(STR("\"x\", W/\"1-2\""), tag));
	assert_true(http_etag_listed(STR(" * "), tag));
	assert_false(http_etag_listed(STR("\"1-3\""), tag));
	assert_false(http_etag_listed(STR("1-2"), tag));
	assert_false(http_etag_listed(STR(""), tag));
}

static void files_have_their_types(void **state)
{
	(void)state;
	assert_string_equal(http_type(STR("a/index.html")),
			    "text/html; charset=utf-8");
	assert_string_equal(http_type(STR("a/feed.xml")),
			    "application/atom+xml; charset=utf-8");
	assert_string_equal(http_type(STR("sitemap.xml")),
			    "application/xml; charset=utf-8");
	assert_string_equal(http_type(STR("A.PDF")), "application/pdf");
	assert_string_equal(http_type(STR("x")), "application/octet-stream");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_name_files_below_the_site),
		cmocka_unit_test(what_leads_astray_is_refused),
		cmocka_unit_test(no_target_leads_out_of_the_site),
		cmocka_unit_test(only_the_own_machine_is_a_host),
		cmocka_unit_test(an_open_server_has_addresses_and_one_name),
		cmocka_unit_test(ranges_are_cut_to_what_there_is),
		cmocka_unit_test(ranges_that_are_not_understood_give_all),
		cmocka_unit_test(tags_are_found_in_lists),
		cmocka_unit_test(files_have_their_types),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
