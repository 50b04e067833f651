/* SPDX-License-Identifier: MIT */
/*
 * pool.h - memory that is freed all at once.
 *
 * Whatever is allocated from a pool lives until pool_free(); nothing is freed
 * by itself.  A build with -DPOOL_MALLOC gives each allocation its own
 * malloc(), so that valgrind and the address sanitizer see each block.
 */
#ifndef POOL_H
#define POOL_H

#include <stdarg.h>

#include "str.h"

struct pool;

struct pool *pool_new(void);
/* NULL is fine. */
void pool_free(struct pool *pool);
/* What `from` holds is `pool`'s from now on; `from` is freed. */
void pool_absorb(struct pool *pool, struct pool *from);
/* Frees what was allocated; the pool is as new, and keeps blocks to fill. */
void pool_clear(struct pool *pool);
/* `n` zeroed bytes, aligned for any object. */
void *pool_alloc(struct pool *pool, size_t n);
/* A NUL-terminated copy that the pool owns. */
struct str pool_str(struct pool *pool, struct str s);
char *pool_cstr(struct pool *pool, struct str s);
__attribute__((format(printf, 2, 3)))
struct str pool_printf(struct pool *pool, const char *fmt, ...);

/* Several texts as one. */
struct str pool_join(struct pool *pool, const struct str *pieces, size_t n);
#define POOL_JOIN(pool, ...) \
	pool_join((pool), (const struct str[]){ __VA_ARGS__ }, \
		  sizeof((struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
struct str pool_int(struct pool *pool, long long n);

#define POOL_NEW(pool, type) ((type *)pool_alloc((pool), sizeof(type)))
#define POOL_ARRAY(pool, type, n) \
	((type *)pool_alloc((pool), (size_t)(n) * sizeof(type)))

/* Append to an array in a pool (what it outgrows stays until the end). */
#define POOL_PUSH(pool, p, n, cap, ...) do { \
	if ((n) == (cap)) { \
		size_t cap_ = (cap) ? (size_t)(cap) * 2 : 4; \
		void *new_ = pool_alloc((pool), cap_ * sizeof(*(p))); \
		if (n) \
			memcpy(new_, (p), (size_t)(n) * sizeof(*(p))); \
		(p) = new_; \
		(cap) = cap_; \
	} \
	(p)[(n)++] = __VA_ARGS__; \
} while (0)

#endif
