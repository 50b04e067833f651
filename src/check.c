/* SPDX-License-Identifier: MIT */
/* check.c - checks the plans of a snapshot: fields, identities, references. */
#include "check.h"

#include "docnum.h"
#include "text.h"

struct checked_plan {
	const struct plan_file *file;
	const struct version *version;	/* NULL: cannot be read */
	struct map codes;		/* Mã -> 1 */
};

struct checking {
	struct interner *in;
	struct map numbers;		/* docnum_key of a plan -> 1 */
	const struct sources *sources;
	struct diags *diags;
	struct checked_plan *plans;
};

static struct pos item_pos(const struct checked_plan *p,
			   const struct plan_item *item)
{
	return POS_AT(p->file->src, p->version->offsets[item->at]);
}

static struct pos field_pos(const struct checked_plan *p,
			    const struct plan_item *item,
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
			map_put(&p->codes, code->text, p);
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

static void check_dates(struct checking *c, const struct checked_plan *p,
			const struct plan_item *item, const struct facts *f)
{
	const struct field *field = section_field(item->section,
						  FIELD_STATUS);

	if ((f->kinds & KIND_TASK) && f->status == STATUS_DONE &&
	    !section_text(item->section, FIELD_COMPLETED).n)
		diag0(c->diags, DIAG_DONE_WITHOUT_DATE,
		      field_pos(p, item, field));
	if (f->completed == DATE_NONE)
		return;
	field = section_field(item->section, FIELD_COMPLETED);
	if (f->status != STATUS_DONE)
		diag0(c->diags, DIAG_DATE_WITHOUT_DONE,
		      field_pos(p, item, field));
	if (p->version->front->issued != DATE_NONE &&
	    f->completed < p->version->front->issued)
		diag0(c->diags, DIAG_DONE_BEFORE_ISSUED,
		      field_pos(p, item, field));
}

static const struct checked_plan *find_plan(const struct checking *c,
					    struct str address)
{
	for (size_t i = 0; i < c->sources->nplans; i++) {
		const struct plan_file *f = c->plans[i].file;

		if (address.n == f->agency.n + 1 + f->slug.n &&
		    str_starts(address, f->agency) &&
		    address.p[f->agency.n] == '/' &&
		    str_ends(address, f->slug))
			return &c->plans[i];
	}
	return NULL;
}

/* "MT-01; so-x/2026-cchc#MT-02" */
static void check_references(struct checking *c, const struct checked_plan *p,
			     const struct plan_item *item,
			     const struct field *field)
{
	struct str rest = field->text, piece;

	while (str_split(&rest, ';', &piece)) {
		const struct checked_plan *plan = p;
		ptrdiff_t hash;
		struct str code;

		piece = str_trim(piece);
		if (!piece.n)
			continue;
		hash = str_chr(piece, '#');
		code = hash < 0 ? piece : str_from(piece, (size_t)hash + 1);
		if (hash >= 0)
			plan = find_plan(c, str_sub(piece, 0, (size_t)hash));
		if (plan && (!plan->version || map_get(&plan->codes, code)))
			continue;
		diag(c->diags, DIAG_UNKNOWN_LINKED, field_pos(p, item, field),
		     { "value", piece });
	}
}

static void check_documents(struct checking *c, const struct checked_plan *p,
			    const struct plan_item *item,
			    const struct field *field)
{
	struct str number;
	size_t at = 0;

	while (docnum_find(field->text, at, &number)) {
		at = (size_t)(number.p - field->text.p) + number.n;
		if (!sources_document(c->sources, number) &&
		    !map_get(&c->numbers, docnum_key(c->in->pool, number)))
			diag(c->diags, DIAG_UNKNOWN_DOCUMENT,
			     field_pos(p, item, field), { "value", number });
	}
}

static void check_item(struct checking *c, const struct checked_plan *p,
		       const struct plan_item *item)
{
	struct facts_context context = {
		&c->sources->site, c->in->vocabulary,
		sources_agency(c->sources, p->file->agency), p->version->front
	};
	const struct section *s = item->section;
	struct facts f;

	facts_read(&f, c->in->pool, &context, s, item_pos(p, item), c->diags);
	if ((f.kinds & KIND_TASK) && f.deadline.kind == DEADLINE_NONE &&
	    f.computed == DATE_NONE)
		diag0(c->diags, DIAG_NO_DEADLINE, item_pos(p, item));
	check_dates(c, p, item, &f);
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *field = &s->fields[i];

		if (field->id == FIELD_LINKED ||
		    field->id == FIELD_CARRIED_FROM)
			check_references(c, p, item, field);
		else if (field->id == FIELD_AUTHORITY ||
			 field->id == FIELD_EVIDENCE ||
			 field->id == FIELD_CORRECTION)
			check_documents(c, p, item, field);
	}
}

int plans_check(struct interner *interner, const struct sources *sources,
		struct diags *diags)
{
	struct checking c = { .in = interner, .sources = sources,
			      .diags = diags };
	size_t before = diags->errors;

	c.plans = POOL_ARRAY(interner->pool, struct checked_plan,
			     sources->nplans);
	for (size_t i = 0; i < sources->nplans; i++) {
		struct checked_plan *p = &c.plans[i];

		p->file = &sources->plans[i];
		p->version = version_read_checked(interner, p->file->src,
						  diags);
		if (!p->version)
			continue;
		check_identity(&c, p);
		if (p->version->front->number.n)
			map_put(&c.numbers, docnum_key(interner->pool,
				p->version->front->number), p);
	}
	for (size_t i = 0; i < sources->nplans; i++) {
		const struct checked_plan *p = &c.plans[i];

		for (size_t k = 0; p->version && k < p->version->nitems; k++)
			check_item(&c, p, &p->version->items[k]);
	}
	for (size_t i = 0; i < sources->nplans; i++)
		map_release(&c.plans[i].codes);
	map_release(&c.numbers);
	return diags->errors > before ? -1 : 0;
}
