/* SPDX-License-Identifier: MIT */
/* wording.c - comparing texts by their words. */
#include "wording.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "buf.h"

/* Letters and digits in lower case; each run of anything else one space. */
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
		if (category < UTF8PROC_CATEGORY_LU ||
		    category > UTF8PROC_CATEGORY_NO) {
			gap = out->n > 0;
			continue;
		}
		if (gap)
			buf_addc(out, ' ');
		gap = false;
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

/* Is the line an entry with a checkbox?  `s` has no leading space. */
static bool is_milestone(struct str s)
{
	return s.n >= 5 && (s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '+') &&
	       s.p[1] == ' ' && s.p[2] == '[' && s.p[4] == ']' &&
	       (s.p[3] == ' ' || s.p[3] == 'x' || s.p[3] == 'X');
}

struct str wording_block(struct pool *pool, struct str s)
{
	struct buf out = BUF_INIT;
	struct str rest = s, line, result = s;
	bool gap = false;

	while (str_line(&rest, &line)) {
		size_t indent = 0;
		struct str t;

		while (line.n && ascii_space(line.p[line.n - 1]))
			line.n--;
		while (indent < line.n && line.p[indent] == ' ')
			indent++;
		t = str_from(line, indent);
		if (!t.n || is_milestone(t)) {
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
