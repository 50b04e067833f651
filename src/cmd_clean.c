/* SPDX-License-Identifier: MIT */
/* cmd_clean.c - `minhbach clean`: removes what killed builds left behind. */
#include <errno.h>
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

static int failed(const struct environment *env, const char *out, int error)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s: %s", out, strerror(error));
	session_say_io(env, "cli.output.failed", text.p);
	buf_release(&text);
	return EXIT_OUTPUT;
}

int cmd_clean(const struct environment *env, int argc, char **argv)
{
	struct options o = { "public" };
	struct opt_parsed parsed;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "clean", "", 0, argc, argv,
		       &status)) {
		status = EXIT_OK;
		if (stage_clean(o.out))
			status = failed(env, o.out, errno);
	}
	free(parsed.args);
	return status;
}
