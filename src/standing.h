/* SPDX-License-Identifier: MIT */
/*
 * standing.h - how every commitment stood on a day: what the published line
 * held then (DESIGN: "State on a day D"), rated as of that day.
 *
 * Reports, trends and `diff` compare two of these.  Facts are read once for
 * each wording: a standing of the next month costs only what changed.
 */
#ifndef STANDING_H
#define STANDING_H

#include "history.h"
#include "rating.h"

struct standing {
	struct item_line *line;
	const struct section *section;
	const struct area *area;
	const struct facts_context *context;
	const struct facts *facts;
	struct plan_line *plan;
	struct rating_result rating;	/* tasks: against the due date of then */
	bool in_force;		/* its plan was issued, open, not replaced */
};

/* Open although its due date has passed. */
static inline bool standing_overdue(const struct standing *s)
{
	return s->rating.rating == RATING_OVERDUE ||
	       s->rating.rating == RATING_OVERDUE_UNREPORTED;
}

struct standings {
	int32_t day;
	size_t commit;			/* SIZE_MAX: nothing was published yet */
	struct standing *v;		/* by plan, then place */
	size_t n;
	size_t *by_line;		/* item_line serial -> index + 1 */
};

/* Facts by section and context, shared by the standings of many days. */
struct standing_cache {
	struct pool *pool;
	struct map facts;
};

void standing_cache_init(struct standing_cache *c, struct pool *pool);
void standing_cache_release(struct standing_cache *c);

void standings_on(struct standings *out, struct standing_cache *cache,
		  const struct history *h, const struct site *site,
		  int32_t day);

/* The same, one by one: nothing but facts is kept. */
void standings_each(struct standing_cache *cache, const struct history *h,
		    const struct site *site, int32_t day,
		    void (*see)(const struct standing *, void *), void *arg);

/* What a section says; read once. */
const struct facts *standing_facts(struct standing_cache *cache,
				   const struct facts_context *context,
				   const struct section *section);

/* The standing of a line, or NULL. */
const struct standing *standings_find(const struct standings *s,
				      const struct item_line *line);

#endif
