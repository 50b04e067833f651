/* SPDX-License-Identifier: MIT */
/*
 * repo_object.h - what repo.c, which knows libgit2, gives to repo_tree.c and
 * repo_draft.c.
 */
#ifndef REPO_OBJECT_H
#define REPO_OBJECT_H

#include "repo.h"

/* Append a tree's bytes as they are stored. */
int repo_tree_bytes(struct repo *repo, const struct oid *id, struct buf *out);

/*
 * The order of two struct repo_entry in a tree, for qsort: by bytes of name, a
 * folder's as if it ended in "/".
 */
int repo_entry_order(const void *a, const void *b);

/* Keep a tree's or a commit's bytes in this handle's memory. */
int repo_hold_tree(struct repo *repo, struct str bytes, struct oid *id);
int repo_hold_commit(struct repo *repo, struct str bytes, struct oid *id);

/* Keep "object <id> <problem>" for repo_error(); -1. */
int repo_refuse(const struct oid *id, const char *problem);

#endif
