/* SPDX-License-Identifier: MIT */
/* worddiff.c - the longest common sequence of words, and its HTML. */
#include "worddiff.h"

#include <stdint.h>
#include <stdlib.h>

#include "escape.h"

struct words {
	struct str *v;
	size_t n, cap;
};

enum part { SAME, GONE, NEW };

struct writer {
	struct buf *out;
	struct str labels[3];
	enum part part;
	bool line_start;
};

/* Words, and each line end as a word of its own. */
static void cut(struct words *w, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t start = i;

		if (s.p[i] == '\n') {
			ARRAY_PUSH(w->v, w->n, w->cap, str_sub(s, i++, 1));
			continue;
		}
		while (i < s.n && !ascii_space(s.p[i]))
			i++;
		if (i > start)
			ARRAY_PUSH(w->v, w->n, w->cap,
				   str_sub(s, start, i - start));
		else
			i++;
	}
}

/* ---- writing ----------------------------------------------------------- */

static const char *const tags[] = { "", "del", "ins" };

static void part_end(struct writer *w)
{
	if (w->part != SAME)
		buf_addf(w->out, "</%s>", tags[w->part]);
	w->part = SAME;
}

static void put(struct writer *w, enum part part, struct str word)
{
	bool line_end = str_eqs(word, "\n");

	if (part != w->part)
		part_end(w);
	if (!line_end && !w->line_start)
		buf_addc(w->out, ' ');
	if (part != w->part) {
		buf_addf(w->out, "<%s>", tags[part]);
		buf_addf(w->out, "<span class=\"vh\">%.*s </span>",
			 STR_ARG(w->labels[part]));
		w->part = part;
	}
	if (line_end)
		buf_adds(w->out, "<br>");
	else
		escape_html(w->out, word);
	w->line_start = line_end;
}

static void put_all(struct writer *w, enum part part, const struct str *v,
		    size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(w, part, v[i]);
}

/* ---- comparing --------------------------------------------------------- */

/*
 * length[i * (nb + 1) + j] is the length of the longest common sequence of
 * a[i..] and b[j..].
 */
static uint16_t *common(const struct str *a, size_t na, const struct str *b,
			size_t nb)
{
	size_t row = nb + 1;
	uint16_t *length = xcalloc((na + 1) * row, sizeof(*length));

	for (size_t i = na; i-- > 0;)
		for (size_t j = nb; j-- > 0;) {
			uint16_t down = length[(i + 1) * row + j];
			uint16_t right = length[i * row + j + 1];
			uint16_t *here = &length[i * row + j];

			if (str_eq(a[i], b[j]))
				*here = (uint16_t)(length[(i + 1) * row + j + 1]
						   + 1);
			else
				*here = down > right ? down : right;
		}
	return length;
}

/* What is gone stands before what is new. */
static void put_middle(struct writer *w, const struct str *a, size_t na,
		       const struct str *b, size_t nb)
{
	uint16_t *length;
	size_t i = 0, j = 0;

	if (!na || !nb || na > WORDDIFF_MAX / nb || na > UINT16_MAX - 1) {
		put_all(w, GONE, a, na);
		put_all(w, NEW, b, nb);
		return;
	}
	length = common(a, na, b, nb);
	while (i < na || j < nb) {
		size_t from_i = i, from_j = j, row = nb + 1;

		while (i < na && j < nb && !str_eq(a[i], b[j])) {
			if (length[(i + 1) * row + j] >=
			    length[i * row + j + 1])
				i++;
			else
				j++;
		}
		if (i == na || j == nb) {
			i = na;
			j = nb;
		}
		put_all(w, GONE, a + from_i, i - from_i);
		put_all(w, NEW, b + from_j, j - from_j);
		for (; i < na && j < nb && str_eq(a[i], b[j]); i++, j++)
			put(w, SAME, a[i]);
	}
	free(length);
}

void worddiff_html(struct buf *out, struct str from, struct str to,
		   struct str gone, struct str new)
{
	struct writer w = { .out = out, .labels = { STR(""), gone, new },
			    .line_start = true };
	struct words a = { NULL, 0, 0 }, b = { NULL, 0, 0 };
	size_t head = 0, tail = 0, least;

	cut(&a, from);
	cut(&b, to);
	least = a.n < b.n ? a.n : b.n;
	while (head < least && str_eq(a.v[head], b.v[head]))
		head++;
	while (tail < least - head &&
	       str_eq(a.v[a.n - 1 - tail], b.v[b.n - 1 - tail]))
		tail++;
	put_all(&w, SAME, a.v, head);
	if (a.n > head + tail || b.n > head + tail)
		put_middle(&w, a.v + head, a.n - head - tail, b.v + head,
			   b.n - head - tail);
	put_all(&w, SAME, b.v + (b.n - tail), tail);
	part_end(&w);
	free(a.v);
	free(b.v);
}
