/* SPDX-License-Identifier: MIT */
/* test_calendar.c - lines, escapes and events of calendars. */
#include "calendar.h"
#include "model_world.h"
#include "theme.h"

static const char site_yml[] =
	"title: Tỉnh A\n"
	"language: vi\n"
	"timezone: Asia/Ho_Chi_Minh\n";

static const char agency_md[] = "---\ntype: agency\nname: Sở A\n---\n";

static const char plan_md[] =
	"---\ntype: plan\ntitle: Kế hoạch năm 2026\nnumber: 08/KH-A\n"
	"issued: 2026-01-10\nperiod: 2026\n---\n"
	"### 1. Việc A, B; và C\n\n- Mã: A\n- Thời hạn: Quý II/2026\n"
	"- Chủ trì: Văn phòng\n\n"
	"### 2. Việc xong\n\n- Mã: B\n- Thời hạn: 31/12/2026\n"
	"- Trạng thái: Hoàn thành\n- Ngày hoàn thành: 31/3/2026\n\n"
	"### 3. Việc thường xuyên\n\n- Mã: C\n- Thời hạn: Thường xuyên\n\n"
	"### 4. Chỉ tiêu không ghi hạn\n\n- Mã: D\n- Mục tiêu: 100%\n\n"
	"### 5. Việc dừng\n\n- Mã: E\n- Thời hạn: 15/11/2026\n"
	"- Trạng thái: Dừng thực hiện\n";

static const char draft_md[] =
	"---\ntype: plan\nstage: draft\ntitle: Dự thảo\nperiod: 2026\n---\n"
	"### 1. Việc dự kiến\n\n- Mã: A\n- Thời hạn: Quý I/2026\n";

struct scene {
	struct world *world;
	struct theme *theme;
	struct speech words;
	struct calendar calendar;
	struct buf out;
};

static int setup(void **state)
{
	static const char *const folders[] = { "themes", NULL };
	struct scene *s = calloc(1, sizeof(*s));
	struct world *w = world_new();

	world_file(w, "site.yml", site_yml);
	world_file(w, "so-a/2026.md", plan_md);
	world_file(w, "so-a/du-thao.md", draft_md);
	world_file(w, "so-a/index.md", agency_md);
	world_read(w);
	world_commit(w, day(2026, 4, 20));
	for (size_t i = 0; i < w->history.nitems; i++)
		w->history.items[i]->last_changed =
			w->history.commits[1].published;
	world_rate(w, day(2026, 7, 6));
	s->world = w;
	s->theme = theme_load(w->pool, STR("default"), folders, STR("vi"),
			      &w->diags);
	assert_non_null(s->theme);
	s->words = (struct speech){ w->pool, &w->model, &s->theme->words,
				    NULL };
	s->calendar = (struct calendar){ .model = &w->model,
					 .title = STR("Sở A: thời hạn") };
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct scene *s = *state;

	buf_release(&s->out);
	theme_free(s->theme);
	world_free(s->world);
	free(s);
	return 0;
}

static size_t write_it(struct scene *s)
{
	buf_clear(&s->out);
	s->calendar.events = calendar_events(&s->words);
	return calendar_write(&s->out, &s->calendar);
}

/* The text with its lines unfolded. */
static struct str unfolded(struct scene *s)
{
	struct buf b = BUF_INIT;
	struct str text;

	for (size_t i = 0; i < s->out.n; i++) {
		if (i + 2 < s->out.n && !memcmp(s->out.p + i, "\r\n ", 3))
			i += 2;
		else
			buf_addc(&b, s->out.p[i]);
	}
	text = pool_str(s->world->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

static bool has(struct scene *s, const char *text)
{
	return str_find(unfolded(s), str_of(text)) >= 0;
}

/* ---- lines ------------------------------------------------------------- */

static void test_fold(void **state)
{
	struct buf out = BUF_INIT, text = BUF_INIT;
	struct str rest, line;

	(void)state;
	for (int i = 0; i < 100; i++)
		buf_adds(&text, "ế😀a");
	calendar_line(&out, "SUMMARY", buf_str(&text));
	rest = buf_str(&out);
	while (rest.n && str_line(&rest, &line)) {
		assert_true(line.n <= 76);	/* with the CR */
		assert_int_equal(line.p[line.n - 1], '\r');
		if (line.p[0] == ' ')		/* no character is cut */
			assert_int_not_equal((unsigned char)line.p[1] & 0xc0,
					     0x80);
	}
	buf_release(&out);
	buf_release(&text);
}

static void test_line_that_fits(void **state)
{
	struct buf out = BUF_INIT, text = BUF_INIT;

	(void)state;
	while (text.n < 73)
		buf_addc(&text, 'x');
	calendar_line(&out, "A", buf_str(&text));
	assert_int_equal(out.n, 77);
	buf_clear(&out);
	buf_addc(&text, 'y');
	calendar_line(&out, "A", buf_str(&text));
	assert_true(str_ends(buf_str(&out), STR("\r\n y\r\n")));
	buf_clear(&out);
	calendar_line(&out, "A", STR(""));
	assert_str(buf_str(&out), "A:\r\n");
	buf_release(&out);
	buf_release(&text);
}

static void test_escape(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	calendar_escape(&out, STR("a,b;c\\d\ne\rf\x07g\x7fh: \"i\""));
	assert_str(buf_str(&out), "a\\,b\\;c\\\\d\\nefgh: \"i\"");
	buf_release(&out);
}

/* ---- events ------------------------------------------------------------ */

static void test_event(void **state)
{
	struct scene *s = *state;

	assert_int_equal(write_it(s), 3);
	assert_true(has(s, "NAME:Sở A: thời hạn\r\n"));
	assert_true(has(s, "DTSTAMP:20260420T020000Z\r\n"));
	assert_true(has(s, "DTSTART;VALUE=DATE:20260630\r\n"
			   "DTEND;VALUE=DATE:20260701\r\n"
			   "SUMMARY:Hạn: Việc A\\, B\\; và C\r\n"
			   "DESCRIPTION:Thời hạn: Quý II/2026\\nChủ trì: Văn "
			   "phòng\\nKế hoạch năm 2026 (08/KH-A)\\, Sở A\r\n"));
	assert_true(has(s, "SUMMARY:Đã hoàn thành: Việc xong\r\n"));
	assert_true(has(s, "SUMMARY:Dừng thực hiện: Việc dừng\r\n"));
	assert_true(has(s, "STATUS:CANCELLED\r\n"));
	assert_false(has(s, "URL:"));
}

static void test_left_out(void **state)
{
	struct scene *s = *state;

	write_it(s);
	assert_false(has(s, "Việc thường xuyên"));
	assert_false(has(s, "không ghi hạn"));	/* the end of the period */
	assert_false(has(s, "Việc dự kiến"));
}

static bool is_b(const struct item_view *item, const void *what)
{
	return str_eqs(item->line->slug, what);
}

static void test_wanted(void **state)
{
	struct scene *s = *state;

	s->calendar.wanted = is_b;
	s->calendar.what = "b";
	assert_int_equal(write_it(s), 1);
	assert_false(has(s, "Việc dừng"));
	s->calendar.what = "c";			/* without a date */
	assert_int_equal(write_it(s), 0);
	assert_int_equal(s->out.n, 0);
}

static void test_url(void **state)
{
	struct scene *s = *state;

	s->world->sources.site.base_url = STR("https://a.vn/cchc/");
	write_it(s);
	assert_true(has(s, "\r\nURL:https://a.vn/cchc/ke-hoach/so-a/2026/a/"
			   "index.html\r\n"));
}

static struct str uid(struct scene *s)
{
	struct str text = unfolded(s);
	ptrdiff_t at = str_find(text, STR("UID:"));

	assert_true(at >= 0);
	return pool_str(s->world->pool, str_sub(text, (size_t)at, 40));
}

/* The same event on another date, and known to be newer. */
static void test_moved(void **state)
{
	struct scene *s = *state;
	struct str before;

	s->calendar.wanted = is_b;
	s->calendar.what = "a";
	write_it(s);
	before = uid(s);
	assert_true(has(s, "SEQUENCE:0\r\n"));
	world_record(s->world, world_line(s->world, "a"),
		     moved("Quý I/2026", "Quý II/2026", day(2026, 3, 31),
			   day(2026, 6, 30)));
	write_it(s);
	assert_true(has(s, "SEQUENCE:1\r\n"));
	assert_true(str_eq(before, uid(s)));
}

/* A day without changes does not touch it, not even the last of the period. */
static void test_another_day(void **state)
{
	struct scene *s = *state;
	struct buf before = BUF_INIT;

	write_it(s);
	buf_addstr(&before, buf_str(&s->out));
	world_rate(s->world, day(2027, 3, 1));
	write_it(s);
	assert_true(str_eq(buf_str(&before), buf_str(&s->out)));
	buf_release(&before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_line_that_fits),
		cmocka_unit_test(test_escape), TEST(test_event),
		TEST(test_left_out), TEST(test_wanted), TEST(test_url),
		TEST(test_moved), TEST(test_another_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
