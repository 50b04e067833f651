/* SPDX-License-Identifier: MIT */
/* str.c - borrowed slices: comparing, searching, cutting. */
#include "str.h"

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= s.n; i++) {
		const char *q = memchr(s.p + i, needle.p[0], s.n - i);

		if (!q)
			return -1;
		i = (size_t)(q - s.p);
		if (i + needle.n <= s.n && !memcmp(q, needle.p, needle.n))
			return (ptrdiff_t)i;
	}
	return -1;
}

ptrdiff_t str_chr(struct str s, char c)
{
	const char *q = s.n ? memchr(s.p, c, s.n) : NULL;

	return q ? q - s.p : -1;
}

ptrdiff_t str_rchr(struct str s, char c)
{
	for (size_t i = s.n; i-- > 0;)
		if (s.p[i] == c)
			return (ptrdiff_t)i;
	return -1;
}

struct str str_trim(struct str s)
{
	while (s.n && ascii_space(s.p[0]))
		s.p++, s.n--;
	while (s.n && ascii_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_split(struct str *rest, char sep, struct str *piece)
{
	ptrdiff_t at;

	if (!rest->p)
		return false;
	at = str_chr(*rest, sep);
	if (at < 0) {
		*piece = *rest;
		*rest = (struct str){ NULL, 0 };
	} else {
		*piece = str_sub(*rest, 0, (size_t)at);
		*rest = str_from(*rest, (size_t)at + 1);
	}
	return true;
}

bool str_line(struct str *rest, struct str *line)
{
	if (!rest->n)
		return false;
	return str_split(rest, '\n', line);
}

long str_number(struct str s)
{
	long n = 0;

	if (!s.n || s.n > 9)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	return n;
}
