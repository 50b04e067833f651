/* SPDX-License-Identifier: MIT */
/*
 * snapshot.c - the files of a site's sources, read from a tree or a folder
 * and held to the same rules.
 */
#include "snapshot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fs.h"
#include "map.h"
#include "text.h"

#define NAME_BYTES_MAX 255	/* of one name: what file systems take */
#define PATH_BYTES_MAX 1024	/* bounds the nesting, too */

struct reader {
	struct snapshot *out;
	struct pool *pool;
	struct diags *diags;
	struct repo *repo;	/* NULL for a folder */
	struct repo *hold;	/* keeps a folder's files; or NULL */
	struct map folded;	/* parent + folded name -> struct str *path */
	struct map seen;	/* paths */
	size_t entries;
	bool refused;
};

/* What stands under a name, in a tree or on disk. */
enum kind { KIND_FILE, KIND_FOLDER, KIND_LINK, KIND_SUBMODULE, KIND_OTHER };

struct child {
	struct str name, path;
	enum kind kind;
	struct oid id;		/* in a tree */
	int dir;		/* on disk: the folder that holds it */
};

static int read_folder(struct reader *r, int dir, struct str path);
static int read_tree(struct reader *r, const struct oid *id,
		     struct str path);

static struct str join(struct pool *pool, struct str a, struct str b)
{
	if (!a.n || !b.n)
		return pool_str(pool, a.n ? a : b);
	return pool_printf(pool, "%.*s/%.*s", STR_ARG(a), STR_ARG(b));
}

/* Reading itself broke off; -1. */
static int fail(struct reader *r, struct str path, const char *why)
{
	path = join(r->pool, r->out->folder, path);
	r->out->failure = pool_printf(r->pool, "%.*s: %s", STR_ARG(path), why);
	return -1;
}

/* A name of unchecked bytes, fit to be shown: \xNN for what is not. */
static struct str printable(struct pool *pool, struct str name)
{
	struct buf b = BUF_INIT;
	struct str s;

	name = str_sub(name, 0, NAME_BYTES_MAX);
	while (name.n) {
		ptrdiff_t bad = text_invalid(name);
		size_t good = bad < 0 ? name.n : (size_t)bad;

		for (size_t i = 0; i < good; i++) {
			unsigned char c = (unsigned char)name.p[i];

			if (c < 0x20 || c == 0x7f)
				buf_addf(&b, "\\x%02x", c);
			else
				buf_addc(&b, (char)c);
		}
		if (bad >= 0)
			buf_addf(&b, "\\x%02x", (unsigned char)name.p[good]);
		name = str_from(name, good + (bad >= 0));
	}
	s = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return s;
}

/* A source without text, as the place of a finding about a whole file. */
static struct pos place(struct reader *r, struct str path)
{
	struct source *src = POOL_NEW(r->pool, struct source);

	src->path = join(r->pool, r->out->folder, path);
	return POS_AT(src, 0);
}

static void refuse(struct reader *r, enum diag_code code, struct str path)
{
	diag0(r->diags, code, place(r, path));
	r->refused = true;
}

static void refuse_path(struct reader *r, struct str path)
{
	struct pos pos = place(r, path);

	diag(r->diags, DIAG_BAD_PATH, pos, { "path", pos.src->path });
	r->refused = true;
}

static bool is_git(struct str name)
{
	static const char git[] = ".git";

	if (name.n != 4)
		return false;
	for (size_t i = 0; i < 4; i++)
		if ((name.p[i] | (i ? 0x20 : 0)) != git[i])
			return false;
	return true;
}

static bool name_safe(struct str name)
{
	if (!name.n || name.n > NAME_BYTES_MAX || text_invalid(name) >= 0 ||
	    str_eqs(name, ".") || str_eqs(name, "..") || is_git(name))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		if (c < 0x20 || c == 0x7f || c == '/' || c == '\\')
			return false;
		/* U+0080 to U+009F are control characters, too */
		if (c == 0xc2 && (unsigned char)name.p[i + 1] < 0xa0)
			return false;
	}
	return true;
}

/* Addresses and file systems that fold case would make one of the two. */
static void check_collision(struct reader *r, struct str parent,
			    const struct child *child)
{
	struct str folded = text_fold(r->pool, child->name);
	struct str key = pool_printf(r->pool, "%.*s/%.*s", STR_ARG(parent),
				     STR_ARG(folded));
	struct str *first;
	void **at;

	if (!folded.n)
		return;
	at = map_at(&r->folded, key);
	if (*at) {
		first = *at;
		diag(r->diags, DIAG_NAMES_COLLIDE, place(r, child->path),
		     { "other", join(r->pool, r->out->folder, *first) });
		return;
	}
	first = POOL_NEW(r->pool, struct str);
	*first = child->path;
	*at = first;
}

static bool is_text(struct str path)
{
	static const char *const endings[] = { ".md", ".yml", ".yaml" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t n = strlen(endings[i]), k = 1;

		if (path.n < n || path.p[path.n - n] != '.')
			continue;
		while (k < n && (path.p[path.n - n + k] | 0x20) ==
				endings[i][k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

/* The text before byte `at` is what the finding's place is counted in. */
static void refuse_at(struct reader *r, enum diag_code code, struct str path,
		      struct str bytes, size_t at)
{
	struct source *src = POOL_NEW(r->pool, struct source);

	src->path = join(r->pool, r->out->folder, path);
	src->text = pool_str(r->pool, text_normal(r->pool,
						  str_sub(bytes, 0, at)));
	diag(r->diags, code, POS_AT(src, src->text.n),
	     { "at", pool_printf(r->pool, "%zu", at + 1) });
	r->refused = true;
}

static void add_text(struct reader *r, struct snapshot_file file,
		     struct str bytes)
{
	ptrdiff_t bad = text_invalid(bytes);
	struct snapshot *out = r->out;

	if (bad >= 0) {
		refuse_at(r, DIAG_NOT_UTF8, file.path, bytes, (size_t)bad);
		return;
	}
	bad = str_chr(bytes, '\0');
	if (bad >= 0) {
		refuse_at(r, DIAG_NUL_BYTE, file.path, bytes, (size_t)bad);
		return;
	}
	file.src.path = join(r->pool, out->folder, file.path);
	file.src.text = text_normal(r->pool, bytes);
	file.decomposed = text_decomposed(bytes, file.src.text) + 1;
	if (file.src.text.p >= bytes.p &&
	    file.src.text.p <= bytes.p + bytes.n)	/* a part of it */
		file.src.text = pool_str(r->pool, file.src.text);
	POOL_PUSH(r->pool, out->files, out->n, out->cap, file);
}

static int add_file(struct reader *r, const struct child *child,
		    struct str bytes)
{
	struct snapshot_file file = { .path = child->path, .blob = child->id };
	struct snapshot *out = r->out;

	if (r->hold && repo_hold_blob(r->hold, bytes, &file.blob))
		return fail(r, child->path, repo_error());
	file.text = is_text(child->path);
	if (file.text) {
		add_text(r, file, bytes);
		return 0;
	}
	file.src.path = join(r->pool, out->folder, file.path);
	file.raw = pool_str(r->pool, bytes);
	POOL_PUSH(r->pool, out->files, out->n, out->cap, file);
	return 0;
}

/* Is a file of this size refused? */
static bool too_large(struct reader *r, struct str path, int64_t size)
{
	int64_t limit = is_text(path) ? SNAPSHOT_FILE_MAX : SNAPSHOT_RAW_MAX;

	if (size <= limit)
		return false;
	diag(r->diags, DIAG_FILE_TOO_LARGE, place(r, path),
	     { "size", pool_printf(r->pool, "%lld", (long long)size) },
	     { "limit", pool_printf(r->pool, "%lld", (long long)limit) });
	r->refused = true;
	return true;
}

static int read_blob(struct reader *r, const struct child *child)
{
	int64_t size = repo_blob_size(r->repo, &child->id);
	struct buf b = BUF_INIT;
	int result = 0;

	if (size < 0)
		return fail(r, child->path, repo_error());
	if (too_large(r, child->path, size))
		return 0;
	if (repo_blob(r->repo, &child->id, &b) < 0)
		result = fail(r, child->path, repo_error());
	else
		result = add_file(r, child, buf_str(&b));
	buf_release(&b);
	return result;
}

static int read_disk_file(struct reader *r, const struct child *child)
{
	int fd = openat(child->dir, child->name.p, O_RDONLY | O_NOFOLLOW |
			O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct buf b = BUF_INIT;
	struct stat st;
	int result = 0;

	if (fd < 0 || fstat(fd, &st) < 0)
		result = fail(r, child->path, strerror(errno));
	else if (!S_ISREG(st.st_mode))	/* changed since it was listed */
		refuse(r, DIAG_SPECIAL_FILE, child->path);
	else if (too_large(r, child->path, st.st_size))
		;	/* told */
	else if (fs_read_open(fd, &b, SNAPSHOT_RAW_MAX) < 0 && errno != EFBIG)
		result = fail(r, child->path, strerror(errno));
	else if (!too_large(r, child->path, (int64_t)b.n))
		result = add_file(r, child, buf_str(&b));
	if (fd >= 0)
		close(fd);
	buf_release(&b);
	return result;
}

static int read_disk_folder(struct reader *r, const struct child *child)
{
	int fd = openat(child->dir, child->name.p, O_RDONLY | O_NOFOLLOW |
			O_CLOEXEC | O_DIRECTORY);

	if (fd < 0)
		return fail(r, child->path, strerror(errno));
	return read_folder(r, fd, child->path);
}

/* By its kind; the name has been found safe. */
static int read_child(struct reader *r, const struct child *child)
{
	switch (child->kind) {
	case KIND_FILE:
		return r->repo ? read_blob(r, child) :
				 read_disk_file(r, child);
	case KIND_FOLDER:
		return r->repo ? read_tree(r, &child->id, child->path) :
				 read_disk_folder(r, child);
	case KIND_LINK:
		refuse(r, DIAG_SYMLINK, child->path);
		return 0;
	case KIND_SUBMODULE:
		refuse(r, DIAG_SUBMODULE, child->path);
		return 0;
	case KIND_OTHER:
		break;
	}
	refuse(r, DIAG_SPECIAL_FILE, child->path);
	return 0;
}

/* Check a name and go on with what stands under it.  -1 ends the reading. */
static int add_child(struct reader *r, struct str parent,
		     struct child *child)
{
	void **seen;

	if (++r->entries > SNAPSHOT_ENTRIES_MAX) {
		diag(r->diags, DIAG_TOO_MANY_FILES, place(r, parent),
		     { "limit", pool_printf(r->pool, "%d",
					    SNAPSHOT_ENTRIES_MAX) });
		r->refused = true;
		return -1;
	}
	if (!name_safe(child->name) ||
	    parent.n + 1 + child->name.n > PATH_BYTES_MAX) {
		refuse_path(r, join(r->pool, parent,
				    printable(r->pool, child->name)));
		return 0;
	}
	if (child->name.p[0] == '.')
		return 0;
	child->path = join(r->pool, parent, child->name);
	seen = map_at(&r->seen, child->path);
	if (*seen) {
		refuse_path(r, child->path);
		return 0;
	}
	*seen = r;
	check_collision(r, parent, child);
	return read_child(r, child);
}

static enum kind kind_of_mode(enum repo_mode mode)
{
	switch (mode) {
	case REPO_FILE:
	case REPO_EXECUTABLE:
		return KIND_FILE;
	case REPO_TREE:
		return KIND_FOLDER;
	case REPO_LINK:
		return KIND_LINK;
	case REPO_SUBMODULE:
		return KIND_SUBMODULE;
	case REPO_ODD:
		break;
	}
	return KIND_OTHER;
}

static int read_tree(struct reader *r, const struct oid *id, struct str path)
{
	struct repo_tree tree;

	if (repo_tree(r->repo, r->pool, id, &tree) < 0)
		return fail(r, path, repo_error());
	for (size_t i = 0; i < tree.n; i++) {
		const struct repo_entry *e = &tree.entries[i];
		struct child child = {
			.name = e->name, .kind = kind_of_mode(e->mode),
			.id = e->id, .dir = -1,
		};

		if (add_child(r, path, &child) < 0)
			return -1;
	}
	return 0;
}

static int name_order(const void *pa, const void *pb)
{
	const struct str *a = pa, *b = pb;

	return str_cmp(*a, *b);
}

/* The names in a folder, sorted, so that findings come in one order. */
static int list_folder(struct pool *pool, DIR *dir, struct str **names,
		       size_t *n)
{
	struct dirent *entry;
	size_t cap = 0;
	int error;

	*names = NULL;
	*n = 0;
	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (!entry)
			break;
		if (entry->d_name[0] == '.')
			continue;
		POOL_PUSH(pool, *names, *n, cap,
			  pool_str(pool, str_of(entry->d_name)));
	}
	error = errno;
	if (*n)
		qsort(*names, *n, sizeof(**names), name_order);
	errno = error;
	return error ? -1 : 0;
}

static int stat_kind(int dir, const char *name, enum kind *kind)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	*kind = S_ISREG(st.st_mode) ? KIND_FILE :
		S_ISDIR(st.st_mode) ? KIND_FOLDER :
		S_ISLNK(st.st_mode) ? KIND_LINK : KIND_OTHER;
	return 0;
}

/* Closes `fd`. */
static int read_folder(struct reader *r, int fd, struct str path)
{
	DIR *dir = fdopendir(fd);
	struct str *names;
	size_t n;
	int result = -1;

	if (!dir) {
		close(fd);
		return fail(r, path, strerror(errno));
	}
	if (list_folder(r->pool, dir, &names, &n) < 0) {
		fail(r, path, strerror(errno));
		goto done;
	}
	for (size_t i = 0; i < n; i++) {
		struct child child = { .name = names[i], .dir = fd };

		if (stat_kind(fd, names[i].p, &child.kind) < 0) {
			if (errno == ENOENT)	/* an editor's passing file */
				continue;
			fail(r, join(r->pool, path, names[i]),
			     strerror(errno));
			goto done;
		}
		if (add_child(r, path, &child) < 0)
			goto done;
	}
	result = 0;
done:
	closedir(dir);
	return result;
}

static int file_order(const void *pa, const void *pb)
{
	const struct snapshot_file *a = pa, *b = pb;

	return str_cmp(a->path, b->path);
}

/* "./content/" is "content", "." is "". */
static struct str plain_folder(struct str folder)
{
	for (;;) {
		if (str_starts(folder, STR("./")))
			folder = str_from(folder, 2);
		else if (folder.n && folder.p[folder.n - 1] == '/')
			folder.n--;
		else if (str_eqs(folder, "."))
			folder.n = 0;
		else
			return folder;
	}
}

static void reader_start(struct reader *r, struct snapshot *out,
			 struct pool *pool, struct str folder,
			 struct diags *diags)
{
	*r = (struct reader){
		.out = out, .pool = pool, .diags = diags,
		.folded = MAP_INIT, .seen = MAP_INIT,
	};
	*out = (struct snapshot){
		.folder = pool_str(pool, plain_folder(folder)),
	};
}

static int reader_finish(struct reader *r, int result)
{
	struct snapshot *out = r->out;

	map_release(&r->folded);
	map_release(&r->seen);
	if (out->n)
		qsort(out->files, out->n, sizeof(*out->files), file_order);
	return r->refused ? -1 : result;
}

int snapshot_from_tree(struct snapshot *out, struct pool *pool,
		       struct repo *repo, const struct oid *tree,
		       struct str folder, struct diags *diags, bool *missing)
{
	struct repo_entry entry;
	struct reader r;
	int result = -1, found;

	reader_start(&r, out, pool, folder, diags);
	r.repo = repo;
	*missing = false;
	found = repo_lookup(repo, tree, out->folder, &entry);
	if (found < 0)
		fail(&r, STR(""), repo_error());
	else if (found == 0 || entry.mode == REPO_FILE ||
		 entry.mode == REPO_EXECUTABLE)
		*missing = true;
	else
		result = read_child(&r, &(struct child){
			.kind = kind_of_mode(entry.mode), .id = entry.id,
			.path = STR(""), .dir = -1,
		});
	return reader_finish(&r, result);
}

/* A folder in a folder, which is closed; -1 with ELOOP if it is a link. */
static int open_next(int dir, const char *name)
{
	int next = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC |
			  O_DIRECTORY);
	int error = errno;
	enum kind kind;

	if (next < 0 && stat_kind(dir, name, &kind) == 0 && kind == KIND_LINK)
		error = ELOOP;
	close(dir);
	errno = error;
	return next;
}

/* Open `folder` below `dir`, step by step. */
static int open_folder(int dir, struct str folder, struct pool *pool)
{
	struct str name;

	while (dir >= 0 && folder.n && str_split(&folder, '/', &name))
		if (name.n)
			dir = open_next(dir, pool_cstr(pool, name));
	return dir;
}

int snapshot_from_folder(struct snapshot *out, struct pool *pool,
			 const char *dir, struct str folder, struct repo *hold,
			 struct diags *diags, bool *missing)
{
	struct reader r;
	int result = -1, fd;

	reader_start(&r, out, pool, folder, diags);
	r.hold = hold;
	fd = open(dir, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	fd = open_folder(fd, out->folder, pool);
	*missing = fd < 0 && (errno == ENOENT || errno == ENOTDIR);
	if (fd >= 0)
		result = read_folder(&r, fd, STR(""));
	else if (errno == ELOOP)
		refuse(&r, DIAG_SYMLINK, STR(""));
	else if (!*missing)
		fail(&r, STR(""), strerror(errno));
	return reader_finish(&r, result);
}

const struct snapshot_file *snapshot_find(const struct snapshot *s,
					  struct str path)
{
	struct snapshot_file key = { .path = path };

	if (!s->n)
		return NULL;
	return bsearch(&key, s->files, s->n, sizeof(key), file_order);
}
