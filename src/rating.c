/* SPDX-License-Identifier: MIT */
/* rating.c - the rules of ratings, as a table in the order of DESIGN's. */
#include "rating.h"

struct judging {
	const struct rating_input *in;
	const struct facts *f;
	int32_t due;		/* DATE_NONE: none */
	bool closed;		/* the plan's period is over */
	bool recurring, event;
	struct rating_result *out;
};

/* ---- recurring work ---------------------------------------------------- */

static struct period before(struct period p)
{
	return period_add(p, -1);
}

/*
 * The first period that can be judged: in which the plan was issued, but none
 * before the plan's own.  Of a plan without a date the last year counts.
 */
static struct period first_period(const struct judging *j,
				  enum period_kind kind)
{
	const struct rating_input *in = j->in;
	int32_t day = in->issued;

	if (day == DATE_NONE && in->plan_end != DATE_NONE)
		day = date_of((struct ymd){ date_ymd(in->plan_end).year, 1, 1 });
	else if (day == DATE_NONE)
		day = in->as_of;
	if (in->plan_start && day < in->plan_start)
		day = in->plan_start;
	return period_at(kind, day, in->site->reporting_cutoff_day);
}

/* The last period that has ended on a day (or ends on it). */
static struct period last_period(enum period_kind kind, int32_t day, int cutoff)
{
	struct period p = period_at(kind, day, cutoff);

	return period_end(p, cutoff) > day ? before(p) : p;
}

/*
 * The last ended period counts once its grace days are over, or as soon as it
 * is reported; before that the one before it.  At the end of the plan's
 * period the state freezes.
 */
static enum rating judge_recurring(struct judging *j)
{
	const struct site *site = j->in->site;
	int cutoff = site->reporting_cutoff_day;
	enum period_kind kind = facts_cycle(j->f, j->in->site);
	int32_t today = j->in->as_of;
	struct period first = first_period(j, kind);
	struct period last = last_period(kind, j->closed ? j->in->plan_end :
							   today - 1, cutoff);

	if (!facts_reported(j->f, last) &&
	    period_end(last, cutoff) + site->reporting_grace_days >= today)
		last = before(last);
	if (period_cmp(last, first) < 0)
		return RATING_RECURRING_NOT_DUE;
	j->out->period = last;
	for (struct period p = first; period_cmp(p, last) <= 0;
	     p = period_add(p, 1)) {
		j->out->periods++;
		j->out->reported += facts_reported(j->f, p);
	}
	return facts_reported(j->f, last) ? RATING_RECURRING_UPDATED :
				      RATING_RECURRING_MISSING;
}

/* ---- the rules --------------------------------------------------------- */

static bool done(const struct judging *j)
{
	return j->f->status == STATUS_DONE;
}

static bool before_issue(const struct judging *j)
{
	return j->due != DATE_NONE && j->in->issued != DATE_NONE &&
	       j->due < j->in->issued;
}

static bool timed(const struct judging *j)
{
	return j->due != DATE_NONE && !before_issue(j);
}

static bool past(const struct judging *j)
{
	return j->due != DATE_NONE && j->due < j->in->as_of;
}

static bool is_stopped(const struct judging *j)
{
	return j->f->status == STATUS_STOPPED;
}

static bool is_suspended(const struct judging *j)
{
	return j->f->status == STATUS_SUSPENDED;
}

static bool is_carried_on(const struct judging *j)
{
	return j->in->carried == CARRIED_ON && !done(j);
}

static bool is_not_carried(const struct judging *j)
{
	return j->in->carried == CARRIED_DROPPED && !done(j);
}

static bool is_done_on_time(const struct judging *j)
{
	return done(j) && timed(j) && j->f->completed != DATE_NONE &&
	       j->f->completed <= j->due;
}

static bool is_done_late(const struct judging *j)
{
	return done(j) && timed(j) && j->f->completed != DATE_NONE;
}

static bool is_done_undated(const struct judging *j)
{
	return done(j) && timed(j);
}

static bool is_due_before_issue(const struct judging *j)
{
	return before_issue(j);
}

static bool is_recurring(const struct judging *j)
{
	return j->recurring;
}

static bool is_waiting(const struct judging *j)
{
	return j->event && j->due == DATE_NONE &&
	       j->f->status != STATUS_IN_PROGRESS;
}

static bool is_closed_open(const struct judging *j)
{
	return j->closed && j->due != DATE_NONE;
}

static bool is_overdue(const struct judging *j)
{
	return past(j) && j->f->status != STATUS_NONE;
}

static bool is_due_soon(const struct judging *j)
{
	return j->due != DATE_NONE &&
	       j->due - j->in->as_of <= j->in->site->due_soon_days;
}

static bool is_in_progress(const struct judging *j)
{
	return j->f->status == STATUS_IN_PROGRESS;
}

static bool is_not_started(const struct judging *j)
{
	return j->f->status == STATUS_NOT_STARTED;
}

static bool always(const struct judging *j)
{
	(void)j;
	return true;
}

/* The first that holds. */
static const struct {
	enum rating rating;
	bool (*holds)(const struct judging *);
} rules[] = {
	{ RATING_STOPPED, is_stopped },
	{ RATING_SUSPENDED, is_suspended },
	{ RATING_CARRIED_ON, is_carried_on },
	{ RATING_NOT_CARRIED, is_not_carried },
	{ RATING_DONE_ON_TIME, is_done_on_time },
	{ RATING_DONE_LATE, is_done_late },
	{ RATING_DONE_UNDATED, is_done_undated },
	{ RATING_DONE, done },
	{ RATING_DUE_BEFORE_ISSUE, is_due_before_issue },
	{ RATING_RECURRING_UPDATED, is_recurring },	/* judge_recurring() */
	{ RATING_WAITING, is_waiting },
	{ RATING_CLOSED_OPEN, is_closed_open },
	{ RATING_OVERDUE, is_overdue },
	{ RATING_OVERDUE_UNREPORTED, past },
	{ RATING_DUE_SOON, is_due_soon },
	{ RATING_IN_PROGRESS, is_in_progress },
	{ RATING_NOT_STARTED, is_not_started },
	{ RATING_UNKNOWN, always },
};

struct rating_result rating_of(const struct rating_input *in)
{
	struct rating_result out = { .late_from = DATE_NONE };
	struct judging j = { .in = in, .f = in->facts, .due = in->due,
			     .out = &out };
	size_t i = 0;

	j.closed = in->plan_end != DATE_NONE && in->as_of > in->plan_end;
	j.recurring = in->facts->deadline.kind == DEADLINE_RECURRING &&
		      in->due == DATE_NONE;
	j.event = in->facts->deadline.kind == DEADLINE_EVENT;
	while (!rules[i].holds(&j))
		i++;
	out.rating = rules[i].rating;
	if (out.rating == RATING_RECURRING_UPDATED)
		out.rating = judge_recurring(&j);
	if (out.rating == RATING_OVERDUE ||
	    out.rating == RATING_OVERDUE_UNREPORTED)
		out.late_from = in->due + 1;
	return out;
}

/* ---- names and groups -------------------------------------------------- */

static const struct {
	const char *name;
	enum rating_group group;
	bool counted;		/* in the denominator of on-time rates */
} ratings[NRATINGS] = {
	[RATING_STOPPED] = { "stopped", GROUP_ENDED, false },
	[RATING_SUSPENDED] = { "suspended", GROUP_ENDED, false },
	[RATING_CARRIED_ON] = { "carried_on", GROUP_ENDED, false },
	[RATING_NOT_CARRIED] = { "not_carried", GROUP_ENDED, false },
	[RATING_DONE_ON_TIME] = { "done_on_time", GROUP_DONE, true },
	[RATING_DONE_LATE] = { "done_late", GROUP_DONE, true },
	[RATING_DONE_UNDATED] = { "done_undated", GROUP_DONE, true },
	[RATING_DONE] = { "done", GROUP_DONE, false },
	[RATING_DUE_BEFORE_ISSUE] = { "due_before_issue", GROUP_UNKNOWN, false },
	[RATING_RECURRING_UPDATED] = { "recurring_updated", GROUP_RECURRING,
				       false },
	[RATING_RECURRING_NOT_DUE] = { "recurring_not_due", GROUP_RECURRING,
				       false },
	[RATING_RECURRING_MISSING] = { "recurring_missing", GROUP_RECURRING,
				       false },
	[RATING_WAITING] = { "waiting", GROUP_WAITING, false },
	[RATING_CLOSED_OPEN] = { "closed_open", GROUP_LATE, true },
	[RATING_OVERDUE] = { "overdue", GROUP_LATE, true },
	[RATING_OVERDUE_UNREPORTED] = { "overdue_unreported", GROUP_LATE,
					true },
	[RATING_DUE_SOON] = { "due_soon", GROUP_DUE_SOON, false },
	[RATING_IN_PROGRESS] = { "in_progress", GROUP_PROGRESS, false },
	[RATING_NOT_STARTED] = { "not_started", GROUP_PROGRESS, false },
	[RATING_UNKNOWN] = { "unknown", GROUP_UNKNOWN, false },
};

const char *rating_name(enum rating rating)
{
	return ratings[rating].name;
}

enum rating_group rating_group(enum rating rating)
{
	return ratings[rating].group;
}

bool rating_in_denominator(enum rating rating)
{
	return ratings[rating].counted;
}

const char *rating_group_name(enum rating_group group)
{
	static const char *const names[NGROUPS] = {
		[GROUP_DONE] = "done", [GROUP_PROGRESS] = "progress",
		[GROUP_DUE_SOON] = "due_soon", [GROUP_LATE] = "late",
		[GROUP_RECURRING] = "recurring", [GROUP_WAITING] = "waiting",
		[GROUP_UNKNOWN] = "unknown", [GROUP_ENDED] = "ended",
	};

	return names[group];
}

const char *target_rating_name(enum target_rating rating)
{
	static const char *const names[NTARGET_RATINGS] = {
		[TARGET_MET] = "met", [TARGET_MISSED] = "missed",
		[TARGET_TRACKING] = "tracking", [TARGET_NO_DATA] = "no_data",
		[TARGET_NOT_ARISEN] = "not_arisen",
	};

	return names[rating];
}

enum target_rating target_rating_of(const struct facts *f, int32_t as_of)
{
	const struct actual *a = f->actual;

	if (!a)
		return TARGET_NO_DATA;
	if (a->kind == ACTUAL_NOT_ARISEN)
		return TARGET_NOT_ARISEN;
	if (target_met(&f->target, a))
		return TARGET_MET;
	if (f->due != DATE_NONE && f->due < as_of)
		return TARGET_MISSED;
	return TARGET_TRACKING;
}
