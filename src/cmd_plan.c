/* SPDX-License-Identifier: MIT */
/* cmd_plan.c - finds the plan that a command is to work on. */
#include "cmd_plan.h"

#include <stdlib.h>

#include "cmd.h"
#include "text.h"

/* The file of a source, from the working directory. */
static const char *path_of(struct session *s, const struct session_options *o,
			   const struct plan_file *file)
{
	struct str root = s->repo ? repo_root(s->repo) :
		o->repo ? pool_printf(s->pool, "%s/", o->repo) : STR("");

	return pool_printf(s->pool, "%.*s%.*s", STR_ARG(root),
			   STR_ARG(file->src->path)).p;
}

static bool same_file(const char *a, const char *b)
{
	char *ra = realpath(a, NULL), *rb = realpath(b, NULL);
	bool same = ra && rb && !strcmp(ra, rb);

	free(ra);
	free(rb);
	return same;
}

static int unknown_plan(struct session *s, const char *name)
{
	size_t n = s->sources.nplans;
	struct str *known = POOL_ARRAY(s->pool, struct str, n + 1);

	for (size_t i = 0; i < n; i++)
		known[i] = pool_printf(s->pool, "%.*s/%.*s",
				STR_ARG(s->sources.plans[i].agency),
				STR_ARG(s->sources.plans[i].slug));
	fail_with(s->env, "cli.form.unknown_plan", { "plan", str_of(name) },
		  { "near", text_nearest(str_of(name), known, n) });
	return EXIT_USAGE;
}

int cmd_find_plan(struct cmd_plan *out, struct session *s,
		  const struct session_options *o, const char *name)
{
	struct facts_context context = { &s->sources.site, &s->vocabulary,
					 NULL, NULL };
	const struct version *version;

	*out = (struct cmd_plan){ .file = NULL };
	for (size_t i = 0; i < s->sources.nplans && !out->file; i++) {
		const struct plan_file *f = &s->sources.plans[i];
		struct str address = pool_printf(s->pool, "%.*s/%.*s",
				STR_ARG(f->agency), STR_ARG(f->slug));

		out->path = path_of(s, o, f);
		if (str_eqs(address, name) || str_eqs(f->path, name) ||
		    str_eqs(f->src->path, name) || same_file(out->path, name))
			out->file = f;
	}
	if (!out->file)
		return unknown_plan(s, name);
	version = version_read_checked(&s->interner, out->file->src, NULL);
	if (!version)
		return EXIT_FINDINGS;
	context.agency = sources_agency(&s->sources, out->file->agency);
	context.front = version->front;
	form_plan_init(&out->form, s->pool, version, out->file->src, &context,
		       str_eqs(s->sources.site.language, "en") ? s->en : s->vi);
	return EXIT_OK;
}

int cmd_period(const struct environment *env, const char *value,
	       struct period *out)
{
	if (!value || !period_parse_code(out, str_of(value)))
		return EXIT_OK;
	return cmd_bad_value(env, "--period", value,
			     "2026-Q1, 2026-H1, 2026-9M, 2026, 2026-06");
}
