/* SPDX-License-Identifier: MIT */
/*
 * cmd_completion.c - `minhbach completion bash|zsh`: a script that completes
 * commands, options and their values in a shell.
 *
 * It is written from the option tables that `--help` prints: each command is
 * asked for its help, and hands over its table in place of words.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cmd.h"

#define SHELLS "bash|zsh"

static const struct opt table[] = {
	OPT_END
};

struct writer {
	struct buf out;
	const struct catalog *words;
};

/* ---- what may be written ----------------------------------------------- */

enum sort { SORT_OTHER, SORT_CHOICE, SORT_FOLDER, SORT_FILE, SORT_REVISION,
	    NSORTS };

/* By what the help calls a value or an argument: "DIR", "[FILE]". */
static enum sort sort_of(struct str name)
{
	static const struct {
		const char *name;
		enum sort sort;
	} sorts[] = {
		{ "DIR", SORT_FOLDER }, { "FILE", SORT_FILE },
		{ "TEMPLATE", SORT_FILE }, { "REV", SORT_REVISION },
		{ "A", SORT_REVISION }, { "B", SORT_REVISION },
	};

	if (opt_is_choice(name))
		return SORT_CHOICE;
	if (str_chr(name, '.') >= 0)
		return SORT_FILE;
	for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++)
		if (str_starts(name, str_of(sorts[i].name)) &&
		    (name.n == strlen(sorts[i].name) ||
		     !ascii_alpha(name.p[strlen(sorts[i].name)])))
			return sorts[i].sort;
	return SORT_OTHER;
}

/* The first argument that can be told: of "plan|site [NAME]" the choice. */
static struct str main_argument(const char *arguments)
{
	struct str rest = str_of(arguments), name, none = { NULL, 0 };

	while (str_split(&rest, ' ', &name)) {
		if (str_starts(name, STR("[")))
			name = str_from(name, 1);
		if (str_ends(name, STR("]")))
			name.n--;
		if (sort_of(name) != SORT_OTHER)
			return name;
	}
	return none;
}

/* What completes it, by a shell's words for each sort; "%" is the choice. */
static void add_action(struct buf *out, const char *const actions[NSORTS],
		       struct str name)
{
	const char *action = actions[sort_of(name)];
	const char *at = strchr(action, '%');

	if (!at) {
		buf_adds(out, action);
		return;
	}
	buf_add(out, action, (size_t)(at - action));
	for (size_t i = 0; i < name.n; i++)
		buf_addc(out, name.p[i] == '|' ? ' ' : name.p[i]);
	buf_adds(out, at + 1);
}

/* ---- bash -------------------------------------------------------------- */

static const char bash_head[] =
	"# shellcheck shell=bash\n"
	"_minhbach_take()\n"
	"{\n"
	"\tmapfile -t COMPREPLY < <(compgen \"$@\" -- \"$cur\")\n"
	"}\n"
	"\n"
	"_minhbach_files()\n"
	"{\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"\t_minhbach_take \"$1\"\n"
	"}\n"
	"\n"
	"_minhbach_revisions()\n"
	"{\n"
	"\t_minhbach_take -W \"HEAD $(git for-each-ref "
	"--format='%(refname:short)' 2>/dev/null)\"\n"
	"}\n"
	"\n"
	"_minhbach()\n"
	"{\n"
	"\tlocal cur=$2 prev=$3\n"
	"\n"
	"\t# \"--name=value\" comes as three words\n"
	"\tif [ \"${COMP_WORDS[COMP_CWORD]}\" = = ]; then\n"
	"\t\tcur=\n"
	"\telif [ \"$prev\" = = ]; then\n"
	"\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n"
	"\tCOMPREPLY=()\n"
	"\tif [ \"$COMP_CWORD\" = 1 ]; then\n"
	"\t\tprev=\n"
	"\tfi\n"
	"\tcase ${COMP_WORDS[1]}:$prev in\n";

static const char *const bash_actions[NSORTS] = {
	[SORT_OTHER] = ":", [SORT_CHOICE] = "_minhbach_take -W '%'",
	[SORT_FOLDER] = "_minhbach_files -d", [SORT_FILE] = "_minhbach_files -f",
	[SORT_REVISION] = "_minhbach_revisions",
};

static void bash_command(void *who, const char *command, const char *arguments,
			 const struct opt *options)
{
	struct buf *out = &((struct writer *)who)->out;

	for (const struct opt *o = options; o->name; o++) {
		if (o->kind != OPT_VALUE)
			continue;
		buf_adds(out, "\t");
		if (o->letter)
			buf_addf(out, "%s:-%c|", command, o->letter);
		buf_addf(out, "%s:--%s) ", command, o->name);
		add_action(out, bash_actions, str_of(o->value));
		buf_adds(out, " ;;\n");
	}
	buf_addf(out, "\t%s:*)\n\t\tcase $cur in\n\t\t-*) _minhbach_take -W '",
		 command);
	for (const struct opt *o = options; o->name; o++)
		buf_addf(out, "--%s ", o->name);
	buf_adds(out, "--help' ;;\n\t\t*) ");
	add_action(out, bash_actions, main_argument(arguments));
	buf_adds(out, " ;;\n\t\tesac ;;\n");
}

/* ---- zsh --------------------------------------------------------------- */

static const char zsh_head[] =
	"_minhbach_revisions()\n"
	"{\n"
	"\tlocal -a revisions=(HEAD ${(f)\"$(git for-each-ref "
	"--format='%(refname:short)' 2>/dev/null)\"})\n"
	"\tcompadd -a revisions\n"
	"}\n"
	"\n"
	"_minhbach()\n"
	"{\n"
	"\tlocal command=$words[2]\n"
	"\n"
	"\tif (( CURRENT == 2 )); then\n"
	"\t\t_minhbach_commands\n"
	"\t\treturn\n"
	"\tfi\n"
	"\tshift words\n"
	"\t(( CURRENT-- ))\n"
	"\tcase $command in\n";

static const char *const zsh_actions[NSORTS] = {
	[SORT_OTHER] = " ", [SORT_CHOICE] = "(%)", [SORT_FOLDER] = "_files -/",
	[SORT_FILE] = "_files", [SORT_REVISION] = "_minhbach_revisions",
};

/* A text within single quotes; brackets and colons have a meaning there. */
static void add_quoted(struct buf *out, const struct catalog *words,
		       const char *group, const char *name)
{
	struct buf key = BUF_INIT;
	struct str text;

	buf_addf(&key, "cli.%s.%s", group, name);
	text = messages_get(words, key.p);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'')
			buf_adds(out, "'\\'");
		else if (strchr("[]:\\", text.p[i]))
			buf_addc(out, '\\');
		buf_addc(out, text.p[i]);
	}
	buf_release(&key);
}

static void zsh_option(struct writer *w, const struct opt *o)
{
	const char *glue = o->kind == OPT_VALUE ? "=" : "";

	buf_adds(&w->out, " \\\n\t\t");
	if (o->letter)
		buf_addf(&w->out, "'(-%c --%s)'{-%c%s,--%s%s}", o->letter,
			 o->name, o->letter, *glue ? "+" : "", o->name, glue);
	else
		buf_addf(&w->out, "--%s%s", o->name, glue);
	buf_adds(&w->out, "'[");
	add_quoted(&w->out, w->words, "option", o->help);
	buf_adds(&w->out, "]");
	if (o->kind == OPT_VALUE) {
		buf_addf(&w->out, ":%s:",
			 opt_is_choice(str_of(o->value)) ? o->name : o->value);
		add_action(&w->out, zsh_actions, str_of(o->value));
	}
	buf_adds(&w->out, "'");
}

static void zsh_command(void *who, const char *command, const char *arguments,
			const struct opt *options)
{
	static const struct opt help = { "help", 'h', OPT_FLAG, NULL, "help",
					 0 };
	struct writer *w = who;

	buf_addf(&w->out, "\t%s)\n\t\t_arguments -s", command);
	for (const struct opt *o = options; o->name; o++)
		zsh_option(w, o);
	zsh_option(w, &help);
	if (main_argument(arguments).n) {
		buf_adds(&w->out, " \\\n\t\t'*: :");
		add_action(&w->out, zsh_actions, main_argument(arguments));
		buf_adds(&w->out, "'");
	}
	buf_adds(&w->out, " ;;\n");
}

/* "build:publish the site": commands and what they do. */
static void add_zsh_commands(struct writer *w)
{
	buf_adds(&w->out, "_minhbach_commands()\n{\n\tlocal -a commands=(");
	for (const struct command *c = cmd_table; c->name; c++) {
		buf_addf(&w->out, "\n\t\t'%s:", c->name);
		add_quoted(&w->out, w->words, "command", c->name);
		buf_addc(&w->out, '\'');
	}
	buf_adds(&w->out, "\n\t)\n\t_describe -t commands minhbach commands\n}\n\n");
}

/* ---- the command ------------------------------------------------------- */

/* Each command hands its table to `help`. */
static void ask_all(const struct environment *env, struct writer *w,
		    void (*help)(void *, const char *, const char *,
				 const struct opt *))
{
	struct environment asking = *env;
	char word[] = "--help", *argv[] = { word, NULL };

	asking.help = help;
	asking.who = w;
	for (const struct command *c = cmd_table; c->name; c++)
		c->run(&asking, 1, argv);
}

static void write_bash(const struct environment *env, struct writer *w)
{
	buf_adds(&w->out, bash_head);
	ask_all(env, w, bash_command);
	buf_adds(&w->out, "\t*:) _minhbach_take -W '");
	for (const struct command *c = cmd_table; c->name; c++)
		buf_addf(&w->out, "%s ", c->name);
	buf_adds(&w->out, "--help --version' ;;\n\tesac\n}\n\n"
			  "complete -F _minhbach minhbach\n");
}

static void write_zsh(const struct environment *env, struct writer *w)
{
	buf_adds(&w->out, "#compdef minhbach\n\n");
	add_zsh_commands(w);
	buf_adds(&w->out, zsh_head);
	ask_all(env, w, zsh_command);
	buf_adds(&w->out, "\tesac\n}\n\n_minhbach \"$@\"\n");
}

int cmd_completion(const struct environment *env, int argc, char **argv)
{
	struct writer w = { BUF_INIT, env->words };
	struct opt_parsed parsed;
	int status;

	if (!cmd_parse(&parsed, table, NULL, env, "completion", SHELLS, 1,
		       argc, argv, &status)) {
		status = EXIT_USAGE;
		if (!parsed.nargs) {
			status = cmd_missing(env, "completion", SHELLS);
		} else if (!opt_choice(env->err, SHELLS, "completion",
				       parsed.args[0], "completion",
				       env->words)) {
			status = EXIT_OK;
			(strcmp(parsed.args[0], "zsh") ? write_bash :
							 write_zsh)(env, &w);
			fwrite(w.out.p, 1, w.out.n, stdout);
		}
	}
	buf_release(&w.out);
	free(parsed.args);
	return status;
}
