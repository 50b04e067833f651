/* SPDX-License-Identifier: MIT */
/* section.c - reads one section of a plan: heading, field list, body. */
#include "section.h"

#include "markdown.h"
#include "text.h"

#define INDENT_CODE 4	/* columns that make an indented code block */

const struct field *section_field(const struct section *s, enum field_id id)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].id == id)
			return &s->fields[i];
	return NULL;
}

struct str section_text(const struct section *s, enum field_id id)
{
	const struct field *f = section_field(s, id);

	return f ? f->text : (struct str){ NULL, 0 };
}

/* ---- lines ------------------------------------------------------------- */

static size_t indent_of(struct str line)
{
	size_t columns = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == ' ')
			columns++;
		else if (line.p[i] == '\t')
			columns += 4 - columns % 4;
		else
			break;
	}
	return columns;
}

static bool blank(struct str line)
{
	return str_trim(line).n == 0;
}

/* The level of an ATX heading line, or 0. */
static int heading_level(struct str line)
{
	struct str s = str_trim(line);
	size_t n = 0;

	if (indent_of(line) >= INDENT_CODE)
		return 0;
	while (n < s.n && s.p[n] == '#')
		n++;
	if (n < 1 || n > 6 || (n < s.n && s.p[n] != ' ' && s.p[n] != '\t'))
		return 0;
	return (int)n;
}

/* The columns before a list entry's text, or 0 if the line begins none. */
static size_t entry_indent(struct str line)
{
	size_t at = indent_of(line), marker = 0;
	struct str s = str_trim(line);

	if (at >= INDENT_CODE || !s.n)
		return 0;
	if (strchr("-*+", s.p[0])) {
		marker = 1;
	} else {
		while (marker < s.n && marker < 9 && ascii_digit(s.p[marker]))
			marker++;
		if (!marker || marker == s.n || !strchr(".)", s.p[marker]))
			return 0;
		marker++;
	}
	if (marker < s.n && s.p[marker] != ' ' && s.p[marker] != '\t')
		return 0;
	return at + marker + 1;
}

/* The fence that a line opens ("```", "~~~~"), or an empty slice. */
static struct str fence_of(struct str line)
{
	struct str s = str_trim(line);
	size_t n = 0;

	if (indent_of(line) >= INDENT_CODE || !s.n ||
	    (s.p[0] != '`' && s.p[0] != '~'))
		return (struct str){ NULL, 0 };
	while (n < s.n && s.p[n] == s.p[0])
		n++;
	if (n < 3 || (s.p[0] == '`' && str_chr(str_from(s, n), '`') >= 0))
		return (struct str){ NULL, 0 };
	return str_sub(s, 0, n);
}

static bool closes_fence(struct str line, struct str fence)
{
	struct str s = str_trim(line);

	if (indent_of(line) >= INDENT_CODE || s.n < fence.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != fence.p[0])
			return false;
	return true;
}

/* ---- the heading ------------------------------------------------------- */

static size_t roman_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && strchr("IVXLC", s.p[n]))
		n++;
	return n;
}

/*
 * The numbering before a title: parts of digits, Roman figures or one letter,
 * joined by ".", ended by "." or ")" and a space: "1.", "I.4.", "2.1", "a)".
 * Returns its length with what follows it, and the number without the end.
 */
static size_t numbering(struct str s, struct str *number)
{
	size_t at = 0, part, end = 0;

	for (;;) {
		struct str rest = str_from(s, at);

		part = 0;
		while (part < rest.n && ascii_digit(rest.p[part]))
			part++;
		if (!part)
			part = roman_length(rest);
		if (!part && at == 0 && rest.n > 1 && ascii_alpha(rest.p[0]) &&
		    rest.p[1] == ')')
			part = 1;
		if (!part)
			break;
		at += part;
		end = at;
		if (at >= s.n || s.p[at] != '.')
			break;
		at++;
	}
	if (!end || at >= s.n)
		return 0;
	if (at == end) {	/* no "." after the last part */
		bool dotted = str_chr(str_sub(s, 0, end), '.') >= 0;

		if (s.p[at] == ')')
			at++;
		else if (!dotted || s.p[at] != ' ')
			return 0;
	}
	if (at >= s.n || s.p[at] != ' ')
		return 0;
	*number = str_sub(s, 0, end);
	while (at < s.n && s.p[at] == ' ')
		at++;
	return at < s.n ? at : 0;
}

static void parse_heading(struct section *s, struct pool *pool, struct str line)
{
	struct str t = str_trim(line);
	struct buf plain = BUF_INIT;
	size_t n;

	t = str_trim(str_from(t, (size_t)s->level));
	n = t.n;
	while (n && t.p[n - 1] == '#')
		n--;
	if (n == 0 || t.p[n - 1] == ' ' || t.p[n - 1] == '\t')
		t = str_trim(str_sub(t, 0, n));
	t = str_from(t, numbering(t, &s->number));
	markdown_plain(&plain, t);
	s->title = text_squeeze(pool, buf_str(&plain));
	if (s->title.p == plain.p)
		s->title = pool_str(pool, s->title);
	s->folded = text_fold(pool, s->title);
	buf_release(&plain);
}

/* ---- the field list ---------------------------------------------------- */

struct reader {
	struct pool *pool;
	const struct vocabulary *v;
	struct str text;	/* the section, normalised */
	size_t at;		/* of the next line */
	const struct source *src;
	size_t off;
	struct diags *diags;
	struct section *s;
	struct buf value;	/* of the open field */
};

static struct str peek_line(const struct reader *r, size_t at, size_t *next)
{
	struct str rest = str_from(r->text, at), line = { NULL, 0 };

	str_line(&rest, &line);
	*next = rest.p ? (size_t)(rest.p - r->text.p) : r->text.n;
	return line;
}

static struct pos pos_of(const struct reader *r, const char *p)
{
	return POS_AT(r->src, r->off + (size_t)(p - r->text.p));
}

/* The text of a bullet entry without marker, or a NULL slice. */
static struct str bullet(struct str line)
{
	struct str s = str_trim(line);

	if (indent_of(line) >= INDENT_CODE || s.n < 2 ||
	    !strchr("-*+", s.p[0]) || (s.p[1] != ' ' && s.p[1] != '\t'))
		return (struct str){ NULL, 0 };
	return str_trim(str_from(s, 1));
}

static bool checkbox(struct str entry, bool *done)
{
	if (entry.n < 3 || entry.p[0] != '[' || entry.p[2] != ']' ||
	    (entry.n > 3 && entry.p[3] != ' '))
		return false;
	*done = entry.p[1] == 'x' || entry.p[1] == 'X';
	return *done || entry.p[1] == ' ';
}

/* "Label: value"; the label may be in bold. */
static bool split_label(struct str entry, struct str *label, struct str *value)
{
	ptrdiff_t colon = str_chr(entry, ':');

	if (colon <= 0)
		return false;
	*label = str_trim(str_sub(entry, 0, (size_t)colon));
	*value = str_from(entry, (size_t)colon + 1);
	if (label->n > 4 && str_starts(*label, STR("**"))) {
		*label = str_from(*label, 2);
		if (str_starts(*value, STR("**")))
			*value = str_from(*value, 2);
		else if (str_ends(*label, STR("**")))
			label->n -= 2;
	}
	*value = str_trim(*value);
	return true;
}

static bool known_entry(const struct reader *r, struct str line)
{
	struct str entry = bullet(line), label, value;

	return entry.p && split_label(entry, &label, &value) &&
	       vocabulary_field(r->v, label) != NFIELDS;
}

/* Values lose trailing ";" and "." where they are short. */
static struct str tidy_value(struct pool *pool, struct str s)
{
	s = text_squeeze(pool, s);
	if (s.n && s.p[s.n - 1] == ';')
		s.n--;
	else if (s.n && s.n <= 80 && s.p[s.n - 1] == '.' &&
		 !(s.n > 1 && s.p[s.n - 2] == '.') &&
		 str_find(s, STR(". ")) < 0)
		s.n--;
	return pool_str(pool, str_trim(s));
}

static void close_field(struct reader *r)
{
	struct section *s = r->s;

	if (!s->nfields || !r->value.p)
		return;
	s->fields[s->nfields - 1].text =
		tidy_value(r->pool, buf_str(&r->value));
	buf_release(&r->value);
}

static void open_field(struct reader *r, struct str entry)
{
	struct section *s = r->s;
	struct str label, value;
	enum field_id id;

	if (!split_label(entry, &label, &value)) {
		diag(r->diags, DIAG_FIELD_WITHOUT_LABEL, pos_of(r, entry.p),
		     { "text", entry });
		buf_addc(&r->value, ' ');
		buf_addstr(&r->value, entry);
		return;
	}
	id = vocabulary_field(r->v, label);
	if (id == NFIELDS) {
		diag(r->diags, DIAG_UNKNOWN_LABEL, pos_of(r, label.p),
		     { "label", label },
		     { "near", text_nearest(label, r->v->labels,
					    r->v->nlabels) });
		close_field(r);
		/* Nothing is lost: it goes on as the item's account. */
		return;
	}
	close_field(r);
	if (!field_repeats(id) && section_field(s, id))
		diag(r->diags, DIAG_DUPLICATE_FIELD, pos_of(r, label.p),
		     { "label", label });
	POOL_PUSH(r->pool, s->fields, s->nfields, s->fields_cap,
		  (struct field){ id, { NULL, 0 },
				  (unsigned)(value.p - r->text.p) });
	buf_addstr(&r->value, value);
	if (!r->value.p)
		buf_adds(&r->value, "");
}

/*
 * After a blank line at `at`: does the field list go on?  It does with an
 * indented line (*kind 'c'), an entry of a known label ('e'), or paragraphs
 * before one ('p').  Returns where the going on begins.
 */
static size_t goes_on(const struct reader *r, size_t at, char *kind)
{
	size_t next, start = 0;
	bool begun = false;

	for (; at < r->text.n; at = next) {
		struct str line = peek_line(r, at, &next);
		bool done;

		if (blank(line))
			continue;
		if (!begun) {
			begun = true;
			start = at;
			if (known_entry(r, line)) {
				*kind = 'e';
				return at;
			}
			if (indent_of(line) >= 2 && !fence_of(line).n) {
				*kind = 'c';
				return at;
			}
		}
		if (known_entry(r, line)) {
			*kind = 'p';
			return start;
		}
		/* Only plain paragraphs can stand between field lists. */
		if (bullet(line).p || entry_indent(line) || fence_of(line).n ||
		    heading_level(line) || indent_of(line) >= INDENT_CODE ||
		    strchr("|>", str_trim(line).p[0]) ||
		    checkbox(str_trim(line), &done))
			break;
	}
	*kind = 0;
	return r->text.n;
}

/* A line of the open field's value, without the marker of a nested list. */
static void add_value_line(struct reader *r, struct str line)
{
	struct str s = str_trim(line), nested = bullet(str_trim(line));

	if (nested.p)
		s = nested;
	if (r->value.n && s.n)
		buf_addc(&r->value, nested.p && r->value.n &&
			 r->value.p[r->value.n - 1] != ';' ? ';' : ' ');
	if (nested.p && r->value.n && r->value.p[r->value.n - 1] == ';')
		buf_addc(&r->value, ' ');
	buf_addstr(&r->value, s);
}

/* Unknown entries are kept as Markdown in front of the body. */
static void keep_unknown(struct reader *r, struct buf *kept, struct str line)
{
	buf_addstr(kept, line);
	buf_addc(kept, '\n');
	(void)r;
}

static void parse_fields(struct reader *r, struct buf *kept)
{
	bool unknown = false, done;
	char kind = 0;

	while (r->at < r->text.n) {
		size_t next, more;
		struct str line = peek_line(r, r->at, &next);
		struct str entry = bullet(line);

		if (blank(line)) {
			more = goes_on(r, r->at, &kind);
			if (!kind)
				break;
			r->at = more;
			if (kind == 'p')
				diag(r->diags, DIAG_STRAY_PARAGRAPH,
				     pos_of(r, r->text.p + more),
				     { "label", r->s->nfields ? str_of(
					field_name(r->s->fields[
					r->s->nfields - 1].id)) :
					(struct str){ NULL, 0 } });
			continue;
		}
		if (entry.p && indent_of(line) < 2) {
			struct str label, value;

			if (checkbox(entry, &done))
				break;
			unknown = split_label(entry, &label, &value) &&
				  vocabulary_field(r->v, label) == NFIELDS;
			open_field(r, entry);
			if (unknown)
				keep_unknown(r, kept, line);
		} else if (kind != 'p' && indent_of(line) < 2 &&
			   (heading_level(line) || fence_of(line).n ||
			    strchr("|>", str_trim(line).p[0]))) {
			break;	/* a block that is no continuation */
		} else if (unknown) {
			keep_unknown(r, kept, line);
		} else {
			add_value_line(r, line);
		}
		r->at = next;
	}
	close_field(r);
}

static void collect_milestones(struct section *s, struct pool *pool)
{
	struct str rest = s->body, line;
	bool done;

	while (str_line(&rest, &line)) {
		struct str entry = bullet(line);

		if (!entry.p || !checkbox(entry, &done))
			continue;
		POOL_PUSH(pool, s->milestones, s->nmilestones,
			  s->milestones_cap,
			  (struct milestone){ text_squeeze(pool,
						str_from(entry, 3)), done });
	}
}

/* Does the first block begin a field list? */
static bool begins_fields(struct reader *r)
{
	size_t next;

	for (size_t at = r->at; at < r->text.n; at = next) {
		struct str line = peek_line(r, at, &next);

		if (blank(line))
			continue;
		if (!known_entry(r, line))
			return false;
		r->at = at;
		return true;
	}
	return false;
}

struct section *section_parse(struct pool *pool, const struct vocabulary *v,
			      struct str bytes, const struct source *src,
			      size_t off, struct diags *diags)
{
	struct section *s = POOL_NEW(pool, struct section);
	struct reader r = { .pool = pool, .v = v, .src = src, .off = off,
			    .diags = diags, .s = s, .value = BUF_INIT };
	struct buf kept = BUF_INIT;
	struct str body;

	if (text_invalid(bytes) >= 0 || (bytes.n && memchr(bytes.p, 0, bytes.n))) {
		s->invalid = true;
		return s;
	}
	r.text = src ? bytes : text_normal(pool, bytes);
	if (r.text.n) {
		size_t next;
		struct str line = peek_line(&r, 0, &next);

		s->level = heading_level(line);
		if (s->level) {
			parse_heading(s, pool, line);
			r.at = next;
		}
	}
	if (s->level >= 3 && begins_fields(&r)) {
		s->item = true;
		if (!s->title.n)
			diag0(diags, DIAG_EMPTY_TITLE, POS_AT(src, off));
		parse_fields(&r, &kept);
	}
	body = str_from(r.text, r.at);
	while (body.n && body.p[0] == '\n')
		body.p++, body.n--, r.at++;
	while (body.n && ascii_space(body.p[body.n - 1]))
		body.n--;
	s->body_off = (unsigned)r.at;
	if (kept.n) {
		buf_addc(&kept, '\n');
		buf_addstr(&kept, body);
		body = pool_str(pool, buf_str(&kept));
	}
	s->body = body;
	buf_release(&kept);
	collect_milestones(s, pool);
	return s;
}
