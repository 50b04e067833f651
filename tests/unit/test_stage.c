/* SPDX-License-Identifier: MIT */
/* test_stage.c - the output changes in one step or not at all. */
#include "stage_box.h"

#include <pthread.h>
#include <sys/stat.h>

static void assert_open(const char *out, bool force,
			enum stage_result expected, const char *error)
{
	struct stage *s;

	assert_int_equal(stage_open(&s, out, force), expected);
	assert_string_equal(stage_error(s), error);
	assert_int_equal(stage_failed(s), expected != STAGE_OK);
	if (expected != STAGE_OK) {	/* such a stage does nothing */
		assert_int_equal(put(s, "x", "y"), -1);
		assert_int_equal(stage_publish(s), -1);
	}
	stage_close(s);
}

static void a_site_appears_whole_and_is_replaced_whole(void **state)
{
	struct ctx *c = *state;
	const struct stage_file *files;
	struct stage *s;
	size_t n;

	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "index.html", "1"), 0);
	assert_int_equal(put(s, "a/b/c.html", "2"), 0);
	assert_int_equal(put(s, "a/b-c.html", ""), 0);
	assert_int_not_equal(access("public", F_OK), 0);
	files = stage_files(s, &n);
	assert_int_equal(n, 3);
	assert_str(files[0].path, "a/b-c.html");
	assert_string_equal(files[0].sha256, "e3b0c44298fc1c149afbf4c8996fb924"
			    "27ae41e4649b934ca495991b7852b855");
	assert_str(files[1].path, "a/b/c.html");
	assert_int_equal(files[1].size, 1);
	assert_int_equal(put_manifest(s), 0);
	assert_int_equal(stage_publish(s), 0);
	stage_close(s);
	assert_files(c, "public/a/b-c.html=\npublic/a/b/c.html=2\n"
		     "public/index.html=1\n");

	assert_int_equal(stage_open(&s, "public/", false), STAGE_OK);
	assert_int_equal(put(s, "index.html", "neu"), 0);
	assert_int_equal(put(s, "a", "a file now"), 0);
	assert_int_equal(put_manifest(s), 0);
	run(c, "cat public/index.html");
	assert_str(buf_str(&c->out), "1");
	assert_int_equal(stage_publish(s), 0);
	stage_close(s);
	assert_files(c, "public/a=a file now\npublic/index.html=neu\n");
}

static void a_build_given_up_leaves_no_trace(void **state)
{
	struct ctx *c = *state;
	struct stage *s;

	build_well("public", PAIRS("index.html", "1"));
	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "index.html", "2"), 0);
	assert_int_equal(put(s, "d/e", "2"), 0);
	stage_close(s);
	assert_files(c, "public/index.html=1\n");
	assert_int_equal(stage_open(&s, "new/er/public", false), STAGE_OK);
	assert_int_equal(put(s, "d/e", "2"), 0);
	stage_close(s);
	assert_files(c, "public/index.html=1\n");
	stage_close(NULL);
}

static void what_stays_the_same_keeps_its_file(void **state)
{
	struct stat before, after, other;

	(void)state;
	build_well("public", PAIRS("same", "x", "d/same", "y", "other", "1",
				   "link", "x", "mode", "x", "gone", "z"));
	assert_int_equal(stat("public/d/same", &before), 0);
	assert_int_equal(stat("public/other", &other), 0);
	/* a link in the way, or a mode, makes it another file */
	assert_int_equal(unlink("public/link"), 0);
	assert_int_equal(symlink("same", "public/link"), 0);
	assert_int_equal(chmod("public/mode", 0600), 0);
	build_well("public", PAIRS("same", "x", "d/same", "y", "other", "2",
				   "link", "x", "mode", "x"));
	assert_int_equal(stat("public/d/same", &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(after.st_nlink, 1);	/* the old name is gone */
	assert_int_equal(stat("public/other", &after), 0);
	assert_true(other.st_ino != after.st_ino);
	assert_int_equal(lstat("public/link", &after), 0);
	assert_true(S_ISREG(after.st_mode));
	assert_int_equal(stat("public/mode", &after), 0);
	assert_int_equal(after.st_mode & 07777, 0644);
	assert_int_not_equal(access("public/gone", F_OK), 0);
}

static void foreign_files_are_carried_over(void **state)
{
	struct ctx *c = *state;
	struct stat st;

	run(c, "mkdir public; echo '*' >public/.gitignore");
	build_well("public", PAIRS("index.html", "1", "d/ours", "1"));
	run(c, "cd public; echo hand >google.html; mkdir -p d/theirs empty "
	    "deep/er; echo t >d/theirs/t; echo x >deep/er/x; ln -s /etc d/l;"
	    "ln -s nowhere loop; chmod 750 deep; mkfifo pipe");
	build_well("public", PAIRS("index.html", "2", "d2/ours", "2"));
	run(c, "test -p public/pipe; rm public/pipe");
	assert_files(c, "public/.gitignore=*\npublic/d/l>/etc\n"
		     "public/d/theirs/t=t\npublic/d2/ours=2\n"
		     "public/deep/er/x=x\npublic/empty/\n"
		     "public/google.html=hand\npublic/index.html=2\n"
		     "public/loop>nowhere\n");
	assert_int_equal(stat("public/deep", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0750);
	/* still theirs the next time */
	build_well("public", PAIRS("index.html", "3"));
	assert_int_equal(access("public/deep/er/x", F_OK), 0);
	assert_int_not_equal(access("public/d2", F_OK), 0);
}

static void a_foreign_file_is_never_overwritten(void **state)
{
	struct ctx *c = *state;
	struct buf error = BUF_INIT;

	build_well("public", PAIRS("index.html", "1"));
	run(c, "mkdir public/d; echo t >public/x; echo t >public/d/t");
	assert_int_equal(build("public", false, PAIRS("x", "ours"), &error),
			 -1);
	assert_string_equal(error.p, "public/x: File exists");
	assert_int_equal(build("public", false, PAIRS("x/y", "ours"), &error),
			 -1);
	assert_string_equal(error.p, "public/x: File exists");
	assert_int_equal(build("public", false, PAIRS("d", "ours"), &error),
			 -1);
	assert_string_equal(error.p, "public/d/t: File exists");
	assert_files(c, "public/d/t=t\npublic/index.html=1\npublic/x=t\n");
	/* by force ours goes first, and the rest stays */
	assert_int_equal(build("public", true, PAIRS("x", "ours"), &error), 0);
	assert_files(c, "public/d/t=t\npublic/x=ours\n");
	buf_release(&error);
}

static void an_old_folder_under_a_new_file_is_no_conflict(void **state)
{
	struct ctx *c = *state;

	build_well("public", PAIRS("a/b/c", "1"));
	build_well("public", PAIRS("a", "2"));
	build_well("public", PAIRS("a/b/c", "3"));
	assert_files(c, "public/a/b/c=3\n");
}

static void whose_folder_it_is(void **state)
{
	struct ctx *c = *state;

	run(c, "mkdir -p bare other broken liar; echo x >bare/.gitignore;"
	    "echo x >other/index.html; echo x >other/about.html;"
	    "echo '{' >broken/manifest.json; echo x >file;"
	    "echo '{\"generator\": \"hugo\"}' >liar/manifest.json");
	assert_open("bare", false, STAGE_OK, "");
	assert_open("other", false, STAGE_NOT_OURS, "other/about.html");
	assert_open("./other//", false, STAGE_NOT_OURS,
		    "./other/about.html");
	assert_open("other", true, STAGE_OK, "");
	assert_open("broken", false, STAGE_NOT_OURS, "broken/manifest.json");
	assert_open("liar", false, STAGE_NOT_OURS, "liar/manifest.json");
	assert_open("file", false, STAGE_FAILED, "file: Not a directory");
	assert_open("file/x", false, STAGE_FAILED, "file/x: Not a directory");
	assert_int_equal(build("other", true, PAIRS("new.html", "1"), NULL),
			 0);
	build_well("other", PAIRS("new.html", "2"));	/* ours from now on */
	run(c, "rm -r bare broken liar file");
	assert_files(c, "other/about.html=x\nother/index.html=x\n"
		     "other/new.html=2\n");
}

static void some_folders_cannot_be_exchanged(void **state)
{
	struct ctx *c = *state;

	run(c, "mkdir -p in/side; ln -s nowhere dangling");
	assert_open(".", true, STAGE_UNFIT, ".");
	assert_open("./", true, STAGE_UNFIT, ".");
	assert_open("..", true, STAGE_UNFIT, "..");
	assert_open("/", true, STAGE_UNFIT, "/");
	assert_open(c->box.dir, true, STAGE_UNFIT, c->box.dir);
	assert_open("", true, STAGE_FAILED, ": No such file or directory");
	assert_open("dangling", true, STAGE_FAILED,
		    "dangling: No such file or directory");
	assert_open("absent/..", true, STAGE_FAILED,
		    "absent/..: No such file or directory");
	assert_int_equal(chdir("in"), 0);
	assert_open("../in", true, STAGE_UNFIT, "../in");
	build_well("../in/side", PAIRS("x", "1"));
	assert_int_equal(chdir(".."), 0);
	assert_files(c, "dangling>nowhere\nin/side/x=1\n");
}

static void folders_above_are_made_and_links_followed(void **state)
{
	struct ctx *c = *state;
	struct stat st;
	mode_t mask = umask(077);

	build_well("a//b/./c/", PAIRS("d/x", "1"));
	run(c, "mkdir real; ln -s real public");
	build_well("public", PAIRS("x", "1"));
	build_well("public", PAIRS("x", "2"));
	umask(mask);
	assert_files(c, "a/b/c/d/x=1\npublic>real\nreal/x=2\n");
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(stat((const char *[]){
			"a", "a/b/c", "a/b/c/d", "real" }[i], &st), 0);
		assert_int_equal(st.st_mode & 07777, 0755);
	}
	assert_int_equal(stat("a/b/c/d/x", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
}

static void bad_paths_and_repetitions_are_errors(void **state)
{
	static const char *const bad[] = {
		"", "/etc/x", "../x", "a/../b", "./a", "a//b", "a/", "a\nb",
		"..", ".",
	};
	struct stage *s;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
		assert_int_equal(put(s, bad[i], "x"), -1);
		assert_true(stage_failed(s));
		assert_non_null(strstr(stage_error(s), "Invalid argument"));
		assert_int_equal(put(s, "good", "x"), -1);	/* it sticks */
		assert_int_equal(stage_publish(s), -1);
		stage_close(s);
	}
	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "a/b", "x"), 0);
	assert_int_equal(put(s, "a/b", "x"), -1);
	assert_string_equal(stage_error(s), "public/a/b: File exists");
	assert_int_equal(put(s, "a/b/c", "x"), -1);
	assert_string_equal(stage_error(s), "public/a/b: File exists");
	stage_close(s);
	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "a", "x"), 0);
	assert_int_equal(put(s, "a/b", "x"), -1);
	assert_string_equal(stage_error(s), "public/a/b: Not a directory");
	stage_close(s);
	assert_int_not_equal(access("public", F_OK), 0);
}

static void a_second_build_finds_it_busy(void **state)
{
	struct ctx *c = *state;
	struct stage *s;

	build_well("public", PAIRS("x", "1"));
	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "x", "2"), 0);
	assert_open("public", false, STAGE_BUSY, "public");
	assert_open("public/", true, STAGE_BUSY, "public");
	assert_int_equal(stage_clean("public"), 0);	/* not the living */
	build_well("public.2", PAIRS("x", "other"));	/* another output */
	assert_int_equal(put_manifest(s), 0);
	assert_int_equal(stage_publish(s), 0);
	stage_close(s);
	build_well("public", PAIRS("x", "3"));
	assert_files(c, "public.2/x=other\npublic/x=3\n");
}

struct writer {
	struct stage *stage;
	int number;
};

static void *write_many(void *arg)
{
	struct writer *w = arg;
	char path[64];

	for (int i = 0; i < 100; i++) {
		snprintf(path, sizeof(path), "d%d/e%d/%d-%d.html", i % 7,
			 i % 3, w->number, i);
		if (put(w->stage, path, path) < 0)
			return w;
	}
	return NULL;
}

static void threads_write_together(void **state)
{
	struct ctx *c = *state;
	struct writer writers[4];
	pthread_t threads[4];
	struct stage *s;
	void *failed;
	size_t n;

	for (int round = 0; round < 2; round++) {
		assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
		for (int i = 0; i < 4; i++) {
			writers[i] = (struct writer){ s, i };
			assert_int_equal(pthread_create(&threads[i], NULL,
							write_many,
							&writers[i]), 0);
		}
		for (int i = 0; i < 4; i++) {
			pthread_join(threads[i], &failed);
			assert_null(failed);
		}
		stage_files(s, &n);
		assert_int_equal(n, 400);
		assert_int_equal(put_manifest(s), 0);
		assert_int_equal(stage_publish(s), 0);
		stage_close(s);
	}
	run(c, "find public -name '*.html' | wc -l");
	assert_str(buf_str(&c->out), "400\n");
}

static void sha256_of_known_texts(void **state)
{
	char hex[SHA256_HEX + 1];

	(void)state;
	sha256_hex(STR("abc"), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
			    "b00361a396177a9cb410ff61f20015ad");
	sha256_hex((struct str){ NULL, 0 }, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
			    "27ae41e4649b934ca495991b7852b855");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_site_appears_whole_and_is_replaced_whole),
		TEST(a_build_given_up_leaves_no_trace),
		TEST(what_stays_the_same_keeps_its_file),
		TEST(foreign_files_are_carried_over),
		TEST(a_foreign_file_is_never_overwritten),
		TEST(an_old_folder_under_a_new_file_is_no_conflict),
		TEST(whose_folder_it_is),
		TEST(some_folders_cannot_be_exchanged),
		TEST(folders_above_are_made_and_links_followed),
		TEST(bad_paths_and_repetitions_are_errors),
		TEST(a_second_build_finds_it_busy),
		TEST(threads_write_together),
		cmocka_unit_test(sha256_of_known_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
