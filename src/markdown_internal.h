/* SPDX-License-Identifier: MIT */
/*
 * markdown_internal.h - a parsed text, shared by the files that parse it
 * (markdown_parse.c, markdown_table.c) and those that write it (markdown.c,
 * markdown_plain.c).
 *
 * cmark knows no tables.  A text with tables is therefore parsed again in
 * another shape: each cell is a heading "# cell #" on a line of its own, all
 * of them before the text (so that its link definitions hold for them), and
 * each line of a table is an empty heading in its old place.  Like a line of a
 * table, a heading ends the paragraph before it and is not gone on with by the
 * next line, so whatever follows is parsed as it stands.
 */
#ifndef MARKDOWN_INTERNAL_H
#define MARKDOWN_INTERNAL_H

#include <cmark.h>

#include "markdown.h"

struct md_cell {
	struct str text;	/* trimmed, "\|" as "|" */
	size_t at;		/* its offset in the text */
	cmark_node *node;	/* the heading that holds its inlines */
};

struct md_row {
	struct md_cell *cells;	/* at most as many as the table's columns */
	size_t n;
};

struct md_table {
	size_t line;		/* of the header row, from 0 */
	size_t nlines;		/* with the header and delimiter rows */
	size_t columns;
	char *align;		/* of each column: 0, 'l', 'c' or 'r' */
	struct md_row *rows;	/* the header row first */
	size_t nrows, cap;
};

struct md_line {
	struct str s;			/* without its line end */
	struct str prefix;		/* of a table's line: what stands
					   before the heading in its place */
	struct md_table *table;		/* that it is part of, or NULL */
	bool placed;			/* its heading is in the tree */
};

struct md_doc {
	struct pool *pool;
	struct str text;
	cmark_node *root;
	struct md_line *lines;
	size_t nlines, lines_cap;
	struct md_table **tables;
	size_t ntables, tables_cap;
	struct md_cell **cells;		/* in the order of their headings */
	size_t ncells, cells_cap;
	size_t total;			/* cells, with those that pad rows */
	size_t refused;			/* offset of what was too much */
};

#define MD_PARSE_OPTIONS CMARK_OPT_VALIDATE_UTF8

/* ---- parsing ----------------------------------------------------------- */

/*
 * Parse `text` and find its tables: -1 with doc->refused if it is too complex.
 * md_doc_release() in any case.
 */
int md_doc_parse(struct md_doc *doc, struct pool *pool, struct str text);
/* Parse one line as the inlines of doc->cells[0], the only cell. */
int md_doc_parse_inline(struct md_doc *doc, struct pool *pool, struct str text);
void md_doc_release(struct md_doc *doc);

/* Returns -1, with doc->refused at line `line`. */
int md_refuse(struct md_doc *doc, size_t line);
/* Is a line made of nothing but what a delimiter row or a heading's underline,
 * and the containers before it, are made of? */
bool md_may_delimit(struct str line);
/* Claim what was found before, and find more tables and rows; -1 with
 * doc->refused if there is too much. */
int md_scan_tables(struct md_doc *doc, bool *found);

/* ---- reading ----------------------------------------------------------- */

/* The first block of the text itself, after the cells. */
cmark_node *md_doc_first(const struct md_doc *doc);

/*
 * Is `node` a heading in the place of a table's line?  *table is the table if
 * it is the header's, else NULL.
 */
bool md_doc_table(const struct md_doc *doc, cmark_node *node,
		  const struct md_table **table);

/* Where a node stands in the text. */
size_t md_doc_offset(const struct md_doc *doc, cmark_node *node);

bool md_is_block(cmark_node *node);
/* 'x' or ' ' if a text node is what a task "[x] …" begins with, else 0. */
char md_task_mark(cmark_node *text);
/* May the text hold inline markup, or be more than one line? */
bool md_has_markup(struct str s);

/* ---- plain text -------------------------------------------------------- */

struct md_plain {
	struct buf *out;
	size_t start;		/* of what is written here, in `out` */
	bool gap;		/* a space is due before what comes next */
	bool verbatim;		/* white space stays as it is */
};

/* Add the text of a node's children. */
void md_plain_children(struct md_plain *p, const struct md_doc *doc,
		       cmark_node *node);

#endif
