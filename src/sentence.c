/* SPDX-License-Identifier: MIT */
/* sentence.c - puts records and ratings into words. */
#include "sentence.h"

#include <stdio.h>

#include "escape.h"
#include "text.h"

/* ---- words ------------------------------------------------------------- */

static struct str finish(const struct speech *s, struct buf *b)
{
	struct str text = pool_str(s->pool, buf_str(b));

	buf_release(b);
	return text;
}

#define KEY_MAX 96

/* "KEY.PART", or KEY alone. */
static const char *full_key(char out[KEY_MAX], const char *key,
			    const char *part)
{
	size_t n = strlen(key), m = part ? strlen(part) : 0;

	if (!part)
		return key;
	if (n + m + 2 > KEY_MAX)
		return "";
	memcpy(out, key, n);
	out[n] = '.';
	memcpy(out + n + 1, part, m + 1);
	return out;
}

struct str speak_args(const struct speech *s, const char *key,
		      const char *part, const struct diag_arg *args)
{
	struct buf b = BUF_INIT;
	char full[KEY_MAX];

	messages_format(&b, s->words, full_key(full, key, part), args);
	return finish(s, &b);
}

struct str speak_word(const struct speech *s, const char *key,
		      const char *part)
{
	char full[KEY_MAX];
	struct str word = messages_get(s->words, full_key(full, key, part));

	return word.p ? word : STR("");
}

struct str speak_value(const struct speech *s, struct str value)
{
	struct buf b = BUF_INIT;

	if (!s->links || !value.n)
		return value;
	link_text(&b, s->links, s->pool, value, false);
	return finish(s, &b);
}

struct str speak_number(const struct speech *s, long long n)
{
	return pool_int(s->pool, n);
}

struct str speak_count(const struct speech *s, long long n)
{
	return n ? speak_number(s, n) : STR("");
}

struct str speak_date(const struct speech *s, int32_t day)
{
	struct buf b = BUF_INIT;

	if (day == DATE_NONE)
		return STR("");
	date_vi(&b, day);
	return finish(s, &b);
}

struct str speak_period(const struct speech *s, struct period p)
{
	static const char *const names[] = {
		[PERIOD_KIND_MONTH] = "month", [PERIOD_KIND_QUARTER] = "quarter",
		[PERIOD_KIND_HALF] = "half_1", [PERIOD_KIND_NINE] = "nine",
		[PERIOD_KIND_YEAR] = "year",
	};
	static const char *const romans[] = { "", "I", "II", "III", "IV" };
	const char *name = names[p.kind];

	if (p.kind == PERIOD_KIND_HALF && p.index == 2)
		name = "half_2";
	return speak_of(s, "period", name,
		{ "month", speak_number(s, p.index) },
		{ "roman", str_of(romans[p.index >= 1 && p.index <= 4 ?
					 p.index : 0]) },
		{ "year", speak_number(s, p.year) });
}

struct str speak_list(const struct speech *s, const struct strs *pieces)
{
	struct str comma = speak_word(s, "label.comma", NULL);
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < pieces->n; i++) {
		if (b.n)
			buf_addstr(&b, comma);
		buf_addstr(&b, pieces->v[i]);
	}
	return finish(s, &b);
}

struct str text_shortened(struct pool *pool, struct str text, size_t max)
{
	size_t n = 0, chars = 0, word = 0;

	while (n < text.n) {
		if (((unsigned char)text.p[n] & 0xc0) != 0x80 && chars++ == max)
			break;
		if (ascii_space(text.p[n]))
			word = n;
		n++;
	}
	if (n == text.n)
		return text;
	if (word > n / 2)
		n = word;
	return pool_printf(pool, "%.*s…", (int)n, text.p);
}

/* ---- ratings ----------------------------------------------------------- */

/* The date that a rating's words name. */
static int32_t rating_date(const struct item_view *item,
			   const struct rating_result *r, int32_t due)
{
	switch (r->rating) {
	case RATING_OVERDUE:
	case RATING_OVERDUE_UNREPORTED:
		return r->late_from;
	case RATING_DUE_SOON:
		return due;
	case RATING_CLOSED_OPEN:
		return item->plan->period_end;
	default:
		return DATE_NONE;
	}
}

struct str sentence_rating(const struct speech *s,
			   const struct item_view *item, bool original)
{
	const struct rating_result *r = original ? &item->rating_original :
						   &item->rating;
	int32_t due = original && item->line->has_original ?
		item->line->original_due : item->facts.due;
	long days = r->rating == RATING_DONE_LATE ?
		(long)item->facts.completed - due : 0;

	return speak_of(s, "rating", rating_name(r->rating),
		{ "date", speak_date(s, rating_date(item, r, due)) },
		{ "days", speak_count(s, days) },
		{ "period", r->periods ? speak_period(s, r->period) : STR("") },
		{ "reported", speak_number(s, r->reported) },
		{ "periods", speak_number(s, r->periods) });
}

static struct str reason_note(const struct speech *s,
			      const struct item_view *item)
{
	bool reason = section_text(item->section, FIELD_CAUSE).n ||
		      section_text(item->section, FIELD_RESULT).n;
	bool document = section_text(item->section, FIELD_AUTHORITY).n;
	struct strs notes = { 0 };

	if (!reason)
		POOL_PUSH(s->pool, notes.v, notes.n, notes.cap,
			  speak_word(s, "item.no_reason", NULL));
	if (!document)
		POOL_PUSH(s->pool, notes.v, notes.n, notes.cap,
			  speak_word(s, "item.no_document", NULL));
	return speak_list(s, &notes);
}

struct str sentence_rating_note(const struct speech *s,
				const struct item_view *item)
{
	const struct rating_result *r = &item->rating;

	if (r->rating == RATING_STOPPED || r->rating == RATING_SUSPENDED)
		return reason_note(s, item);
	if (!r->periods)
		return STR("");
	return speak(s, "deadline.recurring_periods",
		     { "reported", speak_number(s, r->reported) },
		     { "periods", speak_number(s, r->periods) });
}

struct str sentence_days(const struct speech *s, long days)
{
	const char *key = days > 0 ? "later" : days < 0 ? "earlier" : "same";

	return speak_of(s, "ledger", key,
			{ "days", speak_number(s, days < 0 ? -days : days) });
}

/* ---- values ------------------------------------------------------------ */

static bool is_date_field(int field)
{
	return field == FIELD_DUE || field == FIELD_COMPLETED ||
	       field == SUBJECT_ISSUED;
}

/* A plan's file or address by the plan's title. */
static struct str plan_shown(const struct speech *s, struct str path)
{
	const struct plan_view *plan = model_plan(s->model, path);

	for (size_t i = 0; !plan && i < s->model->nplans; i++)
		if (str_eq(s->model->plans[i].line->node->path, path))
			plan = &s->model->plans[i];
	return plan ? plan->title : path;
}

static struct str area_shown(const struct speech *s, struct str id)
{
	const struct area *area =
		site_area_by_id(&s->model->sources->site, id);

	return area ? area->title : id;
}

static struct str stage_shown(const struct speech *s, struct str stage)
{
	struct str word = STR("");

	if (str_eqs(stage, "draft") || str_eqs(stage, "issued"))
		word = speak_word(s, "stage", stage.p);
	return word.n ? word : stage;
}

static struct str value_shown(const struct speech *s, int field,
			      struct str value)
{
	bool impossible;
	int32_t day;

	if (!value.n)
		return STR("");
	if (is_date_field(field)) {
		day = date_parse(value, &impossible);
		if (day != DATE_NONE)
			return speak_date(s, day);
	} else if (field == FIELD_AREA) {
		value = area_shown(s, value);
	} else if (field == SUBJECT_STAGE) {
		value = stage_shown(s, pool_str(s->pool, value));
	}
	value = text_squeeze(s->pool, value);
	return speak_value(s, text_shortened(s->pool, value, SENTENCE_VALUE));
}

static bool long_value(struct str value)
{
	return value.n > SENTENCE_VALUE && text_length(value) > SENTENCE_VALUE;
}

bool sentence_cuts(const struct record *r)
{
	switch (r->d.field) {
	case SUBJECT_PROSE:
	case SUBJECT_MILESTONES:
	case FIELD_RESULT:
	case FIELD_CAUSE:
	case FIELD_REMEDY:
	case FIELD_NOTE:
	case SUBJECT_RECIPIENTS:
		return r->d.from.n && r->d.to.n;
	default:
		return long_value(r->d.from) || long_value(r->d.to);
	}
}

/* ---- lists of lines ---------------------------------------------------- */

/* Is the line one of the text's? */
static bool has_line(struct str text, struct str line)
{
	struct str rest = text, each;

	while (rest.n && str_line(&rest, &each))
		if (str_eq(each, line))
			return true;
	return false;
}

/* The lines of `a` that `b` has not, joined by "; ". */
static struct str lines_only_in(const struct speech *s, struct str a,
				struct str b)
{
	struct str rest = a, line;
	struct buf out = BUF_INIT;

	while (rest.n && str_line(&rest, &line)) {
		if (!line.n || has_line(b, line))
			continue;
		if (out.n)
			buf_adds(&out, "; ");
		buf_addstr(&out, line);
	}
	return finish(s, &out);
}

/* How many lines begin with "[x] "; all of them in *of. */
static size_t milestones_done(struct str text, size_t *of)
{
	struct str rest = text, line;
	size_t done = 0;

	*of = 0;
	while (rest.n && str_line(&rest, &line)) {
		*of += line.n > 0;
		done += str_starts(line, STR("[x] "));
	}
	return done;
}

/* ---- sentences of fields ----------------------------------------------- */

static struct str milestones_sentence(const struct speech *s,
				      const struct record *r)
{
	size_t of, before, done;

	before = milestones_done(r->d.from, &of);
	done = milestones_done(r->d.to, &of);
	if (done != before && of)
		return speak(s, "change.milestones_done",
			     { "done", speak_number(s, (long long)done) },
			     { "of", speak_number(s, (long long)of) });
	return speak(s, "change.milestones", { "from", r->d.from },
		     { "to", r->d.to });
}

/* The completion date that came with a record's commit, or DATE_NONE. */
static int32_t completed_with(const struct speech *s, const struct record *r)
{
	const struct history *h = s->model->history;
	const struct history_commit *c = &h->commits[r->commit];
	bool impossible;

	for (size_t i = c->first_record; i < c->first_record + c->nrecords; i++)
		if (h->records[i].item == r->item &&
		    h->records[i].d.field == FIELD_COMPLETED)
			return date_parse(h->records[i].d.to, &impossible);
	return DATE_NONE;
}

bool record_told_beside(const struct history *h, const struct record *r)
{
	const struct history_commit *c = &h->commits[r->commit];

	if (!r->item || r->d.field != FIELD_COMPLETED || r->d.from.n)
		return false;
	for (size_t i = c->first_record; i < c->first_record + c->nrecords; i++)
		if (h->records[i].item == r->item && !r->d.regressed &&
		    h->records[i].adopted == r->adopted &&
		    h->records[i].d.field == FIELD_STATUS &&
		    h->records[i].d.to.n)
			return true;
	return false;
}

static struct str status_sentence(const struct speech *s,
				  const struct record *r)
{
	const struct vocabulary *v = s->model->vocabulary;
	enum status from = vocabulary_status(v, r->d.from);
	enum status to = vocabulary_status(v, r->d.to);
	struct str date = STR(""), recorded = STR("");
	const char *key = "change.status_none";

	switch (to) {
	case STATUS_NONE:
		if (r->d.to.n)
			key = "change.status";
		break;
	case STATUS_NOT_STARTED:
		key = "change.status_not_started";
		break;
	case STATUS_IN_PROGRESS:
		key = from == STATUS_NONE || from == STATUS_NOT_STARTED ?
			"change.status_in_progress" :
			"change.status_in_progress_again";
		break;
	case STATUS_DONE:
		key = "change.status_done";
		date = speak_date(s, completed_with(s, r));
		if (date.n && completed_with(s, r) != model_day(s->model, r))
			recorded = speak_date(s, model_day(s->model, r));
		break;
	case STATUS_SUSPENDED:
		key = "change.status_suspended";
		break;
	case STATUS_STOPPED:
		key = "change.status_stopped";
		break;
	}
	return speak(s, key,
		     { "from", value_shown(s, FIELD_STATUS, r->d.from) },
		     { "to", value_shown(s, FIELD_STATUS, r->d.to) },
		     { "date", date }, { "recorded", recorded });
}

/* A repeatable field: what is new in it, and what is gone. */
static struct str lines_sentence(const struct speech *s,
				 const struct record *r)
{
	struct str from = lines_only_in(s, r->d.from, r->d.to);
	struct str to = lines_only_in(s, r->d.to, r->d.from);
	ptrdiff_t colon = str_chr(to, ':');
	struct period period;

	if (r->d.field == FIELD_PERIOD_RESULT && !from.n && colon > 0 &&
	    !period_parse(&period, str_sub(to, 0, (size_t)colon)))
		return speak(s, "change.period_result_new",
			{ "period", speak_period(s, period) },
			{ "to", value_shown(s, r->d.field,
				str_trim(str_from(to, (size_t)colon + 1))) });
	if (r->d.field == FIELD_ACTUAL && !from.n)
		return speak(s, "change.actual_new",
			     { "to", value_shown(s, r->d.field, to) });
	return speak_of(s, "change", change_field_name(r->d.field),
			{ "from", value_shown(s, r->d.field, from) },
			{ "to", value_shown(s, r->d.field, to) });
}

/* The key of a difference, below "change". */
static const char *field_key(const struct record *r)
{
	const struct difference *d = &r->d;

	if (d->field == SUBJECT_PLAN_TITLE)
		return "plan_title";
	if (d->field == SUBJECT_PLAN_NUMBER)
		return "plan_number";
	if (d->field == SUBJECT_STAGE && str_eqs(d->to, "issued"))
		return "stage_issued";
	if (d->field == FIELD_DEADLINE || d->field == FIELD_DUE) {
		if (d->class == CLASS_EDITORIAL && !r->draft)
			return "deadline_same";
		if (d->due_changed && d->due_to == DATE_NONE && d->to.n)
			return "deadline_dropped";
	}
	return change_field_name(d->field);
}

static struct str changed_sentence(const struct speech *s,
				   const struct record *r)
{
	const struct difference *d = &r->d;
	long days = d->has_days ? d->days : 0;

	if (d->field == FIELD_STATUS)
		return status_sentence(s, r);
	if (d->field == SUBJECT_MILESTONES)
		return milestones_sentence(s, r);
	if (d->field < NFIELDS && field_repeats((enum field_id)d->field))
		return lines_sentence(s, r);
	return speak_of(s, "change", field_key(r),
		{ "from", value_shown(s, d->field, d->from) },
		{ "to", value_shown(s, d->field, d->to) },
		{ "later", speak_count(s, days > 0 ? days : 0) },
		{ "earlier", speak_count(s, days < 0 ? -days : 0) },
		{ "area", d->area ? speak_value(s, d->area->title) :
				    STR("") });
}

/* ---- whole items and plans --------------------------------------------- */

static struct str plan_sentence(const struct speech *s, const struct record *r)
{
	const struct plan_line *line = plan_line_of(r->plan);
	size_t items = 0;

	for (size_t i = 0; i < line->narrivals; i++)
		items += line->arrivals[i].commit == line->arrivals[0].commit;
	switch (r->d.kind) {
	case CHANGE_ADDED:
		return speak(s, r->draft ? "change.plan_added_draft" :
					   "change.plan_added",
			{ "items", speak_count(s, (long long)items) });
	case CHANGE_REMOVED:
		return speak_word(s, "change.plan_removed", NULL);
	case CHANGE_RESTORED:
		return speak_word(s, "change.plan_restored", NULL);
	case CHANGE_MOVED:
	case CHANGE_CHANGED:
		break;
	}
	return speak(s, "change.moved_path",
		     { "from", speak_value(s, r->d.from) },
		     { "to", speak_value(s, r->d.to) });
}

static struct str moved_sentence(const struct speech *s,
				 const struct record *r)
{
	if (r->d.field == SUBJECT_ORDER)
		return speak_word(s, "change.order", NULL);
	if (r->d.field == FIELD_AREA)
		return speak(s, "change.moved_area",
			     { "from", value_shown(s, FIELD_AREA, r->d.from) },
			     { "to", value_shown(s, FIELD_AREA, r->d.to) });
	if (r->item)
		return speak(s, "change.moved_plan",
			{ "from", speak_value(s, plan_shown(s, r->d.from)) },
			{ "to", speak_value(s, plan_shown(s, r->d.to)) });
	return speak(s, "change.moved_path",
		     { "from", speak_value(s, r->d.from) },
		     { "to", speak_value(s, r->d.to) });
}

static struct str bare_sentence(const struct speech *s, const struct record *r)
{
	switch (r->d.kind) {
	case CHANGE_ADDED:
	case CHANGE_REMOVED:
	case CHANGE_RESTORED:
		return r->item ? speak_word(s, "change",
					    change_kind_name(r->d.kind)) :
				 plan_sentence(s, r);
	case CHANGE_MOVED:
		return moved_sentence(s, r);
	case CHANGE_CHANGED:
		break;
	}
	return changed_sentence(s, r);
}

static struct str joined(const struct speech *s, struct str a, struct str b)
{
	struct str semicolon = speak_word(s, "label.semicolon", NULL);

	if (!a.n || !b.n)
		return a.n ? a : b;
	return POOL_JOIN(s->pool, a, semicolon, b);
}

struct str sentence_record(const struct speech *s, const struct record *r)
{
	struct str text = bare_sentence(s, r);

	if (r->d.class == CLASS_CORRECTION && r->d.due_changed)
		text = joined(s, text, speak_word(s, "change.corrected", NULL));
	else if (r->draft && r->d.kind != CHANGE_ADDED)
		text = joined(s, text, speak_word(s, "change.draft", NULL));
	return text;
}

struct str sentence_authority(const struct speech *s, const struct record *r)
{
	const struct history *h = s->model->history;
	bool needs = r->d.class == CLASS_AMENDMENT && !r->draft;
	bool later = r->authority_commit != SIZE_MAX &&
		     r->authority_commit != r->commit;
	struct buf document = BUF_INIT;
	int32_t day = DATE_NONE;

	if (!r->authority.n)
		return needs ? speak_word(s, "authority.none", NULL) : STR("");
	if (s->links)
		link_text(&document, s->links, s->pool, r->authority, true);
	else
		buf_addstr(&document, r->authority);
	if (later)
		day = date_at(h->commits[r->authority_commit].published,
			      s->model->sources->site.zone);
	return speak(s, later ? "authority.later" : "authority.named",
		     { "document", finish(s, &document) },
		     { "date", speak_date(s, day) });
}

struct str sentence_full(const struct speech *s, const struct record *r)
{
	struct str text = joined(s, sentence_record(s, r),
				 sentence_authority(s, r));

	if (r->d.regressed)
		text = joined(s, text, speak_word(s, "change.regressed", NULL));
	if (!r->adopted)
		text = joined(s, text,
			      speak_word(s, "change.not_adopted", NULL));
	return text;
}

/* ---- ledgers ----------------------------------------------------------- */

struct str sentence_ledger(const struct speech *s,
			   const struct item_view *item)
{
	const struct item_line *line = item->line;
	struct str text;

	if (!line->has_original || line->original_due == DATE_NONE ||
	    line->original_due == item->facts.due)
		return STR("");
	text = speak(s, item->facts.due == DATE_NONE ? "strip.dropped" :
						       "strip.text",
		{ "first", speak_date(s, line->original_due) },
		{ "now", speak_date(s, item->facts.due) },
		{ "later", speak_count(s, item->slip > 0 ? item->slip : 0) },
		{ "earlier", speak_count(s, item->slip < 0 ? -item->slip : 0) },
		{ "done", speak_date(s, item->facts.completed) });
	if (item->moves_unnamed)
		text = joined(s, text, speak_word(s, "authority.none", NULL));
	return text;
}
