/* SPDX-License-Identifier: MIT */
/* page_report.c - the pages of periodic reports, and the table of a trend. */
#include "chart.h"
#include "page_jobs.h"

bool report_by_agency(const struct report *r)
{
	return r->agencies.n > 1;
}

/* Does one page hold the whole report, task by task? */
static bool is_whole(const struct report *r)
{
	size_t n = r->nplan_records;

	if (r->agency || !report_by_agency(r))
		return true;
	for (size_t i = 0; i < r->rows.n; i++)
		n += report_is_listed(r->rows.v[i]) ||
		     r->rows.v[i]->nrecords > 0;
	return n <= PAGE_ROWS;
}

/* ---- addresses --------------------------------------------------------- */

static const char *period_name(struct pool *pool, struct period p)
{
	switch (p.kind) {
	case PERIOD_KIND_QUARTER:
		return pool_printf(pool, "quy-%d", p.index).p;
	case PERIOD_KIND_HALF:
		return "6-thang";
	case PERIOD_KIND_NINE:
		return "9-thang";
	case PERIOD_KIND_YEAR:
		return "nam";
	case PERIOD_KIND_MONTH:
		break;
	}
	return pool_printf(pool, "thang-%d", p.index).p;
}

static struct str report_address(struct sheet *s, struct period p,
				 const struct agency *agency)
{
	return pool_printf(s->pool, "bao-cao/%d/%s%s%.*s", p.year,
			   period_name(s->pool, p), agency ? "/" : "",
			   STR_ARG(agency ? agency->slug : STR("")));
}

static bool has_page(const struct sheet *s, const struct agency *agency)
{
	return sources_agency(s->model->sources, agency->slug) != NULL;
}

/* ---- pieces ------------------------------------------------------------ */

static void put_texts(struct sheet *s, struct value *map, const char *key,
		      const char *name, const struct strs *texts)
{
	struct value *list = put_list(s, map, key);

	for (size_t i = 0; i < texts->n; i++)
		put(s, value_push(s->pool, list, value_map(s->pool)), name,
		    texts->v[i]);
	seal_line(s, map, key);
}

static void put_state(struct sheet *s, struct value *map,
		      const struct report_row *row)
{
	const char *name = rating_name(row->rating.rating);
	struct value *v = value_add_map(s->pool, map, "rating");

	if (!row->until)
		name = rating_name(RATING_NOT_CARRIED);
	value_set_str(s->pool, v, "id", str_of(name));
	value_set_str(s->pool, v, "group", str_of(rating_group_name(
		row->until ? rating_group(row->rating.rating) : GROUP_ENDED)));
	value_set_str(s->pool, v, "text", report_state(&s->text, row));
	put(s, v, "icon", speak_word(&s->text, "rating_icon", name));
}

/* A row of any of the lists: name, who, by when, how it stands. */
static struct value *add_row(struct sheet *s, struct value *list,
			     const struct report *r,
			     const struct report_row *row)
{
	struct value *map = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, map, "title", report_name(&s->text, row));
	value_set_str(s->pool, map, "url", item_url(s, row->view));
	if (!r->agency && report_by_agency(r))
		put_agency(s, map, row->view->plan->agency);
	put(s, map, "lead_text", report_lead(&s->text, row));
	put(s, map, "deadline_text", report_deadline(&s->text, row));
	put_state(s, map, row);
	return map;
}

static void put_remarks(struct sheet *s, struct value *map,
			const struct report *r, const struct report_row *row)
{
	struct strs texts = { 0 };

	report_remarks(&s->html, row, &texts);
	if (report_has(&r->late, row) || report_has(&r->halted, row))
		report_reasons(&s->html, row, &texts);
	put_texts(s, map, "remarks", "html", &texts);
}

static void add_task(struct sheet *s, struct value *list,
		     const struct report *r, const struct report_row *row,
		     size_t no)
{
	struct value *map = add_row(s, list, r, row);
	struct strs reported = { 0 };

	value_set_int(s->pool, map, "no", (long long)no);
	report_reported(&s->html, row, &reported);
	put_texts(s, map, "reported", "html", &reported);
	put_remarks(s, map, r, row);
	if (r->until == s->model->as_of && row->moves)
		put_strip(s, map, row->view, true);
}

/* The one table: tasks by area. */
static void put_tasks(struct sheet *s, const struct report *r)
{
	struct value *groups = put_list(s, s->data, "groups");
	struct value *group = NULL, *tasks = NULL;
	const struct area *area = NULL;
	size_t no = 0;

	for (size_t i = 0; i < r->rows.n; i++) {
		const struct report_row *row = r->rows.v[i];

		if (!report_is_listed(row))
			continue;
		if (row->area != area) {
			area = row->area;
			group = value_push(s->pool, groups,
					   value_map(s->pool));
			put_link(s, group, "area", area->title, sheet_url(s,
				pool_printf(s->pool, "linh-vuc/%.*s",
					    STR_ARG(area->id))));
			tasks = put_list(s, group, "tasks");
		}
		add_task(s, tasks, r, row, ++no);
	}
	seal_list(s, s->data, "groups");
	if (r->counts.untold)
		put(s, s->data, "untold_text", speak(&s->text, "report.untold",
			{ "count", speak_number(&s->text,
					(long long)r->counts.untold) }));
}

/* A change of a task, told under the task's name. */
static void add_amendment(struct sheet *s, struct value *list, size_t record)
{
	const struct record *r = &s->model->history->records[record];
	struct value *map = value_push(s->pool, list, value_map(s->pool));

	put_date(s, map, "date", model_day(s->model, r));
	value_set_str(s->pool, map, "sentence_html",
		      sentence_record(&s->html, r));
	put(s, map, "authority_html", sentence_authority(&s->html, r));
	value_set_str(s->pool, map, "url", change_url(s, record));
}

static void add_amended(struct sheet *s, struct value *amended,
			const struct report *r, const struct report_row *row)
{
	const struct history *h = s->model->history;
	struct value *map = value_map(s->pool);
	struct value *list = value_add_list(s->pool, map, "changes");

	for (size_t i = 0; i < row->nrecords; i++)
		if (report_tells(&h->records[row->records[i]]))
			add_amendment(s, list, row->records[i]);
	if (!list->list.n)
		return;
	value_push(s->pool, amended, map);
	value_set_str(s->pool, map, "title", report_name(&s->text, row));
	value_set_str(s->pool, map, "url", item_url(s, row->view));
	if (!r->agency && report_by_agency(r))
		put_agency(s, map, row->view->plan->agency);
}

/* Of plans one by one, of tasks by task. */
static void put_changes(struct sheet *s, const struct report *r)
{
	struct value *changes = put_list(s, s->data, "changes");
	struct value *amended = put_list(s, s->data, "amended");

	for (size_t i = 0; i < r->nplan_records; i++)
		row_change(s, changes, r->plan_records[i],
			   ROW_PLAN | ROW_DATE);
	for (size_t i = 0; i < r->rows.n; i++)
		add_amended(s, amended, r, r->rows.v[i]);
	seal_list(s, s->data, "changes");
	seal_list(s, s->data, "amended");
	put_true(s, s->data, "unchanged",
		 !changes->list.n && !amended->list.n);
}

static void put_late(struct sheet *s, const struct report *r)
{
	const struct report_rows *lists[] = { &r->late, &r->halted };
	struct value *list = put_list(s, s->data, "late");

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < lists[k]->n; i++) {
			const struct report_row *row = lists[k]->v[i];
			struct value *map = add_row(s, list, r, row);
			struct strs reasons = { 0 };

			put(s, map, "late_text",
			    report_lateness(&s->text, r, row));
			report_reasons(&s->html, row, &reasons);
			put_texts(s, map, "reasons", "html", &reasons);
		}
	seal_list(s, s->data, "late");
}

static void put_later(struct sheet *s, const struct report *r)
{
	struct value *list = put_list(s, s->data, "later");

	for (size_t i = 0; i < r->later.n; i++) {
		struct value *map = add_row(s, list, r, r->later.v[i]);
		struct strs reported = { 0 };

		report_reported(&s->html, r->later.v[i], &reported);
		put_texts(s, map, "reported", "html", &reported);
	}
	seal_list(s, s->data, "later");
}

static void put_due(struct sheet *s, const struct report *r)
{
	struct value *list = put_list(s, s->data, "due");

	for (size_t i = 0; i < r->next.n; i++)
		put_date(s, add_row(s, list, r, r->next.v[i]), "due",
			 r->next.v[i]->facts->due);
	seal_list(s, s->data, "due");
}

/* ---- counts ------------------------------------------------------------ */

static void add_rating(struct sheet *s, struct value *list, const char *group,
		       struct str text, struct str before, size_t until)
{
	struct value *map = value_push(s->pool, list, value_map(s->pool));

	put(s, map, "group", str_of(group));
	value_set_str(s->pool, map, "text", text);
	value_set_str(s->pool, map, "before", before);
	value_set_int(s->pool, map, "until", (long long)until);
}

static void put_ratings(struct sheet *s, const struct report *r)
{
	const struct report_side *before = &r->counts.before;
	const struct report_side *until = &r->counts.until;
	struct value *list = put_list(s, s->data, "ratings");

	add_rating(s, list, NULL, sheet_words(s, "report.all_tasks"),
		   r->known ? speak_number(&s->text, (long long)before->tasks) :
			      STR("—"), until->tasks);
	for (enum rating i = 0; i < NRATINGS; i++)
		if (before->rating[i] || until->rating[i])
			add_rating(s, list,
				rating_group_name(rating_group(i)),
				speak_word(&s->text, "rating_label",
					   rating_name(i)),
				r->known ? speak_number(&s->text,
					(long long)before->rating[i]) :
					   STR("—"),
				until->rating[i]);
	seal_list(s, s->data, "ratings");
}

static struct str sum_url(struct sheet *s, const struct report *r,
			  const struct report_sum *sum)
{
	struct pool *pool = s->pool;

	if (sum->area)
		return sheet_url(s, pool_printf(pool, "linh-vuc/%.*s",
						STR_ARG(sum->area->id)));
	if (!has_page(s, sum->agency) || (sum->of_unit && !sum->unit))
		return STR("");
	if (sum->unit)
		return sheet_url(s, pool_printf(pool, "co-quan/%.*s/%.*s",
						STR_ARG(sum->agency->slug),
						STR_ARG(sum->unit->id)));
	return report_by_agency(r) && !r->agency ?
		sheet_url(s, report_address(s, r->period, sum->agency)) :
		agency_url(s, sum->agency);
}

static void add_sum(struct sheet *s, struct value *rows,
		    const struct report *r, struct str title, struct str url,
		    const struct report_counts *c)
{
	struct value *map = value_push(s->pool, rows, value_map(s->pool));
	struct value *list = value_add_list(s->pool, map, "cells");
	struct str cells[REPORT_COLUMNS];

	value_set_str(s->pool, map, "title", title);
	put(s, map, "url", url);
	report_cells(&s->text, r, c, cells);
	for (size_t i = 0; i < REPORT_COLUMNS; i++) {
		struct value *cell = value_push(s->pool, list,
						value_map(s->pool));

		value_set_str(s->pool, cell, "label", speak_word(&s->text,
				"report.short", report_columns[i]));
		value_set_str(s->pool, cell, "text", cells[i]);
	}
}

static void add_table(struct sheet *s, struct value *tables, const char *key,
		      const struct report *r, const struct report_sums *sums,
		      bool total)
{
	struct value *map, *rows;

	if (!sums->n || sums->n > PAGE_ROWS)
		return;
	map = value_push(s->pool, tables, value_map(s->pool));
	value_set_str(s->pool, map, "title", sheet_words(s, key));
	rows = put_list(s, map, "rows");
	for (size_t i = 0; i < sums->n; i++)
		add_sum(s, rows, r, report_sum_title(&s->text, r, &sums->v[i]),
			sum_url(s, r, &sums->v[i]), &sums->v[i].counts);
	if (total)
		add_sum(s, rows, r, sheet_words(s, "report.total"), STR(""),
			&r->counts);
	else
		put(s, map, "note", sheet_words(s, "report.joint"));
}

static void put_tables(struct sheet *s, const struct report *r)
{
	struct value *columns = put_list(s, s->data, "columns"), *tables;

	for (size_t i = 0; i < REPORT_COLUMNS; i++)
		value_set_str(s->pool, value_push(s->pool, columns,
						  value_map(s->pool)), "text",
			      speak_word(&s->text, "report.column",
					 report_columns[i]));
	tables = put_list(s, s->data, "tables");
	add_table(s, tables, "report.by_area", r, &r->areas, true);
	if (!r->agency && report_by_agency(r))
		add_table(s, tables, "report.by_agency", r, &r->agencies, true);
	add_table(s, tables, "report.by_unit", r, &r->units, false);
	seal_list(s, s->data, "tables");
}

/* ---- links ------------------------------------------------------------- */

static void add_link(struct sheet *s, struct value *list, struct str title,
		     struct str url)
{
	struct value *map = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, map, "title", title);
	put(s, map, "url", url);
}

/* The period of the same kind before or after, if it has a page. */
static void put_neighbour(struct sheet *s, const char *key,
			  const struct report *r, int step)
{
	const struct pages *p = s->pages;
	const struct agency *agency = r->agency;

	for (size_t i = 0; i < p->nreports; i++) {
		const struct report *other = &p->reports[i];
		struct period next = period_add(r->period, step);

		if (other->period.kind != next.kind ||
		    period_cmp(other->period, next))
			continue;
		if (agency && !report_by_agency(other))
			agency = NULL;
		for (size_t j = 0; agency && j < other->agencies.n; j++)
			if (other->agencies.v[j].agency == agency)
				break;
			else if (j + 1 == other->agencies.n)
				agency = NULL;
		put_link(s, s->data, key, speak_period(&s->text, next),
			 sheet_url(s, report_address(s, next, agency)));
	}
}

static void put_agencies(struct sheet *s, const struct report *r)
{
	struct value *list = put_list(s, s->data, "agency_reports");

	if (r->agency)
		put_link(s, s->data, "whole", sheet_words(s, "report.whole"),
			 sheet_url(s, report_address(s, r->period, NULL)));
	for (size_t i = 0; !r->agency && report_by_agency(r) &&
			   i < r->agencies.n; i++)
		if (has_page(s, r->agencies.v[i].agency))
			add_link(s, list, r->agencies.v[i].agency->name,
				 sum_url(s, r, &r->agencies.v[i]));
	seal_list(s, s->data, "agency_reports");
}

/* ---- the report as files ----------------------------------------------- */

static void write_file(struct sheet *s, struct value *files, const char *key,
		       const char *name, struct buf *out)
{
	struct str path = pool_printf(s->pool, "%.*s/%s", STR_ARG(s->address),
				      name);

	if (stage_write(s->pages->context->stage, path, buf_str(out)))
		s->failed = -1;
	buf_clear(out);
	put(s, files, key, link_file(s->pool, s->links.from, path));
}

static void put_files(struct sheet *s, const struct report *r)
{
	struct value *files = value_add_map(s->pool, s->data, "files");
	struct buf out = BUF_INIT;

	report_markdown(&out, &s->text, r);
	write_file(s, files, "markdown_url", "bao-cao.md", &out);
	report_csv(&out, r, s->pool);
	write_file(s, files, "csv_url", "bao-cao.csv", &out);
	report_json(&out, r, s->pool);
	write_file(s, files, "json_url", "bao-cao.json", &out);
	buf_release(&out);
}

/* ---- the pages --------------------------------------------------------- */

static void put_head(struct sheet *s, const struct report *r)
{
	struct strs basis = { 0 }, summary = { 0 };
	struct str title = report_title(&s->text, r);

	sheet_title(s, title, speak(&s->text, "report.description",
				    { "title", title }));
	sheet_crumb(s, sheet_words(s, "report.index"), STR("bao-cao"));
	if (r->agency)
		sheet_crumb(s, speak_period(&s->text, r->period),
			    report_address(s, r->period, NULL));
	sheet_crumb(s, r->agency ? r->agency->name :
		    speak_period(&s->text, r->period), s->address);
	sheet_dated(s);
	report_basis(&s->text, r, &basis);
	put_texts(s, s->data, "basis", "text", &basis);
	report_summary(&s->text, r, &summary);
	put_texts(s, s->data, "summary", "text", &summary);
	put_true(s, s->data, "provisional", r->provisional);
}

static void make_report(struct sheet *s, const struct report *r)
{
	bool whole = is_whole(r);

	sheet_open(s, "report", report_address(s, r->period, r->agency));
	put_head(s, r);
	put_ratings(s, r);
	put_tables(s, r);
	put_agencies(s, r);
	put_true(s, s->data, "whole_list", whole);
	if (whole) {
		put_tasks(s, r);
		put_changes(s, r);
		put_later(s, r);
		put_late(s, r);
		put_due(s, r);
	}
	put(s, s->data, "outlook_text", report_outlook(&s->text, r));
	put_neighbour(s, "previous", r, -1);
	put_neighbour(s, "next", r, 1);
	if (whole && !r->agency && r->rows.n <= PAGE_ROWS)
		put_files(s, r);
	sheet_provenance(s, r->commit, STR(""),
			 whole && !r->agency && r->rows.n <= PAGE_ROWS ?
			 pool_printf(s->pool, "%.*s/bao-cao.json",
				     STR_ARG(s->address)) :
			 STR("data/site.json"));
	sheet_close(s);
}

void page_report(struct sheet *s, const struct page_job *job)
{
	const struct report *all = job->what;
	struct report part;

	if (!job->part) {
		make_report(s, all);
		return;
	}
	report_select(&part, s->pool, all, job->part);
	make_report(s, &part);
}

static void add_year(struct sheet *s, struct value *years, int year)
{
	struct value *map = value_push(s->pool, years, value_map(s->pool));
	struct value *list;

	value_set_str(s->pool, map, "title", speak(&s->text, "report.year",
		{ "year", speak_number(&s->text, year) }));
	list = put_list(s, map, "periods");
	for (size_t i = 0; i < s->pages->nreports; i++) {
		const struct report *r = &s->pages->reports[i];
		struct value *row;

		if (r->period.year != year)
			continue;
		row = value_push(s->pool, list, value_map(s->pool));
		value_set_str(s->pool, row, "title",
			      report_title(&s->text, r));
		value_set_str(s->pool, row, "url", sheet_url(s,
				report_address(s, r->period, NULL)));
		put(s, row, "running_text", !r->provisional ? STR("") :
		    speak(&s->text, "report.running",
			  { "date", speak_date(&s->text, r->until) }));
	}
	seal_list(s, map, "periods");
}

/* The latest year first. */
void page_reports(struct sheet *s, const struct page_job *job)
{
	const struct pages *p = s->pages;
	struct value *years;
	size_t commit = SIZE_MAX;

	(void)job;
	sheet_open(s, "reports", STR("bao-cao"));
	sheet_title(s, sheet_words(s, "report.index"),
		    sheet_words(s, "report.index_description"));
	sheet_crumb(s, sheet_words(s, "report.index"), s->address);
	sheet_dated(s);
	years = put_list(s, s->data, "years");
	for (size_t i = p->nreports; i-- > 0;) {
		commit = later_commit(s->model, commit, p->reports[i].commit);
		if (i + 1 == p->nreports || p->reports[i].period.year !=
					    p->reports[i + 1].period.year)
			add_year(s, years, p->reports[i].period.year);
	}
	seal_list(s, s->data, "years");
	sheet_provenance(s, commit, STR(""), STR("data/site.json"));
	sheet_close(s);
}

/* ---- trends ------------------------------------------------------------ */

static struct str trend_point_text(struct sheet *s, const struct trends *t,
				   const struct trend_point *points, size_t i)
{
	return speak(&s->text, "trend.point",
		{ "month", speak_period(&s->text, t->months[i]) },
		{ "tasks", speak_number(&s->text, (long long)points[i].tasks) },
		{ "open", speak_number(&s->text, (long long)points[i].open) },
		{ "done", speak_number(&s->text, (long long)points[i].done) },
		{ "overdue", speak_number(&s->text,
					  (long long)points[i].overdue) });
}

static void put_trend_chart(struct sheet *s, const struct trends *t,
			    const struct trend_point *points)
{
	struct chart_month months[TREND_MONTHS];
	struct trend_chart chart = { .months = months, .n = t->n,
				     .words.title = sheet_words(s, "trend.caption") };
	struct buf svg = BUF_INIT;
	struct value *map;
	bool ended = false;

	if (t->n < TREND_LEAST)
		return;
	for (size_t i = 0; i < t->n; i++) {
		const struct trend_point *p = &points[i];

		months[i] = (struct chart_month){ p->overdue,
			p->open - p->overdue, p->done,
			p->tasks - p->open - p->done };
		ended = ended || months[i].ended;
	}
	chart.words.description = speak(&s->text, "trend.description",
		{ "first", trend_point_text(s, t, points, 0) },
		{ "last", trend_point_text(s, t, points, t->n - 1) });
	chart_trend(&svg, &chart);
	map = value_map(s->pool);
	value_set(s->pool, s->data, "trend_chart", map);
	put(s, map, "svg_html", pool_str(s->pool, buf_str(&svg)));
	put_count(s, map, "top", chart_top(months, t->n));
	put(s, map, "first", speak_period(&s->text, t->months[0]));
	put(s, map, "last", speak_period(&s->text, t->months[t->n - 1]));
	put_true(s, map, "has_ended", ended);
	buf_release(&svg);
}

void put_trend(struct sheet *s, const struct area *area,
	       const struct agency *agency)
{
	const struct trends *t = s->pages->context->trends;
	const struct trend_point *points;
	struct value *list;

	if (!t)
		return;
	points = area ? trend_area(t, area) :
		 agency ? trend_agency(t, s->model, agency) : t->site;
	if (!trend_tells(t, points))
		return;
	list = put_list(s, s->data, "trend");
	for (size_t i = 0; i < t->n; i++) {
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));
		struct str month = speak_period(&s->text, t->months[i]);

		if (t->days[i] != period_end(t->months[i], 0))
			month = speak(&s->text, "trend.running",
				{ "month", month },
				{ "date", speak_date(&s->text, t->days[i]) });
		value_set_str(s->pool, row, "month", month);
		value_set_int(s->pool, row, "tasks",
			      (long long)points[i].tasks);
		value_set_int(s->pool, row, "open", (long long)points[i].open);
		value_set_int(s->pool, row, "done", (long long)points[i].done);
		value_set_int(s->pool, row, "overdue",
			      (long long)points[i].overdue);
	}
	seal_list(s, s->data, "trend");
	put_trend_chart(s, t, points);
}
