/* SPDX-License-Identifier: MIT */
/* report_json.c - a report as JSON (schemas/report.schema.json). */
#include "data.h"
#include "report.h"

struct writing {
	struct json j;
	const struct report *r;
	struct pool *pool;
};

static void put_count(struct writing *w, const char *key, size_t n)
{
	json_int(&w->j, key, (long long)n);
}

/* ---- counts ------------------------------------------------------------ */

static void put_side(struct writing *w, const char *key,
		     const struct report_side *side, bool known)
{
	if (!known) {
		json_null(&w->j, key);
		return;
	}
	json_object(&w->j, key, JSON_FLAT);
	put_count(w, "tasks", side->tasks);
	put_count(w, "done", side->group[GROUP_DONE]);
	put_count(w, "dated", side->dated);
	put_count(w, "overdue", side->overdue);
	json_object(&w->j, "ratings", JSON_FLAT);
	for (enum rating i = 0; i < NRATINGS; i++)
		if (side->rating[i])
			put_count(w, rating_name(i), side->rating[i]);
	json_end(&w->j);
	json_end(&w->j);
}

static void put_counts(struct writing *w, const struct report_counts *c)
{
	const struct { const char *key; size_t n; } counts[] = {
		{ "tasks", c->tasks }, { "open", c->open },
		{ "arrived", c->arrived }, { "added", c->added },
		{ "dropped", c->dropped }, { "carried_on", c->carried },
		{ "ended", c->ended }, { "closed_open", c->closed_open },
		{ "done", c->done }, { "done_on_time", c->done_on_time },
		{ "done_late", c->done_late },
		{ "done_undated", c->done_undated },
		{ "done_untimed", c->done_untimed },
		{ "done_before", c->done_before },
		{ "reported_later", c->reported_later },
		{ "reopened", c->reopened },
		{ "became_overdue", c->became_overdue },
		{ "amended", c->amended }, { "amendments", c->amendments },
		{ "amendments_unnamed", c->unnamed },
		{ "deadlines_moved", c->moves },
	};

	json_object(&w->j, "counts", JSON_LINES);
	put_side(w, "before", &c->before, w->r->known);
	put_side(w, "until", &c->until, true);
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		put_count(w, counts[i].key, counts[i].n);
	json_int(&w->j, "days", c->days);
	put_count(w, "corrections", c->corrections);
	put_count(w, "expected", c->expected);
	put_count(w, "without_update", c->without_update);
	put_count(w, "awaited", c->awaited);
	json_end(&w->j);
}

static void put_sums(struct writing *w, const char *key,
		     const struct report_sums *sums)
{
	json_array(&w->j, key, JSON_LINES);
	for (size_t i = 0; i < sums->n; i++) {
		const struct report_sum *sum = &sums->v[i];

		json_object(&w->j, NULL, JSON_LINES);
		if (sum->of_unit)
			json_string(&w->j, "agency", sum->agency->slug);
		if (sum->area)
			json_string(&w->j, "id", sum->area->id);
		else if (sum->of_unit)
			json_text(&w->j, "id", sum->unit ? sum->unit->id :
							   STR(""));
		else
			json_string(&w->j, "id", sum->agency->slug);
		put_counts(w, &sum->counts);
		json_end(&w->j);
	}
	json_end(&w->j);
}

/* ---- tasks ------------------------------------------------------------- */

static void put_results(struct writing *w, const struct report_row *row)
{
	json_array(&w->j, "results", JSON_FLAT);
	for (size_t i = 0; i < row->nresults; i++) {
		const struct report_result *result = &row->results[i];

		json_object(&w->j, NULL, JSON_FLAT);
		json_string(&w->j, "period", report_code(w->pool,
							 result->period));
		json_string(&w->j, "text", result->text);
		json_date(&w->j, "recorded_later", result->later);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void put_rating_of(struct writing *w, const char *key,
			  const struct standing *s)
{
	json_name(&w->j, key, s ? rating_name(s->rating.rating) : NULL);
}

static void put_state(struct writing *w, const struct report_row *row)
{
	static const char *const arrivals[] = {
		[ARRIVAL_NONE] = NULL, [ARRIVAL_WITH_PLAN] = "with_plan",
		[ARRIVAL_ADDED] = "added",
	};
	static const char *const leavings[] = {
		[LEAVING_NONE] = NULL, [LEAVING_DROPPED] = "dropped",
		[LEAVING_CARRIED] = "carried_on", [LEAVING_ENDED] = "ended",
	};

	put_rating_of(w, "rating_before", row->was ? row->before : NULL);
	json_name(&w->j, "rating", row->until ?
		  rating_name(row->rating.rating) : NULL);
	json_name(&w->j, "arrival", arrivals[row->arrival]);
	json_name(&w->j, "leaving", leavings[row->leaving]);
	json_bool(&w->j, "done", row->done);
	json_bool(&w->j, "done_before", row->done_before);
	json_bool(&w->j, "reported_later", row->reported_later);
	json_date(&w->j, "completed", row->completed);
	json_date(&w->j, "recorded", row->recorded);
	json_bool(&w->j, "reopened", row->reopened);
	json_bool(&w->j, "became_overdue", row->became_overdue);
	json_bool(&w->j, "update_expected", row->expected);
	json_bool(&w->j, "updated", row->updated);
	json_bool(&w->j, "awaited", row->awaited);
}

static void put_place(struct writing *w, const struct report_row *row)
{
	json_string(&w->j, "plan", data_plan_id(row->view->plan));
	json_string(&w->j, "item", row->view->line->slug);
}

static void put_task(struct writing *w, const struct report_row *row)
{
	const struct section *section = row->section;

	json_object(&w->j, NULL, JSON_LINES);
	put_place(w, row);
	json_text(&w->j, "code", section_text(section, FIELD_ID));
	json_string(&w->j, "area", row->area->id);
	json_string(&w->j, "title", section->title.n ? section->title :
						       row->view->title);
	json_text(&w->j, "lead", section_text(section, FIELD_LEAD));
	json_text(&w->j, "deadline", section_text(section, FIELD_DEADLINE));
	json_date(&w->j, "due", row->facts->due);
	put_state(w, row);
	put_results(w, row);
	json_text(&w->j, "cause", row->cause);
	json_bool(&w->j, "cause_later", row->cause_later);
	json_text(&w->j, "remedy", row->remedy);
	json_string(&w->j, "url", data_url(w->pool, row->view->address));
	json_end(&w->j);
}

static void put_tasks(struct writing *w)
{
	const struct report *r = w->r;

	json_array(&w->j, "tasks", JSON_LINES);
	for (size_t i = 0; i < r->rows.n; i++)
		if (report_is_counted(r->rows.v[i]))
			put_task(w, r->rows.v[i]);
	json_end(&w->j);
}

static void put_list(struct writing *w, const char *key,
		     const struct report_rows *rows)
{
	json_array(&w->j, key, JSON_LINES);
	for (size_t i = 0; i < rows->n; i++) {
		json_object(&w->j, NULL, JSON_FLAT);
		put_place(w, rows->v[i]);
		json_date(&w->j, "due", rows->v[i]->facts->due);
		json_end(&w->j);
	}
	json_end(&w->j);
}

/* ---- changes ----------------------------------------------------------- */

static void put_change(struct writing *w, size_t record)
{
	const struct model *m = w->r->model;
	const struct record *r = &m->history->records[record];
	const struct item_view *item = r->item ? m->by_line[r->item->serial] :
						 NULL;
	char hex[OID_HEX + 1];

	oid_hex(&m->history->commits[r->commit].id, hex);
	json_object(&w->j, NULL, JSON_FLAT);
	json_string(&w->j, "commit", str_of(hex));
	json_date(&w->j, "date", model_day(m, r));
	json_string(&w->j, "plan", data_plan_id(item ? item->plan :
						m->by_plan[r->plan->serial]));
	json_text(&w->j, "item", item ? item->line->slug : STR(""));
	json_name(&w->j, "kind", change_kind_name(r->d.kind));
	json_name(&w->j, "field", r->d.field == SUBJECT_NONE ? NULL :
		  change_field_name(r->d.field));
	json_text(&w->j, "from", r->d.from);
	json_text(&w->j, "to", r->d.to);
	json_name(&w->j, "class", change_class_name(r->d.class));
	json_text(&w->j, "authority", r->authority);
	if (r->d.has_days)
		json_int(&w->j, "days", r->d.days);
	else
		json_null(&w->j, "days");
	json_end(&w->j);
}

static void put_changes(struct writing *w)
{
	const struct report *r = w->r;
	const struct history *h = r->model->history;

	json_array(&w->j, "changes", JSON_LINES);
	for (size_t i = 0; i < r->nplan_records; i++)
		put_change(w, r->plan_records[i]);
	for (size_t i = 0; i < r->rows.n; i++)
		for (size_t k = 0; k < r->rows.v[i]->nrecords; k++)
			if (report_tells(&h->records[
					r->rows.v[i]->records[k]]))
				put_change(w, r->rows.v[i]->records[k]);
	json_end(&w->j);
}

/* ---- the whole --------------------------------------------------------- */

static void put_head(struct writing *w)
{
	const struct report *r = w->r;

	json_int(&w->j, "format", 1);
	json_string(&w->j, "period", report_code(w->pool, r->period));
	json_name(&w->j, "kind", report_kind(r->period));
	json_date(&w->j, "start", r->start);
	json_date(&w->j, "end", r->end);
	json_date(&w->j, "until", r->until);
	json_bool(&w->j, "provisional", r->provisional);
	json_text(&w->j, "agency", r->agency ? r->agency->slug : STR(""));
	json_text(&w->j, "commit", r->model->head_hex);
	json_date(&w->j, "as_of", r->model->as_of);
	json_date(&w->j, "tracked_from", r->tracked_from);
	json_name(&w->j, "history",
		  r->model->history->kind == HISTORY_COMPLETE ? "complete" :
								"shallow");
}

void report_json(struct buf *out, const struct report *r, struct pool *pool)
{
	struct writing w = { json_begin(out), r, pool };

	json_object(&w.j, NULL, JSON_LINES);
	put_head(&w);
	put_counts(&w, &r->counts);
	put_sums(&w, "areas", &r->areas);
	put_sums(&w, "agencies", &r->agencies);
	put_sums(&w, "units", &r->units);
	put_tasks(&w);
	put_changes(&w);
	put_list(&w, "late", &r->late);
	put_list(&w, "halted", &r->halted);
	json_object(&w.j, "next", JSON_LINES);
	json_date(&w.j, "start", r->until + 1);
	json_date(&w.j, "end", r->next_end);
	put_count(&w, "recurring", r->recurring);
	put_list(&w, "due", &r->next);
	json_end(&w.j);
	json_end(&w.j);
}
