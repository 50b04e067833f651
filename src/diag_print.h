/* SPDX-License-Identifier: MIT */
/*
 * diag_print.h - findings as people read them.
 *
 *	content/site.yml:3:1: error: Unknown key “titel” [unknown-key]
 *	    titel: Lạng Sơn
 *	    ^
 *	    Mend: write “title”.
 *
 * In history the path is "path@abc1234"; without a place it is the program's
 * name.  Words come from the catalog: diag.<name>.message and .mend; an
 * argument whose name and value have a text "term.<name>.<value>" is shown
 * by that.  What sources say is shown cut to a length and without control
 * characters and bidirectional overrides, so that it cannot attack a
 * terminal or a reader.
 */
#ifndef DIAG_PRINT_H
#define DIAG_PRINT_H

#include "buf.h"
#include "diag.h"
#include "messages.h"

/* All findings, in their present order (diags_sort() first). */
void diag_print(struct buf *out, const struct diags *d,
		const struct catalog *cat, bool color);

/* The message or the mend alone, on one line; for other forms of output. */
void diag_message(struct buf *out, const struct diag *entry,
		  const struct catalog *cat);
void diag_mend(struct buf *out, const struct diag *entry,
	       const struct catalog *cat);
/* "Mend: …" */
void diag_mend_line(struct buf *out, const struct diag *entry,
		    const struct catalog *cat);

/*
 * Line and column, as pos_line_col() has them, of one finding after the other:
 * the next one mostly stands behind the last.
 */
struct diag_cursor {
	const struct source *src;	/* NULL: no place; line 1, column 1 */
	size_t off, start;		/* start: of the line */
	unsigned line, col;
};

#define DIAG_CURSOR_INIT { NULL, 0, 0, 1, 1 }

void diag_cursor_move(struct diag_cursor *c, struct pos pos);
/* The whole line on which it stands; it has a place. */
struct str diag_cursor_line(const struct diag_cursor *c);

#endif
