/* SPDX-License-Identifier: MIT */
/* cmd_import.c - `minhbach import`: an annex becomes a plan; filled-in forms
 * change one (cmd_update.h). */
#include <stdlib.h>

#include "annex.h"
#include "cmd.h"
#include "cmd_file.h"
#include "cmd_update.h"
#include "skeleton.h"

struct options {
	struct session_options session;
	struct update_options update;
	const char *out, *title;
};

static const struct opt table[] = {
	PLACE_OPTIONS(struct options, session),
	{ "out", 'o', OPT_VALUE, "FILE", "import_out",
	  offsetof(struct options, out) },
	{ "title", 0, OPT_VALUE, "TEXT", "import_title",
	  offsetof(struct options, title) },
	{ "period", 0, OPT_VALUE, "PERIOD", "import_period",
	  offsetof(struct options, update.period) },
	{ "update", 0, OPT_VALUE, "PLAN", "import_update",
	  offsetof(struct options, update.plan) },
	{ "dry-run", 'n', OPT_FLAG, NULL, "dry_run",
	  offsetof(struct options, update.dry_run) },
	{ "keep-going", 'k', OPT_FLAG, NULL, "import_keep_going",
	  offsetof(struct options, update.keep_going) },
	OPT_END
};

/* The areas that `new site` begins with, where there is no site yet. */
static void default_site(struct session *s)
{
	const struct catalog *words =
		str_eqs(s->env->words->language, "en") ? s->en : s->vi;
	struct source *src = POOL_NEW(s->pool, struct source);
	struct buf text = BUF_INIT;

	skeleton_site(&text, words, STR("minhbach"));
	src->path = STR("site.yml");
	src->text = pool_str(s->pool, buf_str(&text));
	buf_release(&text);
	site_read(&s->sources.site, s->pool, src, NULL);
}

/*
 * The site whose areas the annex is cut by.  What is wrong elsewhere in it
 * does not matter here, but a broken site.yml does.
 */
static int find_site(struct session *s, const struct options *o)
{
	struct session_options so = o->session;
	size_t said = s->env->err->n;
	int status;

	so.worktree = true;
	status = session_load(s, &so);
	if (status == EXIT_FINDINGS && s->sources.site.nareas > 1)
		status = EXIT_OK;
	if (status == EXIT_HISTORY && !so.repo && !so.source) {
		s->env->err->n = said;	/* none was asked for */
		default_site(s);
		status = EXIT_OK;
	}
	if (!status)
		diags_init(&s->diags, s->pool);
	return status;
}

static void say_count(const struct environment *env, const struct annex *a,
		      const char *out)
{
	struct buf items = BUF_INIT, areas = BUF_INIT;

	buf_addf(&items, "%zu", a->nitems);
	buf_addf(&areas, "%zu", a->nareas);
	say(env->err, env->words, "cli.import.done",
	    { "items", buf_str(&items) }, { "areas", buf_str(&areas) },
	    { "out", str_of(out) });
	buf_addc(env->err, '\n');
	buf_release(&items);
	buf_release(&areas);
}

static int convert(struct session *s, const struct options *o,
		   const struct table *t)
{
	struct annex_options ao = { str_of(o->title), str_of(o->update.period),
		str_eqs(s->sources.site.language, "en") ? s->en : s->vi };
	struct buf text = BUF_INIT;
	struct annex annex;
	int status = EXIT_FINDINGS;

	if (!annex_read(&annex, s->pool, t, &s->vocabulary, &s->sources.site,
			&s->diags))
		annex_write(&text, &annex, &ao);
	if (!s->diags.errors)
		status = cmd_write_result(s->env, o->out, buf_str(&text));
	session_findings(s, false);
	if (!status)
		say_count(s->env, &annex, o->out);
	buf_release(&text);
	return status;
}

static int import(struct session *s, const struct options *o,
		  const char *path)
{
	struct buf bytes = BUF_INIT;
	struct table t;
	int from, to, status = cmd_read_table(s, path, &bytes);

	if (!status && o->update.period &&
	    front_period(str_of(o->update.period), &from, &to))
		status = cmd_bad_value(s->env, "--period", o->update.period,
				       "2026, 2026-2030");
	if (!status)
		status = find_site(s, o);
	if (status == EXIT_FINDINGS) {
		session_findings(s, false);
	} else if (!status && table_read(&t, s->pool, str_of(path),
					 buf_str(&bytes), &s->diags)) {
		session_findings(s, false);
		status = EXIT_FINDINGS;
	} else if (!status) {
		status = convert(s, o, &t);
	}
	buf_release(&bytes);
	return status;
}

static int import_or_update(struct session *s, const struct options *o,
			    const struct opt_parsed *parsed)
{
	const struct environment *env = s->env;

	if (!parsed->nargs)
		return cmd_missing(env, "import", "FILE");
	if (o->update.plan)
		return cmd_update(s, &o->session, &o->update, parsed->args,
				  parsed->nargs);
	if (parsed->nargs == 1)
		return import(s, o, parsed->args[0]);
	say(env->err, env->words, "cli.usage.unexpected_argument",
	    { "arg", str_of(parsed->args[1]) });
	opt_see_help(env->err, "import", env->words);
	return EXIT_USAGE;
}

int cmd_import(const struct environment *env, int argc, char **argv)
{
	struct options o = { .out = NULL };
	struct opt_parsed parsed;
	struct session s;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "import", "FILE...", (size_t)-1,
		       argc, argv, &status)) {
		session_init(&s, env);
		status = import_or_update(&s, &o, &parsed);
		session_release(&s);
	}
	free(parsed.args);
	return status;
}
