/* SPDX-License-Identifier: MIT */
/*
 * fs.h - steps on the file system that respect links: nothing is ever written
 * to a file that exists, and no link is followed below the given folder.
 *
 * Paths are relative to an open folder.  All return 0, or -1 with errno.
 */
#ifndef FS_H
#define FS_H

#include <dirent.h>
#include <fcntl.h>

#include "buf.h"

#define FS_FILE_MODE 0644
#define FS_FOLDER_MODE 0755
/* To open a folder that is no link. */
#define FS_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* "." or ".." */
bool fs_dot(const char *name);

/* An open folder as a list of its own, for closedir(); NULL with errno. */
DIR *fs_list(int dir);
/* The next entry but "." and "..": 1, 0 at the end, -1 with errno. */
int fs_next(DIR *dir, struct dirent **entry);

/* Is the open file `fd` what stands under this name? */
bool fs_is_named(int dir, const char *name, int fd);

/* Make the folders above `path`, readable whatever the umask. */
int fs_make_parents(int dir, const char *path);

/* A new file, with the folders above it, readable whatever the umask. */
int fs_write(int dir, const char *path, struct str bytes);

/* Append a regular file's bytes; EFBIG if there are more than `max`. */
int fs_read(int dir, const char *path, struct buf *out, size_t max);

/* Open what stands below a folder, to be read; a link is an error, and so is
 * a path that leads out.  The descriptor, or -1 with errno. */
int fs_open(int dir, const char *path);

/* The same of an open file.  What was read of one that is too large is there. */
int fs_read_open(int fd, struct buf *out, size_t max);

/*
 * Is it a regular file of ours, of mode FS_FILE_MODE, with these bytes?  False
 * also where this cannot be told.
 */
bool fs_same(int dir, const char *path, struct str bytes);

/* A second name for a file or link, with the folders above it. */
int fs_link(int from, const char *name, int to, const char *path);
/* The same, or where the file system refuses it a copy with mode and time. */
int fs_link_or_copy(int from, const char *name, int to, const char *path);

/* Remove a file, a link or a folder with all it holds; absent is fine. */
int fs_remove(int dir, const char *name);

/* Does the errno say that the system or the file system lacks a call? */
bool fs_unsupported(int error);

/* Write everything below an open folder to disk. */
int fs_sync(int dir);

/* Is the open folder `dir`, which stands in `parent`, a mount point? */
bool fs_mount_point(int dir, int parent);

#endif
