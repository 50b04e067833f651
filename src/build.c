/* SPDX-License-Identifier: MIT */
/* build.c - runs the whole pipeline once. */
#include "build.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "data.h"
#include "manifest.h"
#include "page.h"
#include "stage.h"
#include "theme.h"
#include "work.h"

/* ---- the output folder ------------------------------------------------- */

static int open_stage(struct stage **stage, const struct environment *env,
		      const struct build_options *o)
{
	enum stage_result result = stage_open(stage, o->out, o->force);
	struct str path = str_of(o->out);

	switch (result) {
	case STAGE_OK:
		return EXIT_OK;
	case STAGE_NOT_OURS:
		fail_with(env, "cli.output.not_ours", { "path", path },
			  { "file", str_of(stage_error(*stage)) });
		break;
	case STAGE_BUSY:
		fail_with(env, "cli.output.busy", { "path", path });
		break;
	case STAGE_UNFIT:
		fail_with(env, "cli.output.unfit", { "path", path });
		break;
	case STAGE_FAILED:
		session_say_io(env, "cli.output.failed", stage_error(*stage));
		break;
	}
	return EXIT_OUTPUT;
}

/* Is `path` the folder itself or below it?  Both are real paths. */
static bool within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(path, folder, n) &&
	       (path[n] == '/' || path[n] == '\0');
}

/* The real path of a folder, or of the nearest one above that exists; free. */
static char *real_folder(struct pool *pool, const char *path)
{
	char *real = realpath(path, NULL);

	while (!real && errno == ENOENT) {
		ptrdiff_t slash = str_rchr(str_of(path), '/');

		path = slash > 0 ? pool_printf(pool, "%.*s", (int)slash,
					       path).p : slash ? "." : "/";
		real = realpath(path, NULL);
	}
	return real;
}

/* The output must not lie in the sources, nor they in it. */
static int check_places(const struct session *s, const struct build_options *o)
{
	struct buf source = BUF_INIT;
	char *out = real_folder(s->pool, o->out), *in;
	bool exists = !access(o->out, F_OK);
	int status = EXIT_OK;

	if (s->repo)
		buf_addstr(&source, repo_root(s->repo));
	else
		buf_addf(&source, "%s/", o->session.repo ? o->session.repo :
							   ".");
	buf_addstr(&source, s->folder);
	in = realpath(source.p, NULL);
	if (in && out && (within(out, in) || (exists && within(in, out)))) {
		fail_with(s->env, "cli.output.inside",
			  { "path", str_of(o->out) });
		status = EXIT_OUTPUT;
	}
	buf_release(&source);
	free(in);
	free(out);
	return status;
}

/* ---- a history that was rewritten -------------------------------------- */

static bool told_in_site(const struct session *s, struct str commit)
{
	const struct site *site = &s->sources.site;

	for (size_t i = 0; i < site->nrewritten; i++)
		if (site->rewritten[i].from.n >= 7 &&
		    str_starts(commit, site->rewritten[i].from))
			return true;
	return false;
}

/* Does the published site name a commit that is no ancestor any more? */
static int check_rewritten(struct session *s, const char *out)
{
	struct str hex = manifest_commit(s->pool, out);
	struct oid id;

	if (!hex.n || s->history.kind == HISTORY_NONE ||
	    oid_parse(hex, &id) || told_in_site(s, hex))
		return EXIT_OK;
	for (size_t i = 0; i < s->history.ncommits; i++)
		if (oid_eq(&s->history.commits[i].id, &id))
			return EXIT_OK;
	if (s->history.kind == HISTORY_SHALLOW)
		return EXIT_OK;
	if (repo_descends(s->repo, &id, &s->head))
		return EXIT_OK;	/* an older revision is built on purpose */
	fail_with(s->env, "cli.repo.rewritten", { "commit", hex });
	return EXIT_HISTORY;
}

/* ---- pages and data ---------------------------------------------------- */

static int write_manifest(struct session *s, const struct build_options *o,
			  const struct theme *theme, struct stage *stage)
{
	static const char *const states[] = {
		[HISTORY_COMPLETE] = "complete", [HISTORY_SHALLOW] = "shallow",
		[HISTORY_NONE] = "none",
	};
	struct manifest_info info = {
		.version = VERSION,
		.commit = s->model.head_hex,
		.source = s->folder,
		.theme = theme->name,
		.theme_sha256 = str_of(theme->digest),
		.as_of = s->model.as_of,
		.history = states[s->history.kind],
		.base_url = s->sources.site.base_url,
	};

	(void)o;
	return manifest_write(stage, &info);
}

/* The pages' first round, with what its second needs. */
struct writing {
	const struct page_context *context;
	struct page_writer *pages;
	struct trends trends;
	struct pool *figures;
	int failed_figures, failed_data;	/* -1: the stage has failed */
};

enum { FIGURES, DATA, BESIDE_PAGES };

static int work_out_figures(struct writing *w)
{
	const struct page_context *c = w->context;
	struct standing_cache cache;
	int result = 0;

	standing_cache_init(&cache, w->figures);
	trends_build(&w->trends, w->figures, &cache, c->model);
	page_writer_figures(w->pages, w->figures, &cache);
	if (!c->sample)
		result = trend_write(c->stage, &w->trends, c->model);
	standing_cache_release(&cache);
	return result;
}

static int write_data(const struct page_context *c)
{
	struct pool *pool = pool_new();
	int result = data_write(c->stage, c->model, pool);

	pool_free(pool);
	return result;
}

static void first_round(void *arg, size_t i, size_t worker)
{
	struct writing *w = arg;

	if (i == FIGURES)
		w->failed_figures = work_out_figures(w);
	else if (i >= BESIDE_PAGES)
		page_writer_make(w->pages, i - BESIDE_PAGES, worker);
	else if (!w->context->sample)
		w->failed_data = write_data(w->context);
}

static void second_round(void *arg, size_t i, size_t worker)
{
	struct writing *w = arg;

	page_writer_make(w->pages, i, worker);
}

static int write_rounds(struct writing *w, size_t *npages)
{
	const struct page_context *c = w->context;
	size_t n = page_writer_begin(w->pages, PAGES_FIRST);

	progress_stage(c->progress, "pages", n);
	progress_tell(c->progress, n, (struct str){ NULL, 0 });
	work_share(c->jobs, BESIDE_PAGES + n, first_round, w);
	if (w->failed_figures || w->failed_data)
		return -1;
	n = page_writer_begin(w->pages, PAGES_SUMMARIES);
	progress_stage(c->progress, "summaries", n);
	progress_tell(c->progress, n, (struct str){ NULL, 0 });
	work_share(c->jobs, n, second_round, w);
	return page_writer_end(w->pages, npages);
}

/* Everything; or (sample) one page of each kind and nothing else. */
static int write_all(struct session *s, const struct build_options *o,
		     struct stage *stage, bool sample, size_t *npages)
{
	struct theme *theme = session_theme(s, &o->session, o->theme);
	struct page_context context = {
		.pool = s->pool, .model = &s->model, .theme = theme,
		.stage = stage, .diags = &s->diags,
		.jobs = session_threads(&o->session),
		.progress = s->env->progress,
		.sample = sample,
	};
	struct writing w = { .context = &context };
	int status = EXIT_OK;

	if (!theme)
		return EXIT_FINDINGS;
	context.trends = &w.trends;
	w.figures = pool_new();
	w.pages = page_writer_open(&context);
	if (write_rounds(&w, npages) || s->diags.errors)
		status = stage_failed(stage) ? EXIT_OUTPUT : EXIT_FINDINGS;
	else if (!sample && write_manifest(s, o, theme, stage))
		status = EXIT_OUTPUT;
	progress_end(s->env->progress);
	page_writer_free(w.pages);
	pool_free(w.figures);
	theme_free(theme);
	return status;
}

int build_rehearse(struct session *s, const struct build_options *o)
{
	struct stage *stage = stage_discard();
	size_t pages;
	int status = write_all(s, o, stage, true, &pages);

	stage_close(stage);
	return status;
}

/* A preview tells by itself what was found. */
static void hand_over(struct session *s, const struct build_options *o)
{
	if (!o->found)
		return;
	diags_sort(&s->diags);
	o->found(o->to, s);
}

/* The last words: what was written, how many findings, how long. */
static void report(struct session *s, const struct build_options *o,
		   size_t pages, size_t files)
{
	const struct environment *env = s->env;
	struct pool *pool = s->pool;
	struct buf seconds = BUF_INIT;

	hand_over(s, o);
	session_list(s, false);
	if (s->quiet || o->found)
		return;
	progress_add_seconds(&seconds, env->words,
			     progress_seconds(env->progress), 1);
	say(env->err, env->words, "cli.build.done",
	    { "pages", pool_printf(pool, "%zu", pages) },
	    { "files", pool_printf(pool, "%zu", files) },
	    { "out", str_of(o->out) },
	    { "errors", pool_printf(pool, "%zu", s->diags.errors) },
	    { "warnings", pool_printf(pool, "%zu", s->diags.warnings) },
	    { "seconds", buf_str(&seconds) });
	buf_addc(env->err, '\n');
	buf_release(&seconds);
}

static int publish(struct session *s, const struct build_options *o)
{
	struct stage *stage = NULL;
	size_t pages = 0, files;
	int status = open_stage(&stage, s->env, o);

	if (status) {
		stage_close(stage);
		return status;
	}
	status = write_all(s, o, stage, false, &pages);
	if (!status && o->session.strict && s->diags.warnings)
		status = EXIT_FINDINGS;
	if (!status) {
		stage_files(stage, &files);
		progress_stage(s->env->progress, "publish", 0);
		progress_tell(s->env->progress, files, str_of(o->out));
		if (stage_publish(stage))
			status = EXIT_OUTPUT;
		else
			report(s, o, pages, files);
	}
	if (status == EXIT_OUTPUT && stage_failed(stage))
		session_say_io(s->env, "cli.output.failed", stage_error(stage));
	stage_close(stage);
	return status;
}

int build_site(const struct environment *env, const struct build_options *o)
{
	struct session s;
	int status;

	session_init(&s, env);
	status = session_load(&s, &o->session);
	if (!status)
		status = check_places(&s, o);
	if (!status)
		status = session_history(&s, &o->session);
	/* what a preview was built from before means nothing */
	if (!status && !o->found)
		status = check_rewritten(&s, o->out);
	if (!status)
		status = publish(&s, o);
	if (status)
		hand_over(&s, o);
	if (status && s.diags.n)
		session_findings(&s, o->session.strict);
	if (status && !o->found) {
		buf_addstr(env->err, messages_get(env->words,
						  "cli.nothing_published"));
		buf_addc(env->err, '\n');
	}
	session_release(&s);
	return status;
}
