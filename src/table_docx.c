/* SPDX-License-Identifier: MIT */
/*
 * table_docx.c - reads the tables of a Word file.  With docx_write.c the only
 * user of libzip; the only one of libxml2.
 *
 * The file comes from anywhere, so nothing in it is trusted: only
 * word/document.xml is unpacked, in pieces and up to a limit; it is parsed as
 * a stream, and a document type (with which entities and all that lies outside
 * of the file would come) is refused where it begins.  What a reviewer
 * deleted is not read.
 */
#include "table.h"

#include <libxml/parser.h>
#include <zip.h>

#include "text.h"

#define XML_MAX (32 * 1024 * 1024)
#define CHUNK 65536

struct reading {
	struct table *out;
	struct pool *pool;
	struct diags *diags;
	xmlParserCtxtPtr xml;
	struct buf source;	/* a line for each row, as findings show it */
	struct buf text;	/* of the open cell, or the open paragraph */
	struct table_row row;	/* the open one; its cells are kept here */
	unsigned tables;
	int inside;		/* tables that are open */
	int depth;		/* elements that are open */
	int skip;		/* the depth below which nothing counts; 0: all
				   does */
	struct table_cell cell;	/* the open one */
	bool in_text;		/* inside of <w:t> */
	bool paragraph;		/* another one begins with the next text */
	bool joined;		/* the cell goes on the one before it */
	bool properties;	/* inside of <w:trPr> */
	bool deleted;		/* the row, by a reviewer */
	bool failed;		/* there is a finding, nothing more is read */
};

static void stop(struct reading *r)
{
	r->failed = true;
	xmlStopParser(r->xml);
}

/* ---- text -------------------------------------------------------------- */

static void add_text(struct reading *r, struct str s)
{
	if (r->paragraph && r->text.n)
		buf_addc(&r->text, '\n');
	r->paragraph = false;
	buf_addstr(&r->text, s);
}

/* What the open cell or paragraph holds; it is empty again. */
static struct str take_text(struct reading *r)
{
	struct str text = text_normal(r->pool,
				      pool_str(r->pool, buf_str(&r->text)));

	buf_clear(&r->text);
	r->paragraph = false;
	return str_trim(text);
}

/* Its line, or its part of one, in the source. */
static void show(struct reading *r, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		buf_addc(&r->source, text.p[i] == '\n' ? ' ' : text.p[i]);
}

static void add_row(struct reading *r, unsigned table)
{
	struct table_row *row;

	if (r->failed)
		return;
	row = table_add_row(r->out, r->pool, table, r->row.at, r->diags);
	for (size_t i = 0; row && i < r->row.n; i++)
		if (table_add_cell(r->out, r->pool, row, r->row.cells[i],
				   r->diags))
			row = NULL;
	if (!row)
		stop(r);
}

static void end_paragraph(struct reading *r)
{
	struct table_cell cell = { .span = 1, .at = r->source.n };

	r->paragraph = true;
	if (r->inside)
		return;
	cell.text = take_text(r);
	if (!cell.text.n)
		return;
	r->row = (struct table_row){ .at = r->source.n };
	POOL_PUSH(r->pool, r->row.cells, r->row.n, r->row.cap, cell);
	show(r, cell.text);
	buf_addc(&r->source, '\n');
	add_row(r, 0);
}

/* ---- rows and cells ---------------------------------------------------- */

static void begin_row(struct reading *r)
{
	r->row = (struct table_row){ .at = r->source.n };
	r->cell = (struct table_cell){ .span = 1 };
	r->deleted = false;
}

static void begin_cell(struct reading *r)
{
	r->cell.span = 1;
	r->cell.below = r->joined = false;
	buf_clear(&r->text);
	r->paragraph = false;
}

static void end_cell(struct reading *r)
{
	struct table_cell cell = r->cell;

	if (r->row.n > TABLE_COLUMNS_MAX)
		return;		/* the row is refused when it is added */
	if (r->row.n)
		buf_adds(&r->source, " | ");
	cell.at = r->source.n;
	cell.text = take_text(r);
	show(r, cell.text);
	if (r->joined && r->row.n)
		r->row.cells[r->row.n - 1].span += cell.span;
	else
		POOL_PUSH(r->pool, r->row.cells, r->row.n, r->row.cap, cell);
	r->cell.column += cell.span;
}

static void end_row(struct reading *r)
{
	buf_addc(&r->source, '\n');
	if (!r->deleted)
		add_row(r, r->tables);
}

/* ---- elements ---------------------------------------------------------- */

static bool is_word(const xmlChar *uri)
{
	static const char *const known[] = {
		"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
		"http://purl.oclc.org/ooxml/wordprocessingml/main",
	};

	for (size_t i = 0; uri && i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp((const char *)uri, known[i]))
			return true;
	return false;
}

struct attributes {
	const xmlChar **p;
	int n;
};

/* The value of "val", or an empty slice. */
static struct str value_of(struct attributes a)
{
	for (int i = 0; i < a.n; i++, a.p += 5)
		if (!strcmp((const char *)a.p[0], "val"))
			return str_range((const char *)a.p[3],
					 (const char *)a.p[4]);
	return (struct str){ NULL, 0 };
}

static size_t count_of(struct attributes a)
{
	struct str value = value_of(a);
	long n = str_number(value);

	if (n > TABLE_COLUMNS_MAX || value.n > 9)
		return TABLE_COLUMNS_MAX + 1;
	return n < 0 ? 0 : (size_t)n;
}

static void begin_table(struct reading *r)
{
	if (r->inside == 1)
		diag0(r->diags, DIAG_TABLE_NESTED,
		      POS_AT(&r->out->src, r->row.at));
	r->tables += !r->inside++;
}

/* What a cell says of its place; of the outermost table's cells only. */
static void cell_property(struct reading *r, struct str name,
			  struct attributes a)
{
	struct str value = value_of(a);

	if (str_eqs(name, "gridSpan") && count_of(a))
		r->cell.span = count_of(a);
	else if (str_eqs(name, "vMerge"))
		r->cell.below = !value.n || str_eqs(value, "continue");
	else if (str_eqs(name, "hMerge"))
		r->joined = !value.n || str_eqs(value, "continue");
	else if (str_eqs(name, "gridBefore"))
		r->cell.column += count_of(a);
}

static void begin_word(struct reading *r, struct str name,
		       struct attributes a)
{
	if (str_eqs(name, "t"))
		r->in_text = true;
	else if (str_eqs(name, "tab"))
		add_text(r, STR(" "));
	else if (str_eqs(name, "br") || str_eqs(name, "cr"))
		add_text(r, STR("\n"));
	else if (str_eqs(name, "noBreakHyphen"))
		add_text(r, STR("-"));
	else if (str_eqs(name, "moveFrom"))
		r->skip = r->depth;
	else if (str_eqs(name, "tbl"))
		begin_table(r);
	else if (r->inside != 1)
		return;
	else if (str_eqs(name, "tr"))
		begin_row(r);
	else if (str_eqs(name, "tc"))
		begin_cell(r);
	else if (str_eqs(name, "trPr"))
		r->properties = true;
	else if (str_eqs(name, "del") && r->properties)
		r->deleted = true;
	else
		cell_property(r, name, a);
}

static void end_word(struct reading *r, struct str name)
{
	if (str_eqs(name, "t"))
		r->in_text = false;
	else if (str_eqs(name, "p"))
		end_paragraph(r);
	else if (str_eqs(name, "tbl"))
		r->inside--;
	else if (r->inside != 1)
		return;
	else if (str_eqs(name, "tc"))
		end_cell(r);
	else if (str_eqs(name, "tr"))
		end_row(r);
	else if (str_eqs(name, "trPr"))
		r->properties = false;
}

static void on_begin(void *context, const xmlChar *name,
		     const xmlChar *prefix, const xmlChar *uri, int nspaces,
		     const xmlChar **spaces, int n, int defaulted,
		     const xmlChar **attributes)
{
	struct reading *r = context;

	(void)prefix;
	(void)nspaces;
	(void)spaces;
	(void)defaulted;
	if (r->failed)
		return;
	r->depth++;
	if (r->skip)
		return;
	if (!strcmp((const char *)name, "Fallback"))
		r->skip = r->depth;	/* the same again for old programs */
	else if (is_word(uri))
		begin_word(r, str_of((const char *)name),
			   (struct attributes){ attributes, n });
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct reading *r = context;

	(void)prefix;
	if (r->failed)
		return;
	if (r->skip == r->depth--)
		r->skip = 0;
	else if (!r->skip && is_word(uri))
		end_word(r, str_of((const char *)name));
}

static void on_text(void *context, const xmlChar *p, int n)
{
	struct reading *r = context;

	if (!r->failed && !r->skip && r->in_text)
		add_text(r, (struct str){ (const char *)p, (size_t)n });
}

static struct pos here(struct reading *r)
{
	return POS_AT(&r->out->src, r->source.n);
}

static void on_doctype(void *context, const xmlChar *name,
		       const xmlChar *public_id, const xmlChar *system_id)
{
	struct reading *r = context;

	(void)name;
	(void)public_id;
	(void)system_id;
	if (r->failed)
		return;
	diag0(r->diags, DIAG_DOCX_UNSAFE, here(r));
	stop(r);
}

/* What libxml2 has to say is told as one finding, not printed. */
static void on_error(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

/* ---- the file ---------------------------------------------------------- */

static int broken(struct reading *r, const char *problem)
{
	if (r->failed)
		return -1;
	r->failed = true;
	return diag(r->diags, DIAG_DOCX_BROKEN, here(r),
		    { "problem", str_of(problem) });
}

static int too_large(struct reading *r)
{
	if (r->failed)
		return -1;
	r->failed = true;
	return diag(r->diags, DIAG_DOCX_TOO_LARGE, here(r),
		    { "limit", pool_printf(r->pool, "%d",
					   XML_MAX / (1024 * 1024)) });
}

static int parse_stream(struct reading *r, zip_file_t *file)
{
	char *chunk = xmalloc(CHUNK);
	size_t total = 0;
	zip_int64_t n;
	int result = 0;

	while (!result && !r->failed &&
	       (n = zip_fread(file, chunk, CHUNK)) != 0) {
		total += n > 0 ? (size_t)n : 0;
		if (n < 0)
			result = broken(r, "damaged archive");
		else if (total > XML_MAX)
			result = too_large(r);
		else if (xmlParseChunk(r->xml, chunk, (int)n, 0))
			result = broken(r, "broken XML");
	}
	if (!result && !r->failed && xmlParseChunk(r->xml, chunk, 0, 1))
		result = broken(r, "broken XML");
	free(chunk);
	return r->failed ? -1 : result;
}

static int parse_file(struct reading *r, zip_file_t *file)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_begin, .endElementNs = on_end,
		.characters = on_text, .cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.internalSubset = on_doctype, .serror = on_error,
	};
	int result;

	r->xml = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
	if (!r->xml)
		return broken(r, "damaged archive");
	xmlCtxtUseOptions(r->xml, XML_PARSE_NONET);
	result = parse_stream(r, file);
	xmlFreeParserCtxt(r->xml);
	r->xml = NULL;
	return result;
}

static int read_document(struct reading *r, zip_t *zip)
{
	static const char name[] = "word/document.xml";
	zip_stat_t stat;
	zip_file_t *file;
	int result;

	if (zip_stat(zip, name, 0, &stat))
		return broken(r, "no Word document");
	if ((stat.valid & ZIP_STAT_SIZE) && stat.size > XML_MAX)
		return too_large(r);
	file = zip_fopen(zip, name, 0);
	if (!file)
		return broken(r, "damaged archive");
	result = parse_file(r, file);
	zip_fclose(file);
	return result;
}

int table_docx(struct table *out, struct pool *pool, struct str bytes,
	       struct diags *diags)
{
	struct reading r = { .out = out, .pool = pool, .diags = diags };
	zip_source_t *source;
	zip_error_t error;
	zip_t *zip = NULL;
	int result = -1;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	if (source)
		zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (zip) {
		result = read_document(&r, zip);
		zip_discard(zip);
	} else {
		if (source)
			zip_source_free(source);
		result = broken(&r, "no Word document");
	}
	zip_error_fini(&error);
	out->src.text = pool_str(pool, buf_str(&r.source));
	buf_release(&r.source);
	buf_release(&r.text);
	return result;
}
