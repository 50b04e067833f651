/* SPDX-License-Identifier: MIT */
/* cmd_plan.h - a plan named on the command line. */
#ifndef CMD_PLAN_H
#define CMD_PLAN_H

#include "form.h"
#include "session.h"

struct cmd_plan {
	const struct plan_file *file;
	const char *path;		/* from the working directory */
	struct form_plan form;
};

/*
 * The plan of `name`, "<agency>/<plan>" or a path of its file, of sources
 * that session_load() has read; the exit status, with words on env->err.
 */
int cmd_find_plan(struct cmd_plan *out, struct session *s,
		  const struct session_options *o, const char *name);

/* "2026-Q1" of an option; the exit status. */
int cmd_period(const struct environment *env, const char *value,
	       struct period *out);

#endif
