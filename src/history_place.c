/* SPDX-License-Identifier: MIT */
/* history_place.c - the lines of plans and items, and where they stand in a
 * commit. */
#include <stdlib.h>

#include "buf.h"
#include "history_internal.h"

/* ---- lines ------------------------------------------------------------- */

struct item_line *item_line_of(struct item_line *line)
{
	while (line && line->same != line)
		line = line->same;
	return line;
}

struct plan_line *plan_line_of(struct plan_line *line)
{
	while (line && line->same != line)
		line = line->same;
	return line;
}

struct plan_line *plan_line_new(struct builder *b, size_t commit)
{
	struct plan_line *plan = POOL_NEW(b->pool, struct plan_line);

	plan->same = plan;
	plan->serial = b->h->nplans;
	plan->first_commit = plan->born = commit;
	plan->issued_commit = SIZE_MAX;
	plan->removal = SIZE_MAX;
	ARRAY_PUSH(b->h->plans, b->h->nplans, b->h->plans_cap, plan);
	return plan;
}

static void begin(struct item_line *line, size_t commit,
		  const struct node *node, size_t index)
{
	struct deadline deadline;

	line->first = node->version->items[index].section;
	line->first_commit = commit;
	line->born_issued = node->issued;
	line->born_due = facts_due(node->context, line->first, &deadline);
}

void item_line_arrive(struct item_line *line, size_t commit,
		      const struct node *node, size_t index)
{
	line->arrived = true;
	begin(line, commit, node, index);
}

struct item_line *item_line_new(struct builder *b, size_t commit,
				struct node *node, size_t index)
{
	struct item_line *line = POOL_NEW(b->pool, struct item_line);

	line->same = line;
	line->plan = node->plan;
	line->serial = b->h->nitems;
	line->born = commit;
	line->position = -1;
	line->removal = SIZE_MAX;
	line->original_due = line->own_due = line->due = line->promised =
		DATE_NONE;
	begin(line, commit, node, index);
	ARRAY_PUSH(b->h->items, b->h->nitems, b->h->items_cap, line);
	return line;
}

static void note_plan(struct builder *b, struct item_line *line,
		      struct plan_line *plan)
{
	for (size_t i = 0; i < line->nplans; i++)
		if (plan_line_of(line->plans[i]) == plan)
			return;
	POOL_PUSH(b->pool, line->plans, line->nplans, line->plans_cap, plan);
}

static void note_path(struct builder *b, struct plan_line *plan, size_t path)
{
	for (size_t i = 0; i < plan->npath_indices; i++)
		if (plan->path_indices[i] == path)
			return;
	POOL_PUSH(b->pool, plan->path_indices, plan->npath_indices,
		  plan->path_indices_cap, path);
}

void item_line_join(struct builder *b, struct item_line *into,
		    struct item_line *other)
{
	into = item_line_of(into);
	other = item_line_of(other);
	if (into == other)
		return;
	other->same = into;
	if (other->born < into->born)
		into->born = other->born;
	if (other->arrived && !into->arrived) {
		into->arrived = true;
		into->first = other->first;
		into->first_commit = other->first_commit;
		into->born_issued = other->born_issued;
		into->born_due = other->born_due;
	}
	for (size_t i = 0; i < other->nplans; i++)
		note_plan(b, into, plan_line_of(other->plans[i]));
}

void plan_line_join(struct builder *b, struct plan_line *into,
		    struct plan_line *other)
{
	into = plan_line_of(into);
	other = plan_line_of(other);
	if (into == other)
		return;
	other->same = into;
	if (other->born < into->born)
		into->born = other->born;
	for (size_t i = 0; i < other->npath_indices; i++)
		note_path(b, into, other->path_indices[i]);
}

/* ---- nodes ------------------------------------------------------------- */

/* Contexts are shared by all versions with one front matter and agency. */
static const struct facts_context *context_of(struct builder *b,
					      const struct plan_front *front,
					      struct agency *agency)
{
	const void *pair[2] = { front, agency };
	struct str key = { (const char *)pair, sizeof(pair) };
	struct facts_context *c = map_get(&b->contexts, key);

	if (c)
		return c;
	c = POOL_NEW(b->pool, struct facts_context);
	*c = (struct facts_context){ &b->s->sources->site,
				     b->s->interner->vocabulary, agency,
				     front };
	map_put(&b->contexts, pool_str(b->pool, key), c);
	return c;
}

struct node *node_new(struct builder *b, size_t path, const struct oid *blob,
		      const struct version *v, struct plan_line *plan,
		      bool issued_before)
{
	struct node *node = POOL_NEW(b->pool, struct node);

	node->plan = plan;
	node->path = b->h->paths[path];
	node->blob = *blob;
	node->version = v;
	node->context = context_of(b, v->front, b->agencies[path]);
	node->items = POOL_ARRAY(b->pool, struct item_line *, v->nitems);
	node->issued = issued_before || v->front->stage == STAGE_ISSUED;
	note_path(b, plan, path);
	return node;
}

void node_assign(struct builder *b, struct node *node, size_t index,
		 struct item_line *line)
{
	node->items[index] = line;
	note_plan(b, line, plan_line_of(node->plan));
}

int node_index(const struct node *node, const struct item_line *line)
{
	for (size_t i = 0; i < node->version->nitems; i++)
		if (item_line_of(node->items[i]) == line)
			return (int)i;
	return -1;
}

struct item_side node_side(const struct node *node, size_t index)
{
	return (struct item_side){ node->version->items[index].section,
				   node->version->items[index].area,
				   node->context };
}

const struct section **node_sections(const struct node *node)
{
	size_t n = node->version->nitems;
	const struct section **list = xcalloc(n, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = node->version->items[i].section;
	return list;
}

/* ---- what was removed -------------------------------------------------- */

const struct tomb *tomb_push(struct builder *b, const struct tomb *list,
			     const struct tomb *tomb)
{
	struct tomb *own = POOL_NEW(b->pool, struct tomb);

	*own = *tomb;
	own->next = list;
	return own;
}

const struct grave *grave_push(struct builder *b, const struct grave *list,
			       const struct node *node, size_t commit)
{
	struct grave *grave = POOL_NEW(b->pool, struct grave);

	*grave = (struct grave){ node, commit, list };
	return grave;
}

/* ---- places ------------------------------------------------------------ */

struct node *plan_node(const struct history *h, size_t commit,
		       const struct plan_line *plan)
{
	if (commit == SIZE_MAX)
		return NULL;
	for (size_t i = 0; i < plan->npath_indices; i++) {
		struct node *node = state_get(h->commits[commit].state,
					      plan->path_indices[i]);

		if (node && plan_line_of(node->plan) == plan)
			return node;
	}
	return NULL;
}

static const struct grave *find_grave(const struct history *h, size_t commit,
				      const struct plan_line *plan)
{
	const struct grave *g = h->commits[commit].graves;

	while (g && plan_line_of(g->node->plan) != plan)
		g = g->next;
	return g;
}

struct node *plan_place(const struct history *h, size_t commit,
			const struct plan_line *plan)
{
	struct node *node = plan_node(h, commit, plan);
	const struct grave *g;

	if (node || commit == SIZE_MAX)
		return node;
	g = find_grave(h, commit, plan);
	return g ? (struct node *)(intptr_t)g->node : NULL;
}

/* Where a plan lost the item, or was lost with it.  `grave` is NULL for a
 * plan that stands. */
static struct place place_lost(const struct node *node,
			       const struct grave *grave,
			       const struct item_line *line)
{
	int index = grave ? node_index(node, line) : -1;

	if (index >= 0)
		return (struct place){ FATE_BURIED, node, index,
				       node_side(node, (size_t)index),
				       grave->commit };
	for (const struct tomb *t = node->tombs; t; t = t->next)
		if (item_line_of(t->line) == line)
			return (struct place){ FATE_REMOVED, node, -1,
				{ t->section, t->area, t->context }, t->commit };
	return (struct place){ .fate = FATE_NONE, .index = -1 };
}

struct place item_place(const struct history *h, size_t commit,
			const struct item_line *line)
{
	struct place latest = { .fate = FATE_NONE, .index = -1 };

	for (size_t i = 0; i < line->nplans && commit != SIZE_MAX; i++) {
		const struct plan_line *plan = plan_line_of(line->plans[i]);
		const struct node *node = plan_node(h, commit, plan);
		const struct grave *grave = node ? NULL :
						   find_grave(h, commit, plan);
		int index = node ? node_index(node, line) : -1;
		struct place lost;

		if (index >= 0)
			return (struct place){ FATE_LIVE, node, index,
				node_side(node, (size_t)index), 0 };
		if (!node && !grave)
			continue;
		lost = place_lost(node ? node : grave->node, grave, line);
		/* It may have come back and gone again elsewhere. */
		if (lost.fate != FATE_NONE && (latest.fate == FATE_NONE ||
					       lost.when > latest.when))
			latest = lost;
	}
	return latest;
}
