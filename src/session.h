/* SPDX-License-Identifier: MIT */
/*
 * session.h - everything that a command reads: repository, sources, checks,
 * history, model, in that order.
 */
#ifndef SESSION_H
#define SESSION_H

#include "check.h"
#include "findings.h"
#include "model.h"
#include "progress.h"
#include "theme.h"

struct opt;

/* What enters through main alone. */
struct environment {
	const struct catalog *words;	/* in the user's language */
	int64_t now;			/* the clock, seconds since 1970 */
	bool color, terminal;		/* of standard error */
	bool interactive;		/* someone can be asked */
	const char *program_dir;	/* folder of the running program */
	const char *quarantine;		/* where git keeps the objects of a
					   push that it asks about, or NULL */
	const char *temporary;		/* folder of passing files */
	struct buf *err;		/* what goes to standard error */
	struct progress *progress;	/* for who waits; or NULL */
	/* NULL, or gets what `--help` would print of a command (cmd.h). */
	void (*help)(void *who, const char *command, const char *arguments,
		     const struct opt *table);
	void *who;
};

/* Exit statuses (DESIGN, command line). */
enum exit_status { EXIT_OK = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2,
		   EXIT_HISTORY = 3, EXIT_OUTPUT = 4 };

struct session_options {
	const char *repo;		/* -C; NULL: "." */
	const char *source;		/* -s; NULL: "content" */
	const char *rev;		/* NULL: HEAD */
	const char *as_of;		/* NULL: the commit's date */
	const char *base_url;		/* NULL: site.yml's */
	bool worktree;			/* read files, not a commit */
	bool draft;			/* with worktree: as if the files were
					   committed now, with the history */
	bool no_history, allow_shallow, strict;
	const char *jobs;		/* -j, checked; NULL: one a core */
	bool quiet;			/* only errors are said */
	bool verbose;			/* each stage is said */
	bool periods;			/* miss results of ended periods */
	bool history;			/* session_history() will follow */
};

struct session {
	struct pool *pool;
	const struct environment *env;
	struct catalog *vi, *en;
	struct vocabulary vocabulary;
	struct diags diags;
	enum findings_format format;	/* of session_findings(); text */
	struct repo *repo;		/* NULL: a folder without git */
	struct oid head;		/* where repo and not worktree */
	struct repo_commit head_commit;
	bool from_commit, quiet;
	struct str folder;		/* the content folder, from the root */
	struct snapshot snapshot;
	struct sources sources;
	struct interner interner;
	struct history_walk *walk;	/* until session_history() */
	struct mailmap *mailmap;
	struct history history;
	struct model model;
};

/* Catalogs and vocabulary; nothing is read yet. */
void session_init(struct session *s, const struct environment *env);

/*
 * Read the sources and check them; all findings are in s->diags.  Returns an
 * exit status; the words for 3 and 4 are in env->err.
 */
int session_load(struct session *s, const struct session_options *o);

/*
 * Only find the repository, if any, and the content folder: s->repo, s->folder
 * (below the repository's root, else below -C).  An exit status.
 */
int session_find(struct session *s, const struct session_options *o);

/* How many threads may work. */
size_t session_threads(const struct session_options *o);

/* Then the history and the model. */
int session_history(struct session *s, const struct session_options *o);

/* The theme `name` (NULL: site.yml's); NULL with findings.  theme_free() it. */
struct theme *session_theme(struct session *s, const struct session_options *o,
			    const char *name);

void session_release(struct session *s);

/* Append "minhbach: error: " and a message. */
void session_say(const struct environment *env, const char *key,
		 const struct diag_arg *args);
#define fail_with(env, key, ...) \
	session_say((env), (key), (const struct diag_arg[6]){ __VA_ARGS__ })

/*
 * The same for "PATH: what the system said", as stage_error() has it: the
 * message's places are {path} and {problem}.
 */
void session_say_io(const struct environment *env, const char *key,
		    const char *error);

/*
 * Print all findings: on env->err (quiet: only errors, or what `strict` makes
 * one), other formats than text on standard output.
 */
void session_list(struct session *s, bool strict);

/* And their count; the status they ask for. */
int session_findings(struct session *s, bool strict);

#endif
