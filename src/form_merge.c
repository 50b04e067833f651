/* SPDX-License-Identifier: MIT */
/* form_merge.c - reads filled-in forms, and finds what they change. */
#include "form_merge.h"

#include "text.h"

#define TITLE_MAX 60	/* bytes of a title in sentences */
#define MARK_LENGTH (NFORM * 7 - 1)

void form_merge_init(struct form_merge *m, struct form_plan *plan,
		     const struct period *period, struct diags *diags)
{
	*m = (struct form_merge){ .plan = plan, .period = period,
				  .diags = diags };
	m->seen = POOL_ARRAY(plan->pool, bool, plan->version->nitems);
}

struct str form_label(const struct form_plan *p, enum form_field f)
{
	const struct yaml_node *labels = yaml_get(
		yaml_get(p->words->root, "format"), "labels");

	return yaml_get(labels, field_name(form_field_id(f)))->items[0]->text;
}

void form_item(struct buf *out, const struct form_plan *p, size_t item)
{
	const struct section *s = p->version->items[item].section;
	struct str code = section_text(s, FIELD_ID);
	struct str title = section_text(s, FIELD_SHORT_TITLE);
	ptrdiff_t space;

	if (code.n)
		buf_addf(out, "%.*s ", STR_ARG(code));
	if (!title.n)
		title = s->title;
	if (title.n > TITLE_MAX) {
		title.n = TITLE_MAX;
		space = str_rchr(title, ' ');
		title.n = space > 0 ? (size_t)space : 0;
		buf_addf(out, "%.*s…", STR_ARG(title));
	} else {
		buf_addstr(out, title);
	}
}

static struct str item_name(struct form_merge *m, size_t item)
{
	struct buf b = BUF_INIT;
	struct str name;

	form_item(&b, m->plan, item);
	name = pool_str(m->plan->pool, buf_str(&b));
	buf_release(&b);
	return name;
}

/* ---- proposals --------------------------------------------------------- */

/* "form.docx:12" */
static struct str place_of(struct form_merge *m, struct pos pos)
{
	unsigned line, col;

	pos_line_col(pos, &line, &col);
	return pool_printf(m->plan->pool, "%.*s:%u", STR_ARG(pos.src->path),
			   line);
}

/* What a form says, held against what others said before. */
static void propose(struct form_merge *m, struct form_change change)
{
	for (size_t i = 0; i < m->n; i++) {
		struct form_change *c = &m->changes[i];

		if (c->item != change.item || c->field != change.field ||
		    !str_eq(c->key, change.key))
			continue;
		if (str_eq(form_value(m->plan, c->field, c->to),
			   form_value(m->plan, c->field, change.to)))
			return;
		diag(m->diags, DIAG_FORM_CONFLICT, change.pos,
		     { "item", item_name(m, change.item) },
		     { "label", form_label(m->plan, change.field) },
		     { "value", change.to }, { "other", c->to },
		     { "place", place_of(m, c->pos) });
		m->refused += !c->refused;
		c->refused = true;
		return;
	}
	POOL_PUSH(m->plan->pool, m->changes, m->n, m->cap, change);
}

static void plan_changed(struct form_merge *m,
			 const struct form_change *change)
{
	diag(m->diags, DIAG_FORM_PLAN_CHANGED, change->pos,
	     { "item", item_name(m, change->item) },
	     { "label", form_label(m->plan, change->field) },
	     { "value", change->to }, { "now", change->from });
	m->refused++;
}

/* A status or a date; the error is told here. */
static bool read_single(struct form_merge *m, struct form_change *change,
			struct str text)
{
	struct buf b = BUF_INIT;
	bool good = true;

	text = text_squeeze(m->plan->pool, text);
	if (change->field == FORM_STATUS) {
		good = vocabulary_status(m->plan->v, text) != STATUS_NONE;
		if (!good)
			diag(m->diags, DIAG_UNKNOWN_STATUS, change->pos,
			     { "value", text },
			     { "near", text_nearest(text, m->plan->v->statuses,
						    m->plan->v->nstatuses) });
	} else {
		good = date_parse(text, NULL) != DATE_NONE;
		if (!good)
			diag(m->diags, DIAG_BAD_DATE, change->pos,
			     { "value", text });
	}
	if (good)
		form_show(&b, m->plan, change->field, text);
	change->to = pool_str(m->plan->pool, buf_str(&b));
	buf_release(&b);
	return good;
}

/* Results and documents: each line by itself. */
struct lines {
	struct form_change change;
	const struct section *section;
	bool plan_moved;	/* the plan's field is not what the form had */
	struct str all;		/* what the form says */
};

static bool says_line(struct str text, struct str line)
{
	struct str other;

	while (str_line(&text, &other))
		if (str_eq(str_trim(other), line))
			return true;
	return false;
}

static bool fold_within(struct pool *pool, struct str part, struct str whole)
{
	part = text_fold(pool, part);
	return part.n && str_find(text_fold(pool, whole), part) >= 0;
}

/* A line of the plan that this one of the form takes the place of. */
static bool replaces(struct form_merge *m, const struct lines *l,
		     struct str old, struct str line,
		     const struct period *period)
{
	struct period other;
	struct str result;

	if (l->change.field == FORM_PERIOD_RESULT)
		return form_result(old, &other, &result) &&
		       other.kind == period->kind &&
		       !period_cmp(other, *period);
	return !says_line(l->all, old) && fold_within(m->plan->pool, old, line);
}

static void propose_line(struct form_merge *m, const struct lines *l,
			 struct str line, const struct period *period)
{
	const struct section *s = l->section;
	struct form_change change = l->change;

	change.to = line;
	for (size_t i = 0; i < s->nfields; i++) {
		struct buf old = BUF_INIT;
		struct str text;

		if (s->fields[i].id != form_field_id(change.field))
			continue;
		form_show(&old, m->plan, change.field, s->fields[i].text);
		text = text_squeeze(m->plan->pool,
				    pool_str(m->plan->pool, buf_str(&old)));
		buf_release(&old);
		if (str_eq(text, line))
			return;		/* the plan says so already */
		if (change.old || !replaces(m, l, text, line, period))
			continue;
		change.old = &s->fields[i];
		change.from = text;
	}
	if (change.old && l->plan_moved)
		plan_changed(m, &change);
	else
		propose(m, change);
}

static void read_lines(struct form_merge *m, struct lines *l, struct str text)
{
	struct pool *pool = m->plan->pool;
	struct str line, result;

	while (str_line(&text, &line)) {
		struct period period = { PERIOD_KIND_YEAR, 0, 0 };

		line = text_squeeze(pool, line);
		if (!line.n)
			continue;
		if (l->change.field == FORM_EVIDENCE) {
			l->change.key = line;
		} else if (!form_result(line, &period, &result)) {
			struct buf b = BUF_INIT;

			if (!m->period) {
				diag(m->diags, DIAG_FORM_NO_PERIOD,
				     l->change.pos, { "value", line });
				continue;
			}
			period = *m->period;
			form_period(&b, m->plan->words, period);
			buf_addf(&b, ": %.*s", STR_ARG(line));
			line = pool_str(pool, buf_str(&b));
			buf_release(&b);
		} else if (!result.n) {
			continue;	/* asked for, and not answered */
		}
		if (l->change.field == FORM_PERIOD_RESULT)
			l->change.key = pool_printf(pool, "%d %d %d",
				(int)period.kind, period.year, period.index);
		propose_line(m, l, line, &period);
	}
}

/* ---- rows -------------------------------------------------------------- */

struct row {
	struct str code, title, mark;
	struct str fields[NFORM];
	struct pos pos, at[NFORM];
	bool has[NFORM];	/* there is such a column */
};

/* Without the apostrophe that keeps spreadsheets from calculating. */
static struct str cell_value(struct str s)
{
	if (s.n > 1 && s.p[0] == '\'' && memchr("=+-@", s.p[1], 4))
		s = str_from(s, 1);
	return s;
}

static void read_row(struct row *out, const struct columns *c,
		     const struct table *form, const struct table_row *row)
{
	*out = (struct row){ .pos = POS_AT(&form->src, row->at) };
	for (size_t i = 0; i < row->n; i++) {
		const struct table_cell *cell = &row->cells[i];
		struct str text = cell_value(cell->text);
		int column = columns_at(c, cell->column);

		if (column == FIELD_ID)
			out->code = text;
		else if (column == COLUMN_TITLE)
			out->title = text;
		else if (column == COLUMN_MARK)
			out->mark = text;
		for (int f = 0; f < NFORM; f++)
			if (column == (int)form_field_id((enum form_field)f)) {
				out->fields[f] = text;
				out->has[f] = true;
				out->at[f] = POS_AT(&form->src, cell->at);
			}
	}
}

/* The item of a row, by its code or its title; nitems if there is none. */
static size_t find_item(const struct form_merge *m, const struct row *row)
{
	const struct version *v = m->plan->version;
	struct str title = text_fold(m->plan->pool, row->title);
	size_t i;

	for (i = 0; i < v->nitems; i++) {
		const struct section *s = v->items[i].section;

		if (row->code.n ? str_eq(section_text(s, FIELD_ID), row->code) :
				  title.n && str_eq(s->folded, title))
			break;
	}
	return i;
}

static void unknown_row(struct form_merge *m, const struct row *row)
{
	const struct version *v = m->plan->version;
	struct str *codes = POOL_ARRAY(m->plan->pool, struct str,
				       v->nitems + 1);

	for (size_t i = 0; i < v->nitems; i++)
		codes[i] = section_text(v->items[i].section, FIELD_ID);
	diag(m->diags, DIAG_FORM_UNKNOWN_ROW, row->pos,
	     { "value", row->code.n ? row->code : row->title },
	     { "near", row->code.n ? text_nearest(row->code, codes, v->nitems) :
				     STR("") });
}

/* The field's six digits of a mark that is whole, or NULL. */
static const char *mark_of(struct row *row, enum form_field f,
			   char digits[MARK_LENGTH + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < row->mark.n; i++) {
		if (ascii_space(row->mark.p[i]))
			continue;
		if (n == MARK_LENGTH)
			return NULL;
		digits[n++] = row->mark.p[i];
	}
	return n == MARK_LENGTH ? digits + (size_t)f * 7 : NULL;
}

static bool mark_is(const char *mark, struct str value)
{
	char own[7];

	form_mark(own, value);
	return !memcmp(mark, own, 6);
}

static void read_field(struct form_merge *m, struct row *row, size_t item,
		       enum form_field f)
{
	const struct form_plan *p = m->plan;
	const struct section *s = p->version->items[item].section;
	struct str now = form_text(p, s, f);
	struct str said = form_value(p, f, row->fields[f]);
	struct str had = form_value(p, f, now);
	struct form_change change = { .item = item, .field = f,
				      .from = now, .pos = row->at[f] };
	char digits[MARK_LENGTH + 1];
	const char *mark = mark_of(row, f, digits);
	bool moved = mark && !mark_is(mark, had);

	if (!row->has[f] || str_eq(said, had) || (mark && mark_is(mark, said)))
		return;
	if (!said.n) {
		diag(m->diags, DIAG_FORM_EMPTIED, change.pos,
		     { "item", item_name(m, item) },
		     { "label", form_label(p, f) }, { "value", now });
		return;
	}
	if (f == FORM_PERIOD_RESULT || f == FORM_EVIDENCE) {
		struct lines l = { change, s, moved, row->fields[f] };

		l.change.from = (struct str){ NULL, 0 };
		read_lines(m, &l, row->fields[f]);
		return;
	}
	if (!read_single(m, &change, row->fields[f]))
		return;
	change.old = section_field(s, form_field_id(f));
	if (moved)
		plan_changed(m, &change);
	else
		propose(m, change);
}

static void take_row(struct form_merge *m, struct row *row)
{
	size_t item;

	if (!row->code.n && !row->title.n)
		return;
	item = find_item(m, row);
	if (item == m->plan->version->nitems) {
		unknown_row(m, row);
		return;
	}
	m->seen[item] = true;
	if (row->code.n && row->title.n &&
	    !str_eq(text_fold(m->plan->pool, row->title),
		    m->plan->version->items[item].section->folded))
		diag(m->diags, DIAG_FORM_TITLE, row->pos,
		     { "item", item_name(m, item) }, { "value", row->title });
	for (int f = 0; f < NFORM; f++)
		read_field(m, row, item, (enum form_field)f);
}

int form_merge_add(struct form_merge *m, const struct table *form)
{
	struct columns *c = POOL_NEW(m->plan->pool, struct columns);
	unsigned table = 0;
	struct row row;

	for (size_t i = 0; i < form->n; i++) {
		const struct table_row *r = &form->rows[i];

		if (!r->table)
			continue;
		if (columns_read(c, m->plan->v, r, FIELD_STATUS)) {
			table = r->table;
			continue;
		}
		/* a cell across the table names an area */
		if (r->table != table || (r->n == 1 && r->cells[0].span > 1))
			continue;
		read_row(&row, c, form, r);
		take_row(m, &row);
	}
	return table ? 0 : diag0(m->diags, DIAG_FORM_NO_TABLE,
				 POS_AT(&form->src, 0));
}

void form_merge_missing(struct form_merge *m)
{
	const struct form_plan *p = m->plan;
	struct buf names = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < p->version->nitems; i++) {
		const struct section *s = p->version->items[i].section;
		struct str code = section_text(s, FIELD_ID);

		if (!p->task[i] || m->seen[i])
			continue;
		n++;
		buf_adds(&names, names.n ? ", " : "");
		buf_addstr(&names, code.n ? code : s->title);
	}
	if (n)
		diag(m->diags, DIAG_FORM_MISSING_ROWS, POS_AT(p->src, 0),
		     { "count", pool_printf(p->pool, "%zu", n) },
		     { "items", buf_str(&names) });
	buf_release(&names);
}
