/* SPDX-License-Identifier: MIT */
/* chart_trend.c - draws months as columns, in whole units. */
#include "chart.h"

#define WIDTH 1000
#define HEIGHT 200

/* From the ground up: what is late has the ground line for comparison. */
static const enum rating_group layers[] = { GROUP_LATE, GROUP_PROGRESS,
					    GROUP_DONE, GROUP_ENDED };
#define NLAYERS (sizeof(layers) / sizeof(*layers))

static size_t layer(const struct chart_month *m, enum rating_group group)
{
	switch (group) {
	case GROUP_LATE:
		return m->overdue;
	case GROUP_PROGRESS:
		return m->open;
	case GROUP_DONE:
		return m->done;
	default:
		return m->ended;
	}
}

/* Round, and even, so that the half is a whole number, too. */
size_t chart_top(const struct chart_month *months, size_t n)
{
	static const size_t steps[] = { 2, 4, 6, 8, 10, 14, 20, 30, 40, 50, 60,
					80, 100 };
	size_t most = 0, ten = 1;

	for (size_t i = 0; i < n; i++) {
		size_t sum = months[i].overdue + months[i].open +
			     months[i].done + months[i].ended;

		if (sum > most)
			most = sum;
	}
	while (most > 100 * ten)
		ten *= 10;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (steps[i] * ten >= most)
			return steps[i] * ten;
	return most;
}

static int height_of(size_t count, size_t top)
{
	return (int)((count * HEIGHT + top / 2) / top);
}

static void draw_layer(struct buf *out, const struct trend_chart *c, size_t top,
		       size_t l)
{
	bool any = false;

	for (size_t i = 0; i < c->n; i++) {
		const struct chart_month *m = &c->months[i];
		int left = (int)(i * WIDTH / c->n);
		int right = (int)((i + 1) * WIDTH / c->n);
		int gap = (right - left) / 6;
		size_t under = 0, n = layer(m, layers[l]);
		int from, to;

		if (!n)
			continue;
		for (size_t k = 0; k < l; k++)
			under += layer(m, layers[k]);
		from = HEIGHT - height_of(under, top);
		to = HEIGHT - height_of(under + n, top);
		if (!any)
			buf_addf(out, "<path class=\"g-%s\" d=\"",
				 rating_group_name(layers[l]));
		any = true;
		buf_addf(out, "M%d %dV%dH%dV%dz", left + gap, from, to,
			 right - gap, from);
	}
	if (any)
		buf_adds(out, "\"/>");
}

void chart_trend(struct buf *out, const struct trend_chart *c)
{
	size_t top = chart_top(c->months, c->n);

	if (c->n < TREND_LEAST)
		return;
	chart_open(out, "trend", "viewBox=\"0 0 1000 200\" "
		   "preserveAspectRatio=\"none\"", &c->words);
	buf_addf(out, "<path class=\"grid\" d=\"M0 0H%dM0 %dH%d\"/>",
		 WIDTH, HEIGHT / 2, WIDTH);
	for (size_t l = 0; l < NLAYERS; l++)
		draw_layer(out, c, top, l);
	buf_addf(out, "<path class=\"axis\" d=\"M0 %dH%d\"/></svg>", HEIGHT,
		 WIDTH);
}
