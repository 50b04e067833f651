/* SPDX-License-Identifier: MIT */
/* trend.c - counts tasks at the ends of months. */
#include "trend.h"

#include "json_write.h"

/* ---- months ------------------------------------------------------------ */

static void list_months(struct trends *t, const struct model *m)
{
	int32_t first = date_at(m->first_published, m->sources->site.zone);
	struct period month = period_at(PERIOD_KIND_MONTH, first, 0);
	struct period last = period_at(PERIOD_KIND_MONTH, m->as_of, 0);
	struct period earliest = period_add(last, 1 - TREND_MONTHS);

	if (m->history->kind == HISTORY_NONE || !m->history->nline)
		return;
	if (period_cmp(month, earliest) < 0)
		month = earliest;
	for (; period_cmp(month, last) <= 0; month = period_add(month, 1)) {
		int32_t end = period_end(month, 0);

		t->months[t->n] = month;
		t->days[t->n++] = end < m->as_of ? end : m->as_of;
	}
}

/* ---- counting ---------------------------------------------------------- */

struct counting {
	struct trends *t;
	const struct model *m;
	const size_t *agency_of;	/* plan serial -> index + 1 */
	size_t month;
};

static void count(struct trend_point *p, const struct standing *s)
{
	enum rating_group group = rating_group(s->rating.rating);

	p->tasks++;
	p->done += group == GROUP_DONE;
	p->open += group != GROUP_DONE && group != GROUP_ENDED;
	p->overdue += standing_overdue(s);
}

static void see(const struct standing *s, void *arg)
{
	const struct counting *c = arg;
	struct trends *t = c->t;
	size_t agency = c->agency_of[s->plan->serial];

	if (!s->in_force || !(s->facts->kinds & KIND_TASK))
		return;
	count(&t->site[c->month], s);
	count(&t->areas[s->area->index * t->n + c->month], s);
	if (agency)
		count(&t->agencies[(agency - 1) * t->n + c->month], s);
}

static size_t agency_index(const struct sources *sources, struct str slug)
{
	for (size_t i = 0; i < sources->nagencies; i++)
		if (str_eq(sources->agencies[i]->slug, slug))
			return i + 1;
	return 0;
}

/* A plan counts where it stands now. */
static size_t *find_agencies(struct pool *pool, const struct model *m)
{
	const struct history *h = m->history;
	size_t *of = POOL_ARRAY(pool, size_t, h->nplans + 1);

	for (size_t i = 0; i < h->nplans; i++)
		of[i] = agency_index(m->sources,
				     plan_line_of(h->plans[i])->agency);
	return of;
}

void trends_build(struct trends *out, struct pool *pool,
		  struct standing_cache *cache, const struct model *m)
{
	const struct site *site = &m->sources->site;
	struct counting c = { .t = out, .m = m };

	*out = (struct trends){ .nareas = site->nareas,
				.nagencies = m->sources->nagencies };
	list_months(out, m);
	if (!out->n)
		return;
	c.agency_of = find_agencies(pool, m);
	out->site = POOL_ARRAY(pool, struct trend_point, out->n);
	out->areas = POOL_ARRAY(pool, struct trend_point,
				out->n * out->nareas);
	out->agencies = POOL_ARRAY(pool, struct trend_point,
				   out->n * out->nagencies);
	for (c.month = 0; c.month < out->n; c.month++)
		standings_each(cache, m->history, site, out->days[c.month],
			       see, &c);
}

/* ---- series ------------------------------------------------------------ */

const struct trend_point *trend_area(const struct trends *t,
				     const struct area *area)
{
	return t->n ? &t->areas[area->index * t->n] : NULL;
}

const struct trend_point *trend_agency(const struct trends *t,
				       const struct model *m,
				       const struct agency *agency)
{
	size_t i = agency_index(m->sources, agency->slug);

	return t->n && i ? &t->agencies[(i - 1) * t->n] : NULL;
}

bool trend_tells(const struct trends *t, const struct trend_point *points)
{
	for (size_t i = 0; points && t->n > 1 && i < t->n; i++)
		if (points[i].tasks)
			return true;
	return false;
}

/* ---- data/trend.json --------------------------------------------------- */

static void write_series(struct json *j, const char *key,
			 const struct trends *t,
			 const struct trend_point *points)
{
	json_array(j, key, JSON_LINES);
	for (size_t i = 0; i < t->n; i++) {
		json_object(j, NULL, JSON_FLAT);
		json_date(j, "date", t->days[i]);
		json_int(j, "tasks", (long long)points[i].tasks);
		json_int(j, "open", (long long)points[i].open);
		json_int(j, "done", (long long)points[i].done);
		json_int(j, "overdue", (long long)points[i].overdue);
		json_end(j);
	}
	json_end(j);
}

/* One of a list; those that never had a task are left out. */
static void write_part(struct json *j, const struct trends *t, struct str id,
		       const struct trend_point *points)
{
	size_t tasks = 0;

	for (size_t i = 0; i < t->n; i++)
		tasks += points[i].tasks;
	if (!tasks)
		return;
	json_object(j, NULL, JSON_LINES);
	json_string(j, "id", id);
	write_series(j, "months", t, points);
	json_end(j);
}

void trend_json(struct buf *out, const struct trends *t, const struct model *m)
{
	const struct site *site = &m->sources->site;
	struct json j = json_begin(out);

	json_object(&j, NULL, JSON_LINES);
	json_int(&j, "format", 1);
	json_text(&j, "commit", m->head_hex);
	json_date(&j, "as_of", m->as_of);
	write_series(&j, "site", t, t->site);
	json_array(&j, "areas", JSON_LINES);
	for (size_t i = 0; t->n && i < t->nareas; i++)
		write_part(&j, t, site->areas[i].id, &t->areas[i * t->n]);
	json_end(&j);
	json_array(&j, "agencies", JSON_LINES);
	for (size_t i = 0; t->n && i < t->nagencies; i++)
		write_part(&j, t, m->sources->agencies[i]->slug,
			   &t->agencies[i * t->n]);
	json_end(&j);
	json_end(&j);
}

int trend_write(struct stage *stage, const struct trends *t,
		const struct model *m)
{
	struct buf out = BUF_INIT;
	int result = 0;

	if (t->n) {
		trend_json(&out, t, m);
		result = stage_write(stage, STR("data/trend.json"),
				     buf_str(&out));
	}
	buf_release(&out);
	return result;
}
