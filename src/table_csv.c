/* SPDX-License-Identifier: MIT */
/*
 * table_csv.c - reads CSV and TSV.
 *
 *	file   = [ "sep=" c LF ] record { LF record }
 *	record = cell { separator cell }
 *	cell   = '"' { any | '""' } '"' rest | rest
 *	rest   = everything up to a separator or LF
 */
#include "table.h"

#define SAMPLE 50	/* records by which the separator is chosen */

struct scan {
	struct str text;
	size_t at;
	char separator;
};

/* Where a quoted cell's closing quote stands, or the text's end. */
static size_t quoted_end(struct str text, size_t at)
{
	for (at++; at < text.n; at++) {
		if (text.p[at] != '"')
			continue;
		if (at + 1 < text.n && text.p[at + 1] == '"')
			at++;
		else
			break;
	}
	return at;
}

/* The end of the cell at s->at; *open if its quote never closes. */
static size_t cell_end(const struct scan *s, bool *open)
{
	size_t at = s->at;

	*open = false;
	if (at < s->text.n && s->text.p[at] == '"') {
		at = quoted_end(s->text, at);
		*open = at == s->text.n;
	}
	while (at < s->text.n && s->text.p[at] != s->separator &&
	       s->text.p[at] != '\n')
		at++;
	return at;
}

/* The number of cells of the record at s->at; s->at is the next one's. */
static size_t count_cells(struct scan *s)
{
	size_t n = 1;
	bool open;

	for (;;) {
		size_t end = cell_end(s, &open);

		s->at = end + 1;
		if (end >= s->text.n || s->text.p[end] == '\n')
			return n;
		n++;
	}
}

/*
 * How well a separator cuts: the records that have the commonest number of
 * cells above one, and then that number.
 */
static size_t separator_fits(struct str text, char separator)
{
	struct scan s = { text, 0, separator };
	size_t of[TABLE_COLUMNS_MAX + 1] = { 0 }, best = 0;

	for (size_t i = 0; i < SAMPLE && s.at < text.n; i++) {
		size_t n = count_cells(&s);

		of[n > TABLE_COLUMNS_MAX ? TABLE_COLUMNS_MAX : n]++;
	}
	for (size_t n = 2; n <= TABLE_COLUMNS_MAX; n++)
		if (of[n] && of[n] * 1000 + n > best)
			best = of[n] * 1000 + n;
	return best;
}

/* "sep=;", or the one that fits best. */
static void choose_separator(struct scan *s, bool tabs)
{
	static const char known[] = { ';', ',', '\t' };
	size_t best = 0;

	s->separator = '\t';
	if (tabs)
		return;
	if (str_starts(s->text, STR("sep=")) && s->text.n > 5 &&
	    s->text.p[5] == '\n') {
		s->separator = s->text.p[4];
		s->at = 6;
		return;
	}
	s->separator = ',';
	for (size_t i = 0; i < sizeof(known); i++) {
		size_t fits = separator_fits(s->text, known[i]);

		if (fits > best) {
			best = fits;
			s->separator = known[i];
		}
	}
}

/* A cell's text without its quotes. */
static struct str cell_text(struct pool *pool, struct str raw)
{
	struct buf b = BUF_INIT;
	struct str text;
	size_t end;

	if (!raw.n || raw.p[0] != '"')
		return str_trim(raw);
	end = quoted_end(raw, 0);
	for (size_t i = 1; i < end; i++) {
		buf_addc(&b, raw.p[i]);
		i += raw.p[i] == '"';
	}
	buf_addstr(&b, str_from(raw, end + 1));
	text = str_trim(pool_str(pool, buf_str(&b)));
	buf_release(&b);
	return text;
}

static int read_record(struct table *out, struct pool *pool, struct scan *s,
		       struct diags *diags)
{
	struct table_row *row = table_add_row(out, pool, 1, s->at, diags);
	bool more = row != NULL, open;

	for (size_t column = 0; more; column++) {
		size_t end = cell_end(s, &open);
		struct str raw = str_sub(s->text, s->at, end - s->at);

		if (open)
			return diag0(diags, DIAG_CSV_QUOTE,
				     POS_AT(&out->src, s->at));
		if (table_add_cell(out, pool, row, (struct table_cell){
				.text = cell_text(pool, raw), .column = column,
				.span = 1, .at = s->at }, diags))
			return -1;
		more = end < s->text.n && s->text.p[end] != '\n';
		s->at = end + 1;
	}
	return row ? 0 : -1;
}

int table_csv(struct table *out, struct pool *pool, bool tabs,
	      struct diags *diags)
{
	struct scan s = { out->src.text, 0, ',' };
	int result = 0;

	choose_separator(&s, tabs);
	while (!result && s.at < s.text.n)
		result = read_record(out, pool, &s, diags);
	return result;
}
