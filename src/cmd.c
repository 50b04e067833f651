/* SPDX-License-Identifier: MIT */
/* cmd.c - what all commands do with their arguments. */
#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>

#include "text.h"

int cmd_parse(struct opt_parsed *parsed, const struct opt *table, void *into,
	      const struct environment *env, const char *command,
	      const char *arguments, size_t max_args, int argc, char **argv,
	      int *status)
{
	*status = EXIT_USAGE;
	if (opt_parse(parsed, table, into, argc, argv, command, env->words,
		      env->err))
		return -1;
	if (parsed->help && env->help) {
		env->help(env->who, command, arguments, table);
		return -1;
	}
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

int cmd_bad_value(const struct environment *env, const char *option,
		  const char *value, const char *expected)
{
	fail_with(env, "cli.usage.bad_value", { "option", str_of(option) },
		  { "value", str_of(value) },
		  { "expected", str_of(expected) });
	return EXIT_USAGE;
}

int cmd_bad_agency(const struct session *s, const char *slug)
{
	const struct sources *sources = &s->sources;
	struct buf known = BUF_INIT;
	struct str *slugs = POOL_ARRAY(s->pool, struct str,
				       sources->nagencies + 1);

	for (size_t i = 0; i < sources->nagencies; i++) {
		slugs[i] = sources->agencies[i]->slug;
		buf_adds(&known, i ? ", " : "");
		buf_addstr(&known, slugs[i]);
	}
	fail_with(s->env, "cli.usage.bad_value", { "option", STR("--agency") },
		  { "value", str_of(slug) }, { "expected", buf_str(&known) },
		  { "near", text_nearest(str_of(slug), slugs,
					 sources->nagencies) });
	buf_release(&known);
	return EXIT_USAGE;
}

int cmd_missing(const struct environment *env, const char *command,
		const char *what)
{
	say(env->err, env->words, "cli.usage.missing_argument",
	    { "arg", str_of(what) });
	opt_see_help(env->err, command, env->words);
	return EXIT_USAGE;
}
