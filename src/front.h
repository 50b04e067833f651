/* SPDX-License-Identifier: MIT */
/*
 * front.h - the YAML block at the top of a Markdown file, and what a plan's
 * says.
 */
#ifndef FRONT_H
#define FRONT_H

#include "date.h"
#include "yaml.h"

struct front {
	struct yaml_node *yaml;		/* NULL: none, or broken */
	size_t yaml_from, yaml_n;	/* its bytes in the source */
	size_t body;			/* where the Markdown begins */
	bool broken;			/* there is one that cannot be read */
	struct str type;		/* "plan", "agency", "page", or empty */
};

/*
 * Splits and parses; -1 (and broken) with findings.  The block stands
 * between a first line "---" and the next such line; an empty one is a
 * YAML_NULL node.
 */
int front_parse(struct pool *pool, const struct source *src,
		struct front *out, struct diags *diags);

/*
 * What keeps a source of any type from being published: the node of a
 * `secrecy` that is anything but null or "none".  NULL if there is none.
 */
const struct yaml_node *front_secret(const struct front *front);

/*
 * A document's date: a day (date_parse) or a month, "2026-04" or "4/2026".
 * *first is the first day that it can mean; *day is DATE_NONE for a month.
 * -1 for anything else.
 */
int front_date(struct str text, int32_t *day, int32_t *first);

/* A plan's period: "2026" or "2026-2030"; -1 for anything else. */
int front_period(struct str text, int *from, int *to);

enum plan_stage { STAGE_ISSUED, STAGE_DRAFT };

/* The facts of a plan (DESIGN: source format).  All texts NFC, in the pool. */
struct plan_front {
	struct str title;
	struct str number;		/* empty: null or absent */
	struct str stage_text;
	enum plan_stage stage;
	struct str issued_text;		/* as written; may be a month */
	int32_t issued;			/* the day; of a month: DATE_NONE */
	int32_t issued_from;		/* first day that it can mean, or
					   DATE_NONE */
	struct str place;
	struct str period_text;		/* "2026", "2026-2030" */
	int period_from, period_to;	/* years; 0 if absent */
	struct str secrecy;		/* as written; "?" if it is no text */
	struct str signer;
	struct strs basis, replaces, related, recipients;
	struct str annex_of;
	struct pos annex_of_pos;
	struct str original;
	struct pos pos;			/* of the block */
};

/*
 * A plan's facts; findings for what is wrong; -1 if it cannot be published
 * (what could be read is there all the same).  `secrecy` other than "none"
 * (or absent) is SECRET; a plan without `stage` is issued.
 */
int front_plan(struct pool *pool, const struct front *front,
	       struct plan_front *out, struct diags *diags);

#endif
