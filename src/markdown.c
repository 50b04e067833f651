/* SPDX-License-Identifier: MIT */
/*
 * markdown.c - writes a parsed text as HTML.
 *
 * cmark's own renderer is not used, as it knows no tables, anchors, rewritten
 * links or document numbers; what it writes for the rest is written here too.
 */
#include "markdown_internal.h"

#include <utf8proc.h>

#include "docnum.h"
#include "escape.h"
#include "map.h"
#include "text.h"


/* ---- text as HTML ------------------------------------------------------ */

struct html {
	struct buf *out;
	size_t start;		/* of what is written here, in `out` */
	struct pool *pool;
	const struct markdown_options *o;
	const struct md_doc *doc;
	struct map anchors;	/* slug -> the number that comes next */
	struct map marked;	/* abbreviations */
	unsigned links;		/* open around the present node */
};

/* Escape a URL for an attribute: what no URL holds becomes %XX. */
static void add_url(struct buf *out, struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];

		if (ascii_alnum(c) || (c && strchr("!#$%()*+,-./:;=?@_~", c)))
			buf_addc(out, c);
		else if (c == '&' || c == '\'')
			escape_html(out, str_sub(url, i, 1));
		else
			buf_addf(out, "%%%02X", (unsigned char)c);
	}
}

/* The bytes of the letter or digit at the start of `s`, or 0. */
static size_t word_char(struct str s)
{
	utf8proc_int32_t c = -1;
	utf8proc_ssize_t n;

	if (!s.n || !((unsigned char)s.p[0] & 0x80))
		return s.n && ascii_alnum(s.p[0]);
	n = utf8proc_iterate((const utf8proc_uint8_t *)s.p,
			     (utf8proc_ssize_t)(s.n < 4 ? s.n : 4), &c);
	if (n < 1)
		return 0;
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ND:
		return (size_t)n;
	default:
		return 0;
	}
}

static size_t word_end(struct str s, size_t at)
{
	size_t n;

	while ((n = word_char(str_from(s, at))))
		at += n;
	return at;
}

static bool has_capital(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((word.p[i] >= 'A' && word.p[i] <= 'Z') ||
		    (unsigned char)word.p[i] >= 0x80)
			return true;
	return false;
}

/* Write a word as an abbreviation if it is one that was not marked yet. */
static bool add_abbreviation(struct html *h, struct str word)
{
	struct str full;

	if (!has_capital(word) || map_get(&h->marked, word))
		return false;
	full = h->o->abbreviation(h->o->context, word);
	if (!full.n)
		return false;
	map_put(&h->marked, pool_str(h->pool, word), h);
	buf_adds(h->out, "<abbr title=\"");
	escape_html(h->out, full);
	buf_adds(h->out, "\">");
	escape_html(h->out, word);
	buf_adds(h->out, "</abbr>");
	return true;
}

/*
 * Write the words that begin at `at`: the longest of up to four joined ones
 * that is an abbreviation, else the first.  Returns their end.
 */
static size_t add_words(struct html *h, struct str s, size_t at)
{
	size_t ends[4] = { word_end(s, at) }, n = 1, end;

	for (; n < 4 && ends[n - 1] < s.n; n++) {
		end = ends[n - 1];
		if (s.p[end] != '-' && s.p[end] != '&')
			break;
		ends[n] = word_end(s, end + 1);
		if (ends[n] == end + 1)
			break;
	}
	for (size_t i = n; i-- > 0;)
		if (add_abbreviation(h, str_sub(s, at, ends[i] - at)))
			return ends[i];
	escape_html(h->out, str_sub(s, at, ends[0] - at));
	return ends[0];
}

static void add_text(struct html *h, struct str s)
{
	size_t from = 0, at = 0;

	if (!h->o->abbreviation) {
		escape_html(h->out, s);
		return;
	}
	while (at < s.n) {
		if (!word_char(str_from(s, at))) {
			at++;
			continue;
		}
		escape_html(h->out, str_sub(s, from, at - from));
		from = at = add_words(h, s, at);
	}
	escape_html(h->out, str_from(s, from));
}

static void add_document(struct html *h, struct str number)
{
	struct str url = { NULL, 0 };

	if (!h->links)
		url = h->o->document(h->o->context, h->pool, number);
	if (!url.n || !url_safe(url)) {
		escape_html(h->out, number);
		return;
	}
	buf_adds(h->out, "<a class=\"doc\" href=\"");
	add_url(h->out, url);
	buf_adds(h->out, "\">");
	escape_html(h->out, number);
	buf_adds(h->out, "</a>");
}

static void add_prose(struct html *h, struct str s)
{
	struct str number;
	size_t from = 0;

	while (h->o->document && docnum_find(s, from, &number)) {
		size_t at = (size_t)(number.p - s.p);

		add_text(h, str_sub(s, from, at - from));
		add_document(h, number);
		from = at + number.n;
	}
	add_text(h, str_from(s, from));
}

/* ---- inlines ----------------------------------------------------------- */

static struct pos node_pos(const struct html *h, cmark_node *node)
{
	return POS_AT(h->o->pos.src,
		      h->o->pos.off + md_doc_offset(h->doc, node));
}

/* The URL to write for a link or image; false if it must not be one. */
static bool resolve_url(struct html *h, cmark_node *node, bool image,
			struct str *url)
{
	struct str written = str_of(cmark_node_get_url(node));
	enum link_state state = url_safe(written) ? LINK_FINE : LINK_BROKEN;

	*url = written;
	if (state == LINK_FINE && h->o->link) {
		*url = h->o->link(h->o->context, h->pool, written, image,
				  &state);
		if (!url_safe(*url))
			state = LINK_BROKEN;
	}
	if (state != LINK_FINE)
		diag(h->o->diags, state == LINK_BROKEN ? DIAG_BAD_LINK :
							 DIAG_BAD_ANCHOR,
		     node_pos(h, node), { "target", written });
	return state != LINK_BROKEN;
}

static void add_title(struct html *h, cmark_node *node)
{
	struct str title = str_of(cmark_node_get_title(node));

	if (!title.n)
		return;
	buf_adds(h->out, "\" title=\"");
	escape_html(h->out, title);
}

static void open_link(struct html *h, cmark_node *node)
{
	struct str url;

	if (!resolve_url(h, node, false, &url)) {
		cmark_node_set_user_data(node, h);
		return;
	}
	h->links++;
	buf_adds(h->out, "<a href=\"");
	add_url(h->out, url);
	add_title(h, node);
	buf_adds(h->out, "\">");
}

static void close_link(struct html *h, cmark_node *node)
{
	if (cmark_node_get_user_data(node))
		return;
	h->links--;
	buf_adds(h->out, "</a>");
}

static void add_image(struct html *h, cmark_node *node)
{
	struct buf alt = BUF_INIT;
	struct md_plain p = { .out = &alt, .verbatim = true };
	struct str url;

	md_plain_children(&p, h->doc, node);
	if (!str_trim(buf_str(&alt)).n)
		diag0(h->o->diags, DIAG_IMAGE_NO_ALT, node_pos(h, node));
	if (resolve_url(h, node, true, &url)) {
		buf_adds(h->out, "<img src=\"");
		add_url(h->out, url);
		buf_adds(h->out, "\" alt=\"");
		escape_html(h->out, buf_str(&alt));
		add_title(h, node);
		buf_adds(h->out, "\" />");
	} else {
		escape_html(h->out, buf_str(&alt));
	}
	buf_release(&alt);
}

/* Raw HTML is left out; of a comment nobody misses anything, and an end tag
 * was told by its start. */
static void drop_html(struct html *h, cmark_node *node)
{
	struct str s = str_trim(str_of(cmark_node_get_literal(node)));
	ptrdiff_t end = str_find(s, STR("-->"));

	if (str_starts(s, STR("<!--")) && end >= 0 && (size_t)end + 3 == s.n)
		return;
	if (str_starts(s, STR("</")) &&
	    cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE)
		return;
	diag0(h->o->diags, DIAG_RAW_HTML, node_pos(h, node));
}

static void add_text_node(struct html *h, cmark_node *node)
{
	struct str s = str_of(cmark_node_get_literal(node));
	char mark = h->o->task_done.p ? md_task_mark(node) : '\0';
	struct str word = mark == 'x' ? h->o->task_done : h->o->task_open;

	if (mark) {
		s = str_from(s, 4);
		buf_adds(h->out, "<span class=\"visually-hidden\">");
		escape_html(h->out, word);
		buf_adds(h->out, "</span> ");
	}
	add_prose(h, s);
}

static void add_code(struct html *h, cmark_node *node)
{
	buf_adds(h->out, "<code>");
	escape_html(h->out, str_of(cmark_node_get_literal(node)));
	buf_adds(h->out, "</code>");
}

static void inline_node(struct html *h, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		add_text_node(h, node);
		break;
	case CMARK_NODE_SOFTBREAK:
		buf_addc(h->out, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		buf_adds(h->out, "<br />\n");
		break;
	case CMARK_NODE_CODE:
		add_code(h, node);
		break;
	case CMARK_NODE_HTML_INLINE:
		drop_html(h, node);
		break;
	case CMARK_NODE_EMPH:
		buf_adds(h->out, enter ? "<em>" : "</em>");
		break;
	case CMARK_NODE_STRONG:
		buf_adds(h->out, enter ? "<strong>" : "</strong>");
		break;
	case CMARK_NODE_LINK:
		(enter ? open_link : close_link)(h, node);
		break;
	case CMARK_NODE_IMAGE:
		add_image(h, node);
		break;
	default:
		break;
	}
}

/* ---- blocks ------------------------------------------------------------ */

static void html_node(struct html *h, cmark_node *root);

static void new_line(struct html *h)
{
	if (h->out->n > h->start && h->out->p[h->out->n - 1] != '\n')
		buf_addc(h->out, '\n');
}

/* The slug, or the first of slug-2, slug-3 … that is not taken. */
static struct str anchor(struct html *h, struct str slug)
{
	struct str id = slug;
	uintptr_t n = (uintptr_t)map_get(&h->anchors, slug);

	if (n)
		do
			id = pool_printf(h->pool, "%.*s-%lu", STR_ARG(slug),
					 (unsigned long)++n);
		while (map_get(&h->anchors, id));
	map_put(&h->anchors, slug, (void *)(n ? n : 1));
	if (n)
		map_put(&h->anchors, id, (void *)(uintptr_t)1);
	return id;
}

static void add_anchor(struct html *h, cmark_node *heading)
{
	struct buf text = BUF_INIT;
	struct md_plain p = { .out = &text };
	struct str slug;

	if (!h->o->id_prefix.p)
		return;
	md_plain_children(&p, h->doc, heading);
	slug = text_slug(h->pool, buf_str(&text), MARKDOWN_SLUG_MAX);
	buf_release(&text);
	if (!slug.n)
		return;
	buf_adds(h->out, " id=\"");
	escape_html(h->out, h->o->id_prefix);
	escape_html(h->out, anchor(h, slug));
	buf_addc(h->out, '"');
}

static void add_cell(struct html *h, const struct md_table *t, size_t column,
		     const struct md_cell *cell, const char *tag)
{
	cmark_node *node = cell ? cmark_node_first_child(cell->node) : NULL;

	buf_addf(h->out, "<%s", tag);
	if (t->align[column])
		buf_addf(h->out, " class=\"%c\"", t->align[column]);
	buf_addc(h->out, '>');
	for (; node; node = cmark_node_next(node))
		html_node(h, node);
	buf_addf(h->out, "</%s>\n", tag);
}

static void add_table(struct html *h, const struct md_table *t)
{
	new_line(h);
	buf_adds(h->out, "<table>\n<thead>\n");
	for (size_t i = 0; i < t->nrows; i++) {
		const struct md_row *row = &t->rows[i];

		if (i == 1)
			buf_adds(h->out, "<tbody>\n");
		buf_adds(h->out, "<tr>\n");
		for (size_t j = 0; j < t->columns; j++)
			add_cell(h, t, j, j < row->n ? &row->cells[j] : NULL,
				 i ? "td" : "th");
		buf_adds(h->out, "</tr>\n");
		if (i == 0)
			buf_adds(h->out, "</thead>\n");
	}
	buf_adds(h->out, t->nrows > 1 ? "</tbody>\n</table>\n" :
					"</table>\n");
}

static void heading(struct html *h, cmark_node *node, bool enter)
{
	int level = cmark_node_get_heading_level(node) + h->o->heading_shift;
	const struct md_table *table;

	if (md_doc_table(h->doc, node, &table)) {
		if (enter && table)
			add_table(h, table);
		return;
	}
	level = level < 1 ? 1 : level > 6 ? 6 : level;
	if (enter) {
		new_line(h);
		buf_addf(h->out, "<h%d", level);
		add_anchor(h, node);
		buf_addc(h->out, '>');
	} else {
		buf_addf(h->out, "</h%d>\n", level);
	}
}

static void list(struct html *h, cmark_node *node, bool enter)
{
	bool bullet = cmark_node_get_list_type(node) == CMARK_BULLET_LIST;
	int start = cmark_node_get_list_start(node);

	if (!enter) {
		buf_adds(h->out, bullet ? "</ul>\n" : "</ol>\n");
		return;
	}
	new_line(h);
	if (bullet)
		buf_adds(h->out, "<ul>\n");
	else if (start == 1)
		buf_adds(h->out, "<ol>\n");
	else
		buf_addf(h->out, "<ol start=\"%d\">\n", start);
}

static void item(struct html *h, cmark_node *node, bool enter)
{
	cmark_node *first = cmark_node_first_child(node);
	char mark = '\0';

	if (!enter) {
		buf_adds(h->out, "</li>\n");
		return;
	}
	if (h->o->task_done.p && first && (first = cmark_node_first_child(first)))
		mark = md_task_mark(first);
	new_line(h);
	buf_adds(h->out, mark == 'x' ? "<li class=\"task done\">" :
			 mark ? "<li class=\"task open\">" : "<li>");
}

static void paragraph(struct html *h, cmark_node *node, bool enter)
{
	cmark_node *list = cmark_node_parent(cmark_node_parent(node));

	if (list && cmark_node_get_list_tight(list))
		return;
	if (enter)
		new_line(h);
	buf_adds(h->out, enter ? "<p>" : "</p>\n");
}

static void code_block(struct html *h, cmark_node *node)
{
	struct str info = str_of(cmark_node_get_fence_info(node));
	size_t n = 0;

	new_line(h);
	buf_adds(h->out, "<pre><code");
	while (n < info.n && !ascii_space(info.p[n]))
		n++;
	if (n) {
		buf_adds(h->out, " class=\"language-");
		escape_html(h->out, str_sub(info, 0, n));
		buf_addc(h->out, '"');
	}
	buf_addc(h->out, '>');
	escape_html(h->out, str_of(cmark_node_get_literal(node)));
	buf_adds(h->out, "</code></pre>\n");
}

static void block_node(struct html *h, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		new_line(h);
		buf_adds(h->out, enter ? "<blockquote>\n" : "</blockquote>\n");
		break;
	case CMARK_NODE_LIST:
		list(h, node, enter);
		break;
	case CMARK_NODE_ITEM:
		item(h, node, enter);
		break;
	case CMARK_NODE_CODE_BLOCK:
		code_block(h, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		drop_html(h, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		paragraph(h, node, enter);
		break;
	case CMARK_NODE_HEADING:
		heading(h, node, enter);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		new_line(h);
		buf_adds(h->out, "<hr />\n");
		break;
	default:
		break;
	}
}

static void html_node(struct html *h, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool enter = event == CMARK_EVENT_ENTER;

		(md_is_block(node) ? block_node : inline_node)(h, node, enter);
		/* An image's children are its description: pass them by. */
		if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
	}
	cmark_iter_free(iter);
}

/* ---- the interface ----------------------------------------------------- */

/* Write the nodes from `first` on, unless the text was refused. */
static int write_doc(struct html *h, int refused, cmark_node *first)
{
	size_t at = h->o->pos.off + h->doc->refused;

	if (refused < 0)
		return diag0(h->o->diags, DIAG_MARKDOWN_TOO_COMPLEX,
			     POS_AT(h->o->pos.src, at));
	for (; first; first = cmark_node_next(first))
		html_node(h, first);
	map_release(&h->anchors);
	map_release(&h->marked);
	return 0;
}

int markdown_html(struct buf *out, struct pool *pool, struct str text,
		  const struct markdown_options *options)
{
	struct md_doc doc;
	struct html h = { .out = out, .start = out->n, .pool = pool,
			  .o = options, .doc = &doc };
	int result = md_doc_parse(&doc, pool, text);

	result = write_doc(&h, result, result ? NULL : md_doc_first(&doc));
	md_doc_release(&doc);
	return result;
}

int markdown_inline(struct buf *out, struct pool *pool, struct str text,
		    const struct markdown_options *options)
{
	struct md_doc doc;
	struct html h = { .out = out, .start = out->n, .pool = pool,
			  .o = options, .doc = &doc };
	int result;

	if (!md_has_markup(str_trim(text))) {
		add_prose(&h, str_trim(text));
		map_release(&h.marked);
		return 0;
	}
	result = md_doc_parse_inline(&doc, pool, text);
	result = write_doc(&h, result, result ? NULL :
			   cmark_node_first_child(doc.cells[0]->node));
	md_doc_release(&doc);
	return result;
}
