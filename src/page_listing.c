/* SPDX-License-Identifier: MIT */
/* page_listing.c - the A-Z index, and tasks by rating and by deadline. */
#include "page_catalogue.h"
#include "text.h"

#define PART_TITLE 40		/* characters of the first entry of a part */

/* Part 1 stands at the list's own address, part 2 below it. */
static struct str part_address(struct sheet *s, const struct listing *l,
			       size_t part)
{
	if (!part)
		return l->address;
	return pool_printf(s->pool, "%.*s/%zu", STR_ARG(l->address), part + 1);
}

static struct str part_title(struct sheet *s, const struct listing *l,
			     size_t part)
{
	size_t at = part * PAGE_ROWS;

	return text_shortened(s->pool, l->kind == LISTING_LETTER ?
			      l->entries[at]->title : l->items[at]->short_title,
			      PART_TITLE);
}

/* A part's place among the parts: its number and how it begins. */
static struct value *put_part(struct sheet *s, struct value *map,
			      const char *key, const struct listing *l,
			      size_t part)
{
	return put_link(s, map, key, speak(&s->text, "search.part",
			{ "number", speak_number(&s->text,
						 (long long)part + 1) },
			{ "first", part_title(s, l, part) }),
			sheet_url(s, part_address(s, l, part)));
}

/* The first part leads to all, each other one to its neighbours. */
static void put_parts(struct sheet *s, const struct listing *l, size_t part)
{
	size_t parts = (l->n + PAGE_ROWS - 1) / PAGE_ROWS;
	struct value *list = put_list(s, s->data, "parts");

	for (size_t i = 1; i < parts && !part; i++) {
		struct value *row = value_push(s->pool, list,
					       value_map(s->pool));

		put_part(s, row, "part", l, i);
	}
	seal_list(s, s->data, "parts");
	if (part)
		put_part(s, s->data, "previous", l, part - 1);
	if (part + 1 < parts)
		put_part(s, s->data, "next", l, part + 1);
}

static void put_rows(struct sheet *s, const struct listing *l, size_t from)
{
	bool letter = l->kind == LISTING_LETTER;
	const char *key = letter ? "entries" : "tasks";
	struct value *list = put_list(s, s->data, key);

	for (size_t i = from; i < l->n && i < from + PAGE_ROWS; i++)
		if (letter)
			row_entry(s, list, l->entries[i]);
		else
			row_task(s, list, l->items[i], ROW_AGENCY);
	seal_list(s, s->data, key);
}

static size_t commit_of(const struct sheet *s, const struct listing *l,
			size_t from)
{
	size_t commit = SIZE_MAX;

	for (size_t i = from; l->items && i < l->n && i < from + PAGE_ROWS; i++)
		commit = later_commit(s->model, commit,
				      item_commit(s->model, l->items[i]));
	return commit;
}

void page_listing(struct sheet *s, const struct page_job *job)
{
	static const char *const keys[NLISTINGS] = {
		[LISTING_LETTER] = "search.letter",
		[LISTING_RATING] = "search.rating",
		[LISTING_DEADLINE] = "search.deadline",
	};
	const struct listing *l = job->what;
	size_t part = job->from / PAGE_ROWS;
	struct str title;

	sheet_open(s, "search_list", part_address(s, l, part));
	title = speak(&s->text, keys[l->kind],
		      { "what", listing_title(s, l) });
	sheet_title(s, part ? pool_printf(s->pool, "%.*s, %zu", STR_ARG(title),
					  part + 1) : title,
		    sheet_words(s, "search.description"));
	sheet_crumb(s, sheet_words(s, "nav.search"), STR("tim-kiem"));
	sheet_crumb(s, title, l->address);
	if (part)
		sheet_crumb(s, speak_number(&s->text, (long long)part + 1),
			    s->address);
	put_count(s, s->data, "count", l->n);
	put_rows(s, l, job->from);
	put_parts(s, l, part);
	sheet_provenance(s, commit_of(s, l, job->from), STR(""),
			 STR("data/site.json"));
	sheet_close(s);
}

size_t catalogue_jobs(const struct pages *p, struct page_job **jobs)
{
	const struct catalogue *c = p->catalogue;
	bool few = c->n <= PAGE_ROWS;	/* the search page has all letters */
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < c->nlistings; i++) {
		const struct listing *l = &c->listings[i];

		if (few && l->kind == LISTING_LETTER)
			continue;
		for (size_t from = 0; from < l->n; from += PAGE_ROWS)
			POOL_PUSH(p->pool, *jobs, n, cap, (struct page_job){
				.make = page_listing, .what = l,
				.from = from });
	}
	return n;
}
