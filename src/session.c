/* SPDX-License-Identifier: MIT */
/* session.c - opens what a command reads, and says what is wrong with it. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "redaction.h"
#include "work.h"

void session_say(const struct environment *env, const char *key,
		 const struct diag_arg *args)
{
	buf_adds(env->err, "minhbach: ");
	buf_addstr(env->err, messages_get(env->words, "cli.severity.error"));
	buf_adds(env->err, ": ");
	messages_format(env->err, env->words, key, args);
	buf_addc(env->err, '\n');
}

/* What a library or the system said, in the user's words where we have them. */
static struct str problem_words(const struct environment *env,
				struct str problem)
{
	struct buf key = BUF_INIT;
	struct str words;

	buf_addf(&key, "term.problem.%.*s", STR_ARG(problem));
	words = messages_get(env->words, key.p);
	buf_release(&key);
	return words.n ? words : problem;
}

void session_say_io(const struct environment *env, const char *key,
		    const char *error)
{
	struct str path = str_of(error), problem = path;
	ptrdiff_t colon = str_rchr(path, ':');

	if (colon >= 0) {
		problem = str_trim(str_from(path, (size_t)colon + 1));
		path.n = (size_t)colon;
	}
	fail_with(env, key, { "path", path },
		  { "problem", problem_words(env, problem) });
}

void session_init(struct session *s, const struct environment *env)
{
	*s = (struct session){ .env = env };
	s->pool = pool_new();
	s->vi = messages_program(s->pool, STR("vi"));
	s->en = messages_program(s->pool, STR("en"));
	vocabulary_init(&s->vocabulary, s->pool, s->vi, s->en);
	diags_init(&s->diags, s->pool);
}

void session_release(struct session *s)
{
	history_walk_free(s->walk);
	history_release(&s->history);
	interner_release(&s->interner);
	sources_release(&s->sources);
	mailmap_free(s->mailmap);
	vocabulary_release(&s->vocabulary);
	messages_release(s->vi);
	messages_release(s->en);
	repo_close(s->repo);
	pool_free(s->pool);
}

/* ---- where the sources are --------------------------------------------- */

static int open_repo(struct session *s, const struct session_options *o)
{
	const char *dir = o->repo ? o->repo : ".";

	switch (repo_open(&s->repo, dir, o->strict)) {
	case REPO_OK:
		if (!s->env->quarantine ||
		    !repo_add_objects(s->repo, s->env->quarantine))
			return EXIT_OK;
		break;
	case REPO_NONE:
		repo_close(s->repo);
		s->repo = NULL;
		if (!o->rev)
			return EXIT_OK;	/* a folder without git */
		fail_with(s->env, "cli.repo.none", { "path", str_of(dir) });
		return EXIT_HISTORY;
	case REPO_NOT_OWNED:
		fail_with(s->env, "cli.repo.not_owned",
			  { "path", repo_root(s->repo) });
		return EXIT_HISTORY;
	case REPO_BROKEN:
		break;
	}
	fail_with(s->env, "cli.repo.broken",
		  { "problem", str_of(repo_error()) });
	return EXIT_HISTORY;
}

/* The content folder as the tree knows it: `dir`/source below the root. */
static void content_folder(struct session *s, const struct session_options *o)
{
	struct str root = repo_root(s->repo), rest, piece;
	struct buf path = BUF_INIT;
	char *dir = realpath(o->repo ? o->repo : ".", NULL);
	const char *source = o->source ? o->source : "content";

	if (source[0] != '/' && dir &&
	    str_starts(str_of(dir), str_sub(root, 0, root.n - 1)))
		buf_addstr(&path, str_from(str_of(dir), root.n));
	else if (str_starts(str_of(source), root))
		source += root.n;
	free(dir);
	rest = str_of(source);
	while (str_split(&rest, '/', &piece)) {
		if (!piece.n || str_eqs(piece, "."))
			continue;
		if (path.n)
			buf_addc(&path, '/');
		buf_addstr(&path, piece);
	}
	s->folder = pool_str(s->pool, buf_str(&path));
	buf_release(&path);
}

static bool has_folder(struct session *s, struct str folder)
{
	struct str root = repo_root(s->repo);
	struct repo_entry entry;

	if (s->from_commit)
		return repo_lookup(s->repo, &s->head_commit.tree, folder,
				   &entry) == 1;
	return !access(pool_printf(s->pool, "%.*s%.*s", STR_ARG(root),
				   STR_ARG(folder)).p, F_OK);
}

/* Who stands inside the repository and names no folder means the nearest one
 * above. */
static void look_above(struct session *s, const struct session_options *o)
{
	struct str dir = s->folder, folder = s->folder;
	ptrdiff_t slash;

	while (!o->source && !has_folder(s, folder) &&
	       (slash = str_rchr(dir, '/')) >= 0) {
		dir = str_sub(dir, 0, (size_t)slash);
		slash = str_rchr(dir, '/');
		folder = slash < 0 ? STR("content") :
			pool_printf(s->pool, "%.*s/content", (int)slash, dir.p);
	}
	if (has_folder(s, folder))
		s->folder = folder;
}

static int find_head(struct session *s, const struct session_options *o)
{
	const char *rev = o->rev ? o->rev : "HEAD";

	if (repo_resolve(s->repo, rev, &s->head)) {
		if (o->rev)
			fail_with(s->env, "cli.repo.unknown_revision",
				  { "rev", str_of(rev) });
		else
			fail_with(s->env, "cli.repo.no_commit",
				  { "path", repo_root(s->repo) });
		return EXIT_HISTORY;
	}
	if (repo_commit(s->repo, s->pool, &s->head, &s->head_commit)) {
		fail_with(s->env, "cli.repo.broken",
			  { "problem", str_of(repo_error()) });
		return EXIT_HISTORY;
	}
	s->from_commit = true;
	return EXIT_OK;
}

static int no_source(struct session *s, const struct session_options *o)
{
	fail_with(s->env, "cli.repo.no_source",
		  { "path", s->folder },
		  { "rev", str_of(o->rev ? o->rev : "HEAD") });
	return EXIT_HISTORY;
}

static int read_commit(struct session *s, const struct session_options *o)
{
	bool missing = false;

	snapshot_from_tree(&s->snapshot, s->pool, s->repo,
			   &s->head_commit.tree, s->folder, &s->diags,
			   &missing);
	if (missing)
		return no_source(s, o);
	if (s->snapshot.failure.n) {
		fail_with(s->env, "cli.repo.broken",
			  { "problem", s->snapshot.failure });
		return EXIT_HISTORY;
	}
	return EXIT_OK;
}

static int read_folder(struct session *s, const struct session_options *o)
{
	const char *dir = o->repo ? o->repo : ".";
	bool missing = false;

	if (s->repo)
		dir = pool_cstr(s->pool, repo_root(s->repo));
	snapshot_from_folder(&s->snapshot, s->pool, dir, s->folder,
			     o->draft ? s->repo : NULL, &s->diags, &missing);
	if (missing) {
		fail_with(s->env, "cli.repo.no_folder",
			  { "path", o->repo ?
			    pool_printf(s->pool, "%s/%.*s", o->repo,
					STR_ARG(s->folder)) : s->folder });
		return EXIT_HISTORY;
	}
	if (s->snapshot.failure.n) {
		session_say_io(s->env, "cli.output.unreadable",
			       pool_cstr(s->pool, s->snapshot.failure));
		return EXIT_OUTPUT;
	}
	if (!s->repo)
		diag0(&s->diags, DIAG_NO_HISTORY, POS_NONE);
	return EXIT_OK;
}

static int check_base_url(struct session *s, const struct session_options *o)
{
	struct str url;

	if (!o->base_url)
		return EXIT_OK;
	url = site_base_url(s->pool, str_of(o->base_url));
	if (url.n) {
		s->sources.site.base_url = url;
		return EXIT_OK;
	}
	fail_with(s->env, "cli.usage.bad_value", { "option", STR("--base-url") },
		  { "value", str_of(o->base_url) },
		  { "expected", STR("https://…") });
	return EXIT_USAGE;
}

/* "content", or "content@1a2b3c4" */
static struct str source_name(const struct session *s)
{
	char hex[OID_HEX + 1];

	if (!s->from_commit)
		return s->folder;
	oid_hex(&s->head, hex);
	return pool_printf(s->pool, "%.*s@%.7s", STR_ARG(s->folder), hex);
}

/* "today", a date, or the built commit's day. */
static int as_of_day(struct session *s, const struct session_options *o,
		     int32_t *day)
{
	int zone = s->sources.site.zone;
	bool impossible;

	if (o->as_of && strcmp(o->as_of, "today") != 0) {
		*day = date_parse(str_of(o->as_of), &impossible);
		if (*day != DATE_NONE)
			return EXIT_OK;
		fail_with(s->env, "cli.usage.bad_value",
			  { "option", STR("--as-of") },
			  { "value", str_of(o->as_of) },
			  { "expected", STR("2026-06-30, today") });
		return EXIT_USAGE;
	}
	*day = date_at(s->from_commit && !o->as_of ?
		       s->head_commit.committer.time : s->env->now, zone);
	return EXIT_OK;
}

/*
 * What is committed now on top of HEAD, or first of all, is the files of the
 * snapshot; the commit is a real one to all that follows.
 */
static int make_draft(struct session *s)
{
	const struct catalog *words = s->env->words;
	struct repo_commit parent = { .nparents = 0 };
	struct repo_draft draft = {
		.folder = s->folder,
		.message = messages_get(words, "cli.draft.message"),
		.who = { .name = messages_get(words, "cli.draft.author"),
			 .email = STR("draft@localhost"),
			 .time = s->env->now,
			 .offset = s->sources.site.zone },
	};
	struct repo_entry *files = POOL_ARRAY(s->pool, struct repo_entry,
					      s->snapshot.n);

	if (!repo_resolve(s->repo, "HEAD", &s->head)) {
		if (repo_commit(s->repo, s->pool, &s->head, &parent))
			return -1;
		draft.parent = &parent;
	}
	for (size_t i = 0; i < s->snapshot.n; i++)
		files[i] = (struct repo_entry){
			.name = s->snapshot.files[i].path,
			.id = s->snapshot.files[i].blob };
	draft.files = files;
	draft.nfiles = s->snapshot.n;
	s->from_commit = true;
	return repo_draft(s->repo, &draft, &s->head) ||
	       repo_commit(s->repo, s->pool, &s->head, &s->head_commit) ? -1 : 0;
}

int session_find(struct session *s, const struct session_options *o)
{
	int status = open_repo(s, o);

	if (status)
		return status;
	if (s->repo)
		content_folder(s, o);
	else
		s->folder = str_of(o->source ? o->source : "content");
	if (s->repo && o->worktree)
		look_above(s, o);
	return EXIT_OK;
}

static void read_mailmap(struct session *s)
{
	struct repo_entry entry;
	struct buf text = BUF_INIT;

	if (repo_lookup(s->repo, &s->head_commit.tree, STR(".mailmap"),
			&entry) == 1 &&
	    entry.mode == REPO_FILE &&
	    repo_blob_size(s->repo, &entry.id) < SNAPSHOT_FILE_MAX &&
	    !repo_blob(s->repo, &entry.id, &text))
		s->mailmap = mailmap_new(buf_str(&text));
	buf_release(&text);
}

static void tell_progress(void *progress, size_t done, size_t total)
{
	progress_at(progress, done, total);
}

static struct history_source history_source(struct session *s,
					    const struct session_options *o)
{
	return (struct history_source){
		.repo = s->repo, .head = s->head, .folder = s->folder,
		.sources = &s->sources, .interner = &s->interner,
		.mailmap = s->mailmap, .threads = session_threads(o),
		.step = tell_progress, .who = s->env->progress,
	};
}

static int load_sources(struct session *s, const struct session_options *o)
{
	int32_t as_of = DATE_NONE;
	int status = s->from_commit ? read_commit(s, o) : read_folder(s, o);

	if (status)
		return status;
	sources_load(&s->sources, s->pool, &s->snapshot, &s->diags);
	progress_tell(s->env->progress, s->snapshot.n, source_name(s));
	status = check_base_url(s, o);
	if (!status && o->periods)
		status = as_of_day(s, o, &as_of);
	if (status)
		return status;
	sources_check(&s->interner, &s->sources, as_of, &s->diags);
	if (s->diags.errors)
		return EXIT_FINDINGS;
	if (s->repo && o->draft && make_draft(s)) {
		fail_with(s->env, "cli.repo.broken",
			  { "problem", str_of(repo_error()) });
		return EXIT_HISTORY;
	}
	return EXIT_OK;
}

/* The sources are read on one side, the commits walked on the other. */
struct loading {
	struct session *s;
	const struct session_options *o;
	struct history_source source;
	int status;
};

enum { LOAD, WALK, SIDES };

static void load_side(void *arg, size_t i, size_t worker)
{
	struct loading *l = arg;

	(void)worker;
	if (i == LOAD)
		l->status = load_sources(l->s, l->o);
	else
		l->s->walk = history_walk(&l->source);
}

static int load_and_walk(struct session *s, const struct session_options *o)
{
	struct loading l = { .s = s, .o = o };

	read_mailmap(s);
	l.source = history_source(s, o);
	l.source.repo = repo_again(s->repo);
	work_share(session_threads(o), l.source.repo ? SIDES : LOAD + 1,
		   load_side, &l);
	repo_close(l.source.repo);
	return l.status;
}

int session_load(struct session *s, const struct session_options *o)
{
	int status;

	s->quiet = o->quiet;
	progress_begin(s->env->progress, o->quiet, o->verbose);
	progress_stage(s->env->progress, "sources", 0);
	interner_init(&s->interner, s->pool, &s->vocabulary, &s->sources.site);
	status = session_find(s, o);
	if (status)
		return status;
	if (!s->repo || o->worktree)
		return load_sources(s, o);
	if (!o->no_history && repo_is_shallow(s->repo) && !o->allow_shallow) {
		fail_with(s->env, "cli.repo.shallow", { NULL, { NULL, 0 } });
		return EXIT_HISTORY;
	}
	status = find_head(s, o);
	if (status)
		return status;
	look_above(s, o);
	return o->history && !o->no_history ? load_and_walk(s, o) :
					      load_sources(s, o);
}

/* ---- history and model ------------------------------------------------- */

size_t session_threads(const struct session_options *o)
{
	long n = o->jobs ? str_number(str_of(o->jobs)) :
			   sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 64 ? 64 : (size_t)n;
}

int session_history(struct session *s, const struct session_options *o)
{
	struct history_source source;
	int32_t as_of;
	int status = as_of_day(s, o, &as_of);

	if (status)
		return status;
	progress_stage(s->env->progress, "history", 0);
	if (s->from_commit && !o->no_history && !s->mailmap)
		read_mailmap(s);
	source = history_source(s, o);
	source.walk = s->walk;
	s->walk = NULL;
	if (s->from_commit && !o->no_history) {
		if (history_build(&s->history, s->pool, &source)) {
			fail_with(s->env, "cli.repo.broken",
				  { "problem", str_of(repo_error()) });
			return EXIT_HISTORY;
		}
	} else {
		history_single(&s->history, s->pool, &source);
	}
	progress_tell(s->env->progress, s->history.ncommits,
		      (struct str){ NULL, 0 });
	if (s->history.kind == HISTORY_SHALLOW)
		diag0(&s->diags, DIAG_SHALLOW, POS_NONE);
	if (redactions_apply(&s->history, s->pool, &s->sources.site, &s->diags))
		return EXIT_FINDINGS;
	progress_stage(s->env->progress, "model", 0);
	progress_tell(s->env->progress, s->history.nitems,
		      (struct str){ NULL, 0 });
	model_build(&s->model, s->pool, &s->sources, &s->history,
		    &s->vocabulary, as_of);
	if (s->from_commit) {
		char hex[OID_HEX + 1];

		oid_hex(&s->head, hex);
		s->model.head_hex = pool_str(s->pool, str_of(hex));
		s->model.head_date = s->head_commit.committer.time;
		s->model.head_offset = s->head_commit.committer.offset;
	}
	progress_end(s->env->progress);
	return EXIT_OK;
}

struct theme *session_theme(struct session *s, const struct session_options *o,
			    const char *name)
{
	const struct site *site = &s->sources.site;
	struct str beside = pool_printf(s->pool, "%s/themes",
					o->repo ? o->repo : ".");
	struct str of_program = pool_printf(s->pool, "%s/themes",
					    s->env->program_dir ?
					    s->env->program_dir : ".");
	const char *folders[] = { beside.p, of_program.p, NULL };
	size_t known = s->diags.n;
	struct theme *theme = theme_load(s->pool, name ? str_of(name) :
					 site->theme, folders, site->language,
					 &s->diags);
	struct diag *first = s->diags.list + known;

	/* site.yml named a theme that there is not */
	if (!theme && !name && s->diags.n > known &&
	    first->code == DIAG_NO_THEME &&
	    str_eq(first->args[0].value, site->theme))
		first->pos = site->theme_pos;
	return theme;
}

void session_list(struct session *s, bool strict)
{
	const struct environment *env = s->env;
	struct buf out = BUF_INIT;

	progress_end(env->progress);
	diags_sort(&s->diags);
	if (s->format == FINDINGS_TEXT) {
		if (s->quiet)
			diags_only(&s->diags,
				   strict ? DIAG_WARNING : DIAG_ERROR);
		diag_print(env->err, &s->diags, env->words, env->color);
		return;
	}
	findings_write(&out, s->format, &s->diags, env->words,
		       pool_printf(s->pool, "%.*s%ssite.yml",
				   STR_ARG(s->folder), s->folder.n ? "/" : ""));
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

int session_findings(struct session *s, bool strict)
{
	const struct environment *env = s->env;
	const struct diags *d = &s->diags;

	session_list(s, strict);
	if (!s->quiet && (d->errors || d->warnings)) {
		say(env->err, env->words, "cli.findings",
		    { "errors", pool_printf(s->pool, "%zu", d->errors) },
		    { "warnings", pool_printf(s->pool, "%zu", d->warnings) });
		buf_addc(env->err, '\n');
	}
	if (d->errors)
		return EXIT_FINDINGS;
	if (strict && d->warnings) {
		buf_addstr(env->err, messages_get(env->words, "cli.strict"));
		buf_addc(env->err, '\n');
		return EXIT_FINDINGS;
	}
	return EXIT_OK;
}
