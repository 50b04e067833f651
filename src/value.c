/* SPDX-License-Identifier: MIT */
/* value.c - building and reading the tree of values. */
#include "value.h"

static struct value *make(struct pool *pool, enum value_kind kind)
{
	struct value *v = POOL_NEW(pool, struct value);

	v->kind = kind;
	return v;
}

struct value *value_null(struct pool *pool)
{
	return make(pool, VALUE_NULL);
}

struct value *value_bool(struct pool *pool, bool truth)
{
	struct value *v = make(pool, VALUE_BOOL);

	v->truth = truth;
	return v;
}

struct value *value_int(struct pool *pool, long long number)
{
	return value_number(pool, pool_int(pool, number));
}

struct value *value_number(struct pool *pool, struct str text)
{
	struct value *v = make(pool, VALUE_NUMBER);

	v->text = text;
	return v;
}

struct value *value_str(struct pool *pool, struct str text)
{
	struct value *v = make(pool, VALUE_STRING);

	v->text = text;
	return v;
}

struct value *value_list(struct pool *pool)
{
	return make(pool, VALUE_LIST);
}

struct value *value_map(struct pool *pool)
{
	return make(pool, VALUE_MAP);
}

struct value *value_push(struct pool *pool, struct value *list,
			 struct value *item)
{
	POOL_PUSH(pool, list->list.items, list->list.n, list->list.cap, item);
	return item;
}

/* Most keys that are looked up are not there: their bit tells. */
static uint64_t key_bit(struct str key)
{
	unsigned h = (unsigned)key.n;

	if (key.n)
		h = h * 5 + (unsigned char)key.p[0] * 3 +
		    (unsigned char)key.p[key.n / 2] * 7 +
		    (unsigned char)key.p[key.n - 1];
	return 1ull << (h & 63);
}

static struct value_pair *find(const struct value *map, struct str key)
{
	if (map->map.keys & key_bit(key))
		for (size_t i = 0; i < map->map.n; i++)
			if (str_eq(map->map.pairs[i].key, key))
				return &map->map.pairs[i];
	return NULL;
}

void value_add(struct pool *pool, struct value *map, struct str key,
	       struct value *value)
{
	map->map.keys |= key_bit(key);
	POOL_PUSH(pool, map->map.pairs, map->map.n, map->map.cap,
		  (struct value_pair){ key, value });
}

void value_set_key(struct pool *pool, struct value *map, struct str key,
		   struct value *value)
{
	struct value_pair *pair = find(map, key);

	if (pair)
		pair->value = value;
	else
		value_add(pool, map, key, value);
}

struct value *value_get(const struct value *v, struct str key)
{
	const struct value_pair *pair = NULL;

	if (v && v->kind == VALUE_MAP)
		pair = find(v, key);
	return pair ? pair->value : NULL;
}

const struct value *value_at(const struct value *v, const struct str *keys,
			     size_t n)
{
	for (size_t i = 0; i < n && v; i++)
		v = value_get(v, keys[i]);
	return v;
}

bool value_true(const struct value *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
		return v->truth;
	case VALUE_STRING:
		return v->text.n > 0;
	case VALUE_LIST:
		return v->list.n > 0;
	case VALUE_NUMBER:
	case VALUE_MAP:
		return true;
	}
	return false;
}
