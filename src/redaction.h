/* SPDX-License-Identifier: MIT */
/*
 * redaction.h - texts that law requires to be taken down (site.yml:
 * redactions) are covered in every version before anything is written.
 */
#ifndef REDACTION_H
#define REDACTION_H

#include "history.h"

/* What stands in the place of a covered text. */
#define REDACTED STR("█████")

/*
 * Cover the texts in the sections of all versions published before each
 * redaction's `until`, in all records, and where commit summaries repeat
 * them.  A place is named by the item's present or a retired address; one
 * that matches nothing is an error.  -1 with findings.
 */
int redactions_apply(struct history *h, struct pool *pool,
		     const struct site *site, struct diags *diags);

/* Does it cover something of this item (NULL: of the plan's own text)? */
bool redaction_covers(const struct redaction *r, const struct plan_line *plan,
		      const struct item_line *item);

#endif
