/* SPDX-License-Identifier: MIT */
/*
 * model.h - the site as readers see it on one day: every plan and item of the
 * built commit (and the tombstones) with facts, rating and records, and the
 * lists by area, agency, unit and document that pages and data files share.
 */
#ifndef MODEL_H
#define MODEL_H

#include "history.h"
#include "rating.h"

struct plan_view;

struct item_view {
	struct item_line *line;
	struct plan_view *plan;
	const struct section *section;	/* now, or its last text */
	const struct area *area;
	struct facts facts;
	struct rating_result rating;		/* tasks: against today's due */
	struct rating_result rating_original;	/* against the first issued */
	enum target_rating target_rating;	/* KIND_TARGET */
	bool removed;			/* tombstone */
	bool added_later;		/* after its plan was issued */
	enum carried carried;		/* its plan was replaced */
	struct item_view *parent;	/* the item it stands below, or NULL */
	const struct item_view *origin;	/* what it goes on from in an earlier
					   plan, or NULL */
	int32_t plan_days;		/* by how much this plan moved the due
					   date of its origin; in the ledger */
	struct str title;		/* plain text */
	struct str short_title;		/* "Tên ngắn", else the title */
	struct str address;		/* "ke-hoach/<agency>/<plan>/<item>" */
	/* Deadline ledger: adopted records that moved the due date. */
	size_t moves;			/* amendments with days */
	long slip;			/* due - original_due, 0 if unknown */
	size_t moves_unnamed;		/* of them without a document */
};

struct plan_view {
	struct plan_line *line;
	const struct version *version;
	const struct plan_front *front;
	const struct facts_context *context;
	struct agency *agency;		/* never NULL: made up from the folder's
					   name for a removed one */
	struct item_view *items;	/* in the file's order, tombstones last */
	size_t nitems;
	size_t nstanding;		/* those of its last version */
	bool removed, draft, closed;	/* closed: its period is over */
	bool in_force;			/* counted on home, areas, agencies */
	struct plan_view *replaced_by;	/* or NULL */
	struct plan_view *annex_of;	/* shown on this one's page, or NULL */
	int32_t period_end;		/* last day, or DATE_NONE */
	struct str title, address;	/* "ke-hoach/<agency>/<plan>" */
	struct str source_path;		/* in the repository */
	struct str number_key;		/* docnum_key(), or empty */
};

/* Counts of tasks (items of KIND_TASK, each once). */
struct tally {
	size_t tasks;
	size_t rating[NRATINGS];
	size_t group[NGROUPS];
	size_t dated, recurring, waiting, undated;	/* sum to tasks */
	/* On-time: against today's and against the first deadlines. */
	size_t on_time, denominator;
	size_t on_time_original, denominator_original;
	size_t targets, target[NTARGET_RATINGS];
	size_t criteria, indices;
	/* The ledger's sums, over adopted records of issued plans. */
	size_t moves, moves_unnamed, moved_items;
	long days;			/* sum of slips of the moves */
	size_t added, removed;		/* items, after their plan was issued */
};

struct model {
	struct pool *pool;
	const struct sources *sources;
	const struct history *history;
	const struct vocabulary *vocabulary;
	int32_t as_of;
	struct plan_view *plans;	/* live ones by path, then removed */
	size_t nplans;
	struct plan_view **by_address;	/* the same, by address */
	struct item_view **by_line;	/* item_line serial -> view or NULL */
	struct plan_view **by_plan;	/* plan_line serial -> view or NULL */
	struct str head_hex;		/* built commit, or empty */
	int64_t head_date;
	int head_offset;
	int64_t first_published;	/* of the oldest commit */
};

/* `history` is finished.  Memory from the pool. */
void model_build(struct model *m, struct pool *pool,
		 const struct sources *sources, const struct history *history,
		 const struct vocabulary *vocabulary, int32_t as_of);

/* Count an item (a removed one only in the ledger's sums). */
void tally_add(struct tally *t, const struct model *m,
	       const struct item_view *item);

/* A live plan by its document's number or its "<agency>/<plan>"; or NULL. */
struct plan_view *model_plan(const struct model *m, struct str reference);

/* An item by a reference as "Gắn với" and "Chuyển tiếp từ" have it:
 * "<Mã>" in the same plan, or "<agency>/<plan>#<Mã>".  NULL if unknown. */
struct item_view *model_find(const struct model *m, const struct plan_view *from,
			     struct str reference);

/* A record's civil day of publication, and its author as the site's policy
 * shows it (empty if hidden). */
int32_t model_day(const struct model *m, const struct record *r);
struct str model_author(const struct model *m, const struct history_commit *c);

#endif
