/* SPDX-License-Identifier: MIT */
/* data_site.c - data/site.json, and the writing of all data files. */
#include "data.h"
#include "schemas_data.h"

/* ---- what the parts share ---------------------------------------------- */

struct str data_plan_id(const struct plan_view *plan)
{
	return str_from(plan->address, (size_t)str_chr(plan->address, '/') + 1);
}

struct str data_url(struct pool *pool, struct str address)
{
	return pool_printf(pool, "%.*s/index.html", STR_ARG(address));
}

void data_moment(struct buf *out, const struct model *m, int64_t when)
{
	date_rfc3339(out, when, m->sources->site.zone);
}

void data_published(struct buf *out, const struct model *m, size_t commit)
{
	if (commit != SIZE_MAX)
		data_moment(out, m, m->history->commits[commit].published);
}

void data_json_published(struct json *j, const char *key,
			 const struct model *m, size_t commit)
{
	struct buf text = BUF_INIT;

	data_published(&text, m, commit);
	json_text(j, key, buf_str(&text));
	buf_release(&text);
}

void data_number(struct buf *out, int64_t millionths)
{
	number_show(out, millionths, '.');
}

static const char *history_name(enum history_state kind)
{
	static const char *const names[] = {
		[HISTORY_COMPLETE] = "complete", [HISTORY_SHALLOW] = "shallow",
		[HISTORY_NONE] = "none",
	};

	return names[kind];
}

bool data_has_file(const struct model *m, size_t i)
{
	return !i || !str_eq(m->by_address[i - 1]->address,
			     m->by_address[i]->address);
}

/* ---- counts ------------------------------------------------------------ */

void data_count_item(struct data_counts *c, const struct model *m,
		     const struct item_view *item)
{
	c->items += !item->removed;
	tally_add(&c->tally, m, item);
}

void data_count_record(struct data_counts *c, const struct record *r)
{
	c->changes += r->adopted;
	c->amendments += r->adopted && r->d.class == CLASS_AMENDMENT;
}

/* Those of a rating that nothing has are left out. */
static void write_ratings(struct json *j, const struct tally *t)
{
	json_object(j, "ratings", JSON_FLAT);
	for (enum rating r = 0; r < NRATINGS; r++)
		if (t->rating[r])
			json_int(j, rating_name(r), (long long)t->rating[r]);
	json_end(j);
	json_object(j, "target_ratings", JSON_FLAT);
	for (enum target_rating r = 0; r < NTARGET_RATINGS; r++)
		if (t->target[r])
			json_int(j, target_rating_name(r),
				 (long long)t->target[r]);
	json_end(j);
}

void data_json_counts(struct json *j, const char *key,
		      const struct data_counts *c)
{
	const struct tally *t = &c->tally;

	json_object(j, key, JSON_LINES);
	json_int(j, "plans", (long long)c->plans);
	json_int(j, "items", (long long)c->items);
	json_int(j, "tasks", (long long)t->tasks);
	json_int(j, "targets", (long long)t->targets);
	json_int(j, "criteria", (long long)t->criteria);
	json_int(j, "indices", (long long)t->indices);
	write_ratings(j, t);
	json_int(j, "amendments", (long long)c->amendments);
	json_int(j, "changes", (long long)c->changes);
	json_end(j);
}

/*
 * One pass over the plans in force: `areas` has a place for each area of the
 * site.  A plan counts in each area that it has an item of; an annex counts
 * with its plan.
 */
static void count_plan(const struct model *m, const struct plan_view *plan,
		       struct data_counts *all, struct data_counts *areas,
		       bool *seen)
{
	const struct plan_line *line = plan->line;
	size_t nareas = m->sources->site.nareas;

	memset(seen, 0, nareas * sizeof(*seen));
	for (size_t i = 0; i < plan->nitems; i++) {
		const struct item_view *item = &plan->items[i];

		data_count_item(all, m, item);
		data_count_item(&areas[item->area->index], m, item);
		seen[item->area->index] |= !item->removed;
	}
	for (size_t i = 0; i < line->nrecords; i++) {
		const struct record *r = &m->history->records[line->records[i]];
		const struct item_view *item = r->item ?
			m->by_line[r->item->serial] : NULL;
		const struct area *area = item ? item->area : r->d.area;

		data_count_record(all, r);
		if (area)
			data_count_record(&areas[area->index], r);
	}
	all->plans += !plan->annex_of;
	for (size_t i = 0; i < nareas; i++)
		areas[i].plans += seen[i] && !plan->annex_of;
}

/* ---- site.json --------------------------------------------------------- */

static void write_build(struct json *j, const struct model *m)
{
	struct buf date = BUF_INIT;

	if (m->head_hex.n)
		data_moment(&date, m, m->head_date);
	json_text(j, "commit", m->head_hex);
	json_text(j, "commit_date", buf_str(&date));
	json_date(j, "as_of", m->as_of);
	json_name(j, "history", history_name(m->history->kind));
	buf_release(&date);
}

static void write_areas(struct json *j, const struct site *site,
			const struct data_counts *areas, struct pool *pool)
{
	json_array(j, "areas", JSON_LINES);
	for (size_t i = 0; i < site->nareas; i++) {
		struct str id = site->areas[i].id;

		json_object(j, NULL, JSON_LINES);
		json_string(j, "id", id);
		json_string(j, "title", site->areas[i].title);
		json_string(j, "url", data_url(pool, pool_printf(pool,
				"linh-vuc/%.*s", STR_ARG(id))));
		data_json_counts(j, "counts", &areas[i]);
		json_end(j);
	}
	json_end(j);
}

static void write_unit(struct json *j, const struct unit *unit,
		       struct pool *pool)
{
	struct str address = pool_printf(pool, "co-quan/%.*s/%.*s",
					 STR_ARG(unit->agency->slug),
					 STR_ARG(unit->id));

	json_object(j, NULL, JSON_FLAT);
	json_string(j, "id", unit->id);
	json_string(j, "name", unit->name);
	json_string(j, "url", data_url(pool, address));
	json_end(j);
}

static void write_agencies(struct json *j, const struct sources *s,
			   struct pool *pool)
{
	json_array(j, "agencies", JSON_LINES);
	for (size_t i = 0; i < s->nagencies; i++) {
		const struct agency *a = s->agencies[i];

		json_object(j, NULL, JSON_LINES);
		json_string(j, "id", a->slug);
		json_string(j, "name", a->name);
		json_text(j, "short", a->shortname);
		json_text(j, "code", a->code);
		json_text(j, "parent", a->parent);
		json_string(j, "url", data_url(pool, pool_printf(pool,
				"co-quan/%.*s", STR_ARG(a->slug))));
		json_array(j, "units", JSON_LINES);
		for (size_t k = 0; k < a->nunits; k++)
			write_unit(j, &a->units[k], pool);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static struct str plan_file(struct pool *pool, const struct plan_view *plan)
{
	return pool_printf(pool, "data/plans/%.*s.json",
			   STR_ARG(data_plan_id(plan)));
}

static void write_plans(struct json *j, const struct model *m,
			struct pool *pool)
{
	json_array(j, "plans", JSON_LINES);
	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *plan = m->by_address[i];

		if (!data_has_file(m, i))
			continue;
		json_object(j, NULL, JSON_FLAT);
		json_string(j, "id", data_plan_id(plan));
		json_string(j, "title", plan->title);
		json_text(j, "number", plan->front->number);
		json_bool(j, "in_force", plan->in_force);
		json_string(j, "url", data_url(pool, plan->address));
		json_string(j, "data", plan_file(pool, plan));
		json_end(j);
	}
	json_end(j);
}

static void write_measures(struct json *j, const struct site *site)
{
	json_array(j, "measures", JSON_LINES);
	for (size_t i = 0; i < site->nmeasures; i++) {
		json_object(j, NULL, JSON_FLAT);
		json_string(j, "id", site->measures[i].id);
		json_string(j, "title", site->measures[i].title);
		json_text(j, "unit", site->measures[i].unit);
		json_end(j);
	}
	json_end(j);
}

/* What cannot be read in the history, what was rewritten, what taken down. */
static void write_history(struct json *j, const struct model *m)
{
	const struct site *site = &m->sources->site;
	const struct history *h = m->history;
	char hex[OID_HEX + 1];

	json_array(j, "gaps", JSON_LINES);
	for (size_t i = 0; i < h->ngaps; i++) {
		oid_hex(&h->commits[h->gaps[i].commit].id, hex);
		json_object(j, NULL, JSON_FLAT);
		json_name(j, "commit", hex);
		json_string(j, "path", h->gaps[i].path);
		json_name(j, "reason", h->gaps[i].secret ? "secret" :
							   "unreadable");
		json_end(j);
	}
	json_end(j);
	json_array(j, "rewritten", JSON_LINES);
	for (size_t i = 0; i < site->nrewritten; i++) {
		json_object(j, NULL, JSON_FLAT);
		json_string(j, "from", site->rewritten[i].from);
		json_date(j, "date", site->rewritten[i].date);
		json_text(j, "reason", site->rewritten[i].reason);
		json_end(j);
	}
	json_end(j);
	json_array(j, "redactions", JSON_LINES);
	for (size_t i = 0; i < site->nredactions; i++) {
		const struct redaction *r = &site->redactions[i];

		json_object(j, NULL, JSON_FLAT);
		json_string(j, "plan", r->plan);
		json_text(j, "item", r->item);
		json_string(j, "field", r->field);
		json_date(j, "until", r->until == INT32_MAX ? DATE_NONE :
							      r->until);
		json_string(j, "decision", r->decision);
		json_string(j, "reason", r->reason);
		json_end(j);
	}
	json_end(j);
}

void data_site(struct buf *out, const struct model *m, struct pool *pool,
	       const struct strs *months)
{
	const struct site *site = &m->sources->site;
	struct data_counts all = { .plans = 0 };
	struct data_counts *areas = POOL_ARRAY(pool, struct data_counts,
					       site->nareas + 1);
	bool *seen = POOL_ARRAY(pool, bool, site->nareas + 1);
	struct json j = json_begin(out);

	for (size_t i = 0; i < m->nplans; i++)
		if (m->plans[i].in_force)
			count_plan(m, &m->plans[i], &all, areas, seen);
	json_object(&j, NULL, JSON_LINES);
	json_int(&j, "format", 1);
	json_string(&j, "title", site->title);
	json_text(&j, "subtitle", site->subtitle);
	json_string(&j, "language", site->language);
	json_string(&j, "timezone", site->timezone);
	json_text(&j, "base_url", site->base_url);
	write_build(&j, m);
	data_json_counts(&j, "counts", &all);
	write_areas(&j, site, areas, pool);
	write_agencies(&j, m->sources, pool);
	write_plans(&j, m, pool);
	json_array(&j, "months", JSON_FLAT);
	for (size_t i = 0; i < months->n; i++)
		json_string(&j, NULL, months->v[i]);
	json_end(&j);
	write_measures(&j, site);
	write_history(&j, m);
	json_end(&j);
}

/* ---- all files --------------------------------------------------------- */

static int write_out(struct stage *stage, struct str path, struct buf *out)
{
	int result = stage_write(stage, path, buf_str(out));

	buf_clear(out);
	return result;
}

static int write_plan_files(struct stage *stage, const struct model *m,
			    struct pool *pool, struct buf *out)
{
	for (size_t i = 0; i < m->nplans; i++) {
		const struct plan_view *plan = m->by_address[i];

		if (!data_has_file(m, i))
			continue;
		data_plan(out, m, plan, pool);
		if (write_out(stage, plan_file(pool, plan), out))
			return -1;
	}
	return 0;
}

static int write_schemas(struct stage *stage, struct pool *pool)
{
	struct str name, bytes;
	int result = 0;

	for (size_t i = 0; !result && schema_at(i, &name, &bytes); i++)
		result = stage_write(stage, pool_printf(pool,
				"data/schemas/%.*s", STR_ARG(name)), bytes);
	return result;
}

int data_write(struct stage *stage, const struct model *m, struct pool *pool)
{
	struct buf out = BUF_INIT;
	struct strs months = { 0 };
	int result = data_changes(stage, m, pool, &months);

	if (!result)
		result = write_plan_files(stage, m, pool, &out);
	if (!result) {
		data_site(&out, m, pool, &months);
		result = write_out(stage, STR("data/site.json"), &out);
	}
	if (!result) {
		data_tasks(&out, m, pool);
		result = write_out(stage, STR("data/tasks.csv"), &out);
	}
	if (!result) {
		data_targets(&out, m, pool);
		result = write_out(stage, STR("data/targets.csv"), &out);
	}
	if (!result) {
		data_package(&out, m, pool, &months);
		result = write_out(stage, STR("datapackage.json"), &out);
	}
	if (!result)
		result = write_schemas(stage, pool);
	buf_release(&out);
	return result;
}
