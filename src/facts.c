/* SPDX-License-Identifier: MIT */
/* facts.c - reads the values of an item's fields. */
#include "facts.h"

#include "text.h"

struct reading {
	struct facts *f;
	struct pool *pool;
	const struct facts_context *c;
	const struct section *s;
	struct pos pos;
	struct diags *diags;
};

static struct pos field_pos(const struct reading *r, const struct field *field)
{
	return POS_AT(r->pos.src, r->pos.off + field->off);
}

int32_t plan_period_end(const struct plan_front *front)
{
	return front->period_to ?
		date_of((struct ymd){ front->period_to, 12, 31 }) : DATE_NONE;
}

int32_t plan_period_start(const struct plan_front *front)
{
	return front->period_from ?
		date_of((struct ymd){ front->period_from, 1, 1 }) : 0;
}

int32_t plan_day(const struct plan_front *front)
{
	return front->issued != DATE_NONE ? front->issued : front->issued_from;
}

static unsigned kinds_of(const struct section *s)
{
	unsigned kinds = 0;

	if (section_field(s, FIELD_TARGET))
		kinds |= KIND_TARGET;
	if (section_field(s, FIELD_SCORE))
		kinds |= KIND_CRITERION;
	if (section_field(s, FIELD_RANK))
		kinds |= KIND_INDEX;
	if (!kinds || section_field(s, FIELD_PRODUCT))
		kinds |= KIND_TASK;
	return kinds;
}

/* ---- due dates --------------------------------------------------------- */

static int32_t computed_due(const struct section *s, bool *impossible)
{
	return date_parse(section_text(s, FIELD_DUE), impossible);
}

int32_t facts_due(const struct facts_context *c, const struct section *s,
		  struct deadline *deadline)
{
	bool impossible;
	int32_t computed = computed_due(s, &impossible);

	*deadline = deadline_parse(section_text(s, FIELD_DEADLINE),
				   c->front->period_to);
	return computed != DATE_NONE ? computed : deadline->due;
}

static void read_deadline(struct reading *r)
{
	struct facts *f = r->f;
	const struct field *field = section_field(r->s, FIELD_DEADLINE);
	bool impossible = false;

	f->due = facts_due(r->c, r->s, &f->deadline);
	f->computed = computed_due(r->s, &impossible);
	if (field && f->deadline.impossible)
		diag(r->diags, DIAG_BAD_DEADLINE, field_pos(r, field),
		     { "value", field->text });
	else if (field && f->deadline.kind == DEADLINE_UNCLEAR)
		diag(r->diags, DIAG_UNCLEAR_DEADLINE, field_pos(r, field),
		     { "value", field->text });
	field = section_field(r->s, FIELD_DUE);
	if (field && field->text.n && f->computed == DATE_NONE)
		date_refuse(r->diags, field_pos(r, field), field->text);
	if (f->due == DATE_NONE && f->deadline.kind == DEADLINE_NONE &&
	    (f->kinds & KIND_TARGET) && !(f->kinds & KIND_TASK)) {
		f->due = plan_period_end(r->c->front);
		f->due_by_period = f->due != DATE_NONE;
	}
}

/* ---- one field each ---------------------------------------------------- */

static void read_status(struct reading *r, const struct field *field)
{
	const struct vocabulary *v = r->c->vocabulary;

	if (!field->text.n)
		return;
	r->f->status = vocabulary_status(v, field->text);
	if (r->f->status == STATUS_NONE)
		diag(r->diags, DIAG_UNKNOWN_STATUS, field_pos(r, field),
		     { "value", field->text },
		     { "near", text_nearest(field->text, v->statuses,
					    v->nstatuses) });
}

static void read_progress(struct reading *r, const struct field *field)
{
	struct str s = field->text;
	long n;

	if (!s.n)
		return;
	if (s.p[s.n - 1] == '%')
		s = str_trim(str_sub(s, 0, s.n - 1));
	n = str_number(s);
	if (n < 0 || n > 100)
		diag(r->diags, DIAG_BAD_PROGRESS, field_pos(r, field),
		     { "value", field->text });
	else
		r->f->progress = (int)n;
}

static void read_completed(struct reading *r, const struct field *field)
{
	bool impossible;

	if (!field->text.n)
		return;
	r->f->completed = date_parse(field->text, &impossible);
	if (r->f->completed == DATE_NONE)
		date_refuse(r->diags, field_pos(r, field), field->text);
}

static void read_period_result(struct reading *r, const struct field *field)
{
	ptrdiff_t colon = str_chr(field->text, ':');
	struct period_result result = { .text = { NULL, 0 } };

	if (!field->text.n)
		return;
	if (colon < 0 || period_parse(&result.period,
			str_sub(field->text, 0, (size_t)colon))) {
		diag(r->diags, DIAG_BAD_PERIOD, field_pos(r, field),
		     { "value", field->text });
		return;
	}
	result.text = str_trim(str_from(field->text, (size_t)colon + 1));
	if (!result.text.n)
		return;		/* "Quý II/2026:" reports nothing yet */
	POOL_PUSH(r->pool, r->f->results, r->f->nresults, r->f->results_cap,
		  result);
}

static void read_target(struct reading *r, const struct field *field)
{
	if (field->text.n && target_parse(&r->f->target, field->text))
		diag(r->diags, DIAG_BAD_TARGET, field_pos(r, field),
		     { "value", field->text });
}

static void read_actual(struct reading *r, const struct field *field)
{
	struct actual actual;
	bool bad_date;

	if (!field->text.n)
		return;
	if (actual_parse(&actual, field->text, &r->f->target,
			 r->c->vocabulary, &bad_date))
		diag(r->diags, bad_date ? DIAG_BAD_DATE : DIAG_BAD_ACTUAL,
		     field_pos(r, field), { "value", field->text });
	else
		POOL_PUSH(r->pool, r->f->actuals, r->f->nactuals,
			  r->f->actuals_cap, actual);
}

/* "2026: 60%; 2027: 70%" */
static void read_by_year(struct reading *r, const struct field *field)
{
	struct str rest = field->text, piece;

	while (str_split(&rest, ';', &piece)) {
		ptrdiff_t colon = str_chr(piece, ':');
		struct year_milestone m = { 0 };

		if (!str_trim(piece).n)
			continue;
		if (colon > 0)
			m.year = (int)str_number(str_trim(
					str_sub(piece, 0, (size_t)colon)));
		if (m.year < 1990 || m.year > 2200) {
			diag(r->diags, DIAG_BAD_YEAR, field_pos(r, field),
			     { "value", str_trim(piece) });
			continue;
		}
		if (target_parse(&m.target,
				 str_from(piece, (size_t)colon + 1))) {
			diag(r->diags, DIAG_BAD_TARGET, field_pos(r, field),
			     { "value", str_trim(piece) });
			continue;
		}
		POOL_PUSH(r->pool, r->f->by_year, r->f->nby_year,
			  r->f->by_year_cap, m);
	}
}

static void read_score(struct reading *r, const struct field *field)
{
	if (field->text.n && score_parse(&r->f->score, field->text))
		diag(r->diags, DIAG_BAD_SCORE, field_pos(r, field),
		     { "value", field->text });
}

static void read_rank(struct reading *r, const struct field *field)
{
	if (field->text.n && rank_parse(&r->f->rank, field->text))
		diag(r->diags, DIAG_BAD_RANK, field_pos(r, field),
		     { "value", field->text });
}

static void read_year(struct reading *r, const struct field *field)
{
	long n = str_number(field->text);

	if (!field->text.n)
		return;
	if (n < 1990 || n > 2200)
		diag(r->diags, DIAG_BAD_YEAR, field_pos(r, field),
		     { "value", field->text });
	else
		r->f->assessed_year = (int)n;
}

static void read_measure(struct reading *r, const struct field *field)
{
	const struct site *site = r->c->site;

	for (size_t i = 0; i < site->nmeasures; i++)
		if (str_eq(site->measures[i].id, field->text)) {
			r->f->measure = &site->measures[i];
			return;
		}
	if (r->diags && field->text.n) {
		struct str *known = POOL_ARRAY(r->pool, struct str,
					       site->nmeasures);

		for (size_t i = 0; i < site->nmeasures; i++)
			known[i] = site->measures[i].id;
		diag(r->diags, DIAG_UNKNOWN_MEASURE, field_pos(r, field),
		     { "value", field->text },
		     { "near", text_nearest(field->text, known,
					    site->nmeasures) });
	}
}

static void read_units(struct reading *r, const struct field *field,
		       struct unit_refs *refs)
{
	if (r->c->agency && field->text.n)
		units_resolve(refs, r->pool, r->c->agency, field->text,
			      plan_day(r->c->front), field_pos(r, field),
			      r->diags);
}

static void read_lead(struct reading *r, const struct field *field)
{
	read_units(r, field, &r->f->lead);
}

static void read_support(struct reading *r, const struct field *field)
{
	read_units(r, field, &r->f->support);
}

static void (*const readers[NFIELDS])(struct reading *,
				      const struct field *) = {
	[FIELD_STATUS] = read_status, [FIELD_PROGRESS] = read_progress,
	[FIELD_COMPLETED] = read_completed,
	[FIELD_PERIOD_RESULT] = read_period_result,
	[FIELD_ACTUAL] = read_actual,
	[FIELD_MILESTONES_BY_YEAR] = read_by_year,
	[FIELD_SCORE] = read_score, [FIELD_RANK] = read_rank,
	[FIELD_ASSESSED_YEAR] = read_year, [FIELD_MEASURE] = read_measure,
	[FIELD_LEAD] = read_lead, [FIELD_SUPPORT] = read_support,
};

/* The latest by date; without dates the last one written. */
static const struct actual *latest(const struct facts *f)
{
	const struct actual *best = NULL;

	for (size_t i = 0; i < f->nactuals; i++)
		if (!best || f->actuals[i].date == DATE_NONE ||
		    f->actuals[i].date >= best->date)
			best = &f->actuals[i];
	return best;
}

void facts_read(struct facts *out, struct pool *pool,
		const struct facts_context *context,
		const struct section *section, struct pos pos,
		struct diags *diags)
{
	struct reading r = { out, pool, context, section, pos, diags };
	const struct field *target = section_field(section, FIELD_TARGET);

	*out = (struct facts){ .kinds = kinds_of(section), .progress = -1,
			       .computed = DATE_NONE, .due = DATE_NONE,
			       .completed = DATE_NONE };
	if (target)
		read_target(&r, target);	/* actual values depend on it */
	read_deadline(&r);
	for (size_t i = 0; i < section->nfields; i++) {
		const struct field *field = &section->fields[i];

		if (readers[field->id] &&
		    (field_repeats(field->id) ||
		     field == section_field(section, field->id)))
			readers[field->id](&r, field);
	}
	out->actual = latest(out);
}

/* ---- recurring work ---------------------------------------------------- */

enum period_kind facts_cycle(const struct facts *f, const struct site *site)
{
	switch (f->deadline.every) {
	case EVERY_MONTH:
		return PERIOD_KIND_MONTH;
	case EVERY_QUARTER:
		return PERIOD_KIND_QUARTER;
	case EVERY_YEAR:
		return PERIOD_KIND_YEAR;
	case EVERY_UNSAID:
		break;
	}
	return site->reporting_period == PERIOD_MONTH ? PERIOD_KIND_MONTH :
							PERIOD_KIND_QUARTER;
}

bool facts_reported(const struct facts *f, struct period p)
{
	for (size_t i = 0; i < f->nresults; i++) {
		struct period r = f->results[i].period;

		if (period_covers(r, p) ||
		    (period_covers(p, r) &&
		     period_end(r, 0) == period_end(p, 0)))
			return true;
	}
	return false;
}
