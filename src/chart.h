/* SPDX-License-Identifier: MIT */
/*
 * chart.h - small SVG charts: the commitment strip, the distribution bar, the
 * bullet of a target, the points of a criterion, the trend by month.
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

/* The points of a criterion, reached and not, on the scale of `most` points
 * that it shares with the others beside it.  Nothing without points. */
void chart_score(struct buf *out, struct score score, int64_t most,
		 struct str title);

#define TREND_LEAST 3		/* fewer months tell no trend */

/* Each task of a month is in one of these. */
struct chart_month {
	size_t overdue, open, done, ended;	/* open: and not overdue */
};

struct trend_chart {
	const struct chart_month *months;
	size_t n;
	struct str title, description;
};

/* A column for each month; one chart of a page at most.  The words beside it
 * (its ends, its top) are HTML, so that they do not shrink on a phone. */
void chart_trend(struct buf *out, const struct trend_chart *chart);
/* What the upper edge of the chart stands for. */
size_t chart_top(const struct chart_month *months, size_t n);

#endif
