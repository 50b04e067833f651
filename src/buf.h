/* SPDX-License-Identifier: MIT */
/*
 * buf.h - an owned, growing buffer of bytes.
 *
 * `struct buf b = BUF_INIT;` is ready for use and holds nothing; after any
 * addition b.p is NUL-terminated (the NUL is not counted in b.n).  Release it
 * with buf_release(), after which it is as new.  Out of memory ends the
 * program, so no function here can fail.
 */
#ifndef BUF_H
#define BUF_H

#include <stdarg.h>

#include "str.h"

struct buf {
	char *p;
	size_t n, cap;
};

#define BUF_INIT { NULL, 0, 0 }

void buf_release(struct buf *b);
/* The last thing that a thread of ours does: frees what it kept for later. */
void buf_end_thread(void);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *b);
void buf_grow(struct buf *b, size_t extra);
static inline void buf_add(struct buf *b, const void *p, size_t n)
{
	if (b->n + n >= b->cap)
		buf_grow(b, n);
	if (n)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

static inline void buf_addstr(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

static inline void buf_adds(struct buf *b, const char *cstr)
{
	buf_add(b, cstr, strlen(cstr));
}

static inline void buf_addc(struct buf *b, char c)
{
	if (b->n + 2 > b->cap)
		buf_grow(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}
/* A number of 0 or more, with zeros in front up to `width` digits. */
void buf_adddigits(struct buf *b, unsigned long n, int width);
void buf_addint(struct buf *b, long long n);
__attribute__((format(printf, 2, 3)))
void buf_addf(struct buf *b, const char *fmt, ...);
__attribute__((format(printf, 2, 0)))
void buf_vaddf(struct buf *b, const char *fmt, va_list ap);
/* A slice of what it holds, valid until the next addition. */
static inline struct str buf_str(const struct buf *b)
{
	return (struct str){ b->p ? b->p : "", b->n };
}

/* malloc and realloc that end the program when memory is out. */
void *xmalloc(size_t n);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t n);

/*
 * Append to a heap array: `p`, its length `n` and capacity `cap` are lvalues;
 * free(p) at the end.
 */
#define ARRAY_PUSH(p, n, cap, ...) do { \
	if ((n) == (cap)) { \
		(cap) = (cap) ? (cap) * 2 : 8; \
		(p) = xrealloc((p), (size_t)(cap) * sizeof(*(p))); \
	} \
	(p)[(n)++] = __VA_ARGS__; \
} while (0)

#endif
