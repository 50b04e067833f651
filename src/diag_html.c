/* SPDX-License-Identifier: MIT */
/* diag_html.c - findings as a list in a page. */
#include "diag_html.h"

#include "escape.h"

#define LINE_MAX_BYTES 600	/* of a source line that are shown */

static void add_place(struct buf *out, struct pos pos,
		      const struct catalog *cat)
{
	struct buf b = BUF_INIT, line = BUF_INIT, col = BUF_INIT;
	unsigned l, c;

	pos_line_col(pos, &l, &c);
	buf_addf(&line, "%u", l);
	buf_addf(&col, "%u", c);
	say(&b, cat, "cli.serve.place", { "path", pos.src->path },
	    { "line", buf_str(&line) }, { "col", buf_str(&col) });
	buf_adds(out, "<p class=\"place\">");
	escape_html(out, buf_str(&b));
	buf_adds(out, "</p>\n");
	buf_release(&b);
	buf_release(&line);
	buf_release(&col);
}

static bool continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* The source line, marked from the place to its end. */
static void add_line(struct buf *out, struct pos pos)
{
	struct str text = pos.src->text;
	size_t off = pos.off < text.n ? pos.off : text.n;
	size_t start = off, end = off;

	while (start && text.p[start - 1] != '\n')
		start--;
	while (end < text.n && text.p[end] != '\n')
		end++;
	if (off - start > LINE_MAX_BYTES / 2)
		start = off - LINE_MAX_BYTES / 2;
	if (end - start > LINE_MAX_BYTES)
		end = start + LINE_MAX_BYTES;
	while (start < off && continues(text.p[start]))
		start++;
	while (end > off && end < text.n && continues(text.p[end]))
		end--;
	if (!str_trim(str_range(text.p + start, text.p + end)).n)
		return;
	buf_adds(out, "<pre>");
	escape_html(out, str_range(text.p + start, text.p + off));
	buf_adds(out, "<mark>");
	escape_html(out, str_range(text.p + off, text.p + end));
	buf_adds(out, "</mark></pre>\n");
}

static void add_one(struct buf *out, const struct diag *entry,
		    const struct catalog *cat)
{
	static const char *const severities[] = {
		[DIAG_NOTE] = "cli.severity.note",
		[DIAG_WARNING] = "cli.severity.warning",
		[DIAG_ERROR] = "cli.severity.error",
	};
	struct buf text = BUF_INIT, mend = BUF_INIT;

	buf_adds(out, "<li>");
	if (entry->pos.src)
		add_place(out, entry->pos, cat);
	buf_adds(out, "<p><strong>");
	escape_html(out, messages_get(cat, severities[
				diag_severity(entry->code)]));
	buf_adds(out, ":</strong> ");
	diag_message(&text, entry, cat);
	escape_html(out, buf_str(&text));
	buf_addf(out, " <code>%s</code></p>\n", diag_name(entry->code));
	if (entry->pos.src)
		add_line(out, entry->pos);
	buf_clear(&text);
	diag_mend(&mend, entry, cat);
	say(&text, cat, "cli.mend", { "mend", buf_str(&mend) });
	buf_adds(out, "<p>");
	escape_html(out, buf_str(&text));
	buf_adds(out, "</p></li>\n");
	buf_release(&mend);
	buf_release(&text);
}

void diag_html(struct buf *out, const struct diags *d, bool errors,
	       size_t max, const struct catalog *cat)
{
	size_t n = 0;
	struct buf rest = BUF_INIT, b = BUF_INIT;

	for (size_t i = 0; i < d->n; i++) {
		if ((diag_severity(d->list[i].code) == DIAG_ERROR) != errors)
			continue;
		if (!n++)
			buf_adds(out, "<ol>\n");
		if (n <= max)
			add_one(out, &d->list[i], cat);
	}
	if (n)
		buf_adds(out, "</ol>\n");
	if (n > max) {
		buf_addf(&rest, "%zu", n - max);
		say(&b, cat, "cli.serve.more", { "n", buf_str(&rest) });
		buf_adds(out, "<p>");
		escape_html(out, buf_str(&b));
		buf_adds(out, "</p>\n");
	}
	buf_release(&rest);
	buf_release(&b);
}
