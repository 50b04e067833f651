/* SPDX-License-Identifier: MIT */
/*
 * check.h - what is wrong in the sources of one snapshot.
 */
#ifndef CHECK_H
#define CHECK_H

#include "change.h"

/*
 * Read every plan and text anew with findings, and check items by themselves
 * and against each other.  With a day `as_of` also what only time makes wrong:
 * results of periods that nobody gave (DATE_NONE: not).  -1 if one of the
 * findings is an error.
 */
int sources_check(struct interner *interner, const struct sources *sources,
		  int32_t as_of, struct diags *diags);

/*
 * What `old`, a snapshot of the same site that was published before, promised
 * otherwise than the sources do, without naming a document (check_against.c).
 * `claims` is what the commits between them say.
 */
void sources_check_against(struct interner *interner,
			   const struct sources *sources,
			   const struct snapshot *old,
			   const struct commit_claims *claims,
			   struct diags *diags);

/* Letters, digits, "-" and "."; a letter or digit at both ends. */
bool item_code_valid(struct str code);

#endif
