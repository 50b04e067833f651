/* SPDX-License-Identifier: MIT */
/*
 * escape.h - the only escapers: one function per context.  All append.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include "buf.h"

/* HTML and XML text and quoted attributes: & < > " '.  What XML cannot carry
 * at all (most control characters, U+FFFE, U+FFFF) becomes U+FFFD. */
void escape_html(struct buf *out, struct str s);
/* The inside of a JSON string (RFC 8259), also safe inside <script>: < > & and
 * U+2028/2029 as \u escapes. */
void escape_json(struct buf *out, struct str s);
/* One CSV cell (RFC 4180), quoted where needed; a cell that a spreadsheet
 * would take for a formula gets a leading apostrophe (a number does not). */
void escape_csv(struct buf *out, struct str s);
/* Text as Markdown of one line that shows just it: signs that would be markup
 * get a backslash.  What would begin a block at the start of a line does too. */
void escape_markdown(struct buf *out, struct str s);
/* A YAML value of a key: as it is where YAML reads it so, else in quotes. */
void escape_yaml(struct buf *out, struct str s);
/* A path as a relative URL: all but unreserved characters and "/" as %XX. */
void escape_path(struct buf *out, struct str s);
/* Is the URL of a scheme that we link to (http, https, mailto, tel, or
 * relative without a scheme and not "//")?  Control characters, tabs and
 * entities-in-disguise make it unsafe; so does a backslash, which browsers
 * read as "/". */
bool url_safe(struct str url);

#endif
