/* SPDX-License-Identifier: MIT */
/* cmd_update.h - `minhbach import --update`: forms into a plan. */
#ifndef CMD_UPDATE_H
#define CMD_UPDATE_H

#include "session.h"

struct update_options {
	const char *plan, *period;
	bool dry_run, keep_going;
};

int cmd_update(struct session *s, const struct session_options *so,
	       const struct update_options *o, const char **files, size_t n);

#endif
