/* SPDX-License-Identifier: MIT */
/*
 * page_sheet.h - one page in the making: what all pages have in common.
 *
 * The names of values are a contract with the themes' templates.
 */
#ifndef PAGE_SHEET_H
#define PAGE_SHEET_H

#include "page.h"
#include "report.h"
#include "sentence.h"
#include "value.h"

#define PAGE_ROWS 200		/* a longer list goes on by agency */

struct item_list {
	struct item_view **v;
	size_t n, cap;
};

/* What all pages share, made once. */
struct pages {
	const struct page_context *context;
	const struct model *model;
	const struct site *site;
	struct pool *pool;
	size_t *records;		/* of published plans, latest first */
	size_t nrecords;
	struct item_list *areas;	/* by area: items of plans in force,
					   tombstones too */
	struct item_list *ended;	/* by area: items of live plans that
					   ended or were replaced */
	struct item_list criteria;	/* of live plans that stand */
	int64_t most_points;		/* of one of them: the common scale */
	struct item_list indices, targets;
	struct period *periods;		/* each has a page */
	/* For summaries: */
	struct report *reports;		/* of each period */
	const struct str *events;	/* of calendars */
	size_t nreports;
	struct map leads, supports;	/* "agency/unit" -> struct item_list * */
	struct map addresses;		/* of live pages -> any */
	const struct stage_file *files;	/* of open data, written already */
	size_t nfiles;
	struct sitemap *sitemap;
	const struct catalogue *catalogue;	/* all that search finds */
};

/* On the way from home to a page. */
struct crumb {
	struct str title, address;
};

#define CRUMBS_MAX 8

/* A page in the making; everything is in the page's own pool. */
struct sheet {
	const struct pages *pages;
	const struct model *model;
	struct pool *pool;
	struct diags *diags;		/* of the thread */
	struct buf *out;
	struct value *data, *page;
	struct linker links;
	struct speech html, text;
	const char *kind;
	struct str address;		/* "linh-vuc/the-che"; "" is home */
	struct str absolute;		/* the site's path on its server, where
					   relative addresses do not do (404) */
	struct crumb crumbs[CRUMBS_MAX];
	size_t ncrumbs;
	struct str ld;			/* its main thing as JSON-LD, or empty */
	size_t changed;			/* the commit of sheet_provenance() */
	bool unlisted;			/* not for search engines */
	int failed;
};

/* Begin the page of an address; `kind` names its template. */
void sheet_open(struct sheet *s, const char *kind, struct str address);
void sheet_title(struct sheet *s, struct str title, struct str description);
/* The way to the page from home; the last one is the page itself. */
void sheet_crumb(struct sheet *s, struct str title, struct str address);
void sheet_notice(struct sheet *s, const char *kind, struct str text);
void sheet_notice_html(struct sheet *s, const char *kind, struct str html);
/* What was taken down from an item, or (NULL) from the plan's own text. */
void sheet_redactions(struct sheet *s, const struct plan_line *plan,
		      const struct item_line *item);
/* The as-of date and the built commit. */
void sheet_dated(struct sheet *s);
/* Whom to ask about what the page shows. */
void sheet_contact(struct sheet *s, const struct agency *agency);
/* Which commit last changed what the page shows (SIZE_MAX: not known), its
 * source in the repository, its JSON twin (either may be empty). */
void sheet_provenance(struct sheet *s, size_t commit, struct str source,
		      struct str json);
/* Render and write "<address>/index.html", or another file. */
void sheet_close(struct sheet *s);
void sheet_close_as(struct sheet *s, struct str path);

/* The address of a page as this page links to it. */
struct str sheet_url(const struct sheet *s, struct str address);
/* The same, of a page or a file, as it is known elsewhere: after base_url, if
 * the site has one. */
struct str sheet_public_url(const struct sheet *s, struct str address);
struct str sheet_public_file(const struct sheet *s, struct str path);
/* What search engines read of the page (page_ld.c), when it is closed. */
void sheet_ld(struct sheet *s);

/* Values: an empty text, DATE_NONE and 0 leave the key out. */
static inline void put(struct sheet *s, struct value *map, const char *key,
		       struct str text)
{
	if (text.n)
		value_set_str(s->pool, map, key, text);
}

static inline void put_count(struct sheet *s, struct value *map,
			     const char *key, size_t n)
{
	if (n)
		value_set_int(s->pool, map, key, (long long)n);
}

static inline void put_true(struct sheet *s, struct value *map,
			    const char *key, bool truth)
{
	if (truth)
		value_set_bool(s->pool, map, key, true);
}

void put_date(struct sheet *s, struct value *map, const char *key, int32_t day);
struct value *put_link(struct sheet *s, struct value *map, const char *key,
		       struct str title, struct str address);
/* A list, and "has_<key>" once something is in it. */
struct value *put_list(struct sheet *s, struct value *map, const char *key);
void seal_list(struct sheet *s, struct value *map, const char *key);
/* The same for a list within a line: each but the last gets "more". */
void seal_line(struct sheet *s, struct value *map, const char *key);

/* A source's Markdown as HTML; `from` is its path below the content folder. */
struct str sheet_markdown(struct sheet *s, struct str text, struct str from,
			  int shift);
/* The same for a page's whole text, whose headings can be linked to; the
 * highest becomes one of `level`. */
struct str sheet_document(struct sheet *s, struct str text, struct str from,
			  int level);
/* One field's value: inline Markdown, or text with its documents linked. */
struct str sheet_inline(struct sheet *s, struct str text, struct str from);
struct str sheet_text(struct sheet *s, struct str text, bool strict);
struct str sheet_escape(struct sheet *s, struct str text);
struct str sheet_words(struct sheet *s, const char *key);

/* The latest adopted commit among an item's (a plan's) records, else that
 * of its arrival. */
size_t item_commit(const struct model *m, const struct item_view *item);
size_t plan_commit(const struct model *m, const struct plan_view *plan);
/* The later of two commits by publication; SIZE_MAX is none. */
size_t later_commit(const struct model *m, size_t a, size_t b);

#endif
