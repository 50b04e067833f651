/* SPDX-License-Identifier: MIT */
/* model.c - gathers plans, items, ratings and counts as of one day. */
#include "model.h"

#include <stdlib.h>

#include "docnum.h"
#include "text.h"

/* ---- plans ------------------------------------------------------------- */

/* The agency of a folder; one that is not declared (any more) is made up. */
static struct agency *agency_of(struct model *m, struct str slug)
{
	struct agency *agency = sources_agency(m->sources, slug);

	for (size_t i = 0; !agency && i < m->nplans; i++)
		if (m->plans[i].agency && str_eq(m->plans[i].agency->slug, slug))
			agency = m->plans[i].agency;
	if (!agency) {
		agency = POOL_NEW(m->pool, struct agency);
		agency->slug = agency->name = agency->shortname = slug;
	}
	return agency;
}

static void view_plan(struct model *m, struct plan_view *p,
		      struct plan_line *line)
{
	const struct node *node = line->node;

	p->line = line;
	p->version = node->version;
	p->front = node->version->front;
	p->context = node->context;
	p->agency = agency_of(m, line->agency);
	p->removed = !line->live;
	p->draft = !node->issued;
	p->period_end = plan_period_end(p->front);
	p->closed = p->period_end != DATE_NONE && m->as_of > p->period_end;
	p->title = p->front->title.n ? p->front->title : line->slug;
	p->address = pool_printf(m->pool, "ke-hoach/%.*s/%.*s",
				 STR_ARG(line->agency), STR_ARG(line->slug));
	if (p->front->number.n)
		p->number_key = docnum_key(m->pool, p->front->number);
	p->source_path = node->path;
	if (m->sources->snapshot && m->sources->snapshot->folder.n)
		p->source_path = pool_printf(m->pool, "%.*s/%.*s",
				STR_ARG(m->sources->snapshot->folder),
				STR_ARG(node->path));
	m->by_plan[line->serial] = p;
}

static int by_path(const void *a, const void *b)
{
	const struct plan_line *x = *(struct plan_line *const *)a;
	const struct plan_line *y = *(struct plan_line *const *)b;
	int order;

	if (x->live != y->live)
		return x->live ? -1 : 1;
	order = str_cmp(x->node->path, y->node->path);
	return order ? order : (x->serial > y->serial) - (x->serial < y->serial);
}

static int by_address(const void *a, const void *b)
{
	const struct plan_view *x = *(struct plan_view *const *)a;
	const struct plan_view *y = *(struct plan_view *const *)b;
	int order = str_cmp(x->address, y->address);

	return order ? order : x->removed - y->removed;
}

static void view_plans(struct model *m)
{
	const struct history *h = m->history;
	struct plan_line **lines = POOL_ARRAY(m->pool, struct plan_line *,
					      h->nplans + 1);
	size_t n = 0;

	for (size_t i = 0; i < h->nplans; i++)
		if (h->plans[i]->same == h->plans[i] &&
		    h->plans[i]->published && h->plans[i]->node &&
		    h->plans[i]->node->version &&
		    h->plans[i]->node->version->front)
			lines[n++] = h->plans[i];
	qsort(lines, n, sizeof(*lines), by_path);
	m->plans = POOL_ARRAY(m->pool, struct plan_view, n + 1);
	m->by_address = POOL_ARRAY(m->pool, struct plan_view *, n + 1);
	for (size_t i = 0; i < n; i++) {
		view_plan(m, &m->plans[i], lines[i]);
		m->by_address[m->nplans++] = &m->plans[i];
	}
	qsort(m->by_address, n, sizeof(*m->by_address), by_address);
}

/* Compare an address below "ke-hoach/" with a plan's. */
static int address_cmp(const void *key, const void *element)
{
	const struct plan_view *p = *(struct plan_view *const *)element;

	return str_cmp(*(const struct str *)key,
		       str_from(p->address, strlen("ke-hoach/")));
}

struct plan_view *model_plan(const struct model *m, struct str reference)
{
	struct plan_view **found = bsearch(&reference, m->by_address,
					   m->nplans, sizeof(*m->by_address),
					   address_cmp);
	struct plan_view *plan = NULL;
	struct pool *scratch;
	struct str key;

	/* Of equal addresses the live plan stands first. */
	while (found && found > m->by_address &&
	       !address_cmp(&reference, found - 1))
		found--;
	if (found && !(*found)->removed)
		return *found;
	if (!reference.n)
		return NULL;
	scratch = pool_new();
	key = docnum_key(scratch, reference);
	for (size_t i = 0; !plan && i < m->nplans; i++)
		if (!m->plans[i].removed && m->plans[i].number_key.n &&
		    str_eq(m->plans[i].number_key, key))
			plan = &m->plans[i];
	pool_free(scratch);
	return plan;
}

static void connect_plans(struct model *m)
{
	for (size_t i = 0; i < m->nplans; i++) {
		struct plan_view *p = &m->plans[i], *whole;
		const struct plan_line *next = p->line->replaced_by;

		if (next)
			p->replaced_by = m->by_plan[next->serial];
		whole = model_plan(m, p->front->annex_of);
		if (whole && whole != p && !p->removed &&
		    !whole->front->annex_of.n)
			p->annex_of = whole;
		p->in_force = !p->removed && !p->draft && !p->closed &&
			      !p->replaced_by;
	}
}

/* ---- items ------------------------------------------------------------- */

static void view_item(struct model *m, struct plan_view *p,
		      struct item_line *line, const struct section *section,
		      const struct area *area)
{
	struct item_view *item = &p->items[p->nitems++];
	const struct site *site = &m->sources->site;

	item->line = line;
	item->plan = p;
	item->section = section;
	item->area = area ? area : &site->areas[site->nareas - 1];
	item->removed = !line->live;
	item->title = section->title.n ? section->title : section->number;
	if (!item->title.n)
		item->title = line->slug;
	item->short_title = section_text(section, FIELD_SHORT_TITLE);
	if (!item->short_title.n)
		item->short_title = item->title;
	item->address = pool_printf(m->pool, "%.*s/%.*s", STR_ARG(p->address),
				    STR_ARG(line->slug));
	facts_read(&item->facts, m->pool,
		   line->context ? line->context : p->context, section,
		   POS_NONE, NULL);
	m->by_line[line->serial] = item;
}

/* The items of the plan's version, in its order, with their parents. */
static void view_version(struct model *m, struct plan_view *p)
{
	const struct version *v = p->version;
	const struct node *node = p->line->node;

	for (size_t i = 0; i < v->nitems; i++) {
		struct item_line *line = item_line_of(node->items[i]);
		int parent = v->items[i].parent;

		if (plan_line_of(line->plan) != p->line ||
		    m->by_line[line->serial])
			continue;
		view_item(m, p, line, v->items[i].section, v->items[i].area);
		if (parent >= 0)
			p->items[p->nitems - 1].parent = m->by_line[
				item_line_of(node->items[parent])->serial];
	}
}

static bool is_shown(const struct item_line *line)
{
	return line->same == line && line->published && line->last;
}

static void view_items(struct model *m)
{
	const struct history *h = m->history;
	size_t *counts = POOL_ARRAY(m->pool, size_t, h->nplans + 1);

	for (size_t i = 0; i < h->nitems; i++)
		if (is_shown(h->items[i]))
			counts[plan_line_of(h->items[i]->plan)->serial]++;
	for (size_t i = 0; i < m->nplans; i++) {
		struct plan_view *p = &m->plans[i];

		p->items = POOL_ARRAY(m->pool, struct item_view,
				      counts[p->line->serial] +
				      p->version->nitems + 1);
		view_version(m, p);
		p->nstanding = p->nitems;
	}
	for (size_t i = 0; i < h->nitems; i++) {
		struct item_line *line = h->items[i];
		struct plan_view *p =
			m->by_plan[plan_line_of(line->plan)->serial];

		if (is_shown(line) && p && !m->by_line[line->serial])
			view_item(m, p, line, line->last, line->area);
	}
}

struct item_view *model_find(const struct model *m,
			     const struct plan_view *from,
			     struct str reference)
{
	ptrdiff_t hash = str_chr(reference, '#');
	struct str id = reference, code;
	struct item_view *found = NULL;

	if (hash >= 0) {
		from = model_plan(m, str_trim(str_sub(reference, 0,
						      (size_t)hash)));
		id = str_from(reference, (size_t)hash + 1);
	}
	id = str_trim(id);
	for (size_t i = 0; from && id.n && !found && i < from->nitems; i++) {
		code = section_text(from->items[i].section, FIELD_ID);
		if (str_eq(code, id) || str_eq(from->items[i].line->slug, id))
			found = &from->items[i];
	}
	return found;
}

/* ---- replaced plans ---------------------------------------------------- */

/* The items of the plan by "Mã" and folded title. */
static void know_items(struct map *known, const struct plan_view *plan)
{
	for (size_t i = 0; i < plan->nitems; i++) {
		const struct section *s = plan->items[i].section;
		struct str code = section_text(s, FIELD_ID);

		if (plan->items[i].removed)
			continue;
		if (code.n)
			map_put(known, code, &plan->items[i]);
		map_put(known, s->folded, &plan->items[i]);
	}
}

static void mark_carried(struct plan_view *old)
{
	struct map known = MAP_INIT;

	know_items(&known, old->replaced_by);
	for (size_t i = 0; i < old->nitems; i++) {
		struct item_view *item = &old->items[i], *next;
		const struct section *s = item->section;

		next = map_get(&known, section_text(s, FIELD_ID));
		if (!next)
			next = map_get(&known, s->folded);
		if (next && !next->origin)
			next->origin = item;
		if (item->carried != CARRIED_ON)
			item->carried = next ? CARRIED_ON : CARRIED_DROPPED;
	}
	map_release(&known);
}

/* "Chuyển tiếp từ", then what replaced plans have in common with the new. */
static void connect_items(struct model *m)
{
	for (size_t i = 0; i < m->nplans; i++)
		for (size_t j = 0; j < m->plans[i].nitems; j++) {
			struct item_view *item = &m->plans[i].items[j];
			struct item_view *origin = model_find(m, item->plan,
				section_text(item->section,
					     FIELD_CARRIED_FROM));

			if (item->removed || !origin || origin == item)
				continue;
			item->origin = origin;
			if (origin->plan->replaced_by == item->plan)
				origin->carried = CARRIED_ON;
		}
	for (size_t i = 0; i < m->nplans; i++)
		if (m->plans[i].replaced_by)
			mark_carried(&m->plans[i]);
}

/* ---- ratings and ledgers ----------------------------------------------- */

static void rate(const struct model *m, struct item_view *item)
{
	const struct item_line *line = item->line;
	struct rating_input in = {
		.facts = &item->facts, .due = item->facts.due,
		.as_of = m->as_of, .issued = line->promised,
		.plan_start = plan_period_start(item->plan->front),
		.plan_end = item->plan->period_end, .carried = item->carried,
		.site = &m->sources->site,
	};

	if (in.issued == DATE_NONE)
		in.issued = plan_day(item->plan->front);
	item->rating = rating_of(&in);
	if (line->has_original)
		in.due = line->original_due;
	item->rating_original = rating_of(&in);
	if (item->facts.kinds & KIND_TARGET)
		item->target_rating = target_rating_of(&item->facts, m->as_of);
}

/* A plan that sets another date than the one that it goes on from moved it,
 * too, by its own authority. */
static void judge_origin(struct item_view *item)
{
	const struct item_view *origin = item->origin;
	int32_t own = item->line->own_due;

	if (!origin || !item->line->has_original ||
	    origin->facts.due == DATE_NONE || own == DATE_NONE ||
	    origin->facts.due == own)
		return;
	item->plan_days = own - origin->facts.due;
	item->moves++;
	item->moves_unnamed += !item->plan->front->number.n;
}

static void sum_ledger(const struct model *m, struct item_view *item)
{
	const struct item_line *line = item->line;

	judge_origin(item);
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &m->history->records[line->records[i]];

		if (!r->adopted || r->draft || !r->item ||
		    r->d.class != CLASS_AMENDMENT)
			continue;
		if (r->d.kind == CHANGE_ADDED)
			item->added_later = true;
		if (!r->d.has_days)
			continue;
		item->moves++;
		item->moves_unnamed += !r->authority.n;
	}
	if (line->has_original && line->original_due != DATE_NONE &&
	    item->facts.due != DATE_NONE)
		item->slip = (long)item->facts.due - line->original_due;
}

static void head_of(struct model *m)
{
	const struct history *h = m->history;
	const struct history_commit *head;
	char hex[OID_HEX + 1];

	m->head_hex = STR("");
	if (!h->nline || h->kind == HISTORY_NONE)
		return;
	head = &h->commits[h->line[h->nline - 1]];
	oid_hex(&head->id, hex);
	m->head_hex = pool_str(m->pool, str_of(hex));
	m->head_date = head->date;
	m->head_offset = head->offset;
	m->first_published = h->commits[h->line[0]].published;
}

void model_build(struct model *m, struct pool *pool,
		 const struct sources *sources, const struct history *history,
		 const struct vocabulary *vocabulary, int32_t as_of)
{
	*m = (struct model){ .pool = pool, .sources = sources,
			     .history = history, .vocabulary = vocabulary,
			     .as_of = as_of };
	m->by_line = POOL_ARRAY(pool, struct item_view *, history->nitems + 1);
	m->by_plan = POOL_ARRAY(pool, struct plan_view *, history->nplans + 1);
	head_of(m);
	view_plans(m);
	connect_plans(m);
	view_items(m);
	connect_items(m);
	for (size_t i = 0; i < m->nplans; i++)
		for (size_t j = 0; j < m->plans[i].nitems; j++) {
			rate(m, &m->plans[i].items[j]);
			sum_ledger(m, &m->plans[i].items[j]);
		}
}

/* ---- counting ---------------------------------------------------------- */

static void tally_task(struct tally *t, const struct item_view *item)
{
	enum rating rating = item->rating.rating;
	enum rating original = item->rating_original.rating;

	t->tasks++;
	t->rating[rating]++;
	t->group[rating_group(rating)]++;
	if (item->facts.due != DATE_NONE)
		t->dated++;
	else if (item->facts.deadline.kind == DEADLINE_RECURRING)
		t->recurring++;
	else if (item->facts.deadline.kind == DEADLINE_EVENT)
		t->waiting++;
	else
		t->undated++;
	t->denominator += rating_in_denominator(rating);
	t->on_time += rating == RATING_DONE_ON_TIME;
	t->denominator_original += rating_in_denominator(original);
	t->on_time_original += original == RATING_DONE_ON_TIME;
}

void tally_add(struct tally *t, const struct model *m,
	       const struct item_view *item)
{
	const struct item_line *line = item->line;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &m->history->records[line->records[i]];

		if (r->adopted && !r->draft && r->item && r->d.has_days &&
		    r->d.class == CLASS_AMENDMENT)
			t->days += r->d.days;
	}
	t->days += item->plan_days;
	t->moves += item->moves;
	t->moves_unnamed += item->moves_unnamed;
	t->moved_items += item->moves > 0;
	t->added += item->added_later;
	if (item->removed) {
		t->removed += !item->plan->draft;
		return;
	}
	if (item->facts.kinds & KIND_TASK)
		tally_task(t, item);
	if (item->facts.kinds & KIND_TARGET) {
		t->targets++;
		t->target[item->target_rating]++;
	}
	t->criteria += (item->facts.kinds & KIND_CRITERION) != 0;
	t->indices += (item->facts.kinds & KIND_INDEX) != 0;
}

/* ---- records ----------------------------------------------------------- */

int32_t model_day(const struct model *m, const struct record *r)
{
	return record_day(m->history, r, m->sources->site.zone);
}

static struct str unit_name(const struct sources *s, struct str id)
{
	for (size_t i = 0; i < s->nagencies; i++)
		for (size_t j = 0; j < s->agencies[i]->nunits; j++)
			if (str_eq(s->agencies[i]->units[j].id, id))
				return s->agencies[i]->units[j].name;
	return STR("");
}

struct str model_author(const struct model *m, const struct history_commit *c)
{
	const struct site *site = &m->sources->site;

	if (site->authors == AUTHORS_NAME)
		return c->author;
	if (site->authors == AUTHORS_UNIT)
		for (size_t i = 0; i < site->nauthor_units; i++)
			if (str_eq(site->author_units[i][0], c->author))
				return unit_name(m->sources,
						 site->author_units[i][1]);
	return STR("");
}
