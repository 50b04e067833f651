/* SPDX-License-Identifier: MIT */
/*
 * check_against.c - which promises differ from a published version of the
 * sources without a document that says so.
 *
 * Plans are compared by their path, their items as history compares them.  A
 * file that was moved or is new promises anew: the site's history knows more,
 * the check says nothing rather than something wrong.
 */
#include "change.h"
#include "check_internal.h"
#include "match.h"

struct comparison {
	struct interner *in;
	struct diags *diags;
	const struct commit_claims *claims;
	const struct source *src;	/* the plan's file now */
	const struct version *a, *b;
	struct facts_context before, now;
};

/* What is said in the place of a document number. */
static bool has_authority(const struct comparison *c,
			  const struct differences *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->v[i].field == FIELD_AUTHORITY && d->v[i].to.n)
			return true;
	return c->claims->authority.n > 0;
}

static struct pos place_of(const struct comparison *c,
			   const struct plan_item *item, int field)
{
	struct pos pos = POS_AT(c->src, c->b->offsets[item->at]);
	const struct field *f = NULL;

	if (field >= 0 && field < NFIELDS)
		f = section_field(item->section, (enum field_id)field);
	return f ? POS_AT(c->src, pos.off + f->off) : pos;
}

static void tell(const struct comparison *c, const struct plan_item *item,
		 const struct difference *d)
{
	diag(c->diags, DIAG_AMENDED_UNNAMED, place_of(c, item, d->field),
	     { "title", item->section->title },
	     { "field", str_of(change_field_name(d->field)) },
	     { "from", d->from });
}

static void compare_items(const struct comparison *c,
			  const struct plan_item *a, const struct plan_item *b)
{
	struct item_side before = { a->section, a->area, &c->before };
	struct item_side now = { b->section, b->area, &c->now };
	struct differences d = { .v = NULL };

	if (a->section == b->section && a->area == b->area)
		return;
	item_differences(&d, c->in->pool, &before, &now);
	differences_classify(&d, 0, c->claims,
			     c->a->front->stage == STAGE_DRAFT);
	if (has_authority(c, &d))
		return;
	for (size_t i = 0; i < d.n; i++)
		if (d.v[i].class == CLASS_AMENDMENT)
			tell(c, b, &d.v[i]);
}

/* An item that the published version did not have, or has no more. */
static void tell_whole(const struct comparison *c, struct pos pos,
		       const struct plan_item *item, bool added)
{
	if (c->claims->authority.n || c->claims->correction ||
	    section_text(item->section, FIELD_AUTHORITY).n ||
	    section_text(item->section, FIELD_CORRECTION).n)
		return;
	diag(c->diags, DIAG_AMENDED_UNNAMED, pos,
	     { "title", item->section->title },
	     { "added", added ? STR("1") : STR("") },
	     { "removed", added ? STR("") : STR("1") });
}

static const struct section **sections_of(struct pool *pool,
					  const struct version *v)
{
	const struct section **list = POOL_ARRAY(pool, const struct section *,
						 v->nitems);

	for (size_t i = 0; i < v->nitems; i++)
		list[i] = v->items[i].section;
	return list;
}

static void compare_versions(const struct comparison *c)
{
	struct pool *pool = c->in->pool;
	int *pair = POOL_ARRAY(pool, int, c->b->nitems);
	bool *kept = POOL_ARRAY(pool, bool, c->a->nitems);

	match_sections(sections_of(pool, c->a), c->a->nitems,
		       sections_of(pool, c->b), c->b->nitems, pair, false);
	for (size_t i = 0; i < c->b->nitems; i++) {
		const struct plan_item *item = &c->b->items[i];

		if (pair[i] < 0) {
			tell_whole(c, place_of(c, item, SUBJECT_NONE), item,
				   true);
			continue;
		}
		kept[pair[i]] = true;
		compare_items(c, &c->a->items[pair[i]], item);
	}
	for (size_t i = 0; i < c->a->nitems; i++)
		if (!kept[i])
			tell_whole(c, POS_AT(c->src, 0), &c->a->items[i],
				   false);
}

/* The plan's own promises: the prose of the plan and of its areas. */
static void compare_prose(const struct comparison *c)
{
	struct differences d = { .v = NULL };

	plan_differences(&d, c->in->pool, c->a, c->b);
	differences_classify(&d, 0, c->claims,
			     c->a->front->stage == STAGE_DRAFT);
	for (size_t i = 0; i < d.n; i++)
		if (d.v[i].class == CLASS_AMENDMENT &&
		    !c->claims->authority.n)
			diag(c->diags, DIAG_AMENDED_UNNAMED, POS_AT(c->src, 0),
			     { "title", STR("") });
}

static void compare_plan(struct interner *in, const struct sources *sources,
			 const struct plan_file *plan, struct str before,
			 const struct commit_claims *claims,
			 struct diags *diags)
{
	struct comparison c = { .in = in, .diags = diags, .claims = claims,
				.src = plan->src };
	const struct agency *agency = sources_agency(sources, plan->agency);

	c.a = version_read(in, before);
	if (c.a->unreadable || c.a->secret || !c.a->front)
		return;
	c.b = version_read_checked(in, plan->src, NULL);
	if (!c.b || c.a->front->stage == STAGE_DRAFT)
		return;
	c.before = (struct facts_context){ &sources->site, in->vocabulary,
					   agency, c.a->front };
	c.now = (struct facts_context){ &sources->site, in->vocabulary,
					agency, c.b->front };
	compare_versions(&c);
	compare_prose(&c);
}

void sources_check_against(struct interner *interner,
			   const struct sources *sources,
			   const struct snapshot *old,
			   const struct commit_claims *claims,
			   struct diags *diags)
{
	for (size_t i = 0; i < sources->nplans; i++) {
		const struct plan_file *plan = &sources->plans[i];
		const struct snapshot_file *file = snapshot_find(old,
								 plan->path);

		if (file && file->text &&
		    !str_eq(file->src.text, plan->src->text))
			compare_plan(interner, sources, plan, file->src.text,
				     claims, diags);
	}
}
