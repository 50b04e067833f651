/* SPDX-License-Identifier: MIT */
/* chart.c - draws bars in whole units, so that bytes never differ. */
#include "chart.h"

#include "escape.h"

void chart_open(struct buf *out, const char *class, const char *attributes,
		const struct chart_words *words)
{
	buf_addf(out, "<svg class=\"%s\" %s role=\"img\"><title>", class,
		 attributes);
	escape_html(out, words->title);
	buf_adds(out, "</title><desc>");
	escape_html(out, words->description);
	buf_adds(out, "</desc>");
}

#define BAR_WIDTH 1000
#define BAR_BOX "viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\""

void chart_bar(struct buf *out, const size_t counts[NGROUPS],
	       const struct chart_words *words)
{
	size_t total = 0, before = 0;

	for (int g = 0; g < NGROUPS; g++)
		total += counts[g];
	if (!total)
		return;
	chart_open(out, "bar", BAR_BOX, words);
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
		  const struct actual *actual, const struct chart_words *words)
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
	chart_open(out, "bullet", BAR_BOX, words);
	buf_addf(out, "<rect class=\"track\" x=\"0\" y=\"0\" width=\"%d\" "
		 "height=\"10\"/>", BAR_WIDTH);
	buf_addf(out, "<rect class=\"value\" x=\"0\" y=\"2\" width=\"%d\" "
		 "height=\"6\"/>", bullet_at(actual->value, most));
	buf_addf(out, "<path class=\"mark\" d=\"M%d 0V10\"/></svg>",
		 bullet_at(target->value, most));
}

void chart_score(struct buf *out, struct score score, int64_t most,
		 const struct chart_words *words)
{
	int reached, whole;

	if (score.of <= 0 || score.points < 0 || score.points > score.of)
		return;
	if (most < score.of)
		most = score.of;
	reached = bullet_at(score.points, most);
	whole = bullet_at(score.of, most);
	chart_open(out, "score", BAR_BOX, words);
	buf_addf(out, "<rect class=\"value\" x=\"0\" y=\"0\" width=\"%d\" "
		 "height=\"10\"/>", reached);
	buf_addf(out, "<rect class=\"lost\" x=\"%d\" y=\"0\" width=\"%d\" "
		 "height=\"10\"/></svg>", reached, whole - reached);
}
