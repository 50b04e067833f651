/* SPDX-License-Identifier: MIT */
/*
 * data_table.c - data/tasks.csv and data/targets.csv, and datapackage.json,
 * which tells the columns of all tables (Frictionless Data Package v1).
 */
#include "data.h"

#include "escape.h"
#include "text.h"

/* ---- CSV --------------------------------------------------------------- */

void data_csv_head(struct buf *out, const struct data_column *columns,
		   size_t n)
{
	buf_adds(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(out, ',');
		buf_adds(out, columns[i].name);
	}
	buf_adds(out, "\r\n");
}

void data_csv_row(struct buf *out, const struct data_column *columns, size_t n,
		  const void *row, struct buf *cell)
{
	for (size_t i = 0; i < n; i++) {
		buf_clear(cell);
		columns[i].cell(cell, row);
		if (i)
			buf_addc(out, ',');
		escape_csv(out, buf_str(cell));
	}
	buf_adds(out, "\r\n");
}

/* ---- cells of items ---------------------------------------------------- */

struct item_row {
	const struct model *m;
	struct pool *pool;
	const struct item_view *item;
	struct data_life life;
};

static const struct item_view *item_of(const void *row)
{
	return ((const struct item_row *)row)->item;
}

static void add_field(struct buf *out, const void *row, enum field_id id)
{
	buf_addstr(out, section_text(item_of(row)->section, id));
}

static void add_day(struct buf *out, int32_t day)
{
	if (day != DATE_NONE)
		date_iso(out, day);
}

static void cell_plan(struct buf *out, const void *row)
{
	buf_addstr(out, data_plan_id(item_of(row)->plan));
}

static void cell_item(struct buf *out, const void *row)
{
	buf_addstr(out, item_of(row)->line->slug);
}

static void cell_code(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_ID);
}

static void cell_area(struct buf *out, const void *row)
{
	buf_addstr(out, item_of(row)->area->id);
}

static void cell_number(struct buf *out, const void *row)
{
	buf_addstr(out, item_of(row)->section->number);
}

static void cell_title(struct buf *out, const void *row)
{
	buf_addstr(out, item_of(row)->title);
}

static void cell_product(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_PRODUCT);
}

/* Names of units today, or the words where no unit is known. */
static void add_units(struct buf *out, const void *row, enum field_id id,
		      const struct unit_refs *refs)
{
	const char *between = "";

	for (size_t i = 0; i < refs->n; i++) {
		buf_adds(out, between);
		buf_addstr(out, refs->v[i]->name);
		between = "; ";
	}
	for (size_t i = 0; i < refs->unknown.n; i++) {
		buf_adds(out, between);
		buf_addstr(out, refs->unknown.v[i]);
		between = "; ";
	}
	if (!*between)
		add_field(out, row, id);
}

static void cell_lead(struct buf *out, const void *row)
{
	add_units(out, row, FIELD_LEAD, &item_of(row)->facts.lead);
}

static void cell_support(struct buf *out, const void *row)
{
	add_units(out, row, FIELD_SUPPORT, &item_of(row)->facts.support);
}

static void cell_in_force(struct buf *out, const void *row)
{
	const struct item_view *item = item_of(row);

	buf_adds(out, item->plan->in_force && !item->removed ? "true" :
							       "false");
}

static void cell_first_seen(struct buf *out, const void *row)
{
	const struct item_row *r = row;

	data_published(out, r->m, r->life.first);
}

static void cell_last_changed(struct buf *out, const void *row)
{
	const struct item_row *r = row;

	data_published(out, r->m, r->life.last);
}

static void cell_removed(struct buf *out, const void *row)
{
	const struct item_row *r = row;

	data_published(out, r->m, r->life.removed);
}

static void cell_url(struct buf *out, const void *row)
{
	const struct item_row *r = row;

	buf_addstr(out, data_url(r->pool, r->item->address));
}

/* ---- cells of tasks ---------------------------------------------------- */

static void cell_deadline(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_DEADLINE);
}

static void cell_deadline_kind(struct buf *out, const void *row)
{
	buf_adds(out, deadline_kind_name(item_of(row)->facts.deadline.kind));
}

static void cell_due(struct buf *out, const void *row)
{
	add_day(out, data_due(item_of(row)));
}

static void cell_original_due(struct buf *out, const void *row)
{
	add_day(out, data_original_due(item_of(row)));
}

static void cell_days(struct buf *out, const void *row)
{
	int32_t due = data_due(item_of(row));
	int32_t original = data_original_due(item_of(row));

	if (due != DATE_NONE && original != DATE_NONE)
		buf_addf(out, "%ld", (long)due - original);
}

static void cell_status(struct buf *out, const void *row)
{
	buf_addstr(out, str_of(status_name(item_of(row)->facts.status)));
}

static void cell_progress(struct buf *out, const void *row)
{
	if (item_of(row)->facts.progress >= 0)
		buf_addf(out, "%d", item_of(row)->facts.progress);
}

static void cell_completed(struct buf *out, const void *row)
{
	add_day(out, item_of(row)->facts.completed);
}

static void cell_rating(struct buf *out, const void *row)
{
	if (!item_of(row)->removed)
		buf_adds(out, rating_name(item_of(row)->rating.rating));
}

static void cell_rating_original(struct buf *out, const void *row)
{
	const struct item_row *r = row;

	if (!r->item->removed && r->m->history->kind == HISTORY_COMPLETE)
		buf_adds(out, rating_name(r->item->rating_original.rating));
}

static const struct data_column task_columns[] = {
	{ "plan", DATA_STRING, true, cell_plan },
	{ "item", DATA_STRING, true, cell_item },
	{ "code", DATA_STRING, false, cell_code },
	{ "area", DATA_STRING, true, cell_area },
	{ "number", DATA_STRING, false, cell_number },
	{ "title", DATA_STRING, true, cell_title },
	{ "product", DATA_STRING, false, cell_product },
	{ "lead", DATA_STRING, false, cell_lead },
	{ "support", DATA_STRING, false, cell_support },
	{ "deadline", DATA_STRING, false, cell_deadline },
	{ "deadline_kind", DATA_STRING, true, cell_deadline_kind },
	{ "due", DATA_DATE, false, cell_due },
	{ "original_due", DATA_DATE, false, cell_original_due },
	{ "days", DATA_INTEGER, false, cell_days },
	{ "status", DATA_STRING, false, cell_status },
	{ "progress", DATA_INTEGER, false, cell_progress },
	{ "completed", DATA_DATE, false, cell_completed },
	{ "rating", DATA_STRING, false, cell_rating },
	{ "rating_original", DATA_STRING, false, cell_rating_original },
	{ "in_force", DATA_BOOLEAN, true, cell_in_force },
	{ "first_seen", DATA_MOMENT, false, cell_first_seen },
	{ "last_changed", DATA_MOMENT, false, cell_last_changed },
	{ "removed", DATA_MOMENT, false, cell_removed },
	{ "url", DATA_STRING, true, cell_url },
};

/* ---- cells of targets -------------------------------------------------- */

static void cell_target(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_TARGET);
}

static void cell_comparator(struct buf *out, const void *row)
{
	buf_addstr(out, str_of(comparator_name(
				item_of(row)->facts.target.comparator)));
}

static void cell_value(struct buf *out, const void *row)
{
	const struct target *t = &item_of(row)->facts.target;

	if (t->comparator != COMPARE_NONE && t->comparator != COMPARE_DONE)
		data_number(out, t->value);
}

static void cell_unit(struct buf *out, const void *row)
{
	buf_addstr(out, item_of(row)->facts.target.unit);
}

static void cell_denominator(struct buf *out, const void *row)
{
	add_field(out, row, FIELD_DENOMINATOR);
}

static void cell_target_due(struct buf *out, const void *row)
{
	add_day(out, item_of(row)->facts.due);
}

static void cell_measure(struct buf *out, const void *row)
{
	if (item_of(row)->facts.measure)
		buf_addstr(out, item_of(row)->facts.measure->id);
}

static void cell_actual(struct buf *out, const void *row)
{
	if (item_of(row)->facts.actual)
		buf_addstr(out, item_of(row)->facts.actual->text);
}

static void cell_actual_value(struct buf *out, const void *row)
{
	const struct actual *actual = item_of(row)->facts.actual;

	if (actual && actual->kind == ACTUAL_NUMBER)
		data_number(out, actual->value);
}

static void cell_actual_date(struct buf *out, const void *row)
{
	if (item_of(row)->facts.actual)
		add_day(out, item_of(row)->facts.actual->date);
}

static void cell_target_rating(struct buf *out, const void *row)
{
	if (!item_of(row)->removed)
		buf_adds(out, target_rating_name(item_of(row)->target_rating));
}

static const struct data_column target_columns[] = {
	{ "plan", DATA_STRING, true, cell_plan },
	{ "item", DATA_STRING, true, cell_item },
	{ "code", DATA_STRING, false, cell_code },
	{ "area", DATA_STRING, true, cell_area },
	{ "number", DATA_STRING, false, cell_number },
	{ "title", DATA_STRING, true, cell_title },
	{ "lead", DATA_STRING, false, cell_lead },
	{ "support", DATA_STRING, false, cell_support },
	{ "target", DATA_STRING, false, cell_target },
	{ "comparator", DATA_STRING, false, cell_comparator },
	{ "value", DATA_NUMBER, false, cell_value },
	{ "unit", DATA_STRING, false, cell_unit },
	{ "denominator", DATA_STRING, false, cell_denominator },
	{ "due", DATA_DATE, false, cell_target_due },
	{ "measure", DATA_STRING, false, cell_measure },
	{ "actual", DATA_STRING, false, cell_actual },
	{ "actual_value", DATA_NUMBER, false, cell_actual_value },
	{ "actual_date", DATA_DATE, false, cell_actual_date },
	{ "rating", DATA_STRING, false, cell_target_rating },
	{ "in_force", DATA_BOOLEAN, true, cell_in_force },
	{ "first_seen", DATA_MOMENT, false, cell_first_seen },
	{ "last_changed", DATA_MOMENT, false, cell_last_changed },
	{ "removed", DATA_MOMENT, false, cell_removed },
	{ "url", DATA_STRING, true, cell_url },
};

#define NTASK_COLUMNS (sizeof(task_columns) / sizeof(*task_columns))
#define NTARGET_COLUMNS (sizeof(target_columns) / sizeof(*target_columns))

const struct data_column *data_task_columns(size_t *n)
{
	*n = NTASK_COLUMNS;
	return task_columns;
}

const struct data_column *data_target_columns(size_t *n)
{
	*n = NTARGET_COLUMNS;
	return target_columns;
}

/* The items of a kind, plan by plan, in their order. */
static void write_items(struct buf *out, const struct model *m,
			struct pool *pool, enum item_kind kind,
			const struct data_column *columns, size_t n)
{
	struct buf cell = BUF_INIT;

	data_csv_head(out, columns, n);
	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *plan = m->by_address[i];

		if (!data_has_file(m, i))
			continue;
		for (size_t k = 0; k < plan->nitems; k++) {
			struct item_row row = { m, pool, &plan->items[k],
						data_item_life(m,
							&plan->items[k]) };

			if (row.item->facts.kinds & kind)
				data_csv_row(out, columns, n, &row, &cell);
		}
	}
	buf_release(&cell);
}

void data_tasks(struct buf *out, const struct model *m, struct pool *pool)
{
	write_items(out, m, pool, KIND_TASK, task_columns, NTASK_COLUMNS);
}

void data_targets(struct buf *out, const struct model *m, struct pool *pool)
{
	write_items(out, m, pool, KIND_TARGET, target_columns, NTARGET_COLUMNS);
}

/* ---- the data package -------------------------------------------------- */

static void write_field(struct json *j, const struct data_column *column)
{
	static const char *const types[] = {
		[DATA_STRING] = "string", [DATA_DATE] = "date",
		[DATA_MOMENT] = "datetime", [DATA_INTEGER] = "integer",
		[DATA_NUMBER] = "number", [DATA_BOOLEAN] = "boolean",
	};

	json_object(j, NULL, JSON_FLAT);
	json_name(j, "name", column->name);
	json_name(j, "type", types[column->type]);
	/* The default is for UTC, without an offset. */
	if (column->type == DATA_MOMENT)
		json_name(j, "format", "%Y-%m-%dT%H:%M:%S%z");
	if (column->required) {
		json_object(j, "constraints", JSON_FLAT);
		json_bool(j, "required", true);
		json_end(j);
	}
	json_end(j);
}

static void write_schema(struct json *j, const struct data_column *columns,
			 size_t n, bool items)
{
	json_object(j, "schema", JSON_LINES);
	json_array(j, "fields", JSON_LINES);
	for (size_t i = 0; i < n; i++)
		write_field(j, &columns[i]);
	json_end(j);
	json_array(j, "missingValues", JSON_FLAT);
	json_string(j, NULL, STR(""));
	json_end(j);
	if (items) {
		json_array(j, "primaryKey", JSON_FLAT);
		json_string(j, NULL, STR("plan"));
		json_string(j, NULL, STR("item"));
		json_end(j);
	}
	json_end(j);
}

static void write_table(struct json *j, struct str name, struct str path,
			const struct data_column *columns, size_t n, bool items)
{
	json_object(j, NULL, JSON_LINES);
	json_string(j, "name", name);
	json_string(j, "path", path);
	json_string(j, "profile", STR("tabular-data-resource"));
	json_string(j, "format", STR("csv"));
	json_string(j, "mediatype", STR("text/csv"));
	json_string(j, "encoding", STR("utf-8"));
	write_schema(j, columns, n, items);
	json_end(j);
}

static void write_months(struct json *j, struct pool *pool,
			 const struct strs *months)
{
	size_t n;
	const struct data_column *columns = data_change_columns(&n);

	for (size_t i = 0; i < months->n; i++)
		write_table(j, pool_printf(pool, "changes-%.*s",
					   STR_ARG(months->v[i])),
			    pool_printf(pool, "data/changes/%.*s.csv",
					STR_ARG(months->v[i])),
			    columns, n, false);
}

void data_package(struct buf *out, const struct model *m, struct pool *pool,
		  const struct strs *months)
{
	const struct site *site = &m->sources->site;
	struct str name = text_slug(pool, site->title, 60);
	struct json j = json_begin(out);

	json_object(&j, NULL, JSON_LINES);
	json_string(&j, "profile", STR("data-package"));
	json_string(&j, "name", name.n ? name : STR("minhbach"));
	json_string(&j, "title", site->title);
	if (site->base_url.n)
		json_string(&j, "homepage", site->base_url);
	json_array(&j, "resources", JSON_LINES);
	json_object(&j, NULL, JSON_LINES);
	json_string(&j, "name", STR("site"));
	json_string(&j, "path", STR("data/site.json"));
	json_string(&j, "format", STR("json"));
	json_string(&j, "mediatype", STR("application/json"));
	json_string(&j, "encoding", STR("utf-8"));
	json_end(&j);
	write_table(&j, STR("tasks"), STR("data/tasks.csv"), task_columns,
		    NTASK_COLUMNS, true);
	write_table(&j, STR("targets"), STR("data/targets.csv"), target_columns,
		    NTARGET_COLUMNS, true);
	write_months(&j, pool, months);
	json_end(&j);
	json_end(&j);
}
