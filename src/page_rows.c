/* SPDX-License-Identifier: MIT */
/* page_rows.c - items and plans as rows of tables and lists. */
#include "page_rows.h"

#include "chart.h"

struct str issued_text(struct sheet *s, const struct plan_front *front)
{
	struct ymd d;

	if (front->issued != DATE_NONE)
		return speak_date(&s->text, front->issued);
	if (front->issued_from == DATE_NONE)
		return front->issued_text;
	d = date_ymd(front->issued_from);
	return speak_period(&s->text, (struct period){ PERIOD_KIND_MONTH,
						       d.year, d.month });
}

/* ---- addresses --------------------------------------------------------- */

struct str plan_url(struct sheet *s, const struct plan_view *plan)
{
	return sheet_url(s, plan->address);
}

struct str item_url(struct sheet *s, const struct item_view *item)
{
	return sheet_url(s, item->address);
}

struct str agency_url(struct sheet *s, const struct agency *agency)
{
	if (!sources_agency(s->model->sources, agency->slug))
		return STR("");
	return sheet_url(s, POOL_JOIN(s->pool, STR("co-quan/"), agency->slug));
}

void put_agency(struct sheet *s, struct value *map,
		const struct agency *agency)
{
	put_link(s, map, "agency", agency->shortname.n ? agency->shortname :
		 agency->name, agency_url(s, agency));
}

void put_plan(struct sheet *s, struct value *map,
	      const struct plan_view *plan)
{
	put_link(s, map, "plan", plan->title, plan_url(s, plan));
}

/* ---- parts of rows ----------------------------------------------------- */

static void add_name(struct sheet *s, struct value *list, struct str text,
		     struct str url)
{
	struct value *entry = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, entry, "text", text);
	put(s, entry, "url", url);
}

void put_units(struct sheet *s, struct value *map, const char *key,
	       const struct unit_refs *units, struct str text, bool full)
{
	struct value *list = put_list(s, map, key);

	for (size_t i = 0; i < units->n; i++) {
		const struct unit *u = units->v[i];
		struct str address = POOL_JOIN(s->pool, STR("co-quan/"),
					       u->agency->slug, STR("/"),
					       u->id);

		add_name(s, list, !full && u->shorts.n ? u->shorts.v[0] :
							 u->name,
			 sheet_url(s, address));
	}
	for (size_t i = 0; i < units->unknown.n; i++)
		add_name(s, list, units->unknown.v[i], STR(""));
	if (!list->list.n && text.n)
		add_name(s, list, text, STR(""));
	seal_line(s, map, key);
}

void put_rating(struct sheet *s, struct value *map, const char *key,
		const struct item_view *item, bool original)
{
	enum rating rating = original ? item->rating_original.rating :
					item->rating.rating;
	struct value *v = value_add_map(s->pool, map, key);

	value_set_str(s->pool, v, "id", str_of(rating_name(rating)));
	value_set_str(s->pool, v, "group",
		      str_of(rating_group_name(rating_group(rating))));
	value_set_str(s->pool, v, "text",
		      sentence_rating(&s->text, item, original));
	put(s, v, "icon", speak_word(&s->text, "rating_icon",
				     rating_name(rating)));
	if (!original)
		put(s, v, "note", sentence_rating_note(&s->text, item));
}

void put_target_rating(struct sheet *s, struct value *map, const char *key,
		       enum target_rating rating)
{
	static const char *const groups[NTARGET_RATINGS] = {
		[TARGET_MET] = "done", [TARGET_MISSED] = "late",
		[TARGET_TRACKING] = "progress", [TARGET_NO_DATA] = "unknown",
		[TARGET_NOT_ARISEN] = "waiting",
	};
	const char *name = target_rating_name(rating);
	struct value *v = value_add_map(s->pool, map, key);

	value_set_str(s->pool, v, "id", str_of(name));
	value_set_str(s->pool, v, "group", str_of(groups[rating]));
	value_set_str(s->pool, v, "text",
		      speak_word(&s->text, "target_rating", name));
	put(s, v, "icon", speak_word(&s->text, "target_icon", name));
}

struct str due_note(struct sheet *s, const struct item_view *item)
{
	const struct facts *f = &item->facts;

	if (f->computed != DATE_NONE)
		return speak(&s->text, "deadline.computed",
			     { "date", speak_date(&s->text, f->computed) });
	if (f->due_by_period)
		return sheet_words(s, "deadline.by_period");
	switch (f->deadline.kind) {
	case DEADLINE_NONE:
		return f->kinds & KIND_TASK ? sheet_words(s, "deadline.none") :
					      STR("");
	case DEADLINE_EVENT:
		return item->rating.rating == RATING_WAITING ?
			sheet_words(s, "deadline.waiting") : STR("");
	case DEADLINE_VAGUE:
	case DEADLINE_UNCLEAR:
		return sheet_words(s, "deadline.vague");
	case DEADLINE_DATE:
	case DEADLINE_RECURRING:
		break;
	}
	return STR("");
}

/* Where amendments moved the due date to, in order. */
static int32_t *moves_of(struct sheet *s, const struct item_view *item,
			 size_t *n)
{
	const struct history *h = s->model->history;
	int32_t *moves = POOL_ARRAY(s->pool, int32_t, item->moves + 2);

	*n = 0;
	if (item->plan_days) {	/* by the plan that it stands in now */
		if (item->origin->facts.due != item->line->original_due)
			moves[(*n)++] = item->origin->facts.due;
		moves[(*n)++] = item->line->own_due;
	}
	for (size_t i = 0; i < item->line->nrecords; i++) {
		const struct record *r = &h->records[item->line->records[i]];

		if (r->adopted && !r->draft && r->d.has_days &&
		    r->d.class == CLASS_AMENDMENT)
			moves[(*n)++] = r->d.due_to;
	}
	return moves;
}

void put_strip(struct sheet *s, struct value *map,
	       const struct item_view *item, unsigned parts)
{
	struct strip strip = {
		.first = item->line->original_due,
		.done = item->facts.status == STATUS_DONE ?
			item->facts.completed : DATE_NONE,
		.today = parts & ROW_TODAY ? s->model->as_of : DATE_NONE,
		.words = { sheet_words(s, "strip.title"),
			   sentence_ledger(&s->text, item) },
	};
	int32_t from = strip.first;
	struct str *labels;
	struct buf svg = BUF_INIT;

	if (!item->line->has_original || !item->moves)
		return;
	strip.moves = moves_of(s, item, &strip.nmoves);
	strip.labels = labels = POOL_ARRAY(s->pool, struct str,
					   strip.nmoves + 1);
	for (size_t i = 0; i < strip.nmoves; from = strip.moves[i++])
		labels[i] = sentence_days(&s->text,
					  (long)strip.moves[i] - from);
	strip.label = sentence_days(&s->text, (long)from - strip.first);
	if (parts & ROW_WIDE) {
		strip.first_text = speak_date(&s->text, strip.first);
		strip.last_text = speak_date(&s->text, from);
	}
	put(s, map, "strip_text", strip.words.description);
	if (!strip.words.description.n)
		strip.words.description = strip.label;
	chart_strip(&svg, &strip);
	put(s, map, "strip_html", pool_str(s->pool, buf_str(&svg)));
	put_date(s, map, "original_due", item->line->original_due);
	buf_release(&svg);
}

static struct str removed_text(struct sheet *s, const struct item_view *item)
{
	const struct history *h = s->model->history;
	struct str word = sheet_words(s, "label.removed"), date;

	if (item->line->removal == SIZE_MAX)
		return word;
	date = speak_date(&s->text,
			  model_day(s->model,
				    &h->records[item->line->removal]));
	return pool_printf(s->pool, "%.*s (%.*s)", STR_ARG(word),
			   STR_ARG(date));
}

static struct value *row_item(struct sheet *s, struct value *list,
			      const struct item_view *item, unsigned parts)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, row, "title", item->title);
	if (!str_eq(item->short_title, item->title))
		value_set_str(s->pool, row, "short_title", item->short_title);
	put(s, row, "number", item->section->number);
	put(s, row, "code", section_text(item->section, FIELD_ID));
	value_set_str(s->pool, row, "url", item_url(s, item));
	if (parts & ROW_AGENCY)
		put_agency(s, row, item->plan->agency);
	if (parts & ROW_PLAN)
		put_plan(s, row, item->plan);
	if (item->removed) {
		value_set_bool(s->pool, row, "removed", true);
		value_set_str(s->pool, row, "removed_text",
			      removed_text(s, item));
	}
	return row;
}

/* ---- rows -------------------------------------------------------------- */

void row_task(struct sheet *s, struct value *list,
	      const struct item_view *item, unsigned parts)
{
	const struct section *section = item->section;
	const struct facts *f = &item->facts;
	struct value *row = row_item(s, list, item, parts);

	put_units(s, row, "lead", &f->lead, section_text(section, FIELD_LEAD),
		  false);
	put_units(s, row, "support", &f->support,
		  section_text(section, FIELD_SUPPORT), false);
	put(s, row, "deadline_text", section_text(section, FIELD_DEADLINE));
	put(s, row, "due_note", due_note(s, item));
	put_date(s, row, "due", f->due);
	if (item->removed)
		;	/* what is no promise any more has no state */
	else if (f->kinds & KIND_TASK)
		put_rating(s, row, "rating", item, false);
	else if (f->kinds & KIND_TARGET)
		put_target_rating(s, row, "rating", item->target_rating);
	put_true(s, row, "is_target", f->kinds & KIND_TARGET);
	put_strip(s, row, item, parts);
}

void put_target(struct sheet *s, struct value *map,
		const struct item_view *item)
{
	const struct facts *f = &item->facts;
	const struct actual *actual = f->actual;
	struct str target = section_text(item->section, FIELD_TARGET);
	struct chart_words words = { .title = sheet_words(s, "targets.chart") };
	struct buf svg = BUF_INIT;

	put(s, map, "target_text", target);
	put(s, map, "denominator",
	    section_text(item->section, FIELD_DENOMINATOR));
	put_target_rating(s, map, "rating", item->target_rating);
	if (!actual)
		return;
	put(s, map, "actual_text", actual->text);
	put_date(s, map, "actual_date", actual->date);
	words.description = speak(&s->text, "targets.bullet",
		{ "target", target }, { "actual", actual->text });
	chart_bullet(&svg, &f->target, actual, &words);
	put(s, map, "bullet_html", pool_str(s->pool, buf_str(&svg)));
	buf_release(&svg);
}

void row_target(struct sheet *s, struct value *list,
		const struct item_view *item, unsigned parts)
{
	struct value *row = row_item(s, list, item, parts);
	struct str deadline = section_text(item->section, FIELD_DEADLINE);

	put_target(s, row, item);
	put_date(s, row, "due", item->facts.due);
	put(s, row, "due_text", deadline.n ? deadline : due_note(s, item));
}

static struct str points(struct sheet *s, int64_t millionths)
{
	bool comma = str_eqs(s->text.words->language, "vi");
	struct buf b = BUF_INIT;
	struct str text;

	number_show(&b, millionths, comma ? ',' : '.');
	text = pool_str(s->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

static void put_score(struct sheet *s, struct value *row, struct score score)
{
	struct chart_words words = { sheet_words(s, "indices.chart"),
		speak(&s->text, "indices.bar",
		      { "points", points(s, score.points) },
		      { "of", points(s, score.of) },
		      { "lost", points(s, score.of - score.points) }) };
	struct buf svg = BUF_INIT;

	chart_score(&svg, score, s->pages->most_points, &words);
	put(s, row, "bar_html", pool_str(s->pool, buf_str(&svg)));
	buf_release(&svg);
}

void row_criterion(struct sheet *s, struct value *list,
		   const struct item_view *item)
{
	const struct section *section = item->section;
	struct score score = item->facts.score;
	struct value *row = row_item(s, list, item, 0);
	struct str from = item->plan->line->node->path;

	value_set_str(s->pool, row, "score_text",
		      pool_printf(s->pool, "%.*s/%.*s",
				  STR_ARG(points(s, score.points)),
				  STR_ARG(points(s, score.of))));
	put(s, row, "points", points(s, score.points));
	put(s, row, "of", points(s, score.of));
	put_score(s, row, score);
	if (score.points < score.of)
		put(s, row, "lost_text", speak(&s->text, "indices.lost_points",
			{ "points", points(s, score.of - score.points) }));
	put_count(s, row, "year", (size_t)item->facts.assessed_year);
	put(s, row, "cause_html", sheet_inline(s,
		section_text(section, FIELD_CAUSE), from));
	put(s, row, "remedy_html", sheet_inline(s,
		section_text(section, FIELD_REMEDY), from));
	put_units(s, row, "lead", &item->facts.lead,
		  section_text(section, FIELD_LEAD), false);
}

bool criterion_lost(const struct item_view *item)
{
	return (item->facts.kinds & KIND_CRITERION) &&
	       item->facts.score.points < item->facts.score.of;
}

/* How many criteria of the plan lost points: never a sum of them. */
static struct str index_note(struct sheet *s, const struct item_view *item)
{
	const struct plan_view *plan = item->plan;
	size_t criteria = 0;

	for (size_t i = 0; i < plan->nitems; i++)
		criteria += !plan->items[i].removed &&
			    criterion_lost(&plan->items[i]);
	if (!criteria)
		return STR("");
	return speak(&s->html, "indices.partial",
		{ "count", speak_number(&s->html, (long long)criteria) },
		{ "result", speak_value(&s->html,
			section_text(item->section, FIELD_RESULT)) },
		{ "rank", speak_value(&s->html,
			section_text(item->section, FIELD_RANK)) });
}

void row_index(struct sheet *s, struct value *list,
	       const struct item_view *item, unsigned parts)
{
	struct value *row = row_item(s, list, item, parts);

	put(s, row, "rank_text", section_text(item->section, FIELD_RANK));
	put(s, row, "result_text", section_text(item->section, FIELD_RESULT));
	put_count(s, row, "year", (size_t)item->facts.assessed_year);
	put(s, row, "note_html", index_note(s, item));
}

void row_plan(struct sheet *s, struct value *list,
	      const struct plan_view *plan, bool agency)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));
	const char *state = plan->draft ? "stage.draft" :
		plan->replaced_by ? "plan.replaced" :
		plan->closed ? "plan.closed" : "plan.in_force";

	value_set_str(s->pool, row, "title", plan->title);
	put(s, row, "number", plan->front->number);
	value_set_str(s->pool, row, "url", plan_url(s, plan));
	if (agency)
		put_agency(s, row, plan->agency);
	put(s, row, "period", plan->front->period_text);
	put(s, row, "issued", issued_text(s, plan->front));
	put(s, row, "state_text", plan->removed ?
	    sheet_words(s, "change.plan_removed") : sheet_words(s, state));
}
