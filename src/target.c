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

	if (!head || head > 12)
		return 0;
	if (grouped(s, head, &end) && end > 15)
		return 0;
	for (size_t i = 0; i < end; i++)
		if (ascii_digit(s.p[i]))
			value = value * 10 + (s.p[i] - '0');
	value *= MILLION;
	if (end < s.n && (s.p[end] == '.' || s.p[end] == ',')) {
		frac = digits(s, end + 1);
		for (size_t i = 0; i < frac && unit > 1; i++) {
			unit /= 10;
			value += (s.p[end + 1 + i] - '0') * unit;
		}
		if (frac)
			end += 1 + frac;
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

static const struct {
	const char *text;
	enum comparator comparator;
} comparators[] = {
	{ "≥", COMPARE_AT_LEAST }, { ">=", COMPARE_AT_LEAST },
	{ "≤", COMPARE_AT_MOST }, { "<=", COMPARE_AT_MOST },
	{ ">", COMPARE_ABOVE }, { "<", COMPARE_BELOW },
	{ "tối thiểu", COMPARE_AT_LEAST }, { "ít nhất", COMPARE_AT_LEAST },
	{ "không dưới", COMPARE_AT_LEAST },
	{ "đạt từ", COMPARE_AT_LEAST }, { "từ", COMPARE_AT_LEAST },
	{ "không quá", COMPARE_AT_MOST }, { "tối đa", COMPARE_AT_MOST },
	{ "không vượt quá", COMPARE_AT_MOST },
	{ "trên", COMPARE_ABOVE }, { "hơn", COMPARE_ABOVE },
	{ "dưới", COMPARE_BELOW },
	{ "at least", COMPARE_AT_LEAST }, { "at most", COMPARE_AT_MOST },
	{ "above", COMPARE_ABOVE }, { "below", COMPARE_BELOW },
	{ "đạt", COMPARE_REACH },
};

/* Does `s` begin with `word`, whatever its case (ASCII and first letter)? */
static bool begins(struct str s, const char *word)
{
	struct str w = str_of(word), fs, fw;
	struct buf a = BUF_INIT, b = BUF_INIT;
	bool same;

	if (s.n < w.n)
		return false;
	if (str_starts(s, w))
		return true;
	if (!ascii_alpha(w.p[0]) && (unsigned char)w.p[0] < 0xc3)
		return false;
	text_fold_buf(&a, str_sub(s, 0, w.n));
	text_fold_buf(&b, w);
	fs = buf_str(&a);
	fw = buf_str(&b);
	same = fw.n && str_eq(fs, fw);
	buf_release(&a);
	buf_release(&b);
	return same;
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

int target_parse(struct target *out, struct str text)
{
	size_t used;

	*out = (struct target){ .comparator = COMPARE_REACH };
	text = str_trim(text);
	if (!text.n)
		return -1;
	if (begins(text, "hoàn thành") && text.n == strlen("hoàn thành")) {
		out->comparator = COMPARE_DONE;
		return 0;
	}
	for (size_t i = 0; i < sizeof(comparators) / sizeof(*comparators); i++)
		if (begins(text, comparators[i].text)) {
			out->comparator = comparators[i].comparator;
			text = str_trim(str_from(text,
					strlen(comparators[i].text)));
			break;
		}
	used = number_parse(text, &out->value);
	if (!used) {
		out->comparator = COMPARE_NONE;
		return -1;
	}
	text = str_trim(str_from(text, used));
	out->unit = strip_direction(text, &out->comparator);
	return 0;
}

/* ---- actual values ----------------------------------------------------- */

/* Cut "(30/9/2026)" off the end. */
static int cut_date(struct str *text, int32_t *date, bool *bad_date)
{
	ptrdiff_t open;
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
	*date = date_parse(inside, &impossible);
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
	int64_t value = part / whole, rest = part % whole;

	for (int i = 0; i < 8; i++) {	/* 100 and a million */
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
	} else if (target && str_eqs(target->unit, "%")) {
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
	if (!used)
		return -1;
	text = str_trim(str_from(text, used));
	if (text.n > 1 && text.p[0] == '/') {
		out->part = out->value;
		text = str_trim(str_from(text, 1));
		if (!number_parse(text, &out->whole)) {
			out->whole = -1;
			return -1;
		}
		share(out, target);
	}
	return 0;
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
	case COMPARE_DONE:
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
