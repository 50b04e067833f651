/* SPDX-License-Identifier: MIT */
/*
 * cmd_check.c - `minhbach check`: all findings, nothing is published.
 *
 * With --against REV, what that revision promised otherwise is found, too.
 * Which commit is published the repository does not know, so a commit is
 * compared with nothing unless it is named; the work tree is compared with
 * HEAD, on which the person who edits it stands.
 */
#include <stdlib.h>
#include <unistd.h>

#include "build.h"
#include "cmd.h"

#define CLAIMING_MAX 1000	/* commits whose messages are read */

struct options {
	struct build_options build;
	const char *format, *against;
};

static const struct opt table[] = {
	SOURCE_OPTIONS(struct options, build.session),
	{ "worktree", 0, OPT_FLAG, NULL, "worktree",
	  offsetof(struct options, build.session.worktree) },
	{ "against", 0, OPT_VALUE, "REV", "against",
	  offsetof(struct options, against) },
	{ "as-of", 0, OPT_VALUE, "DATE", "as_of",
	  offsetof(struct options, build.session.as_of) },
	{ "theme", 0, OPT_VALUE, "DIR", "theme",
	  offsetof(struct options, build.theme) },
	{ "format", 0, OPT_VALUE, "text|json|github|gitlab", "check_format",
	  offsetof(struct options, format) },
	{ "strict", 0, OPT_FLAG, NULL, "strict",
	  offsetof(struct options, build.session.strict) },
	TALK_OPTIONS(struct options, build.session),
	OPT_END
};

/* A commit or the work tree, not both. */
static int read_options(struct session *s, const struct options *o)
{
	if (o->format)
		s->format = findings_format_named(o->format);
	if (!o->build.session.worktree || !o->build.session.rev)
		return EXIT_OK;
	fail_with(s->env, "cli.usage.not_both", { "option", STR("--worktree") },
		  { "other", STR("--rev") });
	return EXIT_USAGE;
}

/* ---- against what was published ---------------------------------------- */

static int broken(struct session *s)
{
	fail_with(s->env, "cli.repo.broken",
		  { "problem", str_of(repo_error()) });
	return EXIT_HISTORY;
}

/*
 * What the commits of the line from `from` down to `old` say about their
 * changes.  A check compares two states, so what one of them says counts for
 * all that changed between them.
 */
static int read_claims(struct session *s, struct oid from,
		       const struct oid *old, struct commit_claims *claims)
{
	for (size_t i = 0; i < CLAIMING_MAX && !oid_eq(&from, old); i++) {
		struct commit_claims one;
		struct repo_commit c;

		if (repo_commit(s->repo, s->pool, &from, &c))
			return i ? 0 : -1;	/* the end of a shallow clone */
		one = commit_claims_read(s->pool, &s->vocabulary, c.message);
		claims->correction |= one.correction;
		claims->editorial |= one.editorial;
		if (one.authority.n)
			claims->authority = one.authority;
		if (!c.nparents)
			break;
		from = c.parents[0];
	}
	return 0;
}

static int check_against(struct session *s, const struct options *o)
{
	bool worktree = o->build.session.worktree, missing = false;
	const char *rev = o->against ? o->against : worktree ? "HEAD" : NULL;
	struct commit_claims claims = { .correction = false };
	struct repo_commit commit;
	struct snapshot old;
	struct oid id;

	if (!rev || (!s->repo && !o->against))
		return EXIT_OK;
	if (!s->repo || repo_resolve(s->repo, rev, &id)) {
		if (!o->against)	/* nothing was ever committed */
			return EXIT_OK;
		fail_with(s->env, "cli.repo.unknown_revision",
			  { "rev", str_of(rev) });
		return EXIT_HISTORY;
	}
	if (repo_commit(s->repo, s->pool, &id, &commit) ||
	    (!worktree && read_claims(s, s->head, &id, &claims)))
		return broken(s);
	snapshot_from_tree(&old, s->pool, s->repo, &commit.tree, s->folder,
			   NULL, &missing);
	if (old.failure.n)
		return broken(s);
	if (!missing)
		sources_check_against(&s->interner, &s->sources, &old, &claims,
				      &s->diags);
	return EXIT_OK;
}

/* ---- the check --------------------------------------------------------- */

/*
 * A theme that is not the program's own may fail where it is used, so a page
 * of each kind is made; of the program's own its tests do that.
 */
static bool theme_is_foreign(const struct session *s, const struct options *o)
{
	struct str beside = pool_printf(s->pool, "%s/themes/default",
			o->build.session.repo ? o->build.session.repo : ".");

	return o->build.theme || !str_eqs(s->sources.site.theme, "default") ||
	       !access(beside.p, F_OK);
}

/* What the theme has to say, and what only the history tells: texts that were
 * taken down may stand in old versions alone. */
static int check_rest(struct session *s, struct options *o)
{
	bool foreign = theme_is_foreign(s, o);
	bool redacted = s->sources.site.nredactions > 0;
	int status;

	if (!redacted && !foreign)
		return EXIT_OK;
	if (redacted && s->repo && o->build.session.worktree)
		return EXIT_OK;	/* the work tree has no old versions */
	o->build.session.no_history = !redacted;
	status = session_history(s, &o->build.session);
	return status || !foreign ? status : build_rehearse(s, &o->build);
}

static int check(struct session *s, struct options *o)
{
	const struct environment *env = s->env;
	int status = session_load(s, &o->build.session), found;

	if (status <= EXIT_FINDINGS) {
		bool sound = !status;

		status = check_against(s, o);
		if (!status && sound)
			status = check_rest(s, o);
		else if (!status)	/* its templates, at least */
			theme_free(session_theme(s, &o->build.session,
						 o->build.theme));
	}
	found = session_findings(s, o->build.session.strict);
	if (!status)
		status = found;
	if (!status && !s->diags.warnings && !s->quiet) {
		buf_addstr(env->err, messages_get(env->words,
						  "cli.no_findings"));
		buf_addc(env->err, '\n');
	}
	return status;
}

int cmd_check(const struct environment *env, int argc, char **argv)
{
	struct options o = { .build.session = { .allow_shallow = true,
						.periods = true } };
	struct opt_parsed parsed;
	struct session s;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "check", "", 0, argc, argv,
		       &status)) {
		session_init(&s, env);
		status = read_options(&s, &o);
		if (!status)
			status = check(&s, &o);
		session_release(&s);
	}
	free(parsed.args);
	return status;
}
