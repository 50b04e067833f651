/* SPDX-License-Identifier: MIT */
/* match.c - the identity of items between two versions. */
#include "match.h"

#include <stdlib.h>

#include "buf.h"
#include "text.h"

#define LIKENESS_MIN 600
#define LIKENESS_LEAD 100
/* Above this many pairs likeness is not tried: a whole plan was rewritten. */
#define LIKENESS_PAIRS 1000000

struct matching {
	const struct section *const *a, *const *b;
	size_t na, nb;
	int *pair;
	bool *used;		/* of a */
	bool partial;
};

static struct str code_of(const struct section *s)
{
	return section_text(s, FIELD_ID);
}

static void tie(struct matching *m, size_t i, size_t j)
{
	m->pair[j] = (int)i;
	m->used[i] = true;
}

static struct str title_of(const struct section *s)
{
	return s->folded;
}

/* May two sections of one title be the same item, by their "Mã"? */
static bool codes_allow(const struct matching *m, size_t i, size_t j,
			const struct map *new_codes)
{
	struct str a = code_of(m->a[i]), b = code_of(m->b[j]);

	if (!a.n || !b.n || str_eq(a, b))
		return true;
	return !map_get(new_codes, a);	/* the old one vanished */
}

/* Same bytes: in order, from both ends, then anywhere. */
static void by_section(struct matching *m)
{
	size_t n = m->na < m->nb ? m->na : m->nb, head = 0, tail = 0;

	while (head < n && m->a[head] == m->b[head]) {
		tie(m, head, head);
		head++;
	}
	while (tail < n - head &&
	       m->a[m->na - 1 - tail] == m->b[m->nb - 1 - tail]) {
		tie(m, m->na - 1 - tail, m->nb - 1 - tail);
		tail++;
	}
	for (size_t j = head; j < m->nb - tail; j++)
		for (size_t i = head; i < m->na - tail; i++)
			if (!m->used[i] && m->a[i] == m->b[j]) {
				tie(m, i, j);
				break;
			}
}

/* Is there one on either side that has no other? */
static bool some_left(const struct matching *m)
{
	size_t tied = 0;

	for (size_t j = 0; j < m->nb; j++)
		tied += m->pair[j] >= 0;
	return tied < m->na && tied < m->nb;
}

/* Equal keys, in order where several have the same. */
static void by_key(struct matching *m,
		   struct str (*key)(const struct section *), bool check_codes,
		   const struct map *new_codes)
{
	struct map first = MAP_INIT;
	size_t *next = xcalloc(m->na, sizeof(*next));

	/* Chains of equal keys, in order. */
	for (size_t i = m->na; i-- > 0;) {
		void **head;

		if (m->used[i] || !key(m->a[i]).n)
			continue;
		head = map_at(&first, key(m->a[i]));
		next[i] = (size_t)(uintptr_t)*head;
		*head = (void *)(uintptr_t)(i + 1);
	}
	for (size_t j = 0; j < m->nb; j++) {
		size_t i;

		if (m->pair[j] >= 0 || !key(m->b[j]).n)
			continue;
		i = (size_t)(uintptr_t)map_get(&first, key(m->b[j]));
		while (i && (m->used[i - 1] ||
			     (check_codes &&
			      !codes_allow(m, i - 1, j, new_codes))))
			i = next[i - 1];
		if (i)
			tie(m, i - 1, j);
	}
	free(next);
	map_release(&first);
}

static void by_title(struct matching *m)
{
	struct map new_codes = MAP_INIT;

	for (size_t j = 0; j < m->nb; j++)
		if (code_of(m->b[j]).n)
			map_put(&new_codes, code_of(m->b[j]),
				(void *)(intptr_t)1);
	by_key(m, title_of, true, &new_codes);
	map_release(&new_codes);
}

static void likeness_text(struct buf *out, const struct section *s)
{
	buf_addstr(out, s->folded);
	buf_addc(out, ' ');
	text_fold_buf(out, section_text(s, FIELD_PRODUCT));
}

/* Best old one for a new one and by how much; and the reverse. */
struct best {
	int index, score, second;
};

static void note_best(struct best *b, int index, int score)
{
	if (score > b->score) {
		b->second = b->score;
		b->score = score;
		b->index = index;
	} else if (score > b->second) {
		b->second = score;
	}
}

static bool clear_best(const struct best *b)
{
	return b->score >= LIKENESS_MIN && b->score - b->second >= LIKENESS_LEAD;
}

static bool codes_differ(const struct section *a, const struct section *b)
{
	struct str ca = code_of(a), cb = code_of(b);

	return ca.n && cb.n && !str_eq(ca, cb);
}

/* Score all pairs that are left. */
static void score_pairs(const struct matching *m, struct best *of_a,
			struct best *of_b)
{
	struct buf *tb = xcalloc(m->nb, sizeof(*tb)), ta = BUF_INIT;

	for (size_t j = 0; j < m->nb; j++)
		if (m->pair[j] < 0)
			likeness_text(&tb[j], m->b[j]);
	for (size_t i = 0; i < m->na; i++) {
		if (m->used[i])
			continue;
		buf_clear(&ta);
		likeness_text(&ta, m->a[i]);
		for (size_t j = 0; j < m->nb; j++) {
			int score;

			if (m->pair[j] >= 0 || codes_differ(m->a[i], m->b[j]))
				continue;
			score = text_likeness(buf_str(&ta), buf_str(&tb[j]));
			note_best(&of_a[i], (int)j, score);
			note_best(&of_b[j], (int)i, score);
		}
	}
	for (size_t j = 0; j < m->nb; j++)
		buf_release(&tb[j]);
	free(tb);
	buf_release(&ta);
}

static void by_likeness(struct matching *m)
{
	struct best *of_a, *of_b;
	size_t left_a = 0, left_b = 0;

	for (size_t i = 0; i < m->na; i++)
		left_a += !m->used[i];
	for (size_t j = 0; j < m->nb; j++)
		left_b += m->pair[j] < 0;
	if (left_a * left_b > LIKENESS_PAIRS)
		return;
	of_a = xcalloc(m->na, sizeof(*of_a));
	of_b = xcalloc(m->nb, sizeof(*of_b));
	score_pairs(m, of_a, of_b);
	for (size_t j = 0; j < m->nb; j++)
		if (m->pair[j] < 0 && clear_best(&of_b[j]) &&
		    clear_best(&of_a[of_b[j].index]) &&
		    of_a[of_b[j].index].index == (int)j)
			tie(m, (size_t)of_b[j].index, j);
	free(of_a);
	free(of_b);
}

void match_sections(const struct section *const *a, size_t na,
		    const struct section *const *b, size_t nb, int *pair,
		    bool partial)
{
	struct matching m = { a, b, na, nb, pair, xcalloc(na, sizeof(bool)),
			      partial };

	for (size_t j = 0; j < nb; j++)
		pair[j] = -1;
	by_section(&m);
	if (!partial && some_left(&m))
		by_key(&m, code_of, false, NULL);
	if (some_left(&m))
		by_title(&m);
	if (some_left(&m))
		by_likeness(&m);
	free(m.used);
}

bool match_revived(const struct section *gone, const struct section *back)
{
	struct str a = code_of(gone), b = code_of(back);

	if (a.n && str_eq(a, b))
		return true;
	return gone->folded.n && str_eq(gone->folded, back->folded);
}
