/* SPDX-License-Identifier: MIT */
/* target.c - reads targets, actual values, scores and ranks. */
#include "target.h"

#include "text.h"

const char *comparator_name(enum comparator c)
{
	static const char *const names[] = {
		[COMPARE_REACH] = "reach", [COMPARE_AT_LEAST] = "at_least",
		[COMPARE_ABOVE] = "above", [COMPARE_AT_MOST] = "at_most",
		[COMPARE_BELOW] = "below", [COMPARE_DONE] = "done",
	};

	return c == COMPARE_NONE ? NULL : names[c];
}

static size_t digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && ascii_digit(s.p[at + n]))
		n++;
	return n;
}

/* "1.234.567": groups of exactly three behind the same separator. */
static bool grouped(struct str s, size_t head, size_t *end)
{
	size_t at = head;
	char sep = at < s.n ? s.p[at] : '\0';

	if (head == 0 || head > 3 || s.p[0] == '0' ||
	    (sep != '.' && sep != ','))
		return false;
	while (at < s.n && s.p[at] == sep && digits(s, at + 1) == 3)
		at += 4;
	*end = at;
	return at > head;
}

size_t number_parse(struct str s, int64_t *millionths)
{
	size_t head = digits(s, 0), end = head, frac;
	int64_t value = 0, unit = MILLION;
	char group = '\0';

	if (!head || head > 12)
		return 0;
	if (grouped(s, head, &end)) {
		if (end > 15)
			return 0;
		group = s.p[head];
	}
	for (size_t i = 0; i < end; i++)
		if (ascii_digit(s.p[i]))
			value = value * 10 + (s.p[i] - '0');
	value *= MILLION;
	if (end < s.n && (s.p[end] == '.' || s.p[end] == ',')) {
		frac = digits(s, end + 1);
		if (frac && s.p[end] == group)
			return 0;	/* 1.234.5 */
		for (size_t i = 0; i < frac && unit > 1; i++) {
			unit /= 10;
			value += (s.p[end + 1 + i] - '0') * unit;
		}
		if (frac)
			end += 1 + frac;
		if (frac && end < s.n && (s.p[end] == '.' || s.p[end] == ',') &&
		    digits(s, end + 1))
			return 0;	/* 1.2.3 */
	}
	*millionths = value;
	return end;
}

void number_show(struct buf *out, int64_t millionths, char point)
{
	int64_t frac = millionths % MILLION;

	buf_addf(out, "%lld", (long long)(millionths / MILLION));
	if (!frac)
		return;
	buf_addc(out, point);
	for (int64_t unit = MILLION / 10; frac; unit /= 10) {
		buf_addc(out, (char)('0' + frac / unit));
		frac %= unit;
	}
}

/* ---- targets ----------------------------------------------------------- */

/* Words that may stand before a number.  Longer ones first; the last that sets
 * a comparator counts ("đạt từ", "đạt trên"). */
static const struct {
	const char *text;
	enum comparator comparator;	/* COMPARE_NONE: says nothing */
} comparators[] = {
	{ "≥", COMPARE_AT_LEAST }, { ">=", COMPARE_AT_LEAST },
	{ "≤", COMPARE_AT_MOST }, { "<=", COMPARE_AT_MOST },
	{ ">", COMPARE_ABOVE }, { "<", COMPARE_BELOW },
	{ "tối thiểu", COMPARE_AT_LEAST }, { "ít nhất", COMPARE_AT_LEAST },
	{ "không dưới", COMPARE_AT_LEAST },
	{ "không thấp hơn", COMPARE_AT_LEAST },
	{ "không ít hơn", COMPARE_AT_LEAST },
	{ "từ", COMPARE_AT_LEAST },
	{ "không vượt quá", COMPARE_AT_MOST }, { "không quá", COMPARE_AT_MOST },
	{ "không trên", COMPARE_AT_MOST }, { "tối đa", COMPARE_AT_MOST },
	{ "nhiều nhất", COMPARE_AT_MOST },
	{ "trên", COMPARE_ABOVE }, { "hơn", COMPARE_ABOVE },
	{ "dưới", COMPARE_BELOW },
	{ "at least", COMPARE_AT_LEAST }, { "at most", COMPARE_AT_MOST },
	{ "above", COMPARE_ABOVE }, { "below", COMPARE_BELOW },
	{ "phấn đấu", COMPARE_NONE }, { "hoàn thành", COMPARE_NONE },
	{ "đạt", COMPARE_NONE },
};

/* Take a word off the front, whatever its case.  (Signs are no words.) */
static bool take(struct str *s, const char *word)
{
	struct str w = str_of(word);
	struct buf a = BUF_INIT, b = BUF_INIT;
	bool same = str_starts(*s, w);

	if (!same && s->n >= w.n && !strchr("<>\xe2", w.p[0])) {
		text_fold_buf(&a, str_sub(*s, 0, w.n));
		text_fold_buf(&b, w);
		same = b.n && str_eq(buf_str(&a), buf_str(&b));
		buf_release(&a);
		buf_release(&b);
	}
	if (same)
		*s = str_trim(str_from(*s, w.n));
	return same;
}

static void take_comparators(struct str *text, enum comparator *c)
{
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < sizeof(comparators) /
				       sizeof(*comparators) && !again; i++) {
			again = take(text, comparators[i].text);
			if (again && comparators[i].comparator != COMPARE_NONE)
				*c = comparators[i].comparator;
		}
	}
}

/* "trở lên" and "trở xuống" behind the number. */
static struct str strip_direction(struct str rest, enum comparator *c)
{
	struct buf folded = BUF_INIT;
	struct str f;

	text_fold_buf(&folded, rest);
	f = buf_str(&folded);
	if (str_ends(f, STR("tro len")) || str_ends(f, STR("tro xuong"))) {
		ptrdiff_t at = str_find(rest, STR("trở"));

		if (at < 0)
			at = str_find(rest, STR("Trở"));
		*c = str_ends(f, STR("len")) ? COMPARE_AT_LEAST :
					       COMPARE_AT_MOST;
		if (at >= 0)
			rest = str_trim(str_sub(rest, 0, (size_t)at));
	}
	buf_release(&folded);
	return rest;
}

/* What may follow a number: no figure that would belong to it. */
static bool is_unit(struct str s)
{
	return !s.n || (!ascii_digit(s.p[0]) && !strchr("-/.,:;", s.p[0]) &&
			!str_starts(s, STR("–")));
}

/* Does a word of it begin with a figure: "80% đến 90%", "60%, 2027: 70%"? */
static bool has_figure(struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if (ascii_digit(s.p[i]) && !ascii_alnum(s.p[i - 1]) &&
		    (!(s.p[i - 1] & 0x80) ||
		     str_ends(str_sub(s, 0, i), STR("–"))))
			return true;
	return false;
}

/* "Hoàn thành": a target without a number. */
static bool is_done(struct str text)
{
	struct buf folded = BUF_INIT;
	bool done;

	text_fold_buf(&folded, text);
	done = str_eqs(buf_str(&folded), "hoan thanh") ||
	       str_eqs(buf_str(&folded), "done");
	buf_release(&folded);
	return done;
}

int target_parse(struct target *out, struct str text)
{
	size_t used;

	*out = (struct target){ .comparator = COMPARE_REACH };
	text = str_trim(text);
	if (is_done(text)) {
		out->comparator = COMPARE_DONE;
		return 0;
	}
	take_comparators(&text, &out->comparator);
	used = number_parse(text, &out->value);
	text = str_trim(str_from(text, used));
	if (!used || !is_unit(text) || has_figure(text)) {
		*out = (struct target){ .comparator = COMPARE_NONE };
		return -1;
	}
	out->unit = strip_direction(text, &out->comparator);
	return 0;
}

/* ---- actual values ----------------------------------------------------- */

/* Cut "(30/9/2026)" or "(tính đến 30/9/2026)" off the end. */
static int cut_date(struct str *text, int32_t *date, bool *bad_date)
{
	ptrdiff_t open, space;
	struct str inside;
	bool impossible = false;

	*date = DATE_NONE;
	if (!text->n || text->p[text->n - 1] != ')')
		return 0;
	open = str_rchr(*text, '(');
	if (open < 0)
		return 0;
	inside = str_trim(str_sub(*text, (size_t)open + 1,
				  text->n - (size_t)open - 2));
	space = str_rchr(inside, ' ');
	*date = date_parse(str_from(inside, (size_t)(space + 1)), &impossible);
	if (impossible) {
		*bad_date = true;
		return -1;
	}
	if (*date != DATE_NONE)
		*text = str_trim(str_sub(*text, 0, (size_t)open));
	return 0;
}

/* part / whole in millionths of a per cent, rounded down, without overflow. */
static int64_t per_cent(int64_t part, int64_t whole)
{
	const int64_t scale = 100 * (int64_t)MILLION;
	int64_t value, rest;

	while (whole > INT64_MAX / 10) {
		part /= 10;
		whole /= 10;
	}
	value = part / whole;
	rest = part % whole;
	if (value > INT64_MAX / scale - 1)
		return INT64_MAX;
	for (int64_t done = 1; done < scale; done *= 10) {
		value *= 10;
		rest *= 10;
		value += rest / whole;
		rest %= whole;
	}
	return value;
}

static void share(struct actual *out, const struct target *target)
{
	if (out->whole == 0) {
		out->kind = ACTUAL_NOT_ARISEN;
		out->value = 0;
	} else if (target && str_starts(target->unit, STR("%"))) {
		out->value = per_cent(out->part, out->whole);
	} else {
		out->value = out->part;
	}
}

int actual_parse(struct actual *out, struct str text,
		 const struct target *target, const struct vocabulary *v,
		 bool *bad_date)
{
	size_t used;

	*bad_date = false;
	*out = (struct actual){ .whole = -1 };
	text = str_trim(text);
	if (cut_date(&text, &out->date, bad_date))
		return -1;
	out->text = text;
	switch (vocabulary_word(v, text)) {
	case WORD_ACHIEVED:
		out->kind = ACTUAL_ACHIEVED;
		return 0;
	case WORD_NOT_ACHIEVED:
		out->kind = ACTUAL_NOT_ACHIEVED;
		return 0;
	case WORD_NONE_ARISEN:
		out->kind = ACTUAL_NOT_ARISEN;
		return 0;
	default:
		break;
	}
	used = number_parse(text, &out->value);
	text = str_trim(str_from(text, used));
	if (used && text.n && text.p[0] == '/') {
		out->part = out->value;
		text = str_trim(str_from(text, 1));
		used = number_parse(text, &out->whole);
		text = str_trim(str_from(text, used));
		if (!used || (!out->whole && out->part))
			return -1;
		share(out, target);
	}
	return used && is_unit(text) ? 0 : -1;
}

bool target_met(const struct target *target, const struct actual *actual)
{
	if (actual->kind == ACTUAL_ACHIEVED)
		return true;
	if (actual->kind != ACTUAL_NUMBER)
		return false;
	switch (target->comparator) {
	case COMPARE_REACH:
	case COMPARE_AT_LEAST:
		return actual->value >= target->value;
	case COMPARE_ABOVE:
		return actual->value > target->value;
	case COMPARE_AT_MOST:
		return actual->value <= target->value;
	case COMPARE_BELOW:
		return actual->value < target->value;
	case COMPARE_DONE:	/* "12/12", "100%" */
		if (actual->whole > 0)
			return actual->part >= actual->whole;
		return str_ends(actual->text, STR("%")) &&
		       actual->value >= 100 * (int64_t)MILLION;
	case COMPARE_NONE:
		break;
	}
	return false;
}

/* ---- scores and ranks -------------------------------------------------- */

int score_parse(struct score *out, struct str text)
{
	size_t used;

	text = str_trim(text);
	used = number_parse(text, &out->points);
	text = str_trim(str_from(text, used));
	if (!used || !text.n || text.p[0] != '/')
		return -1;
	text = str_trim(str_from(text, 1));
	used = number_parse(text, &out->of);
	if (!used || str_trim(str_from(text, used)).n || out->of <= 0 ||
	    out->points > out->of)
		return -1;
	return 0;
}

int rank_parse(struct rank *out, struct str text)
{
	ptrdiff_t slash = str_chr(text, '/');

	if (slash < 0)
		return -1;
	out->place = (int)str_number(str_trim(str_sub(text, 0, (size_t)slash)));
	out->of = (int)str_number(str_trim(str_from(text, (size_t)slash + 1)));
	return out->place >= 1 && out->of >= out->place ? 0 : -1;
}
