/* SPDX-License-Identifier: MIT */
/*
 * initials.h - codes ("Mã") that are proposed for items: the initials of the
 * area's title and a number, as "CDDH-01".
 */
#ifndef INITIALS_H
#define INITIALS_H

#include "site.h"

/*
 * Append the initials of an area's title: of its words without "Cải cách"
 * before them, in capitals without diacritics; of more than five words only
 * those before the first comma.  "Cải cách thủ tục hành chính" gives "TTHC".
 */
void initials_add(struct buf *out, struct str title);

/*
 * The same, told apart from those of the areas before it in site.yml: the
 * second "TC" is "TC2".  In the pool.
 */
struct str initials_of(struct pool *pool, const struct site *site,
		       const struct area *area);

/* A number as Romans wrote it, for headings: 1 to 3999, else in digits. */
void initials_roman(struct buf *out, size_t n);

#endif
