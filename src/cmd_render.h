/* SPDX-License-Identifier: MIT */
/*
 * cmd_render.h - `minhbach render`: a template tried on data from a JSON
 * file, for the authors of themes.
 */
#ifndef CMD_RENDER_H
#define CMD_RENDER_H

#include "map.h"
#include "mustache.h"

struct render_options {
	const char *data;	/* a JSON file */
	const char *partials;	/* a folder; NULL is the template's own */
	const char *tpl;	/* a template's path, "-" for standard input */
};

/*
 * Render to standard output, or write nothing where anything is wrong.
 * Returns the exit status: 0; 1 a broken template or broken data; 2 data or
 * template not given; 4 a file cannot be read or the output not be written.
 * The caller prints the findings.
 */
int cmd_render(const struct render_options *o, struct diags *diags);

/*
 * Templates by name from a folder: "a/b" is FOLDER/a/b.mustache.  Each is
 * read once, when it is first asked for; not for several threads.  Pass it
 * on as `(struct template_loader){ template_folder_load, &folder }`.
 */
struct template_folder {
	const char *path;
	struct pool *pool;	/* templates and their texts; not owned */
	struct diags *diags;
	struct map templates;	/* name -> struct template *, NULL if missing */
	bool io_failed;		/* a file is there but cannot be read */
};

#define TEMPLATE_FOLDER_INIT(path, pool, diags) \
	{ (path), (pool), (diags), MAP_INIT, false }

/*
 * The template of a name.  NULL without a finding if there is no such file,
 * NULL with one if it is broken or unreadable or the name leads out of the
 * folder.  `folder` is a struct template_folder *.
 */
const struct template *template_folder_load(void *folder, struct str name);
void template_folder_release(struct template_folder *folder);

#endif
