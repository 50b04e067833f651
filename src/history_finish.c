/* SPDX-License-Identifier: MIT */
/*
 * history_finish.c - what is derived once all records stand: the published
 * line and its dates, each line's records, ledgers, addresses, what replaces
 * what.
 */
#include <stdlib.h>

#include "buf.h"
#include "docnum.h"
#include "history_internal.h"
#include "sha256.h"
#include "text.h"

/* ---- the published line ------------------------------------------------ */

static void find_line(struct history *h)
{
	size_t at = h->ncommits ? h->ncommits - 1 : SIZE_MAX;

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
}

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

/* ---- what ever stood there --------------------------------------------- */

static void see_node(const struct history *h, const struct node *node,
		     size_t commit)
{
	struct plan_line *plan = plan_line_of(node->plan);
	int64_t when = h->commits[commit].published;

	if (!plan->published) {
		plan->published = true;
		plan->first_seen = when;
		plan->first_commit = commit;
	}
	plan->node = node;
	for (size_t i = 0; i < node->version->nitems; i++) {
		struct item_line *line = item_line_of(node->items[i]);

		if (!line->published) {
			line->published = true;
			line->first_seen = when;
		}
		line->plan = plan;
		line->last = node->version->items[i].section;
		line->area = node->version->items[i].area;
		line->context = node->context;
	}
}

static void see_published(struct history *h)
{
	for (size_t i = 0; i < h->nline; i++) {
		const struct history_commit *c = &h->commits[h->line[i]];

		for (size_t t = 0; t < c->ntouched; t++) {
			const struct node *node = state_get(c->state,
							    c->touched[t]);

			if (node)
				see_node(h, node, h->line[i]);
		}
	}
}

static void see_built(struct history *h)
{
	struct state state = h->commits[h->ncommits - 1].state;

	for (size_t p = 0; p < h->npaths; p++) {
		const struct node *node = state_get(state, p);

		if (!node)
			continue;
		see_node(h, node, h->ncommits - 1);
		plan_line_of(node->plan)->live = true;
		for (size_t i = 0; i < node->version->nitems; i++) {
			struct item_line *line = item_line_of(node->items[i]);

			line->live = true;
			line->position = (int)i;
		}
	}
}

/* ---- records of each line ---------------------------------------------- */

static void note_record(struct builder *b, size_t index)
{
	struct history *h = b->h;
	struct record *r = &h->records[index];
	int64_t when = h->commits[r->commit].published;

	r->plan = plan_line_of(r->plan);
	POOL_PUSH(b->pool, r->plan->records, r->plan->nrecords,
		  r->plan->records_cap, index);
	if (r->adopted && when > r->plan->last_changed)
		r->plan->last_changed = when;
	if (r->adopted && !r->item) {
		if (r->d.kind == CHANGE_REMOVED)
			r->plan->removal = index;
		else if (r->d.kind == CHANGE_RESTORED)
			r->plan->removal = SIZE_MAX;
	}
	r->item = item_line_of(r->item);
	if (!r->item)
		return;
	POOL_PUSH(b->pool, r->item->records, r->item->nrecords,
		  r->item->records_cap, index);
	if (!r->adopted)
		return;
	if (when > r->item->last_changed)
		r->item->last_changed = when;
	if (r->d.kind == CHANGE_REMOVED)
		r->item->removal = index;
	else if (r->d.kind == CHANGE_RESTORED)
		r->item->removal = SIZE_MAX;
}

static bool named_here(const struct history *h, const struct item_line *line,
		       size_t at)
{
	size_t commit = h->records[line->records[at]].commit;

	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &h->records[line->records[i]];

		if (r->commit == commit && r->d.class == CLASS_AMENDMENT)
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

static void settle_ledger(struct history *h, struct item_line *line)
{
	bool issued = line->born_issued, moved = false;
	size_t issued_commit = line->plan->issued_commit;
	int32_t due = line->born_due;
	struct str words = deadline_words(line->first);
	struct deadline deadline;

	if (issued)
		first_deadline(line, due, words);
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &h->records[line->records[i]];

		if (!r->adopted)
			continue;
		if (!issued && r->commit >= issued_commit) {
			issued = true;
			if (r->commit > issued_commit)
				first_deadline(line, due, words);
		}
		if (!r->d.due_changed)
			continue;
		if (r->d.class == CLASS_CORRECTION && !moved &&
		    line->has_original && line->original_due == r->d.due_from) {
			line->original_due = r->d.due_to;
			line->original_text = r->d.to;
			line->has_original = r->d.due_to != DATE_NONE;
		}
		moved |= r->d.class == CLASS_AMENDMENT;
		due = r->d.due_to;
		words = r->d.to;
		if (issued)
			first_deadline(line, due, words);
	}
	if (issued_commit != SIZE_MAX)
		first_deadline(line, due, words);
	line->due = facts_due(line->context, line->last, &deadline);
	if (h->kind != HISTORY_COMPLETE)	/* nothing is called first */
		line->has_original = false;
	if (!line->has_original)
		line->original_due = DATE_NONE;
}

/* ---- addresses --------------------------------------------------------- */

#define SLUG_MAX 60

/* Names that pages below a plan have. */
static bool reserved(struct str slug)
{
	static const char *const names[] = { "index", "feed", "lich", "data",
					     "assets", "404" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eqs(slug, names[i]))
			return true;
	return false;
}

static struct str lower(struct pool *pool, struct str code)
{
	char *p = pool_cstr(pool, code);

	for (size_t i = 0; i < code.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return (struct str){ p, code.n };
}

static bool plain_code(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!ascii_alnum(code.p[i]) && code.p[i] != '-' &&
		    code.p[i] != '.')
			return false;
	return code.n > 0;
}

/* As first published: the "Mã", else the title. */
static struct str first_slug(struct builder *b, const struct item_line *line)
{
	struct str code = section_text(line->first, FIELD_ID);

	if (plain_code(code))
		return lower(b->pool, code);
	return text_slug(b->pool, code.n ? code : line->first->title, SLUG_MAX);
}

static struct str suffixed(struct builder *b, const struct item_line *line,
			   struct str slug, size_t again)
{
	struct str identity = pool_printf(b->pool, "%.*s|%.*s|%zu",
		STR_ARG(section_text(line->first, FIELD_ID)),
		STR_ARG(line->first->folded), again);
	char hex[65];

	sha256_hex(identity, hex);
	return pool_printf(b->pool, "%.*s%s%.6s", STR_ARG(slug),
			   slug.n ? "-" : "", hex);
}

static void give_addresses(struct builder *b, struct plan_line *plan)
{
	struct map first = MAP_INIT, taken = MAP_INIT;

	for (size_t i = 0; i < plan->nlines; i++) {
		void **n;

		plan->lines[i]->slug = first_slug(b, plan->lines[i]);
		n = map_at(&first, plan->lines[i]->slug);
		*n = (void *)((uintptr_t)*n + 1);
	}
	for (size_t i = 0; i < plan->nlines; i++) {
		struct item_line *line = plan->lines[i];
		struct str slug = line->slug;
		size_t again = 0;

		if (!slug.n || reserved(slug) ||
		    (uintptr_t)map_get(&first, slug) > 1)
			line->slug = suffixed(b, line, slug, again);
		while (map_get(&taken, line->slug))
			line->slug = suffixed(b, line, slug, ++again);
		map_put(&taken, line->slug, line);
	}
	map_release(&first);
	map_release(&taken);
}

static void plan_addresses(struct builder *b, struct plan_line *plan)
{
	plan_address(b->pool, plan->node->path, &plan->agency, &plan->slug);
	for (size_t i = 0; i < plan->nrecords; i++) {
		const struct record *r = &b->h->records[plan->records[i]];
		struct str agency, slug, address;

		if (r->item || !r->adopted || r->d.field != SUBJECT_PATH ||
		    str_eq(r->d.from, plan->node->path))
			continue;
		plan_address(b->pool, r->d.from, &agency, &slug);
		address = pool_printf(b->pool, "%.*s/%.*s", STR_ARG(agency),
				      STR_ARG(slug));
		POOL_PUSH(b->pool, plan->former.v, plan->former.n,
			  plan->former.cap, address);
	}
}

/* A removed plan whose address another one has today gets a suffix. */
static void part_addresses(struct builder *b)
{
	struct history *h = b->h;
	struct map taken = MAP_INIT;

	for (int live = 1; live >= 0; live--)
		for (size_t i = 0; i < h->nplans; i++) {
			struct plan_line *plan = h->plans[i];
			struct str address;
			char hex[65];

			if (plan->same != plan || !plan->node ||
			    plan->live != live)
				continue;
			address = pool_printf(b->pool, "%.*s/%.*s",
					      STR_ARG(plan->agency),
					      STR_ARG(plan->slug));
			if (map_get(&taken, address)) {
				sha256_hex(pool_printf(b->pool, "%.*s|%zu",
						       STR_ARG(address), i),
					   hex);
				plan->slug = pool_printf(b->pool, "%.*s-%.6s",
						STR_ARG(plan->slug), hex);
			}
			map_put(&taken, address, plan);
		}
	map_release(&taken);
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

void history_finish(struct builder *b)
{
	struct history *h = b->h;

	if (h->kind != HISTORY_NONE) {
		find_line(h);
		date_commits(h);
		see_published(h);
	}
	see_built(h);
	for (size_t i = 0; i < h->nrecords; i++)
		note_record(b, i);
	for (size_t i = 0; i < h->nitems; i++) {
		struct item_line *line = h->items[i];

		if (line->same != line || !line->published)
			continue;
		line->plan = plan_line_of(line->plan);
		POOL_PUSH(b->pool, line->plan->lines, line->plan->nlines,
			  line->plan->lines_cap, line);
		supplement(h, line);
		settle_ledger(h, line);
		if (!line->last_changed)
			line->last_changed = line->first_seen;
	}
	for (size_t i = 0; i < h->nplans; i++) {
		struct plan_line *plan = h->plans[i];

		if (plan->same != plan || !plan->node)
			continue;
		plan_addresses(b, plan);
		give_addresses(b, plan);
	}
	part_addresses(b);
	find_replaced(b);
}
