/* SPDX-License-Identifier: MIT */
/*
 * mustache_parse.c - compiles a Mustache template to a tree of nodes.
 *
 *	template = { text | tag }
 *	tag      = OPEN [ sigil ] name CLOSE
 *	         | OPEN "{" name "}" CLOSE | OPEN "!" any CLOSE
 *	         | OPEN "=" delimiter delimiter "=" CLOSE
 *	sigil    = "&" | "#" | "^" | "/" | ">" | "<" | "$"
 *
 * OPEN and CLOSE are "{{" and "}}" until a set-delimiter tag changes them for
 * the rest of the template.  Everything about white space is decided here,
 * from the source's lines alone; the renderer only adds and removes margins.
 */
#include "mustache_node.h"

#include <stdlib.h>

/* An element that is not closed yet; stack[0] is the template itself. */
struct open {
	struct node node;
	struct node *nodes;	/* grows; copied to the pool when closed */
	size_t n, cap;
	bool argument;		/* a block right inside a parent */
};

struct parser {
	struct pool *pool;
	const struct source *src;
	struct diags *diags;
	const struct value *constants;
	struct str text;
	struct str open, close;		/* the delimiters in force */
	struct str close_raw, close_set;	/* "}" and "=" before CLOSE */
	size_t at;			/* where text not yet taken begins */
	bool fresh;			/* that is at the start of a line */
	struct open stack[MUSTACHE_DEPTH + 1];
	size_t depth;
};

struct tag {
	char sigil;		/* '\0' for a plain name */
	struct str name;	/* trimmed content */
	size_t off, end;	/* from OPEN to after CLOSE */
	size_t lead;		/* where the blanks before it begin */
	size_t next;		/* after the blanks and line end behind it */
	bool first, last;	/* only blanks before, behind it on its line */
};

static struct open *top(struct parser *p)
{
	return &p->stack[p->depth];
}

static struct str between(const struct parser *p, size_t from, size_t to)
{
	return str_sub(p->text, from, to - from);
}

/* Append to what is open; of a parent's content only its arguments count. */
static void push(struct parser *p, struct node node)
{
	struct open *o = top(p);

	if (o->node.kind == NODE_PARENT && node.kind != NODE_BLOCK)
		return;
	ARRAY_PUSH(o->nodes, o->n, o->cap, node);
}

static void push_text(struct parser *p, struct str text, bool bol)
{
	push(p, (struct node){ .kind = NODE_TEXT, .text = text, .bol = bol });
}

static void take_text(struct parser *p, size_t to)
{
	if (to > p->at)
		push_text(p, between(p, p->at, to), p->fresh);
	p->at = to;
}

/* A tag that has its line to itself takes the whole line. */
static void take_line(struct parser *p, const struct tag *t)
{
	take_text(p, t->lead);
	p->at = t->next;
	p->fresh = true;
}

/* A tag among other things; mark the line that begins with it. */
static void take_inline(struct parser *p, const struct tag *t)
{
	take_text(p, t->off);
	if (t->first && t->lead == t->off)
		push_text(p, between(p, t->off, t->off), true);
	p->at = t->end;
	p->fresh = false;
}

static void take(struct parser *p, const struct tag *t)
{
	if (t->first && t->last)
		take_line(p, t);
	else
		take_inline(p, t);
}

static int open_push(struct parser *p, struct node node, bool argument)
{
	struct open *o;

	if (p->depth == MUSTACHE_DEPTH)
		return diag(p->diags, DIAG_TEMPLATE_DEPTH,
			    POS_AT(p->src, node.off),
			    { "limit", pool_printf(p->pool, "%d",
						   MUSTACHE_DEPTH) });
	p->depth++;
	o = top(p);
	o->node = node;
	o->argument = argument;
	o->n = 0;
	return 0;
}

static struct node *nodes_copy(struct parser *p, const struct open *o)
{
	struct node *copy = NULL;

	if (o->n) {
		copy = POOL_ARRAY(p->pool, struct node, o->n);
		memcpy(copy, o->nodes, o->n * sizeof(*copy));
	}
	return copy;
}

static void open_pop(struct parser *p)
{
	struct open *o = top(p);

	o->node.nodes = nodes_copy(p, o);
	o->node.n = o->n;
	p->depth--;
	push(p, o->node);
}

static int bad_name(struct parser *p, const struct tag *t)
{
	return diag(p->diags, DIAG_TEMPLATE_BAD_NAME, POS_AT(p->src, t->off),
		    { "name", t->name });
}

/* "a.b" to { "a", "b" }, "." to nothing, ".a" to { "a" } from here. */
static int name_split(struct parser *p, const struct tag *t, struct node *node)
{
	struct str rest = t->name, part;
	size_t n = 1;

	if (str_eqs(rest, "."))
		return 0;
	if (rest.p[0] == '.') {
		node->here = true;
		rest = str_from(rest, 1);
	}
	for (size_t i = 0; i < rest.n; i++)
		n += rest.p[i] == '.';
	node->parts = POOL_ARRAY(p->pool, struct str, n);
	while (str_split(&rest, '.', &part)) {
		if (!part.n)
			return bad_name(p, t);
		node->parts[node->nparts++] = part;
	}
	if (!node->here)
		node->known = value_at(p->constants, node->parts, node->nparts);
	return 0;
}

static void delimiters_set(struct parser *p, struct str open, struct str close)
{
	p->open = open;
	p->close = close;
	p->close_raw = pool_printf(p->pool, "}%.*s", STR_ARG(close));
	p->close_set = pool_printf(p->pool, "=%.*s", STR_ARG(close));
}

static bool has_space(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_space(s.p[i]))
			return true;
	return false;
}

/* Two words without "=", white space between them. */
static int delimiters_read(struct parser *p, const struct tag *t)
{
	struct str open, close;
	size_t n = 0;

	while (n < t->name.n && !ascii_space(t->name.p[n]))
		n++;
	open = str_sub(t->name, 0, n);
	close = str_trim(str_from(t->name, n));
	if (!open.n || !close.n || has_space(close) ||
	    str_chr(t->name, '=') >= 0)
		return diag0(p->diags, DIAG_TEMPLATE_BAD_DELIMITERS,
			     POS_AT(p->src, t->off));
	take(p, t);
	delimiters_set(p, open, close);
	return 0;
}

/* Where the tag stands on its line. */
static void tag_place(const struct parser *p, struct tag *t)
{
	struct str s = p->text;
	size_t i = t->end;

	t->lead = t->off;
	while (t->lead > p->at && is_blank(s.p[t->lead - 1]))
		t->lead--;
	t->first = t->lead == p->at ? p->fresh : s.p[t->lead - 1] == '\n';

	while (i < s.n && is_blank(s.p[i]))
		i++;
	if (i + 1 < s.n && s.p[i] == '\r' && s.p[i + 1] == '\n')
		i++;
	t->last = i == s.n || s.p[i] == '\n';
	t->next = t->last ? i + (i < s.n) : t->end;
}

static int tag_unclosed(struct parser *p, const struct tag *t)
{
	return diag0(p->diags, DIAG_TEMPLATE_UNCLOSED_TAG,
		     POS_AT(p->src, t->off));
}

/* A name is one word, without a delimiter: that would be the next tag's. */
static int name_check(struct parser *p, const struct tag *t)
{
	if (!t->name.n)
		return diag0(p->diags, DIAG_TEMPLATE_EMPTY_NAME,
			     POS_AT(p->src, t->off));
	if (str_find(t->name, p->open) >= 0 || str_find(t->name, p->close) >= 0)
		return tag_unclosed(p, t);
	return has_space(t->name) ? bad_name(p, t) : 0;
}

/* Read the tag that begins at t->off. */
static int tag_read(struct parser *p, struct tag *t)
{
	struct str closer = p->close;
	size_t from = t->off + p->open.n;
	ptrdiff_t n;

	while (from < p->text.n && ascii_space(p->text.p[from]))
		from++;
	t->sigil = from < p->text.n ? p->text.p[from] : '\0';
	if (t->sigil && strchr("#^/>&!{=<$", t->sigil))
		from++;
	else
		t->sigil = '\0';
	if (t->sigil == '{')
		closer = p->close_raw;
	if (t->sigil == '=')
		closer = p->close_set;
	n = str_find(str_from(p->text, from), closer);
	if (n < 0 && t->sigil == '=' &&
	    str_find(str_from(p->text, from), p->close) >= 0)
		return diag0(p->diags, DIAG_TEMPLATE_BAD_DELIMITERS,
			     POS_AT(p->src, t->off));
	if (n < 0)
		return tag_unclosed(p, t);
	t->name = str_trim(between(p, from, from + (size_t)n));
	t->end = from + (size_t)n + closer.n;
	tag_place(p, t);
	return t->sigil == '!' || t->sigil == '=' ? 0 : name_check(p, t);
}

static struct node node_of(const struct parser *p, const struct tag *t,
			   enum node_kind kind)
{
	return (struct node){
		.kind = kind, .off = t->off, .name = t->name,
		.text = between(p, t->lead, t->off),
	};
}

static int value_tag(struct parser *p, const struct tag *t)
{
	struct node node = node_of(p, t, t->sigil ? NODE_RAW : NODE_VALUE);

	if (name_split(p, t, &node))
		return -1;
	take_inline(p, t);
	push(p, node);
	return 0;
}

static int section_tag(struct parser *p, const struct tag *t)
{
	struct node node = node_of(p, t, t->sigil == '#' ? NODE_SECTION :
							   NODE_INVERTED);

	if (name_split(p, t, &node))
		return -1;
	take(p, t);
	return open_push(p, node, false);
}

static void partial_tag(struct parser *p, const struct tag *t)
{
	struct node node = node_of(p, t, NODE_PARTIAL);

	if (t->first && t->last)
		node.place = PLACE_ALONE;
	take(p, t);
	push(p, node);
}

/*
 * A parent or parameter that begins a line: whether the element has its lines
 * to itself is known only at its end; until then it is PLACE_LINE.
 */
static void take_open(struct parser *p, const struct tag *t, struct node *node)
{
	node->bol = t->first;
	if (t->first && t->last) {
		node->place = PLACE_ALONE;
		take_line(p, t);
	} else if (t->first) {
		node->place = PLACE_LINE;
		take_text(p, t->lead);
		p->at = t->end;
		p->fresh = false;
	} else {
		take_inline(p, t);
	}
}

static int parent_tag(struct parser *p, const struct tag *t)
{
	struct node node = node_of(p, t, NODE_PARENT);

	take_open(p, t, &node);
	return open_push(p, node, false);
}

/* The blanks that the first line with anything on it begins with. */
static struct str first_indent(const struct parser *p, size_t from)
{
	struct str s = p->text;
	size_t i = from;

	for (; i < s.n; i++) {
		if (s.p[i] == '\n')
			from = i + 1;
		else if (!is_blank(s.p[i]) && s.p[i] != '\r')
			break;
	}
	while (i > from && s.p[i - 1] == '\r')
		i--;
	return between(p, from, i);
}

/*
 * A block right inside a parent is an argument, any other a parameter.  Where
 * the tag ends its line, the content's own indentation counts: an argument
 * loses it, and a parameter gives it to the argument that replaces it.
 */
static int block_tag(struct parser *p, const struct tag *t)
{
	struct node node = node_of(p, t, NODE_BLOCK);
	bool argument = top(p)->node.kind == NODE_PARENT;

	if (t->last && (argument || t->first))
		node.indent = first_indent(p, t->next);
	else if (t->first)
		node.indent = node.text;
	node.dedent = t->last ? node.indent.n : 0;
	if (argument) {
		p->at = t->next;
		p->fresh = t->last;
	} else {
		take_open(p, t, &node);
	}
	return open_push(p, node, argument);
}

static void block_end(struct parser *p, const struct tag *t)
{
	struct open *o = top(p);
	struct node *block = &o->node;

	if (o->argument) {
		take_text(p, t->first ? t->lead : t->off);
		p->at = t->end;
		p->fresh = false;
		return;
	}
	take(p, t);
	if (!(t->first && t->last)) {
		if (t->last && block->place != PLACE_INLINE) {
			block->tail = between(p, t->end, t->next);
			p->at = t->next;
			p->fresh = true;
		} else if (block->place == PLACE_LINE) {
			block->place = PLACE_INLINE;
		}
	}
	if (!o->n)
		block->indent = block->text;
}

static void parent_end(struct parser *p, const struct tag *t)
{
	struct node *parent = &top(p)->node;
	bool line = t->last && (t->first || parent->place != PLACE_INLINE);

	p->at = line ? t->next : t->end;
	p->fresh = line;
	if (parent->place == PLACE_LINE)
		parent->place = line ? PLACE_ALONE : PLACE_INLINE;
}

static int end_tag(struct parser *p, const struct tag *t)
{
	struct node *node = &top(p)->node;

	if (!p->depth)
		return diag(p->diags, DIAG_TEMPLATE_STRAY_CLOSE,
			    POS_AT(p->src, t->off), { "name", t->name });
	if (!str_eq(t->name, node->name))
		return diag(p->diags, DIAG_TEMPLATE_WRONG_CLOSE,
			    POS_AT(p->src, t->off), { "name", t->name },
			    { "open", node->name });
	if (node->kind == NODE_BLOCK)
		block_end(p, t);
	else if (node->kind == NODE_PARENT)
		parent_end(p, t);
	else
		take(p, t);
	open_pop(p);
	return 0;
}

static int tag_take(struct parser *p, const struct tag *t)
{
	switch (t->sigil) {
	case '!':
		take(p, t);
		return 0;
	case '=':
		return delimiters_read(p, t);
	case '#':
	case '^':
		return section_tag(p, t);
	case '>':
		partial_tag(p, t);
		return 0;
	case '<':
		return parent_tag(p, t);
	case '$':
		return block_tag(p, t);
	case '/':
		return end_tag(p, t);
	default:
		return value_tag(p, t);
	}
}

static int parse(struct parser *p)
{
	struct tag t;
	ptrdiff_t n;
	int ret = 0;

	while ((n = str_find(str_from(p->text, p->at), p->open)) >= 0) {
		t = (struct tag){ .off = p->at + (size_t)n };
		if (tag_read(p, &t) || tag_take(p, &t))
			return -1;
	}
	take_text(p, p->text.n);
	for (size_t i = 1; i <= p->depth; i++)
		ret = diag(p->diags, DIAG_TEMPLATE_UNCLOSED_SECTION,
			   POS_AT(p->src, p->stack[i].node.off),
			   { "name", p->stack[i].node.name });
	return ret;
}

struct template *template_compile(struct pool *pool, const struct source *src,
				  const struct value *constants,
				  struct diags *diags)
{
	struct parser p = {
		.pool = pool, .src = src, .diags = diags,
		.constants = constants, .text = src->text, .fresh = true,
	};
	struct template *tpl = NULL;

	delimiters_set(&p, STR("{{"), STR("}}"));
	if (!parse(&p)) {
		tpl = POOL_NEW(pool, struct template);
		tpl->src = src;
		tpl->nodes = nodes_copy(&p, &p.stack[0]);
		tpl->n = p.stack[0].n;
	}
	for (size_t i = 0; i <= MUSTACHE_DEPTH; i++)
		free(p.stack[i].nodes);
	return tpl;
}
