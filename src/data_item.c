/* SPDX-License-Identifier: MIT */
/* data_item.c - an item as it stands in its plan's data file. */
#include "data.h"

#include <stdlib.h>

/* What the parts of one item need. */
struct writing {
	struct json *j;
	const struct model *m;
	struct pool *pool;
	struct buf text;		/* scratch */
};

static bool complete(const struct model *m)
{
	return m->history->kind == HISTORY_COMPLETE;
}

static void write_commit(struct writing *w, const char *key, size_t commit)
{
	char hex[OID_HEX + 1];

	if (commit == SIZE_MAX) {
		json_null(w->j, key);
		return;
	}
	oid_hex(&w->m->history->commits[commit].id, hex);
	json_name(w->j, key, hex);
}

/* ---- what was first, and when it was done ------------------------------ */

static bool says_done(const struct model *m, struct str status)
{
	return vocabulary_status(m->vocabulary, status) == STATUS_DONE;
}

/* The commit since which the item has been done without a break. */
static size_t completion_commit(const struct model *m,
				const struct item_view *item)
{
	const struct item_line *line = item->line;
	bool done = says_done(m, section_text(line->first, FIELD_STATUS));
	size_t at = done && complete(m) ? line->first_commit : SIZE_MAX;

	if (item->facts.status != STATUS_DONE)
		return SIZE_MAX;
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &m->history->records[line->records[i]];
		bool now;

		if (!r->adopted || r->d.field != FIELD_STATUS)
			continue;
		now = says_done(m, r->d.to);
		if (!now)
			at = SIZE_MAX;
		else if (!done)
			at = r->commit;
		done = now;
	}
	return at;
}

/* The first target that an issued version states; corrections mend it, as
 * they do a first deadline. */
static struct str original_target(const struct model *m,
				  const struct item_view *item)
{
	const struct item_line *line = item->line;
	size_t issued = line->born_issued ? 0 : line->plan->issued_commit;
	struct str text = section_text(line->first, FIELD_TARGET), first;
	bool moved = false;

	first = line->born_issued ? text : STR("");
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &m->history->records[line->records[i]];
		bool binding = line->born_issued || r->commit > issued;

		if (!r->adopted || r->d.field != FIELD_TARGET)
			continue;
		if (binding && !first.n)
			first = text;
		if (r->d.class == CLASS_CORRECTION && !moved && first.n &&
		    str_eq(first, r->d.from))
			first = r->d.to;
		moved |= r->d.class == CLASS_AMENDMENT;
		text = r->d.to;
		if (binding && !first.n)
			first = text;
	}
	if (!first.n && line->plan->issued_commit != SIZE_MAX)
		first = text;
	return first;
}

/* ---- an item's parts --------------------------------------------------- */

static void write_kinds(struct writing *w, unsigned kinds)
{
	static const struct {
		enum item_kind kind;
		const char *name;
	} names[] = {
		{ KIND_TASK, "task" }, { KIND_TARGET, "target" },
		{ KIND_CRITERION, "criterion" }, { KIND_INDEX, "index" },
	};

	json_array(w->j, "kinds", JSON_FLAT);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (kinds & names[i].kind)
			json_name(w->j, NULL, names[i].name);
	json_end(w->j);
}

/* Those that the schema has as lists, whatever may be repeated. */
static void write_list_field(struct writing *w, const struct section *s,
			     enum field_id id)
{
	bool any = false;

	for (size_t i = 0; i < s->nfields; i++) {
		if (s->fields[i].id != id || !s->fields[i].text.n)
			continue;
		if (!any)
			json_array(w->j, field_name(id), JSON_FLAT);
		any = true;
		json_string(w->j, NULL, s->fields[i].text);
	}
	if (any)
		json_end(w->j);
}

static void write_fields(struct writing *w, const struct section *s)
{
	json_object(w->j, "fields", JSON_LINES);
	for (enum field_id id = 0; id < NFIELDS; id++) {
		struct str text;

		if (id == FIELD_PERIOD_RESULT || id == FIELD_ACTUAL) {
			write_list_field(w, s, id);
			continue;
		}
		text = section_joined(w->pool, s, id);
		if (text.n)
			json_string(w->j, field_name(id), text);
	}
	json_end(w->j);
}

int32_t data_due(const struct item_view *item)
{
	return item->facts.due_by_period ? DATE_NONE : item->facts.due;
}

int32_t data_original_due(const struct item_view *item)
{
	return item->line->has_original ? item->line->original_due : DATE_NONE;
}

static void write_deadline(struct writing *w, const struct item_view *item)
{
	const struct item_line *line = item->line;
	const struct facts *f = &item->facts;
	int32_t due = data_due(item), original = data_original_due(item);

	json_object(w->j, "deadline", JSON_FLAT);
	json_text(w->j, "text", section_text(item->section, FIELD_DEADLINE));
	json_name(w->j, "kind", deadline_kind_name(f->deadline.kind));
	json_date(w->j, "due", due);
	json_date(w->j, "original_due", original);
	json_text(w->j, "original_text",
		  line->has_original ? line->original_text : STR(""));
	if (due != DATE_NONE && original != DATE_NONE)
		json_int(w->j, "days", (long long)due - original);
	else
		json_null(w->j, "days");
	json_end(w->j);
}

static void write_unit(struct writing *w, struct str id, struct str name)
{
	json_object(w->j, NULL, JSON_FLAT);
	json_text(w->j, "id", id);
	json_string(w->j, "name", name);
	json_end(w->j);
}

/* Where the agency is not known, nor are its units. */
static void write_units(struct writing *w, const struct item_view *item,
			enum field_id id, const struct unit_refs *refs)
{
	struct str text = section_text(item->section, id);

	json_array(w->j, field_name(id), JSON_FLAT);
	for (size_t i = 0; i < refs->n; i++)
		write_unit(w, refs->v[i]->id, refs->v[i]->name);
	for (size_t i = 0; i < refs->unknown.n; i++)
		write_unit(w, STR(""), refs->unknown.v[i]);
	if (!refs->n && !refs->unknown.n && text.n)
		write_unit(w, STR(""), text);
	json_end(w->j);
}

static void write_number(struct writing *w, const char *key, int64_t value)
{
	buf_clear(&w->text);
	data_number(&w->text, value);
	json_raw(w->j, key, buf_str(&w->text));
}

static void write_number_if(struct writing *w, const char *key, bool there,
			    int64_t value)
{
	if (there)
		write_number(w, key, value);
	else
		json_null(w->j, key);
}

/* ---- targets ----------------------------------------------------------- */

/* The words behind "2027:" in "2026: 60%; 2027: 70%". */
static struct str year_words(struct str text, int year)
{
	struct str piece;

	while (str_split(&text, ';', &piece)) {
		ptrdiff_t colon = str_chr(piece, ':');

		if (colon > 0 && str_number(str_trim(
				str_sub(piece, 0, (size_t)colon))) == year)
			return str_trim(str_from(piece, (size_t)colon + 1));
	}
	return STR("");
}

static void write_years(struct writing *w, const struct item_view *item)
{
	const struct facts *f = &item->facts;
	struct str text = section_text(item->section, FIELD_MILESTONES_BY_YEAR);

	json_array(w->j, "milestones_by_year", JSON_FLAT);
	for (size_t i = 0; i < f->nby_year; i++) {
		const struct year_milestone *y = &f->by_year[i];

		json_object(w->j, NULL, JSON_FLAT);
		json_int(w->j, "year", y->year);
		json_string(w->j, "text", year_words(text, y->year));
		write_number_if(w, "value",
				y->target.comparator != COMPARE_DONE,
				y->target.value);
		json_end(w->j);
	}
	json_end(w->j);
}

static const char *actual_kind_name(enum actual_kind kind)
{
	static const char *const names[] = {
		[ACTUAL_NUMBER] = "number", [ACTUAL_ACHIEVED] = "achieved",
		[ACTUAL_NOT_ACHIEVED] = "not_achieved",
		[ACTUAL_NOT_ARISEN] = "not_arisen",
	};

	return names[kind];
}

static void write_actual(struct writing *w, const struct target *target,
			 const struct actual *a)
{
	bool number = a->kind == ACTUAL_NUMBER;
	bool share = number && a->whole >= 0;

	json_object(w->j, NULL, JSON_FLAT);
	json_string(w->j, "text", a->text);
	json_name(w->j, "kind", actual_kind_name(a->kind));
	write_number_if(w, "value", number, a->value);
	write_number_if(w, "part", share, a->part);
	write_number_if(w, "whole", share, a->whole);
	json_date(w->j, "date", a->date);
	if (a->kind == ACTUAL_NOT_ARISEN || target->comparator == COMPARE_NONE)
		json_null(w->j, "met");
	else
		json_bool(w->j, "met", target_met(target, a));
	json_end(w->j);
}

static int by_date(const void *a, const void *b)
{
	const struct actual *x = *(const struct actual *const *)a;
	const struct actual *y = *(const struct actual *const *)b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x > y) - (x < y);
}

static void write_actuals(struct writing *w, const struct facts *f)
{
	const struct actual **sorted = xcalloc(f->nactuals + 1,
					       sizeof(*sorted));

	for (size_t i = 0; i < f->nactuals; i++)
		sorted[i] = &f->actuals[i];
	qsort(sorted, f->nactuals, sizeof(*sorted), by_date);
	json_array(w->j, "actuals", JSON_FLAT);
	for (size_t i = 0; i < f->nactuals; i++)
		write_actual(w, &f->target, sorted[i]);
	json_end(w->j);
	free(sorted);
}

static void write_target(struct writing *w, const struct item_view *item)
{
	const struct facts *f = &item->facts;
	const struct section *s = item->section;
	enum comparator c = f->target.comparator;

	if (!(f->kinds & KIND_TARGET)) {
		json_null(w->j, "target");
		return;
	}
	json_object(w->j, "target", JSON_LINES);
	json_string(w->j, "text", section_text(s, FIELD_TARGET));
	json_name(w->j, "comparator", comparator_name(c));
	write_number_if(w, "value", c != COMPARE_NONE && c != COMPARE_DONE,
			f->target.value);
	json_text(w->j, "unit", f->target.unit);
	json_text(w->j, "denominator", section_text(s, FIELD_DENOMINATOR));
	json_date(w->j, "due", f->due);
	json_text(w->j, "measure", f->measure ? f->measure->id : STR(""));
	json_name(w->j, "rating", item->removed ? NULL :
		  target_rating_name(item->target_rating));
	json_text(w->j, "original_text",
		  complete(w->m) ? original_target(w->m, item) : STR(""));
	write_years(w, item);
	write_actuals(w, f);
	json_end(w->j);
}

/* ---- scores and ranks -------------------------------------------------- */

static void write_year(struct writing *w, const struct facts *f)
{
	if (f->assessed_year)
		json_int(w->j, "year", f->assessed_year);
	else
		json_null(w->j, "year");
}

static void write_score(struct writing *w, const struct item_view *item)
{
	const struct facts *f = &item->facts;
	const struct section *s = item->section;

	if (!(f->kinds & KIND_CRITERION) || f->score.of <= 0) {
		json_null(w->j, "score");
		return;
	}
	json_object(w->j, "score", JSON_FLAT);
	json_string(w->j, "text", section_text(s, FIELD_SCORE));
	write_number(w, "points", f->score.points);
	write_number(w, "of", f->score.of);
	write_year(w, f);
	json_text(w->j, "cause", section_text(s, FIELD_CAUSE));
	json_text(w->j, "remedy", section_text(s, FIELD_REMEDY));
	json_end(w->j);
}

static void write_rank(struct writing *w, const struct item_view *item)
{
	const struct facts *f = &item->facts;

	if (!(f->kinds & KIND_INDEX) || f->rank.place < 1 || f->rank.of < 1) {
		json_null(w->j, "rank");
		return;
	}
	json_object(w->j, "rank", JSON_FLAT);
	json_string(w->j, "text", section_text(item->section, FIELD_RANK));
	json_int(w->j, "place", f->rank.place);
	json_int(w->j, "of", f->rank.of);
	write_year(w, f);
	json_end(w->j);
}

/* ---- milestones, reports, links ---------------------------------------- */

static void write_milestones(struct writing *w, const struct section *s)
{
	json_array(w->j, "milestones",
		   s->nmilestones ? JSON_LINES : JSON_FLAT);
	for (size_t i = 0; i < s->nmilestones; i++) {
		json_object(w->j, NULL, JSON_FLAT);
		json_string(w->j, "text", s->milestones[i].text);
		json_bool(w->j, "done", s->milestones[i].done);
		json_end(w->j);
	}
	json_end(w->j);
}

/* As on the command line: 2026-06, 2026-Q2, 2026-H1, 2026-9M, 2026. */
static void add_period(struct buf *out, struct period p)
{
	buf_addf(out, "%04d", p.year);
	switch (p.kind) {
	case PERIOD_KIND_MONTH:
		buf_addf(out, "-%02d", p.index);
		break;
	case PERIOD_KIND_QUARTER:
		buf_addf(out, "-Q%d", p.index);
		break;
	case PERIOD_KIND_HALF:
		buf_addf(out, "-H%d", p.index);
		break;
	case PERIOD_KIND_NINE:
		buf_adds(out, "-9M");
		break;
	case PERIOD_KIND_YEAR:
		break;
	}
}

static int by_period(const void *a, const void *b)
{
	const struct period_result *x = *(const struct period_result *const *)a;
	const struct period_result *y = *(const struct period_result *const *)b;
	int32_t end_x = period_end(x->period, 0), end_y = period_end(y->period, 0);
	int32_t from_x = period_start(x->period, 0);
	int32_t from_y = period_start(y->period, 0);

	if (end_x != end_y)
		return end_x < end_y ? -1 : 1;
	if (from_x != from_y)
		return from_x > from_y ? -1 : 1;
	return (x > y) - (x < y);
}

/* "không phát sinh (45/BC-SNgV)" */
static bool not_arisen(const struct model *m, struct str text)
{
	ptrdiff_t bracket = str_chr(text, '(');

	if (bracket >= 0)
		text = str_sub(text, 0, (size_t)bracket);
	return vocabulary_word(m->vocabulary, text) == WORD_NONE_ARISEN;
}

static void write_results(struct writing *w, const struct facts *f)
{
	const struct period_result **sorted = xcalloc(f->nresults + 1,
						      sizeof(*sorted));

	for (size_t i = 0; i < f->nresults; i++)
		sorted[i] = &f->results[i];
	qsort(sorted, f->nresults, sizeof(*sorted), by_period);
	json_array(w->j, "period_results",
		   f->nresults ? JSON_LINES : JSON_FLAT);
	for (size_t i = 0; i < f->nresults; i++) {
		buf_clear(&w->text);
		add_period(&w->text, sorted[i]->period);
		json_object(w->j, NULL, JSON_FLAT);
		json_string(w->j, "text", sorted[i]->text);
		json_string(w->j, "period", buf_str(&w->text));
		json_bool(w->j, "not_arisen",
			  not_arisen(w->m, sorted[i]->text));
		json_end(w->j);
	}
	json_end(w->j);
	free(sorted);
}

static void write_linked(struct writing *w, const struct item_view *item)
{
	struct str rest = section_joined(w->pool, item->section, FIELD_LINKED);
	struct str line, piece;

	json_array(w->j, "linked", JSON_FLAT);
	while (str_line(&rest, &line))
		while (str_split(&line, ';', &piece)) {
			const struct item_view *other;

			other = model_find(w->m, item->plan, str_trim(piece));
			if (!other)
				continue;
			buf_clear(&w->text);
			buf_addstr(&w->text, data_plan_id(other->plan));
			buf_addc(&w->text, '#');
			buf_addstr(&w->text, other->line->slug);
			json_string(w->j, NULL, buf_str(&w->text));
		}
	json_end(w->j);
}

/* ---- an item ----------------------------------------------------------- */

static void write_identity(struct writing *w, const struct item_view *item)
{
	const struct section *s = item->section;
	const struct item_view *parent = item->parent;

	json_string(w->j, "id", item->line->slug);
	json_text(w->j, "code", section_text(s, FIELD_ID));
	write_kinds(w, item->facts.kinds);
	json_string(w->j, "area", item->area->id);
	json_text(w->j, "number", s->number);
	json_string(w->j, "title", item->title);
	json_text(w->j, "short_title", section_text(s, FIELD_SHORT_TITLE));
	json_text(w->j, "parent", parent && parent->plan == item->plan ?
		  parent->line->slug : STR(""));
}

/* A removed item is rated no more; without its history nothing is original. */
static void write_standing(struct writing *w, const struct item_view *item)
{
	const struct facts *f = &item->facts;
	bool rated = (f->kinds & KIND_TASK) && !item->removed;

	write_deadline(w, item);
	json_name(w->j, "status", status_name(f->status));
	if (f->progress < 0)
		json_null(w->j, "progress");
	else
		json_int(w->j, "progress", f->progress);
	json_date(w->j, "completed", f->completed);
	data_json_published(w->j, "completed_recorded", w->m,
			    completion_commit(w->m, item));
	json_name(w->j, "rating",
		  rated ? rating_name(item->rating.rating) : NULL);
	json_name(w->j, "rating_original", rated && complete(w->m) ?
		  rating_name(item->rating_original.rating) : NULL);
}

void data_item(struct json *j, const struct model *m,
	       const struct item_view *item, struct pool *pool)
{
	struct writing w = { j, m, pool, BUF_INIT };
	struct data_life life = data_item_life(m, item);

	json_object(j, NULL, JSON_LINES);
	write_identity(&w, item);
	write_fields(&w, item->section);
	write_standing(&w, item);
	write_units(&w, item, FIELD_LEAD, &item->facts.lead);
	write_units(&w, item, FIELD_SUPPORT, &item->facts.support);
	write_target(&w, item);
	write_score(&w, item);
	write_rank(&w, item);
	write_milestones(&w, item->section);
	write_results(&w, &item->facts);
	write_linked(&w, item);
	data_json_published(j, "first_seen", m, life.first);
	write_commit(&w, "first_commit", life.first);
	data_json_published(j, "last_changed", m, life.last);
	write_commit(&w, "last_commit", life.last);
	data_json_published(j, "removed", m, life.removed);
	write_commit(&w, "removed_commit", life.removed);
	json_string(j, "url", data_url(pool, item->address));
	json_end(j);
	buf_release(&w.text);
}
