/* SPDX-License-Identifier: MIT */
/* page_life.c - what happened to an item, and when, as one chart. */
#include "chart.h"
#include "page_rows.h"

struct days {
	struct life_event *v;
	size_t n;
	size_t amended, updates;
	int32_t from, to;
};

static void add_day(struct days *days, struct life_event event)
{
	if (!days->n || event.day < days->from)
		days->from = event.day;
	if (!days->n || event.day > days->to)
		days->to = event.day;
	days->amended += event.kind == LIFE_AMENDMENT;
	days->updates += event.kind == LIFE_PROGRESS;
	if (event.due == DATE_NONE)	/* a day is marked once for each kind */
		for (size_t i = 0; i < days->n; i++)
			if (days->v[i].day == event.day &&
			    days->v[i].kind == event.kind)
				return;
	days->v[days->n++] = event;
}

static void add_record(struct sheet *s, struct days *days,
		       const struct record *r)
{
	struct life_event event = { model_day(s->model, r), LIFE_PROGRESS,
				    DATE_NONE };

	if (!r->adopted || r->draft || r->d.class == CLASS_EDITORIAL)
		return;
	if (r->d.class == CLASS_PLAN)
		event.kind = LIFE_PLAN;
	if (r->d.class == CLASS_AMENDMENT) {
		event.kind = LIFE_AMENDMENT;
		if (r->d.has_days)
			event.due = r->d.due_to;
	}
	add_day(days, event);
}

static struct days days_of(struct sheet *s, const struct item_view *item)
{
	const struct history *h = s->model->history;
	const struct item_line *line = item->line;
	struct days days = { .v = POOL_ARRAY(s->pool, struct life_event,
					     line->nrecords + 1) };

	if (line->first_commit < h->ncommits)
		add_day(&days, (struct life_event){
			date_at(line->first_seen, s->pages->site->zone),
			LIFE_PLAN, item->plan_days ? line->own_due :
						     DATE_NONE });
	for (size_t i = 0; i < line->nrecords; i++)
		add_record(s, &days, &h->records[line->records[i]]);
	return days;
}

void put_life(struct sheet *s, const struct item_view *item)
{
	const struct facts *f = &item->facts;
	struct days days;
	struct life life = { .first = item->line->has_original ?
				      item->line->original_due : f->due,
			     .now = f->due };
	struct buf svg = BUF_INIT;
	struct value *map;

	if (s->model->history->kind != HISTORY_COMPLETE || item->removed)
		return;
	days = days_of(s, item);
	if (days.n < 2)
		return;
	life.done = f->status == STATUS_DONE ? f->completed : DATE_NONE;
	life.late = (f->kinds & KIND_TASK) &&
		    rating_group(item->rating.rating) == GROUP_LATE;
	life.events = days.v;
	life.n = days.n;
	life.words.title = sheet_words(s, "life.title");
	life.words.description = speak(&s->text, "life.text",
		{ "from", speak_date(&s->text, days.from) },
		{ "to", speak_date(&s->text, days.to) },
		{ "amended", speak_count(&s->text, (long long)days.amended) },
		{ "updates", speak_number(&s->text, (long long)days.updates) },
		{ "due", speak_date(&s->text, f->due) },
		{ "done", speak_date(&s->text, life.done) });
	chart_life(&svg, &life);
	if (svg.n) {
		map = value_add_map(s->pool, s->data, "life");
		put(s, map, "svg_html", pool_str(s->pool, buf_str(&svg)));
		put_true(s, map, "has_due", life.first != DATE_NONE);
	}
	buf_release(&svg);
}
