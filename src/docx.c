/* SPDX-License-Identifier: MIT */
/* docx.c - the few parts of a Word file that a form needs, packed by libzip. */
#include "docx.h"

#include <zip.h>

#include "escape.h"

#define SPACE "http://schemas.openxmlformats.org/"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char content_types[] = HEAD
	"<Types xmlns=\"" SPACE "package/2006/content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/"
	"vnd.openxmlformats-package.relationships+xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"application/"
	"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
	"vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
	"vnd.openxmlformats-package.core-properties+xml\"/>"
	"</Types>";

static const char package_parts[] = HEAD
	"<Relationships xmlns=\"" SPACE "package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" SPACE
	"officeDocument/2006/relationships/officeDocument\" "
	"Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" SPACE
	"package/2006/relationships/metadata/core-properties\" "
	"Target=\"docProps/core.xml\"/></Relationships>";

static const char document_parts[] = HEAD
	"<Relationships xmlns=\"" SPACE "package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" SPACE
	"officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
	"</Relationships>";

static const char styles[] = HEAD
	"<w:styles xmlns:w=\"" SPACE "wordprocessingml/2006/main\">"
	"<w:docDefaults><w:rPrDefault><w:rPr>"
	"<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
	"w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
	"<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"
	"<w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\"/>"
	"</w:rPr></w:rPrDefault></w:docDefaults>"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
	"<w:name w:val=\"Normal\"/></w:style></w:styles>";

static const char *const style_properties[] = {
	[DOCX_TITLE] = "<w:pPr><w:spacing w:after=\"60\"/><w:jc w:val=\"center\"/>"
		       "</w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"26\"/></w:rPr>",
	[DOCX_PLAIN] = "<w:pPr><w:spacing w:after=\"60\"/></w:pPr><w:r>",
	[DOCX_SMALL] = "<w:pPr><w:spacing w:after=\"120\"/></w:pPr><w:r><w:rPr>"
		       "<w:i/><w:sz w:val=\"20\"/></w:rPr>",
};

/* A run's text; what XML cannot carry is replaced. */
static void add_text(struct buf *b, struct str text)
{
	buf_adds(b, "<w:t xml:space=\"preserve\">");
	escape_html(b, text);
	buf_adds(b, "</w:t></w:r></w:p>");
}

void docx_paragraph(struct buf *body, enum docx_style style, struct str text)
{
	buf_adds(body, "<w:p>");
	buf_adds(body, style_properties[style]);
	add_text(body, text);
}

void docx_table_begin(struct buf *body, const unsigned *widths, size_t n)
{
	static const char *const sides[] = { "top", "left", "bottom", "right",
					     "insideH", "insideV" };

	buf_addf(body, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
		 "<w:tblBorders>", DOCX_WIDTH);
	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++)
		buf_addf(body, "<w:%s w:val=\"single\" w:sz=\"4\" "
			 "w:space=\"0\" w:color=\"000000\"/>", sides[i]);
	buf_adds(body, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/>"
		 "<w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/>"
		 "<w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar>"
		 "</w:tblPr><w:tblGrid>");
	for (size_t i = 0; i < n; i++)
		buf_addf(body, "<w:gridCol w:w=\"%u\"/>", widths[i]);
	buf_adds(body, "</w:tblGrid>");
}

static void add_cell(struct buf *b, const struct docx_cell *cell,
		     unsigned width, bool heading)
{
	struct str rest = cell->text, line = { NULL, 0 };
	bool more = str_line(&rest, &line);

	buf_addf(b, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/>", width);
	if (cell->span > 1)
		buf_addf(b, "<w:gridSpan w:val=\"%u\"/>", cell->span);
	if (heading || cell->span > 1)
		buf_adds(b, "<w:shd w:val=\"clear\" w:color=\"auto\" "
			 "w:fill=\"E8ECF0\"/>");
	buf_adds(b, "</w:tcPr>");
	do {
		buf_adds(b, heading ? "<w:p><w:pPr><w:jc w:val=\"center\"/>"
				      "</w:pPr><w:r>" : "<w:p><w:r>");
		if (cell->strong || heading)
			buf_adds(b, "<w:rPr><w:b/></w:rPr>");
		else if (cell->small)
			buf_adds(b, "<w:rPr><w:color w:val=\"606060\"/>"
				 "<w:sz w:val=\"12\"/></w:rPr>");
		add_text(b, line);
	} while (more && (more = str_line(&rest, &line)));
	buf_adds(b, "</w:tc>");
}

void docx_row(struct buf *body, const unsigned *widths,
	      const struct docx_cell *cells, size_t n, bool heading)
{
	buf_adds(body, "<w:tr><w:trPr><w:cantSplit/>");
	buf_adds(body, heading ? "<w:tblHeader/></w:trPr>" : "</w:trPr>");
	for (size_t i = 0; i < n; i++) {
		unsigned width = 0;

		for (unsigned k = 0; k < cells[i].span; k++)
			width += *widths++;
		add_cell(body, &cells[i], width, heading);
	}
	buf_adds(body, "</w:tr>");
}

void docx_table_end(struct buf *body)
{
	buf_adds(body, "</w:tbl>");
}

/* ---- the package ------------------------------------------------------- */

/* 1 January 2026, as the archive has it: no clock in it. */
#define ZIP_DATE ((2026 - 1980) << 9 | 1 << 5 | 1)

static int add_part(zip_t *zip, const char *name, struct str bytes)
{
	zip_source_t *source = zip_source_buffer(zip, bytes.p, bytes.n, 0);
	zip_int64_t at = source ? zip_file_add(zip, name, source, 0) : -1;

	if (at < 0) {
		zip_source_free(source);
		return -1;
	}
	return zip_file_set_dostime(zip, (zip_uint64_t)at, 0, ZIP_DATE, 0);
}

static int take_bytes(struct buf *out, zip_source_t *source)
{
	zip_stat_t stat;
	zip_int64_t n;

	if (zip_source_open(source))
		return -1;
	if (zip_source_stat(source, &stat) || !(stat.valid & ZIP_STAT_SIZE)) {
		zip_source_close(source);
		return -1;
	}
	buf_grow(out, stat.size);
	n = zip_source_read(source, out->p + out->n, stat.size);
	zip_source_close(source);
	if (n < 0 || (zip_uint64_t)n != stat.size)
		return -1;
	out->n += stat.size;
	return 0;
}

static int pack(struct buf *out, struct str document, struct str core)
{
	const struct {
		const char *name;
		struct str bytes;
	} parts[] = {
		{ "[Content_Types].xml", STR(content_types) },
		{ "_rels/.rels", STR(package_parts) },
		{ "docProps/core.xml", core },
		{ "word/document.xml", document },
		{ "word/_rels/document.xml.rels", STR(document_parts) },
		{ "word/styles.xml", STR(styles) },
	};
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip = NULL;
	int result = 0;

	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	if (source) {
		zip_source_keep(source);	/* read below */
		zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	}
	for (size_t i = 0; zip && !result && i < sizeof(parts) / sizeof(*parts);
	     i++)
		result = add_part(zip, parts[i].name, parts[i].bytes);
	if (!zip || result || zip_close(zip)) {
		if (zip)
			zip_discard(zip);
		result = -1;
	}
	if (!result)
		result = take_bytes(out, source);
	zip_source_free(source);
	zip_error_fini(&error);
	return result;
}

int docx_finish(struct buf *out, struct str body, struct str title)
{
	struct buf document = BUF_INIT, core = BUF_INIT;
	int result;

	buf_adds(&document, HEAD "<w:document xmlns:w=\"" SPACE
		 "wordprocessingml/2006/main\"><w:body>");
	buf_addstr(&document, body);
	buf_adds(&document, "<w:p/><w:sectPr><w:pgSz w:w=\"16838\" "
		 "w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar "
		 "w:top=\"850\" w:right=\"850\" w:bottom=\"850\" "
		 "w:left=\"850\" w:header=\"400\" w:footer=\"400\" "
		 "w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
	buf_adds(&core, HEAD "<cp:coreProperties xmlns:cp=\"" SPACE
		 "package/2006/metadata/core-properties\" "
		 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
	escape_html(&core, title);
	buf_adds(&core, "</dc:title></cp:coreProperties>");
	result = pack(out, buf_str(&document), buf_str(&core));
	buf_release(&document);
	buf_release(&core);
	return result;
}
