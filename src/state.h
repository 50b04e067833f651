/* SPDX-License-Identifier: MIT */
/*
 * state.h - a persistent array of pointers: setting an element gives a new
 * array that shares all but a few nodes with the old one.  The history keeps
 * one for each commit: what each plan's file is at that commit.
 */
#ifndef STATE_H
#define STATE_H

#include "pool.h"

#define STATE_WIDTH 16

struct state_node;

struct state {
	const struct state_node *root;	/* NULL: all NULL */
	unsigned depth;			/* levels below the root */
};

/* NULL where nothing was set. */
void *state_get(struct state s, size_t index);
struct state state_set(struct pool *pool, struct state s, size_t index,
		       void *value);

#endif
