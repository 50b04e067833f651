/* SPDX-License-Identifier: MIT */
/* page_change.c - records of the history as rows. */
#include "page_rows.h"
#include "worddiff.h"

#define DIFF_WIDTH 4000		/* bytes of a value that are compared */

struct str commit_anchor(struct sheet *s, const struct history_commit *c)
{
	char hex[OID_HEX + 1];

	oid_hex(&c->id, hex);
	return pool_str(s->pool, str_of(hex));
}

struct str day_address(struct pool *pool, int32_t day)
{
	struct buf iso = BUF_INIT;
	struct str address;

	date_iso(&iso, day);
	address = POOL_JOIN(pool, STR("thay-doi/"), buf_str(&iso));
	buf_release(&iso);
	return address;
}

static struct str change_anchor(struct sheet *s, size_t record)
{
	const struct history *h = s->model->history;
	const struct history_commit *c = &h->commits[h->records[record].commit];
	size_t no = record - c->first_record + 1;

	return POOL_JOIN(s->pool, commit_anchor(s, c), STR("-"),
			 pool_int(s->pool, (long long)no));
}

struct str change_url(struct sheet *s, size_t record)
{
	const struct record *r = &s->model->history->records[record];

	return link_anchor(s->pool, s->links.from,
			   day_address(s->pool, model_day(s->model, r)),
			   change_anchor(s, record));
}

static void put_commit_of(struct sheet *s, struct value *row,
			  const struct history_commit *c)
{
	char hex[OID_HEX + 1];

	oid_hex(&c->id, hex);
	put(s, row, "commit_short",
	    pool_str(s->pool, str_sub(str_of(hex), 0, 7)));
	put(s, row, "author", model_author(s->model, c));
}

void put_commit_link(struct sheet *s, struct value *row, size_t commit,
		     int32_t day)
{
	const struct history_commit *c = &s->model->history->commits[commit];

	value_set_str(s->pool, row, "url",
		      link_anchor(s->pool, s->links.from,
				  day_address(s->pool, day),
				  commit_anchor(s, c)));
	put_commit_of(s, row, c);
}

/* The words before and after, where the sentence has not all of them. */
static void put_diff(struct sheet *s, struct value *row,
		     const struct record *r)
{
	struct buf b = BUF_INIT;

	if (!sentence_cuts(r) || !(r->d.from.n && r->d.to.n))
		return;
	worddiff_html(&b, str_sub(r->d.from, 0, DIFF_WIDTH),
		      str_sub(r->d.to, 0, DIFF_WIDTH),
		      speak_word(&s->html, "change.from", NULL),
		      speak_word(&s->html, "change.to", NULL));
	put(s, row, "diff_html", pool_str(s->pool, buf_str(&b)));
	buf_release(&b);
}

static void put_place(struct sheet *s, struct value *row,
		      const struct record *r, unsigned parts)
{
	const struct item_view *item = r->item ?
		s->model->by_line[r->item->serial] : NULL;
	const struct plan_view *plan = s->model->by_plan[r->plan->serial];
	const struct area *area = item ? item->area : r->d.area;

	if (parts & ROW_ITEM && item)
		put_link(s, row, "item", item->short_title, item_url(s, item));
	if (parts & ROW_PLAN && plan)
		put_plan(s, row, plan);
	if (parts & ROW_AGENCY && plan)
		put_agency(s, row, plan->agency);
	if (parts & ROW_ITEM && area)
		put_link(s, row, "area", area->title,
			 sheet_url(s, pool_printf(s->pool, "linh-vuc/%.*s",
						  STR_ARG(area->id))));
	put_true(s, row, "has_place", parts & (ROW_ITEM | ROW_PLAN));
}

static bool same_text(struct value *a, struct value *b, const char *key,
		      const char *part)
{
	struct value *x = value_get(a, str_of(key));
	struct value *y = value_get(b, str_of(key));

	if (part) {
		x = x ? value_get(x, str_of(part)) : NULL;
		y = y ? value_get(y, str_of(part)) : NULL;
	}
	if (!x || !y)
		return x == y;
	return str_eq(x->text, y->text);
}

/* What the row above has said already: the day; and of which thing, in which
 * commit.  An amendment stands by itself. */
static void put_above(struct sheet *s, struct value *list, struct value *row)
{
	struct value *above;
	bool day;

	if (list->list.n < 2)
		return;
	above = list->list.items[list->list.n - 2];
	day = same_text(above, row, "date", "iso");
	put_true(s, row, "same_day", day && value_get(row, STR("date")));
	put_true(s, row, "again", day &&
		 same_text(above, row, "class", NULL) &&
		 !value_get(row, STR("is_amendment")) &&
		 same_text(above, row, "commit_short", NULL) &&
		 same_text(above, row, "item", "url") &&
		 same_text(above, row, "plan", "url"));
}

void row_change(struct sheet *s, struct value *list, size_t record,
		unsigned parts)
{
	const struct history *h = s->model->history;
	const struct record *r = &h->records[record];
	struct value *row = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, row, "sentence_html",
		      sentence_record(&s->html, r));
	put(s, row, "authority_html", sentence_authority(&s->html, r));
	if (parts & ROW_DATE)
		put_date(s, row, "date", model_day(s->model, r));
	value_set_str(s->pool, row, "class",
		      str_of(change_class_name(r->d.class)));
	put(s, row, "class_text", speak_word(&s->text, "class",
					     change_class_name(r->d.class)));
	value_set_str(s->pool, row, "kind",
		      str_of(change_kind_name(r->d.kind)));
	put_true(s, row, "is_editorial", r->d.class == CLASS_EDITORIAL);
	put_true(s, row, "is_amendment", r->d.class == CLASS_AMENDMENT);
	put_true(s, row, "is_correction", r->d.class == CLASS_CORRECTION);
	if (r->d.regressed) {
		value_set_bool(s->pool, row, "regressed", true);
		put(s, row, "regressed_text",
		    sheet_words(s, "change.regressed"));
	}
	if (!r->adopted)
		put(s, row, "not_adopted",
		    sheet_words(s, "change.not_adopted"));
	if (r->d.has_days)
		value_set_int(s->pool, row, "days", r->d.days);
	if (parts & ROW_ANCHOR)
		value_set_str(s->pool, row, "anchor", change_anchor(s, record));
	else
		value_set_str(s->pool, row, "url", change_url(s, record));
	if (!(parts & ROW_ANCHOR))
		put_commit_of(s, row, &h->commits[r->commit]);
	put_place(s, row, r, parts);
	put_diff(s, row, r);
	put_above(s, list, row);
}

void put_recent(struct sheet *s, const char *key, size_t max, unsigned parts,
		bool (*wanted)(const struct record *, const void *),
		const void *what)
{
	const struct history *h = s->model->history;
	struct value *list = put_list(s, s->data, key);

	for (size_t i = 0; i < s->pages->nrecords && list->list.n < max; i++) {
		size_t at = s->pages->records[i];
		const struct record *r = &h->records[at];

		if (r->d.class == CLASS_EDITORIAL || !r->adopted ||
		    record_told_beside(h, r) || (wanted && !wanted(r, what)))
			continue;
		row_change(s, list, at, parts);
	}
	seal_list(s, s->data, key);
	if (h->kind != HISTORY_NONE)
		put(s, s->data, "changes_url", sheet_url(s, STR("thay-doi")));
}
