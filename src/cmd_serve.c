/* SPDX-License-Identifier: MIT */
/* cmd_serve.c - `minhbach serve`: a preview of what is being edited. */
#include <stdlib.h>

#include "cmd.h"
#include "serve.h"

static const struct opt table[] = {
	{ "repo", 'C', OPT_VALUE, "DIR", "repo",
	  offsetof(struct serve_options, session.repo) },
	{ "source", 's', OPT_VALUE, "DIR", "source",
	  offsetof(struct serve_options, session.source) },
	{ "port", 'p', OPT_VALUE, "PORT", "port",
	  offsetof(struct serve_options, port) },
	{ "bind", 0, OPT_VALUE, "ADDRESS", "bind",
	  offsetof(struct serve_options, address) },
	{ "theme", 0, OPT_VALUE, "DIR", "theme",
	  offsetof(struct serve_options, theme) },
	OPT_END
};

int cmd_serve(const struct environment *env, int argc, char **argv)
{
	struct serve_options o = { .port = "8000", .address = "127.0.0.1",
				   .session = { .worktree = true } };
	struct opt_parsed parsed;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "serve", "", 0, argc, argv,
		       &status)) {
		long port = str_number(str_of(o.port));

		if (port < 0 || port > 65535) {
			fail_with(env, "cli.usage.bad_value",
				  { "option", STR("--port") },
				  { "value", str_of(o.port) },
				  { "expected", STR("8000, 8001, 0") });
			status = EXIT_USAGE;
		} else {
			status = serve(env, &o);
		}
	}
	free(parsed.args);
	return status;
}
