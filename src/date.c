/* SPDX-License-Identifier: MIT */
/* date.c - civil dates: reading, writing, arithmetic. */
#include "date.h"

#include <stdlib.h>

/* What fits four digits; anything beyond is held at these ends. */
#define YEAR_MIN 1
#define YEAR_MAX 9999
#define DAY_SECONDS 86400

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && leap(year));
}

bool date_valid(struct ymd d)
{
	return d.year >= YEAR_MIN && d.year <= YEAR_MAX && d.month >= 1 &&
	       d.month <= 12 && d.day >= 1 &&
	       d.day <= date_month_days(d.year, d.month);
}

/*
 * Years are counted from March, so that the leap day is the last of its year,
 * and in eras of 400 years, each of 146097 days.
 */
int32_t date_of(struct ymd d)
{
	int year = d.year - (d.month <= 2);
	int era = (year >= 0 ? year : year - 399) / 400;
	int of_era = year - era * 400;
	int of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 +
		      d.day - 1;
	int day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return era * 146097 + day - 719468;
}

struct ymd date_ymd(int32_t day)
{
	int64_t n = (int64_t)day + 719468;
	int64_t era = (n >= 0 ? n : n - 146096) / 146097;
	int of_era = (int)(n - era * 146097);
	int year = (of_era - of_era / 1460 + of_era / 36524 -
		    of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;	/* 0 is March */
	struct ymd d;

	d.day = of_year - (153 * month + 2) / 5 + 1;
	d.month = month < 10 ? month + 3 : month - 9;
	d.year = (int)(era * 400) + year + (d.month <= 2);
	return d;
}

int32_t date_month_end(int year, int month)
{
	return date_of((struct ymd){ year, month,
				     date_month_days(year, month) });
}

int32_t date_quarter_end(int year, int quarter)
{
	return date_month_end(year, quarter * 3);
}

/* A number of `least` to `most` digits before `sep` (0: the end) in *s. */
static int take_number(struct str *s, size_t least, size_t most, char sep)
{
	struct str digits;

	if (sep && str_chr(*s, sep) < 0)
		return -1;
	if (!str_split(s, sep ? sep : '\n', &digits) ||
	    digits.n < least || digits.n > most)
		return -1;
	return (int)str_number(digits);
}

/* yyyy-mm-dd or d/m/yyyy; false for any other shape. */
static bool take_ymd(struct str s, struct ymd *d)
{
	if (str_chr(s, '\n') >= 0)
		return false;
	if (str_chr(s, '/') >= 0) {
		d->day = take_number(&s, 1, 2, '/');
		d->month = take_number(&s, 1, 2, '/');
		d->year = take_number(&s, 4, 4, 0);
	} else {
		d->year = take_number(&s, 4, 4, '-');
		d->month = take_number(&s, 2, 2, '-');
		d->day = take_number(&s, 2, 2, 0);
	}
	return d->year >= 0 && d->month >= 0 && d->day >= 0;
}

int32_t date_parse(struct str s, bool *impossible)
{
	struct ymd d;
	bool shape = take_ymd(str_trim(s), &d);
	bool valid = shape && date_valid(d);

	if (impossible)
		*impossible = shape && !valid;
	return valid ? date_of(d) : DATE_NONE;
}

/* Three numbers between two equal separators; false for any other shape. */
static bool take_three(struct str s, char *sep, struct str part[3])
{
	size_t at = 0;

	while (at < s.n && ascii_digit(s.p[at]))
		at++;
	*sep = at < s.n ? s.p[at] : '\0';
	if (*sep != '/' && *sep != '-' && *sep != '.')
		return false;
	for (size_t i = 0; i < 3; i++)
		if (!str_split(&s, *sep, &part[i]) || !part[i].n ||
		    part[i].n > 4 || str_number(part[i]) < 0)
			return false;
	return !s.p;
}

bool date_ambiguous(struct str text)
{
	struct str part[3];
	char sep;

	if (!take_three(str_trim(text), &sep, part))
		return false;
	if (part[0].n > 2)		/* 2026/02/06: the month or the day? */
		return sep != '-';
	if (part[2].n < 4 || sep != '/')
		return true;
	return str_number(part[0]) <= 12 && str_number(part[1]) > 12;
}

int date_refuse(struct diags *diags, struct pos pos, struct str text)
{
	return diag(diags, date_ambiguous(text) ? DIAG_AMBIGUOUS_DATE :
						  DIAG_BAD_DATE,
		    pos, { "value", text });
}

/* Millions of dates are written: printf would take a tenth of a build. */
static void add_number(struct buf *out, int n, int width)
{
	buf_adddigits(out, (unsigned long)n, width);
}

/* "09:30", of minutes. */
static void add_clock(struct buf *out, int minutes)
{
	add_number(out, minutes / 60, 2);
	buf_addc(out, ':');
	add_number(out, minutes % 60, 2);
}

void date_iso(struct buf *out, int32_t day)
{
	struct ymd d = date_ymd(day);

	add_number(out, d.year, 4);
	buf_addc(out, '-');
	add_number(out, d.month, 2);
	buf_addc(out, '-');
	add_number(out, d.day, 2);
}

void date_vi(struct buf *out, int32_t day)
{
	struct ymd d = date_ymd(day);

	add_number(out, d.day, 2);
	buf_addc(out, '/');
	add_number(out, d.month, d.month <= 2 ? 2 : 1);
	buf_addc(out, '/');
	add_number(out, d.year, 4);
}

/*
 * Seconds of local time since 1970, held within the years that can be
 * written: a commit may claim any 64-bit moment.
 */
static int64_t local_seconds(int64_t seconds, int offset_minutes)
{
	int64_t first = (int64_t)date_of((struct ymd){ YEAR_MIN, 1, 1 }) *
			DAY_SECONDS;
	int64_t last = ((int64_t)date_of((struct ymd){ YEAR_MAX, 12, 31 }) +
			1) * DAY_SECONDS - 1;

	if (seconds < first)
		seconds = first;
	if (seconds > last)
		seconds = last;
	seconds += (int64_t)offset_minutes * 60;
	return seconds < first ? first : seconds > last ? last : seconds;
}

static int64_t floor_day(int64_t seconds)
{
	return (seconds >= 0 ? seconds : seconds - (DAY_SECONDS - 1)) /
	       DAY_SECONDS;
}

int32_t date_at(int64_t seconds, int offset_minutes)
{
	return (int32_t)floor_day(local_seconds(seconds, offset_minutes));
}

void date_rfc3339(struct buf *out, int64_t seconds, int offset_minutes)
{
	int64_t local = local_seconds(seconds, offset_minutes);
	int64_t day = floor_day(local);
	int of_day = (int)(local - day * DAY_SECONDS);
	int offset = abs(offset_minutes);

	date_iso(out, (int32_t)day);
	buf_addc(out, 'T');
	add_clock(out, of_day / 60);
	buf_addc(out, ':');
	add_number(out, of_day % 60, 2);
	buf_addc(out, offset_minutes < 0 ? '-' : '+');
	add_clock(out, offset);
}

/* Zones that have kept one offset for decades, Viet Nam's and its region's. */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "Asia/Ho_Chi_Minh", 420 }, { "Asia/Saigon", 420 },
	{ "Asia/Bangkok", 420 }, { "Asia/Vientiane", 420 },
	{ "Asia/Phnom_Penh", 420 }, { "Asia/Jakarta", 420 },
	{ "Asia/Yangon", 390 }, { "Asia/Singapore", 480 },
	{ "Asia/Kuala_Lumpur", 480 }, { "Asia/Manila", 480 },
	{ "Asia/Shanghai", 480 }, { "Asia/Hong_Kong", 480 },
	{ "Asia/Taipei", 480 }, { "Asia/Seoul", 540 },
	{ "Asia/Tokyo", 540 }, { "Asia/Kolkata", 330 },
	{ "UTC", 0 }, { "Etc/UTC", 0 }, { "Z", 0 }
};

/* "+07:00"; ISO 8601 knows offsets of less than a day. */
static int zone_offset(struct str s, int *offset_minutes)
{
	long hours, minutes;

	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':')
		return -1;
	hours = str_number(str_sub(s, 1, 2));
	minutes = str_number(str_sub(s, 4, 2));
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return -1;
	*offset_minutes = (int)(hours * 60 + minutes);
	if (s.p[0] == '-')
		*offset_minutes = -*offset_minutes;
	return 0;
}

int date_zone(struct str name, int *offset_minutes)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (str_eqs(name, zones[i].name)) {
			*offset_minutes = zones[i].minutes;
			return 0;
		}
	return zone_offset(name, offset_minutes);
}
