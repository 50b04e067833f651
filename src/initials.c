/* SPDX-License-Identifier: MIT */
/* initials.c - proposes codes: the same title gives the same letters. */
#include "initials.h"

#include "text.h"

#define WORDS_MAX 5	/* of which all initials are taken */

static size_t count_words(struct str folded)
{
	struct str word;
	size_t n = 0;

	while (folded.n && str_split(&folded, ' ', &word))
		n++;
	return n;
}

void initials_add(struct buf *out, struct str title)
{
	static const struct str reform = { "cai cach ", 9 };
	struct buf folded = BUF_INIT;
	struct str rest, word;
	ptrdiff_t comma = str_chr(title, ',');

	text_fold_buf(&folded, title);
	if (comma > 0 && count_words(buf_str(&folded)) > WORDS_MAX) {
		buf_clear(&folded);
		text_fold_buf(&folded, str_sub(title, 0, (size_t)comma));
	}
	rest = buf_str(&folded);
	if (str_starts(rest, reform))
		rest = str_from(rest, reform.n);
	while (rest.n && str_split(&rest, ' ', &word)) {
		char c = word.n ? word.p[0] : '-';

		if (ascii_alnum(c))
			buf_addc(out, c >= 'a' ? (char)(c - 'a' + 'A') : c);
	}
	buf_release(&folded);
}

struct str initials_of(struct pool *pool, const struct site *site,
		       const struct area *area)
{
	struct buf own = BUF_INIT, other = BUF_INIT;
	size_t before = 0;
	struct str result;

	initials_add(&own, area->title);
	if (!own.n)
		buf_adds(&own, "NV");
	for (size_t i = 0; i < area->index; i++) {
		buf_clear(&other);
		initials_add(&other, site->areas[i].title);
		before += str_eq(buf_str(&own), buf_str(&other));
	}
	if (before)
		buf_addf(&own, "%zu", before + 1);
	result = pool_str(pool, buf_str(&own));
	buf_release(&own);
	buf_release(&other);
	return result;
}

void initials_roman(struct buf *out, size_t n)
{
	static const struct {
		size_t value;
		const char *letters;
	} parts[] = {
		{ 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" },
		{ 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" },
		{ 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
	};

	if (!n || n > 3999) {
		buf_addf(out, "%zu", n);
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (; n >= parts[i].value; n -= parts[i].value)
			buf_adds(out, parts[i].letters);
}
