/* SPDX-License-Identifier: MIT */
/*
 * wording.h - is a text still the same text?
 */
#ifndef WORDING_H
#define WORDING_H

#include "pool.h"

/*
 * Equal but for case, punctuation, white space and Markdown's emphasis marks;
 * diacritics count ("tang" is not "tăng"), and so do signs that change a
 * figure's meaning ("≥ 95%" is not "95").
 */
bool wording_equal(struct str a, struct str b);

/* Is the line a "- [ ] text" or "- [x] text"?  Then what, and is it done? */
bool wording_milestone(struct str line, struct str *text, bool *done);

/*
 * A block of Markdown as it is compared: no trailing spaces, one kind of list
 * marker, single blank lines; without its "[ ]"/"[x]" entries (which are
 * milestones).  `s` itself where nothing changes.
 */
struct str wording_block(struct pool *pool, struct str s);

#endif
