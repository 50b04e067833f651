/* SPDX-License-Identifier: MIT */
/*
 * history_adopt.c - which of a branch's records a merge takes, and what is
 * left for the merge to tell itself.
 *
 * The records that came with a branch are taken subject by subject and field
 * by field.  If the last one's outcome is not what stands in the merge, all
 * of them are refused.  If the first one starts from what the merge's first
 * parent has, all are adopted; else those that lead to what it has by itself
 * are refused, since a change counts once.  An item or plan that came and went
 * on the branch alone never counts.
 */
#include <stdlib.h>

#include "buf.h"
#include "history_internal.h"

/* ---- what stands in a commit ------------------------------------------- */

/* What a record is about. */
struct topic {
	const struct plan_line *plan;
	const struct item_line *line;	/* NULL: the plan's own */
	int field;
	const struct area *area;
};

struct standing {
	bool there, known;		/* now; now or before */
	bool buried;			/* removed with its plan */
	const struct node *node;
	struct str text;
};

static struct standing item_standing(const struct edge *e, size_t commit,
				     const struct topic *t)
{
	struct place place = item_place(e->b->h, commit, t->line);
	struct standing s = { .there = place.fate == FATE_LIVE,
			      .known = place.fate != FATE_NONE,
			      .buried = place.fate == FATE_BURIED,
			      .node = place.node };

	if (!s.known || t->field == SUBJECT_NONE)
		return s;
	if (t->field == SUBJECT_PATH)
		s.text = place.node->path;
	else if (t->field == FIELD_AREA)
		s.text = place.side.area->id;
	else
		s.text = item_field_text(e->pool, place.side.section, t->field);
	return s;
}

static struct standing standing_of(const struct edge *e, size_t commit,
				   const struct topic *t)
{
	struct standing s = { .there = false };

	if (t->line)
		return item_standing(e, commit, t);
	s.node = plan_place(e->b->h, commit, t->plan);
	s.known = s.node != NULL;
	s.there = plan_node(e->b->h, commit, t->plan) != NULL;
	if (s.known && t->field == SUBJECT_PATH)
		s.text = s.node->path;
	else if (s.known && t->field != SUBJECT_NONE)
		s.text = plan_field_text(e->pool, s.node->version, t->field,
					 t->area);
	return s;
}

/* The items that both versions of a plan have stand in the same order. */
static bool same_order(const struct edge *e, size_t parent,
		       const struct plan_line *plan)
{
	const struct node *a = plan_node(e->b->h, e->commit, plan);
	const struct node *b = plan_node(e->b->h, e->c->parents[parent], plan);
	int highest = -1;

	if (!a || !b)
		return false;
	for (size_t i = 0; i < a->version->nitems; i++) {
		int at = node_index(b, item_line_of(a->items[i]));

		if (at >= 0 && at < highest)
			return false;
		if (at > highest)
			highest = at;
	}
	return true;
}

/* A difference leads to what stands there. */
static bool reaches(const struct topic *t, const struct difference *d,
		    const struct standing *s)
{
	if (t->field == SUBJECT_NONE)
		return s->there == (d->kind != CHANGE_REMOVED);
	if (t->line && t->field == SUBJECT_PATH)
		return s->there && plan_line_of(s->node->plan) == t->plan;
	return s->there && str_eq(d->to, s->text);
}

/* It starts from what stands (or stood last) there. */
static bool starts(const struct topic *t, const struct difference *d,
		   const struct standing *s)
{
	if (t->field == SUBJECT_NONE)
		return s->there == (d->kind == CHANGE_REMOVED);
	return s->known && str_eq(d->from, s->text);
}

/* ---- the branches' records by topic ------------------------------------ */

/* The records [from, …) came with one parent; those of one subject are a
 * list: links hold the place of the next one in the branch + 1, 0 ends it. */
struct branch {
	size_t from;
	size_t *links;
};

struct subject {
	size_t parent;			/* whose records these are */
	size_t head, tail;		/* as links are */
	bool adopted;			/* any, of any branch */
	size_t arrived;			/* commit of the first "added" of these,
					   or SIZE_MAX */
	size_t last;			/* commit of the last of these */
	const struct plan_line *path;	/* of the last record */
};

struct key {
	const void *line;
	const struct area *area;
	ptrdiff_t field;
};

static struct subject *subject_find(const struct edge *e, const struct topic *t)
{
	struct key key = { t->line ? (const void *)t->line : t->plan, t->area,
			   t->field };

	return map_get(&e->subjects,
		       (struct str){ (const char *)&key, sizeof(key) });
}

static struct subject *subject_of(struct edge *e, const struct topic *t)
{
	struct subject *s = subject_find(e, t);
	struct key *key;

	if (s)
		return s;
	key = POOL_NEW(e->pool, struct key);
	*key = (struct key){ t->line ? (const void *)t->line : t->plan,
			     t->area, t->field };
	s = POOL_NEW(e->pool, struct subject);
	s->arrived = SIZE_MAX;
	map_put(&e->subjects, (struct str){ (const char *)key, sizeof(*key) },
		s);
	return s;
}

static struct topic topic_of(const struct record *r)
{
	return (struct topic){ plan_line_of(r->plan), item_line_of(r->item),
			       r->d.field, r->d.area };
}

/* Before that record it had come with the branch, in its plan. */
static bool had_come(const struct edge *e, const struct record *r)
{
	struct place place;

	return r->item && merge_item_came(e, item_line_of(r->item), &place) &&
	       place.when <= r->commit;
}

/* The item's last coming, or a move after it, was to the plan of a node. */
static bool leads_to(const struct edge *e, size_t parent, const struct topic *t,
		     const struct node *node)
{
	const struct plan_line *plan = plan_line_of(node->plan);
	struct topic path = { plan, t->line, SUBJECT_PATH, NULL };
	const struct subject *s = subject_find(e, &path);

	if (s && s->parent == parent)
		return s->path == plan;
	return t->plan == plan;
}

/* From which record of the list on (as links are) all are adopted. */
static size_t first_adopted(const struct edge *e, const struct subject *s,
			    const struct branch *branch)
{
	const struct record *records = e->b->h->records + branch->from;
	const struct record *first = &records[s->head - 1];
	const struct record *last = &records[s->tail - 1];
	struct topic t = topic_of(last);
	struct standing now, before;
	size_t keep = s->head;

	if (t.field == SUBJECT_ORDER)
		return same_order(e, s->parent, t.plan) ? keep : 0;
	now = standing_of(e, e->commit, &t);
	if (!reaches(&t, &last->d, &now))
		return 0;
	before = s->adopted ? now : standing_of(e, e->parent, &t);
	/* It went with its plan, as that one's record tells; or the item that
	 * the branch brought is not where this one stands. */
	if (t.line && t.field == SUBJECT_NONE &&
	    ((before.there && now.buried) ||
	     (now.there && !leads_to(e, s->parent, &t, now.node))))
		return 0;
	if (!before.known && t.field == SUBJECT_NONE) {
		if (!now.there)		/* it came and went */
			return 0;
		if (first->d.kind != CHANGE_ADDED && e->c->on_line)
			return had_come(e, first) ? keep : 0;
	}
	t = topic_of(first);
	if (!before.known || starts(&t, &first->d, &before))
		return keep;
	for (size_t i = s->head; i; i = branch->links[i - 1]) {
		t = topic_of(&records[i - 1]);
		if (reaches(&t, &records[i - 1].d, &before))
			keep = branch->links[i - 1];
	}
	return keep;
}

/* The commit with which it came, if the first parent does not know it: what
 * was told before does not lead on from that. */
static size_t arrival_of(const struct edge *e, const struct topic *t)
{
	struct topic plan = { t->plan, NULL, SUBJECT_NONE, NULL };
	const struct subject *s;
	struct place place;

	if (t->line)
		return item_place(e->b->h, e->parent, t->line).fate ==
			       FATE_NONE &&
		       merge_item_came(e, t->line, &place) ? place.when : 0;
	s = subject_find(e, &plan);
	return s && s->adopted && s->arrived != SIZE_MAX &&
	       !plan_place(e->b->h, e->parent, t->plan) ? s->arrived : 0;
}

/* Two records of one topic come to the same. */
static bool same_outcome(const struct record *a, const struct record *b)
{
	if (a->d.field == SUBJECT_NONE)
		return (a->d.kind == CHANGE_REMOVED) ==
		       (b->d.kind == CHANGE_REMOVED);
	if (a->item && a->d.field == SUBJECT_PATH)
		return plan_line_of(a->plan) == plan_line_of(b->plan);
	return a->d.field != SUBJECT_ORDER && str_eq(a->d.to, b->d.to);
}

static void decide(struct edge *e, struct subject *s,
		   const struct branch *branch)
{
	struct record *records = e->b->h->records + branch->from;
	struct topic t = topic_of(&records[s->head - 1]);
	struct record *before = NULL;
	size_t keep = first_adopted(e, s, branch);
	size_t arrival = t.field == SUBJECT_NONE ? 0 : arrival_of(e, &t);

	for (size_t i = s->head; i && i != keep; i = branch->links[i - 1])
		records[i - 1].adopted = false;
	/* Branches of the branch may have made a change twice, too. */
	for (size_t i = keep; i; i = branch->links[i - 1]) {
		struct record *r = &records[i - 1];

		r->adopted = !before || !same_outcome(before, r);
		if (r->commit >= arrival)
			before = r;
	}
	s->adopted |= keep != 0;
	if (keep)
		s->last = records[s->tail - 1].commit;
	for (size_t i = keep; i && s->arrived == SIZE_MAX;
	     i = branch->links[i - 1])
		if (records[i - 1].d.kind == CHANGE_ADDED)
			s->arrived = records[i - 1].commit;
}

static void adopt_branch(struct edge *e, size_t parent, size_t from, size_t to)
{
	struct record *records = e->b->h->records;
	struct branch branch = { from, xcalloc(to - from, sizeof(size_t)) };
	struct subject **list = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < to - from; i++) {
		struct topic t = topic_of(&records[from + i]);
		struct subject *s;

		if (!records[from + i].adopted)	/* an inner merge refused it */
			continue;
		s = subject_of(e, &t);
		if (s->parent != parent) {
			s->parent = parent;
			s->head = s->tail = 0;
			ARRAY_PUSH(list, n, cap, s);
		}
		if (s->tail)
			branch.links[s->tail - 1] = i + 1;
		else
			s->head = i + 1;
		s->tail = i + 1;
		s->path = t.plan;
	}
	/* Plans first: items arrive with them. */
	for (int items = 0; items < 2; items++)
		for (size_t i = 0; i < n; i++)
			if (!records[from + list[i]->head - 1].item == !items)
				decide(e, list[i], &branch);
	free(list);
	free(branch.links);
}

void merge_adopt(struct edge *e)
{
	const struct history_commit *commits = e->b->h->commits;

	for (size_t k = 1; k < e->c->nparents; k++) {
		size_t from = e->c->branches[k];
		size_t to = k + 1 < e->c->nparents ? e->c->branches[k + 1] :
						     e->commit;

		if (from < to)
			adopt_branch(e, k, commits[from].first_record,
				     commits[to - 1].first_record +
				     commits[to - 1].nrecords);
	}
}

/* ---- what is left ------------------------------------------------------ */

bool merge_tells(const struct edge *e, const struct plan_line *plan,
		 const struct item_line *line, const struct difference *d)
{
	struct topic t = { plan, line, d->field, d->area };
	const struct subject *s;
	bool taken = false;

	for (size_t k = 1; k < e->c->nparents && !taken; k++) {
		struct standing other;

		if (d->field == SUBJECT_ORDER) {
			taken = same_order(e, k, plan);
			continue;
		}
		other = standing_of(e, e->c->parents[k], &t);
		taken = reaches(&t, d, &other);
	}
	if (!taken)
		return true;
	if (!e->c->on_line || d->field == SUBJECT_ORDER)
		return false;
	s = subject_find(e, &t);
	return !s || !s->adopted || s->last < arrival_of(e, &t);
}

bool merge_plan_came(const struct edge *e, const struct plan_line *plan,
		     const struct node **from)
{
	struct topic t = { plan, NULL, SUBJECT_NONE, NULL };
	const struct subject *s = subject_find(e, &t);

	if (s && s->adopted && s->arrived != SIZE_MAX) {
		*from = plan_node(e->b->h, s->arrived, plan);
		return *from != NULL;
	}
	*from = NULL;
	for (size_t k = 1; k < e->c->nparents && !e->c->on_line && !*from; k++)
		*from = plan_node(e->b->h, e->c->parents[k], plan);
	return *from != NULL;
}

/* Where an arrival that was adopted brought the item, if that one did. */
static struct place arrived_with(const struct edge *e,
				 const struct plan_line *plan,
				 const struct item_line *line, bool with_plan)
{
	struct topic t = { plan, with_plan ? NULL : line, SUBJECT_NONE, NULL };
	const struct subject *s = subject_find(e, &t);
	struct place place = { .fate = FATE_NONE };

	if (!s || !s->adopted || s->arrived == SIZE_MAX)
		return place;
	place = item_place(e->b->h, s->arrived, line);
	if (with_plan && place.node && plan_line_of(place.node->plan) != plan)
		place.fate = FATE_NONE;
	place.when = s->arrived;
	return place;
}

bool merge_item_came(const struct edge *e, const struct item_line *line,
		     struct place *from)
{
	*from = arrived_with(e, NULL, line, false);
	for (size_t i = 0; i < line->nplans && from->fate != FATE_LIVE; i++)
		*from = arrived_with(e, plan_line_of(line->plans[i]), line,
				     true);
	for (size_t k = 1; k < e->c->nparents && !e->c->on_line &&
			   from->fate != FATE_LIVE; k++)
		*from = item_place(e->b->h, e->c->parents[k], line);
	return from->fate == FATE_LIVE;
}
