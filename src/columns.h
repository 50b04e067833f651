/* SPDX-License-Identifier: MIT */
/*
 * columns.h - what the columns of an office's table are, by their headings.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "table.h"
#include "vocabulary.h"

struct columns {
	size_t n;
	struct {
		int column;		/* enum column; NCOLUMNS: not known */
		struct str label;	/* as it stands in the heading */
		size_t at;		/* its place in the source */
	} of[TABLE_COLUMNS_MAX];
};

/*
 * Is the row a heading: are two of its columns known, one of them `wanted`?
 * Then they are put into *out.
 */
bool columns_read(struct columns *out, const struct vocabulary *v,
		  const struct table_row *row, int wanted);

/*
 * Does the row go on the heading above it: does it name columns below one
 * that covers several, or number them "(1)", "(2)" …?  Then *c has what it
 * says.
 */
bool columns_more(struct columns *c, const struct vocabulary *v,
		  const struct table_row *row);

/* What is known of a column; NCOLUMNS for one without a heading, too. */
int columns_at(const struct columns *c, size_t column);

/* Report columns that are not known and have a heading. */
void columns_report(const struct columns *c, const struct vocabulary *v,
		    const struct table *t, struct diags *diags);

#endif
