/* SPDX-License-Identifier: MIT */
/*
 * yaml.h - YAML 1.1 (libyaml) as a tree with places, read strictly, and
 * tables that say which keys a map may have.
 *
 * Refused: aliases and anchors, tags, duplicate keys, keys that are no text,
 * control characters, nesting over YAML_DEPTH, several documents.  Every
 * scalar is a text (NFC); only the plain scalars empty, "~" and "null" are
 * null.  All of it lives in the pool.
 */
#ifndef MINHBACH_YAML_H	/* YAML_H is libyaml's */
#define MINHBACH_YAML_H

#include "diag.h"

#define YAML_DEPTH 32

enum yaml_kind { YAML_NULL, YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	struct pos pos;
	struct str text;		/* TEXT */
	struct yaml_node **items;	/* LIST; MAP: the values */
	struct yaml_node **keys;	/* MAP: TEXT nodes */
	size_t n, cap, kcap;
};

/*
 * Parse the bytes [from, from + n) of a source (a file, or its front matter);
 * positions count in the whole source.  NULL with a finding if it is broken.
 * An empty document is a YAML_NULL node.
 */
struct yaml_node *yaml_parse(struct pool *pool, const struct source *src,
			     size_t from, size_t n, struct diags *diags);

/* The value of a key, or NULL (also where `map` is NULL or no map). */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/* What a key's value must be, and where it goes in a struct. */
enum yaml_type {
	YAML_STR,	/* struct str */
	YAML_STRS,	/* struct strs; one text counts as a list of one */
	YAML_BOOL,	/* bool: true or false */
	YAML_COUNT,	/* int, 0 to 100000 */
	YAML_DATE,	/* int32_t: see date.h; absent or null: DATE_NONE */
	YAML_NODE	/* const struct yaml_node *: the reader goes on itself */
};

struct strs {
	struct str *v;
	struct pos *pos;
	size_t n, cap, pcap;
};

struct yaml_field {
	const char *key;
	enum yaml_type type;
	size_t offset;		/* offsetof(struct …, member) */
	bool required;
	size_t pos_offset;	/* of a struct pos that gets the value's place;
				   0 = none */
};

/*
 * Fill `into` from a map (null counts as an empty one) by a table that ends
 * with a NULL key.  What is absent or null stays as it was, but for dates.
 * All findings (unknown key with the nearest known one, wrong type, missing
 * key, impossible date) are reported; -1 if one of them is an error.
 */
int yaml_read(struct pool *pool, const struct yaml_node *map,
	      const struct yaml_field *fields, void *into,
	      struct diags *diags);

#endif
