/* SPDX-License-Identifier: MIT */
/*
 * change.h - what changed between two versions of an item or a plan, field by
 * field, and what class of change that is.
 *
 * The classes are DESIGN's table; change.c holds them in one table by field.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "facts.h"

enum change_class { CLASS_PLAN, CLASS_AMENDMENT, CLASS_CORRECTION,
		    CLASS_PROGRESS, CLASS_EDITORIAL };
enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_RESTORED,
		   CHANGE_MOVED, CHANGE_CHANGED };

const char *change_class_name(enum change_class c);
const char *change_kind_name(enum change_kind k);

/*
 * What a change is about: a field of an item (enum field_id), or one of
 * these.  SUBJECT_* beyond SUBJECT_ORDER are front-matter keys.
 */
enum change_field {
	SUBJECT_TITLE = NFIELDS, SUBJECT_NUMBER, SUBJECT_PATH, SUBJECT_PROSE,
	SUBJECT_MILESTONES, SUBJECT_ORDER,
	SUBJECT_PLAN_TITLE, SUBJECT_PLAN_NUMBER, SUBJECT_STAGE, SUBJECT_ISSUED,
	SUBJECT_PLACE, SUBJECT_PERIOD, SUBJECT_SECRECY, SUBJECT_SIGNER,
	SUBJECT_BASIS, SUBJECT_REPLACES, SUBJECT_ANNEX_OF, SUBJECT_RELATED,
	SUBJECT_RECIPIENTS, SUBJECT_ORIGINAL,
	NCHANGE_FIELDS,
	SUBJECT_NONE = -1	/* the whole item or plan */
};

/* The canonical name in data files: "deadline", "title", "path" … */
const char *change_field_name(int field);

/* One difference.  Texts are borrowed from the versions or in the pool. */
struct difference {
	enum change_kind kind;
	int field;			/* enum field_id or change_field */
	struct str from, to;		/* NULL slice: not there */
	enum change_class class;
	bool has_days;
	int32_t days;			/* slip, positive = later */
	int32_t due_from, due_to;	/* effective; only where due changes */
	bool due_changed;
	bool regressed;
	const struct area *area;	/* of plan prose, else NULL */
};

struct differences {
	struct difference *v;
	size_t n, cap;
};

/* An item's side of a comparison. */
struct item_side {
	const struct section *section;
	const struct area *area;
	const struct facts_context *context;
};

/*
 * Append what differs between two versions of an item: fields, title, number,
 * area, account, milestones.  Corrections and claims are not yet applied.
 */
void item_differences(struct differences *out, struct pool *pool,
		      const struct item_side *a, const struct item_side *b);

/* Front matter and prose of two versions of a plan. */
void plan_differences(struct differences *out, struct pool *pool,
		      const struct version *a, const struct version *b);

/*
 * Apply to one subject's differences [from, out->n) what its commit says:
 * a new "Đính chính" (or the trailer) turns amendments into corrections
 * without slip, the trailer "biên tập" is honoured where only wording changed,
 * and in a draft nothing is an amendment.
 */
struct commit_claims {
	bool correction, editorial;
	struct str authority;		/* trailer, or empty */
};
void differences_classify(struct differences *d, size_t from,
			  const struct commit_claims *claims, bool draft);

/* All texts of a repeatable field, one line each; or the only one. */
struct str section_joined(struct pool *pool, const struct section *s,
			  enum field_id id);

/* The text that a comparison sees for a field of an item (any but the area),
 * or for a front-matter key or the prose of a plan. */
struct str item_field_text(struct pool *pool, const struct section *s,
			   int field);
struct str plan_field_text(struct pool *pool, const struct version *v,
			   int field, const struct area *area);

/* "[x] a" lines. */
struct str section_milestones(struct pool *pool, const struct section *s);

/* The claims of a commit's trailers: "Label: value" lines of the message's
 * last paragraph. */
struct commit_claims commit_claims_read(struct pool *pool,
					const struct vocabulary *v,
					struct str message);

#endif
