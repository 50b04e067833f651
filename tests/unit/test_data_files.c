/* SPDX-License-Identifier: MIT */
/* test_data_files.c - changes by month, site.json, package and manifest. */
#include "data_world.h"

#include "gitbox.h"
#include "manifest.h"

/* ---- changes, and all files on disk ------------------------------------ */

static struct buf read_file(const struct box *box, const char *path)
{
	struct buf name = BUF_INIT, out = BUF_INIT;
	FILE *f = fopen(box_path(&name, box, path), "rb");
	char chunk[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&out, chunk, n);
	fclose(f);
	buf_release(&name);
	return out;
}

static void assert_file(const struct box *box, const char *path,
			const char *expected)
{
	struct buf text = read_file(box, path);

	assert_str(buf_str(&text), expected);
	buf_release(&text);
}

static void publish(struct world *w, const struct box *box)
{
	struct manifest_info info = {
		.version = "1.2.3", .commit = w->model.head_hex,
		.source = STR("content"), .theme = STR("default"),
		.theme_sha256 = STR("ab"), .as_of = w->model.as_of,
		.history = "complete",
	};
	struct buf out = BUF_INIT;
	struct stage *stage;

	box_path(&out, box, "site");
	assert_int_equal(stage_open(&stage, out.p, false), STAGE_OK);
	assert_int_equal(data_write(stage, &w->model, w->pool), 0);
	assert_int_equal(manifest_write(stage, &info), 0);
	assert_int_equal(stage_publish(stage), 0);
	stage_close(stage);
	buf_release(&out);
}

/* Two commits more; the second is of February in UTC and of March in Viet
 * Nam. */
static void give_past(struct world *w)
{
	struct item_line *unknown = POOL_NEW(w->pool, struct item_line);
	struct record *r;
	size_t a, b;

	complete_history(w);
	a = add_commit(w, START + DAY, "Trịnh Mai",
		       "Lùi hạn, theo thư của ….");
	r = add_change(w, a, "tc-01", FIELD_DEADLINE, CLASS_AMENDMENT,
		       "Quý I/2026", "Quý III/2026");
	r->d.has_days = true;
	r->d.days = 183;
	r->authority = STR("29/KH-UBND <…>");
	b = add_commit(w, START + 22 * DAY + 18 * 3600, "Người lạ", "");
	w->history.commits[b].date -= DAY;
	r = add_record(w, b, NULL, CHANGE_MOVED, SUBJECT_PATH, CLASS_PLAN);
	r->d.from = STR("so-cu/2026/cchc.md");
	r->d.to = STR("so-a/2026.md");
	r = add_record(w, b, line_of(w, "tc-02"), CHANGE_ADDED, SUBJECT_NONE,
		       CLASS_AMENDMENT);
	r->d.to = STR("-Văn bản\n\"2\"");
	r->adopted = false;
	r->d.regressed = true;
	/* It came and went on a branch. */
	unknown->same = unknown;
	unknown->serial = w->history.nitems;
	r = add_record(w, b, unknown, CHANGE_ADDED, SUBJECT_NONE,
		       CLASS_AMENDMENT);
	r->d.to = STR("Bí mật");
	r->adopted = false;
	rebuild(w);
}

static void test_changes(void **state)
{
	struct world *w = *state;
	struct box box;

	give_past(w);
	box_make(&box);
	publish(w, &box);
	assert_file(&box, "site/data/changes/2026-02.json",
		    "[\n"
		    "  {\"commit\": \"1111111111111111111111111111111111111111\", "
		    "\"date\": \"2026-02-07T07:00:00+07:00\", "
		    "\"published\": \"2026-02-07T07:00:00+07:00\", "
		    "\"author\": \"Văn phòng\", "
		    "\"summary\": \"Lùi hạn, theo thư của ….\", "
		    "\"plan\": \"so-a/2026\", \"item\": \"tc-01\", "
		    "\"subject\": \"item\", \"kind\": \"changed\", "
		    "\"field\": \"deadline\", \"from\": \"Quý I/2026\", "
		    "\"to\": \"Quý III/2026\", \"class\": \"amendment\", "
		    "\"authority\": \"29/KH-UBND \\u003c…\\u003e\", "
		    "\"days\": 183, \"regressed\": false, \"adopted\": true}\n"
		    "]\n");
	assert_file(&box, "site/data/changes/2026-03.json",
		    "[\n"
		    "  {\"commit\": \"1212121212121212121212121212121212121212\", "
		    "\"date\": \"2026-02-28T01:00:00+07:00\", "
		    "\"published\": \"2026-03-01T01:00:00+07:00\", "
		    "\"author\": null, \"summary\": \"\", "
		    "\"plan\": \"so-a/2026\", \"item\": null, "
		    "\"subject\": \"plan\", \"kind\": \"moved\", "
		    "\"field\": \"path\", \"from\": \"so-cu/2026-cchc\", "
		    "\"to\": \"so-a/2026\", \"class\": \"plan\", "
		    "\"authority\": null, \"days\": null, "
		    "\"regressed\": false, \"adopted\": true},\n"
		    "  {\"commit\": \"1212121212121212121212121212121212121212\", "
		    "\"date\": \"2026-02-28T01:00:00+07:00\", "
		    "\"published\": \"2026-03-01T01:00:00+07:00\", "
		    "\"author\": null, \"summary\": \"\", "
		    "\"plan\": \"so-a/2026\", \"item\": \"tc-02\", "
		    "\"subject\": \"item\", \"kind\": \"added\", "
		    "\"field\": null, \"from\": null, "
		    "\"to\": \"-Văn bản\\n\\\"2\\\"\", \"class\": \"amendment\", "
		    "\"authority\": null, \"days\": null, "
		    "\"regressed\": true, \"adopted\": false}\n"
		    "]\n");
	box_remove(&box);
}

/* Nothing that a spreadsheet would run. */
static void test_changes_csv(void **state)
{
	struct world *w = *state;
	struct box box;

	give_past(w);
	box_make(&box);
	publish(w, &box);
	assert_file(&box, "site/data/changes/2026-03.csv",
		    "\xef\xbb\xbf" "commit,date,published,author,summary,plan,"
		    "item,subject,kind,field,from,to,class,authority,days,"
		    "regressed,adopted\r\n"
		    "1212121212121212121212121212121212121212,"
		    "2026-02-28T01:00:00+07:00,2026-03-01T01:00:00+07:00,,,"
		    "so-a/2026,,plan,moved,path,so-cu/2026-cchc,so-a/2026,"
		    "plan,,,false,true\r\n"
		    "1212121212121212121212121212121212121212,"
		    "2026-02-28T01:00:00+07:00,2026-03-01T01:00:00+07:00,,,"
		    "so-a/2026,tc-02,item,added,,,\"'-Văn bản\n\"\"2\"\"\","
		    "amendment,,,true,false\r\n");
	box_remove(&box);
}

static void assert_author(struct world *w, const struct box *box,
			  const char *expected)
{
	struct buf text;

	publish(w, box);
	text = read_file(box, "site/data/changes/2026-02.json");
	assert_non_null(strstr(text.p, expected));
	assert_null(strstr(text.p, "example.vn"));
	buf_release(&text);
}

static void test_authors(void **state)
{
	struct world *w = *state;
	struct box box;

	give_past(w);
	box_make(&box);
	w->sources.site.authors = AUTHORS_NAME;
	assert_author(w, &box, "\"author\": \"Trịnh Mai\"");
	w->sources.site.authors = AUTHORS_HIDDEN;
	assert_author(w, &box, "\"author\": null");
	box_remove(&box);
}

static void test_site(void **state)
{
	struct world *w = *state;
	static const char counts[] =
		"      \"counts\": {\n"
		"        \"plans\": 1,\n"
		"        \"items\": 3,\n"
		"        \"tasks\": 2,\n"
		"        \"targets\": 1,\n"
		"        \"criteria\": 0,\n"
		"        \"indices\": 0,\n"
		"        \"ratings\": {\"done_on_time\": 1, "
		"\"recurring_updated\": 1},\n"
		"        \"target_ratings\": {\"met\": 1},\n"
		"        \"amendments\": 1,\n"
		"        \"changes\": 1\n"
		"      }\n";
	struct box box;
	struct buf text;

	give_past(w);
	box_make(&box);
	publish(w, &box);
	text = read_file(&box, "site/data/site.json");
	assert_str(str_range(text.p, strstr(text.p, "    \"tasks\"")),
		   "{\n"
		   "  \"format\": 1,\n"
		   "  \"title\": \"Tỉnh A\",\n"
		   "  \"subtitle\": null,\n"
		   "  \"language\": \"vi\",\n"
		   "  \"timezone\": \"Asia/Ho_Chi_Minh\",\n"
		   "  \"base_url\": null,\n"
		   "  \"commit\": \"1212121212121212121212121212121212121212\",\n"
		   "  \"commit_date\": \"2026-02-28T01:00:00+07:00\",\n"
		   "  \"as_of\": \"2026-07-01\",\n"
		   "  \"history\": \"complete\",\n"
		   "  \"counts\": {\n"
		   "    \"plans\": 1,\n"
		   "    \"items\": 3,\n");
	/* The plan's own record is of no area, what was left counts nowhere. */
	assert_non_null(strstr(text.p, "    \"changes\": 2\n  },\n"));
	assert_non_null(strstr(text.p, counts));
	assert_non_null(strstr(text.p,
		"      \"id\": \"chung\",\n"));
	assert_non_null(strstr(text.p,
		"        {\"id\": \"van-phong\", \"name\": \"Văn phòng\", "
		"\"url\": \"co-quan/so-a/van-phong/index.html\"}\n"));
	assert_non_null(strstr(text.p,
		"    {\"id\": \"so-a/2026\", \"title\": \"Kế hoạch năm 2026\", "
		"\"number\": \"08/KH-A\", \"in_force\": true, "
		"\"url\": \"ke-hoach/so-a/2026/index.html\", "
		"\"data\": \"data/plans/so-a/2026.json\"}\n"));
	assert_non_null(strstr(text.p,
		"  \"months\": [\"2026-02\", \"2026-03\"],\n"
		"  \"measures\": [],\n"
		"  \"gaps\": [],\n"
		"  \"rewritten\": [],\n"
		"  \"redactions\": []\n}\n"));
	buf_release(&text);
	box_remove(&box);
}

static void test_package(void **state)
{
	struct world *w = *state;
	struct str names[] = { STR("2026-02") };
	struct strs months = { .v = names, .n = 1 };

	data_package(&w->out, &w->model, w->pool, &months);
	assert_non_null(strstr(w->out.p, "  \"name\": \"tinh-a\",\n"));
	assert_non_null(strstr(w->out.p, "      \"name\": \"tasks\",\n"
			       "      \"path\": \"data/tasks.csv\",\n"));
	assert_non_null(strstr(w->out.p, "      \"name\": \"changes-2026-02\",\n"
			       "      \"path\": \"data/changes/2026-02.csv\",\n"));
	assert_non_null(strstr(w->out.p,
		"          {\"name\": \"published\", \"type\": \"datetime\", "
		"\"format\": \"%Y-%m-%dT%H:%M:%S%z\", "
		"\"constraints\": {\"required\": true}},\n"));
	assert_non_null(strstr(w->out.p,
		"        \"primaryKey\": [\"plan\", \"item\"]\n"));
}

static void test_manifest(void **state)
{
	struct world *w = *state;
	struct box box;
	struct buf path = BUF_INIT, text;

	give_past(w);
	box_make(&box);
	assert_str(manifest_commit(w->pool, box_path(&path, &box, "site")), "");
	publish(w, &box);
	assert_str(manifest_commit(w->pool, box_path(&path, &box, "site")),
		   "1212121212121212121212121212121212121212");
	text = read_file(&box, "site/manifest.json");
	assert_str(str_sub(buf_str(&text), 0,
			   (size_t)(strstr(text.p, "\"size\"") - text.p)),
		   "{\n"
		   "  \"format\": 1,\n"
		   "  \"generator\": \"minhbach\",\n"
		   "  \"version\": \"1.2.3\",\n"
		   "  \"inputs\": {\n"
		   "    \"commit\": "
		   "\"1212121212121212121212121212121212121212\",\n"
		   "    \"source\": \"content\",\n"
		   "    \"theme\": {\"name\": \"default\", "
		   "\"sha256\": \"ab\"},\n"
		   "    \"as_of\": \"2026-07-01\",\n"
		   "    \"history\": \"complete\",\n"
		   "    \"options\": {}\n"
		   "  },\n"
		   "  \"files\": [\n"
		   "    {\"path\": \"data/changes/2026-02.csv\", ");
	assert_null(strstr(text.p, "\"manifest.json\""));
	buf_release(&text);
	/* The same again is the same, and the folder is known as ours. */
	text = read_file(&box, "site/manifest.json");
	publish(w, &box);
	assert_file(&box, "site/manifest.json", text.p);
	buf_release(&text);
	box_run(&box, "echo '{\"generator\": \"other\"}' >site/manifest.json",
		NULL);
	assert_str(manifest_commit(w->pool, box_path(&path, &box, "site")), "");
	buf_release(&path);
	box_remove(&box);
}

/* What cannot be written is an error, not a file less. */
static void test_failure(void **state)
{
	struct world *w = *state;
	struct box box;
	struct buf path = BUF_INIT;
	struct manifest_info info = { .version = "1" };
	struct stage *stage;

	give_past(w);
	box_make(&box);
	box_path(&path, &box, "site");
	assert_int_equal(stage_open(&stage, path.p, false), STAGE_OK);
	assert_int_equal(stage_write(stage, STR("data/site.json"), STR("{}")),
			 0);
	assert_int_equal(data_write(stage, &w->model, w->pool), -1);
	assert_true(stage_failed(stage));
	assert_int_equal(manifest_write(stage, &info), -1);
	stage_close(stage);
	buf_release(&path);
	box_remove(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(test_changes),
		TEST(test_changes_csv),
		TEST(test_authors),
		TEST(test_site),
		TEST(test_package),
		TEST(test_manifest),
		TEST(test_failure),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
