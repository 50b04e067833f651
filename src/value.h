/* SPDX-License-Identifier: MIT */
/*
 * value.h - the tree of values that templates read.
 *
 * Values live in a pool and are never freed singly.  A map keeps the order of
 * insertion.  Numbers are kept as the text that is shown.
 */
#ifndef VALUE_H
#define VALUE_H

#include <stdint.h>

#include "pool.h"

enum value_kind {
	VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_LIST,
	VALUE_MAP
};

struct value;

struct value_pair {
	struct str key;
	struct value *value;
};

struct value {
	enum value_kind kind;
	union {
		bool truth;
		struct str text;		/* NUMBER, STRING */
		struct {
			struct value **items;
			size_t n, cap;
		} list;
		struct {
			struct value_pair *pairs;
			size_t n, cap;
			uint64_t keys;	/* each key sets its bit */
		} map;
	};
};

struct value *value_null(struct pool *pool);
struct value *value_bool(struct pool *pool, bool truth);
struct value *value_int(struct pool *pool, long long number);
struct value *value_number(struct pool *pool, struct str text);
/* Borrows `text`, which must outlive the value. */
struct value *value_str(struct pool *pool, struct str text);
struct value *value_list(struct pool *pool);
struct value *value_map(struct pool *pool);

/* Append; returns `item`. */
struct value *value_push(struct pool *pool, struct value *list,
			 struct value *item);
/* Add under a key that the map has not; keys are literals or outlive it. */
void value_add(struct pool *pool, struct value *map, struct str key,
	       struct value *value);
/* Set, replacing an equal key. */
void value_set_key(struct pool *pool, struct value *map, struct str key,
		   struct value *value);

static inline void value_set(struct pool *pool, struct value *map,
			     const char *key, struct value *value)
{
	value_set_key(pool, map, str_of(key), value);
}

static inline void value_set_str(struct pool *pool, struct value *map,
				 const char *key, struct str text)
{
	value_set(pool, map, key, value_str(pool, text));
}

static inline void value_set_int(struct pool *pool, struct value *map,
				 const char *key, long long number)
{
	value_set(pool, map, key, value_int(pool, number));
}

static inline void value_set_bool(struct pool *pool, struct value *map,
				  const char *key, bool truth)
{
	value_set(pool, map, key, value_bool(pool, truth));
}

/* New list or map under a key. */
static inline struct value *value_add_list(struct pool *pool,
					   struct value *map, const char *key)
{
	struct value *v = value_list(pool);

	value_set(pool, map, key, v);
	return v;
}

static inline struct value *value_add_map(struct pool *pool,
					  struct value *map, const char *key)
{
	struct value *v = value_map(pool);

	value_set(pool, map, key, v);
	return v;
}

/* The value of a key of a map, or NULL (also where `v` is no map). */
struct value *value_get(const struct value *v, struct str key);
/* The same of each of `n` keys in turn; `v` itself if there is none. */
const struct value *value_at(const struct value *v, const struct str *keys,
			     size_t n);
/* Mustache's truth: not null, false, "" or an empty list. */
bool value_true(const struct value *v);

#endif
