/* SPDX-License-Identifier: MIT */
/*
 * date.h - civil dates as counts of days, and moments as seconds.
 *
 * A date is an int32_t: days since 1970-01-01 in the proleptic Gregorian
 * calendar; DATE_NONE means "no date".  No clock and no locale here.
 */
#ifndef DATE_H
#define DATE_H

#include <stdint.h>

#include "buf.h"
#include "diag.h"

#define DATE_NONE INT32_MIN

struct ymd {
	int year, month, day;	/* 1-12, 1-31 */
};

bool date_valid(struct ymd d);
int32_t date_of(struct ymd d);
struct ymd date_ymd(int32_t day);
int date_month_days(int year, int month);
/* The last day of a month; of a quarter (1-4). */
int32_t date_month_end(int year, int month);
int32_t date_quarter_end(int year, int quarter);

/*
 * A whole text as a date: 2026-02-06, 06/02/2026 or 6/2/2026, day first.
 * DATE_NONE if it has another shape; *impossible says that the shape is
 * right and the day does not exist (31/02/2026).
 */
int32_t date_parse(struct str s, bool *impossible);

/*
 * Report a text that is no date: BAD_DATE, or AMBIGUOUS_DATE where it could
 * mean several days (06/02/26, 02.06.2026, 2/13/2026).  Returns -1.
 */
int date_refuse(struct diags *diags, struct pos pos, struct str text);
bool date_ambiguous(struct str text);

/* 2026-02-06 */
void date_iso(struct buf *out, int32_t day);
/* As Vietnamese documents write it: 06/02/2026, 30/9/2026 (Nghị định
 * 30/2020/NĐ-CP, Phụ lục I: days below 10 and months 1, 2 get a zero). */
void date_vi(struct buf *out, int32_t day);

/* The civil date of a moment at an offset from UTC in minutes. */
int32_t date_at(int64_t seconds, int offset_minutes);
/* RFC 3339: 2026-06-12T09:30:00+07:00 */
void date_rfc3339(struct buf *out, int64_t seconds, int offset_minutes);

/*
 * Minutes east of UTC of a time zone without daylight saving: "+07:00",
 * "UTC", "Asia/Ho_Chi_Minh", "Asia/Bangkok" and a few more.  -1 if unknown.
 * (Zone files of a machine are not read: equal inputs must give equal sites.)
 */
int date_zone(struct str name, int *offset_minutes);

#endif
