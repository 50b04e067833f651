/* SPDX-License-Identifier: MIT */
/*
 * rating.h - how far a commitment is, judged on a day.
 *
 * The rules are DESIGN's table "Derived rating of a task": the first that
 * holds counts.  rating.c has them as a table in the same order.
 */
#ifndef RATING_H
#define RATING_H

#include "facts.h"

enum rating {
	RATING_STOPPED, RATING_SUSPENDED,
	RATING_CARRIED_ON, RATING_NOT_CARRIED,
	RATING_DONE_ON_TIME, RATING_DONE_LATE, RATING_DONE_UNDATED,
	RATING_DONE,
	RATING_DUE_BEFORE_ISSUE,
	RATING_RECURRING_UPDATED, RATING_RECURRING_NOT_DUE,
	RATING_RECURRING_MISSING,
	RATING_WAITING,
	RATING_CLOSED_OPEN,
	RATING_OVERDUE, RATING_OVERDUE_UNREPORTED,
	RATING_DUE_SOON,
	RATING_IN_PROGRESS, RATING_NOT_STARTED,
	RATING_UNKNOWN,
	NRATINGS
};

/* "done_on_time", as in the data files and language files. */
const char *rating_name(enum rating rating);

/* Groups for distributions: what a reader wants counted together. */
enum rating_group {
	GROUP_DONE, GROUP_PROGRESS, GROUP_DUE_SOON, GROUP_LATE,
	GROUP_RECURRING, GROUP_WAITING, GROUP_UNKNOWN, GROUP_ENDED,
	NGROUPS
};
const char *rating_group_name(enum rating_group group);
enum rating_group rating_group(enum rating rating);

enum carried { CARRIED_NO, CARRIED_ON, CARRIED_DROPPED };

struct rating_input {
	const struct facts *facts;
	int32_t due;		/* facts->due, or the first issued one */
	int32_t as_of;
	int32_t issued;		/* the plan's day of issue, or its first
				   possible one; DATE_NONE: not known */
	int32_t plan_start;	/* first day of the period; 0: not known */
	int32_t plan_end;	/* last day of the period, or DATE_NONE */
	enum carried carried;	/* the plan was replaced */
	const struct site *site;
};

struct rating_result {
	enum rating rating;
	/* Recurring: the judged period, and how many of how many reported. */
	struct period period;
	int reported, periods;
	/* Overdue: the first day of lateness. */
	int32_t late_from;
};

/* Rate a task. */
struct rating_result rating_of(const struct rating_input *in);

/*
 * Does the rating count in on-time rates (a dated task of a plan), and for
 * the rate?  in_denominator: done on time, late, undated, overdue (both),
 * closed open.
 */
bool rating_in_denominator(enum rating rating);

enum target_rating {
	TARGET_MET, TARGET_MISSED, TARGET_TRACKING, TARGET_NO_DATA,
	TARGET_NOT_ARISEN, NTARGET_RATINGS
};
const char *target_rating_name(enum target_rating rating);
enum target_rating target_rating_of(const struct facts *facts, int32_t as_of);

#endif
