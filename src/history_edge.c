/* SPDX-License-Identifier: MIT */
/*
 * history_edge.c - one commit against its first parent: plans that came,
 * went, moved and changed, and the items in them.
 *
 * Steps: (1) the files that differ, as gone, fresh or changed; (2) a gone and
 * a fresh file are one plan by equal bytes, else by number, else by their
 * items; (3) items of each such pair are matched; (4) what is left over is
 * matched across the plans of the commit; (5) what is still new may be an
 * item that was removed earlier and comes back.
 */
#include <stdlib.h>

#include "buf.h"
#include "docnum.h"
#include "history_internal.h"

/* A plan's file before and after. */
struct pairing {
	struct node *old;		/* NULL: new, or back from removal */
	struct node *new;		/* NULL: removed */
	const struct version *version;	/* of new */
	struct file_delta delta;	/* of new (of old where removed) */
	int *pair;			/* new item -> index in old, or -1 */
	bool *kept;			/* old item: it stays */
	bool restored;			/* old was removed earlier */
	bool fresh;			/* a plan never seen before */
};

/* An item left over by its plan: where it stood, or stands now. */
struct leftover {
	struct pairing *p;
	size_t index;
};

struct edge {
	struct builder *b;
	size_t commit;
	struct state *state;
	struct pairing *list;
	size_t n, cap;
};

/* ---- which file is which ----------------------------------------------- */

static const struct version *version_of(const struct edge *e,
					const struct oid *blob)
{
	struct str key = { (const char *)blob->id, sizeof(blob->id) };

	return map_get(&e->b->versions, key);
}

/* An unreadable version changes nothing but is told. */
static void keep_unreadable(struct edge *e, struct node *old,
			    const struct file_delta *d, bool secret)
{
	struct history *h = e->b->h;

	ARRAY_PUSH(h->gaps, h->ngaps, h->gaps_cap, (struct history_gap){
		e->commit, h->paths[d->path], secret });
	if (old) {
		struct node *node = POOL_NEW(e->b->pool, struct node);

		*node = *old;
		node->blob = d->blob;
		node->unreadable = true;
		*e->state = state_set(e->b->pool, *e->state, d->path, node);
	}
}

static void sort_out(struct edge *e, const struct file_delta *deltas, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct pairing p = { .delta = deltas[i] };

		p.old = state_get(*e->state, deltas[i].path);
		if (deltas[i].has) {
			p.version = version_of(e, &deltas[i].blob);
			if (p.version->unreadable || p.version->secret) {
				if (!p.version->other)
					keep_unreadable(e, p.old, &deltas[i],
							p.version->secret);
				if (!p.version->other || !p.old)
					continue;
				p.version = NULL;	/* no plan any more */
			}
		}
		if (p.old || p.version)
			ARRAY_PUSH(e->list, e->n, e->cap, p);
	}
}

static bool is_gone(const struct pairing *p)
{
	return p->old && !p->version;
}

static bool is_fresh(const struct pairing *p)
{
	return !p->old && p->version;
}

static bool same_number(const struct edge *e, const struct plan_front *a,
			const struct plan_front *b)
{
	return a->number.n && b->number.n &&
	       str_eq(docnum_key(e->b->pool, a->number),
		      docnum_key(e->b->pool, b->number));
}

/* How many items of the smaller one match, in per mille. */
static int shared_items(const struct node *old, const struct version *v)
{
	const struct section **a = node_sections(old);
	const struct section **b = xcalloc(v->nitems, sizeof(*b));
	int *pair = xcalloc(v->nitems, sizeof(*pair));
	size_t na = old->version->nitems, n = 0;
	size_t less = na < v->nitems ? na : v->nitems;

	for (size_t i = 0; i < v->nitems; i++)
		b[i] = v->items[i].section;
	match_sections(a, na, b, v->nitems, pair, true);
	for (size_t i = 0; i < v->nitems; i++)
		n += pair[i] >= 0;
	free(a);
	free(b);
	free(pair);
	return less ? (int)(n * 1000 / less) : 0;
}

static void unite(struct pairing *fresh, struct pairing *gone)
{
	fresh->old = gone->old;
	gone->old = NULL;
	gone->version = NULL;
}

/* A gone and a fresh file that are one plan by `same`. */
static void unite_by(struct edge *e,
		     bool (*same)(const struct edge *, const struct pairing *gone,
				  const struct pairing *fresh))
{
	for (size_t i = 0; i < e->n; i++) {
		if (!is_fresh(&e->list[i]))
			continue;
		for (size_t j = 0; j < e->n; j++)
			if (is_gone(&e->list[j]) &&
			    same(e, &e->list[j], &e->list[i])) {
				unite(&e->list[i], &e->list[j]);
				break;
			}
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

/* At least half of the smaller one's items, and no other file as many. */
static void unite_by_items(struct edge *e)
{
	for (size_t i = 0; i < e->n; i++) {
		int best = 0, second = 0;
		size_t at = 0;

		if (!is_fresh(&e->list[i]))
			continue;
		for (size_t j = 0; j < e->n; j++) {
			int share;

			if (!is_gone(&e->list[j]))
				continue;
			share = shared_items(e->list[j].old,
					     e->list[i].version);
			if (share > best) {
				second = best;
				best = share;
				at = j;
			} else if (share > second) {
				second = share;
			}
		}
		if (best >= 500 && best > second)
			unite(&e->list[i], &e->list[at]);
	}
}

static bool in_state(const struct edge *e, struct plan_line *plan)
{
	plan = plan_line_of(plan);
	for (size_t i = 0; i < plan->npath_indices; i++) {
		struct node *node = state_get(*e->state, plan->path_indices[i]);

		if (node && plan_line_of(node->plan) == plan)
			return true;
	}
	return false;
}

/* A plan that was removed earlier: by its path, else by its number. */
static void find_restored(struct edge *e, struct pairing *p)
{
	struct history *h = e->b->h;
	struct str path = h->paths[p->delta.path];

	for (int by_number = 0; by_number < 2 && !p->old; by_number++)
		for (size_t i = h->nplans; i-- > 0;) {
			struct plan_line *plan = h->plans[i];

			if (plan->same != plan || !plan->last ||
			    in_state(e, plan) ||
			    !(by_number ?
			      same_number(e, plan->last->version->front,
					  p->version->front) :
			      str_eq(plan->last->path, path)))
				continue;
			p->old = (struct node *)(intptr_t)plan->last;
			p->restored = true;
			break;
		}
}

/* ---- items ------------------------------------------------------------- */

static void match_pair(struct edge *e, struct pairing *p)
{
	const struct section **a, **b;
	struct plan_line *plan = p->old ? plan_line_of(p->old->plan) :
					  plan_line_new(e->b, e->commit);

	p->fresh = !p->old;
	p->new = node_new(e->b, p->delta.path, &p->delta.blob, p->version,
			  plan, p->old && p->old->issued);
	if (p->new->issued && plan->issued_commit == SIZE_MAX)
		plan->issued_commit = e->commit;
	p->pair = xcalloc(p->version->nitems, sizeof(*p->pair));
	for (size_t i = 0; i < p->version->nitems; i++)
		p->pair[i] = -1;
	if (!p->old)
		return;
	p->kept = xcalloc(p->old->version->nitems, sizeof(*p->kept));
	a = node_sections(p->old);
	b = node_sections(p->new);
	match_sections(a, p->old->version->nitems, b, p->version->nitems,
		       p->pair, false);
	for (size_t i = 0; i < p->version->nitems; i++)
		if (p->pair[i] >= 0) {
			p->new->items[i] = item_line_of(
				p->old->items[p->pair[i]]);
			p->kept[p->pair[i]] = true;
		}
	free(a);
	free(b);
}

/* Items that left one plan of this commit and came to another. */
static void match_across(struct edge *e)
{
	struct leftover *gone = NULL, *come = NULL;
	size_t ngone = 0, ncome = 0, gone_cap = 0, come_cap = 0;
	const struct section **a, **b;
	int *pair;

	for (size_t i = 0; i < e->n; i++) {
		struct pairing *p = &e->list[i];

		for (size_t k = 0; p->old && !p->restored &&
				   k < p->old->version->nitems; k++)
			if (!p->kept || !p->kept[k])
				ARRAY_PUSH(gone, ngone, gone_cap,
					   (struct leftover){ p, k });
		for (size_t k = 0; p->new && k < p->version->nitems; k++)
			if (!p->new->items[k])
				ARRAY_PUSH(come, ncome, come_cap,
					   (struct leftover){ p, k });
	}
	if (!ngone || !ncome)
		goto out;
	a = xcalloc(ngone, sizeof(*a));
	b = xcalloc(ncome, sizeof(*b));
	pair = xcalloc(ncome, sizeof(*pair));
	for (size_t i = 0; i < ngone; i++)
		a[i] = gone[i].p->old->version->items[gone[i].index].section;
	for (size_t i = 0; i < ncome; i++)
		b[i] = come[i].p->version->items[come[i].index].section;
	match_sections(a, ngone, b, ncome, pair, true);
	for (size_t i = 0; i < ncome; i++) {
		struct leftover *from, *to = &come[i];

		if (pair[i] < 0)
			continue;
		from = &gone[pair[i]];
		to->p->new->items[to->index] = item_line_of(
			from->p->old->items[from->index]);
		if (!from->p->kept)
			from->p->kept = xcalloc(from->p->old->version->nitems,
						sizeof(bool));
		from->p->kept[from->index] = true;
	}
	free(a);
	free(b);
	free(pair);
out:
	free(gone);
	free(come);
}

/* ---- records ----------------------------------------------------------- */

static bool in_node(const struct node *node, const struct item_line *line)
{
	return node_index(node, line) >= 0;
}

/* A removed item of the plan that this new one continues. */
static struct item_line *find_revived(struct edge *e, const struct pairing *p,
				      size_t index)
{
	const struct section *s = p->version->items[index].section;

	for (size_t i = e->b->h->nitems; i-- > 0;) {
		struct item_line *line = e->b->h->items[i];

		if (line->same == line && line->removed &&
		    plan_line_of(line->plan) == plan_line_of(p->new->plan) &&
		    match_revived(line->last, s) && !in_node(p->new, line))
			return line;
	}
	return NULL;
}

static void moved_record(struct edge *e, struct item_line *line,
			 const struct node *from, const struct node *to,
			 bool draft)
{
	struct difference d = whole(CHANGE_MOVED, draft ? CLASS_EDITORIAL :
							  CLASS_AMENDMENT);

	d.field = SUBJECT_PATH;
	d.from = from->path;
	d.to = to->path;
	record_add(e->b, e->commit, to->plan, line, &d, draft,
		   e->b->h->commits[e->commit].claims.authority);
}

/* Where the line stood before this commit, in any plan of it. */
static const struct node *old_place(const struct edge *e,
				    const struct item_line *line, int *index)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct node *old = e->list[i].old;

		if (!old)
			continue;
		*index = node_index(old, line);
		if (*index >= 0)
			return old;
	}
	return NULL;
}

static void new_item(struct edge *e, struct pairing *p, size_t index,
		     bool draft)
{
	struct item_line *line = find_revived(e, p, index);
	const struct section *s = p->version->items[index].section;
	struct str authority = section_text(s, FIELD_AUTHORITY);
	struct difference d;

	if (!authority.n)
		authority = e->b->h->commits[e->commit].claims.authority;
	d = whole(line ? CHANGE_RESTORED : CHANGE_ADDED,
		  draft ? CLASS_EDITORIAL : CLASS_AMENDMENT);
	if (!line)
		line = item_line_new(e->b, e->commit, p->new, index);
	d.to = s->title;
	p->new->items[index] = line;
	if (p->fresh)
		return;		/* arrives with its plan */
	if (d.kind == CHANGE_RESTORED) {
		const struct section *last = line->last;
		struct item_side before = { last, line->area,
					    line->context ? line->context :
					    p->new->context };
		struct item_side now = node_side(p->new, index);
		size_t from = e->b->scratch.n;

		record_add(e->b, e->commit, p->new->plan, line, &d, draft,
			   authority);
		item_differences(&e->b->scratch, e->b->pool, &before, &now);
		records_of(e->b, e->commit, p->new->plan, line, from, draft);
		return;
	}
	record_add(e->b, e->commit, p->new->plan, line, &d, draft, authority);
}

/* Items whose order among those that stayed is new. */
static void order_records(struct edge *e, struct pairing *p, bool draft)
{
	size_t n = p->version->nitems, best = 0;
	size_t *length = xcalloc(n, sizeof(*length));
	int *prev = xcalloc(n, sizeof(*prev));
	bool *stays = xcalloc(n, sizeof(*stays)), inverted = false;
	int last = -1, highest = -1;

	for (size_t i = 0; i < n; i++) {
		if (p->pair[i] < 0)
			continue;
		inverted |= p->pair[i] < highest;
		if (p->pair[i] > highest)
			highest = p->pair[i];
	}
	for (size_t i = 0; inverted && i < n; i++) {	/* longest increasing */
		if (p->pair[i] < 0)
			continue;
		length[i] = 1;
		prev[i] = -1;
		for (size_t j = 0; j < i; j++)
			if (p->pair[j] >= 0 && p->pair[j] < p->pair[i] &&
			    length[j] + 1 > length[i]) {
				length[i] = length[j] + 1;
				prev[i] = (int)j;
			}
		if (length[i] > best) {
			best = length[i];
			last = (int)i;
		}
	}
	for (; last >= 0; last = prev[last])
		stays[last] = true;
	for (size_t i = 0; inverted && i < n; i++) {
		struct difference d = whole(CHANGE_MOVED, CLASS_EDITORIAL);

		if (p->pair[i] < 0 || stays[i])
			continue;
		d.field = SUBJECT_ORDER;
		d.from = pool_printf(e->b->pool, "%d", p->pair[i] + 1);
		d.to = pool_printf(e->b->pool, "%zu", i + 1);
		record_add(e->b, e->commit, p->new->plan, p->new->items[i], &d,
			   draft, (struct str){ NULL, 0 });
	}
	free(length);
	free(prev);
	free(stays);
}

static void changed_items(struct edge *e, struct pairing *p)
{
	/* Before the first issued version nothing is an amendment. */
	bool draft = !(p->old && p->old->issued);

	for (size_t i = 0; i < p->version->nitems; i++) {
		struct item_line *line = p->new->items[i];
		struct item_side a, b = node_side(p->new, i);
		const struct node *from = p->old;
		size_t at = e->b->scratch.n;
		int index = p->pair[i];

		if (!line) {
			new_item(e, p, i, draft);
			continue;
		}
		if (index < 0) {		/* from another plan */
			from = old_place(e, line, &index);
			if (!from)
				continue;
			moved_record(e, line, from, p->new,
				     draft && !from->issued);
			line->plan = p->new->plan;
		}
		a = node_side(from, (size_t)index);
		if (a.section == b.section && a.area == b.area)
			continue;
		item_differences(&e->b->scratch, e->b->pool, &a, &b);
		records_of(e->b, e->commit, p->new->plan, line, at,
			   !from->issued);
	}
	if (p->old)
		order_records(e, p, draft);
}

static void removed_items(struct edge *e, struct pairing *p)
{
	bool whole_plan = !p->new, draft = !p->old->issued;
	struct difference d = whole(CHANGE_REMOVED, draft ? CLASS_EDITORIAL :
							    CLASS_AMENDMENT);

	for (size_t i = 0; i < p->old->version->nitems; i++) {
		struct item_line *line = item_line_of(p->old->items[i]);

		if (p->kept && p->kept[i])
			continue;
		if (p->restored && line->removed)
			continue;
		line->removed = true;
		line->last = p->old->version->items[i].section;
		line->area = p->old->version->items[i].area;
		line->context = p->old->context;
		d.from = line->last->title;
		if (!whole_plan)
			record_add(e->b, e->commit, p->new->plan, line, &d,
				   draft, e->b->h->commits[e->commit]
				   .claims.authority);
	}
}

static void plan_records(struct edge *e, struct pairing *p)
{
	struct str authority = e->b->h->commits[e->commit].claims.authority;
	size_t from = e->b->scratch.n;
	struct difference d = whole(CHANGE_ADDED, CLASS_PLAN);
	bool draft = !(p->old && p->old->issued);

	if (!p->new) {
		d.kind = CHANGE_REMOVED;
		d.from = p->old->version->front->title;
		record_add(e->b, e->commit, p->old->plan, NULL, &d,
			   !p->old->issued, authority);
		return;
	}
	if (p->fresh || p->restored) {
		d.kind = p->fresh ? CHANGE_ADDED : CHANGE_RESTORED;
		d.to = p->version->front->title;
		record_add(e->b, e->commit, p->new->plan, NULL, &d,
			   !p->new->issued, authority);
	}
	if (p->old && !str_eq(p->old->path, p->new->path)) {
		d = whole(CHANGE_MOVED, CLASS_PLAN);
		d.field = SUBJECT_PATH;
		d.from = p->old->path;
		d.to = p->new->path;
		record_add(e->b, e->commit, p->new->plan, NULL, &d, draft,
			   authority);
	}
	if (p->old) {
		plan_differences(&e->b->scratch, e->b->pool, p->old->version,
				 p->version);
		records_of(e->b, e->commit, p->new->plan, NULL, from, draft);
	}
}

static void settle(struct edge *e, struct pairing *p)
{
	struct builder *b = e->b;

	if (!p->new)
		return;
	*e->state = state_set(b->pool, *e->state, p->delta.path, p->new);
	plan_line_of(p->new->plan)->last = p->new;
	for (size_t i = 0; i < p->version->nitems; i++)
		item_line_of(p->new->items[i])->removed = false;
}

void edge_process(struct builder *b, size_t commit, struct state *state,
		  const struct file_delta *deltas, size_t n)
{
	struct edge e = { .b = b, .commit = commit, .state = state };

	sort_out(&e, deltas, n);
	unite_by(&e, equal_blobs);
	unite_by(&e, equal_numbers);
	unite_by_items(&e);
	/* Files that are no more leave the state before lines are revived. */
	for (size_t i = 0; i < n; i++)
		if (!deltas[i].has)
			*state = state_set(b->pool, *state, deltas[i].path,
					   NULL);
	for (size_t i = 0; i < e.n; i++)
		if (is_gone(&e.list[i]))
			*state = state_set(b->pool, *state,
					   e.list[i].delta.path, NULL);
	for (size_t i = 0; i < e.n; i++) {
		struct pairing *p = &e.list[i];

		if (is_fresh(p) && !is_gone(p))
			find_restored(&e, p);
		if (p->version)
			match_pair(&e, p);
	}
	match_across(&e);
	for (size_t i = 0; i < e.n; i++)
		if (e.list[i].new || e.list[i].old)
			plan_records(&e, &e.list[i]);
	for (size_t i = 0; i < e.n; i++)
		if (e.list[i].new)
			changed_items(&e, &e.list[i]);
	for (size_t i = 0; i < e.n; i++)
		if (e.list[i].old)
			removed_items(&e, &e.list[i]);
	for (size_t i = 0; i < e.n; i++) {
		settle(&e, &e.list[i]);
		free(e.list[i].pair);
		free(e.list[i].kept);
	}
	free(e.list);
}
