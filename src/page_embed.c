/* SPDX-License-Identifier: MIT */
/*
 * page_embed.c - small pages for an <iframe> on another site, and the lines
 * that put them there.
 */
#include "escape.h"
#include "feed.h"
#include "page_jobs.h"

#define EMBED_LATE 5
#define EMBED_RECENT 5
#define EMBED_WIDTH 640		/* pixels, where styles are not allowed */
#define EMBED_HEIGHT 640	/* the beginning of both lists shows */

/* An agency that is named as an area is goes one folder down. */
static struct str embed_address(struct sheet *s, const struct area *area,
				const struct agency *agency)
{
	if (area)
		return pool_printf(s->pool, "nhung/%.*s", STR_ARG(area->id));
	if (!agency)
		return STR("nhung");
	return pool_printf(s->pool, site_area_by_id(s->pages->site,
						    agency->slug) ?
			   "nhung/co-quan/%.*s" : "nhung/%.*s",
			   STR_ARG(agency->slug));
}

static struct str full_address(struct sheet *s, const struct area *area,
			       const struct agency *agency)
{
	if (area)
		return pool_printf(s->pool, "linh-vuc/%.*s", STR_ARG(area->id));
	if (agency)
		return pool_printf(s->pool, "co-quan/%.*s",
				   STR_ARG(agency->slug));
	return STR("");
}

static struct str title_of(const struct sheet *s, const struct area *area,
			   const struct agency *agency)
{
	return area ? area->title : agency ? agency->name :
	       s->pages->site->title;
}

/* ---- the lines to copy ------------------------------------------------- */

/* Another site needs the whole address; without a base_url its place is
 * marked, to be filled in by hand. */
static struct str embed_src(struct sheet *s, struct str address)
{
	struct str base = s->pages->site->base_url;
	struct str path = link_page(s->pool, STR(""), address);

	if (!base.n)
		base = sheet_words(s, "embed.placeholder");
	return POOL_JOIN(s->pool, base, path);
}

static void add_attribute(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, " %s=\"", name);
	escape_html(out, value);
	buf_addc(out, '"');
}

void put_embed(struct sheet *s, const struct area *area,
	       const struct agency *agency)
{
	struct str address = embed_address(s, area, agency);
	struct value *map = value_add_map(s->pool, s->data, "embed");
	struct buf code = BUF_INIT;

	buf_adds(&code, "<iframe");
	add_attribute(&code, "src", embed_src(s, address));
	add_attribute(&code, "title", speak(&s->text, "embed.title",
		{ "of", title_of(s, area, agency) },
		{ "site", area || agency ? s->pages->site->title :
					   STR("") }));
	buf_addf(&code, " width=\"%d\" height=\"%d\" loading=\"lazy\" "
		 "style=\"width: 100%%; border: 0\"></iframe>", EMBED_WIDTH,
		 EMBED_HEIGHT);
	value_set_str(s->pool, map, "code",
		      pool_str(s->pool, buf_str(&code)));
	value_set_str(s->pool, map, "url", sheet_url(s, address));
	put_true(s, map, "unplaced", !s->pages->site->base_url.n);
	buf_release(&code);
}

/* ---- the page ---------------------------------------------------------- */

static void count(struct sheet *s, struct tally *t, const struct area *area,
		  const struct agency *agency, size_t *commit)
{
	const struct pages *p = s->pages;

	for (size_t i = 0; i < p->site->nareas; i++) {
		if (area && area->index != i)
			continue;
		count_items(t, s->model, &p->areas[i], agency);
		*commit = later_commit(s->model, *commit,
			list_commit(s->model, &p->areas[i], agency));
	}
}

static void put_late(struct sheet *s, const struct area *area,
		     const struct agency *agency)
{
	const struct pages *p = s->pages;
	struct item_list late = late_items(s,
		area ? &p->areas[area->index] : p->areas,
		area ? 1 : p->site->nareas, agency);
	struct value *rows = put_list(s, s->data, "late");

	for (size_t i = 0; i < late.n && i < EMBED_LATE; i++)
		row_task(s, rows, late.v[i], agency ? ROW_TODAY :
			 ROW_AGENCY | ROW_TODAY);
	seal_list(s, s->data, "late");
	put_count(s, s->data, "late_count", late.n);
}

/* Told as text: a link to a document would open within the frame. */
static void put_changes(struct sheet *s,
			bool (*wanted)(const struct record *, const void *),
			const void *what)
{
	const struct history *h = s->model->history;
	struct value *list = put_list(s, s->data, "recent");

	for (size_t i = 0; i < s->pages->nrecords &&
			   list->list.n < EMBED_RECENT; i++) {
		size_t at = s->pages->records[i];
		const struct record *r = &h->records[at];
		struct value *row;

		if (!feed_tells(h, r) || (wanted && !wanted(r, what)))
			continue;
		row_change(s, list, at, ROW_ITEM | ROW_PLAN | ROW_DATE);
		row = list->list.items[list->list.n - 1];
		put(s, row, "sentence", sentence_full(&s->text, r));
	}
	seal_list(s, s->data, "recent");
}

void page_embed(struct sheet *s, const struct page_job *job)
{
	const struct area *area = job->what;
	const struct agency *agency = job->part;
	const void *what[] = { s->pages, area ? (const void *)area : agency };
	struct str full = full_address(s, area, agency);
	struct tally t = { 0 };
	size_t commit = SIZE_MAX;

	sheet_open(s, "embed", embed_address(s, area, agency));
	s->unlisted = true;	/* the full page is the one to be found */
	sheet_title(s, title_of(s, area, agency), STR(""));
	if (s->pages->site->base_url.n)
		value_set_str(s->pool, s->page, "canonical_url",
			      sheet_public_url(s, full));
	put(s, s->data, "full_url", sheet_url(s, full));
	put(s, s->data, "home_url", sheet_url(s, STR("")));
	sheet_dated(s);
	count(s, &t, area, agency, &commit);
	put_tally(s, s->data, &t);
	put_late(s, area, agency);
	put_changes(s, area ? record_of_area : agency ? record_of_agency : NULL,
		    what);
	sheet_provenance(s, commit, STR(""), STR(""));
	sheet_close(s);
}
