/* SPDX-License-Identifier: MIT */
/* history_internal.h - what the parts of the history engine share. */
#ifndef HISTORY_INTERNAL_H
#define HISTORY_INTERNAL_H

#include "history.h"

/* One file that differs between a commit and its first parent. */
struct file_delta {
	size_t path;			/* index */
	bool had, has;
	struct oid blob;		/* where it has */
};

struct builder {
	struct history *h;
	const struct history_source *s;
	struct pool *pool;
	struct map commits;		/* id -> index + 1 */
	struct map paths;		/* path -> index + 1 */
	struct agency **agencies;	/* by path */
	size_t nagencies, agencies_cap;
	struct map versions;		/* blob id -> struct version * */
	struct map contexts;		/* front+agency -> facts_context * */
	struct file_delta **deltas;	/* by commit */
	size_t *ndeltas;
	size_t nversions;		/* of all files, that are read */
	struct differences scratch;
	size_t deltas_cap;
};

void builder_release(struct builder *b);
/* The index of a path, which is entered; SIZE_MAX if it makes no address. */
size_t builder_path(struct builder *b, struct str path);
/* What a walk has found becomes the history's and its builder's; the walk is
 * freed. */
void walk_take(struct history_walk *w, struct builder *b, struct history *h,
	       struct pool *pool);

/* Tell who waits that so much is done. */
void history_step(const struct builder *b, size_t done);

/* Read what each change of a file came to into b->versions; -1 as
 * history_build().  (history_read.c) */
int history_read(struct builder *b);

/* ---- lines, and where they stand (history_place.c) --------------------- */

struct node *node_new(struct builder *b, size_t path, const struct oid *blob,
		      const struct version *v, struct plan_line *plan,
		      bool issued_before);
/* Item `index` of a node is this line. */
void node_assign(struct builder *b, struct node *node, size_t index,
		 struct item_line *line);
/* The index of a line's item in a node, or -1. */
int node_index(const struct node *node, const struct item_line *line);
struct item_side node_side(const struct node *node, size_t index);
/* Of all items; free() it. */
const struct section **node_sections(const struct node *node);

struct plan_line *plan_line_new(struct builder *b, size_t commit);
struct item_line *item_line_new(struct builder *b, size_t commit,
				struct node *node, size_t index);
/* It comes to the published line as this item; what was before on a branch
 * that was refused does not count. */
void item_line_arrive(struct item_line *line, size_t commit,
		      const struct node *node, size_t index);
/* Two that turned out to be one: `into` stays. */
void plan_line_join(struct builder *b, struct plan_line *into,
		    struct plan_line *other);
void item_line_join(struct builder *b, struct item_line *into,
		    struct item_line *other);

/* The node of a plan in a commit, at whatever path, or NULL. */
struct node *plan_node(const struct history *h, size_t commit,
		       const struct plan_line *plan);
/* The same, or the one that it was removed with; NULL: never there. */
struct node *plan_place(const struct history *h, size_t commit,
			const struct plan_line *plan);

enum fate {
	FATE_NONE,		/* never there, so far */
	FATE_LIVE,
	FATE_REMOVED,		/* from its plan */
	FATE_BURIED		/* its whole plan was removed */
};

/* How an item stands in a commit, or stood there last. */
struct place {
	enum fate fate;
	const struct node *node;	/* its plan's */
	int index;			/* FATE_LIVE, FATE_BURIED */
	struct item_side side;
	size_t when;			/* commit that removed (brought) it */
};
struct place item_place(const struct history *h, size_t commit,
			const struct item_line *line);

/* Lists with one more in front. */
const struct tomb *tomb_push(struct builder *b, const struct tomb *list,
			     const struct tomb *tomb);
const struct grave *grave_push(struct builder *b, const struct grave *list,
			       const struct node *node, size_t commit);

/* ---- one commit against its parents (history_edge.c) ------------------- */

/* A plan's file before and after. */
struct pairing {
	struct node *old;		/* its plan's in the first parent, or
					   the one that it was removed with */
	struct node *new;		/* NULL: removed */
	const struct version *version;	/* of new */
	struct file_delta delta;	/* of new (of old where removed) */
	struct node *source;		/* merges: another parent's very file */
	struct plan_line *plan;		/* merges: known from a parent */
	const struct tomb *tombs;	/* of new */
	int *pair;			/* new item -> index in old, or -1 */
	bool *kept;			/* old item: it stays, or went elsewhere */
	bool unreadable;		/* new stands for a file that is none */
	bool issued_before;		/* in any parent */
	bool restored;			/* old was removed earlier */
	bool fresh;			/* not known to the first parent */
};

struct edge {
	struct builder *b;
	size_t commit, parent;		/* SIZE_MAX: no parent */
	struct history_commit *c;
	bool merge;
	struct pairing *list;
	size_t n, cap;
	/* Merges: what became of the branches' records. */
	struct map subjects;		/* key -> struct subject * */
	struct pool *pool;		/* until the commit is done */
};

/* Handle one commit: its state, tombs and records. */
void edge_process(struct builder *b, size_t commit);

/* What a commit's records say of each plan and item (history_tell.c). */
void edge_tell(struct edge *e);

/* ---- merges (history_merge.c, history_adopt.c) ------------------------- */

/* Which file is which plan, by all parents. */
void merge_plans(struct edge *e);
/* Which item is which line, by all parents. */
void merge_lines(struct edge *e, struct pairing *p);
/* No line twice. */
void merge_dedupe(struct edge *e);

/* Which of the branches' records the merge takes. */
void merge_adopt(struct edge *e);
/* Is a difference from the first parent the merge's own? */
bool merge_tells(const struct edge *e, const struct plan_line *plan,
		 const struct item_line *line, const struct difference *d);
/*
 * An item (a plan) that the first parent does not know: true if it came with a
 * branch, whose own record tells of it; *from is what it was then.
 */
bool merge_item_came(const struct edge *e, const struct item_line *line,
		     struct place *from);
bool merge_plan_came(const struct edge *e, const struct plan_line *plan,
		     const struct node **from);

/* ---- the end ----------------------------------------------------------- */

/* The published line, and when each commit came to it. */
void history_find_line(struct history *h);

/* The addresses of a plan and its items, now and before. */
void history_address(struct builder *b, struct plan_line *plan);

/* Everything that is derived at the end. */
void history_finish(struct builder *b);

#endif
