/* SPDX-License-Identifier: MIT */
/*
 * map.h - a hash table from byte strings to pointers.
 *
 * Keys are borrowed: they must outlive the map.  Iteration by map->entries
 * follows the order of insertion, so results never depend on the hash.
 * `struct map m = MAP_INIT;`, and map_release() at the end.  There is no
 * removal.
 */
#ifndef MAP_H
#define MAP_H

#include <stdint.h>

#include "str.h"

struct map_entry {
	struct str key;
	uint64_t hash;
	void *value;
};

struct map {
	struct map_entry *entries;	/* in order of insertion */
	size_t n, cap;
	uint32_t *slots;		/* index + 1 into entries, 0 = free */
	size_t nslots;
};

#define MAP_INIT { NULL, 0, 0, NULL, 0 }

/* Not for anything that is written: it differs with the byte order. */
uint64_t map_hash(struct str key);
/* The value of `key`, or NULL. */
void *map_get(const struct map *m, struct str key);
/*
 * Where the value of `key` stands, added as NULL if it is new; valid until
 * the next addition.
 */
void **map_at(struct map *m, struct str key);
void map_put(struct map *m, struct str key, void *value);
void map_release(struct map *m);

#endif
