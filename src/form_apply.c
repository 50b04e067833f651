/* SPDX-License-Identifier: MIT */
/*
 * form_apply.c - changes a plan's text line by line, and reads it again.
 *
 * Lines of the file and of its normalised text are the same in number and
 * order, so a place in one is found in the other by its line; the file's own
 * bytes (a BOM, CRLF, decomposed letters) stay what they are.
 */
#include "form_merge.h"

#include "escape.h"
#include "text.h"

struct line {
	struct str s;		/* without its end */
	struct str end;		/* "\n", "\r\n", "\r" or empty */
};

struct lines {
	struct line *v;
	size_t n, cap;
};

struct edit {
	size_t line;		/* that it stands before or replaces */
	size_t n;		/* how many lines it replaces */
	struct str text;
};

struct work {
	const struct form_merge *m;
	struct pool *pool;
	struct lines raw, normal;
	struct edit *edits;
	size_t n, cap;
};

static void cut_lines(struct lines *out, struct pool *pool, struct str text)
{
	while (text.n) {
		size_t n = 0, end = 0;

		while (n < text.n && text.p[n] != '\n' && text.p[n] != '\r')
			n++;
		if (n < text.n)
			end = text.p[n] == '\r' && n + 1 < text.n &&
			      text.p[n + 1] == '\n' ? 2 : 1;
		POOL_PUSH(pool, out->v, out->n, out->cap, (struct line){
			str_sub(text, 0, n), str_sub(text, n, end) });
		text = str_from(text, n + end);
	}
}

/* The line of a place in the normalised text. */
static size_t line_at(const struct work *w, size_t off)
{
	const char *p = w->m->plan->src->text.p + off;
	size_t low = 0, high = w->normal.n;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (w->normal.v[middle].s.p <= p)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return n;
}

/* Does a line without an indent begin anything but a paragraph? */
static bool begins_block(struct str line)
{
	return memchr("-*+#>|<`~=0123456789", line.p[0], 20) != NULL;
}

/* The line behind a field that begins on `line`. */
static size_t field_end(const struct work *w, size_t line)
{
	size_t inner = indent_of(w->normal.v[line].s) + 2, end = line + 1;

	for (size_t i = end; i < w->normal.n; i++) {
		struct str s = w->normal.v[i].s;
		size_t indent = indent_of(s);

		if (!str_trim(s).n)
			continue;	/* counts if what follows is inside */
		if (indent < inner &&
		    (i > end || begins_block(str_from(s, indent))))
			break;
		end = i + 1;
	}
	return end;
}

static size_t field_line(const struct work *w, size_t item,
			 const struct field *field)
{
	const struct version *v = w->m->plan->version;

	return line_at(w, v->offsets[v->items[item].at] + field->off);
}

static void add_edit(struct work *w, size_t line, size_t n, struct str text)
{
	POOL_PUSH(w->pool, w->edits, w->n, w->cap,
		  (struct edit){ line, n, text });
}

static struct str escaped(struct pool *pool, struct str s)
{
	struct buf b = BUF_INIT;

	escape_markdown(&b, s);
	s = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return s;
}

/* "- Trạng thái: " as it stands in the file, with what is bold. */
static struct str label_part(struct str line)
{
	ptrdiff_t colon = str_chr(line, ':');
	size_t n = colon < 0 ? 0 : (size_t)colon + 1;

	if (str_starts(str_from(line, n), STR("**")))
		n += 2;
	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return str_sub(line, 0, n);
}

static void replace_field(struct work *w, const struct form_change *c)
{
	size_t line = field_line(w, c->item, c->old);
	struct str label = label_part(w->raw.v[line].s);
	bool spaced = label.n && ascii_space(label.p[label.n - 1]);

	add_edit(w, line, field_end(w, line) - line,
		 pool_printf(w->pool, "%.*s%s%.*s", STR_ARG(label),
			     spaced ? "" : " ",
			     STR_ARG(escaped(w->pool, c->to))));
}

/* The field that a new one stands behind: the last that comes before it in
 * the order of enum field_id. */
static const struct field *field_before(const struct section *s,
					enum field_id id)
{
	const struct field *before = &s->fields[0];

	for (size_t i = 1; i < s->nfields; i++)
		if (s->fields[i].id <= id)
			before = &s->fields[i];
	return before;
}

static void add_field(struct work *w, const struct form_change *c)
{
	const struct form_plan *p = w->m->plan;
	const struct section *s = p->version->items[c->item].section;
	size_t first = field_line(w, c->item, &s->fields[0]);
	struct str bullet = w->raw.v[first].s;
	size_t n = indent_of(bullet) + 1;
	struct str label = form_label(p, c->field);

	n += indent_of(str_from(bullet, n));
	add_edit(w, field_end(w, field_line(w, c->item, field_before(s,
					form_field_id(c->field)))), 0,
		 pool_printf(w->pool, "%.*s%.*s: %.*s",
			     STR_ARG(str_sub(bullet, 0, n)), STR_ARG(label),
			     STR_ARG(escaped(w->pool, c->to))));
}

/* By line, what is added before what is replaced; else as they came. */
static void sort_edits(struct work *w)
{
	for (size_t i = 1; i < w->n; i++) {
		struct edit e = w->edits[i];
		size_t k = i;

		while (k && (w->edits[k - 1].line > e.line ||
			     (w->edits[k - 1].line == e.line &&
			      w->edits[k - 1].n && !e.n))) {
			w->edits[k] = w->edits[k - 1];
			k--;
		}
		w->edits[k] = e;
	}
}

/* How the lines of the file end. */
static struct str line_end(const struct work *w)
{
	return w->raw.n && w->raw.v[0].end.n ? w->raw.v[0].end : STR("\n");
}

static void write_lines(struct buf *out, const struct work *w)
{
	size_t k = 0;

	for (size_t i = 0; i <= w->raw.n;) {
		const struct edit *e = k < w->n ? &w->edits[k] : NULL;

		if (!e || e->line > i) {
			if (i < w->raw.n) {
				buf_addstr(out, w->raw.v[i].s);
				buf_addstr(out, w->raw.v[i].end);
			}
			i++;
			continue;
		}
		k++;
		if (!e->n && i && !w->raw.v[i - 1].end.n)
			buf_addstr(out, line_end(w));	/* the file's last */
		buf_addstr(out, e->text);
		buf_addstr(out, e->n ? w->raw.v[i + e->n - 1].end :
			   i == w->raw.n && i && !w->raw.v[i - 1].end.n ?
			   STR("") : line_end(w));
		i += e->n;
	}
}

/* ---- reading again ----------------------------------------------------- */

/* Is it the value that was to be written (a final sign does not count)? */
static bool is_value(struct work *w, struct str text, struct str wanted)
{
	wanted = escaped(w->pool, wanted);
	return str_starts(wanted, text) && wanted.n - text.n <= 1;
}

/* The change of an item that accounts for a field; NULL if there is none. */
static const struct form_change *change_of(struct work *w, size_t item,
					   const struct field *old,
					   const struct field *now)
{
	const struct form_merge *m = w->m;

	for (size_t i = 0; i < m->n; i++) {
		const struct form_change *c = &m->changes[i];

		if (c->item == item && !c->refused && c->old == old &&
		    form_field_id(c->field) == now->id &&
		    is_value(w, now->text, c->to))
			return c;
	}
	return NULL;
}

static bool item_is_right(struct work *w, size_t item,
			  const struct section *old,
			  const struct section *now)
{
	size_t i = 0;

	if (!str_eq(old->title, now->title) || !str_eq(old->body, now->body) ||
	    old->level != now->level || old->item != now->item)
		return false;
	for (size_t k = 0; k < now->nfields; k++) {
		const struct field *f = &now->fields[k];
		const struct field *was = i < old->nfields ?
			&old->fields[i] : NULL;

		if (was && was->id == f->id && str_eq(was->text, f->text))
			i++;
		else if (was && change_of(w, item, was, f))
			i++;
		else if (!change_of(w, item, NULL, f))
			return false;
	}
	return i == old->nfields;
}

static int unsafe(struct work *w, size_t item)
{
	struct buf name = BUF_INIT;
	const struct version *v = w->m->plan->version;

	form_item(&name, w->m->plan, item);
	diag(w->m->diags, DIAG_FORM_UNSAFE,
	     POS_AT(w->m->plan->src, v->offsets[v->items[item].at]),
	     { "item", buf_str(&name) });
	buf_release(&name);
	return -1;
}

static int verify(struct work *w, struct interner *in, struct str result)
{
	const struct version *old = w->m->plan->version;
	const struct version *now = version_read(in, result);
	int status = 0;

	if (now->unreadable || now->nsections != old->nsections ||
	    now->nitems != old->nitems)
		return unsafe(w, 0);
	for (size_t i = 0; i < old->nitems; i++)
		if (!item_is_right(w, i, old->items[i].section,
				   now->items[i].section))
			status = unsafe(w, i);
	return status;
}

int form_apply(struct buf *out, const struct form_merge *m,
	       struct interner *in, struct str bytes)
{
	struct work w = { .m = m, .pool = m->plan->pool };
	size_t from = out->n;

	cut_lines(&w.raw, w.pool, bytes);
	cut_lines(&w.normal, w.pool, m->plan->src->text);
	if (w.raw.n != w.normal.n)
		return unsafe(&w, 0);
	for (size_t i = 0; i < m->n; i++) {
		if (m->changes[i].refused)
			continue;
		if (m->changes[i].old)
			replace_field(&w, &m->changes[i]);
		else
			add_field(&w, &m->changes[i]);
	}
	sort_edits(&w);
	write_lines(out, &w);
	return verify(&w, in, str_from(buf_str(out), from));
}
