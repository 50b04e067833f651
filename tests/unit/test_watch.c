/* SPDX-License-Identifier: MIT */
/* test_watch.c - changes of files are noticed, and nothing else is. */
#include "gitbox.h"

#include "watch.h"

struct ctx {
	struct box box;
	struct watch *watch;
	struct buf path, git;
};

static int setup(void **state)
{
	struct ctx *c = xcalloc(1, sizeof(*c));

	box_make(&c->box);
	c->watch = watch_new();
	buf_addf(&c->path, "%s/a/content", c->box.dir);
	buf_addf(&c->git, "%s/git", c->box.dir);
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	struct ctx *c = *state;

	watch_free(c->watch);
	box_remove(&c->box);
	buf_release(&c->path);
	buf_release(&c->git);
	free(c);
	return 0;
}

static void set(struct ctx *c)
{
	static const char *const head[] = { "HEAD", NULL };
	const struct watch_root roots[] = {
		{ c->path.p, NULL }, { c->git.p, head },
	};

	assert_int_equal(watch_set(c->watch, roots, 2), 0);
	assert_false(watch_read(c->watch));
}

/* The script is noticed: what it did is in the queue when it has ended. */
static void assert_noticed(struct ctx *c, const char *script, bool expected)
{
	box_run(&c->box, script, NULL);
	if (watch_read(c->watch) != expected) {
		print_error("%s: %s\n", expected ? "not noticed" : "noticed",
			    script);
		fail();
	}
}

static void saves_of_every_kind_are_noticed(void **state)
{
	struct ctx *c = *state;
	static const char *const changes[] = {
		"echo 2 >a/content/x.md", "echo 3 >>a/content/b/c/y.md",
		"echo 2 >a/n; mv a/n a/content/x.md",
		"mv a/content/x.md a/x.md", "rm a/content/b/c/y.md",
		"mkdir a/content/new", "mv a/content/b a/content/d",
		"chmod 600 a/content/d", "rm -r a/content/d",
		"touch a/content/z.md",
	};

	box_run(&c->box, "mkdir -p a/content/b/c git; echo 1 >a/content/x.md;"
		"echo 1 >a/content/b/c/y.md", NULL);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		set(c);
		assert_noticed(c, changes[i], true);
		assert_false(watch_read(c->watch));
	}
}

static void reading_and_hidden_files_are_not(void **state)
{
	struct ctx *c = *state;

	box_run(&c->box, "mkdir -p a/content/.git/x git; echo 1 >a/content/x;"
		"touch git/HEAD", NULL);
	set(c);
	assert_noticed(c, "cat a/content/x; ls -R a", false);
	assert_noticed(c, "touch a/content/.x.swp; rm a/content/.x.swp", false);
	assert_noticed(c, "touch a/content/.git/x/y", false);
	assert_noticed(c, "touch a/y git/index; echo >git/HEAD.lock", false);
	assert_noticed(c, "mv git/HEAD.lock git/HEAD", true);
}

static void a_folder_that_is_missing_is_waited_for(void **state)
{
	struct ctx *c = *state;

	set(c);
	assert_noticed(c, "mkdir b", false);
	assert_noticed(c, "mkdir a", true);
	set(c);
	assert_noticed(c, "touch a/x", false);
	assert_noticed(c, "mkdir -p a/content/b", true);
	set(c);
	assert_noticed(c, "touch a/content/b/x", true);
	set(c);
	assert_noticed(c, "mv a/content kept", true);
	set(c);
	assert_noticed(c, "mv kept a/content", true);
	set(c);
	assert_noticed(c, "rm -r a", true);
	set(c);
	assert_noticed(c, "mkdir git", true);
	set(c);
	assert_noticed(c, "echo 1 >git/HEAD", true);
}

static void folders_made_before_they_were_watched_are_told(void **state)
{
	struct ctx *c = *state;

	box_run(&c->box, "mkdir -p a/content git", NULL);
	set(c);
	assert_noticed(c, "mkdir -p a/content/n/m; echo 1 >a/content/n/m/x",
		       true);
	set(c);
	assert_noticed(c, "echo 2 >a/content/n/m/x", true);
}

static void a_full_queue_is_a_change(void **state)
{
	struct ctx *c = *state;

	box_run(&c->box, "mkdir -p a/content git", NULL);
	set(c);
	/* more than fs.inotify.max_queued_events, all of them hidden */
	assert_noticed(c, "n=$(cat /proc/sys/fs/inotify/max_queued_events);"
		       "test $n -le 65536 || { touch a/content/x; exit 0; };"
		       "seq -f a/content/.%.0f $n | xargs touch", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(saves_of_every_kind_are_noticed),
		TEST(reading_and_hidden_files_are_not),
		TEST(a_folder_that_is_missing_is_waited_for),
		TEST(folders_made_before_they_were_watched_are_told),
		TEST(a_full_queue_is_a_change),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
