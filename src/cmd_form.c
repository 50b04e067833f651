/* SPDX-License-Identifier: MIT */
/* cmd_form.c - `minhbach form`: the progress form of a plan. */
#include <stdlib.h>

#include "cmd.h"
#include "cmd_file.h"
#include "cmd_plan.h"

struct options {
	struct session_options session;
	const char *out, *period;
};

static const struct opt table[] = {
	SOURCE_OPTIONS(struct options, session),
	{ "out", 'o', OPT_VALUE, "FILE", "form_out",
	  offsetof(struct options, out) },
	{ "period", 0, OPT_VALUE, "PERIOD", "form_period",
	  offsetof(struct options, period) },
	OPT_END
};

/* By the ending of the file's name; CSV on standard output. */
static int make(struct session *s, const struct options *o,
		const struct form_plan *plan, const struct period *period)
{
	struct form_options fo = { o->period ? period : NULL };
	struct str name = o->out ? str_of(o->out) : STR(".csv");
	struct buf bytes = BUF_INIT;
	int status = EXIT_OK;

	if (str_ends(name, STR(".docx"))) {
		if (form_docx(&bytes, plan, &fo))
			status = EXIT_OUTPUT;
	} else if (str_ends(name, STR(".csv"))) {
		form_csv(&bytes, plan, &fo);
	} else {
		status = cmd_bad_value(s->env, "--out", o->out,
				       "tien-do.docx, tien-do.csv");
	}
	if (!status)
		status = cmd_write_result(s->env, o->out, buf_str(&bytes));
	buf_release(&bytes);
	return status;
}

static int form(struct session *s, struct options *o, const char *name)
{
	struct period period;
	struct cmd_plan plan;
	int status = cmd_period(s->env, o->period, &period);

	if (status)
		return status;
	/* what is being edited is what the units are to see */
	o->session.worktree = !o->session.rev;
	status = session_load(s, &o->session);
	if (!status || status == EXIT_FINDINGS)
		status = cmd_find_plan(&plan, s, &o->session, name);
	if (status == EXIT_FINDINGS)
		session_findings(s, false);
	return status ? status : make(s, o, &plan.form, &period);
}

int cmd_form(const struct environment *env, int argc, char **argv)
{
	struct options o = { .session = { .allow_shallow = true } };
	struct opt_parsed parsed;
	struct session s;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "form", "PLAN", 1, argc, argv,
		       &status)) {
		if (parsed.nargs) {
			session_init(&s, env);
			status = form(&s, &o, parsed.args[0]);
			session_release(&s);
		} else {
			status = cmd_missing(env, "form", "PLAN");
		}
	}
	free(parsed.args);
	return status;
}
