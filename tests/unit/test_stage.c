/* SPDX-License-Identifier: MIT */
/* test_stage.c - the output changes in one step or not at all. */
#include "gitbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "stage.h"

struct ctx {
	struct box box;
	char *home;		/* the working directory before */
	struct buf out;
};

/* Each test works in its box, so that relative outputs can be tried. */
static int setup(void **state)
{
	struct ctx *c = xcalloc(1, sizeof(*c));

	box_make(&c->box);
	c->home = getcwd(NULL, 0);
	assert_int_equal(chdir(c->box.dir), 0);
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	struct ctx *c = *state;

	assert_int_equal(chdir(c->home), 0);
	box_remove(&c->box);
	buf_release(&c->out);
	free(c->home);
	free(c);
	return 0;
}

static void run(struct ctx *c, const char *script)
{
	buf_clear(&c->out);
	buf_adds(&c->out, "");
	box_run(&c->box, script, &c->out);
}

/* Every file in the box with what it holds: "path=text" lines. */
static void assert_files(struct ctx *c, const char *expected)
{
	run(c, "find . -mindepth 1 \\( -type f -o -type l -o -type d -empty "
	    "\\) ! -name manifest.json | LC_ALL=C sort | sed 's,^\\./,,' |"
	    "while read -r f; do if test -L \"$f\"; then "
	    "echo \"$f>$(readlink \"$f\")\"; elif test -d \"$f\"; then "
	    "echo \"$f/\"; else echo \"$f=$(cat \"$f\")\"; fi; done");
	assert_str(buf_str(&c->out), expected);
}

static int put(struct stage *s, const char *path, const char *text)
{
	return stage_write(s, str_of(path), str_of(text));
}

/* The manifest as the pipeline writes it: last. */
static int put_manifest(struct stage *s)
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
static int build(const char *out, bool force, const char *const *pairs,
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

static void build_well(const char *out, const char *const *pairs)
{
	struct buf error = BUF_INIT;

	if (build(out, false, pairs, &error) < 0) {
		print_error("%s\n", error.p);
		fail();
	}
	buf_release(&error);
}

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

/* ---- faults ---- */

/* Let one system call end so, in this process from now on. */
static void inject(unsigned nr, unsigned action)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		_exit(77);
}

static void inject_error(unsigned nr, int error)
{
	inject(nr, SECCOMP_RET_ERRNO | (unsigned)error);
}

/* Run `f` in a process of its own; its exit status, or 128 + signal. */
static int in_child(void (*f)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		f();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status))
		return 128 + WTERMSIG(status);
	return WEXITSTATUS(status);
}

/* Build version 2 over version 1; exit status 1 and the error if it fails. */
static void build_second(void)
{
	struct buf error = BUF_INIT;

	if (build("public", false, PAIRS("x", "2", "d/y", "2", "same", "s"),
		  &error) < 0) {
		FILE *f = fopen("error", "w");

		fputs(error.p, f);
		fclose(f);
		_exit(1);
	}
	_exit(0);
}

static const char first_files[] =
	"public/.gitignore=i\npublic/hand=h\npublic/same=s\npublic/x=1\n";
static const char second_files[] =
	"public/.gitignore=i\npublic/d/y=2\npublic/hand=h\npublic/same=s\n"
	"public/x=2\n";

static void build_first(struct ctx *c)
{
	run(c, "rm -rf ./* ./.[!.]*; mkdir public; echo i >public/.gitignore");
	build_well("public", PAIRS("x", "1", "same", "s"));
	run(c, "echo h >public/hand");
	assert_files(c, first_files);
}

/* The fault leaves version 1, and the next build works. */
static void expect_failure(struct ctx *c, void (*f)(void), const char *error)
{
	build_first(c);
	assert_int_equal(in_child(f), 1);
	run(c, "cat error; rm error");
	assert_str(buf_str(&c->out), error);
	assert_files(c, first_files);
	assert_int_equal(in_child(build_second), 0);
	assert_files(c, second_files);
}

static void disk_full(void)
{
	inject_error(SYS_write, ENOSPC);
	/* stdio writes, too: tell it by the status alone */
	_exit(build("public", false, PAIRS("x", "2"), NULL) ? 3 : 0);
}

static void sync_failed(void)
{
	inject_error(SYS_syncfs, EIO);
	build_second();
}

static void folder_sync_failed(void)
{
	inject_error(SYS_fsync, EIO);
	build_second();
}

static void exchange_failed(void)
{
	inject_error(SYS_renameat2, EIO);
	build_second();
}

static void both_renames_failed(void)
{
	inject_error(SYS_renameat2, EINVAL);
	inject_error(SYS_renameat, EBUSY);
	build_second();
}

static void old_sync_failed(void)
{
	inject_error(SYS_syncfs, ENOSYS);
	inject_error(SYS_fsync, EIO);
	build_second();
}

static void no_new_folders(void)
{
	inject_error(SYS_mkdirat, EROFS);
	build_second();
}

static void file_too_large(void)
{
	struct rlimit limit = { 1, 1 };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	_exit(build("public", false, PAIRS("x", "2", "long", "text"), NULL)
	      ? 3 : 0);
}

static void faults_leave_the_old_site(void **state)
{
	struct ctx *c = *state;

	expect_failure(c, sync_failed, "public: Input/output error");
	expect_failure(c, folder_sync_failed,
		       "public/..: Input/output error");
	expect_failure(c, old_sync_failed, "public: Input/output error");
	expect_failure(c, exchange_failed, "public: Input/output error");
	expect_failure(c, both_renames_failed,
		       "public: Device or resource busy");
	expect_failure(c, no_new_folders,
		       "public/..: Read-only file system");
	build_first(c);
	assert_int_equal(in_child(disk_full), 3);
	assert_files(c, first_files);
	assert_int_equal(in_child(file_too_large), 3);
	assert_files(c, first_files);
}

static void without_new_calls(void)
{
	inject_error(SYS_renameat2, EINVAL);
	inject_error(SYS_syncfs, ENOSYS);
	inject_error(SYS_openat2, ENOSYS);
	inject_error(SYS_linkat, EPERM);
	inject_error(SYS_statx, ENOSYS);
	build_second();
}

static void old_systems_get_the_same_site(void **state)
{
	struct ctx *c = *state;

	build_first(c);
	run(c, "ln -s x public/l; chmod 600 public/hand;"
	    "touch -d @1000000000 public/hand");
	assert_int_equal(in_child(without_new_calls), 0);
	run(c, "readlink public/l; rm public/l; stat -c '%a %Y' public/hand");
	assert_str(buf_str(&c->out), "x\n600 1000000000\n");
	assert_files(c, second_files);
	/* and one that is not there yet */
	run(c, "rm -r public");
	assert_int_equal(in_child(without_new_calls), 0);
	assert_files(c, "public/d/y=2\npublic/same=s\npublic/x=2\n");
}

static void killed_while_writing(void)
{
	struct stage *s;

	if (stage_open(&s, "public", false) == STAGE_OK &&
	    put(s, "x", "2") == 0 && put(s, "d/y", "2") == 0)
		raise(SIGKILL);
}

static void killed_at_the_exchange(void)
{
	inject(SYS_renameat2, SECCOMP_RET_KILL_PROCESS);
	build_second();
}

static void killed_at_the_sync_after(void)
{
	inject(SYS_fsync, SECCOMP_RET_KILL_PROCESS);
	build_second();
}

static void killed_at_the_old_rename(void)
{
	inject_error(SYS_renameat2, EINVAL);
	inject(SYS_renameat, SECCOMP_RET_KILL_PROCESS);
	build_second();
}

static void killed_after_the_old_renames(void)
{
	inject_error(SYS_renameat2, EINVAL);
	inject(SYS_fsync, SECCOMP_RET_KILL_PROCESS);
	build_second();
}

/* Killed, the site is whole, and `clean` or the next build tidies up. */
static void expect_kill(struct ctx *c, void (*f)(void), const char *site)
{
	for (int next = 0; next < 2; next++) {
		build_first(c);
		assert_true(in_child(f) > 128);
		run(c, "ls -A");
		assert_true(str_find(buf_str(&c->out), STR(".public.minhb"))
			    >= 0);
		if (next)
			assert_int_equal(in_child(build_second), 0);
		else
			assert_int_equal(stage_clean("public"), 0);
		assert_files(c, next ? second_files : site);
	}
}

static void a_killed_build_leaves_a_whole_site(void **state)
{
	struct ctx *c = *state;

	expect_kill(c, killed_while_writing, first_files);
	expect_kill(c, killed_at_the_exchange, first_files);
	expect_kill(c, killed_at_the_sync_after, second_files);
	expect_kill(c, killed_at_the_old_rename, first_files);
	expect_kill(c, killed_after_the_old_renames, second_files);
}

static void a_site_caught_between_two_renames_returns(void **state)
{
	struct ctx *c = *state;

	build_first(c);
	run(c, "mv public .public.minhbach-old-123; mkdir "
	    ".public.minhbach-123; echo 2 >.public.minhbach-123/x");
	assert_int_equal(stage_clean("public"), 0);
	assert_files(c, first_files);
	run(c, "mv public .public.minhbach-old-123");
	assert_int_equal(in_child(build_second), 0);	/* hand is there */
	assert_files(c, second_files);
}

static void clean_takes_only_what_is_its_own(void **state)
{
	struct ctx *c = *state;

	run(c, "mkdir -p .public.minhbach-7/d .public.minhbach-x "
	    ".public.minhbach- .public.minhbach-old-7 .other.minhbach-7 "
	    "public; echo x >.public.minhbach-7/d/x; chmod 500 "
	    ".public.minhbach-7/d; : >.public.minhbach-lock");
	assert_int_equal(stage_clean("public/"), 0);
	assert_files(c, ".other.minhbach-7/\n.public.minhbach-/\n"
		     ".public.minhbach-x/\npublic/\n");
	assert_int_equal(stage_clean("absent/public"), 0);
	assert_int_equal(stage_clean("."), 0);
	assert_int_not_equal(access("absent", F_OK), 0);
}

static void another_folder_put_there_meanwhile_is_spared(void **state)
{
	struct ctx *c = *state;
	struct stage *s;

	build_well("public", PAIRS("x", "1"));
	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "x", "2"), 0);
	run(c, "mv public away; mkdir public; echo precious >public/p");
	assert_int_equal(stage_publish(s), -1);
	stage_close(s);
	assert_files(c, "away/x=1\npublic/p=precious\n");

	run(c, "rm -r public");
	assert_int_equal(stage_open(&s, "public", false), STAGE_OK);
	assert_int_equal(put(s, "x", "2"), 0);
	run(c, "mkdir public; echo precious >public/p");
	assert_int_equal(stage_publish(s), -1);
	assert_string_equal(stage_error(s), "public: File exists");
	stage_close(s);
	assert_files(c, "away/x=1\npublic/p=precious\n");
}

/* In a mount namespace of its own; 77 where that is not allowed. */
static void enter_namespace(void)
{
	if (unshare(CLONE_NEWNS) < 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		_exit(77);
}

static void mounted_output(void)
{
	struct stage *s;

	enter_namespace();
	if (mount("none", "public", "tmpfs", 0, NULL) < 0)
		_exit(77);
	if (stage_open(&s, "public", false) != STAGE_UNFIT)
		_exit(1);
	stage_close(s);
}

static void read_only_parent(void)
{
	char here[4096];

	enter_namespace();
	if (!getcwd(here, sizeof(here)) ||
	    mount(here, here, NULL, MS_BIND, NULL) < 0 || chdir(here) < 0 ||
	    mount(NULL, here, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL))
		_exit(77);
	_exit(build("public", false, PAIRS("x", "2"), NULL) < 0 ? 0 : 1);
}

static void small_disk(void)
{
	static char text[300 * 1024];
	struct buf error = BUF_INIT;

	enter_namespace();
	if (mkdir("disk", 0755) < 0 ||
	    mount("none", "disk", "tmpfs", 0, "size=512k,nr_inodes=20") < 0)
		_exit(77);
	memset(text, 'x', sizeof(text) - 1);
	if (build("disk/public", false, PAIRS("x", text), NULL) < 0)
		_exit(1);
	text[0] = 'y';		/* not the same, and no room for both */
	if (build("disk/public", false, PAIRS("x", text), &error) == 0 ||
	    strcmp(error.p, "disk/public/x: No space left on device"))
		_exit(2);
	if (build("disk/public", false, PAIRS("a/b/c/d/e/f/g/h/i/j/k/l", "",
					      "m/n/o/p/q/r/s/t/u/v", ""),
		  &error) == 0 || !strstr(error.p, "No space left"))
		_exit(3);	/* no inodes */
	if (system("test $(ls -A disk) = public && "
		   "test $(head -c 1 disk/public/x) = x") != 0)
		_exit(4);
	buf_release(&error);
}

static void mounts_and_full_disks(void **state)
{
	struct ctx *c = *state;
	void (*const cases[])(void) = {
		mounted_output, read_only_parent, small_disk,
	};

	build_first(c);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int status = in_child(cases[i]);

		if (status == 77)
			skip();
		assert_int_equal(status, 0);
	}
	run(c, "rmdir disk");
	assert_files(c, first_files);
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

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

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
		TEST(faults_leave_the_old_site),
		TEST(old_systems_get_the_same_site),
		TEST(a_killed_build_leaves_a_whole_site),
		TEST(a_site_caught_between_two_renames_returns),
		TEST(clean_takes_only_what_is_its_own),
		TEST(another_folder_put_there_meanwhile_is_spared),
		TEST(mounts_and_full_disks),
		TEST(threads_write_together),
		cmocka_unit_test(sha256_of_known_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
