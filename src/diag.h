/* SPDX-License-Identifier: MIT */
/*
 * diag.h - findings about sources: what, where, how bad.
 *
 * A finding is added where it is first seen, with a code and named
 * arguments, and callers pass on the -1; nobody reports it twice.  Its words
 * come from the message files (messages.h), in the user's language, when all
 * findings are printed together, in the order of path and place
 * (diag_print.h).  A code's number of occurrences and the worst severity
 * decide the exit status.
 */
#ifndef DIAG_H
#define DIAG_H

#include "pool.h"

/*
 * The text in which places are counted: as the parser sees it (NFC, LF, no
 * BOM).  Lives as long as the findings do.
 */
struct source {
	struct str path;	/* relative to the repository's root */
	struct str rev;		/* the commit's full id in history, else empty */
	struct str text;
};

/* A byte offset in a source; a NULL src is "no place" (the whole run). */
struct pos {
	const struct source *src;
	size_t off;
};

#define POS_NONE ((struct pos){ NULL, 0 })
#define POS_AT(source, offset) ((struct pos){ (source), (offset) })

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define DIAG_CODE(id, severity, name) DIAG_##id,
#include "diag_codes.h"
#undef DIAG_CODE
	DIAG_NCODES
};

struct diag_arg {
	const char *name;	/* as in the message: {name} */
	struct str value;
};

struct diag {
	enum diag_code code;
	struct pos pos;
	struct diag_arg args[6];	/* up to the first NULL name */
};

struct diags {
	struct pool *pool;	/* copies of the arguments; not owned */
	struct diag *list;
	size_t n, cap;
	size_t errors, warnings, notes;
};

void diags_init(struct diags *d, struct pool *pool);

const char *diag_name(enum diag_code code);
enum diag_severity diag_severity(enum diag_code code);

/*
 * Add a finding; `args` ends with a NULL name, its values are copied.
 * With d == NULL nothing is recorded (old versions in history).
 * Returns -1 for an error, 0 for a warning or note.
 */
int diag_add(struct diags *d, enum diag_code code, struct pos pos,
	     const struct diag_arg *args);

/* diag(d, DIAG_UNKNOWN_KEY, pos, { "key", key }, { "near", near }) */
#define diag(d, code, pos, ...) \
	diag_add((d), (code), (pos), (const struct diag_arg[6]){ __VA_ARGS__ })
/* The same for a code without arguments. */
#define diag0(d, code, pos) \
	diag_add((d), (code), (pos), (const struct diag_arg[6]){ { NULL, { NULL, 0 } } })

/* Order by path, place, code; exact repetitions dropped, and not counted. */
void diags_sort(struct diags *d);

/* Keep only what is at least so bad; the counts stay. */
void diags_only(struct diags *d, enum diag_severity least);

/* Line and column, from 1; the column counts characters (code points). */
void pos_line_col(struct pos pos, unsigned *line, unsigned *col);

#endif
