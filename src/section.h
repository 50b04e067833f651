/* SPDX-License-Identifier: MIT */
/*
 * section.h - a plan's Markdown cut at its headings, and one such section
 * read as an item or as prose.
 *
 * Grammar.  A section begins at a top-level ATX heading (not inside a quote,
 * list, code or HTML block) and ends before the next; what stands before the
 * first heading is a section of level 0.  It is an item if its level is 3 or
 * more and its first block is a bullet list whose first entry is a known
 * "Label: value":
 *
 *	item     = heading blank* fields body
 *	fields   = entry+ { [paragraph+] entry+ }
 *	entry    = ("-" | "*" | "+") " " label ":" value continuation*
 *	continuation = a line indented by two or more, also after a blank line
 *
 * The field list ends at the first blank line that no continuation, further
 * entry of a known label, or paragraphs and such an entry follow, at the first
 * "[ ]" or "[x]" entry, and at any other block that is not indented (a table, a
 * quote …).  Paragraphs between two field lists belong to the field before
 * them.  An entry of an unknown label is kept in front of the body.
 */
#ifndef SECTION_H
#define SECTION_H

#include "vocabulary.h"

struct field {
	enum field_id id;
	struct str text;	/* NFC, lines joined by one space */
	unsigned off;		/* of the value, in the section's bytes */
};

struct milestone {
	struct str text;
	bool done;
};

struct section {
	int level;		/* 1-6; 0: before the first heading */
	struct str number;	/* "I.4", "1", "a": before the title; or empty */
	struct str title;	/* without number and markup, NFC */
	struct str folded;	/* text_fold(title) */
	bool item;
	struct field *fields;
	size_t nfields, fields_cap;
	unsigned first[NFIELDS];	/* of each id: 1 + index of the first;
					   0: there is none */
	struct milestone *milestones;
	size_t nmilestones, milestones_cap;
	struct str body;	/* Markdown below the heading (prose) or the
				   field list (item), trimmed */
	unsigned body_off;	/* in the section's bytes */
	bool invalid;		/* not UTF-8 or with NUL: nothing was read */
};

/* The first field of an id, or NULL; its text, or an empty slice. */
static inline const struct field *section_field(const struct section *s,
						enum field_id id)
{
	return s->first[id] ? &s->fields[s->first[id] - 1] : NULL;
}

static inline struct str section_text(const struct section *s,
				      enum field_id id)
{
	const struct field *f = section_field(s, id);

	return f ? f->text : (struct str){ NULL, 0 };
}

/*
 * Where the next section ends: `text` begins with a section (after a heading
 * line, or at the body's start).  Returns its length in bytes, at least 1 if
 * there is any text.  (plan_cut.c)
 */
size_t section_length(struct str text);

/*
 * Read one section.  `bytes` need not be normalised; with findings, `src` is
 * the source in which they stand at `off` (then they are normalised already).
 */
struct section *section_parse(struct pool *pool, const struct vocabulary *v,
			      struct str bytes, const struct source *src,
			      size_t off, struct diags *diags);

#endif
