/* SPDX-License-Identifier: MIT */
/* report_markdown.c - a report as Markdown: headings, lists and pipe tables. */
#include "report.h"

struct writing {
	struct buf *out;
	const struct speech *s;
	const struct report *r;
};

/* ---- Markdown ---------------------------------------------------------- */

/* Text as itself, on one line, also in the cell of a table. */
static void add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (strchr("\\`*_[]<>|", c))
			buf_addc(out, '\\');
		buf_addc(out, ascii_space(c) ? ' ' : c);
	}
}

static struct str word(const struct writing *w, const char *key)
{
	return speak_word(w->s, key, NULL);
}

static void heading(struct writing *w, const char *level, struct str text)
{
	buf_addf(w->out, "\n%s ", level);
	add_text(w->out, text);
	buf_adds(w->out, "\n\n");
}

/* A number or a dash at the start of a line would begin a list. */
static void paragraph(struct writing *w, struct str text)
{
	add_text(w->out, text);
	buf_addc(w->out, '\n');
}

static void bullets(struct writing *w, const struct strs *texts)
{
	for (size_t i = 0; i < texts->n; i++) {
		buf_adds(w->out, "- ");
		add_text(w->out, texts->v[i]);
		buf_adds(w->out, i + 1 < texts->n ? ";\n" : ".\n");
	}
}

static void cell(struct writing *w, struct str text)
{
	buf_addc(w->out, ' ');
	add_text(w->out, text);
	buf_adds(w->out, " |");
}

static void cell_of(struct writing *w, const struct strs *texts)
{
	struct str semicolon = word(w, "label.semicolon");

	buf_addc(w->out, ' ');
	for (size_t i = 0; i < texts->n; i++) {
		if (i)
			add_text(w->out, semicolon);
		add_text(w->out, texts->v[i]);
	}
	buf_adds(w->out, " |");
}

/* The head of a table; columns after the first `left` hold numbers. */
static void head(struct writing *w, const char *const *keys, size_t n,
		 size_t left)
{
	buf_addc(w->out, '|');
	for (size_t i = 0; i < n; i++)
		cell(w, word(w, keys[i]));
	buf_adds(w->out, "\n|");
	for (size_t i = 0; i < n; i++)
		buf_adds(w->out, i < left ? " --- |" : " ---: |");
	buf_addc(w->out, '\n');
}

/* ---- I. results -------------------------------------------------------- */

static void write_front(struct writing *w)
{
	const struct model *m = w->r->model;
	struct strs basis = { 0 };

	buf_adds(w->out, "# ");
	add_text(w->out, report_title(w->s, w->r));
	buf_adds(w->out, "\n\n");
	paragraph(w, m->sources->site.title);
	buf_addc(w->out, '\n');
	report_basis(w->s, w->r, &basis);
	bullets(w, &basis);
	buf_addc(w->out, '\n');
	paragraph(w, speak(w->s, "report.source",
		{ "commit", str_sub(m->head_hex, 0, 7) },
		{ "date", speak_date(w->s, m->as_of) }));
}

static void write_ratings(struct writing *w)
{
	static const char *const keys[] = {
		"label.rating", "report.at_start", "report.at_end",
	};
	const struct report_side *before = &w->r->counts.before;
	const struct report_side *until = &w->r->counts.until;
	struct str none = STR("—");

	heading(w, "###", word(w, "report.ratings"));
	head(w, keys, 3, 1);
	for (int i = -1; i < NRATINGS; i++) {
		size_t a = i < 0 ? before->tasks : before->rating[i];
		size_t b = i < 0 ? until->tasks : until->rating[i];

		if (i >= 0 && !a && !b)
			continue;
		buf_addc(w->out, '|');
		cell(w, i < 0 ? word(w, "report.all_tasks") :
		     speak_word(w->s, "rating_label",
				rating_name((enum rating)i)));
		cell(w, w->r->known ? speak_number(w->s, (long long)a) : none);
		cell(w, speak_number(w->s, (long long)b));
		buf_addc(w->out, '\n');
	}
}

static void write_line(struct writing *w, struct str title,
		       const struct report_counts *c)
{
	struct str cells[REPORT_COLUMNS];

	report_cells(w->s, w->r, c, cells);
	buf_addc(w->out, '|');
	cell(w, title);
	for (size_t i = 0; i < REPORT_COLUMNS; i++)
		cell(w, cells[i]);
	buf_addc(w->out, '\n');
}

static void write_sums(struct writing *w, const char *key,
		       const struct report_sums *sums, bool total)
{
	if (!sums->n)
		return;
	heading(w, "###", word(w, key));
	buf_addc(w->out, '|');
	cell(w, word(w, "report.column.name"));
	for (size_t i = 0; i < REPORT_COLUMNS; i++)
		cell(w, speak_word(w->s, "report.column", report_columns[i]));
	buf_adds(w->out, "\n| --- |");
	for (size_t i = 0; i < REPORT_COLUMNS; i++)
		buf_adds(w->out, " ---: |");
	buf_addc(w->out, '\n');
	for (size_t i = 0; i < sums->n; i++)
		write_line(w, report_sum_title(w->s, w->r, &sums->v[i]),
			   &sums->v[i].counts);
	if (total)
		write_line(w, word(w, "report.total"), &w->r->counts);
}

/* The name, with a link if the site says where it stands. */
static void add_name(struct writing *w, const struct report_row *row)
{
	struct str base = w->r->model->sources->site.base_url;

	if (base.n)
		buf_addc(w->out, '[');
	add_text(w->out, report_name(w->s, row));
	if (base.n)
		buf_addf(w->out, "](%.*s%.*s/index.html)", STR_ARG(base),
			 STR_ARG(row->view->address));
}

static void write_task(struct writing *w, const struct report_row *row,
		       size_t no)
{
	struct strs reported = { 0 }, remarks = { 0 };

	report_reported(w->s, row, &reported);
	report_remarks(w->s, row, &remarks);
	if (report_has(&w->r->late, row) || report_has(&w->r->halted, row))
		report_reasons(w->s, row, &remarks);
	buf_addc(w->out, '|');
	cell(w, speak_number(w->s, (long long)no));
	buf_addc(w->out, ' ');
	add_name(w, row);
	buf_adds(w->out, " |");
	cell(w, report_lead(w->s, row));
	cell(w, report_deadline(w->s, row));
	cell_of(w, &reported);
	cell(w, report_state(w->s, row));
	cell_of(w, &remarks);
	buf_addc(w->out, '\n');
}

static void write_tasks(struct writing *w)
{
	static const char *const keys[] = {
		"report.column.no", "report.column.task", "report.column.lead",
		"report.column.deadline", "report.column.reported",
		"report.column.state", "report.column.remarks",
	};
	const struct area *area = NULL;
	size_t no = 0;

	heading(w, "###", word(w, "report.tasks_table"));
	for (size_t i = 0; i < w->r->rows.n; i++) {
		const struct report_row *row = w->r->rows.v[i];

		if (!report_is_listed(row))
			continue;
		if (!no)
			head(w, keys, 7, 7);
		if (row->area != area) {
			area = row->area;
			buf_adds(w->out, "| | **");
			add_text(w->out, area->title);
			buf_adds(w->out, "** | | | | | |\n");
		}
		write_task(w, row, ++no);
	}
	if (!no)
		paragraph(w, word(w, "report.tasks_none"));
	if (w->r->counts.untold) {
		buf_addc(w->out, '\n');
		paragraph(w, speak(w->s, "report.untold", { "count",
			speak_number(w->s,
				     (long long)w->r->counts.untold) }));
	}
}

static void write_change(struct writing *w, struct str name, size_t record)
{
	const struct record *r = &w->r->model->history->records[record];

	buf_adds(w->out, "- ");
	add_text(w->out, speak_date(w->s, model_day(w->r->model, r)));
	buf_adds(w->out, ", ");
	add_text(w->out, name);
	buf_adds(w->out, ": ");
	add_text(w->out, sentence_full(w->s, r));
	buf_adds(w->out, ".\n");
}

static void write_changes(struct writing *w)
{
	const struct report *r = w->r;
	const struct history *h = r->model->history;
	size_t before;

	heading(w, "###", word(w, "report.changes"));
	before = w->out->n;
	for (size_t i = 0; i < r->nplan_records; i++) {
		size_t at = r->plan_records[i];

		write_change(w, r->model->by_plan[
				h->records[at].plan->serial]->title, at);
	}
	for (size_t i = 0; i < r->rows.n; i++)
		for (size_t j = 0; j < r->rows.v[i]->nrecords; j++) {
			size_t at = r->rows.v[i]->records[j];

			if (report_tells(&h->records[at]))
				write_change(w, report_name(w->s,
							    r->rows.v[i]), at);
		}
	if (w->out->n == before)
		paragraph(w, word(w, "report.changes_none"));
}

/* ---- lists of tasks ---------------------------------------------------- */

/* "- Name (Lead; deadline): a; b." */
static void write_item(struct writing *w, const struct report_row *row,
		       const struct strs *texts)
{
	struct str lead = report_lead(w->s, row);
	struct str semicolon = word(w, "label.semicolon");

	buf_adds(w->out, "- ");
	add_name(w, row);
	buf_adds(w->out, " (");
	add_text(w->out, lead);
	if (lead.n)
		add_text(w->out, semicolon);
	add_text(w->out, report_deadline(w->s, row));
	buf_adds(w->out, "): ");
	for (size_t i = 0; i < texts->n; i++) {
		if (i)
			add_text(w->out, semicolon);
		add_text(w->out, texts->v[i]);
	}
	buf_adds(w->out, ".\n");
}

static void push(const struct writing *w, struct strs *list, struct str text)
{
	if (text.n)
		POOL_PUSH(w->s->pool, list->v, list->n, list->cap, text);
}

static void write_limits(struct writing *w, const struct report_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct strs texts = { 0 };

		push(w, &texts, report_state(w->s, rows->v[i]));
		push(w, &texts, report_lateness(w->s, w->r, rows->v[i]));
		report_reasons(w->s, rows->v[i], &texts);
		write_item(w, rows->v[i], &texts);
	}
}

static void write_rest(struct writing *w)
{
	const struct report *r = w->r;

	if (r->later.n)
		heading(w, "###", word(w, "report.later_list"));
	for (size_t i = 0; i < r->later.n; i++) {
		struct strs texts = { 0 };

		report_reported(w->s, r->later.v[i], &texts);
		write_item(w, r->later.v[i], &texts);
	}
	heading(w, "##", word(w, "report.limits"));
	if (!r->late.n && !r->halted.n)
		paragraph(w, word(w, "report.limits_none"));
	write_limits(w, &r->late);
	write_limits(w, &r->halted);
	heading(w, "##", word(w, "report.outlook_title"));
	paragraph(w, report_outlook(w->s, r));
	if (r->next.n)
		buf_addc(w->out, '\n');
	for (size_t i = 0; i < r->next.n; i++) {
		struct strs texts = { 0 };

		push(w, &texts, speak(w->s, "report.due_on", { "date",
			speak_date(w->s, r->next.v[i]->facts->due) }));
		push(w, &texts, report_state(w->s, r->next.v[i]));
		write_item(w, r->next.v[i], &texts);
	}
}

void report_markdown(struct buf *out, const struct speech *s,
		     const struct report *r)
{
	struct writing w = { out, s, r };
	struct strs summary = { 0 };

	write_front(&w);
	heading(&w, "##", word(&w, "report.results"));
	report_summary(s, r, &summary);
	bullets(&w, &summary);
	write_ratings(&w);
	write_sums(&w, "report.by_area", &r->areas, true);
	if (!r->agency && r->agencies.n > 1)
		write_sums(&w, "report.by_agency", &r->agencies, true);
	write_sums(&w, "report.by_unit", &r->units, false);
	if (r->units.n) {
		buf_addc(out, '\n');
		paragraph(&w, word(&w, "report.joint"));
	}
	write_tasks(&w);
	write_changes(&w);
	write_rest(&w);
}
