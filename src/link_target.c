/* SPDX-License-Identifier: MIT */
/* link_target.c - resolves the links of source texts. */
#include "link_target.h"

#include "markdown.h"
#include "text.h"

static int hex_digit(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
		int lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;

		if (s.p[i] == '%' && hi >= 0 && lo >= 0) {
			buf_addc(out, (char)(hi * 16 + lo));
			i += 2;
		} else {
			buf_addc(out, s.p[i]);
		}
	}
}

/* False if the path leads outside. */
static bool resolve(struct buf *out, struct str source, struct str path)
{
	ptrdiff_t slash = str_rchr(source, '/');
	struct buf plain = BUF_INIT;
	struct str rest, part;
	bool inside = true;

	decode(&plain, path);
	rest = buf_str(&plain);
	if (rest.n && rest.p[0] == '/')
		rest = str_from(rest, 1);
	else if (slash >= 0)
		buf_addstr(out, str_sub(source, 0, (size_t)slash));
	while (inside && str_split(&rest, '/', &part)) {
		if (!part.n || str_eqs(part, "."))
			continue;
		if (str_eqs(part, "..")) {
			slash = str_rchr(buf_str(out), '/');
			inside = out->n > 0;
			out->n = slash < 0 ? 0 : (size_t)slash;
			continue;
		}
		if (out->n)
			buf_addc(out, '/');
		buf_addstr(out, part);
	}
	buf_release(&plain);
	return inside;
}

static bool has_scheme(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		if (url.p[i] == ':')
			return i > 0;
		if (!ascii_alnum(url.p[i]) && !strchr("+-.", url.p[i]))
			return false;
	}
	return false;
}

struct link_target link_target(struct pool *pool, struct str source,
			       struct str url)
{
	struct link_target t = { LINK_AWAY, STR(""), STR("") };
	ptrdiff_t hash = str_chr(url, '#');
	struct buf b = BUF_INIT;

	if (!url.n || has_scheme(url) || str_starts(url, STR("//")))
		return t;
	t.kind = LINK_FILE;
	if (hash >= 0) {
		decode(&b, str_from(url, (size_t)hash + 1));
		t.fragment = pool_str(pool, buf_str(&b));
		buf_clear(&b);
		url = str_sub(url, 0, (size_t)hash);
	}
	if (!url.n)
		buf_addstr(&b, source);
	else if (!resolve(&b, source, url))
		t.kind = LINK_OUTSIDE;
	t.path = pool_str(pool, buf_str(&b));
	buf_release(&b);
	return t;
}

struct str link_heading(struct pool *pool, struct str fragment)
{
	if (str_starts(fragment, STR(LINK_HEADING_PREFIX)))
		fragment = str_from(fragment, sizeof(LINK_HEADING_PREFIX) - 1);
	return pool_printf(pool, LINK_HEADING_PREFIX "%.*s",
			   STR_ARG(text_slug(pool, fragment,
					     MARKDOWN_SLUG_MAX)));
}
