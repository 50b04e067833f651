/* SPDX-License-Identifier: MIT */
/*
 * period.h - the spans that officers report on: months, quarters, half
 * years, nine months, years.
 *
 * With a cutoff day (reporting_cutoff_day: 14) a span ends on that day of its
 * last month and begins on the day after it in the month before its first;
 * with 0 spans follow the calendar.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "date.h"

enum period_kind { PERIOD_KIND_MONTH, PERIOD_KIND_QUARTER, PERIOD_KIND_HALF,
		   PERIOD_KIND_NINE, PERIOD_KIND_YEAR };

struct period {
	enum period_kind kind;
	int year;
	int index;		/* month 1-12, quarter 1-4, half 1-2, else 0 */
};

/*
 * As officers write it at the front of a "Kết quả kỳ": "Quý II/2026",
 * "Tháng 6/2026", "6 tháng đầu năm 2026", "9 tháng năm 2026", "Năm 2026"; or
 * as a code.
 */
int period_parse(struct period *out, struct str text);
/* As on the command line: 2026-Q1, 2026-06, 2026-H1 (2026-6M), 2026-9M,
 * 2026. */
int period_parse_code(struct period *out, struct str text);

int32_t period_start(struct period p, int cutoff);
int32_t period_end(struct period p, int cutoff);

/* The month or quarter that a day falls into, and its neighbours. */
struct period period_at(enum period_kind kind, int32_t day, int cutoff);
struct period period_add(struct period p, int n);	/* month or quarter */
/* Order of periods of one kind: <0, 0, >0. */
int period_cmp(struct period a, struct period b);

/* Does `a` (a half, a year …) cover all of `b`? */
bool period_covers(struct period a, struct period b);

#endif
