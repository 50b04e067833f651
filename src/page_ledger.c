/* SPDX-License-Identifier: MIT */
/* page_ledger.c - how an item's deadline moved, move by move. */
#include "page_rows.h"

static void add_move(struct sheet *s, struct value *ledger, size_t at)
{
	const struct record *r = &s->model->history->records[at];
	struct value *row = value_push(s->pool, ledger, value_map(s->pool));

	put_date(s, row, "date", model_day(s->model, r));
	put(s, row, "from", r->d.from.n ? r->d.from :
	    speak_date(&s->text, r->d.due_from));
	put(s, row, "to", r->d.to.n ? r->d.to :
	    speak_date(&s->text, r->d.due_to));
	if (r->d.has_days)
		value_set_int(s->pool, row, "days", r->d.days);
	put(s, row, "days_text", r->d.due_to == DATE_NONE ?
	    sheet_words(s, "ledger.dropped") :
	    r->d.has_days ? sentence_days(&s->text, r->d.days) : STR(""));
	put(s, row, "sentence", sentence_record(&s->text, r));
	put(s, row, "authority_html", sentence_authority(&s->html, r));
	put(s, row, "url", change_url(s, at));
}

/* The days of the slip that neither this plan nor its amendments made. */
static long days_before(const struct history *h, const struct item_view *item)
{
	const struct item_line *line = item->line;
	long days = (long)item->slip - item->plan_days;

	if (!item->origin || !line->has_original ||
	    item->facts.due == DATE_NONE)
		return 0;
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &h->records[line->records[i]];

		if (r->adopted && !r->draft && r->d.has_days &&
		    r->d.class == CLASS_AMENDMENT)
			days -= r->d.days;
	}
	return days;
}

/* What was done to the deadline before this plan: the earlier item tells it. */
static bool add_earlier_moves(struct sheet *s, struct value *ledger,
			      const struct item_view *item)
{
	const struct item_view *origin = item->origin;
	long days = days_before(s->model->history, item);
	struct value *row;

	if (!days)
		return false;
	row = value_push(s->pool, ledger, value_map(s->pool));
	put(s, row, "date_text", sheet_words(s, "ledger.before"));
	put(s, row, "from", item->line->original_text);
	put(s, row, "to", item->plan_days ?
	    section_text(origin->section, FIELD_DEADLINE) :
	    item->line->own_text);
	value_set_int(s->pool, row, "days", days);
	put(s, row, "days_text", sentence_days(&s->text, days));
	put(s, row, "authority_html", sheet_escape(s, origin->plan->title));
	put(s, row, "url", item_url(s, origin));
	return true;
}

/* What this plan did to the deadline of the one that it replaces. */
static void add_plan_move(struct sheet *s, struct value *ledger,
			  const struct item_view *item)
{
	const struct plan_view *plan = item->plan;
	struct value *row = value_push(s->pool, ledger, value_map(s->pool));
	struct str number = plan->front->number;

	put_date(s, row, "date", date_at(item->line->first_seen,
					 s->pages->site->zone));
	put(s, row, "from", section_text(item->origin->section,
					 FIELD_DEADLINE));
	put(s, row, "to", item->line->own_text);
	value_set_int(s->pool, row, "days", item->plan_days);
	put(s, row, "days_text", sentence_days(&s->text, item->plan_days));
	put(s, row, "authority_html", number.n ?
	    speak(&s->html, "authority.replaced_by",
		  { "document", sheet_escape(s, number) }) :
	    speak_word(&s->html, "authority.none", NULL));
	put(s, row, "url", plan_url(s, plan));
}

void put_ledger(struct sheet *s, const struct item_view *item)
{
	const struct item_line *line = item->line;
	struct value *ledger = put_list(s, s->data, "ledger");
	long days = item->plan_days;
	bool earlier = add_earlier_moves(s, ledger, item);

	if (days)
		add_plan_move(s, ledger, item);

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r =
			&s->model->history->records[line->records[i]];

		if (!r->adopted || r->draft || !r->d.due_changed ||
		    r->d.class != CLASS_AMENDMENT ||
		    r->d.due_from == DATE_NONE)
			continue;
		add_move(s, ledger, line->records[i]);
		if (r->d.has_days)
			days += r->d.days;
	}
	seal_list(s, s->data, "ledger");
	if (item->moves > 1 && !earlier)
		put(s, s->data, "ledger_total", speak_of(&s->text, "ledger",
			days > 0 ? "total_later" : days < 0 ? "total_earlier" :
							      "total_same",
			{ "days", speak_number(&s->text,
					       days < 0 ? -days : days) },
			{ "moves", speak_number(&s->text,
						(long long)item->moves) }));
}
