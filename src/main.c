/* SPDX-License-Identifier: MIT */
/* main.c - finds the command, and lets in clock, language and terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd.h"
#include "text.h"

const struct command cmd_table[] = {
	{ "build", cmd_build },
	{ "check", cmd_check },
	{ "serve", cmd_serve },
	{ "diff", cmd_diff },
	{ "report", cmd_report },
	{ "new", cmd_new },
	{ "import", cmd_import },
	{ "form", cmd_form },
	{ "render", cmd_template },
	{ "clean", cmd_clean },
	{ "completion", cmd_completion },
	{ NULL, NULL },
};
#define NCOMMANDS (sizeof(cmd_table) / sizeof(*cmd_table) - 1)

/* The language of messages: LC_ALL, LC_MESSAGES, LANG, as locales do. */
static struct str user_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "en", 2) ? STR("vi") : STR("en");
	}
	return STR("vi");
}

static void add_help(struct buf *out, const struct catalog *words)
{
	buf_addstr(out, messages_get(words, "cli.help.intro"));
	buf_adds(out, "\n\n");
	buf_addstr(out, messages_get(words, "cli.help.commands"));
	buf_adds(out, ":\n");
	for (size_t i = 0; i < NCOMMANDS; i++) {
		char key[64];

		snprintf(key, sizeof(key), "cli.command.%s", cmd_table[i].name);
		buf_addf(out, "  %-10s ", cmd_table[i].name);
		buf_addstr(out, messages_get(words, key));
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
	buf_addstr(out, messages_get(words, "cli.help.more"));
	buf_addc(out, '\n');
}

static int print_help(const struct catalog *words)
{
	struct buf out = BUF_INIT;

	add_help(&out, words);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return EXIT_OK;
}

static int unknown_command(const struct environment *env, const char *name)
{
	struct str known[NCOMMANDS];

	for (size_t i = 0; i < NCOMMANDS; i++)
		known[i] = str_of(cmd_table[i].name);
	say(env->err, env->words, "cli.usage.unknown_command",
	    { "command", str_of(name) },
	    { "near", text_nearest(str_of(name), known, NCOMMANDS) });
	opt_see_help(env->err, "", env->words);
	return EXIT_USAGE;
}

static const struct command *find_command(const char *name)
{
	const struct command *c = cmd_table;

	while (c->name && strcmp(name, c->name) != 0)
		c++;
	return c->name ? c : NULL;
}

/* "minhbach help build" */
static int help_on(const struct environment *env, const char *name)
{
	const struct command *command = find_command(name);
	char word[] = "--help", *argv[] = { word, NULL };

	return command ? command->run(env, 1, argv) : unknown_command(env, name);
}

static int run(const struct environment *env, int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	const struct command *command;

	if (!name) {
		say(env->err, env->words, "cli.usage.missing_command",
		    { NULL, { NULL, 0 } });
		buf_adds(env->err, "\n\n");
		add_help(env->err, env->words);
		return EXIT_USAGE;
	}
	if (!strcmp(name, "help") && argc > 2)
		return help_on(env, argv[2]);
	if (!strcmp(name, "--help") || !strcmp(name, "-h") ||
	    !strcmp(name, "help"))
		return print_help(env->words);
	if (!strcmp(name, "--version")) {
		puts("minhbach " VERSION);
		return EXIT_OK;
	}
	command = find_command(name);
	return command ? command->run(env, argc - 2, argv + 2) :
			 unknown_command(env, name);
}

/* The folder of the running program, so that it finds its themes. */
static char *program_dir(void)
{
	char *path = realpath("/proc/self/exe", NULL);
	char *slash = path ? strrchr(path, '/') : NULL;

	if (slash)
		*slash = '\0';
	return path;
}

/* As no-color.org has it: set, and not to nothing. */
static bool no_color(void)
{
	const char *value = getenv("NO_COLOR");

	return value && *value;
}

static double clock_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Where a line can be drawn again: standard error, if it is a terminal that
 * knows how to. */
static struct progress_terminal terminal_of(bool color)
{
	const char *kind = getenv("TERM");
	struct progress_terminal terminal = { 0, color };
	struct winsize size = { 0 };

	if (!isatty(STDERR_FILENO) || !kind || !strcmp(kind, "dumb"))
		return terminal;
	if (!ioctl(STDERR_FILENO, TIOCGWINSZ, &size))
		terminal.width = size.ws_col;
	if (!terminal.width)
		terminal.width = 80;
	return terminal;
}

static const char *temporary_dir(void)
{
	const char *dir = getenv("TMPDIR");

	return dir && *dir ? dir : "/tmp";
}

int main(int argc, char **argv)
{
	struct pool *pool = pool_new();
	struct buf err = BUF_INIT;
	struct catalog *words = messages_program(pool, user_language());
	char *dir = program_dir();
	bool color = isatty(STDERR_FILENO) && !no_color();
	struct progress *progress = progress_new(clock_seconds, stderr,
						 terminal_of(color), words);
	struct environment env = {
		.words = words, .now = (int64_t)time(NULL),
		.terminal = isatty(STDERR_FILENO),
		.interactive = isatty(STDIN_FILENO) && isatty(STDERR_FILENO),
		.color = color, .program_dir = dir,
		.temporary = temporary_dir(), .err = &err,
		.progress = progress,
		.quarantine = getenv("GIT_QUARANTINE_PATH"),
	};
	int status = run(&env, argc, argv);

	progress_end(progress);
	if (fflush(stdout) || ferror(stdout))
		status = EXIT_OUTPUT;
	if (err.n)
		fwrite(err.p, 1, err.n, stderr);
	buf_release(&err);
	progress_free(progress);
	messages_release(words);
	pool_free(pool);
	free(dir);
	return status;
}
