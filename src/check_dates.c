/* SPDX-License-Identifier: MIT */
/* check_dates.c - do an item's status, percentage, dates and periods agree? */
#include "check_internal.h"

#include "rating.h"

/* A status and a percentage that cannot both be right. */
static void check_progress(struct checking *c, const struct checked_plan *p,
			   const struct plan_item *item, const struct facts *f)
{
	const struct field *field = section_field(item->section,
						  FIELD_PROGRESS);
	bool wrong = (f->status == STATUS_DONE && f->progress < 100) ||
		     (f->status == STATUS_NOT_STARTED && f->progress > 0) ||
		     ((f->status == STATUS_NOT_STARTED ||
		       f->status == STATUS_IN_PROGRESS) && f->progress == 100);

	if (f->progress >= 0 && wrong)
		diag(c->diags, DIAG_PROGRESS_STATUS, field_pos(p, item, field),
		     { "value", field->text },
		     { "status", section_text(item->section, FIELD_STATUS) });
}

static void check_completion(struct checking *c, const struct checked_plan *p,
			     const struct plan_item *item,
			     const struct facts *f)
{
	const struct field *field = section_field(item->section,
						  FIELD_STATUS);

	if ((f->kinds & KIND_TASK) && f->status == STATUS_DONE &&
	    !section_text(item->section, FIELD_COMPLETED).n)
		diag0(c->diags, DIAG_DONE_WITHOUT_DATE,
		      field_pos(p, item, field));
	if (f->completed == DATE_NONE)
		return;
	field = section_field(item->section, FIELD_COMPLETED);
	if (f->status != STATUS_DONE)
		diag0(c->diags, DIAG_DATE_WITHOUT_DONE,
		      field_pos(p, item, field));
	if (p->version->front->issued != DATE_NONE &&
	    f->completed < p->version->front->issued)
		diag0(c->diags, DIAG_DONE_BEFORE_ISSUED,
		      field_pos(p, item, field));
}

/* A due date in another year than the plan's is mostly a slip of the pen. */
static void check_period(struct checking *c, const struct checked_plan *p,
			 const struct plan_item *item, const struct facts *f)
{
	const struct plan_front *front = p->version->front;
	const struct field *field = section_field(item->section,
			f->computed != DATE_NONE ? FIELD_DUE : FIELD_DEADLINE);

	if (!field || f->due == DATE_NONE || !front->period_to ||
	    (f->due >= plan_period_start(front) &&
	     f->due <= plan_period_end(front)))
		return;
	diag(c->diags, DIAG_DEADLINE_OUTSIDE, field_pos(p, item, field),
	     { "value", field->text }, { "period", front->period_text });
}

static void note_unreported(struct unreported *u, struct period period,
			    struct pos pos, const struct section *s)
{
	struct str code = section_text(s, FIELD_ID);

	if (!u->n++)
		u->first = pos;
	else
		buf_adds(&u->names, ", ");
	u->period = period;
	buf_addstr(&u->names, code.n ? code : s->title);
}

/* Recurring work whose last ended period nobody reported; as it is rated. */
static void check_report(struct checking *c, const struct checked_plan *p,
			 const struct plan_item *item, const struct facts *f)
{
	const struct plan_front *front = p->version->front;
	const struct field *field = section_field(item->section,
						  FIELD_DEADLINE);
	struct rating_input in = {
		.facts = f, .due = f->due, .as_of = c->as_of,
		.issued = plan_day(front),
		.plan_start = plan_period_start(front),
		.plan_end = plan_period_end(front), .site = &c->sources->site,
	};
	struct rating_result rating;

	if (c->as_of == DATE_NONE || !field ||
	    f->deadline.kind != DEADLINE_RECURRING ||
	    front->stage == STAGE_DRAFT)
		return;
	rating = rating_of(&in);
	if (rating.rating == RATING_RECURRING_MISSING)
		note_unreported(&c->unreported[rating.period.kind],
				rating.period, field_pos(p, item, field),
				item->section);
}

void check_dates(struct checking *c, const struct checked_plan *p,
		 const struct plan_item *item, const struct facts *f)
{
	check_progress(c, p, item, f);
	check_completion(c, p, item, f);
	check_period(c, p, item, f);
	if (f->kinds & KIND_TASK)
		check_report(c, p, item, f);
}

/* One finding for a plan: offices report all of it together.  The period is
 * as its words need it: a month, a quarter in Roman numerals, the year. */
void check_reports(struct checking *c)
{
	static const char *const quarters[] = { "", "I", "II", "III", "IV" };
	struct pool *pool = c->in->pool;
	struct str none = STR("");

	for (size_t kind = 0; kind <= PERIOD_KIND_YEAR; kind++) {
		struct unreported *u = &c->unreported[kind];
		struct period p = u->period;

		if (u->n)
			diag(c->diags, DIAG_NO_PERIOD_RESULT, u->first,
			     { "month", p.kind == PERIOD_KIND_MONTH ?
				pool_printf(pool, "%d", p.index) : none },
			     { "quarter", p.kind == PERIOD_KIND_QUARTER ?
				str_of(quarters[p.index]) : none },
			     { "year", pool_printf(pool, "%d", p.year) },
			     { "count", pool_printf(pool, "%zu", u->n) },
			     { "items", buf_str(&u->names) });
		buf_release(&u->names);
		*u = (struct unreported){ .n = 0 };
	}
}
