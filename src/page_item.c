/* SPDX-License-Identifier: MIT */
/* page_item.c - one commitment: as issued beside today's, and its life. */
#include "page_jobs.h"
#include "wording.h"

/* ---- facts: as issued beside today's ----------------------------------- */

/* The text of a field in the first issued version: what the first change of
 * the issued plan found there; a correction sets that right. */
static struct str original_text(const struct model *m,
				const struct item_view *item, int field,
				struct str now, bool *changed)
{
	const struct item_line *line = item->line;
	struct str text = now;
	bool found = false;

	*changed = false;
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &m->history->records[line->records[i]];

		if (!r->adopted || r->draft || r->d.field != field ||
		    r->d.kind == CHANGE_ADDED)
			continue;
		if (r->d.class == CLASS_CORRECTION && !*changed)
			text = r->d.to;
		else if (!found)
			text = r->d.from;
		found = true;
		if (r->d.class == CLASS_AMENDMENT)
			*changed = true;
	}
	if (str_eq(text, now))
		*changed = false;
	return text;
}

static struct str units_html(struct sheet *s, const struct unit_refs *units,
			     struct str text)
{
	struct buf b = BUF_INIT;
	struct str html;

	if (!units->n)
		return sheet_text(s, text, false);
	for (size_t i = 0; i < units->n; i++) {
		const struct unit *u = units->v[i];
		struct str url = sheet_url(s, pool_printf(s->pool,
				"co-quan/%.*s/%.*s", STR_ARG(u->agency->slug),
				STR_ARG(u->id)));

		if (i)
			buf_adds(&b, "; ");
		buf_addf(&b, "<a href=\"%.*s\">", STR_ARG(url));
		buf_addstr(&b, sheet_escape(s, u->name));
		buf_adds(&b, "</a>");
	}
	for (size_t i = 0; i < units->unknown.n; i++) {
		buf_adds(&b, "; ");
		buf_addstr(&b, sheet_escape(s, units->unknown.v[i]));
	}
	html = pool_str(s->pool, buf_str(&b));
	buf_release(&b);
	return html;
}

static struct str deadline_html(struct sheet *s, const struct item_view *item)
{
	struct str text = section_text(item->section, FIELD_DEADLINE);
	struct str html = sheet_text(s, text, false);
	struct str note = sheet_escape(s, due_note(s, item));

	if (!note.n)
		return html;
	return pool_printf(s->pool, "%.*s%s<small>(%.*s)</small>",
			   STR_ARG(html), html.n ? " " : "", STR_ARG(note));
}

static struct str fact_html(struct sheet *s, const struct item_view *item,
			    int field, struct str text)
{
	switch (field) {
	case FIELD_DEADLINE:
		return deadline_html(s, item);
	case FIELD_LEAD:
		return units_html(s, &item->facts.lead, text);
	case FIELD_SUPPORT:
		return units_html(s, &item->facts.support, text);
	default:
		return sheet_text(s, text, false);
	}
}

static void add_fact(struct sheet *s, struct value *facts,
		     const struct item_view *item, int field, struct str now)
{
	bool changed = false;
	struct str first = now, name = str_of(change_field_name(field));
	struct value *fact;

	if (s->model->history->kind == HISTORY_COMPLETE)
		first = original_text(s->model, item, field, now, &changed);
	if (field == FIELD_DEADLINE && item->origin &&
	    item->line->has_original) {	/* an earlier plan was the first */
		first = item->line->original_text;
		changed = !str_eq(first, now);
	}
	if (!changed && (!now.n || field == SUBJECT_TITLE) &&
	    field != FIELD_DEADLINE)
		return;
	if (field == FIELD_DEADLINE && !changed && !deadline_html(s, item).n)
		return;
	fact = value_push(s->pool, facts, value_map(s->pool));
	value_set_str(s->pool, fact, "label",
		      speak_word(&s->text, "field", name.p));
	value_set_str(s->pool, fact, "value_html",
		      fact_html(s, item, field, now));
	value_set_bool(s->pool, fact, "changed", changed);
	if (changed)
		put(s, fact, "original_html", sheet_text(s, first, false));
}

static void put_facts(struct sheet *s, const struct item_view *item)
{
	static const int fields[] = {
		FIELD_DEADLINE, FIELD_DUE, FIELD_LEAD, FIELD_SUPPORT,
		FIELD_PRODUCT, FIELD_TARGET, FIELD_DENOMINATOR,
		FIELD_MILESTONES_BY_YEAR, FIELD_SCORE, FIELD_RANK,
	};
	struct value *facts = put_list(s, s->data, "facts");

	add_fact(s, facts, item, SUBJECT_TITLE, item->section->title);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		add_fact(s, facts, item, fields[i],
			 section_text(item->section, (enum field_id)fields[i]));
	seal_list(s, s->data, "facts");
	if (s->model->history->kind != HISTORY_COMPLETE)
		value_set_bool(s->pool, s->data, "facts_single", true);
}

/* ---- the other fields -------------------------------------------------- */

/* The day on which a completion was recorded, or DATE_NONE. */
static int32_t recorded_on(const struct sheet *s, const struct item_view *item)
{
	const struct item_line *line = item->line;
	int32_t day = DATE_NONE;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r =
			&s->model->history->records[line->records[i]];

		if (r->adopted && r->d.field == FIELD_COMPLETED && r->d.to.n)
			day = model_day(s->model, r);
	}
	return day;
}

static void add_field(struct sheet *s, struct value *fields, const char *name,
		      struct str html)
{
	struct value *field;

	if (!html.n)
		return;
	field = value_push(s->pool, fields, value_map(s->pool));
	value_set_str(s->pool, field, "label",
		      speak_word(&s->text, "field", name));
	value_set_str(s->pool, field, "value_html", html);
}

static struct str completed_html(struct sheet *s,
				 const struct item_view *item)
{
	int32_t recorded = recorded_on(s, item);

	if (item->facts.completed == DATE_NONE)
		return sheet_text(s, section_text(item->section,
						  FIELD_COMPLETED), false);
	if (recorded == item->facts.completed)
		recorded = DATE_NONE;
	return speak(&s->html, "item.completed",
		     { "date", speak_date(&s->html, item->facts.completed) },
		     { "recorded", speak_date(&s->html, recorded) });
}

static struct str item_link(struct sheet *s, const struct item_view *item,
			    struct str words)
{
	struct str url = item_url(s, item), text = sheet_escape(s, words);

	return pool_printf(s->pool, "<a href=\"%.*s\">%.*s</a>", STR_ARG(url),
			   STR_ARG(text));
}

/* A link to the item that a text names, else the text. */
static struct str origin_html(struct sheet *s, const struct item_view *item)
{
	struct str text = section_text(item->section, FIELD_CARRIED_FROM);
	const struct item_view *origin = model_find(s->model, item->plan, text);

	return origin ? item_link(s, origin, origin->title) :
			sheet_text(s, text, false);
}

static struct str results_html(struct sheet *s, const struct item_view *item)
{
	struct str from = item->plan->line->node->path, html;
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < item->section->nfields; i++) {
		const struct field *f = &item->section->fields[i];

		if (f->id != FIELD_PERIOD_RESULT || !f->text.n)
			continue;
		buf_adds(&b, b.n ? "<li>" : "<ul><li>");
		buf_addstr(&b, sheet_inline(s, f->text, from));
		buf_adds(&b, "</li>");
	}
	if (b.n)
		buf_adds(&b, "</ul>");
	html = pool_str(s->pool, buf_str(&b));
	buf_release(&b);
	return html;
}

static struct str field_html(struct sheet *s, const struct item_view *item,
			     enum field_id id)
{
	struct str text = section_text(item->section, id);

	switch (id) {
	case FIELD_COMPLETED:
		return completed_html(s, item);
	case FIELD_PERIOD_RESULT:
		return results_html(s, item);
	case FIELD_EVIDENCE:
	case FIELD_AUTHORITY:
	case FIELD_CORRECTION:
		return sheet_text(s, text, true);
	case FIELD_CARRIED_FROM:
		return origin_html(s, item);
	case FIELD_MEASURE:
		return item->facts.measure ?
			sheet_escape(s, item->facts.measure->title) :
			sheet_escape(s, text);
	case FIELD_RESULT:
	case FIELD_CAUSE:
	case FIELD_REMEDY:
		return sheet_inline(s, text, item->plan->line->node->path);
	default:
		return sheet_text(s, text, false);
	}
}

static void put_fields(struct sheet *s, const struct item_view *item)
{
	static const enum field_id ids[] = {
		FIELD_STATUS, FIELD_PROGRESS, FIELD_COMPLETED,
		FIELD_PERIOD_RESULT, FIELD_RESULT, FIELD_EVIDENCE,
		FIELD_ASSESSED_YEAR, FIELD_CAUSE, FIELD_REMEDY,
		FIELD_MEASURE, FIELD_AUTHORITY, FIELD_CORRECTION,
		FIELD_CARRIED_FROM,
	};
	struct value *fields = put_list(s, s->data, "fields");
	struct str note = section_text(item->section, FIELD_NOTE);
	struct value *notes = put_list(s, s->data, "notes");

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		add_field(s, fields, field_name(ids[i]),
			  field_html(s, item, ids[i]));
	seal_list(s, s->data, "fields");
	if (note.n)
		value_set_str(s->pool, value_push(s->pool, notes,
						  value_map(s->pool)),
			      "html", sheet_inline(s, note,
					item->plan->line->node->path));
	seal_list(s, s->data, "notes");
}

/* ---- numbers ----------------------------------------------------------- */

static bool lower_than_before(const struct facts *f, size_t i)
{
	const struct actual *a = &f->actuals[i], *before = NULL;

	for (size_t j = 0; j < f->nactuals; j++)
		if (f->actuals[j].date != DATE_NONE &&
		    f->actuals[j].date < a->date &&
		    (!before || f->actuals[j].date > before->date))
			before = &f->actuals[j];
	return before && a->kind == ACTUAL_NUMBER &&
	       before->kind == ACTUAL_NUMBER && a->value < before->value;
}

static void put_numbers(struct sheet *s, const struct item_view *item)
{
	const struct facts *f = &item->facts;
	struct value *target, *actuals;

	if (f->kinds & KIND_CRITERION)
		row_criterion(s, put_list(s, s->data, "own_criterion"), item);
	if (f->kinds & KIND_INDEX)
		row_index(s, put_list(s, s->data, "own_index"), item, 0);
	if (!(f->kinds & KIND_TARGET))
		return;
	target = value_add_map(s->pool, s->data, "target");
	put_target(s, target, item);
	actuals = put_list(s, s->data, "actuals");
	for (size_t i = 0; i < f->nactuals; i++) {
		struct value *row = value_push(s->pool, actuals,
					       value_map(s->pool));

		value_set_str(s->pool, row, "text", f->actuals[i].text);
		put_date(s, row, "date", f->actuals[i].date);
		if (lower_than_before(f, i))
			put(s, row, "note",
			    sheet_words(s, "change.actual_lower"));
	}
	seal_list(s, s->data, "actuals");
}

static void put_milestones(struct sheet *s, const struct item_view *item)
{
	struct value *list = put_list(s, s->data, "milestones");

	for (size_t i = 0; i < item->section->nmilestones; i++) {
		const struct milestone *m = &item->section->milestones[i];
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));

		value_set_str(s->pool, row, "text", m->text);
		value_set_bool(s->pool, row, "done", m->done);
	}
	seal_list(s, s->data, "milestones");
}

/* ---- the life ---------------------------------------------------------- */

/* What no record tells: what time did, and how the item came in. */
static struct value *add_event(struct sheet *s, struct value *list,
			       int32_t day, const char *class,
			       struct str sentence)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));

	put_date(s, row, "date", day);
	value_set_str(s->pool, row, "class", str_of(class));
	put(s, row, "class_text", speak_word(&s->text, "class", class));
	value_set_str(s->pool, row, "sentence_html", sentence);
	return row;
}

static void add_clock(struct sheet *s, struct value *list,
		      const struct item_view *item)
{
	if (item->removed || !(item->facts.kinds & KIND_TASK))
		return;
	if (item->rating.late_from != DATE_NONE)
		add_event(s, list, item->rating.late_from, "clock",
			  speak_word(&s->html, "change.clock_overdue", NULL));
}

/* Without a record of its own, an item came with its plan. */
static void add_birth(struct sheet *s, struct value *list,
		      const struct item_view *item)
{
	const struct item_line *line = item->line;
	const struct history *h = s->model->history;
	int32_t day = date_at(line->first_seen, s->pages->site->zone);

	for (size_t i = 0; i < line->nrecords; i++)
		if (h->records[line->records[i]].d.kind == CHANGE_ADDED)
			return;
	if (h->kind != HISTORY_COMPLETE || line->first_commit >= h->ncommits)
		return;
	if (item->origin)
		add_event(s, list, day, "plan",
			  speak(&s->html, "change.carried_from",
				{ "to", item_link(s, item->origin,
						  item->origin->plan->title) }));
	put_commit_link(s, add_event(s, list, day, "plan",
		speak_word(&s->html, "change.added", NULL)),
		line->first_commit, day);
}

static void put_timeline(struct sheet *s, const struct item_view *item)
{
	const struct history *h = s->model->history;
	const struct item_line *line = item->line;
	struct value *timeline = put_list(s, s->data, "timeline");
	struct value *editorial = put_list(s, s->data, "editorial");

	add_clock(s, timeline, item);
	for (size_t i = line->nrecords; i-- > 0;) {
		const struct record *r = &h->records[line->records[i]];

		if (record_told_beside(h, r))
			continue;
		row_change(s, r->d.class == CLASS_EDITORIAL ? editorial :
			   timeline, line->records[i], ROW_DATE);
	}
	add_birth(s, timeline, item);
	seal_list(s, s->data, "timeline");
	seal_list(s, s->data, "editorial");
	put_life(s, item);
	if (editorial->list.n)
		put(s, s->data, "editorial_text",
		    speak(&s->text, "changes.editorial", { "count",
			speak_number(&s->text,
				     (long long)editorial->list.n) }));
}

/* ---- neighbours -------------------------------------------------------- */

static void put_linked(struct sheet *s, const struct item_view *item)
{
	struct str rest = section_text(item->section, FIELD_LINKED), piece;
	struct value *linked = put_list(s, s->data, "linked");
	struct value *children = put_list(s, s->data, "children");

	while (rest.n && str_split(&rest, ';', &piece)) {
		const struct item_view *other =
			model_find(s->model, item->plan, str_trim(piece));

		if (other)
			row_task(s, linked, other, other->plan == item->plan ?
				 0 : ROW_PLAN);
	}
	seal_list(s, s->data, "linked");
	for (size_t i = 0; i < item->plan->nitems; i++)
		if (item->plan->items[i].parent == item)
			row_task(s, children, &item->plan->items[i], 0);
	seal_list(s, s->data, "children");
	if (item->parent)
		put_link(s, s->data, "parent", item->parent->title,
			 item_url(s, item->parent));
}

static void add_text(struct sheet *s, struct value *list, struct str text,
		     struct str url)
{
	struct value *entry = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, entry, "text", text);
	put(s, entry, "url", url);
}

/* ---- the page ---------------------------------------------------------- */

/* "Nhiệm vụ 3 · Sở Ngoại vụ · Kế hoạch năm 2026" */
static void put_kicker(struct sheet *s, struct value *map,
		       const struct item_view *item)
{
	static const struct {
		unsigned kind;
		const char *name;
	} kinds[] = {
		{ KIND_TASK, "task" }, { KIND_TARGET, "target" },
		{ KIND_CRITERION, "criterion" }, { KIND_INDEX, "index" },
	};
	struct value *list = put_list(s, map, "kinds");
	struct value *kicker = put_list(s, s->data, "kicker");
	const struct agency *agency = item->plan->agency;
	struct str number = item->section->number;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct str word = speak_word(&s->text, "kind", kinds[i].name);

		if (!(item->facts.kinds & kinds[i].kind))
			continue;
		add_text(s, list, word, STR(""));
		add_text(s, kicker, number.n ? speak(&s->text,
				"kind.item_number", { "kind", word },
				{ "number", number }) : word, STR(""));
	}
	seal_line(s, map, "kinds");
	add_text(s, kicker, item->area->title, sheet_url(s,
		 pool_printf(s->pool, "linh-vuc/%.*s",
			     STR_ARG(item->area->id))));
	add_text(s, kicker, agency->shortname.n ? agency->shortname :
		 agency->name, agency_url(s, agency));
	seal_line(s, s->data, "kicker");
}

static void put_item(struct sheet *s, const struct item_view *item)
{
	struct value *map = value_add_map(s->pool, s->data, "item");

	value_set_str(s->pool, map, "title", item->short_title);
	value_set_str(s->pool, map, "full_title", item->title);
	put(s, map, "number", item->section->number);
	put(s, map, "code", section_text(item->section, FIELD_ID));
	put_link(s, map, "area", item->area->title, sheet_url(s,
		 pool_printf(s->pool, "linh-vuc/%.*s",
			     STR_ARG(item->area->id))));
	put_plan(s, map, item->plan);
	put_agency(s, map, item->plan->agency);
	put_kicker(s, map, item);
}

static void put_ratings(struct sheet *s, const struct item_view *item)
{
	bool apart = item->rating.rating != item->rating_original.rating ||
		     item->rating.late_from != item->rating_original.late_from;

	if (!(item->facts.kinds & KIND_TASK) || item->removed)
		return;
	put_rating(s, s->data, "rating", item, false);
	if (item->line->has_original && apart)
		put_rating(s, s->data, "rating_original", item, true);
}

static void put_removed(struct sheet *s, const struct item_view *item)
{
	const struct history *h = s->model->history;
	int32_t day = DATE_NONE;
	struct value *map;

	if (!item->removed)
		return;
	if (item->line->removal != SIZE_MAX)
		day = model_day(s->model, &h->records[item->line->removal]);
	else if (item->plan->line->removal != SIZE_MAX)
		day = model_day(s->model,
				&h->records[item->plan->line->removal]);
	map = value_add_map(s->pool, s->data, "removed");
	value_set_str(s->pool, map, "sentence", day == DATE_NONE ?
		      sheet_words(s, "label.removed") :
		      speak(&s->text, "item.removed",
			    { "date", speak_date(&s->text, day) }));
}

static void put_since(struct sheet *s, const struct item_view *item)
{
	const struct plan_front *f = item->plan->front;

	if (s->model->history->kind != HISTORY_COMPLETE)
		return;
	put(s, s->data, "tracked_sentence", speak(&s->text, "item.tracked",
		{ "date", speak_date(&s->text, date_at(item->line->first_seen,
						s->pages->site->zone)) },
		{ "issued", issued_text(s, f) }));
}

static void add_notices(struct sheet *s, const struct plan_view *plan)
{
	if (plan->draft)
		sheet_notice(s, "draft", sheet_words(s, "notice.draft"));
	if (plan->replaced_by) {
		struct str url = plan_url(s, plan->replaced_by);
		struct str title = sheet_escape(s, plan->replaced_by->title);

		sheet_notice_html(s, "replaced", speak(&s->html,
			"notice.replaced", { "document", pool_printf(s->pool,
				"<a href=\"%.*s\">%.*s</a>", STR_ARG(url),
				STR_ARG(title)) }));
	} else if (plan->closed) {
		sheet_notice(s, "closed", speak(&s->text, "notice.closed",
			{ "date", speak_date(&s->text, plan->period_end) }));
	}
}

void page_item(struct sheet *s, const struct page_job *job)
{
	const struct item_view *item = job->what;
	const struct plan_view *plan = item->plan;

	sheet_open(s, "item", item->address);
	sheet_title(s, item->short_title, speak(&s->text,
		"page.item_description", { "title", item->title }));
	sheet_crumb(s, sheet_words(s, "nav.plans"), STR("ke-hoach"));
	sheet_crumb(s, plan->title, plan->address);
	sheet_crumb(s, item->short_title, s->address);
	add_notices(s, plan);
	sheet_redactions(s, plan->line, item->line);
	put_item(s, item);
	put_removed(s, item);
	put_ratings(s, item);
	put_strip(s, s->data, item, ROW_WIDE);
	put_facts(s, item);
	put_since(s, item);
	put_ledger(s, item);
	put_numbers(s, item);
	put_fields(s, item);
	put_milestones(s, item);
	if (wording_block(s->pool, item->section->body).n)
		put(s, s->data, "account_html",
		    sheet_markdown(s, item->section->body,
				   plan->line->node->path, 2));
	put_linked(s, item);
	put_timeline(s, item);
	sheet_contact(s, plan->agency);
	sheet_provenance(s, item_commit(s->model, item),
			 plan->removed ? STR("") : plan->source_path,
			 plan->removed ? STR("") : pool_printf(s->pool,
				"data/plans/%.*s.json",
				STR_ARG(str_from(plan->address,
						 strlen("ke-hoach/")))));
	sheet_close(s);
}
