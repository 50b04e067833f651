/* SPDX-License-Identifier: MIT */
/* cmd_template.c - `minhbach render`: the command line of cmd_render.h. */
#include <stdlib.h>

#include "cmd.h"
#include "cmd_render.h"

static const struct opt table[] = {
	{ "data", 0, OPT_VALUE, "FILE", "data",
	  offsetof(struct render_options, data) },
	{ "partials", 0, OPT_VALUE, "DIR", "partials",
	  offsetof(struct render_options, partials) },
	OPT_END
};

int cmd_template(const struct environment *env, int argc, char **argv)
{
	struct render_options o = { NULL, NULL, NULL };
	struct opt_parsed parsed;
	struct session s;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "render", "TEMPLATE", 1, argc,
		       argv, &status)) {
		o.tpl = parsed.nargs ? parsed.args[0] : NULL;
		if (!o.tpl) {
			status = cmd_missing(env, "render", "TEMPLATE");
		} else if (!o.data) {
			status = cmd_missing(env, "render", "--data FILE");
		} else {
			session_init(&s, env);
			status = cmd_render(&o, &s.diags);
			session_findings(&s, false);
			session_release(&s);
		}
	}
	free(parsed.args);
	return status;
}
