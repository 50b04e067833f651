/* SPDX-License-Identifier: MIT */
/* check_references.c - do the items, plans and documents that are named
 * exist? */
#include "check_internal.h"

#include "docnum.h"
#include "text.h"

/* ---- documents --------------------------------------------------------- */

bool check_number_known(const struct checking *c, struct str number)
{
	return sources_document(c->sources, number) ||
	       map_get(&c->numbers, docnum_key(c->in->pool, number));
}

/* "29" of "29/KH-UBND" and of "029/KH-UBND". */
static struct str leading_number(struct str number)
{
	size_t n = 0;

	number = str_trim(number);
	while (number.n > 1 && number.p[0] == '0')
		number = str_from(number, 1);
	while (n < number.n && ascii_digit(number.p[n]))
		n++;
	return str_sub(number, 0, n);
}

/*
 * The known document that was meant: one of the same number whose symbol is
 * written almost so.  (30/KH-UBND is near 29/KH-UBND, but another document.)
 */
static struct str nearest_number(const struct checking *c, struct str number)
{
	struct str leading = leading_number(number), *known = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < c->sources->ndocuments; i++) {
		struct str other = c->sources->documents[i].number;

		if (str_eq(leading_number(other), leading))
			POOL_PUSH(c->in->pool, known, n, cap, other);
	}
	for (size_t i = 0; i < c->sources->nplans; i++) {
		const struct version *v = c->plans[i].version;

		if (v && str_eq(leading_number(v->front->number), leading))
			POOL_PUSH(c->in->pool, known, n, cap,
				  v->front->number);
	}
	return text_nearest(number, known, n);
}

/* Every number in a text, which begins at `pos`. */
static void check_numbers(struct checking *c, struct str text, struct pos pos)
{
	struct str number;
	size_t at = 0;

	while (docnum_find(text, at, &number)) {
		size_t from = (size_t)(number.p - text.p);

		at = from + number.n;
		if (!check_number_known(c, number))
			diag(c->diags, DIAG_UNKNOWN_DOCUMENT,
			     POS_AT(pos.src, pos.off + from),
			     { "value", number },
			     { "near", nearest_number(c, number) });
	}
}

/* ---- items and plans --------------------------------------------------- */

const struct checked_plan *check_find_plan(const struct checking *c,
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

static struct str plan_address_of(struct pool *pool, const struct plan_file *f)
{
	return pool_printf(pool, "%.*s/%.*s", STR_ARG(f->agency),
			   STR_ARG(f->slug));
}

static struct str nearest_plan(const struct checking *c, struct str address)
{
	struct str *known = POOL_ARRAY(c->in->pool, struct str,
				       c->sources->nplans);

	for (size_t i = 0; i < c->sources->nplans; i++)
		known[i] = plan_address_of(c->in->pool, c->plans[i].file);
	return text_nearest(address, known, c->sources->nplans);
}

/* The number at the end: "9" of "TC-09". */
static struct str final_number(struct str code)
{
	size_t n = 0;

	while (n < code.n && ascii_digit(code.p[code.n - n - 1]))
		n++;
	code = str_from(code, code.n - n);
	while (code.n > 1 && code.p[0] == '0')
		code = str_from(code, 1);
	return code;
}

/* As with documents, another number is another item. */
static struct str nearest_code(const struct checking *c,
			       const struct checked_plan *p, struct str code)
{
	struct str *known = POOL_ARRAY(c->in->pool, struct str, p->codes.n);
	size_t n = 0;

	for (size_t i = 0; i < p->codes.n; i++)
		if (str_eq(final_number(p->codes.entries[i].key),
			   final_number(code)))
			known[n++] = p->codes.entries[i].key;
	return text_nearest(code, known, n);
}

/* What "so-x/2026-cchc#MT-02" or "MT-02" was to be, or empty. */
static struct str nearest_item(const struct checking *c,
			       const struct checked_plan *plan,
			       struct str address, struct str code)
{
	struct str near = code;

	if (!plan) {
		address = nearest_plan(c, address);
		plan = address.n ? check_find_plan(c, address) : NULL;
		if (!plan || !map_get(&plan->codes, code))
			return STR("");
	} else {
		near = nearest_code(c, plan, code);
	}
	return near.n && address.n ?
		pool_printf(c->in->pool, "%.*s#%.*s", STR_ARG(address),
			    STR_ARG(near)) : near;
}

/* "MT-01; so-x/2026-cchc#MT-02" */
static void check_items(struct checking *c, const struct checked_plan *p,
			struct str text, struct pos pos)
{
	struct str rest = text, piece;

	while (str_split(&rest, ';', &piece)) {
		const struct checked_plan *plan = p;
		struct str address = STR(""), code;
		ptrdiff_t hash;

		piece = str_trim(piece);
		if (!piece.n)
			continue;
		hash = str_chr(piece, '#');
		code = hash < 0 ? piece : str_from(piece, (size_t)hash + 1);
		if (hash >= 0) {
			address = str_sub(piece, 0, (size_t)hash);
			plan = check_find_plan(c, address);
		}
		if (plan && (!plan->version || map_get(&plan->codes, code)))
			continue;
		diag(c->diags, DIAG_UNKNOWN_LINKED,
		     POS_AT(pos.src, pos.off + (size_t)(piece.p - text.p)),
		     { "value", piece },
		     { "near", nearest_item(c, plan, address, code) });
	}
}

void check_item_references(struct checking *c, const struct checked_plan *p,
			   const struct plan_item *item)
{
	const struct section *s = item->section;

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *field = &s->fields[i];
		struct pos pos = field_pos(p, item, field);

		if (field->id == FIELD_LINKED ||
		    field->id == FIELD_CARRIED_FROM)
			check_items(c, p, field->text, pos);
		else if (field->id == FIELD_AUTHORITY ||
			 field->id == FIELD_EVIDENCE ||
			 field->id == FIELD_CORRECTION)
			check_numbers(c, field->text, pos);
	}
}

/* ---- front matter ------------------------------------------------------ */

/* A plan of the site, or a document that the registry knows. */
static void check_plan_name(struct checking *c, struct str name, struct pos pos)
{
	struct str near;

	if (!name.n || check_find_plan(c, name) || check_number_known(c, name))
		return;
	near = nearest_number(c, name);
	if (!near.n)
		near = nearest_plan(c, name);
	diag(c->diags, DIAG_UNKNOWN_PLAN, pos, { "value", name },
	     { "near", near });
}

void check_front_references(struct checking *c, const struct checked_plan *p)
{
	const struct plan_front *front = p->version->front;
	const struct strs *lists[] = { &front->replaces, &front->related };

	for (size_t i = 0; i < front->basis.n; i++)
		check_numbers(c, front->basis.v[i], front->basis.pos[i]);
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < lists[i]->n; k++)
			check_plan_name(c, lists[i]->v[k], lists[i]->pos[k]);
	check_plan_name(c, front->annex_of, front->annex_of_pos);
}
