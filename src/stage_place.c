/* SPDX-License-Identifier: MIT */
/* stage_place.c - the place of an output folder, its lock, its leftovers. */
#include "stage_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fs.h"

#define MARK ".minhbach-"

/* mkdir -p, remembering what was made. */
static int make_folder(struct stage_place *p, const char *path)
{
	char *made = pool_cstr(p->pool, str_of(path));
	char *end = made, c = '/';

	while (c) {
		end += 1 + strcspn(end + 1, "/");
		c = *end;
		*end = '\0';
		if (mkdir(made, FS_FOLDER_MODE) == 0) {
			POOL_PUSH(p->pool, p->made, p->nmade, p->made_cap,
				  pool_str(p->pool, str_of(made)));
			if (chmod(made, FS_FOLDER_MODE) < 0)
				return -1;
		} else if (errno != EEXIST) {
			return -1;
		}
		*end = c;
	}
	return 0;
}

/* The full path of an output that does not exist yet, or NULL. */
static char *real_path_of_new(struct stage_place *p, bool make)
{
	const char *slash = strrchr(p->shown, '/');
	const char *base = slash ? slash + 1 : p->shown;
	const char *parent = ".";
	struct stat st;
	char *real, *full;

	if (lstat(p->shown, &st) == 0 || !*base || fs_dot(base)) {
		errno = ENOENT;		/* such as a link that leads nowhere */
		return NULL;
	}
	if (slash)
		parent = pool_cstr(p->pool, str_range(p->shown, slash));
	if (!*parent)
		parent = "/";
	real = realpath(parent, NULL);
	if (!real && errno == ENOENT && make && make_folder(p, parent) == 0)
		real = realpath(parent, NULL);
	if (!real)
		return NULL;
	full = (char *)pool_printf(p->pool, "%s/%s",
				   strcmp(real, "/") ? real : "", base).p;
	free(real);
	return full;
}

static char *real_path(struct stage_place *p, bool make)
{
	char *real = realpath(p->shown, NULL), *full;

	if (!real)
		return errno == ENOENT ? real_path_of_new(p, make) : NULL;
	full = pool_cstr(p->pool, str_of(real));
	free(real);
	return full;
}

/* Is it the working directory, or above it? */
static bool holds_cwd(const char *full)
{
	char *cwd = realpath(".", NULL);
	size_t n = strlen(full);
	bool holds = cwd && strncmp(cwd, full, n) == 0 &&
		     (cwd[n] == '/' || cwd[n] == '\0');

	free(cwd);
	return holds;
}

static enum stage_result locate(struct stage_place *p, bool make)
{
	char *full = real_path(p, make), *slash;
	long pid = (long)getpid();

	if (!full)
		return STAGE_FAILED;
	if (strcmp(full, "/") == 0 || holds_cwd(full))
		return STAGE_UNFIT;
	slash = strrchr(full, '/');
	*slash = '\0';
	p->name = slash + 1;
	p->lock_name = (char *)pool_printf(p->pool, ".%s" MARK "lock",
					   p->name).p;
	p->new_name = (char *)pool_printf(p->pool, ".%s" MARK "%ld",
					  p->name, pid).p;
	p->old_name = (char *)pool_printf(p->pool, ".%s" MARK "old-%ld",
					  p->name, pid).p;
	p->parent = open(*full ? full : "/", O_RDONLY | O_DIRECTORY |
			 O_CLOEXEC);
	return p->parent < 0 ? STAGE_FAILED : STAGE_OK;
}

static enum stage_result take_lock(struct stage_place *p)
{
	for (;;) {
		int fd = openat(p->parent, p->lock_name, O_RDONLY | O_CREAT |
				O_NOFOLLOW | O_CLOEXEC, FS_FILE_MODE);

		if (fd < 0)
			return STAGE_FAILED;
		if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
			int error = errno;

			close(fd);
			errno = error;
			return error == EWOULDBLOCK ? STAGE_BUSY :
						      STAGE_FAILED;
		}
		if (fs_is_named(p->parent, p->lock_name, fd)) {
			p->lock = fd;
			return STAGE_OK;
		}
		close(fd);	/* its last holder removed it meanwhile */
	}
}

enum stage_result place_open(struct stage_place *p, struct pool *pool,
			     const char *out, bool make, struct buf *error)
{
	struct str shown = str_of(out);
	const char *at = "";
	enum stage_result result;
	int failure;

	while (shown.n > 1 && shown.p[shown.n - 1] == '/')
		shown.n--;
	*p = (struct stage_place){
		.pool = pool, .shown = pool_cstr(pool, shown),
		.parent = -1, .lock = -1,
	};
	result = locate(p, make);
	if (result == STAGE_OK) {
		result = take_lock(p);
		if (result == STAGE_FAILED)
			at = "/..";
	}
	failure = errno;
	if (result == STAGE_FAILED)
		buf_addf(error, "%s%s: %s", p->shown, at, strerror(failure));
	else if (result != STAGE_OK)
		buf_adds(error, p->shown);
	errno = failure;
	return result;
}

enum leftover { LEFT_NONE, LEFT_TREE, LEFT_OLD };

static bool take(struct str *s, const char *prefix)
{
	if (!str_starts(*s, str_of(prefix)))
		return false;
	*s = str_from(*s, strlen(prefix));
	return true;
}

static enum leftover leftover_of(const struct stage_place *p,
				 const char *entry)
{
	struct str rest = str_of(entry);
	enum leftover kind;

	if (!take(&rest, ".") || !take(&rest, p->name) || !take(&rest, MARK))
		return LEFT_NONE;
	kind = take(&rest, "old-") ? LEFT_OLD : LEFT_TREE;
	return str_number(rest) >= 0 ? kind : LEFT_NONE;
}

int place_sweep(const struct stage_place *p)
{
	DIR *dir = fs_list(p->parent);
	struct dirent *entry;
	struct stat st;
	int result = 0, failure = 0, more;

	if (!dir)
		return -1;
	while ((more = fs_next(dir, &entry)) > 0) {
		enum leftover kind = leftover_of(p, entry->d_name);
		int done = 0;

		if (kind == LEFT_OLD &&
		    fstatat(p->parent, p->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			done = renameat(p->parent, entry->d_name, p->parent,
					p->name);
		else if (kind != LEFT_NONE)
			done = fs_remove(p->parent, entry->d_name);
		if (done < 0) {
			failure = errno;
			result = -1;
		}
	}
	if (more < 0) {
		failure = errno;
		result = -1;
	}
	closedir(dir);
	errno = failure;
	return result;
}

void place_close(struct stage_place *p, bool keep)
{
	if (p->lock >= 0) {
		(void)unlinkat(p->parent, p->lock_name, 0);
		close(p->lock);
	}
	if (p->parent >= 0)
		close(p->parent);
	while (!keep && p->nmade)
		(void)rmdir(p->made[--p->nmade].p);
}
