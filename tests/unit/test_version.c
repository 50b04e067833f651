/* SPDX-License-Identifier: MIT */
/* test_version.c - versions of a plan: areas, nesting, prose, what cannot be
 * read. */
#include "planbox.h"

#define FRONT "---\ntype: plan\ntitle: KH\nissued: 2026-02-06\nperiod: 2026\n---\n"

static const struct version *read_text(struct planbox *w, const char *text)
{
	return version_read(&w->interner, str_of(text));
}

/* "chi-dao/T1 chung/T2>T1"; then prose: "| the-che* chung:X plan". */
static struct str outline(struct planbox *w, const struct version *v)
{
	struct buf b = BUF_INIT;
	struct str text;

	for (size_t i = 0; i < v->nitems; i++) {
		const struct plan_item *item = &v->items[i];

		buf_addf(&b, "%s%.*s/%.*s", i ? " " : "",
			 STR_ARG(item->area->id),
			 STR_ARG(item->section->title));
		if (item->parent >= 0)
			buf_addf(&b, ">%.*s", STR_ARG(
				v->items[item->parent].section->title));
	}
	buf_adds(&b, " |");
	for (size_t i = 0; i < v->nprose; i++) {
		const struct plan_prose *p = &v->prose[i];

		buf_addf(&b, " %.*s%s", p->area ? (int)p->area->id.n : 4,
			 p->area ? p->area->id.p : "plan",
			 p->opens_area ? "*" : "");
	}
	text = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

static void areas_follow_the_headings(void **state)
{
	static const char *const rows[][2] = {
		{ "## I. Chỉ đạo, điều hành\n\n### T1\n- Mã: A\n\n"
		  "## II. Cải cách thể chế\n\n### T2\n- Mã: B\n",
		  "chi-dao/T1 the-che/T2 | chi-dao* the-che*" },
		/* an alias, another numbering, no diacritics, other levels */
		{ "### 2.1. CONG TAC CHI DAO, DIEU HANH CCHC\n\n#### T1\n"
		  "- Mã: A\n", "chi-dao/T1 | chi-dao*" },
		{ "#### Cải cách thể chế\n\n##### T1\n- Mã: A\n",
		  "the-che/T1 | the-che*" },
		/* not with level 1, nor below 4 */
		{ "# Cải cách thể chế\n\n### T1\n- Mã: A\n",
		  "chung/T1 | plan" },
		{ "##### Cải cách thể chế\n\n### T1\n- Mã: A\n",
		  "chung/T1 | plan" },
		/* the same area twice */
		{ "## Cải cách thể chế\n### T1\n- Mã: A\n"
		  "## Chỉ đạo, điều hành\n## Cải cách thể chế\n"
		  "### T2\n- Mã: B\n",
		  "the-che/T1 the-che/T2 | the-che* chi-dao* the-che*" },
		/* another heading of its level ends it, a deeper one does not */
		{ "## Cải cách thể chế\n### Ghi chép\n### T1\n- Mã: A\n"
		  "## Tổ chức thực hiện\n### T2\n- Mã: B\n",
		  "the-che/T1 chung/T2 | the-che* the-che plan" },
		{ "# Phần một\n## Cải cách thể chế\n# Phần hai\n### T\n"
		  "- Mã: A\n", "chung/T | plan the-che* plan" },
		/* outside any area */
		{ "Lời đầu.\n\n### T1\n- Mã: A\n", "chung/T1 | plan" },
		/* an item's own word */
		{ "## Cải cách thể chế\n### T1\n- Mã: A\n"
		  "- Lĩnh vực: Chỉ đạo điều hành\n### T2\n- Mã: B\n",
		  "chi-dao/T1 the-che/T2 | the-che*" },
		{ "### T1\n- Lĩnh vực: thu-tuc\n", "thu-tuc/T1 |" },
		{ "## Cải cách thể chế\n### T1\n- Lĩnh vực: Không có\n",
		  "the-che/T1 | the-che*" },
		/* headings that are none */
		{ "```\n## Cải cách thể chế\n```\n\n### T1\n- Mã: A\n",
		  "chung/T1 | plan" },
		{ "> ## Cải cách thể chế\n\n### T1\n- Mã: A\n",
		  "chung/T1 | plan" },
		{ "- a\n\n  ## Cải cách thể chế\n\n### T1\n- Mã: A\n",
		  "chung/T1 | plan" },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str got = outline(w, read_text(w,
			pool_printf(w->pool, FRONT "%s", rows[i][0]).p));

		if (!str_eqs(got, rows[i][1]))
			fail_msg("%s\ngives %.*s\nwant  %s", rows[i][0],
				 STR_ARG(got), rows[i][1]);
	}
}

static void items_stand_below_items(void **state)
{
	struct planbox *w = *state;
	const struct version *v = read_text(w, FRONT
		"### A\n- Mã: A\n\n#### B\n- Mã: B\n\n##### C\n- Mã: C\n\n"
		"#### D\n- Mã: D\n\n#### Lời\n\n##### E\n- Mã: E\n\n"
		"### F\n- Mã: F\n\n### Lời\n\n#### G\n- Mã: G\n");

	assert_str(outline(w, v), "chung/A chung/B>A chung/C>B chung/D>A "
		   "chung/E>A chung/F chung/G | plan plan");
	assert_int_equal(v->nsections, 9);
	assert_int_equal(v->items[4].at, 5);
	assert_ptr_equal(v->sections[v->items[4].at], v->items[4].section);
}

static void prose_that_is_empty_is_left_out(void **state)
{
	struct planbox *w = *state;

	assert_str(outline(w, read_text(w, FRONT "\n\n## Lời\n")), " | plan");
	assert_str(outline(w, read_text(w, FRONT "")), " |");
	assert_str(outline(w, read_text(w, FRONT "Lời.\n## Lời\n")),
		   " | plan plan");
}

static void sections_are_shared_between_versions(void **state)
{
	struct planbox *w = *state;
	const struct version *a = read_text(w, FRONT
		"### A\n- Mã: A\n\n### B\n- Mã: B\n");
	const struct version *b = read_text(w, FRONT
		"### A\n- Mã: A\n\n### B\n- Mã: C\n");

	assert_ptr_equal(a->front, b->front);
	assert_ptr_equal(a->sections[0], b->sections[0]);
	assert_ptr_not_equal(a->sections[1], b->sections[1]);
}

static void versions_own_what_they_keep(void **state)
{
	struct planbox *w = *state;
	char *text = strdup(FRONT "### Tên\n- Mã: A\n\nLời.\n");
	const struct version *v = read_text(w, text);

	memset(text, 'x', strlen(text));
	free(text);
	assert_str(v->items[0].section->title, "Tên");
	assert_str(section_text(v->items[0].section, FIELD_ID), "A");
	assert_str(v->front->title, "KH");
}

static void line_ends_and_bom_do_not_matter(void **state)
{
	static const char unix_text[] = FRONT "## Lời\n\n### T\n- Mã: A\n";
	struct planbox *w = *state;
	struct buf b = BUF_INIT;

	buf_adds(&b, "\xef\xbb\xbf");
	for (const char *p = unix_text; *p; p++)
		buf_adds(&b, *p == '\n' ? "\r\n" :
				  (const char[]){ *p, '\0' });
	assert_str(outline(w, read_text(w, b.p)), "chung/T | plan");
	buf_clear(&b);
	for (const char *p = unix_text; *p; p++)
		buf_addc(&b, *p == '\n' ? '\r' : *p);
	assert_str(outline(w, read_text(w, b.p)), "chung/T | plan");
	buf_release(&b);
}

static void tells_why_it_cannot_be_read(void **state)
{
	static const struct {
		const char *text;
		bool unreadable, other, secret;
	} rows[] = {
		{ FRONT, false, false, false },
		{ "---  \ntype: plan\ntitle: KH\n---\t\n", false, false, false },
		{ "", true, true, false },
		{ "Lời.\n", true, true, false },
		{ "---\ntype: page\ntitle: T\n---\n", true, true, false },
		{ "---\ntype: agency\nname: T\n---\n", true, true, false },
		{ "---\ntitle: T\n---\n", true, true, false },
		{ "---\ntype: plan\n", true, false, false },
		{ "---\ntype: plan\ntitle: [a\n---\n", true, false, false },
		{ "---\ntype: plan\n---\n", true, false, false },
		{ "---\n- a\n---\n", true, false, false },
		{ FRONT "\xff", true, false, false },
		{ "---\ntype: plan\ntitle: \xff\n---\n", true, false, false },
		{ "---\ntype: plan\ntitle: K\nsecrecy: none\n---\n", false,
		  false, false },
		{ "---\ntype: plan\ntitle: K\nsecrecy: mat\n---\n### T\n"
		  "- Mã: A\n", false, false, true },
		{ "---\ntype: plan\ntitle: K\nsecrecy: [a]\n---\n", false,
		  false, true },
		/* with a fault in a value it is read as far as it goes */
		{ "---\ntype: plan\ntitle: K\nissued: 31/02/2026\n---\n",
		  false, false, false },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct version *v = read_text(w, rows[i].text);

		if (v->unreadable != rows[i].unreadable ||
		    v->other != rows[i].other || v->secret != rows[i].secret)
			fail_msg("%s\nunreadable %d, other %d, secret %d",
				 rows[i].text, v->unreadable, v->other,
				 v->secret);
		if (v->secret)
			assert_int_equal(v->nsections, 0);
	}
}

static const struct version *checked(struct planbox *w, const char *text)
{
	struct source *src = POOL_NEW(w->pool, struct source);

	diags_init(&w->diags, w->pool);
	*src = (struct source){ .path = STR("content/so-x/p.md"),
				.text = str_of(text) };
	return version_read_checked(&w->interner, src, &w->diags);
}

static void the_built_version_has_findings_with_places(void **state)
{
	struct planbox *w = *state;
	static const char text[] = FRONT "## Cải cách thể chế\n\n"
		"### T1\n- Mã: A\n\n### T2\n- Mã: B\n- Lĩnh vực: Cải cách thể chề\n"
		"- Thời hẹn: x\n";
	const struct version *v = checked(w, text);
	unsigned line, col;

	assert_non_null(v);
	assert_str(outline(w, v), "the-che/T1 the-che/T2 | the-che*");
	for (size_t i = 0; i < v->nsections; i++)
		assert_int_equal(text[v->offsets[i]], '#');
	assert_int_equal(w->diags.n, 1);
	assert_int_equal(w->diags.list[0].code, DIAG_UNKNOWN_LABEL);
	pos_line_col(w->diags.list[0].pos, &line, &col);
	assert_int_equal(line, 15);
	assert_int_equal(col, 3);
	v = checked(w, FRONT "### T\n- Lĩnh vực: Cải cách thể\n");
	assert_non_null(v);
	assert_int_equal(planbox_count(w, DIAG_UNKNOWN_AREA), 1);
}

static void a_broken_built_version_is_refused(void **state)
{
	struct planbox *w = *state;

	assert_null(checked(w, "---\ntype: plan\ntitle: [a\n---\n"));
	assert_true(w->diags.errors > 0);
	assert_null(checked(w, "---\ntype: plan\ntitle: K\nsecrecy: mat\n---\n"));
	assert_int_equal(planbox_count(w, DIAG_SECRET), 1);
	/* what is wrong with its facts does not hide its items */
	assert_int_equal(checked(w, "---\ntype: plan\n---\n### T\n- Mã: A\n")
				->nitems, 1);
	assert_true(w->diags.errors > 0);
}

/* Old versions and the built one agree on what stands where. */
static void both_readers_agree(void **state)
{
	static const char *const texts[] = {
		FRONT "a\n## Cải cách thể chế\n```\n### x\n```\n### T\n- Mã: A\n",
		FRONT "### T\n- Mã: A\n  ### b\n### U\n- Mã: B\n\n#### V\n- Mã: C\n",
		FRONT "<div>\n### a\n\n### T\n- Mã: A\n",
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_true(str_eq(outline(w, read_text(w, texts[i])),
				   outline(w, checked(w, texts[i]))));
}

static void random_bytes_are_read(void **state)
{
	static const char *const pieces[] = {
		"---\n", "type: plan\n", "title: T\n", "### ", "## ", "- Mã: ",
		"A", "\n", "\r\n", "\r", "\xff", "\xef\xbb\xbf", "Cải cách ",
		"thể chế\n", "```\n", "secrecy: x\n", "- [x] ", "a\xcc\x81",
		"\t", ": ", "- Lĩnh vực: ", "\n\n",
	};
	struct planbox *w = *state;
	struct buf b = BUF_INIT;
	uint32_t seed = 3;

	for (int i = 0; i < 5000; i++) {
		buf_clear(&b);
		if (i & 1)
			buf_adds(&b, FRONT);
		for (int k = 0; k < 20; k++) {
			seed = seed * 1103515245u + 12345u;
			buf_adds(&b, pieces[(seed >> 16) % 22]);
			if ((seed >> 8) % 97 == 0)
				buf_addc(&b, (char)(seed >> 16));
		}
		version_read(&w->interner, buf_str(&b));
	}
	buf_release(&b);
}

/* A version is cut with the help of the one before it: that must not show. */
static void edits_are_cut_as_if_read_anew(void **state)
{
	static const char *const lines[] = {
		"## Cải cách thể chế\n", "### 1. T\n", "###\n", "##", "#",
		"- Mã: A\n", "- Thời hạn: 2026\n", "- Thời hạn: 2027\n",
		"\n", "\n", "```\n", "~~~\n", "<!--\n", "-->\n", "<div>\n",
		"    ## mã\n", "> ## trích\n", "Lời.\n", "Lời", "a\r\n", "\r",
		"#### b\n", "---\n", "===\n", "\xef\xbb\xbf", "### 4\n",
		"* * *\n", "1. x\n", "   - y\n", "## 2\n", "# 3\n",
	};
	enum { LINES = 31, MAX = 60 };
	struct planbox *w = *state;
	const char *text[MAX];
	const char *scale = getenv("TEST_SCALE");
	long steps = 3000 * (scale ? atol(scale) : 1);
	struct buf b = BUF_INIT;
	uint32_t seed = 11;
	size_t n = 0, reused = 0;

	for (long i = 0; i < steps; i++) {
		const struct version *a, *c;
		size_t at;

		seed = seed * 1103515245u + 12345u;
		at = n ? (seed >> 16) % n : 0;
		if (n == MAX || (n > 4 && seed >> 31)) {
			memmove(text + at, text + at + 1,
				(--n - at) * sizeof(*text));
		} else {
			memmove(text + at + 1, text + at,
				(n++ - at) * sizeof(*text));
			text[at] = lines[(seed >> 8) % LINES];
		}
		buf_clear(&b);
		buf_adds(&b, i & 4 ? FRONT :
			 "---\ntype: plan\ntitle: B\n---\n");
		for (size_t k = 0; k < n; k++)
			buf_adds(&b, text[k]);
		if ((seed >> 4) % 64 == 0)
			buf_adds(&b, "\xff");
		a = version_read(&w->interner, buf_str(&b));
		reused += a->nsections > 2;
		read_text(w, "");
		c = version_read(&w->interner, buf_str(&b));
		assert_int_equal(a->unreadable, c->unreadable);
		assert_int_equal(a->secret, c->secret);
		assert_int_equal(a->nsections, c->nsections);
		assert_int_equal(a->nitems, c->nitems);
		assert_int_equal(a->nprose, c->nprose);
		if (a->nsections)
			assert_memory_equal(a->sections, c->sections,
				a->nsections * sizeof(*a->sections));
		if (a->nitems)
			assert_memory_equal(a->items, c->items,
				a->nitems * sizeof(*a->items));
	}
	assert_true(reused > (size_t)steps / 4);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(areas_follow_the_headings),
		PLAN_TEST(items_stand_below_items),
		PLAN_TEST(prose_that_is_empty_is_left_out),
		PLAN_TEST(sections_are_shared_between_versions),
		PLAN_TEST(versions_own_what_they_keep),
		PLAN_TEST(line_ends_and_bom_do_not_matter),
		PLAN_TEST(tells_why_it_cannot_be_read),
		PLAN_TEST(the_built_version_has_findings_with_places),
		PLAN_TEST(a_broken_built_version_is_refused),
		PLAN_TEST(both_readers_agree),
		PLAN_TEST(random_bytes_are_read),
		PLAN_TEST(edits_are_cut_as_if_read_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
