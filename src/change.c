/* SPDX-License-Identifier: MIT */
/* change.c - compares versions field by field and classifies what differs. */
#include "change.h"

#include "text.h"
#include "wording.h"

/* How a field's class is found. */
enum judging {
	ALWAYS,		/* the class of the table */
	WORDING,	/* amendment; editorial where the words are the same */
	DEADLINE,	/* by the date that the words mean */
	DUE,		/* first: progress; changed: amendment */
	UNITS,		/* by the sets of units */
	TARGET,		/* by comparator, number and unit */
	RESULT,		/* score, rank: amendment within one assessed year */
};

/* DESIGN's table of classes, a row for each field. */
static const struct {
	const char *name;
	enum change_class class;
	enum judging judging;
	bool wording_only;	/* the claim "biên tập" may cover it */
} fields[NCHANGE_FIELDS] = {
	[FIELD_ID] = { "id", CLASS_AMENDMENT, ALWAYS, false },
	[FIELD_SHORT_TITLE] = { "short_title", CLASS_EDITORIAL, ALWAYS, true },
	[FIELD_AREA] = { "area", CLASS_AMENDMENT, ALWAYS, false },
	[FIELD_PRODUCT] = { "product", CLASS_AMENDMENT, WORDING, true },
	[FIELD_LEAD] = { "lead", CLASS_AMENDMENT, UNITS, false },
	[FIELD_SUPPORT] = { "support", CLASS_AMENDMENT, UNITS, false },
	[FIELD_DEADLINE] = { "deadline", CLASS_AMENDMENT, DEADLINE, false },
	[FIELD_DUE] = { "due", CLASS_AMENDMENT, DUE, false },
	[FIELD_STATUS] = { "status", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_PROGRESS] = { "progress", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_COMPLETED] = { "completed", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_PERIOD_RESULT] = { "period_result", CLASS_PROGRESS, ALWAYS,
				  false },
	[FIELD_RESULT] = { "result", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_EVIDENCE] = { "evidence", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_AUTHORITY] = { "authority", CLASS_EDITORIAL, ALWAYS, false },
	[FIELD_CORRECTION] = { "correction", CLASS_CORRECTION, ALWAYS, false },
	[FIELD_CARRIED_FROM] = { "carried_from", CLASS_AMENDMENT, ALWAYS,
				 false },
	[FIELD_LINKED] = { "linked", CLASS_EDITORIAL, ALWAYS, true },
	[FIELD_TARGET] = { "target", CLASS_AMENDMENT, TARGET, false },
	[FIELD_ACTUAL] = { "actual", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_DENOMINATOR] = { "denominator", CLASS_AMENDMENT, WORDING, true },
	[FIELD_MILESTONES_BY_YEAR] = { "milestones_by_year", CLASS_AMENDMENT,
				       WORDING, false },
	[FIELD_MEASURE] = { "measure", CLASS_EDITORIAL, ALWAYS, true },
	[FIELD_SCORE] = { "score", CLASS_AMENDMENT, RESULT, false },
	[FIELD_ASSESSED_YEAR] = { "assessed_year", CLASS_PROGRESS, ALWAYS,
				  false },
	[FIELD_CAUSE] = { "cause", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_REMEDY] = { "remedy", CLASS_PROGRESS, ALWAYS, false },
	[FIELD_RANK] = { "rank", CLASS_AMENDMENT, RESULT, false },
	[FIELD_NOTE] = { "note", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_TITLE] = { "title", CLASS_AMENDMENT, WORDING, true },
	[SUBJECT_NUMBER] = { "number", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_PATH] = { "path", CLASS_AMENDMENT, ALWAYS, false },
	[SUBJECT_PROSE] = { "prose", CLASS_PROGRESS, WORDING, true },
	[SUBJECT_MILESTONES] = { "milestones", CLASS_PROGRESS, ALWAYS, false },
	[SUBJECT_ORDER] = { "order", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_PLAN_TITLE] = { "title", CLASS_AMENDMENT, WORDING, true },
	[SUBJECT_PLAN_NUMBER] = { "number", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_STAGE] = { "stage", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_ISSUED] = { "issued", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_PLACE] = { "place", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_PERIOD] = { "period", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_SECRECY] = { "secrecy", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_SIGNER] = { "signer", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_BASIS] = { "basis", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_REPLACES] = { "replaces", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_ANNEX_OF] = { "annex_of", CLASS_PLAN, ALWAYS, false },
	[SUBJECT_RELATED] = { "related", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_RECIPIENTS] = { "recipients", CLASS_EDITORIAL, ALWAYS, true },
	[SUBJECT_ORIGINAL] = { "original", CLASS_EDITORIAL, ALWAYS, true },
};

const char *change_field_name(int field)
{
	return field < 0 ? NULL : fields[field].name;
}

const char *change_class_name(enum change_class c)
{
	static const char *const names[] = {
		[CLASS_PLAN] = "plan", [CLASS_AMENDMENT] = "amendment",
		[CLASS_CORRECTION] = "correction",
		[CLASS_PROGRESS] = "progress", [CLASS_EDITORIAL] = "editorial",
	};

	return names[c];
}

const char *change_kind_name(enum change_kind k)
{
	static const char *const names[] = {
		[CHANGE_ADDED] = "added", [CHANGE_REMOVED] = "removed",
		[CHANGE_RESTORED] = "restored", [CHANGE_MOVED] = "moved",
		[CHANGE_CHANGED] = "changed",
	};

	return names[k];
}

struct str section_joined(struct pool *pool, const struct section *s,
			  enum field_id id)
{
	struct buf all = BUF_INIT;
	struct str first = { NULL, 0 };
	size_t n = 0;

	for (size_t i = 0; i < s->nfields; i++) {
		if (s->fields[i].id != id)
			continue;
		if (!n++)
			first = s->fields[i].text;
		if (!first.p)
			first = STR("");
		if (!field_repeats(id))
			return first;
		if (n > 1)
			buf_addc(&all, '\n');
		buf_addstr(&all, s->fields[i].text);
	}
	if (n > 1)
		first = pool_str(pool, buf_str(&all));
	buf_release(&all);
	return first;
}

struct str section_milestones(struct pool *pool, const struct section *s)
{
	struct buf all = BUF_INIT;
	struct str text = { NULL, 0 };

	for (size_t i = 0; i < s->nmilestones; i++) {
		if (i)
			buf_addc(&all, '\n');
		buf_adds(&all, s->milestones[i].done ? "[x] " : "[ ] ");
		buf_addstr(&all, s->milestones[i].text);
	}
	if (all.n)
		text = pool_str(pool, buf_str(&all));
	buf_release(&all);
	return text;
}

/* ---- judging one field ------------------------------------------------- */

struct comparison {
	struct differences *out;
	struct pool *pool;
	const struct item_side *a, *b;
	struct deadline deadline_a, deadline_b;	/* see find_due_dates() */
	int32_t due_a, due_b;
};

static void find_due_dates(struct comparison *c)
{
	c->due_a = facts_due(c->a->context, c->a->section, &c->deadline_a);
	c->due_b = facts_due(c->b->context, c->b->section, &c->deadline_b);
}

/* Are two deadlines the same promise in other words? */
static bool same_deadline(const struct deadline *a, const struct deadline *b,
			  struct str from, struct str to)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == DEADLINE_DATE)
		return a->due == b->due;
	if (a->kind == DEADLINE_RECURRING)
		return a->every == b->every;
	return wording_equal(from, to);
}

static void judge_due_dates(const struct comparison *c, struct difference *d)
{
	d->due_from = c->due_a;
	d->due_to = c->due_b;
	d->due_changed = c->due_a != c->due_b;
	if (c->due_a != DATE_NONE && c->due_b != DATE_NONE && d->due_changed) {
		d->has_days = true;
		d->days = c->due_b - c->due_a;
	}
}

/* The slip belongs to "due" where that changed, else to "deadline". */
static void judge_deadline(struct comparison *c, struct difference *d)
{
	find_due_dates(c);
	if (same_deadline(&c->deadline_a, &c->deadline_b, d->from, d->to))
		d->class = CLASS_EDITORIAL;
	if (str_eq(section_text(c->a->section, FIELD_DUE),
		   section_text(c->b->section, FIELD_DUE)))
		judge_due_dates(c, d);
}

static void judge_due(struct comparison *c, struct difference *d)
{
	bool impossible;
	int32_t from = date_parse(d->from, &impossible);
	int32_t to = date_parse(d->to, &impossible);

	find_due_dates(c);
	judge_due_dates(c, d);
	if (from == to || (from != DATE_NONE && !d->due_changed))
		d->class = CLASS_EDITORIAL;
	else if (!d->due_changed || c->due_a == DATE_NONE)
		d->class = CLASS_PROGRESS;
}

/* Have two lists of texts the same ones, whatever their order? */
static bool same_texts(const struct strs *a, const struct strs *b)
{
	size_t found = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (wording_equal(a->v[i], b->v[j])) {
				found++;
				break;
			}
	return a->n == b->n && found == a->n;
}

static bool same_units(const struct comparison *c, struct str from,
		       struct str to)
{
	const struct agency *agency = c->b->context->agency;
	struct unit_refs a = { 0 }, b = { 0 };
	size_t found = 0;

	if (!agency || !from.n || !to.n)
		return wording_equal(from, to);
	units_resolve(&a, c->pool, c->a->context->agency ?
		      c->a->context->agency : agency, from,
		      plan_day(c->a->context->front), POS_NONE, NULL);
	units_resolve(&b, c->pool, agency, to, plan_day(c->b->context->front),
		      POS_NONE, NULL);
	for (size_t i = 0; i < a.n; i++)
		for (size_t j = 0; j < b.n; j++)
			found += a.v[i] == b.v[j];
	return found == a.n && found == b.n &&
	       same_texts(&a.unknown, &b.unknown);
}

static bool same_target(struct str from, struct str to)
{
	struct target a, b;

	if (target_parse(&a, from) || target_parse(&b, to))
		return wording_equal(from, to);
	return a.comparator == b.comparator && a.value == b.value &&
	       wording_equal(a.unit, b.unit);
}

static bool status_done(const struct comparison *c, struct str text)
{
	return vocabulary_status(c->a->context->vocabulary, text) ==
	       STATUS_DONE;
}

static long percent(struct str s)
{
	if (s.n && s.p[s.n - 1] == '%')
		s.n--;
	return str_number(str_trim(s));
}

/* Is `y` another value of the same date as `x`, further from the target? */
static bool is_worse(const struct actual *x, const struct actual *y,
		     const struct target *target)
{
	if (x->date != y->date || y->kind == ACTUAL_NOT_ARISEN)
		return false;
	if (x->kind == ACTUAL_ACHIEVED || y->kind == ACTUAL_NOT_ACHIEVED)
		return x->kind == ACTUAL_ACHIEVED &&
		       y->kind == ACTUAL_NOT_ACHIEVED;
	if (x->kind != ACTUAL_NUMBER || y->kind != ACTUAL_NUMBER)
		return false;
	return target->comparator == COMPARE_AT_MOST ||
	       target->comparator == COMPARE_BELOW ?
		y->value > x->value : y->value < x->value;
}

static bool still_there(const struct actual *x, const struct facts *f)
{
	for (size_t i = 0; i < f->nactuals; i++)
		if (f->actuals[i].date == x->date &&
		    f->actuals[i].kind == x->kind &&
		    f->actuals[i].value == x->value)
			return true;
	return false;
}

/* An actual value replaced by a worse one of the same date. */
static bool actual_worse(const struct comparison *c)
{
	struct facts a, b;

	facts_read(&a, c->pool, c->a->context, c->a->section, POS_NONE, NULL);
	facts_read(&b, c->pool, c->b->context, c->b->section, POS_NONE, NULL);
	for (size_t i = 0; i < a.nactuals; i++)
		for (size_t j = 0; j < b.nactuals; j++)
			if (is_worse(&a.actuals[i], &b.actuals[j], &b.target) &&
			    !still_there(&a.actuals[i], &b))
				return true;
	return false;
}

static bool is_regressed(const struct comparison *c, const struct difference *d)
{
	switch (d->field) {
	case FIELD_STATUS:
		return status_done(c, d->from) && !status_done(c, d->to);
	case FIELD_PROGRESS:
		if (!d->to.n && status_done(c, section_text(c->b->section,
							    FIELD_STATUS)))
			return false;	/* told by the status */
		return percent(d->from) > 0 && percent(d->to) < percent(d->from);
	case FIELD_COMPLETED:
		return d->from.n && !d->to.n;
	case FIELD_ACTUAL:
		return actual_worse(c);
	case SUBJECT_MILESTONES:
		for (size_t i = 0; i < c->a->section->nmilestones; i++)
			for (size_t j = 0; j < c->b->section->nmilestones; j++)
				if (str_eq(c->a->section->milestones[i].text,
					   c->b->section->milestones[j].text) &&
				    c->a->section->milestones[i].done &&
				    !c->b->section->milestones[j].done)
					return true;
		return false;
	default:
		return false;
	}
}

static bool same_year(const struct comparison *c)
{
	return str_eq(section_text(c->a->section, FIELD_ASSESSED_YEAR),
		      section_text(c->b->section, FIELD_ASSESSED_YEAR));
}

static void judge(struct comparison *c, struct difference *d)
{
	d->class = fields[d->field].class;
	d->due_from = d->due_to = DATE_NONE;
	switch (fields[d->field].judging) {
	case ALWAYS:
		break;
	case WORDING:
		if (wording_equal(d->from, d->to))
			d->class = CLASS_EDITORIAL;
		break;
	case DEADLINE:
		judge_deadline(c, d);
		break;
	case DUE:
		judge_due(c, d);
		break;
	case UNITS:
		if (same_units(c, d->from, d->to))
			d->class = CLASS_EDITORIAL;
		break;
	case TARGET:
		if (same_target(d->from, d->to))
			d->class = CLASS_EDITORIAL;
		break;
	case RESULT:
		if (wording_equal(d->from, d->to))
			d->class = CLASS_EDITORIAL;
		else if (!same_year(c))
			d->class = CLASS_PROGRESS;
		break;
	}
	d->regressed = is_regressed(c, d);
}

struct str item_field_text(struct pool *pool, const struct section *s,
			   int field)
{
	switch (field) {
	case SUBJECT_TITLE:
		return s->title;
	case SUBJECT_NUMBER:
		return s->number;
	case SUBJECT_MILESTONES:
		return section_milestones(pool, s);
	case SUBJECT_PROSE:
		return wording_block(pool, s->body);
	default:
		return section_joined(pool, s, (enum field_id)field);
	}
}

static void compare_field(struct comparison *c, int field)
{
	struct difference d = { .kind = CHANGE_CHANGED, .field = field };

	d.from = item_field_text(c->pool, c->a->section, field);
	d.to = item_field_text(c->pool, c->b->section, field);
	if (str_eq(d.from, d.to))
		return;
	judge(c, &d);
	POOL_PUSH(c->pool, c->out->v, c->out->n, c->out->cap, d);
}

void item_differences(struct differences *out, struct pool *pool,
		      const struct item_side *a, const struct item_side *b)
{
	struct comparison c = { .out = out, .pool = pool, .a = a, .b = b };
	const struct section *sa = a->section, *sb = b->section;

	if (a->area != b->area)
		POOL_PUSH(pool, out->v, out->n, out->cap, (struct difference){
			.kind = CHANGE_MOVED, .field = FIELD_AREA,
			.from = a->area->id, .to = b->area->id,
			.class = CLASS_AMENDMENT,
			.due_from = DATE_NONE, .due_to = DATE_NONE });
	if (sa == sb)
		return;
	compare_field(&c, SUBJECT_TITLE);
	compare_field(&c, SUBJECT_NUMBER);
	for (int f = 0; f < NFIELDS; f++)
		if (f != FIELD_AREA &&	/* told by the move */
		    (sa->first[f] || sb->first[f]))
			compare_field(&c, f);
	compare_field(&c, SUBJECT_MILESTONES);
	compare_field(&c, SUBJECT_PROSE);
}

/* ---- plans ------------------------------------------------------------- */

static struct str joined(struct pool *pool, const struct strs *list)
{
	struct buf all = BUF_INIT;
	struct str text = { NULL, 0 };

	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_adds(&all, "; ");
		buf_addstr(&all, list->v[i]);
	}
	if (list->n)
		text = pool_str(pool, buf_str(&all));
	buf_release(&all);
	return text;
}

static void plan_text(struct differences *out, struct pool *pool, int field,
		      struct str from, struct str to, const struct area *area)
{
	struct difference d = { .kind = CHANGE_CHANGED, .field = field,
				.from = from, .to = to, .area = area,
				.due_from = DATE_NONE, .due_to = DATE_NONE };

	if (str_eq(from, to))
		return;
	d.class = field == SUBJECT_PROSE ? CLASS_AMENDMENT :
					   fields[field].class;
	if (fields[field].judging == WORDING && wording_equal(from, to))
		d.class = CLASS_EDITORIAL;
	POOL_PUSH(pool, out->v, out->n, out->cap, d);
}

/* The prose of an area (NULL: the plan's own), headings included. */
static struct str prose_of(struct pool *pool, const struct version *v,
			   const struct area *area)
{
	struct buf all = BUF_INIT;
	struct str text = { NULL, 0 };

	for (size_t i = 0; i < v->nprose; i++) {
		const struct plan_prose *p = &v->prose[i];
		struct str body, milestones;

		if (p->area != area)
			continue;
		body = wording_block(pool, p->section->body);
		if (p->section->title.n && !p->opens_area) {
			if (all.n)
				buf_adds(&all, "\n\n");
			buf_addstr(&all, p->section->title);
		}
		if (body.n) {
			if (all.n)
				buf_adds(&all, "\n\n");
			buf_addstr(&all, body);
		}
		milestones = section_milestones(pool, p->section);
		if (milestones.n) {	/* the block is without them */
			if (all.n)
				buf_adds(&all, "\n\n");
			buf_addstr(&all, milestones);
		}
	}
	if (all.n)
		text = pool_str(pool, buf_str(&all));
	buf_release(&all);
	return text;
}

static bool same_prose(const struct version *a, const struct version *b)
{
	if (a->nprose != b->nprose)
		return false;
	for (size_t i = 0; i < a->nprose; i++)
		if (a->prose[i].section != b->prose[i].section ||
		    a->prose[i].area != b->prose[i].area)
			return false;
	return true;
}

/* Does an earlier entry of the list have the same area? */
static bool seen_before(const struct version *v, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (v->prose[j].area == v->prose[i].area)
			return true;
	return false;
}

static bool has_area(const struct version *v, const struct area *area)
{
	for (size_t i = 0; i < v->nprose; i++)
		if (v->prose[i].area == area)
			return true;
	return false;
}

static void prose_differences(struct differences *out, struct pool *pool,
			      const struct version *a, const struct version *b)
{
	if (same_prose(a, b))
		return;
	for (size_t i = 0; i < b->nprose; i++)
		if (!seen_before(b, i))
			plan_text(out, pool, SUBJECT_PROSE,
				  prose_of(pool, a, b->prose[i].area),
				  prose_of(pool, b, b->prose[i].area),
				  b->prose[i].area);
	for (size_t i = 0; i < a->nprose; i++)
		if (!seen_before(a, i) && !has_area(b, a->prose[i].area))
			plan_text(out, pool, SUBJECT_PROSE,
				  prose_of(pool, a, a->prose[i].area),
				  (struct str){ NULL, 0 }, a->prose[i].area);
}

struct str plan_field_text(struct pool *pool, const struct version *v,
			   int field, const struct area *area)
{
	const struct plan_front *f = v->front;

	switch (field) {
	case SUBJECT_PROSE:
		return prose_of(pool, v, area);
	case SUBJECT_PLAN_TITLE:
		return f->title;
	case SUBJECT_PLAN_NUMBER:
		return f->number;
	case SUBJECT_STAGE:	/* the default, said or not */
		return f->stage_text.n ? f->stage_text : STR("issued");
	case SUBJECT_ISSUED:
		return f->issued_text;
	case SUBJECT_PLACE:
		return f->place;
	case SUBJECT_PERIOD:
		return f->period_text;
	case SUBJECT_SECRECY:
		return f->secrecy.n ? f->secrecy : STR("none");
	case SUBJECT_SIGNER:
		return f->signer;
	case SUBJECT_ANNEX_OF:
		return f->annex_of;
	case SUBJECT_ORIGINAL:
		return f->original;
	case SUBJECT_BASIS:
		return joined(pool, &f->basis);
	case SUBJECT_REPLACES:
		return joined(pool, &f->replaces);
	case SUBJECT_RELATED:
		return joined(pool, &f->related);
	case SUBJECT_RECIPIENTS:
		return joined(pool, &f->recipients);
	default:
		return (struct str){ NULL, 0 };
	}
}

void plan_differences(struct differences *out, struct pool *pool,
		      const struct version *a, const struct version *b)
{
	for (int f = SUBJECT_PLAN_TITLE;
	     f < NCHANGE_FIELDS && a->front != b->front; f++)
		plan_text(out, pool, f, plan_field_text(pool, a, f, NULL),
			  plan_field_text(pool, b, f, NULL), NULL);
	prose_differences(out, pool, a, b);
}

/* ---- what the commit claims -------------------------------------------- */

/* The next run of digits in a text, or an empty slice. */
static struct str next_figure(struct str *rest)
{
	size_t n = 0;

	while (rest->n && !ascii_digit(*rest->p))
		*rest = str_from(*rest, 1);
	while (n < rest->n && ascii_digit(rest->p[n]))
		n++;
	*rest = str_from(*rest, n);
	return n ? str_range(rest->p - n, rest->p) : (struct str){ NULL, 0 };
}

static bool same_figures(struct str a, struct str b)
{
	struct str x, y;

	do {
		x = next_figure(&a);
		y = next_figure(&b);
	} while (x.n && str_eq(x, y));
	return !x.n && !y.n;
}

/* Can it be a change of wording alone? */
static bool is_rewording(const struct difference *d)
{
	return d->field >= 0 && fields[d->field].wording_only &&
	       (d->class == CLASS_EDITORIAL || same_figures(d->from, d->to));
}

void differences_classify(struct differences *d, size_t from,
			  const struct commit_claims *claims, bool draft)
{
	bool correction = claims->correction, wording = claims->editorial;

	for (size_t i = from; i < d->n; i++) {
		if (d->v[i].field == FIELD_CORRECTION && d->v[i].to.n)
			correction = true;
		wording = wording && is_rewording(&d->v[i]);
	}
	for (size_t i = from; i < d->n; i++) {
		struct difference *x = &d->v[i];

		if (wording && x->class == CLASS_PROGRESS)
			x->class = CLASS_EDITORIAL;
		if (x->class != CLASS_AMENDMENT)
			continue;
		if (draft || wording) {
			x->class = CLASS_EDITORIAL;
		} else if (correction) {
			x->class = CLASS_CORRECTION;
			x->has_days = false;
		}
	}
}
