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
	struct map versions;		/* blob id -> struct version * */
	struct map contexts;		/* front+agency -> facts_context * */
	struct file_delta **deltas;	/* by commit */
	size_t *ndeltas;
	struct differences scratch;
	size_t deltas_cap;
};

/* A record that waits for its place among its commit's. */
void record_add(struct builder *b, size_t commit, struct plan_line *plan,
		struct item_line *item, const struct difference *d, bool draft,
		struct str authority);

struct difference whole(enum change_kind kind, enum change_class class);

/* Classify scratch[from…], find the authority, record all. */
void records_of(struct builder *b, size_t commit, struct plan_line *plan,
		struct item_line *item, size_t from, bool draft);

struct node *node_new(struct builder *b, size_t path, const struct oid *blob,
		      const struct version *v, struct plan_line *plan,
		      bool issued_before);
struct plan_line *plan_line_new(struct builder *b, size_t commit);
struct item_line *item_line_new(struct builder *b, size_t commit,
				struct node *node, size_t index);
void plan_line_join(struct plan_line *into, struct plan_line *other);
void item_line_join(struct item_line *into, struct item_line *other);

/* The node of a plan in a commit's state, at whatever path, or NULL. */
struct node *plan_node(const struct builder *b, size_t commit,
		       struct plan_line *plan);
/* The index of a line's item in a node, or -1. */
int node_index(const struct node *node, const struct item_line *line);

struct item_side node_side(const struct node *node, size_t index);

const struct section **node_sections(const struct node *node);

/* Handle the deltas of one commit that no other parent explains. */
void edge_process(struct builder *b, size_t commit, struct state *state,
		  const struct file_delta *deltas, size_t n);

/* Handle a merge's deltas: what another parent has is taken over, what
 * differs from all parents is compared with them; the rest goes to
 * edge_process(). */
void merge_process(struct builder *b, size_t commit, struct state *state);

/* Which of a branch's records the merges took. */
void adoption_decide(struct builder *b);

/* Everything that is derived at the end. */
void history_finish(struct builder *b);

#endif
