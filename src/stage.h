/* SPDX-License-Identifier: MIT */
/*
 * stage.h - an output folder that changes in one step, or not at all.
 *
 * All files are written into a folder beside the output, ".NAME.minhbach-PID",
 * and stage_publish() exchanges the two (renameat2 RENAME_EXCHANGE; where the
 * file system lacks it, two renames with the old folder kept until the second
 * has succeeded).  Until then the output is untouched, whatever fails.
 *
 * An output folder is ours when it is missing, empty (".gitignore" aside), or
 * holds our manifest.json ("generator": "minhbach", and "files": a list of
 * objects with a "path").  Files in it that we did not write (not named in its
 * manifest), links and empty folders are carried over, by hard link where that
 * goes; one that stands where we write is an error, or with `force` gives way.
 * A file of ours whose content is unchanged is linked instead of written and
 * so keeps its time.  Files get mode 0644 and folders 0755, whatever the umask.
 *
 * Errors stick: the first is kept, with its path, and everything after it does
 * nothing.  A link as the output folder is followed, and stays.
 *
 * A lock file ".NAME.minhbach-lock" stands beside the output while a build
 * runs.  What a killed build left behind is removed, or moved back to its
 * place, by the next one.
 */
#ifndef STAGE_H
#define STAGE_H

#include "sha256.h"

struct stage;

enum stage_result {
	STAGE_OK,
	STAGE_NOT_OURS,		/* it has files that are not ours; stage_error()
				   is the path of the first */
	STAGE_BUSY,		/* another build holds the lock */
	STAGE_UNFIT,		/* it cannot be exchanged: "/", the working
				   directory or a folder above it, a mount
				   point; stage_error() is its path */
	STAGE_FAILED		/* see stage_error() */
};

/*
 * `out` is the output folder, made with the folders above it where missing;
 * `force` takes over a folder that is not ours.  *stage is never NULL: after
 * a failure it is good for stage_error() and stage_close() only.
 */
enum stage_result stage_open(struct stage **stage, const char *out,
			     bool force);

/* A stage that keeps nothing and is never published: for a rehearsal. */
struct stage *stage_discard(void);

/*
 * Write one file; `path` is relative, "/"-separated and safe.  The same path
 * twice is an error.  May be called from several threads.
 */
int stage_write(struct stage *stage, struct str path, struct str bytes);

/*
 * The files written so far, for the manifest, in byte order of path; valid
 * until the next is written, and not to be asked for while threads write.
 */
struct stage_file {
	struct str path;
	size_t size;
	char sha256[SHA256_HEX + 1];
};
const struct stage_file *stage_files(struct stage *stage, size_t *n);

/* Has an error stuck?  What and where: "public/x: No space left on device". */
bool stage_failed(const struct stage *stage);
const char *stage_error(const struct stage *stage);

/*
 * Carry over foreign files, sync, exchange.  After -1 the output is as it
 * was (a failed sync after the exchange undoes it).
 */
int stage_publish(struct stage *stage);

/* Removes what is left of the staging and frees; after a publish the old
 * tree, before it the new one.  NULL is fine. */
void stage_close(struct stage *stage);

/*
 * Remove what killed builds left beside the output folder; a live build's
 * staging is left alone.  0, or -1 with errno.
 */
int stage_clean(const char *out);

#endif
