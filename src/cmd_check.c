/* SPDX-License-Identifier: MIT */
/* cmd_check.c - `minhbach check`: all findings, nothing is published. */
#include <stdlib.h>

#include "cmd.h"

struct options {
	struct session_options session;
};

static const struct opt table[] = {
	SOURCE_OPTIONS(struct options, session),
	{ "worktree", 0, OPT_FLAG, NULL, "worktree",
	  offsetof(struct options, session.worktree) },
	{ "strict", 0, OPT_FLAG, NULL, "strict",
	  offsetof(struct options, session.strict) },
	OPT_END
};

int cmd_check(const struct environment *env, int argc, char **argv)
{
	struct options o = { .session = { .allow_shallow = true } };
	struct opt_parsed parsed;
	struct session s;
	int status, found;

	if (!cmd_parse(&parsed, table, &o, env, "check", "", 0, argc, argv,
		       &status)) {
		session_init(&s, env);
		status = session_load(&s, &o.session);
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
