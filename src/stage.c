/* SPDX-License-Identifier: MIT */
/*
 * stage.c - the staged output folder: ownership, writing, carrying over,
 * exchange.
 */
#include "stage_place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "fs.h"
#include "map.h"
#include "stage_flush.h"

#define MANIFEST "manifest.json"
#define MANIFEST_MAX (256u * 1024 * 1024)

/* How the new tree came to its place. */
enum swapped { SWAP_NONE, SWAP_MOVED, SWAP_EXCHANGED, SWAP_TWO_RENAMES };

struct stage {
	struct pool *pool;
	struct stage_place place;
	int old;		/* the output as it is, or -1 if missing */
	int new;		/* the staged tree */
	bool force, published, discard;
	bool bare;		/* the output holds no more than .gitignore */
	enum swapped swapped;
	struct stage_flush *flush;	/* of `new` */
	struct map owned;	/* paths of the old manifest */

	pthread_mutex_t mutex;	/* for the pool and what follows */
	struct map written;
	struct stage_file *files;
	size_t nfiles, files_cap;
	struct buf error;	/* set once, before `failed` */
	atomic_bool failed;
};

/* Keep the first error of the system, with its path below the output; -1. */
static int fail(struct stage *s, const char *path, int error)
{
	pthread_mutex_lock(&s->mutex);
	if (!atomic_load(&s->failed)) {
		buf_addf(&s->error, "%s%s%s: %s", s->place.shown,
			 *path ? "/" : "", path, strerror(error));
		atomic_store(&s->failed, true);
	}
	pthread_mutex_unlock(&s->mutex);
	return -1;
}

/* Opening has not succeeded: nothing is to be written. */
static enum stage_result refuse(struct stage *s, enum stage_result result,
				const char *path)
{
	buf_addf(&s->error, "%s%s%s", s->place.shown, *path ? "/" : "", path);
	atomic_store(&s->failed, true);
	return result;
}

bool stage_failed(const struct stage *s)
{
	return atomic_load(&s->failed);
}

const char *stage_error(const struct stage *s)
{
	return s->error.p ? s->error.p : "";
}

/* ---- whose the output is ---- */

static bool is_ours(const json_t *manifest)
{
	const char *generator =
		json_string_value(json_object_get(manifest, "generator"));

	return generator && strcmp(generator, "minhbach") == 0;
}

/* The paths of a manifest; false if it is not ours. */
static bool take_manifest(struct stage *s, struct str text)
{
	json_t *root = json_loadb(text.p, text.n, 0, NULL), *file;
	bool ours = is_ours(root);
	const char *path;
	size_t i;

	if (ours) {
		map_put(&s->owned, STR(MANIFEST), s);
		json_array_foreach(json_object_get(root, "files"), i, file) {
			path = json_string_value(json_object_get(file, "path"));
			if (path && strcmp(path, ".gitignore"))
				map_put(&s->owned, pool_str(s->pool,
							    str_of(path)), s);
		}
	}
	json_decref(root);
	return ours;
}

/* A folder of the output that is a site of its own: it may stand there. */
static bool is_site(struct stage *s, const char *name)
{
	struct buf path = BUF_INIT, text = BUF_INIT;
	json_t *root = NULL;
	bool site;

	buf_addf(&path, "%s/" MANIFEST, name);
	if (fs_read(s->old, path.p, &text, MANIFEST_MAX) == 0)
		root = json_loadb(text.p, text.n, 0, NULL);
	site = is_ours(root);
	json_decref(root);
	buf_release(&path);
	buf_release(&text);
	return site;
}

/*
 * The first name in byte order but .gitignore and other sites of ours: NULL if
 * there is none.  -1 if it cannot be told.
 */
static int first_name(struct stage *s, char **first)
{
	DIR *dir = fs_list(s->old);
	struct dirent *entry;
	int more;

	*first = NULL;
	s->bare = true;
	if (!dir)
		return -1;
	while ((more = fs_next(dir, &entry)) > 0) {
		if (!strcmp(entry->d_name, ".gitignore"))
			continue;
		s->bare = false;
		if ((!*first || strcmp(entry->d_name, *first) < 0) &&
		    !is_site(s, entry->d_name))
			*first = pool_cstr(s->pool, str_of(entry->d_name));
	}
	closedir(dir);
	return more;
}

static enum stage_result open_output(struct stage *s)
{
	struct buf text = BUF_INIT;
	char *foreign = NULL;
	bool ours;

	s->old = openat(s->place.parent, s->place.name, FS_FOLDER);
	if (s->old < 0 && errno == ENOENT)
		return STAGE_OK;
	if (s->old >= 0 && fs_mount_point(s->old, s->place.parent))
		return refuse(s, STAGE_UNFIT, "");
	if (s->old < 0 || first_name(s, &foreign) < 0) {
		fail(s, "", errno);
		return STAGE_FAILED;
	}
	ours = fs_read(s->old, MANIFEST, &text, MANIFEST_MAX) == 0 &&
	       take_manifest(s, buf_str(&text));
	buf_release(&text);
	if (foreign && !ours && !s->force)
		return refuse(s, STAGE_NOT_OURS, foreign);
	return STAGE_OK;
}

static enum stage_result make_staging(struct stage *s)
{
	/* closed to others until it is whole */
	if (mkdirat(s->place.parent, s->place.new_name, 0700) == 0)
		s->new = openat(s->place.parent, s->place.new_name, FS_FOLDER);
	if (s->new >= 0 && fchmod(s->new, 0700) == 0) {
		s->flush = stage_flush_new(s->new);
		return STAGE_OK;
	}
	fail(s, "..", errno);
	return STAGE_FAILED;
}

static struct stage *new_stage(void)
{
	struct stage *s = xcalloc(1, sizeof(*s));

	s->pool = pool_new();
	s->old = s->new = -1;
	s->place = (struct stage_place){ .shown = pool_cstr(s->pool, STR("")),
					 .parent = -1, .lock = -1 };
	pthread_mutex_init(&s->mutex, NULL);
	atomic_init(&s->failed, false);
	return s;
}

struct stage *stage_discard(void)
{
	struct stage *s = new_stage();

	s->discard = true;
	return s;
}

enum stage_result stage_open(struct stage **out, const char *path, bool force)
{
	struct stage *s = *out = new_stage();
	enum stage_result result;

	s->force = force;
	result = place_open(&s->place, s->pool, path, true, &s->error);
	if (result != STAGE_OK) {
		atomic_store(&s->failed, true);
		return result;
	}
	/* what cannot be removed harms nobody, and the next build tries too */
	(void)place_sweep(&s->place);
	result = open_output(s);
	return result == STAGE_OK ? make_staging(s) : result;
}

/* ---- writing ---- */

static bool path_safe(struct str path)
{
	struct str name;

	if (!path.n || path.p[path.n - 1] == '/')
		return false;
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20)
			return false;
	while (str_split(&path, '/', &name))
		if (!name.n || str_eqs(name, ".") || str_eqs(name, ".."))
			return false;
	return true;
}

/* Enter a file in the list; NULL if the path is there already. */
static const char *enter(struct stage *s, struct str path, size_t size,
			 const char *sha256)
{
	struct stage_file file = { .size = size };
	const char *entered = NULL;
	void **at;

	memcpy(file.sha256, sha256, sizeof(file.sha256));
	pthread_mutex_lock(&s->mutex);
	file.path = pool_str(s->pool, path);
	at = map_at(&s->written, file.path);
	if (!*at) {
		*at = s;
		POOL_PUSH(s->pool, s->files, s->nfiles, s->files_cap, file);
		entered = file.path.p;
	}
	pthread_mutex_unlock(&s->mutex);
	return entered;
}

int stage_write(struct stage *s, struct str path, struct str bytes)
{
	char sha256[SHA256_HEX + 1];
	struct buf shown = BUF_INIT;
	const char *name;
	int error;

	if (stage_failed(s))
		return -1;
	sha256_hex(bytes, sha256);
	error = path_safe(path) ? EEXIST : EINVAL;
	name = error == EINVAL ? NULL : enter(s, path, bytes.n, sha256);
	if (!name) {
		buf_addstr(&shown, path);
		fail(s, shown.p, error);
		buf_release(&shown);
		return -1;
	}
	if (s->discard)
		return 0;
	if (s->old >= 0 && map_get(&s->owned, path) &&
	    fs_same(s->old, name, bytes) &&
	    fs_link(s->old, name, s->new, name) == 0)
		return 0;
	if (fs_write(s->new, name, bytes) < 0)
		return fail(s, name, errno);
	stage_flush_wrote(s->flush, bytes.n);
	return 0;
}

static int file_order(const void *pa, const void *pb)
{
	const struct stage_file *a = pa, *b = pb;

	return str_cmp(a->path, b->path);
}

const struct stage_file *stage_files(struct stage *s, size_t *n)
{
	if (s->nfiles)
		qsort(s->files, s->nfiles, sizeof(*s->files), file_order);
	*n = s->nfiles;
	return s->files;
}

/* ---- carrying over ---- */

/*
 * One walk through the old tree.  The late one comes after the exchange, for
 * what somebody has put there meanwhile, and changes nothing else.
 */
struct carrying {
	struct stage *s;
	struct buf path;
	bool late;
};

static int carry_folder(struct carrying *c, int fd);

/* A foreign thing that cannot be put at its place. */
static int carry_failed(struct carrying *c, int error)
{
	bool taken = error == EEXIST || error == ENOTDIR || error == EISDIR;

	if (c->late || (taken && c->s->force))
		return 0;
	return fail(c->s, c->path.p, taken ? EEXIST : error);
}

static int carry_child_folder(struct carrying *c, int dir, const char *name)
{
	int fd = openat(dir, name, FS_FOLDER);
	struct stat old, new;
	bool fresh;

	if (fd < 0 || fstat(fd, &old) < 0) {
		int error = errno;

		if (fd >= 0)
			close(fd);
		return carry_failed(c, error);
	}
	fresh = fstatat(c->s->new, c->path.p, &new, AT_SYMLINK_NOFOLLOW) < 0;
	if (carry_folder(c, fd) < 0)
		return -1;
	/* a folder that only foreign files need keeps its mode */
	if (fresh && fchmodat(c->s->new, c->path.p, old.st_mode & 07777, 0) < 0
	    && errno != ENOENT && errno != ENOTDIR)
		return carry_failed(c, errno);
	return 0;
}

static int carry_child(struct carrying *c, int dir, const char *name)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : carry_failed(c, errno);
	if (S_ISDIR(st.st_mode))
		return carry_child_folder(c, dir, name);
	if (map_get(&c->s->owned, buf_str(&c->path)))
		return 0;
	if (fs_link_or_copy(dir, name, c->s->new, c->path.p) < 0 &&
	    errno != ENOENT)
		return carry_failed(c, errno);
	return 0;
}

/* We never leave an empty folder, so this one is somebody's. */
static int carry_empty(struct carrying *c)
{
	const char *path = c->path.p;
	int new = c->s->new;

	if (mkdirat(new, path, FS_FOLDER_MODE) == 0)
		return 0;
	if (errno == ENOENT && fs_make_parents(new, path) == 0 &&
	    mkdirat(new, path, FS_FOLDER_MODE) == 0)
		return 0;
	return errno == EEXIST ? 0 : carry_failed(c, errno);
}

/* Closes `fd`. */
static int carry_folder(struct carrying *c, int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	size_t length = c->path.n, n = 0;
	int result = 0, more = 1;

	if (!dir) {
		more = errno;
		close(fd);
		return carry_failed(c, more);
	}
	while (!result && (more = fs_next(dir, &entry)) > 0) {
		n++;
		if (length)
			buf_addc(&c->path, '/');
		buf_adds(&c->path, entry->d_name);
		result = carry_child(c, fd, entry->d_name);
		c->path.n = length;
		c->path.p[length] = '\0';
	}
	if (more < 0)
		result = carry_failed(c, errno);
	closedir(dir);
	if (!n && length && !more)
		result = carry_empty(c);
	return result;
}

static int carry_over(struct stage *s, bool late)
{
	struct carrying c = { s, BUF_INIT, late };
	int fd, result;

	if (s->old < 0)
		return 0;
	fd = openat(s->old, ".", FS_FOLDER);
	if (fd < 0)
		return fail(s, "", errno);
	buf_adds(&c.path, "");
	result = carry_folder(&c, fd);
	buf_release(&c.path);
	return result;
}

/* ---- the exchange ---- */

static int sync_staged(struct stage *s)
{
	int error = stage_flush_end(s->flush);

	s->flush = NULL;
	if (error) {
		errno = error;
		return -1;
	}
	if (syncfs(s->new) == 0)
		return 0;
	return fs_unsupported(errno) ? fs_sync(s->new) : -1;
}

static int move(struct stage *s, const char *from, const char *to)
{
	return renameat(s->place.parent, from, s->place.parent, to);
}

static int move_new(struct stage *s)
{
	if (renameat2(s->place.parent, s->place.new_name, s->place.parent, s->place.name,
		      RENAME_NOREPLACE) < 0 &&
	    (!fs_unsupported(errno) || move(s, s->place.new_name, s->place.name) < 0))
		return -1;
	s->swapped = SWAP_MOVED;
	return 0;
}

static int exchange(struct stage *s)
{
	return renameat2(s->place.parent, s->place.new_name, s->place.parent, s->place.name,
			 RENAME_EXCHANGE);
}

static int swap(struct stage *s)
{
	int error;

	if (s->old < 0)
		return move_new(s);
	if (!fs_is_named(s->place.parent, s->place.name, s->old)) {
		errno = ESTALE;		/* somebody has put another there */
		return -1;
	}
	if (exchange(s) == 0) {
		s->swapped = SWAP_EXCHANGED;
		return 0;
	}
	/* overlayfs does not move a folder of a lower layer */
	if (errno == EXDEV && s->bare &&
	    fs_remove(s->place.parent, s->place.name) == 0)
		return move_new(s);
	if (!fs_unsupported(errno) ||
	    move(s, s->place.name, s->place.old_name) < 0)
		return -1;
	if (move(s, s->place.new_name, s->place.name) < 0) {
		error = errno;
		(void)move(s, s->place.old_name, s->place.name);
		errno = error;
		return -1;
	}
	s->swapped = SWAP_TWO_RENAMES;
	return 0;
}

static void swap_back(struct stage *s)
{
	if (s->swapped == SWAP_EXCHANGED)
		(void)exchange(s);
	else if (move(s, s->place.name, s->place.new_name) == 0 &&
		 s->swapped == SWAP_TWO_RENAMES)
		(void)move(s, s->place.old_name, s->place.name);
	s->swapped = SWAP_NONE;
}

int stage_publish(struct stage *s)
{
	int error;

	if (stage_failed(s) || carry_over(s, false) < 0)
		return -1;
	if (fchmod(s->new, FS_FOLDER_MODE) < 0 || sync_staged(s) < 0 ||
	    swap(s) < 0)
		return fail(s, "", errno);
	if (fsync(s->place.parent) < 0 && !fs_unsupported(errno)) {
		error = errno;
		swap_back(s);
		return fail(s, "..", error);
	}
	s->published = true;
	(void)carry_over(s, true);
	return 0;
}

/* ---- the end ---- */

void stage_close(struct stage *s)
{
	if (!s)
		return;
	(void)stage_flush_end(s->flush);
	if (s->new >= 0)
		(void)fs_remove(s->place.parent, s->place.new_name);
	/* unpublished, it may be the only old tree: the next build's sweep
	 * puts it back */
	if (s->published && s->swapped == SWAP_TWO_RENAMES)
		(void)fs_remove(s->place.parent, s->place.old_name);
	if (s->new >= 0)
		close(s->new);
	if (s->old >= 0)
		close(s->old);
	place_close(&s->place, s->published);
	map_release(&s->owned);
	map_release(&s->written);
	buf_release(&s->error);
	pthread_mutex_destroy(&s->mutex);
	pool_free(s->pool);
	free(s);
}

int stage_clean(const char *out)
{
	struct stage_place place;
	struct pool *pool = pool_new();
	struct buf error = BUF_INIT;
	enum stage_result result = place_open(&place, pool, out, false, &error);
	int failure = errno, done = 0;

	if (result == STAGE_OK) {
		done = place_sweep(&place);
		failure = errno;
	} else if (result == STAGE_FAILED && failure != ENOENT) {
		done = -1;		/* ENOENT: nothing was ever built there */
	}
	place_close(&place, true);
	buf_release(&error);
	pool_free(pool);
	errno = failure;
	return done;
}
