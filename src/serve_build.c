/* SPDX-License-Identifier: MIT */
/*
 * serve_build.c - builds a preview in a process of its own, so that a build
 * neither holds up the server nor takes it along when it fails.
 *
 * The report is a file beside the site: the strings of struct serve_report in
 * their order, each with a NUL behind it.
 */
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "diag_html.h"
#include "fs.h"

#define SHOWN_MAX 50		/* findings in a page, of each kind */
#define REPORT_MAX (64 << 20)

/* ---- in the builder ---------------------------------------------------- */

/* "cchc/" of "https://x.vn/cchc/" */
static struct str path_of_url(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	struct str rest = at < 0 ? STR("") : str_from(url, (size_t)at + 3);

	at = str_chr(rest, '/');
	return at < 0 ? STR("") : str_from(rest, (size_t)at + 1);
}

static void add_field(struct buf *out, struct str s)
{
	buf_addstr(out, s);
	buf_addc(out, '\0');
}

static void add_found(void *to, struct session *s)
{
	const struct site *site = &s->sources.site;
	struct buf *out = to;

	buf_clear(out);
	add_field(out, str_chr(site->theme, '/') < 0 ? STR("") : site->theme);
	add_field(out, path_of_url(site->base_url));
	diag_html(out, &s->diags, true, SHOWN_MAX, s->env->words);
	buf_addc(out, '\0');
	diag_html(out, &s->diags, false, SHOWN_MAX, s->env->words);
	buf_addc(out, '\0');
	buf_addf(out, "%zu%c%zu%c%zu%c", s->diags.errors, 0, s->diags.warnings,
		 0, s->diags.notes, 0);
}

static int build(const struct environment *env, const struct serve_options *o,
		 const char *dir, const char *site)
{
	struct buf out = BUF_INIT, path = BUF_INIT, text = BUF_INIT;
	struct environment own = *env;
	struct build_options options = {
		.session = o->session, .theme = o->theme,
		.found = add_found, .to = &out,
	};
	int status;

	own.now = (int64_t)time(NULL);
	own.err = &text;
	buf_addf(&path, "%s/%s", dir, site);
	options.out = path.p;
	options.session.as_of = "today";
	options.session.worktree = options.session.draft = true;
	options.session.allow_shallow = true;
	status = build_site(&own, &options);
	progress_end(own.progress);
	if (!out.n)		/* it came to no findings */
		buf_add(&out, "\0\0\0\0000\0000\0000", 10);
	add_field(&out, buf_str(&text));
	buf_clear(&path);
	buf_addf(&path, "%s/report", dir);
	unlink(path.p);
	if (fs_write(AT_FDCWD, path.p, buf_str(&out)))
		status = EXIT_OUTPUT;
	buf_release(&out);
	buf_release(&path);
	buf_release(&text);
	return status;
}

/* What belongs to the server: its connections end with it, not with us. */
static void let_go(pid_t server)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != server)
		raise(SIGTERM);
	if (close_range(STDERR_FILENO + 1, ~0U, 0)) {
		long last = sysconf(_SC_OPEN_MAX);

		for (int fd = STDERR_FILENO + 1; fd < last; fd++)
			close(fd);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* ---- in the server ----------------------------------------------------- */

int serve_build_start(struct serve_builder *b, const struct environment *env,
		      const struct serve_options *o, const char *dir,
		      const char *site)
{
	pid_t server = getpid(), pid;

	clock_gettime(CLOCK_MONOTONIC, &b->began);
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return -1;
	if (!pid) {
		let_go(server);
		_exit(build(env, o, dir, site));
	}
	b->pid = pid;
	b->site = site;
	return 0;
}

static void read_report(struct serve_report *report, int dir)
{
	struct str *const fields[] = {
		&report->theme, &report->mount, &report->findings,
		&report->others, &report->errors, &report->warnings,
		&report->notes, &report->text,
	};
	struct str rest;

	buf_clear(&report->bytes);
	if (fs_read(dir, "report", &report->bytes, REPORT_MAX))
		buf_clear(&report->bytes);
	unlinkat(dir, "report", 0);
	rest = buf_str(&report->bytes);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (!str_split(&rest, '\0', fields[i]))
			*fields[i] = STR("");
}

bool serve_build_ended(struct serve_builder *b, int dir, int *status,
		       struct serve_report *report)
{
	int how;

	if (!b->pid || waitpid(b->pid, &how, WNOHANG) != b->pid)
		return false;
	b->pid = 0;
	*status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
	read_report(report, dir);
	return true;
}

void serve_build_stop(struct serve_builder *b)
{
	int how;

	if (!b->pid)
		return;
	kill(b->pid, SIGKILL);
	while (waitpid(b->pid, &how, 0) < 0 && errno == EINTR)
		;
	b->pid = 0;
}

double serve_build_seconds(const struct serve_builder *b)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - b->began.tv_sec) +
	       (double)(now.tv_nsec - b->began.tv_nsec) / 1e9;
}
