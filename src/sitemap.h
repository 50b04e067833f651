/* SPDX-License-Identifier: MIT */
/*
 * sitemap.h - sitemap.xml (sitemaps.org) and robots.txt, for search engines.
 *
 * A page is dated by the last commit that changed what it shows, or not at
 * all: never by the day of the build.  More than SITEMAP_URLS pages are cut
 * into sitemap-1.xml, sitemap-2.xml, …, and sitemap.xml lists these.
 */
#ifndef SITEMAP_H
#define SITEMAP_H

#include "date.h"
#include "stage.h"

#define SITEMAP_URLS 50000		/* the protocol's limits, of a file */
#define SITEMAP_BYTES (50u * 1024 * 1024)

struct sitemap;

struct sitemap *sitemap_new(void);
/* NULL is fine. */
void sitemap_free(struct sitemap *map);

/* A page by its file ("linh-vuc/the-che/index.html"), and the day of its last
 * change or DATE_NONE.  Several threads may add. */
void sitemap_add(struct sitemap *map, struct str file, int32_t changed);

/*
 * Write it in byte order of the files, so that the order in which they were
 * added never shows; nothing without a base_url, which ends in "/".  -1 when
 * the stage has failed.
 */
int sitemap_write(struct sitemap *map, struct stage *stage,
		  struct str base_url);

/* robots.txt: everything may be read, and where the sitemap is. */
int robots_write(struct stage *stage, struct str base_url);

#endif
