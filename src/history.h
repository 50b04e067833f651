/* SPDX-License-Identifier: MIT */
/*
 * history.h - what became of every commitment: the records of all changes in
 * all commits that the built one reaches.
 *
 * Order.  Commits stand depth first, first parent first, parents before
 * children; records follow their commit's order, and within a commit the
 * plans' paths and the items' order in the file.  Clocks never matter.
 *
 * The published line is the chain of first parents.  A merge contributes what
 * differs from all its parents.  A branch's records of a field are adopted if
 * the merge that brings it in takes the branch's final value (and the line had
 * not come to that value by itself: a change counts once).  A merge on the
 * published line that gives a field the value of another parent without any
 * adopted record that leads to it (an undone change comes in that way, too)
 * tells the change itself: nothing on the line changes in silence.  So the
 * adopted records, replayed in order, give every version of the line.
 *
 * Identity.  A struct plan_line is a plan and a struct item_line an item
 * through all its versions, files, titles and places.  Lines that turn out to
 * be one (added on two branches) are joined: use item_line_of().  What was
 * removed is remembered along first parents (tombs, graves), so that it comes
 * back only where it had been.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "change.h"
#include "match.h"
#include "repo.h"
#include "state.h"

struct plan_line;
struct node;

struct item_line {
	struct item_line *same;		/* joined to this one; else itself */
	struct plan_line *plan;		/* the plan that it stands in now */
	size_t serial;			/* in history->items */
	struct plan_line **plans;	/* every one that it ever stood in */
	size_t nplans, plans_cap;
	size_t born;			/* the commit that had it first */
	bool arrived;			/* on the published line */
	/* At its birth, or (with that) when it was adopted first. */
	const struct section *first;
	size_t first_commit;		/* index in history->commits */
	bool born_issued;
	int32_t born_due;

	/* After history_finish(), over adopted records: */
	const struct section *shown;	/* as first published */
	const struct section *last;	/* now, or when it was removed */
	const struct area *area;
	const struct facts_context *context;
	bool live;			/* in the built commit */
	bool published;			/* ever on the published line */
	int position;			/* in its plan's version, or -1 */
	struct str slug;		/* address below its plan */
	struct strs former;		/* "agency/plan/item" of plans that it
					   left */
	int64_t first_seen, last_changed;	/* published times */
	bool has_original;		/* a first issued due date is known */
	int32_t original_due, due;	/* first issued; now (DATE_NONE: none) */
	struct str original_text;	/* the words of the first one */
	int32_t own_due;		/* the first issued one of its own plan:
					   another where it was carried on */
	struct str own_text;
	int32_t promised;		/* the day of issue of the plan that it
					   was carried on from, the first one;
					   DATE_NONE: its own plan's */
	size_t *records;		/* indices, in order */
	size_t nrecords, records_cap;
	size_t removal;			/* record index, or SIZE_MAX */
};

/* An item that a plan lost, and its last text there. */
struct tomb {
	struct item_line *line;
	const struct section *section;
	const struct area *area;
	const struct facts_context *context;
	size_t commit;			/* that removed it */
	const struct tomb *next;
};

/* A plan that was removed; its node has no lines for items that went to
 * another plan. */
struct grave {
	const struct node *node;
	size_t commit;
	const struct grave *next;
};

/* A plan's file as it stands in some commits. */
struct node {
	struct plan_line *plan;
	struct str path;		/* relative to the content folder */
	struct oid blob;
	const struct version *version;	/* the last readable one */
	const struct facts_context *context;	/* of its front matter, agency */
	struct item_line **items;	/* of version->items */
	const struct tomb *tombs;	/* items removed before, latest first;
					   such as came back stay in the list */
	bool unreadable;		/* the file itself cannot be read */
	bool issued;			/* it or an earlier version was issued */
};

/* An item's time in a plan, on the published line. */
struct arrival {
	struct item_line *line;
	size_t commit, left;		/* left: to another plan; or SIZE_MAX */
	struct str slug;
};

struct plan_line {
	struct plan_line *same;		/* joined to this one; else itself */
	size_t serial;			/* in history->plans */
	size_t *path_indices;		/* every path that it ever had */
	size_t npath_indices, path_indices_cap;
	size_t born;			/* the commit that had it first */

	/* After history_finish(): */
	size_t issued_commit;		/* the first with an issued version, or
					   SIZE_MAX */
	const struct node *node;	/* now, or when it was removed */
	bool live, published;
	struct str agency, slug;	/* address now */
	struct strs former;		/* former addresses "agency/slug" */
	int64_t first_seen, last_changed;
	size_t first_commit;
	struct item_line **lines;	/* items that stand in it or stood in it
					   last */
	size_t nlines, lines_cap;
	struct arrival *arrivals;	/* of every item that ever stood in it,
					   in order */
	size_t narrivals, arrivals_cap;
	size_t *records;		/* the plan's and its items' */
	size_t nrecords, records_cap;
	size_t removal;
	const struct plan_line *replaced_by;	/* a live plan, or NULL */
};

struct record {
	size_t commit;
	struct plan_line *plan;
	struct item_line *item;		/* NULL: the plan's own */
	struct difference d;
	struct str authority;		/* NULL slice: none named */
	size_t authority_commit;	/* where it was named later ("bổ sung"),
					   or SIZE_MAX */
	bool adopted;
	bool draft;			/* before the plan was issued */
};

struct history_commit {
	struct oid id;
	int64_t date;			/* committer's, as written */
	int offset;
	int64_t published;		/* arrival on the published line */
	struct str author, email;	/* by .mailmap; never published as is */
	struct str summary;
	struct commit_claims claims;
	size_t *parents;		/* indices */
	size_t nparents;
	bool on_line, damaged, boundary;
	struct state state;		/* path index -> struct node * */
	const struct grave *graves;	/* plans removed before, latest first;
					   such as came back stay in the list */
	size_t first_record, nrecords;
	size_t *branches;		/* merges: by parent, the first commit
					   that came with it (not [0]); they go
					   to the next parent's, or to here */
	size_t *touched;		/* path indices that differ from the
					   first parent's */
	size_t ntouched, touched_cap;
};

/* A version that could not be read. */
struct history_gap {
	size_t commit;
	struct str path;
	bool secret;
};

enum history_state { HISTORY_COMPLETE, HISTORY_SHALLOW, HISTORY_NONE };

struct history {
	struct pool *pool;
	enum history_state kind;
	struct history_commit *commits;	/* in record order */
	size_t ncommits, commits_cap;
	struct record *records;
	size_t nrecords, records_cap;
	struct plan_line **plans;
	size_t nplans, plans_cap;
	struct item_line **items;
	size_t nitems, items_cap;
	struct history_gap *gaps;
	size_t ngaps, gaps_cap;
	struct str *paths;		/* by path index */
	size_t npaths, paths_cap;
	size_t *line;			/* commits of the published line */
	size_t nline, line_cap;
};

struct history_walk;

struct history_source {
	struct repo *repo;
	struct oid head;
	struct str folder;		/* content folder in the tree */
	const struct sources *sources;	/* not for history_walk() */
	struct interner *interner;
	struct mailmap *mailmap;	/* or NULL */
	size_t threads;			/* that may read; 0 is 1 */
	struct history_walk *walk;	/* or NULL: then it is walked first */
	/* NULL, or is told how far it is. */
	void (*step)(void *who, size_t done, size_t total);
	void *who;
};

/*
 * Only walk through the commits, which may be done beside other things that do
 * not use that handle of the repository.  NULL when an object is missing or
 * damaged.
 */
struct history_walk *history_walk(const struct history_source *source);
/* NULL is fine. */
void history_walk_free(struct history_walk *walk);

/*
 * Build the whole history; source->walk is used up.  -1 when an object is missing or damaged
 * (repo_error() says which).
 */
int history_build(struct history *h, struct pool *pool,
		  const struct history_source *source);

/* The "history" of one snapshot without commits. */
void history_single(struct history *h, struct pool *pool,
		    const struct history_source *source);

void history_release(struct history *h);

/* The line that an item (a plan) belongs to, through joins. */
struct item_line *item_line_of(struct item_line *line);
struct plan_line *plan_line_of(struct plan_line *line);

/* The state of the published line on a day in the site's zone: the index of
 * its last commit with published <= day, or SIZE_MAX before the first. */
size_t history_on(const struct history *h, int32_t day, int zone);

/* The record's commit was published on this civil day. */
int32_t record_day(const struct history *h, const struct record *r, int zone);

/* The built state: the node of each live plan, by path. */
const struct node *history_node(const struct history *h, size_t commit,
				size_t path);

#endif
