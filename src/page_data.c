/* SPDX-License-Identifier: MIT */
/* page_data.c - tells what there is of open data, file by file and column by
 * column, to one who has never opened such a file. */
#include "data.h"
#include "page_jobs.h"

/* ---- files ------------------------------------------------------------- */

static const struct stage_file *find_file(const struct sheet *s,
					  struct str path)
{
	for (size_t i = 0; i < s->pages->nfiles; i++)
		if (str_eq(s->pages->files[i].path, path))
			return &s->pages->files[i];
	return NULL;
}

/* One digit behind the point, of thousands or of millions of bytes. */
static struct str size_text(struct sheet *s, size_t size)
{
	bool comma = str_eqs(s->text.words->language, "vi");
	bool large = size >= 1000000;
	int64_t unit = large ? 1000000 : 1000;
	int64_t tenths = ((int64_t)size * 10 + unit / 2) / unit;
	struct buf number = BUF_INIT;
	struct str text;

	if (size < 1000)
		return speak(&s->text, "data_page.bytes",
			     { "n", speak_number(&s->text, (long long)size) });
	number_show(&number, tenths * 100000, comma ? ',' : '.');
	text = speak(&s->text, large ? "data_page.megabytes" :
				       "data_page.kilobytes",
		     { "n", buf_str(&number) });
	buf_release(&number);
	return text;
}

static struct str base_name(struct str path)
{
	return str_from(path, (size_t)(str_rchr(path, '/') + 1));
}

/* Its name, its address and its size, if it was written before the pages. */
static void put_file(struct sheet *s, struct value *map, struct str path)
{
	const struct stage_file *file = find_file(s, path);

	value_set_str(s->pool, map, "name", base_name(path));
	value_set_str(s->pool, map, "url",
		      link_file(s->pool, s->links.from, path));
	if (file)
		put(s, map, "size", size_text(s, file->size));
}

static struct value *add_file(struct sheet *s, struct value *list,
			      struct str path)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));

	put_file(s, row, path);
	return row;
}

/* ---- tables ------------------------------------------------------------ */

/* What a column means: in this table, else in all of them. */
static struct str meaning(struct sheet *s, const char *table, const char *name)
{
	struct str own = pool_printf(s->pool, "%s_%s", table, name);
	struct str text = speak_word(&s->text, "data_page.column", own.p);

	return text.n ? text : speak_word(&s->text, "data_page.column", name);
}

static struct value *add_table(struct sheet *s, struct value *tables,
			       const char *table,
			       const struct data_column *columns, size_t n)
{
	struct value *row = value_push(s->pool, tables, value_map(s->pool));
	struct value *list;

	value_set_str(s->pool, row, "id", str_of(table));
	put(s, row, "title", speak_word(&s->text, "data_page.table", table));
	put(s, row, "text", speak_word(&s->text, "data_page.row", table));
	list = put_list(s, row, "columns");
	for (size_t i = 0; i < n; i++) {
		struct value *column = value_push(s->pool, list,
						  value_map(s->pool));

		value_set_str(s->pool, column, "name",
			      str_of(columns[i].name));
		put(s, column, "text", meaning(s, table, columns[i].name));
	}
	seal_list(s, row, "columns");
	return row;
}

static size_t count_rows(const struct model *m, enum item_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < m->nplans; i++)
		for (size_t j = 0; data_has_file(m, i) &&
				   j < m->by_address[i]->nitems; j++)
			n += (m->by_address[i]->items[j].facts.kinds & kind) !=
			     0;
	return n;
}

static void add_items(struct sheet *s, struct value *tables, const char *table,
		      enum item_kind kind, const struct data_column *columns,
		      size_t n)
{
	struct value *row = add_table(s, tables, table, columns, n);

	put_file(s, row, pool_printf(s->pool, "data/%s.csv", table));
	put(s, row, "rows_text", speak(&s->text, "data_page.rows",
		{ "count", speak_number(&s->text, (long long)
					count_rows(s->model, kind)) }));
}

/* "data/changes/2026-07.csv", one for each month. */
static void add_months(struct sheet *s, struct value *row)
{
	struct value *list = put_list(s, row, "months");

	for (size_t i = s->pages->nfiles; i-- > 0;) {
		struct str path = s->pages->files[i].path;
		struct str name = base_name(path);
		struct value *month;

		if (!str_starts(path, STR("data/changes/")) ||
		    !str_ends(path, STR(".csv")))
			continue;
		month = value_push(s->pool, list, value_map(s->pool));
		value_set_str(s->pool, month, "title",
			speak(&s->text, "period.month_title",
			      { "month", speak_number(&s->text,
				str_number(str_sub(name, 5, 2))) },
			      { "year", str_sub(name, 0, 4) }));
		put_file(s, value_add_map(s->pool, month, "csv"), path);
		put_file(s, value_add_map(s->pool, month, "json"),
			 pool_printf(s->pool, "%.*sjson", (int)path.n - 3,
				     path.p));
	}
	seal_list(s, row, "months");
}

static void put_tables(struct sheet *s)
{
	struct value *tables = put_list(s, s->data, "tables");
	const struct data_column *columns;
	size_t n;

	columns = data_task_columns(&n);
	add_items(s, tables, "tasks", KIND_TASK, columns, n);
	columns = data_target_columns(&n);
	add_items(s, tables, "targets", KIND_TARGET, columns, n);
	if (s->model->history->kind == HISTORY_NONE)
		return;
	columns = data_change_columns(&n);
	add_months(s, add_table(s, tables, "changes", columns, n));
}

/* ---- codes in tables --------------------------------------------------- */

static struct value *add_codes(struct sheet *s, struct value *groups,
			       const char *name, const char *columns)
{
	struct value *group = value_push(s->pool, groups, value_map(s->pool));

	put(s, group, "title", speak_word(&s->text, "data_page.group", name));
	value_set_str(s->pool, group, "column", str_of(columns));
	return put_list(s, group, "codes");
}

static void add_code(struct sheet *s, struct value *codes, const char *code,
		     const char *words)
{
	struct value *row;

	if (!code || !speak_word(&s->text, words, code).n)
		return;
	for (size_t i = 0; i < codes->list.n; i++)
		if (str_eqs(value_get(codes->list.items[i], STR("code"))->text,
			    code))
			return;
	row = value_push(s->pool, codes, value_map(s->pool));
	value_set_str(s->pool, row, "code", str_of(code));
	value_set_str(s->pool, row, "text", speak_word(&s->text, words, code));
}

static void put_item_codes(struct sheet *s, struct value *groups)
{
	struct value *codes = add_codes(s, groups, "rating",
					"rating, rating_original");

	for (enum rating r = 0; r < NRATINGS; r++)
		add_code(s, codes, rating_name(r), "rating_label");
	codes = add_codes(s, groups, "status", "status");
	for (enum status x = STATUS_NONE; x <= STATUS_STOPPED; x++)
		add_code(s, codes, status_name(x), "status");
	codes = add_codes(s, groups, "deadline_kind", "deadline_kind");
	for (enum deadline_kind k = DEADLINE_NONE; k <= DEADLINE_UNCLEAR; k++)
		add_code(s, codes, deadline_kind_name(k),
			 "data_page.deadline_kind");
	codes = add_codes(s, groups, "target_rating", "rating");
	for (enum target_rating r = 0; r < NTARGET_RATINGS; r++)
		add_code(s, codes, target_rating_name(r), "target_rating");
	codes = add_codes(s, groups, "comparator", "comparator");
	for (enum comparator c = COMPARE_NONE; c <= COMPARE_DONE; c++)
		add_code(s, codes, comparator_name(c), "data_page.comparator");
}

static void put_change_codes(struct sheet *s, struct value *groups)
{
	struct value *codes = add_codes(s, groups, "class", "class");

	for (enum change_class c = CLASS_PLAN; c <= CLASS_EDITORIAL; c++)
		add_code(s, codes, change_class_name(c), "class");
	codes = add_codes(s, groups, "kind", "kind");
	for (enum change_kind k = CHANGE_ADDED; k <= CHANGE_CHANGED; k++)
		add_code(s, codes, change_kind_name(k), "data_page.kind");
	codes = add_codes(s, groups, "field", "field");
	for (int f = 0; f < NCHANGE_FIELDS; f++)
		add_code(s, codes, change_field_name(f), "field");
}

/* ---- other files ------------------------------------------------------- */

static void put_plans(struct sheet *s)
{
	const struct model *m = s->model;
	struct value *list = put_list(s, s->data, "plans");

	for (size_t i = 0; i < m->nplans && m->nplans <= PAGE_ROWS; i++) {
		const struct plan_view *plan = m->by_address[i];
		struct value *row;

		if (!data_has_file(m, i))
			continue;
		row = add_file(s, list, pool_printf(s->pool,
			"data/plans/%.*s.json", STR_ARG(data_plan_id(plan))));
		value_set_str(s->pool, row, "title", plan->title);
		put_agency(s, row, plan->agency);
	}
	seal_list(s, s->data, "plans");
}

static void put_files(struct sheet *s)
{
	static const struct {
		const char *path, *words;
	} files[] = {
		{ "data/site.json", "site" }, { "data/trend.json", "trend" },
		{ "datapackage.json", "datapackage" },
		{ "manifest.json", "manifest" },
	};
	struct value *list = put_list(s, s->data, "files"), *row;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		/* The manifest is written last. */
		if (!find_file(s, str_of(files[i].path)) &&
		    strcmp(files[i].words, "manifest"))
			continue;
		row = add_file(s, list, str_of(files[i].path));
		put(s, row, "text", speak_word(&s->text, "data_page.file",
					       files[i].words));
	}
	seal_list(s, s->data, "files");
	list = put_list(s, s->data, "schemas");
	for (size_t i = 0; i < s->pages->nfiles; i++)
		if (str_starts(s->pages->files[i].path, STR("data/schemas/")))
			add_file(s, list, s->pages->files[i].path);
	seal_line(s, s->data, "schemas");
}

/* ---- the page ---------------------------------------------------------- */

static void put_reuse(struct sheet *s)
{
	const struct model *m = s->model;
	const struct site *site = s->pages->site;
	struct str commit = str_sub(m->head_hex, 0, 7);

	put(s, s->data, "citation", speak(&s->text, "data_page.citation",
		{ "site", site->title }, { "commit", commit },
		{ "date", speak_date(&s->text, m->as_of) },
		{ "address", site->base_url }));
}

void page_data(struct sheet *s, const struct page_job *job)
{
	const struct history *h = s->model->history;
	struct str title, description;
	struct value *groups;

	(void)job;
	sheet_open(s, "data", STR("du-lieu"));
	title = sheet_words(s, "data_page.title");
	description = speak(&s->text, "data_page.description",
			    { "site", s->pages->site->title });
	sheet_title(s, title, description);
	sheet_crumb(s, sheet_words(s, "nav.data"), s->address);
	sheet_dated(s);
	ld_dataset(s, speak(&s->text, "data_page.dataset",
			    { "site", s->pages->site->title }), description);
	put_tables(s);
	groups = put_list(s, s->data, "groups");
	put_item_codes(s, groups);
	if (h->kind != HISTORY_NONE) {
		put_change_codes(s, groups);
		put(s, s->data, "site_feed_url",
		    link_file(s->pool, s->links.from, STR("feed.xml")));
	}
	put_plans(s);
	put_files(s);
	if (s->pages->nreports)
		put(s, s->data, "reports_url", sheet_url(s, STR("bao-cao")));
	put_reuse(s);
	put_embed(s, NULL, NULL);
	sheet_provenance(s, h->nline ? h->line[h->nline - 1] : SIZE_MAX,
			 STR(""), STR("data/site.json"));
	sheet_close(s);
}
