/* SPDX-License-Identifier: MIT */
/* mail.c - finds e-mail addresses in a text and blots them out. */
#include "mail.h"

#include "buf.h"

/* What an address is made of, letters beyond ASCII included. */
static bool mail_char(char c)
{
	return ascii_alnum(c) || (unsigned char)c >= 0x80 ||
	       (c && strchr("._%+-", c));
}

/* Where the address around the "@" at `at` begins and ends; false if there
 * is none. */
static bool mail_around(struct str s, size_t at, size_t from, size_t *begin,
			size_t *end)
{
	*begin = at;
	*end = at + 1;
	while (*begin > from && mail_char(s.p[*begin - 1]))
		--*begin;
	while (*end < s.n && mail_char(s.p[*end]))
		++*end;
	while (*end > at + 1 && strchr(".-", s.p[*end - 1]))
		--*end;
	return *begin < at && *end > at + 1;
}

struct str mail_blot(struct pool *pool, struct str s)
{
	struct buf out = BUF_INIT;
	size_t done = 0, begin, end;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '@' || !mail_around(s, i, done, &begin, &end))
			continue;
		buf_add(&out, s.p + done, begin - done);
		buf_adds(&out, "…");
		done = end;
		i = end - 1;
	}
	if (!done)
		return s;
	buf_addstr(&out, str_from(s, done));
	s = pool_str(pool, buf_str(&out));
	buf_release(&out);
	return s;
}
