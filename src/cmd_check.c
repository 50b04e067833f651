/* SPDX-License-Identifier: MIT */
/* cmd_check.c - `minhbach check`: all findings, nothing is published. */
#include <stdlib.h>

#include "build.h"
#include "cmd.h"

static const struct opt table[] = {
	SOURCE_OPTIONS(struct build_options, session),
	{ "worktree", 0, OPT_FLAG, NULL, "worktree",
	  offsetof(struct build_options, session.worktree) },
	{ "strict", 0, OPT_FLAG, NULL, "strict",
	  offsetof(struct build_options, session.strict) },
	OPT_END
};

int cmd_check(const struct environment *env, int argc, char **argv)
{
	struct build_options o = { .session = { .allow_shallow = true } };
	struct opt_parsed parsed;
	struct session s;
	int status, found;

	if (!cmd_parse(&parsed, table, &o, env, "check", "", 0, argc, argv,
		       &status)) {
		session_init(&s, env);
		status = session_load(&s, &o.session);
		/* texts are read as Markdown where they become pages */
		if (!status)
			status = session_history(&s, &o.session);
		if (!status)
			status = build_rehearse(&s, &o);
		found = session_findings(&s, o.session.strict);
		if (!status)
			status = found;
		if (!status && !s.diags.warnings) {
			buf_addstr(env->err, messages_get(env->words,
							  "cli.no_findings"));
			buf_addc(env->err, '\n');
		}
		session_release(&s);
	}
	free(parsed.args);
	return status;
}
