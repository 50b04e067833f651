/* SPDX-License-Identifier: MIT */
/* links.c - relative addresses, and the links of source texts. */
#include "links.h"

#include "docnum.h"
#include "escape.h"
#include "link_target.h"
#include "text.h"

/* ---- relative addresses ------------------------------------------------ */

/* "../" for each folder of `from` that is not one of `path`; how much of
 * `path` is the same folders.  `folder`: all of `path` is. */
static size_t add_way_up(struct buf *out, struct str from, struct str path,
			 bool folder)
{
	size_t same = 0, i;

	for (i = 0; i < from.n && i < path.n && from.p[i] == path.p[i]; i++)
		if (from.p[i] == '/')
			same = i + 1;
	if (folder && i == path.n && i < from.n && from.p[i] == '/')
		same = i + 1;
	for (i = same; i < from.n; i++)
		if (from.p[i] == '/')
			buf_adds(out, "../");
	return same;
}

static struct str finish(struct pool *pool, struct buf *b)
{
	struct str s = pool_str(pool, buf_str(b));

	buf_release(b);
	return s;
}

struct str link_file(struct pool *pool, struct str from, struct str path)
{
	struct buf b = BUF_INIT;

	escape_path(&b, str_from(path, add_way_up(&b, from, path, false)));
	return finish(pool, &b);
}

struct str link_anchor(struct pool *pool, struct str from, struct str address,
		       struct str fragment)
{
	struct buf b = BUF_INIT;
	size_t same = add_way_up(&b, from, address, true);

	if (same < address.n) {
		escape_path(&b, str_from(address, same));
		buf_addc(&b, '/');
	}
	buf_adds(&b, "index.html");
	if (fragment.n) {
		buf_addc(&b, '#');
		escape_path(&b, fragment);
	}
	return finish(pool, &b);
}

struct str link_page(struct pool *pool, struct str from, struct str address)
{
	return link_anchor(pool, from, address, STR(""));
}

struct str link_root(struct pool *pool, struct str from)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < from.n; i++)
		if (from.p[i] == '/')
			buf_adds(&b, "../");
	return finish(pool, &b);
}

static struct str fill(struct pool *pool, struct str pattern, const char *name,
		       struct str value)
{
	struct buf escaped = BUF_INIT, b = BUF_INIT;

	if (!pattern.n)
		return STR("");
	escape_path(&escaped, value);
	messages_fill(&b, pattern, (const struct diag_arg[2]){
			{ name, buf_str(&escaped) }, { NULL, STR("") } });
	buf_release(&escaped);
	return finish(pool, &b);
}

struct str link_source(struct pool *pool, struct str pattern, struct str path)
{
	return path.n ? fill(pool, pattern, "path", path) : STR("");
}

struct str link_commit(struct pool *pool, const struct site *site,
		       struct str commit)
{
	return commit.n ? fill(pool, site->commit_url, "commit", commit) :
			  STR("");
}

/* ---- documents --------------------------------------------------------- */

struct str link_document(const struct linker *l, struct pool *pool,
			 struct str number)
{
	const struct document *d = sources_document(l->model->sources, number);
	const struct plan_view *plan;

	if (d)
		return link_anchor(pool, l->from, STR("van-ban"), d->slug);
	plan = model_plan(l->model, number);
	return plan ? link_page(pool, l->from, plan->address) : STR("");
}

static void add_number(struct buf *out, const struct linker *l,
		       struct pool *pool, struct str number, bool strict)
{
	struct str url = link_document(l, pool, number);

	if (url.n)
		buf_addf(out, "<a href=\"%.*s\">", STR_ARG(url));
	escape_html(out, number);
	if (url.n) {
		buf_adds(out, "</a>");
	} else if (strict) {
		buf_adds(out, " <span class=\"unregistered\">");
		say(out, l->words_html, "documents.unregistered",
		    { NULL, STR("") });
		buf_adds(out, "</span>");
	}
}

void link_text(struct buf *out, const struct linker *l, struct pool *pool,
	       struct str text, bool strict)
{
	struct str number;
	size_t at = 0;

	while (docnum_find(text, at, &number)) {
		size_t start = (size_t)(number.p - text.p);

		escape_html(out, str_sub(text, at, start - at));
		add_number(out, l, pool, number, strict);
		at = start + number.n;
	}
	escape_html(out, str_from(text, at));
}

/* ---- links between sources --------------------------------------------- */

static struct str plan_link(const struct linker *l, struct pool *pool,
			    const struct plan_view *plan, struct str fragment)
{
	const struct item_view *item = model_find(l->model, plan, fragment);

	if (item)
		return link_page(pool, l->from, item->address);
	return link_anchor(pool, l->from, plan->address,
			   text_slug(pool, fragment, 60));
}

/* The page that a source file became, or empty. */
static struct str source_link(const struct linker *l, struct pool *pool,
			      struct str path, struct str fragment)
{
	const struct sources *s = l->model->sources;
	const struct snapshot_file *file;
	struct str heading = fragment.n ? link_heading(pool, fragment) :
					  fragment;

	if (str_eqs(path, "index.md"))
		return link_anchor(pool, l->from, STR(""), heading);
	for (size_t i = 0; i < l->model->nplans; i++) {
		const struct plan_view *plan = &l->model->plans[i];

		if (!plan->removed && str_eq(plan->line->node->path, path))
			return plan_link(l, pool, plan, fragment);
	}
	for (size_t i = 0; i < s->npages; i++)
		if (str_eq(s->pages[i].path, path))
			return link_anchor(pool, l->from, s->pages[i].slug,
					   heading);
	for (size_t i = 0; i < s->nagencies; i++)
		if (str_eq(sources_path(s, s->agencies[i]->src), path))
			return link_anchor(pool, l->from, pool_printf(pool,
					"co-quan/%.*s",
					STR_ARG(s->agencies[i]->slug)),
					heading);
	file = s->snapshot ? snapshot_find(s->snapshot, path) : NULL;
	if (file && !file->text)
		return link_file(pool, l->from, path);
	return STR("");
}

static struct str on_link(void *context, struct pool *pool, struct str url,
			  bool image, enum link_state *state)
{
	const struct linker *l = context;
	struct link_target to = link_target(pool, l->source, url);
	struct str result = STR("");

	(void)image;
	if (to.kind == LINK_AWAY)
		return url;
	if (to.kind == LINK_FILE)
		result = source_link(l, pool, to.path, to.fragment);
	if (!result.n)
		*state = LINK_BROKEN;
	return result;
}

static struct str on_document(void *context, struct pool *pool,
			      struct str number)
{
	return link_document(context, pool, number);
}

static struct str on_abbreviation(void *context, struct str word)
{
	const struct linker *l = context;
	const struct site *site = &l->model->sources->site;

	for (size_t i = 0; i < site->nabbreviations; i++)
		if (str_eq(site->abbreviations[i][0], word))
			return site->abbreviations[i][1];
	return STR("");
}

struct markdown_options link_options(struct linker *l)
{
	return (struct markdown_options){
		.link = on_link, .document = on_document,
		.abbreviation = on_abbreviation, .context = l,
		.task_done = messages_get(l->words_html, "item.milestone_done"),
		.task_open = messages_get(l->words_html, "item.milestone_open"),
	};
}
