/* SPDX-License-Identifier: MIT */
/*
 * history_edge.c - one commit against its parents: which plan is which, and
 * which item.
 *
 * Steps: (1) the files that differ from the first parent's, as gone, fresh or
 * changed; (2) a gone and a fresh file are one plan by equal bytes, else by
 * number, else by their items; (3) items of each such pair are matched; (4)
 * what is left over is matched across the plans of the commit; (5) what is
 * still new may be an item that was removed earlier and comes back.  A merge
 * goes the same way, with what its other parents know.
 */
#include <stdlib.h>

#include "buf.h"
#include "docnum.h"
#include "history_internal.h"

/* Above this many pairs of items plans are told by equal titles alone. */
#define SHARE_PAIRS 200000

/* An item left over by its plan: where it stood, or stands now. */
struct leftover {
	struct pairing *p;
	size_t index;
};

/* ---- which file differs ------------------------------------------------ */

static const struct version *version_of(const struct edge *e,
					const struct oid *blob)
{
	struct str key = { (const char *)blob->id, sizeof(blob->id) };

	return map_get(&e->b->versions, key);
}

static struct node *node_at(const struct edge *e, size_t commit, size_t path)
{
	return commit == SIZE_MAX ? NULL :
		state_get(e->b->h->commits[commit].state, path);
}

static void put_node(struct edge *e, size_t path, struct node *node)
{
	e->c->state = state_set(e->b->pool, e->c->state, path, node);
}

/* Another parent of a merge that has this very file. */
static struct node *find_source(const struct edge *e,
				const struct file_delta *d)
{
	for (size_t k = 1; k < e->c->nparents && d->has; k++) {
		struct node *node = node_at(e, e->c->parents[k], d->path);

		if (node && oid_eq(&node->blob, &d->blob))
			return node;
	}
	return NULL;
}

static struct node *any_other(const struct edge *e, size_t path)
{
	struct node *node = NULL;

	for (size_t k = 1; k < e->c->nparents && !node; k++)
		node = node_at(e, e->c->parents[k], path);
	return node;
}

/* An agency's index.md that is broken never was a plan; and what came with a
 * branch was told there. */
static bool is_told(const struct edge *e, const struct pairing *p,
		    struct str path)
{
	const struct history *h = e->b->h;

	if (p->source || (!p->old && str_ends(path, STR("/index.md"))))
		return true;
	for (size_t i = h->ngaps; e->merge && i-- > 0;)
		if (h->gaps[i].commit >= e->c->branches[1] &&
		    str_eq(h->gaps[i].path, path))
			return true;
	return false;
}

/*
 * A version that cannot be read changes nothing but is told (by the first
 * commit that has it): what stood there stands on.  False if that is all.
 */
static bool keep_unreadable(struct edge *e, struct pairing *p, bool secret)
{
	struct history *h = e->b->h;
	struct str path = h->paths[p->delta.path];

	if (!is_told(e, p, path))
		ARRAY_PUSH(h->gaps, h->ngaps, h->gaps_cap,
			   (struct history_gap){ e->commit, path, secret });
	if (!p->source && !p->old)
		p->source = any_other(e, p->delta.path);
	p->unreadable = true;
	if (p->source) {
		p->version = p->source->version;
		return true;
	}
	if (p->old) {
		struct node *node = POOL_NEW(e->b->pool, struct node);

		*node = *p->old;
		node->blob = p->delta.blob;
		node->unreadable = true;
		put_node(e, p->delta.path, node);
	}
	return false;
}

static void sort_out(struct edge *e)
{
	for (size_t i = 0; i < e->b->ndeltas[e->commit]; i++) {
		const struct file_delta *d = &e->b->deltas[e->commit][i];
		struct pairing p = { .delta = *d };

		p.old = node_at(e, e->parent, d->path);
		p.source = find_source(e, d);
		if (d->has)
			p.version = version_of(e, &d->blob);
		if (p.version && p.version->other) {
			p.version = NULL;	/* no plan (any more) */
		} else if (p.version &&
			   (p.version->unreadable || p.version->secret)) {
			bool secret = p.version->secret;

			p.version = NULL;
			if (!keep_unreadable(e, &p, secret)) {
				if (!p.old)	/* perhaps a renamed one */
					ARRAY_PUSH(e->list, e->n, e->cap, p);
				continue;
			}
		}
		if (p.old)
			put_node(e, d->path, NULL);
		if (p.old || p.version)
			ARRAY_PUSH(e->list, e->n, e->cap, p);
	}
}

/* ---- which file is which ----------------------------------------------- */

static bool is_gone(const struct pairing *p)
{
	return p->old && !p->version;
}

static bool is_fresh(const struct pairing *p)
{
	return !p->old && p->version && !p->plan;
}

static bool same_number(const struct edge *e, const struct plan_front *a,
			const struct plan_front *b)
{
	return a->number.n && b->number.n &&
	       str_eq(docnum_key(e->b->pool, a->number),
		      docnum_key(e->b->pool, b->number));
}

static void unite(struct pairing *fresh, struct pairing *gone)
{
	fresh->old = gone->old;
	gone->old = NULL;
}

/* A gone and a fresh file that are one plan by `same`. */
static void unite_by(struct edge *e,
		     bool (*same)(const struct edge *, const struct pairing *gone,
				  const struct pairing *fresh))
{
	for (size_t i = 0; i < e->n; i++) {
		for (size_t j = 0; j < e->n && is_fresh(&e->list[i]); j++)
			if (is_gone(&e->list[j]) &&
			    same(e, &e->list[j], &e->list[i]))
				unite(&e->list[i], &e->list[j]);
	}
}

static bool equal_blobs(const struct edge *e, const struct pairing *gone,
			const struct pairing *fresh)
{
	(void)e;
	return oid_eq(&gone->old->blob, &fresh->delta.blob);
}

static bool equal_numbers(const struct edge *e, const struct pairing *gone,
			  const struct pairing *fresh)
{
	return same_number(e, gone->old->version->front, fresh->version->front);
}

/* A file that cannot be read, before and after it got another name. */
static void unite_unreadable(struct edge *e)
{
	for (size_t i = 0; i < e->n; i++) {
		struct pairing *p = &e->list[i];

		if (p->old || p->version)
			continue;
		for (size_t j = 0; j < e->n && !p->old; j++)
			if (is_gone(&e->list[j]) &&
			    equal_blobs(e, &e->list[j], p)) {
				unite(p, &e->list[j]);
				p->version = p->old->version;
			}
	}
}

/* How many items are in both, by equal folded titles alone. */
static size_t shared_titles(const struct node *old, const struct version *v)
{
	struct map titles = MAP_INIT;
	size_t n = 0;

	for (size_t i = 0; i < old->version->nitems; i++)
		map_put(&titles, old->version->items[i].section->folded,
			(void *)(intptr_t)old);
	for (size_t i = 0; i < v->nitems; i++) {
		void **at = map_at(&titles, v->items[i].section->folded);

		n += *at != NULL;
		*at = NULL;
	}
	map_release(&titles);
	return n;
}

static size_t shared_by_matching(const struct node *old,
				 const struct version *v)
{
	const struct section **a = node_sections(old);
	const struct section **b = xcalloc(v->nitems, sizeof(*b));
	int *pair = xcalloc(v->nitems, sizeof(*pair));
	size_t n = 0;

	for (size_t i = 0; i < v->nitems; i++)
		b[i] = v->items[i].section;
	match_sections(a, old->version->nitems, b, v->nitems, pair, true);
	for (size_t i = 0; i < v->nitems; i++)
		n += pair[i] >= 0;
	free(a);
	free(b);
	free(pair);
	return n;
}

/* How many items match; 0 if less than half of the smaller one's. */
static size_t shared_items(const struct node *old, const struct version *v,
			   bool titles_only)
{
	size_t less = old->version->nitems < v->nitems ?
			      old->version->nitems : v->nitems;
	size_t n = titles_only ? shared_titles(old, v) :
				 shared_by_matching(old, v);

	return n * 2 >= less ? n : 0;
}

/* Of a row or column of a table: the greatest, if no other is as great. */
static bool is_best(const size_t *share, size_t n, size_t step, size_t at)
{
	for (size_t i = 0; i < n; i++)
		if (i != at && share[i * step] >= share[at * step])
			return false;
	return share[at * step] > 0;
}

/* At least half of the smaller one's items, and no other file as many. */
static void unite_by_items(struct edge *e)
{
	struct pairing **gone = xcalloc(e->n, sizeof(*gone)), **fresh;
	size_t ngone = 0, nfresh = 0, pairs = 0, items = 0, *share;

	fresh = xcalloc(e->n, sizeof(*fresh));
	for (size_t i = 0; i < e->n; i++) {
		if (is_gone(&e->list[i])) {
			gone[ngone++] = &e->list[i];
			items += e->list[i].old->version->nitems;
		} else if (is_fresh(&e->list[i])) {
			fresh[nfresh++] = &e->list[i];
		}
	}
	share = xcalloc(ngone * nfresh, sizeof(*share));
	for (size_t i = 0; i < nfresh; i++)
		pairs += fresh[i]->version->nitems * items;
	for (size_t i = 0; i < nfresh; i++)
		for (size_t j = 0; j < ngone; j++)
			share[i * ngone + j] = shared_items(gone[j]->old,
					fresh[i]->version, pairs > SHARE_PAIRS);
	for (size_t i = 0; i < nfresh; i++)
		for (size_t j = 0; j < ngone; j++)
			if (is_best(share + i * ngone, ngone, 1, j) &&
			    is_best(share + j, nfresh, ngone, i))
				unite(fresh[i], gone[j]);
	free(share);
	free(gone);
	free(fresh);
}

/* Its path was taken by a document of another number and with other items. */
static bool another_plan(const struct edge *e, const struct node *old,
			 const struct version *v)
{
	return old->version->front->number.n && v->front->number.n &&
	       !same_number(e, old->version->front, v->front) &&
	       !shared_items(old, v, false);
}

/* Its plan's latest, and nobody has that plan now or just had it. */
static bool is_free(const struct edge *e, const struct grave *g)
{
	const struct plan_line *plan = plan_line_of(g->node->plan);
	const struct history *h = e->b->h;

	for (size_t i = 0; i < e->n; i++)
		if (plan_line_of(e->list[i].plan) == plan)
			return false;
	return !plan_node(h, e->commit, plan) &&
	       plan_place(h, e->parent, plan) == g->node;
}

/* A plan that was removed earlier: by its path, else by its number. */
static void find_restored(struct edge *e, struct pairing *p)
{
	struct str path = e->b->h->paths[p->delta.path];

	for (int by_number = 0; by_number < 2 && !p->old; by_number++)
		for (const struct grave *g = e->c->graves; g && !p->old;
		     g = g->next) {
			bool same = by_number ?
				same_number(e, g->node->version->front,
					    p->version->front) :
				str_eq(g->node->path, path) &&
				!another_plan(e, g->node, p->version);

			if (!same || !is_free(e, g))
				continue;
			p->old = (struct node *)(intptr_t)g->node;
			p->plan = plan_line_of(p->old->plan);
			p->restored = true;
		}
}

static void find_plans(struct edge *e)
{
	if (e->merge)
		merge_plans(e);
	unite_by(e, equal_blobs);
	unite_unreadable(e);
	unite_by(e, equal_numbers);
	unite_by_items(e);
	for (size_t i = 0; i < e->n; i++)
		if (is_fresh(&e->list[i]))
			find_restored(e, &e->list[i]);
}

/* ---- items ------------------------------------------------------------- */

/* Of each new item the index in the old version; a restored plan's items come
 * back by "Mã" or equal title only, as removed ones do. */
static void match_old(struct edge *e, struct pairing *p)
{
	const struct section **a = node_sections(p->old);
	const struct section **b = node_sections(p->new);

	match_sections(a, p->old->version->nitems, b, p->version->nitems,
		       p->pair, false);
	for (size_t i = 0; i < p->version->nitems; i++) {
		struct item_line *line;

		if (p->pair[i] < 0)
			continue;
		line = item_line_of(p->old->items[p->pair[i]]);
		if (p->restored &&
		    (!line || !match_revived(a[p->pair[i]], b[i]) ||
		     item_place(e->b->h, e->commit, line).fate == FATE_LIVE))
			p->pair[i] = -1;
		else
			node_assign(e->b, p->new, i, line);
	}
	free(a);
	free(b);
}

static void match_pair(struct edge *e, struct pairing *p)
{
	struct builder *b = e->b;
	struct plan_line *plan = p->plan ? p->plan : p->old ?
		plan_line_of(p->old->plan) : plan_line_new(b, e->commit);
	size_t n = p->version->nitems;

	p->plan = plan;
	p->fresh = !p->old;
	p->issued_before |= p->old && p->old->issued;
	p->new = node_new(b, p->delta.path, &p->delta.blob, p->version, plan,
			  p->issued_before);
	p->new->unreadable = p->unreadable;
	p->pair = xcalloc(n, sizeof(*p->pair));
	for (size_t i = 0; i < n; i++)
		p->pair[i] = -1;
	if (e->merge)
		merge_lines(e, p);
	else if (p->old)
		match_old(e, p);
	put_node(e, p->delta.path, p->new);
}

/* It stands in another plan; or the old plan was removed, and it came to
 * another end than with that plan. */
static bool is_elsewhere(const struct edge *e, const struct pairing *p,
			 const struct item_line *line)
{
	struct place was;

	if (line->nplans < 2)
		return false;
	if (item_place(e->b->h, e->commit, line).fate == FATE_LIVE)
		return true;
	was = item_place(e->b->h, e->parent, line);
	return p->restored && (was.fate != FATE_BURIED ||
			       plan_line_of(was.node->plan) != p->plan);
}

/* Which old items stay, or are elsewhere. */
static void mark_kept(struct edge *e, struct pairing *p)
{
	size_t n = p->old->version->nitems;

	p->kept = xcalloc(n, sizeof(*p->kept));
	for (size_t i = 0; p->new && i < p->version->nitems; i++) {
		if (e->merge)
			p->pair[i] = p->new->items[i] ?
				node_index(p->old, item_line_of(
						   p->new->items[i])) : -1;
		if (p->pair[i] >= 0)
			p->kept[p->pair[i]] = true;
	}
	for (size_t k = 0; k < n; k++) {
		struct item_line *line = item_line_of(p->old->items[k]);

		p->kept[k] |= !line || is_elsewhere(e, p, line);
	}
}

static void take_across(struct edge *e, const struct leftover *gone,
			size_t ngone, const struct leftover *come, size_t ncome)
{
	const struct section **a = xcalloc(ngone, sizeof(*a));
	const struct section **b = xcalloc(ncome, sizeof(*b));
	int *pair = xcalloc(ncome, sizeof(*pair));

	for (size_t i = 0; i < ngone; i++)
		a[i] = gone[i].p->old->version->items[gone[i].index].section;
	for (size_t i = 0; i < ncome; i++)
		b[i] = come[i].p->version->items[come[i].index].section;
	match_sections(a, ngone, b, ncome, pair, true);
	for (size_t i = 0; i < ncome; i++) {
		const struct leftover *from, *to = &come[i];

		if (pair[i] < 0)
			continue;
		from = &gone[pair[i]];
		if (from->p == to->p)	/* not alike enough in their plan */
			continue;
		node_assign(e->b, to->p->new, to->index, item_line_of(
				    from->p->old->items[from->index]));
		from->p->kept[from->index] = true;
	}
	free(a);
	free(b);
	free(pair);
}

/* Items that left one plan of this commit and came to another. */
static void match_across(struct edge *e)
{
	struct leftover *gone = NULL, *come = NULL;
	size_t ngone = 0, ncome = 0, gone_cap = 0, come_cap = 0;

	for (size_t i = 0; i < e->n; i++) {
		struct pairing *p = &e->list[i];

		if (p->old)
			mark_kept(e, p);
		for (size_t k = 0; p->old && !p->restored &&
				   k < p->old->version->nitems; k++)
			if (!p->kept[k])
				ARRAY_PUSH(gone, ngone, gone_cap,
					   (struct leftover){ p, k });
		for (size_t k = 0; p->new && k < p->version->nitems; k++)
			if (!p->new->items[k])
				ARRAY_PUSH(come, ncome, come_cap,
					   (struct leftover){ p, k });
	}
	if (ngone && ncome)
		take_across(e, gone, ngone, come, ncome);
	free(gone);
	free(come);
}

/* The latest of the tombs of one line, which is nowhere now. */
static bool is_latest(const struct edge *e, const struct tomb *list,
		      const struct tomb *tomb)
{
	const struct item_line *line = item_line_of(tomb->line);
	struct place now = item_place(e->b->h, e->commit, line);

	while (item_line_of(list->line) != line)
		list = list->next;
	return list == tomb && now.fate != FATE_LIVE;
}

/* A removed item that comes back, by "Mã" or by title. */
static struct item_line *find_revived(struct edge *e, const struct pairing *p,
				      const struct section *s, bool by_code)
{
	struct str code = section_text(s, FIELD_ID);

	for (const struct tomb *t = p->tombs; t; t = t->next) {
		struct item_line *line = item_line_of(t->line);

		if (by_code && (!code.n ||
				!str_eq(code, section_text(t->section,
							   FIELD_ID))))
			continue;
		if (match_revived(t->section, s) && is_latest(e, p->tombs, t))
			return line;
	}
	return NULL;
}

static void revive(struct edge *e, struct pairing *p)
{
	p->tombs = p->old ? p->old->tombs : NULL;
	for (int by_code = 1; by_code >= 0 && p->tombs; by_code--)
		for (size_t k = 0; k < p->version->nitems; k++) {
			struct item_line *line;

			if (p->new->items[k])
				continue;
			line = find_revived(e, p, p->version->items[k].section,
					    by_code);
			if (line)
				node_assign(e->b, p->new, k, line);
		}
}

static void find_lines(struct edge *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->list[i].version)
			match_pair(e, &e->list[i]);
	if (e->merge)
		merge_dedupe(e);
	match_across(e);
	for (size_t i = 0; i < e->n; i++) {
		struct pairing *p = &e->list[i];

		if (!p->new)
			continue;
		revive(e, p);
		for (size_t k = 0; k < p->version->nitems; k++)
			if (!p->new->items[k])
				node_assign(e->b, p->new, k,
					    item_line_new(e->b, e->commit,
							  p->new, k));
	}
}

/* A plan is remembered with the items that did not go elsewhere. */
static void bury_plan(struct edge *e, const struct pairing *p)
{
	size_t n = p->old->version->nitems;
	struct node *node = POOL_NEW(e->b->pool, struct node);

	*node = *p->old;
	node->items = POOL_ARRAY(e->b->pool, struct item_line *, n);
	for (size_t k = 0; k < n; k++)
		if (!p->kept[k])
			node->items[k] = p->old->items[k];
	e->c->graves = grave_push(e->b, e->c->graves, node, e->commit);
}

/* Items that are no more, in a plan that is. */
static void bury_items(struct edge *e, struct pairing *p)
{
	for (size_t k = 0; k < p->old->version->nitems; k++) {
		struct item_line *line = item_line_of(p->old->items[k]);
		struct item_side side = node_side(p->old, k);
		struct tomb tomb = { line, side.section, side.area,
				     side.context, e->commit, NULL };

		if (!p->kept[k] &&
		    item_place(e->b->h, e->commit, line).fate != FATE_LIVE)
			p->tombs = tomb_push(e->b, p->tombs, &tomb);
	}
}

static void bury(struct edge *e)
{
	for (size_t i = 0; i < e->n; i++) {
		struct pairing *p = &e->list[i];

		if (p->old && !p->new)
			bury_plan(e, p);
		else if (p->old)
			bury_items(e, p);
		if (p->new)
			p->new->tombs = p->tombs;
	}
}

/* ------------------------------------------------------------------------ */

static void edge_release(struct edge *e)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->list[i].pair);
		free(e->list[i].kept);
	}
	free(e->list);
	map_release(&e->subjects);
	pool_free(e->pool);
}

void edge_process(struct builder *b, size_t commit)
{
	struct history_commit *c = &b->h->commits[commit];
	struct edge e = { .b = b, .commit = commit, .parent = SIZE_MAX, .c = c,
			  .merge = c->nparents > 1 };

	if (c->nparents) {
		e.parent = c->parents[0];
		c->state = b->h->commits[e.parent].state;
		c->graves = b->h->commits[e.parent].graves;
	}
	if (e.merge)
		e.pool = pool_new();
	sort_out(&e);
	find_plans(&e);
	find_lines(&e);
	bury(&e);
	if (e.merge)
		merge_adopt(&e);
	edge_tell(&e);
	edge_release(&e);
}
