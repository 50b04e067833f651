/* SPDX-License-Identifier: MIT */
/*
 * feed.h - Atom feeds (RFC 4287) of changes, each told as a sentence.
 *
 * All that a feed says was recorded by commits: nothing in it depends on the
 * day of the build, so a day without changes does not touch it.  An entry is
 * dated when it was published; a document that was named later dates it anew.
 */
#ifndef FEED_H
#define FEED_H

#include "ident.h"
#include "sentence.h"

#define FEED_MAX 50		/* entries */

struct feed_entry {
	size_t record;
	struct str url;		/* of the change on its day's page */
	struct str about;	/* of the item or plan; empty: it has no page */
};

struct feed {
	const struct speech *words;	/* as text */
	struct ident id;
	struct str title, subtitle;
	struct str url;			/* of the page that it follows */
	struct str self;		/* of the feed */
	const struct feed_entry *entries;	/* the latest first */
	size_t n;
};

/* Is the record one to be told?  Neither an editorial one, nor one of a branch
 * that was not adopted, nor one that another of its commit tells. */
bool feed_tells(const struct history *h, const struct record *r);

/* Append the whole file. */
void feed_write(struct buf *out, const struct feed *feed);

#endif
