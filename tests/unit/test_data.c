/* SPDX-License-Identifier: MIT */
/* test_data.c - a plan's data file and the tables of items, byte by byte. */
#include "data_world.h"

/* ---- plans ------------------------------------------------------------- */

/* The text between two marks of what was written, the first included. */
static struct str part(struct world *w, const char *from, const char *to)
{
	const char *p = strstr(w->out.p, from), *end;

	assert_non_null(p);
	end = strstr(p, to);
	assert_non_null(end);
	return str_range(p, end);
}

static void write_plan(struct world *w)
{
	buf_clear(&w->out);
	data_plan(&w->out, &w->model, &w->model.plans[0], w->pool);
}

static const char plan_head[] =
	"{\n"
	"  \"id\": \"so-a/2026\",\n"
	"  \"agency\": \"so-a\",\n"
	"  \"title\": \"Kế hoạch năm 2026\",\n"
	"  \"number\": \"08/KH-A\",\n"
	"  \"issued\": \"2026-02-06\",\n"
	"  \"stage\": \"issued\",\n"
	"  \"place\": null,\n"
	"  \"period\": {\"text\": \"2026\", \"from\": 2026, \"to\": 2026},\n"
	"  \"in_force\": true,\n"
	"  \"signer\": null,\n"
	"  \"basis\": [\"29/KH-UBND\"],\n"
	"  \"replaces\": [],\n"
	"  \"replaced_by\": [],\n"
	"  \"annex_of\": null,\n"
	"  \"related\": [],\n"
	"  \"recipients\": [],\n"
	"  \"original\": null,\n"
	"  \"source\": \"content/so-a/2026.md\",\n"
	"  \"url\": \"ke-hoach/so-a/2026/index.html\",\n"
	"  \"first_seen\": null,\n"
	"  \"last_changed\": null,\n"
	"  \"removed\": null,\n"
	"  \"counts\": {\n"
	"    \"plans\": 1,\n"
	"    \"items\": 3,\n"
	"    \"tasks\": 2,\n"
	"    \"targets\": 1,\n"
	"    \"criteria\": 0,\n"
	"    \"indices\": 0,\n"
	"    \"ratings\": {\"done_on_time\": 1, \"recurring_updated\": 1},\n"
	"    \"target_ratings\": {\"met\": 1},\n"
	"    \"amendments\": 0,\n"
	"    \"changes\": 0\n"
	"  },\n"
	"  \"items\": [\n";

static const char first_item[] =
	"    {\n"
	"      \"id\": \"tc-01\",\n"
	"      \"code\": \"TC-01\",\n"
	"      \"kinds\": [\"task\"],\n"
	"      \"area\": \"the-che\",\n"
	"      \"number\": \"1\",\n"
	"      \"title\": \"Rà soát văn bản\",\n"
	"      \"short_title\": null,\n"
	"      \"parent\": null,\n"
	"      \"fields\": {\n"
	"        \"id\": \"TC-01\",\n"
	"        \"product\": \"Báo cáo\",\n"
	"        \"lead\": \"Văn phòng; Phòng Lạ\",\n"
	"        \"deadline\": \"Quý III/2026\",\n"
	"        \"status\": \"Hoàn thành\",\n"
	"        \"completed\": \"31/3/2026\",\n"
	"        \"linked\": \"TC-02; TC-99\"\n"
	"      },\n"
	"      \"deadline\": {\"text\": \"Quý III/2026\", \"kind\": \"date\", "
	"\"due\": \"2026-09-30\", \"original_due\": null, "
	"\"original_text\": null, \"days\": null},\n"
	"      \"status\": \"done\",\n"
	"      \"progress\": null,\n"
	"      \"completed\": \"2026-03-31\",\n"
	"      \"completed_recorded\": null,\n"
	"      \"rating\": \"done_on_time\",\n"
	"      \"rating_original\": null,\n"
	"      \"lead\": [{\"id\": \"van-phong\", \"name\": \"Văn phòng\"}, "
	"{\"id\": null, \"name\": \"Phòng Lạ\"}],\n"
	"      \"support\": [],\n"
	"      \"target\": null,\n"
	"      \"score\": null,\n"
	"      \"rank\": null,\n"
	"      \"milestones\": [\n"
	"        {\"text\": \"Lập danh mục\", \"done\": true},\n"
	"        {\"text\": \"Báo cáo\", \"done\": false}\n"
	"      ],\n"
	"      \"period_results\": [],\n"
	"      \"linked\": [\"so-a/2026#tc-02\"],\n"
	"      \"first_seen\": null,\n"
	"      \"first_commit\": null,\n"
	"      \"last_changed\": null,\n"
	"      \"last_commit\": null,\n"
	"      \"removed\": null,\n"
	"      \"removed_commit\": null,\n"
	"      \"url\": \"ke-hoach/so-a/2026/tc-01/index.html\"\n"
	"    },\n";

/* Without a history nothing is called first, original or latest. */
static void test_plan(void **state)
{
	struct world *w = *state;
	struct buf expected = BUF_INIT;

	write_plan(w);
	buf_adds(&expected, plan_head);
	buf_adds(&expected, first_item);
	assert_str(str_sub(buf_str(&w->out), 0, expected.n), expected.p);
	buf_release(&expected);
}

static void test_target(void **state)
{
	struct world *w = *state;

	write_plan(w);
	assert_str(part(w, "      \"target\": {", "      \"score\""),
		   "      \"target\": {\n"
		   "        \"text\": \"≥ 95,5%\",\n"
		   "        \"comparator\": \"at_least\",\n"
		   "        \"value\": 95.5,\n"
		   "        \"unit\": \"%\",\n"
		   "        \"denominator\": null,\n"
		   "        \"due\": \"2026-12-31\",\n"
		   "        \"measure\": null,\n"
		   "        \"rating\": \"met\",\n"
		   "        \"original_text\": null,\n"
		   "        \"milestones_by_year\": ["
		   "{\"year\": 2026, \"text\": \"60%\", \"value\": 60}, "
		   "{\"year\": 2027, \"text\": \"70%\", \"value\": 70}],\n"
		   "        \"actuals\": ["
		   "{\"text\": \"11/12\", \"kind\": \"number\", "
		   "\"value\": 91.666666, \"part\": 11, \"whole\": 12, "
		   "\"date\": \"2026-03-31\", \"met\": false}, "
		   "{\"text\": \"97,5%\", \"kind\": \"number\", "
		   "\"value\": 97.5, \"part\": null, \"whole\": null, "
		   "\"date\": \"2026-06-30\", \"met\": true}]\n"
		   "      },\n");
	/* The plan's end is no deadline of its own. */
	assert_non_null(strstr(strstr(w->out.p, "\"id\": \"tc-02\""),
			       "\"kind\": \"none\", \"due\": null"));
	assert_non_null(strstr(w->out.p, "\"actual\": "
			       "[\"97,5% (30/6/2026)\", \"11/12 (31/3/2026)\"]"));
}

static void test_period_results(void **state)
{
	struct world *w = *state;

	write_plan(w);
	assert_str(part(w, "      \"period_results\": [\n", "      \"linked\""),
		   "      \"period_results\": [\n"
		   "        {\"text\": \"đã báo cáo\", \"period\": \"2026-Q1\", "
		   "\"not_arisen\": false},\n"
		   "        {\"text\": \"không phát sinh (45/BC-A)\", "
		   "\"period\": \"2026-Q2\", \"not_arisen\": true}\n"
		   "      ],\n");
}

/* First and latest commit and first deadline; what a merge left does not
 * count. */
static void test_past(void **state)
{
	struct world *w = *state;
	struct item_line *line;
	size_t second, third;

	complete_history(w);
	second = add_commit(w, START + DAY, "Trịnh Mai", "Hoàn thành");
	third = add_commit(w, START + 2 * DAY, "Trịnh Mai", "Bỏ");
	add_change(w, second, "tc-01", FIELD_RESULT, CLASS_PROGRESS, NULL,
		   "Xong");
	add_change(w, third, "tc-01", FIELD_NOTE, CLASS_EDITORIAL, NULL,
		   "x")->adopted = false;
	line = line_of(w, "tc-01");
	line->has_original = true;
	line->original_due = date_of((struct ymd){ 2026, 3, 31 });
	line->original_text = STR("Quý I/2026");
	rebuild(w);
	write_plan(w);
	assert_non_null(strstr(w->out.p,
		"\"original_due\": \"2026-03-31\", "
		"\"original_text\": \"Quý I/2026\", \"days\": 183}"));
	assert_str(part(w, "      \"first_seen\"", "    },\n"),
		   "      \"first_seen\": \"2026-02-06T07:00:00+07:00\",\n"
		   "      \"first_commit\": "
		   "\"0000000000000000000000000000000000000000\",\n"
		   "      \"last_changed\": \"2026-02-07T07:00:00+07:00\",\n"
		   "      \"last_commit\": "
		   "\"1111111111111111111111111111111111111111\",\n"
		   "      \"removed\": null,\n"
		   "      \"removed_commit\": null,\n"
		   "      \"url\": \"ke-hoach/so-a/2026/tc-01/index.html\"\n");
	assert_non_null(strstr(w->out.p, "\"changes\": 1\n"));
}

/* Done, undone and done again: told when it was done for good. */
static void test_completion(void **state)
{
	struct world *w = *state;
	size_t c;

	complete_history(w);
	write_plan(w);
	assert_non_null(strstr(w->out.p, "\"completed_recorded\": "
			       "\"2026-02-06T07:00:00+07:00\""));
	c = add_commit(w, START + DAY, "", "");
	add_change(w, c, "tc-01", FIELD_STATUS, CLASS_PROGRESS, "Hoàn thành",
		   "Đang thực hiện");
	c = add_commit(w, START + 2 * DAY, "", "");
	add_change(w, c, "tc-01", FIELD_STATUS, CLASS_PROGRESS,
		   "Đang thực hiện", "Hoàn thành");
	c = add_commit(w, START + 3 * DAY, "", "");
	add_change(w, c, "tc-01", FIELD_STATUS, CLASS_EDITORIAL, "Hoàn thành",
		   "hoàn thành.");
	rebuild(w);
	write_plan(w);
	assert_non_null(strstr(w->out.p, "\"completed_recorded\": "
			       "\"2026-02-08T07:00:00+07:00\""));
}

/* The first issued target, mended by a correction before any amendment. */
static void test_original_target(void **state)
{
	struct world *w = *state;
	struct item_line *line = line_of(w, "tc-02");
	size_t c;

	complete_history(w);
	line->born_issued = true;
	c = add_commit(w, START + DAY, "", "");
	add_change(w, c, "tc-02", FIELD_TARGET, CLASS_CORRECTION, "≥ 95,5%",
		   "≥ 99%");
	c = add_commit(w, START + 2 * DAY, "", "");
	add_change(w, c, "tc-02", FIELD_TARGET, CLASS_AMENDMENT, "≥ 99%",
		   "≥ 95,5%");
	rebuild(w);
	write_plan(w);
	assert_non_null(strstr(w->out.p, "\"original_text\": \"≥ 99%\""));

	/* Born in a draft that was issued by the last commit. */
	line->born_issued = false;
	line->plan->issued_commit = c;
	write_plan(w);
	assert_non_null(strstr(w->out.p, "\"original_text\": \"≥ 95,5%\""));
}

/* A tombstone is rated no more. */
static void test_removed(void **state)
{
	struct world *w = *state;
	struct item_line *line = line_of(w, "tc-01");
	size_t c;

	complete_history(w);
	c = add_commit(w, START + DAY, "", "");
	line->live = false;
	line->removal = w->history.nrecords;
	add_record(w, c, line, CHANGE_REMOVED, SUBJECT_NONE, CLASS_AMENDMENT);
	rebuild(w);
	write_plan(w);
	assert_non_null(strstr(w->out.p, "\"rating\": null,\n"));
	assert_non_null(strstr(w->out.p, "\"removed\": "
			       "\"2026-02-07T07:00:00+07:00\",\n      "
			       "\"removed_commit\": \"1111"));
	assert_non_null(strstr(w->out.p, "\"tasks\": 1,\n"));
	assert_non_null(strstr(w->out.p, "\"amendments\": 1,\n"));
}

/* ---- tables ------------------------------------------------------------ */

static void test_tasks(void **state)
{
	struct world *w = *state;

	data_tasks(&w->out, &w->model, w->pool);
	assert_str(buf_str(&w->out),
		   "\xef\xbb\xbfplan,item,code,area,number,title,product,lead,"
		   "support,deadline,deadline_kind,due,original_due,days,"
		   "status,progress,completed,rating,rating_original,in_force,"
		   "first_seen,last_changed,removed,url\r\n"
		   "so-a/2026,tc-01,TC-01,the-che,1,Rà soát văn bản,Báo cáo,"
		   "\"Văn phòng; Phòng Lạ\",,Quý III/2026,date,2026-09-30,,,"
		   "done,,2026-03-31,done_on_time,,true,,,,"
		   "ke-hoach/so-a/2026/tc-01/index.html\r\n"
		   "so-a/2026,tc-03,TC-03,the-che,3,Theo dõi thi hành,,,,"
		   "Thường xuyên,recurring,,,,,,,recurring_updated,,true,,,,"
		   "ke-hoach/so-a/2026/tc-03/index.html\r\n");
}

static void test_targets(void **state)
{
	struct world *w = *state;

	data_targets(&w->out, &w->model, w->pool);
	assert_str(buf_str(&w->out),
		   "\xef\xbb\xbfplan,item,code,area,number,title,lead,support,"
		   "target,comparator,value,unit,denominator,due,measure,"
		   "actual,actual_value,actual_date,rating,in_force,"
		   "first_seen,last_changed,removed,url\r\n"
		   "so-a/2026,tc-02,TC-02,the-che,2,"
		   "\"Văn bản \"\"đúng hạn\"\", đủ\",,,\"≥ 95,5%\",at_least,"
		   "95.5,%,,2026-12-31,,\"97,5%\",97.5,2026-06-30,met,true,,,,"
		   "ke-hoach/so-a/2026/tc-02/index.html\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(test_plan),
		TEST(test_target),
		TEST(test_period_results),
		TEST(test_past),
		TEST(test_completion),
		TEST(test_original_target),
		TEST(test_removed),
		TEST(test_tasks),
		TEST(test_targets),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
