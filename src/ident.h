/* SPDX-License-Identifier: MIT */
/*
 * ident.h - names that stay, for feeds and calendars: by its name a reader's
 * program knows an entry again, whatever became of its title and address.
 *
 * A name is a UUID (RFC 9562, version 8) made from the SHA-256 of the
 * repository's first commit (where that is not known, the site's title), a
 * word for the kind of thing, and where the thing was first published.  It
 * depends neither on base_url nor on the day of the build.
 */
#ifndef IDENT_H
#define IDENT_H

#include "model.h"

struct ident {
	char text[37];		/* "xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx" */
};

/* Any thing of a kind. */
struct ident ident_of(const struct model *m, const char *kind,
		      struct str what);
/* A plan, an item: by the file and the address that they first had. */
struct ident ident_plan(const struct model *m, const char *kind,
			const struct plan_line *plan);
struct ident ident_item(const struct model *m, const char *kind,
			const struct item_line *item);
/* A change: by its commit, its plan, its item and its field. */
struct ident ident_record(const struct model *m, size_t record);

#endif
