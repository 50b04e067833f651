/* SPDX-License-Identifier: MIT */
/*
 * plan_cut.c - where a plan's Markdown is cut: at its top-level ATX headings.
 *
 * A version is cut before anything in it is parsed, since most of its sections
 * are known already.  So CommonMark's block structure is followed line by line
 * here, as far as it decides whether a "#" line is a heading of the document
 * itself: the open containers (quotes, list entries) and the open leaf.  Link
 * reference definitions are taken for paragraphs.
 */
#include "section.h"

#define TAB_STOP 4
#define INDENT_CODE 4	/* columns that make an indented code block */
#define DEPTH_MAX 128	/* deeper containers are taken for text */

enum leaf { LEAF_NONE, LEAF_PARAGRAPH, LEAF_INDENTED, LEAF_FENCE, LEAF_HTML };

struct container {
	bool quote;		/* else a list entry */
	bool filled;		/* it holds a block already */
	size_t content;		/* columns before an entry's text */
};

struct cutter {
	size_t depth;
	enum leaf leaf;		/* of the deepest container */
	char fence;		/* '`' or '~' */
	size_t fence_n;
	int html;		/* CommonMark's start conditions 1 to 7 */
	struct container open[DEPTH_MAX];
};

/* A place in a line.  A tab may be used up in part. */
struct cursor {
	const char *p, *end;
	size_t column;
};

static bool at_end(struct cursor at)
{
	return at.p == at.end;
}

static bool gap(char c)
{
	return c == ' ' || c == '\t';
}

/* Skip white space of at most so many columns. */
static struct cursor skip(struct cursor at, size_t columns)
{
	while (columns && !at_end(at) && gap(*at.p)) {
		size_t wide = *at.p == '\t' ?
			TAB_STOP - at.column % TAB_STOP : 1;
		size_t used = wide < columns ? wide : columns;

		at.column += used;
		columns -= used;
		at.p += used == wide;
	}
	return at;
}

/* The columns of white space at a place, and what follows them. */
static size_t indent_at(struct cursor at, struct cursor *text)
{
	*text = skip(at, SIZE_MAX);
	return text->column - at.column;
}

static size_t run_of(struct cursor at, char c)
{
	size_t n = 0;

	while (at.p + n < at.end && at.p[n] == c)
		n++;
	return n;
}

static bool only_gaps(const char *p, const char *end)
{
	while (p < end && gap(*p))
		p++;
	return p == end;
}

/* ---- what begins a block ----------------------------------------------- */

static bool is_heading(struct cursor at)
{
	size_t n = run_of(at, '#');

	return n >= 1 && n <= 6 && (at.p + n == at.end || gap(at.p[n]));
}

static bool is_underline(struct cursor at)
{
	size_t n = *at.p == '=' || *at.p == '-' ? run_of(at, *at.p) : 0;

	return n && only_gaps(at.p + n, at.end);
}

static bool is_break(struct cursor at)
{
	char c = *at.p;
	size_t n = 0;

	if (c != '*' && c != '-' && c != '_')
		return false;
	for (; !at_end(at); at.p++) {
		if (*at.p == c)
			n++;
		else if (!gap(*at.p))
			return false;
	}
	return n >= 3;
}

static bool open_fence(struct cutter *c, struct cursor at)
{
	size_t n = *at.p == '`' || *at.p == '~' ? run_of(at, *at.p) : 0;

	if (n < 3 || (*at.p == '`' &&
		      memchr(at.p + n, '`', (size_t)(at.end - at.p) - n)))
		return false;
	c->fence = *at.p;
	c->fence_n = n;
	return true;
}

static bool closes_fence(const struct cutter *c, struct cursor at)
{
	size_t n = run_of(at, c->fence);

	return n >= c->fence_n && only_gaps(at.p + n, at.end);
}

/*
 * The bytes of a list marker, or 0.  What interrupts a paragraph must have a
 * text, and the number 1.
 */
static size_t marker_at(struct cursor at, bool interrupts)
{
	const char *p = at.p;
	long start = 0;

	if (*p == '-' || *p == '*' || *p == '+') {
		p++;
	} else {
		while (p < at.end && p - at.p < 9 && ascii_digit(*p))
			start = start * 10 + (*p++ - '0');
		if (p == at.p || p == at.end || (*p != '.' && *p != ')') ||
		    (interrupts && start != 1))
			return 0;
		p++;
	}
	if ((p < at.end && !ascii_space(*p)) ||
	    (interrupts && only_gaps(p, at.end)))
		return 0;
	return (size_t)(p - at.p);
}

/* ---- HTML blocks (CommonMark 4.6) -------------------------------------- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Does `s` begin with `word` (lower case), whatever its case? */
static bool begins(struct str s, const char *word)
{
	size_t n = 0;

	while (word[n] && n < s.n && lower(s.p[n]) == word[n])
		n++;
	return !word[n];
}

static bool contains(struct str s, const char *word)
{
	for (; s.n; s = str_from(s, 1))
		if (begins(s, word))
			return true;
	return false;
}

/* Elements whose block ends with their end tag: conditions 1. */
static const char *const raw_tags[] = { "pre", "script", "style", "textarea" };

static const char *const block_tags[] = {
	"address", "article", "aside", "base", "basefont", "blockquote",
	"body", "caption", "center", "col", "colgroup", "dd", "details",
	"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
	"footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
	"h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
	"main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup",
	"option", "p", "param", "section", "source", "summary", "table",
	"tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The length of the tag among `tags` that `s` begins with, or 0. */
static size_t tag_among(struct str s, const char *const *tags, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(tags[i]);

		if (begins(s, tags[i]) &&
		    (s.n == len || !(ascii_alnum(s.p[len]) || s.p[len] == '-')))
			return len;
	}
	return 0;
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && ascii_space(*p))
		p++;
	return p;
}

static const char *tag_name(const char *p, const char *end)
{
	if (p == end || !ascii_alpha(*p))
		return NULL;
	while (p < end && (ascii_alnum(*p) || *p == '-'))
		p++;
	return p;
}

/* Behind an attribute's value, or NULL if there is none at `p`. */
static const char *attribute_value(const char *p, const char *end)
{
	const char *from = p;

	if (p == end)
		return NULL;
	if (*p == '"' || *p == '\'') {
		p = memchr(p + 1, *p, (size_t)(end - p) - 1);
		return p ? p + 1 : NULL;
	}
	while (p < end && *p && !ascii_space(*p) && !strchr("\"'=<>`", *p))
		p++;
	return p > from ? p : NULL;
}

/* { space name [ space "=" space value ] } */
static const char *attributes(const char *p, const char *end)
{
	for (;;) {
		const char *q = skip_space(p, end), *value;

		if (q == p || q == end ||
		    !(ascii_alpha(*q) || *q == '_' || *q == ':'))
			return q;
		while (q < end && *q && (ascii_alnum(*q) || strchr("_:.-", *q)))
			q++;
		p = q;
		q = skip_space(p, end);
		if (q == end || *q != '=')
			continue;
		value = attribute_value(skip_space(q + 1, end), end);
		if (!value)
			return p;
		p = value;
	}
}

/* Condition 7: the line holds one whole tag, open or closing, alone. */
static bool is_lone_tag(struct str s)
{
	const char *end = s.p + s.n, *p = s.p + 1;
	bool closing = p < end && *p == '/';

	p = tag_name(p + closing, end);
	if (!p)
		return false;
	if (closing) {
		p = skip_space(p, end);
	} else {
		p = attributes(p, end);
		p += p < end && *p == '/';
	}
	if (p == end || *p != '>')
		return false;
	p++;
	while (p < end && (gap(*p) || *p == '\f'))
		p++;
	return p == end;
}

/* Which kind of HTML block does the text begin, as cmark has it?  0: none. */
static int html_start(struct cursor at, bool after_paragraph)
{
	struct str s = str_range(at.p, at.end), name;
	size_t n;

	if (*at.p != '<')
		return 0;
	name = str_from(s, 1);
	n = tag_among(name, raw_tags, COUNT(raw_tags));
	if (n && (n == name.n || ascii_space(name.p[n]) || name.p[n] == '>'))
		return 1;
	if (begins(name, "!--"))
		return 2;
	if (begins(name, "?"))
		return 3;
	if (begins(name, "![cdata["))
		return 5;
	if (name.n > 1 && name.p[0] == '!' && name.p[1] >= 'A' &&
	    name.p[1] <= 'Z')
		return 4;
	if (name.n && name.p[0] == '/')
		name = str_from(name, 1);
	n = tag_among(name, block_tags, COUNT(block_tags));
	if (n && (n == name.n || ascii_space(name.p[n]) || name.p[n] == '>' ||
		  str_starts(str_from(name, n), STR("/>"))))
		return 6;
	return !after_paragraph && is_lone_tag(s) ? 7 : 0;
}

/* Does a line end an HTML block of that kind?  (6 and 7 end at blank ones.) */
static bool html_ends(int kind, struct cursor at)
{
	static const char *const marks[] = {
		[2] = "-->", [3] = "?>", [4] = ">", [5] = "]]>",
	};
	struct str s = str_range(at.p, at.end);

	if (kind > 5)
		return false;
	if (kind > 1)
		return contains(s, marks[kind]);
	return contains(s, "</pre>") || contains(s, "</script>") ||
	       contains(s, "</style>") || contains(s, "</textarea>");
}

/* ---- following the lines ----------------------------------------------- */

/* How many of the open containers the line goes on in; `at` moves into the
 * last of them. */
static size_t match_containers(const struct cutter *c, struct cursor *at)
{
	size_t depth;

	for (depth = 0; depth < c->depth; depth++) {
		const struct container *o = &c->open[depth];
		struct cursor text;
		size_t indent = indent_at(*at, &text);

		if (o->quote) {
			if (indent >= INDENT_CODE || at_end(text) ||
			    *text.p != '>')
				break;
			text.p++;
			text.column++;
			*at = skip(text, 1);
		} else if (indent >= o->content) {
			*at = skip(*at, o->content);
		} else if (at_end(text) && o->filled) {
			*at = text;
		} else {
			break;
		}
	}
	return depth;
}

/* The line is inside all containers: does it go on in the leaf? */
static bool match_leaf(struct cutter *c, struct cursor at)
{
	struct cursor text;
	size_t indent = indent_at(at, &text);

	switch (c->leaf) {
	case LEAF_PARAGRAPH:
		return !at_end(text);
	case LEAF_INDENTED:
		return indent >= INDENT_CODE || at_end(text);
	case LEAF_FENCE:
		if (indent < INDENT_CODE && closes_fence(c, text))
			c->leaf = LEAF_NONE;
		return true;
	case LEAF_HTML:
		if (c->html > 5 && at_end(text))
			return false;
		if (html_ends(c->html, text))
			c->leaf = LEAF_NONE;
		return true;
	case LEAF_NONE:
		break;
	}
	return true;
}

/* What stands deeper than `depth` ends, and a block begins there. */
static void begin_block(struct cutter *c, size_t depth, enum leaf leaf)
{
	c->depth = depth;
	c->leaf = leaf;
	if (depth)
		c->open[depth - 1].filled = true;
}

static void open_container(struct cutter *c, size_t depth, bool quote,
			   size_t content)
{
	begin_block(c, depth, LEAF_NONE);
	c->open[c->depth++] = (struct container){ quote, false, content };
}

/* Open the list entry whose marker of `n` bytes stands at `text`. */
static struct cursor open_entry(struct cutter *c, size_t depth, size_t indent,
				struct cursor text, size_t n)
{
	struct cursor rest;
	size_t space;

	text.p += n;
	text.column += n;
	space = indent_at(text, &rest);
	if (space >= 1 && space <= INDENT_CODE && !at_end(rest)) {
		open_container(c, depth, false, indent + n + space);
		return rest;
	}
	open_container(c, depth, false, indent + n + 1);
	return skip(text, 1);
}

/* Does a container begin at `text`?  Then `at` moves into it. */
static bool begin_container(struct cutter *c, size_t depth, bool paragraph,
			    struct cursor text, struct cursor *at)
{
	size_t indent = text.column - at->column, marker;

	if (depth == DEPTH_MAX)
		return false;
	if (*text.p == '>') {
		open_container(c, depth, true, 0);
		text.p++;
		text.column++;
		*at = skip(text, 1);
		return true;
	}
	marker = marker_at(text, paragraph);
	if (marker)
		*at = open_entry(c, depth, indent, text, marker);
	return marker > 0;
}

/*
 * Does a leaf other than a paragraph or indented code begin at `text`?  `lazy`:
 * a paragraph is open, perhaps in a container that the line has left.
 */
static bool begin_leaf(struct cutter *c, size_t depth, bool paragraph,
		       bool lazy, struct cursor text)
{
	enum leaf leaf = LEAF_NONE;
	int html;

	if (open_fence(c, text)) {
		leaf = LEAF_FENCE;
	} else if ((html = html_start(text, lazy)) != 0) {
		c->html = html;
		leaf = html_ends(html, text) ? LEAF_NONE : LEAF_HTML;
	} else if (!is_heading(text) && !(paragraph && is_underline(text)) &&
		   !is_break(text)) {
		return false;
	}
	begin_block(c, depth, leaf);
	return true;
}

/* Follow one line; true if it is a top-level ATX heading. */
static bool cutter_line(struct cutter *c, struct str line)
{
	struct cursor at = { line.p, line.p + line.n, 0 }, text;
	size_t depth = match_containers(c, &at), indent;
	enum leaf tip = c->leaf;
	bool inside = depth == c->depth && match_leaf(c, at);
	bool paragraph = inside && tip == LEAF_PARAGRAPH;
	bool lazy = tip == LEAF_PARAGRAPH, opened = false;

	if (inside && tip > LEAF_PARAGRAPH)
		return false;
	for (;; depth = c->depth) {
		indent = indent_at(at, &text);
		if (at_end(text) || indent >= INDENT_CODE)
			break;
		if (begin_leaf(c, depth, paragraph, lazy, text))
			return depth == 0 && is_heading(text);
		if (!begin_container(c, depth, paragraph, text, &at))
			break;
		paragraph = lazy = false;
		opened = true;
	}
	if (at_end(text)) {
		c->depth = depth;
		c->leaf = inside || opened ? c->leaf : LEAF_NONE;
	} else if (!paragraph && (inside || !lazy)) {
		begin_block(c, depth, indent >= INDENT_CODE ?
				      LEAF_INDENTED : LEAF_PARAGRAPH);
	}	/* else a paragraph goes on, perhaps without its markers */
	return false;
}

static bool is_letter(char c)
{
	return ascii_alpha(c) || (unsigned char)c >= 0x80;
}

/*
 * The lines that nearly all of a plan is made of, taken care of quickly: prose
 * from the first column on, "- " and prose, empty ones.  False: look closer.
 */
static bool cutter_quick(struct cutter *c, struct str line)
{
	if (!c->depth && c->leaf >= LEAF_FENCE)
		return false;
	if (!line.n) {
		if (c->leaf > LEAF_PARAGRAPH || c->depth > 1 ||
		    (c->depth && (c->open[0].quote || !c->open[0].filled)))
			return false;
		c->leaf = LEAF_NONE;
		return true;
	}
	if (is_letter(line.p[0])) {
		if (c->leaf != LEAF_PARAGRAPH)
			begin_block(c, 0, LEAF_PARAGRAPH);
		return true;
	}
	if (line.n > 2 && line.p[0] == '-' && line.p[1] == ' ' &&
	    is_letter(line.p[2])) {
		open_container(c, 0, false, 2);
		begin_block(c, 1, LEAF_PARAGRAPH);
		return true;
	}
	return false;
}

size_t section_length(struct str text)
{
	struct cutter c;
	const char *p = text.p, *end = text.p + text.n;

	/* Not the stack of containers: it is large, and depth bounds it. */
	c.depth = 0;
	c.leaf = LEAF_NONE;
	c.html = 0;
	c.fence = 0;
	c.fence_n = 0;
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		struct str line = str_range(p, nl ? nl : end);

		if (!cutter_quick(&c, line) && cutter_line(&c, line) &&
		    p != text.p)
			return (size_t)(p - text.p);
		p = nl ? nl + 1 : end;
	}
	return text.n;
}
