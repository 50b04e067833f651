/* SPDX-License-Identifier: MIT */
/* page_area.c - the progress pages of reform areas. */
#include "page_jobs.h"

#define AREA_RECENT 10

static struct str area_address(struct sheet *s, const struct area *area)
{
	return pool_printf(s->pool, "linh-vuc/%.*s", STR_ARG(area->id));
}

static struct str area_agency_address(struct sheet *s, const struct area *area,
				      const struct agency *agency)
{
	return pool_printf(s->pool, "linh-vuc/%.*s/%.*s", STR_ARG(area->id),
			   STR_ARG(agency->slug));
}

void page_areas(struct sheet *s, const struct page_job *job)
{
	const struct site *site = s->pages->site;
	struct value *list;
	size_t commit = SIZE_MAX;

	(void)job;
	sheet_open(s, "areas", STR("linh-vuc"));
	sheet_title(s, sheet_words(s, "page.areas"),
		    sheet_words(s, "page.areas_description"));
	sheet_crumb(s, sheet_words(s, "nav.areas"), s->address);
	sheet_dated(s);
	list = put_list(s, s->data, "areas");
	for (size_t i = 0; i < site->nareas; i++) {
		struct tally t = { 0 };

		count_items(&t, s->model, &s->pages->areas[i], NULL);
		commit = later_commit(s->model, commit,
			list_commit(s->model, &s->pages->areas[i], NULL));
		row_sum(s, list, site->areas[i].title,
			area_address(s, &site->areas[i]), &t);
	}
	seal_list(s, s->data, "areas");
	sheet_provenance(s, commit, STR(""), STR("data/site.json"));
	sheet_close(s);
}

/* ---- one area ---------------------------------------------------------- */

static bool is_task(const struct item_view *item)
{
	return item_stands(item) && (item->facts.kinds & KIND_TASK);
}

static size_t count_tasks(const struct item_list *list,
			  const struct agency *agency)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += is_task(list->v[i]) &&
		     (!agency || list->v[i]->plan->agency == agency);
	return n;
}

/* One agency's tasks, at most `max`; the rest on a page of its own. */
static void add_group(struct sheet *s, struct value *groups,
		      const struct area *area, const struct agency *agency,
		      size_t max)
{
	const struct item_list *list = &s->pages->areas[area->index];
	size_t n = count_tasks(list, agency);
	struct value *group, *tasks;

	if (!n)
		return;
	group = value_push(s->pool, groups, value_map(s->pool));
	put_link(s, group, "agency", agency->name, agency_url(s, agency));
	tasks = put_list(s, group, "tasks");
	for (size_t i = 0; i < list->n && tasks->list.n < max; i++)
		if (is_task(list->v[i]) && list->v[i]->plan->agency == agency)
			row_task(s, tasks, list->v[i], ROW_PLAN | ROW_TODAY);
	seal_list(s, group, "tasks");
	if (n > max)
		put(s, group, "tasks_more_url",
		    sheet_url(s, area_agency_address(s, area, agency)));
}

static void put_groups(struct sheet *s, const struct area *area)
{
	const struct item_list *list = &s->pages->areas[area->index];
	struct value *groups = put_list(s, s->data, "groups");
	size_t n, max = SIZE_MAX;
	const struct agency *const *agencies = agencies_by_name(s, &n);

	if (count_tasks(list, NULL) > PAGE_ROWS)
		max = PAGE_ROWS / (n ? n : 1) + 1;
	for (size_t i = 0; i < n; i++)
		add_group(s, groups, area, agencies[i], max);
	seal_list(s, s->data, "groups");
}

static void put_targets(struct sheet *s, const struct item_list *list,
			const struct agency *agency, unsigned parts)
{
	struct value *targets = put_list(s, s->data, "targets");

	for (size_t i = 0; i < list->n && targets->list.n < PAGE_ROWS; i++)
		if (item_stands(list->v[i]) &&
		    (list->v[i]->facts.kinds & KIND_TARGET) &&
		    (!agency || list->v[i]->plan->agency == agency))
			row_target(s, targets, list->v[i], parts);
	seal_list(s, s->data, "targets");
}

/* Tombstones, and what a replacing plan dropped. */
static void put_removed(struct sheet *s, const struct item_list *list,
			const struct agency *agency, unsigned parts)
{
	struct value *removed = put_list(s, s->data, "removed");

	for (size_t i = 0; i < list->n && removed->list.n < PAGE_ROWS; i++)
		if (!item_stands(list->v[i]) &&
		    (!agency || list->v[i]->plan->agency == agency))
			row_task(s, removed, list->v[i], parts);
	seal_list(s, s->data, "removed");
}

bool record_of_area(const struct record *r, const void *what)
{
	const struct pages *pages = ((const void *const *)what)[0];
	const struct area *area = ((const void *const *)what)[1];
	const struct item_view *item = r->item ?
		pages->model->by_line[r->item->serial] : NULL;

	return item ? item->area == area : r->d.area == area;
}

/* What the plans in force say of the area in prose is on their pages; here
 * stand the numbers. */
static void put_criteria(struct sheet *s, const struct area *area)
{
	struct value *list = put_list(s, s->data, "criteria");

	for (size_t i = 0; i < s->pages->criteria.n; i++)
		if (s->pages->criteria.v[i]->area == area &&
		    list->list.n < PAGE_ROWS)
			row_criterion(s, list, s->pages->criteria.v[i]);
	seal_list(s, s->data, "criteria");
}

static void put_late(struct sheet *s, const struct item_list *list)
{
	struct item_list late = late_items(s, list, 1, NULL);
	struct value *rows = put_list(s, s->data, "late");

	for (size_t i = 0; i < late.n && i < PAGE_ROWS / 4; i++)
		row_task(s, rows, late.v[i], ROW_AGENCY | ROW_TODAY);
	seal_list(s, s->data, "late");
	put_count(s, s->data, "late_count", late.n);
}

static void add_place(struct sheet *s, struct value *list,
		      const struct item_view *item)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));

	put(s, row, "title", item->short_title);
	put(s, row, "url", sheet_url(s, item->address));
}

/* What stood in plans that ended or were replaced: links by plan. */
static void put_ended(struct sheet *s, const struct area *area)
{
	const struct item_list *list = &s->pages->ended[area->index];
	struct value *plans = put_list(s, s->data, "ended"), *items = NULL;
	struct value *plan = NULL;

	for (size_t i = 0; i < list->n; i++) {
		const struct item_view *item = list->v[i];

		if (!i || list->v[i - 1]->plan != item->plan) {
			if (plan)
				seal_line(s, plan, "items");
			plan = value_push(s->pool, plans, value_map(s->pool));
			put_link(s, plan, "plan", item->plan->title,
				 sheet_url(s, item->plan->address));
			items = put_list(s, plan, "items");
		}
		if (items->list.n < PAGE_ROWS)
			add_place(s, items, item);
	}
	if (plan)
		seal_line(s, plan, "items");
	seal_list(s, s->data, "ended");
	put_count(s, s->data, "ended_count", list->n);
}

void page_area(struct sheet *s, const struct page_job *job)
{
	const struct area *area = job->what;
	const struct item_list *list = &s->pages->areas[area->index];
	const void *what[] = { s->pages, area };
	struct tally t = { 0 };

	sheet_open(s, "area", area_address(s, area));
	sheet_title(s, area->title, speak(&s->text, "page.area_description",
					  { "area", area->title }));
	sheet_crumb(s, sheet_words(s, "nav.areas"), STR("linh-vuc"));
	sheet_crumb(s, area->title, s->address);
	sheet_dated(s);
	put_feed(s, area->title, record_of_area, what);
	put_embed(s, area, NULL);
	put_link(s, s->data, "area", area->title, STR(""));
	count_items(&t, s->model, list, NULL);
	put_tally(s, s->data, &t);
	put_trend(s, area, NULL);
	put_late(s, list);
	put_groups(s, area);
	put_targets(s, list, NULL, ROW_AGENCY);
	put_criteria(s, area);
	put_removed(s, list, NULL, ROW_AGENCY);
	put_ended(s, area);
	put_recent(s, "recent", AREA_RECENT, ROW_ITEM | ROW_AGENCY | ROW_DATE,
		   record_of_area, what);
	sheet_provenance(s, list_commit(s->model, list, NULL), STR(""),
			 STR("data/site.json"));
	sheet_close(s);
}

void page_area_agency(struct sheet *s, const struct page_job *job)
{
	const struct area *area = job->what;
	const struct agency *agency = job->part;
	const struct item_list *list = &s->pages->areas[area->index];
	struct value *tasks;
	struct tally t = { 0 };

	sheet_open(s, "area_agency", area_agency_address(s, area, agency));
	sheet_title(s, speak(&s->text, "page.area_agency",
			     { "area", area->title },
			     { "agency", agency->name }),
		    speak(&s->text, "page.area_agency_description",
			  { "area", area->title }, { "agency", agency->name }));
	sheet_crumb(s, sheet_words(s, "nav.areas"), STR("linh-vuc"));
	sheet_crumb(s, area->title, area_address(s, area));
	sheet_crumb(s, agency->name, s->address);
	sheet_dated(s);
	put_link(s, s->data, "area", area->title,
		 sheet_url(s, area_address(s, area)));
	put_agency(s, s->data, agency);
	count_items(&t, s->model, list, agency);
	put_tally(s, s->data, &t);
	tasks = put_list(s, s->data, "tasks");
	for (size_t i = 0; i < list->n; i++)
		if (is_task(list->v[i]) && list->v[i]->plan->agency == agency)
			row_task(s, tasks, list->v[i], ROW_PLAN | ROW_TODAY);
	seal_list(s, s->data, "tasks");
	put_targets(s, list, agency, ROW_PLAN);
	put_removed(s, list, agency, ROW_PLAN);
	sheet_provenance(s, list_commit(s->model, list, agency), STR(""),
			 STR("data/site.json"));
	sheet_close(s);
}
