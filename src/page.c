/* SPDX-License-Identifier: MIT */
/* page.c - lists all pages of the site and has threads write them. */
#include "page.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "calendar.h"
#include "page_jobs.h"
#include "sitemap.h"

/* What a thread has to itself. */
struct worker {
	struct pool *pool;	/* of the findings */
	struct pool *sheets;	/* of the page at hand */
	struct diags diags;
	struct buf out;
};

struct page_writer {
	struct pages pages;
	struct page_job *jobs;		/* of the round */
	size_t n, cap;
	size_t all;			/* of both */
	struct worker *workers;
	size_t nworkers;
	atomic_int failed;
};

/* ---- what pages share -------------------------------------------------- */

struct dated_record {
	int64_t published;
	size_t index;
};

static int latest_first(const void *a, const void *b)
{
	const struct dated_record *x = a, *y = b;

	if (x->published != y->published)
		return x->published > y->published ? -1 : 1;
	return x->index > y->index ? -1 : 1;
}

static void order_records(struct pages *p)
{
	const struct history *h = p->model->history;
	struct dated_record *list = xcalloc(h->nrecords + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < h->nrecords; i++)
		if (p->model->by_plan[h->records[i].plan->serial])
			list[n++] = (struct dated_record){
				h->commits[h->records[i].commit].published, i };
	qsort(list, n, sizeof(*list), latest_first);
	p->records = POOL_ARRAY(p->pool, size_t, n + 1);
	p->nrecords = n;
	for (size_t i = 0; i < n; i++)
		p->records[i] = list[i].index;
	free(list);
}

static void list_add(struct pages *p, struct item_list *list,
		     struct item_view *item)
{
	POOL_PUSH(p->pool, list->v, list->n, list->cap, item);
}

static void add_units(struct pages *p, struct map *map,
		      const struct unit_refs *units, struct item_view *item)
{
	for (size_t i = 0; i < units->n; i++) {
		const struct unit *u = units->v[i];
		struct str key = pool_printf(p->pool, "%.*s/%.*s",
				STR_ARG(u->agency->slug), STR_ARG(u->id));
		void **at = map_at(map, key);

		if (!*at)
			*at = POOL_NEW(p->pool, struct item_list);
		list_add(p, *at, item);
	}
}

/* An item of a plan that went away, or was replaced without it. */
static bool is_dropped(const struct item_view *item)
{
	const struct plan_view *plan = item->plan;

	if (plan->draft || plan->closed)
		return false;
	if (plan->removed)
		return true;
	return !item->removed && plan->replaced_by &&
	       plan->replaced_by->in_force &&
	       item->rating.rating == RATING_NOT_CARRIED;
}

static void list_item(struct pages *p, struct item_view *item)
{
	const struct plan_view *plan = item->plan;
	unsigned kinds = item->facts.kinds;

	if (plan->in_force || is_dropped(item))
		list_add(p, &p->areas[item->area->index], item);
	if (item->removed || plan->removed)
		return;
	if (!plan->in_force && !plan->draft)
		list_add(p, &p->ended[item->area->index], item);
	if (plan->replaced_by)
		return;
	if (criterion_lost(item)) {
		list_add(p, &p->criteria, item);
		if (item->facts.score.of > p->most_points)
			p->most_points = item->facts.score.of;
	}
	if (kinds & KIND_INDEX)
		list_add(p, &p->indices, item);
	if (!plan->in_force)
		return;
	if (kinds & KIND_TARGET)
		list_add(p, &p->targets, item);
	add_units(p, &p->leads, &item->facts.lead, item);
	add_units(p, &p->supports, &item->facts.support, item);
}

/* The open data, with its sizes: the stage's own list changes as pages are
 * written. */
static void list_files(struct pages *p)
{
	size_t n;
	const struct stage_file *files = stage_files(p->context->stage, &n);
	struct stage_file *list = POOL_ARRAY(p->pool, struct stage_file, n + 1);

	p->nfiles = 0;
	for (size_t i = 0; i < n; i++) {
		if (!str_starts(files[i].path, STR("data/")) &&
		    !str_eqs(files[i].path, "datapackage.json"))
			continue;
		list[p->nfiles] = files[i];
		list[p->nfiles].path = pool_str(p->pool, files[i].path);
		p->nfiles++;
	}
	p->files = list;
}

static void share(struct pages *p, const struct page_context *c)
{
	*p = (struct pages){ .context = c, .model = c->model, .pool = c->pool,
			     .site = &c->model->sources->site };
	p->areas = POOL_ARRAY(p->pool, struct item_list, p->site->nareas);
	p->ended = POOL_ARRAY(p->pool, struct item_list, p->site->nareas);
	order_records(p);
	for (size_t i = 0; i < c->model->nplans; i++)
		for (size_t j = 0; j < c->model->plans[i].nitems; j++)
			list_item(p, &c->model->plans[i].items[j]);
	p->catalogue = catalogue_make(p);
	p->periods = report_periods(p->pool, p->model, &p->nreports);
	p->sitemap = sitemap_new();
}

/* ---- which pages ------------------------------------------------------- */

static void add(struct page_writer *w,
		void (*make)(struct sheet *, const struct page_job *),
		const void *what, const void *part)
{
	ARRAY_PUSH(w->jobs, w->n, w->cap,
		   (struct page_job){ .make = make, .what = what,
				      .part = part });
}

/* A page at an address of its own: the first one has it. */
static void add_at(struct page_writer *w, struct str address,
		   void (*make)(struct sheet *, const struct page_job *),
		   const void *what, const void *part)
{
	void **taken = map_at(&w->pages.addresses, address);

	if (*taken)
		return;
	*taken = w;
	add(w, make, what, part);
}

static size_t count_of(const struct item_list *list,
		       const struct agency *agency)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->v[i]->plan->agency == agency;
	return n;
}

/* Where an area or an agency has too many rows for its page, they go on by
 * both. */
static void add_area_agencies(struct page_writer *w,
			      const struct agency *agency)
{
	const struct pages *p = &w->pages;
	size_t all = 0;

	for (size_t i = 0; i < p->site->nareas; i++)
		all += count_of(&p->areas[i], agency);
	for (size_t i = 0; i < p->site->nareas; i++)
		if ((all > PAGE_ROWS || p->areas[i].n > PAGE_ROWS) &&
		    count_of(&p->areas[i], agency))
			add(w, page_area_agency, &p->site->areas[i], agency);
}

static bool has_plans(const struct model *m, const struct agency *agency)
{
	for (size_t i = 0; i < m->nplans; i++)
		if (m->plans[i].agency == agency)
			return true;
	return false;
}

static void add_of_agency(struct page_writer *w, const struct agency *agency)
{
	if (has_plans(w->pages.model, agency))
		add(w, page_plans, agency, NULL);
	if (w->pages.targets.n > PAGE_ROWS)
		add(w, page_targets, agency, NULL);
}

static void add_plan(struct page_writer *w, const struct plan_view *plan)
{
	if (plan->annex_of)
		add_at(w, plan->address, page_redirect, &plan->address,
		       &plan->annex_of->address);
	else
		add_at(w, plan->address, page_plan, plan, NULL);
}

/* What stands first, then what was removed: an address that both have
 * belongs to what stands. */
static void add_plans(struct page_writer *w)
{
	const struct model *m = w->pages.model;

	for (size_t i = 0; i < m->nplans; i++)
		add_plan(w, &m->plans[i]);
	for (int removed = 0; removed < 2; removed++)
		for (size_t i = 0; i < m->nplans; i++)
			for (size_t j = 0; j < m->plans[i].nitems; j++) {
				const struct item_view *item =
					&m->plans[i].items[j];

				if (item->removed == (removed == 1))
					add_at(w, item->address, page_item,
					       item, NULL);
			}
}

/* A page at what was once the address of a plan, and of its items. */
static void add_former(struct page_writer *w, const struct plan_view *plan,
		       struct str former)
{
	struct pool *pool = w->pages.pool;
	struct str *address = POOL_NEW(pool, struct str);

	*address = pool_printf(pool, "ke-hoach/%.*s", STR_ARG(former));
	add_at(w, *address, page_redirect, address, &plan->address);
	for (size_t i = 0; i < plan->nitems; i++) {
		const struct item_view *item = &plan->items[i];
		struct str *old = POOL_NEW(pool, struct str);

		*old = pool_printf(pool, "%.*s/%.*s", STR_ARG(*address),
				   STR_ARG(item->line->slug));
		add_at(w, *old, page_redirect, old, &item->address);
	}
}

/* And where items stood before they moved to another plan. */
static void add_former_places(struct page_writer *w,
			      const struct item_view *item)
{
	struct pool *pool = w->pages.pool;

	for (size_t i = 0; i < item->line->former.n; i++) {
		struct str *old = POOL_NEW(pool, struct str);

		*old = pool_printf(pool, "ke-hoach/%.*s",
				   STR_ARG(item->line->former.v[i]));
		add_at(w, *old, page_redirect, old, &item->address);
	}
}

static void add_redirects(struct page_writer *w)
{
	const struct model *m = w->pages.model;

	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *p = &m->plans[i];

		for (size_t j = 0; j < p->line->former.n; j++)
			add_former(w, p, p->line->former.v[j]);
		for (size_t j = 0; j < p->nitems; j++)
			add_former_places(w, &p->items[j]);
	}
}

static void add_changes(struct page_writer *w)
{
	const struct pages *p = &w->pages;
	size_t n;

	if (p->model->history->kind == HISTORY_NONE)
		return;
	add(w, page_changes, NULL, NULL);
	for (size_t i = 0; i < p->nrecords; i += n) {
		n = records_run(p, i, true);
		ARRAY_PUSH(w->jobs, w->n, w->cap, (struct page_job){
			.make = page_changes_month, .from = i, .n = n });
	}
	for (size_t i = 0; i < p->nrecords; i += n) {
		n = records_run(p, i, false);
		ARRAY_PUSH(w->jobs, w->n, w->cap, (struct page_job){
			.make = page_changes_day, .from = i, .n = n });
	}
}

static void add_reports(struct page_writer *w)
{
	const struct pages *p = &w->pages;
	const struct sources *sources = p->model->sources;

	if (!p->nreports)
		return;
	add(w, page_reports, NULL, NULL);
	for (size_t i = 0; i < p->nreports; i++) {
		const struct report *r = &p->reports[i];

		add(w, page_report, r, NULL);
		for (size_t j = 0; report_by_agency(r) &&
				   j < r->agencies.n; j++)
			if (sources_agency(sources,
					   r->agencies.v[j].agency->slug))
				add(w, page_report, r,
				    r->agencies.v[j].agency);
	}
}

static void add_embeds(struct page_writer *w)
{
	const struct pages *p = &w->pages;
	const struct sources *s = p->model->sources;

	add(w, page_embed, NULL, NULL);
	for (size_t i = 0; i < p->site->nareas; i++)
		add(w, page_embed, &p->site->areas[i], NULL);
	for (size_t i = 0; i < s->nagencies; i++)
		add(w, page_embed, NULL, s->agencies[i]);
}

/* The index takes longest, so it is begun first. */
static void add_search(struct page_writer *w)
{
	struct page_job *jobs = NULL;
	size_t n = catalogue_jobs(&w->pages, &jobs);

	add(w, page_search, NULL, NULL);
	for (size_t i = 0; i < n; i++)
		ARRAY_PUSH(w->jobs, w->n, w->cap, jobs[i]);
}

static void list_first(struct page_writer *w)
{
	const struct pages *p = &w->pages;
	const struct sources *s = p->model->sources;

	add_search(w);
	add(w, page_areas, NULL, NULL);
	if (s->nagencies)
		add(w, page_agencies, NULL, NULL);
	add(w, page_plans, NULL, NULL);
	if (p->targets.n)
		add(w, page_targets, NULL, NULL);
	if (p->criteria.n || p->indices.n)
		add(w, page_indices, NULL, NULL);
	if (s->ndocuments)
		add(w, page_documents, NULL, NULL);
	add(w, page_method, NULL, NULL);
	add(w, page_not_found, NULL, NULL);
	add_embeds(w);
	for (size_t i = 0; i < s->nagencies; i++) {
		add_area_agencies(w, s->agencies[i]);
		add_of_agency(w, s->agencies[i]);
	}
	add_plans(w);
	add_redirects(w);
	add_changes(w);
	for (size_t i = 0; i < s->npages; i++)
		add(w, page_ordinary, &s->pages[i], NULL);
}

static void list_summaries(struct page_writer *w)
{
	const struct pages *p = &w->pages;
	const struct sources *s = p->model->sources;

	add(w, page_home, NULL, NULL);
	add(w, page_data, NULL, NULL);
	for (size_t i = 0; i < p->site->nareas; i++)
		add(w, page_area, &p->site->areas[i], NULL);
	for (size_t i = 0; i < s->nagencies; i++) {
		add(w, page_agency, s->agencies[i], NULL);
		for (size_t j = 0; j < s->agencies[i]->nunits; j++)
			add(w, page_unit, &s->agencies[i]->units[j], NULL);
	}
	add_reports(w);
}

/* Leave the first page of each kind. */
static void sample_jobs(struct page_writer *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++) {
		size_t k = 0;

		while (k < n && w->jobs[k].make != w->jobs[i].make)
			k++;
		if (k == n)
			w->jobs[n++] = w->jobs[i];
	}
	w->n = n;
}

/* ---- other files ------------------------------------------------------- */

static int write_assets(const struct page_context *c)
{
	int result = 0;

	for (size_t i = 0; i < c->theme->nassets && !result; i++)
		result = stage_write(c->stage, c->theme->assets[i].path,
				     c->theme->assets[i].bytes);
	return result;
}

/* Images and the like keep their path below the content folder. */
static int write_files(const struct page_context *c)
{
	const struct snapshot *snapshot = c->model->sources->snapshot;
	int result = 0;

	for (size_t i = 0; snapshot && i < snapshot->n && !result; i++)
		if (!snapshot->files[i].text)
			result = stage_write(c->stage, snapshot->files[i].path,
					     snapshot->files[i].raw);
	return result;
}

/* A robots.txt among the content files goes before ours. */
static int write_for_robots(const struct page_context *c,
			    const struct pages *pages)
{
	const struct snapshot *snapshot = c->model->sources->snapshot;

	if (sitemap_write(pages->sitemap, c->stage, pages->site->base_url))
		return -1;
	if (snapshot && snapshot_find(snapshot, STR("robots.txt")))
		return 0;
	return robots_write(c->stage, pages->site->base_url);
}

/* ---- the work ---------------------------------------------------------- */

struct page_writer *page_writer_open(const struct page_context *c)
{
	struct page_writer *w = xcalloc(1, sizeof(*w));

	share(&w->pages, c);
	w->nworkers = c->jobs ? c->jobs : 1;
	w->workers = xcalloc(w->nworkers, sizeof(*w->workers));
	for (size_t i = 0; i < w->nworkers; i++) {
		w->workers[i].pool = pool_new();
		w->workers[i].sheets = pool_new();
		diags_init(&w->workers[i].diags, w->workers[i].pool);
	}
	return w;
}

void page_writer_figures(struct page_writer *w, struct pool *pool,
			 struct standing_cache *cache)
{
	struct pages *p = &w->pages;
	struct speech words = { pool, p->model, &p->context->theme->words,
				NULL };
	struct reporter reporter;

	p->events = calendar_events(&words);
	reporter_init(&reporter, pool, p->model, cache);
	p->reports = POOL_ARRAY(pool, struct report, p->nreports);
	for (size_t i = 0; i < p->nreports; i++)
		report_build(&p->reports[i], &reporter, p->periods[i]);
}

size_t page_writer_begin(struct page_writer *w, enum page_round round)
{
	w->n = 0;
	if (round == PAGES_FIRST) {
		list_first(w);
	} else {
		list_files(&w->pages);
		list_summaries(w);
	}
	if (w->pages.context->sample)
		sample_jobs(w);
	w->all += w->n;
	return w->n;
}

void page_writer_make(struct page_writer *w, size_t i, size_t worker)
{
	const struct page_job *job = &w->jobs[i];
	struct worker *own = &w->workers[worker];
	struct sheet sheet = { .pages = &w->pages, .model = w->pages.model,
			       .pool = own->sheets, .diags = &own->diags,
			       .out = &own->out };

	job->make(&sheet, job);
	if (sheet.failed)
		atomic_store(&w->failed, 1);
	pool_clear(own->sheets);
	progress_step(w->pages.context->progress, 1);
}

/* Findings belong to the run; their order comes when they are printed. */
static void hand_over(struct worker *worker, struct diags *diags)
{
	for (size_t i = 0; i < worker->diags.n; i++) {
		const struct diag *d = &worker->diags.list[i];

		diag_add(diags, d->code, d->pos, d->args);
	}
}

int page_writer_end(struct page_writer *w, size_t *npages)
{
	const struct page_context *c = w->pages.context;

	for (size_t i = 0; i < w->nworkers; i++)
		hand_over(&w->workers[i], c->diags);
	*npages = w->all;
	if (atomic_load(&w->failed) || write_assets(c) || write_files(c))
		return -1;
	return write_for_robots(c, &w->pages);
}

void page_writer_free(struct page_writer *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->nworkers; i++) {
		pool_free(w->workers[i].pool);
		pool_free(w->workers[i].sheets);
		buf_release(&w->workers[i].out);
	}
	free(w->workers);
	free(w->jobs);
	sitemap_free(w->pages.sitemap);
	map_release(&w->pages.leads);
	map_release(&w->pages.supports);
	map_release(&w->pages.addresses);
	free(w);
}
