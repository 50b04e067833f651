/* SPDX-License-Identifier: MIT */
/* text.c - Unicode and Vietnamese text, on utf8proc. */
#include "text.h"

#include <stdint.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "map.h"

/*
 * The character at the front of `s`, whose bytes are counted in *n; -1 (and
 * one byte) if it is not UTF-8.
 */
static int32_t char_at(struct str s, size_t *n)
{
	unsigned char c = (unsigned char)s.p[0];
	utf8proc_int32_t u;
	utf8proc_ssize_t used;

	*n = 1;
	if (c < 0x80)
		return c;
	used = utf8proc_iterate((const utf8proc_uint8_t *)s.p,
				s.n < 4 ? (utf8proc_ssize_t)s.n : 4, &u);
	if (used < 1)
		return -1;
	*n = (size_t)used;
	return u;
}

/* How many ASCII bytes `s` begins with; eight at a time. */
static size_t ascii_run(struct str s)
{
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof(word) <= s.n; i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		if (word & 0x8080808080808080u)
			break;
	}
	while (i < s.n && !((unsigned char)s.p[i] & 0x80))
		i++;
	return i;
}

ptrdiff_t text_invalid(struct str s)
{
	size_t i = 0, n;

	while (i < s.n) {
		i += ascii_run(str_from(s, i));
		if (i == s.n)
			break;
		if (char_at(str_from(s, i), &n) < 0)
			return (ptrdiff_t)i;
		i += n;
	}
	return -1;
}

/*
 * Whether a character is in normal form C whatever stands beside it.  True
 * only for the ranges that Vietnamese texts are made of: Latin, composed
 * Vietnamese letters, punctuation, arrows, mathematical and other signs.
 */
static bool char_composed(int32_t c)
{
	return (c >= 0 && c < 0x300) || (c >= 0x1e00 && c <= 0x1eff) ||
	       (c >= 0x2002 && c <= 0x20cf) ||
	       (c >= 0x2100 && c <= 0x2125) ||
	       (c >= 0x2190 && c <= 0x2328) || (c >= 0x2460 && c <= 0x27ff);
}

static bool text_composed(struct str s)
{
	size_t i = 0, n;

	while (i < s.n) {
		i += ascii_run(str_from(s, i));
		if (i == s.n)
			break;
		if (!char_composed(char_at(str_from(s, i), &n)))
			return false;
		i += n;
	}
	return true;
}

/*
 * The length of the piece to compose next: up to an ASCII character, which
 * never combines with what stands before it, or 1 KB.  utf8proc sorts
 * combining marks in quadratic time: short pieces keep a text of nothing but
 * marks harmless.
 */
static size_t compose_piece(struct str s)
{
	size_t i = 1;

	while (i < s.n && i < 1024) {
		if (!((unsigned char)s.p[i] & 0x80) && i >= 256)
			return i;
		i++;
	}
	while (i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80)
		i++;
	return i;
}

static void compose(struct buf *out, struct str s)
{
	utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;

	while (s.n) {
		struct str piece = str_sub(s, 0, compose_piece(s));
		utf8proc_uint8_t *composed = NULL;
		utf8proc_ssize_t n;

		n = utf8proc_map((const utf8proc_uint8_t *)piece.p,
				 (utf8proc_ssize_t)piece.n, &composed, how);
		if (n >= 0)
			buf_add(out, composed, (size_t)n);
		else	/* not UTF-8: the caller's fault, but lose nothing */
			buf_addstr(out, piece);
		free(composed);
		s = str_from(s, piece.n);
	}
}

static void line_ends(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		ptrdiff_t at = str_chr(str_from(s, i), '\r');

		if (at < 0) {
			buf_addstr(out, str_from(s, i));
			return;
		}
		buf_add(out, s.p + i, (size_t)at);
		buf_addc(out, '\n');
		i += (size_t)at;
		if (i + 1 < s.n && s.p[i + 1] == '\n')
			i++;
	}
}

struct str text_normal(struct pool *pool, struct str s)
{
	struct buf lines = BUF_INIT, composed = BUF_INIT;
	struct str t;

	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_from(s, 3);
	t = s;
	if (str_chr(t, '\r') >= 0) {
		line_ends(&lines, t);
		t = buf_str(&lines);
	}
	if (!text_composed(t)) {
		compose(&composed, t);
		t = buf_str(&composed);
	}
	t = str_eq(t, s) ? s : pool_str(pool, t);
	buf_release(&lines);
	buf_release(&composed);
	return t;
}

size_t text_decomposed(struct str s, struct str normal)
{
	size_t at = 0;

	if (str_eq(s, normal))
		return SIZE_MAX;
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_from(s, 3);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		if (at < normal.n && normal.p[at] == (c == '\r' ? '\n' : c)) {
			at++;
			continue;
		}
		while (at && (at == normal.n || ((unsigned char)normal.p[at] &
						 0xc0) == 0x80))
			at--;
		return at;
	}
	return SIZE_MAX;
}

/*
 * The folded characters of one: lower case, decomposed (compatibility forms
 * too: "Ⅲ", "²"), without marks and invisible characters.  Returns how many.
 */
static size_t fold_char(int32_t c, utf8proc_int32_t out[static 32])
{
	int boundary = 0;
	utf8proc_ssize_t n;

	/* Old Vietnamese fonts left many texts with the Icelandic Ð. */
	if (c == 0x110 || c == 0x111 || c == 0xd0 || c == 0xf0) {
		out[0] = 'd';
		return 1;
	}
	n = utf8proc_decompose_char(c, out, 32,
				    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
				    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
				    UTF8PROC_IGNORE, &boundary);
	return n > 0 && n <= 32 ? (size_t)n : 0;
}

static bool letter_or_digit(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return (category >= UTF8PROC_CATEGORY_LU &&
		category <= UTF8PROC_CATEGORY_LO) ||
	       (category >= UTF8PROC_CATEGORY_ND &&
		category <= UTF8PROC_CATEGORY_NO);
}

static void fold_wide(struct buf *out, int32_t c, size_t start, bool *gap)
{
	utf8proc_int32_t folded[32];
	utf8proc_uint8_t bytes[4];
	size_t n = fold_char(c, folded);

	for (size_t i = 0; i < n; i++) {
		if (!letter_or_digit(folded[i])) {
			*gap = true;
			continue;
		}
		if (*gap && out->n > start)
			buf_addc(out, ' ');
		*gap = false;
		buf_add(out, bytes,
			(size_t)utf8proc_encode_char(folded[i], bytes));
	}
}

void text_fold_buf(struct buf *out, struct str s)
{
	size_t start = out->n, n;
	bool gap = false;

	buf_grow(out, s.n);
	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = char_at(str_from(s, i), &n);

		if (c >= 0x80) {
			fold_wide(out, c, start, &gap);
		} else if (c >= 0 && ascii_alnum((char)c)) {
			if (gap && out->n > start)
				buf_addc(out, ' ');
			gap = false;
			buf_addc(out, (char)(c >= 'A' && c <= 'Z' ?
					     c - 'A' + 'a' : c));
		} else {
			gap = true;
		}
	}
}

/* Letters, marks and digits are neighbours in the enumeration. */
static bool part_of_word(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return category >= UTF8PROC_CATEGORY_LU &&
	       category <= UTF8PROC_CATEGORY_NO;
}

static void lower_char(struct buf *out, int32_t c, size_t start, bool *gap)
{
	utf8proc_uint8_t bytes[4];

	if (*gap && out->n > start)
		buf_addc(out, ' ');
	*gap = false;
	c = utf8proc_tolower(c);
	buf_add(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

void text_lower_buf(struct buf *out, struct str s)
{
	utf8proc_int32_t folded[32];
	size_t start = out->n, n, m;
	bool gap = false;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = char_at(str_from(s, i), &n);

		if (c < 0) {
			gap = true;
		} else if (c < 0x80 ? ascii_alnum((char)c) : part_of_word(c)) {
			lower_char(out, c, start, &gap);
		} else if (c < 0x80) {
			gap = true;
		} else {	/* a sign that stands for letters: "™" */
			m = fold_char(c, folded);
			for (size_t j = 0; j < m; j++)
				if (letter_or_digit(folded[j]))
					lower_char(out, folded[j], start, &gap);
				else
					gap = true;
		}
	}
}

struct str text_fold(struct pool *pool, struct str s)
{
	struct buf b = BUF_INIT;
	struct str folded;

	text_fold_buf(&b, s);
	folded = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return folded;
}

/* How much of a folded text fits in `max` bytes, cut at a word's end. */
static size_t slug_cut(struct str s, size_t max)
{
	size_t n = max;

	if (s.n <= max)
		return s.n;
	while (n && s.p[n] != ' ')
		n--;
	if (n)
		return n;
	n = max;
	while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

struct str text_slug(struct pool *pool, struct str s, size_t max)
{
	struct str folded = text_fold(pool, s);
	char *p;

	folded.n = slug_cut(folded, max);
	p = pool_cstr(pool, folded);
	for (size_t i = 0; i < folded.n; i++)
		if (p[i] == ' ')
			p[i] = '-';
	return (struct str){ p, folded.n };
}

/* No-break and typographic spaces count: word processors are full of them. */
static bool char_space(int32_t c)
{
	if (c >= 0 && c < 0x80)
		return ascii_space((char)c);
	return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	       c == 0x3000;
}

/* A quick look at what needs none: letters of Vietnamese, single spaces. */
static bool squeezed_already(struct str s)
{
	char before = ' ';

	for (size_t i = 0; i < s.n; before = s.p[i++]) {
		unsigned char c = (unsigned char)s.p[i];

		/* those that begin the characters of char_space(), and more */
		if (c == 0xc2 || c == 0xe1 || c == 0xe2 || c == 0xe3)
			if (c != 0xe1 || i + 1 == s.n ||
			    (unsigned char)s.p[i + 1] == 0x9a)
				return false;
		if (c < 0x80 && ascii_space((char)c) &&
		    (c != ' ' || before == ' '))
			return false;
	}
	return before != ' ';
}

struct str text_squeeze(struct pool *pool, struct str s)
{
	struct buf b = BUF_INIT;
	struct str squeezed;
	bool gap = false;
	size_t n;

	if (squeezed_already(s))
		return s;
	for (size_t i = 0; i < s.n; i += n) {
		if (char_space(char_at(str_from(s, i), &n))) {
			gap = true;
			continue;
		}
		if (gap && b.n)
			buf_addc(&b, ' ');
		gap = false;
		buf_add(&b, s.p + i, n);
	}
	squeezed = str_eq(buf_str(&b), s) ? s : pool_str(pool, buf_str(&b));
	buf_release(&b);
	return squeezed;
}

static int hash_order(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return (a > b) - (a < b);
}

/* Hashes of the pairs of neighbouring words, sorted; at most s.n / 2 + 1. */
static size_t word_pairs(struct str s, uint64_t *pairs)
{
	uint64_t before = 0, hash = 0;
	struct str word;
	size_t words = 0, n = 0;

	while (str_split(&s, ' ', &word)) {
		if (!word.n)
			continue;
		hash = map_hash(word);
		if (words++)
			pairs[n++] = before * 31 + hash;
		before = hash;
	}
	if (words == 1)
		pairs[n++] = hash * 31 + hash;
	if (n)
		qsort(pairs, n, sizeof(*pairs), hash_order);
	return n;
}

int text_likeness(struct str folded_a, struct str folded_b)
{
	size_t room = (folded_a.n + folded_b.n) / 2 + 2;
	uint64_t few[256], *a = few, *b;
	size_t na, nb, common = 0;

	if (room > sizeof(few) / sizeof(*few))
		a = xmalloc(room * sizeof(*a));
	na = word_pairs(folded_a, a);
	b = a + na;
	nb = word_pairs(folded_b, b);
	for (size_t i = 0, j = 0; i < na && j < nb;) {
		if (a[i] == b[j])
			common++, i++, j++;
		else if (a[i] < b[j])
			i++;
		else
			j++;
	}
	if (a != few)
		free(a);
	return na + nb ? (int)(2000 * common / (na + nb)) : 0;
}

#define NEAREST_MAX 96	/* bytes of a word that is looked for */

/*
 * Edits (insert, drop, replace, swap neighbours) that make `b` of `a`, or
 * limit + 1 if there are more.  Both are at most 2 * NEAREST_MAX long.
 */
static size_t edits(struct str a, struct str b, size_t limit)
{
	size_t rows[3][2 * NEAREST_MAX + 1];
	size_t *two = rows[0], *one = rows[1], *now = rows[2], *spare;

	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > limit)
		return limit + 1;
	for (size_t j = 0; j <= b.n; j++)
		one[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t least = now[0] = i;

		for (size_t j = 1; j <= b.n; j++) {
			size_t d = one[j - 1] + (a.p[i - 1] != b.p[j - 1]);

			if (one[j] + 1 < d)
				d = one[j] + 1;
			if (now[j - 1] + 1 < d)
				d = now[j - 1] + 1;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1] && two[j - 2] + 1 < d)
				d = two[j - 2] + 1;
			now[j] = d;
			if (d < least)
				least = d;
		}
		if (least > limit)
			return limit + 1;
		spare = two, two = one, one = now, now = spare;
	}
	return one[b.n] > limit ? limit + 1 : one[b.n];
}

struct str text_nearest(struct str word, const struct str *known, size_t n)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct str best = { NULL, 0 };
	size_t limit, d;

	text_fold_buf(&a, word);
	limit = a.n / 3;
	if (!a.n || a.n > NEAREST_MAX)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		buf_clear(&b);
		text_fold_buf(&b, known[i]);
		if (b.n > a.n + limit)
			continue;
		d = edits(buf_str(&a), buf_str(&b), limit);
		if (d > limit)
			continue;
		best = known[i];
		if (!d)
			break;
		limit = d - 1;	/* only a nearer one replaces it */
	}
	buf_release(&a);
	buf_release(&b);
	return best;
}

size_t text_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

size_t text_width(struct str s)
{
	size_t width = 0, n;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = char_at(str_from(s, i), &n);
		int columns = c < 0 ? 1 : utf8proc_charwidth(c);

		width += columns > 0 ? (size_t)columns : 0;
	}
	return width;
}
