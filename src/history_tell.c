/* SPDX-License-Identifier: MIT */
/* history_tell.c - the records of one commit: how each plan and item of it
 * differs from what the first parent has. */
#include <stdlib.h>

#include "buf.h"
#include "history_internal.h"

/* What all records of one subject in one commit have in common. */
struct telling {
	struct edge *e;
	struct plan_line *plan;
	struct item_line *line;		/* NULL: the plan's own */
	bool draft;
	bool correction;
	struct str authority;
};

static struct telling telling_of(struct edge *e, struct plan_line *plan,
				 struct item_line *line, bool draft)
{
	return (struct telling){ e, plan, line, draft, e->c->claims.correction,
				 e->c->claims.authority };
}

static bool tells(const struct telling *t, const struct difference *d)
{
	return !t->e->merge || merge_tells(t->e, t->plan, t->line, d);
}

static void record_add(struct telling *t, const struct difference *d,
		       bool draft)
{
	struct history *h = t->e->b->h;
	struct record r = { .commit = t->e->commit, .plan = t->plan,
			    .item = t->line, .d = *d,
			    .authority = t->authority,
			    .authority_commit = SIZE_MAX, .adopted = true,
			    .draft = draft };

	if (d->class != CLASS_AMENDMENT && d->class != CLASS_CORRECTION &&
	    d->class != CLASS_PLAN)
		r.authority = (struct str){ NULL, 0 };
	ARRAY_PUSH(h->records, h->nrecords, h->records_cap, r);
}

static struct difference whole(enum change_kind kind, enum change_class class)
{
	return (struct difference){ .kind = kind, .field = SUBJECT_NONE,
				    .class = class, .due_from = DATE_NONE,
				    .due_to = DATE_NONE };
}

/* An item that came or went. */
static void tell_whole(struct telling *t, enum change_kind kind,
		       struct str title)
{
	struct difference d = whole(kind, t->draft ? CLASS_EDITORIAL :
				    t->correction ? CLASS_CORRECTION :
						    CLASS_AMENDMENT);

	if (kind == CHANGE_REMOVED)
		d.from = title;
	else
		d.to = title;
	record_add(t, &d, t->draft);
}

/* Of the differences in the scratch list from `from` on those that are this
 * commit's own; what they say of all others is noted. */
static void sift(struct telling *t, size_t from)
{
	struct differences *d = &t->e->b->scratch;
	size_t kept = from;

	for (size_t i = from; i < d->n; i++) {
		if (!tells(t, &d->v[i]))
			continue;
		if (d->v[i].field == FIELD_AUTHORITY && d->v[i].to.n)
			t->authority = d->v[i].to;
		if (d->v[i].field == FIELD_CORRECTION && d->v[i].to.n)
			t->correction = true;
		d->v[kept++] = d->v[i];
	}
	d->n = kept;
}

static void tell_differences(struct telling *t, size_t from)
{
	struct differences *d = &t->e->b->scratch;

	differences_classify(d, from, &t->e->c->claims, t->draft);
	for (size_t i = from; i < d->n; i++)
		record_add(t, &d->v[i], t->draft);
	d->n = from;
}

/* ---- items ------------------------------------------------------------- */

static void tell_added(struct telling *t, const struct node *node, size_t index)
{
	const struct section *s = node->version->items[index].section;
	struct str authority = section_text(s, FIELD_AUTHORITY);

	if (authority.n)
		t->authority = authority;
	t->correction |= section_text(s, FIELD_CORRECTION).n > 0;
	if (t->e->c->on_line)
		item_line_arrive(t->line, t->e->commit, node, index);
	tell_whole(t, CHANGE_ADDED, s->title);
}

/* From one plan to another. */
static void tell_moved(struct telling *t, const struct node *from,
		       const struct node *to)
{
	struct difference d = whole(CHANGE_MOVED, CLASS_AMENDMENT);
	bool draft = !from->issued && !to->issued;

	d.field = SUBJECT_PATH;
	d.from = from->path;
	d.to = to->path;
	if (!tells(t, &d))
		return;
	if (draft)
		d.class = CLASS_EDITORIAL;
	else if (t->correction)
		d.class = CLASS_CORRECTION;
	record_add(t, &d, draft);
}

/* An item that the first parent has, or had. */
static void tell_known(struct telling *t, const struct pairing *p,
		       const struct place *was, const struct item_side *now)
{
	struct differences *d = &t->e->b->scratch;
	bool elsewhere = plan_line_of(was->node->plan) != t->plan;
	struct difference restored = whole(CHANGE_RESTORED, CLASS_AMENDMENT);
	size_t from = d->n;

	if (elsewhere && was->fate == FATE_LIVE)
		t->draft = !was->node->issued;
	item_differences(d, t->e->b->pool, &was->side, now);
	sift(t, from);
	if (was->fate == FATE_LIVE && elsewhere)
		tell_moved(t, was->node, p->new);
	if ((was->fate == FATE_REMOVED ||
	     (was->fate == FATE_BURIED && !(p->restored && !elsewhere))) &&
	    tells(t, &restored))
		tell_whole(t, CHANGE_RESTORED, now->section->title);
	tell_differences(t, from);
}

/* An item that the first parent never had. */
static void tell_unknown(struct telling *t, const struct pairing *p,
			 size_t index)
{
	struct item_side now = node_side(p->new, index);
	const struct node *plan_was;
	struct place was;

	if (t->e->merge && merge_item_came(t->e, t->line, &was)) {
		if (t->e->c->on_line)
			item_line_arrive(t->line, was.when, was.node,
					 (size_t)was.index);
		tell_known(t, p, &was, &now);
	} else if (!p->fresh || (t->e->merge &&
		   merge_plan_came(t->e, t->plan, &plan_was))) {
		tell_added(t, p->new, index);
	} else if (t->e->c->on_line) {	/* its plan's record tells it */
		item_line_arrive(t->line, t->e->commit, p->new, index);
	}
}

static void tell_item(struct edge *e, const struct pairing *p, size_t index)
{
	struct item_line *line = item_line_of(p->new->items[index]);
	struct item_side now = node_side(p->new, index);
	struct telling t = telling_of(e, plan_line_of(p->new->plan), line,
				      !p->issued_before);
	struct place was;

	if (p->pair[index] >= 0 && !p->restored)
		was = (struct place){ FATE_LIVE, p->old, p->pair[index],
				      node_side(p->old,
						(size_t)p->pair[index]), 0 };
	else
		was = item_place(e->b->h, e->parent, line);
	if (was.fate == FATE_NONE)
		tell_unknown(&t, p, index);
	else if (was.fate != FATE_LIVE || was.node != p->old ||
		 was.side.section != now.section || was.side.area != now.area)
		tell_known(&t, p, &was, &now);
}

/* The longest run of items that kept their order stays; *stays is false for
 * those that were moved. */
static void find_moved(const int *pair, size_t n, bool *stays)
{
	size_t *length = xcalloc(n, sizeof(*length)), best = 0;
	int *prev = xcalloc(n, sizeof(*prev)), last = -1;

	for (size_t i = 0; i < n; i++) {
		if (pair[i] < 0)
			continue;
		length[i] = 1;
		prev[i] = -1;
		for (size_t j = 0; j < i; j++)
			if (pair[j] >= 0 && pair[j] < pair[i] &&
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
	free(length);
	free(prev);
}

/* Items whose order among those that stayed is new. */
static void tell_order(struct edge *e, const struct pairing *p)
{
	size_t n = p->version->nitems;
	bool *stays, inverted = false;
	int highest = -1;

	for (size_t i = 0; i < n; i++) {
		inverted |= p->pair[i] >= 0 && p->pair[i] < highest;
		if (p->pair[i] > highest)
			highest = p->pair[i];
	}
	if (!inverted)
		return;
	stays = xcalloc(n, sizeof(*stays));
	find_moved(p->pair, n, stays);
	for (size_t i = 0; i < n; i++) {
		struct difference d = whole(CHANGE_MOVED, CLASS_EDITORIAL);
		struct telling t = telling_of(e, plan_line_of(p->new->plan),
				item_line_of(p->new->items[i]),
				!p->issued_before);

		if (p->pair[i] < 0 || stays[i])
			continue;
		d.field = SUBJECT_ORDER;
		d.from = pool_printf(e->b->pool, "%d", p->pair[i] + 1);
		d.to = pool_printf(e->b->pool, "%zu", i + 1);
		if (tells(&t, &d))
			record_add(&t, &d, t.draft);
	}
	free(stays);
}

/* Items that are no more, in a plan that is. */
static void tell_removed(struct edge *e, const struct pairing *p)
{
	for (size_t k = 0; k < p->old->version->nitems; k++) {
		struct item_line *line = item_line_of(p->old->items[k]);
		struct telling t = telling_of(e, plan_line_of(p->new->plan),
					      line, !p->issued_before);
		struct difference d = whole(CHANGE_REMOVED, CLASS_AMENDMENT);

		if (!p->kept[k] &&
		    item_place(e->b->h, e->commit, line).fate != FATE_LIVE &&
		    tells(&t, &d))
			tell_whole(&t, CHANGE_REMOVED,
				   p->old->version->items[k].section->title);
	}
}

/* ---- plans ------------------------------------------------------------- */

static void tell_plan_whole(struct telling *t, enum change_kind kind,
			    struct str title)
{
	struct difference d = whole(kind, CLASS_PLAN);

	if (kind == CHANGE_REMOVED)
		d.from = title;
	else
		d.to = title;
	/* A fresh plan was asked about before. */
	if (kind == CHANGE_ADDED || tells(t, &d))
		record_add(t, &d, t->draft);
}

static void tell_plan_changes(struct telling *t, const struct node *was,
			      const struct node *now)
{
	struct differences *d = &t->e->b->scratch;
	size_t from = d->n;

	if (!str_eq(was->path, now->path)) {
		struct difference moved = whole(CHANGE_MOVED, CLASS_PLAN);

		moved.field = SUBJECT_PATH;
		moved.from = was->path;
		moved.to = now->path;
		if (tells(t, &moved))
			record_add(t, &moved, t->draft);
	}
	plan_differences(d, t->e->b->pool, was->version, now->version);
	sift(t, from);
	tell_differences(t, from);
}

static void tell_plan(struct edge *e, const struct pairing *p)
{
	const struct node *node = p->new ? p->new : p->old, *was = p->old;
	struct str title = node->version->front->title;
	struct telling t = telling_of(e, plan_line_of(node->plan), NULL,
				      !node->issued);

	if (!p->new) {
		tell_plan_whole(&t, CHANGE_REMOVED, title);
		return;
	}
	if (p->restored)
		tell_plan_whole(&t, CHANGE_RESTORED, title);
	if (p->fresh && !(e->merge && merge_plan_came(e, t.plan, &was)))
		tell_plan_whole(&t, CHANGE_ADDED, title);
	t.draft = !p->issued_before;
	if (was)
		tell_plan_changes(&t, was, p->new);
}

/* ---- the order of a commit's records ----------------------------------- */

/* Plan's path, the plan before its items, their place in the file. */
struct placed {
	struct record record;
	struct str path;
	int place;
	size_t serial;
};

static int placed_order(const void *pa, const void *pb)
{
	const struct placed *a = pa, *b = pb;
	int c = str_cmp(a->path, b->path);

	if (c)
		return c;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->serial < b->serial ? -1 : 1;
}

static void sort_records(const struct edge *e, size_t from)
{
	struct history *h = e->b->h;
	size_t n = h->nrecords - from;
	struct placed *list;

	if (n < 2)
		return;
	list = xcalloc(n, sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		struct record *r = &h->records[from + i];
		const struct node *node = plan_place(h, e->commit,
						     plan_line_of(r->plan));
		int at = r->item ? node_index(node, item_line_of(r->item)) : -1;

		list[i] = (struct placed){ *r, node->path, at, i };
		if (r->item && at < 0)		/* removed: behind all */
			list[i].place = INT32_MAX;
	}
	qsort(list, n, sizeof(*list), placed_order);
	for (size_t i = 0; i < n; i++)
		h->records[from + i] = list[i].record;
	free(list);
}

void edge_tell(struct edge *e)
{
	size_t from = e->b->h->nrecords;

	for (size_t i = 0; i < e->n; i++) {
		const struct pairing *p = &e->list[i];

		if (p->old || p->new)
			tell_plan(e, p);
		for (size_t k = 0; p->new && k < p->version->nitems; k++)
			tell_item(e, p, k);
		if (p->new && p->old) {
			tell_order(e, p);
			tell_removed(e, p);
		}
	}
	sort_records(e, from);
	e->c->first_record = from;
	e->c->nrecords = e->b->h->nrecords - from;
}
