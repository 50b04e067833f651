/* SPDX-License-Identifier: MIT */
/*
 * page.h - every HTML page of the site, written into the stage.
 *
 * The pages are a list of jobs that several threads work through; each page is
 * a function of the model and the theme alone, so their order never shows.
 */
#ifndef PAGE_H
#define PAGE_H

#include "model.h"
#include "progress.h"
#include "stage.h"
#include "theme.h"
#include "trend.h"

struct page_context {
	struct pool *pool;
	const struct model *model;
	const struct theme *theme;
	struct stage *stage;
	struct diags *diags;
	bool sample;		/* only one page of each kind */
	size_t jobs;		/* threads; 0 counts as 1 */
	const struct trends *trends;
	struct progress *progress;	/* or NULL */
};

/*
 * Summaries need figures that take their time: they make the second round,
 * while the figures are worked out beside the first.
 */
enum page_round {
	PAGES_FIRST,		/* items, plans, changes, lists */
	PAGES_SUMMARIES		/* home, areas, agencies, units, reports, data:
				   when page_writer_figures() has ended, the
				   trends are known and the open data is in the
				   stage */
};

struct page_writer;

/* The context stays in use; memory is its pool's. */
struct page_writer *page_writer_open(const struct page_context *c);
/* Work out reports and events of calendars; what they hold is the pool's. */
void page_writer_figures(struct page_writer *w, struct pool *pool,
			 struct standing_cache *cache);
/* Begin a round: how many pages there are to make. */
size_t page_writer_begin(struct page_writer *w, enum page_round round);
/* Make one of them; `worker` is below the context's jobs, one a thread. */
void page_writer_make(struct page_writer *w, size_t i, size_t worker);
/*
 * Write the theme's assets and the content's other files.  *npages is how many
 * HTML pages there are.  -1 if the stage failed, or with an error among the
 * findings.
 */
int page_writer_end(struct page_writer *w, size_t *npages);
/* NULL is fine. */
void page_writer_free(struct page_writer *w);

#endif
