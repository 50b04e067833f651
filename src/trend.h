/* SPDX-License-Identifier: MIT */
/*
 * trend.h - how many tasks there were, open, done and overdue, month by month:
 * for the site, each area and each agency, from the history.
 *
 * A point is the state on the last day of a calendar month (DESIGN: "State on
 * a day D"), of plans in force on that day; the last point is the as-of date.
 * Months run from the one in which the first commit was published, the last
 * TREND_MONTHS of them.  Nothing is known of a site without history: then
 * there are none.
 */
#ifndef TREND_H
#define TREND_H

#include "model.h"
#include "stage.h"
#include "standing.h"

#define TREND_MONTHS 36

struct trend_point {
	size_t tasks;	/* in force on the day: open, done, and ended */
	size_t open;	/* neither done nor stopped nor suspended */
	size_t done;
	size_t overdue;	/* of the open ones */
};

struct trends {
	size_t n;			/* months */
	struct period months[TREND_MONTHS];
	int32_t days[TREND_MONTHS];	/* of each point */
	size_t nareas, nagencies;	/* as in the site and the sources */
	struct trend_point *site;	/* n points */
	struct trend_point *areas;	/* n points for each area */
	struct trend_point *agencies;	/* n points for each agency */
};

/* Memory from the pool; the cache is shared with reports. */
void trends_build(struct trends *out, struct pool *pool,
		  struct standing_cache *cache, const struct model *m);

/* The series of an area, of an agency of the sources (NULL for another). */
const struct trend_point *trend_area(const struct trends *t,
				     const struct area *area);
const struct trend_point *trend_agency(const struct trends *t,
				       const struct model *m,
				       const struct agency *agency);

/* Has a series anything to show: at least one task, in two months? */
bool trend_tells(const struct trends *t, const struct trend_point *points);

/* data/trend.json; nothing where there are no months.  -1 when the stage has
 * failed. */
int trend_write(struct stage *stage, const struct trends *t,
		const struct model *m);
/* What it holds (schemas/trend.schema.json). */
void trend_json(struct buf *out, const struct trends *t,
		const struct model *m);

#endif
