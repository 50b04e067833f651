/* SPDX-License-Identifier: MIT */
/* serve_insert.c - puts the panel into a page on its way out. */
#include "serve.h"

#include <strings.h>

#define TAGS "<link rel=\"stylesheet\" href=\"/" SERVE_OWN "preview.css\">\n" \
	     "<script src=\"/" SERVE_OWN "preview.js\" defer></script>\n"

/* The first of a tag's or a name's letters, in any case; -1 if none. */
static ptrdiff_t find_word(struct str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (!strncasecmp(s.p + i, word, n))
			return (ptrdiff_t)i;
	return -1;
}

/* ---- content security policy ------------------------------------------- */

static const char *const needed[] = { "script-src", "style-src",
				      "connect-src" };
#define NEEDED (sizeof(needed) / sizeof(*needed))

/* One directive, with the source added if it is one of those. */
static void add_directive(struct buf *out, struct str name, struct str value,
			  struct str source, bool had[NEEDED])
{
	buf_addstr(out, name);
	for (size_t i = 0; i < NEEDED; i++) {
		if (!str_eqs(name, needed[i]) || had[i])
			continue;
		had[i] = true;
		if (str_eqs(value, "'none'"))
			value.n = 0;
		buf_addc(out, ' ');
		buf_addstr(out, source);
	}
	if (value.n)
		buf_addc(out, ' ');
	buf_addstr(out, value);
}

/* Where nothing is said of what we need, the default counts. */
static void add_policy(struct buf *out, struct str policy, struct str source)
{
	bool had[NEEDED] = { false }, defaults = false;
	struct str one, fallback = STR("");

	while (str_split(&policy, ';', &one)) {
		ptrdiff_t space;
		struct str name, value;

		one = str_trim(one);
		if (!one.n)
			continue;
		space = str_chr(one, ' ');
		name = space < 0 ? one : str_sub(one, 0, (size_t)space);
		value = space < 0 ? STR("") :
			str_trim(str_from(one, (size_t)space));
		if (str_eqs(name, "default-src")) {
			defaults = true;
			fallback = value;
		}
		add_directive(out, name, value, source, had);
		buf_adds(out, "; ");
	}
	for (size_t i = 0; i < NEEDED && defaults; i++) {
		if (had[i])
			continue;
		add_directive(out, str_of(needed[i]), fallback, source, had);
		buf_adds(out, "; ");
	}
}

/* The policy's text within the head: the content of its <meta>. */
static bool find_policy(struct str head, size_t *from, size_t *n)
{
	ptrdiff_t at = find_word(head, "content-security-policy"), end;
	size_t start;
	struct str tag;
	char quote;

	if (at < 0)
		return false;
	start = (size_t)at;
	while (start && head.p[start] != '<')
		start--;
	tag = str_from(head, start);
	end = str_chr(tag, '>');
	tag.n = end < 0 ? tag.n : (size_t)end;
	at = find_word(tag, "content=");
	if (at < 0 || (size_t)at + 9 >= tag.n)
		return false;
	quote = tag.p[at + 8];
	tag = str_from(tag, (size_t)at + 9);
	end = str_chr(tag, quote);
	if ((quote != '"' && quote != '\'') || end < 0)
		return false;
	*from = (size_t)(tag.p - head.p);
	*n = (size_t)end;
	return true;
}

/* ---- links -------------------------------------------------------------- */

/* "a/b", not "/a", "#a", "https://x", "". */
static bool relative(struct str url)
{
	for (size_t i = 0; i < url.n && url.p[i] != '"'; i++) {
		if (url.p[i] == ':' || (!i && url.p[i] == '#'))
			return false;
		if (url.p[i] == '/' || url.p[i] == '?')
			return i > 0;
	}
	return url.n && url.p[0] != '"';
}

void serve_from_root(struct buf *html)
{
	struct str rest = buf_str(html);
	struct buf out = BUF_INIT;

	while (rest.n) {
		ptrdiff_t href = str_find(rest, STR(" href=\""));
		ptrdiff_t src = str_find(rest, STR(" src=\""));
		ptrdiff_t at = href < 0 || (src >= 0 && src < href) ? src : href;
		size_t n = at < 0 ? rest.n : (size_t)at + (at == src ? 6 : 7);

		buf_addstr(&out, str_sub(rest, 0, n));
		rest = str_from(rest, n);
		if (relative(rest))
			buf_addc(&out, '/');
	}
	buf_release(html);
	*html = out;
}

/* ---- the page ---------------------------------------------------------- */

static void add_head(struct buf *out, struct str head, struct str origin)
{
	struct buf source = BUF_INIT;
	size_t from, n;

	if (find_policy(head, &from, &n)) {
		buf_addf(&source, "%.*s" SERVE_OWN, STR_ARG(origin));
		buf_addstr(out, str_sub(head, 0, from));
		add_policy(out, str_sub(head, from, n), buf_str(&source));
		head = str_from(head, from + n);
	}
	buf_addstr(out, head);
	buf_adds(out, TAGS);
	buf_release(&source);
}

void serve_insert(struct buf *out, struct str html, struct str origin,
		  struct str panel)
{
	ptrdiff_t head = find_word(html, "</head"), body, end;
	size_t at = head < 0 ? 0 : (size_t)head;
	struct str rest = str_from(html, at);

	if (head >= 0)
		add_head(out, str_sub(html, 0, at), origin);
	body = find_word(rest, "<body");
	end = body < 0 ? -1 : str_chr(str_from(rest, (size_t)body), '>');
	at = end < 0 ? rest.n : (size_t)(body + end) + 1;
	buf_addstr(out, str_sub(rest, 0, at));
	buf_addc(out, '\n');
	if (head < 0)
		buf_adds(out, TAGS);
	buf_addstr(out, panel);
	buf_addstr(out, str_from(rest, at));
}
