/* SPDX-License-Identifier: MIT */
/*
 * text.h - Unicode and Vietnamese text: normal form, folding, slugs,
 * likeness.  UTF-8 in and out.
 */
#ifndef TEXT_H
#define TEXT_H

#include "buf.h"
#include "pool.h"

/* Offset of the first byte that is not valid UTF-8, or -1. */
ptrdiff_t text_invalid(struct str s);

/*
 * As sources are read: without a BOM, CRLF and CR as LF, NFC.  `s` must be
 * valid UTF-8.  Returns `s` itself where it already is so (the common case),
 * else a copy in the pool.
 */
struct str text_normal(struct pool *pool, struct str s);
/* Where in `normal`, the same text as text_normal() has it, the first
 * character stands that was not NFC; SIZE_MAX: all were. */
size_t text_decomposed(struct str s, struct str normal);

/*
 * The comparison form: lower case, without diacritics, đ as d, each run of
 * what is neither letter nor digit as one space, trimmed.
 * "III. Cải cách THỂ CHẾ" gives "iii cai cach the che".
 */
struct str text_fold(struct pool *pool, struct str s);
/* The same into a buffer, appended; for hot paths. */
void text_fold_buf(struct buf *out, struct str s);

/*
 * The words of a text with their diacritics: lower case, each run of what is
 * no letter, digit or mark as one space, trimmed; appended.  It folds to what
 * the text itself folds to.
 */
void text_lower_buf(struct buf *out, struct str s);

/*
 * A slug for addresses: the folded form with "-", cut at `max` bytes at a
 * word's end (at least one word, itself cut if longer); "" if nothing is
 * left.
 */
struct str text_slug(struct pool *pool, struct str s, size_t max);

/* Runs of white space as one space, trimmed. */
struct str text_squeeze(struct pool *pool, struct str s);

/*
 * Likeness of two folded texts: Dice coefficient of their pairs of
 * neighbouring words (a one-word text is one pair with itself), in per mille.
 * Two empty texts: 0.
 */
int text_likeness(struct str folded_a, struct str folded_b);

/*
 * The known word nearest to `word` (edit distance over folded text, at most
 * a third of its length), or an empty slice.
 */
struct str text_nearest(struct str word, const struct str *known, size_t n);

/* Number of code points. */
size_t text_length(struct str s);

/* Columns that a terminal gives the text (wide, combining). */
size_t text_width(struct str s);

#endif
