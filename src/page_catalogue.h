/* SPDX-License-Identifier: MIT */
/*
 * page_catalogue.h - all that can be found: one entry for each page that search
 * leads to, and the lists in which a reader without scripts finds the same.
 */
#ifndef PAGE_CATALOGUE_H
#define PAGE_CATALOGUE_H

#include "page_jobs.h"
#include "period.h"

enum entry_kind {
	ENTRY_AREA, ENTRY_AGENCY, ENTRY_UNIT, ENTRY_PLAN, ENTRY_DOCUMENT,
	ENTRY_PAGE, ENTRY_ITEM
};

struct entry {
	enum entry_kind kind;
	const void *what;	/* struct area, agency, unit, plan_view,
				   document, page, item_view */
	struct str title;	/* plain text */
	struct str folded;	/* of the title */
	struct str address;	/* of its page; several may share one */
	struct str anchor;	/* a place in it, or empty */
	size_t words;		/* in the title */
	bool removed;		/* stands no more */
	bool past;		/* of a plan that is closed or replaced */
	int letter;		/* order of the first one in the A-Z index */
};

enum listing_kind { LISTING_LETTER, LISTING_RATING, LISTING_DEADLINE,
		    NLISTINGS };

/* A list with pages of its own: of entries, or of tasks. */
struct listing {
	enum listing_kind kind;
	struct str address;
	int which;		/* letter, rating_group, enum due */
	struct period quarter;	/* DUE_DATED */
	const struct entry **entries;
	struct item_view **items;
	size_t n;
};

enum due { DUE_DATED, DUE_RECURRING, DUE_WAITING, DUE_UNDATED };

struct catalogue {
	struct entry *entries;		/* the likeliest to be wanted first */
	size_t n, cap;
	const struct entry **by_title;
	struct listing *listings;	/* by kind, in the order of pages */
	size_t nlistings, listings_cap;
};

/* The letter as it is shown ("Đ", "0-9"); empty for any other sign. */
struct str catalogue_letter(int letter);

/* "Đ", "Quá hạn", "quý II/2026". */
struct str listing_title(struct sheet *s, const struct listing *l);
/* An entry in a list. */
void row_entry(struct sheet *s, struct value *list, const struct entry *e);
/* A part of a listing (job->what) from its row job->from on. */
void page_listing(struct sheet *s, const struct page_job *job);

/* The agency that an entry belongs to, or NULL. */
const struct agency *entry_agency(const struct entry *e);

#endif
