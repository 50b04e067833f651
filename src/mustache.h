/* SPDX-License-Identifier: MIT */
/*
 * mustache.h - Mustache templates (the specification's modules interpolation,
 * sections, inverted, partials, comments, delimiters, and the optional
 * inheritance; lambdas and dynamic names are left out).
 *
 * {{name}} escapes & < > " ' for HTML; {{{name}}} and {{&name}} do not.
 * {{.name}} looks only at the item on top of the context.  null, a list and a
 * map interpolate as nothing, a truth value as "true" or "false".
 *
 * A block's argument belongs to the template in which it is written: blocks
 * inside it are that template's parameters, so an argument can hold a block
 * of its own name.  The context is that of the place where it is put.
 *
 * A block alone on its line gives its argument the line's indentation, and
 * its line ends once: with the argument's last line end, or else its own.
 * An argument without content leaves no line.
 *
 * Compiled templates are immutable and may be used by several threads.
 */
#ifndef MUSTACHE_H
#define MUSTACHE_H

#include "buf.h"
#include "diag.h"
#include "value.h"

#define MUSTACHE_DEPTH 64	/* partials, blocks and sections in each other */

struct template;

/*
 * Where partials and parents come from.  `load` gives the compiled template
 * of a name, or NULL: a missing partial is empty, as the specification says,
 * a missing parent too.  A NULL loader has none.
 */
struct template_loader {
	const struct template *(*load)(void *context, struct str name);
	void *context;
};

/*
 * Compile.  What is found in `constants` (a map, or NULL) is looked up now,
 * once: data must not hold other values of these names.  `src` and the
 * constants must outlive the template.  NULL with findings (template, line,
 * column) on a syntax error.
 */
struct template *template_compile(struct pool *pool, const struct source *src,
				  const struct value *constants,
				  struct diags *diags);

/* Look its partials and parents up now, instead of at each rendering. */
void template_link(struct template *tpl, const struct template_loader *loader);

/*
 * Append the rendering of `data`.  -1 with one finding when the depth limit
 * is passed; what was appended until then is incomplete.
 */
int template_render(struct buf *out, const struct template *tpl,
		    const struct value *data,
		    const struct template_loader *loader,
		    struct diags *diags);

#endif
