/* SPDX-License-Identifier: MIT */
/* skeleton.c - fills the templates of new files. */
#include "skeleton.h"

#include "escape.h"
#include "initials.h"
#include "text.h"

/* A text as a YAML value, as messages take it. */
static struct str yaml_value(struct pool *pool, struct str s)
{
	struct buf b = BUF_INIT;
	struct str value;

	if (s.n)
		escape_yaml(&b, s);
	value = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return value;
}

static void end_file(struct buf *out)
{
	buf_addc(out, '\n');
}

void skeleton_site(struct buf *out, const struct catalog *words,
		   struct str title)
{
	struct buf value = BUF_INIT;

	escape_yaml(&value, title);
	say(out, words, "template.site", { "title", buf_str(&value) });
	end_file(out);
	buf_release(&value);
}

void skeleton_home(struct buf *out, const struct catalog *words)
{
	buf_addstr(out, messages_get(words, "template.home"));
	end_file(out);
}

void skeleton_documents(struct buf *out, const struct catalog *words)
{
	buf_addstr(out, messages_get(words, "template.documents"));
	end_file(out);
}

/* ---- agencies ---------------------------------------------------------- */

static int add_units(struct buf *out, struct pool *pool, struct str names)
{
	struct map ids = MAP_INIT;
	struct str name;
	int result = 0;

	while (!result && str_split(&names, ';', &name)) {
		struct str id = text_slug(pool, name, 40);

		name = str_trim(name);
		if (!name.n)
			continue;
		if (!id.n || map_get(&ids, id))
			result = -1;
		map_put(&ids, id, &ids);
		buf_addf(out, "\n  - id: %.*s\n    name: %.*s", STR_ARG(id),
			 STR_ARG(yaml_value(pool, name)));
	}
	map_release(&ids);
	return result;
}

int skeleton_agency(struct buf *out, struct pool *pool,
		    const struct catalog *words,
		    const struct skeleton_agency *agency)
{
	struct str names = agency->units;
	struct buf units = BUF_INIT;
	int result;

	if (!str_trim(names).n)
		names = messages_get(words, "template.unit");
	result = add_units(&units, pool, names);
	say(out, words, "template.agency",
	    { "name", yaml_value(pool, agency->name) },
	    { "short", yaml_value(pool, agency->shortname) },
	    { "code", yaml_value(pool, agency->code) },
	    { "parent", yaml_value(pool, agency->parent) },
	    { "units", buf_str(&units) });
	end_file(out);
	buf_release(&units);
	return result;
}

/* ---- plans ------------------------------------------------------------- */

void skeleton_front(struct buf *out, struct pool *pool,
		    const struct catalog *words,
		    const struct skeleton_plan *plan)
{
	struct buf title = BUF_INIT;

	if (plan->title.n)
		buf_addstr(&title, plan->title);
	else
		say(&title, words, "template.plan_title",
		    { "period", plan->period });
	say(out, words, "template.plan",
	    { "title", yaml_value(pool, buf_str(&title)) },
	    { "number", yaml_value(pool, plan->number) },
	    { "issued", yaml_value(pool, plan->issued) },
	    { "period", plan->period });
	buf_release(&title);
}

static void add_area(struct buf *out, size_t number, struct str title)
{
	buf_adds(out, "\n\n## ");
	initials_roman(out, number);
	buf_adds(out, ". ");
	buf_addstr(out, title);
}

void skeleton_plan(struct buf *out, struct pool *pool,
		   const struct catalog *words, const struct site *site,
		   const struct agency *agency,
		   const struct skeleton_plan *plan)
{
	struct str lead = agency->nunits ? agency->units[0].name :
			  agency->name;

	skeleton_front(out, pool, words, plan);
	/* the last area is the one for what fits none */
	for (size_t i = 0; i + 1 < site->nareas; i++) {
		const struct area *area = &site->areas[i];

		add_area(out, i + 1, area->title);
		if (i)
			continue;
		buf_adds(out, "\n\n");
		say(out, words, "template.plan_tasks",
		    { "code", initials_of(pool, site, area) },
		    { "lead", lead }, { "period", plan->period },
		    { "year", pool_printf(pool, "%d", plan->year) });
	}
	end_file(out);
}
