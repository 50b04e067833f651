/* SPDX-License-Identifier: MIT */
/*
 * search.h - the search index: which entries hold which words, in small files
 * that a browser loads as it needs them.
 *
 * The files are scripts, so that they load from a disk, too.  Each calls the
 * site's script with its own name and what it holds:
 *
 *	mb("tu/w-ca",{"cai":["cải","AC","B","cái","D",""],"cap":["cấp",…]})
 *		words: folded, then as they are written (0: just so), each with
 *		the entries that have it in their title, and elsewhere
 *		(what is in the title is not repeated)
 *	mb("muc/0",[[…],…])
 *		the records of entries 0 to SEARCH_BLOCK - 1, as they were given
 *
 * Entries are ascending numbers.  Each is written as its distance from the one
 * before it, less one, in groups of five bits, the lowest first; a group is a
 * digit of A-Z a-z 0-9 - _, and 32 is added where another one follows.  Where
 * that is shorter, "!", the first number, and from it on a bit for each number
 * that is there, six in a digit, the lowest first.
 *
 * A file of words holds those that begin with its key.  A key that would have
 * more than SEARCH_SHARD bytes is cut at the next letter: then its own file
 * holds only the word that equals it.  A word that is too much by itself is cut
 * into runs of entries, "tu/w-cai", "tu/w-cai-2" ….  So a browser needs the
 * list of keys alone: the longest that a word begins with has it.
 *
 * Words are text_lower_buf()'s, folded by text_fold_buf(); zeros in front of a
 * number do not count.  A word of more than SEARCH_WORD bytes is not found.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "buf.h"

#define SEARCH_BLOCK 8
#define SEARCH_SHARD 16000
#define SEARCH_WORD 64
#define SEARCH_VERSION 12	/* hex digits */

enum search_field { SEARCH_TITLE, SEARCH_OTHER };

struct search;

struct search *search_new(void);
/* NULL is fine. */
void search_free(struct search *s);

/*
 * Begin the next entry; the first is 0.  What ranks equal is shown in this
 * order, so the likeliest come first.  `record` is a JSON array.
 */
void search_entry(struct search *s, struct str record);
/* Words of the entry. */
void search_text(struct search *s, enum search_field field, struct str text);
/* A document's number or a code: found without its signs, too, so that
 * "29/KH-UBND" is found as "29KHUBND" and as "29 kh ubnd". */
void search_number(struct search *s, enum search_field field,
		   struct str number);
/* What the entry can be narrowed down by: the word ":<facet>:<value>". */
void search_mark(struct search *s, const char *facet, struct str value);

struct search_summary {
	size_t entries;
	struct buf keys;	/* "a b ca cai*2": with the number of runs */
	char version[SEARCH_VERSION + 1];	/* of all files' bytes */
};

/*
 * Hand over each file; `write` gives -1 if it failed, which ends it all.  The
 * summary's buffer is the caller's, also after a failure.
 */
int search_write(struct search *s, struct search_summary *out,
		 int (*write)(void *arg, struct str path, struct str bytes),
		 void *arg);

#endif
