/* SPDX-License-Identifier: MIT */
/* state.c - a radix tree whose nodes are copied when they change. */
#include "state.h"

#include <stdint.h>

struct state_node {
	void *child[STATE_WIDTH];	/* nodes, or values at the bottom */
};

static size_t capacity(unsigned depth)
{
	size_t n = STATE_WIDTH;

	while (depth--)
		n *= STATE_WIDTH;
	return n;
}

void *state_get(struct state s, size_t index)
{
	const struct state_node *node = s.root;
	unsigned depth = s.depth;

	if (!node || index >= capacity(depth))
		return NULL;
	while (depth && node) {
		node = node->child[index / capacity(depth - 1)];
		index %= capacity(depth - 1);
		depth--;
	}
	return node ? node->child[index] : NULL;
}

static struct state_node *set_in(struct pool *pool,
				 const struct state_node *old, unsigned depth,
				 size_t index, void *value)
{
	struct state_node *node = POOL_NEW(pool, struct state_node);

	if (old)
		*node = *old;
	if (!depth) {
		node->child[index] = value;
	} else {
		size_t below = capacity(depth - 1), at = index / below;

		node->child[at] = set_in(pool, node->child[at], depth - 1,
					 index % below, value);
	}
	return node;
}

struct state state_set(struct pool *pool, struct state s, size_t index,
		       void *value)
{
	while (s.root && index >= capacity(s.depth)) {
		struct state_node *up = POOL_NEW(pool, struct state_node);

		up->child[0] = (void *)(intptr_t)s.root;
		s.root = up;
		s.depth++;
	}
	while (!s.root && index >= capacity(s.depth))
		s.depth++;
	s.root = set_in(pool, s.root, s.depth, index, value);
	return s;
}
