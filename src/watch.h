/* SPDX-License-Identifier: MIT */
/*
 * watch.h - notices that files change (inotify).
 *
 * What is watched is given anew for each look at the files: first watch_set(),
 * then read them.  Whatever changes after that makes watch_read() true, in
 * folders that are made later, too.  So nothing is kept up to date here, and a
 * full queue means no more than any other change.
 */
#ifndef WATCH_H
#define WATCH_H

#include "pool.h"

struct watch;

/*
 * A folder with all below it (names that begin with "." and links left out),
 * or only some `names` in it (NULL at the end), which may begin with a dot.
 * Where the folder is missing, its coming is waited for.
 */
struct watch_root {
	const char *path;
	const char *const *names;	/* NULL: the folder with all below it */
};

struct watch *watch_new(void);
/* NULL is fine. */
void watch_free(struct watch *w);

/*
 * Watch these from now on, instead of what was watched.  0, or -1 with errno:
 * ENOSPC and EMFILE mean that the system's limits are reached.  What could be
 * watched is.
 */
int watch_set(struct watch *w, const struct watch_root *roots, size_t n);

/* To be polled for reading; changes with each watch_set(). */
int watch_fd(const struct watch *w);

/* Take what was noticed; true if something changed. */
bool watch_read(struct watch *w);

#endif
