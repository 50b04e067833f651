/* SPDX-License-Identifier: MIT */
/* http.c - targets, hosts, ranges, entity tags and kinds of files. */
#include "http.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <strings.h>

/* ---- targets ----------------------------------------------------------- */

static int hex_digit(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte at the front of `s`, which it is taken from; -1: a broken escape. */
static int take_byte(struct str *s)
{
	int high, low, byte = (unsigned char)s->p[0];
	size_t n = 1;

	if (byte == '%') {
		high = s->n > 2 ? hex_digit(s->p[1]) : -1;
		low = s->n > 2 ? hex_digit(s->p[2]) : -1;
		if (high < 0 || low < 0)
			return -1;
		byte = high * 16 + low;
		n = 3;
	}
	*s = str_from(*s, n);
	return byte;
}

int http_path(struct buf *out, struct str target)
{
	ptrdiff_t query = str_chr(target, '?');
	bool begins = true;

	if (query >= 0)
		target.n = (size_t)query;
	if (!target.n || target.n > HTTP_PATH_MAX || target.p[0] != '/')
		return -1;
	target = str_from(target, 1);
	while (target.n) {
		int c = take_byte(&target);

		if (c < 0x20 || c == 0x7f || c == '\\' ||
		    (begins && (c == '.' || c == '/')))
			return -1;
		buf_addc(out, (char)c);
		begins = c == '/';
	}
	return 0;
}

/* ---- hosts ------------------------------------------------------------- */

static bool is_port(struct str s)
{
	return !s.n || (s.n <= 5 && str_number(s) >= 0 &&
			str_number(s) <= 65535);
}

/* The name of "name:port" or "[address]:port"; false if it is neither. */
static bool split_host(struct str host, struct str *name)
{
	ptrdiff_t end;

	if (host.n && host.p[0] == '[') {
		end = str_chr(host, ']');
		if (end < 0)
			return false;
		*name = str_sub(host, 1, (size_t)end - 1);
		host = str_from(host, (size_t)end + 1);
		return !host.n || (host.p[0] == ':' &&
				   is_port(str_from(host, 1)));
	}
	end = str_chr(host, ':');
	*name = end < 0 ? host : str_sub(host, 0, (size_t)end);
	return end < 0 || is_port(str_from(host, (size_t)end + 1));
}

static bool same_name(struct str a, const char *b)
{
	return b && a.n == strlen(b) && !strncasecmp(a.p, b, a.n);
}

bool http_host(struct str host, bool open, const char *own)
{
	unsigned char address[16];
	char text[INET6_ADDRSTRLEN];
	struct str name;

	if (!split_host(host, &name) || !name.n)
		return false;
	if (same_name(name, "localhost") || (open && same_name(name, own)))
		return true;
	if (name.n >= sizeof(text) || memchr(name.p, '\0', name.n))
		return false;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	if (host.p[0] != '[')
		return inet_pton(AF_INET, text, address) == 1 &&
		       (open || address[0] == 127);
	return inet_pton(AF_INET6, text, address) == 1 &&
	       (open || !memcmp(address, &in6addr_loopback, 16));
}

/* ---- ranges ------------------------------------------------------------ */

/* Digits alone; false if there are none, or too many. */
static bool number(struct str s, uint64_t *value)
{
	*value = 0;
	if (!s.n || s.n > 18)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			return false;
		*value = *value * 10 + (uint64_t)(s.p[i] - '0');
	}
	return true;
}

enum http_range_result http_range(struct str value, uint64_t size,
				  uint64_t *from, uint64_t *n)
{
	struct str first, last;
	uint64_t end = size;
	ptrdiff_t dash;

	if (!str_starts(value, STR("bytes=")))
		return HTTP_RANGE_ALL;
	value = str_trim(str_from(value, 6));
	dash = str_chr(value, '-');
	if (dash < 0)
		return HTTP_RANGE_ALL;
	first = str_sub(value, 0, (size_t)dash);
	last = str_from(value, (size_t)dash + 1);
	if (!first.n) {		/* so many bytes at the end */
		if (!number(last, n))
			return HTTP_RANGE_ALL;
		*n = *n < size ? *n : size;
		*from = size - *n;
		return *n ? HTTP_RANGE_PART : HTTP_RANGE_BEYOND;
	}
	if (!number(first, from) || (last.n && !number(last, &end)) ||
	    (last.n && end < *from))
		return HTTP_RANGE_ALL;
	if (*from >= size)
		return HTTP_RANGE_BEYOND;
	end = last.n && end < size ? end + 1 : size;
	*n = end - *from;
	return HTTP_RANGE_PART;
}

/* ---- entity tags ------------------------------------------------------- */

bool http_etag_listed(struct str list, struct str etag)
{
	struct str one;

	if (str_eqs(str_trim(list), "*"))
		return true;
	while (str_split(&list, ',', &one)) {
		one = str_trim(one);
		if (str_starts(one, STR("W/")))
			one = str_from(one, 2);
		if (str_eq(one, etag))
			return true;
	}
	return false;
}

/* ---- kinds of files ---------------------------------------------------- */

const char *http_type(struct str path)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ "feed.xml", "application/atom+xml; charset=utf-8" },
		{ ".html", "text/html; charset=utf-8" },
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".json", "application/json; charset=utf-8" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".xml", "application/xml; charset=utf-8" },
		{ ".ics", "text/calendar; charset=utf-8" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" },
		{ ".gif", "image/gif" },
		{ ".webp", "image/webp" },
		{ ".avif", "image/avif" },
		{ ".ico", "image/x-icon" },
		{ ".woff2", "font/woff2" },
		{ ".pdf", "application/pdf" },
		{ ".zip", "application/zip" },
		{ ".doc", "application/msword" },
		{ ".docx", "application/vnd.openxmlformats-officedocument"
			   ".wordprocessingml.document" },
		{ ".xls", "application/vnd.ms-excel" },
		{ ".xlsx", "application/vnd.openxmlformats-officedocument"
			   ".spreadsheetml.sheet" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		size_t n = strlen(types[i].ending);

		if (path.n >= n && !strncasecmp(path.p + path.n - n,
						types[i].ending, n))
			return types[i].type;
	}
	return "application/octet-stream";
}
