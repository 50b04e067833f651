/* SPDX-License-Identifier: MIT */
/*
 * version.h - one version of a plan's file, assembled from sections that
 * versions share.
 *
 * A version is immutable.  Its items stand in the order of the file; each has
 * the area that the headings above it (or its own "Lĩnh vực") give, and the
 * item that it stands below.  All else is prose: of an area, or of the plan
 * itself (area NULL).
 */
#ifndef VERSION_H
#define VERSION_H

#include <pthread.h>

#include "section.h"
#include "site.h"

struct plan_item {
	const struct section *section;
	const struct area *area;	/* never NULL */
	int parent;			/* index of the item above, or -1 */
	unsigned at;			/* index in version->sections */
};

struct plan_prose {
	const struct section *section;
	const struct area *area;	/* NULL: the plan's own */
	bool opens_area;		/* its heading is the area's name */
	unsigned at;
};

struct version {
	const struct plan_front *front;	/* NULL if unreadable */
	bool unreadable;		/* broken YAML, not UTF-8, no plan */
	bool other;			/* unreadable: a readable page of another
					   type, no plan */
	bool secret;			/* marked secret: withheld whole */
	const struct section **sections;
	unsigned *offsets;		/* of each in the normalised source;
					   only in versions with findings */
	size_t nsections, sections_cap, offsets_cap;
	struct plan_item *items;
	size_t nitems, items_cap;
	struct plan_prose *prose;
	size_t nprose, prose_cap;
};

/* Where a section begins in the bytes that are read. */
struct cut {
	size_t at;
	const struct section *section;
};

#define INTERNED_SHARDS 64

/* What was read already, for all threads; by its length, so that they seldom
 * wait for each other. */
struct interned {
	pthread_mutex_t mutex;
	struct map sections;		/* bytes -> struct section * */
	struct map fronts;		/* bytes -> what they say */
};

/*
 * Reads versions so that equal sections are one, and equal front matter is.
 * Each thread has its own; those made by interner_again() know what the first
 * knows.
 */
struct interner {
	struct pool *pool;		/* owned by the caller */
	const struct vocabulary *vocabulary;
	const struct site *site;
	struct interned *known;		/* INTERNED_SHARDS of them */
	bool owner;			/* of `known` */
	struct map headings;		/* title -> struct area *, or none */
	/* The version that was read last, mostly of the same file: what it and
	 * the next one begin and end with alike is cut only once. */
	struct buf last;
	const struct known_front *last_front;
	size_t last_front_n;		/* its length */
	struct cut *cuts, *last_cuts;
	size_t ncuts, cuts_cap, nlast, last_cap;
};

void interner_init(struct interner *in, struct pool *pool,
		   const struct vocabulary *v, const struct site *site);
/* `pool` is the other thread's own; `of` must live on, as what is read does. */
void interner_again(struct interner *in, const struct interner *of,
		    struct pool *pool);
void interner_release(struct interner *in);

/* A version from a blob's bytes, which need not outlive it. */
struct version *version_read(struct interner *in, struct str bytes);

/*
 * The built version: every section is read anew from the normalised source,
 * with findings.  NULL if there is nothing to go on with: its front matter is
 * broken, or it is secret.  (What is wrong with the facts is an error, and the
 * items are read all the same.)
 */
struct version *version_read_checked(struct interner *in,
				     const struct source *src,
				     struct diags *diags);

#endif
