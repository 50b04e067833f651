/* SPDX-License-Identifier: MIT */
/*
 * form_merge.h - progress forms that units filled in become changes of the
 * plan's text, of just the lines that have to change.
 *
 * A cell that the unit did not change (form.h: marks) says nothing.  One that
 * it emptied says nothing either, with a note: nothing is ever taken out.  A
 * result of a period that the plan has not got is added as a line of its own,
 * and so is a document that is new; a document that names more than a line of
 * the plan takes its place.  What two forms say differently, and what both
 * the unit and the plan changed since the form was made, is a contradiction:
 * a finding, and no change.
 */
#ifndef FORM_MERGE_H
#define FORM_MERGE_H

#include "form.h"

struct form_change {
	size_t item;			/* in version->items */
	enum form_field field;
	const struct field *old;	/* that it replaces; NULL: a new line */
	struct str from, to;		/* plain text, one line */
	struct str key;			/* by which two forms speak of the same */
	struct pos pos;			/* in the form */
	bool refused;			/* contradicted */
};

struct form_merge {
	struct form_plan *plan;
	struct diags *diags;
	const struct period *period;	/* of results that name none, or NULL */
	bool *seen;			/* items that a form has a row for */
	struct form_change *changes;
	size_t n, cap;
	size_t refused;			/* contradictions */
};

void form_merge_init(struct form_merge *m, struct form_plan *plan,
		     const struct period *period, struct diags *diags);
/* Take what a form says; -1 with a finding if it has no such table. */
int form_merge_add(struct form_merge *m, const struct table *form);
/* Name the tasks that no form had a row for. */
void form_merge_missing(struct form_merge *m);

/*
 * Append the plan's bytes with the changes (form_apply.c); all other bytes
 * stay as they are.  The result is read again and compared with what it should
 * be; -1 with findings if a place cannot be changed safely.
 */
int form_apply(struct buf *out, const struct form_merge *m,
	       struct interner *in, struct str bytes);

/* The first label of a field in the site's language. */
struct str form_label(const struct form_plan *p, enum form_field f);
/* How sentences call an item: "CDDH-02 Kế hoạch tuyên truyền". */
void form_item(struct buf *out, const struct form_plan *p, size_t item);

#endif
