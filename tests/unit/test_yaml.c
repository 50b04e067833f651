/* SPDX-License-Identifier: MIT */
/* test_yaml.c - YAML trees with places, and maps read by tables. */
#include "unit.h"

#include "buf.h"
#include "date.h"
#include "yaml.h"

struct fixture {
	struct pool *pool;
	struct diags diags;
	struct source src;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	f->pool = pool_new();
	diags_init(&f->diags, f->pool);
	f->src.path = STR("site.yml");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	pool_free(f->pool);
	free(f);
	return 0;
}

static struct yaml_node *parse(struct fixture *f, const char *text)
{
	diags_init(&f->diags, f->pool);
	f->src.text = str_of(text);
	return yaml_parse(f->pool, &f->src, 0, f->src.text.n, &f->diags);
}

/* Findings as "line:col code arg,arg;", in the order they were made. */
static void found(struct fixture *f, const char *expected)
{
	struct buf b = BUF_INIT;
	unsigned line, col;

	for (size_t i = 0; i < f->diags.n; i++) {
		const struct diag *d = &f->diags.list[i];

		pos_line_col(d->pos, &line, &col);
		buf_addf(&b, "%u:%u %s", line, col, diag_name(d->code));
		for (size_t k = 0; d->args[k].name; k++)
			buf_addf(&b, "%c%.*s", k ? ',' : ' ',
				 STR_ARG(d->args[k].value));
		buf_addc(&b, ';');
	}
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

static void place_is(const struct yaml_node *node, unsigned line, unsigned col)
{
	unsigned l, c;

	pos_line_col(node->pos, &l, &c);
	assert_int_equal(l, line);
	assert_int_equal(c, col);
}

static void reads_a_tree(void **state)
{
	struct fixture *f = *state;
	const struct yaml_node *root, *areas, *area;

	root = parse(f, "title: Cải cách\n"
			"empty:\n"
			"areas:\n"
			"  - {id: chỉ-đạo, title: \"Chỉ đạo: 1\"}\n"
			"  - ~\n"
			"no: no\n"
			"octal: 010\n"
			"quoted: \"null\"\n"
			"block: |\n"
			"  một\n"
			"  hai\n");
	found(f, "");
	assert_non_null(root);
	assert_int_equal(root->n, 7);
	assert_str(yaml_get(root, "title")->text, "Cải cách");
	place_is(yaml_get(root, "title"), 1, 8);
	assert_int_equal(yaml_get(root, "empty")->kind, YAML_NULL);
	areas = yaml_get(root, "areas");
	assert_int_equal(areas->kind, YAML_LIST);
	assert_int_equal(areas->n, 2);
	area = areas->items[0];
	assert_int_equal(area->kind, YAML_MAP);
	place_is(area, 4, 5);
	/* columns count characters, offsets bytes */
	place_is(yaml_get(area, "title"), 4, 26);
	assert_int_equal(yaml_get(area, "title")->pos.off,
			 str_find(f->src.text, STR("\"Chỉ đạo")));
	assert_str(yaml_get(area, "title")->text, "Chỉ đạo: 1");
	assert_int_equal(areas->items[1]->kind, YAML_NULL);
	assert_str(yaml_get(root, "no")->text, "no");
	assert_str(yaml_get(root, "octal")->text, "010");
	assert_int_equal(yaml_get(root, "quoted")->kind, YAML_TEXT);
	assert_str(yaml_get(root, "block")->text, "một\nhai\n");
	assert_null(yaml_get(root, "absent"));
	assert_null(yaml_get(NULL, "absent"));
	assert_null(yaml_get(areas, "absent"));
}

static void reads_a_part_of_a_source(void **state)
{
	struct fixture *f = *state;
	struct yaml_node *root;
	struct str front = STR("đầu: 1\nsau: x\n");

	diags_init(&f->diags, f->pool);
	f->src.text = STR("---\nđầu: 1\nsau: x\n---\ntext: [\n");
	root = yaml_parse(f->pool, &f->src, 4, front.n, &f->diags);
	found(f, "");
	assert_int_equal(root->n, 2);
	place_is(yaml_get(root, "sau"), 3, 6);
	root = yaml_parse(f->pool, &f->src, 4, 0, &f->diags);
	assert_int_equal(root->kind, YAML_NULL);
	place_is(root, 2, 1);
	f->src.text = (struct str){ NULL, 0 };
	root = yaml_parse(f->pool, &f->src, 0, 0, &f->diags);
	assert_int_equal(root->kind, YAML_NULL);
	root = parse(f, "# chú thích\n---\n");
	assert_int_equal(root->kind, YAML_NULL);
	found(f, "");
}

static void normalises_escapes(void **state)
{
	struct fixture *f = *state;
	struct yaml_node *root = parse(f, "t: \"Vie\\u0302\\u0323t\"\n");

	assert_str(yaml_get(root, "t")->text, "Việt");
}

static void refuses(void **state)
{
	static const struct {
		const char *text, *found;
	} cases[] = {
		{ "a: 1\nb: 2\na: 3\n", "3:1 yaml-duplicate-key a;" },
		{ "a: 1\n\"a\": 2\n\"\\x61\": 3\n",
		  "2:1 yaml-duplicate-key a;3:1 yaml-duplicate-key a;" },
		{ "a: &x 1\nb: *x\n", "1:4 yaml-alias;2:4 yaml-alias;" },
		{ "a: &x [1]\n", "1:4 yaml-alias;" },
		{ "a: !!int 1\n", "1:4 yaml-alias;" },
		{ "a: 1\n---\nb: 2\n", "2:1 yaml-documents;" },
		{ "{{x}}: 1\n", "1:1 yaml-key;" },
		{ "t: {{x}}\n", "1:5 yaml-key;" },
		{ "? [a]\n: 1\n", "1:3 yaml-key;" },
		{ "\"\": 1\n", "1:1 yaml-key;" },
		{ "a: \"\\0\"\n", "1:4 yaml-control;" },
		{ "a: \"\\e[31m\"\n", "1:4 yaml-control;" },
		{ "đề: Kế hoạch: 2026\n", "1:13 yaml-syntax mapping values "
		  "are not allowed in this context;" },
		{ "a:\n\tb: 1\n", "2:1 yaml-tab;" },
		{ "a:\n  - b\n\t- c\n", "3:1 yaml-tab;" },
		{ "ơ: 1\nb: \"x\n", "2:4 yaml-syntax found unexpected end of "
		  "stream;" },
		{ "a: x\x01y\n", "1:5 yaml-syntax control characters are not "
		  "allowed;" },
		{ "đ: x\x01y\n", "1:5 yaml-syntax control characters are not "
		  "allowed;" },
		{ "a: [1\n", "1:4 yaml-syntax did not find expected ',' or "
		  "']';" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_null(parse(*state, cases[i].text));
		found(*state, cases[i].found);
	}
}

static void stops_at_depth(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;

	for (int i = 0; i < 32; i++)
		buf_addc(&b, '[');
	for (int i = 0; i < 32; i++)
		buf_addc(&b, ']');
	assert_non_null(parse(f, b.p));
	buf_clear(&b);
	for (int i = 0; i < 32000; i++)
		buf_addc(&b, '[');
	assert_null(parse(f, b.p));
	found(f, "1:33 yaml-too-deep 32;");
	buf_release(&b);
}

struct facts {
	struct str title;
	struct strs aliases;
	bool shown;
	int days;
	int32_t date, other_date;
	const struct yaml_node *node;
	struct pos title_pos;
};

static const struct yaml_field fields[] = {
	{ "title", YAML_STR, offsetof(struct facts, title), true,
	  offsetof(struct facts, title_pos) },
	{ "aliases", YAML_STRS, offsetof(struct facts, aliases), false, 0 },
	{ "shown", YAML_BOOL, offsetof(struct facts, shown), false, 0 },
	{ "days", YAML_COUNT, offsetof(struct facts, days), false, 0 },
	{ "date", YAML_DATE, offsetof(struct facts, date), false, 0 },
	{ "other_date", YAML_DATE, offsetof(struct facts, other_date), false,
	  0 },
	{ "node", YAML_NODE, offsetof(struct facts, node), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

static int read_facts(struct fixture *f, const char *text, struct facts *into)
{
	struct yaml_node *root = parse(f, text);

	*into = (struct facts){ .days = 15 };
	assert_non_null(root);
	return yaml_read(f->pool, root, fields, into, &f->diags);
}

static void reads_by_a_table(void **state)
{
	struct fixture *f = *state;
	struct facts x;

	assert_int_equal(read_facts(f, "title: Tên\n"
				       "aliases: [một, hai]\n"
				       "shown: true\n"
				       "days: 30\n"
				       "date: 6/2/2026\n"
				       "node: {a: 1}\n", &x), 0);
	found(f, "");
	assert_str(x.title, "Tên");
	assert_int_equal(x.title_pos.off, 7);
	assert_int_equal(x.aliases.n, 2);
	assert_str(x.aliases.v[1], "hai");
	assert_int_equal(x.aliases.pos[1].off, str_find(f->src.text,
							STR("hai")));
	assert_true(x.shown);
	assert_int_equal(x.days, 30);
	assert_int_equal(x.date, 20490);
	assert_int_equal(x.other_date, DATE_NONE);
	assert_int_equal(x.node->kind, YAML_MAP);

	/* null leaves what was there; one text is a list of one */
	assert_int_equal(read_facts(f, "title: x\naliases: một\ndays:\n"
				       "date: ~\nnode: null\n", &x), 0);
	assert_int_equal(x.aliases.n, 1);
	assert_int_equal(x.days, 15);
	assert_int_equal(x.date, DATE_NONE);
	assert_null(x.node);
}

static void reports_by_a_table(void **state)
{
	struct fixture *f = *state;
	struct facts x;

	assert_int_equal(read_facts(f, "titel: x\nkinh-phi: 1\n", &x), -1);
	found(f, "1:1 unknown-key titel,title;2:1 unknown-key kinh-phi,;"
		 "1:1 missing-key title;");
	assert_int_equal(read_facts(f, "title:\n", &x), -1);
	found(f, "1:7 missing-key title;");
	assert_int_equal(read_facts(f, "", &x), -1);
	found(f, "1:1 missing-key title;");
	assert_int_equal(read_facts(f, "- title\n", &x), -1);
	found(f, "1:1 wrong-type ,map;");
	assert_int_equal(read_facts(f, "title: [x]\n"
				       "aliases: {a: b}\n"
				       "shown: yes\n"
				       "days: -1\n"
				       "date: 31/02/2026\n"
				       "other_date: hôm nay\n", &x), -1);
	found(f, "1:8 wrong-type title,text;"
		 "2:10 wrong-type aliases,texts;"
		 "3:8 wrong-type shown,bool;"
		 "4:7 wrong-type days,count;"
		 "5:7 bad-date 31/02/2026;"
		 "6:13 wrong-type other_date,date;");
	assert_int_equal(read_facts(f, "title: x\naliases: [a, [b]]\n"
				       "days: 100001\nshown: [true]\n"
				       "date: [1]\n", &x), -1);
	found(f, "2:14 wrong-type aliases,texts;4:8 wrong-type shown,bool;"
		 "3:7 wrong-type days,count;5:7 wrong-type date,date;");
	/* old versions are read without findings */
	assert_int_equal(yaml_read(f->pool, parse(f, "a: 1\n"), fields, &x,
				   NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_tree),
		cmocka_unit_test(reads_a_part_of_a_source),
		cmocka_unit_test(normalises_escapes),
		cmocka_unit_test(refuses),
		cmocka_unit_test(stops_at_depth),
		cmocka_unit_test(reads_by_a_table),
		cmocka_unit_test(reports_by_a_table),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
