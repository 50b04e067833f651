/* SPDX-License-Identifier: MIT */
/* messages.c - catalogs of words, and filling their places. */
#include "messages.h"

#include <stdlib.h>

#include "messages_data.h"

#define NESTING 16	/* places in places; deeper ones stay as written */

static void add_texts(struct pool *pool, struct catalog *cat,
		      const struct yaml_node *map, struct str prefix)
{
	for (size_t i = 0; i < map->n; i++) {
		struct yaml_node *value = map->items[i];
		struct str key = map->keys[i]->text;

		if (prefix.n)
			key = pool_printf(pool, "%.*s.%.*s", STR_ARG(prefix),
					  STR_ARG(key));
		if (value->kind == YAML_TEXT)
			map_put(&cat->texts, key, &value->text);
		else if (value->kind == YAML_MAP)
			add_texts(pool, cat, value, key);
	}
}

struct catalog *messages_parse(struct pool *pool, const struct source *src,
			       struct str language, struct diags *diags)
{
	struct yaml_node *root = yaml_parse(pool, src, 0, src->text.n, diags);
	struct catalog *cat;

	if (!root)
		return NULL;
	if (root->kind != YAML_MAP && root->kind != YAML_NULL) {
		diag(diags, DIAG_WRONG_TYPE, root->pos, { "key", STR("") },
		     { "expected", STR("map") });
		return NULL;
	}
	cat = POOL_NEW(pool, struct catalog);
	cat->language = language;
	cat->root = root;
	add_texts(pool, cat, root, STR(""));
	return cat;
}

struct catalog *messages_program(struct pool *pool, struct str language)
{
	bool en = str_eqs(language, "en");
	struct source *src = POOL_NEW(pool, struct source);
	struct catalog *cat;

	src->path = en ? STR("messages/en.yml") : STR("messages/vi.yml");
	src->text = en ? str_range(messages_en_start, messages_en_end)
		       : str_range(messages_vi_start, messages_vi_end);
	cat = messages_parse(pool, src, en ? STR("en") : STR("vi"), NULL);
	if (!cat)
		abort();	/* part of the program, and tested with it */
	return cat;
}

struct str messages_get(const struct catalog *cat, const char *key)
{
	const struct str *text = map_get(&cat->texts, str_of(key));

	return text ? *text : (struct str){ NULL, 0 };
}

static const struct diag_arg *find_arg(const struct diag_arg *args,
				       struct str name)
{
	for (; args->name; args++)
		if (str_eqs(name, args->name))
			return args;
	return NULL;
}

static struct str fill(struct buf *out, struct str s,
		       const struct diag_arg *args, char stop, int depth);

/* one ":" many, up to the closing brace */
static struct str fill_plural(struct buf *out, struct str s, bool one,
			      const struct diag_arg *args, int depth)
{
	s = fill(one ? out : NULL, s, args, ':', depth);
	if (s.n && s.p[0] == ':')
		s = fill(one ? NULL : out, str_from(s, 1), args, '}', depth);
	return s;
}

/*
 * place = "{" name ("}" | ":" one ":" many "}" | ("?" | "!") text "}")
 *
 * `s` begins with the brace; out == NULL passes over it.  Returns what
 * follows the place.
 */
static struct str fill_place(struct buf *out, struct str s,
			     const struct diag_arg *args, int depth)
{
	const struct diag_arg *arg;
	struct str name, rest;
	size_t n = 1;
	bool there;

	while (n < s.n && (ascii_alnum(s.p[n]) || s.p[n] == '_'))
		n++;
	name = str_sub(s, 1, n - 1);
	arg = find_arg(args, name);
	there = arg && arg->value.n;
	rest = str_from(s, n + 1);
	if (!name.n || n == s.n || depth > NESTING ||
	    !strchr("}:?!", s.p[n])) {
		if (out)
			buf_addc(out, '{');
		return str_from(s, 1);
	}
	switch (s.p[n]) {
	case '}':
		if (out)
			buf_addstr(out, arg ? arg->value
					    : str_sub(s, 0, n + 1));
		return rest;
	case ':':
		rest = fill_plural(out, rest, arg && str_eqs(arg->value, "1"),
				   args, depth);
		break;
	default:
		there = there == (s.p[n] == '?');
		rest = fill(there ? out : NULL, rest, args, '}', depth);
	}
	return str_from(rest, 1);
}

/* Up to `stop` (not passed) or a place's end; all of it if stop is 0. */
static struct str fill(struct buf *out, struct str s,
		       const struct diag_arg *args, char stop, int depth)
{
	while (s.n) {
		char c = s.p[0];
		bool twice = false;
		size_t n;

		if (stop && (c == stop || c == '}'))
			break;
		if (c == '{' && !(s.n > 1 && s.p[1] == '{')) {
			s = fill_place(out, s, args, depth + 1);
			continue;
		}
		n = 1;
		if (c == '{' || c == '}')
			twice = s.n > 1 && s.p[1] == c;
		else
			while (n < s.n && s.p[n] != '{' && s.p[n] != '}' &&
			       s.p[n] != stop)
				n++;
		if (out)
			buf_add(out, s.p, n);
		s = str_from(s, n + twice);
	}
	return s;
}

void messages_fill(struct buf *out, struct str pattern,
		   const struct diag_arg *args)
{
	fill(out, pattern, args, 0, 0);
}

void messages_format(struct buf *out, const struct catalog *cat,
		     const char *key, const struct diag_arg *args)
{
	struct str pattern = messages_get(cat, key);

	if (pattern.p)
		messages_fill(out, pattern, args);
	else
		buf_addf(out, "⟦%s⟧", key);
}

void messages_release(struct catalog *cat)
{
	if (cat)
		map_release(&cat->texts);
}
