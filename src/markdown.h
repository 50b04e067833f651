/* SPDX-License-Identifier: MIT */
/*
 * markdown.h - CommonMark and pipe tables as safe HTML.  The only user of
 * cmark.
 *
 * Raw HTML is left out, with a finding (comments without one).  A link to a
 * scheme that url_safe() does not know keeps its text alone, an image its
 * description, with a finding.  Inputs that would make the parser slow
 * are refused with a finding: nesting over 100, more than 500 images in one
 * block, over 4 MB, more than 200 columns or 100,000 cells, a great many blank
 * lines under deep lists, over 39 tables that end without a blank line in ways
 * that no paragraph does.
 *
 * Otherwise the HTML is that of cmark's own renderer, and tables are those of
 * cmark-gfm, but for the class "l", "c" or "r" of aligned cells.
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include "buf.h"
#include "diag.h"

#define MARKDOWN_SLUG_MAX 60	/* bytes of a heading's slug */

/* What a link is found to be. */
enum link_state {
	LINK_FINE,
	LINK_BROKEN,		/* dropped with a finding, keeps its text */
	LINK_NO_ANCHOR		/* the page has no such place: a finding */
};

struct markdown_options {
	/* Where the text begins in its source, for findings; src may be NULL. */
	struct pos pos;
	struct diags *diags;

	int heading_shift;	/* added to heading levels (capped at 6) */
	struct str id_prefix;	/* of heading anchors: "<prefix><slug>"; a
				   repeated slug gets -2, -3 …; with a NULL
				   pointer headings get no anchors */

	/* Rewrites a link's or image's URL.  NULL: as it is. */
	struct str (*link)(void *context, struct pool *pool, struct str url,
			   bool image, enum link_state *state);
	/* The address of a document number found in text, or empty. */
	struct str (*document)(void *context, struct pool *pool,
			       struct str number);
	/*
	 * The long form of an abbreviation, or empty.  Asked for words with a
	 * capital letter; of words joined by "-" or "&", first for all of
	 * them together.  Only the first use in a text is marked.
	 */
	struct str (*abbreviation)(void *context, struct str word);
	void *context;

	/* Words for [x] and [ ] in lists, for screen readers; with a NULL
	 * pointer the brackets stay as they are. */
	struct str task_done, task_open;
};

struct pool;

/* Append HTML.  -1 with a finding if the text is refused. */
int markdown_html(struct buf *out, struct pool *pool, struct str text,
		  const struct markdown_options *options);

/*
 * Append the inlines of one line (a title, a field) as HTML, without <p>; what
 * would be a list, a heading … is text.  -1 with a finding if it is refused.
 */
int markdown_inline(struct buf *out, struct pool *pool, struct str text,
		    const struct markdown_options *options);

/*
 * Append the text without markup; each run of white space, and what is
 * between two blocks, becomes one space.  Numbers of ordered lists stay, raw
 * HTML and task marks do not.  A text that markdown_html() refuses is appended
 * as it is.
 */
void markdown_plain(struct buf *out, struct str text);

#endif
