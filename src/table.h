/* SPDX-License-Identifier: MIT */
/*
 * table.h - the tables of one document, as offices have them: CSV, TSV,
 * Markdown, Word.  One reader for each, one structure for all.
 *
 * A document is a list of rows in its order: those of its tables, and the
 * headings and paragraphs between them (of `table` 0, with one cell).  Places
 * count in out->src: the file's own text, or for a Word file a text with one
 * line for each row, its cells between " | ", so that "annex.docx:12:5" is the
 * twelfth row.
 *
 * Bounds: 4 MB of text, 20,000 rows, 200 columns; a Word file has at most
 * 16 MB, and 32 MB of text when unpacked.  What is refused is a finding.
 */
#ifndef TABLE_H
#define TABLE_H

#include "buf.h"
#include "diag.h"

#define TABLE_ROWS_MAX 20000
#define TABLE_COLUMNS_MAX 200
#define TABLE_FILE_MAX (16 * 1024 * 1024)

struct table_cell {
	struct str text;	/* NFC, trimmed; its paragraphs end with LF */
	size_t column, span;	/* the first that it covers, and how many */
	bool below;		/* goes on the cell above it */
	size_t at;		/* its offset in the source */
};

struct table_row {
	struct table_cell *cells;
	size_t n, cap;
	unsigned table;		/* from 1; 0: a text between tables */
	size_t at;
};

struct table {
	struct source src;
	struct table_row *rows;
	size_t n, cap;
	size_t columns;		/* of the widest row */
};

/*
 * Read a document by the ending of its name (.docx, .csv, .tsv, .md); -1 with
 * findings if it cannot be read.  `path` is what findings show.
 */
int table_read(struct table *out, struct pool *pool, struct str path,
	       struct str bytes, struct diags *diags);
/* Has the name an ending that table_read() knows? */
bool table_known(struct str path);

/*
 * One each.  The text is normalised (text_normal) in out->src; the Word
 * reader gets bytes and makes the text.
 *
 * table_csv: RFC 4180, and what Excel writes: a BOM, ";" or tabs instead of
 * commas (the separator is the one that cuts most records alike), a first
 * line "sep=;".  A quote inside a cell without quotes is itself.
 */
int table_csv(struct table *out, struct pool *pool, bool tabs,
	      struct diags *diags);
int table_markdown(struct table *out, struct pool *pool, struct diags *diags);
int table_docx(struct table *out, struct pool *pool, struct str bytes,
	       struct diags *diags);

/* For readers: a new row; NULL with a finding if there are too many. */
struct table_row *table_add_row(struct table *t, struct pool *pool,
				unsigned table, size_t at,
				struct diags *diags);
/* A cell behind the row's last one; -1 with a finding if it is too wide. */
int table_add_cell(struct table *t, struct pool *pool, struct table_row *row,
		   struct table_cell cell, struct diags *diags);

/* The cell of a row that covers a column, or NULL. */
const struct table_cell *table_cell_at(const struct table_row *row,
				       size_t column);

#endif
