/* SPDX-License-Identifier: MIT */
/*
 * repo_commit.c - a commit object's bytes as a struct repo_commit.
 *
 *	"tree" SP id LF { "parent" SP id LF } "author" SP who LF
 *	"committer" SP who LF { header LF [ { SP continued LF } ] } LF message
 *	who = name SP "<" email ">" SP seconds SP zone
 *
 * What git and libgit2 refuse in names and times is read as far as it goes,
 * and told by `damaged`: a commit must not vanish from a history because its
 * author had no e-mail address.
 */
#include "repo.h"

#include "text.h"

/* The years 1 to 9999: what dates can show. */
#define TIME_MIN (-62135596800)
#define TIME_MAX 253402300799

int oid_parse(struct str hex, struct oid *id)
{
	if (hex.n != OID_HEX)
		return -1;
	for (size_t i = 0; i < hex.n; i++) {
		char c = hex.p[i];
		unsigned digit;

		if (ascii_digit(c))
			digit = (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (unsigned)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			digit = (unsigned)(c - 'A' + 10);
		else
			return -1;
		if (i % 2)
			digit |= (unsigned)id->id[i / 2] << 4;
		id->id[i / 2] = (unsigned char)digit;
	}
	return 0;
}

void oid_hex(const struct oid *id, char hex[OID_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < sizeof(id->id); i++) {
		hex[2 * i] = digits[id->id[i] >> 4];
		hex[2 * i + 1] = digits[id->id[i] & 15];
	}
	hex[OID_HEX] = '\0';
}

bool oid_eq(const struct oid *a, const struct oid *b)
{
	return memcmp(a->id, b->id, sizeof(a->id)) == 0;
}

static void add_latin1(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80) {
			buf_addc(out, (char)c);
		} else {
			buf_addc(out, (char)(0xc0 | c >> 6));
			buf_addc(out, (char)(0x80 | (c & 0x3f)));
		}
	}
}

static void add_mended(struct buf *out, struct str s)
{
	ptrdiff_t bad;

	while ((bad = text_invalid(s)) >= 0) {
		buf_add(out, s.p, (size_t)bad);
		buf_adds(out, "\xef\xbf\xbd");
		s = str_from(s, (size_t)bad + 1);
	}
	buf_addstr(out, s);
}

/* At most `max` bytes, without a torn code point at the end. */
static struct str cut(struct str s, size_t max)
{
	size_t n = max;

	if (s.n <= max)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80 && max - n < 4)
		n--;
	return str_sub(s, 0, n);
}

struct str repo_utf8(struct pool *pool, struct str bytes, bool latin1,
		     size_t max)
{
	struct buf b = BUF_INIT;
	ptrdiff_t nul = str_chr(bytes, '\0');
	struct str s;

	if (nul >= 0)
		bytes = str_sub(bytes, 0, (size_t)nul);
	bytes = latin1 ? str_sub(bytes, 0, max) : cut(bytes, max);
	if (latin1)
		add_latin1(&b, bytes);
	else
		add_mended(&b, bytes);
	s = pool_str(pool, cut(buf_str(&b), max));
	buf_release(&b);
	return s;
}

/* Take the last blank-separated word off the end of `*s`. */
static struct str last_word(struct str *s)
{
	struct str word;
	ptrdiff_t at;

	*s = str_trim(*s);
	at = str_rchr(*s, ' ');
	word = str_from(*s, (size_t)(at + 1));
	*s = str_sub(*s, 0, (size_t)(at + 1));
	return word;
}

static bool parse_zone(struct str s, int *offset)
{
	long number;

	*offset = 0;
	if (s.n < 2 || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	number = str_number(str_from(s, 1));
	if (number < 0)
		return false;
	if (s.n == 5 && number / 100 <= 14 && number % 100 <= 59)
		*offset = (int)(number / 100 * 60 + number % 100);
	if (s.p[0] == '-')
		*offset = -*offset;
	return true;
}

/* A count of seconds that a date can show; else false and 0. */
static bool parse_time(struct str s, int64_t *seconds)
{
	bool negative = s.n && s.p[0] == '-';
	int64_t n = 0;

	*seconds = 0;
	if (negative)
		s = str_from(s, 1);
	if (!s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]) || n > TIME_MAX)
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	if (negative)
		n = -n;
	if (n < TIME_MIN || n > TIME_MAX)
		return false;
	*seconds = n;
	return true;
}

static bool is_count(struct str s)
{
	if (s.n && s.p[0] == '-')
		s = str_from(s, 1);
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* Split a signature's line into who and when; false if "when" is missing. */
static bool split_when(struct str line, struct str *who, struct str *seconds,
		       struct str *zone)
{
	ptrdiff_t gt = str_rchr(line, '>');
	struct str head = str_sub(line, 0, (size_t)(gt + 1));
	struct str tail = str_from(line, (size_t)(gt + 1));
	int ignored;

	*who = line;
	*zone = last_word(&tail);
	if (!parse_zone(*zone, &ignored)) {	/* no zone: the time is last */
		*seconds = *zone;
		*zone = (struct str){ NULL, 0 };
	} else {
		*seconds = last_word(&tail);
	}
	if (!is_count(*seconds)) {
		*seconds = (struct str){ NULL, 0 };
		return false;
	}
	*who = gt >= 0 ? head : tail;
	return true;
}

/* False if something is missing or impossible; the rest is filled. */
static bool parse_signature(struct pool *pool, struct str line, bool latin1,
			    struct signature *sig)
{
	struct str who, seconds, zone, name, email = { NULL, 0 };
	bool ok = split_when(line, &who, &seconds, &zone);
	ptrdiff_t lt = str_chr(who, '<'), gt;

	ok = parse_time(seconds, &sig->time) && ok;
	ok = parse_zone(zone, &sig->offset) && ok;
	name = lt < 0 ? who : str_sub(who, 0, (size_t)lt);
	if (lt >= 0) {
		email = str_from(who, (size_t)lt + 1);
		gt = str_chr(email, '>');
		ok = ok && gt >= 0;
		email = str_sub(email, 0, gt < 0 ? email.n : (size_t)gt);
	}
	sig->name = repo_utf8(pool, str_trim(name), latin1, REPO_NAME_MAX);
	sig->email = repo_utf8(pool, str_trim(email), latin1, REPO_NAME_MAX);
	return ok && lt >= 0;
}

static bool is_latin1(struct str name)
{
	static const char *const names[] = {
		"iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "latin1",
		"latin-1", "l1",
	};
	char lower[16] = "";

	name = str_trim(name);
	if (name.n >= sizeof(lower))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		lower[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(lower, names[i]) == 0)
			return true;
	return false;
}

/* The value of a header line of this name; `*value` keeps the first. */
static bool take(struct str line, struct str name, struct str *value)
{
	if (!str_starts(line, name))
		return false;
	if (!value->p)
		*value = str_from(line, name.n);
	return true;
}

int repo_commit_parse(struct pool *pool, struct str raw,
		      struct repo_commit *out)
{
	struct str rest = raw, line, tree = { NULL, 0 };
	struct str author = { NULL, 0 }, committer = { NULL, 0 };
	struct str encoding = { NULL, 0 };
	struct oid parent;
	size_t cap = 0;
	bool latin1;

	*out = (struct repo_commit){ .id = out->id };
	while (str_line(&rest, &line) && line.n) {
		if (str_starts(line, STR("parent "))) {
			if (oid_parse(str_from(line, 7), &parent) < 0)
				return -1;
			POOL_PUSH(pool, out->parents, out->nparents, cap,
				  parent);
			continue;
		}
		(void)(take(line, STR("tree "), &tree) ||
		       take(line, STR("author "), &author) ||
		       take(line, STR("committer "), &committer) ||
		       take(line, STR("encoding "), &encoding));
	}
	if (oid_parse(tree, &out->tree) < 0)
		return -1;
	latin1 = is_latin1(encoding);
	if (!parse_signature(pool, author, latin1, &out->author))
		out->damaged = true;
	if (!committer.p) {	/* the author's word is the nearest */
		out->committer = out->author;
		out->damaged = true;
	} else if (!parse_signature(pool, committer, latin1,
				    &out->committer)) {
		out->damaged = true;
	}
	while (rest.n && rest.p[0] == '\n')
		rest = str_from(rest, 1);
	out->message = repo_utf8(pool, rest, latin1, REPO_MESSAGE_MAX);
	return 0;
}
