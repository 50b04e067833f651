/* SPDX-License-Identifier: MIT */
/* section.c - reads one section of a plan: heading, field list, body. */
#include "section.h"

#include "markdown.h"
#include "text.h"
#include "wording.h"

#define INDENT_CODE 4	/* columns that make an indented code block */
#define ITEM_LEVEL 3	/* of the highest heading that can be an item */
#define SHORT_VALUE 80	/* bytes up to which a final "." does not count */

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
	struct str s = str_from(line, indent_of(line));
	size_t n = 0;

	if (indent_of(line) >= INDENT_CODE)
		return 0;
	while (n < s.n && s.p[n] == '#')
		n++;
	if (n < 1 || n > 6 || (n < s.n && s.p[n] != ' ' && s.p[n] != '\t'))
		return 0;
	return (int)n;
}

/* Does the line begin an entry of an ordered list? */
static bool numbered(struct str line)
{
	struct str s = str_trim(line);
	size_t n = 0;

	while (n < s.n && n < 10 && ascii_digit(s.p[n]))
		n++;
	return n > 0 && n < 10 && n < s.n && (s.p[n] == '.' || s.p[n] == ')') &&
	       (n + 1 == s.n || s.p[n + 1] == ' ' || s.p[n + 1] == '\t') &&
	       indent_of(line) < INDENT_CODE;
}

/* "```", "~~~~" */
static bool fence(struct str line)
{
	struct str s = str_trim(line);

	return indent_of(line) < INDENT_CODE &&
	       (str_starts(s, STR("```")) || str_starts(s, STR("~~~")));
}

/* "***", "- - -": a line across the page. */
static bool thematic_break(struct str line)
{
	struct str s = str_trim(line);
	size_t n = 0;

	if (indent_of(line) >= INDENT_CODE || !s.n ||
	    (s.p[0] != '*' && s.p[0] != '-' && s.p[0] != '_'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == s.p[0])
			n++;
		else if (!ascii_space(s.p[i]))
			return false;
	}
	return n >= 3;
}

static bool html(struct str line)
{
	struct str s = str_trim(line);

	return indent_of(line) < INDENT_CODE && s.n > 1 && s.p[0] == '<' &&
	       (ascii_alpha(s.p[1]) || s.p[1] == '/' || s.p[1] == '!' ||
		s.p[1] == '?');
}

/* A block that is neither a bullet list nor a paragraph. */
static bool other_block(struct str line)
{
	struct str s = str_trim(line);

	return heading_level(line) || fence(line) || numbered(line) ||
	       thematic_break(line) || html(line) ||
	       (s.n && (s.p[0] == '|' || s.p[0] == '>'));
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
 * joined by ".", ended by "." or ")" and a space: "1.", "I.4.", "2.1", "a)",
 * "II.1.a)".
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
		if (!part && rest.n > 1 && ascii_alpha(rest.p[0]) &&
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

/* May the text hold inline markup? */
static bool has_markup(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr("\\`*_[]<&", s.p[i], 8))
			return true;
	return false;
}

/* "## I. Title ##": the number, and the title without markup. */
static void parse_heading(struct section *s, struct pool *pool, struct str line)
{
	struct str t = str_trim(str_from(str_trim(line), (size_t)s->level));
	struct buf plain = BUF_INIT;
	size_t n = t.n;

	while (n && t.p[n - 1] == '#')
		n--;
	if (n == 0 || t.p[n - 1] == ' ' || t.p[n - 1] == '\t')
		t = str_trim(str_sub(t, 0, n));
	if (has_markup(t)) {
		/* As a heading, or "- x" would be read as a list. */
		buf_adds(&plain, "# ");
		buf_addstr(&plain, t);
		t = pool_str(pool, buf_str(&plain));
		buf_clear(&plain);
		markdown_plain(&plain, t);
		t = pool_str(pool, buf_str(&plain));
	}
	t = text_squeeze(pool, t);
	s->title = str_from(t, numbering(t, &s->number));
	s->folded = text_fold(pool, s->title);
	buf_release(&plain);
}

/* ---- the field list ---------------------------------------------------- */

struct reader {
	struct pool *pool;
	const struct vocabulary *v;
	struct str text;	/* the section, normalised */
	size_t at;		/* of the next line */
	size_t indent;		/* of the list's entries */
	const struct source *src;
	size_t off;
	struct diags *diags;
	struct section *s;
	bool unknown;		/* the open entry has an unknown label */
	bool gap;		/* blank lines before this one */
	struct buf value;	/* of the open field */
	struct buf kept;	/* unknown entries, as Markdown */
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
	    (s.p[0] != '-' && s.p[0] != '*' && s.p[0] != '+') ||
	    (s.p[1] != ' ' && s.p[1] != '\t'))
		return (struct str){ NULL, 0 };
	return str_trim(str_from(s, 1));
}

/* Is the line inside the open entry, by its indent? */
static bool indented(const struct reader *r, struct str line)
{
	return indent_of(line) >= r->indent + 2;
}

/* "Label: value"; the label may be in bold. */
static bool split_label(struct str entry, struct str *label, struct str *value)
{
	ptrdiff_t colon = str_chr(entry, ':');

	if (colon <= 0)
		return false;
	*label = str_trim(str_sub(entry, 0, (size_t)colon));
	*value = str_from(entry, (size_t)colon + 1);
	if (str_starts(*label, STR("**"))) {
		*label = str_from(*label, 2);
		if (label->n > 2 && str_ends(*label, STR("**")))
			label->n -= 2;
		else if (str_starts(*value, STR("**")))
			*value = str_from(*value, 2);
	}
	*value = str_trim(*value);
	return label->n > 0;
}

static bool known_entry(const struct reader *r, struct str line)
{
	struct str entry = bullet(line), label, value;

	return entry.p && split_label(entry, &label, &value) &&
	       vocabulary_field(r->v, label) != NFIELDS;
}

/* "v.v.": a final point that belongs to the word. */
static bool abbreviated(struct str s)
{
	ptrdiff_t space = str_rchr(s, ' ');
	struct str word = str_from(s, (size_t)(space + 1));
	ptrdiff_t point = str_chr(word, '.');

	return point > 0 && (size_t)point + 1 < word.n &&
	       !ascii_digit(word.p[point - 1]);
}

/* Values lose a final ";", and a final "." where they are short. */
static struct str tidy_value(struct pool *pool, struct str s)
{
	s = text_squeeze(pool, s);
	if (s.n && s.p[s.n - 1] == ';')
		s.n--;
	else if (s.n && s.n <= SHORT_VALUE && s.p[s.n - 1] == '.' &&
		 str_find(s, STR(". ")) < 0 && !abbreviated(s))
		s.n--;
	return pool_str(pool, str_trim(s));
}

static void close_field(struct reader *r)
{
	struct section *s = r->s;

	if (s->nfields && r->value.p)
		s->fields[s->nfields - 1].text =
			tidy_value(r->pool, buf_str(&r->value));
	buf_release(&r->value);
}

/* A line of the open field's value; entries of a nested list are joined by
 * ";". */
static void add_value_line(struct reader *r, struct str line)
{
	struct str s = str_trim(line), nested = bullet(s);

	if (nested.p)
		s = nested;
	if (r->value.n && s.n) {
		if (nested.p && r->value.p[r->value.n - 1] != ';')
			buf_addc(&r->value, ';');
		buf_addc(&r->value, ' ');
	}
	buf_addstr(&r->value, s);
}

/* A line that is not an entry of a known label.  Nothing is lost: what
 * belongs to an unknown entry stands in front of the body. */
static void add_line(struct reader *r, struct str line)
{
	if (!r->unknown) {
		add_value_line(r, line);
		return;
	}
	if (r->gap && r->kept.n)
		buf_addc(&r->kept, '\n');
	buf_addstr(&r->kept, line);
	buf_addc(&r->kept, '\n');
}

static void add_entry(struct reader *r, struct str line, struct str entry)
{
	struct section *s = r->s;
	struct str label, value;
	enum field_id id;

	if (!split_label(entry, &label, &value)) {
		diag(r->diags, DIAG_FIELD_WITHOUT_LABEL, pos_of(r, entry.p),
		     { "text", entry });
		add_line(r, line);
		return;
	}
	close_field(r);
	id = vocabulary_field(r->v, label);
	r->unknown = id == NFIELDS;
	if (r->unknown) {
		diag(r->diags, DIAG_UNKNOWN_LABEL, pos_of(r, label.p),
		     { "label", label },
		     { "near", text_nearest(label, r->v->labels,
					    r->v->nlabels) });
		add_line(r, line);
		return;
	}
	if (!field_repeats(id) && section_field(s, id))
		diag(r->diags, DIAG_DUPLICATE_FIELD, pos_of(r, label.p),
		     { "label", label });
	POOL_PUSH(r->pool, s->fields, s->nfields, s->fields_cap,
		  (struct field){ id, { NULL, 0 },
				  (unsigned)(value.p - r->text.p) });
	if (!s->first[id])
		s->first[id] = (unsigned)s->nfields;
	buf_addstr(&r->value, value);
}

/* Where paragraphs that begin at `at` end at an entry of a known label; 0 if
 * anything else follows them. */
static size_t next_entry(const struct reader *r, size_t at)
{
	for (size_t next; at < r->text.n; at = next) {
		struct str line = peek_line(r, at, &next);

		if (blank(line))
			continue;
		if (known_entry(r, line))
			return at;
		if (bullet(line).p || other_block(line) ||
		    indent_of(line) >= INDENT_CODE)
			return 0;
	}
	return 0;
}

/* The label of the last field as it is written. */
static struct str last_label(const struct reader *r)
{
	const struct field *f = &r->s->fields[r->s->nfields - 1];
	struct str label = str_sub(r->text, 0, f->off);

	label = str_trim(str_from(label, (size_t)(str_rchr(label, '\n') + 1)));
	return str_trim(str_sub(label, 1, label.n - 2));
}

/*
 * After blank lines: does the field list go on?  It does with a line inside
 * the open entry, an entry of a known label, or paragraphs before one.
 */
static bool goes_on(struct reader *r)
{
	size_t at = r->at, next = at, entry;
	struct str line = { NULL, 0 };

	for (; at < r->text.n; at = next) {
		line = peek_line(r, at, &next);
		if (!blank(line))
			break;
	}
	if (at == r->text.n)
		return false;
	r->gap = true;
	if (indented(r, line) ? !fence(line) : known_entry(r, line)) {
		r->at = at;
		return true;
	}
	entry = next_entry(r, at);
	if (!entry)
		return false;
	diag(r->diags, DIAG_STRAY_PARAGRAPH, pos_of(r, line.p),
	     { "label", last_label(r) });
	for (; at < entry; at = next) {
		line = peek_line(r, at, &next);
		if (!blank(line))
			add_line(r, line);
		r->gap = blank(line);
	}
	r->at = entry;
	return true;
}

static void parse_fields(struct reader *r)
{
	while (r->at < r->text.n) {
		size_t next;
		struct str line = peek_line(r, r->at, &next), entry, text;
		bool done;

		if (blank(line)) {
			if (!goes_on(r))
				break;
			continue;
		}
		entry = bullet(line);
		if (indented(r, line)) {
			add_line(r, line);
		} else if (wording_milestone(line, &text, &done) ||
			   other_block(line)) {
			break;
		} else if (entry.p) {
			add_entry(r, line, entry);
		} else {
			add_line(r, line);
		}
		r->gap = false;
		r->at = next;
	}
	close_field(r);
}

static void collect_milestones(struct section *s, struct pool *pool)
{
	struct str rest = s->body, line, text;
	bool done;

	while (str_line(&rest, &line))
		if (wording_milestone(line, &text, &done))
			POOL_PUSH(pool, s->milestones, s->nmilestones,
				  s->milestones_cap, (struct milestone){
					text_squeeze(pool, text), done });
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
		r->indent = indent_of(line);
		return true;
	}
	return false;
}

/* What is left below the heading or the field list. */
static void parse_body(struct reader *r)
{
	struct section *s = r->s;
	size_t next = r->at;

	while (r->at < r->text.n && blank(peek_line(r, r->at, &next)))
		r->at = next;
	s->body = str_from(r->text, r->at);
	while (s->body.n && ascii_space(s->body.p[s->body.n - 1]))
		s->body.n--;
	s->body_off = (unsigned)r->at;
	if (r->kept.n) {
		if (s->body.n)
			buf_addc(&r->kept, '\n');
		else
			r->kept.n--;
		buf_addstr(&r->kept, s->body);
		/* Places in what follows the kept lines stay right. */
		s->body_off -= (unsigned)(r->kept.n - s->body.n);
		s->body = pool_str(r->pool, buf_str(&r->kept));
	}
	collect_milestones(s, r->pool);
}

struct section *section_parse(struct pool *pool, const struct vocabulary *v,
			      struct str bytes, const struct source *src,
			      size_t off, struct diags *diags)
{
	struct section *s = POOL_NEW(pool, struct section);
	struct reader r = { .pool = pool, .v = v, .src = src, .off = off,
			    .diags = diags, .s = s };
	struct str line;
	size_t next;

	if (text_invalid(bytes) >= 0 ||
	    (bytes.n && memchr(bytes.p, 0, bytes.n))) {
		s->invalid = true;
		return s;
	}
	r.text = src ? bytes : text_normal(pool, bytes);
	line = peek_line(&r, 0, &next);
	s->level = heading_level(line);
	if (s->level) {
		parse_heading(s, pool, line);
		r.at = next;
	}
	if (s->level >= ITEM_LEVEL && begins_fields(&r)) {
		s->item = true;
		if (!s->title.n)
			diag0(diags, DIAG_EMPTY_TITLE, POS_AT(src, off));
		parse_fields(&r);
	}
	parse_body(&r);
	buf_release(&r.kept);
	return s;
}
