/* SPDX-License-Identifier: MIT */
/*
 * facts.h - what an item's fields mean: dates, numbers, units, statuses.
 *
 * The same reader serves the built version (with findings) and old versions
 * (without): a value that cannot be read counts as not given, its text stays
 * in the section.
 */
#ifndef FACTS_H
#define FACTS_H

#include "deadline.h"
#include "period.h"
#include "target.h"
#include "version.h"

enum item_kind {
	KIND_TASK = 1,		/* nhiệm vụ: a product, or none of the next */
	KIND_TARGET = 2,	/* chỉ tiêu: "Mục tiêu" */
	KIND_CRITERION = 4,	/* tiêu chí: "Điểm" */
	KIND_INDEX = 8		/* chỉ số: "Xếp hạng" */
};

struct period_result {
	struct period period;
	struct str text;	/* behind the colon */
};

struct year_milestone {
	int year;
	struct target target;
};

struct facts {
	unsigned kinds;
	struct deadline deadline;	/* of "Thời hạn" */
	int32_t computed;		/* "Hạn tính", or DATE_NONE */
	int32_t due;			/* computed, else the deadline's; a
					   target's without any: the end of
					   the plan's period */
	bool due_by_period;		/* the last of these */
	enum status status;
	int progress;			/* per cent, -1: not given */
	int32_t completed;
	struct unit_refs lead, support;
	struct target target;
	struct actual *actuals;		/* in the order of the text */
	size_t nactuals, actuals_cap;
	const struct actual *actual;	/* the latest by date, or NULL */
	struct period_result *results;
	size_t nresults, results_cap;
	struct year_milestone *by_year;
	size_t nby_year, by_year_cap;
	struct score score;		/* KIND_CRITERION */
	struct rank rank;		/* KIND_INDEX */
	int assessed_year;		/* 0: not given */
	const struct measure *measure;
};

/* What the facts of a plan's items depend on, apart from their text. */
struct facts_context {
	const struct site *site;
	const struct vocabulary *vocabulary;
	const struct agency *agency;	/* NULL: units stay unknown */
	const struct plan_front *front;
};

/*
 * `pos` is the place of the section in its source; findings may be NULL.
 * Memory from the pool.
 */
void facts_read(struct facts *out, struct pool *pool,
		const struct facts_context *context,
		const struct section *section, struct pos pos,
		struct diags *diags);

/* The cheap part for comparing: only due dates.  No memory. */
int32_t facts_due(const struct facts_context *context,
		  const struct section *section, struct deadline *deadline);

/* The plan's day of issue, of a month its first; DATE_NONE: not given. */
int32_t plan_day(const struct plan_front *front);

/* How often recurring work is reported: as its own words say, else the site. */
enum period_kind facts_cycle(const struct facts *f, const struct site *site);

/* Is there a result of the period, of a longer one, or of its last part?  Who
 * reports by month has reported the quarter. */
bool facts_reported(const struct facts *f, struct period p);

/* The last day of a plan's period, or DATE_NONE. */
int32_t plan_period_end(const struct plan_front *front);
/* The first one; 0: not known. */
int32_t plan_period_start(const struct plan_front *front);

#endif
