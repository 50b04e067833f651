/* SPDX-License-Identifier: MIT */
/*
 * report.h - the periodic report: what was done, late, added, dropped and
 * amended in a quarter, 6 months, 9 months, a year (or a month).
 *
 * It compares the state on the day before the period with that on its last
 * day (or the as-of date, if that is earlier: then it is provisional), both
 * as they stood on the published line.  What was completed in the period but
 * published later is told apart.  Counts are of tasks; changes are told of
 * all items.
 *
 * A task counts in the area and at the units that it has at the end (or had
 * last), for both days, so that each line adds up:
 *
 *	before + arrived + added - dropped - carried - ended = until
 */
#ifndef REPORT_H
#define REPORT_H

#include "sentence.h"
#include "standing.h"

/* What brought a task into the count, what took it out. */
enum report_arrival {
	ARRIVAL_NONE,
	ARRIVAL_WITH_PLAN,	/* its plan came onto the site, or was issued */
	ARRIVAL_ADDED		/* added (or restored) to a plan in force */
};
enum report_leaving {
	LEAVING_NONE,
	LEAVING_DROPPED,	/* removed, or not taken up by a new plan */
	LEAVING_CARRIED,	/* goes on in the plan that replaced its own */
	LEAVING_ENDED		/* its plan's period was over, or the plan was
				   replaced once the task was done */
};

/* A "Kết quả kỳ" of the period. */
struct report_result {
	struct period period;
	struct str text;
	int32_t later;		/* published on this day after the period;
				   else DATE_NONE */
};

struct report_row {
	const struct item_view *view;
	const struct standing *before, *until;	/* NULL: was not there */
	bool was, is;		/* in force on either day */
	enum report_arrival arrival;
	enum report_leaving leaving;
	/* As of the last day, or when it was there last. */
	const struct section *section;
	const struct facts *facts;
	const struct area *area;
	struct rating_result rating;	/* tasks, on the last day */
	size_t *records;	/* adopted, published in the period, after the
				   plan was issued; without editorial ones */
	size_t nrecords, records_cap;
	struct report_result *results;
	size_t nresults, results_cap;
	struct str cause, remedy;	/* of the last day, else later ones */
	bool cause_later;
	bool done;		/* completed, as published in the period … */
	bool done_before;	/* … though the completion lies before it */
	bool reported_later;	/* completed in the period, published after */
	int32_t completed;	/* of either */
	int32_t recorded;	/* and the day of its publication */
	bool reopened, became_overdue;
	bool expected;		/* an update was due in the period */
	bool updated;
	bool awaited;		/* its report may still come (grace days) */
	/* Amendments, but for arrival and leaving. */
	size_t amendments, unnamed, moves, corrections;
	long days;
};

struct report_side {
	size_t tasks, rating[NRATINGS], group[NGROUPS];
	size_t dated, overdue;
};

struct report_counts {
	struct report_side before, until;
	size_t tasks;		/* in force at some time */
	size_t open;		/* of them to be done at the beginning or since,
				   recurring work apart */
	size_t untold;		/* of them not listed */
	size_t arrived, added, dropped, carried, ended;
	size_t done, done_on_time, done_late, done_undated, done_untimed;
	size_t done_before, reported_later, reopened, became_overdue;
	size_t closed_open;	/* of the ended ones: dated, not completed */
	size_t amended;		/* tasks; the next are of all items */
	size_t amendments, unnamed, moves, corrections;
	long days;
	size_t expected, without_update, awaited;
};

/* One line of a table: an area, an agency or a unit. */
struct report_sum {
	const struct area *area;
	const struct agency *agency;
	const struct unit *unit;
	bool of_unit;		/* a line of units; without one: of the tasks
				   that no known unit leads */
	struct report_counts counts;
};

struct report_sums {
	struct report_sum *v;
	size_t n, cap;
};

struct report_rows {
	struct report_row **v;
	size_t n, cap;
};

struct report {
	const struct model *model;
	struct period period;
	int32_t start, end, until, next_end;	/* next: until + 1 on */
	size_t first_commit, later_commit;	/* of the period; after it */
	bool provisional;		/* until is before the end */
	bool known;			/* the site was there before `start` */
	int32_t tracked_from;		/* first day of the site */
	const struct agency *agency;	/* NULL: of all */
	struct report_rows rows;	/* by area, plan, place */
	size_t *plan_records;		/* of plans themselves */
	size_t nplan_records, plan_records_cap;
	struct report_counts counts;
	struct report_sums areas, agencies, units;
	struct report_rows late;	/* overdue or not completed when their
					   plan ended, the longest first */
	struct report_rows halted;	/* stopped or suspended in the period */
	struct report_rows next;	/* fall due after `until`, in order */
	struct report_rows later;	/* reported_later, in order of days */
	size_t recurring;		/* go on in the next period */
	size_t commit;			/* the last that it shows, or SIZE_MAX */
};

/* Shares standings and facts between reports of one model. */
struct reporter {
	struct pool *pool;
	const struct model *model;
	struct standing_cache *cache;
	struct standings **days;
	size_t ndays, days_cap;
};

/* `cache` is the caller's; all else is in the pool. */
void reporter_init(struct reporter *rp, struct pool *pool,
		   const struct model *model, struct standing_cache *cache);

/* The report of all agencies.  The period has begun at the as-of date. */
void report_build(struct report *out, struct reporter *rp,
		  struct period period);
/* An agency's part of it; shares the rows. */
void report_select(struct report *out, struct pool *pool,
		   const struct report *all, const struct agency *agency);

/* Count the rows and fill the lists: what both of these end with. */
void report_sum_up(struct report *r, struct pool *pool);

/* The periods that have pages: quarters, 6 months, 9 months and years that
 * have begun and had not ended before the site's first day; in order. */
struct period *report_periods(struct pool *pool, const struct model *model,
			      size_t *n);
/* "2026-Q1", as period_parse_code() reads it. */
struct str report_code(struct pool *pool, struct period period);
/* "quarter" */
const char *report_kind(struct period period);

bool report_is_task(const struct report_row *row);
/* A task that was in force at some time of the period. */
bool report_is_counted(const struct report_row *row);
/* One that has something to tell: all but those that were completed before
 * the period and did not change in it. */
bool report_is_listed(const struct report_row *row);
/* Is it in the list? */
bool report_has(const struct report_rows *rows, const struct report_row *row);

/* ---- words, for pages and files ---------------------------------------- */

/* "Báo cáo quý I/2026" */
struct str report_title(const struct speech *s, const struct report *r);
/* What was compared, and how far it can be trusted; each a sentence. */
void report_basis(const struct speech *s, const struct report *r,
		  struct strs *out);
/* What happened, in sentences. */
void report_summary(const struct speech *s, const struct report *r,
		    struct strs *out);
/* "3 trên 5"; with the percentage from ten on; a dash of none. */
struct str report_share(const struct speech *s, size_t count, size_t of);
/* The columns of the tables by area, agency and unit: keys below
 * "report.column", and a line's cells. */
#define REPORT_COLUMNS 7
extern const char *const report_columns[REPORT_COLUMNS];
void report_cells(const struct speech *s, const struct report *r,
		  const struct report_counts *c,
		  struct str cells[REPORT_COLUMNS]);
struct str report_sum_title(const struct speech *s, const struct report *r,
			    const struct report_sum *sum);

/* The name of a task, as it was on the last day; who leads it; the words of
 * its deadline, and the day if they do not tell it. */
struct str report_name(const struct speech *s, const struct report_row *row);
struct str report_lead(const struct speech *s, const struct report_row *row);
struct str report_deadline(const struct speech *s,
			   const struct report_row *row);
/* The rating on the last day. */
struct str report_state(const struct speech *s, const struct report_row *row);
/* What was reported in the period, one text each; or that nothing was. */
void report_reported(const struct speech *s, const struct report_row *row,
		     struct strs *out);
/* What else must be said: arrival, leaving, amendments, a step back. */
void report_remarks(const struct speech *s, const struct report_row *row,
		    struct strs *out);
/* Why it is late or halted, and what is done about it. */
void report_reasons(const struct speech *s, const struct report_row *row,
		    struct strs *out);
/* For how long it was late on the last day; empty if it was not. */
struct str report_lateness(const struct speech *s, const struct report *r,
			   const struct report_row *row);
/* What the next period holds, in a sentence. */
struct str report_outlook(const struct speech *s, const struct report *r);
/* The records of a row that a report tells: amendments, corrections, comings
 * and goings. */
bool report_tells(const struct record *r);

/* ---- files ------------------------------------------------------------- */

void report_markdown(struct buf *out, const struct speech *s,
		     const struct report *r);
void report_json(struct buf *out, const struct report *r, struct pool *pool);
void report_csv(struct buf *out, const struct report *r, struct pool *pool);

#endif
