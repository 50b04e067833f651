/* SPDX-License-Identifier: MIT */
/* deadline.c - the grammar of deadlines, on folded words. */
#include "deadline.h"

#include "text.h"

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

/* ---- recognised by how they begin, in this order ----------------------- */

static const struct {
	const char *phrase;
	bool anywhere;		/* or only at the beginning */
	enum deadline_kind kind;
	enum recurrence every;
} phrases[] = {
	{ "hang thang", true, DEADLINE_RECURRING, EVERY_MONTH },
	{ "hang quy", true, DEADLINE_RECURRING, EVERY_QUARTER },
	{ "hang nam", true, DEADLINE_RECURRING, EVERY_YEAR },
	{ "tung thang", true, DEADLINE_RECURRING, EVERY_MONTH },
	{ "tung quy", true, DEADLINE_RECURRING, EVERY_QUARTER },
	{ "monthly", true, DEADLINE_RECURRING, EVERY_MONTH },
	{ "quarterly", true, DEADLINE_RECURRING, EVERY_QUARTER },
	{ "yearly", true, DEADLINE_RECURRING, EVERY_YEAR },
	{ "thuong xuyen", false, DEADLINE_RECURRING, EVERY_UNSAID },
	{ "dinh ky", false, DEADLINE_RECURRING, EVERY_UNSAID },
	{ "lien tuc", false, DEADLINE_RECURRING, EVERY_UNSAID },
	{ "ongoing", false, DEADLINE_RECURRING, EVERY_UNSAID },
	{ "continuous", false, DEADLINE_RECURRING, EVERY_UNSAID },
	{ "sau khi", true, DEADLINE_EVENT, EVERY_UNSAID },
	{ "ke tu khi", true, DEADLINE_EVENT, EVERY_UNSAID },
	{ "ke tu ngay", true, DEADLINE_EVENT, EVERY_UNSAID },
	{ "khi", false, DEADLINE_EVENT, EVERY_UNSAID },
	{ "ngay sau", false, DEADLINE_EVENT, EVERY_UNSAID },
	{ "theo yeu cau", true, DEADLINE_EVENT, EVERY_UNSAID },
	{ "when", false, DEADLINE_EVENT, EVERY_UNSAID },
	{ "kip thoi", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dung tien do", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dam bao tien do", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "bao dam tien do", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dung thoi han", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dung han", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "dung thoi gian", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "theo quy dinh", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "theo ke hoach", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "tung buoc", true, DEADLINE_VAGUE, EVERY_UNSAID },
	{ "timely", true, DEADLINE_VAGUE, EVERY_UNSAID },
};

static bool has_words(struct str folded, struct str phrase, bool anywhere)
{
	ptrdiff_t at;

	for (struct str rest = folded; (at = str_find(rest, phrase)) >= 0;
	     rest = str_from(rest, (size_t)at + 1)) {
		size_t from = (size_t)(rest.p - folded.p) + (size_t)at;
		size_t to = from + phrase.n;

		if ((from == 0 || folded.p[from - 1] == ' ') &&
		    (to == folded.n || folded.p[to] == ' '))
			return anywhere || from == 0;
		if (!anywhere)
			break;
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

/* A year of four digits, or `year` where nothing is left. */
static int take_year(struct str *s, int year)
{
	struct str w;

	take(s, "nam");
	if (!s->n)
		return year;
	w = take_word(s);
	return w.n == 4 && str_number(w) >= 1990 && str_number(w) <= 2200 ?
		(int)str_number(w) : 0;
}

static int quarter_of(struct str word)
{
	static const char *const roman[] = { "i", "ii", "iii", "iv" };

	for (int q = 0; q < 4; q++)
		if (str_eqs(word, roman[q]) || str_number(word) == q + 1)
			return q + 1;
	return 0;
}

static struct deadline on(int32_t due)
{
	return (struct deadline){ DEADLINE_DATE, due, EVERY_UNSAID, false };
}

static const struct deadline unclear = { DEADLINE_UNCLEAR, DATE_NONE,
					 EVERY_UNSAID, false };

/* "i 2026", "i ii 2026", "iv": the last quarter counts. */
static struct deadline quarters(struct str s, int year)
{
	int last = 0;

	for (;;) {
		struct str rest = s;
		int q = quarter_of(take_word(&rest));

		if (!q)
			break;
		last = q;
		s = rest;
		take(&s, "va");
		take(&s, "quy");
	}
	year = take_year(&s, year);
	return last && year && !s.n ? on(date_quarter_end(year, last)) :
				      unclear;
}

static struct deadline months(struct str s, int year)
{
	long month = 0, m;

	for (;;) {
		struct str rest = s;

		m = str_number(take_word(&rest));
		if (m < 1 || m > 12)
			break;
		month = m;
		s = rest;
		take(&s, "va");
		take(&s, "thang");
	}
	year = take_year(&s, year);
	return month && year && !s.n ? on(date_month_end(year, (int)month)) :
				       unclear;
}

/* "6 thang dau nam 2026", "9 thang dau nam", "6 thang cuoi nam". */
static bool part_of_year(struct str s, int year, struct deadline *out)
{
	long n = str_number(take_word(&s));
	bool last;

	if (n < 1 || n > 12 || !take(&s, "thang"))
		return false;
	last = take(&s, "cuoi");
	if (!last && !take(&s, "dau"))
		return false;
	year = take_year(&s, year);
	if (!year || s.n)
		return false;
	*out = on(date_month_end(year, last ? 12 : (int)n));
	return true;
}

/* "2026", "2026 2030", "nam 2025 va cac nam tiep theo" is open: unclear. */
static struct deadline years(struct str s, int year)
{
	int last;

	if (!s.n)
		return year ? on(date_of((struct ymd){ year, 12, 31 })) :
			      unclear;
	last = take_year(&s, 0);
	if (last && s.n)
		last = take_year(&s, 0);
	return last && !s.n ? on(date_of((struct ymd){ last, 12, 31 })) :
			      unclear;
}

/* The date that is the text's whole rest, in any of the accepted forms. */
static struct deadline plain_date(struct str text)
{
	struct deadline d = unclear;
	ptrdiff_t at;

	text = str_trim(text);
	while (text.n && strchr(".;,", text.p[text.n - 1]))
		text.n--;
	at = str_rchr(text, ' ');
	if (at >= 0)
		text = str_from(text, (size_t)at + 1);
	d.due = date_parse(text, &d.impossible);
	if (d.due != DATE_NONE)
		d.kind = DEADLINE_DATE;
	return d;
}

/* "ngay 15 thang 9 nam 2026", as headers of documents write it. */
static bool spelled_date(struct str s, struct deadline *out)
{
	struct ymd d;

	d.day = (int)str_number(take_word(&s));
	if (!take(&s, "thang"))
		return false;
	d.month = (int)str_number(take_word(&s));
	if (!take(&s, "nam"))
		return false;
	d.year = (int)str_number(take_word(&s));
	if (s.n || d.year < 1990)
		return false;
	*out = unclear;
	out->impossible = !date_valid(d);
	if (!out->impossible)
		*out = on(date_of(d));
	return true;
}

static struct deadline expression(struct str s, struct str text, int year)
{
	struct deadline d;

	if (take(&s, "ngay") && spelled_date(s, &d))
		return d;
	d = plain_date(text);
	if (d.kind == DEADLINE_DATE || d.impossible)
		return d;
	if (take(&s, "cuoi"))
		take(&s, "thang");
	if (take(&s, "quy"))
		return quarters(s, year);
	if (s.n > 1 && s.p[0] == 'q' && ascii_digit(s.p[1]))
		return quarters(str_from(s, 1), year);
	if (take(&s, "thang"))
		return months(s, year);
	if (part_of_year(s, year, &d))
		return d;
	if (take(&s, "giai doan") || take(&s, "nam") || ascii_digit(s.p[0]))
		return years(s, year);
	return unclear;
}

struct deadline deadline_parse(struct str text, int year)
{
	static const char *const lead_ins[] = {
		"hoan thanh", "thuc hien", "trong", "den het", "den", "het",
		"cham nhat la", "cham nhat", "vao", "by",
	};
	struct deadline d = unclear;
	struct buf folded = BUF_INIT;
	struct str s;
	bool before = false, again = true;

	text = str_trim(text);
	if (!text.n) {
		d.kind = DEADLINE_NONE;
		return d;
	}
	text_fold_buf(&folded, text);
	s = buf_str(&folded);
	while (again) {
		again = false;
		for (size_t i = 0; i < sizeof(lead_ins) / sizeof(*lead_ins); i++)
			again |= take(&s, lead_ins[i]);
		if (take(&s, "truoc") || take(&s, "before"))
			before = again = true;
	}
	if (s.n || buf_str(&folded).n)
		d = expression(s, text, year);
	if (d.kind == DEADLINE_DATE && before)
		d.due--;
	if (d.kind == DEADLINE_UNCLEAR && !d.impossible) {
		s = buf_str(&folded);
		for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
			if (has_words(s, str_of(phrases[i].phrase),
				      phrases[i].anywhere)) {
				d.kind = phrases[i].kind;
				d.every = phrases[i].every;
				break;
			}
	}
	buf_release(&folded);
	return d;
}
