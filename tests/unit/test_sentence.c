/* SPDX-License-Identifier: MIT */
/* test_sentence.c - changes, ratings and ledgers in the theme's words. */
#include "model_world.h"
#include "sentence.h"
#include "text.h"
#include "theme.h"

static const char site_yml[] =
	"title: Tỉnh A\n"
	"language: vi\n"
	"timezone: Asia/Ho_Chi_Minh\n"
	"areas:\n"
	"  - {id: the-che, title: Cải cách thể chế}\n";

static const char plan_md[] =
	"---\ntype: plan\ntitle: Kế hoạch <năm> 2026\nnumber: 08/KH-A\n"
	"issued: 2026-01-10\nperiod: 2026\n---\n"
	"### 1. Việc A\n- Mã: A\n- Thời hạn: Quý III/2026\n"
	"- Trạng thái: Hoàn thành\n- Ngày hoàn thành: 31/3/2026\n"
	"### 2. Việc B\n- Mã: B\n- Thời hạn: Quý II/2026\n"
	"### 3. Việc C\n- Mã: C\n- Thời hạn: Thường xuyên\n"
	"- Kết quả kỳ: Quý I/2026: đã làm\n"
	"### 4. Việc D\n- Mã: D\n- Thời hạn: Thường xuyên\n"
	"- Trạng thái: Tạm dừng\n";

static const char agency_md[] = "---\ntype: agency\nname: Sở A\n---\n";

static const char documents_yml[] =
	"- number: 12/QĐ-A\n  title: Điều chỉnh kế hoạch\n";

struct scene {
	struct world *world;
	struct theme *theme;
	struct linker links;
	struct speech text, html;
};

static int setup(void **state)
{
	static const char *const folders[] = { "themes", NULL };
	struct scene *s = calloc(1, sizeof(*s));
	struct world *w = world_new();

	world_file(w, "site.yml", site_yml);
	world_file(w, "so-a/2026.md", plan_md);
	world_file(w, "so-a/index.md", agency_md);
	world_file(w, "van-ban.yml", documents_yml);
	world_read(w);
	world_commit(w, day(2026, 4, 20));
	world_rate(w, day(2026, 7, 6));
	s->world = w;
	s->theme = theme_load(w->pool, STR("default"), folders, STR("vi"),
			      &w->diags);
	assert_non_null(s->theme);
	s->links = (struct linker){ .model = &w->model,
				    .words_html = &s->theme->words_html,
				    .from = STR("ke-hoach/so-a/2026/a/") };
	s->text = (struct speech){ w->pool, &w->model, &s->theme->words, NULL };
	s->html = (struct speech){ w->pool, &w->model, &s->theme->words_html,
				   &s->links };
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct scene *s = *state;

	theme_free(s->theme);
	world_free(s->world);
	free(s);
	return 0;
}

static struct record *record(struct scene *s, const char *slug,
			     struct difference d)
{
	return world_record(s->world, slug ? world_line(s->world, slug) : NULL,
			    d);
}

static void says(struct scene *s, const char *slug, struct difference d,
		 const char *expected)
{
	assert_str(sentence_record(&s->text, record(s, slug, d)), expected);
}

static void test_deadline(void **state)
{
	struct scene *s = *state;
	int32_t first = day(2026, 3, 31), later = day(2026, 9, 30);
	struct difference d;

	says(s, "a", moved("Quý I/2026", "Quý III/2026", first, later),
	     "Điều chỉnh thời hạn: Quý I/2026 → Quý III/2026 (lùi 183 ngày)");
	says(s, "a", moved("Quý III/2026", "Quý I/2026", later, first),
	     "Điều chỉnh thời hạn: Quý III/2026 → Quý I/2026 (sớm hơn 183 "
	     "ngày)");
	says(s, "a", moved("Quý I/2026", "Thường xuyên", first, DATE_NONE),
	     "Bỏ thời hạn: Quý I/2026 → Thường xuyên");
	says(s, "a", moved("", "Quý I/2026", DATE_NONE, first),
	     "Nêu thời hạn: Quý I/2026");
	d = changed(FIELD_DEADLINE, CLASS_EDITORIAL, "Quý I/2026", "31/3/2026");
	says(s, "a", d, "Viết lại thời hạn, ngày hạn không đổi: Quý I/2026 → "
	     "31/3/2026");
	d = moved("Quý I/2026", "Quý III/2026", first, later);
	d.class = CLASS_CORRECTION;
	d.has_days = false;
	says(s, "a", d, "Điều chỉnh thời hạn: Quý I/2026 → Quý III/2026; "
	     "đính chính, không tính là lùi hạn");
}

static void test_status(void **state)
{
	struct scene *s = *state;

	says(s, "b", changed(FIELD_STATUS, CLASS_PROGRESS, "", "Đang triển khai"),
	     "Bắt đầu thực hiện");
	says(s, "b", changed(FIELD_STATUS, CLASS_PROGRESS, "Hoàn thành",
			     "Đang thực hiện"),
	     "Thực hiện trở lại; trước đây: Hoàn thành");
	says(s, "b", changed(FIELD_STATUS, CLASS_PROGRESS, "Hoàn thành", ""),
	     "Bỏ trạng thái; trước đây: Hoàn thành");
	says(s, "b", changed(FIELD_STATUS, CLASS_PROGRESS, "", "Hoàn thành"),
	     "Hoàn thành");
	says(s, "b", changed(FIELD_PROGRESS, CLASS_PROGRESS, "60%", "40%"),
	     "Tiến độ: 60% → 40%");
}

/* A completion is told once, with the day of the work and of the record. */
static void test_completed(void **state)
{
	struct scene *s = *state;
	size_t at = s->world->history.nrecords;
	const struct record *records;

	record(s, "a", changed(FIELD_STATUS, CLASS_PROGRESS, "", "Hoàn thành"));
	record(s, "a", changed(FIELD_COMPLETED, CLASS_PROGRESS, "",
			       "31/3/2026"));
	records = &s->world->history.records[at];
	assert_str(sentence_record(&s->text, &records[0]),
		   "Hoàn thành ngày 31/3/2026; ghi nhận 20/4/2026");
	assert_false(record_told_beside(&s->world->history, &records[0]));
	assert_true(record_told_beside(&s->world->history, &records[1]));
}

static void test_lines(void **state)
{
	struct scene *s = *state;

	says(s, "c", changed(FIELD_PERIOD_RESULT, CLASS_PROGRESS,
			     "Quý I/2026: a", "Quý I/2026: a\nQuý II/2026: b"),
	     "Có kết quả quý II/2026: b");
	says(s, "c", changed(FIELD_ACTUAL, CLASS_PROGRESS, "90% (31/3/2026)",
			     "90% (31/3/2026)\n95% (30/6/2026)"),
	     "Có số liệu thực hiện: 95% (30/6/2026)");
	says(s, "c", changed(FIELD_ACTUAL, CLASS_PROGRESS, "90% (31/3/2026)",
			     "80% (31/3/2026)"),
	     "Số liệu thực hiện: 90% (31/3/2026) → 80% (31/3/2026)");
	says(s, "c", changed(SUBJECT_MILESTONES, CLASS_PROGRESS,
			     "[ ] a\n[ ] b", "[x] a\n[ ] b"),
	     "Xong 1 trên 2 bước");
}

static void test_whole(void **state)
{
	struct scene *s = *state;
	struct difference d = changed(SUBJECT_NONE, CLASS_AMENDMENT, "", "");

	d.kind = CHANGE_REMOVED;
	says(s, "a", d, "Đưa ra khỏi kế hoạch");
	says(s, NULL, d, "Gỡ kế hoạch khỏi trang");
	d.kind = CHANGE_ADDED;
	says(s, "a", d, "Đưa vào kế hoạch");
	d = changed(FIELD_AREA, CLASS_AMENDMENT, "the-che", "chung");
	d.kind = CHANGE_MOVED;
	says(s, "a", d, "Chuyển lĩnh vực: Cải cách thể chế → Nội dung chung");
	d = changed(SUBJECT_ORDER, CLASS_EDITORIAL, "1", "2");
	d.kind = CHANGE_MOVED;
	says(s, "a", d, "Đổi thứ tự");
	says(s, NULL, changed(SUBJECT_STAGE, CLASS_PLAN, "draft", "issued"),
	     "Kế hoạch được ban hành");
	says(s, NULL, changed(SUBJECT_ISSUED, CLASS_PLAN, "", "2026-02-06"),
	     "Ngày ban hành: 06/02/2026");
}

static void test_authority(void **state)
{
	struct scene *s = *state;
	struct difference d = changed(FIELD_LEAD, CLASS_AMENDMENT, "P1", "P2");
	struct record *r = record(s, "a", d);

	assert_str(sentence_authority(&s->text, r),
		   "chưa nêu văn bản điều chỉnh");
	r->authority = STR("12/QĐ-A");
	assert_str(sentence_authority(&s->text, r), "theo 12/QĐ-A");
	assert_str(sentence_authority(&s->html, r),
		   "theo <a href=\"../../../../van-ban/index.html#12-qd-a\">"
		   "12/QĐ-A</a>");
	r->authority = STR("99/QĐ-A & khác");
	assert_str(sentence_authority(&s->html, r),
		   "theo 99/QĐ-A <span class=\"unregistered\">(chưa có trong "
		   "danh mục văn bản)</span> &amp; khác");
	r->authority = STR("12/QĐ-A");
	r->authority_commit = world_commit(s->world, day(2026, 5, 4));
	assert_str(sentence_authority(&s->text, r),
		   "theo 12/QĐ-A, bổ sung ngày 04/5/2026");
	/* Neither a draft's change nor progress needs a document. */
	r->authority = STR("");
	r->draft = true;
	assert_str(sentence_authority(&s->text, r), "");
	r->draft = false;
	r->d.class = CLASS_PROGRESS;
	assert_str(sentence_authority(&s->text, r), "");
}

static void test_full(void **state)
{
	struct scene *s = *state;
	struct difference d = changed(FIELD_PROGRESS, CLASS_PROGRESS, "60%",
				      "40%");
	struct record *r;

	d.regressed = true;
	r = record(s, "b", d);
	r->adopted = false;
	assert_str(sentence_full(&s->text, r), "Tiến độ: 60% → 40%; bước lùi; "
		   "Không được chấp nhận vào bản công bố");
}

static void test_escaped(void **state)
{
	struct scene *s = *state;
	struct record *r = record(s, "a", changed(FIELD_PRODUCT,
			CLASS_AMENDMENT, "<b>", "a & 12/QĐ-A"));

	assert_str(sentence_record(&s->html, r), "Đổi sản phẩm: &lt;b&gt; → "
		   "a &amp; <a href=\"../../../../van-ban/index.html#12-qd-a\">"
		   "12/QĐ-A</a>");
	assert_str(sentence_record(&s->text, r),
		   "Đổi sản phẩm: <b> → a & 12/QĐ-A");
}

static void test_shortened(void **state)
{
	struct scene *s = *state;
	struct pool *pool = s->world->pool;
	struct buf text = BUF_INIT;
	struct record *r;

	assert_str(text_shortened(pool, STR("một hai ba"), 10), "một hai ba");
	assert_str(text_shortened(pool, STR("một hai ba bốn"), 9), "một hai…");
	assert_str(text_shortened(pool, STR("đđđđđđđđ"), 4), "đđđđ…");
	for (int i = 0; i < 50; i++)
		buf_adds(&text, "chữ ");
	buf_addc(&text, '.');
	r = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT, text.p,
				   "ngắn"));
	assert_true(sentence_cuts(r));
	assert_true(text_length(sentence_record(&s->text, r)) < 200);
	r = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT, "a", "b"));
	assert_false(sentence_cuts(r));
	buf_release(&text);
}

static void test_rating(void **state)
{
	struct scene *s = *state;
	struct world *w = s->world;

	assert_str(sentence_rating(&s->text, world_item(w, "a"), false),
		   "Hoàn thành đúng hạn");
	assert_str(sentence_rating(&s->text, world_item(w, "b"), false),
		   "Đã quá thời hạn từ 01/7/2026, chưa có thông tin hoàn "
		   "thành");
	assert_str(sentence_rating(&s->text, world_item(w, "c"), false),
		   "Đã cập nhật quý I/2026");
	assert_str(sentence_rating_note(&s->text, world_item(w, "c")),
		   "1 trên 1 kỳ có kết quả");
	assert_str(sentence_rating_note(&s->text, world_item(w, "d")),
		   "chưa nêu lý do, chưa nêu văn bản");
}

static void test_ledger(void **state)
{
	struct scene *s = *state;
	struct world *w = s->world;
	struct item_line *line = world_line(w, "a");

	assert_str(sentence_ledger(&s->text, world_item(w, "a")), "");
	line->has_original = true;
	line->original_due = day(2026, 3, 31);
	record(s, "a", moved("Quý I/2026", "Quý III/2026", day(2026, 3, 31),
			     day(2026, 9, 30)));
	world_rate(w, day(2026, 7, 6));
	assert_str(sentence_ledger(&s->text, world_item(w, "a")),
		   "Thời hạn ban hành 31/3/2026, nay 30/9/2026, lùi 183 ngày; "
		   "hoàn thành 31/3/2026; chưa nêu văn bản điều chỉnh");
	assert_str(sentence_days(&s->text, -5), "sớm hơn 5 ngày");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_deadline), TEST(test_status), TEST(test_completed),
		TEST(test_lines), TEST(test_whole), TEST(test_authority),
		TEST(test_full), TEST(test_escaped), TEST(test_shortened),
		TEST(test_rating), TEST(test_ledger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
