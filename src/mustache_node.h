/* SPDX-License-Identifier: MIT */
/*
 * mustache_node.h - the compiled form of a template, between its compiler
 * (mustache_parse.c) and its renderer (mustache.c).
 */
#ifndef MUSTACHE_NODE_H
#define MUSTACHE_NODE_H

#include "mustache.h"

enum node_kind {
	NODE_TEXT, NODE_VALUE, NODE_RAW, NODE_SECTION, NODE_INVERTED,
	NODE_PARTIAL, NODE_PARENT, NODE_BLOCK
};

/* How a partial, parent or block stands on its line. */
enum node_place {
	PLACE_INLINE,	/* beside other things */
	PLACE_LINE,	/* a block with the line for itself and its content */
	PLACE_ALONE	/* the tag alone: its line is no part of the output */
};

struct node {
	enum node_kind kind;
	enum node_place place;
	/* TEXT, PARENT, BLOCK: begins a line of the source; an empty TEXT
	 * marks a line that begins with a tag. */
	bool bol;
	size_t off;		/* of the tag, for findings */
	struct str name;	/* as written */
	const struct template *target;	/* PARTIAL, PARENT: linked, or NULL */
	struct str *parts;	/* split at the dots; none for "." */
	size_t nparts;
	bool here;		/* ".name": only on top of the context */
	const struct value *known;	/* a constant's, or NULL */
	struct str text;	/* TEXT; else the blanks before the tag */
	struct str tail;	/* BLOCK: the rest of its last line */
	struct str indent;	/* BLOCK: what its argument's lines get */
	size_t dedent;		/* argument: what its lines lose */
	struct node *nodes;
	size_t n;
};

struct template {
	const struct source *src;
	struct node *nodes;
	size_t n;
};

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

#endif
