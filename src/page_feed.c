/* SPDX-License-Identifier: MIT */
/* page_feed.c - the feed and the calendar that stand beside a page. */
#include <stdlib.h>

#include "calendar.h"
#include "feed.h"
#include "page_jobs.h"

/* A file in the page's folder, as it is known elsewhere. */
static struct str public_file(const struct sheet *s, const char *name)
{
	struct str base = s->pages->site->base_url;

	if (!base.n)
		return str_of(name);
	return POOL_JOIN(s->pool, base, s->links.from, str_of(name));
}

static void write_beside(struct sheet *s, const char *name, const char *key,
			 const struct buf *out)
{
	struct str path = POOL_JOIN(s->pool, s->links.from, str_of(name));

	if (stage_write(s->pages->context->stage, path, buf_str(out)))
		s->failed = -1;
	value_set_str(s->pool, s->page, key, str_of(name));
}

/* ---- feeds ------------------------------------------------------------- */

/* Records in the order of publication, the latest first. */
struct told {
	int64_t published;
	size_t record;
};

struct told_list {
	struct told v[FEED_MAX];
	size_t n;
};

/* An address of the site as the feed gives it: relative to the feed's folder,
 * which is the page's, or with base_url before it. */
static struct feed_entry entry_of(struct sheet *s, size_t record)
{
	const struct record *r = &s->model->history->records[record];
	const struct item_view *item = r->item ?
		s->model->by_line[r->item->serial] : NULL;
	const struct plan_view *plan = s->model->by_plan[r->plan->serial];
	struct str base = s->pages->site->base_url;
	struct sheet root = *s;
	struct feed_entry entry = { .record = record };

	if (base.n)
		root.links.from = STR("");
	entry.url = change_url(&root, record);
	entry.about = item ? item_url(&root, item) :
		      plan ? plan_url(&root, plan) : STR("");
	if (!base.n)
		return entry;
	entry.url = POOL_JOIN(s->pool, base, entry.url);
	if (entry.about.n)
		entry.about = POOL_JOIN(s->pool, base, entry.about);
	return entry;
}

static void write_feed(struct sheet *s, struct str of, struct ident id,
		       const struct told_list *list)
{
	struct feed_entry entries[FEED_MAX];
	struct str site = s->pages->site->title;
	struct buf out = BUF_INIT;
	struct feed feed = {
		.words = &s->text, .id = id, .entries = entries, .n = list->n,
		.title = speak(&s->text, "feed.title", { "of", of },
			       { "site", str_eq(of, site) ? STR("") : site }),
		.subtitle = sheet_words(s, "feed.subtitle"),
		.url = s->pages->site->base_url.n ?
			sheet_public_url(s, s->address) : STR("index.html"),
		.self = public_file(s, "feed.xml"),
	};

	for (size_t i = 0; i < list->n; i++)
		entries[i] = entry_of(s, list->v[i].record);
	feed_write(&out, &feed);
	write_beside(s, "feed.xml", "feed_url", &out);
	buf_release(&out);
}

void put_feed(struct sheet *s, struct str of,
	      bool (*wanted)(const struct record *, const void *),
	      const void *what)
{
	const struct history *h = s->model->history;
	struct told_list list = { .n = 0 };

	if (h->kind == HISTORY_NONE)
		return;
	for (size_t i = 0; i < s->pages->nrecords && list.n < FEED_MAX; i++) {
		size_t at = s->pages->records[i];
		const struct record *r = &h->records[at];

		if (feed_tells(h, r) && (!wanted || wanted(r, what)))
			list.v[list.n++] = (struct told){
				h->commits[r->commit].published, at };
	}
	write_feed(s, of, ident_of(s->model, "feed", s->address), &list);
}

static bool is_later(const struct told *a, const struct told *b)
{
	return a->published != b->published ? a->published > b->published :
					      a->record > b->record;
}

/* Into its place, if it is among the latest. */
static void keep(struct told_list *list, struct told one)
{
	size_t at = list->n;

	while (at && is_later(&one, &list->v[at - 1]))
		at--;
	if (at == FEED_MAX)
		return;
	if (list->n < FEED_MAX)
		list->n++;
	for (size_t i = list->n - 1; i > at; i--)
		list->v[i] = list->v[i - 1];
	list->v[at] = one;
}

static void keep_plan(struct told_list *list, const struct history *h,
		      const struct plan_line *line)
{
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &h->records[line->records[i]];

		if (feed_tells(h, r))
			keep(list, (struct told){
				h->commits[r->commit].published,
				line->records[i] });
	}
}

void put_plan_feed(struct sheet *s, const struct plan_view *plan)
{
	const struct model *m = s->model;
	struct told_list list = { .n = 0 };

	if (m->history->kind == HISTORY_NONE)
		return;
	keep_plan(&list, m->history, plan->line);
	for (size_t i = 0; i < m->nplans; i++)
		if (m->plans[i].annex_of == plan)
			keep_plan(&list, m->history, m->plans[i].line);
	write_feed(s, plan->title, ident_plan(m, "feed", plan->line), &list);
}

/* ---- calendars --------------------------------------------------------- */

void put_calendar(struct sheet *s, struct str of,
		  bool (*wanted)(const struct item_view *, const void *),
		  const void *what)
{
	struct str site = s->pages->site->title;
	struct buf out = BUF_INIT;
	struct calendar calendar = {
		.model = s->model, .wanted = wanted, .what = what,
		.events = s->pages->events,
		.title = speak(&s->text, "calendar.title", { "of", of },
			       { "site", str_eq(of, site) ? STR("") : site }),
	};

	if (calendar_write(&out, &calendar))
		write_beside(s, "lich.ics", "calendar_url", &out);
	buf_release(&out);
}
