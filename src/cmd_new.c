/* SPDX-License-Identifier: MIT */
/* cmd_new.c - `minhbach new`: filled-in starting points. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd.h"
#include "cmd_file.h"
#include "skeleton.h"
#include "text.h"

struct options {
	struct session_options session;
	const char *title, *language;				/* site */
	const char *name, *shortname, *code, *parent, *units;	/* agency */
	const char *agency, *period, *number, *issued;		/* plan */
};

static const struct opt table[] = {
	PLACE_OPTIONS(struct options, session),
	{ "title", 0, OPT_VALUE, "TEXT", "new_title",
	  offsetof(struct options, title) },
	{ "language", 0, OPT_VALUE, "vi|en", "new_language",
	  offsetof(struct options, language) },
	{ "name", 0, OPT_VALUE, "TEXT", "new_name",
	  offsetof(struct options, name) },
	{ "short", 0, OPT_VALUE, "TEXT", "new_short",
	  offsetof(struct options, shortname) },
	{ "code", 0, OPT_VALUE, "TEXT", "new_code",
	  offsetof(struct options, code) },
	{ "parent", 0, OPT_VALUE, "TEXT", "new_parent",
	  offsetof(struct options, parent) },
	{ "units", 0, OPT_VALUE, "TEXT", "new_units",
	  offsetof(struct options, units) },
	{ "agency", 0, OPT_VALUE, "SLUG", "new_agency",
	  offsetof(struct options, agency) },
	{ "period", 0, OPT_VALUE, "YEARS", "new_period",
	  offsetof(struct options, period) },
	{ "number", 0, OPT_VALUE, "TEXT", "new_number",
	  offsetof(struct options, number) },
	{ "issued", 0, OPT_VALUE, "DATE", "new_issued",
	  offsetof(struct options, issued) },
	OPT_END
};

enum kind { NEW_PLAN, NEW_AGENCY, NEW_SITE, NKINDS };

static const char *const kinds[NKINDS] = { "plan", "agency", "site" };

/* What each kind takes; the required ones are asked for on a terminal. */
static const struct question {
	const char *option, *ask;
	size_t offset;
	bool of[NKINDS], required[NKINDS];
} questions[] = {
	{ "--title", "cli.new.ask_title", offsetof(struct options, title),
	  { 1, 0, 1 }, { 0, 0, 1 } },
	{ "--language", NULL, offsetof(struct options, language),
	  { 0, 0, 1 }, { 0 } },
	{ "--name", "cli.new.ask_name", offsetof(struct options, name),
	  { 0, 1, 0 }, { 0, 1, 0 } },
	{ "--short", "cli.new.ask_short", offsetof(struct options, shortname),
	  { 0, 1, 0 }, { 0 } },
	{ "--code", "cli.new.ask_code", offsetof(struct options, code),
	  { 0, 1, 0 }, { 0 } },
	{ "--parent", NULL, offsetof(struct options, parent),
	  { 0, 1, 0 }, { 0 } },
	{ "--units", "cli.new.ask_units", offsetof(struct options, units),
	  { 0, 1, 0 }, { 0 } },
	{ "--agency", "cli.new.ask_agency", offsetof(struct options, agency),
	  { 1, 0, 0 }, { 1, 0, 0 } },
	{ "--period", "cli.new.ask_period", offsetof(struct options, period),
	  { 1, 0, 0 }, { 1, 0, 0 } },
	{ "--number", NULL, offsetof(struct options, number),
	  { 1, 0, 0 }, { 0 } },
	{ "--issued", NULL, offsetof(struct options, issued),
	  { 1, 0, 0 }, { 0 } },
};
#define NQUESTIONS (sizeof(questions) / sizeof(*questions))

static const char **answer(struct options *o, const struct question *q)
{
	return (const char **)(void *)((char *)o + q->offset);
}

/* ---- asking ------------------------------------------------------------ */

/* One line from the terminal; NULL if there was none, or an empty one. */
static const char *ask(struct session *s, const char *key)
{
	struct str line;
	char *input = NULL;
	size_t cap = 0;
	ssize_t n;

	buf_addstr(s->env->err, messages_get(s->env->words, key));
	buf_addc(s->env->err, ' ');
	fwrite(s->env->err->p, 1, s->env->err->n, stderr);
	buf_clear(s->env->err);
	n = getline(&input, &cap, stdin);
	line = str_trim((struct str){ input, n > 0 ? (size_t)n : 0 });
	if (text_invalid(line) >= 0)
		line.n = 0;
	if (line.n)
		line = text_squeeze(s->pool, line);
	key = line.n ? pool_cstr(s->pool, line) : NULL;
	free(input);
	return key;
}

/* Ask for what is not known, or name what is missing; an exit status. */
static int complete(struct session *s, struct options *o, enum kind kind)
{
	struct buf missing = BUF_INIT;
	int status = EXIT_OK;

	for (size_t i = 0; i < NQUESTIONS; i++) {
		const struct question *q = &questions[i];
		const char **value = answer(o, q);

		if (!*value && q->of[kind] && q->ask && s->env->interactive)
			*value = ask(s, q->ask);
		if (!*value && q->required[kind])
			buf_addf(&missing, "%s%s", missing.n ? ", " : "",
				 q->option);
	}
	if (missing.n)
		status = cmd_missing(s->env, "new", missing.p);
	buf_release(&missing);
	return status;
}

/* Options that another kind takes. */
static int check_kind(const struct environment *env, struct options *o,
		      enum kind kind)
{
	for (size_t i = 0; i < NQUESTIONS; i++)
		if (*answer(o, &questions[i]) && !questions[i].of[kind]) {
			say(env->err, env->words, "cli.new.not_for",
			    { "option", str_of(questions[i].option) },
			    { "kind", str_of(kinds[kind]) });
			opt_see_help(env->err, "new", env->words);
			return EXIT_USAGE;
		}
	return EXIT_OK;
}

/* ---- writing ----------------------------------------------------------- */

/* What stands before paths from the root, as they are shown and written. */
static const char *root_prefix(struct session *s, const char *repo)
{
	struct str root = s->repo ? repo_root(s->repo) : STR("");
	char *here = realpath(".", NULL);
	const char *prefix = repo ? pool_printf(s->pool, "%s/", repo).p : "";

	if (root.n && here && str_eq(root, pool_printf(s->pool, "%s/", here)))
		prefix = "";
	else if (root.n)
		prefix = pool_cstr(s->pool, root);
	free(here);
	return prefix;
}

static int write_files(struct session *s, const struct new_file *files,
		       size_t n, const char *next, struct str next_arg)
{
	const struct catalog *words = s->env->words;
	struct buf out = BUF_INIT;
	int status = cmd_write_new(s->env, files, n);

	if (status)
		return status;
	buf_addstr(&out, messages_get(words, "cli.new.made"));
	buf_addc(&out, '\n');
	for (size_t i = 0; i < n; i++)
		buf_addf(&out, "  %s\n", files[i].path);
	buf_addc(&out, '\n');
	say(&out, words, next, { "name", next_arg });
	buf_addc(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return EXIT_OK;
}

static struct str kept(struct session *s, struct buf *text)
{
	struct str bytes = pool_str(s->pool, buf_str(text));

	buf_release(text);
	return bytes;
}

static int new_site(struct session *s, struct options *o)
{
	const char *language = o->language ? o->language :
		pool_cstr(s->pool, s->env->words->language);
	const struct catalog *words = strcmp(language, "en") ? s->vi : s->en;
	struct buf text[3] = { BUF_INIT, BUF_INIT, BUF_INIT };
	const char *root = root_prefix(s, o->session.repo);
	const char *source = o->session.source ? o->session.source : "content";
	static const char *const names[3] = { "site.yml", "index.md",
					      "van-ban.yml" };
	struct new_file files[4];

	skeleton_site(&text[0], words, str_of(o->title));
	skeleton_home(&text[1], words);
	skeleton_documents(&text[2], words);
	for (size_t i = 0; i < 3; i++)
		files[i] = (struct new_file){
			pool_printf(s->pool, "%s%s/%s", root, source,
				    names[i]).p, kept(s, &text[i]) };
	files[3] = (struct new_file){
		pool_printf(s->pool, "%s.gitignore", root).p,
		STR("/public/\n") };
	/* a repository that has its own goes on with it */
	return write_files(s, files, access(files[3].path, F_OK) ? 4 : 3,
			   "cli.new.next_site", STR(""));
}

static int new_agency(struct session *s, struct options *o, const char *arg)
{
	const struct catalog *words =
		str_eqs(s->sources.site.language, "en") ? s->en : s->vi;
	struct skeleton_agency agency = {
		str_of(o->name), str_of(o->shortname), str_of(o->code),
		str_of(o->parent), str_of(o->units) };
	struct str slug = text_slug(s->pool, arg ? str_of(arg) :
				    o->shortname ? agency.shortname :
				    agency.name, 60);
	struct buf text = BUF_INIT;
	struct new_file file;
	int bad = skeleton_agency(&text, s->pool, words, &agency);

	if (!slug.n || bad) {
		buf_release(&text);
		return slug.n ? cmd_bad_value(s->env, "--units", o->units,
					      "Văn phòng; Phòng A; Phòng B") :
				cmd_bad_value(s->env, "--name", o->name,
					      "Sở Nội vụ");
	}
	file.path = pool_printf(s->pool, "%s%.*s/%.*s/index.md",
				root_prefix(s, o->session.repo),
				STR_ARG(s->folder), STR_ARG(slug)).p;
	file.bytes = kept(s, &text);
	return write_files(s, &file, 1, "cli.new.next_agency", slug);
}

static int check_plan(struct session *s, const struct options *o,
		      struct agency **agency, int *year)
{
	int32_t day, first;
	int last;

	*agency = sources_agency(&s->sources, str_of(o->agency));
	if (!*agency)
		return cmd_bad_agency(s, o->agency);
	if (front_period(str_of(o->period), year, &last))
		return cmd_bad_value(s->env, "--period", o->period,
				     "2026, 2026-2030");
	if (o->issued && front_date(str_of(o->issued), &day, &first))
		return cmd_bad_value(s->env, "--issued", o->issued,
				     "06/02/2026");
	return EXIT_OK;
}

static int new_plan(struct session *s, struct options *o, const char *arg)
{
	const struct catalog *words =
		str_eqs(s->sources.site.language, "en") ? s->en : s->vi;
	struct skeleton_plan plan = { str_of(o->title), str_of(o->number),
				      str_of(o->issued), str_of(o->period), 0 };
	struct agency *agency;
	struct buf text = BUF_INIT;
	struct new_file file;
	struct str slug, folder;
	int status = check_plan(s, o, &agency, &plan.year);

	if (status)
		return status;
	slug = text_slug(s->pool, arg ? str_of(arg) :
			 pool_printf(s->pool, "%s-cchc", o->period), 60);
	if (!slug.n)
		return cmd_bad_value(s->env, "NAME", arg, "2026-cchc");
	skeleton_plan(&text, s->pool, words, &s->sources.site, agency, &plan);
	folder = agency->src->path;
	folder.n = (size_t)str_rchr(folder, '/');
	file.path = pool_printf(s->pool, "%s%.*s/%.*s.md",
				root_prefix(s, o->session.repo),
				STR_ARG(folder), STR_ARG(slug)).p;
	file.bytes = kept(s, &text);
	return write_files(s, &file, 1, "cli.new.next_plan", slug);
}

/* The site that agencies and plans are added to; findings do not matter. */
static int open_site(struct session *s, struct options *o)
{
	int status;

	o->session.worktree = true;
	status = session_load(s, &o->session);
	if (status == EXIT_FINDINGS && s->sources.site.nareas)
		status = EXIT_OK;
	return status;
}

static int make(struct session *s, struct options *o, enum kind kind,
		const char *arg)
{
	int status = check_kind(s->env, o, kind);

	if (!status && kind != NEW_SITE)
		status = open_site(s, o);
	/* the only agency is meant */
	if (!status && kind == NEW_PLAN && !o->agency &&
	    s->sources.nagencies == 1)
		o->agency = pool_cstr(s->pool, s->sources.agencies[0]->slug);
	if (!status)
		status = complete(s, o, kind);
	if (status)
		return status;
	if (kind == NEW_SITE)
		return new_site(s, o);
	return kind == NEW_AGENCY ? new_agency(s, o, arg) :
				    new_plan(s, o, arg);
}

static int usage(const struct environment *env, const char *kind)
{
	struct str known[NKINDS];

	if (!kind)
		return cmd_missing(env, "new", "plan|agency|site");
	for (size_t i = 0; i < NKINDS; i++)
		known[i] = str_of(kinds[i]);
	say(env->err, env->words, "cli.new.unknown_kind",
	    { "kind", str_of(kind) },
	    { "near", text_nearest(str_of(kind), known, NKINDS) });
	opt_see_help(env->err, "new", env->words);
	return EXIT_USAGE;
}

int cmd_new(const struct environment *env, int argc, char **argv)
{
	struct options o = { .title = NULL };
	struct opt_parsed parsed;
	struct session s;
	size_t kind = 0;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "new",
		       "plan|agency|site [NAME]", 2, argc, argv, &status)) {
		const char *arg = parsed.nargs > 1 ? parsed.args[1] : NULL;

		while (kind < NKINDS && parsed.nargs &&
		       strcmp(parsed.args[0], kinds[kind]))
			kind++;
		if (!parsed.nargs || kind == NKINDS) {
			status = usage(env, parsed.nargs ? parsed.args[0] :
					    NULL);
		} else {
			session_init(&s, env);
			status = make(&s, &o, (enum kind)kind, arg);
			if (status == EXIT_FINDINGS)
				session_findings(&s, false);
			session_release(&s);
		}
	}
	free(parsed.args);
	return status;
}
