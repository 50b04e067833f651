/* SPDX-License-Identifier: MIT */
/*
 * docx.h - writes a Word file: paragraphs and one kind of table, on A4 lying
 * on its side.  The same content gives the same bytes.
 */
#ifndef DOCX_H
#define DOCX_H

#include "buf.h"

/* What fits between the margins, in twentieths of a point. */
#define DOCX_WIDTH 15138

enum docx_style { DOCX_TITLE, DOCX_PLAIN, DOCX_SMALL };

struct docx_cell {
	struct str text;	/* its lines end with LF */
	unsigned span;
	bool strong, small;
};

/* Append to a document's body. */
void docx_paragraph(struct buf *body, enum docx_style style, struct str text);
/* Widths of the columns, DOCX_WIDTH in all. */
void docx_table_begin(struct buf *body, const unsigned *widths, size_t n);
/* A heading comes again on every page; a row is never cut between pages. */
void docx_row(struct buf *body, const unsigned *widths,
	      const struct docx_cell *cells, size_t n, bool heading);
void docx_table_end(struct buf *body);

/* Append the file that has this body; -1 if it cannot be packed. */
int docx_finish(struct buf *out, struct str body, struct str title);

#endif
