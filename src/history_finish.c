/* SPDX-License-Identifier: MIT */
/*
 * history_finish.c - what is derived once all records stand: the published
 * line and its dates, each line's records and ledger, what replaces what.
 */
#include <stdlib.h>

#include "buf.h"
#include "docnum.h"
#include "history_internal.h"

/* ---- the published line ------------------------------------------------ */

/* A commit arrives with the line's commit that brings it; never going back. */
static void date_commits(struct history *h)
{
	int64_t latest = INT64_MIN;
	size_t c = 0;

	for (size_t i = 0; i < h->nline; i++) {
		if (h->commits[h->line[i]].date > latest)
			latest = h->commits[h->line[i]].date;
		for (; c <= h->line[i]; c++)
			h->commits[c].published = latest;
	}
}

void history_find_line(struct history *h)
{
	size_t at = h->ncommits - 1;

	while (at != SIZE_MAX) {
		h->commits[at].on_line = true;
		ARRAY_PUSH(h->line, h->nline, h->line_cap, at);
		at = h->commits[at].nparents ? h->commits[at].parents[0] :
					       SIZE_MAX;
	}
	for (size_t i = 0; i < h->nline / 2; i++) {
		size_t swap = h->line[i];

		h->line[i] = h->line[h->nline - 1 - i];
		h->line[h->nline - 1 - i] = swap;
	}
	date_commits(h);
}

/* ---- what ever stood there --------------------------------------------- */

static void see_arrival(struct builder *b, struct plan_line *plan,
			struct item_line *line, size_t commit)
{
	struct plan_line *before = line->published ? line->plan : NULL;

	for (size_t i = before ? before->narrivals : 0; i-- > 0;)
		if (before->arrivals[i].line == line) {
			before->arrivals[i].left = commit;
			break;
		}
	POOL_PUSH(b->pool, plan->arrivals, plan->narrivals, plan->arrivals_cap,
		  (struct arrival){ line, commit, SIZE_MAX, { NULL, 0 } });
}

static void see_node(struct builder *b, const struct node *node, size_t commit)
{
	struct plan_line *plan = plan_line_of(node->plan);
	int64_t when = b->h->commits[commit].published;

	if (!plan->published) {
		plan->published = true;
		plan->first_seen = when;
		plan->first_commit = commit;
	}
	plan->node = node;
	for (size_t i = 0; i < node->version->nitems; i++) {
		struct item_line *line = item_line_of(node->items[i]);

		if (!line->published || line->plan != plan)
			see_arrival(b, plan, line, commit);
		if (!line->published) {
			line->published = true;
			line->first_seen = when;
			line->shown = node->version->items[i].section;
		}
		line->plan = plan;
		line->last = node->version->items[i].section;
		line->area = node->version->items[i].area;
		line->context = node->context;
	}
}

static void see_published(struct builder *b)
{
	struct history *h = b->h;

	for (size_t i = 0; i < h->nline; i++) {
		const struct history_commit *c = &h->commits[h->line[i]];

		for (size_t t = 0; t < c->ntouched; t++) {
			const struct node *node = state_get(c->state,
							    c->touched[t]);

			if (node)
				see_node(b, node, h->line[i]);
		}
	}
}

static void see_built(struct builder *b)
{
	struct history *h = b->h;
	struct state state = h->commits[h->ncommits - 1].state;

	for (size_t p = 0; p < h->npaths; p++) {
		const struct node *node = state_get(state, p);

		if (!node)
			continue;
		see_node(b, node, h->ncommits - 1);
		plan_line_of(node->plan)->live = true;
		for (size_t i = 0; i < node->version->nitems; i++) {
			struct item_line *line = item_line_of(node->items[i]);

			line->live = true;
			line->position = (int)i;
		}
	}
}

/* ---- records of each line ---------------------------------------------- */

/* The first record after which an issued version stands. */
static void note_issued(struct history *h, struct record *r)
{
	const struct node *node;

	if (r->item || r->plan->issued_commit != SIZE_MAX ||
	    (r->d.field != SUBJECT_NONE && r->d.field != SUBJECT_STAGE))
		return;
	node = plan_node(h, r->commit, r->plan);
	if (node && node->issued)
		r->plan->issued_commit = r->commit;
}

static void note_removal(const struct record *r, size_t index, size_t *removal)
{
	if (r->d.kind == CHANGE_REMOVED)
		*removal = index;
	else if (r->d.kind == CHANGE_RESTORED || r->d.kind == CHANGE_ADDED)
		*removal = SIZE_MAX;
}

static void note_record(struct builder *b, size_t index)
{
	struct history *h = b->h;
	struct record *r = &h->records[index];
	int64_t when = h->commits[r->commit].published;

	r->plan = plan_line_of(r->plan);
	r->item = item_line_of(r->item);
	POOL_PUSH(b->pool, r->plan->records, r->plan->nrecords,
		  r->plan->records_cap, index);
	if (r->item)
		POOL_PUSH(b->pool, r->item->records, r->item->nrecords,
			  r->item->records_cap, index);
	if (!r->adopted)
		return;
	note_issued(h, r);
	if (when > r->plan->last_changed)
		r->plan->last_changed = when;
	if (r->item && when > r->item->last_changed)
		r->item->last_changed = when;
	note_removal(r, index, r->item ? &r->item->removal :
					 &r->plan->removal);
}

/* Does a document that is named in the commit of this record cover others? */
static bool named_here(const struct history *h, const struct item_line *line,
		       size_t at)
{
	size_t commit = h->records[line->records[at]].commit;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &h->records[line->records[i]];

		if (r->commit == commit && r->adopted &&
		    r->d.field != FIELD_CORRECTION &&
		    (r->d.class == CLASS_AMENDMENT ||
		     r->d.class == CLASS_CORRECTION))
			return true;
	}
	return false;
}

/* "Theo văn bản" set by itself belongs to the latest amendment without one:
 * all records of that item in that commit. */
static void supplement(struct history *h, struct item_line *line)
{
	for (size_t i = 0; i < line->nrecords; i++) {
		struct record *r = &h->records[line->records[i]];
		size_t target = SIZE_MAX;

		if (r->d.field != FIELD_AUTHORITY || !r->d.to.n ||
		    !r->adopted || named_here(h, line, i))
			continue;
		for (size_t j = i; j-- > 0 && target == SIZE_MAX;) {
			struct record *a = &h->records[line->records[j]];

			if (a->adopted && a->d.class == CLASS_AMENDMENT &&
			    !a->draft && !a->authority.n)
				target = a->commit;
		}
		for (size_t j = 0; j < i && target != SIZE_MAX; j++) {
			struct record *a = &h->records[line->records[j]];

			if (a->commit != target || !a->adopted ||
			    a->d.class != CLASS_AMENDMENT || a->authority.n)
				continue;
			a->authority = r->d.to;
			a->authority_commit = r->commit;
		}
	}
}

/* ---- ledgers ----------------------------------------------------------- */

static void first_deadline(struct item_line *line, int32_t due, struct str text)
{
	if (line->has_original || due == DATE_NONE)
		return;
	line->has_original = true;
	line->original_due = due;
	line->original_text = text;
}

static struct str deadline_words(const struct section *s)
{
	struct str due = section_text(s, FIELD_DUE);

	return due.n ? due : section_text(s, FIELD_DEADLINE);
}

/* The words change with the date that they gave. */
static void correct_original(struct item_line *line, const struct record *r)
{
	if (!line->has_original || line->original_due != r->d.due_from)
		return;
	line->original_due = r->d.due_to;
	line->original_text = r->d.to;
	line->has_original = r->d.due_to != DATE_NONE;
}

static void settle_ledger(struct history *h, struct item_line *line)
{
	bool issued = line->born_issued, moved = false;
	int32_t due = line->born_due;
	struct str words = deadline_words(line->first);
	struct deadline deadline;

	if (issued)
		first_deadline(line, due, words);
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &h->records[line->records[i]];

		if (!r->adopted || r->commit < line->first_commit)
			continue;
		/* The first binding version is the one before the first
		 * binding change; a move between plans tells no version. */
		if (!r->draft && !(r->d.kind == CHANGE_MOVED &&
				   r->d.field == SUBJECT_PATH)) {
			issued = true;
			first_deadline(line, due, words);
		}
		if (!r->d.due_changed)
			continue;
		if (r->d.class == CLASS_CORRECTION && !moved)
			correct_original(line, r);
		moved |= r->d.class == CLASS_AMENDMENT;
		due = r->d.due_to;
		words = r->d.to;
		if (issued)
			first_deadline(line, due, words);
	}
	line->due = facts_due(line->context, line->last, &deadline);
	/* What was removed from a draft never bound anybody. */
	if (line->plan->issued_commit != SIZE_MAX && line->removal == SIZE_MAX)
		first_deadline(line, line->due, deadline_words(line->last));
	if (h->kind != HISTORY_COMPLETE)	/* nothing is called first */
		line->has_original = false;
	if (!line->has_original)
		line->original_due = DATE_NONE;
	line->own_due = line->original_due;
	line->own_text = line->original_text;
}

/* ---- replaced plans ---------------------------------------------------- */

static void find_replaced(struct builder *b)
{
	struct history *h = b->h;
	struct map numbers = MAP_INIT;

	for (size_t i = 0; i < h->nplans; i++) {
		struct plan_line *plan = h->plans[i];

		if (plan->same == plan && plan->node &&
		    plan->node->version->front->number.n)
			map_put(&numbers,
				docnum_key(b->pool,
					   plan->node->version->front->number),
				plan);
	}
	for (size_t i = 0; i < h->nplans; i++) {
		struct plan_line *plan = h->plans[i];
		const struct plan_front *front;

		if (plan->same != plan || !plan->live)
			continue;
		front = plan->node->version->front;
		for (size_t k = 0; k < front->replaces.n; k++) {
			struct plan_line *old = map_get(&numbers,
				docnum_key(b->pool, front->replaces.v[k]));

			if (old && old != plan &&
			    front->stage == STAGE_ISSUED)
				old->replaced_by = plan;
		}
	}
	map_release(&numbers);
}

/* ---- what a plan passes on to the next one ----------------------------- */

static bool plan_stands_at(const struct plan_line *plan, struct str address)
{
	struct str rest = address, agency, slug;

	if (str_split(&rest, '/', &agency) && str_split(&rest, '/', &slug) &&
	    str_eq(agency, plan->agency) && str_eq(slug, plan->slug))
		return true;
	for (size_t i = 0; i < plan->former.n; i++)
		if (str_eq(plan->former.v[i], address))
			return true;
	return false;
}

static bool goes_by(const struct item_line *line, struct str id)
{
	return str_eq(line->slug, id) ||
	       str_eq(section_text(line->last, FIELD_ID), id);
}

/* "Chuyển tiếp từ": <agency>/<plan>#<id>. */
static struct item_line *find_named(const struct history *h, struct str origin)
{
	ptrdiff_t hash = str_chr(origin, '#');
	struct str address, id;

	if (hash < 0)
		return NULL;
	address = str_trim(str_sub(origin, 0, (size_t)hash));
	id = str_trim(str_from(origin, (size_t)hash + 1));
	for (size_t p = 0; p < h->nplans; p++) {
		const struct plan_line *plan = h->plans[p];

		if (plan->same != plan || !plan_stands_at(plan, address))
			continue;
		for (size_t i = 0; i < plan->nlines; i++)
			if (goes_by(plan->lines[i], id))
				return plan->lines[i];
	}
	return NULL;
}

/* The item that stood in a plan that this one replaces. */
static struct item_line *find_replaced_item(const struct history *h,
					    const struct item_line *line)
{
	for (size_t p = 0; p < h->nplans; p++) {
		const struct plan_line *plan = h->plans[p];

		if (plan->same != plan || plan->replaced_by != line->plan)
			continue;
		for (size_t i = 0; i < plan->nlines; i++)
			if (plan->lines[i]->removal == SIZE_MAX &&
			    match_revived(plan->lines[i]->last, line->last))
				return plan->lines[i];
	}
	return NULL;
}

/* `marks` are set for lines that were done, or are at it (a circle). */
static void pass_on(const struct history *h, struct item_line *line,
		    bool *marks)
{
	struct str named = section_text(line->last, FIELD_CARRIED_FROM);
	struct item_line *origin;

	if (marks[line->serial])
		return;
	marks[line->serial] = true;
	origin = named.n ? find_named(h, named) : find_replaced_item(h, line);
	if (!origin || origin == line)
		return;
	pass_on(h, origin, marks);
	line->promised = origin->promised != DATE_NONE ? origin->promised :
			 plan_day(origin->plan->node->version->front);
	if (!origin->has_original || line->plan->issued_commit == SIZE_MAX)
		return;
	line->has_original = true;
	line->original_due = origin->original_due;
	line->original_text = origin->original_text;
}

static void pass_on_all(const struct history *h)
{
	bool *marks = xcalloc(h->nitems, sizeof(*marks)), any = false;

	for (size_t i = 0; i < h->nplans; i++)
		any |= h->plans[i]->replaced_by != NULL;
	for (size_t i = 0; i < h->nitems; i++) {
		struct item_line *line = h->items[i];

		if (line->same == line && line->published && line->live &&
		    (any || section_text(line->last, FIELD_CARRIED_FROM).n))
			pass_on(h, line, marks);
	}
	free(marks);
}

/* ------------------------------------------------------------------------ */

static void finish_line(struct builder *b, struct item_line *line)
{
	line->plan = plan_line_of(line->plan);
	POOL_PUSH(b->pool, line->plan->lines, line->plan->nlines,
		  line->plan->lines_cap, line);
	supplement(b->h, line);
	settle_ledger(b->h, line);
	if (!line->last_changed)
		line->last_changed = line->first_seen;
}

void history_finish(struct builder *b)
{
	struct history *h = b->h;

	see_published(b);
	see_built(b);
	for (size_t i = 0; i < h->nplans; i++)
		h->plans[i]->issued_commit = SIZE_MAX;
	for (size_t i = 0; i < h->nrecords; i++)
		note_record(b, i);
	for (size_t i = 0; i < h->nplans; i++) {
		struct plan_line *plan = h->plans[i];

		if (plan->same == plan && plan->node && plan->node->issued &&
		    plan->issued_commit == SIZE_MAX)
			plan->issued_commit = plan->first_commit;
	}
	for (size_t i = 0; i < h->nitems; i++)
		if (h->items[i]->same == h->items[i] && h->items[i]->published)
			finish_line(b, h->items[i]);
	for (size_t i = 0; i < h->nplans; i++)
		if (h->plans[i]->same == h->plans[i] && h->plans[i]->node)
			history_address(b, h->plans[i]);
	find_replaced(b);
	if (h->kind == HISTORY_COMPLETE)
		pass_on_all(h);
}
