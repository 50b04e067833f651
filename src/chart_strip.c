/* SPDX-License-Identifier: MIT */
/* chart_strip.c - draws deadlines on a line of time, in tenths of a per cent
 * of its width. */
#include "chart.h"

#include "escape.h"

#define WHOLE 1000

struct scale {
	int32_t from, to;
};

static void widen(struct scale *s, int32_t day)
{
	if (day == DATE_NONE)
		return;
	if (day < s->from)
		s->from = day;
	if (day > s->to)
		s->to = day;
}

static int at(const struct scale *s, int32_t day)
{
	long span = (long)s->to - s->from;

	if (span <= 0)
		return 0;
	return (int)((((long)day - s->from) * WHOLE + span / 2) / span);
}

static void open_attribute(struct buf *out, const char *name)
{
	buf_addc(out, ' ');
	buf_adds(out, name);
	buf_adds(out, "=\"");
}

static void number(struct buf *out, const char *name, int n)
{
	open_attribute(out, name);
	buf_addint(out, n);
	buf_addc(out, '"');
}

static void open_shape(struct buf *out, const char *element, const char *class)
{
	buf_addc(out, '<');
	buf_adds(out, element);
	open_attribute(out, "class");
	buf_adds(out, class);
	buf_addc(out, '"');
}

/* ' x1="33.3%"' */
static void place(struct buf *out, const char *name, int x)
{
	open_attribute(out, name);
	buf_addint(out, x / 10);
	if (x % 10) {
		buf_addc(out, '.');
		buf_addint(out, x % 10);
	}
	buf_adds(out, "%\"");
}

static void line(struct buf *out, const char *class, int from, int y, int to,
		 int y_to)
{
	open_shape(out, "line", class);
	place(out, "x1", from);
	place(out, "x2", to);
	number(out, "y1", y);
	number(out, "y2", y_to);
	buf_adds(out, "/>");
}

static void path(struct buf *out, const char *class, int x, int y,
		 const char *d)
{
	buf_adds(out, "<svg");
	place(out, "x", x);
	number(out, "y", y);
	buf_addc(out, '>');
	open_shape(out, "path", class);
	open_attribute(out, "d");
	buf_adds(out, d);
	buf_adds(out, "\"/></svg>");
}

static void diamond(struct buf *out, const char *class, int x, int y)
{
	path(out, class, x, y, "M0-6 6 0 0 6-6 0z");
}

static void dot(struct buf *out, const char *class, int x, int y)
{
	open_shape(out, "circle", class);
	place(out, "cx", x);
	number(out, "cy", y);
	buf_adds(out, " r=\"4.5\"/>");
}

/* A stretch of time as a band, thicker than the line. */
static void band(struct buf *out, const char *class, int from, int to, int y)
{
	if (from == to)
		return;
	open_shape(out, "rect", class);
	place(out, "x", from < to ? from : to);
	place(out, "width", from < to ? to - from : from - to);
	number(out, "y", y - 4);
	buf_adds(out, " height=\"8\"/>");
}

/* Words around a place, `half` as wide to each side, within the chart. */
static void words_at(struct buf *out, int x, int y, int half, struct str text)
{
	const char *anchor = x < half ? "start" :
			     x > WHOLE - half ? "end" : "middle";

	buf_adds(out, "<text");
	place(out, "x", x < half ? 0 : x > WHOLE - half ? WHOLE : x);
	number(out, "y", y);
	open_attribute(out, "text-anchor");
	buf_adds(out, anchor);
	buf_adds(out, "\">");
	escape_html(out, text);
	buf_adds(out, "</text>");
}

/* ---- the commitment strip ---------------------------------------------- */

#define STRIP_Y 24
#define STRIP_LABEL 12		/* base line of the words above */
#define STRIP_DATE 46		/* and of those below */

/* How a strip is laid out: a wide one has its dates below. */
struct layout {
	int half;		/* of a label's width */
	int room;		/* a shorter move has no label of its own */
};

static const struct layout narrow = { 220, 440 }, wide = { 140, 280 };

static int distance(int a, int b)
{
	return a > b ? a - b : b - a;
}

static void draw_move(struct buf *out, int from, int to)
{
	band(out, to > from ? "slip" : "slip ahead", from, to, STRIP_Y);
	line(out, "arrow", from, STRIP_Y, to, STRIP_Y);
	if (distance(from, to) >= 120)
		path(out, "head", to, STRIP_Y, to > from ?
		     "M-14-4l7 4-7 4z" : "M14-4l-7 4 7 4z");
}

static void draw_moves(struct buf *out, const struct strip *strip,
		       const struct scale *scale, const struct layout *layout)
{
	int first = at(scale, strip->first), from = first, to = first;
	bool room = true;

	for (size_t i = 0; i < strip->nmoves; i++, from = to) {
		to = at(scale, strip->moves[i]);
		room = room && distance(from, to) >= layout->room;
		draw_move(out, from, to);
	}
	if (!room || strip->nmoves == 1) {	/* one label for all of them */
		words_at(out, (first + to) / 2, STRIP_LABEL, layout->half,
			 strip->label);
		return;
	}
	from = first;
	for (size_t i = 0; i < strip->nmoves; i++, from = to) {
		to = at(scale, strip->moves[i]);
		words_at(out, (from + to) / 2, STRIP_LABEL, layout->half,
			 strip->labels[i]);
	}
}

static void draw_dates(struct buf *out, const struct strip *strip, int first,
		       int last)
{
	if (distance(first, last) < 2 * wide.half)
		return;		/* the text twin beside the strip has them */
	words_at(out, first, STRIP_DATE, wide.half, strip->first_text);
	words_at(out, last, STRIP_DATE, wide.half, strip->last_text);
}

void chart_strip(struct buf *out, const struct strip *strip)
{
	struct scale scale = { strip->first, strip->first };
	bool dates = strip->first_text.n > 0;

	if (!strip->nmoves || strip->first == DATE_NONE)
		return;
	for (size_t i = 0; i < strip->nmoves; i++)
		widen(&scale, strip->moves[i]);
	widen(&scale, strip->done);
	widen(&scale, strip->today);
	chart_open(out, "strip", dates ? "width=\"100%\" height=\"50\"" :
		   "width=\"100%\" height=\"34\"", &strip->words);
	line(out, "axis", 0, STRIP_Y, WHOLE, STRIP_Y);
	draw_moves(out, strip, &scale, dates ? &wide : &narrow);
	if (strip->today != DATE_NONE)
		line(out, "today", at(&scale, strip->today), STRIP_Y - 9,
		     at(&scale, strip->today), STRIP_Y + 9);
	diamond(out, "first", at(&scale, strip->first), STRIP_Y);
	for (size_t i = 0; i < strip->nmoves; i++)
		diamond(out, "move", at(&scale, strip->moves[i]), STRIP_Y);
	if (strip->done != DATE_NONE)
		dot(out, "done", at(&scale, strip->done), STRIP_Y);
	if (dates)
		draw_dates(out, strip, at(&scale, strip->first),
			   at(&scale, strip->moves[strip->nmoves - 1]));
	buf_adds(out, "</svg>");
}

/* ---- the life of an item ----------------------------------------------- */

#define LIFE_DUE 14		/* the line of deadlines */
#define LIFE_STEP 36		/* from it down to that of records */
#define TICKS_MOST 5

static int month_number(int32_t day)
{
	struct ymd d = date_ymd(day);

	return d.year * 12 + d.month - 1;
}

static int32_t month_start(int month)
{
	return date_of((struct ymd){ month / 12, month % 12 + 1, 1 });
}

/* Months between two labels, so that they have room. */
static int tick_step(int months)
{
	static const int steps[] = { 1, 2, 3, 6, 12, 24, 36, 60 };

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (months / steps[i] < TICKS_MOST)
			return steps[i];
	return months / TICKS_MOST / 12 * 12 + 12;
}

static void draw_months(struct buf *out, const struct scale *scale, int y)
{
	int from = month_number(scale->from), to = month_number(scale->to);
	int step = tick_step(to - from);

	for (int m = from; m <= to; m++) {
		int x = at(scale, month_start(m));
		struct buf text = BUF_INIT;

		if (m % step || x < 0 || x > WHOLE - 60)
			continue;
		line(out, "tick", x, y, x, y + 8);
		if (step % 12)
			buf_addf(&text, "%d/%d", m % 12 + 1, m / 12);
		else
			buf_addf(&text, "%d", m / 12);
		words_at(out, x, y + 22, 60, buf_str(&text));
		buf_release(&text);
	}
}

/* Deadlines, what was moved, and where the work was done. */
static void draw_dues(struct buf *out, const struct life *life,
		      const struct scale *scale)
{
	int first = at(scale, life->first), now = first;

	line(out, "axis", 0, LIFE_DUE, WHOLE, LIFE_DUE);
	if (life->now != DATE_NONE) {
		now = at(scale, life->now);
		band(out, now > first ? "slip" : "slip ahead", first, now,
		     LIFE_DUE);
		if (life->late)
			band(out, "over", now, WHOLE, LIFE_DUE);
		if (life->done != DATE_NONE && life->done > life->now)
			band(out, "over", now, at(scale, life->done), LIFE_DUE);
	}
	for (size_t i = 0; i < life->n; i++)
		if (life->events[i].due != DATE_NONE)
			line(out, "link", at(scale, life->events[i].day),
			     LIFE_DUE + LIFE_STEP,
			     at(scale, life->events[i].due), LIFE_DUE);
	diamond(out, "first", first, LIFE_DUE);
	for (size_t i = 0; i < life->n; i++)
		if (life->events[i].due != DATE_NONE)
			diamond(out, "move", at(scale, life->events[i].due),
				LIFE_DUE);
	if (life->done != DATE_NONE)
		dot(out, "done", at(scale, life->done), LIFE_DUE);
}

static void draw_events(struct buf *out, const struct life *life,
			const struct scale *scale, int y)
{
	line(out, "axis", 0, y, WHOLE, y);
	for (int kind = LIFE_PROGRESS; kind <= LIFE_AMENDMENT; kind++)
		for (size_t i = 0; i < life->n; i++) {
			int x = at(scale, life->events[i].day);

			if ((int)life->events[i].kind != kind)
				continue;
			if (kind == LIFE_PROGRESS)
				dot(out, "step", x, y);
			else if (kind == LIFE_PLAN)
				path(out, "plan", x, y, "M-5-5H5V5H-5z");
			else
				diamond(out, "move", x, y);
		}
}

void chart_life(struct buf *out, const struct life *life)
{
	struct scale scale;
	bool due = life->first != DATE_NONE;
	int y = due ? LIFE_DUE + LIFE_STEP : LIFE_DUE;

	if (!life->n)
		return;
	scale = (struct scale){ life->events[0].day, life->events[0].day };
	for (size_t i = 0; i < life->n; i++) {
		widen(&scale, life->events[i].day);
		widen(&scale, life->events[i].due);
	}
	widen(&scale, life->first);
	widen(&scale, life->now);
	widen(&scale, life->done);
	if (scale.from == scale.to)
		return;
	if (life->late)		/* it goes on; the page does not say till when */
		scale.to += (scale.to - scale.from) / 10 + 1;
	chart_open(out, "life", due ? "width=\"100%\" height=\"76\"" :
		   "width=\"100%\" height=\"40\"", &life->words);
	draw_months(out, &scale, y);
	if (due)
		draw_dues(out, life, &scale);
	draw_events(out, life, &scale, y);
	buf_adds(out, "</svg>");
}
