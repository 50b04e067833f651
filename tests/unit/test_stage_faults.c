/* SPDX-License-Identifier: MIT */
/* test_stage_faults.c - full disks, broken disks, kills: the site stays. */
#include "stage_box.h"

#include <errno.h>
#include <fcntl.h>
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

#include "stage_flush.h"

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

/* What a flush of so many megabytes, in this many steps, says at its end. */
static int flush_error(size_t megabytes, int steps)
{
	struct stage_flush *f = stage_flush_new(AT_FDCWD);

	for (int i = 0; i < steps; i++)
		stage_flush_wrote(f, megabytes << 20);
	return stage_flush_end(f);
}

static void flush_fails(void)
{
	inject_error(SYS_syncfs, EIO);
	/* little is left to the sync at the end */
	_exit(flush_error(1, 20) == 0 && flush_error(20, 3) == EIO ? 7 : 1);
}

static void flush_is_not_known(void)
{
	inject_error(SYS_syncfs, ENOSYS);
	_exit(flush_error(20, 9) == 0 ? 7 : 1);
}

static void a_failed_flush_is_told(void **state)
{
	(void)state;
	assert_int_equal(stage_flush_end(NULL), 0);
	assert_int_equal(flush_error(20, 9), 0);
	assert_int_equal(in_child(flush_fails), 7);
	assert_int_equal(in_child(flush_is_not_known), 7);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(faults_leave_the_old_site),
		TEST(a_failed_flush_is_told),
		TEST(old_systems_get_the_same_site),
		TEST(a_killed_build_leaves_a_whole_site),
		TEST(a_site_caught_between_two_renames_returns),
		TEST(clean_takes_only_what_is_its_own),
		TEST(another_folder_put_there_meanwhile_is_spared),
		TEST(mounts_and_full_disks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
