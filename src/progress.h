/* SPDX-License-Identifier: MIT */
/*
 * progress.h - tells who waits how far a long run is.
 *
 * A run goes through stages, each with a name of its own (the messages
 * cli.stage.<name> and cli.stage_done.<name>).  On a terminal a run that takes
 * longer than PROGRESS_PATIENCE shows one line: the stage, a bar and the time
 * that the stage will still take.  A verbose run says after each stage what
 * was done and how long it took.  A quiet one says nothing.
 *
 * The clock, the terminal and the stream enter through main; nothing that is
 * written elsewhere depends on them.  Every function takes NULL: nobody waits.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdio.h>

#include "messages.h"

/* Seconds until the line is shown, and between two drawings of it. */
#define PROGRESS_PATIENCE 0.5
#define PROGRESS_PAUSE 0.1

struct progress_terminal {
	size_t width;		/* columns; 0: the stream is no terminal */
	bool color;
};

struct progress;

/* `clock` gives seconds that only ever grow. */
struct progress *progress_new(double (*clock)(void), FILE *out,
			      struct progress_terminal terminal,
			      const struct catalog *words);
void progress_free(struct progress *p);

/* A run begins: its clock starts. */
void progress_begin(struct progress *p, bool quiet, bool verbose);

/* The next stage, of `total` steps (0: not known), begins; the one before it
 * ends.  `name` must live on. */
void progress_stage(struct progress *p, const char *name, size_t total);

/* So many steps more are done; any thread may say so. */
void progress_step(struct progress *p, size_t steps);

/* The stage now has this many steps, and so many of them are done. */
void progress_at(struct progress *p, size_t done, size_t total);

/* What the stage was about, for its last word: {count} and {of}. */
void progress_tell(struct progress *p, size_t count, struct str of);

/* The last stage ends, the terminal's line is clear. */
void progress_end(struct progress *p);

/* Seconds since the run began. */
double progress_seconds(const struct progress *p);

/* Append seconds as people write them: "0,4" (vi), "0.4" (en). */
void progress_add_seconds(struct buf *out, const struct catalog *words,
			  double seconds, int digits);

#endif
