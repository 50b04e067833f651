/* SPDX-License-Identifier: MIT */
/* serve_page.c - what the preview server answers. */
#include "serve.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "escape.h"
#include "fs.h"

#define PAGE_MAX (64 << 20)	/* bytes of a page that gets the panel */

static void add_words(struct buf *out, const struct serve_state *s,
		      const char *key)
{
	escape_html(out, messages_get(s->words, key));
}

/* ---- the panel --------------------------------------------------------- */

/* How many, or nothing for none. */
static struct str some(struct str number)
{
	return str_eqs(number, "0") ? STR("") : number;
}

/* What went wrong, with all findings, or what to look at besides. */
static void add_failure(struct buf *out, const struct serve_state *s)
{
	const struct serve_report *r = &s->report;
	struct buf b = BUF_INIT;

	say(&b, s->words, "cli.serve.failed",
	    { "errors", some(r->errors) },
	    { "good", s->site ? STR("1") : STR("") });
	buf_adds(out, "<p>");
	escape_html(out, buf_str(&b));
	buf_adds(out, "</p>\n");
	buf_addstr(out, r->findings);
	if (!r->findings.n) {	/* no file is to blame */
		buf_adds(out, "<pre>");
		escape_html(out, r->text);
		buf_adds(out, "</pre>\n");
	}
	buf_release(&b);
}

static void add_others(struct buf *out, const struct serve_state *s)
{
	struct str warnings = some(s->report.warnings);
	struct str notes = some(s->report.notes);
	const struct serve_report *r = &s->report;
	struct buf b = BUF_INIT;

	if (!r->others.n)
		return;
	say(&b, s->words, "cli.serve.others", { "warnings", warnings },
	    { "both", warnings.n ? notes : warnings }, { "notes", notes });
	buf_adds(out, "<details><summary>");
	escape_html(out, buf_str(&b));
	buf_adds(out, "</summary>\n");
	buf_addstr(out, r->others);
	buf_adds(out, "</details>\n");
	buf_release(&b);
}

static void add_panel(struct buf *out, const struct serve_state *s)
{
	buf_adds(out, "<div id=\"minhbach-preview\" role=\"region\" "
		 "aria-live=\"polite\" lang=\"");
	buf_addstr(out, s->words->language);
	buf_adds(out, "\" aria-label=\"");
	add_words(out, s, "cli.serve.banner");
	buf_addf(out, "\" data-build=\"%.*s\" data-panel=\"%u\"%s>\n",
		 STR_ARG(buf_str(&s->build)), s->panel,
		 s->failed ? " class=\"failed\"" : "");
	buf_adds(out, "<p class=\"name\">");
	add_words(out, s, "cli.serve.banner");
	buf_adds(out, "<span class=\"state when-building\">");
	add_words(out, s, "cli.serve.building");
	buf_adds(out, "</span><span class=\"state when-lost\">");
	add_words(out, s, "cli.serve.lost");
	buf_adds(out, "</span></p>\n");
	if (s->failed)
		add_failure(out, s);
	add_others(out, s);
	buf_adds(out, "</div>\n");
}

void serve_event(struct buf *out, const struct serve_state *s)
{
	buf_addf(out, "retry: 1000\ndata: {\"build\":\"%.*s\","
		 "\"panel\":\"%u\",\"building\":%s}\n\n",
		 STR_ARG(buf_str(&s->build)), s->panel,
		 s->building ? "true" : "false");
}

/* ---- pages ------------------------------------------------------------- */

/* A page of ours, for when there is no site yet. */
static void answer_waiting(const struct serve_state *s,
			   struct http_reply *reply)
{
	struct buf *out = &reply->body;

	reply->status = 503;
	reply->type = http_type(STR(".html"));
	buf_adds(&reply->policy, "default-src 'none'; script-src 'self'; "
		 "style-src 'self'; connect-src 'self'; base-uri 'none'; "
		 "form-action 'none'");
	buf_adds(out, "<!DOCTYPE html>\n<html lang=\"");
	buf_addstr(out, s->words->language);
	buf_adds(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
		 "<meta name=\"viewport\" content=\"width=device-width, "
		 "initial-scale=1\">\n<title>");
	add_words(out, s, "cli.serve.banner");
	buf_adds(out, "</title>\n<link rel=\"stylesheet\" href=\"/" SERVE_OWN
		 "preview.css\">\n<script src=\"/" SERVE_OWN
		 "preview.js\" defer></script>\n</head>\n<body>\n");
	add_panel(out, s);
	buf_adds(out, "<main>");
	if (!s->failed) {
		buf_adds(out, "<p>");
		add_words(out, s, "cli.serve.first");
		buf_adds(out, "</p>");
	}
	buf_adds(out, "</main>\n</body>\n</html>\n");
}

/* Plain words, where there is no page to show. */
static void answer_words(struct http_reply *reply, struct str words)
{
	reply->type = http_type(STR(".txt"));
	buf_addstr(&reply->body, words);
	buf_addc(&reply->body, '\n');
}

/* ---- files of the site ------------------------------------------------- */

static int open_site_file(const struct serve_state *s, struct str path,
			  struct stat *st)
{
	struct buf full = BUF_INIT;
	int fd;

	buf_addf(&full, "%s/%.*s", s->site, STR_ARG(path));
	while (full.p[full.n - 1] == '/')
		full.p[--full.n] = '\0';
	fd = fs_open(s->dir, full.p);
	buf_release(&full);
	if (fd >= 0 && fstat(fd, st)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void set_etag(struct http_reply *reply, const struct stat *st)
{
	snprintf(reply->etag, sizeof(reply->etag), "\"%llx-%llx-%llx\"",
		 (unsigned long long)st->st_ino,
		 (unsigned long long)st->st_mtim.tv_sec * 1000000000 +
		 (unsigned long long)st->st_mtim.tv_nsec,
		 (unsigned long long)st->st_size);
}

/* A page with the panel: its tag changes with what the panel tells. */
static void answer_page(const struct serve_state *s,
			const struct http_request *request, int fd,
			const struct stat *st, struct http_reply *reply)
{
	struct buf html = BUF_INIT, panel = BUF_INIT, origin = BUF_INIT;
	size_t n;

	if (fs_read_open(fd, &html, PAGE_MAX)) {
		reply->status = 500;
	} else {
		add_panel(&panel, s);
		buf_addf(&origin, "http://%.*s/", STR_ARG(request->host));
		serve_insert(&reply->body, buf_str(&html), buf_str(&origin),
			     buf_str(&panel));
		set_etag(reply, st);
		n = strlen(reply->etag) - 1;
		snprintf(reply->etag + n, sizeof(reply->etag) - n, "-%u\"",
			 s->panel);
	}
	close(fd);
	buf_release(&html);
	buf_release(&panel);
	buf_release(&origin);
}

static void answer_missing(const struct serve_state *s,
			   const struct http_request *request,
			   struct http_reply *reply)
{
	struct stat st;
	int fd = open_site_file(s, STR("404.html"), &st);

	reply->status = 404;
	if (fd < 0) {
		answer_words(reply, messages_get(s->words,
						 "cli.serve.missing"));
		return;
	}
	reply->type = http_type(STR(".html"));
	answer_page(s, request, fd, &st, reply);
	/* without a base_url its links begin where it stands, at the root */
	if (!s->mount.n)
		serve_from_root(&reply->body);
}

/* "a/b" is a folder: its pages' links want "a/b/". */
static void answer_folder(const struct http_request *request,
			  struct http_reply *reply)
{
	reply->status = 302;
	buf_addc(&reply->location, '/');
	escape_path(&reply->location, request->path);
	buf_addc(&reply->location, '/');
}

/* False if there is no such file. */
static bool answer_file(const struct serve_state *s,
			const struct http_request *request, struct str path,
			struct http_reply *reply)
{
	bool folder = !path.n || str_ends(path, STR("/"));
	struct buf name = BUF_INIT;
	struct stat st;
	int fd;

	buf_addstr(&name, path);
	if (folder)
		buf_adds(&name, "index.html");
	fd = open_site_file(s, buf_str(&name), &st);
	if (fd >= 0 && !folder && S_ISDIR(st.st_mode)) {
		close(fd);
		answer_folder(request, reply);
	} else if (fd >= 0 && S_ISREG(st.st_mode)) {
		reply->type = http_type(buf_str(&name));
		if (str_starts(str_of(reply->type), STR("text/html"))) {
			answer_page(s, request, fd, &st, reply);
		} else {
			reply->fd = fd;
			reply->size = (uint64_t)st.st_size;
			set_etag(reply, &st);
		}
	} else {
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	buf_release(&name);
	return fd >= 0;
}

/* Where the site is published below a path, its page for what is missing leads
 * there. */
static void answer_site(const struct serve_state *s,
			const struct http_request *request,
			struct http_reply *reply)
{
	struct str path = request->path;

	if (answer_file(s, request, path, reply))
		return;
	if (s->mount.n && str_starts(path, s->mount) &&
	    answer_file(s, request, str_from(path, s->mount.n), reply))
		return;
	answer_missing(s, request, reply);
}

/* ---- our own ----------------------------------------------------------- */

static void answer_own(const struct serve_state *s, struct str name,
		       struct http_reply *reply)
{
	struct str file = serve_file(name);

	if (file.n) {
		reply->type = http_type(name);
		buf_addstr(&reply->body, file);
	} else if (str_eqs(name, "events")) {
		reply->type = "text/event-stream";
		reply->stream = true;
		serve_event(&reply->body, s);
	} else if (str_eqs(name, "panel")) {
		reply->type = http_type(STR(".html"));
		add_panel(&reply->body, s);
	} else {
		reply->status = 404;
		answer_words(reply, messages_get(s->words,
						 "cli.serve.missing"));
	}
}

static void answer_foreign(const struct serve_state *s,
			   struct http_reply *reply)
{
	struct buf b = BUF_INIT;

	say(&b, s->words, "cli.serve.foreign", { "url", s->url });
	answer_words(reply, buf_str(&b));
	buf_release(&b);
}

void serve_answer(void *ctx, const struct http_request *request,
		  struct http_reply *reply)
{
	const struct serve_state *s = ctx;

	if (request->refused == 421)
		answer_foreign(s, reply);
	else if (request->refused == 405)
		answer_words(reply, messages_get(s->words,
						 "cli.serve.method"));
	else if (str_starts(request->path, STR(SERVE_OWN)))
		answer_own(s, str_from(request->path, strlen(SERVE_OWN)),
			   reply);
	else if (!s->site)
		answer_waiting(s, reply);
	else if (request->refused)
		answer_missing(s, request, reply);
	else
		answer_site(s, request, reply);
}
