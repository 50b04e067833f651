/* SPDX-License-Identifier: MIT */
/*
 * snapshot.h - the source files of one site, as they stand in one commit or
 * in a folder.
 *
 * Paths are relative to the content folder, "/" between names, sorted by
 * bytes.  Names that are not safe as part of an address (empty, ".", "..",
 * ".git" in any case, with "/", "\", control characters, not UTF-8, over 255
 * bytes; twice the same in a tree) are refused with a finding; symlinks,
 * submodules and what is neither file nor folder are, too.  Files and folders
 * whose name begins with "." are left out (and ".git" is one of them on disk).
 *
 * What is refused is left out of the list, and the finding is an error.
 */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "diag.h"
#include "repo.h"

#define SNAPSHOT_FILE_MAX (4 * 1024 * 1024)	/* a larger text is refused */
#define SNAPSHOT_RAW_MAX (64 * 1024 * 1024)	/* a larger other file, too */
#define SNAPSHOT_ENTRIES_MAX 100000		/* files and folders */

struct snapshot_file {
	struct str path;	/* "so-ngoai-vu/2026-cchc.md" */
	bool text;		/* .md, .yml, .yaml, in any case */
	struct source src;	/* path with the content folder in front; text
				   files: normalised text, others: none */
	size_t decomposed;	/* 1 + where in src.text the file was not NFC;
				   0: nowhere */
	struct str raw;		/* other files (images, PDF): bytes as they are */
	struct oid blob;	/* all zero in a folder that is not held */
};

struct snapshot {
	struct str folder;		/* the content folder, "content" */
	struct snapshot_file *files;
	size_t n, cap;
	struct str failure;		/* empty, or why reading broke off */
};

/*
 * From a commit's tree.  -1 when a file is refused (findings), when the
 * content folder is not there (*missing), or when the repository fails: then
 * out->failure holds the path and repo_error()'s words, and the list is not
 * complete.
 */
int snapshot_from_tree(struct snapshot *out, struct pool *pool,
		       struct repo *repo, const struct oid *tree,
		       struct str folder, struct diags *diags, bool *missing);

/*
 * From a folder on disk, `folder` below `dir` ("" is `dir` itself); links are
 * never followed below `dir`.  out->failure holds a path and an error of the
 * system.  With `hold` (else NULL) the files become blobs in that handle's
 * memory, for a draft.
 */
int snapshot_from_folder(struct snapshot *out, struct pool *pool,
			 const char *dir, struct str folder, struct repo *hold,
			 struct diags *diags, bool *missing);

/* A file by its path, or NULL. */
const struct snapshot_file *snapshot_find(const struct snapshot *s,
					  struct str path);

#endif
