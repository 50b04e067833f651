/* SPDX-License-Identifier: MIT */
/*
 * stage_flush.h - sends what is staged to the disk while more is being
 * written, so that the last sync before the exchange has little left to do.
 */
#ifndef STAGE_FLUSH_H
#define STAGE_FLUSH_H

#include <stddef.h>

struct stage_flush;

/* For the tree at an open folder, which stays the caller's. */
struct stage_flush *stage_flush_new(int dir);

/* So many bytes more were written below it; any thread may say so. */
void stage_flush_wrote(struct stage_flush *f, size_t bytes);

/*
 * Wait for what is under way, and free.  The errno of a write to the disk that
 * failed (the system tells of it only once), or 0.  NULL is fine.
 */
int stage_flush_end(struct stage_flush *f);

#endif
