/* SPDX-License-Identifier: MIT */
/*
 * history_merge.c - which plan and which item a merge's files hold, by what
 * all its parents have.
 *
 * A file that another parent has byte for byte is taken over with its plan
 * and its items.  Else the first parent is asked first.  Lines that began on
 * several sides and stand in one place now are joined, unless some commit has
 * known both: then they are two.
 */
#include <stdlib.h>

#include "buf.h"
#include "history_internal.h"

static struct node *node_at(const struct edge *e, size_t parent, size_t path)
{
	return state_get(e->b->h->commits[e->c->parents[parent]].state, path);
}

/* ---- plans ------------------------------------------------------------- */

/* Another file of the merge is that plan already. */
static bool is_claimed(const struct edge *e, const struct plan_line *plan)
{
	if (plan_node(e->b->h, e->commit, plan))
		return true;
	for (size_t i = 0; i < e->n; i++)
		if (e->list[i].version && e->list[i].plan &&
		    plan_line_of(e->list[i].plan) == plan)
			return true;
	return false;
}

static void claim(const struct edge *e, struct pairing *p,
		  const struct node *node)
{
	if (node && !p->plan && !is_claimed(e, plan_line_of(node->plan)))
		p->plan = plan_line_of(node->plan);
}

/* Did one commit know both?  From the birth of the younger one on. */
static bool plans_met(const struct edge *e, const struct plan_line *a,
		      const struct plan_line *b)
{
	const struct history *h = e->b->h;

	for (size_t c = a->born > b->born ? a->born : b->born; c < e->commit;
	     c++)
		if (plan_place(h, c, a) && plan_place(h, c, b))
			return true;
	return false;
}

static bool plans_are_one(const struct edge *e, const struct plan_line *a,
			  const struct plan_line *b)
{
	for (size_t k = 0; k < e->c->nparents; k++)
		if (plan_place(e->b->h, e->c->parents[k], a) &&
		    plan_place(e->b->h, e->c->parents[k], b))
			return false;
	return !plans_met(e, a, b);
}

/* The plans that other parents have at this path are the same one. */
static void join_plans(struct edge *e, struct pairing *p)
{
	for (size_t k = 0; k < e->c->nparents; k++) {
		struct node *node = node_at(e, k, p->delta.path);
		struct plan_line *other, *plan = plan_line_of(p->plan);

		if (!node)
			continue;
		other = plan_line_of(node->plan);
		if (other == plan || is_claimed(e, other) ||
		    !plans_are_one(e, plan, other))
			continue;
		if (plan_place(e->b->h, e->parent, other))
			plan_line_join(e->b, other, plan);
		else
			plan_line_join(e->b, plan, other);
	}
	p->plan = plan_line_of(p->plan);
}

/* What the first parent has of the plan of each file. */
static void find_old(struct edge *e, struct pairing *p)
{
	p->old = p->plan ? plan_place(e->b->h, e->parent, p->plan) : NULL;
	p->restored = p->old && !plan_node(e->b->h, e->parent, p->plan);
	for (size_t k = 0; p->plan && k < e->c->nparents; k++) {
		struct node *node = plan_node(e->b->h, e->c->parents[k],
					      p->plan);

		p->issued_before |= node && node->issued;
	}
}

void merge_plans(struct edge *e)
{
	struct node **old = xcalloc(e->n, sizeof(*old));
	size_t n = e->n;

	for (size_t i = 0; i < n; i++)
		old[i] = e->list[i].old;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i++) {
			struct pairing *p = &e->list[i];

			if (!p->version)
				continue;
			claim(e, p, p->source);
			for (size_t k = 0; pass && k < e->c->nparents; k++)
				claim(e, p, node_at(e, k, p->delta.path));
		}
	for (size_t i = 0; i < n; i++)
		if (e->list[i].plan)
			join_plans(e, &e->list[i]);
	for (size_t i = 0; i < n; i++)
		if (e->list[i].version)
			find_old(e, &e->list[i]);
	for (size_t i = 0; i < n; i++) {
		bool gone = old[i] && !is_claimed(e, plan_line_of(old[i]->plan));
		struct pairing *p = &e->list[i];
		/* not read from the list while it grows */
		struct pairing removed = { .old = old[i], .delta = p->delta };

		if (!p->version)
			p->old = gone ? old[i] : NULL;
		else if (gone)
			ARRAY_PUSH(e->list, e->n, e->cap, removed);
	}
	free(old);
}

/* ---- items ------------------------------------------------------------- */

/* A plan in one parent, and which of its items each merged one is. */
struct side {
	const struct node *node;
	int *pair;
};

static int *pair_with(const struct pairing *p, const struct node *node)
{
	size_t n = p->version->nitems;
	int *pair = xcalloc(n, sizeof(*pair));
	const struct section **a, **b;

	if (node->version == p->version) {
		for (size_t i = 0; i < n; i++)
			pair[i] = (int)i;
		return pair;
	}
	a = node_sections(node);
	b = node_sections(p->new);
	match_sections(a, node->version->nitems, b, n, pair, false);
	for (size_t i = 0; i < n && p->restored && node == p->old; i++)
		if (pair[i] >= 0 && !match_revived(a[pair[i]], b[i]))
			pair[i] = -1;
	free(a);
	free(b);
	return pair;
}

/* Items that have no line yet get that of one side. */
static void take_lines(struct edge *e, struct pairing *p,
		       const struct side *side, bool same_bytes)
{
	for (size_t i = 0; i < p->version->nitems && side->node; i++) {
		int at = side->pair[i];
		struct item_line *line;

		if (p->new->items[i] || at < 0 ||
		    (same_bytes && side->node->version->items[at].section !=
				   p->version->items[i].section))
			continue;
		line = item_line_of(side->node->items[at]);
		if (line && node_index(p->new, line) < 0)
			node_assign(e->b, p->new, i, line);
	}
}

static bool is_known(const struct edge *e, size_t parent,
		     const struct item_line *line)
{
	return item_place(e->b->h, e->c->parents[parent], line).fate !=
	       FATE_NONE;
}

/* A commit that was the first to know two lines touched one of them. */
static bool lines_met_in(const struct history *h, size_t commit,
			 const struct item_line *a, const struct item_line *b)
{
	const struct history_commit *c = &h->commits[commit];

	for (size_t t = 0; t < c->ntouched; t++) {
		const struct node *node = state_get(c->state, c->touched[t]);

		if (node && (node_index(node, a) >= 0 ||
			     node_index(node, b) >= 0))
			return item_place(h, commit, a).fate != FATE_NONE &&
			       item_place(h, commit, b).fate != FATE_NONE;
	}
	return false;
}

static bool lines_are_one(const struct edge *e, const struct item_line *a,
			  const struct item_line *b)
{
	for (size_t k = 0; k < e->c->nparents; k++)
		if (is_known(e, k, a) && is_known(e, k, b))
			return false;
	for (size_t c = a->born > b->born ? a->born : b->born; c < e->commit;
	     c++)
		if (lines_met_in(e->b->h, c, a, b))
			return false;
	return true;
}

static void join_lines(struct edge *e, struct pairing *p,
		       const struct side *side)
{
	for (size_t i = 0; i < p->version->nitems && side->node; i++) {
		struct item_line *line = item_line_of(p->new->items[i]), *other;

		if (side->pair[i] < 0 || !line)
			continue;
		other = item_line_of(side->node->items[side->pair[i]]);
		if (!other || other == line ||
		    node_index(p->new, other) >= 0 ||
		    !lines_are_one(e, line, other))
			continue;
		if (is_known(e, 0, other))
			item_line_join(e->b, other, line);
		else
			item_line_join(e->b, line, other);
	}
}

void merge_lines(struct edge *e, struct pairing *p)
{
	size_t n = e->c->nparents;
	struct side *sides = xcalloc(n + 1, sizeof(*sides));

	/* The very file first, then the parents in order. */
	sides[0].node = p->source;
	sides[1].node = p->old;
	for (size_t k = 1; k < n; k++)
		sides[k + 1].node = plan_node(e->b->h, e->c->parents[k],
					      p->plan);
	for (size_t k = 0; k <= n; k++)
		if (sides[k].node)
			sides[k].pair = pair_with(p, sides[k].node);
	for (int loose = 0; loose < 2; loose++)
		for (size_t k = 0; k <= n; k++)
			take_lines(e, p, &sides[k], !loose);
	for (size_t k = 0; k <= n; k++)
		join_lines(e, p, &sides[k]);
	for (size_t k = 0; k <= n; k++)
		free(sides[k].pair);
	free(sides);
}

/* Another node of the merge that has the line, too. */
static struct node *find_twin(const struct edge *e, const struct node *node,
			      const struct item_line *line)
{
	for (size_t i = 0; i < line->nplans; i++) {
		struct node *other = plan_node(e->b->h, e->commit,
					       plan_line_of(line->plans[i]));

		if (other && other != node && node_index(other, line) >= 0)
			return other;
	}
	return NULL;
}

static bool is_new(const struct edge *e, const struct node *node)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->list[i].new == node)
			return true;
	return false;
}

/* A line that came to two plans stays where the first parent has it. */
void merge_dedupe(struct edge *e)
{
	for (size_t i = 0; i < e->n; i++) {
		struct node *node = e->list[i].new;

		for (size_t k = 0; node && k < node->version->nitems; k++) {
			struct item_line *line = item_line_of(node->items[k]);
			struct node *twin;
			struct place was;

			if (!line || line->nplans < 2)
				continue;
			twin = find_twin(e, node, line);
			if (!twin)
				continue;
			was = item_place(e->b->h, e->parent, line);
			if (was.fate == FATE_LIVE && is_new(e, twin) &&
			    plan_line_of(was.node->plan) ==
				    plan_line_of(node->plan))
				twin->items[node_index(twin, line)] = NULL;
			else
				node->items[k] = NULL;
		}
	}
}
