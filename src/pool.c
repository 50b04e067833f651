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
	struct block *spare;	/* of BLOCK_SIZE, to be used again */
};

#define BLOCK_SIZE (64 * 1024)

struct pool *pool_new(void)
{
	return xcalloc(1, sizeof(struct pool));
}

static void free_blocks(struct block *b)
{
	struct block *next;

	for (; b; b = next) {
		next = b->next;
		free(b);
	}
}

void pool_free(struct pool *pool)
{
	if (!pool)
		return;
	free_blocks(pool->head);
	free_blocks(pool->spare);
	free(pool);
}

void pool_absorb(struct pool *pool, struct pool *from)
{
	struct block **last = &from->head;

	while (*last)
		last = &(*last)->next;
	/* the open block stays in front */
	*last = pool->head ? pool->head->next : NULL;
	if (pool->head)
		pool->head->next = from->head;
	else
		pool->head = from->head;
	free_blocks(from->spare);
	free(from);
}

/* Who fills a pool again and again gets warm memory. */
void pool_clear(struct pool *pool)
{
	struct block *next;

	for (struct block *b = pool->head; b; b = next) {
		next = b->next;
		if (b->size != BLOCK_SIZE) {
			free(b);
			continue;
		}
		b->next = pool->spare;
		pool->spare = b;
	}
	pool->head = NULL;
}

static struct block *block_new(struct pool *pool, size_t size)
{
	struct block *b = pool->spare;

	if (b && size == BLOCK_SIZE)
		pool->spare = b->next;
	else
		b = xmalloc(sizeof(*b) + size);
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

static void *take(struct pool *pool, size_t n)
{
	struct block *b = pool->head;
	void *p;

#ifdef POOL_MALLOC
	b = block_new(pool, n);
	b->next = pool->head;
	pool->head = b;
#else
	n = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (n > BLOCK_SIZE / 4) {
		b = block_new(pool, n);
		if (pool->head) {	/* keep the open block in front */
			b->next = pool->head->next;
			pool->head->next = b;
		} else {
			pool->head = b;
		}
	} else if (!b || b->size - b->used < n) {
		b = block_new(pool, BLOCK_SIZE);
		b->next = pool->head;
		pool->head = b;
	}
#endif
	p = b->data + b->used;
	b->used += n;
	return p;
}

void *pool_alloc(struct pool *pool, size_t n)
{
	return memset(take(pool, n), 0, n);
}

char *pool_cstr(struct pool *pool, struct str s)
{
	char *p = take(pool, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str pool_str(struct pool *pool, struct str s)
{
	return (struct str){ pool_cstr(pool, s), s.n };
}

struct str pool_join(struct pool *pool, const struct str *pieces, size_t n)
{
	size_t size = 0, at = 0;
	char *p;

	for (size_t i = 0; i < n; i++)
		size += pieces[i].n;
	p = take(pool, size + 1);
	for (size_t i = 0; i < n; at += pieces[i++].n)
		if (pieces[i].n)
			memcpy(p + at, pieces[i].p, pieces[i].n);
	p[size] = '\0';
	return (struct str){ p, size };
}

struct str pool_int(struct pool *pool, long long n)
{
	struct buf b = BUF_INIT;
	struct str s;

	buf_addint(&b, n);
	s = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return s;
}

struct str pool_printf(struct pool *pool, const char *fmt, ...)
{
	char text[200];
	struct str s = { text, 0 };
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	s.n = (size_t)n;
	if (s.n < sizeof(text))
		return pool_str(pool, s);
	s.p = take(pool, s.n + 1);
	va_start(ap, fmt);
	vsnprintf((char *)(intptr_t)s.p, s.n + 1, fmt, ap);
	va_end(ap);
	return s;
}
