/* SPDX-License-Identifier: MIT */
/* test_feed.c - what a feed tells, under which names and dates. */
#include "feed.h"
#include "model_world.h"
#include "text.h"
#include "theme.h"

static const char site_yml[] =
	"title: Tỉnh A & B\n"
	"language: vi\n"
	"timezone: Asia/Ho_Chi_Minh\n"
	"authors: name\n"
	"areas:\n"
	"  - {id: the-che, title: Cải cách thể chế}\n";

static const char plan_md[] =
	"---\ntype: plan\ntitle: Kế hoạch <năm> 2026\nnumber: 08/KH-A\n"
	"issued: 2026-01-10\nperiod: 2026\n---\n"
	"## Cải cách thể chế\n\n"
	"### 1. Việc A\n\n- Mã: A\n- Thời hạn: Quý III/2026\n\n"
	"### 2. Việc B\n\n- Mã: B\n- Thời hạn: Quý II/2026\n";

static const char agency_md[] = "---\ntype: agency\nname: Sở A\n---\n";

struct scene {
	struct world *world;
	struct theme *theme;
	struct speech words;
	struct feed feed;
	struct feed_entry entries[FEED_MAX + 10];
	struct buf out;
};

static int setup(void **state)
{
	static const char *const folders[] = { "themes", NULL };
	struct scene *s = calloc(1, sizeof(*s));
	struct world *w = world_new();

	world_file(w, "site.yml", site_yml);
	world_file(w, "so-a/2026.md", plan_md);
	world_file(w, "so-a/index.md", agency_md);
	world_read(w);
	world_commit(w, day(2026, 4, 20));
	world_rate(w, day(2026, 7, 6));
	s->world = w;
	s->theme = theme_load(w->pool, STR("default"), folders, STR("vi"),
			      &w->diags);
	assert_non_null(s->theme);
	s->words = (struct speech){ w->pool, &w->model, &s->theme->words,
				    NULL };
	s->feed = (struct feed){
		.words = &s->words, .id = ident_of(&w->model, "feed", STR("")),
		.title = STR("Tỉnh A & B: thay đổi"), .subtitle = STR("Phụ"),
		.url = STR("index.html"), .self = STR("feed.xml"),
		.entries = s->entries,
	};
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

static size_t record(struct scene *s, const char *slug, struct difference d)
{
	world_record(s->world, slug ? world_line(s->world, slug) : NULL, d);
	return s->world->history.nrecords - 1;
}

static struct record *at(struct scene *s, size_t i)
{
	return &s->world->history.records[i];
}

static void tell(struct scene *s, size_t i)
{
	s->entries[s->feed.n++] = (struct feed_entry){
		i, STR("thay-doi/2026-04-20/index.html#a&b"),
		STR("ke-hoach/so-a/2026/a/index.html") };
}

static void write_it(struct scene *s)
{
	buf_clear(&s->out);
	feed_write(&s->out, &s->feed);
}

static bool has(struct scene *s, const char *text)
{
	return str_find(buf_str(&s->out), str_of(text)) >= 0;
}

static size_t count(struct scene *s, const char *text)
{
	struct str rest = buf_str(&s->out);
	size_t n = 0;
	ptrdiff_t found;

	while ((found = str_find(rest, str_of(text))) >= 0) {
		rest = str_from(rest, (size_t)found + 1);
		n++;
	}
	return n;
}

static void test_entry(void **state)
{
	struct scene *s = *state;

	tell(s, record(s, "a", moved("Quý III/2026", "Quý IV/2026",
				     day(2026, 9, 30), day(2026, 12, 31))));
	write_it(s);
	assert_true(has(s, "<title>Tỉnh A &amp; B: thay đổi</title>"));
	assert_true(has(s, "<title>Việc A. Điều chỉnh thời hạn: Quý III/2026 "
			   "→ Quý IV/2026 (lùi 92 ngày)</title>"));
	assert_true(has(s, "chưa nêu văn bản điều chỉnh. Kế hoạch &lt;năm&gt; "
			   "2026 (08/KH-A), Sở A.</summary>"));
	assert_true(has(s, "href=\"thay-doi/2026-04-20/index.html#a&amp;b\""));
	assert_true(has(s, "rel=\"related\" type=\"text/html\" "
			   "href=\"ke-hoach/so-a/2026/a/index.html\""));
	assert_true(has(s, "<category term=\"amendment\" "));
	assert_true(has(s, "<category term=\"the-che\" "
			   "label=\"Cải cách thể chế\"/>"));
	assert_true(has(s, "<name>Trịnh Mai</name>"));
	assert_false(has(s, "@"));
}

static void test_what_is_told(void **state)
{
	struct scene *s = *state;
	struct history *h = &s->world->history;
	size_t note = record(s, "a", changed(FIELD_NOTE, CLASS_EDITORIAL, "",
					     "Ghi"));
	size_t done = record(s, "a", changed(FIELD_STATUS, CLASS_PROGRESS, "",
					     "Hoàn thành"));
	size_t when = record(s, "a", changed(FIELD_COMPLETED, CLASS_PROGRESS,
					     "", "31/3/2026"));

	assert_false(feed_tells(h, at(s, note)));
	assert_true(feed_tells(h, at(s, done)));
	assert_false(feed_tells(h, at(s, when)));	/* with the status */
	at(s, done)->adopted = false;
	assert_false(feed_tells(h, at(s, done)));
}

static void test_dates(void **state)
{
	struct scene *s = *state;
	size_t i = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT, "x",
					  "y"));

	tell(s, i);
	write_it(s);
	assert_int_equal(count(s, "<updated>2026-04-20T09:00:00+07:00</updated>"
			       ), 2);
	/* The document that authorises it is named a month later. */
	at(s, i)->authority = STR("12/QĐ-A");
	at(s, i)->authority_commit = world_commit(s->world, day(2026, 5, 20));
	world_rate(s->world, day(2026, 7, 6));
	write_it(s);
	assert_int_equal(count(s, "<updated>2026-05-20T09:00:00+07:00</updated>"
			       ), 2);
	assert_true(has(s, "<published>2026-04-20T09:00:00+07:00</published>"));
}

static void test_no_entries(void **state)
{
	struct scene *s = *state;

	s->world->model.first_published = (int64_t)day(2026, 1, 2) * 86400;
	write_it(s);
	assert_true(has(s, "<updated>2026-01-02T07:00:00+07:00</updated>"));
	assert_int_equal(count(s, "<entry>"), 0);
}

static void test_at_most(void **state)
{
	struct scene *s = *state;

	for (size_t i = 0; i < FEED_MAX + 10; i++)
		tell(s, record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT,
					       "x", "y")));
	write_it(s);
	assert_int_equal(count(s, "<entry>"), FEED_MAX);
}

static void test_control_characters(void **state)
{
	struct scene *s = *state;

	tell(s, record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT,
				       "a\x01" "b\xef\xbf\xbf", "]]>")));
	write_it(s);
	assert_false(has(s, "\x01"));
	assert_false(has(s, "\xef\xbf\xbf"));
	assert_false(has(s, "]]>"));
}

/* A day without changes does not touch it. */
static void test_another_day(void **state)
{
	struct scene *s = *state;
	struct buf before = BUF_INIT;

	tell(s, record(s, "a", moved("Quý III/2026", "Quý IV/2026",
				     day(2026, 9, 30), day(2026, 12, 31))));
	write_it(s);
	buf_addstr(&before, buf_str(&s->out));
	world_rate(s->world, day(2027, 3, 1));
	write_it(s);
	assert_true(str_eq(buf_str(&before), buf_str(&s->out)));
	buf_release(&before);
}

/* ---- names ------------------------------------------------------------- */

static void assert_same(struct ident a, struct ident b)
{
	assert_string_equal(a.text, b.text);
}

static void assert_differ(struct ident a, struct ident b)
{
	assert_string_not_equal(a.text, b.text);
}

static void test_form(void **state)
{
	struct scene *s = *state;
	char what[16];

	for (int i = 0; i < 200; i++) {
		struct ident id;

		snprintf(what, sizeof(what), "%d", i);
		id = ident_of(&s->world->model, "feed", str_of(what));
		assert_int_equal(strspn(id.text, "0123456789abcdef-"), 36);
		assert_int_equal(id.text[14], '8');
		assert_non_null(strchr("89ab", id.text[19]));
		assert_true(id.text[8] == '-' && id.text[13] == '-' &&
			    id.text[18] == '-' && id.text[23] == '-');
	}
}

static void test_names_differ(void **state)
{
	struct scene *s = *state;
	const struct model *m = &s->world->model;
	size_t a = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT, "x",
					  "y"));
	size_t b = record(s, "b", changed(FIELD_PRODUCT, CLASS_AMENDMENT, "x",
					  "y"));
	size_t lead = record(s, "a", changed(FIELD_LEAD, CLASS_AMENDMENT, "x",
					     "y"));
	size_t twin = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT,
					     "x", "y"));
	size_t later;

	world_commit(s->world, day(2026, 5, 1));
	later = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT, "x",
				       "y"));
	assert_differ(ident_record(m, a), ident_record(m, b));
	assert_differ(ident_record(m, a), ident_record(m, lead));
	assert_differ(ident_record(m, a), ident_record(m, twin));
	assert_differ(ident_record(m, a), ident_record(m, later));
	assert_differ(ident_of(m, "feed", STR("")),
		      ident_of(m, "feed", STR("linh-vuc/the-che")));
}

/* A name outlives new titles, moved files and records that come before. */
static void test_names_stay(void **state)
{
	struct scene *s = *state;
	const struct model *m = &s->world->model;
	size_t i = record(s, "a", changed(FIELD_PRODUCT, CLASS_AMENDMENT, "x",
					  "y"));
	struct ident change = ident_record(m, i);
	struct ident plan = ident_plan(m, "feed", at(s, i)->plan);
	struct ident item = ident_item(m, "due", at(s, i)->item);
	struct plan_line *line = at(s, i)->plan;
	struct difference move = changed(SUBJECT_PATH, CLASS_PLAN,
					 "so-a/2026.md", "so-b/moi.md");
	struct node moved_to = *line->node;

	move.kind = CHANGE_MOVED;
	POOL_PUSH(s->world->pool, line->records, line->nrecords,
		  line->records_cap, record(s, NULL, move));
	moved_to.path = STR("so-b/moi.md");
	line->node = &moved_to;
	line->agency = STR("so-b");
	line->slug = STR("moi");
	assert_same(ident_record(m, i), change);
	assert_same(ident_plan(m, "feed", line), plan);
	assert_same(ident_item(m, "due", at(s, i)->item), item);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(test_entry), TEST(test_what_is_told), TEST(test_dates),
		TEST(test_no_entries), TEST(test_at_most),
		TEST(test_control_characters), TEST(test_another_day),
		TEST(test_form), TEST(test_names_differ),
		TEST(test_names_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
