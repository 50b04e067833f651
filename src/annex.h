/* SPDX-License-Identifier: MIT */
/*
 * annex.h - the annex of a plan as offices have it, a table of tasks, becomes
 * a plan in Markdown.
 *
 * The heading names the columns (columns.h); it may come again, and each table
 * may have its own.  A row is then
 *
 *	an area		one text alone that names an area of the site, or has a
 *			Roman number; between tables a paragraph of this kind
 *	a part		the same with a capital letter, or with a number whose
 *			next row has a longer one ("1", then "1.1")
 *	an item		a text in the column of tasks, and a number or another
 *			column that is filled
 *	the rest of an item	without a text, or with nothing but one: it
 *			is added to the item above (with a note)
 *
 * A cell that was merged with the one above it has the same value.  Columns
 * that are not fields go into the item's account.  What nothing of this fits
 * is reported with its row, and so is each value that the plan format would
 * refuse; nothing is left out in silence.
 */
#ifndef ANNEX_H
#define ANNEX_H

#include "columns.h"
#include "site.h"

struct annex_value {
	struct str text;	/* one line; empty: none */
	struct str label;	/* of the column, for the account */
	size_t at;
};

enum annex_kind { ANNEX_AREA, ANNEX_PART, ANNEX_ITEM };

struct annex_entry {
	enum annex_kind kind;
	struct str number, title;	/* plain text */
	size_t at;			/* of its row in the source */
	size_t depth;			/* parts of its number; 1 if none */
	const struct area *area;	/* that it opens, or stands in */
	struct annex_value fields[NFIELDS];
	struct annex_value *account;
	size_t naccount, account_cap;
};

struct annex {
	struct pool *pool;
	const struct table *table;
	const struct vocabulary *v;
	const struct site *site;
	struct diags *diags;
	struct annex_entry *entries;
	size_t n, cap;
	struct annex_value *intro;	/* texts before the first table */
	size_t nintro, intro_cap;
	size_t nitems, nareas;
};

/* Understand the rows; -1 with a finding if there is no table of tasks. */
int annex_read(struct annex *out, struct pool *pool, const struct table *table,
	       const struct vocabulary *v, const struct site *site,
	       struct diags *diags);

struct annex_options {
	struct str title, period;	/* empty: from the texts */
	const struct catalog *words;	/* in the site's language */
};

/*
 * Append the plan (annex_write.c).  Each item gets a "Mã" that no other has:
 * its own, else one of initials.h.
 */
void annex_write(struct buf *out, struct annex *annex,
		 const struct annex_options *options);

/* A cell's lines as one: what they list is joined by ";". */
struct str annex_line(struct pool *pool, struct str text);

#endif
