/* SPDX-License-Identifier: MIT */
/*
 * markdown_table.c - finds the pipe tables of GitHub Flavored Markdown in a
 * text that cmark has parsed.
 *
 * A table is found in the lines of what cmark takes for a paragraph (or for a
 * heading, where a row of "=" or "-" follows): a delimiter row with as many
 * cells as the row above it.  Its rows go on as long as a line, taken by
 * itself, would begin a paragraph in the same container.
 */
#include "markdown_internal.h"

enum {
	MAX_COLUMNS = 200,
	MAX_CELLS = 100000,	/* of a text, with those that pad short rows */
};

static bool row_space(char c)
{
	return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

bool md_may_delimit(struct str line)
{
	bool dash = false;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];

		if (c == '-' || c == '=')
			dash = true;
		else if (!row_space(c) && c != '|' && c != ':' && c != '>')
			return false;
	}
	return dash;
}

/* The line of the text, from 0, on which a node begins. */
static size_t node_line(const struct md_doc *doc, cmark_node *node)
{
	size_t line = (size_t)cmark_node_get_start_line(node);

	return line > doc->ncells ? line - doc->ncells - 1 : 0;
}

/* ---- containers -------------------------------------------------------- */

/*
 * cmark does not say where the content of a line begins behind its quotes and
 * list items, so the way there is gone again, by columns (a tab may belong to
 * two of them).
 */
struct cursor {
	struct str s;
	size_t at, col;
};

struct container {
	cmark_node *node;	/* a block quote or an item */
	size_t line;		/* that it begins on */
	size_t width;		/* of an item: what its lines are indented by */
};

/* The columns of white space ahead; *first is the byte after it. */
static size_t cursor_indent(const struct cursor *c, size_t *first)
{
	size_t i = c->at, col = c->col;

	for (; i < c->s.n; i++) {
		if (c->s.p[i] == ' ')
			col++;
		else if (c->s.p[i] == '\t')
			col += 4 - col % 4;
		else
			break;
	}
	*first = i;
	return col - c->col;
}

static bool cursor_at_space(const struct cursor *c)
{
	return c->at < c->s.n &&
	       (c->s.p[c->at] == ' ' || c->s.p[c->at] == '\t');
}

static void cursor_advance(struct cursor *c, size_t columns)
{
	while (columns && c->at < c->s.n) {
		size_t wide = c->s.p[c->at] == '\t' ? 4 - c->col % 4 : 1;

		if (wide > columns) {
			c->col += columns;
			return;
		}
		c->col += wide;
		columns -= wide;
		c->at++;
	}
}

/* Over an item's marker; returns the width of what stands before its content:
 * the marker, one to four columns of space, and the indent before them. */
static size_t cursor_open_item(struct cursor *c)
{
	size_t first, indent = cursor_indent(c, &first), marker = 1, space = 0;
	struct cursor content;

	while (first + marker < c->s.n && ascii_digit(c->s.p[first]) &&
	       ascii_digit(c->s.p[first + marker]))
		marker++;
	if (first < c->s.n && ascii_digit(c->s.p[first]))
		marker++;
	cursor_advance(c, indent + marker);
	content = *c;
	while (space <= 5 && cursor_at_space(&content)) {
		cursor_advance(&content, 1);
		space++;
	}
	if (space >= 1 && space < 5 && content.at < content.s.n) {
		*c = content;
		return indent + marker + space;
	}
	if (space)
		cursor_advance(c, 1);
	return indent + marker + 1;
}

/* Into a container on one of its lines; false if the line is not in it. */
static bool cursor_enter(struct cursor *c, const struct container *k,
			 size_t line)
{
	size_t first, indent = cursor_indent(c, &first);

	if (cmark_node_get_type(k->node) == CMARK_NODE_ITEM) {
		if (line == k->line)
			cursor_open_item(c);
		else if (indent >= k->width)
			cursor_advance(c, k->width);
		else
			return false;
		return true;
	}
	if (indent > 3 || first >= c->s.n || c->s.p[first] != '>')
		return false;
	cursor_advance(c, indent + 1);
	if (cursor_at_space(c))
		cursor_advance(c, 1);
	return true;
}

/* ---- a paragraph or heading -------------------------------------------- */

struct leaf {
	struct md_doc *doc;
	bool heading;
	size_t first, last;	/* its lines; a heading's may be one too many */
	bool cut;		/* by the end of a table: what follows is not
				   what it will be in the next pass */
	struct container *containers;	/* the outermost first */
	size_t n;
};

/* One of its lines, behind its containers. */
struct content {
	struct str s;		/* from the first character on */
	size_t at;		/* its offset in the line */
	size_t indent;
	bool lazy;		/* outside of one of the containers */
};

static struct cursor leaf_cursor(const struct leaf *l, size_t line, size_t n,
				 bool *lazy)
{
	struct cursor c = { l->doc->lines[line].s, 0, 0 };

	*lazy = false;
	for (size_t i = 0; i < n && !*lazy; i++)
		*lazy = !cursor_enter(&c, &l->containers[i], line);
	return c;
}

static struct content leaf_line(const struct leaf *l, size_t line)
{
	struct content content;
	struct cursor c = leaf_cursor(l, line, l->n, &content.lazy);

	content.indent = cursor_indent(&c, &content.at);
	content.s = str_from(c.s, content.at);
	return content;
}

static bool is_container(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE;
}

static void leaf_containers(struct leaf *l, cmark_node *leaf)
{
	cmark_node *node = leaf;
	size_t i;

	l->n = 0;
	while ((node = cmark_node_parent(node)))
		l->n += is_container(node);
	l->containers = POOL_ARRAY(l->doc->pool, struct container, l->n);
	for (i = l->n, node = leaf; (node = cmark_node_parent(node));)
		if (is_container(node))
			l->containers[--i] = (struct container){
				node, node_line(l->doc, node), 0 };
	for (i = 0; i < l->n; i++) {
		bool lazy;
		struct cursor c = leaf_cursor(l, l->containers[i].line, i,
					      &lazy);

		l->containers[i].width = cursor_open_item(&c);
	}
}

/* ---- rows -------------------------------------------------------------- */

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.n && row_space(s.p[at]))
		at++;
	return at;
}

/*
 * A delimiter row: [|] cell { "|" cell } [|], cell = [:] "-"… [:].  Returns
 * how many cells, 0 if it is none; puts their alignment into `align` unless
 * that is NULL.
 */
static size_t delimiter_row(struct str s, char *align)
{
	size_t at = s.n && s.p[0] == '|', n = 0;

	for (;;) {
		bool left, right;
		size_t dashes;

		at = skip_space(s, at);
		left = at < s.n && s.p[at] == ':';
		at += left;
		dashes = at;
		while (at < s.n && s.p[at] == '-')
			at++;
		if (at == dashes)
			return 0;
		right = at < s.n && s.p[at] == ':';
		at = skip_space(s, at + right);
		if (align)
			align[n] = left && right ? 'c' : left ? 'l' :
				   right ? 'r' : '\0';
		n++;
		if (at == s.n)
			return n;
		if (s.p[at++] != '|')
			return 0;
		if (skip_space(s, at) == s.n)
			return n;
	}
}

static struct str unescape_pipes(struct pool *pool, struct str s)
{
	char *p;
	size_t n = 0;

	if (str_find(s, STR("\\|")) < 0)
		return s;
	p = pool_cstr(pool, s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '|')
			i++;
		p[n++] = s.p[i];
	}
	return (struct str){ p, n };
}

/*
 * Cut a row at its pipes; "\|" never cuts, whatever stands before it.  Returns
 * how many cells there are, 0 if it is no row, and stores the first `max`.
 */
static size_t row_cells(const struct md_doc *doc, struct str s,
			struct md_cell *cells, size_t max)
{
	size_t n = 0, at = s.n && s.p[0] == '|' ? skip_space(s, 1) : 0;

	while (at < s.n) {
		size_t from = at;

		while (at < s.n && s.p[at] != '|')
			at += s.p[at] == '\\' && at + 1 < s.n &&
			      s.p[at + 1] == '|' ? 2 : 1;
		if (n < max) {
			struct str cell = str_trim(str_sub(s, from, at - from));

			cells[n].at = (size_t)(cell.p - doc->text.p);
			cells[n].text = unescape_pipes(doc->pool, cell);
		}
		n++;
		if (at < s.n)
			at = skip_space(s, at + 1);
	}
	return n;
}

static int add_row(struct md_doc *doc, struct md_table *t, struct str s,
		   size_t line)
{
	struct md_row row = { NULL, 0 };

	doc->total += t->columns;
	if (doc->total > MAX_CELLS)
		return md_refuse(doc, line);
	row.n = row_cells(doc, s, NULL, 0);
	if (row.n > t->columns)
		row.n = t->columns;
	row.cells = POOL_ARRAY(doc->pool, struct md_cell, row.n);
	row_cells(doc, s, row.cells, row.n);
	POOL_PUSH(doc->pool, t->rows, t->nrows, t->cap, row);
	return 0;
}

static void claim_line(struct md_doc *doc, struct md_table *t, size_t line,
		       struct str prefix)
{
	doc->lines[line].table = t;
	doc->lines[line].prefix = prefix;
	t->nlines++;
}

/* Would the line by itself begin a paragraph (and not a list, code …)? */
static bool begins_paragraph(struct str s)
{
	char c = s.p[0];
	cmark_node *doc, *first;
	bool yes;

	if (c == '|' || ascii_alpha(c) || (unsigned char)c >= 0x80)
		return true;
	doc = cmark_parse_document(s.p, s.n, MD_PARSE_OPTIONS);
	first = cmark_node_first_child(doc);
	yes = !first || cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH;
	cmark_node_free(doc);
	return yes;
}

/* Add the rows that stand from the leaf's line `line` on. */
static int take_rows(struct leaf *l, struct md_table *t, size_t line)
{
	struct md_doc *doc = l->doc;

	for (; line <= l->last && line < doc->nlines; line++) {
		struct content c = leaf_line(l, line);

		l->cut |= l->heading;
		if (c.lazy || c.indent > 3 || !c.s.n ||
		    !row_cells(doc, c.s, NULL, 0) || !begins_paragraph(c.s)) {
			l->cut = true;
			break;
		}
		if (add_row(doc, t, c.s, line) < 0)
			return -1;
		claim_line(doc, t, line,
			   str_sub(doc->lines[line].s, 0, c.at));
	}
	return 0;
}

/* ---- finding tables ---------------------------------------------------- */

/*
 * Add the table whose delimiter row stands in line `line` of the leaf, unless
 * the row above has another number of cells.  A header row that is not the
 * leaf's first line gets the delimiter row's prefix: its own may be lazy, or
 * too deep for a heading.
 */
static int add_table(struct leaf *l, size_t line, const struct content *row)
{
	struct md_doc *doc = l->doc;
	struct content header = leaf_line(l, line - 1);
	size_t columns = delimiter_row(row->s, NULL);
	struct str prefix = str_sub(doc->lines[line].s, 0, row->at);
	struct md_table *t;

	if (row_cells(doc, header.s, NULL, 0) != columns)
		return 0;
	if (columns > MAX_COLUMNS)
		return md_refuse(doc, line - 1);
	t = POOL_NEW(doc->pool, struct md_table);
	t->line = line - 1;
	t->columns = columns;
	t->align = pool_alloc(doc->pool, columns);
	delimiter_row(row->s, t->align);
	POOL_PUSH(doc->pool, doc->tables, doc->ntables, doc->tables_cap, t);
	if (add_row(doc, t, header.s, line - 1) < 0)
		return -1;
	claim_line(doc, t, line - 1, line - 1 > l->first ? prefix :
		   str_sub(doc->lines[line - 1].s, 0, header.at));
	claim_line(doc, t, line, prefix);
	return take_rows(l, t, line + 1);
}

static bool is_underline(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == s.p[0])
		i++;
	return s.n && (s.p[0] == '=' || s.p[0] == '-') &&
	       skip_space(s, i) == s.n;
}

/* The first delimiter row that fits the row above it makes the table. */
static int find_table(struct leaf *l, cmark_node *node)
{
	size_t tables = l->doc->ntables, i = l->first + 1;

	for (; i <= l->last && i < l->doc->nlines; i++) {
		struct content c;

		if (!md_may_delimit(l->doc->lines[i].s))
			continue;
		if (!l->containers)
			leaf_containers(l, node);
		c = leaf_line(l, i);
		if (c.lazy || c.indent > 3)
			continue;
		if (l->heading && is_underline(c.s))
			break;
		if (delimiter_row(c.s, NULL) && add_table(l, i, &c) < 0)
			return -1;
		if (l->doc->ntables > tables)
			break;
	}
	return 0;
}

/* The table whose last line stands right above the leaf, or NULL. */
static struct md_table *table_above(const struct leaf *l, cmark_node *node)
{
	cmark_node *above = cmark_node_previous(node);
	struct md_table *t;

	if (!above || !cmark_node_get_user_data(above))
		return NULL;
	t = l->doc->lines[node_line(l->doc, above)].table;
	return t->line + t->nlines == l->first ? t : NULL;
}

/* Look for rows and tables in a leaf; *cut if nothing after it counts. */
static int scan_leaf(struct md_doc *doc, cmark_node *node, bool *cut)
{
	struct leaf l = { .doc = doc, .first = node_line(doc, node) };
	size_t end = (size_t)cmark_node_get_end_line(node);
	struct md_table *above = table_above(&l, node);
	size_t rows = above ? above->nrows : 0;
	int result = 0;

	l.heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
	l.last = end > doc->ncells ? end - doc->ncells - 1 : 0;
	if (above) {
		leaf_containers(&l, node);
		result = take_rows(&l, above, l.first);
	}
	if (!result && (!above || above->nrows == rows)) {
		l.cut = false;
		result = find_table(&l, node);
	}
	*cut = l.cut;
	return result;
}

/* Claim a heading that stands in a table's line. */
static bool bind_line(struct md_doc *doc, cmark_node *node)
{
	size_t line = node_line(doc, node);
	struct md_table *t = doc->lines[line].table;

	if (!doc->lines[line].placed ||
	    cmark_node_get_type(node) != CMARK_NODE_HEADING)
		return false;
	cmark_node_set_user_data(node, t->line == line ? (void *)t : doc);
	return true;
}

static size_t table_lines(const struct md_doc *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->ntables; i++)
		n += doc->tables[i]->nlines;
	return n;
}

int md_scan_tables(struct md_doc *doc, bool *found)
{
	size_t expected = table_lines(doc), bound = 0;
	cmark_iter *iter = cmark_iter_new(doc->root);
	cmark_event_type event;
	bool cut = false;
	int result = 0;

	while (!result && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event != CMARK_EVENT_ENTER ||
		    (type != CMARK_NODE_PARAGRAPH &&
		     type != CMARK_NODE_HEADING) ||
		    (size_t)cmark_node_get_start_line(node) <= doc->ncells)
			continue;
		if (bind_line(doc, node))
			bound++;
		else if (!cut)
			result = scan_leaf(doc, node, &cut);
	}
	cmark_iter_free(iter);
	*found = table_lines(doc) > expected;
	if (!result && bound != expected)	/* never lose a row in silence */
		return md_refuse(doc, doc->tables[0]->line);
	return result;
}
