/* SPDX-License-Identifier: MIT */
/*
 * history_address.c - the addresses of plans and items.
 *
 * An item's is made when it comes to a plan, from its first published "Mã" or
 * title, and stays.  Reserved names, and those that several items claim at one
 * time, all get a piece of a hash; a later item never takes the address of one
 * that has its page there, but may take that of one that went elsewhere.
 */
#include "history_internal.h"

#include "buf.h"
#include "sha256.h"
#include "text.h"

#define SLUG_MAX 60

/* Names that pages below a plan have. */
static bool reserved(struct str slug)
{
	static const char *const names[] = { "index", "feed", "lich", "data",
					     "assets", "404" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eqs(slug, names[i]))
			return true;
	return false;
}

static struct str lower(struct pool *pool, struct str code)
{
	char *p = pool_cstr(pool, code);

	for (size_t i = 0; i < code.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return (struct str){ p, code.n };
}

/* Fit for an address as it is: letters and digits at both ends. */
static bool plain_code(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!ascii_alnum(code.p[i]) && code.p[i] != '-' &&
		    code.p[i] != '.')
			return false;
	return code.n && ascii_alnum(code.p[0]) &&
	       ascii_alnum(code.p[code.n - 1]);
}

/* The "Mã", else the title. */
static struct str plain_slug(struct builder *b, const struct item_line *line)
{
	struct str code = section_text(line->shown, FIELD_ID);

	if (plain_code(code))
		return lower(b->pool, code);
	return text_slug(b->pool, code.n ? code : line->shown->title, SLUG_MAX);
}

static struct str suffixed(struct builder *b, const struct item_line *line,
			   struct str slug, size_t again)
{
	struct str identity = pool_printf(b->pool, "%.*s|%.*s|%zu",
		STR_ARG(section_text(line->shown, FIELD_ID)),
		STR_ARG(line->shown->folded), again);
	char hex[65];

	sha256_hex(identity, hex);
	return pool_printf(b->pool, "%.*s%s%.6s", STR_ARG(slug),
			   slug.n ? "-" : "", hex);
}

/* Does another item have its page there at that time? */
static bool is_taken(const struct map *given, struct str slug, size_t commit)
{
	const struct arrival *other = map_get(given, slug);

	return other && other->left > commit;
}

/* The items that came to a plan with one commit: [from, to). */
static void address_cohort(struct builder *b, struct plan_line *plan,
			   size_t from, size_t to, struct map *given)
{
	struct map claims = MAP_INIT;

	for (size_t i = from; i < to; i++) {
		struct arrival *a = &plan->arrivals[i];
		void **n;

		a->slug = plain_slug(b, a->line);
		n = map_at(&claims, a->slug);
		*n = (void *)((uintptr_t)*n + 1);
	}
	for (size_t i = from; i < to; i++) {
		struct arrival *a = &plan->arrivals[i];
		struct str slug = a->slug;
		size_t again = 0;

		if (!slug.n || reserved(slug) ||
		    (uintptr_t)map_get(&claims, slug) > 1)
			a->slug = suffixed(b, a->line, slug, again++);
		while (is_taken(given, a->slug, a->commit))
			a->slug = suffixed(b, a->line, slug, again++);
		map_put(given, a->slug, a);
	}
	map_release(&claims);
}

static void add_former(struct builder *b, struct strs *list, struct str address)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], address))
			return;
	POOL_PUSH(b->pool, list->v, list->n, list->cap, address);
}

static void address_items(struct builder *b, struct plan_line *plan)
{
	struct map given = MAP_INIT;
	size_t to;

	for (size_t from = 0; from < plan->narrivals; from = to) {
		for (to = from; to < plan->narrivals &&
				plan->arrivals[to].commit ==
					plan->arrivals[from].commit;)
			to++;
		address_cohort(b, plan, from, to, &given);
	}
	map_release(&given);
	for (size_t i = 0; i < plan->narrivals; i++)
		if (plan->arrivals[i].left == SIZE_MAX)
			plan->arrivals[i].line->slug = plan->arrivals[i].slug;
	for (size_t i = 0; i < plan->narrivals; i++) {
		struct arrival *a = &plan->arrivals[i];

		if (a->line->plan != plan || !str_eq(a->slug, a->line->slug))
			add_former(b, &a->line->former, pool_printf(b->pool,
				"%.*s/%.*s/%.*s", STR_ARG(plan->agency),
				STR_ARG(plan->slug), STR_ARG(a->slug)));
	}
}

static struct str address_of(struct builder *b, struct str path)
{
	struct str agency, slug;

	if (!plan_address(b->pool, path, &agency, &slug))
		return (struct str){ NULL, 0 };
	return pool_printf(b->pool, "%.*s/%.*s", STR_ARG(agency),
			   STR_ARG(slug));
}

void history_address(struct builder *b, struct plan_line *plan)
{
	struct str now = address_of(b, plan->node->path);

	plan_address(b->pool, plan->node->path, &plan->agency, &plan->slug);
	for (size_t i = 0; i < plan->nrecords; i++) {
		const struct record *r = &b->h->records[plan->records[i]];
		struct str before;

		if (r->item || !r->adopted || r->d.field != SUBJECT_PATH)
			continue;
		before = address_of(b, r->d.from);
		if (!str_eq(before, now))
			add_former(b, &plan->former, before);
	}
	address_items(b, plan);
}
