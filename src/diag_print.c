/* SPDX-License-Identifier: MIT */
/* diag_print.c - findings as people read them, with the line and a caret. */
#include "diag_print.h"

#include <stdio.h>

#include "text.h"

#define ARG_CHARS 160		/* of an argument that are shown */
#define ECHO_COLUMNS 96		/* of a source line that are shown */
#define ECHO_RIGHT 36		/* of them from the caret on, if it is cut */
#define ECHO_CHARS 400		/* marks have no width: a limit for them too */
#define INDENT "    "
#define ELLIPSIS "…"

/* Bytes of the UTF-8 character at the front of `s`; 1 if it is none. */
static size_t char_bytes(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return n <= s.n && text_invalid(str_sub(s, 0, n)) < 0 ? n : 1;
}

/*
 * Characters that act on a terminal or on the order of what is read: control
 * characters (C0 but for tab, DEL, C1), bidirectional marks and overrides
 * (U+061C, 200E-F, 202A-E, 2066-9), line and paragraph separators (2028-9),
 * and whatever is not UTF-8.
 */
static bool char_harmful(struct str ch)
{
	const unsigned char *p = (const unsigned char *)ch.p;

	if (ch.n == 1)
		return (p[0] < 0x20 && p[0] != '\t') || p[0] >= 0x7f;
	if (ch.n == 2)
		return (p[0] == 0xc2 && p[1] < 0xa0) ||
		       (p[0] == 0xd8 && p[1] == 0x9c);
	if (ch.n != 3 || p[0] != 0xe2)
		return false;
	if (p[1] == 0x80)
		return p[2] == 0x8e || p[2] == 0x8f ||
		       (p[2] >= 0xa8 && p[2] <= 0xae);
	return p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9;
}

static void add_safe(struct buf *out, struct str s)
{
	while (s.n) {
		struct str ch = str_sub(s, 0, char_bytes(s));

		if (char_harmful(ch))
			buf_adds(out, "\xef\xbf\xbd");
		else
			buf_addstr(out, ch);
		s = str_from(s, ch.n);
	}
}

/* On one line, cut at ARG_CHARS characters. */
static void add_arg(struct buf *out, struct str s)
{
	size_t chars = 0;

	s = str_trim(s);
	while (s.n && chars < ARG_CHARS) {
		struct str ch = str_sub(s, 0, char_bytes(s));

		if (ascii_space(ch.p[0]))
			buf_addc(out, ' ');
		else
			add_safe(out, ch);
		chars++;
		s = str_from(s, ch.n);
	}
	if (s.n)
		buf_adds(out, ELLIPSIS);
}

/* The words of the catalog for an argument that names something, or NULL. */
static struct str term(const struct diag_arg *arg, const struct catalog *cat)
{
	char key[128];

	if (arg->value.n > 80)
		return (struct str){ NULL, 0 };
	snprintf(key, sizeof(key), "term.%.20s.%.*s", arg->name,
		 STR_ARG(arg->value));
	return messages_get(cat, key);
}

static void add_words(struct buf *out, const struct diag *entry,
		      const struct catalog *cat, const char *what)
{
	enum { MAX = sizeof(entry->args) / sizeof(*entry->args) };
	struct diag_arg args[MAX + 1] = { { NULL, { NULL, 0 } } };
	struct buf values[MAX] = { BUF_INIT };
	char key[80];

	for (size_t i = 0; i < MAX && entry->args[i].name; i++) {
		args[i].name = entry->args[i].name;
		args[i].value = term(&entry->args[i], cat);
		if (args[i].value.p)
			continue;
		add_arg(&values[i], entry->args[i].value);
		args[i].value = buf_str(&values[i]);
	}
	snprintf(key, sizeof(key), "diag.%s.%s", diag_name(entry->code), what);
	messages_format(out, cat, key, args);
	for (size_t i = 0; i < MAX; i++)
		buf_release(&values[i]);
}

void diag_message(struct buf *out, const struct diag *entry,
		  const struct catalog *cat)
{
	add_words(out, entry, cat, "message");
}

void diag_mend(struct buf *out, const struct diag *entry,
	       const struct catalog *cat)
{
	add_words(out, entry, cat, "mend");
}

void diag_mend_line(struct buf *out, const struct diag *entry,
		    const struct catalog *cat)
{
	struct buf mend = BUF_INIT;

	diag_mend(&mend, entry, cat);
	say(out, cat, "cli.mend", { "mend", buf_str(&mend) });
	buf_release(&mend);
}

void diag_cursor_move(struct diag_cursor *c, struct pos pos)
{
	if (!pos.src || c->src != pos.src || c->off > pos.off)
		*c = (struct diag_cursor){ pos.src, 0, 0, 1, 1 };
	if (!pos.src)
		return;
	for (; c->off < pos.off && c->off < pos.src->text.n; c->off++) {
		unsigned char byte = (unsigned char)pos.src->text.p[c->off];

		if (byte == '\n') {
			c->line++;
			c->col = 1;
			c->start = c->off + 1;
		} else if ((byte & 0xc0) != 0x80) {
			c->col++;
		}
	}
}

struct str diag_cursor_line(const struct diag_cursor *c)
{
	struct str rest = str_from(c->src->text, c->start);
	struct str line = STR("");

	str_line(&rest, &line);
	return line;
}

/* Whole characters at the front of `s` that fit, in bytes. */
static size_t fit_right(struct str s, size_t columns)
{
	size_t n = 0, width = 0;

	for (size_t chars = 0; n < s.n && chars < ECHO_CHARS; chars++) {
		struct str ch = str_sub(s, n, char_bytes(str_from(s, n)));

		width += ch.p[0] == '\t' ? 8 : text_width(ch);
		if (width > columns)
			break;
		n += ch.n;
	}
	return n;
}

/* The same from the end of `s` backwards. */
static size_t fit_left(struct str s, size_t columns)
{
	size_t n = 0, width = 0;

	for (size_t chars = 0; n < s.n && chars < ECHO_CHARS; chars++) {
		size_t from = s.n - n - 1;

		while (from && ((unsigned char)s.p[from] & 0xc0) == 0x80)
			from--;
		width += s.p[from] == '\t' ? 8
			 : text_width(str_sub(s, from, s.n - n - from));
		if (width > columns)
			break;
		n = s.n - from;
	}
	return n;
}

/* What stands under `shown`, whose tabs are copied whatever their width. */
static void add_blanks(struct buf *out, struct str shown)
{
	size_t n;

	for (; shown.n; shown = str_from(shown, n)) {
		n = char_bytes(shown);
		if (shown.p[0] == '\t')
			buf_addc(out, '\t');
		else
			for (size_t w = text_width(str_sub(shown, 0, n)); w; w--)
				buf_addc(out, ' ');
	}
}

/* The source line, or what of it is around the cursor, and a caret below. */
static void add_echo(struct buf *out, const struct diag_cursor *c, bool color)
{
	struct str line = diag_cursor_line(c), before, after;
	struct buf shown = BUF_INIT;
	bool cut = false;

	if (!str_trim(line).n)
		return;
	before = str_sub(line, 0, c->off - c->start);
	after = str_from(line, before.n);
	if (fit_right(line, ECHO_COLUMNS) < line.n) {
		size_t left = fit_left(before, ECHO_COLUMNS - ECHO_RIGHT);

		cut = left < before.n;
		before = str_from(before, before.n - left);
		after.n = fit_right(after, ECHO_COLUMNS -
				    text_width(before));
	}
	add_safe(&shown, before);
	buf_adds(out, cut ? INDENT ELLIPSIS : INDENT);
	buf_addstr(out, buf_str(&shown));
	add_safe(out, after);
	buf_adds(out, after.p + after.n < line.p + line.n ? ELLIPSIS "\n"
							  : "\n");
	buf_adds(out, cut ? INDENT " " : INDENT);
	add_blanks(out, buf_str(&shown));
	buf_adds(out, color ? "\033[1;32m^\033[m\n" : "^\n");
	buf_release(&shown);
}

static void add_place(struct buf *out, const struct diag_cursor *c)
{
	if (!c->src) {
		buf_adds(out, "minhbach:");
		return;
	}
	add_safe(out, c->src->path);
	if (c->src->rev.n) {
		buf_addc(out, '@');
		add_safe(out, str_sub(c->src->rev, 0, 7));
	}
	buf_addf(out, ":%u:%u:", c->line, c->col);
}

static void print_one(struct buf *out, const struct diag *entry,
		      const struct diag_cursor *c, const struct catalog *cat,
		      bool color)
{
	static const struct {
		const char *key, *sgr;
	} severities[] = {
		[DIAG_NOTE] = { "cli.severity.note", "\033[1;36m" },
		[DIAG_WARNING] = { "cli.severity.warning", "\033[1;33m" },
		[DIAG_ERROR] = { "cli.severity.error", "\033[1;31m" },
	};
	enum diag_severity severity = diag_severity(entry->code);

	buf_adds(out, color ? "\033[1m" : "");
	add_place(out, c);
	buf_adds(out, color ? "\033[m " : " ");
	buf_adds(out, color ? severities[severity].sgr : "");
	messages_format(out, cat, severities[severity].key,
			(const struct diag_arg[1]){ { NULL, { NULL, 0 } } });
	buf_adds(out, color ? ":\033[m " : ": ");
	diag_message(out, entry, cat);
	buf_addf(out, " [%s]\n", diag_name(entry->code));
	if (c->src)
		add_echo(out, c, color);
	buf_adds(out, INDENT);
	diag_mend_line(out, entry, cat);
	buf_addc(out, '\n');
}

void diag_print(struct buf *out, const struct diags *d,
		const struct catalog *cat, bool color)
{
	struct diag_cursor c = DIAG_CURSOR_INIT;

	for (size_t i = 0; i < d->n; i++) {
		diag_cursor_move(&c, d->list[i].pos);
		print_one(out, &d->list[i], &c, cat, color);
	}
}
