/* SPDX-License-Identifier: MIT */
/*
 * skeleton.h - the text of new files: a site's, an agency's, a plan's.
 *
 * The words are those of the message files, key "template", in the site's
 * language; each text passes `check` as it is.  Empty slices are things that
 * are not known yet.
 */
#ifndef SKELETON_H
#define SKELETON_H

#include "messages.h"
#include "site.h"

/* site.yml, with the areas of the national programme of reform. */
void skeleton_site(struct buf *out, const struct catalog *words,
		   struct str title);
/* index.md and van-ban.yml of the site. */
void skeleton_home(struct buf *out, const struct catalog *words);
void skeleton_documents(struct buf *out, const struct catalog *words);

struct skeleton_agency {
	struct str name, shortname, code, parent;
	struct str units;	/* names between ";" */
};

/* An agency's index.md; -1 if two units' names give one id, or one gives
 * none. */
int skeleton_agency(struct buf *out, struct pool *pool,
		    const struct catalog *words,
		    const struct skeleton_agency *agency);

struct skeleton_plan {
	struct str title;	/* empty: as the template has it */
	struct str number, issued, period;
	int year;		/* the first of its period */
};

/* A plan's front matter alone, without a final line end. */
void skeleton_front(struct buf *out, struct pool *pool,
		    const struct catalog *words,
		    const struct skeleton_plan *plan);
/* A plan with a heading for each area and two tasks to go by. */
void skeleton_plan(struct buf *out, struct pool *pool,
		   const struct catalog *words, const struct site *site,
		   const struct agency *agency,
		   const struct skeleton_plan *plan);

#endif
