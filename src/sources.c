/* SPDX-License-Identifier: MIT */
/* sources.c - all source files of a site, sorted by what they are. */
#include "site.h"

#include <stdlib.h>

#include "docnum.h"
#include "escape.h"
#include "text.h"

/* What fits a file name on any disk, with ".html" and more behind it. */
#define SLUG_MAX 200

/* Addresses at the top of a site that pages of our own have. */
static const char *const reserved[] = {
	"linh-vuc", "co-quan", "ke-hoach", "thay-doi", "bao-cao", "chi-tieu",
	"chi-so", "van-ban", "tim-kiem", "du-lieu", "nhung", "data", "assets",
	"index", "404", "feed", "lich", "sitemap", "robots", "manifest",
	"datapackage", "phuong-phap"
};

/* Folders and files of the site's own: an image or the like must not stand in
 * their place. */
static const char *const own_folders[] = {
	"assets/", "bao-cao/", "chi-so/", "chi-tieu/", "co-quan/", "data/",
	"du-lieu/", "ke-hoach/", "linh-vuc/", "nhung/", "phuong-phap/",
	"thay-doi/", "tim-kiem/", "van-ban/",
};

struct loader {
	struct sources *s;
	struct pool *pool;
	struct diags *diags;
	struct map taken;	/* address -> const struct source * */
	struct map told;	/* agencies whose want of a file is known */
	int failed;
};

static const struct yaml_field document_fields[] = {
	{ "number", YAML_STR, offsetof(struct document, number), true, 0 },
	{ "title", YAML_STR, offsetof(struct document, title), false, 0 },
	{ "date", YAML_STR, offsetof(struct document, date_text), false, 0 },
	{ "issuer", YAML_STR, offsetof(struct document, issuer), false, 0 },
	{ "url", YAML_STR, offsetof(struct document, url), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

struct page_raw {
	struct str type, title, secrecy;
};

static const struct yaml_field page_fields[] = {
	{ "type", YAML_STR, offsetof(struct page_raw, type), false, 0 },
	{ "title", YAML_STR, offsetof(struct page_raw, title), false, 0 },
	{ "secrecy", YAML_STR, offsetof(struct page_raw, secrecy), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

/* The home page's title is the site's. */
static const struct yaml_field home_fields[] = {
	{ "type", YAML_STR, offsetof(struct page_raw, type), false, 0 },
	{ "secrecy", YAML_STR, offsetof(struct page_raw, secrecy), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

/* A path's first folder, and what is below it; false at the top. */
static bool split_folder(struct str path, struct str *folder,
			 struct str *below)
{
	ptrdiff_t slash = str_chr(path, '/');

	if (slash < 0)
		return false;
	*folder = str_sub(path, 0, (size_t)slash);
	*below = str_from(path, (size_t)slash + 1);
	return true;
}

static struct str without_md(struct str path)
{
	return str_sub(path, 0, path.n - 3);
}

bool plan_address(struct pool *pool, struct str path, struct str *agency,
		  struct str *slug)
{
	struct str folder, below;

	if (!str_ends(path, STR(".md")) || !split_folder(path, &folder, &below))
		return false;
	*agency = text_slug(pool, folder, SLUG_MAX);
	*slug = text_slug(pool, without_md(below), SLUG_MAX);
	return agency->n && slug->n;
}

/* Give an address to a file, the first that asks. */
static bool take_address(struct loader *l, struct str address,
			 const struct source *src)
{
	void **owner = map_at(&l->taken, address);

	if (!*owner) {
		*owner = (void *)(uintptr_t)src;
		return true;
	}
	l->failed = diag(l->diags, DIAG_ADDRESS_TAKEN, POS_AT(src, 0),
			 { "path", src->path },
			 { "other", ((const struct source *)*owner)->path });
	return false;
}

/* A path without letters and digits makes no address. */
static void bad_path(struct loader *l, const struct snapshot_file *file)
{
	l->failed = diag(l->diags, DIAG_BAD_PATH, POS_AT(&file->src, 0),
			 { "path", file->path });
}

/*
 * Address of a page: "so-x/Liên hệ.md" gives "so-x/lien-he", "so-x/index.md"
 * gives "so-x".  Empty if a name has neither letter nor digit.
 */
static struct str page_slug(struct pool *pool, struct str path)
{
	struct buf b = BUF_INIT;
	struct str rest = without_md(path), name, slug = { NULL, 0 };

	while (str_split(&rest, '/', &name)) {
		if (!rest.p && b.n && str_eqs(name, "index"))
			break;
		name = text_slug(pool, name, SLUG_MAX);
		if (!name.n)
			goto out;
		if (b.n)
			buf_addc(&b, '/');
		buf_addstr(&b, name);
	}
	slug = pool_str(pool, buf_str(&b));
out:
	buf_release(&b);
	return slug;
}

static bool page_reserved(struct str slug)
{
	struct str top = slug, rest;

	split_folder(slug, &top, &rest);
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
		if (str_eqs(top, reserved[i]))
			return true;
	return false;
}

/* heading := up to 3 spaces, 1 to 6 "#", white space, text, [ "#"… ] */
static int heading_level(struct str line, struct str *text)
{
	size_t indent = 0, level = 0;

	while (indent < line.n && line.p[indent] == ' ')
		indent++;
	line = str_from(line, indent);
	while (level < line.n && line.p[level] == '#')
		level++;
	if (indent > 3 || !level || level > 6 || level == line.n ||
	    !ascii_space(line.p[level]))
		return 0;
	line = str_trim(str_from(line, level));
	*text = line;
	while (line.n && line.p[line.n - 1] == '#')
		line.n--;
	if (!line.n || ascii_space(line.p[line.n - 1]))
		*text = str_trim(line);
	return (int)level;
}

static bool code_fence(struct str line)
{
	line = str_trim(line);
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

/*
 * A page without a title has that of its first heading.  A heading of level 1
 * above everything else is the title itself: the body begins below it.
 */
static struct str heading_title(struct page *page)
{
	struct str rest = page->body, line, text = { NULL, 0 };
	bool first = true, code = false;
	int level;

	while (str_line(&rest, &line)) {
		if (code_fence(line))
			code = !code;
		level = code ? 0 : heading_level(line, &text);
		if (level && text.n) {
			if (first && level == 1) {
				page->body_at += page->body.n - rest.n;
				page->body = rest;
			}
			return text;
		}
		if (str_trim(line).n)
			first = false;
	}
	return text;
}

static void read_page(struct loader *l, const struct snapshot_file *file,
		      const struct front *front)
{
	struct page_raw raw = { .type = { NULL, 0 } };
	struct page page = { .path = file->path, .src = &file->src };

	if (front->yaml &&
	    yaml_read(l->pool, front->yaml, page_fields, &raw, l->diags))
		l->failed = -1;
	page.body_at = front->body;
	page.body = str_from(file->src.text, front->body);
	page.title = text_squeeze(l->pool, raw.title);
	if (!page.title.n)
		page.title = text_squeeze(l->pool, heading_title(&page));
	if (!page.title.n)
		l->failed = diag(l->diags, DIAG_MISSING_KEY,
				 POS_AT(&file->src, 0),
				 { "key", STR("title") });
	page.slug = page_slug(l->pool, file->path);
	if (!page.slug.n) {
		bad_path(l, file);
		return;
	}
	if (page_reserved(page.slug)) {
		l->failed = diag(l->diags, DIAG_ADDRESS_TAKEN,
				 POS_AT(&file->src, 0),
				 { "path", file->src.path },
				 { "other", pool_printf(l->pool, "/%.*s/",
							STR_ARG(page.slug)) });
		return;
	}
	if (take_address(l, page.slug, &file->src))
		POOL_PUSH(l->pool, l->s->pages, l->s->npages,
			  l->s->pages_cap, page);
}

static void read_home(struct loader *l, const struct snapshot_file *file,
		      const struct front *front)
{
	struct page_raw raw = { .type = { NULL, 0 } };

	if (front->yaml &&
	    yaml_read(l->pool, front->yaml, home_fields, &raw, l->diags))
		l->failed = -1;
	l->s->home_src = &file->src;
	l->s->home_at = front->body;
	l->s->home = str_from(file->src.text, front->body);
}

/* A file of a type that only stands elsewhere. */
static void misplaced(struct loader *l, const struct front *front,
		      const char *expected)
{
	l->failed = site_bad_value(front->yaml, "type", front->type, expected,
				   l->diags);
}

static void read_agency(struct loader *l, const struct snapshot_file *file,
			const struct front *front)
{
	struct agency *agency;
	struct str folder, below;

	if (!split_folder(file->path, &folder, &below) ||
	    !str_eqs(below, "index.md")) {
		misplaced(l, front, "*/index.md");
		return;
	}
	agency = POOL_NEW(l->pool, struct agency);
	agency->slug = text_slug(l->pool, folder, SLUG_MAX);
	if (!agency->slug.n) {
		bad_path(l, file);
		return;
	}
	/* Areas and agencies share the folder of pages to embed. */
	take_address(l, pool_printf(l->pool, "nhung/%.*s",
				    STR_ARG(agency->slug)), &file->src);
	for (size_t i = 0; i < l->s->nagencies; i++)
		if (str_eq(l->s->agencies[i]->slug, agency->slug))
			return;
	if (agency_read(agency, l->pool, &file->src, front, l->diags))
		l->failed = -1;
	POOL_PUSH(l->pool, l->s->agencies, l->s->nagencies,
		  l->s->agencies_cap, agency);
}

static void read_plan(struct loader *l, const struct snapshot_file *file,
		      const struct front *front)
{
	struct plan_file plan = { .path = file->path, .src = &file->src };

	if (str_chr(file->path, '/') < 0) {
		misplaced(l, front, "*/*.md");
		return;
	}
	if (!plan_address(l->pool, file->path, &plan.agency, &plan.slug)) {
		bad_path(l, file);
		return;
	}
	if (take_address(l, pool_printf(l->pool, "ke-hoach/%.*s/%.*s",
					STR_ARG(plan.agency),
					STR_ARG(plan.slug)), &file->src))
		POOL_PUSH(l->pool, l->s->plans, l->s->nplans,
			  l->s->plans_cap, plan);
}

/* Whatever this file was to be, its folder is not without an agency file. */
static void read_broken(struct loader *l, const struct snapshot_file *file)
{
	struct str folder, below;

	l->failed = -1;
	if (split_folder(file->path, &folder, &below) &&
	    str_eqs(below, "index.md"))
		map_put(&l->told, text_slug(l->pool, folder, SLUG_MAX), l);
}

static void unknown_type(struct loader *l, const struct snapshot_file *file,
			 const struct front *front)
{
	static const struct str known[] = {
		{ "plan", 4 }, { "agency", 6 }, { "page", 4 }
	};

	diag(l->diags, DIAG_UNKNOWN_PAGE_TYPE,
	     yaml_get(front->yaml, "type")->pos, { "value", front->type },
	     { "near", text_nearest(front->type, known, 3) });
	read_broken(l, file);
}

static void read_markdown(struct loader *l, const struct snapshot_file *file)
{
	struct front front;
	const struct yaml_node *secret;

	if (front_parse(l->pool, &file->src, &front, l->diags)) {
		read_broken(l, file);
		return;
	}
	if (str_eqs(front.type, "plan")) {	/* front_plan() does the rest */
		read_plan(l, file, &front);
		return;
	}
	secret = front_secret(&front);
	if (secret) {
		diag(l->diags, DIAG_SECRET, secret->pos,
		     { "value", secret->kind == YAML_TEXT ? secret->text :
							    STR("?") });
		read_broken(l, file);
		return;
	}
	if (str_eqs(front.type, "agency"))
		read_agency(l, file, &front);
	else if (front.type.n && !str_eqs(front.type, "page"))
		unknown_type(l, file, &front);
	else if (str_eqs(file->path, "index.md"))
		read_home(l, file, &front);
	else
		read_page(l, file, &front);
}

/* "29-kh-ubnd"; a second document of the same slug gets "-2". */
static struct str document_slug(struct loader *l, struct map *slugs,
				const struct document *d)
{
	struct str base = text_slug(l->pool, d->number, SLUG_MAX);
	struct str slug = base;
	void **owner;

	for (unsigned i = 2; base.n; i++) {
		owner = map_at(slugs, slug);
		if (!*owner) {
			*owner = l;
			break;
		}
		slug = pool_printf(l->pool, "%.*s-%u", STR_ARG(base), i);
	}
	return slug;
}

static void read_document(struct loader *l, struct map *slugs,
			  const struct yaml_node *item)
{
	struct sources *s = l->s;
	struct document *d = &s->documents[s->ndocuments];
	int32_t first;
	void **known;

	*d = (struct document){ .pos = item->pos, .date = DATE_NONE };
	if (yaml_read(l->pool, item, document_fields, d, l->diags))
		l->failed = -1;
	if (d->date_text.n && front_date(d->date_text, &d->date, &first))
		l->failed = date_refuse(l->diags, yaml_get(item, "date")->pos,
					d->date_text);
	if (d->url.n && !url_safe(d->url)) {
		l->failed = site_bad_value(item, "url", d->url, "https://",
					   l->diags);
		d->url = (struct str){ NULL, 0 };
	}
	if (!d->number.n)
		return;
	d->key = docnum_key(l->pool, d->number);
	known = map_at(&s->document_keys, d->key);
	if (*known) {
		l->failed = diag(l->diags, DIAG_DUPLICATE_ID, item->pos,
				 { "id", d->number });
		return;
	}
	d->slug = document_slug(l, slugs, d);
	if (!d->slug.n) {
		l->failed = site_bad_value(item, "number", d->number,
					   "29/KH-UBND", l->diags);
		return;
	}
	*known = d;
	d->index = s->ndocuments++;
}

static void read_documents(struct loader *l, const struct source *src)
{
	struct yaml_node *list = yaml_parse(l->pool, src, 0, src->text.n,
					    l->diags);
	struct map slugs = MAP_INIT;
	size_t n;

	if (!list) {
		l->failed = -1;
		return;
	}
	n = site_items(list, "", &l->failed, l->diags);
	l->s->documents_cap = n;
	l->s->documents = POOL_ARRAY(l->pool, struct document, n);
	for (size_t i = 0; i < n; i++)
		read_document(l, &slugs, list->items[i]);
	map_release(&slugs);
}

static void read_site(struct loader *l)
{
	const struct snapshot *snapshot = l->s->snapshot;
	const struct snapshot_file *file;

	file = snapshot_find(snapshot, STR("site.yml"));
	if (!file)
		l->failed = diag(l->diags, DIAG_NO_SITE_FILE, POS_NONE,
				 { "path", pool_printf(l->pool, "%.*s/site.yml",
						STR_ARG(snapshot->folder)) });
	if (site_read(&l->s->site, l->pool, file ? &file->src : NULL,
		      l->diags))
		l->failed = -1;
	for (size_t i = 0; file && i < l->s->site.nareas; i++)
		take_address(l, pool_printf(l->pool, "nhung/%.*s",
				STR_ARG(l->s->site.areas[i].id)), &file->src);
}

static bool is_own_file(struct str path)
{
	bool own = str_chr(path, '/') < 0 &&
		(str_ends(path, STR(".html")) || str_eqs(path, "feed.xml") ||
		 str_eqs(path, "lich.ics") || str_starts(path, STR("sitemap")) ||
		 str_eqs(path, "datapackage.json") ||
		 str_eqs(path, "manifest.json"));

	for (size_t i = 0; i < sizeof(own_folders) / sizeof(*own_folders); i++)
		own |= str_starts(path, str_of(own_folders[i]));
	return own;
}

/* Images and the like keep their path below the content folder. */
static void read_other(struct loader *l, const struct snapshot_file *file)
{
	if (is_own_file(file->path))
		l->failed = diag(l->diags, DIAG_ADDRESS_TAKEN,
				 POS_AT(&file->src, 0),
				 { "path", file->src.path },
				 { "other", pool_printf(l->pool, "/%.*s",
						STR_ARG(file->path)) });
}

static void read_file(struct loader *l, const struct snapshot_file *file)
{
	if (!file->text)
		read_other(l, file);
	if (!file->text || str_eqs(file->path, "site.yml"))
		return;
	if (str_eqs(file->path, "van-ban.yml"))
		read_documents(l, &file->src);
	else if (str_ends(file->path, STR(".md")))
		read_markdown(l, file);
	else
		diag(l->diags, DIAG_UNUSED_FILE, POS_AT(&file->src, 0),
		     { "path", file->path });
}

static int agency_order(const void *pa, const void *pb)
{
	const struct agency *a = *(struct agency *const *)pa;
	const struct agency *b = *(struct agency *const *)pb;

	return str_cmp(a->slug, b->slug);
}

/* Each folder with plans has an agency: told once, at its first plan. */
static void check_agencies(struct loader *l)
{
	for (size_t i = 0; i < l->s->nplans; i++) {
		const struct plan_file *plan = &l->s->plans[i];
		const struct source *src = plan->src;
		struct str above = src->path;
		void **told;

		if (sources_agency(l->s, plan->agency))
			continue;
		told = map_at(&l->told, plan->agency);
		if (*told)
			continue;
		*told = l;
		above = str_sub(above, 0, above.n - plan->path.n +
				(size_t)str_chr(plan->path, '/'));
		l->failed = diag(l->diags, DIAG_NO_AGENCY_FILE, POS_AT(src, 0),
				 { "path", pool_printf(l->pool, "%.*s/index.md",
						       STR_ARG(above)) });
	}
}

int sources_load(struct sources *out, struct pool *pool,
		 const struct snapshot *snapshot, struct diags *diags)
{
	struct loader l = {
		.s = out, .pool = pool, .diags = diags,
		.taken = MAP_INIT, .told = MAP_INIT
	};

	*out = (struct sources){ .snapshot = snapshot };
	read_site(&l);
	for (size_t i = 0; i < snapshot->n; i++)
		read_file(&l, &snapshot->files[i]);
	if (out->nagencies)
		qsort(out->agencies, out->nagencies, sizeof(*out->agencies),
		      agency_order);
	check_agencies(&l);
	if (site_check_authors(out, pool, diags))
		l.failed = -1;
	map_release(&l.taken);
	map_release(&l.told);
	return l.failed;
}

void sources_release(struct sources *s)
{
	map_release(&s->site.area_names);
	map_release(&s->document_keys);
	for (size_t i = 0; i < s->nagencies; i++)
		map_release(&s->agencies[i]->names);
}

struct str sources_path(const struct sources *s, const struct source *src)
{
	size_t folder = s->snapshot ? s->snapshot->folder.n : 0;

	return str_from(src->path, folder ? folder + 1 : 0);
}

struct agency *sources_agency(const struct sources *s, struct str slug)
{
	size_t low = 0, high = s->nagencies;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(s->agencies[middle]->slug, slug);

		if (!order)
			return s->agencies[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct document *sources_document(const struct sources *s,
					struct str number)
{
	struct pool *pool = pool_new();
	const struct document *d;

	d = map_get(&s->document_keys, docnum_key(pool, number));
	pool_free(pool);
	return d;
}
