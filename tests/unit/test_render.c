/* SPDX-License-Identifier: MIT */
/* test_render.c - JSON as data, the folder of partials, the command. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "cmd_render.h"
#include "mustache_bench.h"

static const struct {
	const char *json;
	unsigned line, col;
} bad_json[] = {
	{ "", 1, 1 },
	{ "{\"a\":1,\n \"a\":2}", 2, 4 },
	{ "{\n  \"a\": ,\n}", 2, 8 },
	{ "[1,]", 1, 4 },
	{ "[1] x", 1, 5 },
	{ "\"\\u0000\"", 1, 8 },
	{ "\"\xff\"", 1, 1 },
	{ "99999999999999999999", 1, 20 },
	{ "{'a':1}", 1, 2 },
	{ "[01]", 1, 2 },
	{ "nul", 1, 3 },
};

static void test_json_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(bad_json); i++) {
		struct bench b = bench_new(NULL);
		unsigned line, col;

		assert_null(json(&b, str_of(bad_json[i].json)));
		assert_int_equal(b.diags.n, 1);
		assert_int_equal(b.diags.list->code, DIAG_JSON_SYNTAX);
		assert_string_equal(b.diags.list->args[0].name, "problem");
		assert_true(b.diags.list->args[0].value.n > 0);
		pos_line_col(b.diags.list->pos, &line, &col);
		if (line != bad_json[i].line || col != bad_json[i].col)
			fail_msg("%s at %u:%u: %.*s", bad_json[i].json, line,
				 col, STR_ARG(b.diags.list->args[0].value));
		pool_free(b.pool);
	}
}

static void test_json_values(void **state)
{
	static const char *const numbers[][2] = {
		{ "0", "0" }, { "-0", "0" }, { "1.0", "1" }, { "0.1", "0.1" },
		{ "1.10", "1.1" }, { "1e3", "1000" }, { "1e300", "1e+300" },
		{ "0.30000000000000004", "0.30000000000000004" },
		{ "-12.75", "-12.75" }, { "9223372036854775807",
					  "9223372036854775807" },
	};
	struct bench b = bench_new(NULL);
	struct value *v;

	(void)state;
	for (size_t i = 0; i < LEN(numbers); i++) {
		v = json(&b, str_of(numbers[i][0]));
		assert_int_equal(v->kind, VALUE_NUMBER);
		assert_str(v->text, numbers[i][1]);
	}
	v = json(&b, STR(" {\"b\":[true,false,null],\"a\":\"\\u0111\\ud83c\\udfe0\"} "));
	assert_int_equal(v->kind, VALUE_MAP);
	assert_str(v->map.pairs[0].key, "b");
	assert_int_equal(v->map.pairs[0].value->list.n, 3);
	assert_int_equal(v->map.pairs[0].value->list.items[2]->kind, VALUE_NULL);
	assert_str(value_get(v, STR("a"))->text, "đ🏠");
	assert_int_equal(b.diags.n, 0);
	pool_free(b.pool);
}

static void test_json_depth(void **state)
{
	struct bench b = bench_new(NULL);
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_addc(&text, '[');
	assert_null(json(&b, buf_str(&text)));
	assert_int_equal(b.diags.n, 1);
	buf_release(&text);
	pool_free(b.pool);
}

/* A folder with files for the commands below. */
struct folder {
	char path[64];
	struct pool *pool;
	struct diags diags;
};

static void put(const struct folder *f, const char *name, const char *text)
{
	char path[256];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", f->path, name);
	out = fopen(path, "wb");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

static int folder_setup(void **state)
{
	struct folder *f = calloc(1, sizeof(*f));
	char path[128];

	snprintf(f->path, sizeof(f->path), "/tmp/minhbach-mustache-XXXXXX");
	if (!mkdtemp(f->path))
		return -1;
	snprintf(path, sizeof(path), "%s/sub", f->path);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/dir.mustache", f->path);
	mkdir(path, 0777);
	f->pool = pool_new();
	diags_init(&f->diags, f->pool);
	put(f, "data.json", "{\"v\":\"<\",\"l\":[1,2]}");
	put(f, "broken.json", "{\"v\":}");
	put(f, "page.mustache", "{{v}}\n  {{>sub/item}}\n");
	put(f, "sub/item.mustache", "{{#l}}\n- {{.}}\n{{/l}}\n");
	put(f, "broken.mustache", "\n{{#a}}");
	put(f, "latin.mustache", "S\xe1t");
	*state = f;
	return 0;
}

static int folder_teardown(void **state)
{
	static const char *const names[] = {
		"data.json", "broken.json", "page.mustache", "sub/item.mustache",
		"broken.mustache", "latin.mustache", "dir.mustache", "sub", "out",
		"tpl.mustache", ".",
	};
	struct folder *f = *state;
	char path[256];

	for (size_t i = 0; i < LEN(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", f->path, names[i]);
		if (!strcmp(names[i], "."))
			path[strlen(f->path)] = '\0';
		remove(path);
	}
	pool_free(f->pool);
	free(f);
	return 0;
}

static void test_folder_loads(void **state)
{
	struct folder *f = *state;
	struct template_folder folder =
		TEMPLATE_FOLDER_INIT(f->path, f->pool, &f->diags);
	char name[] = "sub/item";
	const struct template *tpl = template_folder_load(&folder, str_of(name));

	assert_non_null(tpl);
	memset(name, 'x', sizeof(name) - 1);
	assert_ptr_equal(template_folder_load(&folder, STR("sub/item")), tpl);
	assert_null(template_folder_load(&folder, STR("none")));
	assert_null(template_folder_load(&folder, STR("page/none")));
	assert_int_equal(f->diags.n, 0);
	assert_false(folder.io_failed);
	template_folder_release(&folder);
}

static void test_folder_refuses(void **state)
{
	static const char *const names[] = {
		"../data", "/etc/passwd", "sub/../../x", "sub//item", "./page",
		"sub/", "..",
	};
	struct folder *f = *state;
	struct template_folder folder =
		TEMPLATE_FOLDER_INIT(f->path, f->pool, &f->diags);

	for (size_t i = 0; i < LEN(names); i++) {
		assert_null(template_folder_load(&folder, str_of(names[i])));
		assert_int_equal(f->diags.n, i + 1);
		assert_int_equal(f->diags.list[i].code, DIAG_BAD_PATH);
		assert_str(f->diags.list[i].args[0].value, names[i]);
	}
	assert_false(folder.io_failed);
	template_folder_release(&folder);
}

static void test_folder_tells_once(void **state)
{
	struct folder *f = *state;
	struct template_folder folder =
		TEMPLATE_FOLDER_INIT(f->path, f->pool, &f->diags);

	for (int i = 0; i < 2; i++) {
		assert_null(template_folder_load(&folder, STR("broken")));
		assert_null(template_folder_load(&folder, STR("latin")));
		assert_null(template_folder_load(&folder, STR("dir")));
	}
	assert_int_equal(f->diags.n, 3);
	assert_int_equal(f->diags.list[0].code, DIAG_TEMPLATE_UNCLOSED_SECTION);
	assert_int_equal(f->diags.list[1].code, DIAG_NOT_UTF8);
	assert_int_equal(f->diags.list[1].pos.off, 1);
	assert_int_equal(f->diags.list[2].code, DIAG_IO_ERROR);
	assert_true(folder.io_failed);
	template_folder_release(&folder);
}

/* Run the command with standard output in the file "out"; what it wrote. */
static int command(struct folder *f, const char *tpl, const char *data,
		   char out[256])
{
	char paths[3][256];
	struct render_options o = { paths[1], NULL, paths[0] };
	int saved = dup(STDOUT_FILENO), status;
	FILE *in;
	size_t n;

	snprintf(paths[0], sizeof(paths[0]), "%s/%s", f->path, tpl);
	snprintf(paths[1], sizeof(paths[1]), "%s/%s", f->path, data);
	snprintf(paths[2], sizeof(paths[2]), "%s/out", f->path);
	fflush(stdout);
	assert_non_null(freopen(paths[2], "wb", stdout));
	status = cmd_render(&o, &f->diags);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	in = fopen(paths[2], "rb");
	n = fread(out, 1, 255, in);
	out[n] = '\0';
	fclose(in);
	return status;
}

static void test_command(void **state)
{
	struct folder *f = *state;
	char out[256];

	assert_int_equal(command(f, "page.mustache", "data.json", out), 0);
	assert_string_equal(out, "&lt;\n  - 1\n  - 2\n");
	assert_int_equal(f->diags.n, 0);
}

static const struct {
	const char *tpl, *data, *text;
	int status;
	enum diag_code code;
} bad_commands[] = {
	{ "broken.mustache", "data.json", NULL, 1,
	  DIAG_TEMPLATE_UNCLOSED_SECTION },
	{ "page.mustache", "broken.json", NULL, 1, DIAG_JSON_SYNTAX },
	{ "none.mustache", "data.json", NULL, 4, DIAG_IO_ERROR },
	{ "page.mustache", "none.json", NULL, 4, DIAG_IO_ERROR },
	{ "latin.mustache", "data.json", NULL, 1, DIAG_NOT_UTF8 },
	{ "dir.mustache", "data.json", NULL, 4, DIAG_IO_ERROR },
	{ "tpl.mustache", "data.json", "a{{>broken}}", 1,
	  DIAG_TEMPLATE_UNCLOSED_SECTION },
	{ "tpl.mustache", "data.json", "a{{>../x}}", 1, DIAG_BAD_PATH },
	{ "tpl.mustache", "data.json", "a{{>dir}}", 4, DIAG_IO_ERROR },
	{ "tpl.mustache", "data.json", "a{{>tpl}}", 1, DIAG_TEMPLATE_DEPTH },
};

/* Whatever is wrong, nothing is written. */
static void test_command_faults(void **state)
{
	struct folder *f = *state;
	char out[256];

	for (size_t i = 0; i < LEN(bad_commands); i++) {
		diags_init(&f->diags, f->pool);
		if (bad_commands[i].text)
			put(f, "tpl.mustache", bad_commands[i].text);
		assert_int_equal(command(f, bad_commands[i].tpl,
					 bad_commands[i].data, out),
				 bad_commands[i].status);
		assert_string_equal(out, "");
		assert_int_equal(f->diags.n, 1);
		assert_int_equal(f->diags.list->code, bad_commands[i].code);
	}
}

static void test_command_usage(void **state)
{
	struct folder *f = *state;
	struct render_options o = { NULL, NULL, "x" };

	assert_int_equal(cmd_render(&o, &f->diags), 2);
	o = (struct render_options){ "x", NULL, NULL };
	assert_int_equal(cmd_render(&o, &f->diags), 2);
}

#define WITH_FOLDER(test) \
	cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_faults),
		cmocka_unit_test(test_json_values),
		cmocka_unit_test(test_json_depth),
		WITH_FOLDER(test_folder_loads),
		WITH_FOLDER(test_folder_refuses),
		WITH_FOLDER(test_folder_tells_once),
		WITH_FOLDER(test_command),
		WITH_FOLDER(test_command_faults),
		WITH_FOLDER(test_command_usage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
