/* SPDX-License-Identifier: MIT */
/*
 * chart.h - small SVG charts: the commitment strip, the life of an item, the
 * distribution bar, the bullet of a target, the points of a criterion, the
 * trend by month.
 *
 * Colours come from the theme's style sheet by class; there are no style
 * attributes.  Each chart is one image (role "img") with a <title>, which says
 * what it shows, and a <desc>, its text twin.  Strip and life lie on per cent
 * of the width that the page gives them, so that words and marks keep their
 * size on a phone.
 */
#ifndef CHART_H
#define CHART_H

#include "rating.h"

struct chart_words {
	struct str title, description;
};

/* "<svg class=CLASS ATTRIBUTES role="img">" with title and description. */
void chart_open(struct buf *out, const char *class, const char *attributes,
		const struct chart_words *words);

/* The life of one deadline. */
struct strip {
	int32_t first;			/* as first issued */
	const int32_t *moves;		/* where it was moved to, in order */
	const struct str *labels;	/* of each move: "lùi 183 ngày" */
	size_t nmoves;
	int32_t done;			/* completion, or DATE_NONE */
	int32_t today;			/* the as-of date, or DATE_NONE on pages
					   that do not carry it */
	struct str label;		/* of all moves together */
	struct str first_text, last_text;	/* dates below the marks, on a
					   wide strip; else empty */
	struct chart_words words;
};

/* ◇ the first deadline, ◆ each moved one joined by an arrow that carries the
 * days, ● the completion, │ today.  Nothing without moves. */
void chart_strip(struct buf *out, const struct strip *strip);

/* What happened to an item on a day. */
enum life_kind { LIFE_PROGRESS, LIFE_PLAN, LIFE_AMENDMENT };

struct life_event {
	int32_t day;
	enum life_kind kind;
	int32_t due;		/* the deadline that it set, or DATE_NONE */
};

struct life {
	int32_t first, now;	/* deadlines, or DATE_NONE */
	int32_t done;		/* completion, or DATE_NONE */
	bool late;		/* open, and past its deadline */
	const struct life_event *events;
	size_t n;
	struct chart_words words;
};

/* An item's deadlines above, the days on which something was recorded below,
 * and a line from each amendment to the deadline that it set.  Nothing where
 * all is on one day. */
void chart_life(struct buf *out, const struct life *life);

/* How a number of tasks is distributed over the groups of ratings.  Nothing
 * without tasks. */
void chart_bar(struct buf *out, const size_t counts[NGROUPS],
	       const struct chart_words *words);

/* A target and its actual value.  Nothing unless both are numbers. */
void chart_bullet(struct buf *out, const struct target *target,
		  const struct actual *actual,
		  const struct chart_words *words);

/* The points of a criterion, reached and not, on the scale of `most` points
 * that it shares with the others beside it.  Nothing without points. */
void chart_score(struct buf *out, struct score score, int64_t most,
		 const struct chart_words *words);

#define TREND_LEAST 3		/* fewer months tell no trend */

/* Each task of a month is in one of these. */
struct chart_month {
	size_t overdue, open, done, ended;	/* open: and not overdue */
};

struct trend_chart {
	const struct chart_month *months;
	size_t n;
	struct chart_words words;
};

/* A column for each month; one chart of a page at most.  The words beside it
 * (its ends, its top) are HTML, so that they do not shrink on a phone. */
void chart_trend(struct buf *out, const struct trend_chart *chart);
/* What the upper edge of the chart stands for. */
size_t chart_top(const struct chart_month *months, size_t n);

#endif
