/* SPDX-License-Identifier: MIT */
/*
 * form.h - the progress form of a plan: made for the units, filled in by
 * them, and merged into the plan again.
 *
 * A row for each task has its code, its title, and four fields: what the plan
 * says of them when the form is made, for the unit to change.  The last
 * column is a mark: for each field six hexadecimal digits of the SHA-256 of
 * what the form was made with.  By it a merge tells what the unit changed
 * from what the plan changed meanwhile; a form without marks says that all
 * that differs from the plan is new.
 */
#ifndef FORM_H
#define FORM_H

#include "columns.h"
#include "facts.h"

enum form_field { FORM_STATUS, FORM_PERIOD_RESULT, FORM_COMPLETED,
		  FORM_EVIDENCE, NFORM };

/* The plan's field, in the order of the columns. */
enum field_id form_field_id(enum form_field f);

/* A plan that a form is made of, or merged into. */
struct form_plan {
	struct pool *pool;
	const struct version *version;	/* with offsets */
	struct facts_context context;
	const struct vocabulary *v;
	const struct catalog *words;	/* in the site's language */
	const struct source *src;
	bool *task;			/* of each item: is it in the form? */
};

void form_plan_init(struct form_plan *p, struct pool *pool,
		    const struct version *version, const struct source *src,
		    const struct facts_context *context,
		    const struct catalog *words);

/* Append a field's value as forms and plans write it: a status by its first
 * word, a date as 30/6/2026, else the text without markup. */
void form_show(struct buf *out, const struct form_plan *p, enum form_field f,
	       struct str text);
/* What a plan says of a field, a line for each time it stands there. */
struct str form_text(const struct form_plan *p, const struct section *s,
		     enum form_field f);

/*
 * A value in the form in which values are compared: a status by its name, a
 * date as 2026-06-30, else its lines without what is empty; a period without
 * a result ("Quý II/2026:") is empty.
 */
struct str form_value(const struct form_plan *p, enum form_field f,
		      struct str text);
/* Its six digits, into `out` with a final NUL. */
void form_mark(char out[7], struct str value);

/* "Quý II/2026", as period_parse() reads it. */
void form_period(struct buf *out, const struct catalog *words,
		 struct period period);
/* "Quý II/2026: result"; false if a line does not begin with a period. */
bool form_result(struct str line, struct period *period, struct str *result);

struct form_options {
	const struct period *period;	/* that is asked for, or NULL */
};

/* Append the form; docx: -1 if it cannot be packed. */
void form_csv(struct buf *out, const struct form_plan *p,
	      const struct form_options *o);
int form_docx(struct buf *out, const struct form_plan *p,
	      const struct form_options *o);

#endif
