/* SPDX-License-Identifier: MIT */
/* change_claims.c - reads what a commit's message claims in its trailers. */
#include "change.h"

#include "text.h"

/* The last paragraph of a message that has more than one; else empty. */
static struct str last_paragraph(struct str message)
{
	struct str rest = message, line, last = { NULL, 0 };
	bool gap = false;

	while (str_line(&rest, &line)) {
		if (!str_trim(line).n) {
			gap = true;
			continue;
		}
		if (gap)
			last = str_range(line.p, message.p + message.n);
		gap = false;
	}
	return last;
}

static void read_trailer(struct commit_claims *claims, struct pool *pool,
			 const struct vocabulary *v, struct str line)
{
	ptrdiff_t colon = str_chr(line, ':');
	struct str value;

	if (colon <= 0)
		return;
	value = str_trim(str_from(line, (size_t)colon + 1));
	switch (vocabulary_word(v, str_sub(line, 0, (size_t)colon))) {
	case WORD_TRAILER_AUTHORITY:
		claims->authority = pool_str(pool, value);
		break;
	case WORD_TRAILER_CLASS:
		claims->editorial |= vocabulary_word(v, value) ==
				     WORD_EDITORIAL;
		claims->correction |= vocabulary_word(v, value) ==
				      WORD_CORRECTION;
		break;
	default:
		break;
	}
}

struct commit_claims commit_claims_read(struct pool *pool,
					const struct vocabulary *v,
					struct str message)
{
	struct commit_claims claims = { .correction = false };
	struct str rest, line;

	if (text_invalid(message) >= 0)
		return claims;
	rest = last_paragraph(str_trim(text_normal(pool, message)));
	while (str_line(&rest, &line))
		read_trailer(&claims, pool, v, line);
	return claims;
}
