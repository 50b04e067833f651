/* SPDX-License-Identifier: MIT */
/*
 * manifest.h - manifest.json: what a site was built from, and the hash of each
 * of its files (schemas/manifest.schema.json).
 *
 * stage.c knows a folder that is ours by "generator" and "files" in it.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "date.h"
#include "pool.h"
#include "stage.h"

struct manifest_info {
	const char *version;		/* of the program */
	struct str commit;		/* full id; empty: no repository */
	struct str source;		/* the content folder, "content" */
	struct str theme, theme_sha256;	/* its name, and of its files */
	int32_t as_of;
	const char *history;		/* "complete", "shallow", "none" */
	struct str base_url;		/* empty: none */
};

/* Write it: the last file of a stage.  -1 when the stage has failed. */
int manifest_write(struct stage *stage, const struct manifest_info *info);

/*
 * The commit that the site published in the folder `out` was built from;
 * empty where there is no manifest of ours or it names none.
 */
struct str manifest_commit(struct pool *pool, const char *out);

#endif
