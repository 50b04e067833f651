/* SPDX-License-Identifier: MIT */
/* page_home.c - the home page: how far, what is late, what changed last. */
#include <stdlib.h>

#include "page_jobs.h"
#include "text.h"

#define HOME_LATE 5
#define HOME_AMENDED 4
#define HOME_RECENT 6

/* ---- helpers of several pages ------------------------------------------ */

bool item_stands(const struct item_view *item)
{
	return !item->removed && item->plan->in_force;
}

bool item_is_late(const struct item_view *item)
{
	return item_stands(item) && (item->facts.kinds & KIND_TASK) &&
	       (item->rating.rating == RATING_OVERDUE ||
		item->rating.rating == RATING_OVERDUE_UNREPORTED);
}

void count_items(struct tally *t, const struct model *m,
		 const struct item_list *list, const struct agency *agency)
{
	for (size_t i = 0; i < list->n; i++) {
		if (agency && list->v[i]->plan->agency != agency)
			continue;
		if (list->v[i]->plan->in_force)
			tally_add(t, m, list->v[i]);
		else
			t->removed++;
	}
}

size_t list_commit(const struct model *m, const struct item_list *list,
		   const struct agency *agency)
{
	size_t commit = SIZE_MAX;

	for (size_t i = 0; i < list->n; i++)
		if (!agency || list->v[i]->plan->agency == agency)
			commit = later_commit(m, commit,
					      item_commit(m, list->v[i]));
	return commit;
}

static int by_lateness(const void *a, const void *b)
{
	const struct item_view *x = *(struct item_view *const *)a;
	const struct item_view *y = *(struct item_view *const *)b;

	if (x->rating.late_from != y->rating.late_from)
		return x->rating.late_from < y->rating.late_from ? -1 : 1;
	return str_cmp(x->address, y->address);
}

struct item_list late_items(struct sheet *s, const struct item_list *lists,
			    size_t nlists, const struct agency *agency)
{
	struct item_list late = { NULL, 0, 0 };

	for (size_t i = 0; i < nlists; i++)
		for (size_t j = 0; j < lists[i].n; j++) {
			struct item_view *item = lists[i].v[j];

			if (item_is_late(item) &&
			    (!agency || item->plan->agency == agency))
				POOL_PUSH(s->pool, late.v, late.n, late.cap,
					  item);
		}
	if (late.n)
		qsort(late.v, late.n, sizeof(*late.v), by_lateness);
	return late;
}

struct named {
	struct str folded;
	const struct agency *agency;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = str_cmp(x->folded, y->folded);

	return order ? order : str_cmp(x->agency->slug, y->agency->slug);
}

const struct agency *const *agencies_by_name(struct sheet *s, size_t *n)
{
	const struct sources *sources = s->model->sources;
	struct named *named = POOL_ARRAY(s->pool, struct named,
					 sources->nagencies + 1);
	const struct agency **list = POOL_ARRAY(s->pool, const struct agency *,
						sources->nagencies + 1);

	*n = sources->nagencies;
	for (size_t i = 0; i < *n; i++)
		named[i] = (struct named){
			text_fold(s->pool, sources->agencies[i]->name),
			sources->agencies[i] };
	qsort(named, *n, sizeof(*named), by_name);
	for (size_t i = 0; i < *n; i++)
		list[i] = named[i].agency;
	return list;
}

/* ---- the page ---------------------------------------------------------- */

static void put_late(struct sheet *s)
{
	struct item_list late = late_items(s, s->pages->areas,
					   s->pages->site->nareas, NULL);
	struct value *list = put_list(s, s->data, "late");

	for (size_t i = 0; i < late.n && i < HOME_LATE; i++)
		row_task(s, list, late.v[i], ROW_AGENCY | ROW_TODAY);
	seal_list(s, s->data, "late");
	put_count(s, s->data, "late_count", late.n);
	if (late.n > HOME_LATE)
		put_link(s, s->data, "late_more", speak(&s->text,
			"home.late_more", { "count", speak_number(&s->text,
				(long long)late.n) }),
			 sheet_url(s, STR("tim-kiem/tinh-trang/qua-han")));
}

static void put_due_soon(struct sheet *s)
{
	struct value *list = put_list(s, s->data, "due_soon");

	for (size_t i = 0; i < s->pages->site->nareas; i++) {
		const struct item_list *area = &s->pages->areas[i];

		for (size_t j = 0; j < area->n &&
				   list->list.n < HOME_LATE; j++)
			if (item_stands(area->v[j]) &&
			    (area->v[j]->facts.kinds & KIND_TASK) &&
			    area->v[j]->rating.rating == RATING_DUE_SOON)
				row_task(s, list, area->v[j],
					 ROW_AGENCY | ROW_TODAY);
	}
	seal_list(s, s->data, "due_soon");
}

static void put_sums(struct sheet *s, struct tally *all)
{
	const struct site *site = s->pages->site;
	struct value *areas = put_list(s, s->data, "areas"), *agencies;
	const struct agency *const *by_names;
	size_t n;

	for (size_t i = 0; i < site->nareas; i++) {
		struct tally t = { 0 };

		count_items(&t, s->model, &s->pages->areas[i], NULL);
		count_items(all, s->model, &s->pages->areas[i], NULL);
		if (s->pages->areas[i].n)
			row_sum(s, areas, site->areas[i].title,
				pool_printf(s->pool, "linh-vuc/%.*s",
					    STR_ARG(site->areas[i].id)), &t);
	}
	seal_list(s, s->data, "areas");
	agencies = put_list(s, s->data, "agencies");
	by_names = agencies_by_name(s, &n);
	for (size_t i = 0; i < n && n <= PAGE_ROWS; i++) {
		struct tally t = { 0 };

		for (size_t j = 0; j < site->nareas; j++)
			count_items(&t, s->model, &s->pages->areas[j],
				    by_names[i]);
		row_sum(s, agencies, by_names[i]->name,
			pool_printf(s->pool, "co-quan/%.*s",
				    STR_ARG(by_names[i]->slug)), &t);
	}
	seal_list(s, s->data, "agencies");
}

static void put_plans(struct sheet *s)
{
	const struct model *m = s->model;
	struct value *plans = put_list(s, s->data, "plans");
	struct value *closed = put_list(s, s->data, "closed_plans");

	for (size_t i = 0; i < m->nplans && m->nplans <= PAGE_ROWS; i++) {
		const struct plan_view *p = &m->plans[i];

		if (p->removed || p->annex_of)
			continue;
		row_plan(s, p->closed || p->replaced_by ? closed : plans, p,
			 true);
	}
	seal_list(s, s->data, "plans");
	seal_list(s, s->data, "closed_plans");
}

static bool is_amendment(const struct record *r, const void *unused)
{
	(void)unused;
	return r->d.class == CLASS_AMENDMENT;
}

static bool is_no_amendment(const struct record *r, const void *unused)
{
	return !is_amendment(r, unused);
}

/* The latest amendments apart: there are few of them among the much that is
 * reported day by day, and they are what nobody may miss. */
static void put_changes(struct sheet *s)
{
	unsigned parts = ROW_ITEM | ROW_PLAN | ROW_AGENCY | ROW_DATE;

	put_recent(s, "amended", HOME_AMENDED, parts, is_amendment, NULL);
	put_recent(s, "recent", HOME_RECENT, parts, is_no_amendment, NULL);
}

void page_home(struct sheet *s, const struct page_job *job)
{
	const struct sources *sources = s->model->sources;
	const struct history *h = s->model->history;
	struct tally t = { 0 };
	struct str source = sources->home_src ? sources->home_src->path :
						STR("");

	(void)job;
	sheet_open(s, "home", STR(""));
	sheet_title(s, sheet_words(s, "page.home"),
		    sheet_words(s, "page.home_description"));
	sheet_dated(s);
	ld_site(s);
	put_feed(s, s->pages->site->title, NULL, NULL);
	put_calendar(s, s->pages->site->title, NULL, NULL);
	put_sums(s, &t);
	put_tally(s, s->data, &t);
	put_trend(s, NULL, NULL);
	put_late(s);
	put_due_soon(s);
	put_changes(s);
	put_plans(s);
	put(s, s->data, "intro_html",
	    sheet_document(s, sources->home, STR("index.md"), 3));
	sheet_provenance(s, h->nline ? h->line[h->nline - 1] : SIZE_MAX,
			 source, STR("data/site.json"));
	sheet_close(s);
}
