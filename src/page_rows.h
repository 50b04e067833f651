/* SPDX-License-Identifier: MIT */
/* page_rows.h - tasks, targets, changes, plans, counts as values for rows. */
#ifndef PAGE_ROWS_H
#define PAGE_ROWS_H

#include "page_sheet.h"

/* Which parts of a row are told beside it, because the page does not. */
enum row_parts {
	ROW_AGENCY = 1, ROW_PLAN = 2, ROW_ITEM = 4, ROW_DATE = 8,
	ROW_TODAY = 16,		/* the page carries the as-of date */
	ROW_ANCHOR = 32,	/* the change's own place */
	ROW_WIDE = 64		/* the strip has room for its dates */
};

/* Each appends a row to `list`. */
void row_task(struct sheet *s, struct value *list,
	      const struct item_view *item, unsigned parts);
void row_target(struct sheet *s, struct value *list,
		const struct item_view *item, unsigned parts);
/* A criterion that did not reach its full points. */
bool criterion_lost(const struct item_view *item);
void row_criterion(struct sheet *s, struct value *list,
		   const struct item_view *item);
void row_index(struct sheet *s, struct value *list,
	       const struct item_view *item, unsigned parts);
void row_plan(struct sheet *s, struct value *list,
	      const struct plan_view *plan, bool agency);
void row_change(struct sheet *s, struct value *list, size_t record,
		unsigned parts);

/* Units as a line of links; the raw text where nothing resolved. */
void put_units(struct sheet *s, struct value *map, const char *key,
	       const struct unit_refs *units, struct str text, bool full);
/* A task's rating. */
void put_rating(struct sheet *s, struct value *map, const char *key,
		const struct item_view *item, bool original);
void put_target_rating(struct sheet *s, struct value *map, const char *key,
		       enum target_rating rating);
/* What is said beside a deadline's own words; may be empty. */
struct str due_note(struct sheet *s, const struct item_view *item);
/* The commitment strip and its text twin. */
void put_strip(struct sheet *s, struct value *map,
	       const struct item_view *item, unsigned parts);
/* How the deadline moved, under "ledger". */
void put_ledger(struct sheet *s, const struct item_view *item);
/* The days of an item's life as a chart, under "life". */
void put_life(struct sheet *s, const struct item_view *item);
/* Target, actual value, denominator, bullet. */
void put_target(struct sheet *s, struct value *map,
		const struct item_view *item);

/* The day of issue, or "tháng 4/2026". */
struct str issued_text(struct sheet *s, const struct plan_front *front);
struct str plan_url(struct sheet *s, const struct plan_view *plan);
struct str item_url(struct sheet *s, const struct item_view *item);
/* Empty for an agency that has no page. */
struct str agency_url(struct sheet *s, const struct agency *agency);
/* Links under "agency", "plan", "area" of a map. */
void put_agency(struct sheet *s, struct value *map,
		const struct agency *agency);
void put_plan(struct sheet *s, struct value *map,
	      const struct plan_view *plan);

/* Counts and their sentences, under "tally". */
void put_tally(struct sheet *s, struct value *map, const struct tally *t);
/* A row of areas or agencies: title, address, counts. */
void row_sum(struct sheet *s, struct value *list, struct str title,
	     struct str address, const struct tally *t);

/* The latest changes that `wanted` (NULL: all) has, without editorial ones,
 * at most `max`, under `key`. */
void put_recent(struct sheet *s, const char *key, size_t max, unsigned parts,
		bool (*wanted)(const struct record *, const void *),
		const void *what);
/* The address of a change on its day's page. */
struct str change_url(struct sheet *s, size_t record);
/* The anchor of a commit on its day's page. */
struct str commit_anchor(struct sheet *s, const struct history_commit *c);
/* The commit, its author and its place on its day's page, for a row. */
void put_commit_link(struct sheet *s, struct value *row, size_t commit,
		     int32_t day);
/* The address of a day's page. */
struct str day_address(struct pool *pool, int32_t day);

#endif
