/* SPDX-License-Identifier: MIT */
/*
 * planbox.h - a small site in memory for tests of plans: three areas, one
 * office with two rooms, a registry, and whatever plans a test puts there.
 */
#ifndef PLANBOX_H
#define PLANBOX_H

#include "unit.h"

#include "facts.h"

#define PLANBOX_FILES 12

struct planbox {
	struct pool *pool;
	struct catalog *vi, *en;
	struct vocabulary words;
	struct diags diags;
	struct snapshot_file files[PLANBOX_FILES];
	struct snapshot snapshot;
	struct sources sources;
	struct interner interner;
	struct plan_front front;
	struct facts_context context;
};

static const char planbox_site[] =
	"title: T\n"
	"due_soon_days: 15\n"
	"reporting_grace_days: 15\n"
	"measures:\n"
	"  - {id: hai-long, title: Mức độ hài lòng, unit: \"%\"}\n"
	"areas:\n"
	"  - id: chi-dao\n"
	"    title: Chỉ đạo, điều hành\n"
	"    aliases: [Công tác chỉ đạo điều hành CCHC]\n"
	"  - {id: the-che, title: Cải cách thể chế}\n"
	"  - {id: thu-tuc, title: Cải cách thủ tục hành chính}\n";

static const char planbox_office[] =
	"---\n"
	"type: agency\n"
	"name: Sở X\n"
	"units:\n"
	"  - {id: vp, name: Văn phòng Sở, short: [VP]}\n"
	"  - {id: qlbg, name: Phòng Quản lý biên giới, short: [QLBG]}\n"
	"  - {id: tt, name: Trung tâm Thông tin}\n"
	"groups:\n"
	"  - {name: Các phòng, units: [vp, qlbg]}\n"
	"---\n";

static const char planbox_registry[] =
	"- {number: 29/KH-UBND, title: KH, date: 2026-01-30, issuer: UBND}\n"
	"- {number: 45/BC-SX, title: BC, date: 2026-07-01, issuer: Sở X}\n";

static inline int planbox_order(const void *pa, const void *pb)
{
	const struct snapshot_file *a = pa, *b = pb;

	return str_cmp(a->path, b->path);
}

static inline void planbox_file(struct planbox *w, const char *path,
				const char *text)
{
	struct str name = str_of(path);

	assert_true(w->snapshot.n < PLANBOX_FILES);
	w->files[w->snapshot.n++] = (struct snapshot_file){
		.path = name, .text = true,
		.src = { .path = pool_printf(w->pool, "content/%.*s",
					     STR_ARG(name)),
			 .text = str_of(text) }
	};
}

/* The site with plans: pairs of a path and a text, up to a NULL. */
static inline void planbox_load(struct planbox *w, const char *site,
				const char *const plans[][2])
{
	sources_release(&w->sources);
	diags_init(&w->diags, w->pool);
	w->snapshot.n = 0;
	planbox_file(w, "site.yml", site);
	planbox_file(w, "so-x/index.md", planbox_office);
	planbox_file(w, "van-ban.yml", planbox_registry);
	for (size_t i = 0; plans && plans[i][0]; i++)
		planbox_file(w, plans[i][0], plans[i][1]);
	qsort(w->files, w->snapshot.n, sizeof(*w->files), planbox_order);
	assert_int_equal(sources_load(&w->sources, w->pool, &w->snapshot,
				      &w->diags), 0);
	interner_release(&w->interner);
	interner_init(&w->interner, w->pool, &w->words, &w->sources.site);
	w->front = (struct plan_front){
		.issued = date_of((struct ymd){ 2026, 2, 6 }),
		.issued_from = date_of((struct ymd){ 2026, 2, 6 }),
		.period_from = 2026, .period_to = 2026,
	};
	w->context = (struct facts_context){
		&w->sources.site, &w->words,
		sources_agency(&w->sources, STR("so-x")), &w->front
	};
}

static inline int planbox_setup(void **state)
{
	struct planbox *w = calloc(1, sizeof(*w));

	w->pool = pool_new();
	w->vi = messages_program(w->pool, STR("vi"));
	w->en = messages_program(w->pool, STR("en"));
	vocabulary_init(&w->words, w->pool, w->vi, w->en);
	w->snapshot.folder = STR("content");
	w->snapshot.files = w->files;
	w->snapshot.cap = PLANBOX_FILES;
	planbox_load(w, planbox_site, NULL);
	*state = w;
	return 0;
}

static inline int planbox_teardown(void **state)
{
	struct planbox *w = *state;

	interner_release(&w->interner);
	sources_release(&w->sources);
	vocabulary_release(&w->words);
	messages_release(w->vi);
	messages_release(w->en);
	pool_free(w->pool);
	free(w);
	return 0;
}

/* Read a section as old versions are read, or (with findings, which start
 * anew) as the built one is. */
static inline struct section *planbox_old(struct planbox *w, const char *text)
{
	return section_parse(w->pool, &w->words, str_of(text), NULL, 0, NULL);
}

static inline struct section *planbox_section(struct planbox *w,
					      const char *text)
{
	struct source *src = POOL_NEW(w->pool, struct source);

	diags_init(&w->diags, w->pool);
	*src = (struct source){ .path = STR("content/so-x/p.md"),
				.text = str_of(text) };
	return section_parse(w->pool, &w->words, src->text, src, 0, &w->diags);
}

/* An item "### T" with these lines below the heading. */
static inline struct section *planbox_item(struct planbox *w,
					   const char *lines)
{
	return planbox_section(w, pool_printf(w->pool, "### T\n\n%s",
					      lines).p);
}

/* How many findings of a code there are. */
static inline size_t planbox_count(const struct planbox *w,
				   enum diag_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < w->diags.n; i++)
		n += w->diags.list[i].code == code;
	return n;
}

static inline int32_t planbox_day(int year, int month, int day)
{
	return date_of((struct ymd){ year, month, day });
}

#define PLAN_TEST(f) \
	cmocka_unit_test_setup_teardown(f, planbox_setup, planbox_teardown)

#endif
