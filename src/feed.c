/* SPDX-License-Identifier: MIT */
/* feed.c - writes Atom. */
#include "feed.h"

#include "escape.h"

#define TITLE_MAX 240		/* characters of an entry's title */

/* Text constructs and most others: <name>text</name>. */
static void add_text(struct buf *out, const char *name, struct str text)
{
	buf_addf(out, "<%s>", name);
	escape_html(out, text);
	buf_addf(out, "</%s>\n", name);
}

static void add_ident(struct buf *out, struct ident id)
{
	buf_addf(out, "<id>urn:uuid:%s</id>\n", id.text);
}

static void add_moment(struct buf *out, const struct feed *f,
		       const char *name, int64_t when)
{
	buf_addf(out, "<%s>", name);
	date_rfc3339(out, when, f->words->model->sources->site.zone);
	buf_addf(out, "</%s>\n", name);
}

static void add_link(struct buf *out, const char *relation, const char *type,
		     struct str url)
{
	if (!url.n)
		return;
	buf_addf(out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
	escape_html(out, url);
	buf_adds(out, "\"/>\n");
}

static void add_author(struct buf *out, struct str name)
{
	if (!name.n)
		return;
	buf_adds(out, "<author>");
	add_text(out, "name", name);
	buf_adds(out, "</author>\n");
}

static void add_category(struct buf *out, struct str term, struct str label)
{
	buf_adds(out, "<category term=\"");
	escape_html(out, term);
	buf_adds(out, "\" label=\"");
	escape_html(out, label);
	buf_adds(out, "\"/>\n");
}

/* ---- one change -------------------------------------------------------- */

bool feed_tells(const struct history *h, const struct record *r)
{
	return r->adopted && r->d.class != CLASS_EDITORIAL &&
	       !record_told_beside(h, r);
}

/* When it was published, or its document was named. */
static int64_t updated(const struct history *h, const struct record *r)
{
	int64_t when = h->commits[r->commit].published;

	if (r->authority_commit < h->ncommits &&
	    h->commits[r->authority_commit].published > when)
		when = h->commits[r->authority_commit].published;
	return when;
}

static struct str entry_title(const struct feed *f, const struct record *r,
			      const struct item_view *item,
			      const struct plan_view *plan)
{
	struct str of = item ? item->short_title : plan ? plan->title : STR("");
	struct str text = speak(f->words, "feed.entry", { "of", of },
				{ "sentence", sentence_record(f->words, r) });

	return text_shortened(f->words->pool, text, TITLE_MAX);
}

static struct str entry_summary(const struct feed *f, const struct record *r,
				const struct plan_view *plan)
{
	return speak(f->words, "feed.summary",
		{ "sentence", sentence_full(f->words, r) },
		{ "plan", plan ? plan->title : STR("") },
		{ "number", plan ? plan->front->number : STR("") },
		{ "agency", plan ? plan->agency->name : STR("") });
}

static void add_entry(struct buf *out, const struct feed *f,
		      const struct feed_entry *entry)
{
	const struct model *m = f->words->model;
	const struct record *r = &m->history->records[entry->record];
	const struct history_commit *c = &m->history->commits[r->commit];
	const struct item_view *item = r->item ? m->by_line[r->item->serial] :
						 NULL;
	const struct plan_view *plan = m->by_plan[r->plan->serial];
	const struct area *area = item ? item->area : r->d.area;
	const char *class = change_class_name(r->d.class);

	buf_adds(out, "<entry>\n");
	add_ident(out, ident_record(m, entry->record));
	add_text(out, "title", entry_title(f, r, item, plan));
	add_moment(out, f, "published", c->published);
	add_moment(out, f, "updated", updated(m->history, r));
	add_author(out, model_author(m, c));
	add_link(out, "alternate", "text/html", entry->url);
	add_link(out, "related", "text/html", entry->about);
	add_category(out, str_of(class), speak_word(f->words, "class", class));
	if (area)
		add_category(out, area->id, area->title);
	add_text(out, "summary", entry_summary(f, r, plan));
	buf_adds(out, "</entry>\n");
}

/* ---- the feed ---------------------------------------------------------- */

static int64_t latest(const struct feed *f)
{
	const struct model *m = f->words->model;
	int64_t when = m->first_published;

	for (size_t i = 0; i < f->n; i++) {
		int64_t each = updated(m->history, &m->history->records[
							f->entries[i].record]);

		if (each > when)
			when = each;
	}
	return when;
}

void feed_write(struct buf *out, const struct feed *f)
{
	const struct site *site = &f->words->model->sources->site;

	buf_addf(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		 "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		 "xml:lang=\"%.*s\">\n", STR_ARG(f->words->words->language));
	add_ident(out, f->id);
	add_text(out, "title", f->title);
	add_text(out, "subtitle", f->subtitle);
	add_moment(out, f, "updated", latest(f));
	add_author(out, site->title);
	add_link(out, "alternate", "text/html", f->url);
	add_link(out, "self", "application/atom+xml", f->self);
	add_text(out, "generator", STR("minhbach"));
	for (size_t i = 0; i < f->n && i < FEED_MAX; i++)
		add_entry(out, f, &f->entries[i]);
	buf_adds(out, "</feed>\n");
}
