/* SPDX-License-Identifier: MIT */
/* test_messages.c - filling messages, and the program's two catalogs. */
#include "unit.h"

#include "messages.h"
#include "text.h"

struct fixture {
	struct pool *pool;
	struct catalog *vi, *en;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	f->pool = pool_new();
	f->vi = messages_program(f->pool, STR("vi"));
	f->en = messages_program(f->pool, STR("en"));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	messages_release(f->vi);
	messages_release(f->en);
	messages_release(NULL);
	pool_free(f->pool);
	free(f);
	return 0;
}

static void fills(void **state)
{
	static const struct diag_arg args[] = {
		{ "a", { "Á", 2 } }, { "one", { "1", 1 } },
		{ "many", { "12", 2 } }, { "none", { NULL, 0 } },
		{ "braces", { "{a}", 3 } }, { NULL, { NULL, 0 } }
	};
	static const struct {
		const char *pattern, *filled;
	} cases[] = {
		{ "", "" },
		{ "{a}{a}", "ÁÁ" },
		{ "x {none} y", "x  y" },
		{ "{unknown} {a}", "{unknown} Á" },
		{ "{braces}", "{a}" },
		{ "{one} {one:file:files}", "1 file" },
		{ "{many} {many:file:files}", "12 files" },
		{ "{unknown:file:files}", "files" },
		{ "{one::s}{many::s}", "s" },
		{ "{a?có {a}}{a!không}", "có Á" },
		{ "{none?có {none}}{none!không {a}.}", "không Á." },
		{ "{a?{none!{many:x:{a}y}}}", "Áy" },
		{ "{none?{a?{one:b:c}}}z", "z" },
		{ "{a?lúc 10:30}", "lúc 10:30" },
		{ "{one:{a?b}:c}", "b" },
		{ "{{a}}", "{a}" },
		{ "{{{a}}}", "{Á}" },
		{ "{{{{/{a}}}}}", "{{/Á}}" },
		{ "{a?{{x}y", "{xy" },
		{ "{ a}", "{ a}" },
		{ "{}", "{}" },
		{ "{", "{" },
		{ "}", "}" },
		{ "{a", "{a" },
		{ "{a?x", "x" },
		{ "{one:x", "x" },
		{ "{a+b}", "{a+b}" },
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		messages_fill(&b, str_of(cases[i].pattern), args);
		assert_str(buf_str(&b), cases[i].filled);
	}
	buf_release(&b);
}

static void deep_places_end(void **state)
{
	static const struct diag_arg args[] = {
		{ "a", { "1", 1 } }, { NULL, { NULL, 0 } }
	};
	struct buf pattern = BUF_INIT, b = BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_adds(&pattern, "{a?");
	messages_fill(&b, buf_str(&pattern), args);
	assert_true(b.n > 0 && b.n < pattern.n);
	buf_release(&pattern);
	buf_release(&b);
}

static void reads_a_catalog(void **state)
{
	struct fixture *f = *state;
	struct source src = {
		.path = STR("lang/vi.yml"),
		.text = STR("home:\n  title: Trang đầu\n  hint:\n"
			    "months: [một, hai]\n\"a.b\": chấm\n")
	};
	struct diags diags;
	struct catalog *cat;
	struct buf b = BUF_INIT;

	diags_init(&diags, f->pool);
	cat = messages_parse(f->pool, &src, STR("vi"), &diags);
	assert_non_null(cat);
	assert_str(cat->language, "vi");
	assert_str(messages_get(cat, "home.title"), "Trang đầu");
	assert_str(messages_get(cat, "a.b"), "chấm");
	assert_null(messages_get(cat, "home").p);
	assert_null(messages_get(cat, "home.hint").p);
	assert_null(messages_get(cat, "months").p);
	assert_int_equal(yaml_get(cat->root, "months")->n, 2);
	say(&b, cat, "home.title", { NULL, { NULL, 0 } });
	say(&b, cat, "home.missing", { "n", STR("1") });
	assert_str(buf_str(&b), "Trang đầu⟦home.missing⟧");
	buf_release(&b);
	messages_release(cat);

	src.text = STR("- a\n");
	assert_null(messages_parse(f->pool, &src, STR("vi"), &diags));
	assert_int_equal(diags.n, 1);
	assert_int_equal(diags.list[0].code, DIAG_WRONG_TYPE);
	src.text = STR("a: [\n");
	assert_null(messages_parse(f->pool, &src, STR("vi"), &diags));
	assert_int_equal(diags.n, 2);
}

static void speaks_two_languages(void **state)
{
	struct fixture *f = *state;
	struct catalog *other = messages_program(f->pool, STR("fr"));
	struct buf b = BUF_INIT;

	assert_str(other->language, "vi");
	messages_release(other);
	assert_str(messages_get(f->vi, "cli.severity.error"), "lỗi");
	assert_str(messages_get(f->en, "cli.severity.error"), "error");
	say(&b, f->vi, "cli.findings", { "errors", STR("1") },
	    { "warnings", STR("2") });
	buf_adds(&b, " | ");
	say(&b, f->en, "cli.findings", { "errors", STR("1") },
	    { "warnings", STR("2") });
	assert_str(buf_str(&b),
		   "1 lỗi, 2 cảnh báo | 1 error, 2 warnings");
	buf_clear(&b);
	say(&b, f->vi, "cli.usage.unknown_option", { "option", STR("--otu") },
	    { "near", STR("--out") });
	buf_adds(&b, " | ");
	say(&b, f->en, "cli.usage.unknown_option", { "option", STR("--otu") },
	    { "near", STR("") });
	assert_str(buf_str(&b), "Không có tùy chọn --otu. Có phải là --out "
				"không? | There is no option --otu.");
	buf_clear(&b);
	say(&b, f->en, "cli.repo.not_owned", { "path", STR("/srv/cchc") });
	assert_str(buf_str(&b), "The repository /srv/cchc belongs to another "
		   "user, so it is not opened. If you trust it, run:\n"
		   "  git config --global --add safe.directory /srv/cchc");
	buf_release(&b);
}

static void every_finding_has_words(void **state)
{
	static const char *const parts[] = { "message", "mend" };
	struct fixture *f = *state;
	struct catalog *cats[] = { f->vi, f->en };

	for (int code = 0; code < DIAG_NCODES; code++)
		for (size_t i = 0; i < 4; i++) {
			char key[80];
			struct str words;

			snprintf(key, sizeof(key), "diag.%s.%s",
				 diag_name((enum diag_code)code), parts[i / 2]);
			words = messages_get(cats[i % 2], key);
			if (!words.n)
				print_error("%.*s: no %s\n",
					    STR_ARG(cats[i % 2]->language), key);
			assert_true(words.n > 0);
		}
}

/* The names of a pattern's places, each once, as " name name". */
static void add_places(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		struct buf name = BUF_INIT;
		size_t n = i + 1;

		if (s.p[i] != '{')
			continue;
		if (n < s.n && s.p[n] == '{') {	/* a brace */
			i++;
			continue;
		}
		while (n < s.n && (ascii_alnum(s.p[n]) || s.p[n] == '_'))
			n++;
		if (n > i + 1 && n < s.n && strchr("}:?!", s.p[n])) {
			buf_addc(&name, ' ');
			buf_add(&name, s.p + i + 1, n - i - 1);
			if (str_find(buf_str(out), buf_str(&name)) < 0)
				buf_addstr(out, buf_str(&name));
		}
		buf_release(&name);
	}
}

static size_t places_missing(struct str wanted, struct str there)
{
	struct str name;
	size_t missing = 0;

	wanted = str_trim(wanted);
	while (wanted.n && str_split(&wanted, ' ', &name))
		missing += str_find(there, name) < 0;
	return missing;
}

static void compare_places(const struct catalog *a, const struct catalog *b)
{
	for (size_t i = 0; i < a->texts.n; i++) {
		struct str key = a->texts.entries[i].key;
		const struct str *mine = a->texts.entries[i].value;
		const struct str *other = map_get(&b->texts, key);
		struct buf wanted = BUF_INIT, there = BUF_INIT;

		if (!other)
			print_error("%.*s is in %.*s only\n", STR_ARG(key),
				    STR_ARG(a->language));
		assert_non_null(other);
		add_places(&wanted, *mine);
		add_places(&there, *other);
		if (places_missing(buf_str(&wanted), buf_str(&there)))
			print_error("%.*s: places differ\n", STR_ARG(key));
		assert_int_equal(places_missing(buf_str(&wanted),
						buf_str(&there)), 0);
		buf_release(&wanted);
		buf_release(&there);
	}
}

static void languages_say_the_same(void **state)
{
	struct fixture *f = *state;

	compare_places(f->vi, f->en);
	compare_places(f->en, f->vi);
}

static void words_are_normal_text(void **state)
{
	struct fixture *f = *state;
	struct catalog *cats[] = { f->vi, f->en };

	for (size_t c = 0; c < 2; c++)
		for (size_t i = 0; i < cats[c]->texts.n; i++) {
			struct str s = *(struct str *)
				cats[c]->texts.entries[i].value;

			assert_ptr_equal(text_normal(f->pool, s).p, s.p);
			assert_int_equal(str_trim(s).n, s.n);
			assert_int_equal(str_find(s, STR("  {")), -1);
		}
}

/* No word of the vocabulary means two things, in either language. */
static void check_lists(struct fixture *f, const char *section, struct map *m)
{
	struct catalog *cats[] = { f->vi, f->en };

	for (size_t c = 0; c < 2; c++) {
		const struct yaml_node *lists = yaml_get(
			yaml_get(cats[c]->root, "format"), section);

		assert_non_null(lists);
		for (size_t i = 0; i < lists->n; i++) {
			const struct yaml_node *list = lists->items[i];

			assert_int_equal(list->kind, YAML_LIST);
			assert_true(list->n > 0);
			for (size_t k = 0; k < list->n; k++) {
				struct str word = text_fold(f->pool,
						list->items[k]->text);
				struct str *known = map_get(m, word);

				if (known && !str_eq(*known,
						     lists->keys[i]->text))
					print_error("%.*s\n", STR_ARG(word));
				assert_true(!known ||
					    str_eq(*known,
						   lists->keys[i]->text));
				map_put(m, word, &lists->keys[i]->text);
			}
		}
	}
}

static void the_vocabulary_is_unambiguous(void **state)
{
	static const char *const labels[] = {
		"id", "short_title", "area", "product", "lead", "support",
		"deadline", "due", "status", "progress", "completed",
		"period_result", "result", "evidence", "authority",
		"correction", "carried_from", "linked", "target", "actual",
		"denominator", "milestones_by_year", "measure", "score",
		"assessed_year", "cause", "remedy", "rank", "note"
	};
	struct fixture *f = *state;
	struct map seen = MAP_INIT;
	const struct str *name;

	check_lists(f, "labels", &seen);
	name = map_get(&seen, STR("thoi gian thuc hien"));
	assert_str(*name, "deadline");
	name = map_get(&seen, STR("deadline"));
	assert_str(*name, "deadline");
	map_release(&seen);
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		assert_non_null(yaml_get(yaml_get(yaml_get(f->vi->root,
				"format"), "labels"), labels[i]));
		assert_non_null(yaml_get(yaml_get(yaml_get(f->en->root,
				"format"), "labels"), labels[i]));
	}
	check_lists(f, "columns", &seen);
	name = map_get(&seen, STR("ket qua"));
	assert_str(*name, "product");
	map_release(&seen);
	check_lists(f, "statuses", &seen);
	name = map_get(&seen, STR("tam hoan"));
	assert_str(*name, "suspended");
	map_release(&seen);
	check_lists(f, "words", &seen);
	name = map_get(&seen, STR("theo van ban"));
	assert_str(*name, "trailer_authority");
	map_release(&seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills),
		cmocka_unit_test(deep_places_end),
		cmocka_unit_test(reads_a_catalog),
		cmocka_unit_test(speaks_two_languages),
		cmocka_unit_test(every_finding_has_words),
		cmocka_unit_test(languages_say_the_same),
		cmocka_unit_test(words_are_normal_text),
		cmocka_unit_test(the_vocabulary_is_unambiguous),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
