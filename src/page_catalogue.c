/* SPDX-License-Identifier: MIT */
/* page_catalogue.c - gathers and orders what search finds. */
#include "page_catalogue.h"

#include <stdlib.h>

#include "text.h"

struct gathering {
	struct catalogue *catalogue;
	const struct pages *pages;
	struct pool *pool;
	struct map taken;	/* addresses of items */
};

/* ---- letters ----------------------------------------------------------- */

#define LETTER_DIGIT 0
#define LETTER_OTHER 99
/* Đ is a letter after D; all other marks do not count. */
#define LETTER_D (1 + 2 * ('d' - 'a'))

static int letter_of(struct str folded, struct str lower)
{
	if (!folded.n)
		return LETTER_OTHER;
	if (str_starts(lower, STR("đ")))
		return LETTER_D + 1;
	if (ascii_digit(folded.p[0]))
		return LETTER_DIGIT;
	return ascii_alpha(folded.p[0]) ? 1 + 2 * (folded.p[0] - 'a') :
					  LETTER_OTHER;
}

static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct str catalogue_letter(int letter)
{
	if (letter == LETTER_DIGIT)
		return STR("0–9");
	if (letter == LETTER_D + 1)
		return STR("Đ");
	if (letter == LETTER_OTHER)
		return STR("");
	return (struct str){ capitals + (letter - 1) / 2, 1 };
}

static struct str letter_slug(struct pool *pool, int letter)
{
	if (letter == LETTER_DIGIT)
		return STR("0-9");
	if (letter == LETTER_D + 1)
		return STR("dd");
	if (letter == LETTER_OTHER)
		return STR("khac");
	return pool_printf(pool, "%c", 'a' + (letter - 1) / 2);
}

/* ---- entries ----------------------------------------------------------- */

static void add(struct gathering *g, struct entry e)
{
	struct buf lower = BUF_INIT;

	e.folded = text_fold(g->pool, e.title);
	text_lower_buf(&lower, e.title);
	e.letter = letter_of(e.folded, buf_str(&lower));
	buf_release(&lower);
	e.words = e.folded.n > 0;
	for (size_t i = 0; i < e.folded.n; i++)
		e.words += e.folded.p[i] == ' ';
	POOL_PUSH(g->pool, g->catalogue->entries, g->catalogue->n,
		  g->catalogue->cap, e);
}

static void add_agency(struct gathering *g, const struct agency *agency)
{
	add(g, (struct entry){ .kind = ENTRY_AGENCY, .what = agency,
		.title = agency->name,
		.address = pool_printf(g->pool, "co-quan/%.*s",
				       STR_ARG(agency->slug)) });
	for (size_t i = 0; i < agency->nunits; i++)
		add(g, (struct entry){ .kind = ENTRY_UNIT,
			.what = &agency->units[i],
			.title = agency->units[i].name,
			.address = pool_printf(g->pool, "co-quan/%.*s/%.*s",
					STR_ARG(agency->slug),
					STR_ARG(agency->units[i].id)) });
}

static void add_document(struct gathering *g, const struct document *d)
{
	add(g, (struct entry){ .kind = ENTRY_DOCUMENT, .what = d,
		.title = pool_printf(g->pool, "%.*s%s%.*s", STR_ARG(d->number),
				     d->title.n ? " " : "", STR_ARG(d->title)),
		.address = STR("van-ban"), .anchor = d->slug });
}

static void add_sources(struct gathering *g)
{
	const struct sources *s = g->pages->model->sources;

	for (size_t i = 0; i < s->site.nareas; i++)
		add(g, (struct entry){ .kind = ENTRY_AREA,
			.what = &s->site.areas[i],
			.title = s->site.areas[i].title,
			.address = pool_printf(g->pool, "linh-vuc/%.*s",
					STR_ARG(s->site.areas[i].id)) });
	for (size_t i = 0; i < s->nagencies; i++)
		add_agency(g, s->agencies[i]);
	for (size_t i = 0; i < s->ndocuments; i++)
		add_document(g, &s->documents[i]);
	for (size_t i = 0; i < s->npages; i++)
		add(g, (struct entry){ .kind = ENTRY_PAGE, .what = &s->pages[i],
			.title = s->pages[i].title,
			.address = s->pages[i].slug });
}

static bool is_past(const struct plan_view *plan)
{
	return plan->closed || plan->replaced_by;
}

/* An address that two have belongs to what stands. */
static void add_item(struct gathering *g, const struct item_view *item)
{
	void **taken = map_at(&g->taken, item->address);

	if (*taken)
		return;
	*taken = g;
	add(g, (struct entry){ .kind = ENTRY_ITEM, .what = item,
		.title = item->title, .address = item->address,
		.removed = item->removed || item->plan->removed,
		.past = is_past(item->plan) });
}

static void add_plans(struct gathering *g)
{
	const struct model *m = g->pages->model;

	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *p = &m->plans[i];

		add(g, (struct entry){ .kind = ENTRY_PLAN, .what = p,
			.title = p->title, .address = p->annex_of ?
				p->annex_of->address : p->address,
			.removed = p->removed, .past = is_past(p) });
	}
	for (int removed = 0; removed < 2; removed++)
		for (size_t i = 0; i < m->nplans; i++)
			for (size_t j = 0; j < m->plans[i].nitems; j++)
				if (m->plans[i].items[j].removed ==
				    (removed == 1))
					add_item(g, &m->plans[i].items[j]);
}

const struct agency *entry_agency(const struct entry *e)
{
	switch (e->kind) {
	case ENTRY_AGENCY:
		return e->what;
	case ENTRY_UNIT:
		return ((const struct unit *)e->what)->agency;
	case ENTRY_PLAN:
		return ((const struct plan_view *)e->what)->agency;
	case ENTRY_ITEM:
		return ((const struct item_view *)e->what)->plan->agency;
	case ENTRY_AREA:
	case ENTRY_DOCUMENT:
	case ENTRY_PAGE:
		break;
	}
	return NULL;
}

/* ---- order ------------------------------------------------------------- */

static int compare(long a, long b)
{
	return (a > b) - (a < b);
}

static int by_text(const struct entry *x, const struct entry *y)
{
	int order = str_cmp(x->folded, y->folded);

	if (!order)
		order = str_cmp(x->title, y->title);
	if (!order)
		order = str_cmp(x->address, y->address);
	return order ? order : str_cmp(x->anchor, y->anchor);
}

/* What stands before what does not, the general before the particular, the
 * short before the long. */
static int by_rank(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = compare(x->removed, y->removed);

	if (!order)
		order = compare(x->past, y->past);
	if (!order)
		order = compare(x->kind, y->kind);
	if (!order)
		order = compare((long)x->words, (long)y->words);
	return order ? order : by_text(x, y);
}

static int by_title(const void *a, const void *b)
{
	const struct entry *x = *(const struct entry *const *)a;
	const struct entry *y = *(const struct entry *const *)b;
	int order = compare(x->letter, y->letter);

	return order ? order : by_text(x, y);
}

static void order(struct catalogue *c, struct pool *pool)
{
	if (c->n)
		qsort(c->entries, c->n, sizeof(*c->entries), by_rank);
	c->by_title = POOL_ARRAY(pool, const struct entry *, c->n + 1);
	for (size_t i = 0; i < c->n; i++)
		c->by_title[i] = &c->entries[i];
	if (c->n)
		qsort(c->by_title, c->n, sizeof(*c->by_title), by_title);
}

/* ---- lists ------------------------------------------------------------- */

static struct listing *add_listing(struct gathering *g, enum listing_kind kind,
				   int which, const char *folder,
				   struct str slug)
{
	struct catalogue *c = g->catalogue;
	struct listing listing = { .kind = kind, .which = which };

	listing.address = pool_printf(g->pool, "tim-kiem/%s%.*s", folder,
				      STR_ARG(slug));
	POOL_PUSH(g->pool, c->listings, c->nlistings, c->listings_cap,
		  listing);
	return &c->listings[c->nlistings - 1];
}

static void list_letters(struct gathering *g)
{
	struct catalogue *c = g->catalogue;
	size_t end;

	for (size_t i = 0; i < c->n; i = end) {
		int letter = c->by_title[i]->letter;
		struct listing *l = add_listing(g, LISTING_LETTER, letter, "",
						letter_slug(g->pool, letter));

		for (end = i; end < c->n && c->by_title[end]->letter == letter;)
			end++;
		l->entries = c->by_title + i;
		l->n = end - i;
	}
}

struct due_item {
	enum due due;
	struct period quarter;
	struct item_view *item;
};

static struct due_item due_of(struct item_view *item)
{
	const struct facts *f = &item->facts;
	struct due_item d = { .item = item, .due = DUE_UNDATED };

	if (f->due != DATE_NONE) {
		d.due = DUE_DATED;
		d.quarter = period_at(PERIOD_KIND_QUARTER, f->due, 0);
	} else if (f->deadline.kind == DEADLINE_RECURRING) {
		d.due = DUE_RECURRING;
	} else if (f->deadline.kind == DEADLINE_EVENT) {
		d.due = DUE_WAITING;
	}
	return d;
}

static int by_due(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;
	int order = compare(x->due, y->due);

	if (!order)
		order = compare(x->item->facts.due, y->item->facts.due);
	return order ? order : str_cmp(x->item->address, y->item->address);
}

/* Tasks of plans in force, the first due first. */
static struct due_item *tasks(struct gathering *g, size_t *n)
{
	const struct pages *p = g->pages;
	struct due_item *list;
	size_t all = 0;

	for (size_t i = 0; i < p->site->nareas; i++)
		all += p->areas[i].n;
	list = POOL_ARRAY(g->pool, struct due_item, all + 1);
	*n = 0;
	for (size_t i = 0; i < p->site->nareas; i++)
		for (size_t j = 0; j < p->areas[i].n; j++) {
			struct item_view *item = p->areas[i].v[j];

			if (item_stands(item) &&
			    (item->facts.kinds & KIND_TASK))
				list[(*n)++] = due_of(item);
		}
	if (*n)
		qsort(list, *n, sizeof(*list), by_due);
	return list;
}

static void list_ratings(struct gathering *g, const struct due_item *tasks,
			 size_t n)
{
	static const char *const slugs[NGROUPS] = {
		[GROUP_DONE] = "hoan-thanh",
		[GROUP_PROGRESS] = "dang-va-chua-thuc-hien",
		[GROUP_DUE_SOON] = "sap-den-han", [GROUP_LATE] = "qua-han",
		[GROUP_RECURRING] = "thuong-xuyen",
		[GROUP_WAITING] = "cho-su-kien",
		[GROUP_UNKNOWN] = "chua-co-thong-tin",
		[GROUP_ENDED] = "dung-hoac-chuyen-tiep",
	};
	struct item_list lists[NGROUPS] = { 0 };

	for (size_t i = 0; i < n; i++) {
		struct item_list *list =
			&lists[rating_group(tasks[i].item->rating.rating)];

		POOL_PUSH(g->pool, list->v, list->n, list->cap, tasks[i].item);
	}
	for (int group = 0; group < NGROUPS; group++) {
		struct listing *l;

		if (!lists[group].n)
			continue;
		l = add_listing(g, LISTING_RATING, group, "tinh-trang/",
				str_of(slugs[group]));
		l->items = lists[group].v;
		l->n = lists[group].n;
	}
}

static bool same_due(const struct due_item *a, const struct due_item *b)
{
	return a->due == b->due && (a->due != DUE_DATED ||
				    !period_cmp(a->quarter, b->quarter));
}

static void list_deadlines(struct gathering *g, const struct due_item *tasks,
			   size_t n)
{
	static const char *const slugs[] = {
		[DUE_RECURRING] = "thuong-xuyen",
		[DUE_WAITING] = "cho-su-kien", [DUE_UNDATED] = "khong-co-han",
	};
	size_t end;

	for (size_t i = 0; i < n; i = end) {
		const struct due_item *t = &tasks[i];
		struct listing *l = add_listing(g, LISTING_DEADLINE,
			(int)t->due,
			"thoi-han/", t->due == DUE_DATED ?
			pool_printf(g->pool, "%d-quy-%d", t->quarter.year,
				    t->quarter.index) : str_of(slugs[t->due]));

		for (end = i; end < n && same_due(t, &tasks[end]);)
			end++;
		l->quarter = t->quarter;
		l->n = end - i;
		l->items = POOL_ARRAY(g->pool, struct item_view *, l->n);
		for (size_t j = 0; j < l->n; j++)
			l->items[j] = tasks[i + j].item;
	}
}

const struct catalogue *catalogue_make(const struct pages *p)
{
	struct gathering g = { .pages = p, .pool = p->pool };
	struct due_item *list;
	size_t n;

	g.catalogue = POOL_NEW(p->pool, struct catalogue);
	add_sources(&g);
	add_plans(&g);
	map_release(&g.taken);
	order(g.catalogue, g.pool);
	list_letters(&g);
	list = tasks(&g, &n);
	list_ratings(&g, list, n);
	list_deadlines(&g, list, n);
	return g.catalogue;
}
