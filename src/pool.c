/* SPDX-License-Identifier: MIT */
/* pool.c - an arena of chained blocks. */
#include "pool.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct pool {
	struct block *head;
};

#define BLOCK_SIZE (64 * 1024)

struct pool *pool_new(void)
{
	return xcalloc(1, sizeof(struct pool));
}

void pool_free(struct pool *pool)
{
	struct block *b, *next;

	if (!pool)
		return;
	for (b = pool->head; b; b = next) {
		next = b->next;
		free(b);
	}
	free(pool);
}

/* The open block stays: who fills a pool again and again gets warm memory. */
void pool_clear(struct pool *pool)
{
	struct block *open = pool->head, *next;

	if (!open || open->size != BLOCK_SIZE) {
		open = NULL;
	} else {
		pool->head = open->next;
		open->next = NULL;
		open->used = 0;
	}
	for (struct block *b = pool->head; b; b = next) {
		next = b->next;
		free(b);
	}
	pool->head = open;
}

static struct block *block_new(size_t size)
{
	struct block *b = xmalloc(sizeof(*b) + size);

	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

void *pool_alloc(struct pool *pool, size_t n)
{
	struct block *b = pool->head;
	void *p;

#ifdef POOL_MALLOC
	b = block_new(n);
	b->next = pool->head;
	pool->head = b;
#else
	n = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (n > BLOCK_SIZE / 4) {
		b = block_new(n);
		if (pool->head) {	/* keep the open block in front */
			b->next = pool->head->next;
			pool->head->next = b;
		} else {
			pool->head = b;
		}
	} else if (!b || b->size - b->used < n) {
		b = block_new(BLOCK_SIZE);
		b->next = pool->head;
		pool->head = b;
	}
#endif
	p = b->data + b->used;
	b->used += n;
	memset(p, 0, n);
	return p;
}

char *pool_cstr(struct pool *pool, struct str s)
{
	char *p = pool_alloc(pool, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

struct str pool_str(struct pool *pool, struct str s)
{
	return (struct str){ pool_cstr(pool, s), s.n };
}

struct str pool_printf(struct pool *pool, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	s = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return s;
}
