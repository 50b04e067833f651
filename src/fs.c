/* SPDX-License-Identifier: MIT */
/* fs.c - making, comparing, linking and removing files below a folder. */
#include "fs.h"

#include <errno.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHUNK 65536

bool fs_unsupported(int error)
{
	return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP;
}

/* Close without losing the errno of what went before. */
static int finish(int fd, int result)
{
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return result;
}

bool fs_dot(const char *name)
{
	return name[0] == '.' &&
	       (!name[1] || (name[1] == '.' && !name[2]));
}

DIR *fs_list(int dir)
{
	int fd = openat(dir, ".", FS_FOLDER);
	DIR *list = fd < 0 ? NULL : fdopendir(fd);

	if (!list)
		finish(fd, -1);
	return list;
}

int fs_next(DIR *dir, struct dirent **entry)
{
	do {
		errno = 0;
		*entry = readdir(dir);
		if (!*entry)
			return errno ? -1 : 0;
	} while (fs_dot((*entry)->d_name));
	return 1;
}

bool fs_is_named(int dir, const char *name, int fd)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 &&
	       fstatat(dir, name, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* The umask may have taken bits away.  Asking first is cheaper: on most file
 * systems a mode is written even where it stays. */
static int set_folder_mode(int dir, const char *path)
{
	struct stat st;

	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    (st.st_mode & 07777) == FS_FOLDER_MODE)
		return 0;
	return fchmodat(dir, path, FS_FOLDER_MODE, 0);
}

static int set_file_mode(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && (st.st_mode & 07777) == FS_FILE_MODE)
		return 0;
	return fchmod(fd, FS_FILE_MODE);
}

/* Make a folder, those above it only where it cannot be made without them:
 * nearly all are there.  `path` is as before afterwards. */
static int make_folder(int dir, char *path)
{
	char *slash;
	int result = mkdirat(dir, path, FS_FOLDER_MODE);

	if (result < 0 && errno == ENOENT && (slash = strrchr(path, '/'))) {
		*slash = '\0';
		result = make_folder(dir, path);
		*slash = '/';
		if (result < 0)
			return -1;
		result = mkdirat(dir, path, FS_FOLDER_MODE);
	}
	if (result < 0)
		return errno == EEXIST ? 0 : -1;
	return set_folder_mode(dir, path);
}

int fs_make_parents(int dir, const char *path)
{
	struct buf b = BUF_INIT;
	const char *slash = strrchr(path, '/');
	int result = 0;

	if (slash) {
		buf_add(&b, path, (size_t)(slash - path));
		result = make_folder(dir, b.p);
	}
	buf_release(&b);
	return result;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

/* A new file, open for writing, with the folders above it. */
static int create(int dir, const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(dir, path, flags, FS_FILE_MODE);

	if (fd < 0 && errno == ENOENT && fs_make_parents(dir, path) == 0)
		fd = openat(dir, path, flags, FS_FILE_MODE);
	return fd;
}

int fs_write(int dir, const char *path, struct str bytes)
{
	int fd = create(dir, path);

	if (fd < 0)
		return -1;
	if (set_file_mode(fd) < 0 || write_all(fd, bytes.p, bytes.n) < 0)
		return finish(fd, -1);
	return close(fd);
}

int fs_read_open(int fd, struct buf *out, size_t max)
{
	size_t total = 0;
	ssize_t n;

	do {
		buf_grow(out, CHUNK);
		n = read(fd, out->p + out->n, CHUNK);
		if (n > 0) {
			out->n += (size_t)n;
			total += (size_t)n;
		}
	} while ((n > 0 && total <= max) || (n < 0 && errno == EINTR));
	out->p[out->n] = '\0';
	if (n > 0)
		errno = EFBIG;
	return n ? -1 : 0;
}

int fs_read(int dir, const char *path, struct buf *out, size_t max)
{
	int fd = openat(dir, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC |
			O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return finish(fd, -1);
	if (!S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return finish(fd, -1);
	}
	return finish(fd, fs_read_open(fd, out, max));
}

/* glibc of Debian 12 has no wrapper for it. */
static int open_beneath(int dir, const char *path)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
	};

	return (int)syscall(SYS_openat2, dir, path, &how, sizeof(how));
}

/* The same, name by name, for systems that lack it or forbid it. */
static int open_by_steps(int dir, const char *path)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
	int at = dup(dir), next;
	struct buf name = BUF_INIT;
	struct str rest = str_of(path), piece;

	while (at >= 0 && str_split(&rest, '/', &piece)) {
		buf_clear(&name);
		buf_addstr(&name, piece);
		if (piece.n && fs_dot(name.p)) {
			errno = EXDEV;
			next = -1;
		} else {
			next = openat(at, piece.n ? name.p : ".", flags |
				      (rest.p ? O_DIRECTORY : 0));
		}
		finish(at, 0);
		at = next;
	}
	buf_release(&name);
	return at;
}

int fs_open(int dir, const char *path)
{
	int fd = open_beneath(dir, path);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = open_by_steps(dir, path);
	return fd;
}

static bool same_bytes(int fd, struct str bytes)
{
	char *chunk = xmalloc(CHUNK);
	ssize_t n;

	do {
		n = read(fd, chunk, CHUNK);
		if (n < 0 || (size_t)n > bytes.n ||
		    (n && memcmp(chunk, bytes.p, (size_t)n)))
			break;
		bytes = str_from(bytes, (size_t)n);
	} while (n > 0);
	free(chunk);
	return n == 0 && bytes.n == 0;
}

bool fs_same(int dir, const char *path, struct str bytes)
{
	int fd = fs_open(dir, path);
	struct stat st;
	bool same;

	if (fd < 0)
		return false;
	same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       (st.st_mode & 07777) == FS_FILE_MODE &&
	       st.st_uid == geteuid() && (size_t)st.st_size == bytes.n &&
	       same_bytes(fd, bytes);
	close(fd);
	return same;
}

int fs_link(int from, const char *name, int to, const char *path)
{
	if (linkat(from, name, to, path, 0) == 0)
		return 0;
	if (errno != ENOENT || fs_make_parents(to, path) < 0)
		return -1;
	return linkat(from, name, to, path, 0);
}

static int copy_link(int from, const char *name, int to, const char *path)
{
	char target[4096];
	ssize_t n = readlinkat(from, name, target, sizeof(target) - 1);

	if (n < 0)
		return -1;
	target[n] = '\0';
	return symlinkat(target, to, path);
}

static int copy_bytes(int in, int out)
{
	char *chunk = xmalloc(CHUNK);
	int result = 0;
	ssize_t n;

	do {
		n = read(in, chunk, CHUNK);
		if (n > 0)
			result = write_all(out, chunk, (size_t)n);
	} while ((n > 0 && !result) || (n < 0 && errno == EINTR));
	free(chunk);
	return n < 0 ? -1 : result;
}

static int copy_file(int from, const char *name, int to, const char *path)
{
	int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC |
			O_NONBLOCK);
	int out = -1, result = -1;
	struct stat st;

	if (in < 0 || fstat(in, &st) < 0)
		return finish(in, -1);
	out = create(to, path);
	if (out >= 0 && copy_bytes(in, out) == 0 &&
	    fchmod(out, st.st_mode & 07777) == 0 &&
	    futimens(out, (struct timespec[2]){ st.st_atim,
						st.st_mtim }) == 0)
		result = 0;
	return finish(in, finish(out, result));
}

int fs_link_or_copy(int from, const char *name, int to, const char *path)
{
	struct stat st;
	int error;

	if (fs_link(from, name, to, path) == 0)
		return 0;
	error = errno;
	/* file systems without links, other owners' files, too many links */
	if (error != EPERM && error != EXDEV && error != EMLINK &&
	    error != EOPNOTSUPP && error != ENOSYS && error != EACCES)
		return -1;
	if (fstatat(from, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	if (S_ISLNK(st.st_mode))
		return copy_link(from, name, to, path);
	if (S_ISREG(st.st_mode))
		return copy_file(from, name, to, path);
	errno = error;
	return -1;
}

static int remove_below(int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	int result = 0;

	if (!dir)
		return finish(fd, -1);
	while (fs_next(dir, &entry) > 0)
		if (fs_remove(dirfd(dir), entry->d_name) < 0)
			result = -1;
	closedir(dir);
	return result;
}

int fs_remove(int dir, const char *name)
{
	struct stat st;
	int fd;

	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -1;
	fd = openat(dir, name, FS_FOLDER);
	if (fd < 0)
		return -1;
	/* a folder that was carried over may be write-protected */
	if (fstat(fd, &st) == 0 && (st.st_mode & 0700) != 0700)
		(void)fchmod(fd, 0700);
	if (remove_below(fd) < 0)
		return -1;
	return unlinkat(dir, name, AT_REMOVEDIR);
}

static int sync_entry(int dir, const struct dirent *entry)
{
	struct stat st;
	int fd, result;

	if (fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return 0;
	fd = openat(dir, entry->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC |
		    O_NONBLOCK);
	if (fd < 0)
		return errno == EACCES ? 0 : -1;	/* not written by us */
	result = S_ISDIR(st.st_mode) ? fs_sync(fd) : fsync(fd);
	return finish(fd, result);
}

int fs_sync(int dir)
{
	DIR *list = fs_list(dir);
	struct dirent *entry;
	int result = 0, more = 0;

	if (!list)
		return -1;
	while (!result && (more = fs_next(list, &entry)) > 0)
		result = sync_entry(dirfd(list), entry);
	if (!result)
		result = more < 0 ? -1 : fsync(dirfd(list));
	closedir(list);
	return result;
}

bool fs_mount_point(int dir, int parent)
{
	struct statx sx;
	struct stat a, b;

	if (statx(dir, "", AT_EMPTY_PATH, STATX_INO, &sx) == 0 &&
	    (sx.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT))
		return sx.stx_attributes & STATX_ATTR_MOUNT_ROOT;
	return fstat(dir, &a) == 0 && fstat(parent, &b) == 0 &&
	       a.st_dev != b.st_dev;
}
