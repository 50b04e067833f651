/* SPDX-License-Identifier: MIT */
/* page_jobs.h - the makers of each kind of page. */
#ifndef PAGE_JOBS_H
#define PAGE_JOBS_H

#include "page_rows.h"

/* One page (or a few that belong together) to be made. */
struct page_job {
	void (*make)(struct sheet *s, const struct page_job *job);
	const void *what;
	const void *part;
	size_t from, n;
};

void page_home(struct sheet *s, const struct page_job *job);
void page_areas(struct sheet *s, const struct page_job *job);
/* what: struct area */
void page_area(struct sheet *s, const struct page_job *job);
/* what: struct area; part: struct agency */
void page_area_agency(struct sheet *s, const struct page_job *job);
void page_agencies(struct sheet *s, const struct page_job *job);
/* what: struct agency */
void page_agency(struct sheet *s, const struct page_job *job);
/* what: struct unit */
void page_unit(struct sheet *s, const struct page_job *job);
/* what: struct agency, or NULL for all */
void page_plans(struct sheet *s, const struct page_job *job);
/* what: struct plan_view */
void page_plan(struct sheet *s, const struct page_job *job);
/* what: struct item_view */
void page_item(struct sheet *s, const struct page_job *job);
void page_changes(struct sheet *s, const struct page_job *job);
/* n records from pages->records[from] on: those of a month, of a day */
void page_changes_month(struct sheet *s, const struct page_job *job);
void page_changes_day(struct sheet *s, const struct page_job *job);
/* what: struct report; part: struct agency, or NULL for all */
void page_report(struct sheet *s, const struct page_job *job);
void page_reports(struct sheet *s, const struct page_job *job);
/* what: struct agency, or NULL for all */
void page_targets(struct sheet *s, const struct page_job *job);
void page_indices(struct sheet *s, const struct page_job *job);
void page_documents(struct sheet *s, const struct page_job *job);
void page_method(struct sheet *s, const struct page_job *job);
/* what: struct page */
void page_ordinary(struct sheet *s, const struct page_job *job);
void page_not_found(struct sheet *s, const struct page_job *job);
void page_data(struct sheet *s, const struct page_job *job);
/* what: struct area, or part: struct agency, or neither: of the whole site */
void page_embed(struct sheet *s, const struct page_job *job);
/* what: struct str, the old address; part: struct str, the new one */
void page_redirect(struct sheet *s, const struct page_job *job);

/* All that search finds; and the pages that list it. */
const struct catalogue *catalogue_make(const struct pages *p);
size_t catalogue_jobs(const struct pages *p, struct page_job **jobs);
void page_search(struct sheet *s, const struct page_job *job);

/* ---- beside and within pages ------------------------------------------- */

/* "feed.xml" beside the page, of the changes that `wanted` (NULL: all) has;
 * `of` is what they are changes of.  A plan's has its annexes', too. */
void put_feed(struct sheet *s, struct str of,
	      bool (*wanted)(const struct record *, const void *),
	      const void *what);
void put_plan_feed(struct sheet *s, const struct plan_view *plan);
/* "lich.ics" beside the page, of the due dates of the items that `wanted`
 * (NULL: all) has; none without any. */
void put_calendar(struct sheet *s, struct str of,
		  bool (*wanted)(const struct item_view *, const void *),
		  const void *what);
/* The page's main thing for search engines. */
void ld_site(struct sheet *s);
void ld_agency(struct sheet *s, const struct agency *agency);
void ld_unit(struct sheet *s, const struct unit *unit);
void ld_dataset(struct sheet *s, struct str title, struct str description);
/* How to embed the progress of an area, of an agency, of the site (both NULL)
 * in another page, under "embed". */
void put_embed(struct sheet *s, const struct area *area,
	       const struct agency *agency);

/* ---- helpers of several ------------------------------------------------ */

/* Count a list's items; an item of a replaced plan is one that was dropped. */
void count_items(struct tally *t, const struct model *m,
		 const struct item_list *list, const struct agency *agency);
/* Those that are late, the longest first; of an agency (NULL: any). */
struct item_list late_items(struct sheet *s, const struct item_list *lists,
			    size_t nlists, const struct agency *agency);
/* The latest commit of a list's items. */
size_t list_commit(const struct model *m, const struct item_list *list,
		   const struct agency *agency);
/* Is it of an area, an agency?  what: an array of the pages and that. */
bool record_of_area(const struct record *r, const void *what);
bool record_of_agency(const struct record *r, const void *what);
/* Is the item in the list of a page, or dropped from it? */
bool item_stands(const struct item_view *item);
bool item_is_late(const struct item_view *item);
/* Does each agency have a page of the report? */
bool report_by_agency(const struct report *r);
/* The table of the series of an area, of an agency, of the site (both NULL),
 * under "trend". */
void put_trend(struct sheet *s, const struct area *area,
	       const struct agency *agency);
/* The agency's page, of all that have one in order of their names. */
const struct agency *const *agencies_by_name(struct sheet *s, size_t *n);

/* The last day and number of records of the run that begins at `from`:
 * records of one day, or (month) of one month. */
size_t records_run(const struct pages *p, size_t from, bool month);

#endif
