/* SPDX-License-Identifier: MIT */
/* standing.c - rates what the published line held on a day. */
#include "standing.h"

#include "docnum.h"

void standing_cache_init(struct standing_cache *c, struct pool *pool)
{
	*c = (struct standing_cache){ .pool = pool };
}

void standing_cache_release(struct standing_cache *c)
{
	map_release(&c->facts);
}

const struct facts *standing_facts(struct standing_cache *c,
				   const struct facts_context *context,
				   const struct section *section)
{
	const void *pair[2] = { context, section };
	struct str key = { (const char *)pair, sizeof(pair) };
	struct facts *f = map_get(&c->facts, key);

	if (f)
		return f;
	f = POOL_NEW(c->pool, struct facts);
	facts_read(f, c->pool, context, section, POS_NONE, NULL);
	map_put(&c->facts, pool_str(c->pool, key), f);
	return f;
}

/* The plans of one commit, with what replaces what there. */
struct plans_then {
	const struct node **nodes;
	bool *replaced;
	size_t n, items;
};

static void mark_replaced(struct plans_then *p, struct standing_cache *c)
{
	struct map numbers = MAP_INIT;

	for (size_t i = 0; i < p->n; i++) {
		struct str number = p->nodes[i]->version->front->number;

		if (number.n)
			map_put(&numbers, docnum_key(c->pool, number),
				&p->replaced[i]);
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_front *f = p->nodes[i]->version->front;

		for (size_t k = 0; f->stage == STAGE_ISSUED &&
				   k < f->replaces.n; k++) {
			bool *old = map_get(&numbers, docnum_key(c->pool,
							f->replaces.v[k]));

			if (old && old != &p->replaced[i])
				*old = true;
		}
	}
	map_release(&numbers);
}

static void find_plans(struct plans_then *p, struct standing_cache *c,
		       const struct history *h, size_t commit)
{
	bool replaces = false;

	p->nodes = POOL_ARRAY(c->pool, const struct node *, h->npaths);
	p->replaced = POOL_ARRAY(c->pool, bool, h->npaths);
	for (size_t i = 0; i < h->npaths; i++) {
		const struct node *node = history_node(h, commit, i);

		if (!node)
			continue;
		p->nodes[p->n++] = node;
		p->items += node->version->nitems;
		replaces |= node->version->front->replaces.n > 0;
	}
	if (replaces)
		mark_replaced(p, c);
}

struct visit {
	struct standing_cache *cache;
	const struct site *site;
	int32_t day;
	void (*see)(const struct standing *, void *);
	void *arg;
};

static void visit_plan(const struct visit *v, const struct node *node,
		       bool replaced)
{
	const struct plan_front *front = node->version->front;
	int32_t end = plan_period_end(front);
	bool in_force = node->issued && !replaced &&
			(end == DATE_NONE || v->day <= end);

	for (size_t i = 0; i < node->version->nitems; i++) {
		const struct plan_item *item = &node->version->items[i];
		struct standing s = {
			.line = item_line_of(node->items[i]),
			.section = item->section, .area = item->area,
			.context = node->context,
			.facts = standing_facts(v->cache, node->context,
						item->section),
			.plan = plan_line_of(node->plan), .in_force = in_force,
		};
		struct rating_input in = {
			.facts = s.facts, .due = s.facts->due,
			.as_of = v->day, .issued = plan_day(front),
			.plan_start = plan_period_start(front),
			.plan_end = end, .site = v->site,
			.carried = CARRIED_NO,
		};

		if (s.line->promised != DATE_NONE)
			in.issued = s.line->promised;
		s.rating = rating_of(&in);
		v->see(&s, v->arg);
	}
}

static void visit_plans(const struct visit *v, const struct plans_then *plans)
{
	for (size_t i = 0; i < plans->n; i++)
		visit_plan(v, plans->nodes[i], plans->replaced[i]);
}

void standings_each(struct standing_cache *cache, const struct history *h,
		    const struct site *site, int32_t day,
		    void (*see)(const struct standing *, void *), void *arg)
{
	struct plans_then plans = { .n = 0 };
	struct visit v = { cache, site, day, see, arg };
	size_t commit = history_on(h, day, site->zone);

	if (commit == SIZE_MAX)
		return;
	find_plans(&plans, cache, h, commit);
	visit_plans(&v, &plans);
}

static void keep(const struct standing *s, void *arg)
{
	struct standings *out = arg;

	out->v[out->n++] = *s;
}

void standings_on(struct standings *out, struct standing_cache *cache,
		  const struct history *h, const struct site *site, int32_t day)
{
	struct plans_then plans = { .n = 0 };
	struct visit v = { cache, site, day, keep, out };

	*out = (struct standings){ .day = day,
				   .commit = history_on(h, day, site->zone) };
	if (out->commit == SIZE_MAX)
		return;
	find_plans(&plans, cache, h, out->commit);
	out->v = POOL_ARRAY(cache->pool, struct standing, plans.items);
	visit_plans(&v, &plans);
	out->by_line = POOL_ARRAY(cache->pool, size_t, h->nitems);
	for (size_t i = 0; i < out->n; i++)
		out->by_line[out->v[i].line->serial] = i + 1;
}

const struct standing *standings_find(const struct standings *s,
				      const struct item_line *line)
{
	size_t at = s->by_line ? s->by_line[line->serial] : 0;

	return at ? &s->v[at - 1] : NULL;
}
