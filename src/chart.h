/* SPDX-License-Identifier: MIT */
/*
 * chart.h - small SVG charts: the commitment strip, the distribution bar, the
 * bullet of a target.
 *
 * Colours come from the theme's style sheet by class; there are no style
 * attributes.  Each chart is one image (role "img") whose <title> is its text
 * twin.
 */
#ifndef CHART_H
#define CHART_H

#include "rating.h"

/* The life of one deadline. */
struct strip {
	int32_t first;			/* as first issued */
	const int32_t *moves;		/* where it was moved to, in order */
	size_t nmoves;
	int32_t done;			/* completion, or DATE_NONE */
	int32_t today;			/* the as-of date, or DATE_NONE on pages
					   that do not carry it */
	struct str title;
};

/* ◇ the first deadline, ◆ each moved one joined by an arrow that carries the
 * days, ● the completion, │ today.  Nothing without moves. */
void chart_strip(struct buf *out, const struct strip *strip);

/* How a number of tasks is distributed over the groups of ratings.  Nothing
 * without tasks. */
void chart_bar(struct buf *out, const size_t counts[NGROUPS],
	       struct str title);

/* A target and its actual value.  Nothing unless both are numbers. */
void chart_bullet(struct buf *out, const struct target *target,
		  const struct actual *actual, struct str title);

#endif
