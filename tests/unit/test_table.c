/* SPDX-License-Identifier: MIT */
/*
 * test_table.c - the readers of tables, on what offices write and on what
 * nobody should; then all of them on fixtures that are damaged at random.
 */
#include "unit.h"

#include <fcntl.h>
#include <zip.h>

#include "annex.h"
#include "fs.h"
#include "skeleton.h"
#include "text.h"

struct box {
	struct pool *pool;
	struct diags diags;
	struct table table;
};

static int read_bytes(struct box *b, const char *name, struct str bytes)
{
	b->pool = pool_new();
	diags_init(&b->diags, b->pool);
	return table_read(&b->table, b->pool, str_of(name), bytes, &b->diags);
}

/* The rows as "a|b/c|d", with "^" for a cell merged with the one above and
 * "a>2" for one that covers two columns; texts between tables in "[]". */
static struct str shape(struct box *b)
{
	struct buf out = BUF_INIT;
	struct str s;

	for (size_t i = 0; i < b->table.n; i++) {
		const struct table_row *row = &b->table.rows[i];

		buf_adds(&out, i ? "/" : "");
		buf_adds(&out, row->table ? "" : "[");
		for (size_t k = 0; k < row->n; k++) {
			const struct table_cell *c = &row->cells[k];

			buf_adds(&out, k ? "|" : "");
			buf_addstr(&out, c->text);
			buf_adds(&out, c->below ? "^" : "");
			if (c->span > 1)
				buf_addf(&out, ">%zu", c->span);
		}
		buf_adds(&out, row->table ? "" : "]");
	}
	s = pool_str(b->pool, buf_str(&out));
	buf_release(&out);
	return s;
}

static void check_shape(const char *name, struct str bytes, const char *wanted)
{
	struct box b;

	assert_int_equal(read_bytes(&b, name, bytes), 0);
	assert_str(shape(&b), wanted);
	pool_free(b.pool);
}

static void reads_csv(void **state)
{
	static const struct {
		const char *name, *text, *shape;
	} cases[] = {
		{ "a.csv", "", "" },
		{ "a.csv", "a,b\r\nc,d\r\n", "a|b/c|d" },
		{ "a.csv", "\xef\xbb\xbf" "a;b,c;d\n1;2;3\n", "a|b,c|d/1|2|3" },
		{ "a.CSV", "a\tb\nc\td", "a|b/c|d" },
		{ "a.tsv", "a,b\tc;d\n", "a,b|c;d" },
		{ "a.csv", "sep=;\na,b;c\n", "a,b|c" },
		{ "a.csv", "\"a,\"\"b\"\"\",c\nd,\"e\nf\"\n", "a,\"b\"|c/d|e\nf" },
		{ "a.csv", "a \"b\" c,d\n\"e\" f,g\n", "a \"b\" c|d/e f|g" },
		{ "a.csv", "a,b,\n,,\n\nc,d,e\n", "a|b|/||//c|d|e" },
		{ "a.csv", "a;b\n1, 2, 3;4\n5, 6;7\n", "a|b/1, 2, 3|4/5, 6|7" },
		{ "a.csv", "Bảng\na;b\n1;2\n", "Bảng/a|b/1|2" },
		{ "a.csv", "  a  , b\n", "a|b" },
		{ "a.csv", "e\xcc\x82,b\n", "\xc3\xaa|b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_shape(cases[i].name, str_of(cases[i].text),
			    cases[i].shape);
}

static void reads_markdown(void **state)
{
	(void)state;
	check_shape("a.md", STR("---\ntype: x\n---\n# Phụ lục *một*\n\n"
		"| A | B |\n|---|---|\n| a\\|b | **c**<br>d |\n| e |\n\nSau\n"),
		"[Phụ lục một]/A|B/a|b|c d/e/[Sau]");
	check_shape("a.md", STR("A | B\n-|-\n1 | 2\n\n```\nmã\n```\n"),
		    "A|B/1|2/[mã]");
	check_shape("a.md", STR("chỉ có chữ\n"), "[chỉ có chữ]");
}

static void knows_endings(void **state)
{
	(void)state;
	assert_true(table_known(STR("a/b.docx")));
	assert_true(table_known(STR("B.Docx")));
	assert_true(table_known(STR("x.md")));
	assert_false(table_known(STR("x.doc")));
	assert_false(table_known(STR(".csv")));
	assert_false(table_known(STR("csv")));
}

/* ---- Word files -------------------------------------------------------- */

/* An archive of one file in memory. */
static void zip_of(struct buf *out, const char *name, struct str data)
{
	zip_error_t error;
	zip_source_t *source, *member;
	zip_stat_t stat;
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	assert_non_null(source);
	zip_source_keep(source);
	zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	assert_non_null(zip);
	member = zip_source_buffer(zip, data.p, data.n, 0);
	assert_true(zip_file_add(zip, name, member, 0) >= 0);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	buf_grow(out, stat.size);
	out->n = (size_t)zip_source_read(source, out->p, stat.size);
	zip_source_close(source);
	zip_source_free(source);
	zip_error_fini(&error);
}

static void word_file(struct buf *out, const char *body)
{
	struct buf xml = BUF_INIT;

	buf_adds(&xml, "<w:document xmlns:w=\"http://schemas.openxmlformats.org"
		 "/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas."
		 "openxmlformats.org/markup-compatibility/2006\"><w:body>");
	buf_adds(&xml, body);
	buf_adds(&xml, "</w:body></w:document>");
	zip_of(out, "word/document.xml", buf_str(&xml));
	buf_release(&xml);
}

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(pr, text) "<w:tc><w:tcPr>" pr "</w:tcPr>" P(text) "</w:tc>"

static void reads_word_files(void **state)
{
	static const struct {
		const char *body, *shape;
	} cases[] = {
		{ P("PHỤ LỤC") P("") P(" a ") "<w:tbl><w:tr>" TC("", "A") TC("", "B")
		  "</w:tr></w:tbl>" P("sau"), "[PHỤ LỤC]/[a]/A|B/[sau]" },
		{ "<w:tbl><w:tr>" TC("<w:gridSpan w:val=\"2\"/>", "A") TC("", "B")
		  "</w:tr></w:tbl>", "A>2|B" },
		{ "<w:tbl><w:tr>" TC("<w:vMerge w:val=\"restart\"/>", "A")
		  TC("", "B") "</w:tr><w:tr>" TC("<w:vMerge/>", "") TC("", "C")
		  "</w:tr><w:tr>" TC("<w:vMerge w:val=\"continue\"/>", "")
		  TC("", "D") "</w:tr></w:tbl>", "A|B/^|C/^|D" },
		{ "<w:tbl><w:tr>" TC("<w:hMerge w:val=\"restart\"/>", "A")
		  TC("<w:hMerge/>", "") TC("", "B") "</w:tr></w:tbl>", "A>2|B" },
		{ "<w:tbl><w:tr><w:tc>" P("một") P("hai") "</w:tc><w:tc><w:p><w:r>"
		  "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
		  "<w:noBreakHyphen/><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
		  "một\nhai|a b\nc-d" },
		/* what reviewers deleted or moved away, and old programs' copies */
		{ "<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r>"
		  "<w:delText>cũ</w:delText></w:r></w:del><w:moveFrom><w:r>"
		  "<w:t>đi</w:t></w:r></w:moveFrom><mc:AlternateContent>"
		  "<mc:Choice><w:r><w:t>!</w:t></w:r></mc:Choice><mc:Fallback>"
		  "<w:r><w:t>!</w:t></w:r></mc:Fallback></mc:AlternateContent>"
		  "</w:p>", "[mới!]" },
		{ "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" TC("", "x") "</w:tr>"
		  "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" TC("", "y")
		  "</w:tr></w:tbl>", "y" },
		{ "<w:tbl><w:tr><w:tc>" P("a") "<w:tbl><w:tr>" TC("", "b") TC("", "c")
		  "</w:tr></w:tbl>" P("d") "</w:tc>" TC("", "e")
		  "</w:tr></w:tbl>", "a\nb\nc\nd|e" },
		{ P("a &amp; &lt;b&gt; &#273;"), "[a & <b> đ]" },
		{ "<w:sdt><w:sdtContent>" P("trong khung") "</w:sdtContent></w:sdt>",
		  "[trong khung]" },
	};
	struct buf file = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&file);
		word_file(&file, cases[i].body);
		check_shape("a.docx", buf_str(&file), cases[i].shape);
	}
	buf_release(&file);
}

static void word_rows_have_places(void **state)
{
	struct buf file = BUF_INIT;
	struct box b;

	(void)state;
	word_file(&file, P("PHỤ LỤC") "<w:tbl><w:tr>" TC("", "A") TC("", "B\xc3\xaa")
		  "</w:tr><w:tr>" TC("", "C") TC("", "D") "</w:tr></w:tbl>");
	assert_int_equal(read_bytes(&b, "a.docx", buf_str(&file)), 0);
	assert_str(b.table.src.text, "PHỤ LỤC\nA | Bê\nC | D\n");
	assert_str(str_sub(b.table.src.text, b.table.rows[2].cells[1].at, 1),
		   "D");
	assert_ptr_equal(table_cell_at(&b.table.rows[2], 1),
			 &b.table.rows[2].cells[1]);
	assert_null(table_cell_at(&b.table.rows[2], 2));
	pool_free(b.pool);
	buf_release(&file);
}

static void refuses(const char *name, struct str bytes, enum diag_code code)
{
	struct box b;

	assert_int_equal(read_bytes(&b, name, bytes), -1);
	assert_int_equal(b.diags.errors, 1);
	assert_int_equal(b.diags.list[b.diags.n - 1].code, code);
	pool_free(b.pool);
}

static void has_bounds(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	refuses("a.csv", STR("a,\xff"), DIAG_NOT_UTF8);
	refuses("a.csv", STR("a,\0b"), DIAG_NUL_BYTE);
	refuses("a.csv", STR("a,\"b\n"), DIAG_CSV_QUOTE);
	refuses("a.docx", STR(""), DIAG_DOCX_BROKEN);
	for (size_t i = 0; i <= TABLE_ROWS_MAX; i++)
		buf_adds(&text, "a,b\n");
	refuses("a.csv", buf_str(&text), DIAG_TABLE_TOO_LARGE);
	buf_clear(&text);
	for (size_t i = 0; i <= TABLE_COLUMNS_MAX; i++)
		buf_adds(&text, "a,");
	refuses("a.csv", buf_str(&text), DIAG_TABLE_TOO_LARGE);
	buf_clear(&text);
	for (size_t i = 0; i < 5 << 20; i++)
		buf_addc(&text, 'a');
	refuses("a.md", buf_str(&text), DIAG_FILE_TOO_LARGE);
	buf_clear(&text);
	word_file(&text, "<w:tbl><w:tr>"
		  TC("<w:gridSpan w:val=\"199\"/>", "A") TC("", "B") TC("", "C")
		  "</w:tr></w:tbl>");
	refuses("a.docx", buf_str(&text), DIAG_TABLE_TOO_LARGE);
	buf_clear(&text);
	word_file(&text, "<w:tbl><w:tr>"
		  TC("<w:gridSpan w:val=\"99999999999\"/>", "A")
		  "</w:tr></w:tbl>");
	refuses("a.docx", buf_str(&text), DIAG_TABLE_TOO_LARGE);
	buf_clear(&text);
	zip_of(&text, "xl/workbook.xml", STR("<x/>"));
	refuses("a.docx", buf_str(&text), DIAG_DOCX_BROKEN);
	buf_release(&text);
}

/* ---- damaged at random ------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* A few bytes changed, taken out, or said again. */
static void damage(struct buf *out, struct str s, uint32_t *seed)
{
	size_t steps = 1 + next_random(seed) % 4;

	buf_clear(out);
	buf_addstr(out, s);
	while (steps-- && out->n) {
		size_t at = next_random(seed) % out->n;
		size_t n = next_random(seed) % 20;

		if (n > out->n - at)
			n = out->n - at;
		switch (next_random(seed) % 4) {
		case 0:
			out->p[at] = (char)next_random(seed);
			break;
		case 1:
			out->p[at] = "\n\"|;,<>&/\t-:"[next_random(seed) % 12];
			break;
		case 2:
			memmove(out->p + at, out->p + at + n, out->n - at - n);
			out->n -= n;
			break;
		default:
			buf_grow(out, n);
			memmove(out->p + at + n, out->p + at, out->n - at);
			out->n += n;
		}
	}
}

struct world {
	struct pool *pool;
	struct catalog *vi, *en;
	struct vocabulary v;
	struct site site;
};

static void world_init(struct world *w)
{
	struct source *src;
	struct buf text = BUF_INIT;

	*w = (struct world){ .pool = pool_new() };
	w->vi = messages_program(w->pool, STR("vi"));
	w->en = messages_program(w->pool, STR("en"));
	vocabulary_init(&w->v, w->pool, w->vi, w->en);
	src = POOL_NEW(w->pool, struct source);
	skeleton_site(&text, w->vi, STR("x"));
	src->path = STR("site.yml");
	src->text = pool_str(w->pool, buf_str(&text));
	assert_int_equal(site_read(&w->site, w->pool, src, NULL), 0);
	buf_release(&text);
}

static void world_release(struct world *w)
{
	map_release(&w->site.area_names);
	vocabulary_release(&w->v);
	messages_release(w->vi);
	messages_release(w->en);
	pool_free(w->pool);
}

/* Whatever is read has its places in the source; whatever is written is
 * text. */
static void survives(struct world *w, const char *name, struct str bytes)
{
	struct annex_options o = { .words = w->vi };
	struct buf out = BUF_INIT;
	struct annex annex;
	struct box b;

	if (!read_bytes(&b, name, bytes)) {
		for (size_t i = 0; i < b.table.n; i++)
			for (size_t k = 0; k < b.table.rows[i].n; k++)
				assert_true(b.table.rows[i].cells[k].at <=
					    b.table.src.text.n);
		if (!annex_read(&annex, b.pool, &b.table, &w->v, &w->site,
				&b.diags))
			annex_write(&out, &annex, &o);
		assert_int_equal(text_invalid(buf_str(&out)), -1);
	} else {
		assert_true(b.diags.errors > 0);
	}
	for (size_t i = 0; i < b.diags.n; i++)
		if (b.diags.list[i].pos.src)
			assert_true(b.diags.list[i].pos.off <=
				    b.diags.list[i].pos.src->text.n);
	buf_release(&out);
	pool_free(b.pool);
}

/* The XML inside of a Word file. */
static void unzip(struct buf *out, struct str bytes)
{
	zip_error_t error;
	zip_source_t *source;
	zip_file_t *file;
	zip_stat_t stat;
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	assert_non_null(zip);
	assert_int_equal(zip_stat(zip, "word/document.xml", 0, &stat), 0);
	file = zip_fopen(zip, "word/document.xml", 0);
	buf_grow(out, stat.size);
	out->n = (size_t)zip_fread(file, out->p, stat.size);
	zip_fclose(file);
	zip_discard(zip);
	zip_error_fini(&error);
}

static void survives_damage(void **state)
{
	static const char *const names[] = {
		"annex.csv", "annex.tsv", "annex.md", "annex.docx",
	};
	const char *scale = getenv("TEST_SCALE");
	int rounds = 60 * (scale ? atoi(scale) : 1);
	struct buf file = BUF_INIT, bad = BUF_INIT, xml = BUF_INIT;
	uint32_t seed = 20261128;
	struct world w;

	(void)state;
	world_init(&w);
	for (size_t i = 0; i < 4; i++) {
		struct str path = pool_printf(w.pool, "tests/annex/%s", names[i]);

		buf_clear(&file);
		assert_int_equal(fs_read(AT_FDCWD, path.p, &file, 1 << 20), 0);
		survives(&w, names[i], buf_str(&file));
		for (int k = 0; k < rounds; k++) {
			damage(&bad, buf_str(&file), &seed);
			survives(&w, names[i], buf_str(&bad));
		}
	}
	unzip(&xml, buf_str(&file));
	for (int k = 0; k < rounds; k++) {
		damage(&bad, buf_str(&xml), &seed);
		buf_clear(&file);
		zip_of(&file, "word/document.xml", buf_str(&bad));
		survives(&w, "annex.docx", buf_str(&file));
	}
	buf_release(&file);
	buf_release(&bad);
	buf_release(&xml);
	world_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_csv),
		cmocka_unit_test(reads_markdown),
		cmocka_unit_test(knows_endings),
		cmocka_unit_test(reads_word_files),
		cmocka_unit_test(word_rows_have_places),
		cmocka_unit_test(has_bounds),
		cmocka_unit_test(survives_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
