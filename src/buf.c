/* SPDX-License-Identifier: MIT */
/* buf.c - the growing buffer, and memory that ends the program when out. */
#include "buf.h"

#include <stdio.h>
#include <stdlib.h>

static void out_of_memory(void)
{
	fputs("minhbach: out of memory\n", stderr);
	abort();
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		out_of_memory();
	return p;
}

/*
 * Most buffers live for one text, so what a thread releases it soon needs
 * again.  A checked build frees them, so that their use afterwards is seen.
 */
#ifdef POOL_MALLOC
#define SPARES 0
#else
#define SPARES 8
#endif
#define SPARE_MAX 16384		/* bytes of one that is kept */

static _Thread_local struct {
	struct buf v[SPARES + 1];
	size_t n;
} spares;

void buf_release(struct buf *b)
{
	if (b->cap && b->cap <= SPARE_MAX && spares.n + 1 <= SPARES)
		spares.v[spares.n++] = *b;
	else
		free(b->p);
	*b = (struct buf)BUF_INIT;
}

void buf_end_thread(void)
{
	while (spares.n)
		free(spares.v[--spares.n].p);
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	if (b->p)
		b->p[0] = '\0';
}

#define BUF_LEAST 120		/* most texts fit without growing again */

void buf_grow(struct buf *b, size_t extra)
{
	size_t need = b->n + extra + 1;

	if (!b->p && spares.n) {
		*b = spares.v[--spares.n];
		b->n = 0;
	}
	if (need <= b->cap)
		return;
	if (need < b->n)
		out_of_memory();
	b->cap = b->cap * 2 > need ? b->cap * 2 : need + BUF_LEAST;
	b->p = xrealloc(b->p, b->cap);
}

void buf_adddigits(struct buf *b, unsigned long n, int width)
{
	char digits[24];
	size_t i = sizeof(digits);

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n || width > (int)(sizeof(digits) - i));
	buf_add(b, digits + i, sizeof(digits) - i);
}

void buf_addint(struct buf *b, long long n)
{
	if (n < 0)
		buf_addc(b, '-');
	buf_adddigits(b, n < 0 ? 0 - (unsigned long)n : (unsigned long)n, 1);
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	size_t room;
	int n;

	buf_grow(b, 100);	/* most texts fit at once */
	room = b->cap - b->n;
	va_copy(again, ap);
	n = vsnprintf(b->p + b->n, room, fmt, again);
	va_end(again);
	if (n >= 0 && (size_t)n >= room) {
		buf_grow(b, (size_t)n);
		n = vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	}
	if (n < 0)
		b->p[b->n] = '\0';
	else
		b->n += (size_t)n;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}
