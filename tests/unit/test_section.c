/* SPDX-License-Identifier: MIT */
/* test_section.c - one section of a plan: heading, field list, body; and where
 * sections end, compared with cmark's own idea of the document. */
#include "planbox.h"

#include <cmark.h>

/* ---- headings ---------------------------------------------------------- */

static void headings_have_number_and_title(void **state)
{
	static const struct {
		const char *line;
		int level;
		const char *number, *title;
	} rows[] = {
		{ "## I. Công tác chỉ đạo", 2, "I", "Công tác chỉ đạo" },
		{ "### 1. Ban hành Kế hoạch", 3, "1", "Ban hành Kế hoạch" },
		{ "### I.1. Ban hành", 3, "I.1", "Ban hành" },
		{ "### I.4 Kiểm tra", 3, "I.4", "Kiểm tra" },
		{ "### 2.1 Rà soát", 3, "2.1", "Rà soát" },
		{ "### 1.5. Công tác tuyên truyền", 3, "1.5",
		  "Công tác tuyên truyền" },
		{ "### 3.3.2. Hồ sơ", 3, "3.3.2", "Hồ sơ" },
		{ "#### a) Chỉ tiêu", 4, "a", "Chỉ tiêu" },
		{ "### II.1.a) Chỉ tiêu", 3, "II.1.a", "Chỉ tiêu" },
		{ "### 2) Rà soát", 3, "2", "Rà soát" },
		{ "###### XIV. Mục", 6, "XIV", "Mục" },
		{ "### **1. Rà soát**", 3, "1", "Rà soát" },
		{ "### 1\\. Rà soát", 3, "1", "Rà soát" },
		/* no numbering */
		{ "### Ban hành", 3, "", "Ban hành" },
		{ "### 100% hồ sơ", 3, "", "100% hồ sơ" },
		{ "### 2026 là năm đầu", 3, "", "2026 là năm đầu" },
		{ "### Vì dân", 3, "", "Vì dân" },
		{ "### I đầu", 3, "", "I đầu" },
		{ "### 2.1", 3, "", "2.1" }, { "### 1.", 3, "", "1." },
		{ "### A. Mục tiêu", 3, "", "A. Mục tiêu" },
		{ "### - a", 3, "", "- a" },
		/* markup, closing marks, white space */
		{ "### **Ban** *hành* [KH](https://a.vn)", 3, "",
		  "Ban hành KH" },
		{ "### `a` &amp; b", 3, "", "a & b" },
		{ "### - *a*", 3, "", "- a" },
		{ "### Ban hành ###", 3, "", "Ban hành" },
		{ "### Ban hành #2", 3, "", "Ban hành #2" },
		{ "###   Ban   hành  ", 3, "", "Ban hành" },
		{ "###\tBan hành", 3, "", "Ban hành" },
		{ "   ### Ban hành", 3, "", "Ban hành" },
		{ "### 1.\xc2\xa0" "Ban\xc2\xa0hành", 3, "1", "Ban hành" },
		{ "# T", 1, "", "T" }, { "###", 3, "", "" },
		{ "### ###", 3, "", "" }, { "#", 1, "", "" },
		/* no headings */
		{ "", 0, "", "" }, { "###Ban", 0, "", "" },
		{ "####### sâu", 0, "", "" }, { "    ### mã", 0, "", "" },
		{ "Chữ", 0, "", "" },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct section *s = planbox_old(w, rows[i].line);

		if (s->level != rows[i].level || s->item || s->invalid ||
		    !str_eqs(s->number, rows[i].number) ||
		    !str_eqs(s->title, rows[i].title))
			fail_msg("\"%s\": %d \"%.*s\" \"%.*s\"", rows[i].line,
				 s->level, STR_ARG(s->number),
				 STR_ARG(s->title));
	}
	assert_str(planbox_old(w, "### 1. Rà soát ĐỀ án")->folded,
		   "ra soat de an");
}

/* ---- field lists ------------------------------------------------------- */

/* "id=CDDH-01|deadline=Quý I|[x]a|[ ]b|body"; "prose|body" for no item. */
static struct str dump(struct planbox *w, const struct section *s)
{
	struct buf b = BUF_INIT;
	struct str text;

	if (!s->item)
		buf_adds(&b, "prose|");
	for (size_t i = 0; i < s->nfields; i++)
		buf_addf(&b, "%s=%.*s|", field_name(s->fields[i].id),
			 STR_ARG(s->fields[i].text));
	for (size_t i = 0; i < s->nmilestones; i++)
		buf_addf(&b, "[%c]%.*s|", s->milestones[i].done ? 'x' : ' ',
			 STR_ARG(s->milestones[i].text));
	buf_addstr(&b, s->body);
	text = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

struct row {
	const char *lines;	/* below "### T" and a blank line */
	const char *want;
};

static void check_rows(struct planbox *w, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str got = dump(w, planbox_item(w, rows[i].lines));

		if (!str_eqs(got, rows[i].want))
			fail_msg("%s\ngives %.*s\nwant  %s", rows[i].lines,
				 STR_ARG(got), rows[i].want);
	}
}

#define CHECK(w, rows) check_rows(w, rows, sizeof(rows) / sizeof(*rows))

static void a_field_list_makes_an_item(void **state)
{
	static const struct row rows[] = {
		{ "- Mã: A-1\n- Thời hạn: Quý I/2026\n",
		  "id=A-1|deadline=Quý I/2026|" },
		{ "\n\n- Mã: A-1", "id=A-1|" },
		{ "* Mã: A\n+ Thời hạn: x", "id=A|deadline=x|" },
		{ "  - Mã: A\n  - Thời hạn: x", "id=A|deadline=x|" },
		{ "   - Mã: A\n - Thời hạn: x", "id=A|deadline=x|" },
		{ "-   Mã: A\n-\tThời hạn: x", "id=A|deadline=x|" },
		{ "- **Mã**: A\n- **Thời hạn:** x", "id=A|deadline=x|" },
		{ "- **Mã** : A\n- **Sản phẩm**: **b**",
		  "id=A|product=**b**|" },
		{ "- mã: A\n- THỜI HẠN: x", "id=A|deadline=x|" },
		{ "- Mã :A", "id=A|" }, { "- Mã:", "id=|" },
		{ "- Kết quả: xong: 12:30", "result=xong: 12:30|" },
		/* no items */
		{ "Chữ.\n\n- Mã: A\n", "prose|Chữ.\n\n- Mã: A" },
		{ "- Lạ: A\n- Mã: A\n", "prose|- Lạ: A\n- Mã: A" },
		{ "1. Mã: A\n", "prose|1. Mã: A" },
		{ "    - Mã: A\n", "prose|    - Mã: A" },
		{ "> - Mã: A\n", "prose|> - Mã: A" },
		{ "-Mã: A\n", "prose|-Mã: A" },
		{ "- Mã\n", "prose|- Mã" },
		{ "", "prose|" },
	};
	struct planbox *w = *state;

	CHECK(w, rows);
	assert_false(planbox_old(w, "## T\n\n- Mã: A\n")->item);
	assert_true(planbox_old(w, "###### T\n- Mã: A\n")->item);
}

static void the_list_ends_and_the_account_begins(void **state)
{
	static const struct row rows[] = {
		{ "- Mã: A\n\nĐã xong.\n\nThêm.\n", "id=A|Đã xong.\n\nThêm." },
		{ "- Mã: A\n\n- Một\n- Hai\n", "id=A|- Một\n- Hai" },
		{ "- Mã: A\n- [x] a\n- [ ] b\n",
		  "id=A|[x]a|[ ]b|- [x] a\n- [ ] b" },
		{ "- Mã: A\n\n- [X] a\n\nChữ\n", "id=A|[x]a|- [X] a\n\nChữ" },
		{ "- Mã: A\n\n- [ ] a\n    - [x] b\n",
		  "id=A|[ ]a|[x]b|- [ ] a\n    - [x] b" },
		{ "- Mã: A\n\n- [x](u) c\n", "id=A|- [x](u) c" },
		{ "- Mã: A\n\n| a | b |\n|---|---|\n",
		  "id=A|| a | b |\n|---|---|" },
		{ "- Mã: A\n| a |\n", "id=A|| a |" },
		{ "- Mã: A\n> trích\n", "id=A|> trích" },
		{ "- Mã: A\n```\n- Thời hạn: x\n```\n",
		  "id=A|```\n- Thời hạn: x\n```" },
		{ "- Mã: A\n\n~~~\n- Thời hạn: x\n~~~\n",
		  "id=A|~~~\n- Thời hạn: x\n~~~" },
		{ "- Mã: A\n\n  ```\n  m\n  ```\n", "id=A|  ```\n  m\n  ```" },
		{ "- Mã: A\n1. Một\n2. Hai\n", "id=A|1. Một\n2. Hai" },
		{ "- Mã: A\n***\nb\n", "id=A|***\nb" },
		{ "- Mã: A\n<!-- b -->\n", "id=A|<!-- b -->" },
		{ "- Mã: A\n\n<div>\n\n- Thời hạn: x\n",
		  "id=A|<div>\n\n- Thời hạn: x" },
		{ "- Mã: A\n   \n\t\nb\n  \n", "id=A|b" },
	};

	CHECK(*state, rows);
}

static void values_go_on(void **state)
{
	static const struct row rows[] = {
		/* indented and lazy lines */
		{ "- Sản phẩm: a\n  b\n- Mã: A", "product=a b|id=A|" },
		{ "- Sản phẩm: a\nb\n- Mã: A", "product=a b|id=A|" },
		{ "- Sản phẩm:\n  a", "product=a|" },
		{ "- Sản phẩm: a\n\n  b\n\n  c\n- Mã: A",
		  "product=a b c|id=A|" },
		{ "- Sản phẩm: a\n\n\n  b\n\nc", "product=a b|c" },
		{ "  - Sản phẩm: a\n    b\n  - Mã: A", "product=a b|id=A|" },
		/* nested lists */
		{ "- Sản phẩm:\n  - a\n  - b\n- Mã: A", "product=a; b|id=A|" },
		{ "- Sản phẩm: x\n  - a;\n  - b.\n",
		  "product=x; a; b|" },
		{ "- Sản phẩm:\n\n    * a\n    * b\n\n- Mã: A",
		  "product=a; b|id=A|" },
		{ "- Sản phẩm:\n  1. a\n  2. b\n", "product=1. a 2. b|" },
		{ "- Sản phẩm: a\n  - Thời hạn: x\n",
		  "product=a; Thời hạn: x|" },
		/* a list with blank lines in it */
		{ "- Mã: A\n\n- Thời hạn: x\n\n\n- Chủ trì: VP\n",
		  "id=A|deadline=x|lead=VP|" },
		{ "- Mã: A\n* Thời hạn: x\n", "id=A|deadline=x|" },
	};

	CHECK(*state, rows);
}

static void paragraphs_between_lists_belong_to_the_field_before(void **state)
{
	static const struct row rows[] = {
		{ "- Sản phẩm: a\n\nb\nc\n\nd\n\n- Mã: A\n\ne",
		  "product=a b c d|id=A|e" },
		{ "- Sản phẩm: a\n\nb\n- Mã: A\n", "product=a b|id=A|" },
		/* not if anything else stands between */
		{ "- Mã: A\n\nb\n\n- c\n\n- Thời hạn: x\n",
		  "id=A|b\n\n- c\n\n- Thời hạn: x" },
		{ "- Mã: A\n\nb\n\n| c |\n\n- Thời hạn: x\n",
		  "id=A|b\n\n| c |\n\n- Thời hạn: x" },
		{ "- Mã: A\n\nb\n\n    c\n\n- Thời hạn: x\n",
		  "id=A|b\n\n    c\n\n- Thời hạn: x" },
	};
	struct planbox *w = *state;

	CHECK(w, rows);
	planbox_item(w, rows[0].lines);
	assert_int_equal(planbox_count(w, DIAG_STRAY_PARAGRAPH), 1);
	assert_str(w->diags.list[0].args[0].value, "Sản phẩm");
	planbox_item(w, rows[2].lines);
	assert_int_equal(w->diags.n, 0);
	/* a block directly behind the list that goes on ends it all the same */
	assert_str(dump(w, planbox_item(w, "- Sản phẩm: a\n\nb\n\n- Mã: A\n"
					   "```\nm\n```\n")),
		   "product=a b|id=A|```\nm\n```");
}

/* Nothing is lost: what is not understood stands in front of the account. */
static void unknown_labels_stay_as_text(void **state)
{
	static const struct row rows[] = {
		{ "- Mã: A\n- Thời hẹn: x\n- Chủ trì: VP\n\nb",
		  "id=A|lead=VP|- Thời hẹn: x\n\nb" },
		{ "- Mã: A\n- Lạ: x\n  y\nz\n- Chủ trì: VP\n",
		  "id=A|lead=VP|- Lạ: x\n  y\nz" },
		{ "- Mã: A\n- Lạ: x\n\n  y\n\n- Chủ trì: VP\n\nb\n",
		  "id=A|lead=VP|- Lạ: x\n\n  y\n\nb" },
		{ "- Mã: A\n- Lạ: x\n\ny\n\nz\n\n- Chủ trì: VP\n",
		  "id=A|lead=VP|- Lạ: x\n\ny\n\nz" },
		{ "- Mã: A\n- Lạ: x\n- không nhãn\n- Chủ trì: VP\n",
		  "id=A|lead=VP|- Lạ: x\n- không nhãn" },
		{ "- Mã: A\n- https://a.vn/b\n", "id=A|- https://a.vn/b" },
		{ "- Mã: A\n- Lạ: x\n- [x] b\n",
		  "id=A|[x]b|- Lạ: x\n\n- [x] b" },
		/* without a label: more of the value before */
		{ "- Sản phẩm: a\n- b\n- Mã: A\n", "product=a; b|id=A|" },
		{ "- Mã: A\n- : x\n", "id=A; : x|" },
	};
	struct planbox *w = *state;
	struct section *s;

	CHECK(w, rows);
	planbox_item(w, rows[0].lines);
	assert_int_equal(w->diags.n, 1);
	assert_int_equal(w->diags.list[0].code, DIAG_UNKNOWN_LABEL);
	assert_str(w->diags.list[0].args[0].value, "Thời hẹn");
	assert_str(w->diags.list[0].args[1].value, "Thời hạn");
	planbox_item(w, rows[7].lines);
	assert_int_equal(planbox_count(w, DIAG_FIELD_WITHOUT_LABEL), 1);
	/* places in the account stay right */
	s = planbox_item(w, rows[0].lines);
	assert_int_equal(s->body_off + s->body.n,
			 strlen("### T\n\n") + strlen(rows[0].lines));
}

static void values_lose_what_ends_a_line(void **state)
{
	static const struct row rows[] = {
		{ "- Sản phẩm: a;", "product=a|" },
		{ "- Sản phẩm: a.", "product=a|" },
		{ "- Sản phẩm:   a   b  ", "product=a b|" },
		{ "- Sản phẩm: a\xc2\xa0" "b", "product=a b|" },
		{ "- Sản phẩm: công văn; báo cáo.",
		  "product=công văn; báo cáo|" },
		/* a point that belongs there */
		{ "- Sản phẩm: Câu một. Câu hai.",
		  "product=Câu một. Câu hai.|" },
		{ "- Sản phẩm: tờ rơi, v.v.", "product=tờ rơi, v.v.|" },
		{ "- Sản phẩm: tờ rơi...", "product=tờ rơi...|" },
		{ "- Thời hạn: 30/6/2026.", "deadline=30/6/2026|" },
		{ "- Điểm: 0.5/2.", "score=0.5/2|" },
		{ "- Sản phẩm: .", "product=|" },
		{ "- Sản phẩm: ;", "product=|" },
		{ "- Ghi chú: Một câu dài hơn tám mươi byte thì giữ nguyên dấu"
		  " chấm cuối câu của nó.",
		  "note=Một câu dài hơn tám mươi byte thì giữ nguyên dấu"
		  " chấm cuối câu của nó.|" },
	};

	CHECK(*state, rows);
}

static void fields_may_repeat_or_not(void **state)
{
	struct planbox *w = *state;
	struct section *s = planbox_item(w,
		"- Kết quả kỳ: Quý I/2026: a\n- Kết quả kỳ: Quý II/2026: b\n"
		"- Thời hạn: x\n- Thời gian: y\n");

	assert_int_equal(s->nfields, 4);
	assert_int_equal(planbox_count(w, DIAG_DUPLICATE_FIELD), 1);
	assert_str(section_text(s, FIELD_DEADLINE), "x");
	assert_ptr_equal(section_field(s, FIELD_PERIOD_RESULT), s->fields);
	assert_null(section_field(s, FIELD_NOTE));
	assert_int_equal(section_text(s, FIELD_NOTE).n, 0);
}

static void fields_know_their_place(void **state)
{
	struct planbox *w = *state;
	struct section *s = planbox_item(w, "- Mã: A\n- Thời hạn:   Quý I\n");

	assert_int_equal(s->fields[1].off, strlen("### T\n\n- Mã: A\n"
						  "- Thời hạn:   "));
}

static void an_item_needs_a_title(void **state)
{
	struct planbox *w = *state;

	assert_true(planbox_section(w, "### 1.\n- Mã: A\n")->item);
	assert_int_equal(planbox_count(w, DIAG_EMPTY_TITLE), 0);
	assert_true(planbox_section(w, "###\n- Mã: A\n")->item);
	assert_int_equal(planbox_count(w, DIAG_EMPTY_TITLE), 1);
}

static void all_encodings_read_alike(void **state)
{
	static const char nfd[] =
		"### 1. Ra\xcc\x80 soa\xcc\x81t\r\n\r\n- Ma\xcc\x83: A\r\n"
		"- San pha\xcc\x82\xcc\x89m: a\r\n  b\r\n\r\nE\xcc\x82\r\n";
	struct planbox *w = *state;
	struct section *s = planbox_old(w, nfd);

	assert_str(s->title, "Rà soát");
	assert_str(dump(w, s), "id=A|product=a b|Ê");
	s = planbox_old(w, "\xef\xbb\xbf### 1. Rà soát\r- Mã: A\r");
	assert_int_equal(s->level, 3);
	assert_str(dump(w, s), "id=A|");
}

static void what_is_no_text_is_not_read(void **state)
{
	struct planbox *w = *state;

	assert_true(planbox_old(w, "### T\n- Mã: \xff\n")->invalid);
	assert_true(section_parse(w->pool, &w->words, STR("### T\0x"), NULL, 0,
				  NULL)->invalid);
	assert_false(planbox_old(w, "### T\n- Mã: A\n")->invalid);
}

/* Many paragraphs before a further entry take no quadratic time. */
static void long_accounts_are_read_in_one_pass(void **state)
{
	struct planbox *w = *state;
	struct buf text = BUF_INIT;
	struct section *s;

	buf_adds(&text, "### T\n\n- Sản phẩm: a\n");
	for (int i = 0; i < 50000; i++)
		buf_adds(&text, "\nb\n");
	buf_adds(&text, "\n- Mã: A\n");
	s = planbox_old(w, text.p);
	assert_int_equal(s->nfields, 2);
	assert_str(section_text(s, FIELD_ID), "A");
	buf_release(&text);
}

/* ---- where sections end ------------------------------------------------ */

/* The lines (from 1) on which sections begin: "1 5 9 ". */
static void cuts(struct buf *out, struct str text)
{
	size_t line = 1;

	buf_clear(out);
	while (text.n) {
		size_t n = section_length(text);

		assert_true(n > 0 && n <= text.n);
		buf_addf(out, "%zu ", line);
		for (size_t i = 0; i < n; i++)
			line += text.p[i] == '\n';
		text = str_from(text, n);
	}
}

static void sections_end_at_top_level_headings(void **state)
{
	static const char *const rows[][2] = {
		{ "a\n## b\nc\n### d\n", "1 2 4 " },
		{ "## a\n## b\n", "1 2 " },
		{ "a\n   ### b\n", "1 2 " },	/* up to three spaces */
		{ "\n    ### b\n", "1 " },	/* code */
		{ "a\n    ### b\n", "1 " },	/* goes on in a paragraph */
		{ "\n\t### b\n", "1 " },
		{ "a\n###b\n", "1 " }, { "a\n#\nb", "1 2 " },
		{ "a\n===\nb\n---\n", "1 " },	/* set-ext: no boundary */
		/* fences */
		{ "```\n### a\n```\n### b\n", "1 4 " },
		{ "~~~~\n### a\n~~~\n### b\n~~~~\n### c\n", "1 6 " },
		{ "```a`b\n### a\n", "1 2 " },
		{ "```\n### a\n", "1 " },
		{ "- ```\n  ### a\n  ```\n### b\n", "1 4 " },
		{ "- ```\n### a\n", "1 2 " },	/* the entry ends the fence */
		/* lists */
		{ "- a\n### b\n", "1 2 " }, { "- a\n  ### b\n", "1 " },
		{ "- a\n ### b\n", "1 2 " },
		{ "1. a\n   ### b\n### c\n", "1 3 " },
		{ "- a\nlười\n  ### b\n", "1 " },
		{ "- a\n\n  b\n\n### c\n", "1 5 " },
		{ "-\n\n  ### b\n", "1 3 " },	/* an empty entry ends */
		{ "a\n2. b\n   ### c\n", "1 3 " },	/* no list there */
		{ "a\n1. b\n   ### c\n", "1 " },
		{ "-\ta\n\n    ### b\n### c\n", "1 4 " },
		{ "- - a\n    ### b\n  ### c\n### d\n", "1 4 " },
		/* quotes */
		{ "> ### a\n### b\n", "1 2 " },
		{ "> a\n### b\n", "1 2 " },
		{ "> - a\n>   ### b\n### c\n", "1 3 " },
		/* HTML blocks */
		{ "<!-- a\n\n### b\n-->\n### c\n", "1 5 " },
		{ "<!-- a -->\n### b\n", "1 2 " },
		{ "<!-->\n### b\n", "1 2 " },
		{ "<script>\n\n### a\n</script>\n### b\n", "1 5 " },
		{ "<pre\n### a\n\n</PRE> c\n### b\n", "1 5 " },
		{ "<?x\n### a\n?>\n### b\n", "1 4 " },
		{ "<!DOCTYPE\n### a\n>\n### b\n", "1 4 " },
		{ "<![CDATA[\n### a\n]]>\n### b\n", "1 4 " },
		{ "<div>\n### a\n\n### b\n", "1 4 " },
		{ "a\n</td>\n### b\n\n### c\n", "1 5 " },
		{ "<abc d=\"e\">\n### a\n\n### b\n", "1 4 " },
		{ "a\n<abc>\n### b\n", "1 3 " },	/* 7 interrupts nothing */
		{ "- a\n<abc>\n### b\n", "1 3 " },
		{ "<abc> x\n### b\n", "1 2 " },
		{ "    <div>\n### b\n", "1 2 " },
		{ "", "" }, { "a", "1 " }, { "\n\n", "1 " },
	};
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cuts(&got, str_of(rows[i][0]));
		if (!str_eqs(buf_str(&got), rows[i][1]))
			fail_msg("%s\ncut at %.*s, not %s", rows[i][0],
				 STR_ARG(buf_str(&got)), rows[i][1]);
	}
	buf_release(&got);
}

/* Tricky pieces of lines.  (No link definitions: cmark takes them out of
 * their paragraph, and its lines shift.) */
static const char *const pieces[] = {
	"### a", "## b", "  ### c", "   # d", "    ### e", "\t### f", "###g",
	"####### h", "#", "###\t", "- ", "-\t", "-     ", "* ", "+ ", "1. ",
	"2. ", "0. ", "10) ", "1)", "- [ ] x", "-", "+", "*", "1",
	"123456789. ", "1234567890. ", "-\f", "  ", "    ", "\t", " \t", "> ",
	">", ">\t", "  - ", "   - ", " > ", "chữ", "Text", "\xc4\x90", "a\n",
	"", "", "\n\n", "```", "~~~", "````", "``` a`b", "   ```", "`", "---",
	"***", "* * *", "- - -", "_ _ _", "===", "=", "<div>", "</div>",
	"<div", "<DIV/>", "<p ", "<h7>", "<a>", "<a b='c'>", "</a >", "<a b=>",
	"<a\tb = c/>", "<x> y", "<!--", "-->", "<!-->", "<?", "?>", "<!A",
	"<!a", "<![CDATA[", "]]>", "<![cdata[", "<script>", "</SCRIPT>",
	"<pre", "<prex>", "</pre>", "<style>x</style>", "<textarea",
	"<search>", "<source>", "<colgroup>", "<pre/>", "<a_b>",
	"<a :x.y-z>", "<a \"b\">", "<a/", "<1>", "|", "\\", "\v",
	"### x\n", "- a\n  ### x\n", "- đ", "- a\n", "b\n",
};

static unsigned next_random(uint64_t *seed, size_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (unsigned)((*seed >> 11) % n);
}

static void random_document(struct buf *out, uint64_t *seed)
{
	unsigned n = 1 + next_random(seed, 14);

	buf_clear(out);
	buf_adds(out, "x\n\n");		/* so that the first cut is line 1 */
	for (unsigned i = 0; i < n; i++) {
		buf_adds(out, pieces[next_random(seed, sizeof(pieces) /
						       sizeof(*pieces))]);
		if (next_random(seed, 5) < 2)
			buf_addc(out, '\n');
	}
}

static bool is_atx(struct str line)
{
	size_t from = 0, n = 0;

	while (from < line.n && line.p[from] == ' ')
		from++;
	line = str_from(line, from);
	while (n < line.n && line.p[n] == '#')
		n++;
	return n >= 1 && n <= 6 &&
	       (n == line.n || line.p[n] == ' ' || line.p[n] == '\t');
}

/* The same as cuts(), by cmark. */
static void headings(struct buf *out, struct str text)
{
	cmark_node *doc = cmark_parse_document(text.p, text.n,
					       CMARK_OPT_DEFAULT);
	cmark_node *node = cmark_node_first_child(doc);
	struct str rest = text, line = { NULL, 0 };
	int at = 0;

	buf_clear(out);
	buf_adds(out, "1 ");
	for (; node; node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
			continue;
		for (; at < cmark_node_get_start_line(node); at++)
			str_line(&rest, &line);
		if (is_atx(line))
			buf_addf(out, "%d ", at);
	}
	cmark_node_free(doc);
}

static void cuts_agree_with_cmark(void **state)
{
	const char *scale = getenv("TEST_SCALE");
	long rounds = 20000 * (scale && atol(scale) > 0 ? atol(scale) : 1);
	struct buf text = BUF_INIT, ours = BUF_INIT, theirs = BUF_INIT;
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (long i = 0; i < rounds; i++) {
		random_document(&text, &seed);
		cuts(&ours, buf_str(&text));
		headings(&theirs, buf_str(&text));
		if (!str_eq(buf_str(&ours), buf_str(&theirs)))
			fail_msg("%s\ncut at %s, cmark has %s", text.p, ours.p,
				 theirs.p);
	}
	buf_release(&text);
	buf_release(&ours);
	buf_release(&theirs);
}

/* ---- anything goes in -------------------------------------------------- */

static size_t occurrences(struct str s, struct str word)
{
	ptrdiff_t at;
	size_t n = 0;

	for (; (at = str_find(s, word)) >= 0; n++)
		s = str_from(s, (size_t)at + word.n);
	return n;
}

/* A word below the heading goes into a value or the body. */
static void nothing_is_lost(const struct section *s, struct str text)
{
	struct str word = STR("chữ");
	size_t kept = occurrences(s->body, word);
	ptrdiff_t below = s->level ? str_chr(text, '\n') + 1 : 0;

	for (size_t i = 0; i < s->nfields; i++)
		kept += occurrences(s->fields[i].text, word);
	if (s->level && !below)
		return;
	if (kept != occurrences(str_from(text, (size_t)below), word))
		fail_msg("lost text of %.*s", STR_ARG(text));
}

/* A section never stumbles, whatever stands in it. */
static void any_document_is_read(void **state)
{
	static const char *const more[] = {
		"- Mã: A", "- Thời hạn: Quý I", "  - b", "- Lạ: x", "- [x] y",
		"  z", "chữ", "", "", "- **Kết quả:** w", "| t |", "- k",
	};
	struct planbox *w = *state;
	struct buf text = BUF_INIT;
	uint64_t seed = 99;

	for (int i = 0; i < 4000; i++) {
		random_document(&text, &seed);
		for (int k = 0; k < 8; k++)
			buf_addf(&text, "\n%s", more[next_random(&seed, 12)]);
		for (struct str rest = buf_str(&text); rest.n;) {
			size_t n = section_length(rest);
			struct source src = { .path = STR("p.md"),
					      .text = buf_str(&text) };
			struct section *s;

			diags_init(&w->diags, w->pool);
			s = section_parse(w->pool, &w->words,
					  str_sub(rest, 0, n), &src,
					  (size_t)(rest.p - src.text.p),
					  &w->diags);
			assert_false(s->invalid);
			nothing_is_lost(s, str_sub(rest, 0, n));
			for (size_t d = 0; d < w->diags.n; d++)
				assert_true(w->diags.list[d].pos.off <=
					    src.text.n);
			rest = str_from(rest, n);
		}
	}
	buf_release(&text);
}

static void random_bytes_are_read(void **state)
{
	struct planbox *w = *state;
	uint64_t seed = 5;
	char bytes[200];

	for (int i = 0; i < 20000; i++) {
		size_t n = next_random(&seed, sizeof(bytes));
		struct str s = { bytes, n };

		for (size_t k = 0; k < n; k++)
			bytes[k] = (char)(next_random(&seed, 4) ?
				"#-*: \n\t`>[]x<1.M"[next_random(&seed, 16)] :
				(char)next_random(&seed, 256));
		while (s.n) {
			size_t used = section_length(s);

			assert_true(used > 0 && used <= s.n);
			section_parse(w->pool, &w->words, str_sub(s, 0, used),
				      NULL, 0, NULL);
			s = str_from(s, used);
		}
	}
}

/* Deep nesting neither overflows nor takes quadratic time. */
static void deep_nesting_is_bounded(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_adds(&text, "> ");
	buf_adds(&text, "a\n");
	for (int i = 0; i < 20000; i++)
		buf_adds(&text, "- ");
	buf_adds(&text, "a\n### b\n");
	assert_int_equal(section_length(buf_str(&text)),
			 text.n - strlen("### b\n"));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(headings_have_number_and_title),
		PLAN_TEST(a_field_list_makes_an_item),
		PLAN_TEST(the_list_ends_and_the_account_begins),
		PLAN_TEST(values_go_on),
		PLAN_TEST(paragraphs_between_lists_belong_to_the_field_before),
		PLAN_TEST(unknown_labels_stay_as_text),
		PLAN_TEST(values_lose_what_ends_a_line),
		PLAN_TEST(fields_may_repeat_or_not),
		PLAN_TEST(fields_know_their_place),
		PLAN_TEST(an_item_needs_a_title),
		PLAN_TEST(all_encodings_read_alike),
		PLAN_TEST(what_is_no_text_is_not_read),
		PLAN_TEST(long_accounts_are_read_in_one_pass),
		cmocka_unit_test(sections_end_at_top_level_headings),
		cmocka_unit_test(cuts_agree_with_cmark),
		PLAN_TEST(any_document_is_read),
		PLAN_TEST(random_bytes_are_read),
		cmocka_unit_test(deep_nesting_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
