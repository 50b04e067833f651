/* SPDX-License-Identifier: MIT */
/* period.c - reporting periods: reading, limits, order. */
#include "period.h"

#include "text.h"

static const struct {
	int first, last;	/* months of the first period of a kind */
} spans[] = {
	[PERIOD_KIND_MONTH] = { 1, 1 }, [PERIOD_KIND_QUARTER] = { 1, 3 },
	[PERIOD_KIND_HALF] = { 1, 6 }, [PERIOD_KIND_NINE] = { 1, 9 },
	[PERIOD_KIND_YEAR] = { 1, 12 },
};

static int months_of(enum period_kind kind)
{
	return spans[kind].last - spans[kind].first + 1;
}

static int last_month(struct period p)
{
	int n = months_of(p.kind);

	return p.index ? n * p.index : n;
}

int32_t period_end(struct period p, int cutoff)
{
	int month = last_month(p), days = date_month_days(p.year, month);

	return date_of((struct ymd){ p.year, month,
				     cutoff && cutoff < days ? cutoff : days });
}

int32_t period_start(struct period p, int cutoff)
{
	int month = last_month(p) - months_of(p.kind), year = p.year, days;

	if (!month)
		year--, month = 12;
	days = date_month_days(year, month);
	return date_of((struct ymd){ year, month,
				     cutoff && cutoff < days ? cutoff : days })
	       + 1;
}

struct period period_at(enum period_kind kind, int32_t day, int cutoff)
{
	struct ymd d = date_ymd(day);
	struct period p = { kind, d.year, 0 };

	if (kind == PERIOD_KIND_MONTH || kind == PERIOD_KIND_QUARTER)
		p.index = (d.month - 1) / months_of(kind) + 1;
	if (period_end(p, cutoff) < day)
		p = period_add(p, 1);
	return p;
}

struct period period_add(struct period p, int n)
{
	int per_year, serial;

	if (!p.index) {
		p.year += n;
		return p;
	}
	per_year = 12 / months_of(p.kind);
	serial = p.year * per_year + p.index - 1 + n;
	p.year = serial / per_year;
	p.index = serial % per_year + 1;
	return p;
}

int period_cmp(struct period a, struct period b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	return (a.index > b.index) - (a.index < b.index);
}

bool period_covers(struct period a, struct period b)
{
	return period_start(a, 0) <= period_start(b, 0) &&
	       period_end(a, 0) >= period_end(b, 0);
}

/* ---- reading ----------------------------------------------------------- */

static bool take(struct str *s, const char *word)
{
	struct str w = str_of(word);

	if (!str_starts(*s, w) || (s->n > w.n && s->p[w.n] != ' '))
		return false;
	*s = str_trim(str_from(*s, w.n));
	return true;
}

static int roman(struct str w)
{
	static const char *const names[] = { "i", "ii", "iii", "iv" };

	for (int i = 0; i < 4; i++)
		if (str_eqs(w, names[i]))
			return i + 1;
	return (int)str_number(w);
}

static int parse_folded(struct period *out, struct str s)
{
	struct str word = { NULL, 0 };

	if (take(&s, "quy")) {
		out->kind = PERIOD_KIND_QUARTER;
		str_split(&s, ' ', &word);
		out->index = roman(word);
	} else if (take(&s, "thang")) {
		out->kind = PERIOD_KIND_MONTH;
		str_split(&s, ' ', &word);
		out->index = (int)str_number(word);
	} else if (take(&s, "6 thang") || take(&s, "sau thang")) {
		out->kind = PERIOD_KIND_HALF;
		out->index = take(&s, "cuoi") ? 2 : 1;
		take(&s, "dau");
	} else if (take(&s, "9 thang") || take(&s, "chin thang")) {
		out->kind = PERIOD_KIND_NINE;
		take(&s, "dau");
	} else {
		out->kind = PERIOD_KIND_YEAR;
		take(&s, "ca");
		if (!take(&s, "nam"))
			return -1;
	}
	take(&s, "nam");
	out->year = s.n == 4 ? (int)str_number(s) : 0;
	if (out->year < 1990 || out->year > 2200)
		return -1;
	if (out->kind == PERIOD_KIND_QUARTER)
		return out->index >= 1 && out->index <= 4 ? 0 : -1;
	if (out->kind == PERIOD_KIND_MONTH)
		return out->index >= 1 && out->index <= 12 ? 0 : -1;
	return 0;
}

int period_parse(struct period *out, struct str text)
{
	struct buf folded = BUF_INIT;
	int result;

	*out = (struct period){ .index = 0 };
	text_fold_buf(&folded, text);
	result = parse_folded(out, buf_str(&folded));
	buf_release(&folded);
	return result ? period_parse_code(out, str_trim(text)) : 0;
}

int period_parse_code(struct period *out, struct str text)
{
	struct str year = str_sub(text, 0, 4), rest = str_from(text, 4);

	*out = (struct period){ .kind = PERIOD_KIND_YEAR,
				.year = (int)str_number(year) };
	if (year.n != 4 || out->year < 1990 || out->year > 2200)
		return -1;
	if (!rest.n)
		return 0;
	if (rest.n != 3 || rest.p[0] != '-')
		return -1;
	rest = str_from(rest, 1);
	out->index = (int)str_number(str_from(rest, 1));
	switch (rest.p[0]) {
	case 'Q': case 'q':
		out->kind = PERIOD_KIND_QUARTER;
		return out->index >= 1 && out->index <= 4 ? 0 : -1;
	case 'H': case 'h':
		out->kind = PERIOD_KIND_HALF;
		return out->index >= 1 && out->index <= 2 ? 0 : -1;
	}
	if (str_eqs(rest, "6M") || str_eqs(rest, "6m")) {
		out->kind = PERIOD_KIND_HALF;
		out->index = 1;
		return 0;
	}
	if (str_eqs(rest, "9M") || str_eqs(rest, "9m")) {
		out->kind = PERIOD_KIND_NINE;
		out->index = 0;
		return 0;
	}
	out->kind = PERIOD_KIND_MONTH;
	out->index = (int)str_number(rest);
	return out->index >= 1 && out->index <= 12 ? 0 : -1;
}
