/* SPDX-License-Identifier: MIT */
/*
 * test_history_replay.c - the records tell everything: over histories made at
 * random, replaying them gives every version again.
 *
 *  - each commit that is no merge: its own records lead from its parent's
 *    state to its own;
 *  - each commit of the published line: the adopted records that came with it
 *    lead from the line's state before to its own;
 *  - each other merge: what no parent has is in its records;
 *  - each item: the adopted records of its fields lead from its first version
 *    to the built one.
 *
 * TEST_SEED is the first seed, TEST_SCALE multiplies their number.
 */
#include "history_internal.h"
#include "history_random.h"

#define SEEDS 12
#define COMMITS 190

/* An item's part that can change: its fields, and these. */
static const int more_fields[] = { SUBJECT_TITLE, SUBJECT_NUMBER,
				   SUBJECT_MILESTONES, SUBJECT_PROSE };
#define NMORE 4
#define NTEXTS (NFIELDS + NMORE)

/* An item as the records have it so far. */
struct item_sim {
	bool known, there, buried;
	const struct plan_line *plan, *grave;
	struct str area;
	struct str texts[NTEXTS];
};

/* A plan: its front matter, and prose by area (the last one: its own). */
struct plan_sim {
	bool known, there;
	struct str path;
	struct str keys[NCHANGE_FIELDS];
	struct str *prose;
};

struct replay {
	const struct history *h;
	const struct site *site;
	struct pool *pool;
	uint64_t seed;
	struct item_sim *items;		/* by serial */
	struct plan_sim *plans;
	bool strict;			/* records start from what stands */
};

static void print_commit(const struct replay *r, size_t commit)
{
	const struct history_commit *c = &r->h->commits[commit];
	struct buf text = BUF_INIT;
	char hex[OID_HEX + 1];

	oid_hex(&c->id, hex);
	buf_addf(&text, "seed %llu, commit %zu %s, parents",
		 (unsigned long long)r->seed, commit + 1, hex);
	for (size_t i = 0; i < c->nparents; i++)
		buf_addf(&text, " %zu", c->parents[i] + 1);
	buf_adds(&text, c->on_line ? ", on the line\n" : "\n");
	for (size_t i = 0; i < c->nrecords; i++)
		record_text(&text, r->h, &r->h->records[c->first_record + i]);
	print_error("%s", text.p);
	buf_release(&text);
}

#define CHECK(r, commit, condition, ...) do { \
	if (!(condition)) { \
		print_error("%s: ", #condition); \
		print_error(__VA_ARGS__); \
		print_error("\n"); \
		print_commit(r, commit); \
		fail(); \
	} \
} while (0)

/* ---- what stands in a commit, found without the engine's help ----------- */

struct spot {
	const struct node *node;
	size_t index;
};

static struct spot find_line(const struct history *h, size_t commit,
			     const struct item_line *line)
{
	for (size_t p = 0; p < h->npaths; p++) {
		const struct node *node = history_node(h, commit, p);

		for (size_t i = 0; node && i < node->version->nitems; i++)
			if (item_line_of(node->items[i]) == line)
				return (struct spot){ node, i };
	}
	return (struct spot){ NULL, 0 };
}

static const struct node *find_node(const struct history *h, size_t commit,
				    const struct plan_line *plan)
{
	for (size_t p = 0; p < h->npaths; p++) {
		const struct node *node = history_node(h, commit, p);

		if (node && plan_line_of(node->plan) == plan)
			return node;
	}
	return NULL;
}

static struct str text_of(const struct replay *r, const struct section *s, int k)
{
	return item_field_text(r->pool, s, k < NFIELDS ? k :
					   more_fields[k - NFIELDS]);
}

static int slot_of(int field)
{
	for (int k = 0; k < NMORE; k++)
		if (more_fields[k] == field)
			return NFIELDS + k;
	return field < NFIELDS ? field : -1;
}

static void item_set(const struct replay *r, struct item_sim *sim,
		     const struct section *s, const struct area *area)
{
	sim->area = area->id;
	for (int k = 0; k < NTEXTS; k++)
		if (k != FIELD_AREA)
			sim->texts[k] = text_of(r, s, k);
}

static void item_set_spot(const struct replay *r, struct item_sim *sim,
			  struct spot at)
{
	const struct plan_item *item = &at.node->version->items[at.index];

	sim->known = sim->there = true;
	sim->buried = false;
	sim->plan = plan_line_of(at.node->plan);
	item_set(r, sim, item->section, item->area);
}

static const struct area *area_at(const struct replay *r, size_t i)
{
	return i < r->site->nareas ? &r->site->areas[i] : NULL;
}

static void plan_set(const struct replay *r, struct plan_sim *sim,
		     const struct node *node)
{
	sim->known = sim->there = true;
	sim->path = node->path;
	for (int f = SUBJECT_PLAN_TITLE; f < NCHANGE_FIELDS; f++)
		sim->keys[f] = plan_field_text(r->pool, node->version, f, NULL);
	sim->prose = POOL_ARRAY(r->pool, struct str, r->site->nareas + 1);
	for (size_t i = 0; i <= r->site->nareas; i++)
		sim->prose[i] = plan_field_text(r->pool, node->version,
						SUBJECT_PROSE, area_at(r, i));
}

/* ---- playing records --------------------------------------------------- */

static void play_text(const struct replay *r, const struct record *rec,
		      struct str *text)
{
	CHECK(r, rec->commit, !r->strict || str_eq(*text, rec->d.from),
	      "%s: [%.*s] is not [%.*s]", change_field_name(rec->d.field),
	      STR_ARG(rec->d.from), STR_ARG(*text));
	*text = rec->d.to;
}

static void play_item(struct replay *r, const struct record *rec)
{
	const struct item_line *line = item_line_of(rec->item);
	struct item_sim *sim = &r->items[line->serial];
	int slot = slot_of(rec->d.field);

	switch (rec->d.kind) {
	case CHANGE_ADDED:
		CHECK(r, rec->commit, !sim->there, "added twice");
		/* Added on a branch, known to the line: its texts go on. */
		if (!sim->known)
			item_set_spot(r, sim, find_line(r->h, rec->commit,
							line));
		sim->there = true;
		sim->plan = plan_line_of(rec->plan);
		break;
	case CHANGE_REMOVED:
		CHECK(r, rec->commit, !r->strict || sim->there, "removed twice");
		sim->there = sim->buried = false;
		break;
	case CHANGE_RESTORED:
		/* A branch's merge may have removed it by taking a side. */
		CHECK(r, rec->commit, sim->known && !(r->strict && sim->there),
		      "restored");
		sim->there = true;
		sim->plan = plan_line_of(rec->plan);
		break;
	case CHANGE_MOVED:
		if (rec->d.field == SUBJECT_PATH)
			sim->plan = plan_line_of(rec->plan);
		else if (rec->d.field == FIELD_AREA)
			play_text(r, rec, &sim->area);
		break;
	case CHANGE_CHANGED:
		CHECK(r, rec->commit, slot >= 0, "field %d", rec->d.field);
		play_text(r, rec, &sim->texts[slot]);
		break;
	}
}

static void play_plan(struct replay *r, const struct record *rec)
{
	const struct plan_line *plan = plan_line_of(rec->plan);
	struct plan_sim *sim = &r->plans[plan->serial];

	switch (rec->d.kind) {
	case CHANGE_ADDED:
		CHECK(r, rec->commit, !sim->there, "added twice");
		if (!sim->known)
			plan_set(r, sim, find_node(r->h, rec->commit, plan));
		sim->there = true;
		break;
	case CHANGE_REMOVED:
		sim->there = false;
		break;
	case CHANGE_RESTORED:
		CHECK(r, rec->commit, sim->known && !(r->strict && sim->there),
		      "restored");
		sim->there = true;
		break;
	case CHANGE_MOVED:
		play_text(r, rec, &sim->path);
		break;
	case CHANGE_CHANGED:
		if (!sim->known)	/* it comes with a merge, later */
			break;
		if (rec->d.field == SUBJECT_PROSE)
			play_text(r, rec, &sim->prose[rec->d.area ?
				rec->d.area->index : r->site->nareas]);
		else
			play_text(r, rec, &sim->keys[rec->d.field]);
		break;
	}
}

/* A record of its own tells that the item comes (back). */
static bool is_told_apart(const struct replay *r, size_t commit, size_t serial)
{
	const struct history_commit *c = &r->h->commits[commit];

	for (size_t i = 0; i < c->nrecords; i++) {
		const struct record *rec =
			&r->h->records[c->first_record + i];

		if (rec->item && (rec->d.kind == CHANGE_RESTORED ||
				  rec->d.kind == CHANGE_ADDED) &&
		    item_line_of(rec->item)->serial == serial)
			return true;
	}
	return false;
}

/* Items come back, or come, with their plan: those that stand in `commit`. */
static void play_arrival(struct replay *r, const struct record *rec,
			 size_t commit)
{
	const struct plan_line *plan = plan_line_of(rec->plan);
	const struct node *node = find_node(r->h, rec->commit, plan);

	for (size_t i = 0; i < r->h->nitems; i++)
		if ((rec->d.kind == CHANGE_RESTORED ||
		     rec->d.kind == CHANGE_ADDED) && r->items[i].buried &&
		    r->items[i].grave == plan &&
		    !is_told_apart(r, rec->commit, i) &&
		    !is_told_apart(r, commit, i)) {
			r->items[i].there = true;
			r->items[i].buried = false;
		}
	for (size_t i = 0; rec->d.kind == CHANGE_ADDED &&
			   i < node->version->nitems; i++) {
		const struct item_line *line = item_line_of(node->items[i]);
		struct item_sim *sim = &r->items[line->serial];

		if (!sim->known && find_line(r->h, commit, line).node &&
		    !is_told_apart(r, commit, line->serial))
			item_set_spot(r, sim, (struct spot){ node, i });
	}
}

/* Items go with their plan; what stands elsewhere in `commit` was moved. */
static void play_departure(struct replay *r, const struct record *rec,
			   size_t commit)
{
	for (size_t i = 0; i < r->h->nitems; i++) {
		struct item_sim *sim = &r->items[i];

		if (sim->there && sim->plan == plan_line_of(rec->plan) &&
		    !find_line(r->h, commit, r->h->items[i]).node) {
			sim->there = false;
			sim->buried = true;
			sim->grave = sim->plan;
		}
	}
}

/* The records of one commit; `to` is the line's commit that brings them. */
static void play_commit(struct replay *r, size_t commit, size_t to)
{
	const struct history_commit *c = &r->h->commits[commit];
	size_t from = c->first_record, end = from + c->nrecords;

	for (size_t i = from; i < end; i++) {
		const struct record *rec = &r->h->records[i];

		assert_int_equal(rec->commit, commit);
		if (!rec->item && rec->adopted) {
			play_plan(r, rec);
			play_arrival(r, rec, to);
		}
	}
	for (size_t i = from; i < end; i++)
		if (r->h->records[i].item && r->h->records[i].adopted)
			play_item(r, &r->h->records[i]);
	for (size_t i = from; i < end; i++)
		if (!r->h->records[i].item && r->h->records[i].adopted &&
		    r->h->records[i].d.kind == CHANGE_REMOVED)
			play_departure(r, &r->h->records[i], to);
}

/* ---- comparing --------------------------------------------------------- */

static void compare_item(const struct replay *r, size_t commit,
			 struct item_line *line, struct spot at)
{
	const struct item_sim *sim = &r->items[line->serial];
	const struct plan_item *item;

	CHECK(r, commit, sim->there == (at.node != NULL), "item %zu %.*s: %d",
	      line->serial, STR_ARG(line->slug), sim->there);
	if (!at.node)
		return;
	item = &at.node->version->items[at.index];
	CHECK(r, commit, sim->plan == plan_line_of(at.node->plan), "item %zu",
	      line->serial);
	CHECK(r, commit, str_eq(sim->area, item->area->id), "item %zu",
	      line->serial);
	for (int k = 0; k < NTEXTS; k++) {
		struct str now;

		if (k == FIELD_AREA)
			continue;
		now = text_of(r, item->section, k);
		CHECK(r, commit, str_eq(sim->texts[k], now),
		      "item %zu %.*s, %s: [%.*s], stands [%.*s]", line->serial,
		      STR_ARG(line->slug), change_field_name(k < NFIELDS ? k :
		      more_fields[k - NFIELDS]), STR_ARG(sim->texts[k]),
		      STR_ARG(now));
	}
}

static void compare_plan(const struct replay *r, size_t commit,
			 const struct plan_line *plan, const struct node *node)
{
	const struct plan_sim *sim = &r->plans[plan->serial];

	CHECK(r, commit, sim->there == (node != NULL), "plan %zu",
	      plan->serial);
	if (!node)
		return;
	CHECK(r, commit, str_eq(sim->path, node->path), "plan %zu %.*s %.*s",
	      plan->serial, STR_ARG(sim->path), STR_ARG(node->path));
	for (int f = SUBJECT_PLAN_TITLE; f < NCHANGE_FIELDS; f++) {
		struct str now = plan_field_text(r->pool, node->version, f,
						 NULL);

		CHECK(r, commit, str_eq(sim->keys[f], now),
		      "plan %zu, %s: [%.*s], stands [%.*s]", plan->serial,
		      change_field_name(f), STR_ARG(sim->keys[f]),
		      STR_ARG(now));
	}
	for (size_t i = 0; i <= r->site->nareas; i++)
		CHECK(r, commit, str_eq(sim->prose[i],
			plan_field_text(r->pool, node->version, SUBJECT_PROSE,
					area_at(r, i))),
		      "plan %zu, prose %zu", plan->serial, i);
}

/* All lines at once: where each stands in the commit. */
static void compare_all(const struct replay *r, size_t commit)
{
	const struct history *h = r->h;
	struct spot *spots = POOL_ARRAY(r->pool, struct spot, h->nitems);
	const struct node **nodes = POOL_ARRAY(r->pool, const struct node *,
					       h->nplans);

	for (size_t p = 0; p < h->npaths; p++) {
		const struct node *node = history_node(h, commit, p);

		if (!node)
			continue;
		CHECK(r, commit, !nodes[plan_line_of(node->plan)->serial],
		      "plan twice");
		nodes[plan_line_of(node->plan)->serial] = node;
		for (size_t i = 0; i < node->version->nitems; i++) {
			size_t at = item_line_of(node->items[i])->serial;

			CHECK(r, commit, !spots[at].node, "item %zu twice", at);
			spots[at] = (struct spot){ node, i };
		}
	}
	for (size_t i = 0; i < h->nitems; i++)
		if (h->items[i]->same == h->items[i])
			compare_item(r, commit, h->items[i], spots[i]);
	for (size_t i = 0; i < h->nplans; i++)
		if (h->plans[i]->same == h->plans[i])
			compare_plan(r, commit, h->plans[i], nodes[i]);
}

/* ---- the properties ---------------------------------------------------- */

static void forget(struct replay *r)
{
	memset(r->items, 0, r->h->nitems * sizeof(*r->items));
	memset(r->plans, 0, r->h->nplans * sizeof(*r->plans));
}

/* The published line, from nothing on. */
static void check_line(struct replay *r)
{
	const struct history *h = r->h;
	size_t next = 0;

	r->strict = false;
	forget(r);
	for (size_t i = 0; i < h->nline; i++) {
		struct pool *pool = r->pool;

		for (; next <= h->line[i]; next++)
			play_commit(r, next, h->line[i]);
		r->pool = pool_new();
		compare_all(r, h->line[i]);
		pool_free(r->pool);
		r->pool = pool;
	}
}

/* What the parent has, or remembers. */
static void set_from(struct replay *r, size_t commit)
{
	const struct history *h = r->h;

	for (size_t i = 0; i < h->nplans; i++) {
		const struct node *node = plan_place(h, commit, h->plans[i]);

		if (h->plans[i]->same != h->plans[i] || !node)
			continue;
		plan_set(r, &r->plans[i], node);
		r->plans[i].there = find_node(h, commit, h->plans[i]) != NULL;
	}
	for (size_t i = 0; i < h->nitems; i++) {
		struct place place = item_place(h, commit, h->items[i]);
		struct item_sim *sim = &r->items[i];

		if (h->items[i]->same != h->items[i] ||
		    place.fate == FATE_NONE)
			continue;
		sim->known = true;
		sim->there = place.fate == FATE_LIVE;
		sim->buried = place.fate == FATE_BURIED;
		sim->plan = sim->grave = plan_line_of(place.node->plan);
		item_set(r, sim, place.side.section, place.side.area);
	}
}

static void check_edge(struct replay *r, size_t commit)
{
	const struct history_commit *c = &r->h->commits[commit];
	struct history_commit *own = (struct history_commit *)(intptr_t)c;
	struct pool *pool = r->pool;
	bool *adopted = calloc(c->nrecords + 1, sizeof(*adopted));

	r->pool = pool_new();
	r->strict = true;
	forget(r);
	if (c->nparents)
		set_from(r, c->parents[0]);
	/* Its own records, whatever was made of them later. */
	for (size_t i = 0; i < own->nrecords; i++) {
		adopted[i] = r->h->records[own->first_record + i].adopted;
		r->h->records[own->first_record + i].adopted = true;
	}
	play_commit(r, commit, commit);
	compare_all(r, commit);
	for (size_t i = 0; i < own->nrecords; i++)
		r->h->records[own->first_record + i].adopted = adopted[i];
	free(adopted);
	pool_free(r->pool);
	r->pool = pool;
}

static bool is_told(const struct replay *r, size_t commit,
		    const struct item_line *line, int field, struct str to)
{
	const struct history_commit *c = &r->h->commits[commit];

	for (size_t i = 0; i < c->nrecords; i++) {
		const struct record *rec =
			&r->h->records[c->first_record + i];

		if (rec->item && item_line_of(rec->item) == line &&
		    (rec->d.kind == CHANGE_ADDED ||
		     (rec->d.field == field && str_eq(rec->d.to, to))))
			return true;
	}
	return false;
}

/* An item of a merge that is not on the line, and of its first parent: each
 * text is a parent's, or told. */
static void check_merged_item(const struct replay *r, size_t commit,
			      const struct item_line *line, struct spot at)
{
	const struct history_commit *c = &r->h->commits[commit];
	bool known = find_line(r->h, c->parents[0], line).node != NULL;

	for (int k = 0; k < NTEXTS && known; k++) {
		int field = k < NFIELDS ? k : more_fields[k - NFIELDS];
		struct str now = text_of(r, at.node->version->items[at.index]
						    .section, k);
		bool taken = k == FIELD_AREA;

		for (size_t p = 0; p < c->nparents && !taken; p++) {
			struct spot was = find_line(r->h, c->parents[p], line);

			taken = was.node && str_eq(now, text_of(r, was.node->
					version->items[was.index].section, k));
		}
		CHECK(r, commit, taken || is_told(r, commit, line, field, now),
		      "item %zu, %s", line->serial, change_field_name(field));
	}
}

static void check_merge(struct replay *r, size_t commit)
{
	const struct history_commit *c = &r->h->commits[commit];
	struct pool *pool = r->pool;

	r->pool = pool_new();
	for (size_t t = 0; t < c->ntouched; t++) {
		const struct node *node = history_node(r->h, commit,
						       c->touched[t]);

		for (size_t i = 0; node && i < node->version->nitems; i++)
			check_merged_item(r, commit,
					  item_line_of(node->items[i]),
					  (struct spot){ node, i });
	}
	pool_free(r->pool);
	r->pool = pool;
}

/* From an item's first version to its last one. */
static void check_item(struct replay *r, const struct item_line *line)
{
	struct item_sim sim = { .known = true };

	if (!line->published)
		return;
	item_set(r, &sim, line->first, line->area);
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *rec = &r->h->records[line->records[i]];
		int slot = slot_of(rec->d.field);

		assert_ptr_equal(rec->item, line);
		if (rec->adopted && rec->d.kind == CHANGE_CHANGED && slot >= 0)
			sim.texts[slot] = rec->d.to;
	}
	for (int k = 0; k < NTEXTS; k++)
		CHECK(r, r->h->ncommits - 1, k == FIELD_AREA || str_eq(
			      sim.texts[k], text_of(r, line->last, k)),
		      "item %zu %.*s, field %d: [%.*s]", line->serial,
		      STR_ARG(line->slug), k, STR_ARG(sim.texts[k]));
}

static void check_order(const struct replay *r)
{
	const struct history *h = r->h;

	for (size_t i = 1; i < h->nrecords; i++)
		assert_true(h->records[i - 1].commit <= h->records[i].commit);
	for (size_t i = 1; i < h->ncommits; i++)
		assert_true(h->commits[i - 1].published <=
			    h->commits[i].published);
	for (size_t i = 0; i < h->ncommits; i++)
		for (size_t k = 0; k < h->commits[i].nparents; k++)
			assert_true(h->commits[i].parents[k] < i);
}

/* No two items of a plan share an address. */
static void check_addresses(const struct replay *r)
{
	for (size_t p = 0; p < r->h->nplans; p++) {
		const struct plan_line *plan = r->h->plans[p];

		for (size_t i = 0; i < plan->nlines; i++)
			for (size_t j = 0; j < i; j++)
				CHECK(r, r->h->ncommits - 1,
				      plan->lines[i]->slug.n && !str_eq(
					      plan->lines[i]->slug,
					      plan->lines[j]->slug),
				      "%.*s", STR_ARG(plan->lines[i]->slug));
	}
}

static size_t check_seed(uint64_t seed)
{
	struct history_box b = { .result = -2 };
	struct replay r = { .seed = seed };
	struct buf count = BUF_INIT;
	size_t n;

	box_make(&b.box);
	random_repo_write(&b.box, seed, COMMITS);
	history_box_load(&b);
	assert_int_equal(b.result, 0);
	box_run(&b.box, "git rev-list --count HEAD", &count);
	n = (size_t)str_number(str_trim(buf_str(&count)));
	buf_release(&count);
	r.h = &b.h;
	r.site = &b.sources.site;
	r.pool = pool_new();
	r.items = calloc(b.h.nitems, sizeof(*r.items));
	r.plans = calloc(b.h.nplans, sizeof(*r.plans));
	CHECK(&r, n, b.h.ncommits == n, "%zu", b.h.ncommits);
	check_order(&r);
	check_addresses(&r);
	for (size_t i = 0; i < b.h.ncommits; i++)
		if (b.h.commits[i].nparents < 2)
			check_edge(&r, i);
		else if (!b.h.commits[i].on_line)
			check_merge(&r, i);
	check_line(&r);
	for (size_t i = 0; i < b.h.nitems; i++)
		check_item(&r, b.h.items[i]);
	free(r.items);
	free(r.plans);
	pool_free(r.pool);
	history_box_remove(&b);
	return n;
}

static void test_replay(void **state)
{
	const char *from = getenv("TEST_SEED"), *scale = getenv("TEST_SCALE");
	uint64_t first = from ? strtoull(from, NULL, 10) : 1;
	size_t seeds = SEEDS * (scale ? strtoul(scale, NULL, 10) : 1);
	size_t commits = 0;

	(void)state;
	for (size_t i = 0; i < seeds; i++)
		commits += check_seed(first + i);
	assert_true(commits >= 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
