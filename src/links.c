/* SPDX-License-Identifier: MIT */
/* links.c - relative addresses, and the links of source texts. */
#include "links.h"

#include "docnum.h"
#include "escape.h"

/* ---- relative addresses ------------------------------------------------ */

/* How much of `from` and `path` is the same folders. */
static size_t common_folders(struct str from, struct str path)
{
	size_t same = 0;

	for (size_t i = 0; i < from.n && i < path.n; i++) {
		if (from.p[i] != path.p[i])
			break;
		if (from.p[i] == '/')
			same = i + 1;
	}
	return same;
}

static void add_relative(struct buf *out, struct str from, struct str path)
{
	size_t same = common_folders(from, path);

	for (size_t i = same; i < from.n; i++)
		if (from.p[i] == '/')
			buf_adds(out, "../");
	escape_path(out, str_from(path, same));
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

	add_relative(&b, from, path);
	return finish(pool, &b);
}

struct str link_anchor(struct pool *pool, struct str from, struct str address,
		       struct str fragment)
{
	struct buf path = BUF_INIT, b = BUF_INIT;

	buf_addstr(&path, address);
	if (address.n)
		buf_addc(&path, '/');
	buf_adds(&path, "index.html");
	add_relative(&b, from, buf_str(&path));
	buf_release(&path);
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

static int hex_digit(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
		int lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;

		if (s.p[i] == '%' && hi >= 0 && lo >= 0) {
			buf_addc(out, (char)(hi * 16 + lo));
			i += 2;
		} else {
			buf_addc(out, s.p[i]);
		}
	}
}

/* "../b/x.md" in "a/y.md" is "b/x.md"; "/b" is from the content folder.
 * False if it leads outside. */
static bool resolve(struct buf *out, struct str source, struct str path)
{
	ptrdiff_t slash = str_rchr(source, '/');
	struct buf plain = BUF_INIT;
	struct str rest, part;
	bool inside = true;

	decode(&plain, path);
	rest = buf_str(&plain);
	if (rest.n && rest.p[0] == '/')
		rest = str_from(rest, 1);
	else if (slash >= 0)
		buf_addstr(out, str_sub(source, 0, (size_t)slash));
	while (inside && str_split(&rest, '/', &part)) {
		if (!part.n || str_eqs(part, "."))
			continue;
		if (str_eqs(part, "..")) {
			slash = str_rchr(buf_str(out), '/');
			inside = out->n > 0;
			out->n = slash < 0 ? 0 : (size_t)slash;
			continue;
		}
		if (out->n)
			buf_addc(out, '/');
		buf_addstr(out, part);
	}
	buf_release(&plain);
	return inside;
}

static struct str plan_link(const struct linker *l, struct pool *pool,
			    const struct plan_view *plan, struct str fragment)
{
	const struct item_view *item = model_find(l->model, plan, fragment);

	if (item)
		return link_page(pool, l->from, item->address);
	return link_anchor(pool, l->from, plan->address, fragment);
}

/* The page that a source file became, or empty. */
static struct str source_link(const struct linker *l, struct pool *pool,
			      struct str path, struct str fragment)
{
	const struct sources *s = l->model->sources;
	const struct snapshot_file *file;

	if (str_eqs(path, "index.md"))
		return link_anchor(pool, l->from, STR(""), fragment);
	for (size_t i = 0; i < l->model->nplans; i++) {
		const struct plan_view *plan = &l->model->plans[i];

		if (!plan->removed && str_eq(plan->line->node->path, path))
			return plan_link(l, pool, plan, fragment);
	}
	for (size_t i = 0; i < s->npages; i++)
		if (str_eq(s->pages[i].path, path))
			return link_anchor(pool, l->from, s->pages[i].slug,
					   fragment);
	for (size_t i = 0; i < s->nagencies; i++)
		if (str_ends(s->agencies[i]->src->path, path) &&
		    str_ends(path, STR("/index.md")))
			return link_anchor(pool, l->from, pool_printf(pool,
					"co-quan/%.*s",
					STR_ARG(s->agencies[i]->slug)),
					fragment);
	file = s->snapshot ? snapshot_find(s->snapshot, path) : NULL;
	if (file && !file->text)
		return link_file(pool, l->from, path);
	return STR("");
}

static bool has_scheme(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		if (url.p[i] == ':')
			return i > 0;
		if (!ascii_alnum(url.p[i]) && !strchr("+-.", url.p[i]))
			return false;
	}
	return false;
}

static struct str on_link(void *context, struct pool *pool, struct str url,
			  bool image, bool *broken)
{
	const struct linker *l = context;
	ptrdiff_t hash = str_chr(url, '#');
	struct str path = url, fragment = STR(""), result = STR("");
	struct buf target = BUF_INIT;

	(void)image;
	if (!url.n || has_scheme(url) || str_starts(url, STR("//")))
		return url;
	if (hash >= 0) {
		path = str_sub(url, 0, (size_t)hash);
		fragment = str_from(url, (size_t)hash + 1);
	}
	if (!path.n)
		buf_addstr(&target, l->source);
	if (!path.n || resolve(&target, l->source, path))
		result = source_link(l, pool, buf_str(&target), fragment);
	buf_release(&target);
	*broken = !result.n;
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

struct markdown_options link_options(struct linker *l,
				     const struct source *src, struct str text,
				     struct diags *diags)
{
	struct markdown_options o = {
		.diags = diags, .link = on_link, .document = on_document,
		.abbreviation = on_abbreviation, .context = l,
		.task_done = messages_get(l->words_html, "item.milestone_done"),
		.task_open = messages_get(l->words_html, "item.milestone_open"),
	};
	ptrdiff_t at = src && text.n ? str_find(src->text, text) : -1;

	if (at >= 0)
		o.pos = POS_AT(src, (size_t)at);
	return o;
}
