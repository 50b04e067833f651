/* SPDX-License-Identifier: MIT */
/* redaction.c - covers texts in sections, records and commit summaries. */
#include "redaction.h"

#include <stdlib.h>

#include "buf.h"
#include "text.h"

/* A shorter text is no secret of its own: it would cover half the site. */
#define SCRUB_MIN 8

struct covering {
	struct history *h;
	struct pool *pool;
	const struct site *site;
	const struct redaction *r;
	int field;			/* enum field_id or change_field */
	struct str *texts;		/* that were covered */
	size_t ntexts, cap;
	bool matched;
};

/* ---- finding the place ------------------------------------------------- */

static int field_of(struct str name)
{
	for (int f = 0; f < NCHANGE_FIELDS; f++)
		if (change_field_name(f) && str_eqs(name, change_field_name(f)))
			return f;
	return SUBJECT_NONE;
}

static bool plan_named(const struct plan_line *plan, struct str address)
{
	ptrdiff_t slash = str_rchr(address, '/');

	if (slash > 0 && str_eq(str_sub(address, 0, (size_t)slash),
				plan->agency) &&
	    str_eq(str_from(address, (size_t)slash + 1), plan->slug))
		return true;
	for (size_t i = 0; i < plan->former.n; i++)
		if (str_eq(plan->former.v[i], address))
			return true;
	return false;
}

static bool item_named(const struct item_line *line, struct str name)
{
	return str_eq(line->slug, name) ||
	       str_eq(section_text(line->first, FIELD_ID), name) ||
	       (line->last && str_eq(section_text(line->last, FIELD_ID), name));
}

bool redaction_covers(const struct redaction *r, const struct plan_line *plan,
		      const struct item_line *item)
{
	if (!plan_named(plan, r->plan))
		return false;
	return item ? r->item.n && item_named(item, r->item) : !r->item.n;
}

/* ---- covering ---------------------------------------------------------- */

static void cover(struct covering *c, struct str *text)
{
	c->matched |= text->n > 0;
	if (!text->n || str_eq(*text, REDACTED))
		return;
	POOL_PUSH(c->pool, c->texts, c->ntexts, c->cap, *text);
	*text = REDACTED;
}

/* Sections are shared by versions; the history owns them. */
static void cover_section(struct covering *c, const struct section *shared)
{
	struct section *s = (struct section *)(intptr_t)shared;

	if (c->field < NFIELDS) {
		for (size_t i = 0; i < s->nfields; i++)
			if ((int)s->fields[i].id == c->field)
				cover(c, &s->fields[i].text);
		return;
	}
	switch (c->field) {
	case SUBJECT_TITLE:
	case SUBJECT_PLAN_TITLE:
		cover(c, &s->title);
		s->folded = (struct str){ "", 0 };
		break;
	case SUBJECT_PROSE:
		cover(c, &s->body);
		break;
	case SUBJECT_MILESTONES:
		for (size_t i = 0; i < s->nmilestones; i++)
			cover(c, &s->milestones[i].text);
		break;
	default:
		break;
	}
}

static void cover_node(struct covering *c, const struct node *node,
		       const struct item_line *line)
{
	if (!line) {
		for (size_t i = 0; i < node->version->nprose; i++)
			if (c->field == SUBJECT_PROSE)
				cover_section(c, node->version->prose[i].section);
		return;
	}
	for (size_t i = 0; i < node->version->nitems; i++)
		if (item_line_of(node->items[i]) == line)
			cover_section(c, node->version->items[i].section);
}

static bool before(const struct covering *c, size_t commit)
{
	return date_at(c->h->commits[commit].published, c->site->zone) <
	       c->r->until;
}

static void cover_versions(struct covering *c, const struct plan_line *plan,
			   const struct item_line *line)
{
	for (size_t k = 0; k < c->h->ncommits; k++) {
		const struct history_commit *commit = &c->h->commits[k];

		if (c->h->kind != HISTORY_NONE && !before(c, k))
			continue;
		for (size_t t = 0; t < commit->ntouched; t++) {
			const struct node *node = state_get(commit->state,
							    commit->touched[t]);

			if (node && plan_line_of(node->plan) == plan)
				cover_node(c, node, line);
		}
	}
}

/* A record's own text is of its commit, its "from" of an earlier one. */
static void cover_records(struct covering *c, const struct plan_line *plan,
			  const struct item_line *line)
{
	size_t n = line ? line->nrecords : plan->nrecords;
	const size_t *list = line ? line->records : plan->records;
	bool of_title = c->field == SUBJECT_TITLE;

	for (size_t i = 0; i < n; i++) {
		struct record *r = &c->h->records[list[i]];
		bool same = r->d.field == c->field ||
			    (of_title && r->d.field == SUBJECT_NONE);

		if (r->item != line || !same)
			continue;
		cover(c, &r->d.from);
		if (before(c, r->commit))
			cover(c, &r->d.to);
	}
}

/* Replace every occurrence of a covered text. */
static void scrub(struct covering *c, struct str *text)
{
	for (size_t i = 0; i < c->ntexts; i++) {
		struct str hidden = c->texts[i];
		struct buf out = BUF_INIT;
		struct str rest = *text;
		ptrdiff_t at;

		if (hidden.n < SCRUB_MIN || str_find(rest, hidden) < 0)
			continue;
		while ((at = str_find(rest, hidden)) >= 0) {
			buf_addstr(&out, str_sub(rest, 0, (size_t)at));
			buf_addstr(&out, REDACTED);
			rest = str_from(rest, (size_t)at + hidden.n);
		}
		buf_addstr(&out, rest);
		*text = pool_str(c->pool, buf_str(&out));
		buf_release(&out);
	}
}

static void cover_line(struct covering *c, struct plan_line *plan,
		       struct item_line *line)
{
	cover_versions(c, plan, line);
	cover_records(c, plan, line);
	if (line && c->field == SUBJECT_TITLE &&
	    str_eq(line->slug, text_slug(c->pool, line->slug, line->slug.n)) &&
	    !section_text(line->first, FIELD_ID).n)
		/* The address was made from the title. */
		line->slug = pool_printf(c->pool, "muc-%zu", line->serial + 1);
	for (size_t i = 0; i < c->h->ncommits; i++)
		scrub(c, &c->h->commits[i].summary);
}

static bool apply_one(struct covering *c)
{
	for (size_t p = 0; p < c->h->nplans; p++) {
		struct plan_line *plan = c->h->plans[p];

		if (plan->same != plan || !plan->node ||
		    !plan_named(plan, c->r->plan))
			continue;
		if (!c->r->item.n) {
			cover_line(c, plan, NULL);
			continue;
		}
		for (size_t i = 0; i < plan->nlines; i++)
			if (item_named(plan->lines[i], c->r->item))
				cover_line(c, plan, plan->lines[i]);
	}
	return c->matched;
}

int redactions_apply(struct history *h, struct pool *pool,
		     const struct site *site, struct diags *diags)
{
	int result = 0;

	for (size_t i = 0; i < site->nredactions; i++) {
		const struct redaction *r = &site->redactions[i];
		struct covering c = { .h = h, .pool = pool, .site = site,
				      .r = r, .field = field_of(r->field) };

		/* what only the history has is not there without it */
		if (c.field == SUBJECT_NONE ||
		    (!apply_one(&c) && h->kind == HISTORY_COMPLETE))
			result |= diag(diags, DIAG_REDACTION_UNMATCHED, r->pos,
				       { "plan", r->plan }, { "item", r->item },
				       { "field", r->field });
	}
	return result;
}
