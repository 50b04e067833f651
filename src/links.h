/* SPDX-License-Identifier: MIT */
/*
 * links.h - addresses of the site's pages, relative to the page on which they
 * stand, and what links in source texts become.
 *
 * Every link names its file ("…/index.html"), so that the site works from a
 * disk, too.  An address is a page's folder without a final "/"; "" is the
 * home page's.
 */
#ifndef LINKS_H
#define LINKS_H

#include "markdown.h"
#include "messages.h"
#include "model.h"

struct linker {
	const struct model *model;
	const struct catalog *words_html;
	struct str from;	/* the page's folder, with a final "/" or "" */
	struct str source;	/* the source of a text, relative to content:
				   what its links are relative to */
};

/* The relative URL of a file; of a page; of a place in it. */
struct str link_file(struct pool *pool, struct str from, struct str path);
struct str link_page(struct pool *pool, struct str from, struct str address);
struct str link_anchor(struct pool *pool, struct str from, struct str address,
		       struct str fragment);
/* "../../" for a page two folders down. */
struct str link_root(struct pool *pool, struct str from);

/* The forge's pages by the site's patterns; empty where there is none.  A
 * source's path is that in the repository. */
struct str link_source(struct pool *pool, struct str pattern, struct str path);
struct str link_commit(struct pool *pool, const struct site *site,
		       struct str commit);

/* Where a document of that number is told about: the registry's entry, else
 * a plan of the site; or empty. */
struct str link_document(const struct linker *l, struct pool *pool,
			 struct str number);

/*
 * Append a text as HTML with its document numbers linked.  With `strict`,
 * numbers that nothing is known of are said to be so ("chưa có trong danh
 * mục văn bản").
 */
void link_text(struct buf *out, const struct linker *l, struct pool *pool,
	       struct str text, bool strict);

/* Options for a text of the source file l->source; `l` must outlive them. */
struct markdown_options link_options(struct linker *l);

#endif
