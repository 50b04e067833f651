/* SPDX-License-Identifier: MIT */
/* check.c - checks the plans of a snapshot: fields, identities, references. */
#include "check_internal.h"

#include "docnum.h"
#include "text.h"

struct pos item_pos(const struct checked_plan *p, const struct plan_item *item)
{
	return POS_AT(p->file->src, p->version->offsets[item->at]);
}

struct pos field_pos(const struct checked_plan *p, const struct plan_item *item,
		     const struct field *field)
{
	struct pos pos = item_pos(p, item);

	pos.off += field->off;
	return pos;
}

bool item_code_valid(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!ascii_alnum(code.p[i]) &&
		    ((code.p[i] != '-' && code.p[i] != '.') || i == 0 ||
		     i + 1 == code.n))
			return false;
	return code.n > 0;
}

static void check_identity(struct checking *c, struct checked_plan *p)
{
	struct map titles = MAP_INIT;

	for (size_t i = 0; i < p->version->nitems; i++) {
		const struct plan_item *item = &p->version->items[i];
		const struct field *code = section_field(item->section,
							 FIELD_ID);

		if (code && code->text.n) {
			if (!item_code_valid(code->text))
				diag(c->diags, DIAG_BAD_ITEM_ID,
				     field_pos(p, item, code),
				     { "value", code->text });
			else if (map_get(&p->codes, code->text))
				diag(c->diags, DIAG_DUPLICATE_ITEM_ID,
				     field_pos(p, item, code),
				     { "value", code->text });
			map_put(&p->codes, code->text,
				(void *)(uintptr_t)item);
			continue;
		}
		diag0(c->diags, DIAG_NO_ITEM_ID, item_pos(p, item));
		if (!item->section->folded.n)
			continue;
		if (map_get(&titles, item->section->folded))
			diag(c->diags, DIAG_DUPLICATE_ITEM, item_pos(p, item),
			     { "title", item->section->title });
		map_put(&titles, item->section->folded, p);
	}
	map_release(&titles);
}

/* A task that nobody leads; one below another may be led by that one's. */
static void check_lead(struct checking *c, const struct checked_plan *p,
		       const struct plan_item *item)
{
	const struct plan_item *above = item;

	while (!section_text(above->section, FIELD_LEAD).n &&
	       above->parent >= 0)
		above = &p->version->items[above->parent];
	if (!section_text(above->section, FIELD_LEAD).n)
		diag0(c->diags, DIAG_NO_LEAD, item_pos(p, item));
}

static void check_item(struct checking *c, const struct checked_plan *p,
		       const struct plan_item *item)
{
	struct facts_context context = {
		&c->sources->site, c->in->vocabulary,
		sources_agency(c->sources, p->file->agency), p->version->front
	};
	struct facts f;

	facts_read(&f, c->in->pool, &context, item->section, item_pos(p, item),
		   c->diags);
	if (f.kinds & KIND_TASK) {
		if (f.deadline.kind == DEADLINE_NONE && f.computed == DATE_NONE)
			diag0(c->diags, DIAG_NO_DEADLINE, item_pos(p, item));
		check_lead(c, p, item);
	}
	check_dates(c, p, item, &f);
	check_item_references(c, p, item);
}

/* The file as it stands: text that is not in the form in which it is read. */
static void check_form(struct checking *c)
{
	const struct snapshot *s = c->sources->snapshot;

	for (size_t i = 0; s && i < s->n; i++)
		if (s->files[i].decomposed)
			diag0(c->diags, DIAG_NOT_NFC,
			      POS_AT(&s->files[i].src,
				     s->files[i].decomposed - 1));
}

static void check_plans(struct checking *c)
{
	size_t n = c->sources->nplans;

	c->plans = POOL_ARRAY(c->in->pool, struct checked_plan, n);
	for (size_t i = 0; i < n; i++) {
		struct checked_plan *p = &c->plans[i];

		p->file = &c->sources->plans[i];
		p->version = version_read_checked(c->in, p->file->src,
						  c->diags);
		if (!p->version)
			continue;
		check_identity(c, p);
		if (p->version->front->number.n)
			map_put(&c->numbers, docnum_key(c->in->pool,
				p->version->front->number), p);
	}
	for (size_t i = 0; i < n; i++) {
		const struct checked_plan *p = &c->plans[i];

		if (!p->version)
			continue;
		check_front_references(c, p);
		for (size_t k = 0; k < p->version->nitems; k++)
			check_item(c, p, &p->version->items[k]);
		check_reports(c);
	}
}

int sources_check(struct interner *interner, const struct sources *sources,
		  int32_t as_of, struct diags *diags)
{
	struct checking c = { .in = interner, .sources = sources,
			      .as_of = as_of, .diags = diags };
	size_t before = diags->errors;

	check_form(&c);
	if (sources->site.nareas)
		check_plans(&c);
	check_texts(&c);
	for (size_t i = 0; c.plans && i < sources->nplans; i++)
		map_release(&c.plans[i].codes);
	map_release(&c.numbers);
	return diags->errors > before ? -1 : 0;
}
