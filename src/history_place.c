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
	plan->first_commit = commit;
	plan->issued_commit = SIZE_MAX;
	plan->removal = SIZE_MAX;
	ARRAY_PUSH(b->h->plans, b->h->nplans, b->h->plans_cap, plan);
	return plan;
}

void item_line_begin(struct item_line *line, size_t commit,
		     const struct node *node, size_t index)
{
	struct deadline deadline;

	line->first = node->version->items[index].section;
	line->first_commit = commit;
	line->born_issued = node->issued;
	line->born_due = facts_due(node->context, line->first, &deadline);
}

struct item_line *item_line_new(struct builder *b, size_t commit,
				struct node *node, size_t index)
{
	struct item_line *line = POOL_NEW(b->pool, struct item_line);

	line->same = line;
	line->plan = node->plan;
	line->serial = b->h->nitems;
	line->position = -1;
	line->removal = SIZE_MAX;
	line->original_due = line->due = line->promised = DATE_NONE;
	item_line_begin(line, commit, node, index);
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
			     struct item_line *line,
			     const struct item_side *side)
{
	struct tomb *tomb = POOL_NEW(b->pool, struct tomb);

	*tomb = (struct tomb){ line, side->section, side->area, side->context,
			       list, list ? list->n + 1 : 1 };
	return tomb;
}

const struct grave *grave_push(struct builder *b, const struct grave *list,
			       const struct node *node)
{
	struct grave *grave = POOL_NEW(b->pool, struct grave);

	*grave = (struct grave){ node, list, list ? list->n + 1 : 1 };
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

struct node *plan_place(const struct history *h, size_t commit,
			const struct plan_line *plan)
{
	struct node *node = plan_node(h, commit, plan);
	const struct grave *g;

	if (node || commit == SIZE_MAX)
		return node;
	for (g = h->commits[commit].graves; g; g = g->next)
		if (plan_line_of(g->node->plan) == plan)
			return (struct node *)(intptr_t)g->node;
	return NULL;
}

/* Where an item stands in one plan of a commit. */
static struct place place_in(const struct node *node, bool live,
			     const struct item_line *line)
{
	int index = node_index(node, line);

	if (index >= 0)
		return (struct place){ live ? FATE_LIVE : FATE_BURIED, node,
				       index, node_side(node, (size_t)index) };
	for (const struct tomb *t = node->tombs; t; t = t->next)
		if (item_line_of(t->line) == line)
			return (struct place){ FATE_REMOVED, node, -1,
				{ t->section, t->area, t->context } };
	return (struct place){ .fate = FATE_NONE, .index = -1 };
}

struct place item_place(const struct history *h, size_t commit,
			const struct item_line *line)
{
	struct place found = { .fate = FATE_NONE, .index = -1 };

	for (size_t i = 0; i < line->nplans; i++) {
		const struct plan_line *plan = plan_line_of(line->plans[i]);
		const struct node *node = plan_node(h, commit, plan);
		bool live = node != NULL;
		struct place place;

		if (!live)
			node = plan_place(h, commit, plan);
		if (!node)
			continue;
		place = place_in(node, live, line);
		if (place.fate == FATE_LIVE)
			return place;
		if (found.fate == FATE_NONE)
			found = place;
	}
	return found;
}
