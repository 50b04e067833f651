/* SPDX-License-Identifier: MIT */
/* wording.c - comparing texts by their words. */
#include "wording.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "buf.h"

/* Signs without which a figure says something else. */
static bool is_sign(utf8proc_int32_t c)
{
	switch (c) {
	case '%': case '<': case '=': case '>':
	case 0xb1:	/* ± */
	case 0xd7:	/* × */
	case 0x2030:	/* ‰ */
	case 0x20ab:	/* ₫ */
	case 0x2260:	/* ≠ */
	case 0x2264:	/* ≤ */
	case 0x2265:	/* ≥ */
		return true;
	default:
		return false;
	}
}

/* Letters, digits and such signs in lower case; each run of anything else one
 * space. */
static void words_of(struct buf *out, struct str s)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
	utf8proc_ssize_t left = (utf8proc_ssize_t)s.n;
	bool gap = false;

	while (left > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t used = utf8proc_iterate(p, left, &c);
		utf8proc_uint8_t bytes[4];
		utf8proc_category_t category;

		if (used <= 0)
			break;
		p += used;
		left -= used;
		category = utf8proc_category(c);
		if ((category < UTF8PROC_CATEGORY_LU ||
		     category > UTF8PROC_CATEGORY_NO) && !is_sign(c)) {
			gap = out->n > 0;
			continue;
		}
		if (gap || (is_sign(c) && out->n))
			buf_addc(out, ' ');
		gap = is_sign(c);	/* a word of its own */
		used = utf8proc_encode_char(utf8proc_tolower(c), bytes);
		buf_add(out, bytes, (size_t)used);
	}
}

bool wording_equal(struct str a, struct str b)
{
	struct buf wa = BUF_INIT, wb = BUF_INIT;
	bool same;

	if (str_eq(a, b))
		return true;
	words_of(&wa, a);
	words_of(&wb, b);
	same = str_eq(buf_str(&wa), buf_str(&wb));
	buf_release(&wa);
	buf_release(&wb);
	return same;
}

bool wording_milestone(struct str line, struct str *text, bool *done)
{
	struct str s = str_trim(line);

	if (s.n < 2 || (s.p[0] != '-' && s.p[0] != '*' && s.p[0] != '+') ||
	    !ascii_space(s.p[1]))
		return false;
	s = str_trim(str_from(s, 1));
	if (s.n < 3 || s.p[0] != '[' || s.p[2] != ']' ||
	    (s.n > 3 && !ascii_space(s.p[3])))
		return false;
	*done = s.p[1] == 'x' || s.p[1] == 'X';
	*text = str_trim(str_from(s, 3));
	return *done || s.p[1] == ' ';
}

struct str wording_block(struct pool *pool, struct str s)
{
	struct buf out = BUF_INIT;
	struct str rest = s, line, result = s, text;
	bool gap = false, done;

	while (str_line(&rest, &line)) {
		size_t indent = 0;
		struct str t;

		while (line.n && ascii_space(line.p[line.n - 1]))
			line.n--;
		while (indent < line.n && line.p[indent] == ' ')
			indent++;
		t = str_from(line, indent);
		if (!t.n || wording_milestone(t, &text, &done)) {
			gap = gap || (!t.n && out.n);
			continue;
		}
		if (out.n)
			buf_adds(&out, gap ? "\n\n" : "\n");
		gap = false;
		buf_addstr(&out, str_sub(line, 0, indent));
		if (t.n > 1 && (t.p[0] == '*' || t.p[0] == '+') &&
		    t.p[1] == ' ') {
			buf_addc(&out, '-');
			t = str_from(t, 1);
		}
		buf_addstr(&out, t);
	}
	if (!str_eq(buf_str(&out), s))
		result = pool_str(pool, buf_str(&out));
	buf_release(&out);
	return result;
}
