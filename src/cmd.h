/* SPDX-License-Identifier: MIT */
/*
 * cmd.h - the commands.  Each parses its own arguments (argv[0] is the first
 * one after the command's name) and returns an exit status.  Standard output
 * is theirs; messages go to env->err.
 */
#ifndef CMD_H
#define CMD_H

#include "opt.h"
#include "session.h"

struct command {
	const char *name;
	int (*run)(const struct environment *env, int argc, char **argv);
};

/* All of them, to one without a name (main.c). */
extern const struct command cmd_table[];

int cmd_build(const struct environment *env, int argc, char **argv);
int cmd_check(const struct environment *env, int argc, char **argv);
int cmd_clean(const struct environment *env, int argc, char **argv);
int cmd_completion(const struct environment *env, int argc, char **argv);
int cmd_diff(const struct environment *env, int argc, char **argv);
int cmd_form(const struct environment *env, int argc, char **argv);
int cmd_import(const struct environment *env, int argc, char **argv);
int cmd_new(const struct environment *env, int argc, char **argv);
int cmd_report(const struct environment *env, int argc, char **argv);
int cmd_serve(const struct environment *env, int argc, char **argv);
int cmd_template(const struct environment *env, int argc, char **argv);

/* The options that say where sources are, and which version of them is read;
 * first entries of a command's table. */
#define PLACE_OPTIONS(type, member) \
	{ "repo", 'C', OPT_VALUE, "DIR", "repo", \
	  offsetof(type, member.repo) }, \
	{ "source", 's', OPT_VALUE, "DIR", "source", \
	  offsetof(type, member.source) }
#define SOURCE_OPTIONS(type, member) \
	PLACE_OPTIONS(type, member), \
	{ "rev", 0, OPT_VALUE, "REV", "rev", offsetof(type, member.rev) }

/* The options that say how much is told; the last of a command's table. */
#define TALK_OPTIONS(type, member) \
	{ "verbose", 'v', OPT_FLAG, NULL, "verbose", \
	  offsetof(type, member.verbose) }, \
	{ "quiet", 'q', OPT_FLAG, NULL, "quiet", \
	  offsetof(type, member.quiet) }

/*
 * Parse; 0 to go on, else *status is the exit status (usage error, or --help
 * was printed).  At most `max_args` arguments are taken.
 */
int cmd_parse(struct opt_parsed *parsed, const struct opt *table, void *into,
	      const struct environment *env, const char *command,
	      const char *arguments, size_t max_args, int argc, char **argv,
	      int *status);

/*
 * A value of an option (or an argument) cannot be used; write it as in
 * `expected`.  The exit status.
 */
int cmd_bad_value(const struct environment *env, const char *option,
		  const char *value, const char *expected);

/* There is no such agency: the nearest one, and all. */
int cmd_bad_agency(const struct session *s, const char *slug);

/* An argument is missing; the exit status. */
int cmd_missing(const struct environment *env, const char *command,
		const char *what);

#endif
