/* SPDX-License-Identifier: MIT */
/* annex.c - understands the rows of an annex, one after the other. */
#include "annex.h"

#include "text.h"

#define HEADING_ROWS 10		/* in which a table's heading may stand */

struct reader {
	struct annex *a;
	struct columns columns;
	bool known;			/* columns are known */
	unsigned table;			/* that is being read */
	bool passed;			/* it is not read */
	struct str above[TABLE_COLUMNS_MAX];	/* the last text of each column */
	const struct area *area;	/* that is open, or NULL */
};

/* ---- texts ------------------------------------------------------------- */

/* A line of a list: behind its sign, or an empty slice. */
static struct str behind_sign(struct str line)
{
	static const char *const signs[] = { "- ", "+ ", "* ", "• ", "– " };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_starts(line, str_of(signs[i])))
			return str_trim(str_from(line, strlen(signs[i])));
	return (struct str){ NULL, 0 };
}

struct str annex_line(struct pool *pool, struct str text)
{
	struct buf b = BUF_INIT;
	struct str line, joined;

	while (str_line(&text, &line)) {
		struct str listed = behind_sign(str_trim(line));

		line = listed.n ? listed : str_trim(line);
		while (b.n && line.n && listed.n &&
		       (b.p[b.n - 1] == ';' || b.p[b.n - 1] == '.'))
			b.n--;
		if (b.n && line.n)
			buf_adds(&b, listed.n ? "; " : " ");
		buf_addstr(&b, line);
	}
	joined = text_squeeze(pool, buf_str(&b));
	joined = pool_str(pool, joined);
	buf_release(&b);
	return joined;
}

/* "1.", "(2)", "I/" as numbers of headings are: without what ends them; empty
 * for a sign. */
static struct str clean_number(struct str s)
{
	s = str_trim(s);
	while (s.n && (s.p[0] == '(' || s.p[0] == '-' || s.p[0] == '+'))
		s = str_trim(str_from(s, 1));
	while (s.n && memchr(".)/:", s.p[s.n - 1], 4))
		s.n--;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_alnum(s.p[i]) && s.p[i] != '.')
			return (struct str){ NULL, 0 };
	return s;
}

static bool is_roman(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!memchr("IVXLC", s.p[i], 5))
			return false;
	return s.n > 0;
}

/* How many parts a number has, without a Roman one before them: "I.2.1" 2; a
 * letter stands below a number: "a" 2, too. */
static size_t number_depth(struct str number)
{
	struct str part;
	size_t depth = number.n == 1 && number.p[0] >= 'a' &&
		       number.p[0] <= 'z';

	while (number.n && str_split(&number, '.', &part))
		depth += !is_roman(part);
	return depth ? depth : 1;
}

/* "II. Cải cách thể chế": the number of a text without a column for it. */
static struct str leading_number(struct str text, struct str *rest)
{
	size_t n = 0, end;

	while (n < text.n && (ascii_alnum(text.p[n]) || text.p[n] == '.'))
		n++;
	end = n;
	if (n < text.n && (text.p[n] == ')' || text.p[n] == '/'))
		n++;
	else if (n && text.p[n - 1] == '.')
		end = n - 1;
	else
		return (struct str){ NULL, 0 };
	if (n >= text.n || (text.p[n] != ' ' && !(text.p[n] & 0x80)))
		return (struct str){ NULL, 0 };
	*rest = str_trim(str_from(text, n));
	return rest->n ? str_sub(text, 0, end) : (struct str){ NULL, 0 };
}

/* ---- entries ----------------------------------------------------------- */

static struct annex_entry *add_entry(struct reader *r, enum annex_kind kind,
				     struct str number, struct str title,
				     size_t at)
{
	struct annex *a = r->a;

	POOL_PUSH(a->pool, a->entries, a->n, a->cap, (struct annex_entry){
		.kind = kind, .number = number, .title = title, .at = at,
		.depth = number_depth(number), .area = r->area });
	return &a->entries[a->n - 1];
}

static struct annex_entry *last_item(struct reader *r)
{
	struct annex *a = r->a;

	return a->n && a->entries[a->n - 1].kind == ANNEX_ITEM ?
		&a->entries[a->n - 1] : NULL;
}

static void unknown_area(struct reader *r, struct str title, size_t at)
{
	const struct site *site = r->a->site;
	struct str *known = POOL_ARRAY(r->a->pool, struct str, site->nareas);

	for (size_t i = 0; i < site->nareas; i++)
		known[i] = site->areas[i].title;
	diag(r->a->diags, DIAG_UNKNOWN_AREA, POS_AT(&r->a->table->src, at),
	     { "value", title },
	     { "near", text_nearest(title, known, site->nareas) });
}

static void not_understood(struct reader *r, struct str text, size_t at)
{
	diag(r->a->diags, DIAG_IMPORT_ROW, POS_AT(&r->a->table->src, at),
	     { "text", annex_line(r->a->pool, text) });
}

/*
 * One text alone, maybe with a number of its own column: an area or a part.
 * False if it is neither.
 */
static bool add_heading(struct reader *r, struct str number, struct str text,
			size_t at)
{
	const struct area *area = site_area_named(r->a->site, text);
	struct str title = text, own;
	bool letter;

	if (!number.n && (own = leading_number(text, &title)).n)
		number = own;
	letter = number.n == 1 && number.p[0] >= 'A' && number.p[0] <= 'Z';
	if (!area && !is_roman(number) && !letter)
		return false;
	if (!area && !is_roman(number)) {
		r->area = NULL;
		add_entry(r, ANNEX_PART, number, title, at)->depth = 0;
		return true;
	}
	if (!area)
		unknown_area(r, title, at);
	r->area = area;
	r->a->nareas++;
	add_entry(r, ANNEX_AREA, number, title, at);
	return true;
}

/* ---- texts between tables ---------------------------------------------- */

static void read_text(struct reader *r, struct str text, size_t at)
{
	struct annex *a = r->a;

	text = annex_line(a->pool, text);
	if (!text.n || add_heading(r, (struct str){ NULL, 0 }, text, at))
		return;
	if (r->known)
		not_understood(r, text, at);
	else
		POOL_PUSH(a->pool, a->intro, a->nintro, a->intro_cap,
			  (struct annex_value){ .text = text, .at = at });
}

/* ---- rows -------------------------------------------------------------- */

/* What a row says: one value for each column that is known. */
struct values {
	struct annex_value of[NCOLUMNS];
	bool below[NCOLUMNS];		/* merged with the one above */
	struct annex_value *other;	/* of columns that are not fields */
	size_t nother, other_cap;
	size_t filled;			/* cells with a text of their own */
	struct annex_value first;	/* of them */
};

/* Notes of a document are part of it; "Ghi chú" of a plan is the site's. */
static bool is_field(int column)
{
	return column != NCOLUMNS && column != COLUMN_MARK &&
	       column != FIELD_NOTE;
}

static void read_cell(struct reader *r, const struct table_cell *cell,
		      struct values *v)
{
	int column = columns_at(&r->columns, cell->column);
	struct annex_value value = { .text = cell->text, .at = cell->at };

	if (cell->column < r->columns.n)
		value.label = annex_line(r->a->pool,
				r->columns.of[cell->column].label);
	if (cell->below)
		value.text = r->above[cell->column];
	for (size_t i = 0; i < cell->span; i++)
		r->above[cell->column + i] = value.text;
	if (!value.text.n)
		return;
	if (!cell->below && !v->filled++)
		v->first = value;
	if (!is_field(column)) {
		if (!cell->below)
			POOL_PUSH(r->a->pool, v->other, v->nother,
				  v->other_cap, value);
	} else if (!v->of[column].text.n) {
		v->of[column] = value;
		v->below[column] = cell->below;
	} else {	/* two columns of one kind */
		v->of[column].text = pool_printf(r->a->pool, "%.*s\n%.*s",
				STR_ARG(v->of[column].text),
				STR_ARG(value.text));
	}
}

static void take_field(struct reader *r, struct annex_entry *e, int field,
		       struct annex_value value)
{
	struct annex_value *into = &e->fields[field];

	value.text = annex_line(r->a->pool, value.text);
	if (into->text.n && !str_eq(into->text, value.text))
		value.text = pool_printf(r->a->pool, "%.*s; %.*s",
					 STR_ARG(into->text),
					 STR_ARG(value.text));
	*into = value;
}

static void take_account(struct reader *r, struct annex_entry *e,
			 struct annex_value value)
{
	value.text = annex_line(r->a->pool, value.text);
	if (value.text.n)
		POOL_PUSH(r->a->pool, e->account, e->naccount, e->account_cap,
			  value);
}

static void take_others(struct reader *r, struct annex_entry *e,
			const struct values *v)
{
	for (size_t i = 0; i < v->nother; i++)
		take_account(r, e, v->other[i]);
}

/* The first line is the title; what it lists below is the account. */
static struct str take_title(struct reader *r, struct str text,
			     struct str *rest)
{
	struct str line, all = text;

	*rest = (struct str){ NULL, 0 };
	while (str_line(&text, &line))
		if (line.p > all.p && behind_sign(str_trim(line)).n) {
			*rest = str_from(all, (size_t)(line.p - all.p));
			all.n = (size_t)(line.p - all.p);
			break;
		}
	return annex_line(r->a->pool, all);
}

static void add_item(struct reader *r, const struct values *v, size_t at)
{
	struct str rest, line, number, title, own;
	struct annex_entry *e;

	title = take_title(r, v->of[COLUMN_TITLE].text, &rest);
	number = clean_number(v->of[COLUMN_ORDINAL].text);
	if (!number.n && r->columns.n &&
	    (own = leading_number(title, &line)).n && ascii_digit(own.p[0])) {
		number = own;
		title = line;
	}
	e = add_entry(r, ANNEX_ITEM, number, title, at);
	r->a->nitems++;
	for (int f = 0; f < NFIELDS; f++)
		if (v->of[f].text.n)
			take_field(r, e, f, v->of[f]);
	while (rest.n && str_line(&rest, &line))
		take_account(r, e, (struct annex_value){ .text = line });
	take_others(r, e, v);
}

/* A row without a task of its own goes on the item above it. */
static void join_row(struct reader *r, const struct values *v, size_t at)
{
	struct annex_entry *e = last_item(r);

	if (!e) {
		not_understood(r, v->first.text, at);
		return;
	}
	diag(r->a->diags, DIAG_IMPORT_JOINED, POS_AT(&r->a->table->src, at),
	     { "title", e->title });
	for (int f = 0; f < NFIELDS; f++)
		if (v->of[f].text.n && !v->below[f])
			take_field(r, e, f, v->of[f]);
	if (v->of[COLUMN_TITLE].text.n && !v->below[COLUMN_TITLE])
		take_account(r, e, (struct annex_value){
			.text = v->of[COLUMN_TITLE].text });
	take_others(r, e, v);
}

/* Is there anything but the number and the task? */
static bool only_title(const struct values *v)
{
	return v->filled == (size_t)!!v->of[COLUMN_TITLE].text.n +
			    (size_t)(v->of[COLUMN_ORDINAL].text.n &&
				     !v->below[COLUMN_ORDINAL]);
}

static void read_row(struct reader *r, const struct table_row *row)
{
	struct values v = { .filled = 0 };
	const struct annex_value *title = &v.of[COLUMN_TITLE];
	bool own_title;
	struct str number;

	for (size_t i = 0; i < row->n; i++)
		read_cell(r, &row->cells[i], &v);
	number = clean_number(v.of[COLUMN_ORDINAL].text);
	own_title = title->text.n && !v.below[COLUMN_TITLE];
	if (!v.filled)
		return;		/* empty, or merged with the row above */
	if (v.filled == 1 &&
	    add_heading(r, (struct str){ NULL, 0 },
			annex_line(r->a->pool, v.first.text), row->at))
		return;
	if (own_title && only_title(&v)) {
		if (add_heading(r, number, annex_line(r->a->pool, title->text),
				row->at))
			return;
		if (number.n)
			add_item(r, &v, row->at);
		else
			join_row(r, &v, row->at);
	} else if (own_title) {
		add_item(r, &v, row->at);
	} else {
		join_row(r, &v, row->at);
	}
}

/* ---- tables ------------------------------------------------------------ */

/* The texts of a row above a heading. */
static void read_preface(struct reader *r, const struct table_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		read_text(r, row->cells[i].text, row->cells[i].at);
}

static size_t row_width(const struct table_row *row)
{
	const struct table_cell *last = row->n ? &row->cells[row->n - 1] : NULL;

	return last ? last->column + last->span : 0;
}

/*
 * Rows from `i` on begin a table: find its heading.  Returns the first row of
 * what stands below it.
 */
static size_t begin_table(struct reader *r, size_t i)
{
	const struct table *t = r->a->table;
	struct columns columns;
	size_t end = i;

	r->table = t->rows[i].table;
	r->passed = false;
	memset(r->above, 0, sizeof(r->above));
	while (end < t->n && end < i + HEADING_ROWS &&
	       t->rows[end].table == r->table &&
	       !columns_read(&columns, r->a->v, &t->rows[end], COLUMN_TITLE))
		end++;
	if (end < t->n && end < i + HEADING_ROWS &&
	    t->rows[end].table == r->table) {
		while (i < end)
			read_preface(r, &t->rows[i++]);
		r->columns = columns;
		end++;
		while (end < t->n && t->rows[end].table == r->table &&
		       columns_more(&r->columns, r->a->v, &t->rows[end]))
			end++;
		columns_report(&r->columns, r->a->v, t, r->a->diags);
		r->known = true;
		return end;
	}
	if (r->known && row_width(&t->rows[i]) == r->columns.n)
		return i;	/* a table that goes on over the page */
	r->passed = true;
	diag0(r->a->diags, DIAG_IMPORT_TABLE, POS_AT(&t->src, t->rows[i].at));
	return i;
}

static void read_rows(struct reader *r)
{
	const struct table *t = r->a->table;

	for (size_t i = 0; i < t->n;) {
		const struct table_row *row = &t->rows[i];
		struct columns again;

		if (row->table && row->table != r->table) {
			i = begin_table(r, i);
			continue;
		}
		i++;
		if (!row->table)
			read_text(r, row->cells[0].text, row->at);
		else if (r->passed)
			continue;
		else if (columns_read(&again, r->a->v, row, COLUMN_TITLE))
			r->columns = again;
		else
			read_row(r, row);
	}
}

/* A numbered text alone is a part where its next row is numbered below it. */
static void find_parts(struct annex *a)
{
	for (size_t i = 0; i + 1 < a->n; i++) {
		struct annex_entry *e = &a->entries[i];
		bool bare = e->kind == ANNEX_ITEM && !e->naccount;

		for (int f = 0; f < NFIELDS && bare; f++)
			bare = !e->fields[f].text.n;
		if (!bare || a->entries[i + 1].kind != ANNEX_ITEM ||
		    a->entries[i + 1].depth <= e->depth)
			continue;
		e->kind = ANNEX_PART;
		a->nitems--;
	}
}

int annex_read(struct annex *out, struct pool *pool, const struct table *table,
	       const struct vocabulary *v, const struct site *site,
	       struct diags *diags)
{
	struct reader *r = POOL_NEW(pool, struct reader);

	*out = (struct annex){ .pool = pool, .table = table, .v = v,
			       .site = site, .diags = diags };
	r->a = out;
	read_rows(r);
	if (!r->known)
		return diag0(diags, DIAG_IMPORT_NO_TABLE,
			     POS_AT(&table->src, 0));
	find_parts(out);
	return 0;
}
