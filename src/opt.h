/* SPDX-License-Identifier: MIT */
/*
 * opt.h - command-line options: one table drives parsing, usage and help.
 *
 * Long options take "--name value" or "--name=value", short ones "-o value"
 * or "-ovalue"; "--" ends them.  Words of help stand in the message files
 * under cli.option.<help>.
 */
#ifndef OPT_H
#define OPT_H

#include "messages.h"

enum opt_kind { OPT_FLAG, OPT_VALUE, OPT_COUNT };

struct opt {
	const char *name;	/* long name without "--" */
	char letter;		/* short name, or 0 */
	enum opt_kind kind;
	const char *value;	/* what the value is: "DIR", or a choice of
				   which it must be one; NULL for flags */
	const char *help;	/* key below cli.option */
	size_t offset;		/* of a bool, const char * or int */
};

#define OPT_END { NULL, 0, OPT_FLAG, NULL, NULL, 0 }

struct opt_parsed {
	const char **args;	/* what is no option, in order */
	size_t nargs, cap;
	bool help;		/* --help or -h was given */
};

/*
 * Fill `into` by the table; -1 after a message on `err` (usage errors).  free
 * out->args.
 */
int opt_parse(struct opt_parsed *out, const struct opt *table, void *into,
	      int argc, char **argv, const char *command,
	      const struct catalog *cat, struct buf *err);

/* Is it a choice, "md|csv|json"?  (Endings of files are none: ".md|.csv") */
bool opt_is_choice(struct str value);

/*
 * 0 if a value of an option (or an argument) is one of the choice
 * "md|csv|json"; else -1 after a message on `err` that names the nearest.
 */
int opt_choice(struct buf *err, const char *choice, const char *option,
	       const char *value, const char *command,
	       const struct catalog *cat);

/* A line end and "See: minhbach COMMAND --help"; "" for the program's. */
void opt_see_help(struct buf *err, const char *command,
		  const struct catalog *cat);

/* Usage and options of a command. */
void opt_help(struct buf *out, const struct opt *table, const char *command,
	      const char *arguments, const struct catalog *cat);

#endif
