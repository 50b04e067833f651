/* SPDX-License-Identifier: MIT */
/* data_plan.c - data/plans/<agency>/<plan>.json: a plan and its items. */
#include "data.h"

/* ---- beginning, latest change, end ------------------------------------- */

static bool complete(const struct model *m)
{
	return m->history->kind == HISTORY_COMPLETE;
}

static size_t last_adopted(const struct model *m, const size_t *records,
			   size_t n)
{
	while (n-- > 0)
		if (m->history->records[records[n]].adopted)
			return m->history->records[records[n]].commit;
	return SIZE_MAX;
}

static size_t removal_of(const struct model *m, size_t record)
{
	return record == SIZE_MAX ? SIZE_MAX :
				    m->history->records[record].commit;
}

/* What nothing has changed was changed last when it came. */
static void settle_last(struct data_life *life)
{
	if (life->last == SIZE_MAX)
		life->last = life->first;
	if (life->removed != SIZE_MAX &&
	    (life->last == SIZE_MAX || life->removed > life->last))
		life->last = life->removed;
}

struct data_life data_plan_life(const struct model *m,
				const struct plan_view *plan)
{
	const struct plan_line *line = plan->line;
	struct data_life life = {
		.first = complete(m) ? line->first_commit : SIZE_MAX,
		.last = last_adopted(m, line->records, line->nrecords),
		.removed = plan->removed ? removal_of(m, line->removal) :
					   SIZE_MAX,
	};

	settle_last(&life);
	return life;
}

/* An item that was removed with its whole plan has no record of that. */
struct data_life data_item_life(const struct model *m,
				const struct item_view *item)
{
	const struct item_line *line = item->line;
	struct data_life life = {
		.first = complete(m) ? line->first_commit : SIZE_MAX,
		.last = last_adopted(m, line->records, line->nrecords),
		.removed = SIZE_MAX,
	};

	if (item->removed)
		life.removed = removal_of(m, line->removal != SIZE_MAX ?
					     line->removal :
					     item->plan->line->removal);
	settle_last(&life);
	return life;
}

/* ---- the plan ---------------------------------------------------------- */

/* What the parts of one file need. */
struct writing {
	struct json j;
	const struct model *m;
	struct pool *pool;
	struct buf text;		/* scratch */
};

/* A day, or the month that is all the document says. */
static void write_issued(struct writing *w, const struct plan_front *front)
{
	buf_clear(&w->text);
	if (front->issued != DATE_NONE) {
		date_iso(&w->text, front->issued);
	} else if (front->issued_from != DATE_NONE) {
		date_iso(&w->text, front->issued_from);
		w->text.n -= strlen("-01");
	}
	json_text(&w->j, "issued", buf_str(&w->text));
}

static void write_period(struct writing *w, const struct plan_front *front)
{
	if (!front->period_from || !front->period_to) {
		json_null(&w->j, "period");
		return;
	}
	json_object(&w->j, "period", JSON_FLAT);
	json_string(&w->j, "text", front->period_text);
	json_int(&w->j, "from", front->period_from);
	json_int(&w->j, "to", front->period_to);
	json_end(&w->j);
}

static void write_strs(struct writing *w, const char *key,
		       const struct strs *list)
{
	json_array(&w->j, key, JSON_FLAT);
	for (size_t i = 0; i < list->n; i++)
		json_string(&w->j, NULL, list->v[i]);
	json_end(&w->j);
}

static void write_front(struct writing *w, const struct plan_view *plan)
{
	const struct plan_front *front = plan->front;

	json_string(&w->j, "title", plan->title);
	json_text(&w->j, "number", front->number);
	write_issued(w, front);
	json_name(&w->j, "stage",
		  front->stage == STAGE_DRAFT ? "draft" : "issued");
	json_text(&w->j, "place", front->place);
	write_period(w, front);
	json_bool(&w->j, "in_force", plan->in_force);
	json_text(&w->j, "signer", front->signer);
	write_strs(w, "basis", &front->basis);
	write_strs(w, "replaces", &front->replaces);
	json_array(&w->j, "replaced_by", JSON_FLAT);
	if (plan->replaced_by)
		json_string(&w->j, NULL, data_plan_id(plan->replaced_by));
	json_end(&w->j);
	json_text(&w->j, "annex_of", front->annex_of);
	write_strs(w, "related", &front->related);
	write_strs(w, "recipients", &front->recipients);
	json_text(&w->j, "original", front->original);
}

static void write_counts(struct writing *w, const struct plan_view *plan)
{
	struct data_counts c = { .plans = 1 };

	for (size_t i = 0; i < plan->nitems; i++)
		data_count_item(&c, w->m, &plan->items[i]);
	for (size_t i = 0; i < plan->line->nrecords; i++)
		data_count_record(&c, &w->m->history->records[
					plan->line->records[i]]);
	data_json_counts(&w->j, "counts", &c);
}

void data_plan(struct buf *out, const struct model *m,
	       const struct plan_view *plan, struct pool *pool)
{
	struct writing w = { json_begin(out), m, pool, BUF_INIT };
	struct data_life life = data_plan_life(m, plan);

	json_object(&w.j, NULL, JSON_LINES);
	json_string(&w.j, "id", data_plan_id(plan));
	json_string(&w.j, "agency", plan->agency->slug);
	write_front(&w, plan);
	json_string(&w.j, "source", plan->source_path);
	json_string(&w.j, "url", data_url(pool, plan->address));
	data_json_published(&w.j, "first_seen", m, life.first);
	data_json_published(&w.j, "last_changed", m, life.last);
	data_json_published(&w.j, "removed", m, life.removed);
	write_counts(&w, plan);
	json_array(&w.j, "items", JSON_LINES);
	for (size_t i = 0; i < plan->nitems; i++)
		data_item(&w.j, m, &plan->items[i], pool);
	json_end(&w.j);
	json_end(&w.j);
	buf_release(&w.text);
}
