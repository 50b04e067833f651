/* SPDX-License-Identifier: MIT */
/*
 * repo.c - libgit2: opening a repository, revisions, objects, .mailmap.
 *
 * Objects are read raw and taken apart here, which is quicker than libgit2's
 * own objects, accepts what git accepts, and lets `strict` be a matter of one
 * handle (libgit2's GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION is the process's).
 */
#include "repo_object.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <git2.h>
#include <git2/sys/mempack.h>

/* A tree that was read lately: a commit's is asked for again as a parent's. */
struct recent_tree {
	struct oid id;
	struct buf bytes;	/* empty: none */
};

#define RECENT_TREES 16
#define RECENT_TREE_MAX (64 << 10)

struct repo {
	git_repository *git;
	git_odb *odb;
	bool strict;
	bool holds;		/* objects in memory, too */
	struct buf root;
	struct oid *shallow;	/* sorted */
	size_t nshallow, shallow_cap;
	struct recent_tree trees[RECENT_TREES];
	size_t next_tree;
};

struct mailmap {
	git_mailmap *git;
};

/*
 * libgit2's settings belong to the process, and opening a repository reads
 * them; so one handle is opened at a time.
 */
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

/* Keep a message, with libgit2's own after it; -1. */
__attribute__((format(printf, 1, 2)))
static int fail(const char *fmt, ...)
{
	const git_error *last = git_error_last();
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	if (last && last->message)
		buf_addf(&b, ": %s", last->message);
	git_error_set_str(GIT_ERROR_ODB, b.p);
	buf_release(&b);
	return -1;
}

int repo_refuse(const struct oid *id, const char *problem)
{
	char hex[OID_HEX + 1];

	git_error_clear();
	oid_hex(id, hex);
	return fail("object %s %s", hex, problem);
}

const char *repo_error(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "";
}

static git_oid to_git(const struct oid *id)
{
	git_oid git;

	memcpy(git.id, id->id, sizeof(git.id));
	return git;
}

static struct oid from_git(const git_oid *git)
{
	struct oid id;

	memcpy(id.id, git->id, sizeof(id.id));
	return id;
}

/* ---- opening ---- */

static const git_config_level_t levels[] = {
	GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
	GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
};

/* "" finds no configuration, NULL the user's and the system's. */
static void set_search_paths(const char *path)
{
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], path);
}

static void set_options(void)
{
	/* none of them changes how the objects we read are stored */
	static const char *extensions[] = {
		"partialclone", "preciousobjects", "worktreeconfig",
	};

	set_search_paths("");
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
			 sizeof(extensions) / sizeof(extensions[0]));
}

static void start(void)
{
	pthread_mutex_lock(&opening);
	if (git_libgit2_init() == 1)
		set_options();
	pthread_mutex_unlock(&opening);
}

static void stop(void)
{
	pthread_mutex_lock(&opening);
	git_libgit2_shutdown();
	pthread_mutex_unlock(&opening);
}

struct safe_directory {
	struct str path;	/* of the repository, without a final "/" */
	bool safe;
};

/* A value of safe.directory, as git reads it: "" undoes those before. */
static int match_safe(const git_config_entry *entry, void *payload)
{
	struct safe_directory *d = payload;
	git_buf expanded = GIT_BUF_INIT;
	struct str value;

	if (!entry->value)
		return 0;
	if (strcmp(entry->value, "") == 0) {
		d->safe = false;
		return 0;
	}
	if (git_config_parse_path(&expanded, entry->value) < 0)
		return 0;
	value = str_of(expanded.ptr);
	if (str_eqs(value, "*")) {
		d->safe = true;
	} else if (str_ends(value, STR("/*"))) {
		value.n--;
		d->safe = d->safe || str_starts(d->path, value);
	} else {
		while (value.n > 1 && value.p[value.n - 1] == '/')
			value.n--;
		d->safe = d->safe || str_eq(value, d->path);
	}
	git_buf_dispose(&expanded);
	return 0;
}

static void add_config(git_config *config, git_config_level_t level,
		       int (*find)(git_buf *))
{
	git_buf path = GIT_BUF_INIT;

	if (find(&path) == 0)
		git_config_add_file_ondisk(config, path.ptr, level, NULL, 0);
	git_buf_dispose(&path);
}

/*
 * What the user's and the system's safe.directory say of a folder.  libgit2
 * 1.5 knows neither "*" nor the absence of the key, so it is not asked.
 */
static bool is_safe(struct str root)
{
	struct safe_directory d = { .path = root, .safe = false };
	git_config *config = NULL;

	while (d.path.n > 1 && d.path.p[d.path.n - 1] == '/')
		d.path.n--;
	set_search_paths(NULL);
	if (git_config_new(&config) == 0) {
		add_config(config, GIT_CONFIG_LEVEL_SYSTEM,
			   git_config_find_system);
		add_config(config, GIT_CONFIG_LEVEL_XDG, git_config_find_xdg);
		add_config(config, GIT_CONFIG_LEVEL_GLOBAL,
			   git_config_find_global);
		git_config_get_multivar_foreach(config, "safe.directory", NULL,
						match_safe, &d);
	}
	git_config_free(config);
	set_search_paths("");
	return d.safe;
}

static void set_root(struct repo *repo)
{
	const char *root = git_repository_workdir(repo->git);

	buf_clear(&repo->root);
	buf_adds(&repo->root, root ? root : git_repository_path(repo->git));
}

/* Open it unchecked, and keep it if safe.directory names it. */
static enum repo_open_result open_foreign(struct repo *repo, const char *dir)
{
	int error;

	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	error = git_repository_open_ext(&repo->git, dir, 0, NULL);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	if (error < 0)
		return REPO_BROKEN;
	set_root(repo);
	if (is_safe(buf_str(&repo->root)))
		return REPO_OK;
	git_repository_free(repo->git);
	repo->git = NULL;
	git_error_clear();
	fail("%s is owned by another user", repo->root.p);
	return REPO_NOT_OWNED;
}

static enum repo_open_result open_git(struct repo *repo, const char *dir)
{
	int error = git_repository_open_ext(&repo->git, dir, 0, NULL);

	if (error == 0) {
		set_root(repo);
		return REPO_OK;
	}
	if (error == GIT_EOWNER || strstr(repo_error(), "safe.directory"))
		return open_foreign(repo, dir);
	return error == GIT_ENOTFOUND ? REPO_NONE : REPO_BROKEN;
}

static int oid_order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct oid));
}

/* The file's bytes; a missing one is empty. */
static int read_small_file(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = 0;

	if (fd < 0)
		return access(path, F_OK) < 0 ? 0 : -1;
	do {
		out->n += (size_t)n;
		buf_grow(out, 4096);
		n = read(fd, out->p + out->n, 4096);
	} while (n > 0);
	close(fd);
	return n < 0 ? -1 : 0;
}

/* Commits at which a shallow clone ends: libgit2 1.5 cannot list them. */
static int read_shallow(struct repo *repo)
{
	struct buf path = BUF_INIT, text = BUF_INIT;
	struct str rest, line;
	struct oid id;
	int result = -1;

	buf_addf(&path, "%sshallow", git_repository_commondir(repo->git));
	if (read_small_file(path.p, &text) < 0)
		goto done;
	rest = buf_str(&text);
	while (str_line(&rest, &line)) {
		line = str_trim(line);
		if (!line.n)
			continue;
		if (oid_parse(line, &id) < 0)
			goto done;
		ARRAY_PUSH(repo->shallow, repo->nshallow, repo->shallow_cap,
			   id);
	}
	if (repo->nshallow)
		qsort(repo->shallow, repo->nshallow, sizeof(id), oid_order);
	result = 0;
done:
	if (result < 0) {
		git_error_clear();
		fail("cannot read %s", path.p);
	}
	buf_release(&path);
	buf_release(&text);
	return result;
}

enum repo_open_result repo_open(struct repo **out, const char *dir,
				bool strict)
{
	struct repo *repo = *out = xcalloc(1, sizeof(*repo));
	enum repo_open_result result;

	repo->strict = strict;
	start();
	pthread_mutex_lock(&opening);
	result = open_git(repo, dir);
	if (result == REPO_OK &&
	    (git_repository_odb(&repo->odb, repo->git) < 0 ||
	     read_shallow(repo) < 0))
		result = REPO_BROKEN;
	pthread_mutex_unlock(&opening);
	return result;
}

struct repo *repo_again(const struct repo *repo)
{
	struct repo *again;

	if (repo_open(&again, git_repository_path(repo->git),
		      repo->strict) == REPO_OK)
		return again;
	repo_close(again);
	return NULL;
}

void repo_close(struct repo *repo)
{
	if (!repo)
		return;
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	free(repo->shallow);
	for (size_t i = 0; i < RECENT_TREES; i++)
		buf_release(&repo->trees[i].bytes);
	buf_release(&repo->root);
	free(repo);
	stop();
}

int repo_add_objects(struct repo *repo, const char *dir)
{
	git_error_clear();
	return git_odb_add_disk_alternate(repo->odb, dir) < 0 ? fail("%s", dir) :
								0;
}

struct str repo_root(const struct repo *repo)
{
	return buf_str(&repo->root);
}

struct str repo_private(const struct repo *repo)
{
	return str_of(git_repository_path(repo->git));
}

struct str repo_common(const struct repo *repo)
{
	return str_of(git_repository_commondir(repo->git));
}

bool repo_is_shallow(const struct repo *repo)
{
	return repo->nshallow > 0;
}

bool repo_descends(struct repo *repo, const struct oid *commit,
		   const struct oid *ancestor)
{
	git_oid a = to_git(commit), b = to_git(ancestor);

	return git_graph_descendant_of(repo->git, &a, &b) == 1;
}

/* ---- objects ---- */

/* NULL, with the id in the error, if it is missing, corrupt or of another
 * type. */
static git_odb_object *read_object(struct repo *repo, const struct oid *id,
				   git_object_t type)
{
	git_oid git = to_git(id), hash;
	git_odb_object *object = NULL;
	char hex[OID_HEX + 1];

	oid_hex(id, hex);
	git_error_clear();
	if (git_odb_read(&object, repo->odb, &git) < 0) {
		fail("object %s (%s)", hex, git_object_type2string(type));
		return NULL;
	}
	if (git_odb_object_type(object) != type) {
		git_error_clear();
		fail("object %s is a %s, not a %s", hex,
		     git_object_type2string(git_odb_object_type(object)),
		     git_object_type2string(type));
		goto refuse;
	}
	if (repo->strict &&
	    (git_odb_hash(&hash, git_odb_object_data(object),
			  git_odb_object_size(object), type) < 0 ||
	     !git_oid_equal(&hash, &git))) {
		repo_refuse(id, "has other content than its id says");
		goto refuse;
	}
	return object;
refuse:
	git_odb_object_free(object);
	return NULL;
}

static struct str object_bytes(git_odb_object *object)
{
	return (struct str){ git_odb_object_data(object),
			     git_odb_object_size(object) };
}

/* libgit2's own way: tags and all of git's syntax, but no damaged commit. */
static int resolve_sound(struct repo *repo, const char *rev,
			 struct oid *commit)
{
	git_object *object = NULL, *peeled = NULL;
	int result = -1;

	if (git_revparse_single(&object, repo->git, rev) == 0 &&
	    git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) == 0) {
		*commit = from_git(git_object_id(peeled));
		result = 0;
	}
	git_object_free(object);
	git_object_free(peeled);
	return result;
}

/* A name of a reference or a full id, without looking at the commit. */
static int resolve_plain(struct repo *repo, const char *rev,
			 struct oid *commit)
{
	git_reference *ref = NULL, *direct = NULL;
	git_object_t type = GIT_OBJECT_INVALID;
	git_oid id;
	size_t size;
	int result = -1;

	if (oid_parse(str_of(rev), commit) == 0) {
		result = 0;
	} else if (git_reference_dwim(&ref, repo->git, rev) == 0 &&
		   git_reference_resolve(&direct, ref) == 0) {
		*commit = from_git(git_reference_target(direct));
		result = 0;
	}
	git_reference_free(ref);
	git_reference_free(direct);
	id = to_git(commit);
	if (result < 0 ||
	    git_odb_read_header(&size, &type, repo->odb, &id) < 0)
		return -1;
	return type == GIT_OBJECT_COMMIT ? 0 : -1;
}

int repo_resolve(struct repo *repo, const char *rev, struct oid *commit)
{
	if (resolve_plain(repo, rev, commit) == 0)
		return 0;
	git_error_clear();
	if (resolve_sound(repo, rev, commit) == 0)
		return 0;
	return fail("revision '%s'", rev);
}

int repo_commit(struct repo *repo, struct pool *pool, const struct oid *id,
		struct repo_commit *out)
{
	git_odb_object *object = read_object(repo, id, GIT_OBJECT_COMMIT);
	int result;

	if (!object)
		return -1;
	out->id = *id;
	result = repo_commit_parse(pool, object_bytes(object), out);
	git_odb_object_free(object);
	if (result < 0)
		return repo_refuse(id, "is a commit whose tree or parents "
				   "cannot be read");
	if (repo->nshallow && bsearch(id, repo->shallow, repo->nshallow,
				      sizeof(*id), oid_order)) {
		out->boundary = true;
		out->parents = NULL;
		out->nparents = 0;
	}
	return 0;
}

int64_t repo_blob_size(struct repo *repo, const struct oid *id)
{
	git_object_t type = GIT_OBJECT_INVALID;
	git_oid git = to_git(id);
	char hex[OID_HEX + 1];
	size_t size = 0;

	git_error_clear();
	if (git_odb_read_header(&size, &type, repo->odb, &git) < 0) {
		oid_hex(id, hex);
		return fail("object %s (blob)", hex);
	}
	if (type != GIT_OBJECT_BLOB)
		return repo_refuse(id, "is not a blob");
	return (int64_t)size;
}

static int read_into(struct repo *repo, const struct oid *id,
		     git_object_t type, struct buf *out)
{
	git_odb_object *object = read_object(repo, id, type);

	if (!object)
		return -1;
	buf_addstr(out, object_bytes(object));
	git_odb_object_free(object);
	return 0;
}

int repo_blob(struct repo *repo, const struct oid *id, struct buf *out)
{
	return read_into(repo, id, GIT_OBJECT_BLOB, out);
}

static void keep_tree(struct repo *repo, const struct oid *id,
		      struct str bytes)
{
	struct recent_tree *t = &repo->trees[repo->next_tree];

	if (bytes.n > RECENT_TREE_MAX)
		return;
	t->id = *id;
	buf_clear(&t->bytes);
	buf_addstr(&t->bytes, bytes);
	repo->next_tree = (repo->next_tree + 1) % RECENT_TREES;
}

int repo_tree_bytes(struct repo *repo, const struct oid *id, struct buf *out)
{
	size_t from = out->n;

	for (size_t i = 0; i < RECENT_TREES; i++)
		if (repo->trees[i].bytes.n && oid_eq(&repo->trees[i].id, id)) {
			buf_addstr(out, buf_str(&repo->trees[i].bytes));
			return 0;
		}
	if (read_into(repo, id, GIT_OBJECT_TREE, out))
		return -1;
	keep_tree(repo, id, str_from(buf_str(out), from));
	return 0;
}

/* ---- objects in memory ---- */

/* An object that the repository has is left alone: libgit2 would touch its
 * file. */
static int hold(struct repo *repo, git_object_t type, struct str bytes,
		struct oid *id)
{
	const char *p = bytes.p ? bytes.p : "";
	git_odb_backend *memory = NULL;
	git_oid git;

	git_error_clear();
	if (git_odb_hash(&git, p, bytes.n, type) < 0)
		return fail("hash");
	*id = from_git(&git);
	if (git_odb_exists(repo->odb, &git))
		return 0;
	if (!repo->holds) {
		if (git_mempack_new(&memory) < 0 ||
		    git_odb_add_backend(repo->odb, memory, 1000) < 0)
			return fail("memory");
		repo->holds = true;
	}
	return git_odb_write(&git, repo->odb, p, bytes.n, type) < 0 ?
	       fail("memory") : 0;
}

int repo_hold_blob(struct repo *repo, struct str bytes, struct oid *id)
{
	return hold(repo, GIT_OBJECT_BLOB, bytes, id);
}

int repo_hold_tree(struct repo *repo, struct str bytes, struct oid *id)
{
	return hold(repo, GIT_OBJECT_TREE, bytes, id);
}

int repo_hold_commit(struct repo *repo, struct str bytes, struct oid *id)
{
	return hold(repo, GIT_OBJECT_COMMIT, bytes, id);
}

/* ---- .mailmap ---- */

struct mailmap *mailmap_new(struct str text)
{
	struct mailmap *map = xcalloc(1, sizeof(*map));

	start();
	if (git_mailmap_from_buffer(&map->git, text.p ? text.p : "",
				    text.n) < 0)
		map->git = NULL;	/* no map renames nobody */
	return map;
}

void mailmap_free(struct mailmap *map)
{
	if (!map)
		return;
	git_mailmap_free(map->git);
	free(map);
	stop();
}

void mailmap_apply(const struct mailmap *map, struct pool *pool,
		   struct signature *sig)
{
	const char *name = NULL, *email = NULL;

	if (!map || !map->git ||
	    git_mailmap_resolve(&name, &email, map->git,
				pool_cstr(pool, sig->name),
				pool_cstr(pool, sig->email)) < 0)
		return;
	sig->name = repo_utf8(pool, str_of(name), false, REPO_NAME_MAX);
	sig->email = repo_utf8(pool, str_of(email), false, REPO_NAME_MAX);
}
