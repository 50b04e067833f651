/* SPDX-License-Identifier: MIT */
/*
 * work.h - independent jobs shared out among threads.
 */
#ifndef WORK_H
#define WORK_H

#include <stddef.h>

/*
 * Call job(context, i, worker) once for each i below `n`, begun in that order,
 * by up to `threads` threads (0 counts as 1; the caller's is one of them), and
 * return when all are done.  `worker` is below `threads` and the same for all
 * jobs of one thread.  Where no thread can be made the others do its work.
 */
void work_share(size_t threads, size_t n,
		void (*job)(void *context, size_t i, size_t worker),
		void *context);

#endif
