/* SPDX-License-Identifier: MIT */
/* cmd_build.c - `minhbach build`: publishes a site. */
#include <stdlib.h>

#include "build.h"
#include "cmd.h"

static const struct opt table[] = {
	SOURCE_OPTIONS(struct build_options, session),
	{ "out", 'o', OPT_VALUE, "DIR", "out",
	  offsetof(struct build_options, out) },
	{ "worktree", 0, OPT_FLAG, NULL, "worktree",
	  offsetof(struct build_options, session.worktree) },
	{ "as-of", 0, OPT_VALUE, "DATE", "as_of",
	  offsetof(struct build_options, session.as_of) },
	{ "theme", 0, OPT_VALUE, "DIR", "theme",
	  offsetof(struct build_options, theme) },
	{ "base-url", 0, OPT_VALUE, "URL", "base_url",
	  offsetof(struct build_options, session.base_url) },
	{ "jobs", 'j', OPT_VALUE, "N", "jobs",
	  offsetof(struct build_options, session.jobs) },
	{ "strict", 0, OPT_FLAG, NULL, "strict",
	  offsetof(struct build_options, session.strict) },
	{ "no-history", 0, OPT_FLAG, NULL, "no_history",
	  offsetof(struct build_options, session.no_history) },
	{ "allow-shallow", 0, OPT_FLAG, NULL, "allow_shallow",
	  offsetof(struct build_options, session.allow_shallow) },
	{ "force", 0, OPT_FLAG, NULL, "force",
	  offsetof(struct build_options, force) },
	TALK_OPTIONS(struct build_options, session),
	OPT_END
};

int cmd_build(const struct environment *env, int argc, char **argv)
{
	struct build_options o = { .out = "public",
				   .session.history = true };
	struct opt_parsed parsed;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "build", "", 0, argc, argv,
		       &status)) {
		if (o.session.jobs && str_number(str_of(o.session.jobs)) < 1) {
			status = cmd_bad_value(env, "--jobs", o.session.jobs, "1, 2, 4");
		} else {
			status = build_site(env, &o);
		}
	}
	free(parsed.args);
	return status;
}
