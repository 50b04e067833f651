/* SPDX-License-Identifier: MIT */
/*
 * serve.h - the preview: a server of the site as it would be if the files were
 * committed now, which is built anew when they change.
 *
 * One thread and one loop (serve.c) wait for requests, for changes of files,
 * for signals and for the builder, a process of its own (serve_build.c), which
 * builds into a private folder and leaves a report there.  What is asked for
 * (serve_page.c) comes from the last site that could be built; the next one is
 * built beside it, so that files and what the server knows of them change in
 * one step.  Into each page goes a panel that tells that it is a preview, and
 * what is wrong with the files.
 */
#ifndef SERVE_H
#define SERVE_H

#include <time.h>

#include "build.h"
#include "http_server.h"

/* Below it stand what a preview page needs of its own. */
#define SERVE_OWN "_minhbach/"

struct serve_options {
	struct session_options session;
	const char *port, *address, *theme;
};

/* What the last build said. */
struct serve_report {
	struct buf bytes;
	struct str theme;	/* site.yml's theme, if it is a path */
	struct str mount;	/* path of site.yml's base_url: "cchc/" */
	struct str findings;	/* HTML: errors, */
	struct str others;	/* and what is less */
	struct str errors, warnings, notes;	/* how many */
	struct str text;	/* for a terminal */
};

/* What pages are made of. */
struct serve_state {
	const struct catalog *words;
	struct str url;		/* of the server */
	int dir;		/* the private folder */
	const char *site;	/* the folder in it that is shown; NULL until
				   there is a site */
	bool failed;		/* the last build did */
	bool building;
	struct buf build;	/* names the site that is shown */
	unsigned panel;		/* counts what was to be told */
	struct serve_report report;	/* of the last build */
	struct str mount;	/* of the site that is shown */
};

/* A build at work; pid is 0 where there is none. */
struct serve_builder {
	int pid;
	const char *site;	/* what it builds */
	struct timespec began;
};

/* Runs until a signal ends it; an exit status. */
int serve(const struct environment *env, const struct serve_options *o);

/*
 * Begin to build into `site` below `dir`, and to report there.  -1 with errno
 * if there can be no process.
 */
int serve_build_start(struct serve_builder *b, const struct environment *env,
		      const struct serve_options *o, const char *dir,
		      const char *site);
/*
 * Has it ended?  Then its exit status (-1: it was killed) and report are
 * there.  To be asked after SIGCHLD.
 */
bool serve_build_ended(struct serve_builder *b, int dir, int *status,
		       struct serve_report *report);
/* Stop one that is at work. */
void serve_build_stop(struct serve_builder *b);
double serve_build_seconds(const struct serve_builder *b);

/* For http_options: `ctx` is the struct serve_state. */
void serve_answer(void *ctx, const struct http_request *request,
		  struct http_reply *reply);
/* The event that tells open pages of the state. */
void serve_event(struct buf *out, const struct serve_state *s);

/*
 * A page with the panel in it, and its content security policy, if it has
 * one, opened for what the panel needs from `origin` ("http://localhost:8000/").
 */
void serve_insert(struct buf *out, struct str html, struct str origin,
		  struct str panel);

/* Make a page's relative links begin at the root, wherever it is shown. */
void serve_from_root(struct buf *html);

/* Files of the panel: "preview.js", "preview.css"; empty if there is none. */
struct str serve_file(struct str name);

#endif
