/* SPDX-License-Identifier: MIT */
/*
 * annex_write.c - writes an annex as a plan.  Each item is read back as the
 * plan's reader will read it: a value that it would refuse goes into the
 * account instead, with a finding at its row.
 */
#include "annex.h"

#include "check.h"
#include "escape.h"
#include "initials.h"
#include "skeleton.h"
#include "text.h"

#define LEVEL_ITEM 3
#define LEVEL_MAX 6

/* ---- the document's facts ---------------------------------------------- */

/* The longest text above the table, but for remarks in brackets. */
static size_t find_title(const struct annex *a)
{
	size_t best = a->nintro;

	for (size_t i = 0; i < a->nintro; i++)
		if (a->intro[i].text.p[0] != '(' &&
		    (best == a->nintro ||
		     a->intro[i].text.n > a->intro[best].text.n))
			best = i;
	return best;
}

/* The first year from 2000 to 2099 in a text, or an empty slice. */
static struct str find_year(struct str s)
{
	for (size_t i = 0; i + 4 <= s.n; i++) {
		struct str year = str_sub(s, i, 4);

		if (str_starts(year, STR("20")) && str_number(year) > 0 &&
		    (i == 0 || !ascii_digit(s.p[i - 1])) &&
		    (i + 4 == s.n || !ascii_digit(s.p[i + 4])))
			return year;
	}
	return (struct str){ NULL, 0 };
}

/* The year of the title, else the first of the deadlines. */
static struct str guess_period(const struct annex *a, struct str title)
{
	struct str year = find_year(title);

	for (size_t i = 0; i < a->nintro && !year.n; i++)
		year = find_year(a->intro[i].text);
	for (size_t i = 0; i < a->n && !year.n; i++)
		year = find_year(a->entries[i].fields[FIELD_DEADLINE].text);
	return year;
}

static void write_front(struct buf *out, struct annex *a,
			const struct annex_options *o)
{
	size_t found = o->title.n ? a->nintro : find_title(a);
	struct str title = o->title, period = o->period;

	if (found < a->nintro) {
		title = a->intro[found].text;
		diag0(a->diags, DIAG_IMPORT_TITLE,
		      POS_AT(&a->table->src, a->intro[found].at));
	}
	if (!period.n)
		period = guess_period(a, title);
	skeleton_front(out, a->pool, o->words,
		       &(struct skeleton_plan){ .title = title,
						.period = period });
	for (size_t i = 0; i < a->nintro; i++) {
		if (i == found)
			continue;
		buf_adds(out, "\n\n");
		escape_markdown(out, a->intro[i].text);
	}
}

/* ---- entries ----------------------------------------------------------- */

/* What ends a number so that the plan's reader knows it: "1.", "1.2", "a)". */
static const char *number_end(struct str number)
{
	char last = number.p[number.n - 1];

	if (last >= 'a' && last <= 'z')
		return ")";
	return str_chr(number, '.') < 0 ? "." : "";
}

static void write_heading(struct buf *out, size_t level,
			  const struct annex_entry *e)
{
	struct str title = e->title;

	for (size_t i = 0; i < level; i++)
		buf_addc(out, '#');
	buf_addc(out, ' ');
	if (e->number.n)
		buf_addf(out, "%.*s%s ", STR_ARG(e->number),
			 number_end(e->number));
	if (title.n && title.p[title.n - 1] == '#')
		title.n--;
	escape_markdown(out, title);
	if (title.n < e->title.n)
		buf_adds(out, "\\#");
	buf_addc(out, '\n');
}

/* The label of a field, as the site's language has it. */
static struct str field_label(const struct annex_options *o, int field)
{
	const struct yaml_node *labels = yaml_get(
		yaml_get(o->words->root, "format"), "labels");

	return yaml_get(labels, field_name((enum field_id)field))->
		items[0]->text;
}

static void write_item(struct buf *out, const struct annex_entry *e,
		       const struct annex_options *o)
{
	size_t level = LEVEL_ITEM - 1 + e->depth;

	write_heading(out, level < LEVEL_MAX ? level : LEVEL_MAX, e);
	buf_addc(out, '\n');
	for (int f = 0; f < NFIELDS; f++) {
		if (!e->fields[f].text.n)
			continue;
		buf_adds(out, "- ");
		buf_addstr(out, field_label(o, f));
		buf_adds(out, ": ");
		escape_markdown(out, e->fields[f].text);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < e->naccount; i++) {
		buf_addc(out, '\n');
		if (e->account[i].label.n) {
			escape_markdown(out, e->account[i].label);
			buf_adds(out, ": ");
		}
		escape_markdown(out, e->account[i].text);
		buf_addc(out, '\n');
	}
}

static void to_account(struct annex *a, struct annex_entry *e, int field,
		       struct str label)
{
	struct annex_value value = e->fields[field];

	if (!value.label.n)
		value.label = label;
	diag(a->diags, DIAG_IMPORT_VALUE, POS_AT(&a->table->src, value.at),
	     { "label", label }, { "value", value.text });
	POOL_PUSH(a->pool, e->account, e->naccount, e->account_cap, value);
	e->fields[field].text = (struct str){ NULL, 0 };
}

/* The field in which a place of the item's text lies. */
static int field_at(const struct section *s, size_t off)
{
	int field = NFIELDS;

	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].off <= off)
			field = (int)s->fields[i].id;
	return field;
}

/* Read the item back; false if a value had to go. */
static bool item_stands(struct annex *a, struct annex_entry *e,
			const struct annex_options *o)
{
	static const struct plan_front front = { .issued = DATE_NONE,
						 .issued_from = DATE_NONE };
	struct facts_context context = { a->site, a->v, NULL, &front };
	struct buf text = BUF_INIT;
	struct source src = { .path = a->table->src.path };
	struct diags found;
	struct section *s;
	struct facts facts;
	size_t gone = 0;

	write_item(&text, e, o);
	src.text = text_normal(a->pool, pool_str(a->pool, buf_str(&text)));
	buf_release(&text);
	diags_init(&found, a->pool);
	s = section_parse(a->pool, a->v, src.text, &src, 0, &found);
	facts_read(&facts, a->pool, &context, s, POS_AT(&src, 0), &found);
	for (size_t i = 0; i < found.n; i++) {
		int field = field_at(s, found.list[i].pos.off);

		if (diag_severity(found.list[i].code) != DIAG_ERROR ||
		    field == NFIELDS || !e->fields[field].text.n)
			continue;
		to_account(a, e, field, field_label(o, field));
		gone++;
	}
	return !gone;
}

/* ---- codes ------------------------------------------------------------- */

/* The codes that rows have themselves: of the first that has one. */
static void own_codes(struct annex *a, struct map *codes,
		      const struct annex_options *o)
{
	for (size_t i = 0; i < a->n; i++) {
		struct annex_entry *e = &a->entries[i];
		struct annex_value *code = &e->fields[FIELD_ID];

		if (!code->text.n)
			continue;
		if (!item_code_valid(code->text))
			to_account(a, e, FIELD_ID, field_label(o, FIELD_ID));
		else if (map_get(codes, code->text))
			diag(a->diags, DIAG_DUPLICATE_ITEM_ID,
			     POS_AT(&a->table->src, code->at),
			     { "value", code->text });
		else
			map_put(codes, code->text, e);
	}
}

static void propose_codes(struct annex *a, const struct annex_options *o)
{
	size_t *last = POOL_ARRAY(a->pool, size_t, a->site->nareas);
	struct map codes = MAP_INIT;

	own_codes(a, &codes, o);
	for (size_t i = 0; i < a->n; i++) {
		struct annex_entry *e = &a->entries[i];
		const struct area *area = e->area ? e->area :
			&a->site->areas[a->site->nareas - 1];
		struct str *code = &e->fields[FIELD_ID].text;
		struct str letters;

		if (e->kind != ANNEX_ITEM || code->n)
			continue;
		letters = initials_of(a->pool, a->site, area);
		do
			*code = pool_printf(a->pool, "%.*s-%02zu",
					    STR_ARG(letters),
					    ++last[area->index]);
		while (map_get(&codes, *code));
		map_put(&codes, *code, e);
	}
	map_release(&codes);
}

void annex_write(struct buf *out, struct annex *a,
		 const struct annex_options *o)
{
	write_front(out, a, o);
	buf_addc(out, '\n');
	propose_codes(a, o);
	for (size_t i = 0; i < a->n; i++) {
		struct annex_entry *e = &a->entries[i];

		buf_addc(out, '\n');
		if (e->kind != ANNEX_ITEM) {
			write_heading(out, LEVEL_ITEM - 1 +
				      (e->kind == ANNEX_PART ? e->depth : 0), e);
			continue;
		}
		while (!item_stands(a, e, o))
			;
		write_item(out, e, o);
	}
}
