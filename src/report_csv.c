/* SPDX-License-Identifier: MIT */
/* report_csv.c - a report's tasks as a table, one a row. */
#include "data.h"
#include "report.h"

struct cell_row {
	const struct report *r;
	const struct report_row *row;
	struct pool *pool;
};

static const struct report_row *row_of(const void *row)
{
	return ((const struct cell_row *)row)->row;
}

static void add_field(struct buf *out, const void *row, enum field_id id)
{
	buf_addstr(out, section_text(row_of(row)->section, id));
}

static void add_day(struct buf *out, int32_t day)
{
	if (day != DATE_NONE)
		date_iso(out, day);
}

static void add_truth(struct buf *out, bool truth)
{
	buf_adds(out, truth ? "true" : "false");
}

static void cell_period(struct buf *out, const void *row)
{
	const struct cell_row *c = row;

	buf_addstr(out, report_code(c->pool, c->r->period));
}

static void cell_until(struct buf *out, const void *row)
{
	add_day(out, ((const struct cell_row *)row)->r->until);
}

static void cell_plan(struct buf *out, const void *row)
{
	buf_addstr(out, data_plan_id(row_of(row)->view->plan));
}

static void cell_item(struct buf *out, const void *row)
{
	buf_addstr(out, row_of(row)->view->line->slug);
}

static void cell_code(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_ID);
}

static void cell_area(struct buf *out, const void *row)
{
	buf_addstr(out, row_of(row)->area->id);
}

static void cell_title(struct buf *out, const void *row)
{
	struct str title = row_of(row)->section->title;

	buf_addstr(out, title.n ? title : row_of(row)->view->title);
}

static void cell_lead(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_LEAD);
}

static void cell_deadline(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_DEADLINE);
}

static void cell_due(struct buf *out, const void *row)
{
	add_day(out, row_of(row)->facts->due);
}

static void cell_rating_before(struct buf *out, const void *row)
{
	if (row_of(row)->was)
		buf_adds(out, rating_name(row_of(row)->before->rating.rating));
}

static void cell_rating(struct buf *out, const void *row)
{
	if (row_of(row)->until)
		buf_adds(out, rating_name(row_of(row)->rating.rating));
}

static void cell_arrival(struct buf *out, const void *row)
{
	static const char *const names[] = {
		[ARRIVAL_NONE] = "", [ARRIVAL_WITH_PLAN] = "with_plan",
		[ARRIVAL_ADDED] = "added",
	};

	buf_adds(out, names[row_of(row)->arrival]);
}

static void cell_leaving(struct buf *out, const void *row)
{
	static const char *const names[] = {
		[LEAVING_NONE] = "", [LEAVING_DROPPED] = "dropped",
		[LEAVING_CARRIED] = "carried_on", [LEAVING_ENDED] = "ended",
	};

	buf_adds(out, names[row_of(row)->leaving]);
}

static void cell_done(struct buf *out, const void *row)
{
	add_truth(out, row_of(row)->done);
}

static void cell_later(struct buf *out, const void *row)
{
	add_truth(out, row_of(row)->reported_later);
}

static void cell_completed(struct buf *out, const void *row)
{
	add_day(out, row_of(row)->completed);
}

static void cell_recorded(struct buf *out, const void *row)
{
	add_day(out, row_of(row)->recorded);
}

static void cell_overdue(struct buf *out, const void *row)
{
	add_truth(out, row_of(row)->is &&
		       standing_overdue(row_of(row)->until));
}

static void cell_amendments(struct buf *out, const void *row)
{
	buf_addf(out, "%zu", row_of(row)->amendments);
}

static void cell_days(struct buf *out, const void *row)
{
	buf_addf(out, "%ld", row_of(row)->days);
}

static void cell_expected(struct buf *out, const void *row)
{
	add_truth(out, row_of(row)->expected);
}

static void cell_updated(struct buf *out, const void *row)
{
	add_truth(out, row_of(row)->updated);
}

static void cell_results(struct buf *out, const void *row)
{
	const struct cell_row *c = row;

	for (size_t i = 0; i < c->row->nresults; i++) {
		const struct report_result *result = &c->row->results[i];

		if (i)
			buf_adds(out, "; ");
		buf_addstr(out, report_code(c->pool, result->period));
		buf_adds(out, ": ");
		buf_addstr(out, result->text);
	}
}

static void cell_cause(struct buf *out, const void *row)
{
	buf_addstr(out, row_of(row)->cause);
}

static void cell_remedy(struct buf *out, const void *row)
{
	buf_addstr(out, row_of(row)->remedy);
}

static void cell_url(struct buf *out, const void *row)
{
	const struct cell_row *c = row;

	buf_addstr(out, data_url(c->pool, c->row->view->address));
}

static const struct data_column columns[] = {
	{ "period", DATA_STRING, true, cell_period },
	{ "until", DATA_DATE, true, cell_until },
	{ "plan", DATA_STRING, true, cell_plan },
	{ "item", DATA_STRING, true, cell_item },
	{ "code", DATA_STRING, false, cell_code },
	{ "area", DATA_STRING, true, cell_area },
	{ "title", DATA_STRING, true, cell_title },
	{ "lead", DATA_STRING, false, cell_lead },
	{ "deadline", DATA_STRING, false, cell_deadline },
	{ "due", DATA_DATE, false, cell_due },
	{ "rating_before", DATA_STRING, false, cell_rating_before },
	{ "rating", DATA_STRING, false, cell_rating },
	{ "arrival", DATA_STRING, false, cell_arrival },
	{ "leaving", DATA_STRING, false, cell_leaving },
	{ "done", DATA_BOOLEAN, true, cell_done },
	{ "reported_later", DATA_BOOLEAN, true, cell_later },
	{ "completed", DATA_DATE, false, cell_completed },
	{ "recorded", DATA_DATE, false, cell_recorded },
	{ "overdue", DATA_BOOLEAN, true, cell_overdue },
	{ "amendments", DATA_INTEGER, true, cell_amendments },
	{ "days", DATA_INTEGER, true, cell_days },
	{ "update_expected", DATA_BOOLEAN, true, cell_expected },
	{ "updated", DATA_BOOLEAN, true, cell_updated },
	{ "results", DATA_STRING, false, cell_results },
	{ "cause", DATA_STRING, false, cell_cause },
	{ "remedy", DATA_STRING, false, cell_remedy },
	{ "url", DATA_STRING, true, cell_url },
};
#define NCOLUMNS (sizeof(columns) / sizeof(*columns))

void report_csv(struct buf *out, const struct report *r, struct pool *pool)
{
	struct buf cell = BUF_INIT;

	data_csv_head(out, columns, NCOLUMNS);
	for (size_t i = 0; i < r->rows.n; i++) {
		struct cell_row row = { r, r->rows.v[i], pool };

		if (report_is_counted(row.row))
			data_csv_row(out, columns, NCOLUMNS, &row, &cell);
	}
	buf_release(&cell);
}
