/* SPDX-License-Identifier: MIT */
/* test_mustache_limits.c - findings in templates with their places, depth
 * limits, hostile templates, and threads. */
#include "unit.h"

#include <pthread.h>

#include "mustache_bench.h"

struct fault {
	const char *tpl;
	enum diag_code code;
	unsigned line, col;
	const char *args[4];	/* name, value, ... */
};

static const struct fault faults[] = {
	{ "a\n  {{b", DIAG_TEMPLATE_UNCLOSED_TAG, 2, 3, { NULL } },
	{ "Sở {{b", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 4, { NULL } },
	{ "{{{b}} c", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 1, { NULL } },
	{ "{{{b}}{{{c}}}", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 1, { NULL } },
	{ "{{! b", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 1, { NULL } },
	{ "{{=<% %>", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 1, { NULL } },
	{ "x{{b\n{{c}}", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 2, { NULL } },
	{ "{{", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 1, { NULL } },
	{ "{{#", DIAG_TEMPLATE_UNCLOSED_TAG, 1, 1, { NULL } },
	{ "a\n{{#b}}\nc", DIAG_TEMPLATE_UNCLOSED_SECTION, 2, 1, { "name", "b" } },
	{ "{{^b}}", DIAG_TEMPLATE_UNCLOSED_SECTION, 1, 1, { "name", "b" } },
	{ "{{<b}}", DIAG_TEMPLATE_UNCLOSED_SECTION, 1, 1, { "name", "b" } },
	{ "{{$b}}", DIAG_TEMPLATE_UNCLOSED_SECTION, 1, 1, { "name", "b" } },
	{ "{{#b}}\n{{c}} {{/d}}", DIAG_TEMPLATE_WRONG_CLOSE, 2, 7,
	  { "name", "d", "open", "b" } },
	{ "{{#a}}{{#b}}{{/a}}{{/b}}", DIAG_TEMPLATE_WRONG_CLOSE, 1, 13,
	  { "name", "a", "open", "b" } },
	{ "{{<p}}{{$a}}{{/p}}", DIAG_TEMPLATE_WRONG_CLOSE, 1, 13,
	  { "name", "p", "open", "a" } },
	{ "\n\nx {{/b}}", DIAG_TEMPLATE_STRAY_CLOSE, 3, 3, { "name", "b" } },
	{ "{{=<%=}}", DIAG_TEMPLATE_BAD_DELIMITERS, 1, 1, { NULL } },
	{ "{{==}}", DIAG_TEMPLATE_BAD_DELIMITERS, 1, 1, { NULL } },
	{ "{{=a b c=}}", DIAG_TEMPLATE_BAD_DELIMITERS, 1, 1, { NULL } },
	{ "{{=a= =b=}}", DIAG_TEMPLATE_BAD_DELIMITERS, 1, 1, { NULL } },
	{ "{{=<% %>}}", DIAG_TEMPLATE_BAD_DELIMITERS, 1, 1, { NULL } },
	{ "a {{}}", DIAG_TEMPLATE_EMPTY_NAME, 1, 3, { NULL } },
	{ "{{# }}", DIAG_TEMPLATE_EMPTY_NAME, 1, 1, { NULL } },
	{ "{{>}}", DIAG_TEMPLATE_EMPTY_NAME, 1, 1, { NULL } },
	{ "{{{ }}}", DIAG_TEMPLATE_EMPTY_NAME, 1, 1, { NULL } },
	{ "{{/}}", DIAG_TEMPLATE_EMPTY_NAME, 1, 1, { NULL } },
	{ "{{a b}}", DIAG_TEMPLATE_BAD_NAME, 1, 1, { "name", "a b" } },
	{ "{{a..b}}", DIAG_TEMPLATE_BAD_NAME, 1, 1, { "name", "a..b" } },
	{ "{{#a.}}{{/a.}}", DIAG_TEMPLATE_BAD_NAME, 1, 1, { "name", "a." } },
	{ "{{..}}", DIAG_TEMPLATE_BAD_NAME, 1, 1, { "name", ".." } },
};

static void check_fault(const struct fault *f)
{
	struct bench b = bench_new(NULL);
	const struct diag *d;
	unsigned line, col;

	if (compile(&b, str_of(f->tpl)) || b.diags.n != 1)
		fail_msg("\"%s\" gives %zu findings", f->tpl, b.diags.n);
	d = b.diags.list;
	pos_line_col(d->pos, &line, &col);
	if (d->code != f->code || line != f->line || col != f->col)
		fail_msg("\"%s\" gives %s at %u:%u", f->tpl, diag_name(d->code),
			 line, col);
	assert_str(d->pos.src->path, "t.mustache");
	for (size_t i = 0; i < 4 && f->args[i]; i += 2) {
		assert_string_equal(d->args[i / 2].name, f->args[i]);
		assert_str(d->args[i / 2].value, f->args[i + 1]);
	}
	pool_free(b.pool);
}

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(faults); i++)
		check_fault(&faults[i]);
}

static void test_every_open_section_is_told(void **state)
{
	struct bench b = bench_new(NULL);

	(void)state;
	assert_null(compile(&b, STR("{{#a}}{{^b}}{{<c}}")));
	assert_int_equal(b.diags.n, 3);
	assert_int_equal(b.diags.errors, 3);
	pool_free(b.pool);
}

/* `n` times `open`, "x", `n` times `close`. */
static void nest(struct buf *out, const char *open, const char *close, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_adds(out, open);
	buf_addc(out, 'x');
	for (size_t i = 0; i < n; i++)
		buf_adds(out, close);
}

static void test_nesting_up_to_the_limit(void **state)
{
	struct bench b = bench_new(NULL);
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct template *tpl;

	(void)state;
	nest(&text, "{{#a}}", "{{/a}}", MUSTACHE_DEPTH);
	tpl = compile(&b, buf_str(&text));
	assert_non_null(tpl);
	assert_int_equal(render(&b, tpl, json(&b, STR("{\"a\":1}")), &out), 0);
	assert_str(buf_str(&out), "x");
	buf_release(&text);
	buf_release(&out);
	pool_free(b.pool);
}

static void test_nesting_over_the_limit(void **state)
{
	static const size_t depths[] = { MUSTACHE_DEPTH + 1, 100000 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct bench b = bench_new(NULL);
		struct buf text = BUF_INIT;
		unsigned line, col;

		nest(&text, "{{#a}}", "{{/a}}", depths[i]);
		assert_null(compile(&b, buf_str(&text)));
		assert_int_equal(b.diags.n, 1);
		assert_int_equal(b.diags.list->code, DIAG_TEMPLATE_DEPTH);
		assert_str(b.diags.list->args[0].value, "64");
		pos_line_col(b.diags.list->pos, &line, &col);
		assert_int_equal(col, 6 * MUSTACHE_DEPTH + 1);
		buf_release(&text);
		pool_free(b.pool);
	}
}

/* Templates that call themselves end with one finding, not with the stack. */
static void test_endless_recursion(void **state)
{
	static const char *const endless[][9] = {
		{ "p", "{{>p}}" },
		{ "p", "\n {{>p}}\n {{>p}}\n" },
		{ "p", "{{>q}}", "q", "{{#a}}{{>p}}{{/a}}" },
		{ "p", "{{<p}}{{/p}}" },
		{ "p", "{{<p}}{{$b}}{{>p}}{{/b}}{{/p}}{{$b}}{{/b}}" },
		{ "p", "{{$b}}{{<p}}{{$b}}x{{/b}}{{/p}}{{>p}}{{/b}}" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(endless); i++) {
		struct bench b = bench_new(endless[i]);
		struct template *tpl = compile(&b, STR("a\n{{>p}}{{>p}}"));
		struct buf out = BUF_INIT;

		assert_int_equal(render(&b, tpl, json(&b, STR("{\"a\":1}")),
					&out), -1);
		assert_int_equal(b.diags.n, 1);
		assert_int_equal(b.diags.list->code, DIAG_TEMPLATE_DEPTH);
		assert_str(b.diags.list->args[0].name ?
			   b.diags.list->args[0].value : STR(""), "64");
		buf_release(&out);
		pool_free(b.pool);
	}
}

/* The depth counts what is in each other, not what comes after each other. */
static void test_many_side_by_side(void **state)
{
	static const char *const parts[] = { "p", "{{$a}}.{{/a}}", NULL };
	struct bench b = bench_new(parts);
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct template *tpl;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		buf_adds(&text, "{{>p}}{{#a}}{{/a}}{{<p}}{{/p}}{{$b}}{{/b}}"
				"{{^no}}{{/no}}");
	tpl = compile(&b, buf_str(&text));
	assert_non_null(tpl);
	assert_int_equal(render(&b, tpl, json(&b, STR("{\"a\":1}")), &out), 0);
	assert_int_equal(out.n, 2000);
	buf_release(&text);
	buf_release(&out);
	pool_free(b.pool);
}

/* Pieces of tags in any order neither crash nor hang; the sanitizers watch. */
static void test_hostile_pieces(void **state)
{
	static const char *const pieces[] = {
		"{{", "}}", "{{{", "}}}", "{{#a}}", "{{/a}}", "{{^a}}", "{{$a}}",
		"{{<p}}", "{{/p}}", "{{>p}}", "{{!", "{{=| |=}}", "|a|",
		"|={{ }}=|", "\n", "\r\n", " ", "\t", "x", "{{a.b}}", "=", "\xff",
	};
	static const char *const parts[] = {
		"p", " x\n  {{$a}}\n y{{a}}\n{{/a}}\n", NULL
	};
	uint32_t seed = 2026;
	size_t compiled = 0;

	(void)state;
	for (size_t round = 0; round < 4000; round++) {
		struct bench b = bench_new(parts);
		struct buf text = BUF_INIT, out = BUF_INIT;
		struct template *tpl;
		size_t n;

		seed = seed * 1664525 + 1013904223;
		n = 2 + (seed >> 16) % 14;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_adds(&text, pieces[(seed >> 16) %
				(LEN(pieces))]);
		}
		tpl = compile(&b, buf_str(&text));
		assert_true(tpl ? b.diags.n == 0 : b.diags.errors > 0);
		if (tpl) {
			render(&b, tpl, json(&b, STR("{\"a\":[{\"b\":1},2]}")),
			       &out);
			compiled++;
		}
		buf_release(&text);
		buf_release(&out);
		pool_free(b.pool);
	}
	assert_true(compiled > 100);
}

static void test_large_and_odd_text(void **state)
{
	static const char *const units[] = {
		"{", "}", "{{!x}}", "{{ a }}", " ", "\n", "\r", "{{#a}}{{/a}}",
		"{{$a}}\n{{/a}}\n", "{{=| |=}}|={{ }}=|",
	};

	(void)state;
	for (size_t i = 0; i < LEN(units); i++) {
		struct bench b = bench_new(NULL);
		struct buf text = BUF_INIT, out = BUF_INIT;
		struct template *tpl;

		while (text.n < 1000000)
			buf_adds(&text, units[i]);
		tpl = compile(&b, buf_str(&text));
		if (tpl)
			assert_int_equal(render(&b, tpl, json(&b, STR("{}")),
						&out), 0);
		else
			assert_true(b.diags.errors > 0);
		buf_release(&text);
		buf_release(&out);
		pool_free(b.pool);
	}
}

static void test_no_data_no_loader_no_findings(void **state)
{
	struct bench b = bench_new(NULL);
	struct template *tpl = compile(&b, STR("a{{b}}{{.}}{{#b}}c{{/b}}{{>d}}"));
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(template_render(&out, tpl, NULL, NULL, NULL), 0);
	assert_str(buf_str(&out), "a");
	buf_release(&out);
	pool_free(b.pool);
}

struct worker {
	const struct template *tpl;
	const struct value *data;
	const struct template_loader *loader;
	size_t wrong;
};

static const struct template *load_ready(void *context, struct str name)
{
	return str_eqs(name, "p") ? context : NULL;
}

static void *work(void *arg)
{
	struct worker *w = arg;
	struct buf out = BUF_INIT;

	for (int i = 0; i < 500; i++) {
		buf_clear(&out);
		if (template_render(&out, w->tpl, w->data, w->loader, NULL) ||
		    !str_eqs(buf_str(&out), "  <1>\n  <2>\n"))
			w->wrong++;
	}
	buf_release(&out);
	return NULL;
}

static void test_threads_share_templates(void **state)
{
	struct bench b = bench_new(NULL);
	struct template *part = compile(&b, STR("{{$a}}{{/a}}\n"));
	struct template_loader loader = { load_ready, part };
	struct worker w[4];
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		w[i] = (struct worker){
			compile(&b, STR("{{#l}}\n  {{<p}}{{$a}}<{{.}}>{{/a}}{{/p}}\n{{/l}}\n")),
			json(&b, STR("{\"l\":[1,2]}")), &loader, 0,
		};
		w[i].tpl = w[0].tpl;
		w[i].data = w[0].data;
	}
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, &w[i]), 0);
	for (size_t i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(w[i].wrong, 0);
	}
	pool_free(b.pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_every_open_section_is_told),
		cmocka_unit_test(test_nesting_up_to_the_limit),
		cmocka_unit_test(test_nesting_over_the_limit),
		cmocka_unit_test(test_endless_recursion),
		cmocka_unit_test(test_many_side_by_side),
		cmocka_unit_test(test_hostile_pieces),
		cmocka_unit_test(test_large_and_odd_text),
		cmocka_unit_test(test_no_data_no_loader_no_findings),
		cmocka_unit_test(test_threads_share_templates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
