/* SPDX-License-Identifier: MIT */
/* table.c - finds the reader of a document, and keeps its bounds. */
#include "table.h"

#include "text.h"

#define TEXT_MAX (4 * 1024 * 1024)

enum form { FORM_NONE, FORM_DOCX, FORM_CSV, FORM_TSV, FORM_MARKDOWN };

static enum form form_of(struct str path)
{
	static const struct {
		const char *ending;
		enum form form;
	} forms[] = {
		{ ".docx", FORM_DOCX }, { ".csv", FORM_CSV },
		{ ".tsv", FORM_TSV }, { ".md", FORM_MARKDOWN },
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t n = strlen(forms[i].ending), k = 0;

		if (path.n <= n)
			continue;
		while (k < n && (path.p[path.n - n + k] | 0x20) ==
				(forms[i].ending[k] | 0x20))
			k++;
		if (k == n)
			return forms[i].form;
	}
	return FORM_NONE;
}

bool table_known(struct str path)
{
	return form_of(path) != FORM_NONE;
}

static int too_large(struct table *out, size_t size, size_t limit,
		     struct pool *pool, struct diags *diags)
{
	return diag(diags, DIAG_FILE_TOO_LARGE, POS_AT(&out->src, 0),
		    { "size", pool_printf(pool, "%zu", size) },
		    { "limit", pool_printf(pool, "%zu", limit) });
}

/* A finding at a byte of what cannot be text; before it there is text. */
static int no_text(struct table *out, struct pool *pool, enum diag_code code,
		   struct str bytes, size_t at, struct diags *diags)
{
	out->src.text = text_normal(pool, str_sub(bytes, 0, at));
	out->src.text = pool_str(pool, out->src.text);
	return diag(diags, code, POS_AT(&out->src, out->src.text.n),
		    { "at", pool_printf(pool, "%zu", at + 1) });
}

static int take_text(struct table *out, struct pool *pool, struct str bytes,
		     struct diags *diags)
{
	ptrdiff_t bad;

	if (bytes.n > TEXT_MAX)
		return too_large(out, bytes.n, TEXT_MAX, pool, diags);
	bad = text_invalid(bytes);
	if (bad >= 0)
		return no_text(out, pool, DIAG_NOT_UTF8, bytes, (size_t)bad,
			       diags);
	bad = str_chr(bytes, '\0');
	if (bad >= 0)
		return no_text(out, pool, DIAG_NUL_BYTE, bytes, (size_t)bad,
			       diags);
	out->src.text = text_normal(pool, pool_str(pool, bytes));
	return 0;
}

int table_read(struct table *out, struct pool *pool, struct str path,
	       struct str bytes, struct diags *diags)
{
	enum form form = form_of(path);
	int result;

	*out = (struct table){ .src = { .path = pool_str(pool, path) } };
	if (form == FORM_DOCX)
		result = bytes.n > TABLE_FILE_MAX ?
			too_large(out, bytes.n, TABLE_FILE_MAX, pool, diags) :
			table_docx(out, pool, bytes, diags);
	else
		result = take_text(out, pool, bytes, diags);
	if (result || form == FORM_DOCX)
		return result;
	if (form == FORM_MARKDOWN)
		return table_markdown(out, pool, diags);
	return table_csv(out, pool, form == FORM_TSV, diags);
}

struct table_row *table_add_row(struct table *t, struct pool *pool,
				unsigned table, size_t at,
				struct diags *diags)
{
	if (t->n == TABLE_ROWS_MAX) {
		diag(diags, DIAG_TABLE_TOO_LARGE, POS_AT(&t->src, at),
		     { "rows", pool_printf(pool, "%d", TABLE_ROWS_MAX) },
		     { "columns", pool_printf(pool, "%d",
					      TABLE_COLUMNS_MAX) });
		return NULL;
	}
	POOL_PUSH(pool, t->rows, t->n, t->cap,
		  (struct table_row){ .table = table, .at = at });
	return &t->rows[t->n - 1];
}

int table_add_cell(struct table *t, struct pool *pool, struct table_row *row,
		   struct table_cell cell, struct diags *diags)
{
	if (cell.column + cell.span > TABLE_COLUMNS_MAX)
		return diag(diags, DIAG_TABLE_TOO_LARGE,
			    POS_AT(&t->src, cell.at),
			    { "rows", pool_printf(pool, "%d",
						  TABLE_ROWS_MAX) },
			    { "columns", pool_printf(pool, "%d",
						     TABLE_COLUMNS_MAX) });
	POOL_PUSH(pool, row->cells, row->n, row->cap, cell);
	if (cell.column + cell.span > t->columns)
		t->columns = cell.column + cell.span;
	return 0;
}

const struct table_cell *table_cell_at(const struct table_row *row,
				       size_t column)
{
	for (size_t i = 0; i < row->n; i++)
		if (column >= row->cells[i].column &&
		    column - row->cells[i].column < row->cells[i].span)
			return &row->cells[i];
	return NULL;
}
