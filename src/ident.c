/* SPDX-License-Identifier: MIT */
/* ident.c - UUIDs from what a thing first was. */
#include "ident.h"

#include "sha256.h"

/* Version 8 and the variant have fixed places; the rest is the hash's. */
static struct ident uuid(struct str seed)
{
	static const char variants[] = "89ab";
	char hex[SHA256_HEX + 1];
	struct ident id;
	size_t from = 0;

	sha256_hex(seed, hex);
	hex[12] = '8';
	hex[16] = variants[(hex[16] + (hex[16] >= 'a')) & 3];
	for (size_t i = 0; i < sizeof(id.text) - 1; i++)
		id.text[i] = i == 8 || i == 13 || i == 18 || i == 23 ?
			'-' : hex[from++];
	id.text[sizeof(id.text) - 1] = '\0';
	return id;
}

static void add_part(struct buf *seed, struct str part)
{
	buf_addstr(seed, part);
	buf_addc(seed, '\n');
}

static void add_commit(struct buf *seed, const struct history *h,
		       size_t commit)
{
	char hex[OID_HEX + 1];

	oid_hex(&h->commits[commit].id, hex);
	add_part(seed, str_of(hex));
}

static void begin(struct buf *seed, const struct model *m, const char *kind)
{
	const struct history *h = m->history;

	add_part(seed, STR("minhbach"));
	if (h->kind == HISTORY_COMPLETE && h->nline)
		add_commit(seed, h, h->line[0]);
	else
		add_part(seed, m->sources->site.title);
	add_part(seed, str_of(kind));
}

static struct ident finish(struct buf *seed)
{
	struct ident id = uuid(buf_str(seed));

	buf_release(seed);
	return id;
}

struct ident ident_of(const struct model *m, const char *kind, struct str what)
{
	struct buf seed = BUF_INIT;

	begin(&seed, m, kind);
	add_part(&seed, what);
	return finish(&seed);
}

/* ---- where things were first published --------------------------------- */

static void add_plan(struct buf *seed, const struct model *m,
		     const struct plan_line *plan)
{
	const struct history *h = m->history;

	for (size_t i = 0; i < plan->nrecords; i++) {
		const struct record *r = &h->records[plan->records[i]];

		if (!r->item && r->adopted && r->d.field == SUBJECT_PATH) {
			add_part(seed, r->d.from);
			return;
		}
	}
	add_part(seed, plan->node ? plan->node->path : plan->slug);
}

static void add_item(struct buf *seed, const struct model *m,
		     const struct item_line *item)
{
	const struct plan_line *plan =
		plan_line_of(item->nplans ? item->plans[0] : item->plan);
	struct str slug = item->slug;

	for (size_t i = 0; i < plan->narrivals; i++)
		if (item_line_of(plan->arrivals[i].line) == item) {
			slug = plan->arrivals[i].slug;
			break;
		}
	add_plan(seed, m, plan);
	add_part(seed, slug);
}

struct ident ident_plan(const struct model *m, const char *kind,
			const struct plan_line *plan)
{
	struct buf seed = BUF_INIT;

	begin(&seed, m, kind);
	add_plan(&seed, m, plan);
	return finish(&seed);
}

struct ident ident_item(const struct model *m, const char *kind,
			const struct item_line *item)
{
	struct buf seed = BUF_INIT;

	begin(&seed, m, kind);
	add_item(&seed, m, item);
	return finish(&seed);
}

static bool same_subject(const struct record *a, const struct record *b)
{
	return a->plan == b->plan && a->item == b->item &&
	       a->d.kind == b->d.kind && a->d.field == b->d.field &&
	       a->d.area == b->d.area;
}

/* Not by its place among the commit's records: that may come to be another
 * when the site's words for areas or units do. */
struct ident ident_record(const struct model *m, size_t record)
{
	const struct history *h = m->history;
	const struct record *r = &h->records[record];
	struct buf seed = BUF_INIT;
	size_t twins = 0;

	for (size_t i = h->commits[r->commit].first_record; i < record; i++)
		twins += same_subject(&h->records[i], r);
	begin(&seed, m, "change");
	add_commit(&seed, h, r->commit);
	if (r->item)
		add_item(&seed, m, item_line_of(r->item));
	else
		add_plan(&seed, m, plan_line_of(r->plan));
	add_part(&seed, str_of(change_kind_name(r->d.kind)));
	add_part(&seed, str_of(change_field_name(r->d.field)));
	add_part(&seed, r->d.area ? r->d.area->id : STR(""));
	if (twins)
		buf_addf(&seed, "%zu\n", twins);
	return finish(&seed);
}
