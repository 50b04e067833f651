/* SPDX-License-Identifier: MIT */
/*
 * worddiff.h - two texts compared word by word, as HTML.
 *
 * Words are what stands between white space, so no letter is ever parted from
 * its marks; line ends count, other white space does not.
 */
#ifndef WORDDIFF_H
#define WORDDIFF_H

#include "buf.h"

/* More work than this (words left out times words put in, after what is equal
 * at both ends), and the middle is shown as replaced whole. */
#define WORDDIFF_MAX (1000 * 1000)

/*
 * Append the text with what is gone in <del> and what is new in <ins>, each
 * with a word for screen readers before it (class "vh"; as HTML),
 * and line ends as <br>.
 */
void worddiff_html(struct buf *out, struct str from, struct str to,
		   struct str gone, struct str new);

#endif
