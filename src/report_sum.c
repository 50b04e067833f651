/* SPDX-License-Identifier: MIT */
/* report_sum.c - counts a report's rows, and lists what is late and next. */
#include <stdlib.h>

#include "report.h"
#include "text.h"

/* ---- counts ------------------------------------------------------------ */

static void count_side(struct report_side *side, const struct standing *s)
{
	side->tasks++;
	side->rating[s->rating.rating]++;
	side->group[rating_group(s->rating.rating)]++;
	side->dated += s->facts->due != DATE_NONE;
	side->overdue += standing_overdue(s);
}

static void count_done(struct report_counts *c, const struct report_row *row)
{
	c->done++;
	c->done_on_time += row->rating.rating == RATING_DONE_ON_TIME;
	c->done_late += row->rating.rating == RATING_DONE_LATE;
	c->done_undated += row->rating.rating == RATING_DONE_UNDATED;
	c->done_untimed += row->rating.rating == RATING_DONE;
	c->done_before += row->done_before;
}

/* Had it to be done in the period?  Recurring work never is. */
static bool is_open(const struct report_row *row)
{
	enum rating_group before = row->before ?
		rating_group(row->before->rating.rating) : NGROUPS;
	enum rating_group until = rating_group(row->rating.rating);

	if (row->done)
		return true;
	if (before == GROUP_DONE || until == GROUP_DONE ||
	    before == GROUP_ENDED)
		return row->reopened;
	return row->facts->due != DATE_NONE ||
	       row->facts->deadline.kind != DEADLINE_RECURRING;
}

static void count_task(struct report_counts *c, const struct report_row *row)
{
	bool counted = report_is_counted(row);

	c->tasks += counted;
	c->untold += counted && !report_is_listed(row);
	c->open += counted && is_open(row);
	if (row->was)
		count_side(&c->before, row->before);
	if (row->is)
		count_side(&c->until, row->until);
	c->arrived += row->arrival == ARRIVAL_WITH_PLAN;
	c->added += row->arrival == ARRIVAL_ADDED;
	c->dropped += row->leaving == LEAVING_DROPPED;
	c->carried += row->leaving == LEAVING_CARRIED;
	c->ended += row->leaving == LEAVING_ENDED;
	c->closed_open += row->leaving == LEAVING_ENDED &&
			  row->rating.rating == RATING_CLOSED_OPEN;
	if (row->done)
		count_done(c, row);
	c->reported_later += row->reported_later;
	c->reopened += row->reopened;
	c->became_overdue += row->became_overdue;
	c->amended += counted && row->amendments > 0;
	c->expected += row->expected;
	c->without_update += row->expected && !row->updated;
	c->awaited += row->awaited;
}

static void count_row(struct report_counts *c, const struct report_row *row)
{
	c->amendments += row->amendments;
	c->unnamed += row->unnamed;
	c->moves += row->moves;
	c->days += row->days;
	c->corrections += row->corrections;
	if (report_is_task(row))
		count_task(c, row);
}

/* ---- by area, agency, unit --------------------------------------------- */

struct summing {
	struct report *r;
	struct pool *pool;
	struct map areas, agencies, units;	/* key -> index + 1 */
};

/* The counts of a line, made when it is first asked for. */
static struct report_counts *line_of(struct summing *s, struct map *map,
				     struct report_sums *sums,
				     const struct report_sum *key)
{
	const void *parts[] = { key->area, key->agency, key->unit };
	struct str bytes = { (const char *)parts, sizeof(parts) };
	size_t at = (size_t)(uintptr_t)map_get(map, bytes);

	if (!at) {
		POOL_PUSH(s->pool, sums->v, sums->n, sums->cap, *key);
		at = sums->n;
		map_put(map, pool_str(s->pool, bytes), (void *)(uintptr_t)at);
	}
	return &sums->v[at - 1].counts;
}

static void count_in_units(struct summing *s, const struct report_row *row)
{
	const struct unit_refs *lead = &row->facts->lead;
	struct report_sum key = { .agency = row->view->plan->agency,
				  .of_unit = true };

	for (size_t i = 0; i < lead->n; i++) {
		key.unit = lead->v[i];
		key.agency = key.unit->agency;
		count_row(line_of(s, &s->units, &s->r->units, &key), row);
	}
	if (!lead->n)
		count_row(line_of(s, &s->units, &s->r->units, &key), row);
}

static void count_everywhere(struct summing *s, const struct report_row *row)
{
	struct report *r = s->r;
	struct report_sum area = { .area = row->area };
	struct report_sum agency = { .agency = row->view->plan->agency };

	if (!report_is_task(row) && !row->amendments && !row->corrections)
		return;
	count_row(&r->counts, row);
	count_row(line_of(s, &s->areas, &r->areas, &area), row);
	count_row(line_of(s, &s->agencies, &r->agencies, &agency), row);
	count_in_units(s, row);
}

/* By name, never by how they do; units as their agency lists them, and those
 * without a known one last. */
static int by_name(const void *a, const void *b)
{
	const struct report_sum *x = a, *y = b;

	if (x->agency != y->agency) {
		struct buf p = BUF_INIT, q = BUF_INIT;
		int order;

		text_fold_buf(&p, x->agency->name);
		text_fold_buf(&q, y->agency->name);
		order = str_cmp(buf_str(&p), buf_str(&q));
		buf_release(&p);
		buf_release(&q);
		return order ? order : str_cmp(x->agency->slug,
					       y->agency->slug);
	}
	if (!x->unit || !y->unit)
		return !x->unit - !y->unit;
	return (x->unit->index > y->unit->index) -
	       (x->unit->index < y->unit->index);
}

static void sort_sums(struct report_sums *sums)
{
	if (sums->n)
		qsort(sums->v, sums->n, sizeof(*sums->v), by_name);
}

/* ---- what is late, what comes next ------------------------------------- */

static void push(struct summing *s, struct report_rows *list,
		 struct report_row *row)
{
	POOL_PUSH(s->pool, list->v, list->n, list->cap, row);
}

static bool is_late(const struct report_row *row)
{
	return row->is ? standing_overdue(row->until) :
	       row->leaving == LEAVING_ENDED &&
	       row->rating.rating == RATING_CLOSED_OPEN;
}

static bool is_halted(const struct report_row *row)
{
	enum rating rating = row->rating.rating;

	return row->is && (rating == RATING_STOPPED ||
			   rating == RATING_SUSPENDED) &&
	       !(row->before && row->before->rating.rating == rating);
}

/* Is its plan still in force the day after? */
static bool goes_on(const struct report *r, const struct report_row *row)
{
	enum rating_group group = rating_group(row->rating.rating);
	int32_t end;

	if (!row->is || group == GROUP_DONE || group == GROUP_ENDED)
		return false;
	end = plan_period_end(row->until->context->front);
	return end == DATE_NONE || end > r->until;
}

static void list_task(struct summing *s, struct report_row *row)
{
	struct report *r = s->r;
	int32_t due = row->facts->due;

	if (is_late(row))
		push(s, &r->late, row);
	if (is_halted(row))
		push(s, &r->halted, row);
	if (row->reported_later)
		push(s, &r->later, row);
	if (!goes_on(r, row))
		return;
	if (due != DATE_NONE && due > r->until && due <= r->next_end)
		push(s, &r->next, row);
	r->recurring += due == DATE_NONE &&
			row->facts->deadline.kind == DEADLINE_RECURRING;
}

static int by_place(const struct report_row *x, const struct report_row *y)
{
	return str_cmp(x->view->address, y->view->address);
}

static int by_due(const void *a, const void *b)
{
	const struct report_row *x = *(struct report_row *const *)a;
	const struct report_row *y = *(struct report_row *const *)b;

	if (x->facts->due != y->facts->due)
		return x->facts->due < y->facts->due ? -1 : 1;
	return by_place(x, y);
}

static int by_recording(const void *a, const void *b)
{
	const struct report_row *x = *(struct report_row *const *)a;
	const struct report_row *y = *(struct report_row *const *)b;

	if (x->recorded != y->recorded)
		return x->recorded < y->recorded ? -1 : 1;
	return by_place(x, y);
}

static void sort_rows(struct report_rows *rows,
		      int (*order)(const void *, const void *))
{
	if (rows->n)
		qsort(rows->v, rows->n, sizeof(*rows->v), order);
}

/* ---- the commit -------------------------------------------------------- */

/* Commits stand in the order of their publication. */
static void see_commit(struct report *r, size_t commit)
{
	if (r->commit == SIZE_MAX || commit > r->commit)
		r->commit = commit;
}

static void see_row(struct report *r, const struct report_row *row)
{
	const struct history *h = r->model->history;
	const struct item_line *line = row->view->line;
	bool later = row->reported_later || row->cause_later;

	for (size_t i = 0; i < row->nresults; i++)
		later |= row->results[i].later != DATE_NONE;
	see_commit(r, line->first_commit);
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *rec = &h->records[line->records[i]];

		if (rec->adopted &&
		    (later || rec->commit < r->later_commit))
			see_commit(r, rec->commit);
	}
}

void report_sum_up(struct report *r, struct pool *pool)
{
	const struct history *h = r->model->history;
	struct summing s = { .r = r, .pool = pool };

	r->counts = (struct report_counts){ .arrived = 0 };
	r->areas = r->agencies = r->units = (struct report_sums){ .n = 0 };
	r->late = r->halted = r->next = r->later =
		(struct report_rows){ .n = 0 };
	r->recurring = 0;
	r->commit = SIZE_MAX;
	for (size_t i = 0; i < r->rows.n; i++) {
		count_everywhere(&s, r->rows.v[i]);
		if (report_is_task(r->rows.v[i]))
			list_task(&s, r->rows.v[i]);
		see_row(r, r->rows.v[i]);
	}
	for (size_t i = 0; i < r->nplan_records; i++)
		see_commit(r, h->records[r->plan_records[i]].commit);
	sort_sums(&r->agencies);
	sort_sums(&r->units);
	sort_rows(&r->late, by_due);
	sort_rows(&r->next, by_due);
	sort_rows(&r->later, by_recording);
	map_release(&s.areas);
	map_release(&s.agencies);
	map_release(&s.units);
}
