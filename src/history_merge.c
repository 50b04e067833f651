/* SPDX-License-Identifier: MIT */
/*
 * history_merge.c - merges: what a merge itself changed, and which of a
 * branch's records the published line took over.
 */
#include <stdlib.h>

#include "buf.h"
#include "history_internal.h"

/* ---- what a merge changed itself --------------------------------------- */

/* A plan in one parent of a merge. */
struct side {
	struct node *node;
	int *pair;		/* item of the merged version -> of node */
};

struct merging {
	struct builder *b;
	size_t commit;
	struct state *state;
	struct side *sides;
	size_t nsides;
};

static struct node *parent_node(const struct builder *b, size_t commit,
				size_t parent, size_t path)
{
	const struct history_commit *c = &b->h->commits[commit];

	return state_get(b->h->commits[c->parents[parent]].state, path);
}

/* Pair the items of `node` with those of another node of the same plan, and
 * join the lines that turn out to be one. */
static int *pair_and_join(struct node *node, const struct node *other)
{
	const struct section **a = node_sections(other);
	const struct section **b = node_sections(node);
	size_t n = node->version->nitems;
	int *pair = xcalloc(n, sizeof(*pair));

	match_sections(a, other->version->nitems, b, n, pair, false);
	for (size_t i = 0; i < n; i++) {
		struct item_line *line;

		if (pair[i] < 0)
			continue;
		line = item_line_of(other->items[pair[i]]);
		if (!node->items[i])
			node->items[i] = line;
		else
			item_line_join(line, node->items[i]);
	}
	free(a);
	free(b);
	return pair;
}

/* Another parent has this very file: the merge takes it over. */
static bool taken_over(struct builder *b, size_t commit, struct state *state,
		       const struct file_delta *d)
{
	const struct history_commit *c = &b->h->commits[commit];
	struct node *first = parent_node(b, commit, 0, d->path);

	for (size_t k = 1; k < c->nparents; k++) {
		struct node *node = parent_node(b, commit, k, d->path);

		if (!d->has) {
			if (node)
				continue;
			if (!first)	/* nothing that we know was there */
				return true;
			/* The branch removed (or never had) the file. */
			if (plan_node(b, c->parents[k], first->plan) ||
			    k + 1 == c->nparents || !node) {
				*state = state_set(b->pool, *state, d->path,
						   NULL);
				return true;
			}
			continue;
		}
		if (!node || !oid_eq(&node->blob, &d->blob))
			continue;
		*state = state_set(b->pool, *state, d->path, node);
		plan_line_of(node->plan)->last = node;
		if (first && !first->unreadable && !node->unreadable) {
			plan_line_join(first->plan, node->plan);
			free(pair_and_join(node, first));
		}
		return true;
	}
	return false;
}

/* The difference of `field` in a list from `from` on, or NULL. */
static const struct difference *same_field(const struct differences *d,
					   size_t from, size_t to,
					   const struct difference *like)
{
	for (size_t i = from; i < to; i++)
		if (d->v[i].field == like->field &&
		    d->v[i].kind == like->kind && d->v[i].area == like->area)
			return &d->v[i];
	return NULL;
}

/*
 * Keep, of the first of several lists in the scratch list, what stands in all
 * of them.  `ends` are the lists' ends.
 */
static void keep_common(struct differences *d, size_t from, const size_t *ends,
			size_t nlists)
{
	size_t kept = from;

	for (size_t i = from; i < ends[0]; i++) {
		bool everywhere = true;

		for (size_t k = 1; k < nlists && everywhere; k++)
			everywhere = same_field(d, ends[k - 1], ends[k],
						&d->v[i]) != NULL;
		if (everywhere)
			d->v[kept++] = d->v[i];
	}
	d->n = kept;
}

static bool issued_before(const struct merging *m)
{
	for (size_t k = 0; k < m->nsides; k++)
		if (m->sides[k].node->issued)
			return true;
	return false;
}

static void merged_item(struct merging *m, struct node *node, size_t index)
{
	struct differences *d = &m->b->scratch;
	struct item_side now = node_side(node, index);
	size_t from = d->n, nlists = 0;
	size_t *ends = xcalloc(m->nsides, sizeof(*ends));

	for (size_t k = 0; k < m->nsides; k++) {
		struct item_side before;

		if (m->sides[k].pair[index] < 0)
			continue;
		before = node_side(m->sides[k].node,
				   (size_t)m->sides[k].pair[index]);
		item_differences(d, m->b->pool, &before, &now);
		ends[nlists++] = d->n;
	}
	if (!nlists) {
		struct difference added = whole(CHANGE_ADDED, CLASS_AMENDMENT);

		node->items[index] = item_line_new(m->b, m->commit, node, index);
		added.to = now.section->title;
		record_add(m->b, m->commit, node->plan, node->items[index],
			   &added, !issued_before(m),
			   m->b->h->commits[m->commit].claims.authority);
	} else {
		keep_common(d, from, ends, nlists);
		records_of(m->b, m->commit, node->plan, node->items[index],
			   from, !issued_before(m));
	}
	free(ends);
}

static bool in_all_sides(const struct merging *m, const struct item_line *line)
{
	for (size_t k = 0; k < m->nsides; k++)
		if (node_index(m->sides[k].node, line) < 0)
			return false;
	return true;
}

/* Items that all parents have and the merge has not. */
static void merged_removals(struct merging *m, struct node *node)
{
	const struct node *first = m->sides[0].node;

	for (size_t i = 0; i < first->version->nitems; i++) {
		struct item_line *line = item_line_of(first->items[i]);
		struct difference d = whole(CHANGE_REMOVED, CLASS_AMENDMENT);

		if (node_index(node, line) >= 0)
			continue;
		line->removed = true;
		line->last = first->version->items[i].section;
		line->area = first->version->items[i].area;
		line->context = first->context;
		if (!in_all_sides(m, line))
			continue;	/* a branch removed it */
		d.from = line->last->title;
		record_add(m->b, m->commit, node->plan, line, &d,
			   !issued_before(m),
			   m->b->h->commits[m->commit].claims.authority);
	}
}

static void merged_plan(struct merging *m, struct node *node)
{
	struct differences *d = &m->b->scratch;
	size_t from = d->n;
	size_t *ends = xcalloc(m->nsides, sizeof(*ends));

	for (size_t k = 0; k < m->nsides; k++) {
		plan_differences(d, m->b->pool, m->sides[k].node->version,
				 node->version);
		ends[k] = d->n;
	}
	keep_common(d, from, ends, m->nsides);
	records_of(m->b, m->commit, node->plan, NULL, from, !issued_before(m));
	free(ends);
}

/* The plan of this path in each parent, wherever it stands there. */
static void find_sides(struct merging *m, size_t path)
{
	const struct history_commit *c = &m->b->h->commits[m->commit];
	struct plan_line *plan = NULL;

	for (size_t k = 0; k < c->nparents && !plan; k++) {
		struct node *node = parent_node(m->b, m->commit, k, path);

		if (node)
			plan = plan_line_of(node->plan);
	}
	for (size_t k = 0; k < c->nparents && plan; k++) {
		struct node *node = parent_node(m->b, m->commit, k, path);

		if (!node)
			node = plan_node(m->b, c->parents[k], plan);
		if (!node)
			continue;
		plan_line_join(plan, node->plan);
		m->sides[m->nsides++].node = node;
	}
}

/* A file that differs from all parents' but continues a plan of theirs. */
static bool merged(struct builder *b, size_t commit, struct state *state,
		   const struct file_delta *d)
{
	const struct history_commit *c = &b->h->commits[commit];
	struct merging m = { .b = b, .commit = commit, .state = state };
	struct str key = { (const char *)d->blob.id, sizeof(d->blob.id) };
	const struct version *v = d->has ? map_get(&b->versions, key) : NULL;
	struct node *node;

	if (!v || v->unreadable || v->secret)
		return false;
	m.sides = xcalloc(c->nparents, sizeof(*m.sides));
	find_sides(&m, d->path);
	if (!m.nsides) {
		free(m.sides);
		return false;
	}
	node = node_new(b, d->path, &d->blob, v, m.sides[0].node->plan,
			issued_before(&m));
	if (node->issued && plan_line_of(node->plan)->issued_commit == SIZE_MAX)
		plan_line_of(node->plan)->issued_commit = commit;
	for (size_t k = 0; k < m.nsides; k++)
		m.sides[k].pair = pair_and_join(node, m.sides[k].node);
	merged_plan(&m, node);
	for (size_t i = 0; i < v->nitems; i++)
		merged_item(&m, node, i);
	merged_removals(&m, node);
	*state = state_set(b->pool, *state, d->path, node);
	plan_line_of(node->plan)->last = node;
	for (size_t k = 0; k < m.nsides; k++)
		free(m.sides[k].pair);
	free(m.sides);
	return true;
}

void merge_process(struct builder *b, size_t commit, struct state *state)
{
	struct file_delta *rest = xcalloc(b->ndeltas[commit], sizeof(*rest));
	size_t n = 0;

	for (size_t i = 0; i < b->ndeltas[commit]; i++) {
		const struct file_delta *d = &b->deltas[commit][i];

		if (!taken_over(b, commit, state, d) &&
		    !merged(b, commit, state, d))
			rest[n++] = *d;
	}
	edge_process(b, commit, state, rest, n);
	free(rest);
}

/* ---- what the published line adopted ----------------------------------- */

/* The text of what a record is about, as it stands in a commit. */
struct standing {
	bool there;		/* the plan or item exists */
	struct str text;
};

static struct standing standing_of(struct builder *b, size_t commit,
				   const struct record *r)
{
	struct node *node = plan_node(b, commit, r->item ?
			item_line_of(r->item)->plan : r->plan);
	struct standing s = { .there = false };
	const struct section *section;
	int index;

	if (!node)
		node = plan_node(b, commit, r->plan);
	if (!node)
		return s;
	if (!r->item) {
		s.there = true;
		if (r->d.field == SUBJECT_PATH)
			s.text = node->path;
		else if (r->d.field >= 0)
			s.text = plan_field_text(b->pool, node->version,
						 r->d.field, r->d.area);
		return s;
	}
	index = node_index(node, item_line_of(r->item));
	if (index < 0)
		return s;
	s.there = true;
	section = node->version->items[index].section;
	if (r->d.field == SUBJECT_PATH)
		s.text = node->path;
	else if (r->d.field == FIELD_AREA)
		s.text = node->version->items[index].area->id;
	else if (r->d.field >= 0)
		s.text = item_field_text(b->pool, section, r->d.field);
	return s;
}

static bool one_subject(const struct record *a, const struct record *c)
{
	if (a->item || c->item) {
		if (!a->item || !c->item ||
		    item_line_of(a->item) != item_line_of(c->item))
			return false;
	} else if (plan_line_of(a->plan) != plan_line_of(c->plan)) {
		return false;
	}
	return a->d.field == c->d.field && a->d.area == c->d.area;
}

/* Is the record's outcome what stands in the commit? */
static bool holds(const struct record *r, const struct standing *s)
{
	if (r->d.field == SUBJECT_NONE)
		return s->there == (r->d.kind != CHANGE_REMOVED);
	return s->there && str_eq(r->d.to, s->text);
}

/* Was the record's starting point what stands in the commit? */
static bool starts_from(const struct record *r, const struct standing *s)
{
	if (r->d.field == SUBJECT_NONE)
		return s->there == (r->d.kind == CHANGE_REMOVED);
	return s->there && str_eq(r->d.from, s->text);
}

/*
 * The records [from, to) came with a branch.  Those of one subject and field
 * are adopted together: if the last one's outcome stands in the merge, and
 * the line (its first parent) had not come to it by itself.
 */
static void decide_branch(struct builder *b, size_t merge, size_t from,
			  size_t to)
{
	struct record *records = b->h->records;
	size_t line = b->h->commits[merge].parents[0];
	bool *seen = xcalloc(to - from, sizeof(*seen));

	for (size_t i = from; i < to; i++) {
		size_t last = i;
		struct standing now, before;
		bool adopted;

		if (seen[i - from] || !records[i].adopted)
			continue;
		for (size_t j = i; j < to; j++)
			if (!seen[j - from] && records[j].adopted &&
			    one_subject(&records[i], &records[j])) {
				seen[j - from] = true;
				last = j;
			}
		if (records[i].d.field == SUBJECT_ORDER)
			continue;
		now = standing_of(b, merge, &records[last]);
		before = standing_of(b, line, &records[last]);
		adopted = holds(&records[last], &now) &&
			  (!holds(&records[last], &before) ||
			   starts_from(&records[i], &before));
		for (size_t j = i; j < to && !adopted; j++)
			if (seen[j - from] &&
			    one_subject(&records[i], &records[j]))
				records[j].adopted = false;
	}
	free(seen);
}

void adoption_decide(struct builder *b)
{
	struct history *h = b->h;

	/* Inner merges first: what they refuse stays refused. */
	for (size_t c = 0; c < h->ncommits; c++) {
		const struct history_commit *commit = &h->commits[c];

		if (commit->nparents > 1 && commit->branch < c)
			decide_branch(b, c,
				      h->commits[commit->branch].first_record,
				      commit->first_record);
	}
}
