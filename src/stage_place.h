/* SPDX-License-Identifier: MIT */
/*
 * stage_place.h - where an output folder stands, the lock on it, and what
 * killed builds left beside it.
 *
 * Beside the output folder NAME there may be
 *	.NAME.minhbach-lock	held (flock) by the build at work
 *	.NAME.minhbach-PID	the new tree; after the exchange the old one
 *	.NAME.minhbach-old-PID	the old tree, where two renames are needed
 */
#ifndef STAGE_PLACE_H
#define STAGE_PLACE_H

#include "buf.h"
#include "pool.h"
#include "stage.h"

struct stage_place {
	struct pool *pool;
	char *shown;		/* the output folder as the user names it */
	char *name;		/* its last name; below in the same folder: */
	char *lock_name, *new_name, *old_name;
	struct str *made;	/* folders above it that we made, in order */
	size_t nmade, made_cap;
	int parent, lock;	/* open; -1 before */
};

/*
 * Find the output folder, which need not exist, open the one that holds it
 * (with `make`, made where missing) and take the lock.  After a failure
 * `error` holds the path and, for STAGE_FAILED, the system's error, which
 * stands in errno too.  To be closed in any case.
 */
enum stage_result place_open(struct stage_place *place, struct pool *pool,
			     const char *out, bool make, struct buf *error);

/*
 * With the lock held, every staging folder is a dead build's and removed.  An
 * old tree whose place is empty was caught between two renames: it goes back.
 * 0, or -1 with errno.
 */
int place_sweep(const struct stage_place *place);

/* Give the lock back; without `keep`, remove the folders that were made. */
void place_close(struct stage_place *place, bool keep);

#endif
