/* SPDX-License-Identifier: MIT */
/* page_plan.c - a plan: the document, its items, its history. */
#include "escape.h"
#include "page_jobs.h"
#include "text.h"

#define PLAN_HISTORY 100	/* the latest changes; all are on their days */

/* ---- lists of plans ---------------------------------------------------- */

static size_t plans_of(const struct model *m, const struct agency *agency)
{
	size_t n = 0;

	for (size_t i = 0; i < m->nplans; i++)
		n += !agency || m->plans[i].agency == agency;
	return n;
}

static void add_plans(struct sheet *s, const struct agency *agency)
{
	const struct model *m = s->model;
	struct value *plans = put_list(s, s->data, "plans");
	struct value *closed = put_list(s, s->data, "closed_plans");

	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *p = &m->plans[i];
		bool over = p->closed || p->replaced_by || p->removed;

		if ((agency && p->agency != agency) || p->annex_of)
			continue;
		row_plan(s, over ? closed : plans, p, !agency);
	}
	seal_list(s, s->data, "plans");
	seal_list(s, s->data, "closed_plans");
}

/* Too many for one page: the agencies, each with a page of its plans. */
static void add_agencies(struct sheet *s)
{
	struct value *list = put_list(s, s->data, "plans");
	const struct agency *const *agencies;
	size_t n;

	agencies = agencies_by_name(s, &n);
	for (size_t i = 0; i < n; i++) {
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));

		value_set_str(s->pool, row, "title", agencies[i]->name);
		value_set_str(s->pool, row, "url", sheet_url(s, pool_printf(
			s->pool, "ke-hoach/%.*s",
			STR_ARG(agencies[i]->slug))));
	}
	seal_list(s, s->data, "plans");
}

void page_plans(struct sheet *s, const struct page_job *job)
{
	const struct agency *agency = job->what;
	const struct model *m = s->model;
	size_t commit = SIZE_MAX;

	sheet_open(s, "plans", agency ? pool_printf(s->pool, "ke-hoach/%.*s",
			STR_ARG(agency->slug)) : STR("ke-hoach"));
	sheet_title(s, agency ? agency->name : sheet_words(s, "page.plans"),
		    sheet_words(s, "page.plans_description"));
	sheet_crumb(s, sheet_words(s, "nav.plans"), STR("ke-hoach"));
	if (agency)
		sheet_crumb(s, agency->name, s->address);
	if (!agency && plans_of(m, NULL) > PAGE_ROWS)
		add_agencies(s);
	else
		add_plans(s, agency);
	for (size_t i = 0; i < m->nplans; i++)
		if (!agency || m->plans[i].agency == agency)
			commit = later_commit(m, commit,
					      plan_commit(m, &m->plans[i]));
	sheet_provenance(s, commit, STR(""), STR("data/site.json"));
	sheet_close(s);
}

/* ---- facts ------------------------------------------------------------- */

static void add_fact(struct sheet *s, struct value *facts, const char *key,
		     struct str html)
{
	struct value *fact;

	if (!html.n)
		return;
	fact = value_push(s->pool, facts, value_map(s->pool));
	value_set_str(s->pool, fact, "label",
		      speak_word(&s->text, "field", key));
	value_set_str(s->pool, fact, "value_html", html);
}

static struct str plain(struct sheet *s, struct str text)
{
	return sheet_text(s, text, false);
}

static struct str plan_link(struct sheet *s, const struct plan_view *plan)
{
	struct str url, title;

	if (!plan)
		return STR("");
	url = plan_url(s, plan);
	title = sheet_escape(s, plan->title);
	return pool_printf(s->pool, "<a href=\"%.*s\">%.*s</a>", STR_ARG(url),
			   STR_ARG(title));
}

/* One document; a plan of the site goes by its title, too. */
static void add_document_link(struct sheet *s, struct buf *b,
			      struct str number, bool strict)
{
	const struct plan_view *plan = model_plan(s->model, number);

	if (!plan) {
		buf_addstr(b, sheet_text(s, number, strict));
		return;
	}
	buf_addstr(b, plan_link(s, plan));
	if (plan->front->number.n) {
		buf_addstr(b, speak_word(&s->html, "label.comma", NULL));
		buf_addstr(b, sheet_escape(s, plan->front->number));
	}
}

static struct str documents(struct sheet *s, const struct strs *list,
			    bool strict)
{
	struct buf b = BUF_INIT;
	struct str html;

	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_addstr(&b, speak_word(&s->html, "label.semicolon",
						  NULL));
		add_document_link(s, &b, list->v[i], strict);
	}
	html = pool_str(s->pool, buf_str(&b));
	buf_release(&b);
	return html;
}

static struct str original_link(struct sheet *s, const struct plan_view *p)
{
	struct str url = sheet_escape(s, p->front->original);

	if (!url.n || !url_safe(p->front->original))
		return STR("");
	return pool_printf(s->pool, "<a href=\"%.*s\">%.*s</a>", STR_ARG(url),
			   STR_ARG(url));
}

static void put_facts(struct sheet *s, struct value *map,
		      const struct plan_view *p)
{
	const struct plan_front *f = p->front;
	struct value *facts = put_list(s, map, "facts");
	struct strs annex = { .v = (struct str *)&f->annex_of, .n = 1 };

	add_fact(s, facts, "number", sheet_escape(s, f->number));
	add_fact(s, facts, "issued", plain(s, issued_text(s, f)));
	add_fact(s, facts, "place", plain(s, f->place));
	add_fact(s, facts, "signer", plain(s, f->signer));
	add_fact(s, facts, "period", plain(s, f->period_text));
	add_fact(s, facts, "basis", documents(s, &f->basis, true));
	add_fact(s, facts, "replaces", documents(s, &f->replaces, true));
	add_fact(s, facts, "replaced_by", plan_link(s, p->replaced_by));
	if (f->annex_of.n)
		add_fact(s, facts, "annex_of", documents(s, &annex, true));
	add_fact(s, facts, "related", documents(s, &f->related, false));
	add_fact(s, facts, "recipients",
		 plain(s, speak_list(&s->text, &f->recipients)));
	add_fact(s, facts, "original", original_link(s, p));
	seal_list(s, map, "facts");
}

/* ---- on paper ---------------------------------------------------------- */

/* Days below 10 and the months 1 and 2 have a zero before them. */
static struct str date_part(struct sheet *s, int n, int zeros_below)
{
	return n ? pool_printf(s->pool, n < zeros_below ? "0%d" : "%d", n) :
		   STR("");
}

/* "Lạng Sơn, ngày 06 tháng 02 năm 2026"; what is not known stays blank. */
static struct str place_and_date(struct sheet *s, const struct plan_front *f)
{
	struct ymd d = { 0 };

	if (f->issued_from != DATE_NONE) {	/* of a month: its first day */
		d = date_ymd(f->issued_from);
		d.day = 0;
	}
	if (f->issued != DATE_NONE)
		d = date_ymd(f->issued);
	return speak(&s->text, "print.place_and_date",
		{ "place", f->place }, { "day", date_part(s, d.day, 10) },
		{ "month", date_part(s, d.month, 3) },
		{ "year", date_part(s, d.year, 0) });
}

/* The title's first word is the kind of document, which has its own line. */
static void put_subject(struct sheet *s, struct value *map, struct str title)
{
	struct str kind = sheet_words(s, "print.kind");

	if (kind.n && str_starts(title, kind) && title.n > kind.n + 1 &&
	    title.p[kind.n] == ' ') {
		put(s, map, "kind", kind);
		title = str_from(title, kind.n + 1);
	}
	put(s, map, "subject", title);
}

/* The frame of an administrative document (Nghị định 30/2020/NĐ-CP). */
static void put_paper(struct sheet *s, const struct plan_view *p)
{
	const struct plan_front *f = p->front;
	struct value *map = value_map(s->pool);
	struct value *recipients;

	value_set(s->pool, s->data, "paper", map);
	put(s, map, "parent", p->agency->parent);
	put(s, map, "agency", p->agency->name);
	put(s, map, "number", f->number);
	put(s, map, "date", place_and_date(s, f));
	put_subject(s, map, p->title);
	put(s, map, "signer", f->signer);
	recipients = put_list(s, map, "recipients");
	for (size_t i = 0; i < f->recipients.n; i++) {
		struct value *entry = value_push(s->pool, recipients,
						 value_map(s->pool));

		value_set_str(s->pool, entry, "text", f->recipients.v[i]);
	}
	seal_line(s, map, "recipients");
}

/* ---- the document ------------------------------------------------------ */

struct writing {
	struct sheet *s;
	const struct plan_view *plan;
	struct value *list, *section;
	struct value *tasks, *targets, *criteria, *indices;
	struct map anchors;
};

static void close_section(struct writing *w)
{
	static const char *const lists[] = { "tasks", "targets", "criteria",
					     "indices" };

	for (size_t i = 0; w->section && i < 4; i++)
		seal_list(w->s, w->section, lists[i]);
}

static struct str anchor_of(struct writing *w, struct str title)
{
	struct str slug = text_slug(w->s->pool, title, 60), anchor = slug;

	if (!slug.n)
		anchor = slug = STR("muc");
	for (int i = 2; map_get(&w->anchors, anchor); i++)
		anchor = pool_printf(w->s->pool, "%.*s-%d", STR_ARG(slug), i);
	map_put(&w->anchors, anchor, w);
	return anchor;
}

static void open_section(struct writing *w, const struct plan_prose *prose)
{
	struct sheet *s = w->s;
	struct str heading = STR("");

	close_section(w);
	w->section = value_push(s->pool, w->list, value_map(s->pool));
	if (prose) {
		const struct section *section = prose->section;

		heading = section->title;
		if (section->number.n)
			heading = pool_printf(s->pool, "%.*s. %.*s",
					      STR_ARG(section->number),
					      STR_ARG(section->title));
		value_set_int(s->pool, w->section, "level", section->level);
		put_true(s, w->section, "is_h3", section->level >= 3);
		put_true(s, w->section, "is_area", prose->opens_area);
		put(s, w->section, "prose_html", sheet_markdown(s,
			section->body, w->plan->line->node->path, 2));
	}
	value_set_str(s->pool, w->section, "heading", heading);
	if (heading.n)
		value_set_str(s->pool, w->section, "anchor",
			      anchor_of(w, heading));
	w->tasks = put_list(s, w->section, "tasks");
	w->targets = put_list(s, w->section, "targets");
	w->criteria = put_list(s, w->section, "criteria");
	w->indices = put_list(s, w->section, "indices");
}

static void add_item(struct writing *w, const struct item_view *item)
{
	unsigned kinds = item->facts.kinds;

	if (!w->section)
		open_section(w, NULL);
	if (kinds & KIND_TASK)
		row_task(w->s, w->tasks, item, 0);
	if (kinds & KIND_TARGET)
		row_target(w->s, w->targets, item, 0);
	if (kinds & KIND_CRITERION)
		row_criterion(w->s, w->criteria, item);
	if (kinds & KIND_INDEX)
		row_index(w->s, w->indices, item, 0);
}

/* Prose and items in the order of the file. */
static void add_document(struct writing *w, const struct plan_view *plan)
{
	const struct version *v = plan->version;
	const struct model *m = w->s->model;
	size_t i = 0, p = 0;

	w->plan = plan;
	w->section = NULL;
	while (i < v->nitems || p < v->nprose) {
		if (i == v->nitems ||
		    (p < v->nprose && v->prose[p].at < v->items[i].at)) {
			open_section(w, &v->prose[p++]);
		} else {
			const struct item_view *item = m->by_line[item_line_of(
				plan->line->node->items[i++])->serial];

			if (item && item->plan == plan && (!item->removed ||
							   plan->removed))
				add_item(w, item);
		}
	}
	close_section(w);
}

static void put_document(struct sheet *s, const struct plan_view *plan)
{
	struct writing w = { .s = s,
			     .list = put_list(s, s->data, "sections") };
	const struct model *m = s->model;

	add_document(&w, plan);
	for (size_t i = 0; i < m->nplans; i++)
		if (m->plans[i].annex_of == plan)
			add_document(&w, &m->plans[i]);
	seal_list(s, s->data, "sections");
	map_release(&w.anchors);
}

/* ---- the rest of the page ---------------------------------------------- */

static void add_notices(struct sheet *s, const struct plan_view *p)
{
	const struct history *h = s->model->history;

	if (p->removed && p->line->removal != SIZE_MAX)
		sheet_notice(s, "removed", speak(&s->text,
			"notice.plan_removed", { "date", speak_date(&s->text,
				model_day(s->model,
					  &h->records[p->line->removal])) }));
	if (p->draft)
		sheet_notice(s, "draft", sheet_words(s, "notice.draft"));
	if (p->replaced_by)
		sheet_notice_html(s, "replaced", speak(&s->html,
			"notice.replaced",
			{ "document", plan_link(s, p->replaced_by) }));
	else if (p->closed)
		sheet_notice(s, "closed", speak(&s->text, "notice.closed",
			{ "date", speak_date(&s->text, p->period_end) }));
	if (p->line->live && p->line->node->unreadable)
		sheet_notice(s, "unreadable", speak(&s->text,
			"notice.last_good", { "date", speak_date(&s->text,
				date_at(p->line->last_changed,
					s->pages->site->zone)) }));
}

/* Versions of the plan's file that could not be read, told as events. */
static void put_gaps(struct sheet *s, const struct plan_view *p)
{
	const struct history *h = s->model->history;
	struct value *list = put_list(s, s->data, "gaps");
	char hex[OID_HEX + 1];

	for (size_t i = 0; i < h->ngaps; i++) {
		const struct history_gap *gap = &h->gaps[i];
		struct value *row;
		bool mine = false;

		for (size_t k = 0; k < p->line->npath_indices; k++)
			mine |= str_eq(h->paths[p->line->path_indices[k]],
				       gap->path);
		if (!mine)
			continue;
		oid_hex(&h->commits[gap->commit].id, hex);
		row = value_push(s->pool, list, value_map(s->pool));
		put_date(s, row, "date", date_at(
			h->commits[gap->commit].published,
			s->pages->site->zone));
		put(s, row, "sentence", speak_of(&s->text, "method",
			gap->secret ? "gap_secret" : "gap_unreadable",
			{ "path", gap->path },
			{ "commit", pool_str(s->pool,
					     str_sub(str_of(hex), 0, 7)) }));
	}
	seal_list(s, s->data, "gaps");
}

static void put_history(struct sheet *s, const struct plan_view *p)
{
	const struct history *h = s->model->history;
	struct value *list = put_list(s, s->data, "history");

	for (size_t i = p->line->nrecords; i-- > 0 &&
					   list->list.n < PLAN_HISTORY;) {
		size_t at = p->line->records[i];
		const struct record *r = &h->records[at];

		if (r->d.class != CLASS_EDITORIAL && !record_told_beside(h, r))
			row_change(s, list, at, ROW_ITEM | ROW_DATE);
	}
	seal_list(s, s->data, "history");
	put_gaps(s, p);
}

static void count_plan(struct sheet *s, struct tally *t,
		       const struct plan_view *p)
{
	for (size_t i = 0; i < p->nitems; i++)
		tally_add(t, s->model, &p->items[i]);
	for (size_t i = 0; i < s->model->nplans; i++)
		if (s->model->plans[i].annex_of == p)
			count_plan(s, t, &s->model->plans[i]);
}

static void put_removed(struct sheet *s, const struct plan_view *p)
{
	struct value *list = put_list(s, s->data, "removed");

	for (size_t i = p->nstanding; i < p->nitems; i++)
		row_task(s, list, &p->items[i], 0);
	seal_list(s, s->data, "removed");
}

static void put_since(struct sheet *s, const struct plan_view *p)
{
	const struct plan_front *f = p->front;

	if (s->model->history->kind != HISTORY_COMPLETE)
		return;
	put(s, s->data, "tracked_since", speak(&s->text, "plan.tracked_since",
		{ "date", speak_date(&s->text, date_at(p->line->first_seen,
						s->pages->site->zone)) },
		{ "issued", issued_text(s, f) }));
}

void page_plan(struct sheet *s, const struct page_job *job)
{
	const struct plan_view *p = job->what;
	struct tally t = { 0 };
	struct value *map;

	sheet_open(s, "plan", p->address);
	sheet_title(s, p->title, speak(&s->text, "page.plan_description",
		{ "title", p->title }, { "number", p->front->number },
		{ "agency", p->agency->name }));
	sheet_crumb(s, sheet_words(s, "nav.plans"), STR("ke-hoach"));
	if (agency_url(s, p->agency).n)
		sheet_crumb(s, p->agency->name, pool_printf(s->pool,
			"ke-hoach/%.*s", STR_ARG(p->agency->slug)));
	sheet_crumb(s, p->title, s->address);
	put_plan_feed(s, p);
	add_notices(s, p);
	map = put_link(s, s->data, "plan", p->title, STR(""));
	put(s, map, "number", p->front->number);
	put_agency(s, map, p->agency);
	put(s, map, "original_url", p->front->original);
	put_facts(s, map, p);
	if (!p->annex_of)
		put_paper(s, p);
	put_since(s, p);
	count_plan(s, &t, p);
	put_tally(s, s->data, &t);
	put_document(s, p);
	put_removed(s, p);
	put_history(s, p);
	sheet_contact(s, p->agency);
	sheet_provenance(s, plan_commit(s->model, p),
			 p->removed ? STR("") : p->source_path,
			 p->removed ? STR("") : pool_printf(s->pool,
			 "data/plans/%.*s.json", STR_ARG(str_from(p->address,
						strlen("ke-hoach/")))));
	sheet_close(s);
}
