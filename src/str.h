/* SPDX-License-Identifier: MIT */
/*
 * str.h - a borrowed slice of bytes.
 *
 * A struct str never owns what it points to; it is passed by value and is
 * valid only as long as its owner (a pool, a struct buf, a literal).  The
 * bytes are UTF-8 unless a function says otherwise and need no final NUL.
 * An empty slice may have a NULL pointer.
 */
#ifndef STR_H
#define STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A slice of a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
/* For "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

static inline struct str str_of(const char *cstr)
{
	return (struct str){ cstr, cstr ? strlen(cstr) : 0 };
}

static inline struct str str_range(const char *from, const char *to)
{
	return (struct str){ from, (size_t)(to - from) };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] &&
					   memcmp(a.p, b.p, a.n) == 0));
}

static inline bool str_eqs(struct str a, const char *cstr)
{
	return str_eq(a, str_of(cstr));
}

/* Byte order, a prefix first: <0, 0, >0. */
int str_cmp(struct str a, struct str b);

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n &&
	       str_eq((struct str){ s.p, prefix.n }, prefix);
}

bool str_ends(struct str s, struct str suffix);

/* Offset of the first `needle` in `s`, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
ptrdiff_t str_chr(struct str s, char c);
/* Offset of the last `c`, or -1. */
ptrdiff_t str_rchr(struct str s, char c);

/* `s` from byte `from` (clamped) on, at most `n` bytes. */
static inline struct str str_sub(struct str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct str){ s.p ? s.p + from : NULL, n };
}

static inline struct str str_from(struct str s, size_t from)
{
	return str_sub(s, from, (size_t)-1);
}

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/*
 * Take the piece up to `sep` (or all) from the front of `*rest`.  False when
 * nothing is left; "a,,b" gives "a", "", "b".  *rest.p turns NULL at the end.
 */
bool str_split(struct str *rest, char sep, struct str *piece);

/* Take the next line, without its "\n"; false at the end. */
bool str_line(struct str *rest, struct str *line);

/* A non-negative decimal number that fills all of `s`; -1 if it is not one. */
long str_number(struct str s);

static inline bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
	       c == '\v';
}
static inline bool ascii_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool ascii_alnum(char c)
{
	return ascii_alpha(c) || ascii_digit(c);
}

#endif
