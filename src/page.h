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
	struct standing_cache *cache;	/* for the reports */
	struct progress *progress;	/* or NULL */
};

/*
 * What pages share, reports above all: all that can be worked out while the
 * data is written.  The context stays in use; memory is its pool's.
 */
struct pages;
struct pages *pages_prepare(const struct page_context *c);

/*
 * Write all pages, the theme's assets and the content's other files, once the
 * data is in the stage: a page tells what there is of it.  *npages is how many
 * HTML pages there are.  -1 if the stage failed, or with an error among the
 * findings.
 */
int pages_write(struct pages *pages, size_t *npages);
void pages_release(struct pages *pages);

#endif
