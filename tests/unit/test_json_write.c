/* SPDX-License-Identifier: MIT */
/* test_json_write.c - the streaming JSON writer. */
#include "unit.h"

#include "json_write.h"

static void test_lines(void **state)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);

	(void)state;
	json_object(&j, NULL, JSON_LINES);
	json_int(&j, "format", 1);
	json_array(&j, "list", JSON_LINES);
	json_object(&j, NULL, JSON_FLAT);
	json_bool(&j, "a", true);
	json_null(&j, "b");
	json_end(&j);
	json_int(&j, NULL, -9223372036854775807LL);
	json_end(&j);
	json_end(&j);
	assert_str(buf_str(&out),
		   "{\n"
		   "  \"format\": 1,\n"
		   "  \"list\": [\n"
		   "    {\"a\": true, \"b\": null},\n"
		   "    -9223372036854775807\n"
		   "  ]\n"
		   "}\n");
	buf_release(&out);
}

/* What stands in one line stays in one line. */
static void test_flat_inside(void **state)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);

	(void)state;
	json_array(&j, NULL, JSON_FLAT);
	json_array(&j, NULL, JSON_LINES);
	json_raw(&j, NULL, STR("97.5"));
	json_string(&j, NULL, STR("a"));
	json_end(&j);
	json_object(&j, NULL, JSON_LINES);
	json_end(&j);
	json_end(&j);
	assert_str(buf_str(&out), "[[97.5, \"a\"], {}]\n");
	buf_release(&out);
}

static void test_empty(void **state)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);

	(void)state;
	json_object(&j, NULL, JSON_LINES);
	json_array(&j, "items", JSON_LINES);
	json_end(&j);
	json_end(&j);
	assert_str(buf_str(&out), "{\n  \"items\": []\n}\n");
	buf_release(&out);
}

/* Nothing is null; text is escaped, also for HTML. */
static void test_values(void **state)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);

	(void)state;
	json_array(&j, NULL, JSON_FLAT);
	json_text(&j, NULL, STR(""));
	json_string(&j, NULL, STR(""));
	json_name(&j, NULL, NULL);
	json_name(&j, NULL, "done");
	json_date(&j, NULL, DATE_NONE);
	json_date(&j, NULL, date_of((struct ymd){ 2026, 2, 6 }));
	json_string(&j, NULL, STR("\"Sở\"\n</script>\x01\\"));
	json_end(&j);
	assert_str(buf_str(&out),
		   "[null, \"\", null, \"done\", null, \"2026-02-06\", "
		   "\"\\\"Sở\\\"\\n\\u003c/script\\u003e\\u0001\\\\\"]\n");
	buf_release(&out);
}

static void test_deep(void **state)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);

	(void)state;
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		json_array(&j, NULL, JSON_LINES);
	json_int(&j, NULL, 1);
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		json_end(&j);
	assert_non_null(strstr(out.p, "\n                                1\n"));
	assert_int_equal(j.depth, 0);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_flat_inside),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
