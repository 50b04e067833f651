/* SPDX-License-Identifier: MIT */
/* columns.c - reads the heading of a table, which may have two rows. */
#include "columns.h"

#include "text.h"

static void set(struct columns *c, const struct table_cell *cell, int column)
{
	for (size_t i = 0; i < cell->span; i++) {
		size_t k = cell->column + i;

		c->of[k].column = column;
		c->of[k].label = cell->text;
		c->of[k].at = cell->at;
		if (k >= c->n)
			c->n = k + 1;
	}
}

bool columns_read(struct columns *out, const struct vocabulary *v,
		  const struct table_row *row, int wanted)
{
	size_t known = 0;
	bool found = false;

	for (size_t i = 0; i < row->n; i++) {
		int column = vocabulary_column(v, row->cells[i].text);

		known += column != NCOLUMNS;
		found |= column == wanted;
	}
	if (!found || known < 2)
		return false;
	*out = (struct columns){ .n = 0 };
	for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++)
		out->of[i].column = NCOLUMNS;
	for (size_t i = 0; i < row->n; i++)
		set(out, &row->cells[i],
		    vocabulary_column(v, row->cells[i].text));
	return true;
}

/* "(3)", "3" in the third place that has text. */
static bool numbers_columns(const struct table_row *row)
{
	long n = 0;

	for (size_t i = 0; i < row->n; i++) {
		struct str s = row->cells[i].text;

		if (!s.n)
			continue;
		if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')')
			s = str_sub(s, 1, s.n - 2);
		if (str_number(s) != ++n)
			return false;
	}
	return n > 1;
}

bool columns_more(struct columns *c, const struct vocabulary *v,
		  const struct table_row *row)
{
	size_t named = 0;

	if (numbers_columns(row))
		return true;
	for (size_t i = 0; i < row->n; i++) {
		const struct table_cell *cell = &row->cells[i];

		if (!cell->text.n || cell->below)
			continue;
		if (vocabulary_column(v, cell->text) == NCOLUMNS)
			return false;
		named++;
	}
	if (!named)
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].text.n && !row->cells[i].below)
			set(c, &row->cells[i],
			    vocabulary_column(v, row->cells[i].text));
	return true;
}

int columns_at(const struct columns *c, size_t column)
{
	return column < c->n ? c->of[column].column : NCOLUMNS;
}

void columns_report(const struct columns *c, const struct vocabulary *v,
		    const struct table *t, struct diags *diags)
{
	for (size_t i = 0; i < c->n; i++) {
		struct str label = c->of[i].label;

		if (c->of[i].column != NCOLUMNS || !label.n ||
		    (i && c->of[i - 1].at == c->of[i].at))
			continue;
		diag(diags, DIAG_IMPORT_COLUMN, POS_AT(&t->src, c->of[i].at),
		     { "label", label },
		     { "near", text_nearest(label, v->columns,
					    v->ncolumns) });
	}
}
