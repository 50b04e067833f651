/* SPDX-License-Identifier: MIT */
/* page_agency.c - agencies and their units. */
#include "page_jobs.h"

#define AGENCY_RECENT 10

static struct str agency_address(struct sheet *s, const struct agency *agency)
{
	return pool_printf(s->pool, "co-quan/%.*s", STR_ARG(agency->slug));
}

static struct str unit_address(struct sheet *s, const struct unit *unit)
{
	return pool_printf(s->pool, "co-quan/%.*s/%.*s",
			   STR_ARG(unit->agency->slug), STR_ARG(unit->id));
}

static const struct item_list *unit_items(const struct sheet *s,
					  const struct map *map,
					  const struct unit *unit)
{
	static const struct item_list none;
	struct str key = pool_printf(s->pool, "%.*s/%.*s",
				     STR_ARG(unit->agency->slug),
				     STR_ARG(unit->id));
	const struct item_list *list = map_get(map, key);

	return list ? list : &none;
}

static void count_agency(struct sheet *s, struct tally *t,
			 const struct agency *agency)
{
	for (size_t i = 0; i < s->pages->site->nareas; i++)
		count_items(t, s->model, &s->pages->areas[i], agency);
}

static size_t agency_commit(const struct sheet *s, const struct agency *agency)
{
	const struct model *m = s->model;
	size_t commit = SIZE_MAX;

	for (size_t i = 0; i < m->nplans; i++)
		if (m->plans[i].agency == agency)
			commit = later_commit(m, commit,
					      plan_commit(m, &m->plans[i]));
	return commit;
}

void page_agencies(struct sheet *s, const struct page_job *job)
{
	const struct agency *const *agencies;
	struct value *list;
	size_t n, commit = SIZE_MAX;

	(void)job;
	sheet_open(s, "agencies", STR("co-quan"));
	sheet_title(s, sheet_words(s, "page.agencies"),
		    sheet_words(s, "page.agencies_description"));
	sheet_crumb(s, sheet_words(s, "nav.agencies"), s->address);
	sheet_dated(s);
	list = put_list(s, s->data, "agencies");
	agencies = agencies_by_name(s, &n);
	for (size_t i = 0; i < n; i++) {
		struct tally t = { 0 };

		count_agency(s, &t, agencies[i]);
		commit = later_commit(s->model, commit,
				      agency_commit(s, agencies[i]));
		row_sum(s, list, agencies[i]->name,
			agency_address(s, agencies[i]), &t);
	}
	seal_list(s, s->data, "agencies");
	sheet_provenance(s, commit, STR(""), STR("data/site.json"));
	sheet_close(s);
}

/* ---- one agency -------------------------------------------------------- */

static void put_plans(struct sheet *s, const struct agency *agency)
{
	struct value *list = put_list(s, s->data, "plans");

	for (size_t i = 0; i < s->model->nplans; i++) {
		const struct plan_view *p = &s->model->plans[i];

		if (p->agency == agency && !p->annex_of)
			row_plan(s, list, p, false);
	}
	seal_list(s, s->data, "plans");
}

/* "Văn phòng Sở, đến 06/7/2025" */
static void put_former(struct sheet *s, struct value *map,
		       const struct unit *unit)
{
	struct value *list = put_list(s, map, "former");

	for (size_t i = 0; i < unit->nformer; i++) {
		const struct former_name *f = &unit->former[i];
		struct value *entry = value_push(s->pool, list,
						 value_map(s->pool));

		value_set_str(s->pool, entry, "text", f->until == DATE_NONE ?
			f->name : speak(&s->text, "agency.former_until",
				{ "name", f->name },
				{ "date", speak_date(&s->text, f->until) }));
	}
	seal_line(s, map, "former");
}

static size_t count_standing(const struct item_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += item_stands(list->v[i]);
	return n;
}

static void put_units_list(struct sheet *s, const struct agency *agency)
{
	const struct pages *p = s->pages;
	struct value *list = put_list(s, s->data, "units");

	for (size_t i = 0; i < agency->nunits; i++) {
		const struct unit *u = &agency->units[i];
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));

		value_set_str(s->pool, row, "title", u->name);
		value_set_str(s->pool, row, "url",
			      sheet_url(s, unit_address(s, u)));
		value_set_int(s->pool, row, "lead_count", (long long)
			count_standing(unit_items(s, &p->leads, u)));
		value_set_int(s->pool, row, "support_count", (long long)
			count_standing(unit_items(s, &p->supports, u)));
		put_former(s, row, u);
	}
	seal_list(s, s->data, "units");
}

static bool is_task_of(const struct item_view *item,
		       const struct agency *agency)
{
	return item_stands(item) && item->plan->agency == agency &&
	       (item->facts.kinds & KIND_TASK);
}

static void add_area(struct sheet *s, struct value *areas,
		     const struct agency *agency, const struct area *area,
		     size_t max)
{
	const struct item_list *list = &s->pages->areas[area->index];
	struct str address = pool_printf(s->pool, "linh-vuc/%.*s",
					 STR_ARG(area->id));
	struct tally t = { 0 };
	struct value *row, *tasks;

	count_items(&t, s->model, list, agency);
	if (!t.tasks)
		return;
	row = value_push(s->pool, areas, value_map(s->pool));
	value_set_str(s->pool, row, "title", area->title);
	value_set_str(s->pool, row, "url", sheet_url(s, address));
	put_tally(s, row, &t);
	tasks = put_list(s, row, "tasks");
	for (size_t i = 0; i < list->n && tasks->list.n < max; i++)
		if (is_task_of(list->v[i], agency))
			row_task(s, tasks, list->v[i], ROW_PLAN | ROW_TODAY);
	seal_list(s, row, "tasks");
	if (t.tasks > max)
		put(s, row, "tasks_more_url", sheet_url(s, pool_printf(s->pool,
			"%.*s/%.*s", STR_ARG(address),
			STR_ARG(agency->slug))));
}

bool record_of_agency(const struct record *r, const void *what)
{
	const struct pages *pages = ((const void *const *)what)[0];
	const struct plan_view *plan =
		pages->model->by_plan[r->plan->serial];

	return plan && plan->agency == ((const void *const *)what)[1];
}

static bool is_of_agency(const struct item_view *item, const void *what)
{
	return item->plan->agency == what;
}

void page_agency(struct sheet *s, const struct page_job *job)
{
	const struct agency *agency = job->what;
	const struct site *site = s->pages->site;
	const void *what[] = { s->pages, agency };
	struct tally t = { 0 };
	struct value *map, *areas;

	sheet_open(s, "agency", agency_address(s, agency));
	sheet_title(s, agency->name, speak(&s->text, "page.agency_description",
					   { "agency", agency->name }));
	sheet_crumb(s, sheet_words(s, "nav.agencies"), STR("co-quan"));
	sheet_crumb(s, agency->name, s->address);
	sheet_dated(s);
	ld_agency(s, agency);
	put_feed(s, agency->name, record_of_agency, what);
	put_calendar(s, agency->name, is_of_agency, agency);
	put_embed(s, NULL, agency);
	map = put_link(s, s->data, "agency", agency->name, STR(""));
	put(s, map, "short", agency->shortname);
	put(s, map, "parent", agency->parent);
	put(s, map, "contact", agency->contact);
	put(s, s->data, "intro_html",
	    sheet_document(s, agency->intro,
			   sources_path(s->model->sources, agency->src), 2));
	count_agency(s, &t, agency);
	put_tally(s, s->data, &t);
	put_trend(s, NULL, agency);
	put_plans(s, agency);
	put_units_list(s, agency);
	areas = put_list(s, s->data, "areas");
	for (size_t i = 0; i < site->nareas; i++)
		add_area(s, areas, agency, &site->areas[i],
			 t.tasks > PAGE_ROWS ? PAGE_ROWS / site->nareas :
					       SIZE_MAX);
	seal_list(s, s->data, "areas");
	put_recent(s, "recent", AGENCY_RECENT, ROW_ITEM | ROW_PLAN | ROW_DATE,
		   record_of_agency, what);
	sheet_provenance(s, agency_commit(s, agency), agency->src->path,
			 STR("data/site.json"));
	sheet_close(s);
}

/* ---- one unit ---------------------------------------------------------- */

static void put_shorts(struct sheet *s, struct value *map,
		       const struct unit *unit)
{
	struct value *list = put_list(s, map, "shorts");

	for (size_t i = 0; i < unit->shorts.n; i++)
		value_set_str(s->pool, value_push(s->pool, list,
						  value_map(s->pool)),
			      "text", unit->shorts.v[i]);
	seal_line(s, map, "shorts");
}

static void put_items(struct sheet *s, const char *key,
		      const struct item_list *items)
{
	struct value *list = put_list(s, s->data, key);

	for (size_t i = 0; i < items->n; i++)
		if (item_stands(items->v[i]))
			row_task(s, list, items->v[i], ROW_PLAN | ROW_TODAY);
	seal_list(s, s->data, key);
}

static bool names_unit(const struct unit_refs *units, const void *unit)
{
	for (size_t i = 0; i < units->n; i++)
		if (units->v[i] == unit)
			return true;
	return false;
}

static bool is_of_unit(const struct item_view *item, const void *what)
{
	return names_unit(&item->facts.lead, what) ||
	       names_unit(&item->facts.support, what);
}

void page_unit(struct sheet *s, const struct page_job *job)
{
	const struct unit *unit = job->what;
	const struct agency *agency = unit->agency;
	const struct item_list *lead, *support;
	struct tally t = { 0 };
	struct value *map;

	sheet_open(s, "unit", unit_address(s, unit));
	lead = unit_items(s, &s->pages->leads, unit);
	support = unit_items(s, &s->pages->supports, unit);
	sheet_title(s, unit->name, speak(&s->text, "page.unit_description",
					 { "unit", unit->name }));
	sheet_crumb(s, sheet_words(s, "nav.agencies"), STR("co-quan"));
	sheet_crumb(s, agency->name, agency_address(s, agency));
	sheet_crumb(s, unit->name, s->address);
	sheet_dated(s);
	ld_unit(s, unit);
	put_calendar(s, unit->name, is_of_unit, unit);
	map = put_link(s, s->data, "unit", unit->name, STR(""));
	put_shorts(s, map, unit);
	put_former(s, map, unit);
	put_link(s, s->data, "agency", agency->name, agency_url(s, agency));
	count_items(&t, s->model, lead, NULL);
	put_tally(s, s->data, &t);
	put_items(s, "lead", lead);
	put_items(s, "support", support);
	sheet_provenance(s, later_commit(s->model,
					 list_commit(s->model, lead, NULL),
					 list_commit(s->model, support, NULL)),
			 agency->src->path, STR("data/site.json"));
	sheet_close(s);
}
