/* SPDX-License-Identifier: MIT */
/* page_changes.c - who changed which promise, when: by day and by month. */
#include "page_jobs.h"

#define LATEST_DAYS 10
#define DAY_ROWS 20		/* of a day on pages of several days */

/* ---- runs of records --------------------------------------------------- */

static int32_t day_of(const struct pages *p, size_t i)
{
	return model_day(p->model, &p->model->history->records[p->records[i]]);
}

static bool same_month(int32_t a, int32_t b)
{
	struct ymd x = date_ymd(a), y = date_ymd(b);

	return x.year == y.year && x.month == y.month;
}

size_t records_run(const struct pages *p, size_t from, bool month)
{
	int32_t day = day_of(p, from);
	size_t i = from;

	while (i < p->nrecords && (month ? same_month(day_of(p, i), day) :
					   day_of(p, i) == day))
		i++;
	return i - from;
}

static size_t count_told(const struct pages *p, size_t from, size_t n)
{
	const struct record *records = p->model->history->records;
	size_t told = 0;

	for (size_t i = from; i < from + n; i++)
		told += records[p->records[i]].d.class != CLASS_EDITORIAL;
	return told;
}

static struct str count_text(struct sheet *s, size_t n)
{
	return speak(&s->text, "changes.count",
		     { "count", speak_number(&s->text, (long long)n) });
}

static struct str month_address(struct sheet *s, int32_t day)
{
	struct ymd d = date_ymd(day);

	return pool_printf(s->pool, "thay-doi/%04d-%02d", d.year, d.month);
}

static struct str month_title(struct sheet *s, int32_t day)
{
	struct ymd d = date_ymd(day);

	return speak(&s->text, "period.month_title",
		     { "month", speak_number(&s->text, d.month) },
		     { "year", speak_number(&s->text, d.year) });
}

/* A day in short: its latest changes, with the way to all of them. */
static void add_day(struct sheet *s, struct value *days, size_t from, size_t n)
{
	const struct pages *p = s->pages;
	const struct history *h = s->model->history;
	struct value *row = value_push(s->pool, days, value_map(s->pool));
	struct value *list;

	put_date(s, row, "date", day_of(p, from));
	value_set_str(s->pool, row, "url",
		      sheet_url(s, day_address(s->pool, day_of(p, from))));
	value_set_int(s->pool, row, "count",
		      (long long)count_told(p, from, n));
	value_set_str(s->pool, row, "count_text",
		      count_text(s, count_told(p, from, n)));
	list = put_list(s, row, "changes");
	for (size_t i = from; i < from + n && list->list.n < DAY_ROWS; i++) {
		const struct record *r = &h->records[p->records[i]];

		if (r->d.class != CLASS_EDITORIAL && !record_told_beside(h, r))
			row_change(s, list, p->records[i],
				   ROW_ITEM | ROW_PLAN | ROW_AGENCY);
	}
	seal_list(s, row, "changes");
}

static size_t last_commit(const struct pages *p, size_t from)
{
	return from < p->nrecords ?
		p->model->history->records[p->records[from]].commit : SIZE_MAX;
}

/* ---- all changes ------------------------------------------------------- */

void page_changes(struct sheet *s, const struct page_job *job)
{
	const struct pages *p = s->pages;
	struct value *days, *months;
	size_t n;

	(void)job;
	sheet_open(s, "changes", STR("thay-doi"));
	sheet_title(s, sheet_words(s, "page.changes"),
		    sheet_words(s, "page.changes_description"));
	sheet_crumb(s, sheet_words(s, "nav.changes"), s->address);
	days = put_list(s, s->data, "days");
	for (size_t i = 0; i < p->nrecords && days->list.n < LATEST_DAYS;
	     i += n) {
		n = records_run(p, i, false);
		add_day(s, days, i, n);
	}
	seal_list(s, s->data, "days");
	months = put_list(s, s->data, "months");
	for (size_t i = 0; i < p->nrecords; i += n) {
		struct value *row = value_push(s->pool, months,
					       value_map(s->pool));

		n = records_run(p, i, true);
		value_set_str(s->pool, row, "title",
			      month_title(s, day_of(p, i)));
		value_set_str(s->pool, row, "url",
			      sheet_url(s, month_address(s, day_of(p, i))));
		value_set_str(s->pool, row, "count_text",
			      count_text(s, count_told(p, i, n)));
	}
	seal_list(s, s->data, "months");
	sheet_provenance(s, last_commit(p, 0), STR(""), STR(""));
	sheet_close(s);
}

/* The run of records before (older than) and after (newer than) this one. */
static void put_neighbour(struct sheet *s, const char *key, size_t at,
			  bool month)
{
	int32_t day = day_of(s->pages, at);
	struct value *map = value_add_map(s->pool, s->data, key);

	if (!month)
		put_date(s, map, "date", day);
	value_set_str(s->pool, map, "title", month ? month_title(s, day) :
		      speak_date(&s->text, day));
	value_set_str(s->pool, map, "url", sheet_url(s, month ?
		      month_address(s, day) : day_address(s->pool, day)));
}

static void put_neighbours(struct sheet *s, const struct page_job *job,
			   bool month)
{
	if (job->from + job->n < s->pages->nrecords)
		put_neighbour(s, "previous", job->from + job->n, month);
	if (job->from)
		put_neighbour(s, "next", job->from - 1, month);
}

static struct str json_of(struct sheet *s, int32_t day)
{
	struct ymd d = date_ymd(day);

	return pool_printf(s->pool, "data/changes/%04d-%02d.json", d.year,
			   d.month);
}

void page_changes_month(struct sheet *s, const struct page_job *job)
{
	const struct pages *p = s->pages;
	int32_t day = day_of(p, job->from);
	struct value *days;
	struct str title;
	size_t n;

	sheet_open(s, "changes_month", month_address(s, day));
	title = speak(&s->text, "page.changes_month",
		      { "month", speak_period(&s->text, (struct period){
				PERIOD_KIND_MONTH, date_ymd(day).year,
				date_ymd(day).month }) });
	sheet_title(s, title, sheet_words(s, "page.changes_description"));
	sheet_crumb(s, sheet_words(s, "nav.changes"), STR("thay-doi"));
	sheet_crumb(s, month_title(s, day), s->address);
	put_link(s, s->data, "month", month_title(s, day), STR(""));
	days = put_list(s, s->data, "days");
	for (size_t i = job->from; i < job->from + job->n; i += n) {
		n = records_run(p, i, false);
		add_day(s, days, i, n);
	}
	seal_list(s, s->data, "days");
	put_neighbours(s, job, true);
	sheet_provenance(s, last_commit(p, job->from), STR(""),
			 json_of(s, day));
	sheet_close(s);
}

/* ---- a day ------------------------------------------------------------- */

/* "09:30", as the committer's clock said, in the site's zone. */
static struct str time_text(struct sheet *s, int64_t seconds)
{
	struct buf b = BUF_INIT;
	struct str text;

	date_rfc3339(&b, seconds, s->pages->site->zone);
	text = pool_str(s->pool, str_sub(buf_str(&b), 11, 5));
	buf_release(&b);
	return text;
}

static void put_commit(struct sheet *s, struct value *row,
		       const struct history_commit *c)
{
	char hex[OID_HEX + 1];
	struct str id;

	oid_hex(&c->id, hex);
	id = pool_str(s->pool, str_of(hex));
	value_set_str(s->pool, row, "commit", id);
	value_set_str(s->pool, row, "commit_short", str_sub(id, 0, 7));
	value_set_str(s->pool, row, "anchor", commit_anchor(s, c));
	put(s, row, "commit_url", link_commit(s->pool, s->pages->site, id));
	put(s, row, "author", model_author(s->model, c));
	put(s, row, "summary", c->summary.n ? c->summary : str_sub(id, 0, 7));
	put(s, row, "authority", c->claims.authority);
	put(s, row, "time", speak(&s->text, "changes.time",
				  { "time", time_text(s, c->date) }));
}

/* The commit's records among those of the day; returns how many. */
static size_t add_commit(struct sheet *s, struct value *commits, size_t from,
			 size_t end)
{
	const struct pages *p = s->pages;
	const struct history *h = s->model->history;
	size_t commit = h->records[p->records[from]].commit, n = 0, adopted = 0;
	struct value *row = value_push(s->pool, commits, value_map(s->pool));
	struct value *changes, *editorial;

	put_commit(s, row, &h->commits[commit]);
	changes = put_list(s, row, "changes");
	editorial = put_list(s, row, "editorial");
	while (from + n < end &&
	       h->records[p->records[from + n]].commit == commit)
		n++;
	for (size_t i = from + n; i-- > from;) {	/* in record order */
		const struct record *r = &h->records[p->records[i]];

		adopted += r->adopted;
		row_change(s, r->d.class == CLASS_EDITORIAL ? editorial :
			   changes, p->records[i],
			   ROW_ITEM | ROW_PLAN | ROW_AGENCY | ROW_ANCHOR);
	}
	put_true(s, row, "not_adopted", !adopted);
	seal_list(s, row, "changes");
	seal_list(s, row, "editorial");
	if (editorial->list.n)
		put(s, row, "editorial_text", speak(&s->text,
			"changes.editorial", { "count", speak_number(&s->text,
				(long long)editorial->list.n) }));
	put_count(s, row, "editorial_count", editorial->list.n);
	return n;
}

void page_changes_day(struct sheet *s, const struct page_job *job)
{
	const struct pages *p = s->pages;
	int32_t day = day_of(p, job->from);
	struct value *commits;
	struct str date;

	sheet_open(s, "changes_day", day_address(s->pool, day));
	date = speak_date(&s->text, day);
	sheet_title(s, speak(&s->text, "page.changes_day", { "date", date }),
		    sheet_words(s, "page.changes_description"));
	sheet_crumb(s, sheet_words(s, "nav.changes"), STR("thay-doi"));
	sheet_crumb(s, month_title(s, day), month_address(s, day));
	sheet_crumb(s, date, s->address);
	put_date(s, s->data, "date", day);
	commits = put_list(s, s->data, "commits");
	for (size_t i = job->from; i < job->from + job->n;)
		i += add_commit(s, commits, i, job->from + job->n);
	seal_list(s, s->data, "commits");
	put_neighbours(s, job, false);
	sheet_provenance(s, last_commit(p, job->from), STR(""),
			 json_of(s, day));
	sheet_close(s);
}
