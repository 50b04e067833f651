/* SPDX-License-Identifier: MIT */
/*
 * json_read.h - JSON (RFC 8259) into a tree of values.
 *
 * Strict: duplicate keys, invalid UTF-8, U+0000 in a string, integers over 64
 * bits and deep nesting are refused.  Any value may stand at the top.  A real
 * number's text is the shortest that reads back the same.
 */
#ifndef JSON_READ_H
#define JSON_READ_H

#include "diag.h"
#include "value.h"

/* The value, all of it in the pool; NULL with a finding if it is broken. */
struct value *json_read(struct pool *pool, const struct source *src,
			struct diags *diags);

#endif
