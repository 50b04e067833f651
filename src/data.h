/* SPDX-License-Identifier: MIT */
/*
 * data.h - the site's open data: JSON, CSV and the data package (DESIGN,
 * "Open data"; the JSON is of the schemas in schemas/).
 *
 *	data/site.json				what the site is, its plans
 *	data/plans/<agency>/<plan>.json		a plan and its items
 *	data/changes/<yyyy-mm>.json, .csv	what was published in a month
 *	data/tasks.csv, data/targets.csv	all of them, removed ones too
 *	data/schemas/NAME.schema.json		the form of the JSON files
 *	datapackage.json			the tables' columns (Frictionless)
 *
 * Names, order and form depend on the model alone.  An empty text and none
 * are the same, as they are for the history: null, an empty cell, no field.
 */
#ifndef DATA_H
#define DATA_H

#include "json_write.h"
#include "model.h"
#include "stage.h"

/* Write all of them.  -1 when the stage has failed. */
int data_write(struct stage *stage, const struct model *m, struct pool *pool);

/* ---- the parts, one file each ------------------------------------------ */

/* A plan's file. */
void data_plan(struct buf *out, const struct model *m,
	       const struct plan_view *plan, struct pool *pool);

/* An item in its plan's list. */
void data_item(struct json *j, const struct model *m,
	       const struct item_view *item, struct pool *pool);

/*
 * The files of changes, a month each by the day of publication in the site's
 * zone; *months gets their names in order ("2026-07").  What never stood on
 * the published line has no address, and its changes are left out.
 */
int data_changes(struct stage *stage, const struct model *m, struct pool *pool,
		 struct strs *months);

/* data/site.json. */
void data_site(struct buf *out, const struct model *m, struct pool *pool,
	       const struct strs *months);

/* ---- what they share --------------------------------------------------- */

/* "<agency>/<plan>", as in the address. */
struct str data_plan_id(const struct plan_view *plan);
/* A page's file, relative to the site's root. */
struct str data_url(struct pool *pool, struct str address);
/* RFC 3339 in the site's zone. */
void data_moment(struct buf *out, const struct model *m, int64_t when);
/* When a commit was published; null, nothing for SIZE_MAX. */
void data_published(struct buf *out, const struct model *m, size_t commit);
void data_json_published(struct json *j, const char *key,
			 const struct model *m, size_t commit);
/* An exact decimal number: "97.5". */
void data_number(struct buf *out, int64_t millionths);
/* The due date that its own words give, not the end of the plan's period; the
 * first issued one.  DATE_NONE where there is none. */
int32_t data_due(const struct item_view *item);
int32_t data_original_due(const struct item_view *item);

/* The plan stands first at its address (a removed one may share it with a
 * live one, which then has the file). */
bool data_has_file(const struct model *m, size_t by_address_index);

/* The commits that began, changed last and ended an item or a plan; SIZE_MAX:
 * not known, or it still stands. */
struct data_life {
	size_t first, last, removed;
};
struct data_life data_item_life(const struct model *m,
				const struct item_view *item);
struct data_life data_plan_life(const struct model *m,
				const struct plan_view *plan);

struct data_counts {
	struct tally tally;
	size_t plans, items;
	size_t amendments, changes;	/* adopted records */
};
void data_count_item(struct data_counts *c, const struct model *m,
		     const struct item_view *item);
void data_count_record(struct data_counts *c, const struct record *r);
void data_json_counts(struct json *j, const char *key,
		      const struct data_counts *c);

/* ---- tables ------------------------------------------------------------ */

enum data_type { DATA_STRING, DATA_DATE, DATA_MOMENT, DATA_INTEGER,
		 DATA_NUMBER, DATA_BOOLEAN };

/* A column: its name, and what stands in the cell of a row. */
struct data_column {
	const char *name;
	enum data_type type;
	bool required;
	void (*cell)(struct buf *out, const void *row);
};

/* The first line with its byte order mark; a row.  `cell` is scratch. */
void data_csv_head(struct buf *out, const struct data_column *columns,
		   size_t n);
void data_csv_row(struct buf *out, const struct data_column *columns, size_t n,
		  const void *row, struct buf *cell);

/* All tasks; all targets. */
void data_tasks(struct buf *out, const struct model *m, struct pool *pool);
void data_targets(struct buf *out, const struct model *m, struct pool *pool);

/* datapackage.json. */
void data_package(struct buf *out, const struct model *m, struct pool *pool,
		  const struct strs *months);

/* The columns of a month's changes; of the tasks; of the targets. */
const struct data_column *data_change_columns(size_t *n);
const struct data_column *data_task_columns(size_t *n);
const struct data_column *data_target_columns(size_t *n);

#endif
