/* SPDX-License-Identifier: MIT */
/* page_lists.c - targets, indices and documents of the whole site. */
#include <stdlib.h>

#include "docnum.h"
#include "page_jobs.h"
#include "text.h"

/* ---- targets ----------------------------------------------------------- */

static void add_targets(struct sheet *s, struct value *list,
			const struct agency *agency, size_t max)
{
	const struct item_list *all = &s->pages->targets;

	for (size_t i = 0; i < all->n && list->list.n < max; i++)
		if (all->v[i]->plan->agency == agency)
			row_target(s, list, all->v[i], ROW_PLAN);
}

static size_t count_targets(const struct sheet *s, const struct agency *agency)
{
	size_t n = 0;

	for (size_t i = 0; i < s->pages->targets.n; i++)
		n += s->pages->targets.v[i]->plan->agency == agency;
	return n;
}

static void add_group(struct sheet *s, struct value *groups,
		      const struct agency *agency, size_t max)
{
	size_t n = count_targets(s, agency);
	struct value *group;

	if (!n)
		return;
	group = value_push(s->pool, groups, value_map(s->pool));
	value_set_str(s->pool, group, "title", agency->name);
	add_targets(s, put_list(s, group, "targets"), agency, max);
	seal_list(s, group, "targets");
	if (n > max)
		put(s, group, "more_url", sheet_url(s, pool_printf(s->pool,
			"chi-tieu/%.*s", STR_ARG(agency->slug))));
}

/* Targets that several agencies share, side by side where items say so. */
static void put_measures(struct sheet *s)
{
	const struct site *site = s->pages->site;
	const struct item_list *all = &s->pages->targets;
	struct value *measures = put_list(s, s->data, "measures");

	for (size_t i = 0; i < site->nmeasures; i++) {
		struct value *list = value_list(s->pool), *row;

		for (size_t j = 0; j < all->n && list->list.n < PAGE_ROWS; j++)
			if (all->v[j]->facts.measure == &site->measures[i])
				row_target(s, list, all->v[j], ROW_AGENCY);
		if (list->list.n < 2)
			continue;	/* nothing to compare */
		row = value_push(s->pool, measures, value_map(s->pool));
		value_set_str(s->pool, row, "title", site->measures[i].title);
		value_set(s->pool, row, "targets", list);
	}
	seal_list(s, s->data, "measures");
}

void page_targets(struct sheet *s, const struct page_job *job)
{
	const struct agency *one = job->what;
	const struct agency *const *agencies;
	size_t n, max = SIZE_MAX;
	struct value *groups;

	sheet_open(s, "targets", one ? pool_printf(s->pool, "chi-tieu/%.*s",
			STR_ARG(one->slug)) : STR("chi-tieu"));
	sheet_title(s, sheet_words(s, "page.targets"),
		    sheet_words(s, "page.targets_description"));
	sheet_crumb(s, sheet_words(s, "nav.targets"), STR("chi-tieu"));
	if (one)
		sheet_crumb(s, one->name, s->address);
	agencies = agencies_by_name(s, &n);
	if (!one && s->pages->targets.n > PAGE_ROWS)
		max = PAGE_ROWS / (n ? n : 1) + 1;
	groups = put_list(s, s->data, "groups");
	for (size_t i = 0; i < n; i++)
		if (!one || agencies[i] == one)
			add_group(s, groups, agencies[i], max);
	seal_list(s, s->data, "groups");
	if (!one)
		put_measures(s);
	sheet_provenance(s, list_commit(s->model, &s->pages->targets, one),
			 STR(""), STR("data/site.json"));
	sheet_close(s);
}

/* ---- indices ----------------------------------------------------------- */

void page_indices(struct sheet *s, const struct page_job *job)
{
	const struct pages *p = s->pages;
	struct value *list;

	(void)job;
	sheet_open(s, "indices", STR("chi-so"));
	sheet_title(s, sheet_words(s, "page.indices"),
		    sheet_words(s, "page.indices_description"));
	sheet_crumb(s, sheet_words(s, "nav.indices"), s->address);
	list = put_list(s, s->data, "indices");
	for (size_t i = 0; i < p->indices.n && i < PAGE_ROWS; i++)
		row_index(s, list, p->indices.v[i], ROW_AGENCY);
	seal_list(s, s->data, "indices");
	list = put_list(s, s->data, "criteria");
	for (size_t i = 0; i < p->criteria.n && i < PAGE_ROWS; i++)
		row_criterion(s, list, p->criteria.v[i]);
	seal_list(s, s->data, "criteria");
	sheet_provenance(s, later_commit(s->model,
			 list_commit(s->model, &p->indices, NULL),
			 list_commit(s->model, &p->criteria, NULL)),
			 STR(""), STR("data/site.json"));
	sheet_close(s);
}

/* ---- documents --------------------------------------------------------- */

#define CITED_MAX 30		/* more than this are told as their plans */

struct citation {
	struct str title, address;
	const struct plan_view *plan;
};

struct cited {
	struct str number, key;
	struct citation *by;
	size_t n, cap;
};

struct citing {
	struct sheet *s;
	struct map by_key;	/* docnum_key -> struct cited * */
	const struct plan_view *plan;
	struct citation from;
};

static void cite(struct citing *c, struct str number)
{
	struct pool *pool = c->s->pool;
	struct str key = docnum_key(pool, number);
	struct cited *cited = map_get(&c->by_key, key);

	if (!cited) {
		cited = POOL_NEW(pool, struct cited);
		cited->number = number;
		cited->key = key;
		map_put(&c->by_key, key, cited);
	}
	/* What cites a document twice stands there once. */
	if (cited->n && str_eq(cited->by[cited->n - 1].address,
			       c->from.address))
		return;
	POOL_PUSH(pool, cited->by, cited->n, cited->cap, c->from);
}

static void cite_text(struct citing *c, struct str text)
{
	struct str number;
	size_t at = 0;

	while (docnum_find(text, at, &number)) {
		cite(c, number);
		at = (size_t)(number.p - text.p) + number.n;
	}
}

static void cite_strs(struct citing *c, const struct strs *list)
{
	for (size_t i = 0; i < list->n; i++)
		cite_text(c, list->v[i]);
}

static void cite_item(struct citing *c, const struct item_view *item)
{
	const struct history *h = c->s->model->history;

	c->from = (struct citation){ item->short_title, item->address,
				     item->plan };
	for (size_t i = 0; i < item->section->nfields; i++)
		cite_text(c, item->section->fields[i].text);
	cite_text(c, item->title);
	cite_text(c, item->section->body);
	for (size_t i = 0; i < item->line->nrecords; i++)
		cite_text(c, h->records[item->line->records[i]].authority);
}

static void cite_all(struct citing *c)
{
	const struct model *m = c->s->model;

	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *p = &m->plans[i];

		c->from = (struct citation){ p->title, p->address, p };
		cite_strs(c, &p->front->basis);
		cite_strs(c, &p->front->replaces);
		cite_strs(c, &p->front->related);
		cite_text(c, p->title);
		for (size_t j = 0; j < p->version->nprose; j++)
			cite_text(c, p->version->prose[j].section->body);
		for (size_t j = 0; j < p->nitems; j++)
			cite_item(c, &p->items[j]);
	}
}

static void put_cited_by(struct sheet *s, struct value *row,
			 const struct cited *cited)
{
	struct value *list = put_list(s, row, "cited_by");
	const struct plan_view *last = NULL;

	for (size_t i = 0; cited && i < cited->n; i++) {
		const struct citation *c = &cited->by[i];
		bool plans = cited->n > CITED_MAX;
		struct value *entry;

		if (plans && c->plan == last)
			continue;
		last = c->plan;
		entry = value_push(s->pool, list, value_map(s->pool));
		value_set_str(s->pool, entry, "title",
			      plans ? last->title : c->title);
		value_set_str(s->pool, entry, "url",
			      sheet_url(s, plans ? last->address :
						   c->address));
	}
	seal_line(s, row, "cited_by");
}

static void put_documents(struct sheet *s, const struct map *by_key)
{
	const struct sources *sources = s->model->sources;
	struct value *list = put_list(s, s->data, "documents");

	for (size_t i = 0; i < sources->ndocuments; i++) {
		const struct document *d = &sources->documents[i];
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));

		value_set_str(s->pool, row, "number", d->number);
		value_set_str(s->pool, row, "anchor", d->slug);
		put(s, row, "title", d->title);
		put(s, row, "issuer", d->issuer);
		put_date(s, row, "date", d->date);
		put(s, row, "date_text", d->date_text);
		put(s, row, "url", d->url);
		put_cited_by(s, row, map_get(by_key, d->key));
	}
	seal_list(s, s->data, "documents");
}

static int by_number(const void *a, const void *b)
{
	const struct cited *x = *(struct cited *const *)a;
	const struct cited *y = *(struct cited *const *)b;

	return str_cmp(x->key, y->key);
}

/* Numbers that neither the registry nor a plan of the site has. */
static void put_unknown(struct sheet *s, const struct map *by_key)
{
	struct value *list = put_list(s, s->data, "unknown");
	struct cited **unknown = POOL_ARRAY(s->pool, struct cited *,
					    by_key->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < by_key->n; i++) {
		struct cited *cited = by_key->entries[i].value;

		if (!sources_document(s->model->sources, cited->number) &&
		    !model_plan(s->model, cited->number))
			unknown[n++] = cited;
	}
	qsort(unknown, n, sizeof(*unknown), by_number);
	for (size_t i = 0; i < n; i++) {
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));
		struct str slug = text_slug(s->pool, unknown[i]->number, 60);

		value_set_str(s->pool, row, "number", unknown[i]->number);
		value_set_str(s->pool, row, "anchor",
			      pool_printf(s->pool, "khac-%.*s",
					  STR_ARG(slug)));
		put_cited_by(s, row, unknown[i]);
	}
	seal_list(s, s->data, "unknown");
}

void page_documents(struct sheet *s, const struct page_job *job)
{
	const struct snapshot *snapshot = s->model->sources->snapshot;
	struct citing c = { .s = s };
	struct str source = STR("");

	(void)job;
	sheet_open(s, "documents", STR("van-ban"));
	sheet_title(s, sheet_words(s, "page.documents"),
		    sheet_words(s, "page.documents_description"));
	sheet_crumb(s, sheet_words(s, "nav.documents"), s->address);
	cite_all(&c);
	put_documents(s, &c.by_key);
	put_unknown(s, &c.by_key);
	map_release(&c.by_key);
	if (snapshot && snapshot_find(snapshot, STR("van-ban.yml")))
		source = snapshot_find(snapshot, STR("van-ban.yml"))->src.path;
	sheet_provenance(s, SIZE_MAX, source, STR(""));
	sheet_close(s);
}
