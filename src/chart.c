/* SPDX-License-Identifier: MIT */
/* chart.c - draws the charts in whole units, so that bytes never differ. */
#include "chart.h"

#include "escape.h"

/* ---- the commitment strip ---------------------------------------------- */

#define STRIP_WIDTH 240
#define STRIP_HEIGHT 34
#define STRIP_EDGE 10		/* room for half a mark at both ends */
#define STRIP_AXIS 24		/* from the top */
#define LABEL_ROOM 26		/* an arrow shorter than this has no label */

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
	long room = STRIP_WIDTH - 2 * STRIP_EDGE;
	long span = (long)s->to - s->from;

	if (span <= 0)
		return STRIP_EDGE;
	return STRIP_EDGE + (int)((((long)day - s->from) * room + span / 2) /
				  span);
}

static void svg_open(struct buf *out, const char *class, const char *box,
		     struct str title)
{
	buf_addf(out, "<svg class=\"%s\" %s role=\"img\"><title>", class, box);
	escape_html(out, title);
	buf_adds(out, "</title>");
}

/* A square on its corner around a point of the axis. */
static void diamond(struct buf *out, const char *class, int x)
{
	buf_addf(out, "<path class=\"%s\" d=\"M%d %dl5 5-5 5-5-5z\"/>", class, x,
		 STRIP_AXIS - 5);
}

/* From mark to mark, with a head, above neither. */
static void arrow(struct buf *out, int from, int to)
{
	int way = to >= from ? 1 : -1, a = from + 6 * way, b = to - 7 * way;

	if ((b - a) * way < 4)
		return;		/* no room between the marks */
	buf_addf(out, "<path class=\"arrow\" d=\"M%d %dH%dm%d -3l%d 3 %d 3\"/>",
		 a, STRIP_AXIS, b, -4 * way, 4 * way, -4 * way);
}

static void days_label(struct buf *out, int from, int to, long days)
{
	int x = (from + to) / 2;

	if (x < 20)
		x = 20;
	if (x > STRIP_WIDTH - 20)
		x = STRIP_WIDTH - 20;
	buf_addf(out, "<text x=\"%d\" y=\"12\" text-anchor=\"middle\">%s%ld"
		 "</text>", x, days < 0 ? "−" : "", days < 0 ? -days : days);
}

static void arrows(struct buf *out, const struct strip *strip,
		   const struct scale *scale)
{
	int32_t from = strip->first;
	bool room = true;

	for (size_t i = 0; i < strip->nmoves; i++) {
		int a = at(scale, from), b = at(scale, strip->moves[i]);

		room = room && (a > b ? a - b : b - a) >= LABEL_ROOM;
		arrow(out, a, b);
		from = strip->moves[i];
	}
	if (!room) {	/* one label for all of them */
		days_label(out, at(scale, strip->first), at(scale, from),
			   (long)from - strip->first);
		return;
	}
	from = strip->first;
	for (size_t i = 0; i < strip->nmoves; i++) {
		days_label(out, at(scale, from), at(scale, strip->moves[i]),
			   (long)strip->moves[i] - from);
		from = strip->moves[i];
	}
}

void chart_strip(struct buf *out, const struct strip *strip)
{
	struct scale scale = { strip->first, strip->first };

	if (!strip->nmoves || strip->first == DATE_NONE)
		return;
	for (size_t i = 0; i < strip->nmoves; i++)
		widen(&scale, strip->moves[i]);
	widen(&scale, strip->done);
	widen(&scale, strip->today);
	svg_open(out, "strip", "width=\"240\" height=\"34\" "
		 "viewBox=\"0 0 240 34\"", strip->title);
	buf_addf(out, "<path class=\"axis\" d=\"M2 %dH%d\"/>", STRIP_AXIS,
		 STRIP_WIDTH - 2);
	if (strip->today != DATE_NONE)
		buf_addf(out, "<path class=\"today\" d=\"M%d 16V%d\"/>",
			 at(&scale, strip->today), STRIP_HEIGHT - 2);
	arrows(out, strip, &scale);
	diamond(out, "first", at(&scale, strip->first));
	for (size_t i = 0; i < strip->nmoves; i++)
		diamond(out, "move", at(&scale, strip->moves[i]));
	if (strip->done != DATE_NONE)
		buf_addf(out, "<circle class=\"done\" cx=\"%d\" cy=\"%d\" "
			 "r=\"4\"/>", at(&scale, strip->done), STRIP_AXIS);
	buf_adds(out, "</svg>");
}

/* ---- bars -------------------------------------------------------------- */

#define BAR_WIDTH 1000
#define BAR_BOX "viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\""

void chart_bar(struct buf *out, const size_t counts[NGROUPS],
	       struct str title)
{
	size_t total = 0, before = 0;

	for (int g = 0; g < NGROUPS; g++)
		total += counts[g];
	if (!total)
		return;
	svg_open(out, "bar", BAR_BOX, title);
	for (int g = 0; g < NGROUPS; g++) {
		size_t from = before * BAR_WIDTH / total, to;

		if (!counts[g])
			continue;
		before += counts[g];
		to = before * BAR_WIDTH / total;
		buf_addf(out, "<rect class=\"g-%s\" x=\"%zu\" y=\"0\" "
			 "width=\"%zu\" height=\"10\"/>",
			 rating_group_name((enum rating_group)g), from,
			 to - from);
	}
	buf_adds(out, "</svg>");
}

static bool has_number(enum comparator c)
{
	return c != COMPARE_NONE && c != COMPARE_DONE;
}

/* Where a value stands in a bar of `most`. */
static int bullet_at(int64_t value, int64_t most)
{
	if (value >= most)
		return BAR_WIDTH;
	while (most > INT64_MAX / BAR_WIDTH) {
		most /= 2;
		value /= 2;
	}
	return (int)(value * BAR_WIDTH / most);
}

void chart_bullet(struct buf *out, const struct target *target,
		  const struct actual *actual, struct str title)
{
	int64_t most;

	if (!actual || actual->kind != ACTUAL_NUMBER ||
	    !has_number(target->comparator))
		return;
	most = target->value > actual->value ? target->value : actual->value;
	if (str_eqs(target->unit, "%") && most <= 100 * (int64_t)MILLION)
		most = 100 * (int64_t)MILLION;
	else
		most += most / 10;
	if (most <= 0)
		return;
	svg_open(out, "bullet", BAR_BOX, title);
	buf_addf(out, "<rect class=\"track\" x=\"0\" y=\"0\" width=\"%d\" "
		 "height=\"10\"/>", BAR_WIDTH);
	buf_addf(out, "<rect class=\"value\" x=\"0\" y=\"2\" width=\"%d\" "
		 "height=\"6\"/>", bullet_at(actual->value, most));
	buf_addf(out, "<path class=\"mark\" d=\"M%d 0V10\"/></svg>",
		 bullet_at(target->value, most));
}

void chart_score(struct buf *out, struct score score, int64_t most,
		 struct str title)
{
	int reached, whole;

	if (score.of <= 0 || score.points < 0 || score.points > score.of)
		return;
	if (most < score.of)
		most = score.of;
	reached = bullet_at(score.points, most);
	whole = bullet_at(score.of, most);
	svg_open(out, "score", BAR_BOX, title);
	buf_addf(out, "<rect class=\"value\" x=\"0\" y=\"0\" width=\"%d\" "
		 "height=\"10\"/>", reached);
	buf_addf(out, "<rect class=\"lost\" x=\"%d\" y=\"0\" width=\"%d\" "
		 "height=\"10\"/></svg>", reached, whole - reached);
}
