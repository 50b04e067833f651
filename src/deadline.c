/* SPDX-License-Identifier: MIT */
/* deadline.c - the grammar of deadlines, on folded words. */
#include "deadline.h"

#include "text.h"

#define YEAR_FIRST 1990
#define YEAR_LAST 2200

const char *deadline_kind_name(enum deadline_kind kind)
{
	switch (kind) {
	case DEADLINE_DATE:
		return "date";
	case DEADLINE_RECURRING:
		return "recurring";
	case DEADLINE_EVENT:
		return "event";
	case DEADLINE_VAGUE:
	case DEADLINE_UNCLEAR:
		return "vague";
	case DEADLINE_NONE:
		break;
	}
	return "none";
}

/* ---- phrases: the first that the text has ------------------------------ */

static const struct {
	const char *phrase;
	enum deadline_kind kind;
	enum recurrence every;
} phrases[] = {
	{ "hang thang", DEADLINE_RECURRING, EVERY_MONTH },
	{ "tung thang", DEADLINE_RECURRING, EVERY_MONTH },
	{ "moi thang", DEADLINE_RECURRING, EVERY_MONTH },
	{ "monthly", DEADLINE_RECURRING, EVERY_MONTH },
	{ "hang quy", DEADLINE_RECURRING, EVERY_QUARTER },
	{ "tung quy", DEADLINE_RECURRING, EVERY_QUARTER },
	{ "moi quy", DEADLINE_RECURRING, EVERY_QUARTER },
	{ "quarterly", DEADLINE_RECURRING, EVERY_QUARTER },
	{ "hang nam", DEADLINE_RECURRING, EVERY_YEAR },
	{ "tung nam", DEADLINE_RECURRING, EVERY_YEAR },
	{ "moi nam", DEADLINE_RECURRING, EVERY_YEAR },
	{ "yearly", DEADLINE_RECURRING, EVERY_YEAR },
	{ "annually", DEADLINE_RECURRING, EVERY_YEAR },
	{ "thuong xuyen", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "dinh ky", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "hang tuan", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "hang ngay", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "lien tuc", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "ongoing", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "continuous", DEADLINE_RECURRING, EVERY_UNSAID },
	{ "khi", DEADLINE_EVENT, EVERY_UNSAID },
	{ "ke tu ngay", DEADLINE_EVENT, EVERY_UNSAID },
	{ "ngay sau", DEADLINE_EVENT, EVERY_UNSAID },
	{ "theo yeu cau", DEADLINE_EVENT, EVERY_UNSAID },
	{ "when", DEADLINE_EVENT, EVERY_UNSAID },
	{ "kip thoi", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "tien do", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "thoi han", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dung han", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "truoc han", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dung thoi gian", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "theo quy dinh", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "theo ke hoach", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "tung buoc", DEADLINE_VAGUE, EVERY_UNSAID },
	{ "timely", DEADLINE_VAGUE, EVERY_UNSAID },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Does the folded text have these words next to each other? */
static bool has_words(struct str folded, struct str words)
{
	ptrdiff_t at;

	for (struct str rest = folded; (at = str_find(rest, words)) >= 0;
	     rest = str_from(rest, (size_t)at + 1)) {
		size_t from = (size_t)(rest.p - folded.p) + (size_t)at;
		size_t to = from + words.n;

		if ((from == 0 || folded.p[from - 1] == ' ') &&
		    (to == folded.n || folded.p[to] == ' '))
			return true;
	}
	return false;
}

/* ---- a cursor over folded words ---------------------------------------- */

static bool take(struct str *s, const char *word)
{
	struct str w = str_of(word);

	if (!str_starts(*s, w) || (s->n > w.n && s->p[w.n] != ' '))
		return false;
	*s = str_trim(str_from(*s, w.n));
	return true;
}

static struct str take_word(struct str *s)
{
	ptrdiff_t sp = str_chr(*s, ' ');
	struct str w = sp < 0 ? *s : str_sub(*s, 0, (size_t)sp);

	*s = str_trim(str_from(*s, w.n));
	return w;
}

/* A year of four digits, or 0. */
static int year_of(struct str word)
{
	long n = word.n == 4 ? str_number(word) : 0;

	return n >= YEAR_FIRST && n <= YEAR_LAST ? (int)n : 0;
}

/* [ "nam" ] year; `year` where nothing is left. */
static int take_year(struct str *s, int year)
{
	take(s, "nam");
	return s->n ? year_of(take_word(s)) : year;
}

/* A number, or a Roman one up to 10; -1. */
static long ordinal(struct str word)
{
	static const char *const roman[] = { "i", "ii", "iii", "iv", "v", "vi",
					     "vii", "viii", "ix", "x" };

	for (size_t i = 0; i < COUNT(roman); i++)
		if (str_eqs(word, roman[i]))
			return (long)i + 1;
	return str_number(word);
}

/* ---- what has a last day ----------------------------------------------- */

struct span {
	int32_t from, to;	/* first and last day */
	bool impossible;	/* of the right shape, but it does not exist */
};

static bool set_day(struct span *out, struct ymd d)
{
	out->impossible = !date_valid(d);
	if (out->impossible)
		return false;
	out->from = out->to = date_of(d);
	return true;
}

static void set_months(struct span *out, int year, int first, int last)
{
	out->from = date_of((struct ymd){ year, first, 1 });
	out->to = date_month_end(year, last);
}

/*
 * Quarters or months, behind their `name`: "i 2026", "i ii 2026",
 * "iii va quy iv", "iv 2026 den quy i 2027".
 */
static bool series(struct str s, const char *name, int months, int year,
		   struct span *out)
{
	struct span part;
	bool more = false;

	do {
		long first = 0, last = 0, n;
		int y;

		for (;;) {
			struct str rest = s;

			n = ordinal(take_word(&rest));
			if (n < 1 || n > 12 / months)
				break;
			if (n < last)
				return false;
			first = first ? first : n;
			last = n;
			s = rest;
			take(&s, "va");
			take(&s, "den");
			take(&s, name);
		}
		if (!last) {
			out->impossible = n >= 0 && n < YEAR_FIRST;
			return false;
		}
		y = take_year(&s, year);
		if (!y)
			return false;
		set_months(&part, y, (int)(first - 1) * months + 1,
			   (int)last * months);
		if (!more)
			out->from = part.from;
		out->to = part.to;
		more = take(&s, "va");
		more |= take(&s, "den");
		more |= take(&s, name);
	} while (more);
	return !s.n;
}

/* "6 thang dau nam 2026", "9 thang nam 2026", "6 thang cuoi nam". */
static bool part_of_year(struct str s, int year, struct span *out)
{
	long n = str_number(take_word(&s));
	bool last;

	if (n < 1 || n > 12 || !take(&s, "thang"))
		return false;
	last = take(&s, "cuoi");
	if (!last && !take(&s, "dau") && !take(&s, "nam"))
		return false;
	year = take_year(&s, year);
	if (!year || s.n)
		return false;
	set_months(out, year, last ? 13 - (int)n : 1, last ? 12 : (int)n);
	return true;
}

/* "2026", "2026 2030", "2025 2026 va 2027"; nothing: the plan's own year. */
static bool years(struct str s, int year, struct span *out)
{
	int first = 0, last = 0;

	while (s.n) {
		int y = year_of(take_word(&s));

		if (!y || y < last)
			return false;
		first = first ? first : y;
		last = y;
		take(&s, "va");
		take(&s, "den");
		take(&s, "nam");
	}
	if (!last)
		first = last = year;
	if (!last)
		return false;
	set_months(out, first, 1, 1);
	out->to = date_month_end(last, 12);
	return true;
}

/* "15 thang 9 nam 2026", as headers of documents write it. */
static bool spelled_date(struct str s, struct span *out)
{
	struct ymd d;

	d.day = (int)str_number(take_word(&s));
	if (d.day < 0 || !take(&s, "thang"))
		return false;
	d.month = (int)str_number(take_word(&s));
	take(&s, "nam");
	d.year = year_of(take_word(&s));
	return d.month >= 0 && d.year && !s.n && set_day(out, d);
}

/*
 * The date in figures that `s` is, as `token` writes it: in one of the forms
 * of date_parse(), or "15/12" in the plan's year, or a month, "6/2026".
 */
static bool figures(struct str s, struct str token, int year, struct span *out)
{
	struct buf folded = BUF_INIT;
	struct str rest = s;
	bool same;
	long a, b;

	text_fold_buf(&folded, token);
	same = str_eq(buf_str(&folded), s);
	buf_release(&folded);
	if (!same)
		return false;
	out->from = out->to = date_parse(token, &out->impossible);
	if (out->to != DATE_NONE)
		return true;
	if (out->impossible || str_chr(token, '/') < 0)
		return false;
	a = str_number(take_word(&rest));
	b = year_of(rest);
	if (a >= 1 && a <= 12 && b) {
		set_months(out, (int)b, (int)a, (int)a);
		return true;
	}
	b = str_number(rest);
	return year && a >= 1 && a <= 31 && b >= 1 && b <= 12 &&
	       set_day(out, (struct ymd){ year, (int)b, (int)a });
}

/* All of `s`; `token` is the last word of the text as written. */
static bool expression(struct str s, struct str token, int year,
		       struct span *out)
{
	bool day = take(&s, "ngay");

	if (spelled_date(s, out) || out->impossible ||
	    figures(s, token, year, out) || out->impossible)
		return out->to != DATE_NONE;
	if (day)
		return false;
	if (take(&s, "quy") || take(&s, "q"))
		return series(s, "quy", 3, year, out);
	if (s.n > 1 && s.p[0] == 'q' && ordinal(take_word(&(struct str){
			s.p + 1, s.n - 1 })) > 0)
		return series(str_from(s, 1), "quy", 3, year, out);
	if (take(&s, "thang"))
		return series(s, "thang", 1, year, out);
	if (part_of_year(s, year, out))
		return true;
	return (take(&s, "nam") || (s.n && ascii_digit(s.p[0]))) &&
	       years(s, year, out);
}

/* ---- what may stand before it ------------------------------------------ */

struct lead {
	bool before;		/* "trước": the day before */
	bool end;		/* "hết", "cuối": its end is meant */
};

static void take_leads(struct str *s, struct lead *lead)
{
	static const char *const words[] = {
		"hoan thanh", "xong", "thuc hien", "trong", "den",
		"cham nhat la", "cham nhat", "muon nhat la", "muon nhat",
		"vao", "giai doan", "ca", "cac", "by",
	};
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < COUNT(words); i++)
			again |= take(s, words[i]);
		if (take(s, "truoc") || take(s, "before"))
			again = lead->before = true;
		if (take(s, "het") || take(s, "cuoi"))
			again = lead->end = true;
	}
}

static struct str last_word(struct str text)
{
	size_t from;

	while (text.n && strchr(" .;,", text.p[text.n - 1]))
		text.n--;
	from = text.n;
	while (from && !ascii_space(text.p[from - 1]))
		from--;
	return str_from(text, from);
}

/* A date or a span, and "từ … đến …", which is due at its end. */
static struct deadline dated(struct str s, struct str text, int year)
{
	struct deadline d = { DEADLINE_UNCLEAR, DATE_NONE, EVERY_UNSAID, false };
	struct span span = { DATE_NONE, DATE_NONE, false };
	struct lead lead = { false, false };

	take_leads(&s, &lead);
	if (take(&s, "tu")) {
		ptrdiff_t to = str_find(s, STR(" den "));

		if (to < 0)
			return d;	/* a beginning is no deadline */
		s = str_from(s, (size_t)to + 1);
		take_leads(&s, &lead);
	}
	if (expression(s, last_word(text), year, &span)) {
		d.kind = DEADLINE_DATE;
		d.due = lead.before && !lead.end ? span.from - 1 : span.to;
	}
	d.impossible = span.impossible;
	return d;
}

static bool has_year(struct str folded)
{
	while (folded.n)
		if (year_of(take_word(&folded)))
			return true;
	return false;
}

struct deadline deadline_parse(struct str text, int year)
{
	struct deadline d = { DEADLINE_NONE, DATE_NONE, EVERY_UNSAID, false };
	struct buf folded = BUF_INIT;
	struct str s;

	text = str_trim(text);
	if (!text.n)
		return d;
	text_fold_buf(&folded, text);
	s = buf_str(&folded);
	d = dated(s, text, year);
	for (size_t i = 0; i < COUNT(phrases); i++) {
		if (d.kind != DEADLINE_UNCLEAR || d.impossible)
			break;
		if (!has_words(s, str_of(phrases[i].phrase)))
			continue;
		/* A year among vague words is a date that was not read. */
		if (phrases[i].kind == DEADLINE_VAGUE && has_year(s))
			break;
		d.kind = phrases[i].kind;
		d.every = phrases[i].every;
	}
	buf_release(&folded);
	return d;
}
