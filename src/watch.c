/* SPDX-License-Identifier: MIT */
/* watch.c - one inotify instance for each set of folders. */
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "buf.h"
#include "fs.h"

#define DEPTH_MAX 64

/* A file counts when it is whole, that is closed; reading never counts. */
#define MASK (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | \
	      IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | \
	      IN_ONLYDIR)

/* Why a folder is watched; it may have several reasons. */
struct reason {
	const char *name;	/* only this name; NULL: all */
	const struct reason *next;
};

struct watch {
	int fd;			/* -1: nothing is watched */
	struct pool *pool;
	const struct reason **reasons;	/* by watch descriptor */
	size_t n;
};

struct watch *watch_new(void)
{
	struct watch *w = xcalloc(1, sizeof(*w));

	w->fd = -1;
	return w;
}

static void release(struct watch *w)
{
	if (w->fd >= 0)
		close(w->fd);
	free(w->reasons);
	pool_free(w->pool);
}

void watch_free(struct watch *w)
{
	if (!w)
		return;
	release(w);
	free(w);
}

int watch_fd(const struct watch *w)
{
	return w->fd;
}

/* ---- setting ----------------------------------------------------------- */

static int add(struct watch *w, const char *path, const char *name)
{
	int wd = inotify_add_watch(w->fd, path, MASK);
	struct reason *reason;

	if (wd < 0)
		return -1;
	if ((size_t)wd >= w->n) {
		size_t n = (size_t)wd * 2 + 16;

		w->reasons = xrealloc(w->reasons, n * sizeof(*w->reasons));
		memset(w->reasons + w->n, 0, (n - w->n) * sizeof(*w->reasons));
		w->n = n;
	}
	reason = POOL_NEW(w->pool, struct reason);
	reason->name = name ? pool_cstr(w->pool, str_of(name)) : NULL;
	reason->next = w->reasons[wd];
	w->reasons[wd] = reason;
	return 0;
}

/* It went while we looked: who watches the folder above it was told. */
static bool gone(void)
{
	return errno == ENOENT || errno == ENOTDIR;
}

/* Each folder is watched before it is listed, so what is made in it later is
 * noticed.  -1 with errno. */
static int add_tree(struct watch *w, const char *path, int depth)
{
	struct buf below = BUF_INIT;
	struct dirent *entry;
	int error = 0;
	DIR *dir;

	if (add(w, path, NULL))
		return gone() && depth ? 0 : -1;
	dir = depth < DEPTH_MAX ? opendir(path) : NULL;
	while (dir && !error && fs_next(dir, &entry) > 0) {
		if (entry->d_name[0] == '.' || (entry->d_type != DT_DIR &&
						entry->d_type != DT_UNKNOWN))
			continue;
		buf_clear(&below);
		buf_addf(&below, "%s/%s", path, entry->d_name);
		if (add_tree(w, below.p, depth + 1))
			error = errno;
	}
	buf_release(&below);
	if (dir)
		closedir(dir);
	errno = error;
	return error ? -1 : 0;
}

/* Wait for a folder that is missing: the nearest one above it that is there
 * tells when the next step to it comes. */
static int add_missing(struct watch *w, const char *path)
{
	char *above = pool_cstr(w->pool, str_of(path));
	char *name = NULL, *slash;

	while ((slash = strrchr(above, '/'))) {
		name = slash + 1;
		*slash = '\0';
		if (*name && !add(w, *above ? above : "/", name))
			return 0;
		if (*name && !gone())
			return -1;
	}
	return add(w, ".", *above ? above : name);
}

static int add_root(struct watch *w, const struct watch_root *root)
{
	int result = 0;

	if (!root->names)
		result = add_tree(w, root->path, 0);
	for (size_t i = 0; root->names && root->names[i] && !result; i++)
		result = add(w, root->path, root->names[i]);
	return result && gone() ? add_missing(w, root->path) : result;
}

int watch_set(struct watch *w, const struct watch_root *roots, size_t n)
{
	struct watch next = { .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC) };
	int error = 0;

	if (next.fd < 0)
		return -1;
	next.pool = pool_new();
	for (size_t i = 0; i < n; i++)
		if (add_root(&next, &roots[i]))
			error = errno;
	release(w);
	*w = next;
	errno = error;
	return error ? -1 : 0;
}

/* ---- reading ----------------------------------------------------------- */

static bool counts(const struct watch *w, const struct inotify_event *event)
{
	const struct reason *reason;

	if (event->mask & IN_Q_OVERFLOW)
		return true;
	if (event->mask & IN_IGNORED || event->wd < 0 ||
	    (size_t)event->wd >= w->n)
		return false;
	if (!event->len)	/* the folder itself went */
		return !(event->mask & IN_ATTRIB);
	for (reason = w->reasons[event->wd]; reason; reason = reason->next)
		if (reason->name ? !strcmp(reason->name, event->name) :
				   event->name[0] != '.')
			return true;
	return false;
}

bool watch_read(struct watch *w)
{
	/* a buffer for at least one event with the longest name */
	_Alignas(struct inotify_event) char bytes[16384];
	bool changed = false;
	ssize_t n;

	while (w->fd >= 0 && (n = read(w->fd, bytes, sizeof(bytes))) > 0)
		for (char *p = bytes; p < bytes + n;) {
			const struct inotify_event *event =
				(const struct inotify_event *)(void *)p;

			changed |= counts(w, event);
			p += sizeof(*event) + event->len;
		}
	return changed;
}
