/* SPDX-License-Identifier: MIT */
/*
 * markdown_rows.c - reads the pipe tables of a Markdown text as a document of
 * rows (table.h), with the headings and paragraphs between them.
 */
#include "markdown_internal.h"

#include "table.h"
#include "text.h"

struct reading {
	struct table *out;
	struct pool *pool;
	struct md_doc doc;
	size_t base;		/* of the text in the file */
	unsigned tables;
	struct diags *diags;
};

/* A node's text without markup. */
static struct str plain(struct reading *r, cmark_node *node)
{
	struct buf b = BUF_INIT;
	struct md_plain p = { &b, 0, false, false };
	struct str text;

	if (cmark_node_get_literal(node))
		buf_adds(&b, cmark_node_get_literal(node));	/* code */
	md_plain_children(&p, &r->doc, node);
	text = text_squeeze(r->pool, pool_str(r->pool, buf_str(&b)));
	buf_release(&b);
	return text;
}

static int add_table(struct reading *r, const struct md_table *t)
{
	r->tables++;
	for (size_t i = 0; i < t->nrows; i++) {
		const struct md_row *from = &t->rows[i];
		struct table_row *row = table_add_row(r->out, r->pool,
				r->tables, r->base + (from->n ?
				from->cells[0].at : 0), r->diags);

		if (!row)
			return -1;
		for (size_t k = 0; k < from->n; k++)
			if (table_add_cell(r->out, r->pool, row,
					   (struct table_cell){
					.text = plain(r, from->cells[k].node),
					.column = k, .span = 1,
					.at = r->base + from->cells[k].at },
					   r->diags))
				return -1;
	}
	return 0;
}

static int add_text(struct reading *r, cmark_node *node)
{
	size_t at = r->base + md_doc_offset(&r->doc, node);
	struct str text = plain(r, node);
	struct table_row *row;

	if (!text.n)
		return 0;
	row = table_add_row(r->out, r->pool, 0, at, r->diags);
	return row ? table_add_cell(r->out, r->pool, row, (struct table_cell){
			.text = text, .span = 1, .at = at }, r->diags) : -1;
}

static int add_block(struct reading *r, cmark_node *node)
{
	const struct md_table *t = NULL;

	if (!md_doc_table(&r->doc, node, &t))
		return add_text(r, node);
	return t ? add_table(r, t) : 0;
}

/* Behind the front matter, if there is one. */
static size_t body_at(struct str text)
{
	struct str rest = text, line;

	if (!str_line(&rest, &line) || !str_eqs(str_trim(line), "---"))
		return 0;
	while (str_line(&rest, &line))
		if (str_eqs(str_trim(line), "---"))
			return rest.p ? (size_t)(rest.p - text.p) : text.n;
	return 0;
}

int table_markdown(struct table *out, struct pool *pool, struct diags *diags)
{
	struct reading r = { .out = out, .pool = pool, .diags = diags };
	int result = 0;

	r.base = body_at(out->src.text);
	if (md_doc_parse(&r.doc, pool, str_from(out->src.text, r.base)))
		result = diag0(diags, DIAG_MARKDOWN_TOO_COMPLEX,
			       POS_AT(&out->src, r.base + r.doc.refused));
	else
		for (cmark_node *node = md_doc_first(&r.doc); node && !result;
		     node = cmark_node_next(node))
			result = add_block(&r, node);
	md_doc_release(&r.doc);
	return result;
}
