/* SPDX-License-Identifier: MIT */
/* mustache.c - renders compiled Mustache templates. */
#include "mustache.h"

#include <stdio.h>

#include "escape.h"
#include "mustache_node.h"

/* The context stack, innermost first. */
struct context {
	const struct value *value;
	const struct context *up;
};

/* The arguments of the parents around, innermost first. */
struct arguments {
	const struct node *parent;
	const struct template *tpl;	/* in which they are written */
	const struct arguments *up;
};

/* What changes with the template that is being rendered. */
struct scope {
	const struct template *tpl;
	const struct arguments *args;
	size_t margin;	/* margin.p[margin..] goes before each line */
	size_t dedent;	/* and so many blanks of the line go away */
};

struct render {
	struct buf *out;
	const struct template_loader *loader;
	struct diags *diags;
	const struct context *context;
	struct scope scope;
	struct buf margin;
	bool force;	/* the next output begins a line: margin first */
	unsigned depth;
};

static int nodes_render(struct render *r, const struct node *nodes, size_t n);

static int enter(struct render *r, const struct node *node)
{
	char limit[16];

	if (++r->depth <= MUSTACHE_DEPTH)
		return 0;
	snprintf(limit, sizeof(limit), "%d", MUSTACHE_DEPTH);
	return diag(r->diags, DIAG_TEMPLATE_DEPTH,
		    POS_AT(r->scope.tpl->src, node->off),
		    { "limit", str_of(limit) });
}

static void margin_put(struct render *r)
{
	buf_addstr(r->out, str_from(buf_str(&r->margin), r->scope.margin));
}

/* Blanks at the start of a line, less those that an argument loses. */
static struct str dedented(const struct render *r, struct str s)
{
	size_t cut = 0;

	while (cut < r->scope.dedent && cut < s.n && is_blank(s.p[cut]))
		cut++;
	return str_from(s, cut);
}

/* Before output that does not begin a line of the source. */
static void inline_begin(struct render *r)
{
	if (r->force)
		margin_put(r);
	r->force = false;
}

static void text_put(struct render *r, struct str text, bool bol)
{
	struct str rest = text;
	ptrdiff_t end;

	if (bol)
		r->force = false;
	inline_begin(r);
	do {
		struct str line = rest;

		end = str_chr(rest, '\n');
		if (end >= 0)
			line = str_sub(rest, 0, (size_t)end + 1);
		rest = str_from(rest, line.n);
		if (bol)
			margin_put(r);
		buf_addstr(r->out, bol ? dedented(r, line) : line);
		bol = true;
	} while (rest.n);
}

static const struct value *lookup(const struct render *r,
				  const struct node *node)
{
	const struct context *c = r->context;
	const struct value *v = NULL;

	if (node->known)
		return node->known;
	if (!node->nparts || node->here)
		return value_at(c->value, node->parts, node->nparts);
	for (; c && !v; c = c->up)
		v = value_get(c->value, node->parts[0]);
	return value_at(v, node->parts + 1, node->nparts - 1);
}

static void value_put(struct render *r, const struct node *node)
{
	const struct value *v = lookup(r, node);

	inline_begin(r);
	if (!v)
		return;
	switch (v->kind) {
	case VALUE_BOOL:
		buf_adds(r->out, v->truth ? "true" : "false");
		break;
	case VALUE_NUMBER:
	case VALUE_STRING:
		if (node->kind == NODE_RAW)
			buf_addstr(r->out, v->text);
		else
			escape_html(r->out, v->text);
		break;
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
}

static int item_render(struct render *r, const struct node *node,
		       const struct value *item)
{
	struct context context = { item, r->context };
	int ret;

	r->context = &context;
	ret = nodes_render(r, node->nodes, node->n);
	r->context = context.up;
	return ret;
}

static int section_render(struct render *r, const struct node *node)
{
	const struct value *v = lookup(r, node);
	bool truth = value_true(v);
	int ret = 0;

	if (truth != (node->kind == NODE_SECTION))
		return 0;
	if (enter(r, node))
		return -1;
	if (!truth)
		ret = nodes_render(r, node->nodes, node->n);
	else if (v->kind != VALUE_LIST)
		ret = item_render(r, node, v);
	else
		for (size_t i = 0; i < v->list.n && !ret; i++)
			ret = item_render(r, node, v->list.items[i]);
	r->depth--;
	return ret;
}

/*
 * Begin a partial or an argument.  On a line of its own its lines get the
 * margin in force and `indent`; beside other things they get none.  Returns
 * what scope_leave() needs.
 */
static struct scope scope_enter(struct render *r, const struct node *node,
				struct str indent)
{
	struct scope outer = r->scope;

	if (node->place == PLACE_INLINE) {
		if (node->bol)
			text_put(r, node->text, true);
		inline_begin(r);
		r->scope.margin = r->margin.n;
	} else {
		buf_addstr(&r->margin, dedented(r, indent));
	}
	r->scope.dedent = 0;
	return outer;
}

static void scope_leave(struct render *r, struct scope outer, size_t margin)
{
	r->scope = outer;
	r->margin.n = margin;
}

/* A partial, or a parent with its arguments. */
static int partial_render(struct render *r, const struct node *node)
{
	struct arguments args = { node, r->scope.tpl, r->scope.args };
	const struct template *tpl = node->target;
	size_t margin = r->margin.n;
	struct scope outer;
	int ret = 0;

	if (!tpl && r->loader)
		tpl = r->loader->load(r->loader->context, node->name);
	if (enter(r, node))
		return -1;
	outer = scope_enter(r, node, node->text);
	r->scope.tpl = tpl;
	if (node->n)
		r->scope.args = &args;
	if (tpl)
		ret = nodes_render(r, tpl->nodes, tpl->n);
	scope_leave(r, outer, margin);
	r->depth--;
	return ret;
}

/* The outermost argument for a parameter: the child's before the parent's. */
static const struct node *argument_find(const struct render *r, struct str name,
					const struct arguments **from)
{
	const struct arguments *a = r->scope.args;
	const struct node *hit = NULL;

	for (; a; a = a->up)
		for (size_t i = 0; i < a->parent->n; i++)
			if (str_eq(a->parent->nodes[i].name, name)) {
				hit = &a->parent->nodes[i];
				*from = a;
			}
	return hit;
}

static int argument_render(struct render *r, const struct node *block,
			   const struct node *arg,
			   const struct arguments *from)
{
	size_t before = r->out->n, margin = r->margin.n;
	bool force = r->force;
	struct scope outer;
	int ret;

	outer = scope_enter(r, block, block->indent);
	r->scope.tpl = from->tpl;
	r->scope.args = from->up;
	r->scope.dedent = arg->dedent;
	r->force = block->place != PLACE_INLINE;
	ret = nodes_render(r, arg->nodes, arg->n);
	scope_leave(r, outer, margin);
	r->force = force && r->out->n == before;
	if (r->out->n > before && r->out->p[r->out->n - 1] != '\n')
		buf_addstr(r->out, block->tail);
	return ret;
}

static int default_render(struct render *r, const struct node *block)
{
	int ret;

	if (block->place != PLACE_INLINE && !block->n)
		return 0;
	if (block->bol && block->place != PLACE_ALONE)
		text_put(r, block->text, true);
	ret = nodes_render(r, block->nodes, block->n);
	buf_addstr(r->out, block->tail);
	return ret;
}

static int block_render(struct render *r, const struct node *block)
{
	const struct arguments *from = NULL;
	const struct node *arg = argument_find(r, block->name, &from);
	int ret;

	if (enter(r, block))
		return -1;
	ret = arg ? argument_render(r, block, arg, from) :
		    default_render(r, block);
	r->depth--;
	return ret;
}

static int node_render(struct render *r, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		if (!r->force && !r->scope.dedent &&
		    r->margin.n == r->scope.margin)
			buf_addstr(r->out, node->text);
		else
			text_put(r, node->text, node->bol);
		return 0;
	case NODE_VALUE:
	case NODE_RAW:
		value_put(r, node);
		return 0;
	case NODE_SECTION:
	case NODE_INVERTED:
		return section_render(r, node);
	case NODE_PARTIAL:
	case NODE_PARENT:
		return partial_render(r, node);
	case NODE_BLOCK:
		return block_render(r, node);
	}
	return 0;
}

static void nodes_link(struct node *nodes, size_t n,
		       const struct template_loader *loader)
{
	for (size_t i = 0; i < n; i++) {
		struct node *node = &nodes[i];

		if (node->kind == NODE_PARTIAL || node->kind == NODE_PARENT)
			node->target = loader->load(loader->context,
						    node->name);
		nodes_link(node->nodes, node->n, loader);
	}
}

void template_link(struct template *tpl, const struct template_loader *loader)
{
	nodes_link(tpl->nodes, tpl->n, loader);
}

static int nodes_render(struct render *r, const struct node *nodes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (node_render(r, &nodes[i]))
			return -1;
	return 0;
}

int template_render(struct buf *out, const struct template *tpl,
		    const struct value *data,
		    const struct template_loader *loader,
		    struct diags *diags)
{
	struct context context = { data, NULL };
	struct render r = {
		.out = out, .loader = loader, .diags = diags,
		.context = &context, .scope = { .tpl = tpl },
		.margin = BUF_INIT,
	};
	int ret = nodes_render(&r, tpl->nodes, tpl->n);

	buf_release(&r.margin);
	return ret;
}
