/* SPDX-License-Identifier: MIT */
/* report_words.c - a report's counts and rows as texts, for pages and files. */
#include "report.h"

/* ---- pieces ------------------------------------------------------------ */

static struct str number(const struct speech *s, size_t n)
{
	return speak_number(s, (long long)n);
}

static struct str count(const struct speech *s, size_t n)
{
	return speak_count(s, (long long)n);
}

static void push(const struct speech *s, struct strs *out, struct str text)
{
	if (text.n)
		POOL_PUSH(s->pool, out->v, out->n, out->cap, text);
}

/* Percentages say something from ten on. */
static struct str percent(const struct speech *s, size_t n, size_t of)
{
	return of < 10 ? STR("") : number(s, (n * 100 + of / 2) / of);
}

struct str report_share(const struct speech *s, size_t n, size_t of)
{
	if (!of)
		return STR("—");
	return speak(s, "report.share", { "count", number(s, n) },
		     { "of", number(s, of) },
		     { "percent", percent(s, n, of) });
}

struct str report_title(const struct speech *s, const struct report *r)
{
	return speak(s, "report.title",
		{ "period", speak_period(s, r->period) },
		{ "agency", r->agency ? speak_value(s, r->agency->name) :
					STR("") });
}

/* ---- the whole --------------------------------------------------------- */

/* The last day on which results of the period may still come in time. */
static int32_t grace_until(const struct report *r)
{
	return r->end + r->model->sources->site.reporting_grace_days;
}

void report_basis(const struct speech *s, const struct report *r,
		  struct strs *out)
{
	push(s, out, speak(s, "report.span",
			   { "from", speak_date(s, r->start) },
			   { "to", speak_date(s, r->end) }));
	if (r->provisional)
		push(s, out, speak(s, "report.provisional",
				   { "date", speak_date(s, r->until) }));
	if (r->known)
		push(s, out, speak(s, "report.compared",
				   { "before", speak_date(s, r->start - 1) },
				   { "until", speak_date(s, r->until) }));
	else
		push(s, out, speak(s, "report.not_known",
				   { "from", speak_date(s, r->tracked_from) },
				   { "until", speak_date(s, r->until) }));
	if (!r->provisional && r->model->as_of <= grace_until(r))
		push(s, out, speak(s, "report.grace",
				   { "date", speak_date(s, grace_until(r)) }));
	if (r->model->history->kind == HISTORY_SHALLOW)
		push(s, out, speak_word(s, "notice.shallow", NULL));
}

static void say_tasks(const struct speech *s, const struct report *r,
		      struct strs *out)
{
	const struct report_counts *c = &r->counts;

	push(s, out, speak(s, "report.tasks",
		{ "before", r->known ? number(s, c->before.tasks) : STR("") },
		{ "until", number(s, c->until.tasks) },
		{ "arrived", count(s, c->arrived) },
		{ "added", count(s, c->added) },
		{ "dropped", count(s, c->dropped) },
		{ "carried", count(s, c->carried) },
		{ "ended", count(s, c->ended) }));
	if (c->closed_open)
		push(s, out, speak(s, "report.closed_open",
				   { "count", number(s, c->closed_open) }));
}

static void say_done(const struct speech *s, const struct report_counts *c,
		     struct strs *out)
{
	push(s, out, speak(s, "report.done",
		{ "count", number(s, c->done) }, { "of", count(s, c->open) },
		{ "percent", percent(s, c->done, c->open) },
		{ "on_time", count(s, c->done_on_time) },
		{ "late", count(s, c->done_late) },
		{ "undated", count(s, c->done_undated) },
		{ "untimed", count(s, c->done_untimed) }));
	if (c->done_before)
		push(s, out, speak(s, "report.done_before",
				   { "count", number(s, c->done_before) }));
	if (c->reported_later)
		push(s, out, speak(s, "report.reported_later",
				   { "count", number(s, c->reported_later) }));
	if (c->reopened)
		push(s, out, speak(s, "report.reopened",
				   { "count", number(s, c->reopened) }));
}

static void say_amendments(const struct speech *s,
			   const struct report_counts *c, struct strs *out)
{
	if (!c->amendments && !c->corrections)
		push(s, out, speak_word(s, "report.amended_none", NULL));
	if (c->amendments)
		push(s, out, speak(s, "report.amended",
			{ "count", number(s, c->amendments) },
			{ "unnamed", count(s, c->unnamed) },
			{ "tasks", number(s, c->amended) },
			{ "of", number(s, c->tasks) },
			{ "percent", percent(s, c->amended, c->tasks) }));
	if (c->moves)
		push(s, out, speak(s, "report.moved",
			{ "moves", number(s, c->moves) },
			{ "later", speak_count(s, c->days > 0 ? c->days : 0) },
			{ "earlier", speak_count(s, c->days < 0 ?
						    -c->days : 0) }));
	if (c->corrections)
		push(s, out, speak(s, "report.corrected",
				   { "count", number(s, c->corrections) }));
}

void report_summary(const struct speech *s, const struct report *r,
		    struct strs *out)
{
	const struct report_counts *c = &r->counts;

	say_tasks(s, r, out);
	say_done(s, c, out);
	push(s, out, speak(s, "report.overdue",
		{ "count", number(s, c->until.overdue) },
		{ "of", count(s, c->until.dated) },
		{ "percent", percent(s, c->until.overdue, c->until.dated) },
		{ "new", count(s, c->became_overdue) }));
	say_amendments(s, c, out);
	if (c->expected)
		push(s, out, speak(s, "report.without_update",
			{ "count", number(s, c->without_update) },
			{ "of", number(s, c->expected) },
			{ "percent", percent(s, c->without_update,
					     c->expected) }));
	if (c->awaited)
		push(s, out, speak(s, "report.awaited",
				   { "count", number(s, c->awaited) }));
}

struct str report_outlook(const struct speech *s, const struct report *r)
{
	return speak(s, "report.outlook",
		{ "from", speak_date(s, r->until + 1) },
		{ "to", speak_date(s, r->next_end) },
		{ "due", number(s, r->next.n) },
		{ "late", count(s, r->counts.until.overdue) },
		{ "recurring", count(s, r->recurring) });
}

/* ---- lines of tables --------------------------------------------------- */

const char *const report_columns[REPORT_COLUMNS] = {
	"tasks", "done", "on_time", "overdue", "amended", "flow",
	"without_update",
};

void report_cells(const struct speech *s, const struct report *r,
		  const struct report_counts *c,
		  struct str cells[REPORT_COLUMNS])
{
	size_t timed = c->done_on_time + c->done_late + c->done_undated;

	cells[0] = speak(s, "report.from_to",
		{ "before", r->known ? number(s, c->before.tasks) : STR("") },
		{ "until", number(s, c->until.tasks) });
	cells[1] = report_share(s, c->done, c->open);
	cells[2] = report_share(s, c->done_on_time, timed);
	cells[3] = report_share(s, c->until.overdue, c->until.dated);
	cells[4] = report_share(s, c->amended, c->tasks);
	cells[5] = speak(s, "report.flow", { "added", count(s, c->added) },
			 { "dropped", count(s, c->dropped) });
	if (!cells[5].n)
		cells[5] = STR("—");
	cells[6] = report_share(s, c->without_update, c->expected);
}

struct str report_sum_title(const struct speech *s, const struct report *r,
			    const struct report_sum *sum)
{
	struct str unit;

	if (sum->area)
		return speak_value(s, sum->area->title);
	if (!sum->of_unit)
		return speak_value(s, sum->agency->name);
	unit = sum->unit ? speak_value(s, sum->unit->name) :
			   speak_word(s, "report.unit_unknown", NULL);
	if (r->agencies.n < 2)
		return unit;
	return speak(s, "report.unit_of", { "unit", unit },
		     { "agency", speak_value(s, sum->agency->shortname.n ?
			sum->agency->shortname : sum->agency->name) });
}

/* ---- a task ------------------------------------------------------------ */

struct str report_name(const struct speech *s, const struct report_row *row)
{
	struct str title = row->section->title;

	return speak_value(s, title.n ? title : row->view->title);
}

struct str report_lead(const struct speech *s, const struct report_row *row)
{
	const struct unit_refs *lead = &row->facts->lead;
	struct strs names = { 0 };

	for (size_t i = 0; i < lead->n; i++)
		push(s, &names, speak_value(s, lead->v[i]->shorts.n ?
			lead->v[i]->shorts.v[0] : lead->v[i]->name));
	for (size_t i = 0; i < lead->unknown.n; i++)
		push(s, &names, speak_value(s, lead->unknown.v[i]));
	if (!names.n)
		push(s, &names, speak_value(s, section_text(row->section,
							    FIELD_LEAD)));
	return speak_list(s, &names);
}

struct str report_deadline(const struct speech *s,
			   const struct report_row *row)
{
	const struct facts *f = row->facts;
	struct str words = section_text(row->section, FIELD_DEADLINE);
	struct str computed;

	if (!words.n && f->computed == DATE_NONE)
		return speak_word(s, "deadline.none", NULL);
	words = speak_value(s, words);
	if (f->computed == DATE_NONE)
		return words;
	computed = speak(s, "deadline.computed",
			 { "date", speak_date(s, f->computed) });
	return words.n ? pool_printf(s->pool, "%.*s (%.*s)", STR_ARG(words),
				     STR_ARG(computed)) : computed;
}

static const struct plan_front *front_of(const struct report_row *row)
{
	const struct standing *at = row->until ? row->until : row->before;

	return at ? at->context->front : row->view->plan->front;
}

static int32_t rating_date(const struct report_row *row)
{
	switch (row->rating.rating) {
	case RATING_OVERDUE:
	case RATING_OVERDUE_UNREPORTED:
		return row->rating.late_from;
	case RATING_DUE_SOON:
		return row->facts->due;
	case RATING_CLOSED_OPEN:
		return plan_period_end(front_of(row));
	default:
		return DATE_NONE;
	}
}

struct str report_state(const struct speech *s, const struct report_row *row)
{
	const struct rating_result *r = &row->rating;
	long days = r->rating == RATING_DONE_LATE ?
		(long)row->facts->completed - row->facts->due : 0;

	if (!row->until)
		return speak_word(s, "label.removed", NULL);
	return speak_of(s, "rating", rating_name(r->rating),
		{ "date", speak_date(s, rating_date(row)) },
		{ "days", speak_count(s, days) },
		{ "period", r->periods ? speak_period(s, r->period) : STR("") },
		{ "reported", speak_number(s, r->reported) },
		{ "periods", speak_number(s, r->periods) });
}

struct str report_lateness(const struct speech *s, const struct report *r,
			   const struct report_row *row)
{
	if (!row->until || !standing_overdue(row->until))
		return STR("");
	return speak(s, "deadline.late_days",
		     { "days", speak_number(s, (long long)r->until -
					       row->facts->due) });
}

/* ---- what was reported ------------------------------------------------- */

static struct str result_text(const struct speech *s,
			      const struct report_result *result)
{
	return speak(s, "report.result",
		     { "period", speak_period(s, result->period) },
		     { "text", speak_value(s, result->text) },
		     { "later", speak_date(s, result->later) });
}

static struct str completion(const struct speech *s,
			     const struct report_row *row)
{
	bool same = row->recorded == row->completed;

	return speak(s, "report.completed",
		{ "date", speak_date(s, row->completed) },
		{ "recorded", same ? STR("") : speak_date(s, row->recorded) },
		{ "later", row->reported_later ? STR("1") : STR("") });
}

/* Progress that is told by the results or the completion already. */
static bool told_otherwise(const struct report_row *row,
			   const struct record *r)
{
	switch (r->d.field) {
	case FIELD_PERIOD_RESULT:
	case FIELD_RESULT:
	case FIELD_EVIDENCE:
	case FIELD_COMPLETED:
	case FIELD_CAUSE:
	case FIELD_REMEDY:
		return true;
	case FIELD_STATUS:
		return row->done;
	default:
		return false;
	}
}

static bool changed(const struct speech *s, const struct report_row *row,
		    int field)
{
	const struct history *h = s->model->history;

	for (size_t i = 0; i < row->nrecords; i++)
		if (h->records[row->records[i]].d.field == field)
			return true;
	return false;
}

static void say_nothing(const struct speech *s, const struct report_row *row,
			struct strs *out)
{
	if (row->expected && !row->updated)
		push(s, out, speak_word(s, "report.nothing", NULL));
	else if (row->awaited)
		push(s, out, speak_word(s, "report.nothing_yet", NULL));
}

void report_reported(const struct speech *s, const struct report_row *row,
		     struct strs *out)
{
	const struct history *h = s->model->history;
	size_t before = out->n;

	if (row->done || row->reported_later)
		push(s, out, completion(s, row));
	for (size_t i = 0; i < row->nresults; i++)
		push(s, out, result_text(s, &row->results[i]));
	if (changed(s, row, FIELD_RESULT))
		push(s, out, speak_value(s, section_text(row->section,
							 FIELD_RESULT)));
	if (row->done || changed(s, row, FIELD_EVIDENCE))
		push(s, out, speak_value(s, section_text(row->section,
							 FIELD_EVIDENCE)));
	for (size_t i = 0; i < row->nrecords; i++) {
		const struct record *r = &h->records[row->records[i]];

		if (r->d.class == CLASS_PROGRESS && !told_otherwise(row, r))
			push(s, out, sentence_record(s, r));
	}
	if (out->n == before)
		say_nothing(s, row, out);
}

/* ---- what else must be said -------------------------------------------- */

void report_remarks(const struct speech *s, const struct report_row *row,
		    struct strs *out)
{
	static const char *const leavings[] = {
		[LEAVING_DROPPED] = "report.is_dropped",
		[LEAVING_CARRIED] = "report.is_carried",
		[LEAVING_ENDED] = "report.is_ended",
	};

	if (row->arrival == ARRIVAL_ADDED)
		push(s, out, speak_word(s, "report.is_added", NULL));
	if (row->leaving != LEAVING_NONE)
		push(s, out, speak_word(s, leavings[row->leaving], NULL));
	if (row->amendments)
		push(s, out, speak(s, "report.is_amended",
				   { "count", number(s, row->amendments) }));
	if (row->done_before)
		push(s, out, speak_word(s, "report.is_done_before", NULL));
	if (row->reopened)
		push(s, out, speak_word(s, "report.is_reopened", NULL));
}

void report_reasons(const struct speech *s, const struct report_row *row,
		    struct strs *out)
{
	if (row->cause.n)
		push(s, out, speak(s, "report.cause",
			{ "text", speak_value(s, row->cause) },
			{ "later", row->cause_later ? STR("1") : STR("") }));
	else
		push(s, out, speak_word(s, "report.cause_none", NULL));
	if (row->remedy.n)
		push(s, out, speak(s, "report.remedy",
				   { "text", speak_value(s, row->remedy) }));
}
