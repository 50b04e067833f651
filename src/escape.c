/* SPDX-License-Identifier: MIT */
/* escape.c - the escapers of HTML, JSON, CSV and URLs, and the URL check. */
#include "escape.h"

#include <stdint.h>
#include <strings.h>

static bool is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7f;
}

/* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
static bool is_nonchar(struct str s)
{
	return s.n >= 3 && !memcmp(s.p, "\xef\xbf", 2) &&
	       (unsigned char)s.p[2] >= 0xbe;
}

/* What replaces the character at the start of `s`, where html_special();
 * NULL for itself. */
static const char *html_entity(struct str s, size_t *n)
{
	*n = 1;
	switch (s.p[0]) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		if (is_control((unsigned char)s.p[0]))
			return "\xef\xbf\xbd";
		if (!is_nonchar(s))
			return NULL;
		*n = 3;
		return "\xef\xbf\xbd";
	}
}

/* Bytes that are not, or not always, written as they are. */
static bool html_special(unsigned char c)
{
	/* controls but "\t", "\n", "\r"; and some below 64 */
	const uint64_t low = 0xffffd9ff | 1ull << '"' | 1ull << '&' |
			     1ull << '\'' | 1ull << '<' | 1ull << '>';

	return c < 64 ? low >> c & 1 : c == 0xef;
}

typedef unsigned char sixteen __attribute__((vector_size(16)));

static bool any_of(sixteen odd)
{
	uint64_t halves[2];

	memcpy(halves, &odd, sizeof(halves));
	return halves[0] | halves[1];
}

/* Where the next special byte stands from `i` on: sixteen at once. */
static size_t html_next(struct str s, size_t i)
{
	sixteen v;

	for (; i + sizeof(v) <= s.n; i += sizeof(v)) {
		memcpy(&v, s.p + i, sizeof(v));
		if (any_of((sixteen)((v < 0x20) | (v == '&') | (v == '<') |
				     (v == '>') | (v == '"') | (v == '\'') |
				     (v == 0xef))))
			break;
	}
	while (i < s.n && !html_special((unsigned char)s.p[i]))
		i++;
	return i;
}

void escape_html(struct buf *out, struct str s)
{
	size_t from = 0, n;

	for (size_t i = html_next(s, 0); i < s.n; i = html_next(s, i + n)) {
		const char *entity = html_entity(str_from(s, i), &n);

		if (!entity)
			continue;
		buf_add(out, s.p + from, i - from);
		buf_adds(out, entity);
		from = i + n;
	}
	if (s.n > from)
		buf_add(out, s.p + from, s.n - from);
}

/* The letter after the backslash in JSON's short escapes, or '\0'. */
static char json_short(char c)
{
	switch (c) {
	case '"':
	case '\\':
		return c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return '\0';
	}
}

/* U+2028 and U+2029 (E2 80 A8, E2 80 A9) end a line in old JavaScript. */
static bool is_separator(struct str s)
{
	return s.n >= 3 && !memcmp(s.p, "\xe2\x80", 2) &&
	       ((unsigned char)s.p[2] & 0xfe) == 0xa8;
}

void escape_json(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0, n; i < s.n; i += n) {
		char c = s.p[i], letter = json_short(c);
		bool wide = c == '\xe2' && is_separator(str_from(s, i));

		n = wide ? 3 : 1;
		if (!letter && !wide && !is_control((unsigned char)c) &&
		    c != '<' && c != '>' && c != '&')
			continue;
		buf_add(out, s.p + from, i - from);
		if (letter)
			buf_add(out, (const char[]){ '\\', letter }, 2);
		else if (wide)
			buf_adds(out, s.p[i + 2] == '\xa8' ? "\\u2028" :
							     "\\u2029");
		else
			buf_addf(out, "\\u%04x", (unsigned char)c);
		from = i + n;
	}
	if (s.n > from)
		buf_add(out, s.p + from, s.n - from);
}

/* [+-] digits [ ("." | ",") digits ]... [%] */
static bool is_number(struct str s)
{
	bool digit = false;

	if (s.n && (s.p[0] == '+' || s.p[0] == '-'))
		s = str_from(s, 1);
	if (s.n && s.p[s.n - 1] == '%')
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]) &&
		    !(digit && (s.p[i] == '.' || s.p[i] == ',')))
			return false;
		digit = ascii_digit(s.p[i]);
	}
	return digit;
}

/* Also the full-width signs, which some spreadsheets take for the ASCII ones. */
static bool is_formula(struct str s)
{
	static const char *const wide[] = {
		"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0",
	};

	if (!s.n || is_number(s))
		return false;
	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (str_starts(s, str_of(wide[i])))
			return true;
	return memchr("=+-@\t\r\n", s.p[0], 7) != NULL;
}

static bool csv_needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr(",;\"\r\n\t", s.p[i], 6))
			return true;
	return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

void escape_csv(struct buf *out, struct str s)
{
	bool quotes = csv_needs_quotes(s);

	if (quotes)
		buf_addc(out, '"');
	if (is_formula(s))
		buf_addc(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s.p[i]);
	}
	if (quotes)
		buf_addc(out, '"');
}

static bool is_word(struct str s, size_t i)
{
	return i < s.n && (ascii_alnum(s.p[i]) || (s.p[i] & 0x80));
}

/* Would the sign at s.p[i] be markup? */
static bool is_markup(struct str s, size_t i)
{
	char next = i + 1 < s.n ? s.p[i + 1] : ' ';

	switch (s.p[i]) {
	case '\\': case '`': case '*':
		return true;
	case '_':
		return !(i && is_word(s, i - 1)) || !is_word(s, i + 1);
	case '[':
		return str_find(s, STR("](")) >= 0 ||
		       str_find(s, STR("][")) >= 0 ||
		       str_find(s, STR("]:")) >= 0;
	case '<':
		return ascii_alpha(next) || strchr("/!?", next);
	case '&':
		return (ascii_alnum(next) || next == '#') &&
		       str_chr(str_from(s, i), ';') >= 0;
	case '#': case '>': case '|': case '=': case '~':
		return i == 0;
	default:
		return false;
	}
}

void escape_markdown(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_markup(s, i))
			buf_addc(out, '\\');
		buf_addc(out, s.p[i]);
	}
}

/* May a value stand without quotes, on one line, outside of brackets? */
static bool yaml_plain(struct str s)
{
	if (!s.n || str_eqs(s, "null") || s.p[s.n - 1] == ':' ||
	    (!ascii_alnum(s.p[0]) && !(s.p[0] & 0x80)) ||
	    str_find(s, STR(": ")) >= 0 || str_find(s, STR(" #")) >= 0 ||
	    str_trim(s).n != s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (is_control((unsigned char)s.p[i]))
			return false;
	return true;
}

void escape_yaml(struct buf *out, struct str s)
{
	if (yaml_plain(s)) {
		buf_addstr(out, s);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_addc(out, '\\');
		if (is_control(c))
			buf_addf(out, "\\x%02x", c);
		else
			buf_addc(out, (char)c);
	}
	buf_addc(out, '"');
}

/* Of a path: RFC 3986's unreserved characters, and "/". */
static bool is_path_char(char c)
{
	static const uint64_t set[] = {
		0x03ffe00000000000,	/* - . / 0 to 9 */
		0x47fffffe87fffffe,	/* A to Z, _, a to z, ~ */
	};
	unsigned char u = (unsigned char)c;

	return u < 128 && set[u >> 6] >> (u & 63) & 1;
}

/* Where the next other byte stands from `i` on. */
static size_t path_next(struct str s, size_t i)
{
	sixteen v;

	for (; i + sizeof(v) <= s.n; i += sizeof(v)) {
		memcpy(&v, s.p + i, sizeof(v));
		if (any_of((sixteen)~(((v | 0x20) - 'a' < 26) |
				      (v - '-' < 13) |	/* - . / 0 to 9 */
				      (v == '_') | (v == '~'))))
			break;
	}
	while (i < s.n && is_path_char(s.p[i]))
		i++;
	return i;
}

void escape_path(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = path_next(s, 0); i < s.n; i = path_next(s, i + 1)) {
		buf_add(out, s.p + from, i - from);
		buf_addf(out, "%%%02X", (unsigned char)s.p[i]);
		from = i + 1;
	}
	if (s.n > from)
		buf_add(out, s.p + from, s.n - from);
}

static bool scheme_safe(struct str scheme)
{
	static const char *const schemes[] = {
		"http", "https", "mailto", "tel",
	};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (scheme.n == strlen(schemes[i]) &&
		    !strncasecmp(scheme.p, schemes[i], scheme.n))
			return true;
	return false;
}

bool url_safe(struct str url)
{
	if (str_starts(url, STR("//")))
		return false;
	for (size_t i = 0; i < url.n; i++)
		if (is_control((unsigned char)url.p[i]) || url.p[i] == '\\' ||
		    (url.p[i] == ' ' && i == 0))
			return false;
	/* What comes before ":" is a scheme unless the path began before. */
	for (size_t i = 0; i < url.n && !strchr("/?#", url.p[i]); i++) {
		if (url.p[i] == '&')
			return false;
		if (url.p[i] == ':')
			return scheme_safe(str_sub(url, 0, i));
	}
	return true;
}
