/* SPDX-License-Identifier: MIT */
/* serve.c - the loop of the preview: requests, changes, signals, builds. */
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "fs.h"
#include "watch.h"

#define QUIET_MS 80		/* a burst of changes is over after so long */
#define BURST_MS 1000		/* and is not waited for any longer than this */
#define PULSE_MS 15000

struct server {
	const struct environment *env;
	const struct serve_options *options;
	struct serve_state state;
	struct serve_builder builder;
	struct http_server *http;
	struct watch *watch;
	struct buf dir;			/* the private folder's path */
	struct buf mount, said;		/* the last build's words */
	int signals;
	unsigned builds;
	bool changed, watch_failed;
	bool cut;			/* this build follows one that was cut
					   short, so it may end */
	int64_t first, last;		/* of the changes that wait */
	int64_t pulse;
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* This command has no end at which its words could be printed. */
static void print(struct server *s)
{
	struct buf *err = s->env->err;

	fwrite(err->p ? err->p : "", 1, err->n, stderr);
	buf_clear(err);
}

#define tell(s, key, ...) do { \
	say((s)->env->err, (s)->env->words, (key), __VA_ARGS__); \
	buf_addc((s)->env->err, '\n'); \
	print(s); \
} while (0)

static void tell_pages(struct server *s)
{
	struct buf event = BUF_INIT;

	serve_event(&event, &s->state);
	http_server_send(s->http, buf_str(&event));
	buf_release(&event);
}

/* ---- what is watched --------------------------------------------------- */

static const char *folder(struct pool *pool, struct str above, const char *name)
{
	return pool_printf(pool, "%.*s%s", STR_ARG(above), name).p;
}

/* The content, what HEAD and branches say, and where themes may be. */
static void watch_files(struct server *s)
{
	static const char *const head[] = { "HEAD", NULL };
	static const char *const packed[] = { "packed-refs", "shallow", NULL };
	const struct serve_options *o = s->options;
	const char *repo = o->session.repo ? o->session.repo : ".";
	struct watch_root roots[8];
	struct session session;
	size_t n = 0;

	session_init(&session, s->env);
	/* what is wrong here the build tells */
	session_find(&session, &o->session);
	buf_clear(s->env->err);
#define WATCH(...) roots[n++] = (struct watch_root){ __VA_ARGS__ }
	if (session.repo) {
		struct str common = repo_common(session.repo);

		WATCH(folder(session.pool, repo_root(session.repo),
			     pool_cstr(session.pool, session.folder)), NULL);
		WATCH(pool_cstr(session.pool, repo_private(session.repo)),
		      head);
		WATCH(pool_cstr(session.pool, common), packed);
		WATCH(folder(session.pool, common, "refs/heads"), NULL);
	} else {
		WATCH(pool_printf(session.pool, "%s/%s", repo,
				  o->session.source ? o->session.source :
						      "content").p, NULL);
	}
	WATCH(pool_printf(session.pool, "%s/themes", repo).p, NULL);
	if (s->env->program_dir)
		WATCH(pool_printf(session.pool, "%s/themes",
				  s->env->program_dir).p, NULL);
	if (o->theme && strchr(o->theme, '/'))
		WATCH(o->theme, NULL);
	else if (s->state.report.theme.n)
		WATCH(pool_cstr(session.pool, s->state.report.theme), NULL);
#undef WATCH
	if (watch_set(s->watch, roots, n) && !s->watch_failed) {
		s->watch_failed = true;
		tell(s, "cli.serve.no_watch",
		     { "problem", str_of(strerror(errno)) });
	}
	session_release(&session);
}

/* ---- building ---------------------------------------------------------- */

/* A build of files that have changed meanwhile is of no use; but not more than
 * one in two is cut short, however often they are saved. */
static bool build_may_begin(const struct server *s)
{
	return s->changed && (!s->builder.pid || !s->cut);
}

static void build_begin(struct server *s)
{
	static const char *const sites[] = { "site", "site-2" };
	const char *site = sites[s->state.site == sites[0]];

	s->changed = false;
	s->cut = s->builder.pid > 0;
	serve_build_stop(&s->builder);
	watch_files(s);
	if (serve_build_start(&s->builder, s->env, s->options, s->dir.p,
			      site)) {
		tell(s, "cli.serve.no_server",
		     { "problem", str_of(strerror(errno)) });
		return;
	}
	s->state.building = true;
	tell_pages(s);
}

/* The same warnings again and again hide the new one. */
static void print_report(struct server *s)
{
	struct str text = s->state.report.text;
	struct buf seconds = BUF_INIT;

	if (!str_eq(text, buf_str(&s->said)))
		buf_addstr(s->env->err, text);
	buf_clear(&s->said);
	buf_addstr(&s->said, text);
	progress_add_seconds(&seconds, s->env->words,
			     serve_build_seconds(&s->builder), 1);
	if (s->state.failed)
		tell(s, "cli.serve.kept", { NULL, { NULL, 0 } });
	else
		tell(s, "cli.serve.built", { "seconds", buf_str(&seconds) });
	buf_release(&seconds);
}

static void build_end(struct server *s, int status)
{
	struct serve_state *state = &s->state;

	s->cut = false;
	state->building = false;
	state->failed = status != EXIT_OK;
	if (status < 0)
		state->report.text = messages_get(s->env->words,
						  "cli.serve.crashed");
	state->panel++;
	if (!state->failed) {
		state->site = s->builder.site;
		buf_clear(&state->build);
		buf_addf(&state->build, "%llx-%x-%u",
			 (unsigned long long)s->env->now, (unsigned)getpid(),
			 ++s->builds);
		buf_clear(&s->mount);
		buf_addstr(&s->mount, state->report.mount);
		state->mount = buf_str(&s->mount);
	}
	print_report(s);
	tell_pages(s);
}

/* ---- the loop ---------------------------------------------------------- */

static int64_t least(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* How long nothing needs to be done; -1: for ever. */
static int wait_ms(struct server *s, int64_t now)
{
	int64_t ms = least(http_server_timeout(s->http),
			   s->pulse + PULSE_MS - now);

	if (build_may_begin(s))
		ms = least(ms, least(s->last + QUIET_MS, s->first + BURST_MS) -
			   now);
	return ms < 0 ? 0 : (int)ms;
}

/* True when a signal says that it is enough. */
static bool take_signals(struct server *s)
{
	struct signalfd_siginfo info;
	bool stop = false;
	int status;

	while (read(s->signals, &info, sizeof(info)) == sizeof(info))
		stop |= info.ssi_signo != SIGCHLD;
	if (serve_build_ended(&s->builder, s->state.dir, &status,
			      &s->state.report))
		build_end(s, status);
	return stop;
}

static void take_changes(struct server *s, int64_t now)
{
	if (!watch_read(s->watch))
		return;
	if (!s->changed)
		s->first = now;
	s->changed = true;
	s->last = now;
}

static int run(struct server *s)
{
	bool stop = false;

	build_begin(s);
	while (!stop) {
		struct pollfd fds[] = {
			{ .fd = http_server_fd(s->http), .events = POLLIN },
			{ .fd = s->signals, .events = POLLIN },
			{ .fd = watch_fd(s->watch), .events = POLLIN },
		};
		int64_t now;

		if (poll(fds, 3, wait_ms(s, now_ms())) < 0 && errno != EINTR)
			return EXIT_OUTPUT;
		now = now_ms();
		http_server_run(s->http);
		stop = take_signals(s);
		take_changes(s, now);
		if (build_may_begin(s) && !stop &&
		    (now >= s->last + QUIET_MS || now >= s->first + BURST_MS))
			build_begin(s);
		if (now >= s->pulse + PULSE_MS) {
			http_server_pulse(s->http);
			s->pulse = now;
		}
	}
	return EXIT_OK;
}

/* ---- beginning and end ------------------------------------------------- */

static int open_http(struct server *s)
{
	const struct serve_options *o = s->options;
	struct http_options options = { .address = o->address, .port = o->port,
					.answer = serve_answer,
					.ctx = &s->state };
	const struct environment *env = s->env;

	switch (http_server_open(&s->http, &options)) {
	case HTTP_OPEN:
		s->state.url = http_server_url(s->http);
		return EXIT_OK;
	case HTTP_PORT_TAKEN:
		fail_with(env, "cli.serve.port_taken",
			  { "port", str_of(o->port) });
		break;
	case HTTP_BAD_ADDRESS:
		fail_with(env, "cli.serve.bad_address",
			  { "address", str_of(o->address) });
		break;
	case HTTP_FAILED:
		fail_with(env, "cli.serve.no_server",
			  { "problem", str_of(strerror(errno)) });
		break;
	}
	return EXIT_OUTPUT;
}

static int make_folder(struct server *s)
{
	const char *above = s->env->temporary;

	buf_addf(&s->dir, "%s/minhbach-serve-XXXXXX", above);
	if (mkdtemp(s->dir.p)) {
		s->state.dir = open(s->dir.p, FS_FOLDER);
		if (s->state.dir >= 0)
			return EXIT_OK;
		rmdir(s->dir.p);
	}
	fail_with(s->env, "cli.output.failed", { "path", buf_str(&s->dir) },
		  { "problem", str_of(strerror(errno)) });
	return EXIT_OUTPUT;
}

/* From here on these signals are read, not suffered. */
static int take_over_signals(struct server *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);	/* whoever read our words may go */
	s->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return s->signals < 0 ? EXIT_OUTPUT : EXIT_OK;
}

static void greet(struct server *s)
{
	struct buf out = BUF_INIT;

	say(&out, s->env->words, "cli.serve.ready", { "url", s->state.url });
	buf_addc(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	fflush(stdout);
	buf_release(&out);
	if (!http_server_loopback(s->http))
		tell(s, "cli.serve.open", { "url", s->state.url });
	tell(s, "cli.serve.stop", { NULL, { NULL, 0 } });
}

static void release(struct server *s)
{
	serve_build_stop(&s->builder);
	http_server_close(s->http);
	watch_free(s->watch);
	if (s->state.dir >= 0) {
		fs_remove(AT_FDCWD, s->dir.p);
		close(s->state.dir);
	}
	if (s->signals >= 0)
		close(s->signals);
	buf_release(&s->dir);
	buf_release(&s->mount);
	buf_release(&s->said);
	buf_release(&s->state.build);
	buf_release(&s->state.report.bytes);
}

int serve(const struct environment *env, const struct serve_options *o)
{
	struct server s = {
		.env = env, .options = o, .signals = -1,
		.state = { .words = env->words, .dir = -1 },
		.watch = watch_new(), .pulse = now_ms(),
	};
	int status = open_http(&s);

	if (!status)
		status = take_over_signals(&s);
	if (!status)
		status = make_folder(&s);
	if (!status) {
		greet(&s);
		status = run(&s);
	}
	release(&s);
	return status;
}
