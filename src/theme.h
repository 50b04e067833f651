/* SPDX-License-Identifier: MIT */
/*
 * theme.h - what makes the site's look: templates, words and assets, read
 * from a folder once and shared by all pages.
 *
 *	THEME/theme.yml			optional: name, description, extends
 *	THEME/templates/NAME.mustache	one for each kind of page, and parents
 *	THEME/partials/NAME.mustache	{{> NAME}}
 *	THEME/lang/LANGUAGE.yml		the words
 *	THEME/assets/...		published as assets/...
 *
 * A theme extends another one ("extends: NAME" in theme.yml; without that
 * line the theme "default"; with an empty value none): what it does not have
 * is taken from there, word by word, file by file.
 *
 * A loaded theme is immutable and may be used by several threads.
 */
#ifndef THEME_H
#define THEME_H

#include "messages.h"
#include "mustache.h"
#include "sha256.h"

struct theme_file {
	struct str path;	/* "assets/site.css" */
	struct str bytes;
};

struct theme {
	struct pool *pool;
	struct str name;
	struct catalog words;		/* as text */
	struct catalog words_html;	/* the same, escaped for HTML */
	struct value *t;		/* the same as templates read them */
	struct map templates;		/* name -> struct template * */
	struct map partials;
	struct template_loader loader;	/* of templates, then partials */
	struct theme_file *assets;	/* in byte order of path */
	size_t nassets, assets_cap;
	char digest[SHA256_HEX + 1];	/* of everything that was read */
};

/*
 * Load the theme `name` in a language: a path if it holds a "/", else a folder
 * of that name in one of `folders` (NULL at the end), in order, or in the
 * installed ones.  NULL with findings.
 */
struct theme *theme_load(struct pool *pool, struct str name,
			 const char *const *folders, struct str language,
			 struct diags *diags);
void theme_free(struct theme *theme);

/* The template of a kind of page, or NULL. */
const struct template *theme_template(const struct theme *theme,
				      const char *name);

#endif
