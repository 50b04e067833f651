/* SPDX-License-Identifier: MIT */
/* report.c - compares two days, task by task. */
#include "report.h"

#include <stdlib.h>

#include "docnum.h"

/* ---- days and periods -------------------------------------------------- */

void reporter_init(struct reporter *rp, struct pool *pool,
		   const struct model *model, struct standing_cache *cache)
{
	*rp = (struct reporter){ .pool = pool, .model = model,
				 .cache = cache };
}

static const struct standings *on_day(struct reporter *rp, int32_t day)
{
	struct standings *s;

	for (size_t i = 0; i < rp->ndays; i++)
		if (rp->days[i]->day == day)
			return rp->days[i];
	s = POOL_NEW(rp->pool, struct standings);
	standings_on(s, rp->cache, rp->model->history,
		     &rp->model->sources->site, day);
	POOL_PUSH(rp->pool, rp->days, rp->ndays, rp->days_cap, s);
	return s;
}

const char *report_kind(struct period p)
{
	static const char *const names[] = {
		[PERIOD_KIND_MONTH] = "month", [PERIOD_KIND_QUARTER] = "quarter",
		[PERIOD_KIND_HALF] = "half_year",
		[PERIOD_KIND_NINE] = "nine_months", [PERIOD_KIND_YEAR] = "year",
	};

	return names[p.kind];
}

struct str report_code(struct pool *pool, struct period p)
{
	switch (p.kind) {
	case PERIOD_KIND_MONTH:
		return pool_printf(pool, "%d-%02d", p.year, p.index);
	case PERIOD_KIND_QUARTER:
		return pool_printf(pool, "%d-Q%d", p.year, p.index);
	case PERIOD_KIND_HALF:
		return pool_printf(pool, "%d-H%d", p.year, p.index);
	case PERIOD_KIND_NINE:
		return pool_printf(pool, "%d-9M", p.year);
	case PERIOD_KIND_YEAR:
		break;
	}
	return pool_printf(pool, "%d", p.year);
}

/* After nine months, the rest of the year. */
static struct period next_period(struct period p)
{
	if (p.kind == PERIOD_KIND_NINE)
		return (struct period){ PERIOD_KIND_QUARTER, p.year, 4 };
	return period_add(p, 1);
}

struct period *report_periods(struct pool *pool, const struct model *model,
			      size_t *n)
{
	static const struct period kinds[] = {
		{ PERIOD_KIND_QUARTER, 0, 1 }, { PERIOD_KIND_QUARTER, 0, 2 },
		{ PERIOD_KIND_HALF, 0, 1 }, { PERIOD_KIND_QUARTER, 0, 3 },
		{ PERIOD_KIND_NINE, 0, 0 }, { PERIOD_KIND_QUARTER, 0, 4 },
		{ PERIOD_KIND_YEAR, 0, 0 },
	};
	const struct site *site = &model->sources->site;
	int cutoff = site->reporting_cutoff_day;
	int32_t first = date_at(model->first_published, site->zone);
	struct period *list = NULL;
	size_t cap = 0;

	*n = 0;
	if (model->history->kind == HISTORY_NONE || !model->history->nline)
		return NULL;
	for (int year = date_ymd(first).year;
	     year <= date_ymd(model->as_of).year + 1; year++)
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
			struct period p = kinds[i];

			p.year = year;
			if (period_start(p, cutoff) <= model->as_of &&
			    period_end(p, cutoff) >= first)
				POOL_PUSH(pool, list, *n, cap, p);
		}
	return list;
}

/* ---- plans that replace others ----------------------------------------- */

/* What a replaced plan's items go on as, on a day. */
struct successor {
	const struct plan_line *old;
	struct map known;	/* "Mã", folded titles, "#" and what they are
				   carried from */
};

struct building {
	struct reporter *rp;
	struct report *out;
	const struct standings *before, *until;
	struct successor *successors;
	size_t nsuccessors, cap;
};

static bool replaces(struct pool *pool, const struct plan_front *front,
		     struct str key)
{
	for (size_t i = 0; i < front->replaces.n; i++)
		if (front->stage == STAGE_ISSUED &&
		    str_eq(docnum_key(pool, front->replaces.v[i]), key))
			return true;
	return false;
}

static void know(struct map *known, struct str key)
{
	if (key.n)
		map_put(known, key, known);
}

static void know_item(struct pool *pool, struct map *known,
		      const struct section *s)
{
	struct str from = section_text(s, FIELD_CARRIED_FROM);
	ptrdiff_t hash = str_chr(from, '#');

	know(known, section_text(s, FIELD_ID));
	know(known, s->folded);
	if (hash >= 0)
		know(known, pool_printf(pool, "#%.*s", STR_ARG(str_trim(
			str_from(from, (size_t)hash + 1)))));
}

static struct successor *successor_of(struct building *b,
				      const struct standing *s)
{
	struct pool *pool = b->rp->pool;
	struct str key = docnum_key(pool, s->context->front->number);
	const struct plan_front *front = NULL;
	bool is_new = false;
	struct successor *found;

	for (size_t i = 0; i < b->nsuccessors; i++)
		if (b->successors[i].old == s->plan)
			return &b->successors[i];
	POOL_PUSH(pool, b->successors, b->nsuccessors, b->cap,
		  (struct successor){ .old = s->plan });
	found = &b->successors[b->nsuccessors - 1];
	for (size_t i = 0; i < b->until->n; i++) {
		const struct standing *other = &b->until->v[i];

		if (other->context->front != front) {
			front = other->context->front;
			is_new = other->plan != s->plan &&
				 replaces(pool, front, key);
		}
		if (is_new)
			know_item(pool, &found->known, other->section);
	}
	return found;
}

static bool is_carried_on(struct building *b, const struct standing *s)
{
	const struct map *known = &successor_of(b, s)->known;
	struct pool *pool = b->rp->pool;
	struct str code = section_text(s->section, FIELD_ID);

	return map_get(known, code) || map_get(known, s->section->folded) ||
	       (code.n && map_get(known, pool_printf(pool, "#%.*s",
						     STR_ARG(code)))) ||
	       map_get(known, pool_printf(pool, "#%.*s",
					  STR_ARG(s->line->slug)));
}

/* ---- one row ----------------------------------------------------------- */

bool report_is_task(const struct report_row *row)
{
	return row->facts->kinds & KIND_TASK;
}

static bool is_group(const struct standing *s, enum rating_group group)
{
	return s && rating_group(s->rating.rating) == group;
}

bool report_is_counted(const struct report_row *row)
{
	return report_is_task(row) &&
	       (row->was || row->is || row->arrival != ARRIVAL_NONE);
}

bool report_is_listed(const struct report_row *row)
{
	bool idle = row->was && row->is && !row->nrecords &&
		    is_group(row->before, GROUP_DONE) &&
		    is_group(row->until, GROUP_DONE);

	return report_is_counted(row) && !idle;
}

bool report_has(const struct report_rows *rows, const struct report_row *row)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i] == row)
			return true;
	return false;
}

static bool period_over(const struct standing *s, int32_t day)
{
	int32_t end = plan_period_end(s->context->front);

	return end != DATE_NONE && end < day;
}

static enum report_leaving leaving_of(struct building *b,
				      struct report_row *row, bool removed)
{
	const struct standing *s = row->until;

	if (!s)
		return !removed && period_over(row->before, b->out->until) ?
			LEAVING_ENDED : LEAVING_DROPPED;
	if (period_over(s, b->out->until))
		return LEAVING_ENDED;
	if (is_group(s, GROUP_DONE))
		return LEAVING_ENDED;
	if (is_carried_on(b, s)) {
		row->rating.rating = RATING_CARRIED_ON;
		return LEAVING_CARRIED;
	}
	row->rating.rating = RATING_NOT_CARRIED;
	return LEAVING_DROPPED;
}

/* The records that were published in the period; which of them brought the
 * item, or took it away. */
static void collect_records(struct building *b, struct report_row *row,
			    bool *added, bool *removed)
{
	const struct report *r = b->out;
	const struct history *h = r->model->history;
	const struct item_line *line = row->view->line;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *rec = &h->records[line->records[i]];

		if (rec->commit < r->first_commit ||
		    rec->commit >= r->later_commit || !rec->adopted ||
		    rec->draft || rec->d.class == CLASS_EDITORIAL)
			continue;
		POOL_PUSH(b->rp->pool, row->records, row->nrecords,
			  row->records_cap, line->records[i]);
		if (rec->d.class != CLASS_AMENDMENT)
			continue;
		*added |= rec->d.kind == CHANGE_ADDED ||
			  rec->d.kind == CHANGE_RESTORED;
		*removed |= rec->d.kind == CHANGE_REMOVED;
	}
}

static void place(struct building *b, struct report_row *row, bool added,
		  bool removed)
{
	bool passed = !row->was && !row->is && !row->before && removed;

	if ((!row->was && row->is) || passed)
		row->arrival = added ? ARRIVAL_ADDED : ARRIVAL_WITH_PLAN;
	if (passed)
		row->leaving = LEAVING_DROPPED;
	else if (row->was && !row->is)
		row->leaving = leaving_of(b, row, removed);
}

static void sum_records(const struct history *h, struct report_row *row)
{
	for (size_t i = 0; i < row->nrecords; i++) {
		const struct record *rec = &h->records[row->records[i]];

		row->updated |= rec->d.class == CLASS_PROGRESS;
		row->corrections += rec->d.class == CLASS_CORRECTION &&
				    rec->d.field != FIELD_CORRECTION;
		if (rec->d.class != CLASS_AMENDMENT ||
		    rec->d.kind == CHANGE_ADDED ||
		    rec->d.kind == CHANGE_REMOVED ||
		    rec->d.kind == CHANGE_RESTORED)
			continue;
		row->amendments++;
		row->unnamed += !rec->authority.n;
		if (rec->d.has_days) {
			row->moves++;
			row->days += rec->d.days;
		}
	}
}

/* The record by which the status became "done": the last one in the period,
 * or the first one after it.  NULL: there is none. */
static const struct record *completion(const struct report *r,
				       const struct report_row *row,
				       bool later)
{
	const struct history *h = r->model->history;
	const struct item_line *line = row->view->line;
	const struct record *found = NULL;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *rec = &h->records[line->records[i]];

		if (!rec->adopted || rec->d.field != FIELD_STATUS ||
		    rec->commit < r->first_commit ||
		    (rec->commit >= r->later_commit) != later ||
		    vocabulary_status(r->model->vocabulary, rec->d.to) !=
		    STATUS_DONE)
			continue;
		if (later)
			return rec;
		found = rec;
	}
	return found;
}

static bool within(const struct report *r, int32_t day)
{
	return day != DATE_NONE && r->start <= day && day <= r->until;
}

/* Completed as published in the period; or in it, but published after. */
static void judge_done(const struct report *r, struct report_row *row)
{
	const struct facts *now = &row->view->facts;
	const struct record *said = NULL;
	bool is_done = is_group(row->until, GROUP_DONE);

	if (is_done && !is_group(row->before, GROUP_DONE)) {
		said = completion(r, row, false);
		row->completed = row->until->facts->completed;
		row->done = row->before || said || within(r, row->completed);
		row->done_before = row->done &&
				   row->completed != DATE_NONE &&
				   row->completed < r->start;
	} else if (row->is && !is_done && !row->view->removed &&
		   now->status == STATUS_DONE && within(r, now->completed)) {
		said = completion(r, row, true);
		row->reported_later = said != NULL;
		row->completed = said ? now->completed : DATE_NONE;
	}
	if (said)
		row->recorded = model_day(r->model, said);
	row->reopened = is_group(row->before, GROUP_DONE) && row->is &&
			!is_done;
	row->became_overdue = row->is && standing_overdue(row->until) &&
			      row->until->rating.late_from >= r->start;
}

/* ---- what was reported ------------------------------------------------- */

/* A result of a part of the period, or one that ends with it. */
static bool belongs(const struct report *r, struct period p)
{
	return period_covers(r->period, p) ||
	       period_end(p, 0) == period_end(r->period, 0);
}

static bool has_result(const struct facts *f, const struct period_result *p)
{
	for (size_t i = 0; i < f->nresults; i++)
		if (str_eq(f->results[i].text, p->text) &&
		    !period_cmp(f->results[i].period, p->period) &&
		    f->results[i].period.kind == p->period.kind)
			return true;
	return false;
}

/* The first day after the period on which the text stood there. */
static int32_t result_day(const struct report *r, const struct report_row *row,
			  struct str text)
{
	const struct history *h = r->model->history;
	const struct item_line *line = row->view->line;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *rec = &h->records[line->records[i]];

		if (rec->adopted && rec->d.field == FIELD_PERIOD_RESULT &&
		    rec->commit >= r->later_commit &&
		    str_find(rec->d.to, text) >= 0)
			return model_day(r->model, rec);
	}
	return DATE_NONE;
}

static void collect_results(struct building *b, struct report_row *row)
{
	const struct report *r = b->out;
	const struct facts *then = row->facts, *now = &row->view->facts;

	for (size_t i = 0; i < then->nresults; i++)
		if (belongs(r, then->results[i].period))
			POOL_PUSH(b->rp->pool, row->results, row->nresults,
				  row->results_cap, (struct report_result){
					then->results[i].period,
					then->results[i].text, DATE_NONE });
	for (size_t i = 0; row->is && !row->view->removed &&
			   i < now->nresults; i++) {
		const struct period_result *p = &now->results[i];
		int32_t day;

		if (!belongs(r, p->period) || has_result(then, p))
			continue;
		day = result_day(r, row, p->text);
		if (day != DATE_NONE)
			POOL_PUSH(b->rp->pool, row->results, row->nresults,
				  row->results_cap, (struct report_result){
					p->period, p->text, day });
	}
}

/* ---- was an update due? ------------------------------------------------ */

/* The first day on which recurring work of a plan can be reported on. */
static int32_t first_day(const struct plan_front *front)
{
	int32_t issued = plan_day(front), begins = DATE_NONE;

	if (front->period_from)
		begins = date_of((struct ymd){ front->period_from, 1, 1 });
	return issued > begins ? issued : begins;
}

/* Recurring work: of the last cycle that ended in the period, once its grace
 * days are over or it is reported (as its rating is judged). */
static void expect_recurring(const struct report *r, struct report_row *row)
{
	const struct site *site = &r->model->sources->site;
	int cutoff = site->reporting_cutoff_day;
	enum period_kind kind = facts_cycle(row->facts,
					    &r->model->sources->site);
	struct period last = period_at(kind, r->until, cutoff);
	int32_t end;

	if (period_end(last, cutoff) > r->until)
		last = period_add(last, -1);
	end = period_end(last, cutoff);
	if (end < r->start || end < first_day(row->until->context->front))
		return;
	if (facts_reported(row->facts, last) ||
	    facts_reported(&row->view->facts, last)) {
		row->expected = row->updated = true;
		return;
	}
	row->expected = r->model->as_of > end + site->reporting_grace_days;
	row->awaited = !row->expected;
}

static void judge_updates(const struct report *r, struct report_row *row)
{
	const struct facts *f = row->facts;

	row->updated |= row->nresults > 0 || row->reported_later;
	if (!row->is || is_group(row->before, GROUP_DONE) ||
	    (is_group(row->before, GROUP_ENDED) &&
	     is_group(row->until, GROUP_ENDED)))
		return;
	if (f->deadline.kind == DEADLINE_RECURRING && f->due == DATE_NONE)
		expect_recurring(r, row);
	else
		row->expected = row->was &&
				row->until->rating.rating != RATING_WAITING;
}

/* ---- all rows ---------------------------------------------------------- */

static void describe(struct building *b, struct report_row *row)
{
	const struct section *now = row->view->section;
	const struct standing *s = row->until ? row->until : row->before;

	row->section = s ? s->section : now;
	row->facts = s ? s->facts : &row->view->facts;
	row->area = s ? s->area : row->view->area;
	if (s)
		row->rating = s->rating;
	row->completed = row->recorded = DATE_NONE;
	row->cause = section_text(row->section, FIELD_CAUSE);
	row->remedy = section_text(row->section, FIELD_REMEDY);
	if (!row->cause.n && section_text(now, FIELD_CAUSE).n) {
		row->cause = section_text(now, FIELD_CAUSE);
		row->cause_later = true;
	}
	if (!row->remedy.n)
		row->remedy = section_text(now, FIELD_REMEDY);
	collect_results(b, row);
}

static void add_row(struct building *b, const struct item_view *view)
{
	struct report_row row = {
		.view = view,
		.before = standings_find(b->before, view->line),
		.until = standings_find(b->until, view->line),
	}, *kept;
	bool added = false, removed = false;

	row.was = row.before && row.before->in_force;
	row.is = row.until && row.until->in_force;
	collect_records(b, &row, &added, &removed);
	if (!row.was && !row.is && !row.nrecords)
		return;
	describe(b, &row);
	place(b, &row, added, removed);
	sum_records(b->out->model->history, &row);
	if (row.facts->kinds & KIND_TASK) {
		judge_done(b->out, &row);
		judge_updates(b->out, &row);
	}
	kept = POOL_NEW(b->rp->pool, struct report_row);
	*kept = row;
	POOL_PUSH(b->rp->pool, b->out->rows.v, b->out->rows.n,
		  b->out->rows.cap, kept);
}

static void add_plan_records(struct building *b, const struct plan_view *plan)
{
	struct report *r = b->out;
	const struct history *h = r->model->history;

	for (size_t i = 0; i < plan->line->nrecords; i++) {
		const struct record *rec = &h->records[plan->line->records[i]];

		if (!rec->item && rec->adopted &&
		    rec->commit >= r->first_commit &&
		    rec->commit < r->later_commit && report_tells(rec))
			POOL_PUSH(b->rp->pool, r->plan_records,
				  r->nplan_records, r->plan_records_cap,
				  plan->line->records[i]);
	}
}

bool report_tells(const struct record *r)
{
	return r->d.class == CLASS_AMENDMENT || r->d.class == CLASS_PLAN ||
	       r->d.class == CLASS_CORRECTION;
}

static int by_area(const void *a, const void *b)
{
	const struct report_row *x = *(struct report_row *const *)a;
	const struct report_row *y = *(struct report_row *const *)b;

	if (x->area->index != y->area->index)
		return x->area->index < y->area->index ? -1 : 1;
	if (x->view->plan != y->view->plan)
		return x->view->plan < y->view->plan ? -1 : 1;
	return (x->view > y->view) - (x->view < y->view);
}

/* The first commit that was published on a day or later: they stand in the
 * order of their publication. */
static size_t commit_from(const struct report *r, int32_t day)
{
	const struct history *h = r->model->history;
	int zone = r->model->sources->site.zone;
	size_t low = 0, high = h->ncommits;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (date_at(h->commits[middle].published, zone) < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void set_days(struct report *r)
{
	const struct site *site = &r->model->sources->site;
	int cutoff = site->reporting_cutoff_day;

	r->start = period_start(r->period, cutoff);
	r->end = period_end(r->period, cutoff);
	r->until = r->end < r->model->as_of ? r->end : r->model->as_of;
	r->next_end = period_end(next_period(r->period), cutoff);
	r->provisional = r->until < r->end;
	r->tracked_from = date_at(r->model->first_published, site->zone);
	r->first_commit = commit_from(r, r->start);
	r->later_commit = commit_from(r, r->until + 1);
}

void report_build(struct report *out, struct reporter *rp,
		  struct period period)
{
	const struct model *m = rp->model;
	struct building b = { .rp = rp, .out = out };

	*out = (struct report){ .model = m, .period = period };
	set_days(out);
	b.before = on_day(rp, out->start - 1);
	b.until = on_day(rp, out->until);
	out->known = b.before->commit != SIZE_MAX;
	for (size_t i = 0; i < m->nplans; i++) {
		for (size_t j = 0; j < m->plans[i].nitems; j++)
			add_row(&b, &m->plans[i].items[j]);
		add_plan_records(&b, &m->plans[i]);
	}
	for (size_t i = 0; i < b.nsuccessors; i++)
		map_release(&b.successors[i].known);
	if (out->rows.n)
		qsort(out->rows.v, out->rows.n, sizeof(*out->rows.v), by_area);
	report_sum_up(out, rp->pool);
}

void report_select(struct report *out, struct pool *pool,
		   const struct report *all, const struct agency *agency)
{
	const struct model *m = all->model;

	*out = *all;
	out->agency = agency;
	out->rows = (struct report_rows){ .n = 0 };
	out->plan_records = NULL;
	out->nplan_records = out->plan_records_cap = 0;
	for (size_t i = 0; i < all->rows.n; i++)
		if (all->rows.v[i]->view->plan->agency == agency)
			POOL_PUSH(pool, out->rows.v, out->rows.n,
				  out->rows.cap, all->rows.v[i]);
	for (size_t i = 0; i < all->nplan_records; i++) {
		size_t at = all->plan_records[i];

		if (m->by_plan[m->history->records[at].plan->serial]->agency ==
		    agency)
			POOL_PUSH(pool, out->plan_records, out->nplan_records,
				  out->plan_records_cap, at);
	}
	report_sum_up(out, pool);
}
