/* SPDX-License-Identifier: MIT */
/* theme.c - finds a theme's folder, reads it and those that it extends. */
#include "theme.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "escape.h"
#include "text.h"

#define FILE_MAX (16L << 20)	/* of one file of a theme */
#define FOLDERS_MAX 8		/* folders in each other, themes on themes */

struct loading {
	struct theme *theme;
	struct str language;
	const char *const *folders;
	struct diags *diags;
	struct map files;	/* path -> struct source *: the nearest one */
	struct str order[FOLDERS_MAX];	/* the theme's folder, then what it
					   extends */
	size_t norder;
	struct value *constants;	/* what templates may look up at once */
	int failed;
};

/* ---- files ------------------------------------------------------------- */

static int io_error(struct loading *l, struct str path)
{
	l->failed = -1;
	return diag(l->diags, DIAG_IO_ERROR, POS_NONE, { "path", path },
		    { "problem", str_of(strerror(errno)) });
}

/* A file's bytes in the pool; -1 with errno. */
static int file_read(struct pool *pool, const char *path, struct str *out)
{
	FILE *in = fopen(path, "rb");
	struct buf b = BUF_INIT;
	size_t n = 1;
	int result = -1;

	if (!in)
		return -1;
	while (n && b.n <= FILE_MAX) {
		buf_grow(&b, 65536);
		n = fread(b.p + b.n, 1, 65536, in);
		b.n += n;
	}
	if (b.n > FILE_MAX)
		errno = EFBIG;
	else if (!ferror(in))
		result = 0;
	if (!result)
		*out = pool_str(pool, buf_str(&b));
	buf_release(&b);
	fclose(in);
	return result;
}

static bool ends_with(struct str path, const char *ending)
{
	return str_ends(path, str_of(ending));
}

/* Remember one file, unless a nearer theme has it.  Words are merged, so all
 * themes' count: their path gets the theme's number. */
static void add_file(struct loading *l, struct str folder, struct str path)
{
	struct pool *pool = l->theme->pool;
	struct source *src = POOL_NEW(pool, struct source);
	struct str key = path;

	if (str_starts(path, STR("lang/")))
		key = pool_printf(pool, "%.*s %zu", STR_ARG(path), l->norder);
	if (map_get(&l->files, key))
		return;
	src->path = pool_printf(pool, "%.*s/%.*s", STR_ARG(folder),
				STR_ARG(path));
	if (file_read(pool, src->path.p, &src->text)) {
		io_error(l, src->path);
		return;
	}
	map_put(&l->files, key, src);
}

/* Everything below a folder of the theme; a folder that is not there is
 * empty. */
static void add_folder(struct loading *l, struct str folder, struct str path,
		       int depth)
{
	struct pool *pool = l->theme->pool;
	struct str full = pool_printf(pool, "%.*s/%.*s", STR_ARG(folder),
				      STR_ARG(path));
	DIR *dir = opendir(full.p);
	struct dirent *entry;
	struct stat st;

	if (!dir) {
		if (errno != ENOENT)
			io_error(l, full);
		return;
	}
	while ((entry = readdir(dir))) {
		struct str below = pool_printf(pool, "%.*s/%s", STR_ARG(path),
					       entry->d_name);
		struct str there = pool_printf(pool, "%.*s/%.*s",
					       STR_ARG(folder), STR_ARG(below));

		if (entry->d_name[0] == '.')
			continue;
		if (stat(there.p, &st))
			io_error(l, there);
		else if (S_ISREG(st.st_mode))
			add_file(l, folder, below);
		else if (S_ISDIR(st.st_mode) && depth < FOLDERS_MAX)
			add_folder(l, folder, below, depth + 1);
	}
	closedir(dir);
}

/* ---- which themes ------------------------------------------------------ */

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The folder of a theme, or an empty slice with a finding. */
static struct str find_folder(struct loading *l, struct str name)
{
	struct pool *pool = l->theme->pool;
	struct str path;

	if (str_chr(name, '/') >= 0) {
		path = pool_str(pool, name);
		while (path.n > 1 && path.p[path.n - 1] == '/')
			path = pool_str(pool, str_sub(path, 0, path.n - 1));
		if (is_folder(path.p))
			return path;
	} else if (name.n && name.p[0] != '.') {
		for (size_t i = 0; l->folders && l->folders[i]; i++) {
			path = pool_printf(pool, "%s/%.*s", l->folders[i],
					   STR_ARG(name));
			if (is_folder(path.p))
				return path;
		}
		path = pool_printf(pool, DATADIR "/themes/%.*s", STR_ARG(name));
		if (is_folder(path.p))
			return path;
	}
	l->failed = diag(l->diags, DIAG_NO_THEME, POS_NONE, { "name", name });
	return STR("");
}

/* What theme.yml says: the theme that this one extends, or empty. */
static struct str extended(struct loading *l, struct str folder,
			   struct str name)
{
	struct about {
		struct str name, description;
		const struct yaml_node *extends;
	} about = { .extends = NULL };
	static const struct yaml_field fields[] = {
		{ "name", YAML_STR, offsetof(struct about, name), false, 0 },
		{ "description", YAML_STR, offsetof(struct about, description),
		  false, 0 },
		{ "extends", YAML_NODE, offsetof(struct about, extends), false,
		  0 },
		{ NULL, YAML_STR, 0, false, 0 },
	};
	struct pool *pool = l->theme->pool;
	struct source *src = POOL_NEW(pool, struct source);
	const struct yaml_node *root, *value;
	struct str usual = str_eqs(name, "default") ? STR("") : STR("default");

	src->path = pool_printf(pool, "%.*s/theme.yml", STR_ARG(folder));
	if (file_read(pool, src->path.p, &src->text)) {
		if (errno != ENOENT)
			io_error(l, src->path);
		return usual;
	}
	root = yaml_parse(pool, src, 0, src->text.n, l->diags);
	if (!root || yaml_read(pool, root, fields, &about, l->diags)) {
		l->failed = -1;
		return STR("");
	}
	value = yaml_get(root, "extends");
	if (!value)
		return str_eqs(about.name, "default") ? STR("") : usual;
	return value->kind == YAML_TEXT ? value->text : STR("");
}

static void read_folders(struct loading *l, struct str name)
{
	static const char *const parts[] = { "templates", "partials", "lang",
					     "assets" };

	while (name.n && l->norder < FOLDERS_MAX) {
		struct str folder = find_folder(l, name);

		for (size_t i = 0; i < l->norder; i++)
			if (str_eq(l->order[i], folder))
				return;
		if (!folder.n)
			return;
		for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
			add_folder(l, folder, str_of(parts[i]), 0);
		l->order[l->norder++] = folder;
		name = extended(l, folder, name);
	}
}

/* ---- words ------------------------------------------------------------- */

/* Lay a catalog's tree over the values of the themes that it extends. */
static void overlay(struct pool *pool, struct value *into,
		    const struct yaml_node *map)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_node *node = map->items[i];
		const char *key = pool_cstr(pool, map->keys[i]->text);
		struct value *old = value_get(into, str_of(key));

		if (node->kind == YAML_TEXT) {
			value_set_str(pool, into, key, node->text);
		} else if (node->kind == YAML_MAP) {
			if (!old || old->kind != VALUE_MAP)
				old = value_add_map(pool, into, key);
			overlay(pool, old, node);
		}
	}
}

static void add_words(struct loading *l, const struct source *src)
{
	struct theme *theme = l->theme;
	struct catalog *cat = messages_parse(theme->pool, src, l->language,
					     l->diags);
	struct buf escaped = BUF_INIT;

	if (!cat) {
		l->failed = -1;
		return;
	}
	for (size_t i = 0; i < cat->texts.n; i++) {
		struct map_entry *entry = &cat->texts.entries[i];
		struct str *html = POOL_NEW(theme->pool, struct str);

		buf_clear(&escaped);
		escape_html(&escaped, *(struct str *)entry->value);
		*html = pool_str(theme->pool, buf_str(&escaped));
		map_put(&theme->words.texts, entry->key, entry->value);
		map_put(&theme->words_html.texts, entry->key, html);
	}
	if (cat->root->kind == YAML_MAP)
		overlay(theme->pool, theme->t, cat->root);
	buf_release(&escaped);
	messages_release(cat);
}

/* From the theme that all extend to the nearest one; a language that no theme
 * has is a finding. */
static void read_words(struct loading *l)
{
	size_t found = 0;

	for (size_t i = l->norder; i-- > 0;) {
		struct str key = pool_printf(l->theme->pool, "lang/%.*s.yml %zu",
					     STR_ARG(l->language), i);
		const struct source *src = map_get(&l->files, key);

		if (!src)
			continue;
		add_words(l, src);
		found++;
	}
	if (!found && l->norder)
		l->failed = diag(l->diags, DIAG_IO_ERROR, POS_NONE,
			{ "path", pool_printf(l->theme->pool,
					      "%.*s/lang/%.*s.yml",
					      STR_ARG(l->order[0]),
					      STR_ARG(l->language)) },
			{ "problem", str_of(strerror(ENOENT)) });
}

/* ---- templates and assets ---------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	return str_cmp(((const struct map_entry *)a)->key,
		       ((const struct map_entry *)b)->key);
}

static void add_template(struct loading *l, struct map *into, struct str name,
			 const struct source *src)
{
	ptrdiff_t bad = text_invalid(src->text);
	struct template *tpl = NULL;

	if (bad >= 0)
		diag(l->diags, DIAG_NOT_UTF8, POS_AT(src, (size_t)bad),
		     { "at", pool_printf(l->theme->pool, "%td", bad + 1) });
	else
		tpl = template_compile(l->theme->pool, src, l->constants,
				       l->diags);
	if (!tpl)
		l->failed = -1;
	map_put(into, name, tpl);
}

static void sort_file(struct loading *l, struct str path,
		      const struct source *src)
{
	static const struct {
		const char *folder;
		size_t map;
	} kinds[] = {
		{ "templates/", offsetof(struct theme, templates) },
		{ "partials/", offsetof(struct theme, partials) },
	};
	struct theme *theme = l->theme;

	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(kinds[i].folder), ending = strlen(".mustache");

		if (!str_starts(path, str_of(kinds[i].folder)) ||
		    !ends_with(path, ".mustache"))
			continue;
		add_template(l, (void *)((char *)theme + kinds[i].map),
			     str_sub(path, n, path.n - n - ending), src);
	}
	if (str_starts(path, STR("assets/")))
		POOL_PUSH(theme->pool, theme->assets, theme->nassets,
			  theme->assets_cap,
			  (struct theme_file){ path, src->text });
}

/* In byte order of path, so that folders may list their files in any. */
static void read_files(struct loading *l)
{
	struct map_entry *files;
	struct buf all = BUF_INIT;
	char hex[SHA256_HEX + 1];
	size_t n = l->files.n;

	files = POOL_ARRAY(l->theme->pool, struct map_entry, n + 1);
	if (n)
		memcpy(files, l->files.entries, n * sizeof(*files));
	qsort(files, n, sizeof(*files), by_key);
	for (size_t i = 0; i < n; i++) {
		const struct source *src = files[i].value;

		sort_file(l, files[i].key, src);
		sha256_hex(src->text, hex);
		buf_addf(&all, "%s %.*s\n", hex, STR_ARG(files[i].key));
	}
	sha256_hex(buf_str(&all), l->theme->digest);
	buf_release(&all);
}

static const struct template *load(void *context, struct str name)
{
	const struct theme *theme = context;
	const struct template *tpl = map_get(&theme->templates, name);

	return tpl ? tpl : map_get(&theme->partials, name);
}

static void link_all(struct theme *theme, struct map *templates)
{
	for (size_t i = 0; i < templates->n; i++)
		template_link(templates->entries[i].value, &theme->loader);
}

const struct template *theme_template(const struct theme *theme,
				      const char *name)
{
	return map_get(&theme->templates, str_of(name));
}

struct theme *theme_load(struct pool *pool, struct str name,
			 const char *const *folders, struct str language,
			 struct diags *diags)
{
	struct theme *theme = POOL_NEW(pool, struct theme);
	struct loading l = { .theme = theme, .language = language,
			     .folders = folders, .diags = diags };

	theme->pool = pool;
	theme->name = name;
	theme->words.language = theme->words_html.language = language;
	theme->t = value_map(pool);
	theme->loader = (struct template_loader){ load, theme };
	read_folders(&l, name);
	l.constants = value_map(pool);
	value_set(pool, l.constants, "t", theme->t);
	if (!l.failed) {
		read_words(&l);
		read_files(&l);
	}
	map_release(&l.files);
	if (!l.failed) {
		link_all(theme, &theme->templates);
		link_all(theme, &theme->partials);
		return theme;
	}
	theme_free(theme);
	return NULL;
}

void theme_free(struct theme *theme)
{
	if (!theme)
		return;
	messages_release(&theme->words);
	messages_release(&theme->words_html);
	map_release(&theme->templates);
	map_release(&theme->partials);
}
