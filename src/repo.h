/* SPDX-License-Identifier: MIT */
/*
 * repo.h - git, as much of it as we read.  The only user of libgit2.
 *
 * A repository is opened read-only and hermetic: no system or user
 * configuration but safe.directory, no hooks, no network; replace refs and
 * grafts are ignored.  Threads need a handle each.  Functions that fail
 * return -1 or NULL with repo_error() saying why, in libgit2's words and with
 * the id of the object that is missing or corrupt.
 */
#ifndef REPO_H
#define REPO_H

#include <stdint.h>

#include "buf.h"
#include "pool.h"

struct repo;

/* A full object id, as raw bytes (SHA-1). */
struct oid {
	unsigned char id[20];
};
#define OID_HEX 40

enum repo_open_result {
	REPO_OK,
	REPO_NONE,		/* no repository here or above */
	REPO_NOT_OWNED,		/* git's safe.directory refuses it: the mend is
				   git config --global --add safe.directory
				   and repo_root() */
	REPO_BROKEN
};

/*
 * Open the repository that holds the folder `dir`.  `strict` makes every
 * object read be hashed again.  *out is never NULL: after a failure it is
 * good for repo_error(), repo_root() (if not owned) and repo_close() only.
 */
enum repo_open_result repo_open(struct repo **out, const char *dir,
				bool strict);
/* Another handle of the same repository, for another thread; or NULL. */
struct repo *repo_again(const struct repo *repo);
void repo_close(struct repo *repo);
/*
 * Look for objects in another folder, too: those of a push stand in
 * quarantine while git asks its pre-receive hook.  -1 if it cannot be read.
 */
int repo_add_objects(struct repo *repo, const char *dir);
/* The calling thread's last error; good while a handle is open. */
const char *repo_error(void);
/* The folder of the work tree (or of a bare repository), with a final "/". */
struct str repo_root(const struct repo *repo);
/* The folder with HEAD, and the one with branches (not the same in a linked
 * work tree), both with a final "/". */
struct str repo_private(const struct repo *repo);
struct str repo_common(const struct repo *repo);
bool repo_is_shallow(const struct repo *repo);

/* The commit that a revision names (HEAD, a branch, a tag, an id, HEAD~3). */
int repo_resolve(struct repo *repo, const char *rev, struct oid *commit);

/* Is `ancestor` reached from `commit`?  False too if one is missing. */
bool repo_descends(struct repo *repo, const struct oid *commit,
		   const struct oid *ancestor);

bool oid_eq(const struct oid *a, const struct oid *b);
void oid_hex(const struct oid *id, char hex[OID_HEX + 1]);
int oid_parse(struct str hex, struct oid *id);

#define REPO_NAME_MAX 512		/* bytes of a name that are kept */
#define REPO_MESSAGE_MAX (64 * 1024)	/* bytes of a message that are kept */

struct signature {
	struct str name, email;		/* as written, made valid UTF-8 */
	int64_t time;			/* seconds since 1970, as written; 0 if
					   outside the years 1 to 9999 */
	int offset;			/* minutes east of UTC; 0 if no zone is
					   like it */
};

struct repo_commit {
	struct oid id, tree;
	struct oid *parents;
	size_t nparents;
	struct signature author, committer;
	struct str message;		/* made valid UTF-8 */
	bool damaged;	/* a name, e-mail or time is missing or impossible, and
			   stands as empty or 0 here */
	bool boundary;	/* its parents are cut off (shallow clone) */
};

/*
 * All in the pool.  Read from the raw object, since libgit2 refuses commits
 * that git accepts (no e-mail, a time that overflows).
 */
int repo_commit(struct repo *repo, struct pool *pool, const struct oid *id,
		struct repo_commit *out);

/*
 * The same from a commit's bytes (repo_commit.c): fills all but `id` and
 * `boundary`.  -1 if the tree or a parent cannot be told.
 */
int repo_commit_parse(struct pool *pool, struct str raw,
		      struct repo_commit *out);

/*
 * A slice of `bytes` up to a NUL or `max` bytes, as valid UTF-8 in the pool:
 * from Latin-1, or with U+FFFD for what is not UTF-8.
 */
struct str repo_utf8(struct pool *pool, struct str bytes, bool latin1,
		     size_t max);

enum repo_mode { REPO_FILE, REPO_EXECUTABLE, REPO_LINK, REPO_TREE,
		 REPO_SUBMODULE, REPO_ODD };

struct repo_entry {
	struct str name;	/* as in the tree: unchecked bytes */
	enum repo_mode mode;
	struct oid id;
};

struct repo_tree {
	struct repo_entry *entries;	/* in the tree's own order */
	size_t n;
};

int repo_tree(struct repo *repo, struct pool *pool, const struct oid *id,
	      struct repo_tree *out);

/*
 * The entry at a path ("content/site.yml", "" for the tree itself) below a
 * tree; of equal names the first.  `out->name` is a slice of `path`.
 * 1 found, 0 not there, -1 error.
 */
int repo_lookup(struct repo *repo, const struct oid *tree, struct str path,
		struct repo_entry *out);

/* The size of a blob without reading it; -1 if it is missing or no blob. */
int64_t repo_blob_size(struct repo *repo, const struct oid *id);
/* Append a blob's bytes; ask for the size first. */
int repo_blob(struct repo *repo, const struct oid *id, struct buf *out);

/*
 * Drafts: what is not committed, as if it were.  Blobs, trees and commit are
 * kept in this handle's memory and go with it; nothing is ever written to the
 * repository.  -1 with repo_error().
 */
int repo_hold_blob(struct repo *repo, struct str bytes, struct oid *id);

struct repo_draft {
	const struct repo_commit *parent;	/* NULL: it is the first */
	struct str folder;	/* whose files are replaced ("" is all) */
	const struct repo_entry *files;	/* in byte order; names are paths below
					   the folder, ids were held */
	size_t nfiles;
	struct signature who;
	struct str message;
};

/*
 * The commit on top of the parent; where nothing differs the parent's own id.
 * Modes of files that the parent has, and its files whose names begin with
 * ".", stay.
 */
int repo_draft(struct repo *repo, const struct repo_draft *draft,
	       struct oid *commit);

/*
 * Names by .mailmap: `text` is the file's bytes at the built commit (empty
 * for none).  The result replaces sig->name and sig->email.
 */
struct mailmap;
struct mailmap *mailmap_new(struct str text);
/* NULL is fine, here and below. */
void mailmap_free(struct mailmap *map);
void mailmap_apply(const struct mailmap *map, struct pool *pool,
		   struct signature *sig);

/*
 * One way in which a file of a folder differs between two trees.  `from` is
 * absent where !had, `to` where !has.
 */
struct repo_delta {
	struct str path;	/* relative to the folder */
	bool had, has;
	struct oid from, to;
	enum repo_mode from_mode, to_mode;
};

struct repo_deltas {
	struct repo_delta *v;	/* in byte order of path */
	size_t n, cap;
};

/*
 * What differs below `folder` ("" is all) between two trees (NULL: the empty
 * tree): entries are compared by object id and mode, and only folders that
 * differ are opened.  A tree without the folder counts as empty.  Submodules
 * and links are files here.  `out` is appended to, in the pool.  -1 also for
 * what no honest repository holds: folders nested over 64 deep, or a
 * difference of over a million entries.
 */
int repo_diff(struct repo *repo, struct pool *pool, const struct oid *from,
	      const struct oid *to, struct str folder,
	      struct repo_deltas *out);

#endif
