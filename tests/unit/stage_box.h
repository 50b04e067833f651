/* SPDX-License-Identifier: MIT */
/*
 * stage_box.h - building small sites in a box, and looking at what is there.
 */
#ifndef STAGE_BOX_H
#define STAGE_BOX_H

#include "gitbox.h"
#include "stage.h"

struct ctx {
	struct box box;
	char *home;		/* the working directory before */
	struct buf out;
};

/* Each test works in its box, so that relative outputs can be tried. */
static inline int setup(void **state)
{
	struct ctx *c = xcalloc(1, sizeof(*c));

	box_make(&c->box);
	c->home = getcwd(NULL, 0);
	assert_int_equal(chdir(c->box.dir), 0);
	*state = c;
	return 0;
}

static inline int teardown(void **state)
{
	struct ctx *c = *state;

	assert_int_equal(chdir(c->home), 0);
	box_remove(&c->box);
	buf_release(&c->out);
	free(c->home);
	free(c);
	return 0;
}

static inline void run(struct ctx *c, const char *script)
{
	buf_clear(&c->out);
	buf_adds(&c->out, "");
	box_run(&c->box, script, &c->out);
}

/* Every file in the box with what it holds: "path=text" lines. */
static inline void assert_files(struct ctx *c, const char *expected)
{
	run(c, "find . -mindepth 1 \\( -type f -o -type l -o -type d -empty "
	    "\\) ! -name manifest.json | LC_ALL=C sort | sed 's,^\\./,,' |"
	    "while read -r f; do if test -L \"$f\"; then "
	    "echo \"$f>$(readlink \"$f\")\"; elif test -d \"$f\"; then "
	    "echo \"$f/\"; else echo \"$f=$(cat \"$f\")\"; fi; done");
	assert_str(buf_str(&c->out), expected);
}

static inline int put(struct stage *s, const char *path, const char *text)
{
	return stage_write(s, str_of(path), str_of(text));
}

/* The manifest as the pipeline writes it: last. */
static inline int put_manifest(struct stage *s)
{
	struct buf b = BUF_INIT;
	const struct stage_file *files;
	size_t n;
	int result;

	files = stage_files(s, &n);
	buf_adds(&b, "{\"generator\": \"minhbach\", \"files\": [");
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s{\"path\": \"%.*s\", \"size\": %zu, "
			 "\"sha256\": \"%s\"}", i ? ",\n" : "",
			 STR_ARG(files[i].path), files[i].size,
			 files[i].sha256);
	buf_adds(&b, "]}\n");
	result = stage_write(s, STR("manifest.json"), buf_str(&b));
	buf_release(&b);
	return result;
}

/*
 * Build a site of `pairs` (path, text, …, NULL): 0, or -1 with the error in
 * `error`, which may be NULL.
 */
static inline int build(const char *out, bool force, const char *const *pairs,
		 struct buf *error)
{
	struct stage *s;
	int result = -1;

	if (stage_open(&s, out, force) == STAGE_OK) {
		result = 0;
		for (; *pairs; pairs += 2)
			result |= put(s, pairs[0], pairs[1]);
		result |= put_manifest(s);
		result |= stage_publish(s);
	}
	if (error) {
		buf_clear(error);
		buf_adds(error, stage_error(s));
	}
	stage_close(s);
	return result;
}

#define PAIRS(...) (const char *const[]){ __VA_ARGS__, NULL }

static inline void build_well(const char *out, const char *const *pairs)
{
	struct buf error = BUF_INIT;

	if (build(out, false, pairs, &error) < 0) {
		print_error("%s\n", error.p);
		fail();
	}
	buf_release(&error);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
