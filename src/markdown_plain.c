/* SPDX-License-Identifier: MIT */
/* markdown_plain.c - writes a parsed text without its markup. */
#include "markdown_internal.h"

#include <stdint.h>

static void plain_add(struct md_plain *p, struct str s)
{
	if (p->verbatim) {
		buf_addstr(p->out, s);
		return;
	}
	for (size_t i = 0, from; i < s.n;) {
		for (from = i; i < s.n && !ascii_space(s.p[i]); i++)
			;
		if (i > from) {
			if (p->gap && p->out->n > p->start)
				buf_addc(p->out, ' ');
			p->gap = false;
			buf_add(p->out, s.p + from, i - from);
		}
		for (from = i; i < s.n && ascii_space(s.p[i]); i++)
			;
		p->gap |= i > from;
	}
}

/* 'x' or ' ' if a text node is what a task "[x] …" begins with, else 0. */
char md_task_mark(cmark_node *text)
{
	cmark_node *paragraph = cmark_node_parent(text);
	cmark_node *item = paragraph ? cmark_node_parent(paragraph) : NULL;
	const char *s;

	if (!item || cmark_node_previous(text) ||
	    cmark_node_previous(paragraph) ||
	    cmark_node_get_type(text) != CMARK_NODE_TEXT ||
	    cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_type(item) != CMARK_NODE_ITEM)
		return '\0';
	s = cmark_node_get_literal(text);
	if (s[0] != '[' || !s[1] || !strchr(" xX", s[1]) || s[2] != ']' ||
	    s[3] != ' ')
		return '\0';
	return s[1] == ' ' ? ' ' : 'x';
}

/* Items of ordered lists keep their number in the node's user data. */
static void plain_item(struct md_plain *p, cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);
	cmark_node *before = cmark_node_previous(item);
	char number[24];
	intptr_t n;

	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
		return;
	n = before ? (intptr_t)cmark_node_get_user_data(before) + 1 :
		     cmark_node_get_list_start(list);
	cmark_node_set_user_data(item, (void *)n);
	snprintf(number, sizeof(number), "%ld%c", (long)n,
		 cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM ?
		 ')' : '.');
	plain_add(p, str_of(number));
	p->gap = true;
}

static void plain_node(struct md_plain *p, const struct md_doc *doc,
		       cmark_node *root);

void md_plain_children(struct md_plain *p, const struct md_doc *doc,
			   cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);

	for (; child; child = cmark_node_next(child))
		plain_node(p, doc, child);
}

static void plain_table(struct md_plain *p, const struct md_doc *doc,
			const struct md_table *t)
{
	for (size_t i = 0; i < t->nrows; i++)
		for (size_t j = 0; j < t->rows[i].n; j++) {
			md_plain_children(p, doc, t->rows[i].cells[j].node);
			p->gap = true;
		}
}

static void plain_enter(struct md_plain *p, const struct md_doc *doc,
			cmark_node *node)
{
	const struct md_table *table = NULL;
	const char *literal = cmark_node_get_literal(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		plain_add(p, str_of(literal + (md_task_mark(node) ? 4 : 0)));
		break;
	case CMARK_NODE_CODE:
	case CMARK_NODE_CODE_BLOCK:
		plain_add(p, str_of(literal));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		plain_add(p, STR(" "));
		break;
	case CMARK_NODE_HTML_INLINE:
		p->gap |= str_starts(str_of(literal), STR("<br"));
		break;
	case CMARK_NODE_ITEM:
		plain_item(p, node);
		break;
	case CMARK_NODE_HEADING:
		if (md_doc_table(doc, node, &table) && table)
			plain_table(p, doc, table);
		break;
	default:
		break;
	}
}

bool md_is_block(cmark_node *node)
{
	return cmark_node_get_type(node) <= CMARK_NODE_LAST_BLOCK;
}

static void plain_node(struct md_plain *p, const struct md_doc *doc,
		       cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER)
			plain_enter(p, doc, node);
		if (md_is_block(node))
			p->gap |= event == CMARK_EVENT_EXIT ||
				  !cmark_node_first_child(node);
	}
	cmark_iter_free(iter);
}

/* May the text hold inline markup, or be more than one line? */
bool md_has_markup(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr("\\`*_[]<&\n\r", s.p[i], 11))
			return true;
	return false;
}

static bool is_plain(struct str s)
{
	struct str t = str_trim(s);

	return !(t.n && strchr("#>+-=~|", t.p[0])) && !md_has_markup(t);
}

void markdown_plain(struct buf *out, struct str text)
{
	struct md_plain p = { .out = out, .start = out->n };
	struct pool *pool = NULL;
	struct md_doc doc;

	if (is_plain(text)) {
		plain_add(&p, text);
		return;
	}
	pool = pool_new();
	if (md_doc_parse(&doc, pool, text) < 0) {
		buf_addstr(out, text);
	} else {
		cmark_node *node = md_doc_first(&doc);

		for (; node; node = cmark_node_next(node))
			plain_node(&p, &doc, node);
	}
	md_doc_release(&doc);
	pool_free(pool);
}
