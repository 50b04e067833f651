/* SPDX-License-Identifier: MIT */
/* cmd.c - what all commands do with their arguments. */
#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>

int cmd_parse(struct opt_parsed *parsed, const struct opt *table, void *into,
	      const struct environment *env, const char *command,
	      const char *arguments, size_t max_args, int argc, char **argv,
	      int *status)
{
	*status = EXIT_USAGE;
	if (opt_parse(parsed, table, into, argc, argv, command, env->words,
		      env->err))
		return -1;
	if (parsed->help) {
		struct buf out = BUF_INIT;

		opt_help(&out, table, command, arguments, env->words);
		fwrite(out.p, 1, out.n, stdout);
		buf_release(&out);
		*status = EXIT_OK;
		return -1;
	}
	if (parsed->nargs > max_args) {
		say(env->err, env->words, "cli.usage.unexpected_argument",
		    { "arg", str_of(parsed->args[max_args]) });
		opt_see_help(env->err, command, env->words);
		return -1;
	}
	return 0;
}

int cmd_missing(const struct environment *env, const char *command,
		const char *what)
{
	say(env->err, env->words, "cli.usage.missing_argument",
	    { "arg", str_of(what) });
	opt_see_help(env->err, command, env->words);
	return EXIT_USAGE;
}
