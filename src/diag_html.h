/* SPDX-License-Identifier: MIT */
/* diag_html.h - findings as a list in a page, with the words of diag_print.h. */
#ifndef DIAG_HTML_H
#define DIAG_HTML_H

#include "diag_print.h"

/*
 * Errors, or what is less than that, in their present order, as <ol>; nothing
 * where there are none.  At most `max` are shown, and how many more there are
 * is said.
 */
void diag_html(struct buf *out, const struct diags *d, bool errors,
	       size_t max, const struct catalog *cat);

#endif
