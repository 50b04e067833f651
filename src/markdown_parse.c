/* SPDX-License-Identifier: MIT */
/*
 * markdown_parse.c - parses a text with cmark, and again in another shape if
 * there are tables in it (markdown_internal.h).
 *
 * The other shape may show more rows or tables in what follows a table; mostly
 * it shows none, and two parses do.
 */
#include "markdown_internal.h"

enum {
	MAX_SIZE = 4 << 20,
	MAX_DEPTH = 100,
	MAX_VISITS = 20000000,	/* of containers by blank lines */
	MAX_IMAGES = 500,	/* between two blank lines */
	MAX_PASSES = 40,		/* tables that no blank line ends */
};

/* ---- refusing ---------------------------------------------------------- */

/* Lines as cmark sees them: they end with LF, CR or CRLF. */
static struct str cut_line(struct str *rest)
{
	struct str line = *rest;
	size_t n = 0, end;

	while (n < line.n && line.p[n] != '\n' && line.p[n] != '\r')
		n++;
	end = n + 1;
	if (end < line.n && line.p[n] == '\r' && line.p[end] == '\n')
		end++;
	*rest = str_from(line, end);
	return str_sub(line, 0, n);
}

/*
 * cmark 0.30 is quadratic in two ways: each blank line visits all open
 * containers, and each link visits all images that are open before it in the
 * same block.  Both are bounded before parsing.
 */

/* The length of a list marker at the start of `s`, or 0. */
static size_t item_marker(struct str s)
{
	size_t n = 0;

	if (s.n && strchr("-+*", s.p[0])) {
		n = 1;
	} else {
		while (n < s.n && ascii_digit(s.p[n]))
			n++;
		if (!n || n == s.n || (s.p[n] != '.' && s.p[n] != ')'))
			return 0;
		n++;
	}
	return n == s.n || ascii_space(s.p[n]) ? n : 0;
}

/*
 * How many containers may be open after a line, at most, if it opens one: those
 * that its markers stand for, and those that its indent reaches (an item is
 * two columns wide or more).
 */
static size_t line_depth(struct str line)
{
	size_t columns = 0, markers = 0, n;

	for (; line.n; line = str_from(line, n)) {
		n = line.p[0] == '>' ? 1 : item_marker(line);
		if (n) {
			markers++;
			n += n < line.n && line.p[n] == ' ';
			continue;
		}
		n = 1;
		if (line.p[0] == '\t')
			columns += 4;
		else if (line.p[0] == ' ')
			columns++;
		else
			break;
	}
	return markers ? markers + columns / 2 : 0;
}

static size_t count_images(struct str line)
{
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(line, STR("!["))) >= 0) {
		line = str_from(line, (size_t)at + 2);
		n++;
	}
	return n;
}

/* Of nothing but white space and the marks of quotes? */
static bool is_blank(struct str line)
{
	size_t i = 0;

	while (i < line.n && (ascii_space(line.p[i]) || line.p[i] == '>'))
		i++;
	return i == line.n;
}

static bool too_complex(struct str text, size_t *at)
{
	struct str rest = text;
	size_t images = 0, deepest = 0, visits = 0;

	*at = 0;
	if (text.n > MAX_SIZE)
		return true;
	while (rest.n) {
		struct str line = cut_line(&rest);
		size_t depth = line_depth(line);
		bool blank = is_blank(line);

		deepest = depth > deepest ? depth : deepest;
		visits += blank ? deepest : 0;
		images = blank ? 0 : images + count_images(line);
		if (depth > MAX_DEPTH || visits > MAX_VISITS ||
		    images > MAX_IMAGES) {
			*at = (size_t)(line.p - text.p);
			return true;
		}
	}
	return false;
}

int md_refuse(struct md_doc *doc, size_t line)
{
	doc->refused = (size_t)(doc->lines[line].s.p - doc->text.p);
	return -1;
}

/* ---- the two shapes ---------------------------------------------------- */

static void add_cell(struct buf *out, const struct md_cell *cell)
{
	buf_adds(out, "# ");
	buf_addstr(out, cell->text);
	buf_adds(out, " #\n");
}

static void add_cells(struct md_doc *doc, struct buf *out)
{
	doc->ncells = 0;
	for (size_t i = 0; i < doc->ntables; i++)
		for (size_t j = 0; j < doc->tables[i]->nrows; j++) {
			struct md_row *row = &doc->tables[i]->rows[j];

			for (size_t k = 0; k < row->n; k++) {
				add_cell(out, &row->cells[k]);
				POOL_PUSH(doc->pool, doc->cells, doc->ncells,
					  doc->cells_cap, &row->cells[k]);
			}
		}
}

static void parse_shaped(struct md_doc *doc, const struct buf *shaped)
{
	cmark_node *node;

	md_doc_release(doc);
	doc->root = cmark_parse_document(shaped->p, shaped->n,
					 MD_PARSE_OPTIONS);
	node = cmark_node_first_child(doc->root);
	for (size_t i = 0; i < doc->ncells; i++) {
		doc->cells[i]->node = node;
		node = cmark_node_next(node);
	}
}

static void reparse(struct md_doc *doc)
{
	struct buf shaped = BUF_INIT;

	buf_grow(&shaped, doc->text.n * 2);
	add_cells(doc, &shaped);
	for (size_t i = 0; i < doc->nlines; i++) {
		struct md_line *line = &doc->lines[i];

		line->placed = line->table;
		if (line->placed) {
			buf_addstr(&shaped, line->prefix);
			buf_addc(&shaped, '#');
		} else {
			buf_addstr(&shaped, line->s);
		}
		if (i + 1 < doc->nlines || line->table)
			buf_addc(&shaped, '\n');
		else	/* as the text ends, so that code is not lengthened */
			buf_addstr(&shaped, str_range(line->s.p + line->s.n,
						      doc->text.p +
						      doc->text.n));
	}
	parse_shaped(doc, &shaped);
	buf_release(&shaped);
}

/* Returns whether there may be a table at all. */
static bool split_lines(struct md_doc *doc)
{
	struct str rest = doc->text;
	bool delimiter = false;

	while (rest.n) {
		struct str line = cut_line(&rest);

		POOL_PUSH(doc->pool, doc->lines, doc->nlines, doc->lines_cap,
			  (struct md_line){ .s = line });
		if (!delimiter && md_may_delimit(line))
			delimiter = str_chr(line, '|') >= 0 ||
				    str_chr(line, ':') >= 0;
	}
	return delimiter;
}

/* Parse again in the other shape, until it shows no more tables. */
static int parse_tables(struct md_doc *doc)
{
	for (int pass = 0; pass < MAX_PASSES; pass++) {
		bool found = false;

		if (md_scan_tables(doc, &found) < 0)
			return -1;
		if (!found)
			return 0;
		reparse(doc);
	}
	return md_refuse(doc, doc->tables[doc->ntables - 1]->line);
}

int md_doc_parse(struct md_doc *doc, struct pool *pool, struct str text)
{
	*doc = (struct md_doc){ .pool = pool, .text = text };
	if (too_complex(text, &doc->refused))
		return -1;
	doc->root = cmark_parse_document(text.p ? text.p : "", text.n,
					 MD_PARSE_OPTIONS);
	if (split_lines(doc) && parse_tables(doc) < 0)
		return -1;
	cmark_consolidate_text_nodes(doc->root);
	return 0;
}

int md_doc_parse_inline(struct md_doc *doc, struct pool *pool, struct str text)
{
	struct buf shaped = BUF_INIT;
	struct md_cell *cell = POOL_NEW(pool, struct md_cell);
	struct str line = str_trim(text);
	char *p = pool_cstr(pool, line);

	*doc = (struct md_doc){ .pool = pool, .text = text };
	if (too_complex(text, &doc->refused))
		return -1;
	for (size_t i = 0; i < line.n; i++)
		if (p[i] == '\n' || p[i] == '\r')
			p[i] = ' ';
	cell->text = (struct str){ p, line.n };
	cell->at = line.n ? (size_t)(line.p - text.p) : 0;
	POOL_PUSH(pool, doc->cells, doc->ncells, doc->cells_cap, cell);
	add_cell(&shaped, cell);
	parse_shaped(doc, &shaped);
	buf_release(&shaped);
	cmark_consolidate_text_nodes(doc->root);
	return 0;
}

void md_doc_release(struct md_doc *doc)
{
	if (doc->root)	/* cmark does not take NULL */
		cmark_node_free(doc->root);
	doc->root = NULL;
}

cmark_node *md_doc_first(const struct md_doc *doc)
{
	if (doc->ncells)
		return cmark_node_next(doc->cells[doc->ncells - 1]->node);
	return cmark_node_first_child(doc->root);
}

bool md_doc_table(const struct md_doc *doc, cmark_node *node,
		  const struct md_table **table)
{
	void *data = cmark_node_get_user_data(node);

	if (cmark_node_get_type(node) != CMARK_NODE_HEADING || !data)
		return false;
	*table = data == (const void *)doc ? NULL : data;
	return true;
}

size_t md_doc_offset(const struct md_doc *doc, cmark_node *node)
{
	size_t line = (size_t)cmark_node_get_start_line(node);
	size_t col = (size_t)cmark_node_get_start_column(node);
	struct str s;
	size_t at;

	if (line == 0 || col == 0)
		return 0;
	if (line <= doc->ncells) {	/* behind "# " */
		s = doc->cells[line - 1]->text;
		at = doc->cells[line - 1]->at;
		col = col > 2 ? col - 2 : 1;
	} else if (line - doc->ncells - 1 < doc->nlines) {
		s = doc->lines[line - doc->ncells - 1].s;
		at = (size_t)(s.p - doc->text.p);
	} else {
		return 0;
	}
	return at + (col - 1 < s.n ? col - 1 : s.n);
}
