/* SPDX-License-Identifier: MIT */
/*
 * cmd_file.h - the files that commands read and make: nothing that exists is
 * ever written over.
 */
#ifndef CMD_FILE_H
#define CMD_FILE_H

#include "session.h"
#include "table.h"

struct new_file {
	const char *path;	/* absolute, or from the working directory */
	struct str bytes;
};

/*
 * Write all of them, or none if one is there already; the exit status, with
 * words on env->err.
 */
int cmd_write_new(const struct environment *env, const struct new_file *files,
		  size_t n);

/* To the new file `path`, or to standard output if that is NULL. */
int cmd_write_result(const struct environment *env, const char *path,
		     struct str bytes);

/*
 * The bytes of a document that table_read() knows; the exit status: a name of
 * another ending is a usage error.
 */
int cmd_read_table(struct session *s, const char *path, struct buf *out);

/* The bytes of a text file of the sources; the exit status. */
int cmd_read_source(const struct environment *env, const char *path,
		    struct buf *out);
/*
 * Put `bytes` in the place of a file in one step, with its mode; EXIT_OUTPUT if
 * it is not `before` any more.
 */
int cmd_replace(const struct environment *env, const char *path,
		struct str before, struct str bytes);

#endif
