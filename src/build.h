/* SPDX-License-Identifier: MIT */
/*
 * build.h - the pipeline: sources, history, model, pages, data, manifest, and
 * the one step that publishes them.
 */
#ifndef BUILD_H
#define BUILD_H

#include "session.h"

struct build_options {
	struct session_options session;
	const char *out;		/* "public" */
	const char *theme;		/* NULL: site.yml's */
	bool force;
	/* For a preview: gets the session with its findings, sorted, before
	 * they are printed; nothing is said of publishing then. */
	void (*found)(void *to, struct session *s);
	void *to;
};

/* Returns an exit status; findings and messages are in env->err. */
int build_site(const struct environment *env, const struct build_options *o);

/* Make a page of each kind and keep none, for the theme's findings (those of
 * the sources are known by then); an exit status. */
int build_rehearse(struct session *s, const struct build_options *o);

#endif
