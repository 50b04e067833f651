/* SPDX-License-Identifier: MIT */
/* page_sheet.c - the frame of a page, and building its values. */
#include "page_sheet.h"

#include "escape.h"
#include "link_target.h"
#include "redaction.h"
#include "sitemap.h"

#define COMMIT_SHORT 7

/* ---- values ------------------------------------------------------------ */

void put_date(struct sheet *s, struct value *map, const char *key, int32_t day)
{
	struct buf iso = BUF_INIT;
	struct value *date;

	if (day == DATE_NONE)
		return;
	date_iso(&iso, day);
	date = value_add_map(s->pool, map, key);
	value_set_str(s->pool, date, "text", speak_date(&s->text, day));
	value_set_str(s->pool, date, "iso", pool_str(s->pool, buf_str(&iso)));
	buf_release(&iso);
}

struct value *put_link(struct sheet *s, struct value *map, const char *key,
		       struct str title, struct str address)
{
	struct value *link = value_add_map(s->pool, map, key);

	value_set_str(s->pool, link, "title", title);
	put(s, link, "url", address);
	return link;
}

struct value *put_list(struct sheet *s, struct value *map, const char *key)
{
	return value_add_list(s->pool, map, key);
}

void seal_list(struct sheet *s, struct value *map, const char *key)
{
	struct value *list = value_get(map, str_of(key));

	if (list && list->list.n)
		value_set_bool(s->pool, map,
			       POOL_JOIN(s->pool, STR("has_"),
					 str_of(key)).p, true);
}

void seal_line(struct sheet *s, struct value *map, const char *key)
{
	struct value *list = value_get(map, str_of(key));

	seal_list(s, map, key);
	for (size_t i = 0; list && i + 1 < list->list.n; i++)
		value_set_bool(s->pool, list->list.items[i], "more", true);
}

struct str sheet_words(struct sheet *s, const char *key)
{
	return speak_word(&s->text, key, NULL);
}

struct str sheet_url(const struct sheet *s, struct str address)
{
	struct str url;

	if (!s->absolute.n)
		return link_page(s->pool, s->links.from, address);
	url = link_page(s->pool, STR(""), address);
	return POOL_JOIN(s->pool, s->absolute, url);
}

struct str sheet_public_file(const struct sheet *s, struct str path)
{
	struct str base = s->pages->site->base_url, url;

	if (!base.n)
		return link_file(s->pool, s->links.from, path);
	url = link_file(s->pool, STR(""), path);
	return POOL_JOIN(s->pool, base, url);
}

struct str sheet_public_url(const struct sheet *s, struct str address)
{
	struct str base = s->pages->site->base_url;

	if (!address.n && base.n)
		return base;
	return sheet_public_file(s, address.n ?
		POOL_JOIN(s->pool, address, STR("/index.html")) :
		STR("index.html"));
}

/* ---- texts ------------------------------------------------------------- */

static struct str finish(struct sheet *s, struct buf *b)
{
	struct str text = pool_str(s->pool, buf_str(b));

	buf_release(b);
	return text;
}

/* What makes the highest heading of a text one of `level`. */
static int heading_shift(struct str text, int level)
{
	struct str rest = text, line;
	int highest = 7;

	while (rest.n && str_line(&rest, &line)) {
		int n = 0;

		while ((size_t)n < line.n && line.p[n] == '#')
			n++;
		if (n && n < highest && (size_t)n < line.n &&
		    ascii_space(line.p[n]))
			highest = n;
	}
	return highest < level ? level - highest : 0;
}

/* Sources were checked; what cannot be rendered is an old text of a version
 * that nobody can mend any more. */
static struct str markdown(struct sheet *s, struct str text, struct str from,
			   int shift, struct str id_prefix)
{
	struct linker links = s->links;
	struct markdown_options o;
	struct buf b = BUF_INIT;

	if (!text.n)
		return STR("");
	links.source = from;
	o = link_options(&links);
	o.heading_shift = shift;
	o.id_prefix = id_prefix;
	if (markdown_html(&b, s->pool, text, &o)) {
		buf_clear(&b);
		escape_html(&b, text);
	}
	return finish(s, &b);
}

struct str sheet_markdown(struct sheet *s, struct str text, struct str from,
			  int shift)
{
	return markdown(s, text, from, shift, (struct str){ NULL, 0 });
}

struct str sheet_document(struct sheet *s, struct str text, struct str from,
			  int level)
{
	return markdown(s, text, from, heading_shift(text, level),
			STR(LINK_HEADING_PREFIX));
}

struct str sheet_inline(struct sheet *s, struct str text, struct str from)
{
	struct linker links = s->links;
	struct markdown_options o;
	struct buf b = BUF_INIT;

	if (!text.n)
		return STR("");
	links.source = from;
	o = link_options(&links);
	if (markdown_inline(&b, s->pool, text, &o)) {
		buf_clear(&b);
		escape_html(&b, text);
	}
	return finish(s, &b);
}

struct str sheet_text(struct sheet *s, struct str text, bool strict)
{
	struct buf b = BUF_INIT;

	link_text(&b, &s->links, s->pool, text, strict);
	return finish(s, &b);
}

struct str sheet_escape(struct sheet *s, struct str text)
{
	struct buf b = BUF_INIT;

	escape_html(&b, text);
	return finish(s, &b);
}

/* ---- the frame --------------------------------------------------------- */

static void add_nav(struct sheet *s, struct value *nav, struct str title,
		    struct str address)
{
	struct value *entry = value_push(s->pool, nav, value_map(s->pool));
	bool within = address.n && str_starts(s->address, address) &&
		      (s->address.n == address.n ||
		       s->address.p[address.n] == '/');

	value_set_str(s->pool, entry, "title", title);
	value_set_str(s->pool, entry, "url", sheet_url(s, address));
	value_set_bool(s->pool, entry, "current",
		       within || (!address.n && !s->address.n));
}

static void put_nav(struct sheet *s)
{
	const struct sources *sources = s->model->sources;
	const struct {
		const char *key, *address;
		bool there;
	} parts[] = {
		{ "nav.home", "", true },
		{ "nav.areas", "linh-vuc", true },
		{ "nav.agencies", "co-quan", sources->nagencies > 0 },
		{ "nav.plans", "ke-hoach", true },
		{ "nav.targets", "chi-tieu", s->pages->targets.n > 0 },
		{ "nav.indices", "chi-so", s->pages->criteria.n > 0 ||
					   s->pages->indices.n > 0 },
		{ "nav.changes", "thay-doi",
		  s->model->history->kind != HISTORY_NONE },
		{ "nav.reports", "bao-cao", s->pages->nreports > 0 },
		{ "nav.documents", "van-ban", sources->ndocuments > 0 },
		{ "nav.search", "tim-kiem", true },
		{ "nav.data", "du-lieu", true },
	};
	struct value *nav = put_list(s, s->data, "nav");

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i].there)
			add_nav(s, nav, sheet_words(s, parts[i].key),
				str_of(parts[i].address));
	for (size_t i = 0; i < sources->npages; i++)
		if (str_chr(sources->pages[i].slug, '/') < 0)
			add_nav(s, nav, sources->pages[i].title,
				sources->pages[i].slug);
}

static void put_site(struct sheet *s)
{
	const struct site *site = s->pages->site;
	struct value *map = value_add_map(s->pool, s->data, "site");

	put(s, map, "title", site->title);
	put(s, map, "subtitle", site->subtitle);
	put(s, map, "base_url", site->base_url);
	put(s, map, "report_url", site->report_url);
	put_true(s, map, "has_history",
		 s->model->history->kind != HISTORY_NONE);
}

/* What no page with figures may keep to itself. */
static void put_history_notice(struct sheet *s)
{
	if (s->model->history->kind == HISTORY_NONE)
		sheet_notice(s, "history", sheet_words(s, "notice.no_history"));
	else if (s->model->history->kind == HISTORY_SHALLOW)
		sheet_notice(s, "history", sheet_words(s, "notice.shallow"));
}

void sheet_open(struct sheet *s, const char *kind, struct str address)
{
	const struct theme *theme = s->pages->context->theme;
	struct pool *pool = s->pool;

	s->kind = kind;
	s->address = address;
	s->changed = SIZE_MAX;
	s->links = (struct linker){ .model = s->model,
				    .words_html = &theme->words_html };
	if (address.n)
		s->links.from = POOL_JOIN(pool, address, STR("/"));
	s->html = (struct speech){ pool, s->model, &theme->words_html,
				   &s->links };
	s->text = (struct speech){ pool, s->model, &theme->words, NULL };
	s->data = value_map(pool);
	value_set(pool, s->data, "t", theme->t);
	value_set_str(pool, s->data, "lang", theme->words.language);
	value_set_str(pool, s->data, "root", s->absolute.n ? s->absolute :
		      link_root(pool, s->links.from));
	s->page = value_add_map(pool, s->data, "page");
	value_set_str(pool, s->page, "kind", str_of(kind));
	value_set_str(pool, s->page, "path", address);
	value_set_bool(pool, s->data, POOL_JOIN(pool, STR("kind_"),
					    str_of(kind)).p, true);
	put_site(s);
	put_nav(s);
	put(s, s->data, "method_url", sheet_url(s, STR("phuong-phap")));
	put_list(s, s->data, "breadcrumbs");
	put_list(s, s->data, "notices");
	put_history_notice(s);
}

void sheet_title(struct sheet *s, struct str title, struct str description)
{
	value_set_str(s->pool, s->page, "title", title);
	put(s, s->page, "description", description);
	if (s->pages->site->base_url.n)
		value_set_str(s->pool, s->page, "canonical_url",
			      sheet_public_url(s, s->address));
}

static void keep_crumb(struct sheet *s, struct str title, struct str address)
{
	if (s->ncrumbs < CRUMBS_MAX)
		s->crumbs[s->ncrumbs++] = (struct crumb){ title, address };
}

void sheet_crumb(struct sheet *s, struct str title, struct str address)
{
	struct value *list = value_get(s->data, STR("breadcrumbs"));
	struct value *crumb;

	if (!list->list.n && s->address.n) {
		crumb = value_push(s->pool, list, value_map(s->pool));
		value_set_str(s->pool, crumb, "title",
			      sheet_words(s, "nav.home"));
		value_set_str(s->pool, crumb, "url", sheet_url(s, STR("")));
		keep_crumb(s, sheet_words(s, "nav.home"), STR(""));
	}
	keep_crumb(s, title, address);
	crumb = value_push(s->pool, list, value_map(s->pool));
	value_set_str(s->pool, crumb, "title", title);
	if (!str_eq(address, s->address))
		value_set_str(s->pool, crumb, "url", sheet_url(s, address));
	seal_list(s, s->data, "breadcrumbs");
}

static struct value *add_notice(struct sheet *s, const char *kind)
{
	struct value *list = value_get(s->data, STR("notices"));
	struct value *notice = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, notice, "kind", str_of(kind));
	seal_list(s, s->data, "notices");
	return notice;
}

void sheet_notice(struct sheet *s, const char *kind, struct str text)
{
	value_set_str(s->pool, add_notice(s, kind), "text", text);
}

void sheet_redactions(struct sheet *s, const struct plan_line *plan,
		      const struct item_line *item)
{
	const struct site *site = s->pages->site;

	for (size_t i = 0; i < site->nredactions; i++) {
		const struct redaction *r = &site->redactions[i];

		if (!redaction_covers(r, plan, item))
			continue;
		sheet_notice(s, "redacted", speak(&s->text, "notice.redacted",
			{ "field", speak_word(&s->text, "field",
				pool_cstr(s->pool, r->field)) },
			{ "date", r->until == INT32_MAX ? STR("") :
				  speak_date(&s->text, r->until) },
			{ "decision", r->decision }, { "reason", r->reason }));
	}
}

void sheet_notice_html(struct sheet *s, const char *kind, struct str html)
{
	value_set_str(s->pool, add_notice(s, kind), "html", html);
}

static void put_commit(struct sheet *s, struct value *map, struct str hex)
{
	put(s, map, "commit", hex);
	put(s, map, "commit_short", str_sub(hex, 0, COMMIT_SHORT));
	put(s, map, "commit_url", link_commit(s->pool, s->pages->site, hex));
}

void sheet_dated(struct sheet *s)
{
	struct value *asof;

	put_date(s, s->data, "asof", s->model->as_of);
	asof = value_get(s->data, STR("asof"));
	value_set_str(s->pool, asof, "sentence",
		      speak(&s->text, "asof.sentence",
			    { "date", speak_date(&s->text, s->model->as_of) }));
	if (s->model->head_hex.n)
		put_commit(s, value_add_map(s->pool, s->data, "build"),
			   s->model->head_hex);
}

/* Where to report wrong information; a message asks for what it needs. */
static struct str report_url(struct sheet *s)
{
	static const char *const lines[] = { "page", "wrong", "right",
					     "basis" };
	const struct site *site = s->pages->site;
	struct str url = site->report_url, address;
	struct buf b = BUF_INIT;

	if (!str_starts(url, STR("mailto:")) || str_chr(url, '?') >= 0)
		return url;
	address = site->base_url.n ? sheet_public_url(s, s->address) :
		  s->address.n ? s->address : site->title;
	buf_addf(&b, "%.*s?subject=", STR_ARG(url));
	escape_path(&b, sheet_words(s, "provenance.report"));
	buf_adds(&b, "&body=");
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		escape_path(&b, speak_of(&s->text, "message", lines[i],
					 { "address", address }));
		buf_adds(&b, "%0D%0A");
	}
	url = pool_str(s->pool, buf_str(&b));
	buf_release(&b);
	return url;
}

void sheet_contact(struct sheet *s, const struct agency *agency)
{
	struct value *map;

	if (!agency->contact.n)
		return;
	map = value_add_map(s->pool, s->data, "contact");
	value_set_str(s->pool, map, "title", agency->name);
	value_set_str(s->pool, map, "text", agency->contact);
}

void sheet_provenance(struct sheet *s, size_t commit, struct str source,
		      struct str json)
{
	const struct history *h = s->model->history;
	const struct site *site = s->pages->site;
	struct value *map = value_add_map(s->pool, s->data, "provenance");
	char hex[OID_HEX + 1];

	s->changed = h->kind != HISTORY_NONE ? commit : SIZE_MAX;
	if (s->changed != SIZE_MAX) {
		oid_hex(&h->commits[commit].id, hex);
		put_commit(s, map, pool_str(s->pool, str_of(hex)));
		put_date(s, map, "date",
			 date_at(h->commits[commit].published, site->zone));
	}
	put(s, map, "edit_url", link_source(s->pool, site->edit_url, source));
	put(s, map, "source_url",
	    link_source(s->pool, site->source_url, source));
	put(s, map, "history_url",
	    link_source(s->pool, site->history_url, source));
	if (json.n)
		put(s, map, "json_url",
		    link_file(s->pool, s->links.from, json));
	put(s, map, "report_url", report_url(s));
}

void sheet_close_as(struct sheet *s, struct str path)
{
	const struct page_context *c = s->pages->context;
	const struct template *tpl = theme_template(c->theme, s->kind);

	if (!tpl) {
		s->failed = diag(s->diags, DIAG_NO_TEMPLATE, POS_NONE,
				 { "name", str_of(s->kind) });
		return;
	}
	sheet_ld(s);
	buf_clear(s->out);
	if (template_render(s->out, tpl, s->data, &c->theme->loader,
			    s->diags) ||
	    stage_write(c->stage, path, buf_str(s->out)))
		s->failed = -1;
}

/* The home page goes by the address that the site is given out as. */
static void list_page(struct sheet *s, struct str path)
{
	const struct history *h = s->model->history;

	sitemap_add(s->pages->sitemap, s->address.n ? path : STR(""),
		    s->changed == SIZE_MAX ? DATE_NONE :
		    date_at(h->commits[s->changed].published,
			    s->pages->site->zone));
}

void sheet_close(struct sheet *s)
{
	struct str path = POOL_JOIN(s->pool, s->links.from, STR("index.html"));

	sheet_close_as(s, path);
	if (!s->unlisted)
		list_page(s, path);
}

/* ---- commits ----------------------------------------------------------- */

size_t later_commit(const struct model *m, size_t a, size_t b)
{
	const struct history_commit *c = m->history->commits;

	if (a == SIZE_MAX || b == SIZE_MAX)
		return a == SIZE_MAX ? b : a;
	if (c[a].published != c[b].published)
		return c[a].published > c[b].published ? a : b;
	return a > b ? a : b;
}

static size_t latest_of(const struct model *m, size_t commit,
			const size_t *records, size_t n)
{
	const struct history *h = m->history;

	if (commit >= h->ncommits)
		commit = SIZE_MAX;
	for (size_t i = 0; i < n; i++)
		if (h->records[records[i]].adopted)
			commit = later_commit(m, commit,
					      h->records[records[i]].commit);
	return commit;
}

size_t item_commit(const struct model *m, const struct item_view *item)
{
	return latest_of(m, item->line->first_commit, item->line->records,
			 item->line->nrecords);
}

size_t plan_commit(const struct model *m, const struct plan_view *plan)
{
	return latest_of(m, plan->line->first_commit, plan->line->records,
			 plan->line->nrecords);
}
