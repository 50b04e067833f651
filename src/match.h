/* SPDX-License-Identifier: MIT */
/*
 * match.h - which item of one version is which of the next.
 *
 * In this order (DESIGN, source format): the same section; equal "Mã"; equal
 * folded title; likeness of title and product of at least 60 % and 10 points
 * above the runner-up.  Two different "Mã" never match, unless the old one
 * vanished and the titles are equal.
 */
#ifndef MATCH_H
#define MATCH_H

#include "section.h"

/*
 * For each of `nb` new sections, pair[i] gets the index of the old one that
 * it is, or -1.  An old section is used once.  With `partial` both lists are
 * what is left over of several plans: then an equal "Mã" alone proves nothing
 * and titles must be equal or alike.
 */
void match_sections(const struct section *const *a, size_t na,
		    const struct section *const *b, size_t nb, int *pair,
		    bool partial);

/* Does a removed item come back?  By equal "Mã" or equal folded title only. */
bool match_revived(const struct section *gone, const struct section *back);

#endif
