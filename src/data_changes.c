/* SPDX-License-Identifier: MIT */
/* data_changes.c - data/changes/<yyyy-mm>: what was published in a month. */
#include "data.h"

#include "text.h"

/* ---- one record -------------------------------------------------------- */

/* What all records of a commit have in common. */
struct commit_texts {
	size_t commit;			/* SIZE_MAX: none yet */
	char hex[OID_HEX + 1];
	struct str date, published, author, summary;
};

struct change_row {
	const struct commit_texts *c;
	const struct record *r;
	struct str plan, item, from, to, authority;
};

static void cell_commit(struct buf *out, const void *row)
{
	buf_adds(out, ((const struct change_row *)row)->c->hex);
}

static void cell_date(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->c->date);
}

static void cell_published(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->c->published);
}

static void cell_author(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->c->author);
}

static void cell_summary(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->c->summary);
}

static void cell_plan(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->plan);
}

static void cell_item(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->item);
}

static const char *subject_name(const struct record *r)
{
	return r->item ? "item" : "plan";
}

static void cell_subject(struct buf *out, const void *row)
{
	buf_adds(out, subject_name(((const struct change_row *)row)->r));
}

static void cell_kind(struct buf *out, const void *row)
{
	const struct change_row *change = row;

	buf_adds(out, change_kind_name(change->r->d.kind));
}

static void cell_field(struct buf *out, const void *row)
{
	const struct change_row *change = row;

	buf_addstr(out, str_of(change_field_name(change->r->d.field)));
}

static void cell_from(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->from);
}

static void cell_to(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->to);
}

static void cell_class(struct buf *out, const void *row)
{
	const struct change_row *change = row;

	buf_adds(out, change_class_name(change->r->d.class));
}

static void cell_authority(struct buf *out, const void *row)
{
	buf_addstr(out, ((const struct change_row *)row)->authority);
}

static void cell_days(struct buf *out, const void *row)
{
	const struct difference *d = &((const struct change_row *)row)->r->d;

	if (d->has_days)
		buf_addf(out, "%ld", (long)d->days);
}

static void cell_regressed(struct buf *out, const void *row)
{
	const struct change_row *change = row;

	buf_adds(out, change->r->d.regressed ? "true" : "false");
}

static void cell_adopted(struct buf *out, const void *row)
{
	const struct change_row *change = row;

	buf_adds(out, change->r->adopted ? "true" : "false");
}

static const struct data_column columns[] = {
	{ "commit", DATA_STRING, true, cell_commit },
	{ "date", DATA_MOMENT, true, cell_date },
	{ "published", DATA_MOMENT, true, cell_published },
	{ "author", DATA_STRING, false, cell_author },
	{ "summary", DATA_STRING, false, cell_summary },
	{ "plan", DATA_STRING, true, cell_plan },
	{ "item", DATA_STRING, false, cell_item },
	{ "subject", DATA_STRING, true, cell_subject },
	{ "kind", DATA_STRING, true, cell_kind },
	{ "field", DATA_STRING, false, cell_field },
	{ "from", DATA_STRING, false, cell_from },
	{ "to", DATA_STRING, false, cell_to },
	{ "class", DATA_STRING, true, cell_class },
	{ "authority", DATA_STRING, false, cell_authority },
	{ "days", DATA_INTEGER, false, cell_days },
	{ "regressed", DATA_BOOLEAN, true, cell_regressed },
	{ "adopted", DATA_BOOLEAN, true, cell_adopted },
};
#define NCOLUMNS (sizeof(columns) / sizeof(*columns))

const struct data_column *data_change_columns(size_t *n)
{
	*n = NCOLUMNS;
	return columns;
}

static void write_record(struct json *j, const struct change_row *row)
{
	const struct difference *d = &row->r->d;

	json_object(j, NULL, JSON_FLAT);
	json_name(j, "commit", row->c->hex);
	json_text(j, "date", row->c->date);
	json_text(j, "published", row->c->published);
	json_text(j, "author", row->c->author);
	json_string(j, "summary", row->c->summary);
	json_string(j, "plan", row->plan);
	json_text(j, "item", row->item);
	json_name(j, "subject", subject_name(row->r));
	json_name(j, "kind", change_kind_name(d->kind));
	json_name(j, "field", change_field_name(d->field));
	json_text(j, "from", row->from);
	json_text(j, "to", row->to);
	json_name(j, "class", change_class_name(d->class));
	json_text(j, "authority", row->authority);
	if (d->has_days)
		json_int(j, "days", d->days);
	else
		json_null(j, "days");
	json_bool(j, "regressed", d->regressed);
	json_bool(j, "adopted", row->r->adopted);
	json_end(j);
}

/* ---- months ------------------------------------------------------------ */

struct changes {
	struct stage *stage;
	const struct model *m;
	struct pool *pool;
	struct strs *months;
	struct str month;		/* empty: no file is open */
	struct commit_texts texts;
	struct buf json, csv, cell;
	struct json j;
};

static struct str published_text(const struct changes *c, int64_t when)
{
	struct buf out = BUF_INIT;
	struct str text;

	data_moment(&out, c->m, when);
	text = pool_str(c->pool, buf_str(&out));
	buf_release(&out);
	return text;
}

/* A text from a commit, as it may be shown. */
static struct str shown(const struct changes *c, struct str text)
{
	return text_normal(c->pool, text);
}

static void take_commit(struct changes *c, size_t commit)
{
	const struct history_commit *from = &c->m->history->commits[commit];
	struct commit_texts *t = &c->texts;

	if (t->commit == commit)
		return;
	t->commit = commit;
	oid_hex(&from->id, t->hex);
	t->date = published_text(c, from->date);
	t->published = published_text(c, from->published);
	t->author = shown(c, model_author(c->m, from));
	t->summary = shown(c, from->summary);
}

static int end_month(struct changes *c)
{
	int result = 0;

	if (!c->month.n)
		return 0;
	json_end(&c->j);
	if (stage_write(c->stage, pool_printf(c->pool, "data/changes/%.*s.json",
					      STR_ARG(c->month)),
			buf_str(&c->json)) ||
	    stage_write(c->stage, pool_printf(c->pool, "data/changes/%.*s.csv",
					      STR_ARG(c->month)),
			buf_str(&c->csv)))
		result = -1;
	buf_clear(&c->json);
	buf_clear(&c->csv);
	return result;
}

/* Records come in the order of publication, so a month is never reopened. */
static int take_month(struct changes *c)
{
	struct str month = str_sub(c->texts.published, 0, strlen("2026-07"));

	if (str_eq(month, c->month))
		return 0;
	if (end_month(c))
		return -1;
	c->month = month;
	POOL_PUSH(c->pool, c->months->v, c->months->n, c->months->cap, month);
	c->j = json_begin(&c->json);
	json_array(&c->j, NULL, JSON_LINES);
	data_csv_head(&c->csv, columns, NCOLUMNS);
	return 0;
}

/* The address of a file that a plan or item was moved from or to. */
static struct str place(const struct changes *c, const struct difference *d,
			struct str text)
{
	struct str agency, slug;

	if (d->field != SUBJECT_PATH ||
	    !plan_address(c->pool, text, &agency, &slug))
		return text;
	return pool_printf(c->pool, "%.*s/%.*s", STR_ARG(agency),
			   STR_ARG(slug));
}

static int take_record(struct changes *c, const struct record *r)
{
	const struct item_view *item = NULL;
	const struct plan_view *plan = c->m->by_plan[r->plan->serial];
	struct change_row row = { .c = &c->texts, .r = r };

	if (r->item) {
		item = c->m->by_line[r->item->serial];
		plan = item ? item->plan : NULL;
	}
	if (!plan)
		return 0;
	take_commit(c, r->commit);
	if (take_month(c))
		return -1;
	row.plan = data_plan_id(plan);
	row.item = item ? item->line->slug : STR("");
	row.from = place(c, &r->d, r->d.from);
	row.to = place(c, &r->d, r->d.to);
	row.authority = shown(c, r->authority);
	write_record(&c->j, &row);
	data_csv_row(&c->csv, columns, NCOLUMNS, &row, &c->cell);
	return 0;
}

int data_changes(struct stage *stage, const struct model *m, struct pool *pool,
		 struct strs *months)
{
	struct changes c = { .stage = stage, .m = m, .pool = pool,
			     .months = months, .texts = { .commit = SIZE_MAX },
			     .month = STR("") };
	int result = 0;

	for (size_t i = 0; i < m->history->nrecords && !result; i++)
		result = take_record(&c, &m->history->records[i]);
	if (!result)
		result = end_month(&c);
	buf_release(&c.json);
	buf_release(&c.csv);
	buf_release(&c.cell);
	return result;
}
