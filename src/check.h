/* SPDX-License-Identifier: MIT */
/*
 * check.h - what is wrong in the plans of one snapshot.
 */
#ifndef CHECK_H
#define CHECK_H

#include "facts.h"

/*
 * Read every plan anew with findings, and check items by themselves and
 * against each other.  -1 if one of the findings is an error.
 */
int plans_check(struct interner *interner, const struct sources *sources,
		struct diags *diags);

/* Letters, digits, "-" and "."; a letter or digit at both ends. */
bool item_code_valid(struct str code);

#endif
