/* SPDX-License-Identifier: MIT */
/*
 * check_internal.h - what the parts of the check share, one file for each kind
 * of thing that is checked.
 */
#ifndef CHECK_INTERNAL_H
#define CHECK_INTERNAL_H

#include "check.h"

struct checked_plan {
	const struct plan_file *file;
	const struct version *version;	/* NULL: cannot be read */
	struct map codes;		/* Mã -> struct plan_item * */
};

/* Recurring items of one plan whose last ended period nobody reported. */
struct unreported {
	size_t n;
	struct pos first;
	struct period period;
	struct buf names;		/* "CDDH-02, CDDH-05" */
};

struct checking {
	struct interner *in;
	struct map numbers;		/* docnum_key of a plan -> it */
	const struct sources *sources;
	struct diags *diags;
	struct checked_plan *plans;	/* sources->nplans */
	int32_t as_of;			/* DATE_NONE: what only time makes
					   wrong is not looked for */
	struct unreported unreported[PERIOD_KIND_YEAR + 1]; /* by kind */
};

/* Where an item begins, and where a field's value does. */
struct pos item_pos(const struct checked_plan *p, const struct plan_item *item);
struct pos field_pos(const struct checked_plan *p, const struct plan_item *item,
		     const struct field *field);

/* A plan by "<agency>/<plan>", or NULL. */
const struct checked_plan *check_find_plan(const struct checking *c,
					   struct str address);
/* A number that neither the registry nor a plan has. */
bool check_number_known(const struct checking *c, struct str number);

/* ---- one file each ----------------------------------------------------- */

/* Status, percentage, dates and periods of an item agree (check_dates.c). */
void check_dates(struct checking *c, const struct checked_plan *p,
		 const struct plan_item *item, const struct facts *f);

/* The plan's unreported periods, once its items are checked. */
void check_reports(struct checking *c);

/* What an item and a plan refer to is there (check_references.c). */
void check_item_references(struct checking *c, const struct checked_plan *p,
			   const struct plan_item *item);
void check_front_references(struct checking *c, const struct checked_plan *p);

/* Every text as Markdown, its links, pages that none leads to
 * (check_links.c). */
void check_texts(struct checking *c);

#endif
