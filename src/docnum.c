/* SPDX-License-Identifier: MIT */
/* docnum.c - finds and compares the numbers of documents. */
#include "docnum.h"

#include <utf8proc.h>

#include "text.h"

/* A character of the text; n is 0 at its end. */
struct glyph {
	utf8proc_int32_t c;
	size_t n;
};

static struct glyph glyph_at(struct str s, size_t at)
{
	struct glyph g = { -1, 1 };
	utf8proc_ssize_t n;

	s = str_from(s, at);
	if (!s.n)
		return (struct glyph){ -1, 0 };
	n = utf8proc_iterate((const utf8proc_uint8_t *)s.p,
			     (utf8proc_ssize_t)(s.n < 4 ? s.n : 4), &g.c);
	if (n > 0)
		g.n = (size_t)n;
	return g;
}

static bool is_capital(struct glyph g)
{
	return g.c >= 0 && utf8proc_category(g.c) == UTF8PROC_CATEGORY_LU;
}

static bool is_letter(struct glyph g)
{
	utf8proc_category_t category;

	if (g.c < 0)
		return false;
	category = utf8proc_category(g.c);
	return (category >= UTF8PROC_CATEGORY_LU &&
		category <= UTF8PROC_CATEGORY_LO) ||
	       category == UTF8PROC_CATEGORY_MN;
}

static bool is_digit(struct glyph g)
{
	return g.c >= '0' && g.c <= '9';
}

/* The character before `at`. */
static struct glyph glyph_before(struct str s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < 4 &&
	       (from == at || ((unsigned char)s.p[from] & 0xc0) == 0x80))
		from--;
	return from < at ? glyph_at(s, from) : (struct glyph){ -1, 0 };
}

/* Does what stands before `at` make it the rest of something else? */
static bool joined_before(struct str s, size_t at)
{
	struct glyph g = glyph_before(s, at), first;

	if (is_letter(g) || is_digit(g))
		return true;
	if (!g.n || g.c < 0 || g.c >= 0x80 || !strchr("/-.,", g.c))
		return false;
	first = glyph_before(s, at - 1);
	return is_digit(first) ||
	       (is_letter(first) && (g.c == '/' || g.c == '-'));
}

struct symbol {
	size_t end;
	size_t capitals;
	bool slash;		/* between two of its groups */
};

/* One group from `at` on; false if there is none. */
static bool scan_group(struct str s, size_t at, struct symbol *symbol)
{
	struct glyph g = glyph_at(s, at);

	if (!is_capital(g))
		return false;
	while (is_letter(g) || is_digit(g)) {
		symbol->capitals += is_capital(g);
		at += g.n;
		g = glyph_at(s, at);
	}
	symbol->end = at;
	return true;
}

static bool scan_symbol(struct str s, size_t at, struct symbol *symbol)
{
	*symbol = (struct symbol){ at, 0, false };
	if (!scan_group(s, at, symbol))
		return false;
	while (symbol->end < s.n && strchr("-/&", s.p[symbol->end]) &&
	       s.p[symbol->end]) {
		char joint = s.p[symbol->end];

		if (!scan_group(s, symbol->end + 1, symbol))
			break;
		symbol->slash |= joint == '/';
	}
	return symbol->capitals >= 2;
}

static size_t count_digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && ascii_digit(s.p[at + n]))
		n++;
	return n;
}

/* The number whose digits are s[at, at + digits). */
static bool scan_number(struct str s, size_t at, size_t digits,
			struct str *found)
{
	size_t next = at + digits + 1;
	struct symbol symbol;
	char joint;

	if (digits > 5 || next >= s.n || joined_before(s, at))
		return false;
	joint = s.p[next - 1];
	if (joint == '/' && count_digits(s, next) == 4 && next + 4 < s.n &&
	    s.p[next + 4] == '/')
		next += 5;
	if ((joint != '/' && joint != '-') || !scan_symbol(s, next, &symbol) ||
	    (joint == '-' && !symbol.slash))
		return false;
	*found = str_sub(s, at, symbol.end - at);
	return true;
}

bool docnum_find(struct str text, size_t from, struct str *found)
{
	while (from < text.n) {
		size_t digits;

		if (!ascii_digit(text.p[from])) {
			from++;
			continue;
		}
		digits = count_digits(text, from);
		if (scan_number(text, from, digits, found))
			return true;
		from += digits;
	}
	return false;
}

/* Hyphens and dashes of all kinds, for which people type "-". */
static bool is_dash(struct glyph g)
{
	return g.c == '-' || (g.c >= 0x2010 && g.c <= 0x2015);
}

struct str docnum_key(struct pool *pool, struct str number)
{
	struct buf key = BUF_INIT;
	struct glyph g;
	struct str result;
	size_t zeros = 0;

	for (size_t at = 0; (g = glyph_at(number, at)).n; at += g.n) {
		if (is_dash(g))
			buf_addc(&key, '-');
		else if (g.c == '/' || g.c == '&')
			buf_addc(&key, (char)g.c);
		else
			text_fold_buf(&key, str_sub(number, at, g.n));
	}
	while (zeros + 1 < key.n && key.p[zeros] == '0' &&
	       ascii_digit(key.p[zeros + 1]))
		zeros++;
	result = pool_str(pool, str_from(buf_str(&key), zeros));
	buf_release(&key);
	return result;
}
