/* SPDX-License-Identifier: MIT */
/* opt.c - parses the command line by a table, and prints its help. */
#include "opt.h"

#include "text.h"

void opt_see_help(struct buf *err, const char *command,
		  const struct catalog *cat)
{
	buf_addc(err, '\n');
	say(err, cat, "cli.usage.see_help", { "command", str_of(command) });
	buf_addc(err, '\n');
}

bool opt_is_choice(struct str value)
{
	return str_chr(value, '|') >= 0 && str_chr(value, '.') < 0;
}

int opt_choice(struct buf *err, const char *choice, const char *option,
	       const char *value, const char *command,
	       const struct catalog *cat)
{
	struct str known[16], rest = str_of(choice);
	struct buf expected = BUF_INIT;
	size_t n = 0;
	int failed = -1;

	while (n < 16 && failed && str_split(&rest, '|', &known[n])) {
		if (str_eqs(known[n], value))
			failed = 0;
		buf_adds(&expected, n ? ", " : "");
		buf_addstr(&expected, known[n++]);
	}
	if (failed) {
		say(err, cat, "cli.usage.bad_value",
		    { "option", str_of(option) }, { "value", str_of(value) },
		    { "expected", buf_str(&expected) },
		    { "near", text_nearest(str_of(value), known, n) });
		opt_see_help(err, command, cat);
	}
	buf_release(&expected);
	return failed;
}

static int unknown_option(struct buf *err, const struct opt *table,
			  struct str name, const char *command,
			  const struct catalog *cat)
{
	struct str known[64] = { { "help", 4 } };
	size_t n = 1;
	struct buf near = BUF_INIT, shown = BUF_INIT;
	struct str best;

	for (const struct opt *o = table; o->name && n < 64; o++)
		known[n++] = str_of(o->name);
	best = text_nearest(name, known, n);
	if (best.n)
		buf_addf(&near, "--%.*s", STR_ARG(best));
	buf_addf(&shown, "%s%.*s", name.n > 1 ? "--" : "-", STR_ARG(name));
	say(err, cat, "cli.usage.unknown_option",
	    { "option", buf_str(&shown) }, { "near", buf_str(&near) });
	opt_see_help(err, command, cat);
	buf_release(&near);
	buf_release(&shown);
	return -1;
}

static int complain(struct buf *err, const char *key, const struct opt *o,
		    const char *command, const struct catalog *cat)
{
	struct buf name = BUF_INIT;

	buf_addf(&name, "--%s", o->name);
	say(err, cat, key, { "option", buf_str(&name) });
	opt_see_help(err, command, cat);
	buf_release(&name);
	return -1;
}

static const struct opt *find_long(const struct opt *table, struct str name)
{
	for (; table->name; table++)
		if (str_eqs(name, table->name))
			return table;
	return NULL;
}

static const struct opt *find_short(const struct opt *table, char letter)
{
	for (; table->name; table++)
		if (table->letter == letter)
			return table;
	return NULL;
}

struct parsing {
	struct opt_parsed *out;
	const struct opt *table;
	void *into;
	int argc, at;
	char **argv;
	const char *command;
	const struct catalog *cat;
	struct buf *err;
};

static int store(struct parsing *p, const struct opt *o, const char *value)
{
	char *at = (char *)p->into + o->offset;
	struct buf name = BUF_INIT;
	int failed = 0;

	if (o->kind == OPT_FLAG)
		*(bool *)(void *)at = true;
	else if (o->kind == OPT_COUNT)
		++*(int *)(void *)at;
	else
		*(const char **)(void *)at = value;
	if (o->kind == OPT_VALUE && opt_is_choice(str_of(o->value))) {
		buf_addf(&name, "--%s", o->name);
		failed = opt_choice(p->err, o->value, name.p, value,
				    p->command, p->cat);
		buf_release(&name);
	}
	return failed;
}

static int parse_long(struct parsing *p, const char *word)
{
	struct str name = str_of(word), value = { NULL, 0 };
	ptrdiff_t eq = str_chr(name, '=');
	const struct opt *o;

	if (eq >= 0) {
		value = str_from(name, (size_t)eq + 1);
		name = str_sub(name, 0, (size_t)eq);
	}
	if (str_eqs(name, "help")) {
		p->out->help = true;
		return 0;
	}
	o = find_long(p->table, name);
	if (!o)
		return unknown_option(p->err, p->table, name, p->command,
				      p->cat);
	if (o->kind != OPT_VALUE && value.p)
		return complain(p->err, "cli.usage.no_value", o, p->command,
				p->cat);
	if (o->kind == OPT_VALUE && !value.p) {
		if (p->at + 1 >= p->argc)
			return complain(p->err, "cli.usage.missing_value", o,
					p->command, p->cat);
		value.p = p->argv[++p->at];
	}
	return store(p, o, value.p);
}

static int parse_short(struct parsing *p, const char *letters)
{
	for (; *letters; letters++) {
		const struct opt *o;

		if (*letters == 'h') {
			p->out->help = true;
			continue;
		}
		o = find_short(p->table, *letters);
		if (!o)
			return unknown_option(p->err, p->table,
					      (struct str){ letters, 1 },
					      p->command, p->cat);
		if (o->kind != OPT_VALUE) {
			store(p, o, NULL);
			continue;
		}
		if (letters[1])
			return store(p, o, letters + 1);
		if (p->at + 1 >= p->argc)
			return complain(p->err, "cli.usage.missing_value", o,
					p->command, p->cat);
		return store(p, o, p->argv[++p->at]);
	}
	return 0;
}

int opt_parse(struct opt_parsed *out, const struct opt *table, void *into,
	      int argc, char **argv, const char *command,
	      const struct catalog *cat, struct buf *err)
{
	struct parsing p = { out, table, into, argc, 0, argv, command, cat,
			     err };
	bool options = true;

	*out = (struct opt_parsed){ .nargs = 0 };
	for (; p.at < argc; p.at++) {
		const char *word = argv[p.at];
		int failed = 0;

		if (options && !strcmp(word, "--"))
			options = false;
		else if (options && word[0] == '-' && word[1] == '-')
			failed = parse_long(&p, word + 2);
		else if (options && word[0] == '-' && word[1])
			failed = parse_short(&p, word + 1);
		else
			ARRAY_PUSH(out->args, out->nargs, out->cap, word);
		if (failed)
			return -1;
	}
	return 0;
}

void opt_help(struct buf *out, const struct opt *table, const char *command,
	      const char *arguments, const struct catalog *cat)
{
	static const struct opt help = { "help", 'h', OPT_FLAG, NULL, "help",
					 0 };
	struct buf text = BUF_INIT;

	buf_addf(&text, "minhbach %s [%.*s]%s%s", command,
		 STR_ARG(messages_get(cat, "cli.help.options_word")),
		 *arguments ? " " : "", arguments);
	say(out, cat, "cli.help.usage", { "usage", buf_str(&text) });
	buf_clear(&text);
	buf_addf(&text, "cli.command.%s", command);
	buf_adds(out, "\n  ");
	buf_addstr(out, messages_get(cat, text.p));
	buf_adds(out, "\n\n");
	buf_addstr(out, messages_get(cat, "cli.help.options"));
	buf_adds(out, ":\n");
	for (const struct opt *o = table;; o++) {
		const struct opt *shown = o->name ? o : &help;

		buf_clear(&text);
		if (shown->letter)
			buf_addf(&text, "-%c, ", shown->letter);
		else
			buf_adds(&text, "    ");
		buf_addf(&text, "--%s%s%s", shown->name,
			 shown->value ? " " : "",
			 shown->value ? shown->value : "");
		buf_addf(out, "  %-26s ", text.p);
		buf_clear(&text);
		buf_addf(&text, "cli.option.%s", shown->help);
		buf_addstr(out, messages_get(cat, text.p));
		buf_addc(out, '\n');
		if (!o->name)
			break;
	}
	buf_release(&text);
}
