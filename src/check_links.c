/* SPDX-License-Identifier: MIT */
/*
 * check_links.c - every text of the sources as Markdown: what it must not
 * hold, where its links lead, and pages that no link leads to.
 */
#include "check_internal.h"

#include "link_target.h"
#include "markdown.h"
#include "text.h"

struct texts {
	struct checking *c;
	struct str source;		/* of the text that is read, relative
					   to the content folder */
	struct map reached;		/* paths that a link leads to */
	struct map headings;		/* path -> struct str *, its HTML */
	struct buf out;			/* what nobody reads */
	struct pool *pool;		/* of one text */
};

/* ---- where links lead -------------------------------------------------- */

/* The Markdown of a page whose headings have anchors; NULL: another file. */
static const struct source *document_at(const struct texts *t, struct str path,
					size_t *body)
{
	const struct sources *s = t->c->sources;

	if (s->home_src && str_eqs(path, "index.md")) {
		*body = s->home_at;
		return s->home_src;
	}
	for (size_t i = 0; i < s->npages; i++)
		if (str_eq(s->pages[i].path, path)) {
			*body = s->pages[i].body_at;
			return s->pages[i].src;
		}
	for (size_t i = 0; i < s->nagencies; i++) {
		const struct agency *a = s->agencies[i];

		if (str_eq(sources_path(s, a->src), path)) {
			*body = a->intro_at;
			return a->src;
		}
	}
	return NULL;
}

/* Has the page a heading of that anchor? */
static bool has_heading(struct texts *t, struct str path,
			const struct source *src, size_t body,
			struct str fragment)
{
	struct checking *c = t->c;
	struct str *html = map_get(&t->headings, path), wanted;
	struct markdown_options o = { .id_prefix = STR(LINK_HEADING_PREFIX) };
	struct buf b = BUF_INIT;

	if (!html) {
		markdown_html(&b, t->pool, str_from(src->text, body), &o);
		html = POOL_NEW(c->in->pool, struct str);
		*html = pool_str(c->in->pool, buf_str(&b));
		map_put(&t->headings, path, html);
		buf_release(&b);
	}
	wanted = pool_printf(t->pool, " id=\"%.*s\"",
			     STR_ARG(link_heading(t->pool, fragment)));
	return str_find(*html, wanted) >= 0;
}

/* Has the plan an item of that Mã, or a heading? */
static bool plan_has(struct texts *t, const struct checked_plan *p,
		     struct str fragment)
{
	struct str slug = text_slug(t->pool, fragment, 60);
	const struct version *v = p->version;

	if (!v || map_get(&p->codes, fragment))
		return true;
	for (size_t i = 0; i < v->nitems; i++) {
		const struct section *s = v->items[i].section;
		struct str code = section_text(s, FIELD_ID);

		if (str_eq(text_slug(t->pool, code.n ? code : s->title, 60),
			   slug))
			return true;
	}
	for (size_t i = 0; i < v->nprose; i++) {
		const struct section *s = v->prose[i].section;
		struct str whole = pool_printf(t->pool, "%.*s %.*s",
				STR_ARG(s->number), STR_ARG(s->title));

		if (s->title.n && str_eq(text_slug(t->pool, whole, 60), slug))
			return true;
	}
	return false;
}

static enum link_state look_up(struct texts *t, const struct link_target *to)
{
	const struct sources *s = t->c->sources;
	const struct snapshot_file *file;
	const struct source *src;
	size_t body;

	file = s->snapshot ? snapshot_find(s->snapshot, to->path) : NULL;
	if (!file || (file->text && !str_ends(to->path, STR(".md"))))
		return LINK_BROKEN;
	if (!str_eq(file->path, t->source))
		map_put(&t->reached, file->path, t);
	if (!to->fragment.n || !file->text)
		return LINK_FINE;
	for (size_t i = 0; t->c->plans && i < s->nplans; i++)
		if (str_eq(s->plans[i].path, to->path))
			return plan_has(t, &t->c->plans[i], to->fragment) ?
				LINK_FINE : LINK_NO_ANCHOR;
	src = document_at(t, to->path, &body);
	return !src || has_heading(t, file->path, src, body, to->fragment) ?
		LINK_FINE : LINK_NO_ANCHOR;
}

static struct str on_link(void *context, struct pool *pool, struct str url,
			  bool image, enum link_state *state)
{
	struct texts *t = context;
	struct link_target to = link_target(pool, t->source, url);

	(void)image;
	if (to.kind == LINK_OUTSIDE)
		*state = LINK_BROKEN;
	else if (to.kind == LINK_FILE)
		*state = look_up(t, &to);
	return url;
}

/* ---- the texts --------------------------------------------------------- */

static void read_text(struct texts *t, struct str text, struct pos pos,
		      bool line)
{
	struct markdown_options o = {
		.pos = pos, .diags = t->c->diags, .link = on_link, .context = t,
	};

	if (!text.n)
		return;
	t->pool = pool_new();
	buf_clear(&t->out);
	if (line)
		markdown_inline(&t->out, t->pool, text, &o);
	else
		markdown_html(&t->out, t->pool, text, &o);
	pool_free(t->pool);
	t->pool = NULL;
}

/* A body's place; in front of it may stand entries of unknown labels. */
static struct pos body_pos(struct pos section, const struct section *s)
{
	return POS_AT(section.src, section.off + s->body_off);
}

static void read_item(struct texts *t, const struct checked_plan *p,
		      const struct plan_item *item)
{
	const struct section *s = item->section;

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (f->id == FIELD_PERIOD_RESULT || f->id == FIELD_RESULT ||
		    f->id == FIELD_CAUSE || f->id == FIELD_REMEDY ||
		    f->id == FIELD_NOTE)
			read_text(t, f->text, field_pos(p, item, f), true);
	}
	read_text(t, s->body, body_pos(item_pos(p, item), s), false);
}

static void read_plan(struct texts *t, const struct checked_plan *p)
{
	const struct version *v = p->version;

	if (!v)
		return;
	t->source = p->file->path;
	for (size_t i = 0; i < v->nitems; i++)
		read_item(t, p, &v->items[i]);
	for (size_t i = 0; i < v->nprose; i++)
		read_text(t, v->prose[i].section->body,
			  body_pos(POS_AT(p->file->src,
					  v->offsets[v->prose[i].at]),
				   v->prose[i].section), false);
}

static void read_all(struct texts *t)
{
	const struct sources *s = t->c->sources;

	t->source = STR("index.md");
	if (s->home_src)
		read_text(t, s->home, POS_AT(s->home_src, s->home_at), false);
	for (size_t i = 0; i < s->npages; i++) {
		t->source = s->pages[i].path;
		read_text(t, s->pages[i].body,
			  POS_AT(s->pages[i].src, s->pages[i].body_at), false);
	}
	for (size_t i = 0; i < s->nagencies; i++) {
		const struct agency *a = s->agencies[i];

		t->source = sources_path(s, a->src);
		read_text(t, a->intro, POS_AT(a->src, a->intro_at), false);
	}
	for (size_t i = 0; t->c->plans && i < s->nplans; i++)
		read_plan(t, &t->c->plans[i]);
}

/* Pages at the top are in the menu; one in a folder needs a link. */
static void find_orphans(struct texts *t)
{
	const struct sources *s = t->c->sources;

	for (size_t i = 0; i < s->npages; i++)
		if (str_chr(s->pages[i].slug, '/') >= 0 &&
		    !map_get(&t->reached, s->pages[i].path))
			diag0(t->c->diags, DIAG_ORPHAN_PAGE,
			      POS_AT(s->pages[i].src, 0));
}

void check_texts(struct checking *c)
{
	struct texts t = { .c = c };

	read_all(&t);
	find_orphans(&t);
	map_release(&t.reached);
	map_release(&t.headings);
	buf_release(&t.out);
}
