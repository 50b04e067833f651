/* SPDX-License-Identifier: MIT */
/* cmd_clean.c - `minhbach clean`: removes what killed builds left behind. */
#include <stdlib.h>

#include "cmd.h"
#include "stage.h"

struct options {
	const char *out;
};

static const struct opt table[] = {
	{ "out", 'o', OPT_VALUE, "DIR", "out", offsetof(struct options, out) },
	OPT_END
};

int cmd_clean(const struct environment *env, int argc, char **argv)
{
	struct options o = { "public" };
	struct opt_parsed parsed;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "clean", "", 0, argc, argv,
		       &status)) {
		status = EXIT_OK;
		if (stage_clean(o.out)) {
			fail_with(env, "cli.output.failed",
				  { "path", str_of(o.out) });
			status = EXIT_OUTPUT;
		}
	}
	free(parsed.args);
	return status;
}
