/* SPDX-License-Identifier: MIT */
/* cmd_check.c - `minhbach check`: all findings, nothing is published. */
#include <stdlib.h>

#include "build.h"
#include "cmd.h"

struct options {
	struct build_options build;
	const char *format;
};

static const struct opt table[] = {
	SOURCE_OPTIONS(struct options, build.session),
	{ "worktree", 0, OPT_FLAG, NULL, "worktree",
	  offsetof(struct options, build.session.worktree) },
	{ "format", 0, OPT_VALUE, "text|json|github|gitlab", "check_format",
	  offsetof(struct options, format) },
	{ "strict", 0, OPT_FLAG, NULL, "strict",
	  offsetof(struct options, build.session.strict) },
	TALK_OPTIONS(struct options, build.session),
	OPT_END
};

/* A commit or the work tree, not both. */
static int read_options(struct session *s, const struct options *o)
{
	if (o->format)
		s->format = findings_format_named(o->format);
	if (!o->build.session.worktree || !o->build.session.rev)
		return EXIT_OK;
	fail_with(s->env, "cli.usage.not_both", { "option", STR("--worktree") },
		  { "other", STR("--rev") });
	return EXIT_USAGE;
}

static int check(struct session *s, const struct options *o)
{
	const struct environment *env = s->env;
	int status = session_load(s, &o->build.session), found;

	/* texts are read as Markdown where they become pages */
	if (!status)
		status = session_history(s, &o->build.session);
	if (!status)
		status = build_rehearse(s, &o->build);
	found = session_findings(s, o->build.session.strict);
	if (!status)
		status = found;
	if (!status && !s->diags.warnings && !s->quiet) {
		buf_addstr(env->err, messages_get(env->words,
						  "cli.no_findings"));
		buf_addc(env->err, '\n');
	}
	return status;
}

int cmd_check(const struct environment *env, int argc, char **argv)
{
	struct options o = { .build.session.allow_shallow = true };
	struct opt_parsed parsed;
	struct session s;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "check", "", 0, argc, argv,
		       &status)) {
		session_init(&s, env);
		status = read_options(&s, &o);
		if (!status)
			status = check(&s, &o);
		session_release(&s);
	}
	free(parsed.args);
	return status;
}
