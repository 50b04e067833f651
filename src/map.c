/* SPDX-License-Identifier: MIT */
/* map.c - open addressing over an insertion-ordered array of entries. */
#include "map.h"

#include <stdlib.h>

#include "buf.h"

/* Eight bytes a step: whole file sections are hashed. */
uint64_t map_hash(struct str key)
{
	const uint64_t prime = 0x9e3779b97f4a7c15u;
	uint64_t h = key.n * prime, word = 0;
	size_t i = 0;

	for (; i + 8 <= key.n; i += 8) {
		memcpy(&word, key.p + i, 8);
		h = (h ^ word) * prime;
		h ^= h >> 32;
	}
	word = 0;
	if (i < key.n)
		memcpy(&word, key.p + i, key.n - i);
	h = (h ^ word) * prime;
	return h ^ h >> 29;
}

static size_t slot_of(const struct map *m, struct str key, uint64_t hash)
{
	size_t i = (size_t)(hash >> 20) & (m->nslots - 1);

	while (m->slots[i]) {
		const struct map_entry *e = &m->entries[m->slots[i] - 1];

		if (e->hash == hash && str_eq(e->key, key))
			break;
		i = (i + 1) & (m->nslots - 1);
	}
	return i;
}

void *map_get(const struct map *m, struct str key)
{
	size_t i;

	if (!m->nslots)
		return NULL;
	i = slot_of(m, key, map_hash(key));
	return m->slots[i] ? m->entries[m->slots[i] - 1].value : NULL;
}

static void rehash(struct map *m)
{
	free(m->slots);
	m->nslots = m->nslots ? m->nslots * 2 : 16;
	m->slots = xcalloc(m->nslots, sizeof(*m->slots));
	for (size_t e = 0; e < m->n; e++) {
		size_t i = slot_of(m, m->entries[e].key, m->entries[e].hash);

		m->slots[i] = (uint32_t)e + 1;
	}
}

void **map_at(struct map *m, struct str key)
{
	uint64_t hash = map_hash(key);
	size_t i;

	if ((m->n + 1) * 2 > m->nslots)
		rehash(m);
	i = slot_of(m, key, hash);
	if (!m->slots[i]) {
		ARRAY_PUSH(m->entries, m->n, m->cap,
			   (struct map_entry){ key, hash, NULL });
		m->slots[i] = (uint32_t)m->n;
	}
	return &m->entries[m->slots[i] - 1].value;
}

void map_put(struct map *m, struct str key, void *value)
{
	*map_at(m, key) = value;
}

void map_release(struct map *m)
{
	free(m->entries);
	free(m->slots);
	*m = (struct map)MAP_INIT;
}
